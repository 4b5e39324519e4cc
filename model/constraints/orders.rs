//! Orders and what came of them: the rows that rolling foresight adds to a program.
//!
//! ```text
//! chips.order     [a,r,y]  buy[a,r,y]   <= ordered[a,r,y]
//! siting.order    [k,r,y]  shell[r,k,y] <= ordered[k,r,y]
//! grid.order      [r,y]    connect[r,y] <= ordered[r,y]
//!                 [l,y]    line[l,y]    <= ordered[l,y]
//! power.order     [g,r,y]  build[g,r,y] <= max(ordered[g,r,y], committed[g,r](P(y)))
//! chips.realised  [a,r,y]  buy[a,r,y]   = realised[a,r,y]
//! siting.realised [k,r,y]  shell[r,k,y] = realised[k,r,y]
//!                 [n,c,r,y] hall[r,n,c,y] = realised[n,c,r,y]
//! grid.realised   [r,y]    connect[r,y] = realised[r,y]
//!                 [l,y]    line[l,y]    = realised[l,y]
//! power.realised  [g,r,y]  build[g,r,y] = realised[g,r,y]
//! ```
//!
//! An investment whose `lead_years` (of `accelerators.csv`, `site_classes.csv`, `connections.csv`, `links.csv`,
//! `technologies.csv`) reach beyond the time that is left must have been ordered: `ordered` is what the step before planned
//! for y, 0 where it planned nothing. `committed` of `committed_builds.csv` needs no order. `realised` is what was
//! bought and built in a year that is over. Accelerators in thousand, all else in GW.
//!
//! Cooling is no part of an order: halls are fitted out in the year. Shadow price of an order: USD/kW (million USD per thousand
//! accelerators) of one more unit ordered in time, beyond its own cost.
//! Not modelled: fees for orders that are given up, orders that come late, orders of parts.
//! Sources: `large_load_connection`, `turbine_path`, `under_construction`.

use crate::program::{Column, Expression, Program, Quantity, Rule};
use crate::sets::Year;
use crate::system::System;

/// Rules about an investment: that it was ordered, and that it is as it came.
#[must_use]
pub const fn rules(quantity: Quantity) -> Option<(Rule, Rule)> {
    match quantity {
        Quantity::Buy => Some((Rule::ChipsOrder, Rule::ChipsRealised)),
        Quantity::Shell | Quantity::Hall => Some((Rule::SitingOrder, Rule::SitingRealised)),
        Quantity::Connect | Quantity::Line => Some((Rule::GridOrder, Rule::GridRealised)),
        Quantity::Build => Some((Rule::PowerOrder, Rule::PowerRealised)),
        _ => None,
    }
}

/// Years from order to service of an investment; none of what is no order of its own.
#[must_use]
pub fn lead(system: &System, program: &Program, column: Column) -> Option<f64> {
    use crate::program::Item;
    let info = &program.variables.info[column.0];
    match (info.quantity, info.key.item, info.key.region) {
        (Quantity::Buy, Item::Accelerator(a), _) => Some(system.chips.kinds[a].lead),
        (Quantity::Shell, Item::SiteClass(k), _) => Some(system.sites.classes[k].lead),
        (Quantity::Connect, _, Some(r)) => Some(system.grid.connections[r].lead),
        (Quantity::Line, Item::Link(l), _) => Some(system.grid.links[l].lead),
        (Quantity::Build, Item::Technology(g), _) => Some(system.power.kinds[g].lead),
        _ => None,
    }
}

/// What is committed of an investment in its period and so needs no order.
#[must_use]
pub fn committed(system: &System, program: &Program, column: Column) -> f64 {
    use crate::program::Item;
    let key = &program.variables.info[column.0].key;
    let is_of = |technology, region| key.item == Item::Technology(technology) && key.region == Some(region);
    let commitments = system.power.commitments.iter().filter(|known| is_of(known.technology, known.region));
    commitments.map(|known| known.amount[key.year].value()).sum()
}

/// Writes that an investment is at most what was ordered of it, or is committed.
pub fn order(system: &System, program: &mut Program, column: Column, ordered: f64) {
    let info = program.variables.info[column.0];
    if let Some((rule, _)) = rules(info.quantity) {
        let limit = ordered.max(committed(system, program, column));
        program.rows.limit(rule, info.key, column.into(), limit);
    }
}

/// Writes that an investment is what came of it, give or take a share of it and a tenth of that in its own unit.
pub fn realise(program: &mut Program, column: Column, realised: f64, slack: f64) {
    const ABSOLUTE: f64 = 0.1;
    let info = program.variables.info[column.0];
    let Some((_, rule)) = rules(info.quantity) else { return };
    if slack == 0.0 {
        return program.rows.identity(rule, info.key, column.into(), Expression::constant(realised));
    }
    let apart = slack * realised.max(ABSOLUTE);
    let ends = [realised - apart, realised + apart].map(|end| Expression::constant(end.max(0.0)));
    let [least, most] = ends;
    program.rows.at_least(rule, info.key, column.into(), least);
    program.rows.at_most(rule, info.key, column.into(), most);
}

/// Takes the years before a year out of a program, but for what was invested in them: they are over, and what can still be
/// decided in them decides nothing later.
pub fn leave_past(program: &mut Program, now: Year) {
    program.rows.retain(|row| row.key.year >= now);
    let info = &program.variables.info;
    program.objective.entries.retain(|(column, ..)| info[column.0].key.year >= now);
}
