//! Storage: what goes in comes out later the same day, less losses.
//!
//! ```text
//! power.storage        [g,r,y,s]  soc[g,r,y,s] = soc[g,r,y,s-1] + sqrt(eta_g) B charge[g,r,y,s] - B discharge[g,r,y,s] / sqrt(eta_g)
//! power.storage_power  [g,r,y,s]  charge[g,r,y,s] + discharge[g,r,y,s] <= cap[g,r,y]
//! power.storage_energy [g,r,y,s]  soc[g,r,y,s]       <= duration_g cap[g,r,y]
//! ```
//!
//! The slice before the first of a day is its last. `eta` (round trip) and `duration` of `technologies.csv`, B the hours
//! of a slice; power in GW on the AC side, soc in GWh. Where capacity cannot change, the last is a
//! bound of its column. Availability does not apply. One inverter serves both ways: with a limit for each, storage could
//! run both at once all day and burn in its losses what is paid for being generated; so it still can, by half as much.
//! `energy_burned.csv` tells where.
//!
//! Where a day is one slice storage can only lose energy. It has no columns then, unless some plant is paid for
//! generating (its running cost is below 0), which could make losing energy worth something.
//!
//! Not modelled: storage from day to day or season to season.
//! Sources: `nrel_atb2024`, `tech_parameters`.

use super::stocks::{capacity, stands};
use super::worth::running_cost;
use crate::program::{Expression, Formulation, Item, Key, Quantity, Rule};
use crate::sets::{Region, Technology, TimeSlice, Year};
use crate::system::System;

/// Declares charging, discharging and what is stored in a region and year; what is stored is bounded here
/// where the capacity cannot change, by rows elsewhere.
pub fn declare(program: &mut Formulation<'_>, r: Region, y: Year) {
    let system = program.system;
    if !storage_matters(system, y) {
        return;
    }
    for g in system.sets.technologies().filter(|&g| system.power.kinds[g].is_storage()) {
        if !stands(program, g, r, y) {
            continue;
        }
        let duration = system.power.kinds[g].duration.value();
        let existing = system.power.existing[(g, r, y)].value();
        let variables = &mut program.variables;
        let fixed = variables.capacity[(g, r, y)].is_none();
        let held = if fixed { duration * existing } else { f64::INFINITY };
        for s in system.time.slices() {
            let key = Key::hourly(Item::Technology(g), r, y, s);
            let at = (g, r, y, s);
            variables.charge[at] = variables.free(Quantity::Charge, key);
            variables.discharge[at] = variables.free(Quantity::Discharge, key);
            variables.stored[at] = variables.bounded(Quantity::Stored, key, held);
        }
    }
}

/// Whether storage has anything to do. Where a day is one slice it can only lose energy, which is worth
/// something only where generating is paid for.
fn storage_matters(system: &System, y: Year) -> bool {
    let paid = |g, r| running_cost(system, g, r, y).value() < 0.0;
    system.time.slices_per_day() > 1 || system.sets.technologies().any(|g| system.sets.regions().any(|r| paid(g, r)))
}

/// Writes the rows of storage.
pub fn add(program: &mut Formulation<'_>) {
    let system = program.system;
    for y in system.time.years() {
        for r in system.sets.regions() {
            for g in system.sets.technologies().filter(|&g| system.power.kinds[g].is_storage()) {
                for s in system.time.slices() {
                    if program.variables.stored[(g, r, y, s)].is_some() {
                        charge_state(program, (g, r, y, s));
                        power_and_energy(program, (g, r, y, s));
                    }
                }
            }
        }
    }
}

type Place = (Technology, Region, Year, TimeSlice);

fn charge_state(program: &mut Formulation<'_>, (g, r, y, s): Place) {
    let system = program.system;
    let blocks = system.time.slices_per_day();
    let before = if s.0 % blocks == 0 { s.0 + blocks - 1 } else { s.0 - 1 };
    let one_way = system.power.kinds[g].round_trip_efficiency.sqrt();
    let hours = system.time.block.value();
    let at = (g, r, y, s);
    let mut kept = Expression::term(program.variables.stored[(g, r, y, TimeSlice(before))], 1.0);
    kept.add(program.variables.charge[at], one_way * hours);
    kept.add(program.variables.discharge[at], -hours / one_way);
    let stored = Expression::term(program.variables.stored[at], 1.0);
    program.rows.identity(Rule::PowerStorage, Key::hourly(Item::Technology(g), r, y, s), stored, kept);
}

fn power_and_energy(program: &mut Formulation<'_>, (g, r, y, s): Place) {
    let key = Key::hourly(Item::Technology(g), r, y, s);
    let at = (g, r, y, s);
    let mut both = Expression::term(program.variables.charge[at], 1.0);
    both.add(program.variables.discharge[at], 1.0);
    let capacity = capacity(program, g, r, y);
    program.rows.at_most(Rule::PowerStoragePower, key, both, capacity.clone());
    if program.variables.capacity[(g, r, y)].is_some() {
        let stored = Expression::term(program.variables.stored[at], 1.0);
        let duration = program.system.power.kinds[g].duration.value();
        program.rows.at_most(Rule::PowerStorageEnergy, key, stored, capacity * duration);
    }
}
