//! What `sweep` says: how the scenarios were solved, how fast, and what they say together.

use std::collections::BTreeMap;

use super::super::document::{Block, Document};
use super::{Written, files};
use crate::experiment::sweep::findings::summary::{lines, summary};
use crate::experiment::sweep::record::Finished;

/// How fast it went.
#[derive(Debug, Clone, Copy)]
pub struct Pace {
    /// Scenarios solved by this call.
    pub done: usize,
    /// Time that took.
    pub seconds: f64,
    /// Threads.
    pub threads: usize,
}

/// The screen; `ways` says how many scenarios were solved in which way.
#[must_use]
pub fn screen(
    (finished, base): (&Finished, &str),
    ways: &BTreeMap<&'static str, usize>,
    pace: &Pace,
    written: Written<'_>,
) -> Document {
    let all: Vec<String> = ways.iter().map(|(way, count)| format!("{count} {way}")).collect();
    let mut solved = vec![
        format!("{}: {}", finished.name, finished.title),
        format!("{} scenarios of {base}: {}", finished.records.len(), all.join(", ")),
    ];
    if pace.done > 0 {
        let Pace { done, seconds, threads } = pace;
        let rate = *done as f64 / seconds;
        solved.push(format!("{done} in {seconds:.1} s on {threads} threads: {rate:.2} scenarios per second"));
    }
    let mut screen = Document::default();
    screen.part([Block::Lines(solved)]);
    screen.part([Block::Lines(lines(&summary(finished)))]);
    screen.part([Block::Lines(files(written))]);
    screen
}
