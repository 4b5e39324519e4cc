//! Program -> Solution: solved by HiGHS, certified by us, never believed unseen.

mod bounds;
pub mod certificate;
mod conflict;
mod engine;
mod proof;
mod scaling;
pub mod second;
pub mod solver;
pub mod warm;

use std::fmt;
use std::time::{Duration, Instant};

use certificate::{Residuals, measure};
pub use engine::{Basis, Ranging};
use highs::HighsModelStatus;
pub use proof::{Attempt, Certificate};
pub use solver::Algorithm;
use solver::{Answer, Start};
pub use warm::{Known, Vertex, Way, again, prices_of_more, ranges, solve_among, solve_near};

use crate::program::{Column, Objective, Program};

/// A certified optimum.
#[derive(Debug, Clone)]
pub struct Solution {
    /// Value of each column, in its unit.
    pub values: Vec<f64>,
    /// Gain of the objective per unit of each row's right-hand side, million USD, discounted.
    pub prices: Vec<f64>,
    /// Gain of the objective per unit of each column.
    pub reduced_costs: Vec<f64>,
    /// The vertex that it is.
    pub basis: Basis,
    /// The proof.
    pub residuals: Residuals,
    /// How it was reached.
    pub effort: Effort,
}

/// How a solution was reached.
#[derive(Debug, Clone)]
pub struct Effort {
    /// The algorithm that gave the certified solution.
    pub algorithm: Algorithm,
    /// Algorithm and outcome of every attempt.
    pub attempts: Vec<(Algorithm, String)>,
    /// Iterations of the last attempt.
    pub iterations: i64,
    /// Time in the solver, all attempts.
    pub time: Duration,
}

/// How to solve.
#[derive(Debug, Clone)]
pub struct Options {
    /// Algorithms to try, in order.
    pub algorithms: Vec<Algorithm>,
    /// Threads for the solver.
    pub threads: usize,
    /// Whether to find out which rows conflict where there is no solution, which takes several solves.
    pub names_conflicts: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self { algorithms: vec![Algorithm::InteriorPoint, Algorithm::Simplex], threads: 1, names_conflicts: true }
    }
}

impl Solution {
    /// What others can start from.
    #[must_use]
    pub fn vertex(&self) -> Vertex {
        Vertex { basis: self.basis.clone(), prices: self.prices.clone() }
    }

    /// The value of a column; 0 where the variable does not exist.
    #[must_use]
    pub fn value(&self, column: Option<Column>) -> f64 {
        column.map_or(0.0, |c| self.values[c.0])
    }
}

/// Why there is no certified optimum.
#[derive(Debug, Clone)]
pub enum Failure {
    /// No values keep all rows and bounds; these rows, by position, already conflict (none if they were not looked for).
    Infeasible(Vec<usize>),
    /// The objective can grow without end.
    Unbounded,
    /// Every algorithm failed or gave an answer that does not certify.
    Uncertified(Vec<(Algorithm, String)>),
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Infeasible(rows) => write!(f, "infeasible: {} rows conflict", rows.len()),
            Self::Unbounded => f.write_str("unbounded"),
            Self::Uncertified(attempts) => {
                let tried = attempts.iter().map(|(a, outcome)| format!("{}: {outcome}", a.name()));
                write!(f, "no certified optimum ({})", tried.collect::<Vec<_>>().join("; "))
            }
        }
    }
}

impl std::error::Error for Failure {}

/// Solves a program and certifies the answer; another algorithm is tried before giving up.
///
/// # Errors
/// If the program has no optimum, or if no algorithm gives one that certifies.
pub fn solve(program: &Program, options: &Options) -> Result<Solution, Failure> {
    cold(program, options, Instant::now(), vec![])
}

/// Tries all algorithms cold, after the attempts made already.
fn cold(
    program: &Program,
    options: &Options,
    started: Instant,
    mut attempts: Vec<(Algorithm, String)>,
) -> Result<Solution, Failure> {
    for &algorithm in &options.algorithms {
        let Some(answer) = solver::run(program, Start::Cold(algorithm), options.threads) else {
            attempts.push((algorithm, "error of the solver".to_owned()));
            continue;
        };
        match answer.status {
            HighsModelStatus::Unbounded => return Err(Failure::Unbounded),
            HighsModelStatus::Infeasible | HighsModelStatus::UnboundedOrInfeasible => {
                let conflict = if options.names_conflicts { conflict::conflict(program) } else { vec![] };
                // One algorithm's word is no proof: a conflict that can be shown is, or that of another one.
                if !conflict.is_empty() || (!options.names_conflicts && cannot_hold(program, options)) {
                    return Err(Failure::Infeasible(conflict));
                }
            }
            _ => {}
        }
        if let Some(solution) = accept(program, algorithm, answer, started, &mut attempts) {
            return Ok(solution);
        }
    }
    Err(Failure::Uncertified(attempts))
}

/// Whether the simplex finds that no values keep all rows and bounds. It need not look for the best ones, which is quick.
fn cannot_hold(program: &Program, options: &Options) -> bool {
    let anything = Program { objective: Objective::default(), ..program.clone() };
    let answer = solver::run(&anything, Start::Cold(Algorithm::Simplex), options.threads);
    answer.is_some_and(|answer| answer.status == HighsModelStatus::Infeasible)
}

/// Certifies an answer; a solution if it is optimal, else one more failed attempt.
fn accept(
    program: &Program,
    algorithm: Algorithm,
    answer: Answer,
    started: Instant,
    attempts: &mut Vec<(Algorithm, String)>,
) -> Option<Solution> {
    if !matches!(answer.status, HighsModelStatus::Optimal | HighsModelStatus::ModelEmpty) {
        attempts.push((algorithm, format!("{:?}", answer.status)));
        return None;
    }
    let residuals = measure(program, &answer.values, &answer.prices);
    if !residuals.certify() {
        attempts.push((algorithm, format!("not certified: {residuals:?}")));
        return None;
    }
    attempts.push((algorithm, "optimal".to_owned()));
    let attempts = std::mem::take(attempts);
    let effort = Effort { algorithm, attempts, iterations: answer.iterations, time: started.elapsed() };
    let reduced_costs = certificate::reduced_costs(program, &answer.prices);
    let Answer { values, prices, basis, .. } = answer;
    Some(Solution { values, prices, reduced_costs, basis, residuals, effort })
}
