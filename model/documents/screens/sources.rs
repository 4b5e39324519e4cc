//! What `sources` says of a dataset, a table, a row and a source.

use super::super::document::{Block, Document, Table};
use crate::input::table::written;
use crate::provenance::by_source::Group;
use crate::provenance::cell::{CellView, RowView};
use crate::provenance::cited::Citations;
use crate::provenance::coverage::Coverage;
use crate::provenance::readme::Rule;
use crate::provenance::{Ground, Source};

/// Rows shown in full; more are listed in one line each.
const IN_FULL: usize = 3;

/// How well a dataset is covered, table by table.
#[must_use]
pub fn dataset(title: &str, counts: &[Coverage]) -> Document {
    let header = [
        "table",
        "rows",
        "with a\nsource",
        "with range,\nor marked",
        "\nrange",
        "defi-\nnition",
        "names,\nshape",
        "\nquoted",
        "sources:\npublished",
        "\nderived",
        "\nestimate",
    ];
    let number = |n: usize| if n == 0 { String::new() } else { n.to_string() };
    let cells = |count: &Coverage| {
        // 100 only if nothing is missing.
        let share = |part: usize| format!("{} %", (part * 100).checked_div(count.rows).unwrap_or(100));
        vec![
            if count.table.is_empty() { "all".to_owned() } else { count.table.clone() },
            count.rows.to_string(),
            share(count.with_source),
            share(count.grounded()),
            number(count.with_range),
            number(count.definitions),
            number(count.by_table),
            number(count.quoted),
            number(count.published),
            number(count.derived),
            number(count.estimate),
        ]
    };
    let points = counts.last().map_or(0, |all| all.without_width);
    let mut screen = Document::titled(title);
    screen.part([Block::Table(Table::plain(header, |column| column == 0, counts.iter().map(cells)))]);
    screen.part([Block::line(format!(
        "Of the ranges {points} have no width: low and high equal a value that is not 0."
    ))]);
    screen
}

/// A table by source.
#[must_use]
pub fn table(name: &str, groups: &[Group], rule: Option<&Rule>) -> Document {
    let rows: usize = groups.iter().map(|group| group.rows).sum();
    let mut screen = Document::default();
    let rule = rule.map(|rule| format!("Rule: {}", rule.rule));
    let about = format!("{name}: {rows} rows, {} sources", groups.len());
    screen.part([Block::Lines([about].into_iter().chain(rule).collect())]);
    for group in groups {
        let span = match (group.keys.first(), group.keys.last()) {
            (Some(first), Some(last)) if first != last => format!("{first} ... {last}"),
            (Some(first), _) => first.clone(),
            _ => String::new(),
        };
        screen.part([
            Block::line(format!("{} rows ({span})", group.rows)),
            Block::Lines(described(group.source.as_ref())),
        ]);
    }
    screen
}

/// A source over a few lines.
fn described(source: Option<&Source>) -> Vec<String> {
    let Some(source) = source else { return vec!["  no source".to_owned()] };
    let mut lines = vec![
        format!("  source     {} ({})", source.source, source.quality),
        format!("             {}", source.title),
        format!("             {}, {}; {}", source.publisher, source.year, source.locator),
    ];
    let more = [&source.url_or_doi, &source.note].into_iter().filter(|more| !more.is_empty());
    lines.extend(more.map(|more| format!("             {more}")));
    lines
}

/// Rows in full, or in one line each if there are many.
#[must_use]
pub fn rows(rows: &[RowView], rule: Option<&Rule>, scenario: Option<&str>) -> Document {
    let mut screen = Document::default();
    if rows.len() > IN_FULL {
        screen.part([Block::Lines(short(rows))]);
    } else {
        for row in rows {
            screen.part([Block::Lines(full(row, scenario))]);
        }
    }
    if let Some(rule) = rule {
        let judgements = rule.judgements.iter().map(|judgement| format!("  {judgement}"));
        let rule = format!("Rule of the table: {}", rule.rule);
        screen.part([Block::Lines([rule].into_iter().chain(judgements).collect())]);
    }
    screen
}

fn short(rows: &[RowView]) -> Vec<String> {
    let table = rows.first().map_or("", |row| &row.table);
    let mut lines = vec![format!("{table}: {} rows; give more of the key to see one in full", rows.len())];
    for row in rows {
        let cell = row.cells.iter().find(|cell| cell.main).or(row.cells.first());
        let value = cell.map_or(String::new(), |cell| format!("{} {}", cell.value, cell.unit));
        let new =
            cell.and_then(|cell| cell.changed.as_ref()).map_or(String::new(), |c| format!(" -> {}", written(c.new)));
        let source = row.source.as_ref().map_or("no source", |source| &source.source);
        lines.push(format!("  {}: {}{new} ({}; {source})", row.key, value.trim(), range(row)));
    }
    lines
}

fn range(row: &RowView) -> String {
    match (row.low, row.high) {
        (Some(low), Some(high)) => format!("{} to {}", written(low), written(high)),
        (Some(low), None) => format!("from {}", written(low)),
        (None, Some(high)) => format!("up to {}", written(high)),
        (None, None) => row.ground.map_or("no range", Ground::words).to_owned(),
    }
}

fn full(row: &RowView, scenario: Option<&str>) -> Vec<String> {
    let mut lines = vec![format!("{} {}  ({}:{})", row.table, row.key, row.file, row.line)];
    lines.extend(row.cells.iter().flat_map(|cell| value(row, cell, scenario)));
    if !row.cells.iter().any(|cell| cell.main) {
        lines.push(format!("  range      of its main column: {}", range(row)));
    }
    if !row.note.is_empty() {
        lines.push(format!("  note       {}", row.note));
    }
    lines.extend(described(row.source.as_ref()));
    lines
}

fn value(row: &RowView, cell: &CellView, scenario: Option<&str>) -> Vec<String> {
    let shown = if cell.value.is_empty() { "(empty)" } else { &cell.value };
    let line = format!("  {:<10} {shown} {}", cell.column, cell.unit);
    let range = if cell.main { format!("  [{}]", range(row)) } else { String::new() };
    let mut lines = vec![format!("{}{range}", line.trim_end())];
    match (scenario, &cell.changed) {
        (Some(scenario), Some(change)) => {
            let (old, new, why) = (written(change.old), written(change.new), change.why.join("; "));
            lines.push(format!("             in scenario {scenario}: {old} -> {new} ({why})"));
            lines.extend(change.sources.iter().flat_map(|source| described(Some(source))));
        }
        (Some(scenario), None) if cell.main => lines.push(format!("             unchanged in scenario {scenario}")),
        _ => {}
    }
    lines
}

/// Everything that rests on a source.
#[must_use]
pub fn source(found: &Citations) -> Document {
    const SHOWN: usize = 12;
    let mut screen = Document::default();
    screen.part([Block::Lines(described(Some(&found.source)))]);
    for table in &found.tables {
        let more = table.series.len().saturating_sub(SHOWN);
        let shown = table.series.iter().take(SHOWN).cloned().collect::<Vec<_>>().join("; ");
        screen.part([Block::Lines(vec![
            format!("{}: {} rows ({})", table.table, table.keys.len(), table.columns.join(", ")),
            format!("  {shown}{}", if more > 0 { format!("; and {more} more") } else { String::new() }),
        ])]);
    }
    for adjust in &found.adjusts {
        let column = if adjust.column.is_empty() { "delay" } else { &adjust.column };
        screen.part([Block::Lines(vec![
            format!("scenario {}: {}.{column} ({}:{})", adjust.scenario, adjust.table, adjust.file, adjust.line),
            format!("  {}", adjust.why),
        ])]);
    }
    if found.tables.is_empty() && found.adjusts.is_empty() {
        screen.part([Block::line("No row and no scenario rests on it.")]);
    }
    screen
}
