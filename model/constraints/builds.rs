//! Plants: what stands, what may be built, and what is already being built.
//!
//! ```text
//! power.capacity    [g,r,y]  cap[g,r,y] = existing[g,r](y) + sum_y' w(y',y,L_g) build[g,r,y']
//! power.build_limit [b,y]    sum_{(g,r) in b} build[g,r,y] <= max(rate[b](P(y)), committed[b](P(y)))
//! power.committed   [g,r,y]  build[g,r,y] >= committed[g,r](P(y))
//! ```
//!
//! All in GW. `existing` of `existing_capacity.csv`, `rate` of `build_limits.csv`, `committed` of
//! `committed_builds.csv`; members of b are the technologies that a limit names (one, or a build group) in its
//! region or in all. A limit is never below what is committed under it.
//!
//! Shadow price of a limit: USD/kW of one more GW in the period, beyond the plant's own cost.
//! A commitment that equals its limit gives both rows large prices that cancel.
//! Not modelled: cancellations, economies of scale.
//! Sources: `eia860m`, `under_construction`, `turbine_path`, `build_limits_path`.

use super::stocks::in_service;
use crate::program::{Expression, Formulation, Item, Key, Quantity, Rule};
use crate::sets::{BuildLimit, Technology};
use crate::system::Life;

/// Declares plants built, and the stock of those that can be built.
pub fn declare(program: &mut Formulation<'_>) {
    let (system, variables) = (program.system, &mut program.variables);
    for g in system.sets.technologies() {
        for r in system.sets.regions() {
            for y in system.time.years() {
                let key = Key::regional(Item::Technology(g), r, y);
                if system.power.buildable[(g, r, y)] {
                    variables.build[(g, r, y)] = variables.free(Quantity::Build, key);
                }
                if system.power.buildable_by(g, r, y) {
                    variables.capacity[(g, r, y)] = variables.free(Quantity::Capacity, key);
                }
            }
        }
    }
}

/// Writes the rows of plants.
pub fn add(program: &mut Formulation<'_>) {
    let system = program.system;
    for g in system.sets.technologies() {
        stock(program, g);
    }
    for y in system.time.years() {
        for b in BuildLimit::all(system.power.limits.len()) {
            let limit = &system.power.limits[b];
            let mut built = Expression::default();
            for &(g, r) in &limit.members {
                built.add(program.variables.build[(g, r, y)], 1.0);
            }
            let key = Key::national(Item::BuildLimit(b), y);
            program.rows.limit(Rule::PowerBuildLimit, key, built, limit.at(y).value());
        }
        for commitment in &system.power.commitments {
            let (g, r) = (commitment.technology, commitment.region);
            let built = Expression::term(program.variables.build[(g, r, y)], 1.0);
            let amount = Expression::constant(commitment.amount[y].value());
            program.rows.at_least(Rule::PowerCommitted, Key::regional(Item::Technology(g), r, y), built, amount);
        }
    }
}

fn stock(program: &mut Formulation<'_>, g: Technology) {
    let system = program.system;
    let life = Life::Years(system.power.kinds[g].lifetime);
    for r in system.sets.regions() {
        for y in system.time.years() {
            let Some(capacity) = program.variables.capacity[(g, r, y)] else { continue };
            let mut sum = in_service(program, y, life, |built| program.variables.build[(g, r, built)]);
            sum.constant = system.power.existing[(g, r, y)].value();
            let key = Key::regional(Item::Technology(g), r, y);
            program.rows.identity(Rule::PowerCapacity, key, capacity.into(), sum);
        }
    }
}
