//! A grid over two axes as the frontier shows it: what was found at every point, and where both are equal.

use super::crossing;
use super::scale::Scale;
use super::sweep_words::{at, axis, axis_title, digits, levels};
use crate::experiment::sweep::record::{Finished, Level};
use crate::experiment::sweep::tables::{FlipLineRow, FrontierRow, Leader};

/// The grid as the chart needs it.
pub struct Map<'a> {
    /// The sweep.
    pub sweep: &'a Finished,
    /// Names of the axes.
    pub names: [&'a str; 2],
    /// Their levels: those of the first in rising order, those of the second from the highest down.
    levels: [Vec<f64>; 2],
    /// Where the base scenario stands.
    pub base: [Option<f64>; 2],
    /// What was found, by level of the second axis, by level of the first.
    pub points: Vec<Vec<Option<&'a FrontierRow>>>,
    /// Pieces of the line on which both are equal, in levels.
    pub line: Vec<[(f64, f64); 2]>,
    /// Largest difference, at most 1.
    pub most: f64,
}

/// Elasticity to the first axis less that to the second.
#[must_use]
pub fn difference(row: &FrontierRow) -> Option<f64> {
    Some(row.compute_elasticity_1? - row.compute_elasticity_2?)
}

impl<'a> Map<'a> {
    /// Nothing unless compute follows one of them somewhere.
    #[must_use]
    pub fn of(sweep: &'a Finished, rows: &'a [FrontierRow], line: &[FlipLineRow]) -> Option<Self> {
        let first = rows.first()?;
        let number = |level: Level| if let Level::Number(number) = level { Some(number) } else { None };
        let tried = |index: usize| -> Vec<f64> { levels(sweep, index).into_iter().filter_map(number).collect() };
        let levels = [tried(0), tried(1).into_iter().rev().collect()];
        let at = |across: f64, upward: f64| rows.iter().find(|row| row.level_1 == across && row.level_2 == upward);
        let row = |&upward: &f64| levels[0].iter().map(|&across| at(across, upward)).collect();
        let points = levels[1].iter().map(row).collect();
        let most = rows.iter().filter_map(difference).map(f64::abs).fold(0.0, f64::max).min(1.0);
        let known = rows.iter().any(|row| matches!(row.leader, Leader::Axis(_)));
        let end = |row: &FlipLineRow| [(row.start_level_1, row.start_level_2), (row.end_level_1, row.end_level_2)];
        let names = [first.axis_1.as_str(), first.axis_2.as_str()];
        let base = names.map(|name| axis(sweep, name).and_then(|axis| number(axis.base.clone())));
        let line = line.iter().map(end).collect();
        (known && most > 0.0).then_some(Self { sweep, names, levels, base, points, line, most })
    }

    /// An axis with its levels.
    #[must_use]
    pub fn scale(&self, index: usize) -> Scale {
        let title = axis(self.sweep, self.names[index]).map_or_else(|| self.names[index].to_owned(), axis_title);
        Scale::levels(title, self.levels[index].iter().copied().map(digits).collect(), self.base_level(index))
    }

    /// A point in words.
    #[must_use]
    pub fn said(&self, column: usize, row: usize) -> String {
        let level = |(index, at_level): (usize, usize)| {
            Some(at(axis(self.sweep, self.names[index])?, &Level::Number(*self.levels[index].get(at_level)?)))
        };
        [(0, column), (1, row)].into_iter().filter_map(level).collect::<Vec<_>>().join(", ")
    }

    /// Which level of an axis is the base scenario's.
    #[must_use]
    pub fn base_level(&self, index: usize) -> Option<usize> {
        self.levels[index].iter().position(|&level| Some(level) == self.base[index])
    }

    /// Place of a point in cells, from the left and from the top; none beyond the outermost levels.
    #[must_use]
    pub fn place(&self, (across, upward): (f64, f64)) -> Option<(f64, f64)> {
        Some((crossing::place(&self.levels[0], across)?, crossing::place(&self.levels[1], upward)?))
    }

    /// Whether compute follows an axis at a point.
    #[must_use]
    pub fn leads(&self, point: Option<&FrontierRow>, index: usize) -> bool {
        point.is_some_and(|row| matches!(&row.leader, Leader::Axis(name) if name == self.names[index]))
    }

    /// Whether it cannot be told somewhere which of them compute follows.
    #[must_use]
    pub fn has_unknown(&self) -> bool {
        self.points.iter().flatten().any(|point| point.is_none_or(|row| row.leader == Leader::Unknown))
    }
}
