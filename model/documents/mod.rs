//! Documents: the memo, what a run and its analysis say in sentences for those who decide, and the screens of all commands.
//!
//! One model of a document, set as PDF, Markdown, Word, a page for a browser, or on the terminal. Sentences are made from
//! results, with numbers rounded as an editor would; every number of a memo has a note that names its table and cell.

mod action;
mod against;
mod appendix;
mod change;
mod cite;
mod conclusion;
mod document;
mod docx;
mod docx_table;
mod evidence;
mod format;
pub mod html;
mod limits;
mod markdown;
mod origin;
mod page;
#[cfg(feature = "pdf")]
mod pdf;
mod phrase;
pub mod problems;
mod regions;
pub mod screens;
mod swept;
mod terminal;
mod typst;

pub use document::{Block, Document, Note, Piece, Table, Words};
pub use docx::docx;
pub use format::Format;
pub use markdown::markdown;
pub use page::Page;
#[cfg(feature = "pdf")]
pub use pdf::pdf;
pub use terminal::{painted, terminal};
pub use typst::markup;

use cite::Notes;

use crate::experiment::compare::Comparison;
use crate::experiment::explain::Explanation;
use crate::experiment::sweep::findings::Findings;
use crate::experiment::sweep::record::Finished;
use crate::named::words;
use crate::render::chart::Drawing;
use crate::results::Results;
use crate::results::tables::AssumptionRow;

words! {
    /// Whom a memo is for, by the stem of its files: those who place money, or those who make rules.
    Audience {
        /// Where money earns the most.
        Investor, "investor";
        /// What policy can move.
        Policy, "policy";
    }
}

impl Audience {
    /// The word for those who read it.
    #[must_use]
    pub const fn readers(self) -> &'static str {
        match self {
            Self::Investor => "investors",
            Self::Policy => "policy makers",
        }
    }
}

/// A source of the data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// Key in tables.
    pub key: String,
    /// Title.
    pub title: String,
    /// Publisher and year.
    pub published: String,
    /// Published, derived or estimate.
    pub quality: String,
}

/// How the numbers can be had again.
#[derive(Debug, Clone, PartialEq)]
pub struct Provenance {
    /// Version and commit.
    pub version: String,
    /// Name of the dataset, which is that of its folder in `data/`.
    pub dataset: String,
    /// Beginning of the SHA-256 hash of all its files.
    pub dataset_hash: String,
    /// The command that makes the analysis.
    pub command: String,
    /// Objective, million of the currency.
    pub objective_musd: f64,
    /// The largest of gap and residuals.
    pub worst_residual: f64,
    /// Solver and algorithm.
    pub solver: String,
}

/// Another scenario beside that of the memo.
#[derive(Debug, Clone, Copy)]
pub struct Against<'a> {
    /// What differs; the memo's scenario is the first.
    pub comparison: &'a Comparison,
    /// Its tables.
    pub results: &'a Results,
}

/// What a memo is written from.
#[derive(Debug)]
pub struct Material<'a> {
    /// Whom it is for.
    pub audience: Audience,
    /// What the scenario says of itself.
    pub description: &'a str,
    /// The tables.
    pub results: &'a Results,
    /// The analysis.
    pub explanation: &'a Explanation,
    /// What was changed, and what the result leans on.
    pub assumptions: &'a [AssumptionRow],
    /// Sources of the dataset.
    pub sources: Vec<Source>,
    /// The charts.
    pub charts: Vec<Drawing>,
    /// Another scenario, and what differs from it.
    pub against: Option<Against<'a>>,
    /// A finished sweep and what it says.
    pub sweep: Option<(&'a Finished, &'a Findings)>,
    /// How to have it again.
    pub provenance: Provenance,
}

impl Material<'_> {
    /// A chart as a block; none if it was not drawn.
    fn chart(&self, name: &str) -> Option<Block> {
        self.charts.iter().find(|drawing| drawing.name == name).cloned().map(Block::Chart)
    }
}

/// Writes the memo.
#[must_use]
pub fn compose(material: &Material<'_>) -> Document {
    let mut notes = Notes::default();
    let mut blocks = conclusion::blocks(material, &mut notes);
    blocks.push(Block::NewPage);
    blocks.extend(evidence::blocks(material, &mut notes));
    blocks.push(Block::NewPage);
    blocks.extend(action::blocks(material, &mut notes));
    blocks.extend(change::blocks(material, &mut notes));
    blocks.extend(against::blocks(material, &mut notes));
    blocks.extend(limits::blocks(material, &mut notes));
    blocks.push(Block::NewPage);
    blocks.extend(appendix::blocks(material, &mut notes));
    let labels = &material.results.labels;
    Document {
        title: conclusion::title(material),
        subtitle: format!(
            "Memo for {} · scenario “{}” ({}) · {} · {}",
            material.audience.readers(),
            labels.scenario_title,
            labels.scenario,
            labels.dataset_title,
            labels.currency
        ),
        blocks,
        notes: notes.all(),
    }
}
