//! A scenario that was solved and judged, with its tables as a comparison takes them.

use super::differences::Flat;
use super::{Case, Comparison, compare};
use crate::error::Result;
use crate::experiment::explain::verdict::Bound;
use crate::load::Loaded;
use crate::run::Run;
use crate::scenario::sweep::Verdicts;

/// A scenario to be held against others.
#[derive(Debug)]
pub struct Judged<'a> {
    /// What went in.
    pub loaded: &'a Loaded,
    /// What came out.
    pub run: &'a Run,
    flat: Vec<Flat>,
    words: Option<[Option<Bound>; 2]>,
}

impl<'a> Judged<'a> {
    /// A solved scenario with its narrow and broad verdict, if it was asked for.
    ///
    /// # Errors
    /// If a table cannot be compared, which is a fault of its rows.
    pub fn new(loaded: &'a Loaded, run: &'a Run, words: Option<[Option<Bound>; 2]>) -> Result<Self> {
        Ok(Self { loaded, run, flat: Flat::all(&run.results)?, words })
    }

    fn case(&self) -> Case<'_> {
        Case {
            loaded: self.loaded,
            results: &self.run.results,
            objective: self.run.certificate.objective_musd,
            flat: &self.flat,
            words: self.words,
        }
    }
}

/// Holds scenarios against the first one; `how` they were judged.
#[must_use]
pub fn side_by_side(judged: &[Judged<'_>], how: Option<Verdicts>) -> Comparison {
    let cases: Vec<Case<'_>> = judged.iter().map(Judged::case).collect();
    let overrides = judged.first().map_or(vec![], |first| first.loaded.scenario.overrides.clone());
    Comparison { overrides, ..compare(&cases, how) }
}
