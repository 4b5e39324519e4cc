//! Campuses: what they need comes from the grid, from onsite power, or is curtailed.
//!
//! ```text
//! power.campus [r,y,s]  draw + onsite gen + onsite discharge - onsite charge + curtail = gross[r,y,s]
//! gross[r,y,s] = facility[r,y,peak] in slices of peak days, facility[r,y,ordinary] in all others
//! ```
//!
//! All in GW; `facility` of [`cooling`](super::cooling). A campus cannot send power to the grid.
//!
//! Shadow price: value of a GW over the slice; over hours and discounting, USD/MWh.
//! Not modelled: campuses one by one; those of a region share their onsite power.

use super::stocks::facility;
use crate::program::{Expression, Item, Key, Rows, Rule, Variables};
use crate::sets::{Region, TimeSlice, Year};
use crate::system::System;

/// Writes the balance of campuses.
pub fn add(system: &System, variables: &Variables, rows: &mut Rows) {
    for y in system.time.years() {
        for r in system.sets.regions() {
            for s in system.time.slices() {
                if variables.draw[[r.0, y.0, s.0]].is_some() {
                    balance(system, variables, rows, (r, y, s));
                }
            }
        }
    }
}

fn balance(system: &System, variables: &Variables, rows: &mut Rows, (r, y, s): (Region, Year, TimeSlice)) {
    let mut supply = Expression::term(variables.draw[[r.0, y.0, s.0]], 1.0);
    supply.add(variables.curtail[[r.0, y.0, s.0]], 1.0);
    for g in system.sets.technologies().filter(|g| system.power.kinds[g.0].is_onsite()) {
        let at = [g.0, r.0, y.0, s.0];
        supply.add(variables.generation[at], 1.0);
        supply.add(variables.discharge[at], 1.0);
        supply.add(variables.charge[at], -1.0);
    }
    let gross = facility(variables, r, y, system.time.slices[s.0].peak);
    rows.identity(Rule::PowerCampus, Key::hourly(Item::None, r, y, s), supply, gross);
}
