//! How far a shadow price holds: the range of its limit, or the interval of prices where there is no one price.
//!
//! HiGHS says between which right-hand sides the basis stays optimal. Where that leaves room on both sides the
//! price is one number (`range`). Where it leaves none on a side, the optimum is degenerate: several sets
//! of prices prove it, the solver gave one of them, and a unit more and a unit less of the limit may be worth
//! different sums (`one-sided`). Then the limit is moved by a little both ways and the program solved again; the two
//! quotients are the interval of prices (`interval`). So are limits that are used up and have no price.
//!
//! Of a limit that stands at 0 there is no less: its price is what the first unit would be worth, found by moving it.
//! An optimum that is no vertex (a large program is solved by years) has prices that prove it, but no ranges: all of them are
//! `one-sided`, and that of a limit at 0 may be any that is high enough.
//!
//! A build limit is never below what is committed under it, so there is no less of a limit that equals its
//! commitments: only the price of more is real, and the solver's own price may be far above it.

use crate::error::Result;
use crate::experiment::origin::Origin;
use crate::experiment::variant::{Difference, Variant};
use crate::parallel;
use crate::program::Row;
use crate::results::limits::committed;
use crate::results::tables::{ShadowPriceRow, Validity};
use crate::results::view::{tidy, weight};
use crate::solve::{Known, prices_of_more, ranges};
use crate::system::System;

/// Two prices that differ by less than this share are one.
const SAME: f64 = 1e-5;

/// Positions of the rows of the table of shadow prices, in its order.
fn limits<'a>(system: &'a System, known: Known<'a>) -> impl Iterator<Item = (usize, &'a Row)> {
    known.program.shown_limits(system)
}

/// Fills in the ranges over which prices hold, and the prices of limits that stand at 0.
pub fn fill_ranges(system: &System, known: Known<'_>, prices: &mut [ShadowPriceRow]) {
    if !known.solution.is_vertex() {
        prices.iter_mut().filter(|line| line.binding).for_each(|line| line.validity = Some(Validity::OneSided));
        return;
    }
    fill_closed(system, known, prices);
    let Some(ranging) = ranges(known) else { return };
    for ((index, row), line) in limits(system, known).zip(prices.iter_mut()) {
        if !line.binding {
            continue;
        }
        let (from, to) = (ranging.from[index].min(row.limit), ranging.to[index].max(row.limit));
        line.valid_from = Some(tidy(from.max(0.0)));
        line.valid_to = to.is_finite().then(|| tidy(to));
        let room = room(row.limit);
        let both = to - row.limit > room && row.limit - from > room;
        line.validity = Some(if both { Validity::Range } else { Validity::OneSided });
    }
}

/// Prices of limits that stand at 0, where the solver's own may be any that is high enough.
fn fill_closed(system: &System, known: Known<'_>, prices: &mut [ShadowPriceRow]) {
    let closed =
        limits(system, known).zip(prices.iter_mut()).filter(|((_, row), line)| row.limit <= 0.0 && line.price > 0.0);
    let (rows, lines): (Vec<(usize, &Row)>, Vec<&mut ShadowPriceRow>) = closed.unzip();
    let indices: Vec<usize> = rows.iter().map(|(index, _)| *index).collect();
    let Some(found) = prices_of_more(known, &indices) else { return };
    for ((line, (_, row)), worth) in lines.into_iter().zip(rows).zip(found) {
        line.price = tidy((worth / weight(system, row)).clamp(0.0, line.price));
        line.price_of_more = Some(line.price);
        line.binding &= line.price > 0.0;
    }
}

/// The least room around a limit that counts.
fn room(limit: f64) -> f64 {
    const ROOM: f64 = 1e-6;
    ROOM * limit.abs().max(ROOM)
}

/// Limits whose price must be found by re-solves: used up, and without a range on both sides.
#[must_use]
pub fn degenerate(system: &System, known: Known<'_>, prices: &[ShadowPriceRow]) -> Vec<usize> {
    let columns = |index| known.program.rows.starts[index + 1] > known.program.rows.starts[index];
    limits(system, known)
        .zip(prices)
        .enumerate()
        .filter(|(_, ((index, row), line))| {
            let used_up = row.limit > 0.0 && line.slack <= room(row.limit) && columns(*index);
            used_up && line.validity != Some(Validity::Range)
        })
        .map(|(position, _)| position)
        .collect()
}

/// Fills in the intervals of degenerate prices from re-solves; `one_done` is called after each limit.
///
/// # Errors
/// If a re-solve has no certified optimum.
pub fn fill_intervals(
    origin: &Origin<'_>,
    prices: &mut [ShadowPriceRow],
    positions: &[usize],
    one_done: &(dyn Fn() + Sync),
) -> Result<()> {
    let all: Vec<(usize, &Row)> = limits(origin.system(), origin.known()).collect();
    let found = parallel::map(origin.threads, positions, |&position| {
        let (index, row) = all[position];
        let worth =
            one_sided(origin, index, row, -1.0).and_then(|less| Ok([less, one_sided(origin, index, row, 1.0)?]));
        one_done();
        worth
    })?;
    for (&position, worth) in positions.iter().zip(found) {
        let [less, more] = worth?;
        let line = &mut prices[position];
        let in_year = |worth: f64| tidy(worth / weight(origin.system(), all[position].1));
        // The worth of a limit is concave in it, so that any price lies between the two; what is left is noise.
        line.price_of_less = less.map(in_year).map(|worth| worth.max(line.price));
        line.price_of_more = more.map(in_year).map(|worth| worth.min(line.price));
        line.validity = match (line.price_of_less, line.price_of_more) {
            (Some(less), Some(more)) if less - more <= SAME * less => Some(Validity::Range),
            (None, None) => None,
            _ => Some(Validity::Interval),
        };
    }
    Ok(())
}

/// Change of the objective per unit of a limit that is moved a little; none if the limit cannot move that way. The
/// move is well above what the solver takes for 0; a limit too small for it is moved by half.
fn one_sided(origin: &Origin<'_>, index: usize, row: &Row, side: f64) -> Result<Option<f64>> {
    const LITTLE: f64 = 1e-3;
    const LEAST: f64 = 1e-5;
    let little = (row.limit * LITTLE).max(LEAST).min(row.limit / 2.0);
    let limit = (row.limit + side * little).max(committed(origin.system(), row));
    let step = limit - row.limit;
    if step == 0.0 {
        return Ok(None);
    }
    let moved = origin.find(&Variant(vec![Difference::Limit(index, limit)]), origin.solution)?;
    Ok(moved.map(|solved| ((solved.outcome.objective - origin.outcome.objective) / step).max(0.0)))
}
