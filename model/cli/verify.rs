//! `gridbound verify`: known answers, and other solvers on the same programs.

use std::time::Instant;

use clap::Args;
use indicatif::ProgressBar;

use super::scenarios::{now, results_folder};
use super::{Common, screen};
use crate::documents::screens;
use crate::error::{Error, Problem, Problems, Result};
use crate::experiment::parallel;
use crate::experiment::verify::known::{CASES, Case};
use crate::experiment::verify::{Report, crosscheck};
use crate::load::Library;
use crate::scenario::settings::override_document;
use crate::store::write_verification;

/// Solvers that each scenario is given to.
const SOLVERS: usize = 3;

/// Scenarios of a quick check.
const QUICK: [&str; 2] = ["baseline", "toy"];

/// Arguments of `verify`.
#[derive(Debug, Args)]
pub struct VerifyArguments {
    /// Of the scenarios only baseline and toy; all known answers
    #[arg(long, conflicts_with = "only")]
    quick: bool,
    /// Only these cases and scenarios
    #[arg(long, value_name = "NAME,...", value_delimiter = ',')]
    only: Vec<String>,
}

/// Checks, prints, writes; a failed check is a failed run.
pub fn verify(common: &Common, arguments: &VerifyArguments) -> Result<()> {
    let library = common.library()?;
    let (cases, scenarios) = chosen(&library, arguments)?;
    let folder = results_folder(common, "verify")?;
    let started = Instant::now();
    let report = check(common, &library, &cases, &scenarios)?;
    write_verification(&folder, &report, now())?;
    let (checks, failed) = report.counts();
    if common.json {
        let value = serde_json::json!({
            "known": report.known,
            "solvers": report.solvers,
            "checks": checks,
            "failed": failed,
            "outputs": folder.path(),
        });
        screen::print(&value.to_string())?;
    } else {
        let seconds = started.elapsed().as_secs_f64();
        screen::show(&screens::verification::screen(&report, folder.path(), seconds))?;
    }
    if failed > 0 {
        return Err(Error::run_with_hint(
            format!("{failed} of {checks} checks failed"),
            "the rows marked FAILED say by how much; a case can be run by itself, see outputs/README.md",
        ));
    }
    Ok(())
}

/// The cases and scenarios to check; a name that is neither is an error.
fn chosen(library: &Library, arguments: &VerifyArguments) -> Result<(Vec<Case>, Vec<String>)> {
    let files = library.scenarios.names(".toml");
    let scenarios: Vec<String> = files.iter().map(|file| file.trim_end_matches(".toml").to_owned()).collect();
    let known = || scenarios.iter().map(String::as_str).chain(CASES.iter().map(|case| case.scenario));
    let mut problems = Problems::default();
    for name in arguments.only.iter().filter(|name| !known().any(|k| k == name.as_str())) {
        let message = format!("--only {name}: there is no such case or scenario");
        problems.push(Problem::new(message).suggest(name, known()));
    }
    problems.into_result()?;
    let only = &arguments.only;
    let wanted = |name: &str| only.is_empty() || only.iter().any(|other| other == name);
    let cases = CASES.iter().copied().filter(|case| wanted(case.scenario)).collect();
    let quick = |name: &str| !arguments.quick || QUICK.contains(&name);
    Ok((cases, scenarios.into_iter().filter(|name| wanted(name) && quick(name)).collect()))
}

fn check(common: &Common, library: &Library, cases: &[Case], scenarios: &[String]) -> Result<Report> {
    let steps = cases.len() + SOLVERS * scenarios.len();
    let bar = if common.quiet {
        ProgressBar::hidden()
    } else {
        screen::moving_line(steps, "{spinner} checking {wide_bar} {pos}/{len} {elapsed}", String::new())
    };
    let known = parallel::map(common.threads(), cases, |case| {
        let rows = case.verify();
        bar.inc(1);
        rows
    })?;
    let known = known.into_iter().collect::<Result<Vec<_>>>()?.concat();
    // Screening resolution: a day is one slice.
    let mut problems = Problems::default();
    let overrides: Vec<_> = override_document("horizon.block_hours = 24", &mut problems).into_iter().collect();
    problems.into_result()?;
    let solvers = crosscheck::crosscheck(library, (scenarios, &overrides), common.threads(), &|| bar.inc(1))?;
    bar.finish_and_clear();
    Ok(Report { known, solvers })
}
