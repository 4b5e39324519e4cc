//! The scenarios that bring most and least.

use super::measure::{Measure, optimal, words};
use crate::experiment::sweep::record::{Finished, Found, Record};
use crate::experiment::sweep::tables::{CaseMeasure, CaseRow, End};
use crate::results::view::tidy;

/// How many of each end.
const CASES: usize = 5;

/// The five best and the five worst scenarios by mean compute and by AI load of the last model year, each from its end
/// inwards. Equal ones stand in the sweep's order. A sweep of fewer than ten has scenarios at both ends.
#[must_use]
pub fn cases(finished: &Finished) -> Vec<CaseRow> {
    let mut rows = vec![];
    for (by, measure) in [(CaseMeasure::Compute, Measure::MeanCompute), (CaseMeasure::Load, Measure::LastLoad)] {
        let amount = |found: &Found| measure.amount(finished, found);
        for (end, sign) in [(End::Best, -1.0), (End::Worst, 1.0)] {
            let mut order: Vec<(&Record, &Found)> = optimal(finished).collect();
            order.sort_by(|a, b| (sign * amount(a.1)).total_cmp(&(sign * amount(b.1))));
            let ends = order.into_iter().take(CASES).enumerate();
            rows.extend(ends.map(|(at, case)| row(finished, (by, end, at + 1), case)));
        }
    }
    rows
}

fn row(
    finished: &Finished,
    (measure, end, rank): (CaseMeasure, End, usize),
    (record, found): (&Record, &Found),
) -> CaseRow {
    let levels = finished.axes.iter().zip(&record.levels);
    let levels: Vec<String> = levels.map(|(axis, level)| format!("{} = {}", axis.name, words(level))).collect();
    CaseRow {
        measure,
        end,
        rank,
        scenario: record.scenario,
        levels: levels.join("; "),
        compute_mh100e: tidy(Measure::MeanCompute.amount(finished, found)),
        last_load_gw: tidy(Measure::LastLoad.amount(finished, found)),
        objective_musd: tidy(found.objective_musd),
        narrow: found.narrow,
    }
}
