//! Which columns and rows of a program are the dispatch of which year.
//!
//! A column of a time slice or of a representative day is dispatch; all others are builds. A row is dispatch of a year if
//! it has a column that is. At given builds the years then have nothing to do with each other.

use crate::program::{Column, Item, Key, Program};
use crate::solve::bounds::Bounds;
use crate::solve::scaling::Scaling;

/// A program with what every part of it needs.
#[derive(Debug, Clone, Copy)]
pub struct Numbers<'a> {
    /// The program.
    pub program: &'a Program,
    /// Its factors.
    pub scaling: &'a Scaling,
    /// Rows of one column as bounds.
    pub bounds: &'a Bounds,
    /// What each column earns.
    pub costs: &'a [f64],
}

/// A program by years.
#[derive(Debug)]
pub struct Split {
    /// The share of the year that a column of dispatch stands for; 0 for a build.
    pub share: Vec<f64>,
    /// The position of a column of dispatch among those of its year.
    pub within: Vec<usize>,
    /// The dispatch of each model year that has any.
    pub years: Vec<Part>,
}

/// Columns and rows of a year's dispatch, by position.
#[derive(Debug, Default)]
pub struct Part {
    /// Columns.
    pub columns: Vec<usize>,
    /// Rows, without those that are bounds of one column.
    pub rows: Vec<usize>,
}

impl Split {
    /// The years of a program whose rows are `kept` unless they are bounds; none if a row ties the dispatch of two years
    /// together, or if there is nothing to split.
    #[must_use]
    pub fn of(program: &Program, kept: &[bool]) -> Option<Self> {
        let shares = Shares::of(program);
        let share: Vec<f64> = program.variables.info.iter().map(|column| shares.of_key(&column.key)).collect();
        let year = |column: Column| program.variables.info[column.0].key.year;
        let count = program.variables.info.iter().map(|column| column.key.year.0 + 1).max()?;
        let mut years: Vec<Part> = std::iter::repeat_with(Part::default).take(count).collect();
        let mut within = vec![0; share.len()];
        for (column, info) in program.variables.info.iter().enumerate().filter(|(column, _)| share[*column] > 0.0) {
            within[column] = years[info.key.year.0].columns.len();
            years[info.key.year.0].columns.push(column);
        }
        for row in (0..program.rows.len()).filter(|row| kept[*row]) {
            let mut of = program.rows.coefficients(row).filter(|(column, _)| share[column.0] > 0.0);
            if let Some((first, _)) = of.next() {
                if of.any(|(column, _)| year(column) != year(first)) {
                    return None;
                }
                years[year(first).0].rows.push(row);
            }
        }
        years.retain(|of| !of.columns.is_empty());
        (!years.is_empty()).then_some(Self { share, within, years })
    }

    /// The columns that are builds.
    pub fn builds(&self) -> impl Iterator<Item = usize> + '_ {
        (0..self.share.len()).filter(|column| self.share[*column] == 0.0)
    }
}

/// What time slices and days are of a year.
#[derive(Debug)]
pub struct Shares {
    slices: Vec<f64>,
    days: Vec<f64>,
}

impl Shares {
    /// Those of a program.
    #[must_use]
    pub fn of(program: &Program) -> Self {
        let hours: f64 = program.spans.iter().map(|span| span.hours).sum();
        let slices = program.spans.iter().map(|span| span.hours / hours).collect();
        let mut days = vec![0.0; program.spans.iter().map(|span| span.day.0 + 1).max().unwrap_or(0)];
        program.spans.iter().for_each(|span| days[span.day.0] += span.hours / hours);
        Self { slices, days }
    }

    /// The share of a year that a key stands for; 0 if it is of no part of a year.
    #[must_use]
    pub fn of_key(&self, key: &Key) -> f64 {
        match (key.slice, key.item) {
            (Some(slice), _) => self.slices[slice.0],
            (None, Item::TechnologyDay(_, day)) => self.days[day.0],
            (None, _) => 0.0,
        }
    }
}

/// A key without its part of the year.
#[must_use]
pub fn yearly(key: &Key) -> Key {
    let item = match key.item {
        Item::TechnologyDay(technology, _) => Item::Technology(technology),
        item => item,
    };
    Key { item, slice: None, ..*key }
}
