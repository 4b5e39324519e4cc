//! `gridbound sweep`: all scenarios of a sweep, side by side, resumable.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

use clap::{Args, ValueEnum};
use indicatif::ProgressBar;

use super::scenarios::folder_name;
use super::{Common, Overrides, diagnose, screen, swept};
use crate::documents::screens::sweep::Pace;
use crate::error::{Error, Result};
use crate::experiment::sweep::findings::{Findings, findings};
use crate::experiment::sweep::read::read;
use crate::experiment::sweep::record::Finished;
use crate::experiment::sweep::run::{Sweep, Watcher};
use crate::experiment::sweep::solve::Manner;
use crate::figures::draw_sweep;
use crate::scenario::sweep::Verdicts;
use crate::store::records::Store;
use crate::store::{OutputFolder, SweepFolder};

/// Arguments of `sweep`.
#[derive(Debug, Args)]
pub struct SweepArguments {
    /// Sweep to run, a file of scenarios/sweeps
    #[arg(value_name = "SWEEP")]
    sweep: String,
    #[command(flatten)]
    overrides: Overrides,
    /// Where the words of verdicts come from, if not from where the sweep says
    #[arg(long, value_enum)]
    verdicts: Option<VerdictsName>,
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

/// Where the words of verdicts come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum VerdictsName {
    /// Solving again with ten per cent more of each family
    ReSolved,
    /// Shadow prices alone: quicker, a hint
    Prices,
}

/// Set when the user asks to stop.
static STOPPED: AtomicBool = AtomicBool::new(false);

impl SweepArguments {
    /// Those of a plain `sweep SWEEP`.
    pub fn plain(sweep: &str) -> Self {
        Self {
            sweep: sweep.to_owned(),
            overrides: Overrides::default(),
            verdicts: None,
            cold: false,
            restart: false,
            no_charts: false,
            name: None,
        }
    }
}

/// A sweep that is done, where its results are, and how fast it went.
pub struct Done {
    sweep: Sweep,
    /// All its scenarios.
    pub finished: Finished,
    /// What they say.
    pub findings: Findings,
    path: PathBuf,
    written: BTreeMap<&'static str, usize>,
    pace: Pace,
}

/// Solves what is left of a sweep, writes its results, and says what it found.
pub fn sweep(common: &Common, arguments: &SweepArguments) -> Result<()> {
    let Done { sweep, finished, path, written, pace, .. } = complete(common, arguments)?;
    swept::report(common, (&sweep, &finished), &pace, (&path, &written))
}

/// Solves what is left of a sweep and writes its results.
pub fn complete(common: &Common, arguments: &SweepArguments) -> Result<Done> {
    let library = common.library()?;
    let (sweep, warnings) = read(&library, &arguments.sweep, &arguments.overrides.documents()?)?;
    if !common.quiet {
        diagnose::problems_to_stderr(&warnings);
    }
    let verdicts = match arguments.verdicts {
        None => sweep.file.verdicts,
        Some(VerdictsName::ReSolved) => Verdicts::ReSolved,
        Some(VerdictsName::Prices) => Verdicts::Prices,
    };
    let manner = Manner { cold: arguments.cold, verdicts };
    let name = folder_name(&arguments.sweep, arguments.name.as_deref())?;
    let files = OutputFolder::create(common.outputs.join(name))?;
    let folder = SweepFolder::open(files, &sweep, manner, arguments.restart)?;
    let started = Instant::now();
    solve(common, &sweep, manner, folder.store())?;
    let seconds = started.elapsed().as_secs_f64();
    let finished = sweep.finished(folder.store().records(), verdicts);
    let _line = screen::Doing::start(common.quiet, format!("writing tables and charts of {}", sweep.file.name));
    let findings = findings(&finished);
    let drawings = if arguments.no_charts { vec![] } else { draw_sweep(&finished, &findings)? };
    let [tables, charts] = folder.write(&sweep, (&finished, &findings), &drawings)?;
    let done = sweep.design.points.len() - folder.store().done_before();
    let pace = Pace { done, seconds, threads: common.threads() };
    let written = [("tables", tables), ("charts", charts)].into();
    Ok(Done { path: folder.path().to_owned(), sweep, finished, findings, written, pace })
}

/// Solves what is left, with a line that moves.
fn solve(common: &Common, sweep: &Sweep, manner: Manner, store: &Store) -> Result<()> {
    let (all, before) = (sweep.design.points.len(), store.done_before());
    if before > 0 && !common.quiet {
        eprintln!("{before} of {all} scenarios are done already");
    }
    // The first interrupt lets the scenarios in flight finish; a second one ends the process at once.
    let _ = ctrlc::set_handler(|| {
        const INTERRUPTED: i32 = 130;
        if STOPPED.swap(true, Ordering::Relaxed) {
            std::process::exit(INTERRUPTED);
        }
        eprintln!("\nfinishing the scenarios in flight; once more to stop at once");
    });
    let bar = Bar::new(common.quiet, &sweep.file.name, (before, all));
    let done = sweep.run(manner, common.threads(), store, &bar);
    bar.0.finish_and_clear();
    store.flush()?;
    done?;
    let now = store.done();
    if now < all {
        return Err(Error::run_with_hint(
            format!("stopped after {now} of {all} scenarios"),
            "the same command goes on from here",
        ));
    }
    Ok(())
}

/// A line that moves, with rate and time left.
struct Bar(ProgressBar);

impl Bar {
    fn new(quiet: bool, name: &str, (before, all): (usize, usize)) -> Self {
        if quiet || before == all {
            return Self(ProgressBar::hidden());
        }
        let bar =
            screen::moving_line(all, "{spinner} {msg} {wide_bar} {pos}/{len}, {per_sec}, {eta} left", name.to_owned());
        bar.set_position(before as u64);
        bar.reset_eta();
        Self(bar)
    }
}

impl Watcher for Bar {
    fn one_done(&self) {
        self.0.inc(1);
    }

    fn stopped(&self) -> bool {
        STOPPED.load(Ordering::Relaxed)
    }
}
