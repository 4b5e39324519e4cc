//! What `backcast` says: both tables, how often the model lies inside, and what was not compared.

use std::fmt::Write as _;

use comfy_table::{CellAlignment, Table, presets};

use crate::experiment::backcast::Backcast;
use crate::experiment::backcast::scores::ALL;
use crate::experiment::backcast::tables::{HistoryRow, Part, Position, PositionRow, Role, ScoreRow};
use crate::load::Loaded;

/// Instead of an empty table.
const NONE: &str = "No published figure can be compared with a year of this scenario.\n\n";

/// The whole text.
#[must_use]
pub fn text([past, future]: [&Loaded; 2], found: &Backcast) -> String {
    let mut text = format!("What happened, against {}: {}\n\n", past.scenario.name, past.scenario.title);
    if found.history.iter().any(|row| row.model.is_some()) {
        let _ = writeln!(text, "{}\n", history(&found.history));
    } else {
        text.push_str(NONE);
    }
    tests(&mut text, &found.scores);
    let _ = writeln!(text, "Published outlooks, against {}: {}\n", future.scenario.name, future.scenario.title);
    if found.outlooks.iter().any(|row| row.model.is_some()) {
        let _ = writeln!(text, "{}\n", outlooks(&found.outlooks));
    } else {
        text.push_str(NONE);
    }
    reasons(&mut text, &found.outlooks);
    counts(&mut text, &found.scores);
    not_compared(&mut text, found);
    text
}

/// A number with about four figures.
fn number(value: f64) -> String {
    const WHOLE: f64 = 99.95;
    const TENTHS: f64 = 9.995;
    match value.abs() {
        size if size >= WHOLE => format!("{value:.0}"),
        size if size >= TENTHS => format!("{value:.1}"),
        size if size >= 1.0 || size == 0.0 => format!("{value:.2}"),
        _ => format!("{value:.3}"),
    }
}

fn cell(value: Option<f64>) -> String {
    value.map_or(String::new(), number)
}

fn percent(share: Option<f64>) -> String {
    // Rounded first, so that what is little has no sign.
    share.map_or(String::new(), |share| match (share * 100.0).round() {
        0.0 => "0 %".to_owned(),
        percent => format!("{percent:+.0} %"),
    })
}

fn new_table(header: &[&str]) -> Table {
    let mut table = Table::new();
    table.load_preset(presets::NOTHING);
    table.set_header(header);
    table
}

fn right(table: &mut Table, columns: std::ops::Range<usize>) {
    for column in table.column_iter_mut().skip(columns.start).take(columns.len()) {
        column.set_cell_alignment(CellAlignment::Right);
    }
}

fn history(rows: &[HistoryRow]) -> Table {
    let mut table =
        new_table(&["quantity", "year", "unit", "model", "low", "central", "high", "error", "range", "role", "source"]);
    for row in rows.iter().filter(|row| row.model.is_some()) {
        table.add_row([
            row.quantity.clone(),
            row.year.to_string(),
            row.unit.clone(),
            cell(row.model),
            cell(row.published_low),
            cell(row.published_central),
            cell(row.published_high),
            percent(row.relative_error_fraction),
            row.position.to_string(),
            row.role.to_string(),
            row.source.clone(),
        ]);
    }
    right(&mut table, 3..8);
    table
}

fn outlooks(rows: &[PositionRow]) -> Table {
    let mut table =
        new_table(&["quantity", "year", "unit", "model", "low", "central", "high", "model is", "of all", "source"]);
    for row in rows.iter().filter(|row| row.model.is_some()) {
        table.add_row([
            row.quantity.clone(),
            row.year.to_string(),
            row.unit.clone(),
            cell(row.model),
            cell(row.published_low),
            cell(row.published_central),
            cell(row.published_high),
            row.position.to_string(),
            row.envelope_position.to_string(),
            row.source.clone(),
        ]);
    }
    right(&mut table, 3..7);
    table
}

/// How far off the tests are, the largest misses first.
fn tests(text: &mut String, scores: &[ScoreRow]) {
    let of_history = |row: &&ScoreRow| row.part == Part::History && row.role == Role::Test;
    if let Some(all) = scores.iter().filter(of_history).find(|row| row.quantity == ALL) {
        let ranged = all.figures - all.no_range;
        let sizes = all.mean_absolute_error_fraction.zip(all.median_absolute_error_fraction);
        let mean = sizes.map_or(String::new(), |(mean, median)| {
            let (mean, median) = (mean * 100.0, median * 100.0);
            format!("; absolute error {mean:.0} % of the central figures in the mean, {median:.0} % in the median")
        });
        let _ = writeln!(text, "Tests: {} of {ranged} published ranges hold the model{mean}.", all.inside);
    }
    for row in scores.iter().filter(of_history).filter(|row| row.quantity != ALL) {
        let Some(mean) = row.mean_absolute_error_fraction else { continue };
        let _ = writeln!(
            text,
            "  {:<34} mean absolute error {:>4.0} %, largest {}, inside {} of {}",
            row.quantity,
            mean * 100.0,
            percent(row.largest_error_fraction),
            row.inside,
            row.figures - row.no_range,
        );
    }
    text.push_str("Of inputs agreement proves nothing: the scenario is given them.\n\n");
}

/// Why the model lies outside what anybody says, once for each quantity and year.
fn reasons(text: &mut String, rows: &[PositionRow]) {
    let mut seen: Vec<(&str, i32)> = vec![];
    let outside = rows.iter().filter(|row| matches!(row.envelope_position, Position::Above | Position::Below));
    for row in outside {
        if seen.contains(&(&row.quantity, row.year)) {
            continue;
        }
        if seen.is_empty() {
            text.push_str("Outside all outlooks, and why:\n");
        }
        seen.push((&row.quantity, row.year));
        let _ = writeln!(text, "  {} {}, {}: {}", row.quantity, row.year, row.envelope_position, row.why);
    }
    if !seen.is_empty() {
        text.push('\n');
    }
}

fn counts(text: &mut String, scores: &[ScoreRow]) {
    for row in scores.iter().filter(|row| row.part == Part::Outlooks && row.role == Role::Outlook) {
        let _ = writeln!(
            text,
            "  {:<34} {} outlooks: model inside {}, above {}, below {}",
            row.quantity, row.figures, row.inside, row.above, row.below
        );
    }
    text.push('\n');
}

/// What is listed and not compared, by reason.
fn not_compared(text: &mut String, found: &Backcast) {
    let past = found.history.iter().filter(|row| row.model.is_none());
    let future = found.outlooks.iter().filter(|row| row.model.is_none());
    let all = past.map(|row| (&row.quantity, &row.definition)).chain(future.map(|row| (&row.quantity, &row.why)));
    let mut reasons: Vec<(&str, Vec<&str>)> = vec![];
    for (quantity, reason) in all {
        match reasons.iter_mut().find(|(other, _)| other == reason) {
            Some((_, names)) if names.contains(&quantity.as_str()) => {}
            Some((_, names)) => names.push(quantity),
            None => reasons.push((reason, vec![quantity])),
        }
    }
    if !reasons.is_empty() {
        text.push_str("Not compared:\n");
    }
    for (reason, names) in reasons {
        let _ = writeln!(text, "  {}: {reason}", names.join(", "));
    }
    text.push('\n');
}
