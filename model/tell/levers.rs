//! What levers bring over their ranges.

use super::names::list;
use super::number::figures;
use super::share::gain_in_words;
use crate::experiment::compare::effects::ALMOST_NOTHING;
use crate::experiment::explain::flips::{End, LeverSwingRow};
use crate::experiment::explain::tables::FlipRow;
use crate::results::derived::foremost;

/// Between whom leads were followed: "between chips and energy", "between two of chips, energy and capital".
#[must_use]
pub fn rivals(flips: &[FlipRow]) -> String {
    let mut names: Vec<&str> = vec![];
    for group in flips.iter().flat_map(|row| row.pair.0) {
        if !names.contains(&group.name()) {
            names.push(group.name());
        }
    }
    let two = if names.len() > 2 { "two of " } else { "" };
    format!("between {two}{}", list(&names))
}

/// One lever between its ends.
#[derive(Debug, Clone, Copy)]
pub struct Swing<'a> {
    /// Over the horizon, at the low and at the high end.
    pub ends: [&'a LeverSwingRow; 2],
    /// The year, at either end, whose AI load changes by the largest share among those that change by at least half the
    /// largest amount; none without a solution.
    pub foremost: Option<&'a LeverSwingRow>,
}

impl Swing<'_> {
    /// How far AI load swings between the ends, GW.
    #[must_use]
    pub fn gigawatts(&self) -> f64 {
        let [low, high] = self.ends.map(|end| end.load_gw.unwrap_or_default());
        low.max(high).max(0.0) - low.min(high).min(0.0)
    }

    /// Whether AI load changes by less than half a per cent in every year.
    #[must_use]
    pub fn is_almost_nothing(&self) -> bool {
        self.ends.iter().all(|end| end.load_gw.is_some())
            && self.foremost.is_none_or(|year| year.gain_load_share.unwrap_or_default().abs() < ALMOST_NOTHING)
    }

    /// The foremost year in words: what is lost or won, of what.
    #[must_use]
    pub fn foremost_in_words(&self) -> String {
        let Some((row, year, load, share)) =
            self.foremost.and_then(|row| Some((row, row.year?, row.load_gw?, row.gain_load_share?)))
        else {
            return String::new();
        };
        format!("{year} at the {} end: {} GW, {}", row.end, signed(load), gain_in_words(share))
    }
}

/// Gigawatts with their sign.
#[must_use]
pub fn signed(gigawatts: f64) -> String {
    let sign = if gigawatts < 0.0 { "−" } else { "+" };
    format!("{sign}{}", figures(gigawatts.abs()))
}

/// All levers, the one that AI load depends on most first.
#[must_use]
pub fn swings(rows: &[LeverSwingRow]) -> Vec<Swing<'_>> {
    let mut swings: Vec<Swing<'_>> = rows.chunk_by(|a, b| a.lever == b.lever).filter_map(swing).collect();
    swings.sort_by(|a, b| b.gigawatts().total_cmp(&a.gigawatts()));
    swings
}

fn swing(rows: &[LeverSwingRow]) -> Option<Swing<'_>> {
    let end = |end| rows.iter().find(|row| row.end == end && row.year.is_none());
    let amount = |row: &&LeverSwingRow| row.load_gw.unwrap_or_default().abs();
    let share = |row: &&LeverSwingRow| row.gain_load_share.unwrap_or_default().abs();
    let years: Vec<&LeverSwingRow> = rows.iter().filter(|row| row.year.is_some() && row.load_gw.is_some()).collect();
    Some(Swing { ends: [end(End::Low)?, end(End::High)?], foremost: foremost(&years, amount, share).copied() })
}
