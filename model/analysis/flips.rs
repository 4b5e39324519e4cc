//! Flip points: how far a lever must move for the lead between two families to change hands.
//!
//! At a strength of the lever, the scenario is solved, then again with the limits of either side raised by 10 %;
//! who gains more leads. Between the scenario's strength and each end of the lever's range the
//! strength at which the lead changes is found by bisection, if the two ends disagree. A lead that comes and goes
//! within the range can be missed.

use super::families::{Factors, Group};
use super::levers::quantity;
use super::origin::{Origin, solved, with_lever};
use super::outcome::{Measure, Outcome};
use super::parallel;
use super::relax::Step;
use super::tables::FlipRow;
use super::verdict::NOTHING;
use crate::error::Result;
use crate::results::view::tidy;
use crate::scenario::lever::Lever;
use crate::solve::Known;

/// Bisection stops when the strength is known to this share of the lever's range.
const RESOLUTION: f64 = 0.01;

/// The three outcomes at one strength.
struct Point {
    strength: f64,
    base: Outcome,
    one: Outcome,
    other: Outcome,
}

impl Point {
    /// Who gains more of a measure.
    fn leader(&self, pair: &[Group; 2], measure: Measure) -> &'static str {
        let [one, other] = [&self.one, &self.other].map(|raised| raised.gain(&self.base, measure, None));
        match () {
            () if one.max(other) <= NOTHING => "none",
            () if one >= other => pair[0].name,
            () => pair[1].name,
        }
    }
}

/// The flip points of a pair along levers; `one_done` is called after each lever.
///
/// # Errors
/// If a re-solve has no certified optimum or a lever cannot act within its own range.
pub fn flips(
    origin: &Origin<'_>,
    pair: &[Group; 2],
    levers: &[Lever],
    one_done: &(dyn Fn() + Sync),
) -> Result<Vec<FlipRow>> {
    let found = parallel::map(origin.threads, levers, |lever| {
        let rows = along(origin, pair, lever);
        one_done();
        rows
    })?;
    Ok(found.into_iter().collect::<Result<Vec<_>>>()?.into_iter().flatten().collect())
}

/// The flip points along one lever, by measure.
fn along(origin: &Origin<'_>, pair: &[Group; 2], lever: &Lever) -> Result<Vec<FlipRow>> {
    let strength = origin.loaded.strength(lever);
    let mut points = vec![];
    for s in [strength, lever.low, lever.high] {
        points.push(point(origin, pair, lever, s)?);
    }
    let mut rows = vec![];
    for measure in Measure::ALL {
        let [now, low, high] = [0, 1, 2].map(|i: usize| points[i].leader(pair, measure));
        let mut nearest: Option<(f64, &'static str)> = None;
        for (end, leader) in [(lever.low, low), (lever.high, high)] {
            if leader == now || end == strength {
                continue;
            }
            let flip = bisect(origin, pair, lever, measure, (strength, end, now), &mut points)?;
            if nearest.is_none_or(|(known, _)| (flip.0 - strength).abs() < (known - strength).abs()) {
                nearest = Some(flip);
            }
        }
        rows.push(row(origin, pair, lever, measure, [now, low, high], nearest));
    }
    Ok(rows)
}

/// The strength between two at which the lead changes, and who leads beyond it.
fn bisect(
    origin: &Origin<'_>,
    pair: &[Group; 2],
    lever: &Lever,
    measure: Measure,
    (mut same, mut beyond, now): (f64, f64, &'static str),
    points: &mut Vec<Point>,
) -> Result<(f64, &'static str)> {
    let close = RESOLUTION * (lever.high - lever.low).abs();
    let mut leader = "";
    while (beyond - same).abs() > close || leader.is_empty() {
        let middle = if leader.is_empty() { beyond } else { f64::midpoint(same, beyond) };
        let known = points.iter().position(|p| p.strength == middle);
        let index = match known {
            Some(index) => index,
            None => {
                points.push(point(origin, pair, lever, middle)?);
                points.len() - 1
            }
        };
        let found = points[index].leader(pair, measure);
        if found == now {
            same = middle;
        } else {
            (beyond, leader) = (middle, found);
        }
    }
    Ok((f64::midpoint(same, beyond), leader))
}

fn point(origin: &Origin<'_>, pair: &[Group; 2], lever: &Lever, strength: f64) -> Result<Point> {
    let (system, program) = with_lever(origin.loaded, &lever.name, strength)?;
    let base = solved(&system, &program, origin.known())?;
    let known = Known { program: &program, solution: &base.solution };
    let raised = |group: &Group| {
        let factors = Factors::NEUTRAL.times(group.families, Step::Ten.factor());
        solved(&system, &factors.raise(&system, &program, origin.last()), known).map(|solved| solved.outcome)
    };
    Ok(Point { strength, one: raised(&pair[0])?, other: raised(&pair[1])?, base: base.outcome })
}

fn row(
    origin: &Origin<'_>,
    pair: &[Group; 2],
    lever: &Lever,
    measure: Measure,
    [now, low, high]: [&str; 3],
    flip: Option<(f64, &'static str)>,
) -> FlipRow {
    let strength = origin.loaded.strength(lever);
    let years = &origin.system().time.years;
    let at = |s: f64| quantity(origin.loaded, lever, s, years[years.len() / 2]);
    let moved = at(strength);
    FlipRow {
        scenario: origin.system().scenario.clone(),
        lever: lever.name.clone(),
        title: lever.title.clone(),
        pair: format!("{}/{}", pair[0].name, pair[1].name),
        measure: measure.name().to_owned(),
        unit: lever.unit.clone(),
        strength,
        low: lever.low,
        high: lever.high,
        leader: now.to_owned(),
        leader_at_low: low.to_owned(),
        leader_at_high: high.to_owned(),
        flip: flip.map(|(s, _)| tidy(s)),
        leader_beyond: flip.map_or(String::new(), |(_, leader)| leader.to_owned()),
        quantity: moved.as_ref().map(|(value, _)| tidy(*value)),
        quantity_at_flip: flip.and_then(|(s, _)| at(s)).map(|(value, _)| tidy(value)),
        quantity_unit: moved.map_or(String::new(), |(_, unit)| unit),
    }
}
