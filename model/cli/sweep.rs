//! `gridbound sweep`: all scenarios of a sweep, side by side, resumable.

use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

use clap::Args;

use super::scenarios::folder_name;
use super::screen::{Line, note};
use super::{Common, Overrides, diagnose};
use crate::documents::screens::sweep::{Pace, data, screen};
use crate::error::Result;
use crate::experiment::explain::question::Progress;
use crate::experiment::sweep::findings::Findings;
use crate::experiment::sweep::read::read;
use crate::experiment::sweep::record::Finished;
use crate::experiment::sweep::run::Watcher;
use crate::experiment::sweep::solve::Manner;
use crate::scenario::sweep::Verdicts;
use crate::solve::limit;
use crate::store::{OutputFolder, SweepFolder};

/// Arguments of `sweep`.
#[derive(Debug, Default, Args)]
pub struct SweepArguments {
    /// Sweep to run, a file of scenarios/sweeps
    #[arg(value_name = "SWEEP", add = super::complete::sweeps())]
    sweep: String,
    #[command(flatten)]
    overrides: Overrides,
    /// Where the words of verdicts come from, if not from where the sweep says
    #[arg(long, value_enum)]
    verdicts: Option<Verdicts>,
    /// Solve every scenario afresh and cold: slow, to compare with
    #[arg(long)]
    cold: bool,
    /// Throw away what an earlier run left and begin again
    #[arg(long)]
    restart: bool,
    /// Leave the charts out
    #[arg(long)]
    no_charts: bool,
    /// Name of the results' folder, if not the sweep's
    #[arg(long = "as", value_name = "NAME")]
    name: Option<String>,
}

/// Set when the user asks to stop.
static STOPPED: AtomicBool = AtomicBool::new(false);

impl SweepArguments {
    /// Those of a plain `sweep SWEEP`.
    pub fn plain(sweep: &str) -> Self {
        Self { sweep: sweep.to_owned(), ..Self::default() }
    }
}

/// A sweep that is done, where its results are, and how fast it went.
pub struct Done {
    /// All its scenarios.
    pub finished: Finished,
    /// What they say.
    pub findings: Findings,
    path: PathBuf,
    written: [usize; 2],
    pace: Pace,
}

/// Solves what is left of a sweep, writes its results, and says what it found.
pub fn sweep(common: &Common, arguments: &SweepArguments) -> Result<()> {
    let Done { finished, path, written, pace, .. } = complete(common, arguments)?;
    common.say(&data(&finished, &pace, &path), || screen(&finished, &pace, (&path, written)))
}

/// Solves what is left of a sweep, with a line that moves, and writes its results.
pub fn complete(common: &Common, arguments: &SweepArguments) -> Result<Done> {
    let library = common.library()?;
    let (sweep, warnings) = read(&library, &arguments.sweep, &arguments.overrides.documents()?)?;
    diagnose::warn(common, &warnings);
    let verdicts = arguments.verdicts.unwrap_or(sweep.file.verdicts);
    let manner = Manner { cold: arguments.cold, verdicts };
    let name = folder_name(&arguments.sweep, arguments.name.as_deref())?;
    let files = OutputFolder::take(common.outputs.join(name))?;
    let folder = SweepFolder::open(files, &sweep, manner, arguments.restart)?;
    let (all, before) = (sweep.design.points.len(), folder.store().done_before());
    if before > 0 && !common.quiet {
        note(&format!("{before} of {all} scenarios are done already"));
    }
    stop_when_interrupted();
    let (line, started) = (Line::new(common.quiet), Instant::now());
    if before < all {
        let template = "{spinner} {msg} {wide_bar} {pos}/{len}, {per_sec}, {eta} left";
        line.show(template, &sweep.file.name, (before, all));
    }
    folder.run(&sweep, manner, common.threads(), &line)?;
    let pace = Pace { done: all - before, seconds: started.elapsed().as_secs_f64(), threads: common.threads() };
    line.now(format!("writing tables and charts of {}", sweep.file.name));
    let (finished, findings, written) = folder.finish(&sweep, verdicts, !arguments.no_charts)?;
    Ok(Done { path: folder.path().to_owned(), finished, findings, written, pace })
}

/// The first interrupt lets the scenarios in flight finish; a second one ends the process at once.
fn stop_when_interrupted() {
    const INTERRUPTED: i32 = 130;
    let _ = ctrlc::set_handler(|| {
        if STOPPED.swap(true, Ordering::Relaxed) {
            std::process::exit(INTERRUPTED);
        }
        note("\nfinishing the scenarios in flight; once more to stop at once");
    });
}

impl Watcher for Line {
    fn one_done(&self) {
        Progress::one_done(self);
    }

    fn stopped(&self) -> bool {
        STOPPED.load(Ordering::Relaxed) || limit::is_over()
    }
}
