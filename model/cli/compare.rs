//! `gridbound compare`: what differs between scenarios, in what goes in and in what comes out.

use std::time::Instant;

use clap::{Args, ValueEnum};

use super::compared::{Files, report, write};
use super::run::{all, folder_names};
use super::{Common, Overrides, diagnose, screen};
use crate::error::{Error, Result};
use crate::experiment::compare::differences::Flat;
use crate::experiment::compare::{Case, Comparison, check_names, compare as hold_side_by_side, verdicts};
use crate::experiment::explain::verdict::Bound;
use crate::experiment::parallel;
use crate::load::{Loaded, load};
use crate::render::tables::flat;
use crate::run::{Run, run as solve_and_tabulate};
use crate::scenario::sweep::Verdicts;
use crate::solve::Options;
use crate::store::OutputFolder;

/// Arguments of `compare`.
#[derive(Debug, Args)]
pub struct CompareArguments {
    /// Scenarios to compare, the one that the others are held against first
    #[arg(value_name = "SCENARIO", required = true)]
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

/// A scenario that was solved and judged.
pub struct Judged<'a> {
    /// What went in.
    pub loaded: &'a Loaded,
    /// What came out.
    pub run: Run,
    flat: Vec<Flat>,
    words: Option<[Option<Bound>; 2]>,
}

/// Solves all scenarios side by side and writes what differs.
pub fn compare(common: &Common, arguments: &CompareArguments) -> Result<()> {
    check_names(&arguments.chosen)?;
    let library = common.library()?;
    let overrides = arguments.overrides.documents()?;
    let name = folder_name(&arguments.chosen, arguments.name.as_deref())?;
    let started = Instant::now();
    let loaded = parallel::map(common.threads(), &arguments.chosen, |name| load(&library, name, &overrides))?;
    let loaded = all(loaded)?;
    let load_seconds = started.elapsed().as_secs_f64() / loaded.len() as f64;
    if !common.quiet {
        for l in &loaded {
            diagnose::problems_to_stderr(&l.warnings);
        }
    }
    let folder = OutputFolder::create(common.outputs.join(&name))?;
    let files = Files::clear(&folder)?;
    let progress = screen::Progress::start(common.quiet, &loaded);
    let how = arguments.verdicts.verdicts();
    let judged = parallel::map(common.threads(), &loaded, |loaded| {
        let run = solve_and_tabulate(loaded, &Options::default(), load_seconds)?;
        let (flat, words) = (flat(&run.results)?, how.map(|how| verdicts::words(loaded, &run, how)));
        progress.one_done();
        Ok(Judged { loaded, run, flat, words })
    })?;
    progress.finish();
    let judged = all(judged)?;
    let cases: Vec<Case<'_>> = judged.iter().map(Judged::case).collect();
    let comparison = Comparison { overrides: arguments.overrides.assignments(), ..hold_side_by_side(&cases, how) };
    let written = write(&files, (&judged, &comparison), how, !arguments.no_charts)?;
    report(common, (&judged, &comparison), (folder.path(), &written))
}

impl Judged<'_> {
    fn case(&self) -> Case<'_> {
        Case {
            loaded: self.loaded,
            results: &self.run.results,
            objective: self.run.certificate.objective_musd,
            flat: &self.flat,
            words: self.words,
        }
    }
}

/// Name of the folder that the results go to.
fn folder_name(chosen: &[String], name: Option<&str>) -> Result<String> {
    const LONGEST: usize = 200;
    let names = folder_names(chosen, None)?;
    let joined = [names.join("-vs-")];
    let name = folder_names(&joined, name)?.remove(0);
    if name.len() > LONGEST {
        return Err(Error::input_with_hint(
            format!("the names of {} scenarios are too long for the name of a folder", chosen.len()),
            "--as NAME gives the results a shorter one",
        ));
    }
    Ok(name)
}
