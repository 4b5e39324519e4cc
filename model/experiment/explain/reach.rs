//! How far a limit reaches: how hard it holds compute, what lifting it or moving it in time brings in AI load, what of it is
//! left over, and what the scenario or the data close altogether.

use std::collections::BTreeSet;

use super::relax::Relaxation;
use super::verdict::{Gains, NOTHING};
use crate::experiment::families::Group;
use crate::experiment::origin::Origin;
use crate::experiment::outcome::{Measure, Outcome};
use crate::named::words;
use crate::program::{Family, Row};
use crate::results::limits::stated_limits;
use crate::results::tables::LeftOverRow;
use crate::results::view::tidy;
use crate::sets::Year;

words! {
    /// How hard a limit holds compute.
    Size {
        /// Compute moves by half of the change or more.
        Hard, "hard";
        /// By a twentieth or more.
        Soft, "soft";
        /// By less.
        Not, "not";
    }
}

impl Size {
    /// From what a rise of a limit by a share brings of compute.
    #[must_use]
    pub fn of(gain: f64, rise: f64) -> Self {
        const HARD: f64 = 0.5;
        const SOFT: f64 = 0.05;
        match tidy(gain / rise) {
            share if share >= HARD => Self::Hard,
            share if share >= SOFT => Self::Soft,
            _ => Self::Not,
        }
    }
}

/// The gain of a group; 0 if it was not raised.
#[must_use]
pub fn of(gains: &Gains, group: Group) -> f64 {
    gains.get(&group).copied().unwrap_or_default()
}

/// Gains from limits up to a year; where they are nothing, of groups of which a limit is closed, those from limits of all years.
#[must_use]
pub fn or_with_later(mut gains: Gains, with_later: Gains, closed: &[Family]) -> Gains {
    let is_closed = |group: &Group| closed.iter().any(|family| group.families().holds(*family));
    for (group, gain) in with_later.into_iter().filter(|(group, _)| is_closed(group)) {
        if of(&gains, group) <= NOTHING {
            gains.insert(group, gain);
        }
    }
    gains
}

/// What opening limits that the data set to 0 brings.
#[must_use]
pub fn opened(origin: &Origin<'_>, relaxation: &Relaxation, (measure, year): (Measure, Option<Year>)) -> Gains {
    let brings = |outcome: &Outcome, measure| tidy(outcome.gain(&origin.outcome, measure, year));
    let in_compute = relaxation.opened.iter().filter(|(_, outcome)| brings(outcome, Measure::Compute) > NOTHING);
    in_compute.map(|(family, outcome)| (Group::from(*family), brings(outcome, measure))).collect()
}

/// AI load gained by each group, GW, in a re-solve of its own.
#[must_use]
pub fn loads<'a>(origin: &Origin<'_>, year: Option<Year>, of: impl Fn(Group) -> Option<&'a Outcome>) -> Gains {
    let before = origin.outcome.measure(Measure::Load, year);
    let gained = |group: Group| Some((group, tidy(of(group)?.measure(Measure::Load, year) - before)));
    Group::ALL.into_iter().filter_map(gained).collect()
}

/// What is left over of each family's offer, in a year or over all.
#[must_use]
pub fn left_share(left_over: &[LeftOverRow], year: Option<i32>) -> Gains {
    let share = |family: Family| {
        let is_meant = |row: &&LeftOverRow| row.family == family && row.item.is_empty();
        let rows = left_over.iter().filter(is_meant).filter(|row| year.is_none_or(|year| row.year == year));
        let (offered, used) = rows.fold((0.0, 0.0), |(o, u), row| (o + row.offered, u + row.used));
        (offered > 0.0).then(|| (Group::from(family), tidy((1.0 - used / offered).max(0.0))))
    };
    Family::ALL.into_iter().filter_map(share).collect()
}

/// Families of which the scenario closes a limit in a year, or in any.
#[must_use]
pub fn closed(origin: &Origin<'_>, year: Option<Year>) -> Vec<Family> {
    let open = origin.loaded.open.as_deref().map(stated_limits).unwrap_or_default();
    let is_closed = |row: &&Row| row.limit <= 0.0 && open.get(&(row.rule, row.key)).is_some_and(|open| *open > 0.0);
    let rows = origin.program.shown_limits(origin.system()).map(|(_, row)| row);
    let of_year = rows.filter(|row| year.is_none_or(|y| row.key.year == y));
    of_year.filter(is_closed).map(|row| row.rule.family()).collect::<BTreeSet<_>>().into_iter().collect()
}
