//! What a finished sweep says: read from its records alone, without solving anything.
//!
//! Everything here is a pure function of a [`Finished`] sweep. Scenarios without a certified optimum are left out of
//! every number and counted by [`summary`]. What needs random samples is empty for other sweeps, and so is what needs
//! a grid: a grid that someone chose gives no probabilities.

pub mod cases;
pub mod fan;
mod flip_line;
pub mod frontier;
pub mod measure;
pub mod probability;
pub mod sensitivity;
pub mod statistics;
pub mod summary;
pub mod swings;

use super::record::Finished;
use super::tables::{CaseRow, FanRow, FlipLineRow, FrontierRow, ProbabilityRow, SensitivityRow, SwingRow};
use crate::results::catalogue::tables;

tables! {
    /// All tables of what a sweep says; those that its mode does not give are empty.
    #[derive(Debug, Clone, Default, PartialEq)]
    Findings {
        /// `frontier.csv`: grids over two numeric axes.
        frontier: FrontierRow,
        /// `flip_line.csv`: the same.
        flip_line: FlipLineRow,
        /// `probabilities.csv`: random samples.
        probabilities: ProbabilityRow,
        /// `fan.csv`: random samples.
        fan: FanRow,
        /// `sensitivity.csv`: random samples.
        sensitivity: SensitivityRow,
        /// `swings.csv`: one axis at a time.
        swings: SwingRow,
        /// `cases.csv`: all modes.
        cases: CaseRow,
    }
}

/// Everything that the tables of a sweep say.
#[must_use]
pub fn findings(finished: &Finished) -> Findings {
    Findings {
        frontier: frontier::frontier(finished),
        flip_line: frontier::flip_line(finished),
        probabilities: probability::probabilities(finished),
        fan: fan::fan(finished),
        sensitivity: sensitivity::sensitivity(finished),
        swings: swings::swings(finished),
        cases: cases::cases(finished),
    }
}
