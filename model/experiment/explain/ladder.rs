//! What binds next: the family whose limits bring most is lifted, and the question is asked again, until
//! more of no supply brings anything and demand is the limit.
//!
//! The order is that of the objective over the horizon. At each rung the leader of each year is the
//! family that brings most of that year's compute, and the leader of each region the one with the largest rent there.

use super::relax::Step;
use super::tables::{LadderRow, Lifted};
use super::verdict::NOTHING;
use crate::error::Result;
use crate::experiment::families::{Families, LIFTED};
use crate::experiment::origin::{Origin, Solved};
use crate::experiment::outcome::{Measure, Outcome};
use crate::experiment::variant::Variant;
use crate::program::Family;
use crate::results::rents::{self, Rents, by_region};
use crate::results::view::{View, tidy};
use crate::sets::Year;

/// One rung: what is lifted, what that brings, and what more of each other family would bring.
struct Rung {
    lifted: Vec<Family>,
    base: Outcome,
    raised: Vec<(Family, Outcome)>,
    rents: Rents,
}

impl Rung {
    /// The family with the largest gain of a measure; none if there is no gain.
    fn leader(&self, measure: Measure, year: Option<Year>) -> Option<(Family, f64)> {
        let gains = self.raised.iter().map(|(family, outcome)| (*family, outcome.gain(&self.base, measure, year)));
        gains.filter(|(_, gain)| *gain > NOTHING).max_by(|a, b| a.1.total_cmp(&b.1))
    }
}

/// The ladder of the given families; demand is what is left at its end. `one_done` is called after each re-solve.
///
/// # Errors
/// If a re-solve has no certified optimum.
pub fn ladder(origin: &Origin<'_>, families: Families, one_done: &(dyn Fn() + Sync)) -> Result<Vec<LadderRow>> {
    let mut rows = vec![];
    let mut lifted: Vec<Family> = vec![];
    let mut at: Option<Solved> = None;
    loop {
        let rung = rung(origin, families, (&lifted, at.as_ref()), one_done)?;
        write(origin, &rung, &mut rows);
        let Some((leader, _)) = rung.leader(Measure::Objective, None) else { break };
        lifted.push(leader);
        let start = at.as_ref().map_or(origin.solution, |solved| &solved.solution);
        at = Some(origin.needed(origin.find(&all_lifted(origin, &lifted), start)?)?);
        one_done();
    }
    Ok(rows)
}

fn all_lifted(origin: &Origin<'_>, families: &[Family]) -> Variant {
    Variant::limits(Families::of(families), LIFTED, origin.last())
}

fn rung(
    origin: &Origin<'_>,
    families: Families,
    (lifted, at): (&[Family], Option<&Solved<'_>>),
    one_done: &(dyn Fn() + Sync),
) -> Result<Rung> {
    let (program, solution, base) =
        at.map_or((origin.program, origin.solution, &origin.outcome), |at| (&at.program, &at.solution, &at.outcome));
    let gone = Families::of(lifted).and(Families::of(&[Family::Demand]));
    let left: Vec<Family> = families.without(gone).members().collect();
    let more = |family| Variant::limits(Families::of(&[family]), Step::Ten.factor(), origin.last());
    let variants = left.iter().map(|&family| all_lifted(origin, lifted).and(more(family)));
    let outcomes = origin.outcomes(variants, solution, one_done)?;
    let rents = by_region(&View::new(origin.system(), program, solution));
    Ok(Rung { lifted: lifted.to_vec(), base: base.clone(), raised: left.into_iter().zip(outcomes).collect(), rents })
}

fn write(origin: &Origin<'_>, rung: &Rung, rows: &mut Vec<LadderRow>) {
    let system = origin.system();
    let row = |region: String, year: Option<Year>, leader: Option<Family>| LadderRow {
        scenario: system.scenario.clone(),
        rung: rung.lifted.len() as i32,
        lifted: Lifted(rung.lifted.clone()),
        region,
        year: year.map(|y| system.time.calendar(y)),
        leader: leader.or(year.is_none().then_some(Family::Demand)),
        gain_share: None,
        rent_share: None,
        compute_mh100e: None,
        load_gw: None,
    };
    for year in std::iter::once(None).chain(system.time.shown().map(Some)) {
        let measure = if year.is_some() { Measure::Compute } else { Measure::Objective };
        let leader = rung.leader(measure, year);
        rows.push(LadderRow {
            gain_share: leader.map(|(_, gain)| tidy(gain)),
            compute_mh100e: Some(tidy(rung.base.measure(Measure::Compute, year))),
            load_gw: Some(tidy(rung.base.measure(Measure::Load, year))),
            ..row(String::new(), year, leader.map(|(family, _)| family))
        });
    }
    for r in system.sets.regions() {
        for y in system.time.shown() {
            let rents = rents::of(&rung.rents, r, y);
            let all: f64 = rents.iter().map(|(_, rent)| rent).sum();
            let leader = rents.into_iter().max_by(|a, b| a.1.total_cmp(&b.1));
            rows.push(LadderRow {
                rent_share: leader.map(|(_, rent)| tidy((rent / all).min(1.0))),
                load_gw: Some(tidy(rung.base.load[r.0][y.0])),
                ..row(system.sets.regions[r].clone(), Some(y), leader.map(|(family, _)| family))
            });
        }
    }
}
