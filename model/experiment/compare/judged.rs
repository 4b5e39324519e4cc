//! Scenarios that were solved and judged, side by side.

use super::differences::Flat;
use super::{Case, Comparison, compare};
use crate::error::Result;
use crate::experiment::explain::verdict::Bound;
use crate::load::Loaded;
use crate::run::Run;
use crate::scenario::sweep::Verdicts;

/// A scenario to be held against others: what went in, what came out, its narrow and broad verdict if it was asked for.
pub type Judged<'a> = (&'a Loaded, &'a Run, Option<[Option<Bound>; 2]>);

/// Holds scenarios against the first one; `how` they were judged.
///
/// # Errors
/// If a table cannot be compared, which is a fault of its rows.
pub fn side_by_side(judged: &[Judged<'_>], how: Option<Verdicts>) -> Result<Comparison> {
    let flat = judged.iter().map(|(_, run, _)| Flat::all(&run.results)).collect::<Result<Vec<_>>>()?;
    let cases = judged.iter().zip(&flat).map(|(&(loaded, run, words), flat)| Case {
        loaded,
        results: &run.results,
        objective: run.certificate.objective_musd,
        flat,
        words,
    });
    let overrides = set_over_all(judged.iter().map(|(loaded, ..)| *loaded));
    Ok(Comparison { overrides, ..compare(&cases.collect::<Vec<_>>(), how) })
}

/// What is set over all of some scenarios alike.
pub fn set_over_all<'a>(mut loaded: impl Iterator<Item = &'a Loaded>) -> Vec<String> {
    let first = loaded.next().map_or(vec![], |first| first.scenario.overrides.clone());
    loaded.fold(first, |mut all, one| {
        all.retain(|set| one.scenario.overrides.contains(set));
        all
    })
}
