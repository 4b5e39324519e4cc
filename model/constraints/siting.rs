//! Sites: IT load needs halls, halls need shells, and shells need sites.
//!
//! ```text
//! siting.hosting   [r,c,y]  rated[r,c,y]                  <= halls[r,c,y]
//! siting.halls     [r,n,y]  sum_{k of life n} shell[r,k,y] = sum_c hall[r,n,c,y]
//! siting.potential [r,k,y]  sum_{y'<=y} shell[r,k,y']     <= max_gw[k,r](y)
//! siting.ceiling   [r,y]    sum_{k, y'<=y} shell[r,k,y']  <= max_gw[r](y)
//! siting.rate      [r,k,y]  shell[r,k,y]                  <= gw_per_year[k,r](P(y))
//! siting.latency   [y]      sum_{r,c} existing[r,c] + sum_{r, near k, y'<=y} shell[r,k,y']
//!                           >= share(y) (sum_{r,c} existing[r,c] + sum_{r, k, y'<=y} shell[r,k,y'])
//! halls[r,c,y] = existing[r,c] + sum_{n,y'} w(y',y,inf) hall[r,n,c,y']
//! ```
//!
//! All in GW of rated IT; n are the lives of site classes. `max_gw`, `gw_per_year` of `sites.csv`; ceilings of
//! `site_ceilings.csv`, where a region has rows; `existing` of `existing_shells.csv`; `share` of `latency.csv`. Existing
//! shells count as low-latency; `potential`, `ceiling` and `latency` count shells in full from their period on.
//!
//! The formulation has shells by class and cooling system at once. No limit or cost sees both, but for
//! the life over which cooling is charged, which is the class's. So shells by class and halls by cooling that agree in
//! sum, life by life, say the same with fewer columns; who is in whose shell can be chosen afterwards.
//!
//! Shadow prices: USD/kW of rated IT. Not modelled: regional land prices, shells that are given up.
//! Sources: `site_caps`, `site_ceilings`, `existing_shells`, `shell_capex`, `latency_share`.

use super::stocks::{halls, shells_built, shells_to_date};
use crate::program::{Expression, Formulation, Item, Key, Quantity, Rule};
use crate::sets::{Region, SiteLife, Year};

/// Declares the shells and halls of a region and year, and the IT load that halls to date can host.
pub fn declare(program: &mut Formulation<'_>, r: Region, y: Year) {
    let system = program.system;
    for k in system.sets.site_classes() {
        if system.sites.first_year[(k, r)].is_none_or(|first| system.time.calendar(y) < first) {
            continue;
        }
        let (n, life) = (system.sites.life(k), system.sites.classes[k].lifetime);
        let variables = &mut program.variables;
        variables.shell[(r, k, y)] = variables.free(Quantity::Shell, Key::regional(Item::SiteClass(k), r, y));
        for c in system.sets.cooling() {
            if variables.hall[(r, n, c, y)].is_none() {
                variables.hall[(r, n, c, y)] = variables.free(Quantity::Hall, Key::regional(Item::Hall(c, life), r, y));
            }
        }
    }
    if system.sets.accelerators().any(|a| program.variables.powered[(a, r, y)].is_some()) {
        for c in system.sets.cooling() {
            if halls(program, r, c, y).can_be_positive() {
                let key = Key::regional(Item::Cooling(c), r, y);
                program.variables.rated[(r, c, y)] = program.variables.free(Quantity::Rated, key);
            }
        }
    }
}

/// Writes the rows of sites.
pub fn add(program: &mut Formulation<'_>) {
    let system = program.system;
    for y in system.time.years() {
        for r in system.sets.regions() {
            hosting(program, r, y);
            potential(program, r, y);
            shells_hold_halls(program, r, y);
        }
        latency(program, y);
    }
}

fn hosting(program: &mut Formulation<'_>, r: Region, y: Year) {
    for c in program.system.sets.cooling() {
        if let Some(rated) = program.variables.rated[(r, c, y)] {
            let key = Key::regional(Item::Cooling(c), r, y);
            program.rows.at_most(Rule::SitingHosting, key, rated.into(), halls(program, r, c, y));
        }
    }
}

fn potential(program: &mut Formulation<'_>, r: Region, y: Year) {
    let system = program.system;
    let sites = &system.sites;
    let mut all = Expression::default();
    for k in system.sets.site_classes().filter(|&k| sites.first_year[(k, r)].is_some()) {
        let key = Key::regional(Item::SiteClass(k), r, y);
        let to_date = shells_to_date(program, r, k, y);
        all += to_date.clone();
        program.rows.limit(Rule::SitingPotential, key, to_date, sites.potential[(k, r, y)].value());
        let built = shells_built(program, r, k, y);
        program.rows.limit(Rule::SitingRate, key, built, sites.rate[(k, r, y)].value());
    }
    if let Some(ceiling) = &sites.ceiling[r] {
        program.rows.limit(Rule::SitingCeiling, Key::regional(Item::None, r, y), all, ceiling[y].value());
    }
}

fn shells_hold_halls(program: &mut Formulation<'_>, r: Region, y: Year) {
    let system = program.system;
    for (n, life) in system.sites.lives().into_iter().enumerate().map(|(n, life)| (SiteLife(n), life)) {
        let mut shells = Expression::default();
        let mut halls = Expression::default();
        for k in system.sets.site_classes().filter(|&k| system.sites.classes[k].lifetime == life) {
            shells.add(program.variables.shell[(r, k, y)], 1.0);
        }
        for c in system.sets.cooling() {
            halls.add(program.variables.hall[(r, n, c, y)], 1.0);
        }
        program.rows.identity(Rule::SitingHalls, Key::regional(Item::Life(life), r, y), shells, halls);
    }
}

fn latency(program: &mut Formulation<'_>, y: Year) {
    let system = program.system;
    let mut near = Expression::constant(system.sites.existing.iter().map(|gw| gw.value()).sum());
    let mut all = near.clone();
    for r in system.sets.regions() {
        for k in system.sets.site_classes() {
            let to_date = shells_to_date(program, r, k, y);
            if system.sites.classes[k].low_latency {
                near += to_date.clone();
            }
            all += to_date;
        }
    }
    let key = Key::national(Item::None, y);
    program.rows.at_least(Rule::SitingLatency, key, near, all * system.sites.low_latency_share[y]);
}
