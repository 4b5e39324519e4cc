//! Results against published figures: what happened, and what others expect.
//!
//! `calibration.csv` of a dataset holds published figures by quantity and year. Those of years up to the last model
//! year of a scenario of the past are held against that scenario ([`mod@history`]), those of later years against another
//! scenario ([`mod@outlooks`]). [`quantities`] says what of the results each quantity is; what is not known there is listed
//! with the reason. Pure: the same results give the same rows.

pub mod compare;
pub mod history;
pub mod measure;
pub mod outlooks;
pub mod quantities;
pub mod ran;
pub mod scores;
pub mod tables;
mod why;

use ran::Ran;
use tables::{HistoryRow, LineRow, PositionRow, ScoreRow};

use crate::results::catalogue::tables;

tables! {
    /// All that a comparison says.
    #[derive(Debug, Clone, PartialEq)]
    Backcast {
        /// What happened.
        history: HistoryRow,
        /// What others expect.
        outlooks: PositionRow,
        /// What the model says of their quantities in all years.
        lines as outlook_lines: LineRow,
        /// Both, counted.
        scores: ScoreRow,
    }
}

/// Holds a scenario of the past against what happened, and another against outlooks of later years.
#[must_use]
pub fn backcast(past: &Ran<'_>, future: &Ran<'_>) -> Backcast {
    let history = history::history(past);
    let after = past.results.years.last().copied().unwrap_or(i32::MIN);
    let outlooks = outlooks::outlooks(future, after);
    let scores = scores::scores(&history, &outlooks);
    Backcast { history, lines: outlooks::lines(future, after), outlooks, scores }
}
