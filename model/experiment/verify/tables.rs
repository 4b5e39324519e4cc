//! The rows of what is checked; their fields are the CSV header.

use serde::{Deserialize, Serialize};

use crate::results::tables::row;

row! {
    /// Cases whose answer is known without the model: a closed form on the numbers of the case's tables beside what the linear program says.
    KnownRow {
        /// Case, a scenario of `model/experiment/verify/known/scenarios`.
        case: String,
        /// Name of the check.
        check: String,
        /// What the check states.
        states: String,
        /// Unit of both numbers.
        unit: String,
        /// What the closed form says.
        expected: f64,
        /// What the model says.
        found: f64,
        /// Difference of the two over the larger of the expected number and 1.
        difference: f64,
        /// Largest difference that passes.
        tolerance: f64,
        /// Whether it passes.
        passed: bool,
    }
}

row! {
    /// Every scenario, each day as one slice, by solvers that know nothing of each other. Residuals are relative and computed from the program as written, as in `certificate.json`, not by the solver.
    SolverRow {
        /// Scenario.
        scenario: String,
        /// Solver and algorithm.
        solver: String,
        /// How the solver says it ended.
        status: String,
        /// Discounted value less costs; empty where the solver gave no answer.
        objective_musd: Option<f64>,
        /// Difference from the objective of the first solver, over it.
        difference: Option<f64>,
        /// Largest violation of a row or bound.
        primal: Option<f64>,
        /// Largest wrong sign of a price or reduced cost.
        dual: Option<f64>,
        /// Sum of price times slack, over the objective.
        complementarity: Option<f64>,
        /// Difference of objective and dual objective, over the objective.
        gap: Option<f64>,
        /// Largest difference and residual that pass.
        tolerance: f64,
        /// Whether the difference and all four residuals pass.
        passed: bool,
    }
}
