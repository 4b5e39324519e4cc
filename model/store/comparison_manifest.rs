//! `manifest.toml` of a comparison: what its tables follow from.

use std::collections::BTreeMap;

use serde::Serialize;

use super::manifest::Manifest;
use crate::experiment::compare::differences::TOLERANCE;
use crate::load::Loaded;

/// What it takes to make a comparison again.
#[derive(Debug, Clone, Serialize)]
pub struct ComparisonManifest {
    /// Version of gridbound.
    pub version: &'static str,
    /// Commit that it was built from.
    pub commit: &'static str,
    /// Scenarios, the one that the others are held against first.
    pub compared: Vec<String>,
    /// What the command line set over all of them.
    pub overrides: Vec<String>,
    /// Where verdicts come from: `re-solved`, `prices` or `none`.
    pub verdicts: &'static str,
    /// Numbers that differ by less, relative to the larger, and in their unit, are left out.
    pub tolerance: f64,
    /// When, seconds since 1970 (UTC).
    pub finished_unix_seconds: u64,
    /// Operating system and processor.
    pub machine: String,
    /// By scenario: lineage, dataset, text of every file, SHA-256 of every dataset file.
    pub scenarios: BTreeMap<String, Manifest>,
}

impl ComparisonManifest {
    /// The manifest of a comparison.
    #[must_use]
    pub fn new(compared: &[&Loaded], overrides: &[String], verdicts: &'static str, finished_unix_seconds: u64) -> Self {
        let of = |loaded: &Loaded| Manifest::new(loaded, overrides, finished_unix_seconds);
        Self {
            version: env!("CARGO_PKG_VERSION"),
            commit: env!("GRIDBOUND_COMMIT"),
            compared: compared.iter().map(|loaded| loaded.scenario.name.clone()).collect(),
            overrides: overrides.to_vec(),
            verdicts,
            tolerance: TOLERANCE,
            finished_unix_seconds,
            machine: format!("{} {}", std::env::consts::OS, std::env::consts::ARCH),
            scenarios: compared.iter().map(|loaded| (loaded.scenario.name.clone(), of(loaded))).collect(),
        }
    }
}
