//! `gridbound backcast`: results against what happened, and against what others expect.

use clap::Args;

use super::scenarios::{folder_name, now, read_all, results_folder, solve_all};
use super::{Common, Overrides, complete};
use crate::documents::screens::backcast::{data, screen};
use crate::error::{Error, Problem, Result};
use crate::experiment::backcast::backcast as hold_against;
use crate::experiment::backcast::ran::Ran;
use crate::input::tables::Calibration;
use crate::load::Loaded;
use crate::run::Run;
use crate::store::BackcastFolder;

/// Arguments of `backcast`.
#[derive(Debug, Args)]
pub struct BackcastArguments {
    /// Scenario whose model years are past
    #[arg(long, value_name = "SCENARIO", default_value = "backcast", add = complete::scenarios())]
    history: String,
    /// Scenario to hold against outlooks of the years after those
    #[arg(long, value_name = "SCENARIO", default_value = "baseline", add = complete::scenarios())]
    outlook: String,
    /// Hours per time slice of both: 1, 2, 3, 4, 6, 8, 12 or 24
    #[arg(long, value_name = "HOURS")]
    block_hours: Option<u32>,
    #[arg(
        long = "set",
        value_name = "KEY=VALUE",
        add = complete::keys(),
        help = "Another value for a key of both scenarios, as in finance.discount_rate=0.08 or levers.chips=2"
    )]
    settings: Vec<String>,
    /// Leave the charts out
    #[arg(long)]
    no_charts: bool,
    /// Name of the results' folder
    #[arg(long = "as", value_name = "NAME", default_value = "backcast")]
    name: String,
}

/// Solves both scenarios, compares, writes tables and charts, and says what it found.
pub fn backcast(common: &Common, arguments: &BackcastArguments) -> Result<()> {
    let overrides = Overrides { block_hours: arguments.block_hours, years: None, settings: arguments.settings.clone() };
    let name = folder_name("", Some(&arguments.name))?;
    let read = read(common, arguments, &overrides)?;
    let files = results_folder(common, &name)?;
    let runs = solve_all(common, &read, |_, run| Ok(run))?;
    let both = [(&read[0], &runs[0]), (&read[1], &runs[1])];
    let [past, future] =
        both.map(|(loaded, run): (&Loaded, &Run)| Ran { system: &loaded.system, results: &run.results });
    let found = hold_against(&past, &future);
    let scenarios = both.map(|(loaded, _)| loaded);
    let folder = BackcastFolder::replace(files, scenarios, now()?)?;
    let written = folder.write(&found, both, !arguments.no_charts)?;
    common.say(&data(both, &found, folder.path()), || screen(scenarios, &found, (folder.path(), written)))
}

/// Both scenarios, past and future; one that says nothing of published figures is an error.
fn read(common: &Common, arguments: &BackcastArguments, overrides: &Overrides) -> Result<Vec<Loaded>> {
    let names = [arguments.history.clone(), arguments.outlook.clone()];
    let read = read_all(common, &names, overrides).map_err(|fault| missing(fault, arguments))?;
    match read.iter().find(|one| one.dataset.of::<Calibration>().is_empty()) {
        Some(one) => Err(Error::input_with_hint(
            format!("dataset {} has no published figures to compare with", one.scenario.dataset),
            "give them in its calibration.csv; data/README.md lists the quantities that are known",
        )),
        None => Ok(read.into_iter().map(|loaded| loaded.called(None)).collect()),
    }
}

/// A missing scenario of the past, with what it should be.
fn missing(fault: Error, arguments: &BackcastArguments) -> Error {
    let absent = format!("there is no scenario \"{}\"", arguments.history);
    let hinted = |problem: Problem| {
        if problem.to_string().contains(&absent) {
            problem.hint(
                "--history names a scenario whose model years are past, with published figures in calibration.csv",
            )
        } else {
            problem
        }
    };
    match fault {
        Error::Input(problems) => Error::Input(problems.into_iter().map(hinted).collect()),
        failed @ Error::Run { .. } => failed,
    }
}
