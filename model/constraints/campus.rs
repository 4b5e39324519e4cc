//! Campuses: what they need comes from the grid, from onsite power, or is curtailed.
//!
//! ```text
//! power.campus [r,y,s]  draw[r,y,s] + sum_{onsite g} (gen[g,r,y,s] + discharge[g,r,y,s] - charge[g,r,y,s])
//!                       + curtail[r,y,s] = gross[r,y,s]
//! gross[r,y,s] = facility[r,y,day(s)]
//! ```
//!
//! All in GW; `facility` of [`cooling`](super::cooling), at the peak PUE in slices of peak days and at the ordinary
//! one in all others. A campus cannot send power to the grid.
//!
//! Shadow price: value of a GW over the slice; over hours and discounting, USD/MWh.
//! Not modelled: campuses one by one; those of a region share their onsite power.
//! Sources: `onsite_regional`, `own_hourly_pue`.

use super::Slot;
use super::stocks::{facility, stands};
use crate::program::{Expression, Formulation, Item, Key, Quantity, Rule};
use crate::sets::Technology;

/// Declares the draw of a region's campuses in a slice, where there is load or onsite power.
pub fn declare_slice(program: &mut Formulation<'_>, (r, y, s): Slot) {
    let system = program.system;
    let onsite = |g: Technology| system.power.kinds[g].is_onsite() && stands(program, g, r, y);
    if program.variables.hosts_load(r, y) || system.sets.technologies().any(onsite) {
        program.variables.draw[(r, y, s)] = program.variables.free(Quantity::Draw, Key::hourly(Item::None, r, y, s));
    }
}

/// Writes the balance of campuses.
pub fn add(program: &mut Formulation<'_>) {
    let system = program.system;
    for y in system.time.years() {
        for r in system.sets.regions() {
            for s in system.time.slices() {
                if program.variables.draw[(r, y, s)].is_some() {
                    balance(program, (r, y, s));
                }
            }
        }
    }
}

fn balance(program: &mut Formulation<'_>, (r, y, s): Slot) {
    let system = program.system;
    let mut supply = Expression::term(program.variables.draw[(r, y, s)], 1.0);
    supply.add(program.variables.curtail[(r, y, s)], 1.0);
    for g in system.sets.technologies().filter(|&g| system.power.kinds[g].is_onsite()) {
        let at = (g, r, y, s);
        supply.add(program.variables.generation[at], 1.0);
        supply.add(program.variables.discharge[at], 1.0);
        supply.add(program.variables.charge[at], -1.0);
    }
    let gross = facility(program, r, y, system.time.slices[s].peak);
    program.rows.identity(Rule::PowerCampus, Key::hourly(Item::None, r, y, s), supply, gross);
}
