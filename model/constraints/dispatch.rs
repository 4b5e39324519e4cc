//! Dispatch: every region meets its load in every slice, from plants that are available.
//!
//! ```text
//! power.balance [r,y,s]    sum_{grid g} (gen[g,r,y,s] + discharge[g,r,y,s] - charge[g,r,y,s])
//!                          + sum_{l, way to r} (1 - loss_l) flow[l,+/-,y,s] - sum_{l, way from r} flow[l,+/-,y,s]
//!                          + unserved[r,y,s] = load[r,y,s] + draw[r,y,s]
//! power.output  [g,r,y,s]  gen[g,r,y,s] <= sum_{g' like g} availability[g',r,s] cap[g',r,y]
//! load[r,y,s] = peak_gw[r](y) profile[r,s]
//! ```
//!
//! All in GW. `peak_gw` of `load.csv`, `profile` of `load_profile.csv`, `loss` of `links.csv`, `availability` of
//! `technologies.csv` or, day by day, of `availability.csv`, both averaged over the block. Where capacity cannot change,
//! `output` is a bound of `gen`; `unserved` is bounded by the load.
//!
//! Technologies of a region and year that burn the same fuel at the same rate and cost are alike: the program
//! cannot tell their output apart, so one of them, the leader, is dispatched for all. The optimum is that
//! of the formulation, which dispatches each, with fewer rows and columns. Tables share the output out again in
//! proportion to what each had available.
//!
//! Shadow price of the balance: the energy price; over hours and discounting, USD/MWh.
//! Not modelled: unit commitment, ramping, must-run.
//! Sources: `eia930_repdays`, `powergenome_profiles`, `thermal_outages`, `practical_transfer`.

use super::Slot;
use super::stocks::{capacity, stands};
use super::worth::running_cost;
use crate::program::{Expression, Formulation, Item, Key, Quantity, Rule};
use crate::sets::{Direction, Region, Technology, Year};
use crate::system::System;

/// Declares the output of a region and year; bounded here where the capacity cannot change, by rows elsewhere.
pub fn declare(program: &mut Formulation<'_>, r: Region, y: Year) {
    let system = program.system;
    for g in system.sets.technologies() {
        program.variables.leader[(g, r, y)] = leader(system, g, r, y);
    }
    for g in system.sets.technologies().filter(|&g| !system.power.kinds[g].is_storage()) {
        let alike = alike(program, g, r, y);
        let fixed = alike.iter().all(|&t| program.variables.capacity[(t, r, y)].is_none());
        for s in system.time.slices() {
            let available = |t: Technology| system.power.availability[(t, r, s)];
            if alike.iter().all(|&t| available(t) <= 0.0) {
                continue;
            }
            let existing = || alike.iter().map(|&t| available(t) * system.power.existing[(t, r, y)].value()).sum();
            let upper = if fixed { existing() } else { f64::INFINITY };
            let key = Key::hourly(Item::Technology(g), r, y, s);
            program.variables.generation[(g, r, y, s)] = program.variables.bounded(Quantity::Generation, key, upper);
        }
    }
}

/// Declares base load not served in a slice.
pub fn declare_slice(program: &mut Formulation<'_>, (r, y, s): Slot) {
    let base_load = program.system.power.load(r, y, s).value();
    if base_load > 0.0 {
        let key = Key::hourly(Item::None, r, y, s);
        program.variables.unserved[(r, y, s)] = program.variables.bounded(Quantity::Unserved, key, base_load);
    }
}

/// The technologies that stand and that one is dispatched for.
fn alike(program: &Formulation<'_>, g: Technology, r: Region, y: Year) -> Vec<Technology> {
    let led = |&t: &Technology| program.variables.leader[(t, r, y)] == g && stands(program, t, r, y);
    program.system.sets.technologies().filter(led).collect()
}

/// Writes the balances and the limits of output.
pub fn add(program: &mut Formulation<'_>) {
    let system = program.system;
    for y in system.time.years() {
        for r in system.sets.regions() {
            for s in system.time.slices() {
                balance(program, (r, y, s));
            }
            for g in system.sets.technologies() {
                output(program, g, r, y);
            }
        }
    }
}

fn balance(program: &mut Formulation<'_>, (r, y, s): Slot) {
    let system = program.system;
    let mut supply = Expression::term(program.variables.unserved[(r, y, s)], 1.0);
    for g in system.sets.technologies().filter(|&g| !system.power.kinds[g].is_onsite()) {
        let at = (g, r, y, s);
        supply.add(program.variables.generation[at], 1.0);
        supply.add(program.variables.discharge[at], 1.0);
        supply.add(program.variables.charge[at], -1.0);
    }
    for l in system.sets.links() {
        let link = &system.grid.links[l];
        for way in Direction::BOTH {
            let flow = program.variables.flow[(l, way, y, s)];
            if link.target(way) == r {
                supply.add(flow, 1.0 - link.loss);
            }
            if link.source(way) == r {
                supply.add(flow, -1.0);
            }
        }
    }
    let mut load = Expression::term(program.variables.draw[(r, y, s)], 1.0);
    load.constant = system.power.load(r, y, s).value();
    program.rows.identity(Rule::PowerBalance, Key::hourly(Item::None, r, y, s), supply, load);
}

fn output(program: &mut Formulation<'_>, g: Technology, r: Region, y: Year) {
    let system = program.system;
    let alike = alike(program, g, r, y);
    if alike.iter().all(|&t| program.variables.capacity[(t, r, y)].is_none()) {
        return;
    }
    for s in system.time.slices() {
        if let Some(generation) = program.variables.generation[(g, r, y, s)] {
            let available = |&t: &Technology| capacity(program, t, r, y) * system.power.availability[(t, r, s)];
            let key = Key::hourly(Item::Technology(g), r, y, s);
            program.rows.at_most(Rule::PowerOutput, key, generation.into(), alike.iter().map(available).sum());
        }
    }
}

/// The first of the technologies that run on the same terms as the given one: the one that is dispatched for
/// all of them. Storage leads itself.
fn leader(system: &System, g: Technology, r: Region, y: Year) -> Technology {
    let kinds = &system.power.kinds;
    let terms = |t: Technology| {
        let kind = &kinds[t];
        let burn = kind.fuel.map(|fuel| (fuel, kind.heat_rate.value().to_bits()));
        (kind.location, burn, running_cost(system, t, r, y).value().to_bits())
    };
    if kinds[g].is_storage() {
        return g;
    }
    let own = terms(g);
    Technology::all(g.0).find(|&t| !kinds[t].is_storage() && terms(t) == own).unwrap_or(g)
}
