//! What `alternatives` says: what must be, what may be otherwise, and what need not be in plans near the best.

use std::path::Path;

use serde_json::{Value, json};

use super::super::document::{Block, Document, Table, text};
use super::{Written, cautions, files};
use crate::experiment::alternatives::Alternatives;
use crate::load::Loaded;
use crate::run::Run;
use crate::tell::alternatives::{in_order, name, sentences};
use crate::tell::number::cell;

/// The screen.
#[must_use]
pub fn screen(loaded: &Loaded, (run, alternatives): (&Run, &Alternatives), written: Written<'_>) -> Document {
    let mut screen = Document::titled(format!("{}: {}", loaded.scenario.name, loaded.scenario.title));
    let labels = &run.results.labels;
    screen.part(sentences(labels, alternatives).into_iter().map(|sentence| Block::Paragraph(text(sentence))));
    screen.part(cautions(&run.results, None));
    let header = ["quantity", "year", "unit", "best plan", "least", "most", "status"];
    let rows = in_order(alternatives).into_iter().map(|row| {
        vec![
            name(labels, row),
            row.year.map_or_else(|| "all".to_owned(), |year| year.to_string()),
            row.unit.clone(),
            cell(row.optimum),
            cell(row.least),
            cell(row.most),
            row.status.to_string(),
        ]
    });
    screen.part([Block::Table(Table::plain(header, |column| !(3..6).contains(&column), rows))]);
    screen.part([Block::Lines(files(written))]);
    screen
}

/// The same as data.
#[must_use]
pub fn data(loaded: &Loaded, (run, alternatives): (&Run, &Alternatives), folder: &Path) -> Value {
    json!({
        "scenario": loaded.scenario.name,
        "slack_percent": alternatives.slack,
        "loss_musd": alternatives.loss,
        "best_musd": alternatives.best,
        "alternatives": alternatives.alternatives,
        "cautions": run.results.cautions,
        "certificate": run.certificate,
        "outputs": folder,
    })
}
