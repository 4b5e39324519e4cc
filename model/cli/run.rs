//! `gridbound run`: solve scenarios, write tables and charts, print a summary.

use std::collections::BTreeMap;

use clap::Args;

use super::scenarios::{folder_names, named, now, read_all, results_folder, solve_all};
use super::{Common, Overrides, screen};
use crate::documents::screens;
use crate::error::Result;
use crate::figures;
use crate::load::Loaded;
use crate::results::Results;
use crate::results::catalogue::Tables;
use crate::run::Run;
use crate::store::{Manifest, RunFolder};

/// Arguments of `run`.
#[derive(Debug, Args)]
pub struct RunArguments {
    /// Scenarios to solve
    #[arg(value_name = "SCENARIO", default_value = "baseline")]
    chosen: Vec<String>,
    #[command(flatten)]
    overrides: Overrides,
    /// Leave the charts out
    #[arg(long)]
    no_charts: bool,
    /// Name of the results' folder, if not the scenario's
    #[arg(long = "as", value_name = "NAME")]
    name: Option<String>,
}

/// A scenario that was run, with the folder of its results.
struct Finished<'a> {
    run: Run,
    loaded: &'a Loaded,
    folder: RunFolder,
    charts: usize,
}

/// Runs all scenarios, side by side where there are threads for it.
pub fn run(common: &Common, arguments: &RunArguments) -> Result<()> {
    let (overrides, name) = (&arguments.overrides, arguments.name.as_deref());
    overrides.documents()?;
    let names = folder_names(&arguments.chosen, name)?;
    let folders = names.iter().map(|name| results_folder(common, name)).collect::<Result<Vec<_>>>()?;
    let read = read_all(common, &arguments.chosen, overrides, |loaded| named(loaded, overrides, name))?;
    let finished = solve_all(common, &read, |at, run| {
        let loaded = &read.loaded[at];
        let folder = RunFolder::replace(folders[at].clone(), Manifest::of_run(loaded, now()))?;
        folder.write_run(loaded, &run)?;
        let drawings = if arguments.no_charts { vec![] } else { figures::draw_all(&run.results)? };
        let charts = folder.write_charts(&drawings)?;
        Ok(Finished { run, loaded, folder, charts })
    })?;
    report(common, &finished)
}

fn report(common: &Common, finished: &[Finished<'_>]) -> Result<()> {
    if common.json {
        let runs: Vec<_> = finished
            .iter()
            .map(|f| {
                serde_json::json!({
                    "scenario": f.loaded.scenario.name,
                    "summary": f.run.results.summary,
                    "certificate": f.run.certificate,
                    "outputs": f.folder.path(),
                })
            })
            .collect();
        return screen::print(&serde_json::Value::Array(runs).to_string());
    }
    for f in finished {
        let written: BTreeMap<&str, usize> = BTreeMap::from([("tables", Results::TABLES.len()), ("charts", f.charts)]);
        screen::show(&screens::run::screen(f.loaded, &f.run, (f.folder.path(), &written)))?;
    }
    Ok(())
}
