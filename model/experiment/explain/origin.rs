//! The optimum that every re-solve starts from.

use super::families::Factors;
use super::outcome::Outcome;
use crate::constraints::formulate;
use crate::error::{Error, Result};
use crate::load::Loaded;
use crate::program::Program;
use crate::sets::Year;
use crate::solve::{Failure, Known, Options, Solution, solve_near};
use crate::system::System;

/// A solved scenario, with what it takes to solve others like it.
#[derive(Debug)]
pub struct Origin<'a> {
    /// The scenario.
    pub loaded: &'a Loaded,
    /// Its program.
    pub program: &'a Program,
    /// Its optimum.
    pub solution: &'a Solution,
    /// What that brings.
    pub outcome: Outcome,
    /// Threads for re-solves side by side.
    pub threads: usize,
}

/// A program like the origin's, solved.
#[derive(Debug)]
pub struct Solved {
    /// The optimum.
    pub solution: Solution,
    /// What it brings.
    pub outcome: Outcome,
}

impl<'a> Origin<'a> {
    /// The origin of a scenario's analysis.
    #[must_use]
    pub fn new(loaded: &'a Loaded, program: &'a Program, solution: &'a Solution, threads: usize) -> Self {
        let outcome = Outcome::of(&loaded.system, program, solution);
        Self { loaded, program, solution, outcome, threads }
    }

    /// Its numbers.
    #[must_use]
    pub fn system(&self) -> &'a System {
        &self.loaded.system
    }

    /// The last model year: limits that rise until then rise in all years.
    #[must_use]
    pub fn last(&self) -> Year {
        Year(self.system().time.years.len() - 1)
    }

    /// Itself as a start for others.
    #[must_use]
    pub fn known(&self) -> Known<'a> {
        Known { program: self.program, solution: self.solution }
    }

    /// The optimum with raised limits, from a known one.
    ///
    /// # Errors
    /// If there is no certified optimum.
    pub fn raised(&self, factors: &Factors, until: Year, from: Known<'_>) -> Result<Solved> {
        let program = factors.raise(self.system(), self.program, until);
        solved(self.system(), &program, from)
    }

    /// What raised limits bring.
    ///
    /// # Errors
    /// If there is no certified optimum.
    pub fn outcome_with(&self, factors: &Factors, until: Year) -> Result<Outcome> {
        self.raised(factors, until, self.known()).map(|solved| solved.outcome)
    }
}

/// The optimum of a program from a known one; none if it is infeasible.
///
/// # Errors
/// If there is no certified optimum for another reason.
pub fn feasible(system: &System, program: &Program, from: Known<'_>) -> Result<Option<Solved>> {
    let options = Options { names_conflicts: false, ..Options::default() };
    match solve_near(program, from, &options) {
        Ok(solution) => {
            let outcome = Outcome::of(system, program, &solution);
            Ok(Some(Solved { solution, outcome }))
        }
        Err(Failure::Infeasible(_)) => Ok(None),
        Err(failure) => Err(Error::run(format!("{}, re-solved: {failure}", system.scenario))),
    }
}

/// The optimum of a program from a known one.
///
/// # Errors
/// If there is no certified optimum.
pub fn solved(system: &System, program: &Program, from: Known<'_>) -> Result<Solved> {
    let found = feasible(system, program, from)?;
    found.ok_or_else(|| Error::run(format!("{}, re-solved with other limits, has no solution", system.scenario)))
}

/// A scenario with a lever at another strength: its numbers and their program.
///
/// # Errors
/// If the lever cannot act at that strength.
pub fn with_lever(loaded: &Loaded, lever: &str, strength: f64) -> Result<(System, Program)> {
    let system = loaded.with_lever(lever, strength)?.system;
    let program = formulate(&system);
    Ok((system, program))
}
