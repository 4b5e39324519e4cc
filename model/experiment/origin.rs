//! Variants of a solved scenario, solved from what is known.

use std::borrow::Cow;

use super::outcome::Outcome;
use super::parallel;
use super::variant::Variant;
use crate::constraints::formulate;
use crate::error::{Error, Result};
use crate::load::Loaded;
use crate::program::Program;
use crate::sets::Year;
use crate::solve::{Failure, Known, Options, Solution, solve, solve_near};
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
    /// Threads for variants side by side.
    pub threads: usize,
    /// Whether variants are solved without the use of any other solution.
    pub cold: bool,
}

/// A variant, solved.
#[derive(Debug)]
pub struct Solved<'a> {
    /// Its numbers.
    pub loaded: Cow<'a, Loaded>,
    /// Its program.
    pub program: Program,
    /// The optimum.
    pub solution: Solution,
    /// What that brings.
    pub outcome: Outcome,
}

/// A variant to solve, and an optimum of a variant of the same origin to start from.
#[derive(Debug)]
pub struct Task<'a> {
    /// What differs.
    pub variant: Variant,
    /// The start.
    pub start: &'a Solution,
}

impl Solved<'_> {
    /// Itself as the origin of others, on one thread.
    #[must_use]
    pub fn origin(&self) -> Origin<'_> {
        let Self { loaded, program, solution, outcome } = self;
        Origin { loaded, program, solution, outcome: outcome.clone(), threads: 1, cold: false }
    }
}

impl<'a> Origin<'a> {
    /// The origin of a scenario's variants.
    #[must_use]
    pub fn new(loaded: &'a Loaded, program: &'a Program, solution: &'a Solution, threads: usize) -> Self {
        let outcome = Outcome::of(&loaded.system, program, solution);
        Self { loaded, program, solution, outcome, threads, cold: false }
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

    /// The optimum of a variant.
    ///
    /// # Errors
    /// If there is no certified optimum, or if the scenario or the data cannot be changed so.
    pub fn solve(&self, variant: &Variant) -> Result<Solved<'a>> {
        self.needed(self.find(variant, self.solution)?)
    }

    /// The numbers of a variant and their program.
    ///
    /// # Errors
    /// If the scenario or the data cannot be changed so.
    pub fn formulated(&self, variant: &Variant) -> Result<(Cow<'a, Loaded>, Program)> {
        self.loaded.scenario.foresight.refuse("a variant of limits")?;
        if variant.keeps_data() {
            let program = variant.limited(self.loaded, self.program.clone());
            return Ok((Cow::Borrowed(self.loaded), program));
        }
        let loaded = variant.load(&self.loaded.base())?;
        loaded.scenario.foresight.refuse("a variant")?;
        let program = variant.limited(&loaded, formulate(&loaded.system));
        Ok((Cow::Owned(loaded), program))
    }

    /// The optimum of a variant, from that of another one; none if it is infeasible.
    ///
    /// # Errors
    /// If there is no certified optimum for another reason, or if the scenario or the data cannot be changed so.
    pub fn find(&self, variant: &Variant, start: &Solution) -> Result<Option<Solved<'a>>> {
        let (loaded, program) = self.formulated(variant)?;
        let options = Options { names_conflicts: false, ..Options::default() };
        // Starts differ from the origin in numbers at most, so that its rows and columns are theirs.
        let known = Known { program: self.program, solution: start };
        match if self.cold { solve(&program, &options) } else { solve_near(&program, known, &options) } {
            Ok(solution) => {
                let outcome = Outcome::of(&loaded.system, &program, &solution);
                Ok(Some(Solved { loaded, program, solution, outcome }))
            }
            Err(Failure::Infeasible(_)) => Ok(None),
            Err(failure) => Err(Error::run(format!("{}, re-solved: {failure}", self.system().scenario))),
        }
    }

    /// Solves variants side by side and reads each answer (none if it is infeasible) by its task's position; `one_done` is
    /// called after each.
    ///
    /// # Errors
    /// If one of them has no certified optimum for another reason or cannot be read, or if the scenario or the data cannot be
    /// changed so.
    pub fn solve_many<T: Send>(
        &self,
        tasks: &[Task<'_>],
        one_done: &(dyn Fn() + Sync),
        read: impl Fn(usize, Option<Solved<'a>>) -> Result<T> + Sync + Send,
    ) -> Result<Vec<T>> {
        let numbered: Vec<(usize, &Task<'_>)> = tasks.iter().enumerate().collect();
        let answers = parallel::map(self.threads, &numbered, |(number, task)| {
            let answer = self.find(&task.variant, task.start).and_then(|found| read(*number, found));
            one_done();
            answer
        })?;
        answers.into_iter().collect()
    }

    /// What variants bring, solved side by side from one optimum; `one_done` is called after each.
    ///
    /// # Errors
    /// If one of them has no certified optimum, or if the scenario or the data cannot be changed so.
    pub fn outcomes(
        &self,
        variants: impl IntoIterator<Item = Variant>,
        start: &Solution,
        one_done: &(dyn Fn() + Sync),
    ) -> Result<Vec<Outcome>> {
        let tasks: Vec<Task<'_>> = variants.into_iter().map(|variant| Task { variant, start }).collect();
        self.solve_many(&tasks, one_done, |_, found| Ok(self.needed(found)?.outcome))
    }

    /// An answer that must be there.
    ///
    /// # Errors
    /// If the variant is infeasible.
    pub fn needed(&self, found: Option<Solved<'a>>) -> Result<Solved<'a>> {
        let scenario = &self.system().scenario;
        found.ok_or_else(|| Error::run(format!("{scenario}, re-solved with other limits, has no solution")))
    }
}
