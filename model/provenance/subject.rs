//! A dataset that is asked about, and everything that is wrong with its sources and ranges.

use super::cited::check_uncited;
use super::coverage::{Coverage, check, coverage};
use crate::error::{Error, Problem, Problems, Result};
use crate::input::Dataset;
use crate::load::{Library, load, read_dataset};
use crate::scenario::Scenario;
use crate::scenario::changes::ChangeLog;

/// A dataset as shipped, and what a scenario changed in it if one is asked about.
#[derive(Debug)]
pub struct Subject {
    /// Name of the dataset.
    pub name: String,
    /// Its tables.
    pub dataset: Dataset,
    /// What the scenario changed.
    pub changes: Option<ChangeLog>,
}

impl Subject {
    /// A dataset.
    ///
    /// # Errors
    /// If it cannot be read.
    pub fn of_dataset(library: &Library, name: &str) -> Result<Self> {
        let mut problems = Problems::default();
        let source = read_dataset(library, name, &mut problems);
        problems.into_result()?;
        let source = source.ok_or_else(|| Error::input(format!("dataset {name} cannot be read")))?;
        Ok(Self { name: name.to_owned(), dataset: source.dataset, changes: None })
    }

    /// The dataset of a scenario.
    ///
    /// # Errors
    /// If the scenario cannot be read, or is of another dataset than the one named.
    pub fn of_scenario(library: &Library, scenario: &str, dataset: Option<&str>) -> Result<Self> {
        let loaded = load(library, scenario, &[])?;
        let name = loaded.scenario.dataset;
        match dataset {
            Some(given) if given != name => {
                let message = format!("--dataset {given}: scenario {scenario} is of dataset {name}");
                Err(Error::input_with_hint(message, "leave --dataset out, or name another scenario"))
            }
            _ => Ok(Self { name, dataset: loaded.dataset, changes: Some(loaded.changes) }),
        }
    }
}

/// All scenarios of a dataset that can be read; the others are no matter here.
#[must_use]
pub fn scenarios(library: &Library, dataset: &str) -> Vec<Scenario> {
    let names = library.scenarios.stems().into_iter();
    let all = names.filter_map(|name| Scenario::read(&library.scenarios, &name, &[], &mut Problems::default()));
    all.filter(|scenario| scenario.dataset == dataset).collect()
}

/// The README of a dataset; empty if it has none.
#[must_use]
pub fn readme(library: &Library, dataset: &str) -> String {
    let bytes = library.data.inside(dataset).and_then(|folder| folder.read("README.md").ok().flatten());
    bytes.map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).unwrap_or_default()
}

/// How much of a dataset has a source and a range, and everything that is wrong with them.
///
/// # Errors
/// If the dataset cannot be read at all.
pub fn check_all(library: &Library, name: &str) -> Result<(Vec<Coverage>, Vec<Problem>)> {
    let mut problems = Problems::default();
    let Some(dataset) = read_dataset(library, name, &mut problems).map(|source| source.dataset) else {
        return Err(Error::Input(problems.0));
    };
    check(&dataset, &mut problems);
    problems.0.extend(check_uncited(&dataset, &scenarios(library, name), &readme(library, name)));
    Ok((coverage(&dataset), problems.0))
}
