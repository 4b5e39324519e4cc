//! Plans that are not the best: how much worse one may be, which asks what else would do.
//!
//! ```text
//! capital.plan []  worth >= least
//! ```
//!
//! Million USD, discounted. `worth` is the objective of the formulation: value of compute sold less all costs; `least` is what
//! it must reach, as the optimum less a slack. No scenario's own program has the row: it is added where plans near the best
//! are looked at.
//!
//! Shadow price: what is looked at, per million USD. Not modelled: who would bear the loss.
//! Sources: `platformonomics`.

use crate::program::{Column, Expression, Item, Key, Program, Rule};
use crate::sets::Year;

/// Writes that the objective of a program is at least so much, million USD.
pub fn at_least(program: &mut Program, least: f64) {
    let costs = program.objective.coefficients(program.variables.len());
    let terms = costs.into_iter().enumerate().filter(|(_, cost)| *cost != 0.0);
    let terms = terms.map(|(column, cost)| (Column(column), cost)).collect();
    let worth = Expression { terms, constant: program.objective.constant };
    program.rows.at_least(Rule::CapitalPlan, Key::national(Item::None, Year(0)), worth, Expression::constant(least));
}
