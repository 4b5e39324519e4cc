//! One scenario of a sweep that is planned year by year: solved cold, as it is, without a verdict, which would plan all years
//! at once.

use std::time::Instant;

use super::record::{Record, Status};
use super::solve::{Point, found_of, seconds, without_solution};
use crate::error::{Error, Result};
use crate::experiment::origin::Origin;
use crate::experiment::variant::Variant;
use crate::run::rolling::{Stuck, roll};
use crate::solve::{Failure, Options, Way};

/// The record of a variant that is planned year by year; none if it plans all years at once.
///
/// # Errors
/// If time ran out.
pub fn rolled(point: Point<'_>, variant: &Variant, base: &Origin<'_>) -> Result<Option<Record>> {
    let started = Instant::now();
    let rejected = |fault: &Error| without_solution(point, Status::Rejected(fault.to_string()), Way::Afresh, started);
    let of_base = base.loaded.base();
    // That it makes no sense is told where it is solved.
    let Ok((scenario, _)) = variant.acting(&of_base) else { return Ok(None) };
    if scenario.foresight.rolling.is_none() {
        return Ok(None);
    }
    let loaded = match variant.load(&of_base) {
        Ok(loaded) => loaded,
        Err(fault) => return Ok(Some(rejected(&fault))),
    };
    let Some(rolling) = &loaded.scenario.foresight.rolling else { return Ok(None) };
    let options = Options { names_conflicts: false, ..Options::default() };
    let rolled = match roll(&loaded, rolling, &options, &mut |_| ()) {
        Ok(rolled) => rolled,
        Err(Stuck::Input(fault)) => return Ok(Some(rejected(&fault))),
        Err(Stuck::Unsolved(what, _, failure @ Failure::OutOfTime(..))) => {
            let message = format!("scenario {}, {what}: {failure}", point.scenario);
            return Err(Error::run_with_hint(message, "the same command goes on from here"));
        }
        Err(Stuck::Unsolved(_, _, failure)) => {
            let status =
                if matches!(failure, Failure::Infeasible(_)) { Status::Infeasible } else { Status::Uncertified };
            return Ok(Some(without_solution(point, status, Way::Afresh, started)));
        }
    };
    let found =
        found_of(&loaded.system, (&rolled.program, &rolled.priced), rolled.solution.residuals.objective, [None; 2]);
    let iterations = rolled.solves.iter().map(|solve| solve.iterations).sum();
    Ok(Some(Record {
        scenario: point.scenario,
        levels: point.levels.to_vec(),
        status: Status::Optimal,
        way: Way::Afresh,
        iterations,
        seconds: seconds(started),
        found: Some(found),
    }))
}
