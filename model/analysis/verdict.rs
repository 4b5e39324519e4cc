//! The verdict: what binds, per year and over the horizon, under the narrow and the broad reading of energy.

use std::collections::BTreeMap;

use serde::Serialize;

/// Gains by family (and `energy`, `energy_broad`), as shares.
pub type Gains = BTreeMap<String, f64>;

/// What binds in a year, or over the horizon (year empty).
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Finding {
    /// Model year.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub year: Option<i32>,
    /// Family with the largest gain.
    pub first: String,
    /// Family with the second largest.
    pub second: String,
    /// Verdict with energy as power and grid.
    pub narrow: String,
    /// Verdict with energy as power, grid, cooling, materials and siting.
    pub broad: String,
    /// Gain of the objective (over the horizon) or of compute (of a year).
    pub gains: Gains,
    /// Gain of compute.
    pub gains_compute: Gains,
    /// Gain of AI load.
    pub gains_load: Gains,
}

/// `verdict.json`.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Verdict {
    /// Scenario.
    pub scenario: String,
    /// By year.
    pub years: Vec<Finding>,
    /// Over the horizon.
    pub horizon: Finding,
}
