//! Levers over their ranges: what either end brings, and how far a lever must move for the lead between two families to change hands.
//!
//! At a strength of a lever the scenario is solved, then again with the limits of every side raised by 10 %;
//! who gains more of two leads. Between the scenario's strength and each end of the lever's range the
//! strength at which the lead changes is found by bisection, if the two disagree. Where neither end does, a
//! lever that scales limits of one of the two is followed on to a tenth and ten times its strength: how far
//! from anything plausible the answer changes. A lead that comes and goes in between is missed. What the gains are of is asked for: the verdict follows the objective, but energy
//! and chips can trade places in AI load and not in value.

use serde::{Deserialize, Serialize};

use super::levers::{quantity, scales_limits};
use super::relax::{Relaxation, Step};
use super::tables::{FlipRow, Lead, Pair};
use super::verdict::{NOTHING, Verdict, leaders};
use crate::error::Result;
use crate::experiment::families::Group;
use crate::experiment::origin::{Origin, Solved};
use crate::experiment::outcome::{Measure, Outcome};
use crate::experiment::variant::Variant;
use crate::named::words;
use crate::parallel;
use crate::program::Family;
use crate::results::tables::row;
use crate::results::view::tidy;
use crate::scenario::lever::Lever;
use crate::sets::Year;

words! {
    /// An end of a lever's range.
    End {
        /// The lower.
        Low, "low";
        /// The higher.
        High, "high";
    }
}

row! {
    /// A tornado: what each lever of the dataset brings at either end of its range, all else as in the scenario.
    LeverSwingRow [scenario, lever, end, year] {
        /// Scenario.
        scenario: String,
        /// Lever of the dataset.
        lever: String,
        /// Its title.
        title: String,
        /// `low` or `high` end of its range.
        end: End,
        /// Model year; empty for the horizon.
        year: Option<i32>,
        /// Unit of the strengths; `x` is a factor.
        unit: String,
        /// Strength in the scenario.
        strength: f64,
        /// Strength at the end.
        strength_at_end: f64,
        /// Change of AI load, rated; over the horizon of its mean over calendar years. Empty where there is no solution, as all that follow.
        load_gw: Option<f64>,
        /// The same over the load without it.
        gain_load_share: Option<f64>,
        /// Change of compute.
        compute_mh100e: Option<f64>,
        /// The same over the compute without it.
        gain_compute_share: Option<f64>,
        /// Change of the objective; over the horizon only.
        objective_musd: Option<f64>,
    }
}

/// Bisection stops when the strength is known to this share of the lever's range.
const RESOLUTION: f64 = 0.01;

/// How far a lever is followed beyond its range.
const FURTHER: f64 = 10.0;

/// Who is compared, and by what.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Contest {
    /// The two; where none are named, every two that could lead.
    pub pair: Option<[Group; 2]>,
    /// What their gains are of.
    pub measure: Measure,
}

/// What levers bring at the ends of their ranges, and where along them leads change hands.
#[derive(Debug, Serialize, Deserialize)]
pub struct Followed {
    /// Lever by lever, end by end, over the horizon and by year.
    pub swings: Vec<LeverSwingRow>,
    /// Pair by pair, lever by lever.
    pub flips: Vec<FlipRow>,
}

impl Contest {
    /// Who is compared: the two that are named; else chips and energy, and with them whoever leads over the horizon or in a
    /// year. More demand always raises the objective, so that it takes part only where other gains are asked for.
    fn pairs(self, verdict: &Verdict, relaxation: &Relaxation, last: Year) -> Vec<[Group; 2]> {
        const DEMAND: Group = Group::Family(Family::Demand);
        let leads =
            verdict.years.iter().chain([&verdict.horizon]).filter_map(|finding| Some(leaders(finding).first()?.0));
        let mut sides = vec![Group::Family(Family::Chips), Group::Energy];
        for group in leads.filter(|group| self.measure != Measure::Objective || *group != DEMAND) {
            if !sides.contains(&group) {
                sides.push(group);
            }
        }
        let pairs = match self.pair {
            Some(pair) => vec![pair],
            None => (1..sides.len())
                .flat_map(|i| sides[..i].iter().map(|one| [*one, sides[i]]).collect::<Vec<_>>())
                .collect(),
        };
        let raised = |group: &Group| relaxation.one(*group, Step::Ten, last).is_some();
        pairs.into_iter().filter(|pair| pair.iter().all(raised)).collect()
    }

    /// Who gains more of two.
    fn leader(self, base: &Outcome, raised: [&Outcome; 2], pair: [Group; 2]) -> Lead {
        let [one, other] = raised.map(|outcome| outcome.gain(base, self.measure, None));
        match () {
            () if one.max(other) <= NOTHING => Lead::None,
            () if one >= other => Lead::Group(pair[0]),
            () => Lead::Group(pair[1]),
        }
    }
}

/// Follows all levers; `one_done` is called after each of them.
///
/// # Errors
/// If a re-solve has no certified optimum or a lever cannot act within its own range.
pub fn follow(
    origin: &Origin<'_>,
    contest: Contest,
    (relaxation, verdict): (&Relaxation, &Verdict),
    one_done: &(dyn Fn() + Sync),
) -> Result<Followed> {
    let pairs = contest.pairs(verdict, relaxation, origin.last());
    let levers = parallel::map(origin.threads, &origin.loaded.levers, |lever| {
        let found = along(origin, (contest, &pairs), relaxation, lever);
        one_done();
        found
    })?;
    let levers: Vec<(Vec<LeverSwingRow>, Vec<FlipRow>)> = levers.into_iter().collect::<Result<_>>()?;
    let (swings, flips): (Vec<_>, Vec<Vec<FlipRow>>) = levers.into_iter().unzip();
    let of_pair = |place: usize| flips.iter().map(move |rows| rows[place].clone());
    Ok(Followed { swings: swings.into_iter().flatten().collect(), flips: (0..pairs.len()).flat_map(of_pair).collect() })
}

/// Ends and flip points of one lever, of each pair on the side where it is nearer to the scenario's strength.
fn along(
    origin: &Origin<'_>,
    (contest, pairs): (Contest, &[[Group; 2]]),
    relaxation: &Relaxation,
    lever: &Lever,
) -> Result<(Vec<LeverSwingRow>, Vec<FlipRow>)> {
    let mut path = Path::new(origin, (contest, pairs), relaxation, lever);
    let mut flips = vec![];
    for pair in pairs {
        flips.push(path.flip(*pair)?);
    }
    Ok((path.swings()?, flips))
}

/// A lever at a strength: what the scenario then brings, and with ten per cent more of each side; none without a solution.
struct Point {
    strength: f64,
    brings: Option<(Outcome, Vec<Outcome>)>,
}

/// A lever's way, with the points that are known of it.
struct Path<'a> {
    origin: &'a Origin<'a>,
    lever: &'a Lever,
    contest: Contest,
    sides: Vec<Group>,
    points: Vec<Point>,
}

/// Who leads at two ends, and a strength at which the lead changes, with who leads beyond it.
type Between = ([Lead; 2], Option<(f64, Lead)>);

impl<'a> Path<'a> {
    fn new(
        origin: &'a Origin<'a>,
        (contest, pairs): (Contest, &[[Group; 2]]),
        relaxation: &Relaxation,
        lever: &'a Lever,
    ) -> Self {
        let mut sides: Vec<Group> = pairs.iter().flatten().copied().collect();
        sides.sort_unstable();
        sides.dedup();
        let raised = sides.iter().filter_map(|side| relaxation.one(*side, Step::Ten, origin.last())).cloned().collect();
        let now = Point { strength: origin.loaded.strength(lever), brings: Some((origin.outcome.clone(), raised)) };
        Self { origin, lever, contest, sides, points: vec![now] }
    }

    /// The scenario's strength of it.
    fn strength(&self) -> f64 {
        self.points[0].strength
    }

    /// What a strength brings.
    fn at(&mut self, strength: f64) -> Result<&Point> {
        let known = self.points.iter().position(|point| point.strength == strength);
        let place = known.map_or_else(|| self.look(strength), Ok)?;
        Ok(&self.points[place])
    }

    fn look(&mut self, strength: f64) -> Result<usize> {
        let found = self.origin.find(&Variant::lever(self.lever, strength), self.origin.solution)?;
        let brings = found.as_ref().map(Solved::origin).map(|there| {
            let more = |side: &Group| Variant::limits(side.families(), Step::Ten.factor(), there.last());
            let raised =
                self.sides.iter().map(|side| Ok(there.solve(&more(side))?.outcome)).collect::<Result<Vec<_>>>();
            raised.map(|raised| (there.outcome.clone(), raised))
        });
        self.points.push(Point { strength, brings: brings.transpose()? });
        Ok(self.points.len() - 1)
    }

    /// Who leads of two at a strength.
    fn leader(&mut self, pair: [Group; 2], strength: f64) -> Result<Lead> {
        let places = pair.map(|group| self.sides.iter().position(|side| *side == group).unwrap_or_default());
        let contest = self.contest;
        let leader =
            |(base, raised): &(Outcome, Vec<Outcome>)| contest.leader(base, places.map(|place| &raised[place]), pair);
        Ok(self.at(strength)?.brings.as_ref().map_or(Lead::Infeasible, leader))
    }

    /// The flip point of a pair, and who leads where.
    fn flip(&mut self, pair: [Group; 2]) -> Result<FlipRow> {
        let (lever, strength) = (self.lever, self.strength());
        let now = self.leader(pair, strength)?;
        let (leaders, mut flip) = self.between(pair, now, [lever.low, lever.high])?;
        let within = flip.is_some();
        if !within && scales_limits(lever, pair[0].families().and(pair[1].families())) {
            flip = self.between(pair, now, [strength / FURTHER, strength * FURTHER])?.1;
        }
        let years = self.origin.system().time.shown_years();
        let at = |s: f64| quantity(self.origin.loaded, lever, s, years[years.len() / 2]);
        let moved = at(strength);
        Ok(FlipRow {
            scenario: self.origin.system().scenario.clone(),
            lever: lever.name.clone(),
            title: lever.title.clone(),
            pair: Pair(pair),
            measure: self.contest.measure,
            unit: lever.unit.clone(),
            strength,
            low: lever.low,
            high: lever.high,
            leader: now,
            leader_at_low: leaders[0],
            leader_at_high: leaders[1],
            flip: flip.map(|(s, _)| tidy(s)),
            within_range: within,
            leader_beyond: flip.map(|(_, leader)| leader),
            quantity: moved.as_ref().map(|(value, _)| tidy(*value)),
            quantity_at_flip: flip.and_then(|(s, _)| at(s)).map(|(value, _)| tidy(value)),
            quantity_unit: moved.map_or(String::new(), |(_, unit)| unit),
        })
    }

    /// Who leads at two ends, and the nearer strength between the scenario's and one of them at which the lead changes.
    fn between(&mut self, pair: [Group; 2], now: Lead, ends: [f64; 2]) -> Result<Between> {
        let strength = self.strength();
        let mut leaders = [now; 2];
        let mut nearest: Option<(f64, Lead)> = None;
        for (end, leader) in ends.into_iter().zip(&mut leaders) {
            *leader = self.leader(pair, end)?;
            if *leader == now || *leader == Lead::Infeasible {
                continue;
            }
            let flip = self.bisect(pair, (strength, now), (end, *leader))?;
            if nearest.is_none_or(|(known, _)| (flip.0 - strength).abs() < (known - strength).abs()) {
                nearest = Some(flip);
            }
        }
        Ok((leaders, nearest))
    }

    /// The strength between two at which the lead changes, and who leads beyond it.
    fn bisect(
        &mut self,
        pair: [Group; 2],
        (mut near, now): (f64, Lead),
        (mut far, mut leader): (f64, Lead),
    ) -> Result<(f64, Lead)> {
        let close = RESOLUTION * (self.lever.high - self.lever.low).abs();
        while (far - near).abs() > close {
            let middle = f64::midpoint(near, far);
            let found = self.leader(pair, middle)?;
            if found == now {
                near = middle;
            } else {
                (far, leader) = (middle, found);
            }
        }
        Ok((f64::midpoint(near, far), leader))
    }

    /// What the ends bring, over the horizon and by year.
    fn swings(&mut self) -> Result<Vec<LeverSwingRow>> {
        let (origin, lever, now) = (self.origin, self.lever, self.strength());
        let mut rows = vec![];
        for (end, strength) in [(End::Low, lever.low), (End::High, lever.high)] {
            let there = self.at(strength)?.brings.as_ref().map(|(outcome, _)| outcome);
            let change = |measure, year| {
                there.map(|there| tidy(there.measure(measure, year) - origin.outcome.measure(measure, year)))
            };
            let gain = |measure, year| there.map(|there| tidy(there.gain(&origin.outcome, measure, year)));
            let row = |year: Option<Year>| LeverSwingRow {
                scenario: origin.system().scenario.clone(),
                lever: lever.name.clone(),
                title: lever.title.clone(),
                end,
                year: year.map(|y| origin.system().time.calendar(y)),
                unit: lever.unit.clone(),
                strength: now,
                strength_at_end: strength,
                load_gw: change(Measure::Load, year),
                gain_load_share: gain(Measure::Load, year),
                compute_mh100e: change(Measure::Compute, year),
                gain_compute_share: gain(Measure::Compute, year),
                objective_musd: year.is_none().then(|| change(Measure::Objective, None)).flatten(),
            };
            rows.extend(std::iter::once(None).chain(origin.system().time.shown().map(Some)).map(row));
        }
        Ok(rows)
    }
}
