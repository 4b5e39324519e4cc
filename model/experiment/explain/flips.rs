//! Flip points: how far a lever must move for the lead between two families to change hands.
//!
//! At a strength of the lever, the scenario is solved, then again with the limits of either side raised by 10 %;
//! who gains more leads. Between the scenario's strength and each end of the lever's range the
//! strength at which the lead changes is found by bisection, if the two disagree. Where neither end does, a
//! lever that scales limits of one of the two is followed on to a tenth and ten times its strength: how far
//! from anything plausible the answer changes. A lead that comes and goes in between is missed. What the gains are of is asked for: the verdict follows the objective, but energy
//! and chips can trade places in AI load and not in value.

use super::levers::{quantity, scales_limits};
use super::relax::{Relaxation, Step};
use super::tables::{FlipRow, Lead, Pair};
use super::verdict::NOTHING;
use crate::error::Result;
use crate::experiment::families::Group;
use crate::experiment::origin::{Origin, Solved};
use crate::experiment::outcome::{Measure, Outcome};
use crate::experiment::parallel;
use crate::experiment::variant::Variant;
use crate::results::view::tidy;
use crate::scenario::lever::Lever;

/// Bisection stops when the strength is known to this share of the lever's range.
const RESOLUTION: f64 = 0.01;

/// How far a lever is followed beyond its range.
const FURTHER: f64 = 10.0;

/// A strength at which the lead changes, and who leads beyond it.
type Flip = (f64, Lead);

/// Who is compared, and by what.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Contest {
    /// The two.
    pub pair: [Group; 2],
    /// What their gains are of.
    pub measure: Measure,
}

impl Contest {
    /// Who gains more.
    fn leader(self, base: &Outcome, raised: [&Outcome; 2]) -> Lead {
        let [one, other] = raised.map(|outcome| outcome.gain(base, self.measure, None));
        match () {
            () if one.max(other) <= NOTHING => Lead::None,
            () if one >= other => Lead::Group(self.pair[0]),
            () => Lead::Group(self.pair[1]),
        }
    }

    /// Who leads at a strength of a lever.
    fn leader_at(self, origin: &Origin<'_>, lever: &Lever, strength: f64) -> Result<Lead> {
        let found = origin.find(&Variant::lever(lever, strength), origin.solution)?;
        let Some(there) = found.as_ref().map(Solved::origin) else { return Ok(Lead::Infeasible) };
        let [one, other] =
            self.pair.map(|group| there.solve(&Variant::limits(group.families(), Step::Ten.factor(), there.last())));
        Ok(self.leader(&there.outcome, [&one?.outcome, &other?.outcome]))
    }
}

/// The flip points along levers; `one_done` is called after each of them.
///
/// # Errors
/// If a re-solve has no certified optimum or a lever cannot act within its own range.
pub fn flips(
    origin: &Origin<'_>,
    contest: Contest,
    relaxation: &Relaxation,
    one_done: &(dyn Fn() + Sync),
) -> Result<Vec<FlipRow>> {
    let raised = contest.pair.map(|group| relaxation.one(group, Step::Ten, origin.last()));
    let [Some(one), Some(other)] = raised else { return Ok(vec![]) };
    let now = contest.leader(&origin.outcome, [one, other]);
    let found = parallel::map(origin.threads, &origin.loaded.levers, |lever| {
        let row = along(origin, contest, lever, now);
        one_done();
        row
    })?;
    found.into_iter().collect()
}

/// The flip point along one lever, on the side where it is nearer to the scenario's strength.
fn along(origin: &Origin<'_>, contest: Contest, lever: &Lever, now: Lead) -> Result<FlipRow> {
    let strength = origin.loaded.strength(lever);
    let (leaders, mut flip) = between(origin, contest, lever, now, [lever.low, lever.high])?;
    let within = flip.is_some();
    let families = contest.pair[0].families().and(contest.pair[1].families());
    if !within && scales_limits(lever, families) {
        flip = between(origin, contest, lever, now, [strength / FURTHER, strength * FURTHER])?.1;
    }
    Ok(FlipRow { within_range: within, ..row(origin, contest, lever, [now, leaders[0], leaders[1]], flip) })
}

/// Who leads at two ends, and the nearer strength between the scenario's and one of them at which the lead changes.
fn between(
    origin: &Origin<'_>,
    contest: Contest,
    lever: &Lever,
    now: Lead,
    ends: [f64; 2],
) -> Result<([Lead; 2], Option<Flip>)> {
    let strength = origin.loaded.strength(lever);
    let mut leaders = [now; 2];
    let mut nearest: Option<Flip> = None;
    for (end, leader) in ends.into_iter().zip(&mut leaders) {
        if end == strength {
            continue;
        }
        *leader = contest.leader_at(origin, lever, end)?;
        if *leader == now || *leader == Lead::Infeasible {
            continue;
        }
        let flip = bisect(origin, contest, lever, (strength, now), (end, *leader))?;
        if nearest.is_none_or(|(known, _)| (flip.0 - strength).abs() < (known - strength).abs()) {
            nearest = Some(flip);
        }
    }
    Ok((leaders, nearest))
}

/// The strength between two at which the lead changes, and who leads beyond it.
fn bisect(
    origin: &Origin<'_>,
    contest: Contest,
    lever: &Lever,
    (mut near, now): (f64, Lead),
    (mut far, mut leader): Flip,
) -> Result<Flip> {
    let close = RESOLUTION * (lever.high - lever.low).abs();
    while (far - near).abs() > close {
        let middle = f64::midpoint(near, far);
        let found = contest.leader_at(origin, lever, middle)?;
        if found == now {
            near = middle;
        } else {
            (far, leader) = (middle, found);
        }
    }
    Ok((f64::midpoint(near, far), leader))
}

fn row(
    origin: &Origin<'_>,
    contest: Contest,
    lever: &Lever,
    [now, low, high]: [Lead; 3],
    flip: Option<Flip>,
) -> FlipRow {
    let strength = origin.loaded.strength(lever);
    let years = &origin.system().time.years;
    let at = |s: f64| quantity(origin.loaded, lever, s, years[years.len() / 2]);
    let moved = at(strength);
    FlipRow {
        scenario: origin.system().scenario.clone(),
        lever: lever.name.clone(),
        title: lever.title.clone(),
        pair: Pair(contest.pair),
        measure: contest.measure,
        unit: lever.unit.clone(),
        strength,
        low: lever.low,
        high: lever.high,
        leader: now,
        leader_at_low: low,
        leader_at_high: high,
        flip: flip.map(|(s, _)| tidy(s)),
        within_range: true,
        leader_beyond: flip.map(|(_, leader)| leader),
        quantity: moved.as_ref().map(|(value, _)| tidy(*value)),
        quantity_at_flip: flip.and_then(|(s, _)| at(s)).map(|(value, _)| tidy(value)),
        quantity_unit: moved.map_or(String::new(), |(_, unit)| unit),
    }
}
