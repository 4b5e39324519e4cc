//! What `backcast` says: both tables, how often the model lies inside, and what was not compared.

use std::path::Path;

use serde_json::{Value, json};

use super::super::document::{Block, Document, Table};
use super::{Written, files};
use crate::experiment::backcast::Backcast;
use crate::experiment::backcast::scores::ALL;
use crate::experiment::backcast::tables::{HistoryRow, Part, Position, PositionRow, Role, ScoreRow};
use crate::load::Loaded;
use crate::run::Run;
use crate::tell::number::maybe;
use crate::tell::share::{error, per_cent};

/// The screen.
#[must_use]
pub fn screen([past, future]: [&Loaded; 2], found: &Backcast, written: Written<'_>) -> Document {
    let mut screen = Document::default();
    let against =
        |what: &str, of: &Loaded| Block::line(format!("{what}, against {}: {}", of.scenario.name, of.scenario.title));
    screen.part([against("What happened", past)]);
    let compared: Vec<&HistoryRow> = found.history.iter().filter(|row| row.model.is_some()).collect();
    screen.part([or_none(&compared, history)]);
    screen.part([Block::Lines(tests(&found.scores))]);
    screen.part([against("Published outlooks", future)]);
    let compared: Vec<&PositionRow> = found.outlooks.iter().filter(|row| row.model.is_some()).collect();
    screen.part([or_none(&compared, outlooks)]);
    screen.part([Block::Lines(reasons(&found.outlooks))]);
    screen.part([Block::Lines(counts(&found.scores))]);
    screen.part([Block::Lines(not_compared(found))]);
    screen.part([Block::Lines(files(written))]);
    screen
}

/// The same as data, with both runs.
#[must_use]
pub fn data([past, future]: [(&Loaded, &Run); 2], found: &Backcast, folder: &Path) -> Value {
    json!({
        "history": { "scenario": past.0.scenario.name, "rows": found.history, "certificate": past.1.certificate },
        "outlooks": { "scenario": future.0.scenario.name, "rows": found.outlooks, "certificate": future.1.certificate },
        "scores": found.scores,
        "outputs": folder,
    })
}

/// A table, or that there is none.
fn or_none<T>(rows: &[&T], table: impl Fn(&[&T]) -> Table) -> Block {
    if rows.is_empty() {
        return Block::line("No published figure can be compared with a year of this scenario.");
    }
    Block::Table(table(rows))
}

/// A published figure and what the model says, which both tables begin with.
fn figure((quantity, year, unit): (&str, i32, &str), amounts: [Option<f64>; 4]) -> Vec<String> {
    let what = [quantity.to_owned(), year.to_string(), unit.to_owned()];
    what.into_iter().chain(amounts.map(maybe)).collect()
}

fn history(rows: &[&HistoryRow]) -> Table {
    let header = ["quantity", "year", "unit", "model", "low", "central", "high", "error", "range", "role", "source"];
    let cells = |row: &&HistoryRow| {
        let amounts = [row.model, row.published_low, row.published_central, row.published_high];
        let told = [
            row.relative_error_fraction.map_or(String::new(), error),
            row.position.to_string(),
            row.role.to_string(),
            row.source.clone(),
        ];
        [figure((&row.quantity, row.year, &row.unit), amounts), told.to_vec()].concat()
    };
    Table::plain(header, |column| !(3..8).contains(&column), rows.iter().map(cells))
}

fn outlooks(rows: &[&PositionRow]) -> Table {
    let header = ["quantity", "year", "unit", "model", "low", "central", "high", "model is", "of all", "source"];
    let cells = |row: &&PositionRow| {
        let amounts = [row.model, row.published_low, row.published_central, row.published_high];
        let told = [row.position.to_string(), row.envelope_position.to_string(), row.source.clone()];
        [figure((&row.quantity, row.year, &row.unit), amounts), told.to_vec()].concat()
    };
    Table::plain(header, |column| !(3..7).contains(&column), rows.iter().map(cells))
}

/// How far off the tests are, the largest misses first.
fn tests(scores: &[ScoreRow]) -> Vec<String> {
    let mut lines = vec![];
    let of_history = |row: &&ScoreRow| row.part == Part::History && row.role == Role::Test;
    if let Some(all) = scores.iter().filter(of_history).find(|row| row.quantity == ALL) {
        let ranged = all.figures - all.no_range;
        let sizes = all.mean_absolute_error_fraction.zip(all.median_absolute_error_fraction);
        let mean = sizes.map_or(String::new(), |(mean, median)| {
            let (mean, median) = (per_cent(mean), per_cent(median));
            format!("; absolute error {mean} of the central figures in the mean, {median} in the median")
        });
        lines.push(format!("Tests: {} of {ranged} published ranges hold the model{mean}.", all.inside));
    }
    for row in scores.iter().filter(of_history).filter(|row| row.quantity != ALL) {
        let Some(mean) = row.mean_absolute_error_fraction else { continue };
        lines.push(format!(
            "  {:<34} mean absolute error {:>6}, largest {}, inside {} of {}",
            row.quantity,
            per_cent(mean),
            row.largest_error_fraction.map_or(String::new(), error),
            row.inside,
            row.figures - row.no_range,
        ));
    }
    lines.push("Of inputs agreement proves nothing: the scenario is given them.".to_owned());
    lines
}

/// Why the model lies outside what anybody says, once for each quantity and year.
fn reasons(rows: &[PositionRow]) -> Vec<String> {
    let mut lines = vec![];
    let mut seen: Vec<(&str, i32)> = vec![];
    let outside = rows.iter().filter(|row| matches!(row.envelope_position, Position::Above | Position::Below));
    for row in outside {
        if seen.contains(&(&row.quantity, row.year)) {
            continue;
        }
        if seen.is_empty() {
            lines.push("Outside all outlooks, and why:".to_owned());
        }
        seen.push((&row.quantity, row.year));
        lines.push(format!("  {} {}, {}: {}", row.quantity, row.year, row.envelope_position, row.why));
    }
    lines
}

fn counts(scores: &[ScoreRow]) -> Vec<String> {
    let of_outlooks = scores.iter().filter(|row| row.part == Part::Outlooks && row.role == Role::Outlook);
    let line = |row: &ScoreRow| {
        format!(
            "  {:<34} {} outlooks: model inside {}, above {}, below {}",
            row.quantity, row.figures, row.inside, row.above, row.below
        )
    };
    of_outlooks.map(line).collect()
}

/// What is listed and not compared, by reason.
fn not_compared(found: &Backcast) -> Vec<String> {
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
    let mut lines = vec![];
    if !reasons.is_empty() {
        lines.push("Not compared:".to_owned());
    }
    lines.extend(reasons.iter().map(|(reason, names)| format!("  {}: {reason}", names.join(", "))));
    lines
}
