//! Plans that are not the best: how much worse one may be, which asks what else would do, and how much worse it is at most,
//! whatever turns out.
//!
//! ```text
//! capital.plan [y]  worth + regret[y] >= least
//! ```
//!
//! Million USD, discounted; y is the first model year. `worth` is the objective of the formulation: value of compute sold less
//! all costs; `least` is what it must reach: the optimum less a slack, where there is no regret, or the optimum of a branch of
//! what may turn out. No scenario's own program has the row: it is added where plans near the best, or plans made before one
//! knows, are looked at.
//!
//! Shadow price: what is looked at, per million USD. Not modelled: who would bear the loss.
//! Sources: `platformonomics`.

use crate::program::{Column, Expression, Item, Key, Program, Quantity, Rule};
use crate::sets::Year;

const KEY: Key = Key::national(Item::None, Year(0));

/// The objective of a program, million USD.
#[must_use]
pub fn worth(program: &Program) -> Expression {
    let costs = program.objective.coefficients(program.variables.len());
    let terms = costs.into_iter().enumerate().filter(|(_, cost)| *cost != 0.0);
    let terms = terms.map(|(column, cost)| (Column(column), cost)).collect();
    Expression { terms, constant: program.objective.constant }
}

/// Writes that a worth is at least so much, million USD.
pub fn at_least(program: &mut Program, worth: Expression, least: f64) {
    program.rows.at_least(Rule::CapitalPlan, KEY, worth, Expression::constant(least));
}

/// Declares the largest regret.
pub fn declare_regret(program: &mut Program) -> Option<Column> {
    let regret = program.variables.free(Quantity::Regret, KEY);
    program.variables.regret[Year(0)] = regret;
    regret
}
