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

use crate::results::catalogue::tables;

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
