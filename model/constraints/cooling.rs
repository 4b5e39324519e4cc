//! Cooling: equipment is delivered by supply chains, water is limited, and PUE turns IT load into
//! facility load.
//!
//! ```text
//! cooling.supply   [i,y]     sum over r, k and c drawing on i of shell[r,k,c,y] <= supply[i,P(y)]
//! cooling.water    [r,y]     sum_c wue[c,r] x u x rated[r,c,y] x 8760 / 1000     <= water[r](y)
//! cooling.facility [r,y,day] facility[r,y,ordinary] = sum_c pue[c,r]      x u x rated[r,c,y]
//!                            facility[r,y,peak]     = sum_c pue_peak[c,r] x u x rated[r,c,y]
//! ```
//!
//! `supply` GW of `cooling_supply.csv`; `wue` L/kWh, `pue`, `pue_peak` of `cooling_performance.csv`;
//! `water` million m3 a year of `water.csv`, where a region has rows; `u` the scenario's
//! `compute.power_utilisation`. Average IT load u x rated draws power and water; the peak differs by PUE alone.
//!
//! Shadow prices: USD/kW of equipment; million USD per million m3, that is USD/m3.
//! Not modelled: seasons of water, heat reuse, change of cooling in standing shells.

use crate::program::{Expression, Item, Key, Rows, Rule, Variables};
use crate::sets::{Chain, Region, Year};
use crate::system::System;
use crate::units::HOURS_PER_YEAR;

/// Writes the rows of cooling.
pub fn add(system: &System, variables: &Variables, rows: &mut Rows) {
    for y in system.time.years() {
        for i in Chain::all(system.sets.chains.len()) {
            supply(system, variables, rows, i, y);
        }
        for r in system.sets.regions() {
            water(system, variables, rows, r, y);
            facility(system, variables, rows, r, y);
        }
    }
}

fn supply(system: &System, variables: &Variables, rows: &mut Rows, i: Chain, y: Year) {
    let mut used = Expression::default();
    for c in system.cooling.drawing_on(i) {
        for r in system.sets.regions() {
            for n in 0..variables.hall.dim().1 {
                used.add(variables.hall[[r.0, n, c.0, y.0]], 1.0);
            }
        }
    }
    let limit = system.cooling.supply[[i.0, y.0]].value();
    rows.limit(Rule::CoolingSupply, Key::national(Item::Chain(i), y), used, limit);
}

/// Sum over cooling systems of a factor times the average IT load.
fn per_it_load(
    system: &System,
    variables: &Variables,
    r: Region,
    y: Year,
    factor: impl Fn(usize) -> f64,
) -> Expression {
    let mut sum = Expression::default();
    for c in system.sets.cooling() {
        sum.add(variables.rated[[r.0, c.0, y.0]], factor(c.0) * system.compute.power_utilisation);
    }
    sum
}

fn water(system: &System, variables: &Variables, rows: &mut Rows, r: Region, y: Year) {
    let Some(limit) = &system.cooling.water[r.0] else { return };
    let used = per_it_load(system, variables, r, y, |c| (system.cooling.wue[[c, r.0]] * HOURS_PER_YEAR).value());
    rows.limit(Rule::CoolingWater, Key::regional(Item::None, r, y), used, limit[y.0].value());
}

fn facility(system: &System, variables: &Variables, rows: &mut Rows, r: Region, y: Year) {
    for (peak, pue) in [(false, &system.cooling.pue), (true, &system.cooling.pue_peak)] {
        if let Some(facility) = variables.facility[[r.0, y.0, usize::from(peak)]] {
            let load = per_it_load(system, variables, r, y, |c| pue[[c, r.0]]);
            rows.identity(Rule::CoolingFacility, Key::regional(Item::PeakDay(peak), r, y), facility.into(), load);
        }
    }
}
