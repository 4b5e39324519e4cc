//! Dispatch: every region meets its load in every slice, from plants that are available.
//!
//! ```text
//! power.balance [r,y,s]    grid gen + discharge - charge + arriving flow x (1 - loss) - leaving flow
//!                          + unserved = load[r,y,s] + draw[r,y,s]
//! power.output  [g,r,y,s]  gen[g,r,y,s] <= availability[g,r,s] x cap[g,r,y]
//! load[r,y,s] = peak_gw[r](y) x profile[r,s]
//! ```
//!
//! All in GW. `peak_gw` of `load.csv`, `profile` of `load_profile.csv`, `availability` of `technologies.csv`
//! or, day by day, of `availability.csv`, both averaged over the block. Where capacity cannot change,
//! `output` is a bound of `gen`; `unserved` is bounded by the load.
//!
//! Shadow price of the balance: the energy price; over hours and discounting, USD/MWh.
//! Not modelled: unit commitment, ramping, must-run.

use super::stocks::capacity;
use crate::program::{Expression, Item, Key, Rows, Rule, Variables};
use crate::sets::{Direction, Region, Technology, TimeSlice, Year};
use crate::system::System;

/// Writes the balances and the limits of output.
pub fn add(system: &System, variables: &Variables, rows: &mut Rows) {
    for y in system.time.years() {
        for r in system.sets.regions() {
            for s in system.time.slices() {
                balance(system, variables, rows, (r, y, s));
            }
            for g in system.sets.technologies() {
                output(system, variables, rows, g, r, y);
            }
        }
    }
}

fn balance(system: &System, variables: &Variables, rows: &mut Rows, (r, y, s): (Region, Year, TimeSlice)) {
    let mut supply = Expression::term(variables.unserved[[r.0, y.0, s.0]], 1.0);
    for g in system.sets.technologies().filter(|g| !system.power.kinds[g.0].is_onsite()) {
        let at = [g.0, r.0, y.0, s.0];
        supply.add(variables.generation[at], 1.0);
        supply.add(variables.discharge[at], 1.0);
        supply.add(variables.charge[at], -1.0);
    }
    for l in system.sets.links() {
        let link = &system.grid.links[l.0];
        for way in Direction::BOTH {
            let flow = variables.flow[[l.0, way.index(), y.0, s.0]];
            if link.target(way) == r {
                supply.add(flow, 1.0 - link.loss);
            }
            if link.source(way) == r {
                supply.add(flow, -1.0);
            }
        }
    }
    let mut load = Expression::term(variables.draw[[r.0, y.0, s.0]], 1.0);
    load.constant = system.power.load(r, y, s).value();
    rows.identity(Rule::PowerBalance, Key::hourly(Item::None, r, y, s), supply, load);
}

fn output(system: &System, variables: &Variables, rows: &mut Rows, g: Technology, r: Region, y: Year) {
    if variables.capacity[[g.0, r.0, y.0]].is_none() {
        return;
    }
    for s in system.time.slices() {
        if let Some(generation) = variables.generation[[g.0, r.0, y.0, s.0]] {
            let available = capacity(system, variables, g, r, y) * system.power.availability[[g.0, r.0, s.0]];
            let key = Key::hourly(Item::Technology(g), r, y, s);
            rows.at_most(Rule::PowerOutput, key, generation.into(), available);
        }
    }
}
