//! `manifest.toml`: what it takes to run a scenario again.

use std::collections::BTreeMap;

use serde::Serialize;
use toml::{Table, Value};

use crate::load::Loaded;

/// What it takes to run a scenario again, bit for bit.
#[derive(Debug, Clone, Serialize)]
pub struct Manifest {
    /// Version of gridbound.
    pub version: &'static str,
    /// Commit that it was built from.
    pub commit: &'static str,
    /// Scenario.
    pub scenario: String,
    /// The scenario and those that it inherits from, youngest first.
    pub lineage: Vec<String>,
    /// Dataset.
    pub dataset: String,
    /// What the command line set over the scenario.
    pub overrides: Vec<String>,
    /// When, seconds since 1970 (UTC).
    pub finished_unix_seconds: u64,
    /// Operating system and processor.
    pub machine: String,
    /// SHA-256 of every dataset file.
    pub dataset_sha256: BTreeMap<String, String>,
    /// Text of every scenario file.
    pub scenario_files: BTreeMap<String, String>,
}

impl Manifest {
    /// The manifest of a run.
    #[must_use]
    pub fn new(loaded: &Loaded, overrides: &[String], finished_unix_seconds: u64) -> Self {
        Self {
            version: env!("CARGO_PKG_VERSION"),
            commit: env!("GRIDBOUND_COMMIT"),
            scenario: loaded.scenario.name.clone(),
            lineage: loaded.scenario.lineage.clone(),
            dataset: loaded.scenario.dataset.clone(),
            overrides: overrides.to_vec(),
            finished_unix_seconds,
            machine: format!("{} {}", std::env::consts::OS, std::env::consts::ARCH),
            dataset_sha256: loaded.dataset.hashes.clone(),
            scenario_files: loaded.scenario.files.iter().cloned().collect(),
        }
    }

    /// In what the run with the manifest of this text differs, in words; nothing if its tables are this run's.
    #[must_use]
    pub fn differences(&self, text: &str) -> Vec<String> {
        const FREE: &[&str] = &["machine", "finished_unix_seconds"];
        differences(self, text, FREE)
    }
}

/// In what a manifest of this text differs from another, in words, but for keys on which results do not depend.
#[must_use]
pub fn differences(manifest: &impl Serialize, text: &str, free: &[&str]) -> Vec<String> {
    let (Ok(own), Ok(other)) = (Table::try_from(manifest), text.parse::<Table>()) else {
        return vec!["its manifest cannot be read".to_owned()];
    };
    let mut words = vec![];
    for key in own.keys().filter(|key| !free.contains(&key.as_str())) {
        match (&own[key], other.get(key)) {
            (own, Some(other)) if own == other => {}
            (Value::Table(own), Some(Value::Table(other))) => words.extend(changed_files(own, other)),
            (Value::String(text), _) if text.contains('\n') => {
                words.push(format!("the {} is another", key.replace('_', " ")));
            }
            (own, Some(other)) => words.push(format!("{key} was {other}, now {own}")),
            (_, None) => words.push(format!("its manifest has no {key}")),
        }
    }
    words
}

/// Files that are in one table only, or others in both.
fn changed_files(own: &Table, other: &Table) -> Vec<String> {
    let mut names: Vec<&String> = own.keys().chain(other.keys()).collect();
    names.sort();
    names.dedup();
    names.retain(|name| own.get(*name) != other.get(*name));
    names.into_iter().map(|name| format!("{name} is another")).collect()
}
