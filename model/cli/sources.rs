//! `gridbound sources`: where a number comes from.

use clap::Args;

use super::{Common, complete, diagnose};
use crate::documents::screens;
use crate::error::{Error, Result, Severity, count};
use crate::load::Library;
use crate::provenance::by_source::groups;
use crate::provenance::cell::{self, RowView};
use crate::provenance::cited::citations;
use crate::provenance::coverage::coverage;
use crate::provenance::readme::{Rule, rule};
use crate::provenance::subject::{Subject, check_all, readme, scenarios};

/// Arguments of `sources`.
#[derive(Debug, Args)]
pub struct SourcesArguments {
    /// Dataset [default: the scenario's, else us]
    #[arg(long, value_name = "DATASET", add = complete::datasets())]
    dataset: Option<String>,
    /// Table to look into: its rows by source
    #[arg(long, value_name = "TABLE", add = complete::tables(), conflicts_with_all = ["source", "check"])]
    table: Option<String>,
    /// Cells of a row's key in any order, as in turbines,2030; rows that hold them are shown in full
    #[arg(long, value_name = "KEY", value_delimiter = ',', num_args = 1.., requires = "table", add = complete::regions())]
    row: Vec<String>,
    /// Column to show, if not all
    #[arg(long, visible_alias = "column", value_name = "COLUMN", requires = "row")]
    cell: Option<String>,
    /// Source to look up: everything that rests on it
    #[arg(long, value_name = "KEY", conflicts_with = "check")]
    source: Option<String>,
    /// Scenario: what it made of the row
    #[arg(long, value_name = "SCENARIO", requires = "row", add = complete::scenarios())]
    scenario: Option<String>,
    /// Fail if a row has no source, or neither a range nor the mark that it is a definition
    #[arg(long)]
    check: bool,
}

/// Says where numbers come from.
pub fn sources(common: &Common, arguments: &SourcesArguments) -> Result<()> {
    let library = common.library()?;
    let scenario = arguments.scenario.as_deref();
    let Subject { name, dataset, changes } = if let Some(scenario) = scenario {
        Subject::of_scenario(&library, scenario, arguments.dataset.as_deref())?
    } else {
        let name = arguments.dataset.as_deref().unwrap_or("us");
        if arguments.check {
            return check(common, &library, name);
        }
        Subject::of_dataset(&library, name)?
    };
    if let Some(key) = &arguments.source {
        let found = citations(&dataset, &scenarios(&library, &name), key)?;
        return common.say(&found, || screens::sources::source(&found));
    }
    let Some(table) = &arguments.table else {
        let counts = coverage(&dataset);
        return common.say(&counts, || screens::sources::dataset(&dataset.about.title, &counts));
    };
    let table = cell::table(&dataset, table)?;
    let only = arguments.cell.as_deref().map(|name| cell::column(table.schema, name)).transpose()?;
    let rows = cell::rows(table, &arguments.row)?;
    let rows: Vec<RowView> =
        rows.into_iter().map(|row| cell::view(&dataset, (table, row), only, changes.as_ref())).collect();
    let rule: Option<Rule> = rule(&readme(&library, &name), table.schema.name);
    if arguments.row.is_empty() {
        let groups = groups(&rows);
        return common.say(&groups, || screens::sources::table(table.schema.name, &groups, rule.as_ref()));
    }
    let found = serde_json::json!({ "rule": rule, "scenario": scenario, "rows": rows });
    common.say(&found, || screens::sources::rows(&rows, rule.as_ref(), scenario))
}

/// Everything that is wrong with sources and ranges; an error if anything is.
fn check(common: &Common, library: &Library, name: &str) -> Result<()> {
    let (counts, problems) = check_all(library, name)?;
    let stop = problems.iter().any(|p| p.severity == Severity::Error);
    if !common.json {
        if stop {
            return Err(Error::Input(problems));
        }
        diagnose::problems_to_stderr(&problems);
    }
    let found = serde_json::json!({ "dataset": name, "complete": !stop, "tables": counts, "problems": problems });
    common.say_text(&found, || {
        let rows = counts.last().map_or(0, |all| all.rows);
        let said = "has a source, and a range or the mark that it is a definition";
        format!("dataset {name}: each of {rows} rows {said} ({} warnings)", count(&problems)[1])
    })?;
    if stop { Err(Error::Input(vec![])) } else { Ok(()) }
}
