//! What a finished sweep says.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;

use super::{Common, screen};
use crate::error::Result;
use crate::experiment::sweep::findings::summary::{lines, summary};
use crate::experiment::sweep::record::Finished;
use crate::experiment::sweep::run::Sweep;
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

/// Says what was found, and how fast.
pub fn report(
    common: &Common,
    (sweep, finished): (&Sweep, &Finished),
    pace: &Pace,
    (folder, written): (&Path, &BTreeMap<&'static str, usize>),
) -> Result<()> {
    let ways = ways(finished);
    let summary = summary(finished);
    if common.json {
        let text = serde_json::json!({
            "sweep": finished.name,
            "scenarios": finished.records.len(),
            "solved": ways,
            "found": lines(&summary),
            "done_now": pace.done,
            "seconds": pace.seconds,
            "threads": pace.threads,
            "outputs": folder,
        });
        return screen::print(&text.to_string());
    }
    let mut text = String::new();
    let _ = writeln!(text, "{}: {}", finished.name, finished.title);
    let all: Vec<String> = ways.iter().map(|(way, count)| format!("{count} {way}")).collect();
    let _ = writeln!(text, "{} scenarios of {}: {}", finished.records.len(), sweep.base.scenario.name, all.join(", "));
    if pace.done > 0 {
        let rate = pace.done as f64 / pace.seconds;
        let _ = writeln!(
            text,
            "{} in {:.1} s on {} threads: {rate:.2} scenarios per second",
            pace.done, pace.seconds, pace.threads
        );
    }
    text.push('\n');
    for line in lines(&summary) {
        let _ = writeln!(text, "{line}");
    }
    text.push('\n');
    text.push_str(&screen::where_it_is(folder, written));
    screen::print(&text)
}

/// How many scenarios were solved in which way.
fn ways(finished: &Finished) -> BTreeMap<&'static str, usize> {
    let count = |way: Way| finished.records.iter().filter(|record| record.way == way).count();
    Way::ALL.into_iter().map(|way| (way.name(), count(way))).filter(|(_, count)| *count > 0).collect()
}
