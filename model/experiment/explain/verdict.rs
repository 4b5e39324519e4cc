//! The verdict: what binds, per year and over the horizon, under the narrow and the broad reading of energy.
//!
//! Evidence is what a rise of a family's limits by 10 % brings in a re-solve, never a price alone: of the objective
//! over the horizon, of a year's compute when the limits of all years up to it rise. The family that
//! brings most is first. A reading puts some families together as energy: power and grid (narrow), or also
//! cooling, materials and siting (broad). The verdict names the leader of a reading, or says `mixed` if the next
//! one brings nearly as much.
//!
//! A limit on a stock (what a region's sites hold, its ceiling) counts all that was built to date. Raised up to one year and
//! not beyond, it brings that year nothing where the next year needs the same sites. Where no rise by 10 % brings
//! anything, the verdict looks again with the limits of all years raised, and then with them lifted; the evidence
//! says so, and the gains given stay as defined. Where not even that helps, buyers do not pay for more.
//!
//! Demand is special over the horizon. Larger tiers of demand always raise the objective: the same compute sells
//! at better prices. They are a bottleneck only where they also bring more compute than more of any supply does;
//! only then is demand ranked by its gain. More of a supply can raise the objective and bring no compute, too: power
//! that keeps other load served. The verdict follows the objective and `brings_compute` says whether it is about AI.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::reach::{Size, closed, left_share, loads, of, opened, or_with_later};
use super::relax::{Relaxation, Step};
use super::tables::FlipRow;
use crate::experiment::families::Group;
use crate::experiment::origin::Origin;
use crate::experiment::outcome::Measure;
use crate::named::words;
use crate::program::Family;
use crate::results::tables::LeftOverRow;
use crate::results::view::tidy;
use crate::sets::Year;

/// A gain below this is none.
pub const NOTHING: f64 = 1e-6;

/// Two gains count as equal if the smaller is at least this share of the larger.
pub const MIXED: f64 = 0.8;

/// Gains by family (and `energy`, `energy_broad`), as shares.
pub type Gains = BTreeMap<Group, f64>;

words! {
    /// What binds, in a word.
    Bound {
        /// Energy, in one of its readings.
        Energy, "energy-bound";
        /// Chips.
        Chips, "chip-bound";
        /// Money.
        Capital, "capital-bound";
        /// Buyers.
        Demand, "demand-bound";
        /// Sites.
        Siting, "siting-bound";
        /// Cooling and water.
        Cooling, "cooling-bound";
        /// Materials.
        Materials, "materials-bound";
        /// No limit leads: the second brings nearly as much as the first.
        Mixed, "mixed";
    }
}

impl Bound {
    /// Those that the broad reading of energy can give.
    pub const BROAD: [Self; 5] = [Self::Energy, Self::Chips, Self::Capital, Self::Demand, Self::Mixed];

    /// The family or energy (power and grid) that it names; none if it is mixed.
    #[must_use]
    pub const fn group(self) -> Option<Group> {
        Some(match self {
            Self::Energy => Group::Energy,
            Self::Chips => Group::Family(Family::Chips),
            Self::Capital => Group::Family(Family::Capital),
            Self::Demand => Group::Family(Family::Demand),
            Self::Siting => Group::Family(Family::Siting),
            Self::Cooling => Group::Family(Family::Cooling),
            Self::Materials => Group::Family(Family::Materials),
            Self::Mixed => return None,
        })
    }

    /// The word that names the leader of a reading; power and grid alone count as energy.
    const fn by(leader: Group) -> Self {
        match leader {
            Group::Energy | Group::EnergyBroad | Group::Family(Family::Power | Family::Grid) => Self::Energy,
            Group::Family(Family::Chips) => Self::Chips,
            Group::Family(Family::Capital) => Self::Capital,
            Group::Family(Family::Demand) => Self::Demand,
            Group::Family(Family::Siting) => Self::Siting,
            Group::Family(Family::Cooling) => Self::Cooling,
            Group::Family(Family::Materials) => Self::Materials,
        }
    }
}

/// What binds in a year, or over the horizon (year empty).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Finding {
    /// Model year.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub year: Option<i32>,
    /// Family with the largest gain.
    pub first: Family,
    /// Family with the second largest; empty if no other gains.
    #[serde(with = "crate::named::or_empty")]
    pub second: Option<Family>,
    /// Verdict with energy as power and grid.
    pub narrow: Bound,
    /// Verdict with energy as power, grid, cooling, materials and siting.
    pub broad: Bound,
    /// Gain of the second of the narrow reading over that of the first; empty if nothing gains.
    pub second_over_first: Option<f64>,
    /// Gain of the objective (over the horizon) or of compute (of a year).
    pub gains: Gains,
    /// Gain of compute. Of a family of which the scenario closes a limit in the year, limits of all years rise where those up to
    /// the year bring nothing: what may stand then must be allowed later, too.
    pub gains_compute: Gains,
    /// Gain of AI load.
    pub gains_load: Gains,
    /// AI load without any change, GW.
    pub load_gw: f64,
    /// How hard each holds compute.
    pub sizes: BTreeMap<Group, Size>,
    /// AI load gained where its limits come a year sooner, GW.
    pub sooner_load_gw: Gains,
    /// The same where they come a year later: below 0 what a year of delay costs.
    pub later_load_gw: Gains,
    /// AI load gained where its limits alone are lifted, GW.
    pub lifted_load_gw: Gains,
    /// AI load gained where those of all others are lifted and its own are not, GW.
    pub others_lifted_load_gw: Gains,
    /// What is not used of what is on offer, by family.
    pub left_share: Gains,
    /// Families of which the scenario closes a limit: their ten per cent are of the dataset's.
    pub closed: Vec<Family>,
    /// Gain of compute where limits of a family that the dataset itself sets to 0 are opened; only where nothing else brings
    /// compute.
    pub opened_compute: Gains,
    /// The evidence in words.
    pub evidence: String,
}

/// How sure the verdict over the horizon is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Confidence {
    /// Gain of the second of the narrow reading over that of the first: near 0 is clear, near 1 a tie; empty if nothing gains.
    pub second_over_first: Option<f64>,
    /// Whether objective, compute and AI load name the same first family.
    pub measures_agree: bool,
    /// Whether more of the first family brings compute; if not, its value lies outside AI.
    pub brings_compute: bool,
    /// Whether both readings give the same verdict.
    pub readings_agree: bool,
    /// Model years whose narrow verdict is that of the horizon, over all.
    pub years_agree_share: f64,
    /// Levers along which the leads of the compared pairs were looked for.
    pub levers_tried: usize,
    /// Of these, how many change one within their range.
    pub levers_that_flip: usize,
}

/// `verdict.json`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Verdict {
    /// Scenario.
    pub scenario: String,
    /// By year.
    pub years: Vec<Finding>,
    /// Over the horizon.
    pub horizon: Finding,
    /// Where leads of the compared pairs change hands.
    pub flips: Vec<FlipRow>,
    /// How sure it is.
    pub confidence: Confidence,
}

/// The verdict that re-solves give.
#[must_use]
pub fn verdict(origin: &Origin<'_>, relaxation: &Relaxation, left_over: &[LeftOverRow]) -> Verdict {
    let finding = |year| finding(origin, relaxation, left_over, year);
    let years: Vec<Finding> = origin.system().time.shown().map(|y| finding(Some(y))).collect();
    let horizon = finding(None);
    let leads = [&horizon.gains, &horizon.gains_compute, &horizon.gains_load].map(first);
    let agree = years.iter().filter(|year| year.narrow == horizon.narrow).count();
    let confidence = Confidence {
        second_over_first: horizon.second_over_first,
        measures_agree: leads.iter().all(|lead| *lead == leads[0]),
        brings_compute: [&horizon.gains_compute, &horizon.opened_compute]
            .iter()
            .any(|gains| of(gains, horizon.first.into()) > NOTHING),
        readings_agree: horizon.narrow == horizon.broad,
        years_agree_share: tidy(agree as f64 / years.len() as f64),
        levers_tried: 0,
        levers_that_flip: 0,
    };
    Verdict { scenario: origin.system().scenario.clone(), years, horizon, flips: vec![], confidence }
}

impl Verdict {
    /// Takes in what following levers found.
    pub fn follow(&mut self, flips: &[FlipRow]) {
        let levers = |rows: &mut dyn Iterator<Item = &FlipRow>| {
            rows.map(|row| row.lever.as_str()).collect::<BTreeSet<_>>().len()
        };
        self.confidence.levers_tried = levers(&mut flips.iter());
        self.confidence.levers_that_flip = levers(&mut flips.iter().filter(|row| row.within_range));
        self.flips = flips.iter().filter(|row| row.flip.is_some()).cloned().collect();
    }
}

/// The supply family with the largest gain, if any has one.
#[must_use]
pub fn first(gains: &Gains) -> Option<Family> {
    let supply = Family::ALL.into_iter().filter(|family| *family != Family::Demand);
    let gain = |family: &Family| gains.get(&Group::from(*family)).copied().unwrap_or(0.0);
    supply.filter(|family| gain(family) > NOTHING).max_by(|a, b| gain(a).total_cmp(&gain(b)))
}

/// What a rise of the limits up to a year brings.
fn gains(
    origin: &Origin<'_>,
    relaxation: &Relaxation,
    (step, until): (Step, Year),
    (measure, year): (Measure, Option<Year>),
) -> Gains {
    let of = |group: Group| {
        let outcome = relaxation.one(group, step, until)?;
        Some((group, tidy(outcome.gain(&origin.outcome, measure, year))))
    };
    Group::ALL.into_iter().filter_map(of).collect()
}

fn finding(origin: &Origin<'_>, relaxation: &Relaxation, left_over: &[LeftOverRow], year: Option<Year>) -> Finding {
    let until = year.unwrap_or_else(|| origin.last());
    let closed = closed(origin, year);
    let [objective, compute, load] = Measure::ALL.map(|measure| {
        let of = |until| gains(origin, relaxation, (Step::Ten, until), (measure, year));
        if measure == Measure::Objective { of(until) } else { or_with_later(of(until), of(origin.last()), &closed) }
    });
    let families = Family::ALL.map(Group::from);
    let found = if year.is_some() { compute.clone() } else { objective };
    let mut evidence = evidence(&found, year.is_some());
    let mut scores = scores(&found, &compute, year.is_none());
    let measure = if year.is_some() { Measure::Compute } else { Measure::Objective };
    for (step, words) in [(Step::Ten, "in later years too, "), (Step::Lifted, "lifted altogether: ")] {
        let repeats = step == Step::Ten && until == origin.last();
        if !repeats && self::ranked(&scores, &families).is_empty() {
            let of = |measure| gains(origin, relaxation, (step, origin.last()), (measure, year));
            scores = self::scores(&of(measure), &of(Measure::Compute), year.is_none());
            let found = listed(&scores);
            evidence = format!("{evidence}; {words}{}", if found.is_empty() { "nothing" } else { &found });
        }
    }
    let leads_to_compute = self::ranked(&scores, &families).iter().any(|(group, _)| of(&compute, *group) > NOTHING);
    let by_opening = opened(origin, relaxation, (measure, year));
    if !leads_to_compute && by_opening.values().any(|gain| *gain > NOTHING) {
        let found = listed(&by_opening);
        evidence = format!("{evidence}; limits that the data set to 0, opened: {found}");
        scores = by_opening;
    }
    let all = ranked(&scores, &families);
    let family = |place: usize| all.get(place).and_then(|(group, _)| group.family());
    let calendar = year.map(|y| origin.system().time.calendar(y));
    let [narrow, broad] = words(&scores);
    Finding {
        year: calendar,
        first: family(0).unwrap_or(Family::Demand),
        second: family(1),
        narrow,
        broad,
        second_over_first: second_over_first(&reading(&scores, NARROW)),
        evidence,
        sizes: compute.iter().map(|(group, gain)| (*group, Size::of(*gain, Step::Ten.factor() - 1.0))).collect(),
        sooner_load_gw: loads(origin, year, |group| relaxation.one(group, Step::Sooner, origin.last())),
        later_load_gw: loads(origin, year, |group| relaxation.one(group, Step::Later, origin.last())),
        lifted_load_gw: loads(origin, year, |group| relaxation.one(group, Step::Lifted, origin.last())),
        others_lifted_load_gw: loads(origin, year, |group| relaxation.all_but(group)),
        left_share: left_share(left_over, calendar),
        load_gw: tidy(origin.outcome.measure(Measure::Load, year)),
        closed,
        opened_compute: if leads_to_compute {
            Gains::new()
        } else {
            opened(origin, relaxation, (Measure::Compute, year))
        },
        gains: found,
        gains_compute: compute,
        gains_load: load,
    }
}

/// Who can be named in the narrow reading.
pub const NARROW: &[Group] = &[
    Group::Energy,
    Group::Family(Family::Chips),
    Group::Family(Family::Capital),
    Group::Family(Family::Demand),
    Group::Family(Family::Siting),
    Group::Family(Family::Cooling),
    Group::Family(Family::Materials),
];
/// The same in the broad reading.
pub const BROAD: &[Group] =
    &[Group::EnergyBroad, Group::Family(Family::Chips), Group::Family(Family::Capital), Group::Family(Family::Demand)];

/// Those of a reading with their gains. Where energy as a whole was not raised, its members stand for it.
fn reading(scores: &Gains, groups: &[Group]) -> Vec<(Group, f64)> {
    let energy = groups[0];
    let is_member = |group: &Group| group.family().is_some_and(|family| energy.families().holds(family));
    let mut all: Vec<Group> = groups.to_vec();
    if !scores.contains_key(&energy) {
        all.extend(energy.families().members().map(Group::from).filter(|group| !groups.contains(group)));
    }
    let mut found = ranked(scores, &all);
    for entry in found.iter_mut().filter(|(group, _)| is_member(group)) {
        entry.0 = energy;
    }
    found
}

/// Who gains in the narrow reading with how much, the largest first, as the verdict ranks them; nobody where no rise by ten
/// per cent brings anything.
#[must_use]
pub fn leaders(finding: &Finding) -> Vec<(Group, f64)> {
    let counted = finding.year.is_none();
    reading(&scores(&finding.gains, &finding.gains_compute, counted), NARROW)
}

/// The supply that gains most in the narrow reading, if any gains.
#[must_use]
pub fn first_read(gains: &Gains) -> Option<Group> {
    let mut supply = gains.clone();
    supply.remove(&Family::Demand.into());
    reading(&supply, NARROW).first().map(|(group, _)| *group)
}

/// The verdict words of scores, in the narrow and in the broad reading.
#[must_use]
pub fn words(scores: &Gains) -> [Bound; 2] {
    [NARROW, BROAD].map(|groups| word(&reading(scores, groups)))
}

/// Gains as they count: over the horizon demand's only where it leads in compute.
#[must_use]
pub fn scores(gains: &Gains, compute: &Gains, horizon: bool) -> Gains {
    let mut scores = gains.clone();
    let demand = Group::from(Family::Demand);
    let own = compute.get(&demand).copied().unwrap_or(0.0);
    let leads = own > NOTHING && compute.iter().filter(|(other, _)| **other != demand).all(|(_, gain)| *gain < own);
    if horizon && !leads {
        scores.remove(&demand);
    }
    scores
}

/// Groups with a gain, the largest first.
fn ranked(scores: &Gains, groups: &[Group]) -> Vec<(Group, f64)> {
    let gains = groups.iter().filter_map(|group| Some((*group, *scores.get(group)?)));
    let mut ranked: Vec<(Group, f64)> = gains.filter(|(_, gain)| *gain > NOTHING).collect();
    ranked.sort_by(|a, b| b.1.total_cmp(&a.1));
    ranked
}

/// How near the second of a ranking comes to the first; none if no one gains.
fn second_over_first(ranked: &[(Group, f64)]) -> Option<f64> {
    let (_, first) = ranked.first()?;
    Some(tidy(ranked.get(1).map_or(0.0, |(_, second)| second / first)))
}

/// The verdict word of a ranking.
fn word(ranked: &[(Group, f64)]) -> Bound {
    match ranked {
        [] => Bound::Demand,
        [(_, first), (_, second), ..] if *second >= MIXED * first => Bound::Mixed,
        [(leader, _), ..] => Bound::by(*leader),
    }
}

/// What ten per cent more of each brings, the largest first.
fn evidence(gains: &Gains, of_year: bool) -> String {
    let quantity = if of_year { "compute of the year" } else { "value, over the worth of the compute sold" };
    match listed(gains) {
        none if none.is_empty() => format!("ten per cent more of any limit brings no {quantity}"),
        found => format!("ten per cent more of its limits brings {quantity}: {found}"),
    }
}

/// Families and groups with a gain.
fn listed(gains: &Gains) -> String {
    let groups: Vec<Group> = Group::ALL.into_iter().filter(|group| *group != Group::EnergyBroad).collect();
    let parts = ranked(gains, &groups).into_iter().map(|(name, gain)| format!("{name} {:+.3} %", gain * 100.0));
    parts.collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    const CHIPS: Group = Group::Family(Family::Chips);
    const CAPITAL: Group = Group::Family(Family::Capital);
    const DEMAND: Group = Group::Family(Family::Demand);

    #[test]
    fn the_leader_of_the_reading_gives_the_word() {
        let scores = Gains::from([(CHIPS, 0.03), (Group::Energy, 0.02), (Group::EnergyBroad, 0.05), (CAPITAL, 0.01)]);
        assert_eq!(word(&ranked(&scores, NARROW)), Bound::Chips);
        assert_eq!(word(&ranked(&scores, BROAD)), Bound::Energy);
    }

    #[test]
    fn two_that_bring_nearly_the_same_are_mixed() {
        assert_eq!(word(&[(CHIPS, 0.010), (CAPITAL, 0.009)]), Bound::Mixed);
    }

    #[test]
    fn where_nothing_brings_anything_demand_is_the_limit() {
        assert_eq!(word(&ranked(&Gains::from([(CHIPS, 1e-9)]), NARROW)), Bound::Demand);
    }

    #[test]
    fn better_prices_alone_do_not_make_demand_the_bottleneck() {
        let objective = Gains::from([(CHIPS, 0.01), (DEMAND, 0.09)]);
        let compute = Gains::from([(CHIPS, 0.08), (DEMAND, 0.0)]);
        assert!(!scores(&objective, &compute, true).contains_key(&DEMAND));
        let compute = Gains::from([(CHIPS, 0.01), (DEMAND, 0.08)]);
        assert!(scores(&objective, &compute, true).contains_key(&DEMAND));
    }
}
