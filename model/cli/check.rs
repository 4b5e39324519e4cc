//! `gridbound check`: read and validate everything, solve nothing.

use super::{Common, diagnose, screen};
use crate::error::{Error, Problem, Problems, Result};
use crate::experiment::sweep::read::read;
use crate::load::{Library, load, read_dataset};
use crate::scenario::sweep::titles;

/// What was checked, and what was found in it.
struct Checked {
    kind: &'static str,
    name: String,
    problems: Vec<Problem>,
}

/// Checks the named datasets, scenarios and sweeps, or all of them.
pub fn check(common: &Common, names: &[String]) -> Result<()> {
    let library = common.library()?;
    let datasets = library.data.names("");
    let scenarios: Vec<String> =
        library.scenarios.names(".toml").iter().map(|f| f.trim_end_matches(".toml").to_owned()).collect();
    let sweeps: Vec<String> = titles(&library.scenarios).into_iter().map(|(name, _)| name).collect();
    let chosen = |name: &String| names.is_empty() || names.contains(name);
    let mut checked = vec![];
    for name in datasets.iter().filter(|n| chosen(n)) {
        checked.push(Checked { kind: "dataset", name: name.clone(), problems: dataset_problems(&library, name) });
    }
    for name in scenarios.iter().filter(|n| chosen(n)) {
        checked.push(Checked { kind: "scenario", name: name.clone(), problems: problems_of(scenario(&library, name)) });
    }
    for name in sweeps.iter().filter(|n| chosen(n)) {
        checked.push(Checked { kind: "sweep", name: name.clone(), problems: problems_of(sweep(&library, name)) });
    }
    let known = || datasets.iter().chain(&scenarios).chain(&sweeps).map(String::as_str);
    let unknown: Vec<Problem> = names
        .iter()
        .filter(|name| !known().any(|k| k == name.as_str()))
        .map(|name| Problem::new(format!("there is no dataset, scenario or sweep \"{name}\"")).suggest(name, known()))
        .collect();
    if !unknown.is_empty() {
        return Err(Error::Input(unknown));
    }
    report(common, &checked)
}

fn dataset_problems(library: &Library, name: &str) -> Vec<Problem> {
    let mut problems = Problems::default();
    read_dataset(library, name, &mut problems);
    problems.0
}

fn scenario(library: &Library, name: &str) -> Result<Vec<Problem>> {
    Ok(load(library, name, &[])?.warnings)
}

fn sweep(library: &Library, name: &str) -> Result<Vec<Problem>> {
    Ok(read(library, name, &[])?.1)
}

/// What was found: warnings if it can be read, else the errors.
fn problems_of(found: Result<Vec<Problem>>) -> Vec<Problem> {
    match found {
        Ok(warnings) => warnings,
        Err(Error::Input(problems)) => problems,
        Err(other) => vec![Problem::new(other.to_string())],
    }
}

fn report(common: &Common, checked: &[Checked]) -> Result<()> {
    let mut seen: Vec<Problem> = vec![];
    let mut lines = vec![];
    for Checked { kind, name, problems } in checked {
        let errors = problems.iter().filter(|p| p.severity == crate::error::Severity::Error).count();
        let warnings = problems.len() - errors;
        let verdict = if errors == 0 { "valid" } else { "not valid" };
        lines.push(format!("{kind} {name}: {verdict} ({errors} errors, {warnings} warnings)"));
        let new: Vec<Problem> = problems.iter().filter(|p| !seen.contains(p)).cloned().collect();
        seen.extend(new);
    }
    let stop = seen.iter().any(|p| p.severity == crate::error::Severity::Error);
    if common.json {
        let found: Vec<_> = checked
            .iter()
            .map(|c| {
                let problems: Vec<_> = c.problems.iter().map(diagnose::problem_as_json).collect();
                serde_json::json!({ "kind": c.kind, "name": c.name, "problems": problems })
            })
            .collect();
        screen::print(&serde_json::Value::Array(found).to_string())?;
        return if stop { Err(Error::Input(vec![])) } else { Ok(()) };
    }
    if !stop {
        diagnose::problems_to_stderr(&seen);
    }
    screen::print(&lines.join("\n"))?;
    if stop { Err(Error::Input(seen)) } else { Ok(()) }
}
