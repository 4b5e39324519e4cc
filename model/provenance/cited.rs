//! What rests on a source: rows of tables, adjusts of scenarios; and sources that nothing rests on.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::readme::names;
use super::{Source, Sources};
use crate::error::{Problem, Result};
use crate::input::schema::main_column;
use crate::input::tables::{Common, Sources as SourcesTable};
use crate::input::{Dataset, InputTable};
use crate::scenario::Scenario;

/// Everything that rests on a source.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Citations {
    /// The source in full.
    pub source: Source,
    /// Tables with rows that rest on it.
    pub tables: Vec<OfTable>,
    /// Adjusts of scenarios that cite it.
    pub adjusts: Vec<OfAdjust>,
}

/// Rows of a table that rest on a source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OfTable {
    /// Table.
    pub table: String,
    /// Columns with numbers, the main one first.
    pub columns: Vec<String>,
    /// Keys of the rows.
    pub keys: Vec<String>,
    /// The same by series, with the span of years: `turbines 2025-2035`.
    pub series: Vec<String>,
}

/// An adjust that cites a source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OfAdjust {
    /// Scenario that states it.
    pub scenario: String,
    /// Table, or `scenario`.
    pub table: String,
    /// Column; empty for a delay.
    pub column: String,
    /// Reason.
    pub why: String,
    /// Where it stands.
    pub file: String,
    /// Line of that file.
    pub line: usize,
}

/// A source and everything that rests on it; the scenarios are those of the same dataset.
///
/// # Errors
/// If the dataset has no such source.
pub fn citations(dataset: &Dataset, scenarios: &[Scenario], key: &str) -> Result<Citations> {
    let sources = Sources::of(dataset);
    let Some(source) = sources.get(key).cloned() else {
        let problem = Problem::new(format!("--source: sources.csv has no source \"{key}\""));
        return Err(problem.suggest(key, sources.keys()).into());
    };
    let tables = dataset.tables().iter().filter(|t| super::coverage::owes(t)).filter_map(|t| of_table(t, key));
    let mut adjusts: Vec<OfAdjust> = scenarios.iter().flat_map(|scenario| of_scenario(scenario, key)).collect();
    let mut seen = BTreeSet::new();
    // A child repeats what it inherits: the adjust is named once, by the file that states it.
    adjusts.retain(|adjust| seen.insert((adjust.file.clone(), adjust.line)));
    Ok(Citations { source, tables: tables.collect(), adjusts })
}

fn of_table(table: &InputTable, key: &str) -> Option<OfTable> {
    let rows: Vec<usize> = (0..table.len()).filter(|&row| table.cell(row, Common::source.name) == key).collect();
    if rows.is_empty() {
        return None;
    }
    let main = main_column(table.schema.name);
    let numbers = table.schema.columns.iter().filter(|c| !c.key && !table.number(c.name).is_empty());
    let ends = [Common::low.name, Common::high.name];
    let others = numbers.map(|c| c.name).filter(|name| Some(*name) != main && !ends.contains(name));
    Some(OfTable {
        table: table.schema.name.to_owned(),
        columns: main.into_iter().chain(others).map(str::to_owned).collect(),
        keys: rows.iter().map(|&row| table.key(row)).collect(),
        series: series(table, &rows),
    })
}

/// Keys without the year, each with its span of years.
fn series(table: &InputTable, rows: &[usize]) -> Vec<String> {
    if !table.schema.by_year() {
        return rows.iter().map(|&row| table.key(row)).collect();
    }
    let mut spans: BTreeMap<String, (f64, f64)> = BTreeMap::new();
    for &row in rows {
        let year = table.years()[row];
        let span = spans.entry(table.key_without_year(row)).or_insert((year, year));
        *span = (span.0.min(year), span.1.max(year));
    }
    let span =
        |(from, to): (f64, f64)| if from.to_bits() == to.to_bits() { from.to_string() } else { format!("{from}-{to}") };
    spans.into_iter().map(|(key, years)| format!("{key} {}", span(years)).trim().to_owned()).collect()
}

fn of_scenario<'a>(scenario: &'a Scenario, key: &'a str) -> impl Iterator<Item = OfAdjust> + 'a {
    let cites = move |sources: &[crate::input::document::Located<String>]| sources.iter().any(|s| s.value == key);
    scenario.adjusts.iter().filter(move |adjust| cites(&adjust.sources)).map(|adjust| OfAdjust {
        scenario: scenario.name.clone(),
        table: adjust.table.value.clone(),
        column: adjust.column.as_ref().map(|c| c.value.clone()).unwrap_or_default(),
        why: adjust.why.clone(),
        file: adjust.place.file.to_string(),
        line: adjust.place.line_and_column().0,
    })
}

/// Warnings of sources that no row, no adjust and not even the dataset's README cites.
#[must_use]
pub fn check_uncited(dataset: &Dataset, scenarios: &[Scenario], readme: &str) -> Vec<Problem> {
    let rows = dataset.tables().iter().filter(|t| super::coverage::owes(t)).flat_map(|t| t.common(Common::source));
    let adjusts = scenarios.iter().flat_map(|s| &s.adjusts).flat_map(|a| &a.sources).map(|source| &source.value);
    let cited: BTreeSet<&str> = rows.chain(adjusts).map(String::as_str).collect();
    let listed = dataset.rows::<SourcesTable>();
    listed
        .filter(|row| !cited.contains(row.source()) && !names(readme, row.source()))
        .map(|row| {
            Problem::at(row.place(SourcesTable::source), format!("nothing cites source {}", row.source()))
                .hint("no row, no scenario and no README: cite it or take it out")
                .warning()
        })
        .collect()
}
