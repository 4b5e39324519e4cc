//! The command line: thin, no arithmetic.
//!
//! Data goes to standard output, progress and notes to standard error. Exit code 0: done; 1: the
//! input is wrong; 2: the run failed, or the arguments cannot be understood.

mod alternatives;
mod backcast;
mod charts;
mod check;
mod claims;
mod compare;
mod complete;
pub mod diagnose;
mod economy;
mod explain;
mod export;
mod help;
mod memo;
mod memory;
mod new;
mod run;
mod scenarios;
mod screen;
mod sources;
mod sweep;
mod usage;
mod verify;

use std::path::PathBuf;

pub use memory::Memory;
pub use usage::refuse;

use clap::{Args, CommandFactory, Parser, Subcommand};

use crate::documents::screens::listing::{Listing, What};
use crate::error::{Problems, Result};
use crate::input::Folder;
use crate::input::document::Document;
use crate::load::Library;
use crate::parallel;
use crate::scenario::settings::{listed_years, override_document};
use crate::solve::limit;

/// What limits the build-out of AI: chips, power, grid, cooling, materials, sites, money or demand.
#[derive(Debug, Parser)]
#[command(
    name = "gridbound",
    bin_name = "gridbound",
    version,
    about,
    max_term_width = 120,
    arg_required_else_help = true,
    after_long_help = help::text("")
)]
pub struct Arguments {
    #[command(flatten)]
    common: Common,
    #[command(subcommand)]
    command: Command,
}

impl Arguments {
    /// Whether data and errors are wanted as JSON.
    #[must_use]
    pub fn json(&self) -> bool {
        self.common.json
    }
}

#[derive(Debug, Args)]
struct Common {
    /// Folder of datasets [default: data, else the shipped one]
    #[arg(long, global = true, value_name = "DIR")]
    data: Option<PathBuf>,
    /// Folder of scenarios [default: scenarios, else the shipped one]
    #[arg(long, global = true, value_name = "DIR")]
    scenarios: Option<PathBuf>,
    /// Folder that results go to
    #[arg(long, global = true, value_name = "DIR", default_value = "outputs")]
    outputs: PathBuf,
    /// Threads [default: all]
    #[arg(long, global = true, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    threads: Option<u16>,
    /// Give up solving after so many seconds, with exit code 2 [default: never]
    #[arg(long, global = true, value_name = "SECONDS", value_parser = seconds)]
    time_limit: Option<f64>,
    /// Say nothing but results and errors
    #[arg(long, short, global = true)]
    quiet: bool,
    /// Print data, and errors, as JSON
    #[arg(long, global = true)]
    json: bool,
}

impl Common {
    fn library(&self) -> Result<Library> {
        Ok(Library {
            data: Folder::data(self.data.as_deref())?,
            scenarios: Folder::scenarios(self.scenarios.as_deref())?,
        })
    }

    fn threads(&self) -> usize {
        self.threads.map_or_else(parallel::available, usize::from)
    }
}

/// A time limit, in seconds.
fn seconds(text: &str) -> std::result::Result<f64, String> {
    let number = text.parse().ok().filter(|seconds: &f64| *seconds > 0.0 && seconds.is_finite());
    number.ok_or_else(|| "expected a number of seconds above 0".to_owned())
}

/// Changes to a scenario from the command line; they act like a child of it.
#[derive(Debug, Args, Default)]
struct Overrides {
    /// Hours per time slice: 1, 2, 3, 4, 6, 8, 12 or 24
    #[arg(long, value_name = "HOURS")]
    block_hours: Option<u32>,
    /// Model years, as in 2025,2028,2030 or 2025-2030
    #[arg(long, value_name = "YEARS")]
    years: Option<String>,
    #[arg(
        long = "set",
        value_name = "KEY=VALUE",
        add = complete::keys(),
        help = "Another value for a key of the scenario, as in finance.discount_rate=0.08 or levers.chips=2"
    )]
    settings: Vec<String>,
}

impl Overrides {
    /// The assignments, as TOML.
    fn assignments(&self) -> Result<Vec<String>> {
        let hours = self.block_hours.map(|hours| format!("horizon.block_hours = {hours}"));
        let years = self.years.as_deref().map(listed_years).transpose()?;
        let years = years.map(|years| format!("horizon.years = [{years}]"));
        Ok(hours.into_iter().chain(years).chain(self.settings.iter().cloned()).collect())
    }

    fn documents(&self) -> Result<Vec<Document>> {
        let mut problems = Problems::default();
        let documents = self.assignments()?.iter().filter_map(|a| override_document(a, &mut problems)).collect();
        problems.into_result()?;
        Ok(documents)
    }
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Solve scenarios, write tables and charts, print a one-screen summary
    #[command(after_long_help = help::text("run"))]
    Run(run::RunArguments),
    /// Say what differs between scenarios, in their inputs and in their results
    #[command(after_long_help = help::text("compare"))]
    Compare(compare::CompareArguments),
    /// Say which limit is the bottleneck, by how much, and what would change the answer
    #[command(after_long_help = help::text("explain"))]
    Explain(explain::ExplainArguments),
    /// Say what must, may and need not be built in plans nearly as good as the best
    #[command(after_long_help = help::text("alternatives"))]
    Alternatives(alternatives::AlternativesArguments),
    /// Say what a scenario does to growth, household bills, labour and capital
    #[command(after_long_help = help::text("economy"))]
    Economy(economy::EconomyArguments),
    /// Hold a scenario against the claims that are made about AI and the economy
    #[command(after_long_help = help::text("claims"))]
    Claims(claims::ClaimsArguments),
    /// Write a memo of a scenario: what binds, when, how sure that is, what to do, and what would change it
    #[command(after_long_help = help::text("memo"))]
    Memo(memo::MemoArguments),
    /// Hold a scenario of the past against what happened, and another against published outlooks
    #[command(after_long_help = help::text("backcast"))]
    Backcast(backcast::BackcastArguments),
    /// Solve a scenario and draw its charts alone, in other sizes and colours if wanted; those of its explanation if kept
    #[command(after_long_help = help::text("charts"))]
    Charts(charts::ChartsArguments),
    /// Solve all scenarios of a sweep side by side; stopped, it goes on where it was
    #[command(after_long_help = help::text("sweep"))]
    Sweep(sweep::SweepArguments),
    /// Hold the model against known answers, and its solver against others
    #[command(after_long_help = help::text("verify"))]
    Verify(verify::VerifyArguments),
    /// Read and validate datasets, scenarios and sweeps, report everything that is wrong, solve nothing
    #[command(after_long_help = help::text("check"))]
    Check {
        /// Dataset, scenario or sweep; all of them if none is named
        #[arg(add = complete::all())]
        names: Vec<String>,
    },
    /// Say where a number comes from: its source, range and note, and what a scenario made of it
    #[command(after_long_help = help::text("sources"))]
    Sources(sources::SourcesArguments),
    /// Say what there is, one line each
    #[command(after_long_help = help::text("list"))]
    List {
        /// What to list
        #[arg(value_enum)]
        what: What,
        /// Dataset whose levers or regions to list
        #[arg(long, default_value = "us", add = complete::datasets())]
        dataset: String,
    },
    /// Write a commented file to edit
    #[command(after_long_help = help::text("new"))]
    New {
        #[command(subcommand)]
        what: New,
    },
    /// Write a scenario's program for other solvers, or its results for other tools
    #[command(after_long_help = help::text("export"))]
    Export(export::ExportArguments),
    /// Print shell completions
    #[command(after_long_help = help::text("completions"))]
    Completions {
        /// Shell
        #[arg(value_enum)]
        shell: clap_complete::Shell,
    },
    /// Print the manual page
    #[command(after_long_help = help::text("man"))]
    Man {
        /// Command whose page to print, if not that of the program
        command: Option<String>,
    },
}

#[derive(Debug, Subcommand)]
enum New {
    /// A scenario that inherits from another
    #[command(after_long_help = help::text("new"))]
    Scenario {
        /// Name of the new scenario
        name: String,
        /// Scenario to inherit from
        #[arg(long, default_value = "baseline", add = complete::scenarios())]
        from: String,
    },
}

/// Answers a shell that asks what could stand at the cursor, and ends the process then.
pub fn complete() {
    complete::answer(Arguments::command);
}

/// Does what the arguments say.
///
/// # Errors
/// Whatever stops the command.
pub fn execute(arguments: &Arguments) -> Result<()> {
    let common = &arguments.common;
    if let Some(seconds) = common.time_limit {
        limit::end_after(seconds);
    }
    // A time that is none is refused before anything is solved.
    scenarios::now()?;
    match &arguments.command {
        Command::Run(run) => run::run(common, run),
        Command::Compare(compare) => compare::compare(common, compare),
        Command::Explain(explain) => explain::explain(common, explain),
        Command::Alternatives(asked) => alternatives::show(common, asked),
        Command::Economy(economy) => economy::economy(common, economy),
        Command::Claims(claims) => claims::claims(common, claims),
        Command::Memo(memo) => memo::memo(common, memo),
        Command::Backcast(backcast) => backcast::backcast(common, backcast),
        Command::Charts(charts) => charts::charts(common, charts),
        Command::Sweep(sweep) => sweep::sweep(common, sweep),
        Command::Verify(verify) => verify::verify(common, verify),
        Command::Check { names } => check::check(common, names),
        Command::Sources(sources) => sources::sources(common, sources),
        Command::List { what, dataset } => {
            let list = Listing::of(*what, &common.library()?, dataset)?;
            common.say(&list.data(), || list.screen())
        }
        Command::New { what: New::Scenario { name, from } } => new::scenario(common, name, from),
        Command::Export(export) => export::export(common, export),
        Command::Completions { shell } => complete::script(*shell),
        Command::Man { command } => screen::print_bytes(&help::manual(command.as_deref())?),
    }
}
