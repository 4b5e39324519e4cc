//! Firm capacity covers the peak and a margin, or a price is paid for what is missing.
//!
//! ```text
//! power.adequacy  [r,y]  sum_{grid g} elcc[g,r] cap[g,r,y] + sum_{l, way to r} lend[l,+/-,y] - sum_{l, way from r} lend[l,+/-,y]
//!                        + short[r,y] + gap[r,y] >= (1 + margin[r]) (peak_gw[r](y) + firm[r,y])
//! power.firm      [r,y]  firm[r,y] >= facility[r,y,peak] - flex[r,y] - sum_{onsite g} elcc[g,r] cap[g,r,y]
//! power.tolerance [r,y]  short[r,y] <= tolerance (peak_gw[r](y) + firm[r,y])
//! {bound}         [r,y]  gap[r,y] <= max(0, (1 + margin[r] - tolerance) peak_gw[r](y) - sum_{grid g} elcc[g,r] existing[g,r](y))
//! ```
//!
//! All in GW. `margin` is `reserve_margin` of `regions.csv`, `elcc` of `technologies.csv` or `elcc.csv`, `peak_gw` of
//! `load.csv`, `existing` of `existing_capacity.csv`, `tolerance` of the scenario, which also prices `short` (like a
//! capacity market's cap) and `gap` (far above the worth of AI load).
//!
//! Shadow price of adequacy: the capacity price, USD/kW-yr after discounting.
//! Not modelled: loss-of-load probability, seasons, ELCC that falls as more is built.
//! Sources: `pjm_elcc`, `elcc_generic`, `reserve_margins`, `tie_benefits`; the form is GenX's `cap_reserve_margin`.

use super::stocks::{capacity, facility};
use crate::program::{Expression, Formulation, Item, Key, Quantity, Rule};
use crate::sets::{Direction, Region, Year};
use crate::system::System;

/// Declares what a region's campuses need in firm capacity in a year, and what its base system lacks.
pub fn declare(program: &mut Formulation<'_>, r: Region, y: Year) {
    let (system, variables) = (program.system, &mut program.variables);
    let key = Key::regional(Item::None, r, y);
    variables.firm[(r, y)] = variables.free(Quantity::Firm, key);
    if system.adequacy.tolerance > 0.0 {
        variables.short[(r, y)] = variables.free(Quantity::Short, key);
    }
    let gap = gap_bound(system, r, y);
    if gap > 0.0 {
        variables.gap[(r, y)] = variables.bounded(Quantity::Gap, key, gap);
    }
}

/// How far the base system alone may fall below its minimum margin.
fn gap_bound(system: &System, r: Region, y: Year) -> f64 {
    let power = &system.power;
    let existing: f64 = system
        .sets
        .technologies()
        .filter(|&g| !power.kinds[g].is_onsite())
        .map(|g| power.elcc[(g, r)] * power.existing[(g, r, y)].value())
        .sum();
    let minimum = 1.0 + system.adequacy.reserve_margin[r] - system.adequacy.tolerance;
    (minimum * power.peak_load[(r, y)].value() - existing).max(0.0)
}

/// Writes the rows of firm capacity.
pub fn add(program: &mut Formulation<'_>) {
    let system = program.system;
    for y in system.time.years() {
        for r in system.sets.regions() {
            margin(program, r, y);
            firm(program, r, y);
            tolerance(program, r, y);
        }
    }
}

fn accredited(program: &Formulation<'_>, r: Region, y: Year, onsite: bool) -> Expression {
    let system = program.system;
    let power = &system.power;
    system
        .sets
        .technologies()
        .filter(|&g| power.kinds[g].is_onsite() == onsite)
        .map(|g| capacity(program, g, r, y) * power.elcc[(g, r)])
        .sum()
}

/// Load to be covered: the base peak and the firm part of data centres.
fn covered(program: &Formulation<'_>, r: Region, y: Year) -> Expression {
    let mut load = Expression::term(program.variables.firm[(r, y)], 1.0);
    load.constant = program.system.power.peak_load[(r, y)].value();
    load
}

fn margin(program: &mut Formulation<'_>, r: Region, y: Year) {
    let system = program.system;
    let mut supply = accredited(program, r, y, false);
    supply.add(program.variables.short[(r, y)], 1.0);
    supply.add(program.variables.gap[(r, y)], 1.0);
    for l in system.sets.links() {
        for way in Direction::BOTH {
            let lend = program.variables.lend[(l, way, y)];
            if system.grid.links[l].target(way) == r {
                supply.add(lend, 1.0);
            }
            if system.grid.links[l].source(way) == r {
                supply.add(lend, -1.0);
            }
        }
    }
    let target = covered(program, r, y) * (1.0 + system.adequacy.reserve_margin[r]);
    program.rows.at_least(Rule::PowerAdequacy, Key::regional(Item::None, r, y), supply, target);
}

fn firm(program: &mut Formulation<'_>, r: Region, y: Year) {
    let Some(firm) = program.variables.firm[(r, y)] else { return };
    let mut need = facility(program, r, y, true);
    need.add(program.variables.flex[(r, y)], -1.0);
    need -= accredited(program, r, y, true);
    program.rows.at_least(Rule::PowerFirm, Key::regional(Item::None, r, y), firm.into(), need);
}

fn tolerance(program: &mut Formulation<'_>, r: Region, y: Year) {
    let Some(short) = program.variables.short[(r, y)] else { return };
    let tolerated = covered(program, r, y) * program.system.adequacy.tolerance;
    program.rows.at_most(Rule::PowerTolerance, Key::regional(Item::None, r, y), short.into(), tolerated);
}
