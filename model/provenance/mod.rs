//! Where a number comes from: its source, its range, or the word that it is a definition.
//!
//! Every row of a dataset owes its reader two things: a source, and either a range (`low` and `high`) or the mark
//! that there is none to give. [`Ground`] says on which of these a row stands; [`coverage`] counts and finds faults,
//! [`cell`] shows a row in full, [`cited`] shows what rests on a source, [`readme`] finds the rule in the dataset's
//! own words. All of it is pure: datasets and scenarios in, rows out.

pub mod by_source;
pub mod cell;
pub mod cited;
pub mod coverage;
pub mod readme;
pub mod unit;

use std::collections::BTreeMap;

use serde::Serialize;

use crate::input::Dataset;
use crate::input::schema::{Presence, main_column, shape};
use crate::input::table::Table;

/// The word with which the note of a definition begins.
pub const DEFINITION: &str = "definition";

/// Why a row needs no more than it has, the strongest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Ground {
    /// It has `low` and `high`.
    Range,
    /// Its note, or the note of its source, begins with the word `definition`.
    Definition,
    /// Its table holds a shape, whose level has the range.
    Shape,
    /// Its table holds names and no number.
    Names,
    /// A row of a report table that repeats a published figure.
    Quoted,
}

impl Ground {
    /// In words, for people.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Range => "a range",
            Self::Definition => "a definition: it has no range",
            Self::Shape => "a shape: the range belongs to its level",
            Self::Names => "names: the table holds no number that could have a range",
            Self::Quoted => "quoted as published, without a range",
        }
    }
}

/// A source as `sources.csv` describes it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Source {
    /// Key.
    pub source: String,
    /// Title.
    pub title: String,
    /// Who published it.
    pub publisher: String,
    /// When.
    pub year: String,
    /// Where in it.
    pub locator: String,
    /// Address, if any.
    pub url_or_doi: String,
    /// `published`, `derived` or `estimate`.
    pub quality: String,
    /// Remark.
    pub note: String,
}

/// The sources of a dataset, by key.
#[derive(Debug, Clone)]
pub struct Sources(BTreeMap<String, Source>);

impl Sources {
    /// Reads `sources.csv`.
    #[must_use]
    pub fn of(dataset: &Dataset) -> Self {
        let table = dataset.table("sources");
        let source = |row: usize| {
            let cell = |column: &str| table.cell(row, column);
            Source {
                source: cell("source"),
                title: cell("title"),
                publisher: cell("publisher"),
                year: cell("year"),
                locator: cell("locator"),
                url_or_doi: cell("url_or_doi"),
                quality: cell("quality"),
                note: cell("note"),
            }
        };
        Self((0..table.len()).map(|row| (table.cell(row, "source"), source(row))).collect())
    }

    /// The source with a key.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Source> {
        self.0.get(key)
    }

    /// All keys, in order.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    /// On what a row stands in place of a range, or nothing.
    #[must_use]
    pub fn ground(&self, table: &Table, row: usize) -> Option<Ground> {
        let name = table.schema.name;
        let source = self.get(&table.cell(row, "source"));
        if ranged(table, row) {
            return Some(Ground::Range);
        }
        if defines(&table.cell(row, "note")) || source.is_some_and(|s| defines(&s.note)) {
            return Some(Ground::Definition);
        }
        if shape(name).is_some() {
            return Some(Ground::Shape);
        }
        if main_column(name).is_none() {
            return Some(Ground::Names);
        }
        let published = source.is_some_and(|s| s.quality == "published");
        (table.schema.presence == Presence::Report && published).then_some(Ground::Quoted)
    }
}

/// Whether a row has both ends of a range.
#[must_use]
pub fn ranged(table: &Table, row: usize) -> bool {
    ["low", "high"].iter().all(|end| bound(table, row, end).is_some())
}

/// The low or high end of a row's range.
#[must_use]
pub fn bound(table: &Table, row: usize, end: &str) -> Option<f64> {
    table.number(end).get(row).copied().filter(|value| value.is_finite())
}

/// Whether a note begins with the word `definition`.
fn defines(note: &str) -> bool {
    let rest = note.trim_start().strip_prefix(DEFINITION);
    rest.is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
}

#[cfg(test)]
mod tests {
    use super::defines;

    #[test]
    fn the_mark_is_a_word_at_the_beginning() {
        assert!(defines("definition: days of a year"));
        assert!(defines(" definition"));
        assert!(!defines("definitions differ"));
        assert!(!defines("no definition"));
        assert!(!defines(""));
    }
}
