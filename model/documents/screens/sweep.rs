//! What `sweep` says: how the scenarios were solved, how fast, and what they say together.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::{Value, json};

use super::super::document::{Block, Document};
use super::{Written, files};
use crate::experiment::sweep::findings::summary::{lines, summary};
use crate::experiment::sweep::record::Finished;
use crate::solve::Way;

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

/// The screen.
#[must_use]
pub fn screen(finished: &Finished, pace: &Pace, written: Written<'_>) -> Document {
    let all: Vec<String> = ways(finished).iter().map(|(way, count)| format!("{count} {way}")).collect();
    let mut solved = vec![
        format!("{}: {}", finished.name, finished.title),
        format!("{} scenarios of {}: {}", finished.records.len(), finished.base, all.join(", ")),
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

/// The same as data.
#[must_use]
pub fn data(finished: &Finished, pace: &Pace, folder: &Path) -> Value {
    json!({
        "sweep": finished.name,
        "scenarios": finished.records.len(),
        "solved": ways(finished),
        "found": lines(&summary(finished)),
        "done_now": pace.done,
        "seconds": pace.seconds,
        "threads": pace.threads,
        "outputs": folder,
    })
}

/// How many scenarios were solved in which way.
fn ways(finished: &Finished) -> BTreeMap<&'static str, usize> {
    let count = |way: Way| finished.records.iter().filter(|record| record.way == way).count();
    Way::ALL.into_iter().map(|way| (way.name(), count(way))).filter(|(_, count)| *count > 0).collect()
}
