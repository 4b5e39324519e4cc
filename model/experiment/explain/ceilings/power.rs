//! The ceiling of power: what connections and onsite plants deliver, and what firm capacity covers, in GW of rated IT.

use super::packing::{Limit, at_most};
use crate::sets::{Region, Season, Technology, Year};
use crate::system::{Life, System};

/// Facility load of a GW of rated IT under a region's best cooling, GW.
#[must_use]
pub fn facility(system: &System, r: Region) -> f64 {
    lowest(system.sets.cooling().map(|c| system.cooling.pue[(c, r)])) * system.compute.power_utilisation
}

/// The lowest of some positive numbers; 1 if there are none.
fn lowest(numbers: impl Iterator<Item = f64>) -> f64 {
    let lowest = numbers.filter(|number| *number > 0.0).fold(f64::INFINITY, f64::min);
    if lowest.is_finite() { lowest } else { 1.0 }
}

/// Rated IT that connections and onsite plants can feed, GW; infinite if nothing limits it.
#[must_use]
pub fn delivered(system: &System, now: Year) -> f64 {
    let per_rated = |r: Region| facility(system, r) * (1.0 - system.flexibility.energy_share);
    let connections: f64 = system
        .sets
        .regions()
        .map(|r| {
            let built = Year::all(now.0 + 1).map(|built| {
                let rate = system.grid.connection_rate[(r, built)].value();
                rate * system.time.in_service(built, now, Life::Endless)
            });
            let connected = system.grid.connections[r].existing.value() + built.sum::<f64>();
            connected / system.compute.contract_factor / per_rated(r)
        })
        .sum();
    connections
        + plants(system, now, |g, r| {
            let best = system.time.slices().map(|s| system.power.availability[(g, r, s)]).fold(0.0, f64::max);
            if system.power.kinds[g].is_onsite() { best / per_rated(r) } else { 0.0 }
        })
}

/// Rated IT that firm capacity can cover at the peak, GW: in the season in which it covers least; infinite if nothing
/// limits it. A season that a region lacks says nothing: what is lent to it from there costs nothing.
#[must_use]
pub fn firm(system: &System, now: Year) -> f64 {
    let seasons = Season::all(system.sets.seasons.len());
    seasons.filter_map(|h| firm_in(system, now, h)).fold(f64::INFINITY, f64::min)
}

/// The same in a season; none where some region lacks it.
fn firm_in(system: &System, now: Year, h: Season) -> Option<f64> {
    let (power, adequacy) = (&system.power, &system.adequacy);
    if system.sets.regions().any(|r| adequacy.seasons[(r, h)].is_none()) {
        return None;
    }
    let season = |r: Region| adequacy.seasons[(r, h)].expect("every region has the season");
    let margin = |r: Region| adequacy.least(r, season(r));
    let grid = || system.sets.technologies().filter(|&g| !power.kinds[g].is_onsite());
    let surplus: f64 = system
        .sets
        .regions()
        .map(|r| {
            let existing: f64 =
                grid().map(|g| power.seasonal_elcc[(g, r, h)] * power.existing[(g, r, now)].value()).sum();
            f64::max(0.0, existing - margin(r) * system.base_peak(r, now, season(r)).value())
        })
        .sum();
    let least_margin = lowest(system.sets.regions().map(margin));
    // Existing grid plants are in the surplus, so that only new ones count here.
    let built = new_plants(system, now, |g, r| {
        if power.kinds[g].is_onsite() { power.elcc[(g, r)] } else { power.seasonal_elcc[(g, r, h)] / least_margin }
    });
    let onsite = existing_plants(system, now, |g, r| if power.kinds[g].is_onsite() { power.elcc[(g, r)] } else { 0.0 });
    let peak = lowest(system.cooling.pue_peak.iter().copied()) * system.compute.power_utilisation;
    let covered = 1.0 - system.flexibility.depth[now];
    Some((surplus / least_margin + built + onsite) / (peak * covered))
}

/// Worth of all plants, existing and new.
fn plants(system: &System, now: Year, worth: impl Fn(Technology, Region) -> f64) -> f64 {
    existing_plants(system, now, &worth) + new_plants(system, now, &worth)
}

fn existing_plants(system: &System, now: Year, worth: impl Fn(Technology, Region) -> f64) -> f64 {
    let at = |g: Technology, r: Region| worth(g, r) * system.power.existing[(g, r, now)].value();
    system.sets.technologies().map(|g| system.sets.regions().map(|r| at(g, r)).sum::<f64>()).sum()
}

/// Worth of everything that could have been built so far within the limits, period by period.
fn new_plants(system: &System, now: Year, worth: impl Fn(Technology, Region) -> f64) -> f64 {
    let regions = system.sets.regions().len();
    let place = |g: Technology, r: Region| g.0 * regions + r.0;
    Year::all(now.0 + 1)
        .map(|built| {
            let mut worths = vec![0.0; system.sets.technologies().len() * regions];
            for g in system.sets.technologies() {
                let serving = system.time.in_service(built, now, Life::Years(system.power.kinds[g].lifetime));
                for r in system.sets.regions().filter(|&r| system.power.buildable[(g, r, built)]) {
                    worths[place(g, r)] = worth(g, r) * serving;
                }
            }
            let limits = system.power.limits.iter().map(|limit| Limit {
                amount: limit.at(built).value(),
                members: limit.members.iter().map(|&(g, r)| place(g, r)).collect(),
            });
            at_most(&limits.collect::<Vec<_>>(), &worths)
        })
        .sum()
}
