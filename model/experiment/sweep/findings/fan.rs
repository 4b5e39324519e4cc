//! The fan of random samples: percentiles by model year.

use super::measure::samples;
use super::statistics::{mean, quantile};
use crate::experiment::sweep::record::{Finished, OfYear};
use crate::experiment::sweep::tables::FanRow;
use crate::results::view::tidy;

/// Name, with the unit at the end as in the results, and where it is found.
type Quantity = (&'static str, fn(&OfYear) -> f64);

const QUANTITIES: [Quantity; 4] = [
    ("ai_it_gw", |year| year.ai_it_gw),
    ("mh100e", |year| year.compute_mh100e),
    ("twh", |year| year.energy_twh),
    ("capex_busd_per_year", |year| year.capex_busd_per_year),
];

/// Shares of the samples that lie below the percentiles, in the order of the row.
const SHARES: [f64; 5] = [0.05, 0.25, 0.5, 0.75, 0.95];

/// Percentiles of every quantity, by quantity and model year. Empty unless the sweep is of random samples.
#[must_use]
pub fn fan(finished: &Finished) -> Vec<FanRow> {
    let years = || finished.years.iter().enumerate();
    QUANTITIES
        .iter()
        .flat_map(|quantity| years().filter_map(|(at, year)| row(finished, (at, *year), *quantity)))
        .collect()
}

fn row(finished: &Finished, (at, year): (usize, i32), (quantity, of): Quantity) -> Option<FanRow> {
    let found: Vec<f64> = samples(finished).filter_map(|(_, found)| found.years.get(at).map(of)).collect();
    let [p05, p25, p50, p75, p95] = SHARES.map(|share| quantile(&found, share).map(tidy));
    Some(FanRow {
        year,
        quantity: quantity.to_owned(),
        samples: found.len(),
        p05: p05?,
        p25: p25?,
        p50: p50?,
        p75: p75?,
        p95: p95?,
        mean: tidy(mean(&found)?),
    })
}
