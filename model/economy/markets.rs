//! A scenario under other states of markets: paths that are drawn, and each state alone.

use super::names::Regime;
use super::parameters::End;
use crate::error::{Result, all};
use crate::experiment::variant::{Difference, Variant};
use crate::load::Loaded;
use crate::parallel;
use crate::results::tables::SummaryRow;
use crate::run::run;
use crate::scenario::financing::Financing;
use crate::solve::Options;

/// Paths that claims rest on: seeds from 1.
pub const SEEDS: u64 = 24;

/// The scenario on each of the paths that are drawn.
///
/// # Errors
/// If the scenario cannot be changed so.
pub fn drawn(loaded: &Loaded) -> Result<Vec<Loaded>> {
    let place = &loaded.scenario.dataset_place;
    let path = |seed| under(loaded, Financing::drawn(seed, None, place));
    (1..=SEEDS).map(path).collect()
}

/// The scenario in each state of markets alone, with coefficients at an end of their ranges.
///
/// # Errors
/// If the scenario cannot be changed so.
pub fn pure(loaded: &Loaded, end: End) -> Result<Vec<Loaded>> {
    let place = &loaded.scenario.dataset_place;
    let alone = |regime| under(loaded, Financing::pure(vec![regime], end, place.clone()));
    Regime::DRAWN.into_iter().map(alone).collect()
}

fn under(loaded: &Loaded, financing: Financing) -> Result<Loaded> {
    Variant(vec![Difference::Financing(financing)]).load(&loaded.base())
}

/// The years at a glance of each scenario, solved on so many threads; `done` is told of every solve.
///
/// # Errors
/// If one has no certified optimum.
pub fn solved(scenarios: &[Loaded], threads: usize, done: &(dyn Fn() + Sync)) -> Result<Vec<Vec<SummaryRow>>> {
    let solve = |loaded: &Loaded| {
        let solved = run(loaded, &Options::default()).map(|run| run.results.summary);
        done();
        solved
    };
    all(parallel::map(threads, scenarios, solve)?)
}
