//! Dispatch: every region meets its load in every slice, from plants that are available.
//!
//! ```text
//! power.balance [r,y,s]    grid gen + discharge - charge + arriving flow x (1 - loss) - leaving flow
//!                          + unserved = load[r,y,s] + draw[r,y,s]
//! power.output  [g,r,y,s]  gen[g,r,y,s] <= sum over g' like g of availability[g',r,s] x cap[g',r,y]
//! load[r,y,s] = peak_gw[r](y) x profile[r,s]
//! ```
//!
//! All in GW. `peak_gw` of `load.csv`, `profile` of `load_profile.csv`, `availability` of `technologies.csv`
//! or, day by day, of `availability.csv`, both averaged over the block. Where capacity cannot change,
//! `output` is a bound of `gen`; `unserved` is bounded by the load.
//!
//! Technologies of a region and year that burn the same fuel at the same rate and cost are alike: the program
//! cannot tell their output apart, so one of them, the leader, is dispatched for all. The optimum is that
//! of the formulation, which dispatches each, with fewer rows and columns. Tables share the output out again in
//! proportion to what each had available.
//!
//! Shadow price of the balance: the energy price; over hours and discounting, USD/MWh.
//! Not modelled: unit commitment, ramping, must-run.

use super::stocks::capacity;
use super::worth::running_cost;
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
    let alike: Vec<Technology> =
        system.sets.technologies().filter(|t| variables.leader[[t.0, r.0, y.0]] == g).collect();
    if alike.iter().all(|t| variables.capacity[[t.0, r.0, y.0]].is_none()) {
        return;
    }
    for s in system.time.slices() {
        if let Some(generation) = variables.generation[[g.0, r.0, y.0, s.0]] {
            let available =
                |t: &Technology| capacity(system, variables, *t, r, y) * system.power.availability[[t.0, r.0, s.0]];
            let key = Key::hourly(Item::Technology(g), r, y, s);
            rows.at_most(Rule::PowerOutput, key, generation.into(), alike.iter().map(available).sum());
        }
    }
}

/// The first of the technologies that run on the same terms as the given one: the one that is dispatched for
/// all of them. Storage leads itself.
#[must_use]
pub fn leader(system: &System, g: Technology, r: Region, y: Year) -> Technology {
    let kinds = &system.power.kinds;
    let terms = |t: Technology| {
        let kind = &kinds[t.0];
        let burn = kind.fuel.map(|fuel| (fuel, kind.heat_rate.value().to_bits()));
        (kind.location, burn, running_cost(system, t, r, y).value().to_bits())
    };
    if kinds[g.0].is_storage() {
        return g;
    }
    let own = terms(g);
    Technology::all(g.0).find(|&t| !kinds[t.0].is_storage() && terms(t) == own).unwrap_or(g)
}
