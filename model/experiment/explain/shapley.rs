//! Shapley shares: how the value of raising all families together is shared out among them.
//!
//! ```text
//! phi_f = sum over coalitions S without f of |S|! (n - |S| - 1)! / n! x (v(S + f) - v(S))
//! ```
//!
//! v(S) is what is reached when the limits of the families in S rise by the step and no others; the
//! shares add up to v(all) - v(none). All 2^n coalitions are solved, none is sampled. A coalition starts from the
//! optimum of the one without its last family, and where nothing that it adds has a price that
//! optimum is its own: no solve is needed. Families are ordered by rent, so that the last ones change least.

use super::tables::ShapleyRow;
use crate::error::Result;
use crate::experiment::families::Families;
use crate::experiment::origin::{Origin, Solved, Task};
use crate::experiment::outcome::{Measure, Outcome};
use crate::experiment::variant::Variant;
use crate::program::Family;
use crate::results::view::tidy;

/// The outcome of every coalition of some families; coalitions are bit sets over their order here.
#[derive(Debug, Clone)]
pub struct Coalitions {
    /// Name of the step.
    pub step: String,
    /// The families.
    pub families: Vec<Family>,
    /// By coalition.
    pub outcomes: Vec<Outcome>,
}

/// Solves all coalitions of families whose limits are raised by a factor; `one_done` is called after each.
///
/// # Errors
/// If a coalition has no certified optimum.
pub fn coalitions(
    origin: &Origin<'_>,
    families: Families,
    (step, factor): (&str, f64),
    one_done: &(dyn Fn() + Sync),
) -> Result<Coalitions> {
    let mut order: Vec<Family> = families.members().collect();
    order.sort_by(|a, b| rent(origin, *b).total_cmp(&rent(origin, *a)));
    let mut outcomes: Vec<Option<Outcome>> = vec![None; 1 << order.len()];
    outcomes[0] = Some(origin.outcome.clone());
    let mut parents: Vec<(usize, Solved<'_>)> = vec![];
    for size in 1..=order.len() {
        let coalitions: Vec<usize> = (0..outcomes.len()).filter(|s| s.count_ones() as usize == size).collect();
        let task = |&coalition: &usize| {
            let last = usize::BITS - 1 - coalition.leading_zeros();
            let parent = coalition & !(1 << last);
            let known = parents.iter().find(|(other, _)| *other == parent);
            let members = order.iter().enumerate().filter(|(i, _)| coalition & (1 << i) != 0).map(|(_, f)| *f);
            let variant = Variant::limits(Families::of(&members.collect::<Vec<_>>()), factor, origin.last());
            Task { variant, start: known.map_or(origin.solution, |(_, solved)| &solved.solution) }
        };
        let tasks: Vec<Task<'_>> = coalitions.iter().map(task).collect();
        let solved = origin.solve_many(&tasks, one_done, |_, found| origin.needed(found))?;
        for (&coalition, solved) in coalitions.iter().zip(&solved) {
            outcomes[coalition] = Some(solved.outcome.clone());
        }
        parents = coalitions.into_iter().zip(solved).collect();
    }
    Ok(Coalitions { step: step.to_owned(), families: order, outcomes: outcomes.into_iter().flatten().collect() })
}

/// A family's rent at the origin, million USD.
fn rent(origin: &Origin<'_>, family: Family) -> f64 {
    let limits = origin.program.shown_limits(origin.system()).filter(|(_, row)| row.rule.family() == family);
    limits.map(|(index, row)| row.limit * origin.solution.prices[index]).sum()
}

impl Coalitions {
    /// The Shapley value of each family, in their order here.
    #[must_use]
    pub fn shares(&self, worth: impl Fn(&Outcome) -> f64) -> Vec<f64> {
        let n = self.families.len();
        let weights: Vec<f64> = (0..n).map(|size| 1.0 / (n as f64 * binomial(n - 1, size))).collect();
        let values: Vec<f64> = self.outcomes.iter().map(worth).collect();
        let of_family = |family: usize| {
            let without = (0..values.len()).filter(|coalition| coalition & (1 << family) == 0);
            without.map(|s| weights[s.count_ones() as usize] * (values[s | (1 << family)] - values[s])).sum()
        };
        (0..n).map(of_family).collect()
    }

    /// The table, in the order of the formulation.
    #[must_use]
    pub fn table(&self, scenario: &str) -> Vec<ShapleyRow> {
        let of = |measure: Measure| {
            let values = self.shares(|outcome| outcome.measure(measure, None));
            let all: f64 = values.iter().sum();
            values.into_iter().map(|v| (tidy(v), if all == 0.0 { 0.0 } else { tidy(v / all) })).collect::<Vec<_>>()
        };
        let [objective, compute, load] = Measure::ALL.map(of);
        let mut order: Vec<usize> = (0..self.families.len()).collect();
        order.sort_by_key(|i| self.families[*i]);
        let row = |i: usize| ShapleyRow {
            scenario: scenario.to_owned(),
            step: self.step.clone(),
            family: self.families[i],
            objective_musd: objective[i].0,
            objective_share: objective[i].1,
            compute_mh100e: compute[i].0,
            compute_share: compute[i].1,
            load_gw: load[i].0,
            load_share: load[i].1,
        };
        order.into_iter().map(row).collect()
    }
}

fn binomial(n: usize, k: usize) -> f64 {
    (0..k).map(|i| (n - i) as f64 / (i + 1) as f64).product()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn binomials_are_those_of_pascal() {
        assert_eq!([0, 1, 2, 3, 4].map(|k| binomial(4, k).round()), [1.0, 4.0, 6.0, 4.0, 1.0]);
    }
}
