//! Dispatch: every region meets its load in every slice, from plants that are available.
//!
//! ```text
//! power.balance [r,y,s]    sum_{grid g} (gen[g,r,y,s] + discharge[g,r,y,s] - charge[g,r,y,s])
//!                          + sum_{l, way to r} (1 - loss_l) flow[l,+/-,y,s] - sum_{l, way from r} flow[l,+/-,y,s]
//!                          + unserved[r,y,s] = load[r,y,s] + draw[r,y,s]
//! power.output  [g,r,y,s]  gen[g,r,y,s] <= sum_{g' like g} availability[g',r,s] cap[g',r,y]; {with a minimum load:}
//!                          gen[g,r,y,s] <= availability[g,r,s] running[g,r,y,d(s)]
//! power.running [g,r,y,d]  running[g,r,y,d] <= cap[g,r,y]
//! power.minimum [g,r,y,s]  gen[g,r,y,s] >= min(min_load_g, availability[g,r,s]) running[g,r,y,d(s)]
//! power.clean   [r,y]      sum_{clean grid g, s} w_s gen[g,r,y,s] + alternative[r,y] >= target[r](y) sum_s w_s load[r,y,s]
//! load[r,y,s] = peak_gw[r](y) profile[r,s]
//! ```
//!
//! All in GW. `peak_gw` of `load.csv`, `profile` of `load_profile.csv`, `loss` of `links.csv`, `availability` of
//! `technologies.csv` or, day by day, of `availability.csv`, both averaged over the block. Where capacity cannot change,
//! `output` is a bound of `gen`, with a minimum load `running` one of its column; `unserved` is bounded by the load.
//!
//! A thermal technology with a `min_load` (of `technologies.csv`) runs for whole days: what is kept for the evening gives a part
//! of its power by night and at noon too. Where a day is one slice that says nothing, and there are neither its
//! columns nor its rows. A region of `clean_targets.csv` must reach `target`, a share of its base load, with plants
//! that `technologies.csv` calls clean, or pay for what is missing (`alternative`, GWh).
//!
//! Technologies of a region and year that burn the same fuel at the same rate and cost are alike: the program
//! cannot tell their output apart, so one of them, the leader, is dispatched for all. The optimum is that
//! of the formulation, which dispatches each, with fewer rows and columns. Tables share the output out again in
//! proportion to what each had available.
//!
//! Shadow price of the balance: the energy price; over hours and discounting, USD/MWh.
//! Not modelled: unit commitment beyond minimum loads, ramping, must-run, trade in clean energy between regions.
//! Sources: `eia930_repdays`, `powergenome_profiles`, `thermal_outages`, `practical_transfer`.

use super::Slot;
use super::stocks::{capacity, stands};
use super::worth::running_cost;
use crate::program::{Expression, Formulation, Item, Key, Quantity, Rule};
use crate::sets::{Day, Direction, Region, Technology, Year};
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
        let runs_for_days = !alike.is_empty() && has_minimum(system, g);
        if runs_for_days {
            let held = if fixed { system.power.existing[(g, r, y)].value() } else { f64::INFINITY };
            for d in Day::all(system.sets.days.len()) {
                let key = Key::regional(Item::TechnologyDay(g, d), r, y);
                program.variables.running[(g, r, y, d)] = program.variables.bounded(Quantity::Running, key, held);
            }
        }
        for s in system.time.slices() {
            let available = |t: Technology| system.power.availability[(t, r, s)];
            if alike.iter().all(|&t| available(t) <= 0.0) {
                continue;
            }
            let existing = || alike.iter().map(|&t| available(t) * system.power.existing[(t, r, y)].value()).sum();
            let upper = if fixed && !runs_for_days { existing() } else { f64::INFINITY };
            let key = Key::hourly(Item::Technology(g), r, y, s);
            program.variables.generation[(g, r, y, s)] = program.variables.bounded(Quantity::Generation, key, upper);
        }
    }
}

/// Declares the clean energy of a region and year that is missing.
pub fn declare_clean(program: &mut Formulation<'_>, r: Region, y: Year) {
    if clean_target(program.system, r, y).is_some() {
        let key = Key::regional(Item::None, r, y);
        program.variables.alternative[(r, y)] = program.variables.free(Quantity::Alternative, key);
    }
}

/// The target of clean energy of a region and year, if there is one above 0.
fn clean_target(system: &System, r: Region, y: Year) -> Option<f64> {
    system.power.clean_targets[r].as_ref().map(|target| target[y].share).filter(|share| *share > 0.0)
}

/// Whether a technology has a minimum load that says something: on a day of one slice it does not.
fn has_minimum(system: &System, g: Technology) -> bool {
    system.power.kinds[g].min_load > 0.0 && system.time.slices_per_day() > 1
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
                if has_minimum(system, g) {
                    minimum(program, g, r, y);
                } else {
                    output(program, g, r, y);
                }
            }
            clean(program, r, y);
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

/// The output of a technology with a minimum load: it follows what is kept running on the day.
fn minimum(program: &mut Formulation<'_>, g: Technology, r: Region, y: Year) {
    let system = program.system;
    for d in Day::all(system.sets.days.len()) {
        let Some(running) = program.variables.running[(g, r, y, d)] else { continue };
        if program.variables.capacity[(g, r, y)].is_some() {
            let key = Key::regional(Item::TechnologyDay(g, d), r, y);
            let capacity = capacity(program, g, r, y);
            program.rows.at_most(Rule::PowerRunning, key, running.into(), capacity);
        }
        for s in system.time.slices_of(d) {
            let Some(generation) = program.variables.generation[(g, r, y, s)] else { continue };
            let available = system.power.availability[(g, r, s)];
            let least = system.power.kinds[g].min_load.min(available);
            let key = Key::hourly(Item::Technology(g), r, y, s);
            let part = |share: f64| Expression::term(running, share);
            program.rows.at_most(Rule::PowerOutput, key, generation.into(), part(available));
            program.rows.at_least(Rule::PowerMinimum, key, generation.into(), part(least));
        }
    }
}

/// The clean energy of a region and year.
fn clean(program: &mut Formulation<'_>, r: Region, y: Year) {
    let system = program.system;
    let Some(share) = clean_target(system, r, y) else { return };
    let mut reached = Expression::term(program.variables.alternative[(r, y)], 1.0);
    let mut target = 0.0;
    for s in system.time.slices() {
        let weight = system.time.slices[s].weight;
        target += share * system.power.load(r, y, s).value() * weight.value();
        let kinds = &system.power.kinds;
        for g in system.sets.technologies().filter(|&g| kinds[g].clean && !kinds[g].is_onsite()) {
            reached.add(program.variables.generation[(g, r, y, s)], weight.value());
        }
    }
    let key = Key::regional(Item::None, r, y);
    program.rows.at_least(Rule::PowerClean, key, reached, Expression::constant(target));
}

/// The first of the technologies that run on the same terms as the given one: the one that is dispatched for
/// all of them. Storage leads itself, and so does what has a minimum load.
fn leader(system: &System, g: Technology, r: Region, y: Year) -> Technology {
    let kinds = &system.power.kinds;
    let terms = |t: Technology| {
        let kind = &kinds[t];
        let burn = kind.fuel.map(|fuel| (fuel, kind.heat_rate.value().to_bits()));
        (kind.location, kind.clean, burn, running_cost(system, t, r, y).value().to_bits())
    };
    let is_alone = |t: Technology| kinds[t].is_storage() || has_minimum(system, t);
    if is_alone(g) {
        return g;
    }
    let own = terms(g);
    Technology::all(g.0).find(|&t| !is_alone(t) && terms(t) == own).unwrap_or(g)
}
