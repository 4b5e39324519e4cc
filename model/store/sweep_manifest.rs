//! `manifest.toml` of a sweep: what its results follow from, and whether two sweeps are one.

use std::collections::BTreeMap;

use serde::Serialize;

use super::manifest::differences;
use crate::experiment::sweep::run::Sweep;
use crate::experiment::sweep::solve::Manner;

/// What it takes to make a sweep again.
#[derive(Debug, Clone, Serialize)]
pub struct SweepManifest {
    /// Version of gridbound.
    pub version: &'static str,
    /// Commit that it was built from.
    pub commit: &'static str,
    /// Sweep.
    pub sweep: String,
    /// Scenario that it varies.
    pub base: String,
    /// Dataset.
    pub dataset: String,
    /// How many scenarios it has.
    pub scenarios: usize,
    /// What the command line set over its scenarios.
    pub overrides: Vec<String>,
    /// Whether every scenario was solved without the use of others.
    pub cold: bool,
    /// Where verdicts come from.
    pub verdicts: &'static str,
    /// Operating system and processor.
    pub machine: String,
    /// Text of the sweep's file.
    pub sweep_file: String,
    /// SHA-256 of every dataset file.
    pub dataset_sha256: BTreeMap<String, String>,
    /// Text of every scenario file.
    pub scenario_files: BTreeMap<String, String>,
}

/// Keys on which results do not depend.
const FREE: &[&str] = &["machine"];

impl SweepManifest {
    /// The manifest of a sweep.
    #[must_use]
    pub fn new(sweep: &Sweep, manner: Manner, overrides: &[String]) -> Self {
        let files = sweep.scenarios.iter().flat_map(|scenario| scenario.files.iter().cloned());
        Self {
            version: env!("CARGO_PKG_VERSION"),
            commit: env!("GRIDBOUND_COMMIT"),
            sweep: sweep.file.name.clone(),
            base: sweep.base.scenario.name.clone(),
            dataset: sweep.base.scenario.dataset.clone(),
            scenarios: sweep.design.points.len(),
            overrides: overrides.to_vec(),
            cold: manner.cold,
            verdicts: manner.verdicts.name(),
            machine: format!("{} {}", std::env::consts::OS, std::env::consts::ARCH),
            sweep_file: sweep.file.text.clone(),
            dataset_sha256: sweep.source.dataset.hashes.clone(),
            scenario_files: files.collect(),
        }
    }

    /// In what a sweep with the manifest of this text differs, in words; nothing if its results are this sweep's.
    #[must_use]
    pub fn differences(&self, text: &str) -> Vec<String> {
        differences(self, text, FREE)
    }
}
