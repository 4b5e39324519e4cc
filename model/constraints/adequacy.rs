//! Firm capacity covers the peak and a margin, or a price is paid for what is missing.
//!
//! ```text
//! power.adequacy  [r,y]  sum over grid g of elcc[g,r] cap[g,r,y] + arriving lend - leaving lend + short + gap
//!                        >= (1 + margin_r) (peak_gw[r](y) + firm[r,y])
//! power.firm      [r,y]  firm >= facility[r,y,peak] - flex - sum over onsite g of elcc[g,r] cap[g,r,y]
//! power.tolerance [r,y]  short <= tolerance x (peak_gw[r](y) + firm[r,y])
//! gap (a bound)          gap <= max(0, (1 + margin_r - tolerance) peak_gw - sum over grid g of elcc existing)
//! ```
//!
//! All in GW. `margin` of `regions.csv`, `elcc` of `technologies.csv` or `elcc.csv`, `tolerance` of the scenario,
//! which also prices `short` (like a capacity market's cap) and `gap` (far above the worth of AI load).
//!
//! Shadow price of adequacy: the capacity price, USD/kW-yr after discounting.
//! Not modelled: loss-of-load probability, seasons, ELCC that falls as more is built.

use super::stocks::{capacity, facility};
use crate::program::{Expression, Item, Key, Rows, Rule, Variables};
use crate::sets::{Direction, Region, Year};
use crate::system::System;

/// Writes the rows of firm capacity.
pub fn add(system: &System, variables: &Variables, rows: &mut Rows) {
    for y in system.time.years() {
        for r in system.sets.regions() {
            margin(system, variables, rows, r, y);
            firm(system, variables, rows, r, y);
            tolerance(system, variables, rows, r, y);
        }
    }
}

fn accredited(system: &System, variables: &Variables, r: Region, y: Year, onsite: bool) -> Expression {
    let power = &system.power;
    system
        .sets
        .technologies()
        .filter(|g| power.kinds[g.0].is_onsite() == onsite)
        .map(|g| capacity(system, variables, g, r, y) * power.elcc[[g.0, r.0]])
        .sum()
}

/// Load to be covered: the base peak and the firm part of data centres.
fn covered(system: &System, variables: &Variables, r: Region, y: Year) -> Expression {
    let mut load = Expression::term(variables.firm[[r.0, y.0]], 1.0);
    load.constant = system.power.peak_load[[r.0, y.0]].value();
    load
}

fn margin(system: &System, variables: &Variables, rows: &mut Rows, r: Region, y: Year) {
    let mut supply = accredited(system, variables, r, y, false);
    supply.add(variables.short[[r.0, y.0]], 1.0);
    supply.add(variables.gap[[r.0, y.0]], 1.0);
    for l in system.sets.links() {
        for way in Direction::BOTH {
            let lend = variables.lend[[l.0, way.index(), y.0]];
            if system.grid.links[l.0].target(way) == r {
                supply.add(lend, 1.0);
            }
            if system.grid.links[l.0].source(way) == r {
                supply.add(lend, -1.0);
            }
        }
    }
    let target = covered(system, variables, r, y) * (1.0 + system.adequacy.reserve_margin[r.0]);
    rows.at_least(Rule::PowerAdequacy, Key::regional(Item::None, r, y), supply, target);
}

fn firm(system: &System, variables: &Variables, rows: &mut Rows, r: Region, y: Year) {
    let Some(firm) = variables.firm[[r.0, y.0]] else { return };
    let mut need = facility(variables, r, y, true);
    need.add(variables.flex[[r.0, y.0]], -1.0);
    need -= accredited(system, variables, r, y, true);
    rows.at_least(Rule::PowerFirm, Key::regional(Item::None, r, y), firm.into(), need);
}

fn tolerance(system: &System, variables: &Variables, rows: &mut Rows, r: Region, y: Year) {
    let Some(short) = variables.short[[r.0, y.0]] else { return };
    let tolerated = covered(system, variables, r, y) * system.adequacy.tolerance;
    rows.at_most(Rule::PowerTolerance, Key::regional(Item::None, r, y), short.into(), tolerated);
}
