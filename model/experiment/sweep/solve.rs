//! One scenario of a sweep: from its levels to its record.

use std::time::Instant;

use super::judge::judged;
use super::record::{Found, OfYear, Record, Status};
use super::rolling::rolled;
use crate::error::{Error, Result};
use crate::experiment::explain::verdict::Bound;
use crate::experiment::origin::Origin;
use crate::experiment::variant::Variant;
use crate::load::Loaded;
use crate::program::{Family, Program};
use crate::results::tables::SummaryRow;
use crate::results::view::tidy;
use crate::results::{Brief, brief};
use crate::scenario::sweep::{Level, Verdicts};
use crate::solve::{Failure, Options, Solution, Vertex, Way, solve, solve_among};
use crate::system::System;

/// How the scenarios of a sweep are solved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Manner {
    /// Everything cold, without the use of any other solution.
    pub cold: bool,
    /// Where the words of the verdict come from.
    pub verdicts: Verdicts,
}

/// One scenario with its place in the sweep.
#[derive(Debug, Clone, Copy)]
pub struct Point<'a> {
    /// Number, from 1.
    pub scenario: usize,
    /// Where it stands on each axis.
    pub levels: &'a [Level],
}

/// Solves a variant of the base, from the best of some starts; a vertex comes back if others can start from it. That it has
/// no certified optimum is its result.
///
/// # Errors
/// If time ran out.
pub fn solve_point(
    point: Point<'_>,
    variant: &Variant,
    (base, starts): (&Origin<'_>, &[&Vertex]),
    manner: Manner,
) -> Result<(Record, Option<Vertex>)> {
    let started = Instant::now();
    if let Some(record) = rolled(point, variant, base)? {
        return Ok((record, None));
    }
    let (loaded, program) = match base.formulated(variant) {
        Ok(formulated) => formulated,
        Err(fault) => {
            return Ok((without_solution(point, Status::Rejected(fault.to_string()), Way::Afresh, started), None));
        }
    };
    let options = Options { names_conflicts: false, ..Options::default() };
    let (answer, way) = if manner.cold {
        (solve(&program, &options), Way::Afresh)
    } else {
        solve_among(&program, base.known(), starts, &options)
    };
    let solution = match answer {
        Ok(solution) => solution,
        Err(failure) => {
            let status = match failure {
                Failure::Infeasible(_) => Status::Infeasible,
                Failure::Extreme(numbers) => Status::Rejected(numbers[0].in_words(&program, &loaded.system)),
                Failure::OutOfTime(..) => {
                    let message = format!("scenario {}: {failure}", point.scenario);
                    return Err(Error::run_with_hint(message, "the same command goes on from here"));
                }
                _ => Status::Uncertified,
            };
            return Ok((without_solution(point, status, way, started), None));
        }
    };
    let found = found(&loaded, &program, &solution, manner)?;
    let (iterations, seconds) = (solution.effort.iterations, seconds(started));
    let levels = point.levels.to_vec();
    let record = Record {
        scenario: point.scenario,
        levels,
        status: Status::Optimal,
        way,
        iterations,
        seconds,
        found: Some(found),
    };
    let vertex = way.leaves_a_start().then(|| solution.vertex());
    Ok((record, vertex))
}

/// Seconds since then, to a tenth of a millisecond.
pub(super) fn seconds(started: Instant) -> f64 {
    const DIGITS: f64 = 1e4;
    (started.elapsed().as_secs_f64() * DIGITS).round() / DIGITS
}

/// The record of a scenario that has no certified optimum.
pub(super) fn without_solution(point: Point<'_>, status: Status, way: Way, started: Instant) -> Record {
    let levels = point.levels.to_vec();
    Record { scenario: point.scenario, levels, status, way, iterations: 0, seconds: seconds(started), found: None }
}

/// What the optimum brings, and its verdict; an error if time ran out.
fn found(loaded: &Loaded, program: &Program, solution: &Solution, manner: Manner) -> Result<Found> {
    let origin = Origin { cold: manner.cold, ..Origin::new(loaded, program, solution, 1) };
    let words = judged(&origin, manner.verdicts)?;
    Ok(found_of(&loaded.system, (program, solution), solution.residuals.objective, words))
}

/// What a solution brings, its prices too, with the words of its verdict.
pub(super) fn found_of(
    system: &System,
    (program, solution): (&Program, &Solution),
    objective: f64,
    [narrow, broad]: [Option<Bound>; 2],
) -> Found {
    let Brief { summary, rents } = brief(system, program, solution);
    let of_year = |row: SummaryRow| {
        let rent = |family: Family| {
            let own = rents.iter().find(|rent| rent.year == row.year && rent.family == family);
            own.map_or(0.0, |rent| rent.rent_musd)
        };
        OfYear {
            ai_it_gw: row.ai_rated_gw,
            compute_mh100e: row.compute_mh100e,
            energy_twh: row.ai_energy_twh,
            capex_busd_per_year: tidy(row.ai_capex_busd_per_year()),
            rents_musd: Family::ALL.map(rent),
            first: row.first_bottleneck,
        }
    };
    let years = summary.into_iter().map(of_year).collect();
    Found { objective_musd: tidy(objective), years, narrow, broad }
}
