//! The verdict of one scenario of a sweep, with as few re-solves as it takes.
//!
//! The words are those of [`verdict`](crate::experiment::explain::verdict): gains of the objective from limits raised by 10 %,
//! power and grid as energy, or with cooling, materials and siting. But not every family needs a re-solve. The
//! optimum is concave in the limits, so its prices times the raise bound each gain from above. Families are re-solved from
//! the largest bound down, until no bound that is left could change the word.
//!
//! Or by prices alone, without any re-solve: the bounds are taken as the gains. At a degenerate optimum, and where a limit
//! is soon no limit any more, they are too large.

use crate::error::Result;
use crate::experiment::explain::relax::Step;
use crate::experiment::explain::verdict::{BROAD, Bound, Gains, MIXED, NARROW, NOTHING, first, scores, words};
use crate::experiment::families::Group;
use crate::experiment::origin::Origin;
use crate::experiment::outcome::{Measure, relative};
use crate::experiment::variant::Variant;
use crate::program::Family;
use crate::scenario::sweep::Verdicts;
use crate::solve::limit;

/// The narrow and the broad word; both none where a re-solve has no certified optimum: one scenario without words must
/// not end thousands.
///
/// # Errors
/// If time ran out.
pub fn judged(origin: &Origin<'_>, verdicts: Verdicts) -> Result<[Option<Bound>; 2]> {
    match verdicts {
        Verdicts::Prices => Ok(by_prices(origin).map(Some)),
        Verdicts::ReSolved => match by_resolves(origin) {
            Ok(words) => Ok(words.map(Some)),
            Err(failure) if limit::is_over() => Err(failure),
            Err(_) => Ok([None; 2]),
        },
    }
}

/// The narrow and the broad word, from re-solves.
///
/// # Errors
/// If a re-solve has no certified optimum.
pub fn by_resolves(origin: &Origin<'_>) -> Result<[Bound; 2]> {
    let mut evidence = Evidence::new(origin);
    for reading in [NARROW, BROAD] {
        evidence.find_leaders(reading)?;
    }
    evidence.see_demand()?;
    evidence.see_a_family()?;
    let found = scores(&evidence.objective, &evidence.compute, true);
    if first(&found).is_some() || found.contains_key(&Family::Demand.into()) {
        return Ok(words(&found));
    }
    // As the verdict does where no rise by 10 % brings anything.
    let mut lifted = Evidence::new(origin);
    for group in Group::ALL {
        lifted.raise(group, Step::Lifted)?;
    }
    Ok(words(&scores(&lifted.objective, &lifted.compute, true)))
}

/// The same, from prices. Demand is named only where nothing else has a price: prices do not say what compute it brings.
#[must_use]
pub fn by_prices(origin: &Origin<'_>) -> [Bound; 2] {
    let mut gains = bounds(origin);
    gains.remove(&Family::Demand.into());
    words(&gains)
}

/// What each group's raise by 10 % could bring at most, by the prices of the optimum; of the objective.
fn bounds(origin: &Origin<'_>) -> Gains {
    let bound = |group: Group| {
        let raised = raised(origin, group, Step::Ten);
        let (rows, prices) = (&origin.program.rows.rows, &origin.solution.prices);
        let moved = raised.moved(origin.loaded, origin.program);
        let rise: f64 = moved.into_iter().map(|(row, limit)| (limit - rows[row].limit) * prices[row]).sum();
        (group, relative(rise, origin.outcome.worth, origin.outcome.objective))
    };
    Group::ALL.into_iter().map(bound).collect()
}

fn raised(origin: &Origin<'_>, group: Group, step: Step) -> Variant {
    Variant::limits(group.families(), step.factor(), origin.last())
}

/// Gains known so far, and bounds of all.
struct Evidence<'a> {
    origin: &'a Origin<'a>,
    bounds: Gains,
    objective: Gains,
    compute: Gains,
}

impl<'a> Evidence<'a> {
    fn new(origin: &'a Origin<'a>) -> Self {
        Self { origin, bounds: bounds(origin), objective: Gains::new(), compute: Gains::new() }
    }

    fn raise(&mut self, group: Group, step: Step) -> Result<()> {
        let outcome = self.origin.solve(&raised(self.origin, group, step))?.outcome;
        let gain = |measure| outcome.gain(&self.origin.outcome, measure, None);
        self.objective.insert(group, gain(Measure::Objective));
        self.compute.insert(group, gain(Measure::Compute));
        Ok(())
    }

    /// Re-solves for the leader of a reading, and for all that could come near it.
    fn find_leaders(&mut self, reading: &[Group]) -> Result<()> {
        let mut groups: Vec<Group> = reading.iter().copied().filter(|group| *group != Family::Demand.into()).collect();
        groups.sort_by(|a, b| self.bounds[b].total_cmp(&self.bounds[a]));
        for group in groups {
            let known = reading.iter().filter_map(|group| self.objective.get(group));
            let leads = known.fold(NOTHING, |most, gain| most.max(*gain));
            if self.bounds[&group] < MIXED * leads {
                break;
            }
            if !self.objective.contains_key(&group) {
                self.raise(group, Step::Ten)?;
            }
        }
        Ok(())
    }

    /// Where only power and grid together have been seen to gain, finds out whether one of them does alone: what no
    /// family brings alone is no reading's leader, either.
    fn see_a_family(&mut self) -> Result<()> {
        for family in Family::ALL {
            let group = Group::from(family);
            if first(&self.objective).is_some() {
                break;
            }
            if self.bounds[&group] > NOTHING && !self.objective.contains_key(&group) {
                self.raise(group, Step::Ten)?;
            }
        }
        Ok(())
    }

    /// Finds out whether demand leads in compute, which decides whether it is ranked.
    fn see_demand(&mut self) -> Result<()> {
        let demand = Group::from(Family::Demand);
        if self.bounds[&demand] <= NOTHING {
            return Ok(());
        }
        self.raise(demand, Step::Ten)?;
        for group in Group::ALL {
            let own = self.compute[&demand];
            let beaten = self.compute.iter().any(|(group, gain)| *group != demand && *gain >= own);
            if own <= NOTHING || beaten {
                break;
            }
            if !self.compute.contains_key(&group) {
                self.raise(group, Step::Ten)?;
            }
        }
        Ok(())
    }
}
