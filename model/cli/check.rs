//! `gridbound check`: read and validate everything, solve nothing.

use super::{Common, diagnose};
use crate::error::{Error, Result, Severity, each_once};
use crate::experiment::check::{Checked, check as find};

/// Checks the named datasets, scenarios and sweeps, or all of them, and says what is wrong with them.
pub fn check(common: &Common, names: &[String]) -> Result<()> {
    let checked = find(&common.library()?, names)?;
    let seen = each_once(checked.iter().flat_map(|one| &one.problems));
    let stop = seen.iter().any(|p| p.severity == Severity::Error);
    if !stop && !common.json {
        diagnose::problems_to_stderr(&seen);
    }
    common.say_text(&checked, || checked.iter().map(Checked::line).collect::<Vec<_>>().join("\n"))?;
    if stop { Err(Error::Input(if common.json { vec![] } else { seen })) } else { Ok(()) }
}
