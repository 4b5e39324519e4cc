//! What `claims` says: each part of each claim in a line, then in a sentence.

use std::path::Path;

use serde_json::{Value, json};

use super::super::document::{Block, Document, Table, text};
use crate::economy::account::Account;
use crate::load::Loaded;
use crate::tell::claims::line;
use crate::tell::economy::{LIMITS, odds_of_a_cut};

/// The screen; `cut` is what a change of the odds of a rate cut moves a fee by.
#[must_use]
pub fn screen(loaded: &Loaded, account: &Account, (cut, folder): (f64, &Path)) -> Document {
    let mut screen = Document::titled(format!("{}: {}", loaded.scenario.name, loaded.scenario.title));
    let header = ["claim", "verdict", "number", "range", "threshold", "first thing that would flip it"];
    let rows = account.claims.iter().map(|row| line(row).to_vec());
    screen.part([Block::Table(Table::plain(header, |column| !(2..5).contains(&column), rows))]);
    let statement = |row: &crate::economy::tables::ClaimRow| format!("{}: {}", row.claim, row.statement);
    screen.part([Block::Lines(account.claims.iter().map(statement).collect())]);
    screen.part([Block::Paragraph(text(odds_of_a_cut(cut))), Block::Paragraph(text(LIMITS))]);
    screen.part([Block::line(format!("{}/claims.csv", folder.display()))]);
    screen
}

/// The same as data.
#[must_use]
pub fn data(account: &Account, folder: &Path) -> Value {
    json!({ "claims": account.claims, "support": account.support, "outputs": folder })
}
