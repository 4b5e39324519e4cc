//! HiGHS through `good_lp`: a program in, values and prices out.

use good_lp::{Expression, ProblemVariables, SolverModel, Variable, constraint, solvers::highs::highs, variable};
use highs::HighsModelStatus;

use super::scaling::Scaling;
use crate::program::{Program, Sense};

/// How HiGHS is told to solve.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Algorithm {
    /// Interior point, then crossover to a vertex.
    InteriorPoint,
    /// Dual simplex.
    Simplex,
}

impl Algorithm {
    /// Name in certificates.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::InteriorPoint => "interior point with crossover",
            Self::Simplex => "dual simplex",
        }
    }

    const fn option(self) -> &'static str {
        match self {
            Self::InteriorPoint => "ipx",
            Self::Simplex => "simplex",
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
}

/// Writes a program as a HiGHS model, with its coefficients scaled.
#[must_use]
pub fn model(program: &Program, scaling: &Scaling) -> highs::Model {
    let info = &program.variables.info;
    let mut variables = ProblemVariables::new();
    let columns: Vec<Variable> = info
        .iter()
        .zip(&scaling.columns)
        .map(|(column, factor)| variables.add(variable().min(0.0).max(column.upper / factor)))
        .collect();
    let mut objective = Expression::with_capacity(info.len());
    for (index, cost) in program.objective.coefficients(info.len()).into_iter().enumerate() {
        objective.add_mul(cost * scaling.columns[index] * scaling.objective, columns[index]);
    }
    let mut problem = variables.maximise(objective).using(highs);
    for (index, row) in program.rows.rows.iter().enumerate() {
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
    problem.into_inner()
}

/// Solves a program cold.
#[must_use]
pub fn run(program: &Program, algorithm: Algorithm, threads: usize) -> Answer {
    let scaling = Scaling::of(program);
    let mut model = model(program, &scaling);
    model.set_option("solver", algorithm.option());
    model.set_option("threads", i32::try_from(threads).unwrap_or(1));
    let solved = model.solve();
    let status = solved.status();
    let solution = solved.get_solution();
    let iterations = solved.simplex_iteration_count().max(0)
        + solved.ipm_iteration_count().max(0)
        + solved.crossover_iteration_count().max(0);
    let values = solution.columns().iter().zip(&scaling.columns).map(|(value, factor)| value * factor).collect();
    let prices =
        solution.dual_rows().iter().zip(&scaling.rows).map(|(p, factor)| p * factor / scaling.objective).collect();
    Answer { status, values, prices, iterations }
}
