//! What a memo is made of before it is set: one document for every format.
//!
//! A number in a memo never stands alone. It is a [`Piece::Figure`] with a note that says which cell of which table
//! it is, and what the table rests on; formats print notes as footnotes.

/// A finished memo.
#[derive(Debug, Clone, PartialEq)]
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
    /// A chart, by its name in the folder of charts.
    Chart(Picture),
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

/// A chart within a memo.
#[derive(Debug, Clone, PartialEq)]
pub struct Picture {
    /// Name: the file's stem.
    pub name: String,
    /// What it shows, for those who cannot see it.
    pub description: String,
    /// As SVG.
    pub svg: String,
    /// As PNG.
    pub png: Vec<u8>,
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
