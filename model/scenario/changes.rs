//! Every cell that levers and adjusts changed, and why.

use std::collections::BTreeMap;

use crate::error::Place;
use crate::input::document::Located;

/// Every cell that levers and adjusts changed: first and last value, reasons and sources in order.
#[derive(Debug, Clone, Default)]
pub struct ChangeLog {
    cells: BTreeMap<(String, usize, String), Changed>,
    /// Adjusts that met no row because of their years.
    pub idle: Vec<Place>,
}

/// How one cell changed.
#[derive(Debug, Clone)]
pub struct Changed {
    /// Value in the data.
    pub old: f64,
    /// Value in this run.
    pub new: f64,
    /// Reasons, in the order in which they acted.
    pub why: Vec<String>,
    /// Keys of the sources that the reasons cite.
    pub sources: Vec<String>,
}

impl ChangeLog {
    /// Notes one change of a cell (table, row, column), with its reason and the sources it cites.
    pub fn record(
        &mut self,
        (table, row, column): (&str, usize, &str),
        old: f64,
        new: f64,
        (why, sources): (&str, &[Located<String>]),
    ) {
        if old.to_bits() == new.to_bits() {
            return;
        }
        let cell = self.cells.entry((table.to_owned(), row, column.to_owned())).or_insert_with(|| Changed {
            old,
            new,
            why: vec![],
            sources: vec![],
        });
        cell.new = new;
        note(&mut cell.why, why);
        for source in sources {
            note(&mut cell.sources, &source.value);
        }
    }

    /// All changed cells: table, row, column, change; in that order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, usize, &str, &Changed)> {
        self.cells.iter().map(|((table, row, column), changed)| (table.as_str(), *row, column.as_str(), changed))
    }
}

/// Adds a word that is not there yet.
fn note(words: &mut Vec<String>, word: &str) {
    if !words.iter().any(|w| w == word) {
        words.push(word.to_owned());
    }
}
