//! What a finished sweep says.

use std::collections::BTreeMap;
use std::path::Path;

use super::{Common, screen};
use crate::documents::screens::{self, sweep::Pace};
use crate::error::Result;
use crate::experiment::sweep::findings::summary::{lines, summary};
use crate::experiment::sweep::record::Finished;
use crate::experiment::sweep::run::Sweep;
use crate::solve::Way;

/// Says what was found, and how fast.
pub fn report(
    common: &Common,
    (sweep, finished): (&Sweep, &Finished),
    pace: &Pace,
    (folder, written): (&Path, &BTreeMap<&'static str, usize>),
) -> Result<()> {
    let ways = ways(finished);
    if common.json {
        let text = serde_json::json!({
            "sweep": finished.name,
            "scenarios": finished.records.len(),
            "solved": ways,
            "found": lines(&summary(finished)),
            "done_now": pace.done,
            "seconds": pace.seconds,
            "threads": pace.threads,
            "outputs": folder,
        });
        return screen::print(&text.to_string());
    }
    screen::show(&screens::sweep::screen((finished, &sweep.base.scenario.name), &ways, pace, (folder, written)))
}

/// How many scenarios were solved in which way.
fn ways(finished: &Finished) -> BTreeMap<&'static str, usize> {
    let count = |way: Way| finished.records.iter().filter(|record| record.way == way).count();
    Way::ALL.into_iter().map(|way| (way.name(), count(way))).filter(|(_, count)| *count > 0).collect()
}
