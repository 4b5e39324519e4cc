//! Everything that is wrong with datasets, scenarios and sweeps, found without solving anything.

use serde::Serialize;

use super::sweep::read::read;
use crate::constraints::formulate;
use crate::error::{Error, Problem, Problems, Result, count};
use crate::load::{Library, Loaded, load, read_dataset};
use crate::run::unsolvable;
use crate::scenario::sweep::titles;

/// What was checked, and what was found in it.
#[derive(Debug, Clone, Serialize)]
pub struct Checked {
    /// Dataset, scenario or sweep.
    pub kind: &'static str,
    /// Its name.
    pub name: String,
    /// Warnings, and errors if it cannot be used.
    pub problems: Vec<Problem>,
}

impl Checked {
    /// The finding in a line.
    #[must_use]
    pub fn line(&self) -> String {
        let [errors, warnings] = count(&self.problems);
        let verdict = if errors == 0 { "valid" } else { "not valid" };
        format!("{} {}: {verdict} ({errors} errors, {warnings} warnings)", self.kind, self.name)
    }
}

/// Checks the datasets, scenarios and sweeps of some names, or all of them.
///
/// # Errors
/// If there is nothing of a name.
pub fn check(library: &Library, names: &[String]) -> Result<Vec<Checked>> {
    let sweeps = titles(&library.scenarios).into_iter().map(|(name, _)| name).collect();
    let all: [(_, Vec<String>, Check); 3] = [
        ("dataset", library.data.names(""), of_dataset),
        ("scenario", library.scenarios.stems(), |library, name| found(load(library, name, &[]).map(solvable))),
        ("sweep", sweeps, of_sweep),
    ];
    let known = || all.iter().flat_map(|(_, names, _)| names).map(String::as_str);
    let unknown: Vec<&String> = names.iter().filter(|name| !known().any(|k| k == *name)).collect();
    if !unknown.is_empty() {
        let problem = |name: &String| Problem::new(format!("there is no dataset, scenario or sweep \"{name}\""));
        return Err(Error::Input(unknown.into_iter().map(|name| problem(name).suggest(name, known())).collect()));
    }
    let mut checked = vec![];
    for (kind, of_kind, problems) in &all {
        let chosen = of_kind.iter().filter(|name| names.is_empty() || names.contains(name));
        checked.extend(chosen.map(|name| Checked { kind, name: name.clone(), problems: problems(library, name) }));
    }
    Ok(checked)
}

/// What is wrong with a thing of some kind, by its name.
type Check = fn(&Library, &str) -> Vec<Problem>;

fn of_dataset(library: &Library, name: &str) -> Vec<Problem> {
    let mut problems = Problems::default();
    read_dataset(library, name, &mut problems);
    problems.0
}

fn of_sweep(library: &Library, name: &str) -> Vec<Problem> {
    found(read(library, name, &[]).map(|(sweep, warnings)| [warnings, solvable(sweep.base)].concat()))
}

/// Warnings of a scenario that was read, and what keeps its program from being solved.
fn solvable(loaded: Loaded) -> Vec<Problem> {
    let faults = unsolvable(&loaded, &formulate(&loaded.system));
    [loaded.warnings, faults].concat()
}

/// Warnings if it can be read, else the errors.
fn found(found: Result<Vec<Problem>>) -> Vec<Problem> {
    match found {
        Ok(warnings) => warnings,
        Err(Error::Input(problems)) => problems,
        Err(other) => vec![Problem::new(other.to_string())],
    }
}
