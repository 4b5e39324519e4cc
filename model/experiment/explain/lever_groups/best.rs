//! The single most valuable unit of a lever group: which thing, where and when, and what it is worth.
//!
//! One more unit that need not respect the group's limits is worth the sum of their shadow prices over the limits that it
//! counts under (its own cost is taken off already), less what it would lose where it is not built at
//! all today. What is committed under a build limit has a price that offsets the limit's, so both count. The unit that is
//! worth most is the best one. Prices of a degenerate optimum are one set of several: where ranging does not say that all of
//! them hold, the unit's limits are raised a little and the program is solved again, and what that brings is the price of more.

use std::collections::BTreeMap;

use super::amounts::{Held, Measured};
use crate::error::Result;
use crate::experiment::origin::Origin;
use crate::experiment::variant::{Difference, Variant};
use crate::program::rows::item_name;
use crate::program::{Key, Rule};
use crate::results::tables::{ShadowPriceRow, Validity};
use crate::results::view::tidy;

/// Worths that differ by less than this share are one.
const SAME: f64 = 1e-6;
/// More regions or items than these are said to be several.
const SEVERAL: usize = 3;

/// The unit that is worth most.
#[derive(Debug, Clone, PartialEq)]
pub struct Best {
    /// What it is.
    pub item: String,
    /// Where it would stand; those alike joined by +, empty where they are many.
    pub region: String,
    /// When it would be bought, calendar year.
    pub year: i32,
    /// What it is worth by shadow prices, in money of its year.
    pub price: f64,
    /// Unit of that.
    pub price_unit: String,
    /// What a little more brings in a re-solve; the price itself where it holds.
    pub price_of_more: f64,
    /// Whether it holds.
    pub validity: Validity,
}

/// The best unit of a lever group; none where no limit of it has a price.
///
/// # Errors
/// If a re-solve has no certified optimum.
pub fn best(origin: &Origin<'_>, held: &Held, prices: &[ShadowPriceRow]) -> Result<Option<Best>> {
    let Some(measured) = &held.measured else { return Ok(None) };
    let worths = worths(origin, held, measured);
    let Some(found) = leader(origin, (held, measured), prices, &worths)? else { return Ok(None) };
    let info = &origin.program.variables.info;
    let (year, worth) = (info[found.column].key.year, worths[&found.column]);
    let alike = |column: &usize| info[*column].key.year == year && worths[column] >= worth * (1.0 - SAME);
    let no_more = |column: &usize| worths[column] <= worth * (1.0 + SAME);
    let keys: Vec<Key> = if found.holds {
        worths.keys().filter(|c| alike(c) && no_more(c)).map(|&column| info[column].key).collect()
    } else {
        vec![info[found.column].key]
    };
    let name = |key: &Key| item_name(key.item, origin.system());
    let region = |key: &Key| key.region.map_or(String::new(), |r| origin.system().sets.regions[r].clone());
    let scale = scale(origin, measured, found.column);
    Ok(Some(Best {
        item: joined(keys.iter().map(name)),
        region: joined(keys.iter().map(region)),
        year: origin.system().time.calendar(year),
        price: tidy(worth * scale),
        price_unit: rule(origin, measured).price_unit(&measured.unit),
        price_of_more: tidy(found.more * scale),
        validity: if found.holds { Validity::Range } else { Validity::Interval },
    }))
}

/// A unit with what a little more of it brings.
struct Found {
    column: usize,
    more: f64,
    holds: bool,
}

/// The unit of which a little more brings most. A price that does not hold is at least what more brings, so that units are
/// tried from the dearest on, until none that is left can bring more; or until enough were tried.
fn leader(
    origin: &Origin<'_>,
    (held, measured): (&Held, &Measured),
    prices: &[ShadowPriceRow],
    worths: &BTreeMap<usize, f64>,
) -> Result<Option<Found>> {
    const TRIED: usize = 8;
    let mut order: Vec<(usize, f64)> = worths.iter().map(|(c, w)| (*c, *w)).filter(|(_, worth)| *worth > 0.0).collect();
    order.sort_by(|a, b| b.1.total_cmp(&a.1));
    let mut first: Option<Found> = None;
    for (column, worth) in order.into_iter().take(TRIED) {
        if first.as_ref().is_some_and(|found| found.more >= worth) {
            break;
        }
        let holds = holds(origin, held, prices, column);
        let more = if holds { worth } else { more(origin, held, measured, column)?.min(worth) };
        if first.as_ref().is_none_or(|found| found.more < more) {
            first = Some(Found { column, more, holds });
        }
    }
    Ok(first)
}

fn rule(origin: &Origin<'_>, measured: &Measured) -> Rule {
    measured.rows.first().map_or(Rule::CapitalTier, |&row| origin.program.rows.rows[row].rule)
}

/// From discounted million USD per unit over the horizon to those of the unit's own year.
fn scale(origin: &Origin<'_>, measured: &Measured, column: usize) -> f64 {
    let (time, year) = (&origin.system().time, origin.program.variables.info[column].key.year.0);
    if rule(origin, measured).is_yearly() {
        time.periods[year].len() as f64 / time.discount[year]
    } else {
        1.0 / time.payment[year]
    }
}

/// What one more unit of each thing is worth, million USD per unit, discounted.
fn worths(origin: &Origin<'_>, held: &Held, measured: &Measured) -> BTreeMap<usize, f64> {
    let (program, solution) = (origin.program, origin.solution);
    let is_shown = |column: &&usize| program.variables.info[**column].key.year.0 < origin.system().time.before_tail;
    let shown = measured.weights.keys().filter(is_shown);
    let mut worths: BTreeMap<usize, f64> =
        shown.map(|&column| (column, solution.reduced_costs[column].min(0.0))).collect();
    let committed = program.rows.rows.iter().enumerate().filter(|(_, row)| row.rule == Rule::PowerCommitted);
    for row in held.rows.iter().copied().chain(committed.map(|(index, _)| index)) {
        for (column, value) in program.rows.coefficients(row) {
            if let Some(worth) = worths.get_mut(&column.0) {
                *worth += value * solution.prices[row];
            }
        }
    }
    for (column, worth) in &mut worths {
        *worth /= measured.weights[column];
    }
    worths
}

/// The group's limits that a column counts under, with its coefficients.
fn over(origin: &Origin<'_>, held: &Held, column: usize) -> Vec<(usize, f64)> {
    let coefficient = |row: usize| {
        let found = origin.program.rows.coefficients(row).find(|(other, _)| other.0 == column);
        found.map(|(_, value)| (row, value))
    };
    held.rows.iter().filter_map(|&row| coefficient(row)).collect()
}

/// Whether ranging says that the price of each limit over a column is one number.
fn holds(origin: &Origin<'_>, held: &Held, prices: &[ShadowPriceRow], column: usize) -> bool {
    let shown = origin.program.shown_limits(origin.system()).enumerate();
    let positions: BTreeMap<usize, usize> = shown.map(|(place, (index, _))| (index, place)).collect();
    over(origin, held, column).iter().all(|(row, _)| {
        let line = positions.get(row).and_then(|&place| prices.get(place));
        line.is_some_and(|line| !line.binding || line.validity == Some(Validity::Range))
    })
}

/// What a little more of all limits over a column brings, million USD per unit, discounted.
fn more(origin: &Origin<'_>, held: &Held, measured: &Measured, column: usize) -> Result<f64> {
    const LITTLE: f64 = 1e-3;
    const LEAST: f64 = 1e-5;
    let over = over(origin, held, column);
    let rows = &origin.program.rows.rows;
    let least = over.iter().map(|(row, value)| rows[*row].limit / value).fold(f64::INFINITY, f64::min);
    let step = (least * LITTLE).max(LEAST);
    let more = over.into_iter().map(|(row, value)| Difference::Limit(row, rows[row].limit + value * step));
    let raised = origin.solve(&Variant(more.collect()))?.outcome.objective;
    Ok(((raised - origin.outcome.objective) / (step * measured.weights[&column])).max(0.0))
}

/// Names without doubles, joined; empty if they are many.
fn joined(names: impl Iterator<Item = String>) -> String {
    let mut once: Vec<String> = vec![];
    for name in names {
        if !once.contains(&name) {
            once.push(name);
        }
    }
    if once.len() > SEVERAL { String::new() } else { once.join("+") }
}
