//! Flexible AI load: how deep, how often, and how much of it off at the peak.
//!
//! ```text
//! power.flex_depth  [r,y,s]  curtail[r,y,s]           <= depth(y) gross[r,y,s]
//! power.flex_energy [r,y]    sum_s w_s curtail[r,y,s] <= energy_share sum_s w_s gross[r,y,s]
//! power.flex_peak   [r,y]    flex[r,y]                <= depth(y) facility[r,y,peak]
//! ```
//!
//! `depth` of `flexibility.csv`, `energy_share` of the scenario, `gross` of [`campus`](super::campus), `w_s` the slice's
//! hours; GW and GWh. The rows belong to the power family.
//!
//! Shadow prices: USD/kW (depth, peak), million USD per GWh (energy).
//! Not modelled: work moved to another hour or region.
//! Sources: `flexible_load`, `duke_rethinking`.

use super::Slot;
use super::stocks::facility;
use crate::program::{Expression, Formulation, Item, Key, Quantity, Rule};
use crate::sets::{Region, Year};

/// Declares load contracted off at the peak of a region and year, where there is load and it has depth.
pub fn declare(program: &mut Formulation<'_>, r: Region, y: Year) {
    if program.variables.hosts_load(r, y) && program.system.flexibility.depth[y] > 0.0 {
        program.variables.flex[(r, y)] = program.variables.free(Quantity::Flex, Key::regional(Item::None, r, y));
    }
}

/// Declares load curtailed in a slice.
pub fn declare_slice(program: &mut Formulation<'_>, (r, y, s): Slot) {
    let variables = &mut program.variables;
    if variables.flex[(r, y)].is_some() && program.system.flexibility.energy_share > 0.0 {
        variables.curtail[(r, y, s)] = variables.free(Quantity::Curtail, Key::hourly(Item::None, r, y, s));
    }
}

/// Writes the rows of flexible load.
pub fn add(program: &mut Formulation<'_>) {
    let system = program.system;
    for y in system.time.years() {
        for r in system.sets.regions() {
            curtailment(program, r, y);
            if let Some(flex) = program.variables.flex[(r, y)] {
                let most = facility(program, r, y, true) * system.flexibility.depth[y];
                program.rows.at_most(Rule::FlexPeak, Key::regional(Item::None, r, y), flex.into(), most);
            }
        }
    }
}

fn curtailment(program: &mut Formulation<'_>, r: Region, y: Year) {
    let system = program.system;
    let mut energy = Expression::default();
    let mut yearly = Expression::default();
    for s in system.time.slices() {
        let Some(curtail) = program.variables.curtail[(r, y, s)] else { continue };
        let slice = &system.time.slices[s];
        let gross = facility(program, r, y, slice.peak);
        let deepest = gross.clone() * system.flexibility.depth[y];
        program.rows.at_most(Rule::FlexDepth, Key::hourly(Item::None, r, y, s), curtail.into(), deepest);
        energy.add(curtail, slice.weight.value());
        yearly += gross * slice.weight.value();
    }
    let share = yearly * system.flexibility.energy_share;
    program.rows.at_most(Rule::FlexEnergy, Key::regional(Item::None, r, y), energy, share);
}
