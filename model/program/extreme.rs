//! Numbers of a program that no solver takes: what is none, and what is too large or too far from the rest.

use super::expression::Column;
use super::{Program, Row};
use crate::system::System;

/// Where a number stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Entry {
    /// What a column takes in a row.
    Coefficient(usize, Column),
    /// The right-hand side of a row.
    Limit(usize),
    /// What one unit of a column earns.
    Worth(Column),
    /// The largest value of a column.
    Bound(Column),
    /// What no decision changes.
    Constant,
}

/// A number that no solver takes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Extreme {
    /// Where it stands.
    pub entry: Entry,
    /// The number.
    pub value: f64,
    /// The number that it is too far apart from; none if it is of no use anywhere.
    pub beside: Option<(Entry, f64)>,
}

impl Extreme {
    /// It in words.
    #[must_use]
    pub fn in_words(&self, program: &Program, system: &System) -> String {
        let what = self.entry.in_words(program, system);
        match self.beside {
            Some((entry, value)) => {
                let other = entry.in_words(program, system);
                format!("{what} is {:e}, too far apart for a solver from {value:e}, which {other} is", self.value)
            }
            None if self.value.is_finite() => format!("{what} is {:e}: no solver takes that", self.value),
            None => format!("{what} is no number: the product or sum behind it is too large"),
        }
    }
}

impl Entry {
    fn in_words(self, program: &Program, system: &System) -> String {
        let row = |row: usize| {
            let Row { rule, key, .. } = &program.rows.rows[row];
            format!("{} [{}]", rule.name(), key.parts(system).join(", "))
        };
        let column = |column: Column| {
            let info = &program.variables.info[column.0];
            format!("{}[{}]", info.quantity.name(), info.key.parts(system).join(","))
        };
        match self {
            Self::Coefficient(of, at) => format!("what {} takes in {}", column(at), row(of)),
            Self::Limit(of) => format!("the limit of {}", row(of)),
            Self::Worth(at) => format!("what a unit of {} earns or costs", column(at)),
            Self::Bound(at) => format!("the most that {} can be", column(at)),
            Self::Constant => "the fixed cost of what stands".to_owned(),
        }
    }

    /// The names of what it is about: item, region, year.
    #[must_use]
    pub fn names(self, program: &Program, system: &System) -> Vec<String> {
        let (row, column) = match self {
            Self::Coefficient(row, column) => (Some(row), Some(column)),
            Self::Limit(row) => (Some(row), None),
            Self::Worth(column) | Self::Bound(column) => (None, Some(column)),
            Self::Constant => (None, None),
        };
        let of_row = row.map(|row| program.rows.rows[row].key);
        let of_column = column.map(|column| program.variables.info[column.0].key);
        of_row.into_iter().chain(of_column).flat_map(|key| key.parts(system)).collect()
    }
}
