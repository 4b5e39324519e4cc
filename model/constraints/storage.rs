//! Storage: what goes in comes out later the same day, less losses.
//!
//! ```text
//! power.storage           [g,r,y,s]  soc_s = soc_(s-1) + sqrt(eta) x B x charge_s - B x discharge_s / sqrt(eta)
//! power.storage_charge    [g,r,y,s]  charge    <= cap[g,r,y]
//! power.storage_discharge [g,r,y,s]  discharge <= cap[g,r,y]
//! power.storage_energy    [g,r,y,s]  soc       <= duration x cap[g,r,y]
//! ```
//!
//! The slice before the first of a day is its last. `eta` and `duration` of `technologies.csv`, B the hours
//! of a slice; power in GW on the AC side, soc in GWh. Where capacity cannot change, the last three are
//! bounds of their columns. Availability does not apply.
//!
//! Where a day is one slice storage can only lose energy. It has no columns then, unless some plant is paid for
//! generating (its running cost is below 0), which could make losing energy worth something.
//!
//! Not modelled: storage from day to day or season to season.

use super::stocks::capacity;
use crate::program::{Expression, Item, Key, Rows, Rule, Variables};
use crate::sets::{Region, Technology, TimeSlice, Year};
use crate::system::System;

/// Writes the rows of storage.
pub fn add(system: &System, variables: &Variables, rows: &mut Rows) {
    for y in system.time.years() {
        for r in system.sets.regions() {
            for g in system.sets.technologies().filter(|g| system.power.kinds[g.0].is_storage()) {
                for s in system.time.slices() {
                    if variables.stored[[g.0, r.0, y.0, s.0]].is_some() {
                        charge_state(system, variables, rows, (g, r, y, s));
                        power_and_energy(system, variables, rows, (g, r, y, s));
                    }
                }
            }
        }
    }
}

type Place = (Technology, Region, Year, TimeSlice);

fn charge_state(system: &System, variables: &Variables, rows: &mut Rows, (g, r, y, s): Place) {
    let blocks = system.time.slices_per_day();
    let before = if s.0 % blocks == 0 { s.0 + blocks - 1 } else { s.0 - 1 };
    let one_way = system.power.kinds[g.0].round_trip_efficiency.sqrt();
    let hours = system.time.block.value();
    let at = [g.0, r.0, y.0, s.0];
    let mut kept = Expression::term(variables.stored[[g.0, r.0, y.0, before]], 1.0);
    kept.add(variables.charge[at], one_way * hours);
    kept.add(variables.discharge[at], -hours / one_way);
    let stored = Expression::term(variables.stored[at], 1.0);
    rows.identity(Rule::PowerStorage, Key::hourly(Item::Technology(g), r, y, s), stored, kept);
}

fn power_and_energy(system: &System, variables: &Variables, rows: &mut Rows, (g, r, y, s): Place) {
    if variables.capacity[[g.0, r.0, y.0]].is_none() {
        return;
    }
    let key = Key::hourly(Item::Technology(g), r, y, s);
    let at = [g.0, r.0, y.0, s.0];
    let duration = system.power.kinds[g.0].duration.value();
    for (rule, column, factor) in [
        (Rule::PowerStorageCharge, variables.charge[at], 1.0),
        (Rule::PowerStorageDischarge, variables.discharge[at], 1.0),
        (Rule::PowerStorageEnergy, variables.stored[at], duration),
    ] {
        let held = capacity(system, variables, g, r, y) * factor;
        rows.at_most(rule, key, Expression::term(column, 1.0), held);
    }
}
