//! Lever groups: what one more unit of each thing is worth, from re-solves, so that they can be ranked.
//!
//! The limits of a [`LeverGroup`] rise by 1 % and by 10 %; everything else stays, costs and commitments too.
//! Value is what the objective gains: over the horizon, discounted, and after every cost, that of other things bought
//! along with the group included. So the value of a scarce connection is that of the chips behind it less what they cost.
//!
//! - **Per unit of rise**: value over what the limits allow more ([`amounts`](super::amounts)). Of a lever group that
//!   is not used up it is small or nothing, whatever a unit that is used may earn.
//! - **Per unit used**: value over what is bought more. Where a limit holds a stock back, more of it brings the same
//!   things earlier, and little more is bought.
//! - **Per GW** of rise, where it can be told, so that chips (by their rated load) and what feeds and houses them compare.
//! - **Per cost**: (value + cost) / cost, with what is spent within the horizon on things of the group of which more is
//!   bought in a year. What they take the place of is in the value, not in the cost: netting the two would make any
//!   mere change of supplier look like a bargain. Where the things are a small part of what must be bought with them (a
//!   connection), the quotient is large: it says how much hangs on them, not that their owner earns it. Materials and
//!   money have a premium and a fee in the objective and no price, so they have no quotient; of money, value per unit is
//!   what a dollar of it brings. Amounts and costs are those of one optimum; where several tie, others are as good.
//!
//! Values of lever groups do not add up: limits lie inside each other (`part_of`), replace each other (a GW of gas and one of
//! wind), or need each other (small reactors and their fuel). A group beyond its lever's own range is computed and said to
//! be so. Levers that move no limit of supply go to both ends of their range; those that change what buyers want or
//! pay are left out, for value then comes and goes without anything being supplied.

use std::collections::BTreeSet;

use super::amounts::{Held, raised};
use super::best::{Best, best};
use super::{Kind, LeverGroup};
use crate::error::Result;
use crate::experiment::explain::relax::Step;
use crate::experiment::explain::tables::ThemeRow;
use crate::experiment::origin::{Origin, Solved, Task};
use crate::experiment::outcome::{Measure, Outcome};
use crate::experiment::variant::Variant;
use crate::named::words;
use crate::results::tables::ShadowPriceRow;
use crate::results::view::tidy;

/// A share of the objective that no solver can tell from none.
const NOTHING: f64 = 1e-10;
/// Amounts and costs that change by less than this share of themselves hardly change.
const HARDLY: f64 = 1e-6;

words! {
    /// How a lever group is moved.
    Move [
        /// Its limits rise.
        Rise(Step);
    ] {
        /// To the low end of the lever's range.
        Low, "low";
        /// To its high end.
        High, "high";
    }
}

impl Move {
    fn variant(self, group: &LeverGroup) -> Variant {
        match self {
            Self::Rise(step) => group.raised(step.factor()),
            Self::Low => Variant::lever(&group.lever, group.lever.low),
            Self::High => Variant::lever(&group.lever, group.lever.high),
        }
    }
}

/// One re-solve.
struct Moved {
    row: ThemeRow,
    limits: BTreeSet<usize>,
}

/// The table of some lever groups; `prices` are the shadow prices of the origin, and `one_done` is called after each re-solve.
///
/// # Errors
/// If a re-solve has no certified optimum, or the data cannot be changed as a lever says.
pub fn worth(
    origin: &Origin<'_>,
    groups: &[LeverGroup],
    prices: &[ShadowPriceRow],
    one_done: &(dyn Fn() + Sync),
) -> Result<Vec<ThemeRow>> {
    let moves = moves(origin, groups);
    let task = |(group, how): &(&LeverGroup, Move)| Task { variant: how.variant(group), start: origin.solution };
    let tasks: Vec<Task<'_>> = moves.iter().map(task).collect();
    let moved = origin.solve_many(&tasks, one_done, |number, found| match moves[number] {
        (group, Move::Rise(step)) => rise(origin, (group, step), &origin.needed(found)?, prices),
        (group, how @ Move::Low) => Ok(end(origin, group, (how, group.lever.low), found)),
        (group, how @ Move::High) => Ok(end(origin, group, (how, group.lever.high), found)),
    })?;
    let wholes: Vec<String> = moved.iter().map(|one| wholes(one, &moved)).collect();
    let mut rows: Vec<ThemeRow> =
        moved.into_iter().zip(wholes).map(|(one, part_of)| ThemeRow { part_of, ..one.row }).collect();
    rank(&mut rows);
    Ok(rows)
}

/// How many re-solves [`worth`] makes.
#[must_use]
pub fn count(origin: &Origin<'_>, groups: &[LeverGroup]) -> usize {
    moves(origin, groups).len()
}

fn moves<'a>(origin: &Origin<'_>, groups: &'a [LeverGroup]) -> Vec<(&'a LeverGroup, Move)> {
    let moves = |group: &'a LeverGroup| {
        let strength = origin.loaded.strength(&group.lever);
        let moves = match group.kind {
            Kind::Lever => {
                let ends = [(Move::Low, group.lever.low), (Move::High, group.lever.high)];
                ends.into_iter().filter(|(_, end)| *end != strength).map(|(how, _)| how).collect::<Vec<_>>()
            }
            _ => vec![Move::Rise(Step::One), Move::Rise(Step::Ten)],
        };
        moves.into_iter().map(move |how| (group, how))
    };
    groups.iter().flat_map(moves).collect()
}

impl ThemeRow {
    /// A row of a theme before anything is known of it.
    #[must_use]
    pub fn blank(kind: Kind, theme: &str, step: Move) -> Self {
        Self {
            scenario: String::new(),
            kind,
            theme: theme.to_owned(),
            title: String::new(),
            part_of: String::new(),
            step,
            within_range: true,
            unit: String::new(),
            things: None,
            admitted_units: None,
            used_share: None,
            rise_units: None,
            used_rise_units: None,
            value_musd: None,
            rise_gw: None,
            value_musd_per_gw: None,
            value_musd_per_unit: None,
            value_used_musd_per_unit: None,
            cost_musd: None,
            added_cost_musd: None,
            gross_value_musd_per_musd: None,
            compute_mh100e: None,
            load_gw: None,
            rank: None,
            rank_per_cost: None,
            rank_per_gw: None,
            best_item: String::new(),
            best_region: String::new(),
            best_year: None,
            best_price: None,
            best_price_of_more: None,
            best_price_unit: String::new(),
            best_validity: None,
        }
    }
}

/// A row with what is known before anything is solved.
fn blank(origin: &Origin<'_>, group: &LeverGroup, how: Move) -> ThemeRow {
    let scenario = origin.system().scenario.clone();
    ThemeRow { scenario, title: group.title.clone(), ..ThemeRow::blank(group.kind, &group.name, how) }
}

/// What a solution brings over the origin's.
fn brings(origin: &Origin<'_>, outcome: &Outcome, row: &mut ThemeRow) -> f64 {
    let change = |measure| outcome.measure(measure, None) - origin.outcome.measure(measure, None);
    let value = change(Measure::Objective);
    let value = if value.abs() <= NOTHING * origin.outcome.objective.abs() { 0.0 } else { value };
    row.value_musd = Some(tidy(value));
    row.compute_mh100e = Some(tidy(change(Measure::Compute)));
    row.load_gw = Some(tidy(change(Measure::Load)));
    value
}

/// A lever at an end of its range.
fn end(origin: &Origin<'_>, group: &LeverGroup, (how, strength): (Move, f64), found: Option<Solved<'_>>) -> Moved {
    let mut row = blank(origin, group, how);
    let distance = (strength - origin.loaded.strength(&group.lever)).abs();
    row.unit.clone_from(&group.lever.unit);
    row.rise_units = Some(tidy(distance));
    if let Some(found) = found {
        let value = brings(origin, &found.outcome, &mut row);
        row.value_musd_per_unit = Some(tidy(value / distance));
    }
    Moved { row, limits: BTreeSet::new() }
}

/// The limits of a lever group raised.
fn rise(
    origin: &Origin<'_>,
    (group, step): (&LeverGroup, Step),
    found: &Solved<'_>,
    prices: &[ShadowPriceRow],
) -> Result<Moved> {
    let mut row = blank(origin, group, Move::Rise(step));
    row.within_range = origin.loaded.strength(&group.lever) * step.factor() <= group.lever.high;
    let value = brings(origin, &found.outcome, &mut row);
    let Some(limits) = raised(origin.program, &found.program) else {
        return Ok(Moved { row, limits: BTreeSet::new() });
    };
    let held = Held::new(origin.system(), origin.program, group, limits);
    let (old, new) = (&origin.solution.values, &found.solution.values);

    let before = held.cost(origin.program, old);
    let added = held.added_cost(origin.program, old, new);
    row.cost_musd = Some(tidy(held.cost(origin.program, new) - before));
    row.added_cost_musd = Some(tidy(added));
    row.gross_value_musd_per_musd = (added > HARDLY * before.abs()).then(|| tidy((value + added) / added));
    if let Some(measured) = &held.measured {
        let admitted = measured.admitted(origin.system(), origin.program)?;
        let rise = measured.admitted(origin.system(), &found.program)? - admitted;
        let used = measured.used(new) - measured.used(old);
        row.unit.clone_from(&measured.unit);
        row.things = Some(measured.things);
        row.admitted_units = Some(tidy(admitted));
        row.used_share = (admitted > 0.0).then(|| tidy(measured.used(old) / admitted));
        row.rise_units = Some(tidy(rise));
        row.used_rise_units = Some(tidy(used));
        row.rise_gw = measured.gigawatts(origin.system(), (origin.program, &found.program), rise).map(tidy);
        row.value_musd_per_gw = row.rise_gw.filter(|gw| *gw > HARDLY * admitted).map(|gw| tidy(value / gw));
        row.value_musd_per_unit = (rise > HARDLY * admitted).then(|| tidy(value / rise));
        row.value_used_musd_per_unit = (used > HARDLY * admitted).then(|| tidy(value / used));
    }
    if step == Step::Ten {
        note(&mut row, best(origin, &held, prices)?);
    }
    Ok(Moved { row, limits: held.rows })
}

fn note(row: &mut ThemeRow, best: Option<Best>) {
    let Some(best) = best else { return };
    row.best_item = best.item;
    row.best_region = best.region;
    row.best_year = Some(best.year);
    row.best_price = Some(best.price);
    row.best_price_of_more = Some(best.price_of_more);
    row.best_price_unit = best.price_unit;
    row.best_validity = Some(best.validity);
}

/// Lever groups whose limits hold all of one's and more.
fn wholes(one: &Moved, all: &[Moved]) -> String {
    let holds = |other: &&Moved| {
        let more = other.limits.len() > one.limits.len();
        other.row.step == one.row.step && more && !one.limits.is_empty() && one.limits.is_subset(&other.limits)
    };
    all.iter().filter(holds).map(|other| other.row.theme.as_str()).collect::<Vec<_>>().join("+")
}

/// Places among rises by one step, and among the better ends of levers.
fn rank(rows: &mut [ThemeRow]) {
    let gained = |row: &ThemeRow| row.value_musd.filter(|value| *value > 0.0);
    for step in [Step::One, Step::Ten].map(Move::Rise) {
        let of_step = |score: &dyn Fn(&ThemeRow) -> Option<f64>, rows: &[ThemeRow]| {
            rows.iter().map(|row| score(row).filter(|_| row.step == step)).collect::<Vec<_>>()
        };
        let scores = of_step(&gained, rows);
        place(rows, &scores, |row| &mut row.rank);
        let scores = of_step(&|row| row.gross_value_musd_per_musd.filter(|_| gained(row).is_some()), rows);
        place(rows, &scores, |row| &mut row.rank_per_cost);
        let scores = of_step(&|row| row.value_musd_per_gw.filter(|value| *value > 0.0), rows);
        place(rows, &scores, |row| &mut row.rank_per_gw);
    }
    let is_better = |row: &&ThemeRow| {
        let mut ends = rows.iter().filter(|other| other.kind == Kind::Lever && other.theme == row.theme);
        row.kind == Kind::Lever && ends.all(|other| other.value_musd <= row.value_musd)
    };
    let scores: Vec<Option<f64>> = rows.iter().map(|row| Some(row).filter(is_better).and_then(gained)).collect();
    place(rows, &scores, |row| &mut row.rank);
}

/// Numbers rows that have a score, the largest first.
fn place(rows: &mut [ThemeRow], scores: &[Option<f64>], rank: impl Fn(&mut ThemeRow) -> &mut Option<i32>) {
    let mut order: Vec<(usize, f64)> =
        scores.iter().enumerate().filter_map(|(i, score)| Some((i, (*score)?))).collect();
    order.sort_by(|a, b| b.1.total_cmp(&a.1));
    for (place, (i, _)) in order.into_iter().enumerate() {
        *rank(&mut rows[i]) = Some(place as i32 + 1);
    }
}
