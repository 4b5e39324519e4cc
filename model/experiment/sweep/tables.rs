//! The rows of the tables that a finished sweep adds; their fields are the CSV header.
//!
//! Only scenarios with a certified optimum enter. Compute, AI load and energy over the horizon are means over its
//! calendar years; compute is MH100e, load GW rated.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::findings::fan::Quantity;
use super::findings::measure::Measure;
use crate::experiment::explain::verdict::Bound;
use crate::experiment::families::Group;
use crate::named::words;
use crate::results::tables::row;

words! {
    /// What samples give answers to.
    Reading {
        /// Which supply has the largest rent of the year.
        First, "first by rent";
        /// The verdict over the horizon, power and grid counted as energy.
        Narrow, "narrow";
        /// The same with cooling, materials and siting counted as energy too.
        Broad, "broad";
    }
}

words! {
    /// What samples may answer.
    Answer [
        /// A family, or power and grid together, has the largest rent.
        First(Group);
        /// A verdict.
        Verdict(Bound);
    ] {
        /// No supply has a rent.
        None, "none";
    }
}

/// Which axis of a grid compute follows.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Leader {
    /// An axis, by its name.
    Axis(String),
    /// Both alike.
    Tie,
    /// More of neither brings compute.
    Neither,
    /// It is not known.
    Unknown,
}

impl Leader {
    /// Name in tables.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Self::Axis(name) => name,
            Self::Tie => "tie",
            Self::Neither => "neither",
            Self::Unknown => "",
        }
    }
}

impl Serialize for Leader {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

impl<'de> Deserialize<'de> for Leader {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let word = String::deserialize(deserializer)?;
        let words = [Self::Tie, Self::Neither, Self::Unknown];
        Ok(words.into_iter().find(|leader| leader.name() == word).unwrap_or(Self::Axis(word)))
    }
}

words! {
    /// What scenarios are put in order by.
    CaseMeasure {
        /// Mean over the horizon.
        Compute, "compute";
        /// Of the last model year.
        Load, "AI load";
    }
}

words! {
    /// An end of that order.
    End {
        /// Most.
        Best, "best";
        /// Least.
        Worst, "worst";
    }
}

row! {
    /// A grid over two axes: what each scenario brings, and which of the two axes compute follows.
    FrontierRow [scenario] {
        /// Number of the scenario.
        scenario: usize,
        /// First axis.
        axis_1: String,
        /// Second axis.
        axis_2: String,
        /// Unit of the first axis's levels; `x` is a factor.
        unit_1: String,
        /// Unit of the second axis's levels.
        unit_2: String,
        /// Where the scenario stands on the first axis.
        level_1: f64,
        /// Where it stands on the second.
        level_2: f64,
        /// Mean compute.
        compute_mh100e: f64,
        /// Mean AI load.
        load_gw: f64,
        /// Objective.
        objective_musd: f64,
        /// Per cent of mean compute per per cent of the first axis's level, between its neighbours on the grid (at the edge between itself and its neighbour); empty where a level is not above 0 or a neighbour has no optimum.
        compute_elasticity_1: Option<f64>,
        /// The same of the second axis.
        compute_elasticity_2: Option<f64>,
        /// Per cent of the objective per per cent of the first axis's level.
        objective_elasticity_1: Option<f64>,
        /// The same of the second axis.
        objective_elasticity_2: Option<f64>,
        /// Axis with the larger elasticity of compute; `tie` if they are equal, `neither` if more of neither brings compute, empty if one is unknown.
        leader: Leader,
        /// Verdict over the horizon, power and grid counted as energy.
        #[serde(with = "crate::named::or_empty")]
        narrow: Option<Bound>,
    }
}

row! {
    /// Where the two axes of a grid change places as the one that compute follows: pieces of the line on which their elasticities are equal, interpolated between scenarios next to each other. A piece whose ends are equal is a crossing that could not be joined to another.
    FlipLineRow [start_level_1, start_level_2, end_level_1, end_level_2] {
        /// First axis.
        axis_1: String,
        /// Second axis.
        axis_2: String,
        /// One end of the piece: level of the first axis.
        start_level_1: f64,
        /// Level of the second axis.
        start_level_2: f64,
        /// The other end: level of the first axis.
        end_level_1: f64,
        /// Level of the second axis.
        end_level_2: f64,
        /// Scenario on one hand of the start, where compute follows the first axis, or both alike.
        start_scenario_1: usize,
        /// Scenario next to it on the other, where compute follows the second axis.
        start_scenario_2: usize,
        /// Scenario on one hand of the end, where compute follows the first axis, or both alike.
        end_scenario_1: usize,
        /// Scenario next to it on the other, where compute follows the second axis.
        end_scenario_2: usize,
    }
}

row! {
    /// How many of the random samples give an answer. The shares hold under the stated ranges and distributions of the inputs and say nothing beyond them.
    ProbabilityRow [year, reading, answer] {
        /// Model year; empty for the horizon.
        year: Option<i32>,
        /// `first by rent`: the supply family with the largest rent of the year; `narrow`, `broad`: the verdict over the horizon in that reading of energy.
        reading: Reading,
        /// Family (`energy`: power or grid, counted again together; `none`: no supply has a rent), or word of the verdict.
        answer: Answer,
        /// Samples that give it.
        counted: usize,
        /// Samples with a certified optimum (and a verdict, where it is about verdicts).
        samples: usize,
        /// One over the other.
        sample_share: f64,
        /// Low end of the 95 % interval of the share (Wilson): what the number of samples leaves open, and nothing else.
        low_share: f64,
        /// Its high end.
        high_share: f64,
    }
}

row! {
    /// How far the random samples lie apart, by year: percentiles, between samples interpolated.
    FanRow [year, quantity] {
        /// Model year.
        year: i32,
        /// `ai_it_gw` (rated), `mh100e`, `twh` or `capex_busd_per_year`: its unit is that of the percentiles.
        quantity: Quantity,
        /// Samples with a certified optimum.
        samples: usize,
        /// One sample in twenty lies below.
        p05: f64,
        /// One in four lies below.
        p25: f64,
        /// Median.
        p50: f64,
        /// One in four lies above.
        p75: f64,
        /// One in twenty lies above.
        p95: f64,
        /// Mean of the samples.
        mean: f64,
    }
}

row! {
    /// Which axes matter most over random samples: partial rank correlation with what comes out, the other axes held.
    SensitivityRow [output, axis] {
        /// What comes out: `mean_load_gw`, `last_load_gw` (AI load in the last model year), `mean_compute_mh100e`, `objective_musd`, or `energy_rent_share` (power and grid rents over these and chips rents).
        output: Measure,
        /// Axis.
        axis: String,
        /// Partial rank correlation coefficient, -1 to 1: whether more of the axis goes with more of the output; empty where it cannot be told.
        prcc: Option<f64>,
        /// Low end of its 95 % interval (Fisher's z).
        prcc_low: Option<f64>,
        /// Its high end.
        prcc_high: Option<f64>,
        /// Place among the axes by size of the coefficient, whatever its sign.
        rank: Option<usize>,
        /// Samples that it is taken from.
        samples: usize,
        /// Why there is no coefficient; else empty.
        note: String,
    }
}

row! {
    /// A tornado: how far each axis moves what comes out, one after another, all others as in the base scenario.
    SwingRow [output, axis] {
        /// What comes out: `mean_load_gw`, `mean_compute_mh100e` or `objective_musd`: its unit is that of the amounts.
        output: Measure,
        /// Axis.
        axis: String,
        /// Unit of its levels; `x` is a factor.
        unit: String,
        /// What the base scenario brings.
        base: f64,
        /// Least that a level of the axis brings, the base's included.
        lowest: f64,
        /// Most.
        highest: f64,
        /// Least over base, less 1; empty where the base brings nothing.
        lowest_share: Option<f64>,
        /// Most over base, less 1.
        highest_share: Option<f64>,
        /// Level that brings least.
        level_at_lowest: String,
        /// Level that brings most.
        level_at_highest: String,
        /// Verdict over the horizon (narrow) in the base.
        #[serde(with = "crate::named::or_empty")]
        narrow: Option<Bound>,
        /// Verdict where it brings least.
        #[serde(with = "crate::named::or_empty")]
        narrow_at_lowest: Option<Bound>,
        /// Verdict where it brings most.
        #[serde(with = "crate::named::or_empty")]
        narrow_at_highest: Option<Bound>,
        /// Whether any level of the axis has another verdict than the base.
        narrow_changes: bool,
        /// Place among the axes by most less least.
        rank: usize,
        /// Scenarios of the axis without a certified optimum: their ends may lie further out.
        left_out: usize,
    }
}

row! {
    /// The scenarios that bring most and least.
    CaseRow [measure, end, rank] {
        /// `compute` (mean over the horizon) or `AI load` (of the last model year).
        measure: CaseMeasure,
        /// `best` or `worst`.
        end: End,
        /// Place, from the best or from the worst.
        rank: usize,
        /// Number of the scenario.
        scenario: usize,
        /// Where it stands on each axis, as in `chips = 0.5; energy = 2`.
        levels: String,
        /// Mean compute.
        compute_mh100e: f64,
        /// AI load in the last model year, rated.
        last_load_gw: f64,
        /// Objective.
        objective_musd: f64,
        /// Verdict over the horizon, power and grid counted as energy.
        #[serde(with = "crate::named::or_empty")]
        narrow: Option<Bound>,
    }
}
