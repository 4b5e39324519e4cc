//! Is the model right? Answers that are known without it, and other solvers on the same programs.
//!
//! - [`known`]: small cases whose answer follows from a few lines of arithmetic on the numbers of their tables.
//! - [`crosscheck`]: every scenario by two algorithms of HiGHS and by Clarabel, which shares no code with it; each answer
//!   is measured against the program as written, not by the solver's word.
//!
//! All of it is pure; the command line prints and writes what it says.

pub mod crosscheck;
pub mod known;
pub mod tables;

pub use tables::{KnownRow, SolverRow};

use known::{CASES, Case};

use crate::error::{Problem, Problems, Result};
use crate::load::Library;
use crate::parallel;
use crate::results::catalogue::tables;
use crate::scenario::settings::override_document;

tables! {
    /// Everything that was checked.
    #[derive(Debug, Clone, Default)]
    Report {
        /// Known answers.
        known as known_answers: KnownRow,
        /// Scenarios by solver.
        solvers: SolverRow,
    }
}

impl Report {
    /// How many checks there are, and how many failed.
    #[must_use]
    pub fn counts(&self) -> (usize, usize) {
        let passed = self.known.iter().map(|row| row.passed).chain(self.solvers.iter().map(|row| row.passed));
        (passed.clone().count(), passed.filter(|passed| !passed).count())
    }
}

/// Scenarios of a quick check.
const QUICK: [&str; 2] = ["baseline", "toy"];

/// What is to be checked.
#[derive(Debug, Clone)]
pub struct Checks {
    cases: Vec<Case>,
    scenarios: Vec<String>,
}

impl Checks {
    /// The cases and scenarios of some names, all of them if there is none; of the scenarios few in a quick check.
    ///
    /// # Errors
    /// If a name is neither that of a case nor that of a scenario.
    pub fn named(library: &Library, only: &[String], quick: bool) -> Result<Self> {
        let scenarios = library.scenarios.stems();
        let known = || scenarios.iter().map(String::as_str).chain(CASES.iter().map(|case| case.scenario));
        let mut problems = Problems::default();
        for name in only.iter().filter(|name| !known().any(|k| k == name.as_str())) {
            let message = format!("--only {name}: there is no such case or scenario");
            problems.push(Problem::new(message).suggest(name, known()));
        }
        problems.into_result()?;
        let wanted = |name: &str| only.is_empty() || only.iter().any(|other| other == name);
        let cases = CASES.iter().copied().filter(|case| wanted(case.scenario)).collect();
        let few = |name: &str| !quick || QUICK.contains(&name);
        Ok(Self { cases, scenarios: scenarios.into_iter().filter(|name| wanted(name) && few(name)).collect() })
    }

    /// How often [`Self::run`] says that something is done.
    #[must_use]
    pub fn steps(&self) -> usize {
        self.cases.len() + crosscheck::SOLVERS.len() * self.scenarios.len()
    }

    /// Checks everything on so many threads, scenarios with a day as one slice. `one_done` is called after each step.
    ///
    /// # Errors
    /// If something cannot be read, or a case has no certified optimum.
    pub fn run(&self, library: &Library, threads: usize, one_done: &(dyn Fn() + Sync)) -> Result<Report> {
        let known = parallel::map(threads, &self.cases, |case| {
            let rows = case.verify();
            one_done();
            rows
        })?;
        let known = known.into_iter().collect::<Result<Vec<_>>>()?.concat();
        let mut problems = Problems::default();
        let overrides: Vec<_> = override_document("horizon.block_hours = 24", &mut problems).into_iter().collect();
        problems.into_result()?;
        let solvers = crosscheck::crosscheck(library, (&self.scenarios, &overrides), threads, one_done)?;
        Ok(Report { known, solvers })
    }
}

/// How far a number is from what it should be, over the larger of that and 1; not a number counts as infinitely far.
#[must_use]
pub fn difference(found: f64, expected: f64) -> f64 {
    let difference = (found - expected).abs() / expected.abs().max(1.0);
    if difference.is_nan() { f64::INFINITY } else { difference }
}

#[cfg(test)]
mod tests {
    use super::difference;

    #[test]
    fn what_is_no_number_is_infinitely_far_from_any() {
        assert_eq!(difference(f64::NAN, 1.0), f64::INFINITY);
        assert_eq!(difference(f64::INFINITY, f64::INFINITY), f64::INFINITY);
        assert_eq!((difference(3.0, 2.0), difference(0.25, 0.0)), (0.5, 0.25));
    }
}
