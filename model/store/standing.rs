//! Random samples of a scenario among the finished sweeps, for a run of it to be held against.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Deserialize;
use toml::Table;

use super::OutputFolder;
use super::contents::there;
use super::manifest::Kind;
use crate::experiment::sweep::standing::Standing;
use crate::experiment::sweep::tables::FanRow;
use crate::load::Loaded;
use crate::results::Results;

/// A sweep as its manifest tells it.
#[derive(Debug, Deserialize)]
struct Sampled {
    sweep: String,
    base: String,
    overrides: Vec<String>,
    dataset_sha256: BTreeMap<String, String>,
    scenario_files: BTreeMap<String, String>,
}

/// Where a run stands among the samples of the first finished sweep that drew any of the same scenario and data; none
/// without one.
#[must_use]
pub fn standing(outputs: &Path, loaded: &Loaded, results: &Results) -> Option<Standing> {
    let own = |set: &String| !set.starts_with("horizon.block_hours");
    if loaded.scenario.overrides.iter().any(own) {
        return None;
    }
    OutputFolder::at(outputs)?.folders().iter().find_map(|folder| {
        let text = there(folder).ok()??;
        let sampled: Sampled = (Kind::of(&text) == Some(Kind::Sweep)).then(|| toml::from_str(&text).ok())??;
        let fan = folder.read("fan.csv").ok()??;
        let is_same = sampled.dataset_sha256 == loaded.dataset.hashes && sampled.samples(loaded);
        let read = || csv::Reader::from_reader(&fan[..]).into_deserialize().collect::<std::result::Result<_, _>>();
        let rows: Vec<FanRow> = is_same.then(read)?.ok()?;
        Standing::among(&sampled.sweep, &rows, results)
    })
}

impl Sampled {
    /// Whether it draws samples of a scenario: varies it, or one that differs from it in the length of slices alone.
    fn samples(&self, loaded: &Loaded) -> bool {
        let has_files = loaded.scenario.files.iter().all(|(name, text)| self.scenario_files.get(name) == Some(text));
        let others: Vec<&String> = self
            .scenario_files
            .iter()
            .filter(|(name, _)| !loaded.scenario.files.iter().any(|(own, _)| own == *name))
            .map(|(_, text)| text)
            .collect();
        let only_slices = others.iter().all(|text| differs_in_slices_alone(text));
        let is_meant = if others.is_empty() { self.base == loaded.scenario.name } else { only_slices };
        self.overrides.is_empty() && has_files && is_meant
    }
}

fn differs_in_slices_alone(text: &str) -> bool {
    const WORDS: [&str; 4] = ["name", "title", "description", "extends"];
    let Ok(scenario) = text.parse::<Table>() else { return false };
    scenario.iter().all(|(key, value)| match value {
        toml::Value::Table(horizon) if key == "horizon" => horizon.keys().all(|key| key == "block_hours"),
        _ => WORDS.contains(&key.as_str()),
    })
}
