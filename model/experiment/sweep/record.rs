//! What is kept of every scenario of a sweep.

use crate::experiment::explain::verdict::Bound;
use crate::program::Family;
pub use crate::scenario::sweep::{Level, Mode, Verdicts};
pub use crate::solve::Way;

/// How a scenario ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Status {
    /// A certified optimum.
    Optimal,
    /// No values keep all limits and needs.
    Infeasible,
    /// No algorithm gave an optimum that certifies.
    Uncertified,
    /// Its levels make no sense together; why.
    Rejected(String),
}

impl Status {
    /// Name in tables.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Optimal => "optimal",
            Self::Infeasible => "infeasible",
            Self::Uncertified => "uncertified",
            Self::Rejected(_) => "rejected",
        }
    }
}

/// What one model year of a scenario brings.
#[derive(Debug, Clone, PartialEq)]
pub struct OfYear {
    /// Rated AI IT load powered, average of the year, GW.
    pub ai_it_gw: f64,
    /// Compute powered, average of the year, MH100e.
    pub compute_mh100e: f64,
    /// Electricity of AI, TWh.
    pub energy_twh: f64,
    /// Capital that AI spends (accelerators, shells, connections, onsite plants), billion USD a year.
    pub capex_busd_per_year: f64,
    /// Rents of the year's limits by family, in the order of [`Family::ALL`], million USD, discounted.
    pub rents_musd: [f64; Family::ALL.len()],
    /// The supply family with the largest rent; demand if none has one.
    pub first: Family,
}

/// What a certified optimum brings.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// Million USD.
    pub objective_musd: f64,
    /// By model year.
    pub years: Vec<OfYear>,
    /// Verdict over the horizon, power and grid counted as energy; none where a re-solve has no certified optimum.
    pub narrow: Option<Bound>,
    /// The same with cooling, materials and siting counted as energy too.
    pub broad: Option<Bound>,
}

impl Found {
    /// Rents of a family over the horizon, million USD.
    #[must_use]
    pub fn rent(&self, family: Family) -> f64 {
        self.years.iter().map(|year| year.rents_musd[family as usize]).sum()
    }
}

/// One scenario of a sweep.
#[derive(Debug, Clone, PartialEq)]
pub struct Record {
    /// Number, from 1, in the sweep's order.
    pub scenario: usize,
    /// Where it stands on each axis.
    pub levels: Vec<Level>,
    /// How it ended.
    pub status: Status,
    /// How it was solved.
    pub way: Way,
    /// Iterations of the solver.
    pub iterations: i64,
    /// Time to formulate, solve and tabulate it, the verdict's re-solves included.
    pub seconds: f64,
    /// What it brings, if it is optimal.
    pub found: Option<Found>,
}

/// An axis as readers of records need it.
#[derive(Debug, Clone, PartialEq)]
pub struct AxisLabel {
    /// Name; a column of the results.
    pub name: String,
    /// Title for people.
    pub title: String,
    /// Unit of its levels; empty if they have none.
    pub unit: String,
    /// Where the base scenario stands.
    pub base: Level,
}

/// A sweep whose scenarios are all done.
#[derive(Debug, Clone, PartialEq)]
pub struct Finished {
    /// Name.
    pub name: String,
    /// Title for people.
    pub title: String,
    /// The scenario that it varies.
    pub base: String,
    /// Title of the dataset.
    pub dataset_title: String,
    /// How its scenarios were drawn.
    pub mode: Mode,
    /// Where the words of its verdicts come from.
    pub verdicts: Verdicts,
    /// What they vary.
    pub axes: Vec<AxisLabel>,
    /// Model years.
    pub years: Vec<i32>,
    /// Calendar years in the period of each model year.
    pub period_years: Vec<usize>,
    /// In the sweep's order.
    pub records: Vec<Record>,
}
