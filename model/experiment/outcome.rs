//! What a re-solve brings: objective, compute and AI load, and how they differ from those of another.

use serde::{Deserialize, Serialize};

use crate::named::words;
use crate::program::{Account, Program};
use crate::results::derived::horizon_mean;
use crate::results::load::{powered_compute, rated};
use crate::sets::{Region, Year};
use crate::solve::Solution;
use crate::system::System;

words! {
    /// The quantities that gains are of: the objective, discounted, what is powered of compute, and of load as rated.
    Measure {
        /// Value less costs.
        Objective, "objective";
        /// Compute.
        Compute, "compute";
        /// AI load.
        Load, "load";
    }
}

/// What one solution brings.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Outcome {
    /// Million USD.
    pub objective: f64,
    /// Discounted worth of the compute sold, million USD.
    pub worth: f64,
    /// MH100e, `[y]`.
    pub compute: Vec<f64>,
    /// GW rated, `[r][y]`.
    pub load: Vec<Vec<f64>>,
    /// Calendar years in the period of each model year.
    years: Vec<f64>,
}

impl Outcome {
    /// Reads a solution.
    #[must_use]
    pub fn of(system: &System, program: &Program, solution: &Solution) -> Self {
        let of_region =
            |r: Region| system.time.shown().map(|y| rated(system, program, solution, r, y)).collect::<Vec<_>>();
        Self {
            objective: solution.residuals.objective,
            worth: program.objective.earned(Account::Compute, &solution.values),
            compute: system.time.shown().map(|y| powered_compute(system, program, solution, y)).collect(),
            load: system.sets.regions().map(of_region).collect(),
            years: system.time.shown_periods().collect(),
        }
    }

    /// AI load of the whole country in a year, GW.
    #[must_use]
    pub fn load_in(&self, year: Year) -> f64 {
        self.load.iter().map(|of_region| of_region[year.0]).sum()
    }

    /// Mean over calendar years of compute, MH100e.
    #[must_use]
    pub fn mean_compute(&self) -> f64 {
        self.mean(|y| self.compute[y.0])
    }

    /// Mean over calendar years of AI load, GW.
    #[must_use]
    pub fn mean_load(&self) -> f64 {
        self.mean(|y| self.load_in(y))
    }

    fn mean(&self, of_year: impl Fn(Year) -> f64) -> f64 {
        let years = self.years.iter().enumerate();
        horizon_mean(years.map(|(y, years)| (of_year(Year(y)), *years))).unwrap_or_default()
    }

    /// A measure in a year; over the horizon without one. The objective has no years.
    #[must_use]
    pub fn measure(&self, measure: Measure, year: Option<Year>) -> f64 {
        match (measure, year) {
            (Measure::Objective, _) => self.objective,
            (Measure::Compute, Some(y)) => self.compute[y.0],
            (Measure::Compute, None) => self.mean_compute(),
            (Measure::Load, Some(y)) => self.load_in(y),
            (Measure::Load, None) => self.mean_load(),
        }
    }

    /// The rise of a measure over another outcome, relative to it: 0 where both are 0, 1 where there was nothing before. That of
    /// the objective is relative to the worth of the compute sold: the objective holds the bill of all other load, too, and may
    /// be near 0.
    #[must_use]
    pub fn gain(&self, over: &Self, measure: Measure, year: Option<Year>) -> f64 {
        let (new, old) = (self.measure(measure, year), over.measure(measure, year));
        let rise = new - old;
        let base = if measure == Measure::Objective { over.worth } else { old };
        relative(rise, base, old)
    }
}

/// A rise relative to a base: 0 where it is noise beside what the measure was before, 1 where there is no base.
#[must_use]
pub fn relative(rise: f64, base: f64, before: f64) -> f64 {
    match base.abs() {
        size if rise.abs() <= NOTHING * size.max(before.abs()) => 0.0,
        size if size <= TRACE => f64::from(u8::from(rise > TRACE)),
        size => rise / size,
    }
}

/// A relative difference that no solver can tell from none.
const NOTHING: f64 = 1e-10;

/// An amount that no solver can tell from none, in any unit here.
const TRACE: f64 = 1e-9;
