//! The tornado of a sweep that moves one axis at a time.

use super::measure::{Measure, words};
use crate::experiment::sweep::record::{Finished, Found, Record};
use crate::experiment::sweep::tables::SwingRow;
use crate::results::view::tidy;
use crate::scenario::sweep::Mode;

/// What comes out.
const OUTPUTS: [Measure; 3] = [Measure::MeanLoad, Measure::MeanCompute, Measure::Objective];

/// How far each axis moves each output, the largest swing first within an output. Empty unless the sweep moves one axis at
/// a time and its first scenario, the base, has an optimum.
#[must_use]
pub fn swings(finished: &Finished) -> Vec<SwingRow> {
    let Some(base) = finished.records.first().filter(|_| finished.mode == Mode::OneAtATime) else { return vec![] };
    let Some(of_base) = &base.found else { return vec![] };
    let mut rows = vec![];
    for output in OUTPUTS {
        let axes = 0..finished.axes.len();
        let mut swings: Vec<SwingRow> = axes.map(|axis| row(finished, (base, of_base), (axis, output))).collect();
        let size = |row: &SwingRow| row.highest - row.lowest;
        swings.sort_by(|a, b| size(b).total_cmp(&size(a)));
        swings.iter_mut().enumerate().for_each(|(at, row)| row.rank = at + 1);
        rows.extend(swings);
    }
    rows
}

/// The scenarios in which all axes but one stand as in the base, the base itself included.
fn along<'a>(finished: &'a Finished, base: &Record, axis: usize) -> Vec<&'a Record> {
    let others = |record: &Record| {
        let pairs = record.levels.iter().zip(&base.levels).enumerate();
        pairs.filter(|(other, _)| *other != axis).all(|(_, (level, of_base))| level == of_base)
    };
    finished.records.iter().filter(|record| others(record)).collect()
}

fn row(finished: &Finished, (base, of_base): (&Record, &Found), (axis, output): (usize, Measure)) -> SwingRow {
    let scenarios = along(finished, base, axis);
    let amount = |found: &Found| tidy(output.amount(finished, found));
    let at_base = amount(of_base);
    let (mut lowest, mut highest, mut narrow_changes) = ((base, of_base), (base, of_base), false);
    for scenario in &scenarios {
        let Some(found) = &scenario.found else { continue };
        if amount(found) < amount(lowest.1) {
            lowest = (scenario, found);
        }
        if amount(found) > amount(highest.1) {
            highest = (scenario, found);
        }
        narrow_changes |= found.narrow != of_base.narrow;
    }
    let share = |found: &Found| (at_base != 0.0).then(|| tidy((amount(found) - at_base) / at_base.abs()));
    let level = |record: &Record| record.levels.get(axis).map(words).unwrap_or_default();
    SwingRow {
        output,
        axis: finished.axes[axis].name.clone(),
        unit: finished.axes[axis].unit.clone(),
        base: at_base,
        lowest: amount(lowest.1),
        highest: amount(highest.1),
        lowest_share: share(lowest.1),
        highest_share: share(highest.1),
        level_at_lowest: level(lowest.0),
        level_at_highest: level(highest.0),
        narrow: of_base.narrow,
        narrow_at_lowest: lowest.1.narrow,
        narrow_at_highest: highest.1.narrow,
        narrow_changes,
        rank: 0,
        left_out: scenarios.iter().filter(|scenario| scenario.found.is_none()).count(),
    }
}
