//! What `explain` says: the verdict, its evidence, and what would change it, in a screen or two.

use std::fmt::Write as _;

use comfy_table::{CellAlignment, Table, presets};

use crate::analysis::Explanation;
use crate::load::Loaded;
use crate::run::Run;

/// The whole text.
#[must_use]
pub fn text(loaded: &Loaded, run: &Run, explanation: &Explanation) -> String {
    let mut text = format!("{}: {}\n\n", loaded.scenario.name, loaded.scenario.title);
    let _ = writeln!(text, "{:#?}", explanation.verdict);
    let _ = run;
    let mut table = Table::new();
    table.load_preset(presets::NOTHING);
    for column in table.column_iter_mut() {
        column.set_cell_alignment(CellAlignment::Right);
    }
    text
}
