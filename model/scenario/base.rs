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
