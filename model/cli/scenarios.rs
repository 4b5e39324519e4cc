//! Scenarios as the command line has them: read, solved with a line that moves, and where their results go.

use std::path::PathBuf;
use std::time::{Instant, SystemTime, UNIX_EPOCH};

use super::{Common, Overrides, diagnose, screen};
use crate::error::{Error, Result};
use crate::experiment::parallel;
use crate::input::folder::plain;
use crate::load::{Library, Loaded, load};
use crate::run::{Run, run};
use crate::solve::Options;
use crate::store::{Manifest, OutputFolder, RunFolder, refuse_sweep};

/// Scenarios, and the seconds that reading one took.
pub struct Read {
    /// The scenarios.
    pub loaded: Vec<Loaded>,
    /// Seconds for each.
    pub seconds: f64,
}

/// Reads scenarios side by side, and shows their warnings.
pub fn read_all(
    common: &Common,
    chosen: &[String],
    overrides: &Overrides,
    named: impl Fn(Loaded) -> Loaded + Sync,
) -> Result<Read> {
    let (library, documents, started) = (common.library()?, overrides.documents()?, Instant::now());
    let loaded = parallel::map(common.threads(), chosen, |name| load(&library, name, &documents).map(&named))?;
    let loaded = all(loaded)?;
    let seconds = started.elapsed().as_secs_f64() / loaded.len() as f64;
    if !common.quiet {
        for one in &loaded {
            diagnose::problems_to_stderr(&one.warnings);
        }
    }
    Ok(Read { loaded, seconds })
}

/// A scenario, its warnings shown, and the seconds that took.
pub fn read(
    (common, library): (&Common, &Library),
    scenario: &str,
    overrides: &Overrides,
    name: Option<&str>,
) -> Result<(Loaded, f64)> {
    let started = Instant::now();
    let loaded = named(load(library, scenario, &overrides.documents()?)?, overrides, name);
    if !common.quiet {
        diagnose::problems_to_stderr(&loaded.warnings);
    }
    Ok((loaded, started.elapsed().as_secs_f64()))
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

/// Solves scenarios side by side, with a line that moves, and does something with each by its position.
pub fn solve_all<T: Send>(
    common: &Common,
    read: &Read,
    then: impl Fn(usize, Run) -> Result<T> + Sync,
) -> Result<Vec<T>> {
    let progress = screen::Progress::start(common.quiet, &read.loaded);
    let positions: Vec<usize> = (0..read.loaded.len()).collect();
    let done = parallel::map(common.threads(), &positions, |&at| {
        let done = run(&read.loaded[at], &Options::default()).and_then(|run| then(at, run.read_in(read.seconds)));
        progress.one_done();
        done
    })?;
    progress.finish();
    all(done)
}

/// All results, or all problems of those that failed.
fn all<T>(results: Vec<Result<T>>) -> Result<Vec<T>> {
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

/// Name of the folder that the results of one scenario go to.
pub fn folder_name(chosen: &str, name: Option<&str>) -> Result<String> {
    Ok(folder_names(&[chosen.to_owned()], name)?.remove(0))
}

/// A folder of results, which can be written to and holds no sweep, before anything is solved.
pub fn results_folder(common: &Common, name: &str) -> Result<OutputFolder> {
    let folder = OutputFolder::create(common.outputs.join(name))?;
    refuse_sweep(&folder)?;
    Ok(folder)
}

/// A scenario whose folder something is added to, and that folder.
pub fn to_add_to(
    common: &Common,
    scenario: &str,
    overrides: &Overrides,
    name: Option<&str>,
) -> Result<(Loaded, RunFolder)> {
    let library = common.library()?;
    let folder = folder_name(scenario, name)?;
    let (loaded, _) = read((common, &library), scenario, overrides, name)?;
    let files = OutputFolder::create(common.outputs.join(folder))?;
    let folder = RunFolder::add_to(files, Manifest::of_run(&loaded, now()))?;
    Ok((loaded, folder))
}

/// Seconds since 1970.
pub fn now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |time| time.as_secs())
}

/// Prints the paths of files, one a line or as a list.
pub fn print_paths(common: &Common, paths: &[PathBuf]) -> Result<()> {
    let paths: Vec<String> = paths.iter().map(|path| path.display().to_string()).collect();
    if common.json {
        return screen::print(&serde_json::json!(paths).to_string());
    }
    screen::print(&paths.join("\n"))
}
