//! How much of a dataset has a source and a range, and every row that has not.

use std::collections::BTreeSet;

use serde::Serialize;

use super::{DEFINITION, Ground, Sources, bound};
use crate::error::{Place, Problem, Problems};
use crate::input::schema::{Presence, main_column};
use crate::input::tables::{Common, Sources as SourcesTable};
use crate::input::typed::Declared;
use crate::input::{Dataset, InputTable};

/// Counts of one table; of all tables if `table` is empty.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Coverage {
    /// Table.
    pub table: String,
    /// The column that ranges belong to; empty in a table of names.
    pub main_column: String,
    /// Rows.
    pub rows: usize,
    /// Rows with a source that exists.
    pub with_source: usize,
    /// Rows with a range.
    pub with_range: usize,
    /// Of these, rows whose low equals their high and is not 0.
    pub without_width: usize,
    /// Rows marked as definitions.
    pub definitions: usize,
    /// Rows of a shape or of names alone.
    pub by_table: usize,
    /// Rows of reports that repeat a published figure.
    pub quoted: usize,
    /// Published sources that it rests on.
    pub published: usize,
    /// Derived ones.
    pub derived: usize,
    /// Estimates.
    pub estimate: usize,
}

impl Coverage {
    /// Rows with a range or a reason why they have none.
    #[must_use]
    pub fn grounded(&self) -> usize {
        self.with_range + self.definitions + self.by_table + self.quoted
    }
}

/// Counts by table, in the schema's order, then of all together. Tables without rows are left out.
#[must_use]
pub fn coverage(dataset: &Dataset) -> Vec<Coverage> {
    let sources = Sources::of(dataset);
    let tables = || dataset.tables().iter().filter(|table| owes(table) && !table.is_empty());
    let mut rows: Vec<Coverage> = tables().map(|table| count(&sources, table)).collect();
    let cited = tables().flat_map(|table| table.common(Common::source)).map(String::as_str).collect();
    let sum = |of: fn(&Coverage) -> usize| rows.iter().map(of).sum();
    let mut all = Coverage {
        rows: sum(|c| c.rows),
        with_source: sum(|c| c.with_source),
        with_range: sum(|c| c.with_range),
        without_width: sum(|c| c.without_width),
        definitions: sum(|c| c.definitions),
        by_table: sum(|c| c.by_table),
        quoted: sum(|c| c.quoted),
        ..Coverage::default()
    };
    qualities(&sources, &cited, &mut all);
    rows.push(all);
    rows
}

/// Whether rows of the table owe a source: all but the sources themselves.
#[must_use]
pub fn owes(table: &InputTable) -> bool {
    table.schema.name != SourcesTable::NAME
}

fn count(sources: &Sources, table: &InputTable) -> Coverage {
    let mut coverage = Coverage {
        table: table.schema.name.to_owned(),
        main_column: main_column(table.schema.name).unwrap_or_default().to_owned(),
        rows: table.len(),
        ..Coverage::default()
    };
    for row in 0..table.len() {
        coverage.with_source += usize::from(sources.get(&table.cell(row, Common::source.name)).is_some());
        match sources.ground(table, row) {
            Some(Ground::Range) => {
                let (low, high) = (bound(table, row, Common::low), bound(table, row, Common::high));
                coverage.with_range += 1;
                coverage.without_width += usize::from(low == high && low.is_some_and(|low| low != 0.0));
            }
            Some(Ground::Definition) => coverage.definitions += 1,
            Some(Ground::Shape | Ground::Names) => coverage.by_table += 1,
            Some(Ground::Quoted) => coverage.quoted += 1,
            None => {}
        }
    }
    qualities(sources, &table.common(Common::source).iter().map(String::as_str).collect(), &mut coverage);
    coverage
}

/// Counts the sources that are cited, by quality.
fn qualities(sources: &Sources, cited: &BTreeSet<&str>, coverage: &mut Coverage) {
    for source in cited.iter().filter_map(|key| sources.get(key)) {
        match source.quality.as_str() {
            "published" => coverage.published += 1,
            "derived" => coverage.derived += 1,
            _ => coverage.estimate += 1,
        }
    }
}

/// Every row without a source, and every row with neither a range nor a reason; in the order of the files.
pub fn check(dataset: &Dataset, problems: &mut Problems) {
    let sources = Sources::of(dataset);
    for table in dataset.tables().iter().filter(|table| owes(table)) {
        for row in 0..table.len() {
            if table.cell(row, Common::source.name).is_empty() {
                let message = format!("{} {} has no source", table.schema.name, table.key(row));
                problems.push(
                    Problem::at(place(table, row, Common::source.name), message)
                        .hint("name a key of sources.csv; a judgement is a source too, of quality estimate"),
                );
            }
            if sources.ground(table, row).is_none() {
                problems.push(no_range(&sources, table, row));
            }
        }
    }
}

fn no_range(sources: &Sources, table: &InputTable, row: usize) -> Problem {
    let (low, high) = (bound(table, row, Common::low), bound(table, row, Common::high));
    let (missing, column) = match (low, high) {
        (None, Some(_)) => ("a high but no low", Common::low.name),
        (Some(_), None) => ("a low but no high", Common::high.name),
        _ => ("neither a range nor the mark that it is a definition", Common::low.name),
    };
    let message = format!("{} {} has {missing}", table.schema.name, table.key(row));
    let quality = sources.get(&table.cell(row, Common::source.name)).map(|source| source.quality.as_str());
    let hint = match quality.filter(|_| table.schema.presence == Presence::Report) {
        Some(quality) => format!(
            "give low and high: its source is of quality {quality}, and only a published figure may be quoted without"
        ),
        None => format!("give low and high, or begin its note with the word {DEFINITION} and say what it defines"),
    };
    Problem::at(place(table, row, column), message).hint(hint)
}

/// The cell if the file has the column, else the row's first key.
fn place(table: &InputTable, row: usize, column: &str) -> Place {
    let first = table.schema.columns.first().map_or("", |c| c.name);
    table.place(row, if table.has(column) { column } else { first })
}
