//! Scenarios as the command line has them: read, solved with a line that moves, and where their results go.

use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

use super::screen::Line;
use super::{Common, Overrides, diagnose};
use crate::error::{Error, Problems, Result, all, quoted};
use crate::experiment::explain::question::Progress;
use crate::input::document::Document;
use crate::input::folder::plain;
use crate::load::{Library, Loaded, load};
use crate::parallel;
use crate::run::{Run, run};
use crate::scenario::asked::{self, Asked};
use crate::solve::Options;
use crate::store::{Finished, Manifest, OutputFolder, RunFolder, refuse_sweep};

/// Reads scenarios side by side, and shows their warnings.
pub fn read_all(common: &Common, chosen: &[String], overrides: &Overrides) -> Result<Vec<Loaded>> {
    let (library, documents) = (common.library()?, overrides.documents()?);
    let read = |name: &String| read_one((&library, &common.outputs), name, &documents);
    let loaded = all(parallel::map(common.threads(), chosen, read)?)?;
    for one in &loaded {
        diagnose::warn(common, &one.warnings);
    }
    Ok(loaded)
}

/// Reads a scenario, or where there is none of the name what a run was made from that was finished under it.
fn read_one((library, outputs): (&Library, &Path), name: &str, documents: &[Document]) -> Result<Loaded> {
    let mut problems = Problems::default();
    let Some(asked) = Asked::read(name, &mut problems) else { return Err(Error::Input(problems.0)) };
    if library.scenarios.stems().contains(&asked.of) {
        return load(library, name, documents);
    }
    match Finished::read(&outputs.join(&asked.of))? {
        Some(finished) => finished.load(library, &asked, documents),
        None => load(library, name, documents),
    }
}

/// Reads a scenario, under the name of its results.
pub fn read(common: &Common, scenario: &str, overrides: &Overrides, name: Option<&str>) -> Result<Loaded> {
    Ok(read_all(common, &[scenario.to_owned()], overrides)?.remove(0).called(name))
}

/// Solves scenarios side by side, with a line that moves, and does something with each by its position.
pub fn solve_all<T: Send>(
    common: &Common,
    loaded: &[Loaded],
    then: impl Fn(usize, Run) -> Result<T> + Sync,
) -> Result<Vec<T>> {
    let names: Vec<&str> = loaded.iter().map(|one| one.scenario.name.as_str()).collect();
    let line = Line::doing(common.quiet, format!("solving {}", names.join(", ")));
    if let [_, _, ..] = loaded {
        line.show(Line::STEPS, format!("solving {}", names.join(", ")), (0, names.len()));
    }
    let positions: Vec<usize> = (0..loaded.len()).collect();
    let options = Options { threads: (common.threads() / loaded.len().max(1)).max(1), ..Options::default() };
    all(parallel::map(common.threads(), &positions, |&at| {
        let done = run(&loaded[at], &options).and_then(|run| then(at, run));
        line.one_done();
        done
    })?)
}

/// Names of scenarios that were asked for, each written in one way.
pub fn asked_names(chosen: &[String]) -> Result<Vec<String>> {
    let mut problems = Problems::default();
    let asked: Vec<Asked> = chosen.iter().filter_map(|name| Asked::read(name, &mut problems)).collect();
    problems.into_result()?;
    Ok(asked.into_iter().map(|asked| asked.name).collect())
}

/// Names of the folders that results go to.
pub fn folder_names(chosen: &[String], name: Option<&str>) -> Result<Vec<String>> {
    match name {
        None => {
            let names: Vec<String> = asked_names(chosen)?.iter().map(|name| asked::folder_name(name)).collect();
            match names.iter().enumerate().find(|(at, name)| names[..*at].contains(name)) {
                Some((_, name)) => Err(Error::usage(format!("{name} is named twice"), "name each scenario once")),
                None => Ok(names),
            }
        }
        Some(_) if chosen.len() > 1 => {
            Err(Error::usage("--as names the results of one scenario", "run one at a time, or leave --as out"))
        }
        Some(name) if !plain(name) => Err(Error::usage(
            format!("--as {name}: use letters, digits, - and _ in the name of the results"),
            "it becomes a folder inside that of --outputs",
        )),
        Some(name) => Ok(vec![name.to_owned()]),
    }
}

/// Name of the folder that the results of one scenario go to.
pub fn folder_name(chosen: &str, name: Option<&str>) -> Result<String> {
    Ok(folder_names(&[chosen.to_owned()], name)?.remove(0))
}

/// A folder of results, which can be written to and holds no sweep, before anything is solved.
pub fn results_folder(common: &Common, name: &str) -> Result<OutputFolder> {
    let folder = OutputFolder::take(common.outputs.join(name))?;
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
    let folder = folder_name(scenario, name)?;
    let loaded = read(common, scenario, overrides, name)?;
    let files = OutputFolder::take(common.outputs.join(folder))?;
    let folder = RunFolder::add_to(files, Manifest::of_run(&loaded, now()?))?;
    Ok((loaded, folder))
}

/// Seconds since 1970 (UTC), or what `SOURCE_DATE_EPOCH` says instead, for files that are the same whenever they are made.
pub fn now() -> Result<u64> {
    const EPOCH: &str = "SOURCE_DATE_EPOCH";
    const LAST: u64 = 253_402_300_799; // the last second of the year 9999, the last that files can name
    let Some(said) = std::env::var_os(EPOCH) else {
        return Ok(SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |time| time.as_secs()));
    };
    let time = said.to_str().and_then(|said| said.parse().ok()).filter(|time| *time <= LAST);
    time.ok_or_else(|| {
        Error::input_with_hint(
            format!("{EPOCH} is {}: found no time", quoted(&said.to_string_lossy())),
            "a whole number of seconds since 1970, as in SOURCE_DATE_EPOCH=1735689600",
        )
    })
}
