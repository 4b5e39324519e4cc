//! The fan of random samples: percentiles by model year.

use super::measure::samples;
use super::statistics::{mean, quantile};
use crate::experiment::sweep::record::{Finished, OfYear};
use crate::experiment::sweep::tables::FanRow;
use crate::named::words;
use crate::results::view::tidy;

words! {
    /// What percentiles are of; its name has its unit at the end.
    Quantity {
        /// Rated AI IT load.
        Load, "ai_it_gw";
        /// Compute.
        Compute, "mh100e";
        /// Electricity of AI.
        Energy, "twh";
        /// Capital that AI spends.
        Capex, "capex_busd_per_year";
    }
}

impl Quantity {
    const fn of(self, year: &OfYear) -> f64 {
        match self {
            Self::Load => year.ai_it_gw,
            Self::Compute => year.compute_mh100e,
            Self::Energy => year.energy_twh,
            Self::Capex => year.capex_busd_per_year,
        }
    }
}

/// Shares of the samples that lie below the percentiles, in the order of the row.
const SHARES: [f64; 5] = [0.05, 0.25, 0.5, 0.75, 0.95];

/// Percentiles of every quantity, by quantity and model year. Empty unless the sweep is of random samples.
#[must_use]
pub fn fan(finished: &Finished) -> Vec<FanRow> {
    let years = || finished.years.iter().enumerate();
    Quantity::ALL
        .into_iter()
        .flat_map(|quantity| years().filter_map(move |(at, year)| row(finished, (at, *year), quantity)))
        .collect()
}

fn row(finished: &Finished, (at, year): (usize, i32), quantity: Quantity) -> Option<FanRow> {
    let found: Vec<f64> =
        samples(finished).filter_map(|(_, found)| found.years.get(at).map(|year| quantity.of(year))).collect();
    let [p05, p25, p50, p75, p95] = SHARES.map(|share| quantile(&found, share).map(tidy));
    Some(FanRow {
        year,
        quantity,
        samples: found.len(),
        p05: p05?,
        p25: p25?,
        p50: p50?,
        p75: p75?,
        p95: p95?,
        mean: tidy(mean(&found)?),
    })
}
