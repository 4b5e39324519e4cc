//! The same programs by solvers that know nothing of each other.
//!
//! HiGHS by interior point with crossover (what every run uses), HiGHS by the dual simplex, and Clarabel. Of each
//! answer the four measures of the certificate are taken, from the program as written; and its objective is
//! compared with that of the first. An answer passes if all five are within the tolerance. There is no second
//! attempt and no loosening: what a solver cannot reach is a failed check, with its residuals.

use super::{SolverRow, difference};
use crate::constraints::formulate;
use crate::error::Result;
use crate::experiment::parallel;
use crate::input::document::Document;
use crate::load::{Library, load};
use crate::program::Program;
use crate::solve::certificate::{Residuals, TOLERANCE, measure};
use crate::solve::second::{self, second_opinion};
use crate::solve::{Algorithm, Options, solve};

/// Who solves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Solver {
    Highs(Algorithm),
    Clarabel,
}

/// The slowest first, so that no thread waits for it at the end.
pub(super) const SOLVERS: [Solver; 3] =
    [Solver::Clarabel, Solver::Highs(Algorithm::Simplex), Solver::Highs(Algorithm::InteriorPoint)];

impl Solver {
    fn name(self) -> String {
        match self {
            Self::Highs(algorithm) => format!("HiGHS {}", algorithm.name()),
            Self::Clarabel => second::NAME.to_owned(),
        }
    }

    /// Its own word, and the measures of its answer if it gave one.
    fn ask(self, program: &Program) -> (String, Option<Residuals>) {
        match self {
            Self::Highs(algorithm) => {
                let options =
                    Options { algorithms: vec![algorithm], threads: 1, names_conflicts: false, ..Options::default() };
                match solve(program, &options) {
                    Ok(solution) => ("Optimal".to_owned(), Some(solution.residuals)),
                    Err(failure) => (failure.to_string(), None),
                }
            }
            Self::Clarabel => match second_opinion(program) {
                Ok(opinion) => (opinion.status, Some(measure(program, &opinion.values, &opinion.prices))),
                Err(fault) => (fault, None),
            },
        }
    }
}

/// Reads the scenarios and solves each by all solvers, on so many threads; rows stand in the order of the scenarios, the
/// first solver that of every run. `one_done` is called after each solve.
///
/// # Errors
/// If a scenario cannot be read, or the threads cannot be started.
pub fn crosscheck(
    library: &Library,
    (scenarios, overrides): (&[String], &[Document]),
    threads: usize,
    one_done: &(dyn Fn() + Sync),
) -> Result<Vec<SolverRow>> {
    let read = |name: &String| {
        let loaded = load(library, name, overrides)?;
        loaded.scenario.foresight.refuse("a check by other solvers")?;
        Ok((name.clone(), formulate(&loaded.system)))
    };
    let programs = parallel::map(threads, scenarios, read)?.into_iter().collect::<Result<Vec<_>>>()?;
    programs_by_all(&programs, threads, one_done)
}

/// Solves programs, each with the name of its scenario, by all solvers.
///
/// # Errors
/// If the threads cannot be started.
pub fn programs_by_all(
    programs: &[(String, Program)],
    threads: usize,
    one_done: &(dyn Fn() + Sync),
) -> Result<Vec<SolverRow>> {
    let tasks: Vec<_> = SOLVERS.iter().flat_map(|solver| programs.iter().map(move |(_, p)| (*solver, p))).collect();
    let answers = parallel::map(threads, &tasks, |(solver, program)| {
        let answer = solver.ask(program);
        one_done();
        answer
    })?;
    let of = |scenario: usize| {
        let answers = &answers;
        (0..SOLVERS.len()).rev().map(move |solver| (SOLVERS[solver], &answers[solver * programs.len() + scenario]))
    };
    let rows = programs.iter().enumerate().flat_map(|(scenario, (name, _))| {
        let reference = of(scenario).next().and_then(|(_, (_, residuals))| *residuals);
        of(scenario).map(move |(solver, (status, residuals))| {
            let row = judge(*residuals, reference.map(|first| first.objective));
            SolverRow { scenario: name.clone(), solver: solver.name(), status: status.clone(), ..row }
        })
    });
    Ok(rows.collect())
}

/// The part of a row that the numbers decide: without an answer, or without a first one to compare with, it fails.
#[must_use]
pub fn judge(residuals: Option<Residuals>, first_objective: Option<f64>) -> SolverRow {
    let away = residuals.zip(first_objective).map(|(own, first)| difference(own.objective, first));
    let certified = residuals.is_some_and(|r| r.certify());
    SolverRow {
        scenario: String::new(),
        solver: String::new(),
        status: String::new(),
        objective_musd: residuals.map(|r| r.objective),
        difference: away,
        primal: residuals.map(|r| r.primal),
        dual: residuals.map(|r| r.dual),
        complementarity: residuals.map(|r| r.complementarity),
        gap: residuals.map(|r| r.gap),
        tolerance: TOLERANCE,
        passed: certified && away.is_some_and(|away| away <= TOLERANCE),
    }
}
