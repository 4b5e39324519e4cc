//! Flexible AI load: how deep, how often, and how much of it off at the peak.
//!
//! ```text
//! power.flex_depth  [r,y,s]  curtail[r,y,s]            <= depth(y) x gross[r,y,s]
//! power.flex_energy [r,y]    sum_s w_s curtail[r,y,s]  <= energy_share x sum_s w_s gross[r,y,s]
//! power.flex_peak   [r,y]    flex[r,y]                 <= depth(y) x facility[r,y,peak]
//! ```
//!
//! `depth` of `flexibility.csv`, `energy_share` of the scenario; GW and GWh. The rows belong to the power family.
//!
//! Shadow prices: USD/kW (depth, peak), million USD per GWh (energy).
//! Not modelled: work moved to another hour or region.

use super::stocks::facility;
use crate::program::{Expression, Item, Key, Rows, Rule, Variables};
use crate::sets::{Region, Year};
use crate::system::System;

/// Writes the rows of flexible load.
pub fn add(system: &System, variables: &Variables, rows: &mut Rows) {
    for y in system.time.years() {
        for r in system.sets.regions() {
            curtailment(system, variables, rows, r, y);
            if let Some(flex) = variables.flex[[r.0, y.0]] {
                let most = facility(variables, r, y, true) * system.flexibility.depth[y.0];
                rows.at_most(Rule::FlexPeak, Key::regional(Item::None, r, y), flex.into(), most);
            }
        }
    }
}

fn curtailment(system: &System, variables: &Variables, rows: &mut Rows, r: Region, y: Year) {
    let mut energy = Expression::default();
    let mut yearly = Expression::default();
    for s in system.time.slices() {
        let Some(curtail) = variables.curtail[[r.0, y.0, s.0]] else { continue };
        let slice = &system.time.slices[s.0];
        let gross = facility(variables, r, y, slice.peak);
        let deepest = gross.clone() * system.flexibility.depth[y.0];
        rows.at_most(Rule::FlexDepth, Key::hourly(Item::None, r, y, s), curtail.into(), deepest);
        energy.add(curtail, slice.weight.value());
        yearly += gross * slice.weight.value();
    }
    let share = yearly * system.flexibility.energy_share;
    rows.at_most(Rule::FlexEnergy, Key::regional(Item::None, r, y), energy, share);
}
