//! What a memo is made of before it is set: one document for every format.
//!
//! A number in a memo never stands alone. It is a [`Piece::Figure`] with a note that says which cell of which table
//! it is, and what the table rests on; formats print notes as footnotes.

use crate::figures::Drawing;

/// A finished memo.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Memo {
    /// Title: the finding.
    pub title: String,
    /// Line below it: scenario, dataset, for whom.
    pub subtitle: String,
    /// What it says, in order.
    pub blocks: Vec<Block>,
    /// Notes, numbered from 1 in the order in which they are first called.
    pub notes: Vec<Note>,
}

impl Memo {
    /// The charts in it.
    #[must_use]
    pub fn drawings(&self) -> Vec<Drawing> {
        let charts =
            self.blocks.iter().filter_map(|block| if let Block::Chart(chart) = block { Some(chart) } else { None });
        charts.cloned().collect()
    }
}

/// One block of a page.
#[derive(Debug, Clone, PartialEq)]
pub enum Block {
    /// A heading of a section (1) or of a part of one (2).
    Heading(u8, String),
    /// A paragraph.
    Paragraph(Words),
    /// The paragraph that a hurried reader reads.
    Key(Words),
    /// A list of points.
    Points(Vec<Words>),
    /// A table.
    Table(Table),
    /// A chart; what it states is its description.
    Chart(Drawing),
    /// What follows begins a page, in formats that have pages.
    NewPage,
}

/// A run of text.
pub type Words = Vec<Piece>;

/// A part of a run of text.
#[derive(Debug, Clone, PartialEq)]
pub enum Piece {
    /// Plain.
    Text(String),
    /// What matters.
    Strong(String),
    /// A number with its unit, and the number of its note.
    Figure(String, usize),
}

/// A table: the first column left, the others right.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// What it shows.
    pub caption: String,
    /// Column headings, units included.
    pub header: Vec<String>,
    /// Cells.
    pub rows: Vec<Vec<Words>>,
    /// Whether a column holds words rather than numbers.
    pub words: Vec<bool>,
}

/// Where a number comes from.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Note {
    /// Cell of a table of results or data, as in `summary.csv: ai_rated_gw, 2030`.
    pub cell: String,
    /// What it rests on, in words; empty if the cell says it all.
    pub rests_on: String,
}

/// A plain run of text.
#[must_use]
pub fn text(content: impl Into<String>) -> Words {
    vec![Piece::Text(content.into())]
}
