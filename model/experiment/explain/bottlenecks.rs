//! `bottlenecks`: what each family is worth, over the horizon, by year and by region, in one table.

use super::relax::{Relaxation, Step};
use super::tables::{BottleneckRow, LadderRow, ShapleyRow};
use crate::experiment::families::{Families, Group};
use crate::experiment::origin::Origin;
use crate::experiment::outcome::Measure;
use crate::program::Family;
use crate::results::rents;
use crate::results::tables::RentRow;
use crate::results::view::{View, tidy};
use crate::sets::Year;

/// What the table is made from.
#[derive(Debug)]
pub struct Evidence<'a> {
    /// Rents by family and year.
    pub rents: &'a [RentRow],
    /// Re-solves.
    pub relaxation: &'a Relaxation,
    /// Shapley values of the first step, if any.
    pub shapley: &'a [ShapleyRow],
    /// What binds next.
    pub ladder: &'a [LadderRow],
}

/// The table: horizon, then years, then regions.
#[must_use]
pub fn table(origin: &Origin<'_>, groups: &[Group], evidence: &Evidence<'_>) -> Vec<BottleneckRow> {
    let years = || std::iter::once(None).chain(origin.system().time.shown().map(Some));
    let mut rows: Vec<BottleneckRow> = years().flat_map(|year| national(origin, groups, evidence, year)).collect();
    rows.extend(regional(origin));
    rows
}

fn national(origin: &Origin<'_>, groups: &[Group], evidence: &Evidence<'_>, year: Option<Year>) -> Vec<BottleneckRow> {
    let calendar = year.map(|y| origin.system().time.calendar(y));
    let until = year.unwrap_or_else(|| origin.last());
    let rent = |families: Families| -> f64 {
        let of = |row: &&RentRow| calendar.is_none_or(|y| row.year == y) && families.holds(row.family);
        evidence.rents.iter().filter(of).map(|row| row.rent_musd).sum()
    };
    let supply = rent(Families::ALL.without(Families::of(&[Family::Demand])));
    let main = if year.is_some() { Measure::Compute } else { Measure::Objective };
    let gain = |group: &Group, step, measure| {
        let outcome = evidence.relaxation.one(*group, step, until)?;
        Some(outcome.gain(&origin.outcome, measure, year))
    };
    let elasticity = |group: &Group| {
        let all_years = evidence.relaxation.one(*group, Step::One, origin.last())?;
        Some(tidy(all_years.gain(&origin.outcome, main, year) / (Step::One.factor() - 1.0)))
    };
    let mut rows: Vec<BottleneckRow> = groups
        .iter()
        .map(|group| BottleneckRow {
            scenario: origin.system().scenario.clone(),
            region: String::new(),
            year: calendar,
            family: *group,
            rent_musd: tidy(rent(group.families())),
            rent_share: if group.families().holds(Family::Demand) || supply <= 0.0 {
                0.0
            } else {
                tidy(rent(group.families()) / supply)
            },
            elasticity: elasticity(group),
            gain_objective_share: gain(group, Step::Ten, Measure::Objective).map(tidy),
            gain_compute_share: gain(group, Step::Ten, Measure::Compute).map(tidy),
            gain_load_share: gain(group, Step::Ten, Measure::Load).map(tidy),
            shapley_share: evidence
                .shapley
                .iter()
                .find(|s| year.is_none() && group.family() == Some(s.family))
                .map(|s| s.objective_share),
            rank: None,
            next: next(evidence.ladder, *group, calendar),
        })
        .collect();
    let mut order: Vec<(usize, f64)> = (0..rows.len())
        .filter(|i| groups[*i].is_family() && !(year.is_none() && groups[*i].families().holds(Family::Demand)))
        .filter_map(|i| Some((i, gain(&groups[i], Step::Ten, main)?)))
        .filter(|(_, gain)| *gain > super::verdict::NOTHING)
        .collect();
    order.sort_by(|a, b| b.1.total_cmp(&a.1));
    for (place, (i, _)) in order.into_iter().enumerate() {
        rows[i].rank = Some(place as i32 + 1);
    }
    rows
}

/// Who leads on the rung after the one that lifts this family last.
fn next(ladder: &[LadderRow], group: Group, year: Option<i32>) -> Option<Family> {
    let mut of_country = ladder.iter().filter(|row| row.region.is_empty() && row.year == year);
    of_country.find(|row| row.lifted.0.last().copied().is_some_and(|last| group.family() == Some(last)))?.leader
}

/// Rents of each region, by use.
fn regional(origin: &Origin<'_>) -> Vec<BottleneckRow> {
    let system = origin.system();
    let rents = rents::by_region(&View::new(system, origin.program, origin.solution));
    let mut rows = vec![];
    for r in system.sets.regions() {
        for y in system.time.shown() {
            let of_year = rents::of(&rents, r, y);
            let all: f64 = of_year.iter().map(|(_, rent)| rent).sum();
            for &(family, rent) in &of_year {
                let larger = of_year.iter().filter(|(_, other)| *other > rent).count();
                rows.push(BottleneckRow {
                    scenario: system.scenario.clone(),
                    region: system.sets.regions[r].clone(),
                    year: Some(system.time.calendar(y)),
                    family: family.into(),
                    rent_musd: tidy(rent),
                    rent_share: tidy(rent / all),
                    elasticity: None,
                    gain_objective_share: None,
                    gain_compute_share: None,
                    gain_load_share: None,
                    shapley_share: None,
                    rank: Some(larger as i32 + 1),
                    next: None,
                });
            }
        }
    }
    rows
}
