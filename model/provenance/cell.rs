//! Rows of a table in full: values, range, note, source, and what a scenario made of them.

use serde::Serialize;

use super::unit::unit;
use super::{Ground, Source, Sources, bound};
use crate::error::{Problem, Result};
use crate::input::schema::{self, CellKind, Column, Schema};
use crate::input::table::written;
use crate::input::tables::{COMMON, Common, TABLES};
use crate::input::{Dataset, InputTable};
use crate::scenario::changes::{ChangeLog, Changed};

/// One row.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RowView {
    /// Table.
    pub table: String,
    /// Its key, as in `turbines, 2030`.
    pub key: String,
    /// File that it stands in.
    pub file: String,
    /// Line of that file.
    pub line: usize,
    /// Its cells, or the one asked for.
    pub cells: Vec<CellView>,
    /// Low end of the main column's range.
    pub low: Option<f64>,
    /// High end.
    pub high: Option<f64>,
    /// What stands in place of a range, or `range`; empty if nothing does.
    pub ground: Option<Ground>,
    /// Remark.
    pub note: String,
    /// Its source in full; empty if it has none.
    pub source: Option<Source>,
}

/// One cell of a row.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CellView {
    /// Column.
    pub column: String,
    /// What stands in the data.
    pub value: String,
    /// Its unit; empty for text and for plain numbers.
    pub unit: String,
    /// Whether low and high are about it.
    pub main: bool,
    /// What the scenario made of it; empty if nothing.
    pub changed: Option<ChangeView>,
}

/// What a scenario made of a cell.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ChangeView {
    /// Value in the data.
    pub old: f64,
    /// Value in the scenario.
    pub new: f64,
    /// Reasons, in the order in which they acted.
    pub why: Vec<String>,
    /// Sources that the reasons cite.
    pub sources: Vec<Source>,
}

/// The table of that name.
///
/// # Errors
/// If there is none; the message names what is close.
pub fn table<'a>(dataset: &'a Dataset, name: &str) -> Result<&'a InputTable> {
    if schema::table(name).is_none() {
        let names = || TABLES.iter().map(|t| t.name);
        let problem = Problem::new(format!("--table: there is no table \"{name}\"")).suggest(name, names());
        return Err(or_list(problem, "tables", names()).into());
    }
    Ok(dataset.table(name))
}

/// The rows whose key holds all the given cells, each once and in any order; all rows if none is given.
///
/// # Errors
/// If there is no such row; the message names what is close.
pub fn rows(table: &InputTable, wanted: &[String]) -> Result<Vec<usize>> {
    let keys: Vec<&Column> = table.schema.columns.iter().filter(|c| c.key).collect();
    let key = |row: usize| keys.iter().map(|c| table.cell(row, c.name)).collect::<Vec<String>>();
    let found: Vec<usize> = (0..table.len()).filter(|&row| holds(key(row), wanted)).collect();
    if !found.is_empty() {
        return Ok(found);
    }
    let cells: Vec<String> = {
        let mut cells: Vec<String> = (0..table.len()).flat_map(key).collect();
        cells.sort();
        cells.dedup();
        cells
    };
    let message = format!("--row {}: {} has no such row", wanted.join(","), table.schema.name);
    let unknown: Vec<&String> = wanted.iter().filter(|w| !cells.contains(w)).collect();
    let names = keys.iter().map(|c| c.name).collect::<Vec<_>>().join(", ");
    let problem = Problem::new(message);
    Err(match unknown.first() {
        _ if table.is_empty() => problem.hint("the table has no rows"),
        Some(word) if word.parse::<f64>().is_ok() && table.schema.by_year() => problem.hint(years(table, wanted, word)),
        Some(word) => {
            or_list(problem.suggest(word, cells.iter().map(String::as_str)), "keys", keys.iter().map(|c| c.name))
        }
        None => problem.hint(format!("its key is {names}; each of these stands in some row, but not together")),
    }
    .into())
}

/// Says which years the rows are given for.
fn years(table: &InputTable, wanted: &[String], year: &str) -> String {
    let others: Vec<String> = wanted.iter().filter(|w| w.as_str() != year).cloned().collect();
    let series = (0..table.len()).filter(|&row| {
        let keys = table.schema.columns.iter().filter(|c| c.key).map(|c| table.cell(row, c.name)).collect();
        holds(keys, &others)
    });
    let mut given: Vec<String> = series.map(|row| written(table.years()[row])).collect();
    given.sort();
    given.dedup();
    let given = if given.is_empty() { "no year".to_owned() } else { given.join(", ") };
    format!("given for {given}; between years values are linear, outside they are flat")
}

/// Whether the cells hold all that is wanted, each used once.
fn holds(mut cells: Vec<String>, wanted: &[String]) -> bool {
    wanted.iter().all(|word| match cells.iter().position(|cell| cell.eq_ignore_ascii_case(word)) {
        Some(place) => {
            cells.swap_remove(place);
            true
        }
        None => false,
    })
}

/// The column asked for.
///
/// # Errors
/// If the table has no such column.
pub fn column(schema: &'static Schema, name: &str) -> Result<&'static Column> {
    schema.column(name).ok_or_else(|| {
        let problem = Problem::new(format!("--cell: {} has no column \"{name}\"", schema.name));
        or_list(problem.suggest(name, schema.names()), "columns", schema.names()).into()
    })
}

fn or_list<'a>(problem: Problem, what: &str, names: impl Iterator<Item = &'a str>) -> Problem {
    if problem.hint.is_some() {
        return problem;
    }
    problem.hint(format!("{what}: {}", names.collect::<Vec<_>>().join(", ")))
}

/// A row of a dataset in full, or one column of it; with what a scenario changed, if its changes are given.
#[must_use]
pub fn view(
    dataset: &Dataset,
    (table, row): (&InputTable, usize),
    only: Option<&Column>,
    changes: Option<&ChangeLog>,
) -> RowView {
    let sources = Sources::of(dataset);
    let name = table.schema.name;
    let first = table.schema.columns.first().map_or("", |c| c.name);
    let place = table.place(row, first);
    let common = |column: &Column| COMMON.iter().any(|c| c.name == column.name);
    let shown = |column: &&Column| only.map_or(!column.key && !common(column), |only| only.name == column.name);
    let cells = table.columns().filter(shown).map(|column| {
        let change = changes.and_then(|log| change(log, (name, row, column.name)));
        CellView {
            column: column.name.to_owned(),
            value: table.cell(row, column.name),
            unit: if matches!(column.cell, CellKind::Flag) { String::new() } else { unit(dataset, table, row, column) },
            main: column.main,
            changed: change.map(|changed| ChangeView {
                old: changed.old,
                new: changed.new,
                why: changed.why.clone(),
                sources: changed.sources.iter().filter_map(|key| sources.get(key).cloned()).collect(),
            }),
        }
    });
    RowView {
        table: name.to_owned(),
        key: table.key(row),
        file: place.file.to_string(),
        line: place.line_and_column().0,
        cells: cells.collect(),
        low: bound(table, row, Common::low),
        high: bound(table, row, Common::high),
        ground: sources.ground(table, row),
        note: table.cell(row, Common::note.name),
        source: sources.get(&table.cell(row, Common::source.name)).cloned(),
    }
}

fn change<'a>(log: &'a ChangeLog, cell: (&str, usize, &str)) -> Option<&'a Changed> {
    log.iter().find(|(table, row, column, _)| (*table, *row, *column) == cell).map(|(.., changed)| changed)
}
