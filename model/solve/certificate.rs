//! Proof that a solution is optimal, computed from the program itself and not from the solver's word.
//!
//! With the maximum of c x over A x (<=, >=, =) b and 0 <= x <= u, row prices p and reduced costs
//! d = c - p A, the solution is optimal if x keeps all rows and bounds, p and d have the right
//! signs, and every price belongs to a row or bound without slack. All four measures are relative.

use serde::Serialize;

use crate::program::{Program, Sense};

/// Largest residual with which a solution counts as optimal.
pub const TOLERANCE: f64 = 1e-6;

/// The measures of one solution.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Residuals {
    /// Objective at x, million USD.
    pub objective: f64,
    /// The bound that p and d prove, million USD.
    pub dual_objective: f64,
    /// Difference of the two over the objective.
    pub gap: f64,
    /// Largest violation of a row or bound, over the largest term in it.
    pub primal: f64,
    /// Largest wrong sign of a price or reduced cost, over the largest term in it.
    pub dual: f64,
    /// Sum of price times slack, over the objective.
    pub complementarity: f64,
}

impl Residuals {
    /// Whether all measures are within the tolerance.
    #[must_use]
    pub fn certify(&self) -> bool {
        [self.gap, self.primal, self.dual, self.complementarity].iter().all(|r| *r <= TOLERANCE)
    }

    /// The measures that are beyond the tolerance, in words.
    #[must_use]
    pub fn beyond(&self) -> String {
        let Self { gap, primal, dual, complementarity, .. } = *self;
        let measures = [("gap", gap), ("primal", primal), ("dual", dual), ("complementarity", complementarity)];
        let within = |size: f64| size <= TOLERANCE;
        let beyond = measures.into_iter().filter(|(_, size)| !within(*size));
        let beyond: Vec<String> = beyond.map(|(name, size)| format!("{name} {size:.0e}")).collect();
        format!("{} where {TOLERANCE:.0e} is accepted", beyond.join(", "))
    }
}

/// Reduced costs d = c - p A.
#[must_use]
pub fn reduced_costs(program: &Program, prices: &[f64]) -> Vec<f64> {
    let mut costs = program.objective.coefficients(program.variables.len());
    for (row, &price) in prices.iter().enumerate().filter(|(_, p)| **p != 0.0) {
        for (column, value) in program.rows.coefficients(row) {
            costs[column.0] -= price * value;
        }
    }
    costs
}

/// The bound that prices prove which need not be those of an optimum: those of the wrong sign prove nothing.
#[must_use]
pub fn bound_of_any(program: &Program, mut prices: Vec<f64>) -> f64 {
    for (row, price) in program.rows.rows.iter().zip(&mut prices) {
        *price = match row.sense {
            Sense::AtMost => price.max(0.0),
            Sense::AtLeast => price.min(0.0),
            Sense::Equal => *price,
        };
    }
    bound(program, &prices)
}

/// The bound that row prices prove for the optimum of a program; infinite if they prove none.
#[must_use]
pub fn bound(program: &Program, prices: &[f64]) -> f64 {
    let columns = &program.variables.info;
    let costs = program.objective.coefficients(columns.len());
    let limits = program.rows.rows.iter().zip(prices).map(|(row, price)| row.limit * price);
    let reduced = reduced_costs(program, prices).into_iter().zip(&costs).zip(columns);
    let worth = reduced.map(|((reduced, cost), column)| {
        // What is left of rounding counts for nothing, also where a column has no bound.
        let rounding = TOLERANCE * cost.abs().max(1.0);
        if reduced <= rounding { 0.0 } else { reduced * column.upper }
    });
    program.objective.constant + limits.sum::<f64>() + worth.sum::<f64>()
}

/// Measures a solution: `values` by column, `prices` by row (gain of the objective per unit of the
/// right-hand side).
#[must_use]
pub fn measure(program: &Program, values: &[f64], prices: &[f64]) -> Residuals {
    let costs = program.objective.coefficients(values.len());
    let constant = program.objective.constant;
    let objective = constant + costs.iter().zip(values).map(|(c, x)| c * x).sum::<f64>();
    let mut sums = Sums { dual_objective: constant, ..Sums::default() };
    let mut dual_scale: Vec<f64> = costs.iter().map(|c| c.abs().max(1.0)).collect();
    for (index, row) in program.rows.rows.iter().enumerate() {
        let price = prices[index];
        let (mut activity, mut scale) = (0.0, row.limit.abs().max(1.0));
        for (column, value) in program.rows.coefficients(index) {
            activity += value * values[column.0];
            scale = scale.max((value * values[column.0]).abs());
            dual_scale[column.0] = dual_scale[column.0].max((price * value).abs());
        }
        let slack = row.limit - activity;
        let (violation, wrong) = match row.sense {
            Sense::AtMost => (-slack, -price),
            Sense::AtLeast => (slack, price),
            Sense::Equal => (slack.abs(), 0.0),
        };
        sums.primal = sums.primal.max(violation / scale);
        sums.dual = sums.dual.max(wrong / price.abs().max(1.0));
        sums.complementarity += (price * slack).abs();
        sums.dual_objective += price * row.limit;
    }
    for (index, reduced) in reduced_costs(program, prices).into_iter().enumerate() {
        let (value, upper) = (values[index], program.variables.info[index].upper);
        let scale = upper.min(value.abs()).max(1.0);
        sums.primal = sums.primal.max(-value / scale).max((value - upper) / scale);
        if reduced > 0.0 && upper.is_finite() {
            sums.dual_objective += reduced * upper;
            sums.complementarity += (reduced * (upper - value)).abs();
        } else if reduced > 0.0 {
            sums.dual = sums.dual.max(reduced / dual_scale[index]);
            sums.complementarity += (reduced * value).abs();
        } else {
            sums.complementarity += (reduced * value).abs();
        }
    }
    let size = objective.abs().max(1.0);
    Residuals {
        objective,
        dual_objective: sums.dual_objective,
        gap: (objective - sums.dual_objective).abs() / size,
        primal: sums.primal,
        dual: sums.dual,
        complementarity: sums.complementarity / size,
    }
}

#[derive(Default)]
struct Sums {
    primal: f64,
    dual: f64,
    complementarity: f64,
    dual_objective: f64,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_beyond_the_tolerance_is_named() {
        let (objective, dual_objective) = (1.0, 1.0);
        let residuals =
            Residuals { objective, dual_objective, gap: 3e-4, primal: 0.0, dual: f64::NAN, complementarity: 1e-9 };
        assert_eq!(residuals.beyond(), "gap 3e-4, dual NaN where 1e-6 is accepted");
    }
}
