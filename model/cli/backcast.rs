//! `gridbound backcast`: results against what happened, and against what others expect.

use std::time::Instant;

use clap::Args;

use super::run::{all, folder_names, named};
use super::write::{write_backcast, write_charts, write_run};
use super::{Common, Overrides, diagnose, screen};
use crate::documents::screens;
use crate::error::{Error, Problem, Result};
use crate::experiment::backcast::ran::Ran;
use crate::experiment::backcast::{Backcast, backcast as hold_against};
use crate::experiment::parallel;
use crate::figures;
use crate::load::{Library, Loaded, load};
use crate::render::tables::BACKCAST_MEANINGS;
use crate::run::{Run, run as solve_and_tabulate};
use crate::solve::Options;
use crate::store::OutputFolder;

/// Arguments of `backcast`.
#[derive(Debug, Args)]
pub struct BackcastArguments {
    /// Scenario whose model years are past
    #[arg(long, value_name = "SCENARIO", default_value = "backcast")]
    history: String,
    /// Scenario to hold against outlooks of the years after those
    #[arg(long, value_name = "SCENARIO", default_value = "baseline")]
    outlook: String,
    /// Hours per time slice of both: 1, 2, 3, 4, 6, 8, 12 or 24
    #[arg(long, value_name = "HOURS")]
    block_hours: Option<u32>,
    #[arg(
        long = "set",
        value_name = "KEY=VALUE",
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

/// A scenario that was solved.
struct Solved {
    loaded: Loaded,
    run: Run,
}

impl Solved {
    fn ran(&self) -> Ran<'_> {
        Ran { system: &self.loaded.system, results: &self.run.results }
    }
}

/// Solves both scenarios, compares, writes tables and charts, and says what it found.
pub fn backcast(common: &Common, arguments: &BackcastArguments) -> Result<()> {
    let library = common.library()?;
    let overrides = Overrides { block_hours: arguments.block_hours, years: None, settings: arguments.settings.clone() };
    let names = folder_names(&[String::new()], Some(&arguments.name))?;
    let loaded = read(&library, arguments, &overrides)?;
    let folder = OutputFolder::create(common.outputs.join(&names[0]))?;
    if !common.quiet {
        for one in &loaded {
            diagnose::problems_to_stderr(&one.warnings);
        }
    }
    let [past, future] = solve_both(common, loaded)?;
    let found = hold_against(&past.ran(), &future.ran());
    for (solved, part) in [(&past, "history"), (&future, "outlooks")] {
        let inner = folder.inside(part)?;
        write_run(&library, &solved.loaded, &solved.run, &inner, (&overrides.assignments(), false))?;
    }
    write_backcast(&found, &folder)?;
    let labels = (&past.run.results.labels, &future.run.results.labels);
    let drawings = if arguments.no_charts { vec![] } else { figures::draw_backcast(labels, &found)? };
    let charts = write_charts(&drawings, &folder)?;
    report(common, [&past, &future], (&found, &folder, charts))
}

/// Both scenarios, past and future; one that says nothing of published figures is an error.
fn read(library: &Library, arguments: &BackcastArguments, overrides: &Overrides) -> Result<Vec<Loaded>> {
    let documents = overrides.documents()?;
    let names = [&arguments.history, &arguments.outlook];
    let loaded = names.map(|name| load(library, name, &documents).map(|loaded| named(loaded, overrides, None)));
    let loaded = all(loaded.into()).map_err(|fault| missing(fault, arguments))?;
    match loaded.iter().find(|one| one.dataset.table("calibration").is_empty()) {
        Some(one) => Err(Error::input_with_hint(
            format!("dataset {} has no published figures to compare with", one.scenario.dataset),
            "give them in its calibration.csv; data/README.md lists the quantities that are known",
        )),
        None => Ok(loaded),
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

fn solve_both(common: &Common, loaded: Vec<Loaded>) -> Result<[Solved; 2]> {
    let progress = screen::Progress::start(common.quiet, &loaded);
    let started = Instant::now();
    let runs = parallel::map(common.threads(), &loaded, |one| {
        let run = solve_and_tabulate(one, &Options::default(), started.elapsed().as_secs_f64());
        progress.one_done();
        run
    })?;
    progress.finish();
    let solved: Vec<Solved> = loaded.into_iter().zip(all(runs)?).map(|(loaded, run)| Solved { loaded, run }).collect();
    solved.try_into().map_err(|_| Error::run("two scenarios were to be solved".to_owned()))
}

fn report(
    common: &Common,
    [past, future]: [&Solved; 2],
    (found, folder, charts): (&Backcast, &OutputFolder, usize),
) -> Result<()> {
    if common.json {
        let text = serde_json::json!({
            "history": { "scenario": past.loaded.scenario.name, "rows": found.history, "certificate": past.run.certificate },
            "outlooks": { "scenario": future.loaded.scenario.name, "rows": found.outlooks, "certificate": future.run.certificate },
            "scores": found.scores,
            "outputs": folder.path(),
        });
        return screen::print(&text.to_string());
    }
    let written = (folder.path(), &[("tables", BACKCAST_MEANINGS.len()), ("charts", charts)].into());
    screen::show(&screens::backcast::screen([&past.loaded, &future.loaded], found, written))
}
