//! Screens of the commands: each a pure function from what was found to a document, or to the
//! same as data; [`listing`] looks up what there is.

pub mod alternatives;
pub mod backcast;
mod ceilings;
pub mod claims;
pub mod clocks;
pub mod comparison;
pub mod economy;
pub mod explanation;
pub mod listing;
pub mod run;
pub mod sources;
pub mod sweep;
mod themes;
pub mod verification;

use std::path::Path;

use super::document::{Block, text};
use super::terminal::GRAVE;
use crate::experiment::sweep::standing::Standing;
use crate::results::Results;
use crate::tell::caution::{Line, lines, standing};

/// Where files are, and how many tables and charts were written there.
pub type Written<'a> = (&'a Path, [usize; 2]);

/// What must be known before any number: one paragraph a line, the grave ones marked.
fn cautions(results: &Results, among: Option<&Standing>) -> Vec<Block> {
    let marked = |line: Line| if line.grave { format!("{GRAVE}{}", line.text) } else { line.text };
    let mut lines = lines(results);
    lines.push(standing(among));
    lines.sort_by_key(|line| !line.grave);
    lines.into_iter().map(|line| Block::Paragraph(text(marked(line)))).collect()
}

/// Where the files of a run are, in lines.
fn files((folder, [tables, charts]): Written<'_>) -> Vec<String> {
    let path = folder.display();
    let mut lines = vec![format!("{tables} tables  {path}/*.csv")];
    if charts > 0 {
        lines.push(format!("{charts} charts   {path}/charts/*.svg, *.png"));
    }
    lines
}
