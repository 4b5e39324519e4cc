//! `gridbound verify`: known answers, and other solvers on the same programs.

use std::time::Instant;

use clap::Args;

use super::Common;
use super::scenarios::{now, results_folder};
use super::screen::Line;
use crate::documents::screens::verification::{data, screen};
use crate::error::{Error, Result};
use crate::experiment::explain::question::Progress;
use crate::experiment::verify::Checks;
use crate::store::write_verification;

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
    let checks = Checks::named(&library, &arguments.only, arguments.quick)?;
    let folder = results_folder(common, "verify")?;
    let started = Instant::now();
    let line = Line::new(common.quiet);
    line.show("{spinner} checking {wide_bar} {pos}/{len} {elapsed}", "", (0, checks.steps()));
    let report = checks.run(&library, common.threads(), &|| line.one_done())?;
    drop(line);
    write_verification(&folder, &report, now()?)?;
    let seconds = started.elapsed().as_secs_f64();
    common.say(&data(&report, folder.path()), || screen(&report, folder.path(), seconds))?;
    match report.counts() {
        (_, 0) => Ok(()),
        (checks, failed) => Err(Error::run_with_hint(
            format!("{failed} of {checks} checks failed"),
            "the rows marked FAILED say by how much; a case can be run by itself, see outputs/README.md",
        )),
    }
}
