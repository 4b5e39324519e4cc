//! The scenarios that bring most and least.

use super::measure::{Measure, optimal, words};
use crate::experiment::sweep::record::{Finished, Found, Record};
use crate::experiment::sweep::tables::CaseRow;
use crate::results::view::tidy;

/// How many of each end.
const CASES: usize = 5;

/// The five best and the five worst scenarios by mean compute and by AI load of the last model year, each from its end
/// inwards. Equal ones stand in the sweep's order. A sweep of fewer than ten has scenarios at both ends.
#[must_use]
pub fn cases(finished: &Finished) -> Vec<CaseRow> {
    let mut rows = vec![];
    for (name, measure) in [("compute", Measure::MeanCompute), ("AI load", Measure::LastLoad)] {
        let amount = |found: &Found| measure.amount(finished, found);
        for (end, sign) in [("best", -1.0), ("worst", 1.0)] {
            let mut order: Vec<(&Record, &Found)> = optimal(finished).collect();
            order.sort_by(|a, b| (sign * amount(a.1)).total_cmp(&(sign * amount(b.1))));
            let ends = order.into_iter().take(CASES).enumerate();
            rows.extend(ends.map(|(at, case)| row(finished, (name, end, at + 1), case)));
        }
    }
    rows
}

fn row(finished: &Finished, (measure, end, rank): (&str, &str, usize), (record, found): (&Record, &Found)) -> CaseRow {
    let levels = finished.axes.iter().zip(&record.levels);
    let levels: Vec<String> = levels.map(|(axis, level)| format!("{} = {}", axis.name, words(level))).collect();
    CaseRow {
        measure: measure.to_owned(),
        end: end.to_owned(),
        rank,
        scenario: record.scenario,
        levels: levels.join("; "),
        compute_mh100e: tidy(Measure::MeanCompute.amount(finished, found)),
        last_load_gw: tidy(Measure::LastLoad.amount(finished, found)),
        objective_musd: tidy(found.objective_musd),
        narrow: found.narrow.clone(),
    }
}
