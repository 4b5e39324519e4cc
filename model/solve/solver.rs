//! HiGHS through `good_lp`: a program in, values and prices out.

use std::sync::Arc;
use std::time::Instant;

use good_lp::{Expression, ProblemVariables, SolverModel, Variable, constraint, solvers::highs::highs, variable};
use highs::HighsModelStatus;

use super::bounds::Bounds;
use super::engine::{self, Basis, Ranging};
use super::limit;
use super::scaling::Scaling;
use super::years::Lessons;
use crate::program::{Program, Sense};

/// HiGHS's names of the two ways in which the dual simplex chooses.
pub const DEVEX: i32 = 1;
const STEEPEST_EDGE: i32 = 2;
/// Its name of the dual simplex.
pub const DUAL: i32 = 1;
/// Its name of the primal simplex.
pub const PRIMAL: i32 = 4;

/// How HiGHS is told to solve.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Algorithm {
    /// Builds and the dispatch of each year in turn, see [`super::years`].
    ByYears,
    /// Interior point, then crossover to a vertex.
    InteriorPoint,
    /// Dual simplex.
    Simplex,
    /// Dual simplex from the basis of a program like it.
    WarmSimplex,
    /// Primal simplex from the basis of a program with another objective.
    Onward,
    /// None: the solution of a program like it is optimal here too.
    Known,
}

impl Algorithm {
    /// Name in certificates.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::ByYears => "builds and the dispatch of each year in turn",
            Self::InteriorPoint => "interior point with crossover",
            Self::Simplex => "dual simplex",
            Self::WarmSimplex => "dual simplex from a known basis",
            Self::Onward => "primal simplex from a known basis",
            Self::Known => "known solution",
        }
    }

    /// Whether it starts from the solution of another program.
    #[must_use]
    pub const fn is_warm(self) -> bool {
        matches!(self, Self::WarmSimplex | Self::Onward | Self::Known)
    }

    const fn option(self) -> &'static str {
        match self {
            Self::InteriorPoint => "ipx",
            Self::ByYears | Self::Simplex | Self::WarmSimplex | Self::Onward | Self::Known => "simplex",
        }
    }
}

/// What the solver says, in the program's units and signs.
#[derive(Debug, Clone)]
pub struct Answer {
    /// HiGHS's status.
    pub status: HighsModelStatus,
    /// By column.
    pub values: Vec<f64>,
    /// By row: gain of the objective per unit of the right-hand side.
    pub prices: Vec<f64>,
    /// Iterations of all algorithms used.
    pub iterations: i64,
    /// Where it ended; empty if that is no vertex.
    pub basis: Basis,
    /// What was learned on the way, if it was solved by years.
    pub lessons: Arc<Lessons>,
}

/// Writes a program as a HiGHS model, with its coefficients scaled; rows of one column as bounds if these are given. None if
/// HiGHS does not take it.
#[must_use]
pub fn model(program: &Program, scaling: &Scaling, bounds: Option<&Bounds>) -> Option<highs::Model> {
    let info = &program.variables.info;
    let mut variables = ProblemVariables::new();
    let columns: Vec<Variable> = info
        .iter()
        .zip(&scaling.columns)
        .enumerate()
        .map(|(index, (column, factor))| {
            let (lower, upper) = bounds.map_or((0.0, column.upper), |b| (b.lower[index], b.upper[index]));
            variables.add(variable().min(lower / factor).max(upper / factor))
        })
        .collect();
    let mut objective = Expression::with_capacity(info.len());
    for (index, cost) in program.objective.coefficients(info.len()).into_iter().enumerate() {
        objective.add_mul(cost * scaling.columns[index] * scaling.objective, columns[index]);
    }
    let mut problem = variables.maximise(objective).using(highs);
    let kept = |index: usize| bounds.is_none_or(|b| b.kept[index]);
    for (index, row) in program.rows.rows.iter().enumerate().filter(|(index, _)| kept(*index)) {
        let factor = scaling.rows[index];
        let mut left = Expression::with_capacity(program.rows.starts[index + 1] - program.rows.starts[index]);
        for (column, value) in program.rows.coefficients(index) {
            left.add_mul(value * factor * scaling.columns[column.0], columns[column.0]);
        }
        let limit = row.limit * factor;
        problem.add_constraint(match row.sense {
            Sense::AtMost => constraint!(left <= limit),
            Sense::AtLeast => constraint!(left >= limit),
            Sense::Equal => constraint!(left == limit),
        });
    }
    let mut model = problem.try_into_inner().ok()?;
    end_surely(&mut model, None);
    Some(model)
}

/// Makes every solve of a model end: then, if a time is given, and in any case after more iterations than one that gets
/// somewhere needs.
pub fn end_surely(model: &mut highs::Model, end: Option<Instant>) {
    const INTERIOR_POINT: i32 = 1000;
    const SIMPLEX: usize = 100_000;
    const SIMPLEX_PER_SIZE: usize = 200;
    let simplex = SIMPLEX.saturating_add((model.num_rows() + model.num_cols()).saturating_mul(SIMPLEX_PER_SIZE));
    model.set_option("ipm_iteration_limit", INTERIOR_POINT);
    model.set_option("simplex_iteration_limit", i32::try_from(simplex).unwrap_or(i32::MAX));
    if let Some(left) = limit::left(end) {
        model.set_option("time_limit", left.as_secs_f64());
    }
}

/// Where the solver starts.
#[derive(Debug, Clone, Copy)]
pub enum Start<'a> {
    /// From nothing, by an algorithm.
    Cold(Algorithm),
    /// From the basis of a program like it, by the dual simplex, for so many iterations at most.
    Warm(&'a Basis, Pricing, usize),
    /// From the basis of a program with the same rows and bounds, which hold there, by the primal simplex.
    Feasible(&'a Basis),
}

/// How the dual simplex chooses its way. Devex starts at once and suits a short way; steepest edge computes
/// weights first and takes fewer steps on a long one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pricing {
    /// For a short way.
    Devex,
    /// For a long way.
    SteepestEdge,
}

/// Solves a program on so many threads, until then if a time is given; none if it cannot start as it is told, or if HiGHS
/// gives up with an error.
#[must_use]
pub fn run(program: &Program, start: Start<'_>, (threads, end): (usize, Option<Instant>)) -> Option<Answer> {
    let (scaling, bounds) = (Scaling::of(program), Bounds::of(program));
    let mut model = model(program, &scaling, Some(&bounds))?;
    model.set_option("threads", i32::try_from(threads).unwrap_or(1));
    end_surely(&mut model, end);
    match start {
        Start::Cold(algorithm) => model.set_option("solver", algorithm.option()),
        Start::Feasible(_) => {}
        Start::Warm(basis, pricing, iterations) => {
            model.set_option("solver", Algorithm::Simplex.option());
            model.set_option("simplex_iteration_limit", i32::try_from(iterations).unwrap_or(i32::MAX));
            model.set_option(
                "simplex_dual_edge_weight_strategy",
                if pricing == Pricing::Devex { DEVEX } else { STEEPEST_EDGE },
            );
            if !engine::start_from(&mut model, &bounds.shrink(basis)) {
                return None;
            }
        }
    }
    if let Start::Feasible(basis) = start {
        model.set_option("solver", Algorithm::Simplex.option());
        model.set_option("simplex_strategy", PRIMAL);
        if !engine::start_from(&mut model, &bounds.shrink(basis)) {
            return None;
        }
    }
    let solved = model.try_solve().ok()?;
    let solution = solved.get_solution();
    let iterations = solved.simplex_iteration_count().max(0)
        + solved.ipm_iteration_count().max(0)
        + solved.crossover_iteration_count().max(0);
    let values = solution.columns().iter().zip(&scaling.columns).map(|(value, factor)| value * factor).collect();
    let of_columns = solution.dual_columns().iter().zip(&scaling.columns);
    let of_columns: Vec<f64> = of_columns.map(|(price, factor)| price / factor / scaling.objective).collect();
    let mut prices = vec![0.0; program.rows.len()];
    let kept = (0..program.rows.len()).filter(|row| bounds.kept[*row]);
    for (row, price) in kept.zip(solution.dual_rows()) {
        prices[row] = price * scaling.rows[row] / scaling.objective;
    }
    bounds.price_rows(&mut prices, &of_columns);
    let basis = bounds.widen(engine::basis(&solved), &of_columns);
    Some(Answer { status: solved.status(), values, prices, iterations, basis, lessons: Arc::default() })
}

/// The right-hand sides between which a basis stays optimal, in the program's units, by row; none if
/// HiGHS cannot say.
#[must_use]
pub fn ranges(program: &Program, basis: &Basis) -> Option<Ranging> {
    let scaling = Scaling::of(program);
    let mut model = model(program, &scaling, None)?;
    model.set_option("solver", Algorithm::Simplex.option());
    if !engine::start_from(&mut model, basis) {
        return None;
    }
    let solved = model.try_solve().ok()?;
    // Ranging of another vertex would not be about these prices.
    let is_there = solved.status() == HighsModelStatus::Optimal && solved.simplex_iteration_count() <= 0;
    let ranging = engine::ranging(&solved).filter(|_| is_there)?;
    let unscaled = |sides: Vec<f64>| sides.iter().zip(&scaling.rows).map(|(side, factor)| side / factor).collect();
    Some(Ranging { from: unscaled(ranging.from), to: unscaled(ranging.to) })
}

/// What a little more of limits is worth, by row: their prices just above where they stand, in the program's units. None if
/// HiGHS cannot say.
#[must_use]
pub fn prices_of_more(program: &Program, basis: &Basis, rows: &[usize]) -> Option<Vec<f64>> {
    // In the solver's units: far above what it takes for 0, far below what it takes for 1.
    const LITTLE: f64 = 1e-4;
    let scaling = Scaling::of(program);
    let mut model = model(program, &scaling, None)?;
    model.set_option("solver", Algorithm::Simplex.option());
    model.set_option("simplex_dual_edge_weight_strategy", DEVEX);
    if !engine::start_from(&mut model, basis) {
        return None;
    }
    let price = |&row: &usize| {
        let limit = program.rows.rows[row].limit * scaling.rows[row];
        let dual = engine::dual_at(&mut model, (row, limit, limit + LITTLE))?;
        Some(dual * scaling.rows[row] / scaling.objective)
    };
    rows.iter().map(price).collect()
}
