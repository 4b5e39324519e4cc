//! What a variant differs from, and what the axes of a sweep are bound to.

use super::Scenario;
use super::lever::Lever;
use crate::input::Dataset;

/// A scenario as written, with its dataset.
#[derive(Debug, Clone, Copy)]
pub struct Base<'a> {
    /// The scenario.
    pub scenario: &'a Scenario,
    /// Its dataset, before levers and adjusts.
    pub dataset: &'a Dataset,
    /// The levers of the dataset.
    pub levers: &'a [Lever],
}

impl Base<'_> {
    /// The strength of a lever in the scenario: as it says, else the neutral one. None if there is no such lever.
    #[must_use]
    pub fn strength(&self, lever: &str) -> Option<f64> {
        let neutral = || self.levers.iter().find(|l| l.name == lever).map(|l| l.neutral);
        self.scenario.given_strength(lever).or_else(neutral)
    }
}
