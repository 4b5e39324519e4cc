//! Sites: IT load needs shells, and shells need sites.
//!
//! ```text
//! siting.hosting   [r,c,y]  rated[r,c,y]                        <= shells[r,c,y]
//! siting.potential [r,k,y]  sum_{c, y'<=y} shell[r,k,c,y']       <= max_gw[k,r](y)
//! siting.ceiling   [r,y]    sum_{k, c, y'<=y} shell[r,k,c,y']    <= max_gw[r](y)
//! siting.rate      [r,k,y]  sum_c shell[r,k,c,y]                <= gw_per_year[k,r](P(y))
//! siting.latency   [y]      low-latency shells to date + existing >= share(y) (all shells to date + existing)
//! shells[r,c,y] = existing[r,c] + sum_k sum_y' w(y',y,inf) shell[r,k,c,y']
//! ```
//!
//! All in GW of rated IT. `max_gw`, `gw_per_year` of `sites.csv`; ceilings of `site_ceilings.csv`,
//! where a region has rows; `existing` of `existing_shells.csv`; `share` of `latency.csv`. Existing shells
//! count as low-latency; `potential`, `ceiling` and `latency` count shells in full from their period on.
//!
//! Shadow prices: USD/kW of rated IT. Not modelled: regional land prices, shells that are given up.

use super::stocks::{shells, shells_built, shells_to_date};
use crate::program::{Expression, Item, Key, Rows, Rule, Variables};
use crate::sets::{Region, Year};
use crate::system::System;

/// Writes the rows of sites.
pub fn add(system: &System, variables: &Variables, rows: &mut Rows) {
    for y in system.time.years() {
        for r in system.sets.regions() {
            hosting(system, variables, rows, r, y);
            potential(system, variables, rows, r, y);
        }
        latency(system, variables, rows, y);
    }
}

fn hosting(system: &System, variables: &Variables, rows: &mut Rows, r: Region, y: Year) {
    for c in system.sets.cooling() {
        if let Some(rated) = variables.rated[[r.0, c.0, y.0]] {
            let key = Key::regional(Item::Cooling(c), r, y);
            rows.at_most(Rule::SitingHosting, key, rated.into(), shells(system, variables, r, c, y));
        }
    }
}

fn potential(system: &System, variables: &Variables, rows: &mut Rows, r: Region, y: Year) {
    let sites = &system.sites;
    let mut all = Expression::default();
    for k in system.sets.site_classes().filter(|k| sites.first_year[[k.0, r.0]].is_some()) {
        let key = Key::regional(Item::SiteClass(k), r, y);
        let to_date = shells_to_date(system, variables, r, k, y);
        all += to_date.clone();
        rows.limit(Rule::SitingPotential, key, to_date, sites.potential[[k.0, r.0, y.0]].value());
        let built = shells_built(system, variables, r, k, y);
        rows.limit(Rule::SitingRate, key, built, sites.rate[[k.0, r.0, y.0]].value());
    }
    if let Some(ceiling) = &sites.ceiling[r.0] {
        rows.limit(Rule::SitingCeiling, Key::regional(Item::None, r, y), all, ceiling[y.0].value());
    }
}

fn latency(system: &System, variables: &Variables, rows: &mut Rows, y: Year) {
    let mut near = Expression::constant(system.sites.existing.iter().map(|gw| gw.value()).sum());
    let mut all = near.clone();
    for r in system.sets.regions() {
        for k in system.sets.site_classes() {
            let to_date = shells_to_date(system, variables, r, k, y);
            if system.sites.classes[k.0].low_latency {
                near += to_date.clone();
            }
            all += to_date;
        }
    }
    let key = Key::national(Item::None, y);
    rows.at_least(Rule::SitingLatency, key, near, all * system.sites.low_latency_share[y.0]);
}
