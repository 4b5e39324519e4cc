//! Plants: what stands, what may be built, and what is already being built.
//!
//! ```text
//! power.capacity    [g,r,y]  cap[g,r,y] = existing[g,r](y) + sum_y' w(y',y,L_g) build[g,r,y']
//! power.build_limit [b,y]    sum of build over the members of b <= max(rate_b(P(y)), committed_b(P(y)))
//! power.committed   [g,r,y]  build[g,r,y] >= committed[g,r](P(y))
//! ```
//!
//! All in GW. `existing` of `existing_capacity.csv`, `rate` of `build_limits.csv`, `committed` of
//! `committed_builds.csv`; members are the technologies that a limit names (one, or a build group) in its
//! region or in all. A limit is never below what is committed under it.
//!
//! Shadow price of a limit: USD/kW of one more GW in the period, beyond the plant's own cost.
//! A commitment that equals its limit gives both rows large prices that cancel.
//! Not modelled: cancellations, economies of scale.

use super::stocks::in_service;
use crate::program::{Expression, Item, Key, Rows, Rule, Variables};
use crate::sets::{BuildLimit, Technology};
use crate::system::{Life, System};

/// Writes the rows of plants.
pub fn add(system: &System, variables: &Variables, rows: &mut Rows) {
    for g in system.sets.technologies() {
        stock(system, variables, rows, g);
    }
    for y in system.time.years() {
        for b in BuildLimit::all(system.power.limits.len()) {
            let limit = &system.power.limits[b.0];
            let mut built = Expression::default();
            for (g, r) in &limit.members {
                built.add(variables.build[[g.0, r.0, y.0]], 1.0);
            }
            let key = Key::national(Item::BuildLimit(b), y);
            rows.limit(Rule::PowerBuildLimit, key, built, limit.at(y).value());
        }
        for commitment in &system.power.commitments {
            let (g, r) = (commitment.technology, commitment.region);
            let built = Expression::term(variables.build[[g.0, r.0, y.0]], 1.0);
            let amount = Expression::constant(commitment.amount[y.0].value());
            rows.at_least(Rule::PowerCommitted, Key::regional(Item::Technology(g), r, y), built, amount);
        }
    }
}

fn stock(system: &System, variables: &Variables, rows: &mut Rows, g: Technology) {
    let life = Life::Years(system.power.kinds[g.0].lifetime);
    for r in system.sets.regions() {
        for y in system.time.years() {
            let Some(capacity) = variables.capacity[[g.0, r.0, y.0]] else { continue };
            let mut sum = in_service(system, y, life, |built| variables.build[[g.0, r.0, built.0]]);
            sum.constant = system.power.existing[[g.0, r.0, y.0]].value();
            let key = Key::regional(Item::Technology(g), r, y);
            rows.identity(Rule::PowerCapacity, key, capacity.into(), sum);
        }
    }
}
