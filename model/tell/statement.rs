//! What an explanation found, as values with one sentence each.

use super::levers::rivals;
use super::names::list;
use super::number::{cell, strength, strength_beside, with_unit};
use super::share::{part_of, per_cent};
use super::years::in_turn;
use crate::experiment::explain::kinds::KindRow;
use crate::experiment::explain::relax::Step;
use crate::experiment::explain::tables::{CeilingRow, FlipRow, LadderRow, ShapleyRow};
use crate::experiment::explain::verdict::{Gains, Verdict, first};
use crate::experiment::families::Group;
use crate::named::word_or_empty;
use crate::program::Family;

/// Millions in a billion.
const BILLION: f64 = 1e3;

/// Something that an explanation found.
#[derive(Debug, Clone, Copy)]
pub enum Statement<'a> {
    /// What binds over the horizon, in both readings.
    Verdict(&'a Verdict),
    /// Whether models of another kind agree.
    Kinds(&'a [KindRow]),
    /// What binds from year to year.
    Course(&'a Verdict),
    /// Which families were raised, if not all.
    Among(&'a Verdict),
    /// How sure the verdict is; with all levers along which leads were followed.
    Certainty(&'a Verdict, &'a [FlipRow]),
    /// Objective, compute and load name different families, or more of the first brings no compute.
    Measures(&'a Verdict),
    /// What binds next, over the horizon in the whole country.
    Ladder(&'a [LadderRow]),
    /// How a step of all limits is shared out among families.
    Shapley(&'a [&'a ShapleyRow]),
    /// Where a lever changes the lead.
    Flip(&'a FlipRow),
    /// Why the optimum of a year differs from its smallest ceiling.
    Ceiling(&'a CeilingRow),
}

impl Statement<'_> {
    /// The sentence; none if there is nothing to say.
    #[must_use]
    pub fn sentence(&self) -> Option<String> {
        match self {
            Self::Verdict(verdict) => Some(over_the_horizon(verdict)),
            Self::Kinds(rows) => Some(kinds(rows)),
            Self::Course(verdict) => {
                let by_year = verdict.years.iter().map(|year| (year.year.unwrap_or_default(), year.narrow.name()));
                Some(format!("By year: {}.", in_turn(by_year)))
            }
            Self::Among(verdict) => among(verdict),
            Self::Certainty(verdict, followed) => Some(certainty(verdict, followed)),
            Self::Measures(verdict) => measures(verdict),
            Self::Ladder(rows) => ladder(rows),
            Self::Shapley(rows) => shapley(rows),
            Self::Flip(row) => Some(flip(row)),
            Self::Ceiling(row) => ceiling(row),
        }
    }
}

fn over_the_horizon(verdict: &Verdict) -> String {
    let years: Vec<i32> = verdict.years.iter().filter_map(|year| year.year).collect();
    format!(
        "Verdict {}-{}: {} (narrow reading: energy is power and grid); {} (broad reading: with cooling, materials and siting).",
        years.first().unwrap_or(&0),
        years.last().unwrap_or(&0),
        verdict.horizon.narrow,
        verdict.horizon.broad,
    )
}

/// Who dissents among models of another kind.
fn kinds(rows: &[KindRow]) -> String {
    let Some((own, others)) = rows.split_first().filter(|(_, others)| !others.is_empty()) else {
        return "Whether models of another kind agree was not asked (--parts kinds).".to_owned();
    };
    let words = |row: &KindRow| match (row.narrow, row.broad) {
        (narrow, broad) if narrow == broad => narrow.to_string(),
        (narrow, broad) => format!("{narrow} (broad reading: {broad})"),
    };
    let (same, others): (Vec<&KindRow>, Vec<&KindRow>) =
        others.iter().partition(|row| (row.narrow, row.broad) == (own.narrow, own.broad));
    let dissent = others.iter().map(|row| format!("with {} it is {}", row.kind, words(row)));
    let said = match (same.as_slice(), dissent.collect::<Vec<_>>()) {
        (same, none) if none.is_empty() => {
            format!("The same with {}", list(&same.iter().map(|row| row.kind.name()).collect::<Vec<_>>()))
        }
        (_, dissent) => format!("That turns with the kind of model: {}", list(&dissent)),
    };
    format!("{said}. All kinds solved so far plan with perfect foresight.")
}

fn among(verdict: &Verdict) -> Option<String> {
    let gains = &verdict.horizon.gains;
    let raised: Vec<&str> =
        Family::ALL.iter().filter(|f| gains.contains_key(&Group::from(**f))).map(|f| f.name()).collect();
    (raised.len() < Family::ALL.len()).then(|| format!("Only among {}: no other family was raised.", raised.join(", ")))
}

fn certainty(verdict: &Verdict, followed: &[FlipRow]) -> String {
    let confidence = &verdict.confidence;
    let sure =
        confidence.second_over_first.map_or("ten per cent more of nothing brings anything".to_owned(), |share| {
            format!("in the narrow reading the second gains {} of the first", per_cent(share))
        });
    let flips = match (confidence.levers_that_flip, confidence.levers_tried) {
        (_, 0) => String::new(),
        (flip, tried) => {
            format!("; {flip} of {tried} levers change the lead {} within their range", rivals(followed))
        }
    };
    format!("How sure: {sure}{flips}.")
}

fn measures(verdict: &Verdict) -> Option<String> {
    /// A gain, as a share, below which more of something brings next to nothing.
    const FELT: f64 = 5e-4;
    let horizon = &verdict.horizon;
    let objective = first(&horizon.gains)?;
    let compute = first(&horizon.gains_compute);
    if !verdict.confidence.brings_compute {
        let said = compute
            .map_or("more of no supply brings any".to_owned(), |family| format!("more {family} brings most compute"));
        return Some(format!(
            "More {} adds value but no compute: cheaper supply, or relief of other load. As to AI, {said}.",
            horizon.first
        ));
    }
    let felt = |gains: &Gains| {
        first(gains).filter(|family| gains.get(&Group::from(*family)).is_some_and(|gain| *gain >= FELT))
    };
    let leads = [("compute", felt(&horizon.gains_compute)), ("AI load", felt(&horizon.gains_load))];
    let said = leads.map(|(what, lead)| match lead {
        Some(family) => format!("most {what} from more {family}"),
        None => format!("hardly any {what} from more of any supply"),
    });
    leads.iter().any(|(_, lead)| lead.is_some_and(|family| family != objective)).then(|| {
        format!(
            "The measures disagree: most value comes from more {objective}, {}. \
             Value counts when compute comes and what it costs; compute counts late years, when most of it stands, as much \
             as early ones; load counts gigawatts, whatever they compute. The verdict follows value.",
            said.join(", ")
        )
    })
}

fn ladder(rows: &[LadderRow]) -> Option<String> {
    let of_country = rows.iter().filter(|row| row.region.is_empty() && row.year.is_none());
    let reached = |compute: Option<f64>| compute.map_or(String::new(), |c| format!(" ({} MH100e)", cell(c)));
    let rungs: Vec<String> =
        of_country.map(|row| format!("{}{}", row.leader_name(), reached(row.compute_mh100e))).collect();
    (!rungs.is_empty()).then(|| {
        format!(
            "What binds next among supplies, the first lifted and so on (mean compute reached before): {}.",
            rungs.join(" -> ")
        )
    })
}

fn shapley(rows: &[&ShapleyRow]) -> Option<String> {
    let step = &rows.first()?.step;
    let mut rows = rows.to_vec();
    rows.sort_by(|a, b| b.objective_share.total_cmp(&a.objective_share));
    let all: f64 = rows.iter().map(|row| row.objective_musd).sum();
    let parts: Vec<String> =
        rows.iter().map(|row| format!("{} {}", row.family, part_of(row.objective_share))).collect();
    let all_together = match step.as_str() {
        step if step == Step::Lifted.name() => "Lifting all limits but demand".to_owned(),
        step => format!("Raising all limits by {step}"),
    };
    Some(format!("{all_together} is worth {} billion; of it (Shapley): {}.", cell(all / BILLION), parts.join(", ")))
}

fn flip(row: &FlipRow) -> String {
    let beyond = if row.within_range { "" } else { ", beyond that" };
    let moved = match (row.quantity, row.quantity_at_flip) {
        (Some(now), Some(then)) => format!(": {} instead of {} {}", cell(then), cell(now), row.quantity_unit),
        _ => String::new(),
    };
    format!(
        "{} at {} (now {}, range {} to {}{beyond}): {} leads{moved}",
        row.title,
        with_unit(&strength_beside(row.flip.unwrap_or_default(), row.strength), &row.unit),
        strength(row.strength),
        strength(row.low),
        strength(row.high),
        word_or_empty(row.leader_beyond),
    )
}

/// From the ceiling down to the optimum, in per cent of the ceiling.
fn ceiling(row: &CeilingRow) -> Option<String> {
    let (ceiling, only, demand) = (row.smallest_mh100e?, row.only_mh100e?, row.only_and_demand_mh100e?);
    if ceiling <= 0.0 {
        return None;
    }
    let share = |from: f64, to: f64| part_of((from - to) / ceiling);
    Some(format!(
        "{} ({}): the optimum is {} {} the ceiling; from the ceiling down, {} by what is worth buying, prices, lives and means; {} by demand;\n  \
         {} by the other limits, timing and regions.",
        row.year,
        word_or_empty(row.smallest),
        share(ceiling.max(row.optimum_mh100e), ceiling.min(row.optimum_mh100e)),
        if row.optimum_mh100e > ceiling { "above" } else { "below" },
        share(ceiling, only),
        share(only, demand),
        share(demand, row.optimum_mh100e),
    ))
}
