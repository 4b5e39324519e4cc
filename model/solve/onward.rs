//! Another objective over the same rows and bounds: what was an optimum still keeps them, so that the primal simplex can go on
//! from there.

use std::time::Instant;

use super::engine::Basis;
use super::extremes::no_numbers;
use super::solver::{self, Algorithm, Start};
use super::{Failure, Options, Solution, accept, cold};
use crate::program::Program;

/// Solves a program from a vertex that keeps its rows and bounds, whatever objective led there.
///
/// # Errors
/// If the program has no optimum, or if no algorithm gives one that certifies.
pub fn solve_onward(program: &Program, vertex: &Basis, options: &Options) -> Result<Solution, Failure> {
    let started = Instant::now();
    let mut attempts = vec![];
    if no_numbers(program).is_empty()
        && let Some(answer) = solver::run(program, Start::Feasible(vertex), (options.threads, options.end))
        && let Some(solution) = accept(program, Algorithm::Onward, answer, started, &mut attempts)
    {
        return Ok(solution);
    }
    cold(program, options, started, attempts)
}
