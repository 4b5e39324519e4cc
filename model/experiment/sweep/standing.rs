//! Where a run stands among random samples of its own scenario.

use serde::Serialize;

use super::findings::fan::Quantity;
use super::tables::FanRow;
use crate::results::Results;

/// AI load of a run beside that of samples over the ranges of its data, in the last model year that both have.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Standing {
    /// The sweep that drew them.
    pub sweep: String,
    /// Samples with a certified optimum.
    pub samples: usize,
    /// Model year.
    pub year: i32,
    /// Rated AI load of the run, GW.
    pub load_gw: f64,
    /// One sample in twenty has less, GW.
    pub low_gw: f64,
    /// Half of the samples have less, GW.
    pub median_gw: f64,
    /// One sample in twenty has more, GW.
    pub high_gw: f64,
}

impl Standing {
    /// That of a run among the samples of a fan; none without a year in common.
    #[must_use]
    pub fn among(sweep: &str, fan: &[FanRow], results: &Results) -> Option<Self> {
        let own = |row: &&FanRow| results.summary.iter().find(|own| own.year == row.year);
        let loads = fan.iter().filter(|row| row.quantity == Quantity::Load);
        let (row, own) = loads.filter_map(|row| Some((row, own(&row)?))).max_by_key(|(row, _)| row.year)?;
        Some(Self {
            sweep: sweep.to_owned(),
            samples: row.samples,
            year: row.year,
            load_gw: own.ai_rated_gw,
            low_gw: row.p05,
            median_gw: row.p50,
            high_gw: row.p95,
        })
    }

    /// Whether nineteen samples in twenty lie on one side of it.
    #[must_use]
    pub fn is_at_the_edge(&self) -> bool {
        !(self.low_gw..=self.high_gw).contains(&self.load_gw)
    }
}
