//! `manifest.toml`: what the files of a folder follow from, and whether two folders follow from the same.

use std::collections::BTreeMap;

use serde::Serialize;
use toml::{Table, Value};

use crate::error::{Error, Result};
use crate::experiment::compare::differences::TOLERANCE;
use crate::experiment::compare::judged::set_over_all;
use crate::experiment::sweep::run::Sweep;
use crate::experiment::sweep::solve::Manner;
use crate::experiment::verify::Report;
use crate::load::Loaded;

/// What it takes to make the files of a folder again, bit for bit.
#[derive(Debug, Clone, Serialize)]
pub struct Manifest {
    /// Version of gridbound.
    pub version: &'static str,
    /// Commit that it was built from.
    pub commit: &'static str,
    /// What it was given.
    #[serde(flatten)]
    pub inputs: Inputs,
}

/// What files follow from, by kind.
#[derive(Debug, Clone, Serialize)]
#[serde(untagged)]
pub enum Inputs {
    /// Of a run, and of what its analysis adds.
    Run {
        /// Scenario.
        scenario: String,
        /// The scenario and those that it inherits from, youngest first.
        lineage: Vec<String>,
        /// Dataset.
        dataset: String,
        /// What was set over the scenario.
        overrides: Vec<String>,
        /// When, seconds since 1970 (UTC).
        finished_unix_seconds: u64,
        /// Operating system and processor.
        machine: String,
        /// SHA-256 of every dataset file.
        dataset_sha256: BTreeMap<String, String>,
        /// Text of every scenario file.
        scenario_files: BTreeMap<String, String>,
    },
    /// Of a comparison.
    Comparison {
        /// Scenarios, the one that the others are held against first.
        compared: Vec<String>,
        /// What was set over all of them.
        overrides: Vec<String>,
        /// Where verdicts come from: `re-solved`, `prices` or `none`.
        verdicts: &'static str,
        /// Numbers that differ by less, relative to the larger, and in their unit, are left out.
        tolerance: f64,
        /// When, seconds since 1970 (UTC).
        finished_unix_seconds: u64,
        /// Operating system and processor.
        machine: String,
        /// The run of each scenario.
        scenarios: BTreeMap<String, Manifest>,
    },
    /// Of a sweep.
    Sweep {
        /// Sweep.
        sweep: String,
        /// Scenario that it varies.
        base: String,
        /// Dataset.
        dataset: String,
        /// How many scenarios it has.
        scenarios: usize,
        /// What was set over its scenarios.
        overrides: Vec<String>,
        /// Whether every scenario was solved without the use of others.
        cold: bool,
        /// Where verdicts come from.
        verdicts: &'static str,
        /// Operating system and processor.
        machine: String,
        /// Text of the sweep's file.
        sweep_file: String,
        /// SHA-256 of every dataset file.
        dataset_sha256: BTreeMap<String, String>,
        /// Text of every scenario file.
        scenario_files: BTreeMap<String, String>,
    },
    /// Of a backcast.
    Backcast {
        /// Scenario of the past.
        history: String,
        /// Scenario that was held against outlooks.
        outlook: String,
        /// What was set over both.
        overrides: Vec<String>,
        /// When, seconds since 1970 (UTC).
        finished_unix_seconds: u64,
        /// Operating system and processor.
        machine: String,
        /// The run of each scenario.
        scenarios: BTreeMap<String, Manifest>,
    },
    /// Of a verification: cases and scenarios are those of the version, or named.
    Verification {
        /// Cases with known answers, then scenarios that were given to several solvers.
        checked: Vec<String>,
        /// When, seconds since 1970 (UTC).
        finished_unix_seconds: u64,
        /// Operating system and processor.
        machine: String,
    },
}

/// Keys on which results do not depend.
const FREE: [&str; 2] = ["machine", "finished_unix_seconds"];

/// What a folder holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A scenario's tables and what is made from them.
    Run,
    /// What differs between scenarios.
    Comparison,
    /// Many scenarios, finished or not.
    Sweep,
    /// Two scenarios beside published figures.
    Backcast,
    /// Known answers, and other solvers.
    Verification,
}

impl Kind {
    /// All of them, each with the key that only its manifests have.
    const KEYS: [(Self, &'static str); 5] = [
        (Self::Run, "lineage"),
        (Self::Comparison, "compared"),
        (Self::Sweep, "sweep"),
        (Self::Backcast, "history"),
        (Self::Verification, "checked"),
    ];

    /// In a word.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Run => "run",
            Self::Comparison => "comparison",
            Self::Sweep => "sweep",
            Self::Backcast => "backcast",
            Self::Verification => "verification",
        }
    }

    /// The kind of the manifest of this text; none if it is no manifest.
    #[must_use]
    pub fn of(text: &str) -> Option<Self> {
        Self::of_keys(&text.parse().ok()?)
    }

    fn of_keys(manifest: &Table) -> Option<Self> {
        Self::KEYS.into_iter().find(|(_, key)| manifest.contains_key(*key)).map(|(kind, _)| kind)
    }
}

impl Manifest {
    fn new(inputs: Inputs) -> Self {
        Self { version: env!("CARGO_PKG_VERSION"), commit: env!("GRIDBOUND_COMMIT"), inputs }
    }

    /// That of a run; `finished` is when, in seconds since 1970 (UTC).
    #[must_use]
    pub fn of_run(loaded: &Loaded, finished: u64) -> Self {
        Self::new(Inputs::Run {
            scenario: loaded.scenario.name.clone(),
            lineage: loaded.scenario.lineage.clone(),
            dataset: loaded.scenario.dataset.clone(),
            overrides: loaded.scenario.overrides.clone(),
            finished_unix_seconds: finished,
            machine: machine(),
            dataset_sha256: loaded.dataset.hashes.clone(),
            scenario_files: loaded.scenario.files.iter().cloned().collect(),
        })
    }

    /// That of a comparison.
    #[must_use]
    pub fn of_comparison(compared: &[&Loaded], verdicts: &'static str, finished: u64) -> Self {
        let name = |loaded: &&Loaded| loaded.scenario.name.clone();
        Self::new(Inputs::Comparison {
            compared: compared.iter().map(name).collect(),
            overrides: set_over_all(compared.iter().copied()),
            verdicts,
            tolerance: TOLERANCE,
            finished_unix_seconds: finished,
            machine: machine(),
            scenarios: compared.iter().map(|loaded| (name(loaded), Self::of_run(loaded, finished))).collect(),
        })
    }

    /// That of a sweep.
    #[must_use]
    pub fn of_sweep(sweep: &Sweep, manner: Manner) -> Self {
        let files = sweep.scenarios.iter().flat_map(|scenario| scenario.files.iter().cloned());
        Self::new(Inputs::Sweep {
            sweep: sweep.file.name.clone(),
            base: sweep.base.scenario.name.clone(),
            dataset: sweep.base.scenario.dataset.clone(),
            scenarios: sweep.design.points.len(),
            overrides: sweep.base.scenario.overrides.clone(),
            cold: manner.cold,
            verdicts: manner.verdicts.name(),
            machine: machine(),
            sweep_file: sweep.file.text.clone(),
            dataset_sha256: sweep.source.dataset.hashes.clone(),
            scenario_files: files.collect(),
        })
    }

    /// That of a backcast.
    #[must_use]
    pub fn of_backcast(history: &Loaded, outlook: &Loaded, finished: u64) -> Self {
        let run = |loaded: &Loaded| (loaded.scenario.name.clone(), Self::of_run(loaded, finished));
        Self::new(Inputs::Backcast {
            history: history.scenario.name.clone(),
            outlook: outlook.scenario.name.clone(),
            overrides: history.scenario.overrides.clone(),
            finished_unix_seconds: finished,
            machine: machine(),
            scenarios: [history, outlook].map(run).into(),
        })
    }

    /// That of a verification.
    #[must_use]
    pub fn of_verification(report: &Report, finished: u64) -> Self {
        let cases = report.known.iter().map(|row| row.case.clone());
        let mut checked: Vec<String> = cases.chain(report.solvers.iter().map(|row| row.scenario.clone())).collect();
        checked.dedup();
        Self::new(Inputs::Verification { checked, finished_unix_seconds: finished, machine: machine() })
    }

    /// What the files are of.
    #[must_use]
    pub const fn kind(&self) -> Kind {
        match self.inputs {
            Inputs::Run { .. } => Kind::Run,
            Inputs::Comparison { .. } => Kind::Comparison,
            Inputs::Sweep { .. } => Kind::Sweep,
            Inputs::Backcast { .. } => Kind::Backcast,
            Inputs::Verification { .. } => Kind::Verification,
        }
    }

    /// As a file.
    ///
    /// # Errors
    /// If it cannot be written, which is a fault of the program.
    pub fn text(&self) -> Result<String> {
        toml::to_string(self).map_err(|fault| Error::run(format!("cannot write the manifest: {fault}")))
    }

    /// What the files depend on, as one text.
    ///
    /// # Errors
    /// If it cannot be written, which is a fault of the program.
    pub(super) fn essence(&self) -> Result<String> {
        let failed = |fault: toml::ser::Error| Error::run(format!("cannot write the manifest: {fault}"));
        let mut keys = Table::try_from(self).map_err(failed)?;
        keys.retain(|key, _| !FREE.contains(&key));
        toml::to_string(&keys).map_err(failed)
    }

    /// In what the files with the manifest of this text differ, in words; nothing if they follow from the same.
    #[must_use]
    pub fn differences(&self, text: &str) -> Vec<String> {
        let (Ok(own), Ok(other)) = (Table::try_from(self), text.parse::<Table>()) else {
            return vec!["its manifest cannot be read".to_owned()];
        };
        if let Some(kind) = Kind::of_keys(&other).filter(|kind| *kind != self.kind()) {
            return vec![format!("those of a {}", kind.name())];
        }
        let mut words = vec![];
        for key in own.keys().filter(|key| !FREE.contains(&key.as_str())) {
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
}

fn machine() -> String {
    format!("{} {}", std::env::consts::OS, std::env::consts::ARCH)
}

/// Files that are in one table only, or others in both.
fn changed_files(own: &Table, other: &Table) -> Vec<String> {
    let mut names: Vec<&String> = own.keys().chain(other.keys()).collect();
    names.sort();
    names.dedup();
    names.retain(|name| own.get(*name) != other.get(*name));
    names.into_iter().map(|name| format!("{name} is another")).collect()
}
