//! `gridbound run`: solve scenarios, write tables and charts, print a summary.

use std::collections::BTreeMap;
use std::time::Instant;

use clap::Args;

use super::write::write_run;
use super::{Common, Overrides, diagnose, screen};
use crate::documents::screens;
use crate::error::{Error, Result};
use crate::experiment::parallel;
use crate::input::folder::plain;
use crate::load::{Library, Loaded, load};
use crate::run::{Run, run as solve_and_tabulate};
use crate::solve::Options;
use crate::store::OutputFolder;

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
    folder: &'a OutputFolder,
    charts: usize,
}

/// Runs all scenarios, side by side where there are threads for it.
pub fn run(common: &Common, arguments: &RunArguments) -> Result<()> {
    let library = common.library()?;
    let overrides = arguments.overrides.documents()?;
    let names = folder_names(&arguments.chosen, arguments.name.as_deref())?;
    let folders = names.iter().map(|n| OutputFolder::create(common.outputs.join(n))).collect::<Result<Vec<_>>>()?;
    let started = Instant::now();
    let loaded = parallel::map(common.threads(), &arguments.chosen, |name| {
        let loaded = load(&library, name, &overrides)?;
        Ok(named(loaded, &arguments.overrides, arguments.name.as_deref()))
    })?;
    let loaded = all(loaded)?;
    let load_seconds = started.elapsed().as_secs_f64() / loaded.len() as f64;
    if !common.quiet {
        for l in &loaded {
            diagnose::problems_to_stderr(&l.warnings);
        }
    }
    let progress = screen::Progress::start(common.quiet, &loaded);
    let work: Vec<(Loaded, OutputFolder)> = loaded.into_iter().zip(folders).collect();
    let finished = parallel::map(common.threads(), &work, |(loaded, folder)| {
        let run = solve_and_tabulate(loaded, &Options::default(), load_seconds)?;
        progress.one_done();
        let charts =
            write_run(&library, loaded, &run, folder, (&arguments.overrides.assignments(), !arguments.no_charts))?;
        Ok(Finished { run, loaded, folder, charts })
    })?;
    progress.finish();
    report(common, &all(finished)?)
}

/// A scenario that says what the command line changed in it, under the name of its results.
pub fn named(mut loaded: Loaded, overrides: &Overrides, name: Option<&str>) -> Loaded {
    let changes = overrides.assignments();
    if !changes.is_empty() {
        loaded.scenario.title = format!("{}, with {}", loaded.scenario.title, changes.join(", "));
    }
    if let Some(name) = name {
        name.clone_into(&mut loaded.scenario.name);
        name.clone_into(&mut loaded.system.scenario);
    }
    loaded
}

/// A scenario as the command line has it, its warnings shown.
pub fn read(
    (common, library): (&Common, &Library),
    scenario: &str,
    overrides: &Overrides,
    name: Option<&str>,
) -> Result<Loaded> {
    let loaded = named(load(library, scenario, &overrides.documents()?)?, overrides, name);
    if !common.quiet {
        diagnose::problems_to_stderr(&loaded.warnings);
    }
    Ok(loaded)
}

/// All results, or all problems of those that failed.
pub fn all<T>(results: Vec<Result<T>>) -> Result<Vec<T>> {
    let (mut good, mut problems, mut failure) = (vec![], vec![], None);
    for result in results {
        match result {
            Ok(value) => good.push(value),
            Err(Error::Input(more)) => {
                problems.extend(more.into_iter().filter(|p| !problems.contains(p)).collect::<Vec<_>>());
            }
            Err(run) => failure = failure.or(Some(run)),
        }
    }
    match failure {
        _ if !problems.is_empty() => Err(Error::Input(problems)),
        Some(failure) => Err(failure),
        None => Ok(good),
    }
}

/// Names of the folders that results go to.
pub fn folder_names(chosen: &[String], name: Option<&str>) -> Result<Vec<String>> {
    match name {
        None => match chosen.iter().find(|name| !plain(name)) {
            None => Ok(chosen.to_vec()),
            Some(name) => Err(Error::input(format!(
                "\"{name}\" cannot be the name of a scenario: use letters, digits, - and _, without .toml"
            ))),
        },
        Some(_) if chosen.len() > 1 => Err(Error::input("--as names the results of one scenario")),
        Some(name) if !plain(name) => {
            Err(Error::input(format!("--as {name}: use letters, digits, - and _ in the name of the results")))
        }
        Some(name) => Ok(vec![name.to_owned()]),
    }
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
        let written: BTreeMap<&str, usize> =
            BTreeMap::from([("tables", crate::render::tables::MEANINGS.len()), ("charts", f.charts)]);
        screen::show(&screens::run::screen(f.loaded, &f.run, (f.folder.path(), &written)))?;
    }
    Ok(())
}
