//! What `sources` says of a table, a row and a source.

use std::fmt::Write as _;

use serde::Serialize;

use crate::input::table::written;
use crate::provenance::cell::{CellView, RowView};
use crate::provenance::cited::Citations;
use crate::provenance::readme::Rule;
use crate::provenance::{Ground, Source};

/// Rows shown in full; more are listed in one line each.
const IN_FULL: usize = 3;

/// Rows of a table that rest on one source.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Group {
    /// The source; empty where rows have none.
    pub source: Option<Source>,
    /// Number of rows.
    pub rows: usize,
    /// Their keys.
    pub keys: Vec<String>,
}

/// Rows by source, the source with most rows first.
#[must_use]
pub fn groups(rows: &[RowView]) -> Vec<Group> {
    let mut groups: Vec<Group> = vec![];
    for row in rows {
        match groups.iter_mut().find(|group| group.source == row.source) {
            Some(group) => {
                group.rows += 1;
                group.keys.push(row.key.clone());
            }
            None => groups.push(Group { source: row.source.clone(), rows: 1, keys: vec![row.key.clone()] }),
        }
    }
    groups.sort_by_key(|group| std::cmp::Reverse(group.rows));
    groups
}

/// A share in whole per cent; 100 only if nothing is missing.
#[must_use]
pub fn per_cent(part: usize, whole: usize) -> usize {
    (part * 100).checked_div(whole).unwrap_or(100)
}

/// A table by source.
#[must_use]
pub fn table(name: &str, groups: &[Group], rule: Option<&Rule>) -> String {
    let rows: usize = groups.iter().map(|group| group.rows).sum();
    let mut text = format!("{name}: {rows} rows, {} sources\n", groups.len());
    if let Some(rule) = rule {
        let _ = writeln!(text, "Rule: {}", rule.rule);
    }
    for group in groups {
        let (first, last) = (group.keys.first(), group.keys.last());
        let span = match (first, last) {
            (Some(first), Some(last)) if first != last => format!("{first} ... {last}"),
            (Some(first), _) => first.clone(),
            _ => String::new(),
        };
        let _ = writeln!(text, "\n{} rows ({span})", group.rows);
        described(&mut text, group.source.as_ref());
    }
    text
}

/// A source over a few lines.
fn described(text: &mut String, source: Option<&Source>) {
    let Some(source) = source else {
        text.push_str("  no source\n");
        return;
    };
    let _ = writeln!(text, "  source     {} ({})", source.source, source.quality);
    let _ = writeln!(text, "             {}", source.title);
    let _ = writeln!(text, "             {}, {}; {}", source.publisher, source.year, source.locator);
    for more in [&source.url_or_doi, &source.note].into_iter().filter(|more| !more.is_empty()) {
        let _ = writeln!(text, "             {more}");
    }
}

/// Rows in full, or in one line each if there are many.
#[must_use]
pub fn rows(rows: &[RowView], rule: Option<&Rule>, scenario: Option<&str>) -> String {
    let mut text = String::new();
    if rows.len() > IN_FULL {
        short(&mut text, rows);
    } else {
        for row in rows {
            full(&mut text, row, scenario);
        }
    }
    if let Some(rule) = rule {
        let _ = writeln!(text, "Rule of the table: {}", rule.rule);
        for judgement in &rule.judgements {
            let _ = writeln!(text, "  {judgement}");
        }
    }
    text
}

fn short(text: &mut String, rows: &[RowView]) {
    let table = rows.first().map_or("", |row| &row.table);
    let _ = writeln!(text, "{table}: {} rows; give more of the key to see one in full", rows.len());
    for row in rows {
        let cell = row.cells.iter().find(|cell| cell.main).or(row.cells.first());
        let value = cell.map_or(String::new(), |cell| format!("{} {}", cell.value, cell.unit));
        let new =
            cell.and_then(|cell| cell.changed.as_ref()).map_or(String::new(), |c| format!(" -> {}", written(c.new)));
        let source = row.source.as_ref().map_or("no source", |source| &source.source);
        let _ = writeln!(text, "  {}: {}{new} ({}; {source})", row.key, value.trim(), range(row));
    }
    text.push('\n');
}

fn range(row: &RowView) -> String {
    match (row.low, row.high) {
        (Some(low), Some(high)) => format!("{} to {}", written(low), written(high)),
        (Some(low), None) => format!("from {}", written(low)),
        (None, Some(high)) => format!("up to {}", written(high)),
        (None, None) => row.ground.map_or("no range", Ground::words).to_owned(),
    }
}

fn full(text: &mut String, row: &RowView, scenario: Option<&str>) {
    let _ = writeln!(text, "{} {}  ({}:{})", row.table, row.key, row.file, row.line);
    for cell in &row.cells {
        value(text, row, cell, scenario);
    }
    if !row.cells.iter().any(|cell| cell.main) {
        let _ = writeln!(text, "  range      of its main column: {}", range(row));
    }
    if !row.note.is_empty() {
        let _ = writeln!(text, "  note       {}", row.note);
    }
    described(text, row.source.as_ref());
    text.push('\n');
}

fn value(text: &mut String, row: &RowView, cell: &CellView, scenario: Option<&str>) {
    let shown = if cell.value.is_empty() { "(empty)" } else { &cell.value };
    let line = format!("  {:<10} {shown} {}", cell.column, cell.unit);
    let range = if cell.main { format!("  [{}]", range(row)) } else { String::new() };
    let _ = writeln!(text, "{}{range}", line.trim_end());
    let Some(scenario) = scenario else { return };
    let Some(change) = &cell.changed else {
        if cell.main {
            let _ = writeln!(text, "             unchanged in scenario {scenario}");
        }
        return;
    };
    let why = change.why.join("; ");
    let _ = writeln!(
        text,
        "             in scenario {scenario}: {} -> {} ({why})",
        written(change.old),
        written(change.new)
    );
    for source in &change.sources {
        described(text, Some(source));
    }
}

/// Everything that rests on a source.
#[must_use]
pub fn source(found: &Citations) -> String {
    const SHOWN: usize = 12;
    let mut text = String::new();
    described(&mut text, Some(&found.source));
    for table in &found.tables {
        let columns = table.columns.join(", ");
        let _ = writeln!(text, "\n{}: {} rows ({columns})", table.table, table.keys.len());
        let more = table.series.len().saturating_sub(SHOWN);
        let shown = table.series.iter().take(SHOWN).cloned().collect::<Vec<_>>().join("; ");
        let _ = writeln!(text, "  {shown}{}", if more > 0 { format!("; and {more} more") } else { String::new() });
    }
    for adjust in &found.adjusts {
        let column = if adjust.column.is_empty() { "delay" } else { &adjust.column };
        let _ = writeln!(
            text,
            "\nscenario {}: {}.{column} ({}:{})",
            adjust.scenario, adjust.table, adjust.file, adjust.line
        );
        let _ = writeln!(text, "  {}", adjust.why);
    }
    if found.tables.is_empty() && found.adjusts.is_empty() {
        text.push_str("\nNo row and no scenario rests on it.\n");
    }
    text
}
