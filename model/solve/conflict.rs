//! Why a program has no solution: a small set of rows that cannot all hold.
//!
//! First every row may be broken at a price; the rows with a price in the cheapest way of breaking
//! them prove the conflict together. Then each of them is left out in turn, and stays out if the
//! rest still conflict: what remains is irreducible.

use std::time::Instant;

use good_lp::{Expression, ProblemVariables, SolverModel, constraint, solvers::highs::highs, variable};
use highs::HighsModelStatus;

use super::solver::end_surely;
use crate::program::{Program, Sense};

/// Rows that are tried one by one; a larger proof is reported as it is.
const MOST_TRIED: usize = 400;

/// Rows of a program without a solution that cannot all hold, by position; empty if none are found, or not until then.
#[must_use]
pub fn conflict(program: &Program, end: Option<Instant>) -> Vec<usize> {
    let all: Vec<usize> = (0..program.rows.len()).collect();
    let mut core = proof(program, &all, end);
    if core.len() > MOST_TRIED {
        return core;
    }
    let mut next = 0;
    while next < core.len() {
        let without: Vec<usize> = core.iter().copied().filter(|row| *row != core[next]).collect();
        let smaller = proof(program, &without, end);
        if smaller.is_empty() {
            next += 1;
        } else {
            core = smaller;
        }
    }
    core
}

/// The rows that prove that the given ones conflict; empty if they do not.
fn proof(program: &Program, rows: &[usize], end: Option<Instant>) -> Vec<usize> {
    const NOTHING: f64 = 1e-7;
    let mut variables = ProblemVariables::new();
    let mut columns = vec![None; program.variables.len()];
    for (column, _) in rows.iter().flat_map(|&row| program.rows.coefficients(row)) {
        let upper = program.variables.info[column.0].upper;
        columns[column.0].get_or_insert_with(|| variables.add(variable().min(0.0).max(upper)));
    }
    let breaks: Vec<_> =
        rows.iter().map(|_| (variables.add(variable().min(0.0)), variables.add(variable().min(0.0)))).collect();
    let mut broken = Expression::with_capacity(2 * rows.len());
    for &(over, under) in &breaks {
        broken.add_mul(1.0, over);
        broken.add_mul(1.0, under);
    }
    let mut problem = variables.minimise(broken).using(highs);
    for (&row, &(over, under)) in rows.iter().zip(&breaks) {
        let mut left = Expression::with_capacity(0);
        for (column, value) in program.rows.coefficients(row) {
            if let Some(variable) = columns[column.0] {
                left.add_mul(value, variable);
            }
        }
        let limit = program.rows.rows[row].limit;
        problem.add_constraint(match program.rows.rows[row].sense {
            Sense::AtMost => constraint!(left - over <= limit),
            Sense::AtLeast => constraint!(left + under >= limit),
            Sense::Equal => constraint!(left - over + under == limit),
        });
    }
    let Ok(mut model) = problem.try_into_inner() else { return vec![] };
    end_surely(&mut model, end);
    let Ok(solved) = model.try_solve() else { return vec![] };
    if solved.status() != HighsModelStatus::Optimal || solved.objective_value() < NOTHING {
        return vec![];
    }
    let solution = solved.get_solution();
    rows.iter().zip(solution.dual_rows()).filter(|(_, price)| price.abs() > NOTHING).map(|(&row, _)| row).collect()
}
