//! Every cell that levers and adjusts changed, and why.

use std::collections::BTreeMap;

use crate::error::{Place, Problem};
use crate::input::Dataset;
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
    /// The line that set it last.
    pub place: Place,
}

impl ChangeLog {
    /// Notes one change of a cell (table, row, column), with its reason, the sources it cites, and the line that makes it.
    pub fn record(
        &mut self,
        (table, row, column): (&str, usize, &str),
        old: f64,
        new: f64,
        (why, sources, place): (&str, &[Located<String>], &Place),
    ) {
        if old.to_bits() == new.to_bits() {
            return;
        }
        let cell = self.cells.entry((table.to_owned(), row, column.to_owned())).or_insert_with(|| Changed {
            old,
            new,
            why: vec![],
            sources: vec![],
            place: place.clone(),
        });
        cell.new = new;
        cell.place = place.clone();
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

impl ChangeLog {
    /// The line that set what a place of a table is about: the cell there, else the nearest of its table.
    #[must_use]
    pub fn setter(&self, dataset: &Dataset, at: &Place) -> Option<&Place> {
        let far = |(table, row, column): &(String, usize, String)| {
            let cell = dataset.table(table).place(*row, column);
            (cell.file == at.file).then(|| cell.offset.abs_diff(at.offset))
        };
        let of_tables = self.cells.iter().filter(|((table, ..), _)| table != "scenario");
        let set = of_tables.filter_map(|(cell, changed)| Some((far(cell)?, &changed.place)));
        set.min_by_key(|(far, _)| *far).map(|(_, place)| place)
    }

    /// Lets problems of numbers point at the lines that set them; where the number stands is said, too.
    pub fn point_at_setters(&self, dataset: &Dataset, problems: &mut [Problem]) {
        for problem in problems {
            let Some((at, by)) = problem.place.as_ref().and_then(|at| Some((at, self.setter(dataset, at)?))) else {
                continue;
            };
            problem.message = format!("{} ({at})", problem.message);
            problem.place = Some(by.clone());
        }
    }
}

/// Adds a word that is not there yet.
fn note(words: &mut Vec<String>, word: &str) {
    if !words.iter().any(|w| w == word) {
        words.push(word.to_owned());
    }
}
