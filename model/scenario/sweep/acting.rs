//! From a point of a design to the scenario and the dataset that it stands for.

use std::borrow::Cow;

use super::{Axis, Level, Target, move_range};
use crate::error::{Problem, Result};
use crate::input::Dataset;
use crate::input::document::Located;
use crate::scenario::Scenario;
use crate::scenario::lever::Lever;

/// What axes are bound to and points act on.
#[derive(Debug, Clone, Copy)]
pub struct Basis<'a> {
    /// The scenario as written.
    pub scenario: &'a Scenario,
    /// Its dataset, before levers and adjusts.
    pub dataset: &'a Dataset,
    /// The levers of the dataset.
    pub levers: &'a [Lever],
}

impl Basis<'_> {
    /// The strength of a lever in the scenario: as it says, else the neutral one. None if there is no such lever.
    #[must_use]
    pub fn strength(&self, lever: &str) -> Option<f64> {
        let given = self.scenario.levers.iter().find(|(name, _)| name.value == lever);
        let neutral = || self.levers.iter().find(|l| l.name == lever).map(|l| l.neutral);
        given.map(|(_, strength)| *strength).or_else(neutral)
    }
}

/// The scenario and the dataset that a point of a design stands for, ready for `load::apply`.
///
/// Levels of fields take the place of the numbers that the scenario writes, levels of levers that of its strengths;
/// ranges move cells of the dataset. So all act before levers and adjusts do. What an axis leaves where it is does
/// not change, and the dataset is copied only if a range moves. An axis of scenarios does nothing here: the caller
/// gives the basis of the scenario that the level names.
///
/// # Errors
/// If a level is none that the field can have.
pub fn acting<'a>(basis: &Basis<'a>, axes: &[Axis], point: &[Level]) -> Result<(Scenario, Cow<'a, Dataset>)> {
    let mut scenario = basis.scenario.clone();
    let mut dataset = Cow::Borrowed(basis.dataset);
    for (axis, level) in axes.iter().zip(point) {
        let Level::Number(level) = *level else { continue };
        match &axis.target {
            Target::Lever(lever) if basis.strength(lever) != Some(level) => {
                turn(&mut scenario, lever, level, axis);
            }
            Target::Field(field) if scenario.settings.get(field) != level => {
                let changed = scenario.settings.change(field, |_| level);
                changed.map_err(|problem| Problem { place: Some(axis.place.clone()), ..problem })?;
            }
            Target::Range(range) if level != 0.0 => move_range(dataset.to_mut(), range, level),
            _ => {}
        }
    }
    Ok((scenario, dataset))
}

fn turn(scenario: &mut Scenario, lever: &str, level: f64, axis: &Axis) {
    match scenario.levers.iter_mut().find(|(name, _)| name.value == lever) {
        Some((_, strength)) => *strength = level,
        None => scenario.levers.push((Located { value: lever.to_owned(), place: axis.place.clone() }, level)),
    }
}
