//! What a hedge adds to the tables of a run.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use crate::named::words;
use crate::results::tables::row;
use crate::run::rolling::tables::Kind;

words! {
    /// Whether a plan can be kept in a branch.
    Kept {
        /// It can.
        Optimal, "optimal";
        /// It cannot: what is decided before one knows leaves no plan that keeps all limits.
        Infeasible, "infeasible";
    }
}

row! {
    /// What a plan that was made before one knew is worth in each branch. Plans: those of the branches, each made as if it were sure; `hedged`, the best on the mean; `minimax`, with the smallest of largest regrets. Where a scenario has branches alone.
    RegretRow [scenario, plan, branch] {
        /// Scenario.
        scenario: String,
        /// Plan: its investments that must be decided before it is known which branch it is.
        plan: String,
        /// Branch that it turns out to be.
        branch: String,
        /// Worth of the best that can then be made of it, discounted; empty if it cannot be kept.
        objective_musd: Option<f64>,
        /// Worth of the branch's own best plan, discounted.
        best_musd: f64,
        /// The one less than the other; empty if it cannot be kept.
        regret_musd: Option<f64>,
        /// `optimal` or `infeasible`.
        status: Kept,
    }
}

/// Name of the table of builds, whose columns follow from the branches.
pub const HEDGE: &str = "hedge";

/// An investment that must be decided before one knows.
#[derive(Debug, Clone, PartialEq)]
pub struct Build {
    /// What is bought or built.
    pub kind: Kind,
    /// Accelerator, site class, link or technology; empty for connections.
    pub item: String,
    /// Region; empty for lines.
    pub region: String,
    /// Model year.
    pub year: i32,
    /// Unit of the amounts.
    pub unit: String,
    /// In the hedged plan.
    pub hedged: f64,
    /// In the plan for the mean of the branches.
    pub mean: f64,
    /// In the plan of each branch.
    pub own: Vec<f64>,
}

impl Build {
    /// Whether every branch's own plan has nearly as much of it as the hedged plan.
    #[must_use]
    pub fn no_regret(&self) -> bool {
        /// Less than this is nothing, GW or thousand accelerators.
        const NOTHING: f64 = 1e-3;
        const NEARLY: f64 = 0.8;
        self.hedged > NOTHING && self.own.iter().all(|own| *own > NEARLY * self.hedged)
    }
}

/// The header of the table of builds.
#[must_use]
pub fn header(branches: &[String]) -> Vec<&str> {
    let first = ["scenario", "kind", "item", "region", "year", "unit", "hedged", "mean_plan"];
    first.into_iter().chain(branches.iter().map(String::as_str)).chain(["no_regret"]).collect()
}

/// Its rows.
#[must_use]
pub fn rows(scenario: &str, branches: &[String], builds: &[Build]) -> Vec<Map<String, Value>> {
    let row = |build: &Build| {
        let mut row = Map::new();
        let mut set = |name: &str, value: Value| row.insert(name.to_owned(), value);
        set("scenario", json!(scenario));
        set("kind", json!(build.kind));
        set("item", json!(build.item));
        set("region", json!(build.region));
        set("year", json!(build.year));
        set("unit", json!(build.unit));
        set("hedged", json!(build.hedged));
        set("mean_plan", json!(build.mean));
        branches.iter().zip(&build.own).for_each(|(name, own)| {
            set(name, json!(own));
        });
        set("no_regret", json!(u8::from(build.no_regret())));
        row
    };
    builds.iter().map(row).collect()
}
