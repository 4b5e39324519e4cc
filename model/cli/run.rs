//! `gridbound run`: solve scenarios, write tables and charts, print a summary.

use clap::Args;

use super::scenarios::{folder_names, now, read_all, results_folder, solve_all};
use super::{Common, Overrides, complete};
use crate::documents::screens::run::{data, screen};
use crate::documents::terminal;
use crate::error::Result;
use crate::store::{Manifest, RunFolder, standing};

/// Arguments of `run`.
#[derive(Debug, Args)]
pub struct RunArguments {
    /// Scenarios to solve; NAME+KEY=VALUE sets something over one, as in baseline+chips=2
    #[arg(value_name = "SCENARIO", default_value = "baseline", add = complete::scenarios())]
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

/// Runs all scenarios, side by side where there are threads for it.
pub fn run(common: &Common, arguments: &RunArguments) -> Result<()> {
    let (overrides, name) = (&arguments.overrides, arguments.name.as_deref());
    overrides.documents()?;
    let names = folder_names(&arguments.chosen, name)?;
    let folders = names.iter().map(|name| results_folder(common, name)).collect::<Result<Vec<_>>>()?;
    let read = read_all(common, &arguments.chosen, overrides)?;
    let read: Vec<_> = read.into_iter().map(|loaded| loaded.called(name)).collect();
    let finished = solve_all(common, &read, |at, run| {
        let loaded = &read[at];
        let folder = RunFolder::replace(folders[at].clone(), Manifest::of_run(loaded, now()?))?;
        let written = folder.write_with_charts(loaded, &run, !arguments.no_charts)?;
        Ok((loaded, run, folder, written))
    })?;
    let runs: Vec<_> = finished.iter().map(|(loaded, run, folder, _)| data(loaded, run, folder.path())).collect();
    common.say_text(&runs, || {
        let screens = finished.iter().map(|(loaded, run, folder, written)| {
            let among = standing(&common.outputs, loaded, &run.results);
            terminal(&screen(loaded, run, (folder.path(), *written), among.as_ref())).trim_end().to_owned()
        });
        screens.collect::<Vec<_>>().join("\n")
    })
}
