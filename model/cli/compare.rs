//! `gridbound compare`: what differs between scenarios, in what goes in and in what comes out.

use clap::{Args, ValueEnum};

use super::scenarios::{self, asked_names, folder_names, now, read_all, solve_all};
use super::{Common, Overrides, complete};
use crate::documents::screens::comparison::{data, screen};
use crate::error::{Error, Result};
use crate::experiment::compare::judged::{Judged, set_over_all, side_by_side};
use crate::experiment::compare::{check_currencies, check_names, verdicts};
use crate::scenario::sweep::Verdicts;
use crate::store::{ComparisonFolder, OutputFolder};

/// Arguments of `compare`.
#[derive(Debug, Args)]
pub struct CompareArguments {
    /// Scenarios, the one that the others are held against first: names, names with something set over them, as in
    /// baseline+chips=2, or folders of finished runs (run --as)
    #[arg(value_name = "SCENARIO", required = true, add = complete::scenarios())]
    chosen: Vec<String>,
    #[command(flatten)]
    overrides: Overrides,
    /// Where verdicts come from
    #[arg(long, value_enum, default_value_t = VerdictsName::ReSolved)]
    verdicts: VerdictsName,
    /// Leave the charts out
    #[arg(long)]
    no_charts: bool,
    /// Name of the results' folder, if not A-vs-B
    #[arg(long = "as", value_name = "NAME")]
    name: Option<String>,
}

/// Where the words of verdicts come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum VerdictsName {
    /// Solving again with ten per cent more of each family
    ReSolved,
    /// Shadow prices alone: quicker, a hint
    Prices,
    /// No verdicts
    None,
}

impl VerdictsName {
    fn verdicts(self) -> Option<Verdicts> {
        match self {
            Self::ReSolved => Some(Verdicts::ReSolved),
            Self::Prices => Some(Verdicts::Prices),
            Self::None => None,
        }
    }
}

/// Solves all scenarios side by side and writes what differs.
pub fn compare(common: &Common, arguments: &CompareArguments) -> Result<()> {
    check_names(&asked_names(&arguments.chosen)?)?;
    arguments.overrides.documents()?;
    let name = folder_name(&arguments.chosen, arguments.name.as_deref())?;
    let read = read_all(common, &arguments.chosen, &arguments.overrides)?;
    check_currencies(&read)?;
    let all = set_over_all(read.iter());
    let read: Vec<_> = read.into_iter().map(|loaded| loaded.beside(&all)).collect();
    let how = arguments.verdicts.verdicts();
    if how.is_some() {
        read.iter().try_for_each(|loaded| loaded.scenario.foresight.refuse("a verdict"))?;
    }
    let folder = ComparisonFolder::clear(OutputFolder::take(common.outputs.join(&name))?)?;
    let solved = solve_all(common, &read, |at, run| {
        let words = how.map(|how| verdicts::words(&read[at], &run, how)).transpose()?;
        Ok((run, words))
    })?;
    let judged: Vec<Judged<'_>> =
        read.iter().zip(&solved).map(|(loaded, (run, words))| (loaded, run, *words)).collect();
    let comparison = side_by_side(&judged, how)?;
    let runs: Vec<_> = judged.iter().map(|(loaded, run, _)| (*loaded, *run)).collect();
    let written = folder.write(&comparison, &runs, !arguments.no_charts, (how, now()?))?;
    common.say(&data(&comparison, folder.path()), || {
        let scenarios: Vec<_> = runs.iter().map(|(loaded, run)| (*loaded, &run.results)).collect();
        screen(&scenarios, &comparison, (folder.path(), written))
    })
}

/// Name of the folder that the results go to.
fn folder_name(chosen: &[String], name: Option<&str>) -> Result<String> {
    const LONGEST: usize = 200;
    let names = folder_names(chosen, None)?;
    let joined = names.join("-vs-");
    let name = scenarios::folder_name(&joined, name)?;
    if name.len() > LONGEST {
        return Err(Error::input_with_hint(
            format!("the names of {} scenarios are too long for the name of a folder", chosen.len()),
            "--as NAME gives the results a shorter one",
        ));
    }
    Ok(name)
}
