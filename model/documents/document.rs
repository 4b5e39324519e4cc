//! What a memo or a screen is made of before it is set: one document for every format, the terminal among them.
//!
//! A number in a memo never stands alone. It is a [`Piece::Figure`] with a note that says which cell of which table
//! it is, and what the table rests on; formats print notes as footnotes.

use crate::render::chart::Drawing;

/// A finished document.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Document {
    /// Title: the finding of a memo, the scenario of a screen.
    pub title: String,
    /// Line below it: scenario, dataset, for whom.
    pub subtitle: String,
    /// What it says, in order.
    pub blocks: Vec<Block>,
    /// Notes, numbered from 1 in the order in which they are first called.
    pub notes: Vec<Note>,
}

impl Document {
    /// A screen with a title, to which parts are added.
    #[must_use]
    pub fn titled(title: impl Into<String>) -> Self {
        Self { title: title.into(), ..Self::default() }
    }

    /// Adds blocks that stand close together, apart from those before; nothing if all are empty.
    pub fn part(&mut self, blocks: impl IntoIterator<Item = Block>) {
        let full = |block: &Block| !matches!(block, Block::Lines(lines) if lines.is_empty());
        let blocks: Vec<Block> = blocks.into_iter().filter(full).collect();
        if !blocks.is_empty() && !self.blocks.is_empty() {
            self.blocks.push(Block::Gap);
        }
        self.blocks.extend(blocks);
    }

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
    /// Lines as they are: results in words, commands, files.
    Lines(Vec<String>),
    /// A table.
    Table(Table),
    /// A chart; what it states is its description.
    Chart(Drawing),
    /// An empty line, in formats that do not set blocks apart by themselves.
    Gap,
    /// What follows begins a page, in formats that have pages.
    NewPage,
}

impl Block {
    /// One line as it is.
    #[must_use]
    pub fn line(line: impl Into<String>) -> Self {
        Self::Lines(vec![line.into()])
    }
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

impl Piece {
    /// The text alone.
    #[must_use]
    pub fn text(&self) -> &str {
        match self {
            Self::Text(text) | Self::Strong(text) | Self::Figure(text, _) => text,
        }
    }
}

/// A table: columns of words left, others right.
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

impl Table {
    /// A table without caption and notes; the columns that hold words are told by their places.
    pub fn plain<S: Into<String>>(
        header: impl IntoIterator<Item = S>,
        words: impl Fn(usize) -> bool,
        rows: impl IntoIterator<Item = Vec<String>>,
    ) -> Self {
        let header: Vec<String> = header.into_iter().map(Into::into).collect();
        let words = (0..header.len()).map(words).collect();
        let cells = |row: Vec<String>| row.into_iter().map(text).collect();
        Self { caption: String::new(), header, rows: rows.into_iter().map(cells).collect(), words }
    }
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
