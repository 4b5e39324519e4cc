//! Many programs that differ a little: each starts from the solution of one that is already solved.
//!
//! First the known solution itself is held against the new program: where nothing that it pays for has
//! changed it is optimal there too, and its prices prove it. Otherwise the dual simplex goes on from its basis.
//! A way that turns out to be long is left, and the program is solved cold; so is whatever does not certify.
//! The start is always the one that the caller names, never what a thread happened to solve
//! before, so that the same input gives the same bytes on any number of threads.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

use super::certificate::{Residuals, bound, measure};
use super::engine::{Basis, Ranging};
use super::solver::{self, Algorithm, Pricing, Start};
use super::years;
use super::{Effort, Failure, Options, Solution, accept, certificate, cold, no_numbers};
use crate::program::{Key, Program, Quantity, Rule};

/// A program with its optimum.
#[derive(Debug, Clone, Copy)]
pub struct Known<'a> {
    /// The program.
    pub program: &'a Program,
    /// Its optimum.
    pub solution: &'a Solution,
}

/// What another program can start from: where an optimum stands, and the prices that prove it.
#[derive(Debug, Clone, PartialEq)]
pub struct Vertex {
    /// Where it stands.
    pub basis: Basis,
    /// Gain of the objective per unit of each row's right-hand side, million USD, discounted.
    pub prices: Vec<f64>,
}

/// How one of many programs was solved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// Not at all: a known solution is optimal.
    Known,
    /// From the basis of another one.
    Near,
    /// Cold: its rows or columns are others.
    OtherStructure,
    /// Cold: too many of its numbers are others.
    FarApart,
    /// Cold, after a start from another basis led nowhere.
    Fallback,
    /// Cold, as it was asked for.
    Afresh,
}

impl Way {
    /// All of them.
    pub const ALL: [Self; 6] =
        [Self::Known, Self::Near, Self::OtherStructure, Self::FarApart, Self::Fallback, Self::Afresh];

    /// Name in tables.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Known => "known",
            Self::Near => "near",
            Self::OtherStructure => "cold: other structure",
            Self::FarApart => "cold: far apart",
            Self::Fallback => "cold: fallback",
            Self::Afresh => "cold",
        }
    }

    /// Whether others that differ from the same known program can start from what was found.
    #[must_use]
    pub const fn leaves_a_start(self) -> bool {
        !matches!(self, Self::OtherStructure | Self::FarApart)
    }

    /// Whether another solution was of use.
    #[must_use]
    pub const fn is_warm(self) -> bool {
        matches!(self, Self::Known | Self::Near)
    }
}

/// Share of changed numbers from which interior point is quicker than the simplex.
const FAR_APART: f64 = 0.1;

/// Solves a program that differs from a known one in its numbers, from the best of several starts: that whose prices
/// promise least. Prices of any program like it bound the optimum from above, so the lowest bound is the nearest. All starts
/// must be optima of programs with the rows and columns of the known one.
///
/// Where rows or columns differ, or more numbers than a simplex can make up for, it is solved cold; the second
/// value says so.
///
/// # Errors
/// If the program has no optimum, or if no algorithm gives one that certifies.
pub fn solve_among(
    program: &Program,
    known: Known<'_>,
    starts: &[&Vertex],
    options: &Options,
) -> (Result<Solution, Failure>, Way) {
    const ROWS_PER_STEP: usize = 2;
    const LEAST: usize = 1000;
    let started = Instant::now();
    if !alike(program, known.program) || !no_numbers(program).is_empty() {
        return (cold(program, options, started, vec![]), Way::OtherStructure);
    }
    let residuals = measure(program, &known.solution.values, &known.solution.prices);
    if exact(&residuals) {
        return (Ok(unchanged(program, known.solution, residuals, started)), Way::Known);
    }
    if !known.solution.is_vertex() {
        return match by_years(program, known.solution, options, started) {
            Ok(solution) => (Ok(solution), Way::Near),
            Err(attempts) => (cold(program, options, started, attempts), Way::Fallback),
        };
    }
    if changed(program, known.program) > FAR_APART {
        return (cold(program, options, started, vec![]), Way::FarApart);
    }
    let bounds = starts.iter().map(|start| (bound(program, &start.prices), &start.basis));
    let best = bounds.min_by(|a, b| a.0.total_cmp(&b.0)).map_or(&known.solution.basis, |(_, basis)| basis);
    let most = LEAST.max(program.rows.len() / ROWS_PER_STEP);
    let mut attempts = vec![];
    let answer = solver::run(program, Start::Warm(best, Pricing::Devex, most), (1, options.end));
    if let Some(answer) = answer
        && let Some(solution) = accept(program, Algorithm::WarmSimplex, answer, started, &mut attempts)
    {
        return (Ok(solution), Way::Near);
    }
    (cold(program, options, started, attempts), Way::Fallback)
}

/// Solves a program from the solution of one that differs a little.
///
/// # Errors
/// If the program has no optimum, or if no algorithm gives one that certifies.
pub fn solve_near(program: &Program, known: Known<'_>, options: &Options) -> Result<Solution, Failure> {
    let started = Instant::now();
    let alike = alike(program, known.program);
    if !no_numbers(program).is_empty() {
        return cold(program, options, started, vec![]);
    }
    let residuals = alike.then(|| measure(program, &known.solution.values, &known.solution.prices));
    if let Some(residuals) = residuals.filter(exact) {
        return Ok(unchanged(program, known.solution, residuals, started));
    }
    if !known.solution.is_vertex() {
        let near = if alike { by_years(program, known.solution, options, started) } else { Err(vec![]) };
        return near.or_else(|attempts| cold(program, options, started, attempts));
    }
    let basis = if alike { known.solution.basis.clone() } else { fitted(known, program) };
    let mut attempts = vec![];
    if let Some((pricing, iterations)) = way(program, residuals)
        && let Some(answer) = solver::run(program, Start::Warm(&basis, pricing, iterations), (1, options.end))
        && let Some(solution) = accept(program, Algorithm::WarmSimplex, answer, started, &mut attempts)
    {
        return Ok(solution);
    }
    cold(program, options, started, attempts)
}

/// Solves a program by years with the lessons of one with the same rows and columns; else the attempts that were made.
fn by_years(
    program: &Program,
    known: &Solution,
    options: &Options,
    started: Instant,
) -> Result<Solution, Vec<(Algorithm, String)>> {
    let mut attempts = vec![];
    let answer = years::solve_from(program, Some(&known.lessons), options);
    let solution = answer.and_then(|answer| accept(program, Algorithm::ByYears, answer, started, &mut attempts));
    solution.ok_or(attempts)
}

/// The right-hand sides between which a solution's prices hold, by row; none if HiGHS cannot say.
#[must_use]
pub fn ranges(known: Known<'_>) -> Option<Ranging> {
    solver::ranges(known.program, &known.solution.basis)
}

/// What a little more of limits is worth, by row: gain of the objective per unit. Where a solution is degenerate this is less
/// than the price that it came with. None if HiGHS cannot say.
#[must_use]
pub fn prices_of_more(known: Known<'_>, rows: &[usize]) -> Option<Vec<f64>> {
    solver::prices_of_more(known.program, &known.solution.basis, rows)
}

/// Whether a solution of another program is optimal to the last digits, not just within the tolerance: a
/// difference that small must not hide a gain.
fn exact(residuals: &Residuals) -> bool {
    const EXACT: f64 = 1e-11;
    const SIGNS: f64 = 1e-9;
    let largest = residuals.gap.max(residuals.primal).max(residuals.complementarity);
    largest <= EXACT && residuals.dual <= SIGNS
}

/// The optimum of a program that was found before, from its values and its vertex; none if they are of another program. It is
/// certified anew, and the same as when it was found but for the effort.
#[must_use]
pub fn again(program: &Program, values: Vec<f64>, Vertex { basis, prices }: Vertex) -> Option<Solution> {
    let (columns, rows) = (program.variables.len(), program.rows.len());
    let fits = [values.len(), basis.columns.len()] == [columns; 2] && [prices.len(), basis.rows.len()] == [rows; 2];
    let residuals = fits.then(|| measure(program, &values, &prices)).filter(Residuals::certify)?;
    let attempts = vec![(Algorithm::Known, "optimal".to_owned())];
    let effort = Effort { algorithm: Algorithm::Known, attempts, iterations: 0, time: Duration::ZERO };
    let reduced_costs = certificate::reduced_costs(program, &prices);
    Some(Solution { values, prices, reduced_costs, basis, lessons: Arc::default(), residuals, effort })
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

/// The share of all numbers of a program (coefficients, limits, costs, bounds) in which it differs from one like it.
fn changed(program: &Program, known: &Program) -> f64 {
    let columns = program.variables.len();
    let differ = |(a, b): (&f64, &f64)| usize::from(a.to_bits() != b.to_bits());
    let costs = program.objective.coefficients(columns);
    let mut different: usize = costs.iter().zip(&known.objective.coefficients(columns)).map(differ).sum();
    for (row, (own, other)) in program.rows.rows.iter().zip(&known.rows.rows).enumerate() {
        different += differ((&own.limit, &other.limit));
        let mut theirs = known.rows.coefficients(row).peekable();
        for (column, value) in program.rows.coefficients(row) {
            while theirs.next_if(|(other, _)| *other < column).is_some() {}
            let same = theirs.next_if(|(other, _)| *other == column);
            different += usize::from(same.is_none_or(|(_, other)| other.to_bits() != value.to_bits()));
        }
    }
    let bounds = program.variables.info.iter().zip(&known.variables.info);
    different += bounds.map(|(own, other)| differ((&own.upper, &other.upper))).sum::<usize>();
    different as f64 / (program.nonzeros() + program.rows.len() + 2 * columns) as f64
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
