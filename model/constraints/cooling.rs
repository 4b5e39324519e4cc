//! Cooling: equipment is delivered by supply chains, water is limited, and PUE turns IT load into
//! facility load.
//!
//! ```text
//! cooling.supply   [i,y]      sum_{r, n, c drawing on i} hall[r,n,c,y] <= supply[i](P(y))
//! cooling.water    [r,y]      sum_c wue[c,r] u rated[r,c,y] 8760 / 1000 <= water[r](y)
//! cooling.facility [r,y,day]  facility[r,y,ordinary] = sum_c pue[c,r]      u rated[r,c,y]
//!                             facility[r,y,peak]     = sum_c pue_peak[c,r] u rated[r,c,y]
//! ```
//!
//! `supply` GW of `cooling_supply.csv`; `wue` L/kWh, `pue`, `pue_peak` of `cooling_performance.csv`;
//! `water` million m3 a year of `water.csv`, where a region has rows; `u` the scenario's
//! `compute.power_utilisation`. Average IT load u x rated draws power and water; the peak differs by PUE alone.
//!
//! Shadow prices: USD/kW of equipment; million USD per million m3, that is USD/m3.
//! Not modelled: seasons of water, heat reuse, change of cooling in standing shells.
//! Sources: `lei_masanet`, `own_hourly_pue`, `cooling_supply`, `water_caps`.

use crate::program::{Expression, Formulation, Item, Key, Quantity, Rule};
use crate::sets::{Chain, Cooling, Region, Year};
use crate::units::HOURS_PER_YEAR;

/// Declares the facility load of a region and year, where halls host any.
pub fn declare(program: &mut Formulation<'_>, r: Region, y: Year) {
    let variables = &mut program.variables;
    if program.system.sets.cooling().any(|c| variables.rated[(r, c, y)].is_some()) {
        for peak in [false, true] {
            variables.facility[(r, y, peak)] =
                variables.free(Quantity::Facility, Key::regional(Item::PeakDay(peak), r, y));
        }
    }
}

/// Writes the rows of cooling.
pub fn add(program: &mut Formulation<'_>) {
    let system = program.system;
    for y in system.time.years() {
        for i in Chain::all(system.sets.chains.len()) {
            supply(program, i, y);
        }
        for r in system.sets.regions() {
            water(program, r, y);
            facility(program, r, y);
        }
    }
}

fn supply(program: &mut Formulation<'_>, i: Chain, y: Year) {
    let system = program.system;
    let mut used = Expression::default();
    for c in system.cooling.drawing_on(i) {
        for r in system.sets.regions() {
            program.variables.halls(r, c, y).for_each(|hall| used.add(hall, 1.0));
        }
    }
    let limit = system.cooling.supply[(i, y)].value();
    program.rows.limit(Rule::CoolingSupply, Key::national(Item::Chain(i), y), used, limit);
}

/// Sum over cooling systems of a factor times the average IT load.
fn per_it_load(program: &Formulation<'_>, r: Region, y: Year, factor: impl Fn(Cooling) -> f64) -> Expression {
    let system = program.system;
    let mut sum = Expression::default();
    for c in system.sets.cooling() {
        sum.add(program.variables.rated[(r, c, y)], factor(c) * system.compute.power_utilisation);
    }
    sum
}

fn water(program: &mut Formulation<'_>, r: Region, y: Year) {
    let system = program.system;
    let Some(limit) = &system.cooling.water[r] else { return };
    let used = per_it_load(program, r, y, |c| (system.cooling.wue[(c, r)] * HOURS_PER_YEAR).value());
    program.rows.limit(Rule::CoolingWater, Key::regional(Item::None, r, y), used, limit[y].value());
}

fn facility(program: &mut Formulation<'_>, r: Region, y: Year) {
    let system = program.system;
    for (peak, pue) in [(false, &system.cooling.pue), (true, &system.cooling.pue_peak)] {
        if let Some(facility) = program.variables.facility[(r, y, peak)] {
            let load = per_it_load(program, r, y, |c| pue[(c, r)]);
            program.rows.identity(
                Rule::CoolingFacility,
                Key::regional(Item::PeakDay(peak), r, y),
                facility.into(),
                load,
            );
        }
    }
}
