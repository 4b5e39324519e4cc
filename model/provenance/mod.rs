//! Where a number comes from: its source, its range, or the word that it is a definition.
//!
//! Every row of a dataset owes its reader two things: a source, and either a range (`low` and `high`) or the mark
//! that there is none to give. [`Ground`] says on which of these a row stands; [`coverage`] counts and finds faults,
//! [`cell`] shows a row in full, [`cited`] shows what rests on a source, [`readme`] finds the rule in the dataset's
//! own words. All but [`subject`] is pure: datasets and
//! scenarios in, rows out.

pub mod assumptions;
pub mod by_source;
pub mod cell;
pub mod cited;
pub mod coverage;
pub mod readme;
pub mod subject;
pub mod unit;

use std::collections::BTreeMap;

use serde::Serialize;

use crate::input::schema::{Presence, is_shape, main_column};
use crate::input::tables::{self, Common};
use crate::input::typed::{InputRow, TypedColumn};
use crate::input::{Dataset, InputTable};

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
        let notes = dataset.of::<tables::Sources>().common(Common::note);
        let source = |row: InputRow<'_, tables::Sources>| Source {
            source: row.source().to_owned(),
            title: row.title().to_owned(),
            publisher: row.publisher().to_owned(),
            year: row.year().to_owned(),
            locator: row.locator().to_owned(),
            url_or_doi: row.url_or_doi().to_owned(),
            quality: row.quality().name().to_owned(),
            note: notes.get(row.index).cloned().unwrap_or_default(),
        };
        Self(dataset.rows::<tables::Sources>().map(|row| (row.source().to_owned(), source(row))).collect())
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
    pub fn ground(&self, table: &InputTable, row: usize) -> Option<Ground> {
        let name = table.schema.name;
        let source = self.get(&table.cell(row, Common::source.name));
        if ranged(table, row) {
            return Some(Ground::Range);
        }
        if defines(&table.cell(row, Common::note.name)) || source.is_some_and(|s| defines(&s.note)) {
            return Some(Ground::Definition);
        }
        if is_shape(name) {
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
pub fn ranged(table: &InputTable, row: usize) -> bool {
    [Common::low, Common::high].iter().all(|&end| bound(table, row, end).is_some())
}

/// The low or high end of a row's range.
#[must_use]
pub fn bound(table: &InputTable, row: usize, end: TypedColumn<Common, f64>) -> Option<f64> {
    table.common(end).get(row).copied().filter(|value| value.is_finite())
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
