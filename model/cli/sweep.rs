//! `gridbound sweep`: all scenarios of a sweep, side by side, resumable.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

use clap::{Args, ValueEnum};
use indicatif::ProgressBar;

use super::run::folder_names;
use super::{Common, Overrides, diagnose, screen, swept};
use crate::documents::screens::sweep::Pace;
use crate::error::{Error, Result};
use crate::experiment::sweep::flat::Columns;
use crate::experiment::sweep::read::read;
use crate::experiment::sweep::record::Finished;
use crate::experiment::sweep::run::{Sweep, Watcher};
use crate::experiment::sweep::solve::Manner;
use crate::scenario::sweep::Verdicts;
use crate::store::OutputFolder;
use crate::store::records::{STORE, Store};
use crate::store::sweep_manifest::SweepManifest;

/// The file that says what a sweep's results follow from.
const MANIFEST: &str = "manifest.toml";

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
    folder: OutputFolder,
    written: BTreeMap<&'static str, usize>,
    pace: Pace,
}

/// Solves what is left of a sweep, writes its results, and says what it found.
pub fn sweep(common: &Common, arguments: &SweepArguments) -> Result<()> {
    let Done { sweep, finished, folder, written, pace } = complete(common, arguments)?;
    swept::report(common, (&sweep, &finished), &pace, (&folder, &written))
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
    let names = folder_names(std::slice::from_ref(&arguments.sweep), arguments.name.as_deref())?;
    let folder = OutputFolder::create(common.outputs.join(&names[0]))?;
    let guard = folder.lock()?.ok_or_else(|| {
        Error::run_with_hint(
            format!("{} is in use by another sweep", folder.path().display()),
            "wait until it is done, or give this one another folder with --as",
        )
    })?;
    folder.forget_half_written()?;
    let manifest = SweepManifest::new(&sweep, manner, &arguments.overrides.assignments());
    agree(&folder, &manifest, arguments.restart)?;
    let scenarios = sweep.design.points.len();
    let axes = sweep.labels().into_iter().map(|axis| axis.name).collect();
    let store = Store::open(&folder, Columns::new(axes, sweep.base.system.time.years.clone()), scenarios)?;
    let started = Instant::now();
    solve(common, &sweep, manner, &store)?;
    let (before, seconds) = (store.done_before(), started.elapsed().as_secs_f64());
    let finished = sweep.finished(store.records(), verdicts);
    let _line = screen::Doing::start(common.quiet, format!("writing tables and charts of {}", sweep.file.name));
    let written = swept::write((&sweep, &finished), &folder, !arguments.no_charts)?;
    store.merge()?;
    let pace = Pace { done: scenarios - before, seconds, threads: common.threads() };
    drop(guard);
    Ok(Done { sweep, finished, folder, written, pace })
}

/// Makes sure that what is in the folder is of this sweep, and says so in its manifest.
fn agree(folder: &OutputFolder, manifest: &SweepManifest, restart: bool) -> Result<()> {
    if restart {
        folder.forget_inside(STORE)?;
    } else if let Some(bytes) = folder.read(MANIFEST)? {
        let differences = manifest.differences(&String::from_utf8_lossy(&bytes));
        if !differences.is_empty() {
            return Err(Error::input_with_hint(
                format!(
                    "{} holds results that were made from something else:\n  {}",
                    folder.path().display(),
                    differences.join("\n  ")
                ),
                "--as NAME puts these results into a folder of their own; --restart throws away what is there",
            ));
        }
        return Ok(());
    }
    let text = toml::to_string(manifest).map_err(|fault| Error::run(format!("cannot write the manifest: {fault}")))?;
    folder.write(MANIFEST, text.as_bytes())
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
