//! `gridbound run`: solve scenarios, write tables and charts, print a summary.

use clap::Args;

use super::scenarios::{folder_names, now, read_all, results_folder, solve_all};
use super::{Common, Overrides, complete};
use crate::documents::screens::run::{data, hedge_told, screen, with_hedge};
use crate::documents::terminal;
use crate::error::Result;
use crate::experiment::hedge::hedge;
use crate::solve::Known;
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
        let mut written = folder.write_with_charts(loaded, &run, !arguments.no_charts)?;
        let known = Known { program: &run.program, solution: &run.solution };
        let asked = loaded.scenario.hedge.as_ref();
        let hedged = asked.map(|asked| hedge(loaded, asked, known, (common.threads(), &()))).transpose()?;
        if let Some(hedged) = &hedged {
            written[0] += folder.write_hedge(loaded, &run, hedged)?;
        }
        Ok((loaded, (run, hedged), folder, written))
    })?;
    let runs: Vec<_> = finished
        .iter()
        .map(|(loaded, (run, hedged), folder, _)| with_hedge(data(loaded, run, folder.path()), hedged.as_ref()))
        .collect();
    common.say_text(&runs, || {
        let screens = finished.iter().map(|(loaded, (run, hedged), folder, written)| {
            let among = standing(&common.outputs, loaded, &run.results);
            let mut screen = screen(loaded, run, (folder.path(), *written), among.as_ref());
            screen.part(hedge_told(hedged.as_ref()));
            terminal(&screen).trim_end().to_owned()
        });
        screens.collect::<Vec<_>>().join("\n")
    })
}
