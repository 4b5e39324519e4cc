//! Sweeps: one scenario, many strengths of a few axes.
//!
//! A [`SweepFile`] is what its author wrote. Bound to a [`Base`](super::base::Base), a scenario with its dataset,
//! it becomes a [`Design`]: the axes, and where each of its scenarios stands on them.

mod axis;
mod bind;
mod correlation;
mod design;
mod file;
mod hypercube;
mod levels;
mod range;
mod spread;

pub use axis::{Distribution, Spacing, Subject, WrittenAxis};
pub use correlation::Correlation;
pub use design::design;
pub use file::{Axes, SweepFile, Verdicts, titles};
pub use range::move_range;

use crate::error::Place;

/// What one axis turns.
#[derive(Debug, Clone, PartialEq)]
pub enum Target {
    /// A lever of the dataset, by its strength.
    Lever(String),
    /// A number of the scenario, as in `finance.discount_rate`.
    Field(String),
    /// The scenario itself, by name.
    Scenario,
    /// All rows of a table that say a range, between low (-1), value (0) and high (1).
    Range(Range),
}

/// The rows of a table that one axis moves together.
#[derive(Debug, Clone, PartialEq)]
pub struct Range {
    /// Table.
    pub table: String,
    /// Only rows with one of these names in these columns; all if empty.
    pub only: Vec<(String, Vec<String>)>,
}

/// Where a scenario stands on an axis.
#[derive(Debug, Clone, PartialEq)]
pub enum Level {
    /// A strength, in the axis's unit.
    Number(f64),
    /// A scenario's name.
    Name(String),
}

impl Level {
    /// As a number; none if it is a name.
    #[must_use]
    pub const fn number(&self) -> Option<f64> {
        match self {
            Self::Number(number) => Some(*number),
            Self::Name(_) => None,
        }
    }
}

/// One axis, bound to a dataset.
#[derive(Debug, Clone, PartialEq)]
pub struct Axis {
    /// Name; a column of the results.
    pub name: String,
    /// Title for people.
    pub title: String,
    /// Unit of its levels.
    pub unit: String,
    /// What it turns.
    pub target: Target,
    /// Where the base scenario stands.
    pub base: Level,
    /// Where it stands in the sweep file.
    pub place: Place,
}

/// How scenarios are drawn from the axes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// Every combination of levels.
    Grid,
    /// The n-th level of every axis together.
    List,
    /// One axis after another, all others as in the base.
    OneAtATime,
    /// Random samples, each axis spread evenly over its distribution.
    LatinHypercube,
}

impl Mode {
    /// Modes by the words of sweep files.
    pub const WORDS: [(&str, Self); 4] = [
        ("grid", Self::Grid),
        ("list", Self::List),
        ("latin-hypercube", Self::LatinHypercube),
        ("one-at-a-time", Self::OneAtATime),
    ];

    /// The word for it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Grid => "grid",
            Self::List => "list",
            Self::OneAtATime => "one-at-a-time",
            Self::LatinHypercube => "latin-hypercube",
        }
    }
}

/// All scenarios of a sweep.
#[derive(Debug, Clone, PartialEq)]
pub struct Design {
    /// How they were drawn.
    pub mode: Mode,
    /// What they vary.
    pub axes: Vec<Axis>,
    /// By scenario, by axis.
    pub points: Vec<Vec<Level>>,
}
