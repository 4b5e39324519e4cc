//! Many programs that differ a little: each starts from the solution of one that is already solved.
//!
//! First the known solution itself is held against the new program: where nothing that it pays for has
//! changed it is optimal there too, and its prices prove it. Otherwise the dual simplex goes on from its basis.
//! A way that turns out to be long is left, and the program is solved cold; so is whatever does not certify.
//! The start is always the one that the caller names, never what a thread happened to solve
//! before, so that the same input gives the same bytes on any number of threads.

use std::collections::BTreeMap;
use std::time::Instant;

use super::certificate::{Residuals, measure};
use super::engine::{Basis, Ranging};
use super::solver::{self, Algorithm, Pricing, Start};
use super::{Effort, Failure, Options, Solution, accept, certificate, cold};
use crate::program::{Key, Program, Quantity, Rule};

/// A program with its optimum.
#[derive(Debug, Clone, Copy)]
pub struct Known<'a> {
    /// The program.
    pub program: &'a Program,
    /// Its optimum.
    pub solution: &'a Solution,
}

/// Solves a program from the solution of one that differs a little.
///
/// # Errors
/// If the program has no optimum, or if no algorithm gives one that certifies.
pub fn solve_near(program: &Program, known: Known<'_>, options: &Options) -> Result<Solution, Failure> {
    let started = Instant::now();
    let alike = alike(program, known.program);
    let residuals = alike.then(|| measure(program, &known.solution.values, &known.solution.prices));
    if let Some(residuals) = residuals.filter(exact) {
        return Ok(unchanged(program, known.solution, residuals, started));
    }
    let basis = if alike { known.solution.basis.clone() } else { fitted(known, program) };
    let mut attempts = vec![];
    if let Some((pricing, iterations)) = way(program, residuals)
        && let Some(answer) = solver::run(program, Start::Warm(&basis, pricing, iterations), options.threads)
        && let Some(solution) = accept(program, Algorithm::WarmSimplex, answer, started, &mut attempts)
    {
        return Ok(solution);
    }
    cold(program, options, started, attempts)
}

/// The right-hand sides between which a solution's prices hold, by row; none if HiGHS cannot say.
#[must_use]
pub fn ranges(known: Known<'_>) -> Option<Ranging> {
    solver::ranges(known.program, &known.solution.basis)
}

/// Whether a solution of another program is optimal to the last digits, not just within the tolerance: a
/// difference that small must not hide a gain.
fn exact(residuals: &Residuals) -> bool {
    const EXACT: f64 = 1e-11;
    const SIGNS: f64 = 1e-9;
    let largest = residuals.gap.max(residuals.primal).max(residuals.complementarity);
    largest <= EXACT && residuals.dual <= SIGNS
}

fn unchanged(program: &Program, known: &Solution, residuals: Residuals, started: Instant) -> Solution {
    let attempts = vec![(Algorithm::Known, "optimal".to_owned())];
    let effort = Effort { algorithm: Algorithm::Known, attempts, iterations: 0, time: started.elapsed() };
    let reduced_costs = certificate::reduced_costs(program, &known.prices);
    Solution { reduced_costs, residuals, effort, ..known.clone() }
}

/// How to go, and how far before a cold solve costs less. The gap of the known solution on the new program says
/// how long the way is; none if it is not worth setting out.
fn way(program: &Program, of_known: Option<Residuals>) -> Option<(Pricing, usize)> {
    const FAR: f64 = 0.3;
    const TOO_FAR: f64 = 100.0;
    const LEAST: usize = 1000;
    const ROWS_PER_STEP: usize = 4;
    let steps = LEAST.max(program.rows.len() / ROWS_PER_STEP);
    match of_known {
        Some(residuals) if residuals.gap > TOO_FAR => None,
        Some(residuals) if residuals.gap > FAR => Some((Pricing::SteepestEdge, steps)),
        _ => Some((Pricing::Devex, steps)),
    }
}

/// Whether two programs have the same rows and columns, so that only numbers differ.
fn alike(one: &Program, other: &Program) -> bool {
    let (rows, columns) = (&one.rows.rows, &one.variables.info);
    let (their_rows, their_columns) = (&other.rows.rows, &other.variables.info);
    rows.len() == their_rows.len()
        && columns.len() == their_columns.len()
        && rows.iter().zip(their_rows).all(|(a, b)| a.rule == b.rule && a.key == b.key)
        && columns.iter().zip(their_columns).all(|(a, b)| a.quantity == b.quantity && a.key == b.key)
}

/// The known basis for a program with other rows or columns: what is new stays out, its rows slack.
fn fitted(known: Known<'_>, program: &Program) -> Basis {
    let Basis { columns, rows } = &known.solution.basis;
    let of_columns: BTreeMap<(Quantity, Key), u8> = known
        .program
        .variables
        .info
        .iter()
        .map(|info| (info.quantity, info.key))
        .zip(columns.iter().copied())
        .collect();
    let of_rows: BTreeMap<(Rule, Key), u8> =
        known.program.rows.rows.iter().map(|row| (row.rule, row.key)).zip(rows.iter().copied()).collect();
    let column = |quantity, key| of_columns.get(&(quantity, key)).copied().unwrap_or(Basis::AT_LOWER);
    let row = |rule, key| of_rows.get(&(rule, key)).copied().unwrap_or(Basis::BASIC);
    Basis {
        columns: program.variables.info.iter().map(|info| column(info.quantity, info.key)).collect(),
        rows: program.rows.rows.iter().map(|r| row(r.rule, r.key)).collect(),
    }
}
