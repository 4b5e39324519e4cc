//! Program -> Solution: solved by HiGHS, certified by us, never believed unseen.

mod bounds;
pub mod certificate;
mod conflict;
mod engine;
mod extremes;
pub mod limit;
mod onward;
mod proof;
mod scaling;
pub mod second;
pub mod solver;
pub mod warm;
pub mod years;

use std::fmt;
use std::sync::Arc;
use std::time::{Duration, Instant};

use certificate::{Residuals, bound_of_any, measure};
pub use engine::{Basis, Ranging};
pub use extremes::extremes;
use extremes::no_numbers;
use highs::HighsModelStatus;
pub use onward::solve_onward;
pub use proof::{Attempt, Certificate};
pub use solver::Algorithm;
use solver::{Answer, Start};
pub use warm::{Known, Vertex, Way, again, prices_of_more, ranges, solve_among, solve_near};
pub use years::Lessons;

use crate::program::{Column, Extreme, Objective, Program};

/// A certified optimum.
#[derive(Debug, Clone)]
pub struct Solution {
    /// Value of each column, in its unit.
    pub values: Vec<f64>,
    /// Gain of the objective per unit of each row's right-hand side, million USD, discounted.
    pub prices: Vec<f64>,
    /// Gain of the objective per unit of each column.
    pub reduced_costs: Vec<f64>,
    /// The vertex that it is; empty if it is none.
    pub basis: Basis,
    /// What was learned on the way, if it was solved by years.
    pub lessons: Arc<Lessons>,
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
    /// Threads for the dispatch of years side by side; the answer does not depend on it.
    pub threads: usize,
    /// When to give up; never if there is no such time.
    pub end: Option<Instant>,
    /// Whether to find out which rows conflict where there is no solution, which takes several solves.
    pub names_conflicts: bool,
}

impl Default for Options {
    fn default() -> Self {
        let algorithms = vec![Algorithm::ByYears, Algorithm::InteriorPoint, Algorithm::Simplex];
        Self { algorithms, threads: 1, end: limit::end(), names_conflicts: true }
    }
}

impl Solution {
    /// What others can start from.
    #[must_use]
    pub fn vertex(&self) -> Vertex {
        Vertex { basis: self.basis.clone(), prices: self.prices.clone() }
    }

    /// Whether it is a vertex, which has a basis.
    #[must_use]
    pub fn is_vertex(&self) -> bool {
        !self.basis.rows.is_empty()
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
    /// It has numbers that no solver takes.
    Extreme(Vec<Extreme>),
    /// The time ended: after so many seconds in the solver, with an objective that is at most so many million USD.
    OutOfTime(f64, f64),
    /// Every algorithm failed or gave an answer that does not certify.
    Uncertified(Vec<(Algorithm, String)>),
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Infeasible(rows) => write!(f, "infeasible: {} rows conflict", rows.len()),
            Self::Unbounded => f.write_str("unbounded"),
            Self::Extreme(numbers) => write!(f, "{} numbers are beyond what a solver takes", numbers.len()),
            Self::OutOfTime(seconds, bound) => {
                write!(f, "stopped by {} after {seconds:.1} s in the solver, ", limit::in_words())?;
                if bound.is_finite() {
                    write!(f, "not optimal yet; the objective is at most {bound:.1} million USD")
                } else {
                    f.write_str("not optimal yet, and nothing is known of the objective")
                }
            }
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
    let numbers = extremes(program);
    if !numbers.is_empty() {
        return Err(Failure::Extreme(numbers));
    }
    let is_over = || limit::left(options.end).is_some_and(|left| left.is_zero());
    let out_of_time = |bound| Err(Failure::OutOfTime(started.elapsed().as_secs_f64(), bound));
    for &algorithm in &options.algorithms {
        if is_over() {
            return out_of_time(f64::INFINITY);
        }
        if algorithm == Algorithm::ByYears && !years::pays(program) {
            continue;
        }
        let answer = match algorithm {
            Algorithm::ByYears => years::solve(program, options),
            _ => solver::run(program, Start::Cold(algorithm), (1, options.end)),
        };
        let Some(answer) = answer else {
            attempts.push((algorithm, "error of the solver".to_owned()));
            continue;
        };
        match answer.status {
            HighsModelStatus::ReachedTimeLimit => return out_of_time(bound_of_any(program, answer.prices)),
            HighsModelStatus::Unbounded => return Err(Failure::Unbounded),
            HighsModelStatus::Infeasible | HighsModelStatus::UnboundedOrInfeasible => {
                let conflict = if options.names_conflicts { conflict::conflict(program, options.end) } else { vec![] };
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
    if is_over() { out_of_time(f64::INFINITY) } else { Err(Failure::Uncertified(attempts)) }
}

/// Whether the simplex finds that no values keep all rows and bounds. It need not look for the best ones, which is quick.
fn cannot_hold(program: &Program, options: &Options) -> bool {
    let anything = Program { objective: Objective::default(), ..program.clone() };
    let answer = solver::run(&anything, Start::Cold(Algorithm::Simplex), (1, options.end));
    answer.is_some_and(|answer| answer.status == HighsModelStatus::Infeasible)
}

/// How the solver ended without an optimum.
fn in_words(status: HighsModelStatus) -> &'static str {
    match status {
        HighsModelStatus::Infeasible => "no solution",
        HighsModelStatus::Unbounded => "no bound",
        HighsModelStatus::UnboundedOrInfeasible => "no solution or no bound",
        HighsModelStatus::ReachedTimeLimit => "out of time",
        HighsModelStatus::ReachedIterationLimit => "out of iterations",
        HighsModelStatus::ReachedMemoryLimit => "out of memory",
        HighsModelStatus::SolveError => "an error of the solver",
        _ => "stopped without an answer",
    }
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
        attempts.push((algorithm, in_words(answer.status).to_owned()));
        return None;
    }
    let residuals = measure(program, &answer.values, &answer.prices);
    if !residuals.certify() {
        attempts.push((algorithm, format!("not certified, {}", residuals.beyond())));
        return None;
    }
    attempts.push((algorithm, "optimal".to_owned()));
    let attempts = std::mem::take(attempts);
    let effort = Effort { algorithm, attempts, iterations: answer.iterations, time: started.elapsed() };
    let reduced_costs = certificate::reduced_costs(program, &answer.prices);
    let Answer { values, prices, basis, lessons, .. } = answer;
    Some(Solution { values, prices, reduced_costs, basis, lessons, residuals, effort })
}
