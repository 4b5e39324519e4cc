//! What `list` says: what there is, one line each.

use super::super::document::{Block, Document, Table};

/// The screen.
#[must_use]
pub fn screen(header: &[&str], rows: Vec<Vec<String>>) -> Document {
    let mut screen = Document::default();
    screen.part([Block::Table(Table::plain(header.iter().copied(), |_| true, rows))]);
    screen
}
