//! Sites: IT load needs halls, halls need shells, and shells need sites.
//!
//! ```text
//! siting.hosting   [r,c,y]  rated[r,c,y]                      <= halls[r,c,y]
//! siting.halls     [r,L,y]  sum_{k of life L} shell[r,k,y]     = sum_c hall[r,L,c,y]
//! siting.potential [r,k,y]  sum_{y'<=y} shell[r,k,y']         <= max_gw[k,r](y)
//! siting.ceiling   [r,y]    sum_{k, y'<=y} shell[r,k,y']      <= max_gw[r](y)
//! siting.rate      [r,k,y]  shell[r,k,y]                      <= gw_per_year[k,r](P(y))
//! siting.latency   [y]      low-latency shells to date + existing >= share(y) (all shells to date + existing)
//! halls[r,c,y] = existing[r,c] + sum_L sum_y' w(y',y,inf) hall[r,L,c,y']
//! ```
//!
//! All in GW of rated IT. `max_gw`, `gw_per_year` of `sites.csv`; ceilings of `site_ceilings.csv`,
//! where a region has rows; `existing` of `existing_shells.csv`; `share` of `latency.csv`. Existing shells
//! count as low-latency; `potential`, `ceiling` and `latency` count shells in full from their period on.
//!
//! The formulation has shells by class and cooling system at once. No limit or cost sees both, but for
//! the life over which cooling is charged, which is the class's. So shells by class and halls by cooling that agree in
//! sum, life by life, say the same with fewer columns; who is in whose shell can be chosen afterwards.
//!
//! Shadow prices: USD/kW of rated IT. Not modelled: regional land prices, shells that are given up.

use super::stocks::{halls, shells_built, shells_to_date};
use crate::program::{Expression, Item, Key, Rows, Rule, Variables};
use crate::sets::{Region, Year};
use crate::system::System;

/// Writes the rows of sites.
pub fn add(system: &System, variables: &Variables, rows: &mut Rows) {
    for y in system.time.years() {
        for r in system.sets.regions() {
            hosting(system, variables, rows, r, y);
            potential(system, variables, rows, r, y);
            shells_hold_halls(system, variables, rows, r, y);
        }
        latency(system, variables, rows, y);
    }
}

fn hosting(system: &System, variables: &Variables, rows: &mut Rows, r: Region, y: Year) {
    for c in system.sets.cooling() {
        if let Some(rated) = variables.rated[[r.0, c.0, y.0]] {
            let key = Key::regional(Item::Cooling(c), r, y);
            rows.at_most(Rule::SitingHosting, key, rated.into(), halls(system, variables, r, c, y));
        }
    }
}

fn potential(system: &System, variables: &Variables, rows: &mut Rows, r: Region, y: Year) {
    let sites = &system.sites;
    let mut all = Expression::default();
    for k in system.sets.site_classes().filter(|k| sites.first_year[[k.0, r.0]].is_some()) {
        let key = Key::regional(Item::SiteClass(k), r, y);
        let to_date = shells_to_date(variables, r, k, y);
        all += to_date.clone();
        rows.limit(Rule::SitingPotential, key, to_date, sites.potential[[k.0, r.0, y.0]].value());
        let built = shells_built(variables, r, k, y);
        rows.limit(Rule::SitingRate, key, built, sites.rate[[k.0, r.0, y.0]].value());
    }
    if let Some(ceiling) = &sites.ceiling[r.0] {
        rows.limit(Rule::SitingCeiling, Key::regional(Item::None, r, y), all, ceiling[y.0].value());
    }
}

fn shells_hold_halls(system: &System, variables: &Variables, rows: &mut Rows, r: Region, y: Year) {
    for (n, life) in system.sites.lives().into_iter().enumerate() {
        let mut shells = Expression::default();
        let mut halls = Expression::default();
        for k in system.sets.site_classes().filter(|k| system.sites.classes[k.0].lifetime == life) {
            shells.add(variables.shell[[r.0, k.0, y.0]], 1.0);
        }
        for c in system.sets.cooling() {
            halls.add(variables.hall[[r.0, n, c.0, y.0]], 1.0);
        }
        rows.identity(Rule::SitingHalls, Key::regional(Item::Life(life), r, y), shells, halls);
    }
}

fn latency(system: &System, variables: &Variables, rows: &mut Rows, y: Year) {
    let mut near = Expression::constant(system.sites.existing.iter().map(|gw| gw.value()).sum());
    let mut all = near.clone();
    for r in system.sets.regions() {
        for k in system.sets.site_classes() {
            let to_date = shells_to_date(variables, r, k, y);
            if system.sites.classes[k.0].low_latency {
                near += to_date.clone();
            }
            all += to_date;
        }
    }
    let key = Key::national(Item::None, y);
    rows.at_least(Rule::SitingLatency, key, near, all * system.sites.low_latency_share[y.0]);
}
