//! Screens of the commands: each a pure function from what was found to a document.

pub mod backcast;
mod ceilings;
pub mod comparison;
pub mod explanation;
pub mod listing;
pub mod run;
pub mod sources;
pub mod sweep;
mod themes;
pub mod verification;

use std::collections::BTreeMap;
use std::path::Path;

/// Where files are, and how many of each kind were written there.
pub type Written<'a> = (&'a Path, &'a BTreeMap<&'a str, usize>);

/// Where the files of a run are, in lines.
fn files((folder, written): Written<'_>) -> Vec<String> {
    let path = folder.display();
    let mut lines = vec![format!("{} tables  {path}/*.csv", written.get("tables").unwrap_or(&0))];
    if let Some(charts) = written.get("charts").filter(|n| **n > 0) {
        lines.push(format!("{charts} charts   {path}/charts/*.svg, *.png"));
    }
    lines
}
