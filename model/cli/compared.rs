//! What a comparison says.

use std::collections::BTreeMap;
use std::path::Path;

use super::{Common, screen};
use crate::documents::screens;
use crate::error::Result;
use crate::experiment::compare::Comparison;
use crate::experiment::compare::judged::Judged;

/// Says what was changed, what that does, and where the files are.
pub fn report(
    common: &Common,
    (judged, comparison): (&[Judged<'_>], &Comparison),
    (folder, written): (&Path, &BTreeMap<&'static str, usize>),
) -> Result<()> {
    if common.json {
        let text = serde_json::json!({
            "compared": comparison.scenarios,
            "overrides": comparison.overrides,
            "changes": comparison.causes,
            "cells_that_differ": comparison.inputs.len(),
            "comparison": comparison.headline,
            "numbers_that_differ": comparison.differences.len(),
            "verdicts": comparison.verdicts,
            "outputs": folder,
        });
        return screen::print(&text.to_string());
    }
    let scenarios: Vec<_> = judged.iter().map(|one| (one.loaded, &one.run.results)).collect();
    screen::show(&screens::comparison::screen(&scenarios, comparison, (folder, written)))
}
