//! `certificate.json`: what was proven of a solution, and at what effort.

use serde::Serialize;

use super::Solution;
use crate::program::Program;

/// The certificate of a run; exactly these keys, so that any tool can check it.
#[derive(Debug, Clone, Serialize)]
pub struct Certificate {
    /// "optimal".
    pub status: &'static str,
    /// Objective, constant included.
    pub objective_musd: f64,
    /// The bound that the prices prove.
    pub dual_objective_musd: f64,
    /// Difference of the two over the objective.
    pub relative_gap: f64,
    /// Largest relative violation of a row or bound.
    pub primal_residual: f64,
    /// Largest relative violation of a price's sign.
    pub dual_residual: f64,
    /// Sum of price times slack over the objective.
    pub complementarity: f64,
    /// Solver.
    pub solver: &'static str,
    /// Algorithm that gave the solution.
    pub algorithm: &'static str,
    /// Whether it started from another solution.
    pub warm_start: bool,
    /// Iterations of that algorithm.
    pub iterations: i64,
    /// Rows of the program.
    pub rows: usize,
    /// Columns.
    pub columns: usize,
    /// Coefficients that are not 0.
    pub nonzeros: usize,
    /// Time to read the data and write the program.
    pub build_seconds: f64,
    /// Time in the solver.
    pub solve_seconds: f64,
    /// Algorithm and outcome of each attempt, where more than one was needed.
    pub attempts: Vec<Attempt>,
}

/// One attempt at a solution.
#[derive(Debug, Clone, Serialize)]
pub struct Attempt {
    /// Algorithm.
    pub algorithm: &'static str,
    /// Outcome.
    pub status: String,
}

impl Certificate {
    /// The certificate of a solution.
    #[must_use]
    pub fn new(program: &Program, solution: &Solution, build_seconds: f64) -> Self {
        let (residuals, effort) = (&solution.residuals, &solution.effort);
        let attempts = effort.attempts.iter();
        let attempts = attempts.map(|(a, status)| Attempt { algorithm: a.name(), status: status.clone() });
        Self {
            status: "optimal",
            objective_musd: residuals.objective,
            dual_objective_musd: residuals.dual_objective,
            relative_gap: residuals.gap,
            primal_residual: residuals.primal,
            dual_residual: residuals.dual,
            complementarity: residuals.complementarity,
            solver: "HiGHS",
            algorithm: effort.algorithm.name(),
            warm_start: effort.algorithm.is_warm(),
            iterations: effort.iterations,
            rows: program.rows.len(),
            columns: program.variables.len(),
            nonzeros: program.nonzeros(),
            build_seconds,
            solve_seconds: effort.time.as_secs_f64(),
            attempts: if effort.attempts.len() > 1 { attempts.collect() } else { vec![] },
        }
    }
}
