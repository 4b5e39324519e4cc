//! `gridbound sources`: where a number comes from.

use clap::Args;

use super::{Common, diagnose, screen};
use crate::documents::{Document, screens};
use crate::error::{Error, Problems, Result, Severity};
use crate::input::Dataset;
use crate::load::{Library, load, read_dataset};
use crate::provenance::by_source::groups;
use crate::provenance::cell::{self, RowView};
use crate::provenance::cited::{check_uncited, citations};
use crate::provenance::coverage::{check, coverage};
use crate::provenance::readme::{Rule, rule};
use crate::scenario::Scenario;
use crate::scenario::changes::ChangeLog;

/// Arguments of `sources`.
#[derive(Debug, Args)]
pub struct SourcesArguments {
    /// Dataset [default: the scenario's, else us]
    #[arg(long, value_name = "DATASET")]
    dataset: Option<String>,
    /// Table to look into: its rows by source
    #[arg(long, value_name = "TABLE", conflicts_with_all = ["source", "check"])]
    table: Option<String>,
    /// Cells of a row's key in any order, as in turbines,2030; rows that hold them are shown in full
    #[arg(long, value_name = "KEY", value_delimiter = ',', num_args = 1.., requires = "table")]
    row: Vec<String>,
    /// Column to show, if not all
    #[arg(long, visible_alias = "column", value_name = "COLUMN", requires = "row")]
    cell: Option<String>,
    /// Source to look up: everything that rests on it
    #[arg(long, value_name = "KEY", conflicts_with = "check")]
    source: Option<String>,
    /// Scenario: what it made of the row
    #[arg(long, value_name = "SCENARIO", requires = "row")]
    scenario: Option<String>,
    /// Fail if a row has no source, or neither a range nor the mark that it is a definition
    #[arg(long)]
    check: bool,
}

/// Says where numbers come from.
pub fn sources(common: &Common, arguments: &SourcesArguments) -> Result<()> {
    let library = common.library()?;
    let (name, dataset, changes) = if let Some(scenario) = &arguments.scenario {
        of_scenario(&library, scenario, arguments.dataset.as_deref())?
    } else {
        let name = arguments.dataset.clone().unwrap_or_else(|| "us".to_owned());
        if arguments.check {
            return check_all(common, &library, &name);
        }
        let dataset = read(&library, &name)?;
        (name, dataset, None)
    };
    let readme = readme(&library, &name);
    if let Some(key) = &arguments.source {
        let found = citations(&dataset, &scenarios(&library, &name), key)?;
        return answer(common, &found, || screens::sources::source(&found));
    }
    let Some(table) = &arguments.table else {
        let counts = coverage(&dataset);
        return answer(common, &counts, || screens::sources::dataset(&dataset.about.title, &counts));
    };
    let table = cell::table(&dataset, table)?;
    let only = arguments.cell.as_deref().map(|name| cell::column(table.schema, name)).transpose()?;
    let rows = cell::rows(table, &arguments.row)?;
    let rows: Vec<RowView> =
        rows.into_iter().map(|row| cell::view(&dataset, (table, row), only, changes.as_ref())).collect();
    let rule: Option<Rule> = rule(&readme, table.schema.name);
    if arguments.row.is_empty() {
        let groups = groups(&rows);
        return answer(common, &groups, || screens::sources::table(table.schema.name, &groups, rule.as_ref()));
    }
    let scenario = arguments.scenario.as_deref();
    let found = serde_json::json!({ "rule": rule, "scenario": scenario, "rows": rows });
    answer(common, &found, || screens::sources::rows(&rows, rule.as_ref(), scenario))
}

fn answer(common: &Common, data: &impl serde::Serialize, text: impl Fn() -> Document) -> Result<()> {
    if !common.json {
        return screen::show(&text());
    }
    let json = serde_json::to_string(data).map_err(|fault| Error::run(format!("cannot write JSON: {fault}")))?;
    screen::print(&json)
}

fn read(library: &Library, name: &str) -> Result<Dataset> {
    let mut problems = Problems::default();
    let source = read_dataset(library, name, &mut problems);
    problems.into_result()?;
    source.map(|s| s.dataset).ok_or_else(|| Error::input(format!("dataset {name} cannot be read")))
}

/// The dataset of a scenario, as shipped, with what the scenario changed in it.
fn of_scenario(
    library: &Library,
    scenario: &str,
    dataset: Option<&str>,
) -> Result<(String, Dataset, Option<ChangeLog>)> {
    let loaded = load(library, scenario, &[])?;
    let name = loaded.scenario.dataset.clone();
    match dataset {
        Some(given) if given != name => {
            let message = format!("--dataset {given}: scenario {scenario} is of dataset {name}");
            Err(Error::input_with_hint(message, "leave --dataset out, or name another scenario"))
        }
        _ => Ok((name, loaded.dataset, Some(loaded.changes))),
    }
}

/// All scenarios of a dataset that can be read; the others are no matter of this command.
fn scenarios(library: &Library, dataset: &str) -> Vec<Scenario> {
    let files = library.scenarios.names(".toml");
    let names = files.iter().map(|file| file.trim_end_matches(".toml"));
    let all = names.filter_map(|name| Scenario::read(&library.scenarios, name, &[], &mut Problems::default()));
    all.filter(|scenario| scenario.dataset == dataset).collect()
}

/// The README of a dataset; empty if it has none.
fn readme(library: &Library, dataset: &str) -> String {
    let bytes = library.data.inside(dataset).and_then(|folder| folder.read("README.md").ok().flatten());
    bytes.map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).unwrap_or_default()
}

/// Everything that is wrong with sources and ranges; an error if anything is.
fn check_all(common: &Common, library: &Library, name: &str) -> Result<()> {
    let mut problems = Problems::default();
    let Some(dataset) = read_dataset(library, name, &mut problems).map(|source| source.dataset) else {
        return Err(Error::Input(problems.0));
    };
    check(&dataset, &mut problems);
    problems.0.extend(check_uncited(&dataset, &scenarios(library, name), &readme(library, name)));
    let counts = coverage(&dataset);
    let stop = problems.stop();
    if common.json {
        let found: Vec<_> = problems.0.iter().map(diagnose::problem_as_json).collect();
        let text = serde_json::json!({ "dataset": name, "complete": !stop, "tables": counts, "problems": found });
        screen::print(&text.to_string())?;
        return if stop { Err(Error::Input(vec![])) } else { Ok(()) };
    }
    if stop {
        return Err(Error::Input(problems.0));
    }
    diagnose::problems_to_stderr(&problems.0);
    let warnings = problems.0.iter().filter(|p| p.severity == Severity::Warning).count();
    let rows = counts.last().map_or(0, |all| all.rows);
    let said = "has a source, and a range or the mark that it is a definition";
    screen::print(&format!("dataset {name}: each of {rows} rows {said} ({warnings} warnings)"))
}
