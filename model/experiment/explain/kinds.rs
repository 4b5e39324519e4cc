//! Kinds of model: who leads if the model itself were another one, for a verdict that turns with such a choice is not one yet.
//!
//! Each kind is solved, and solved again with the limits of each group raised by 10 %, as for the verdict over the horizon.

use serde::{Deserialize, Serialize};

use super::relax::{Relaxation, Step};
use super::verdict::{Bound, Gains, first, scores, words};
use crate::error::Result;
use crate::experiment::families::{Families, Group};
use crate::experiment::origin::Origin;
use crate::experiment::outcome::{Measure, Outcome};
use crate::experiment::variant::{Difference, Variant};
use crate::named::words as listed;
use crate::program::Family;
use crate::results::tables::row;
use crate::results::view::tidy;
use crate::scenario::adjust::{Adjust, Amount, Change};

listed! {
    /// A choice of model.
    ModelKind {
        /// All as the scenario has it.
        AsSet, "as the scenario has it";
        /// Accelerators cost more.
        DearChips, "accelerators at 1.3 times their price";
    }
}

impl ModelKind {
    /// Those that a scenario is held against.
    const OTHERS: [Self; 1] = [Self::DearChips];

    fn variant(self, origin: &Origin<'_>) -> Variant {
        const DEAR: f64 = 1.3;
        let place = &origin.loaded.scenario.dataset_place;
        match self {
            Self::AsSet => Variant::default(),
            Self::DearChips => {
                let (column, change) = (("accelerator_prices", "usd_per_unit"), Change::Multiply(Amount::Given(DEAR)));
                Variant(vec![Difference::Adjusts(vec![Adjust::whole(place, column, change, self.name())])])
            }
        }
    }
}

row! {
    /// Who leads over the horizon in models of another kind.
    KindRow [scenario, kind] {
        /// Scenario.
        scenario: String,
        /// What is different; first the model as the scenario has it.
        kind: ModelKind,
        /// Family with the largest gain from a rise by 10 %, as in the verdict over the horizon.
        first: Family,
        /// Verdict with energy as power and grid.
        narrow: Bound,
        /// Verdict with energy as power, grid, cooling, materials and siting.
        broad: Bound,
        /// Gain of the objective of that family, over the worth of the compute sold in this kind; empty where none gains.
        gain_objective_share: Option<f64>,
        /// Compute without a rise, mean over calendar years.
        compute_mh100e: f64,
        /// AI load without a rise, rated, mean over calendar years.
        load_gw: f64,
    }
}

/// Who leads in each kind; nothing where only some families are raised. `one_done` is called after each re-solve.
///
/// # Errors
/// If a re-solve has no certified optimum.
pub fn kinds(
    origin: &Origin<'_>,
    families: Families,
    relaxation: &Relaxation,
    one_done: &(dyn Fn() + Sync),
) -> Result<Vec<KindRow>> {
    if families != Families::ALL {
        return Ok(vec![]);
    }
    let raised = |group: &Group| relaxation.one(*group, Step::Ten, origin.last()).cloned();
    let mut rows = vec![answer(origin, ModelKind::AsSet, &origin.outcome, &Group::ALL.each_ref().map(raised))];
    for kind in ModelKind::OTHERS {
        let base = origin.solve(&kind.variant(origin))?;
        one_done();
        let there = Origin { threads: origin.threads, ..base.origin() };
        let more = |group: Group| Variant::limits(group.families(), Step::Ten.factor(), there.last());
        let outcomes = there.outcomes(Group::ALL.map(more), there.solution, one_done)?;
        rows.push(answer(origin, kind, &there.outcome, &outcomes.into_iter().map(Some).collect::<Vec<_>>()));
    }
    Ok(rows)
}

/// How many re-solves [`kinds`] makes.
#[must_use]
pub fn count(families: Families) -> usize {
    if families == Families::ALL { ModelKind::OTHERS.len() * (1 + Group::ALL.len()) } else { 0 }
}

/// Who leads, by what raising each of all groups brings.
fn answer(origin: &Origin<'_>, kind: ModelKind, base: &Outcome, raised: &[Option<Outcome>]) -> KindRow {
    let gains = |measure| -> Gains {
        let gain = |(group, outcome): (&Group, &Option<Outcome>)| {
            Some((*group, tidy(outcome.as_ref()?.gain(base, measure, None))))
        };
        Group::ALL.iter().zip(raised).filter_map(gain).collect()
    };
    let counted = scores(&gains(Measure::Objective), &gains(Measure::Compute), true);
    let [narrow, broad] = words(&counted);
    let leader = first(&counted).filter(|_| narrow != Bound::Demand);
    KindRow {
        scenario: origin.system().scenario.clone(),
        kind,
        first: leader.unwrap_or(Family::Demand),
        narrow,
        broad,
        gain_objective_share: leader.and_then(|family| counted.get(&family.into()).copied()),
        compute_mh100e: tidy(base.mean_compute()),
        load_gw: tidy(base.mean_load()),
    }
}
