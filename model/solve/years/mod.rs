//! A program of many time slices, solved by years.
//!
//! At given builds the dispatch of each year is a program of its own, small and quick. What is left is to find the
//! builds. They come from the *master*: all builds, the mean slice of each year (so that they are sensible from the start),
//! and cuts, each of which says what the dispatch of a year is worth at most. In turn the master proposes builds, the
//! dispatch of every year is found at a point between the best builds so far and the proposal, and its prices become a cut.
//!
//! The master's optimum is a bound from above, the best builds with their dispatch are a plan: the method ends when the two
//! meet. Prices of all rows are put together from the master's: those of the mean slice, spread over the slices, and those of
//! the cuts, by their weights. So the answer is one of the whole program, and is certified like any other. It is no vertex:
//! it has no basis, and between which limits its prices hold is not known. Rounds follow each other in a fixed order, so that
//! an answer does not depend on the number of threads.

mod dispatch;
mod master;
mod mean;
mod split;

use std::sync::{Arc, Mutex, PoisonError};

use highs::HighsModelStatus;

use self::dispatch::Dispatch;
use self::master::Master;
use self::mean::Mean;
use self::split::{Numbers, Split};
use super::bounds::Bounds;
use super::engine::Basis;
use super::scaling::Scaling;
use super::solver::Answer;
use super::{Options, certificate, limit};
use crate::parallel;
use crate::program::{Program, Sense};

/// Whether a program is so large that this is the quickest way.
#[must_use]
pub fn pays(program: &Program) -> bool {
    const ROWS: usize = 50_000;
    program.rows.len() >= ROWS
}

/// What is known of a program by years, for others like it.
#[derive(Debug, Clone, Default)]
pub struct Lessons {
    /// Position of a year, and prices of its rows that bind the worth of its dispatch.
    cuts: Vec<(usize, Vec<f64>)>,
    /// Where the dispatch of each year stands.
    bases: Vec<Basis>,
    /// The penalty that kept plans from missing rows.
    penalty: f64,
}

/// Solves a program by years; none if it cannot be split, or if the method does not get there.
#[must_use]
pub fn solve(program: &Program, options: &Options) -> Option<Answer> {
    solve_from(program, None, options)
}

/// The same with the lessons of a program with the same rows and columns.
#[must_use]
pub fn solve_from(program: &Program, known: Option<&Lessons>, options: &Options) -> Option<Answer> {
    /// The gap at which plan and bound have met: well within what a certificate accepts.
    const MET: f64 = 5e-7;
    const MOST_ROUNDS: usize = 200;
    /// What a plan may miss of rows, in the solver's units: about what the solver takes for 0. It is not charged.
    const NONE: f64 = 3e-7;
    let costs = program.objective.coefficients(program.variables.len());
    let (scaling, bounds) = (Scaling::of(program), Bounds::of(program));
    let numbers = Numbers { program, scaling: &scaling, bounds: &bounds, costs: &costs };
    let split = Split::of(program, &bounds.kept)?;
    let mean = Mean::of(program, &split)?;
    let mut master = Master::of(&mean, &split)?;
    let mut penalty = first_penalty(numbers, &split).max(known.map_or(0.0, |lessons| lessons.penalty));
    let of_year = |year| Some(Mutex::new(Dispatch::of(numbers, &split, year, penalty)?));
    let mut years: Vec<Mutex<Dispatch<'_>>> = (0..split.years.len()).map(of_year).collect::<Option<_>>()?;
    if let Some(Lessons { cuts, bases, .. }) = known {
        years.iter_mut().zip(bases).for_each(|(year, basis)| of(year).start_from(basis));
        let fits = |(year, prices): &&(usize, Vec<f64>)| {
            split.years.get(*year).is_some_and(|part| part.rows.len() == prices.len())
        };
        let cuts = cuts.iter().filter(fits);
        cuts.filter_map(|(year, prices)| of(&mut years[*year]).cut_of_any(prices.clone()))
            .for_each(|cut| master.add(cut));
    }
    let mut proposal = master.best()?;
    let mut iterations = proposal.iterations;
    let mut best = Plan { worth: f64::NEG_INFINITY, missed: 0.0, values: vec![0.0; costs.len()] };
    let mut point = best.between(&proposal.values, numbers, (&mean, &split));
    for _ in 0..MOST_ROUNDS {
        let answers = parallel::map(options.threads, &years, |year| {
            year.lock().unwrap_or_else(PoisonError::into_inner).best(&point)
        });
        let mut missed = 0.0;
        let mut worth: f64 = split.builds().map(|build| costs[build] * point[build]).sum();
        for (answer, part) in answers.ok()?.into_iter().zip(&split.years) {
            let answer = answer?;
            worth += answer.worth;
            missed += answer.missed;
            iterations += answer.iterations;
            part.columns.iter().zip(answer.values).for_each(|(&column, value)| point[column] = value);
            master.add(answer.cut);
        }
        worth += if missed <= NONE { penalty * missed / scaling.objective } else { 0.0 };
        if worth > best.worth {
            best = Plan { worth, missed, values: point.clone() };
        }
        if limit::left(options.end).is_some_and(|left| left.is_zero()) {
            return None;
        }
        proposal = master.best()?;
        iterations += proposal.iterations;
        if proposal.bound - best.worth <= MET * (best.worth + program.objective.constant).abs().max(1.0) {
            if best.missed > NONE {
                penalty *= DEARER;
                best.worth = f64::NEG_INFINITY;
                for year in &mut years {
                    of(year).penalise(penalty);
                }
                point.clone_from(&best.values);
                continue;
            }
            let mut prices = master.prices(&proposal);
            make_whole(numbers, &mut prices);
            let bases = years.iter_mut().map(|year| of(year).basis()).collect();
            let lessons = Arc::new(Lessons { cuts: master.binding(&proposal).collect(), bases, penalty });
            let (status, basis) = (HighsModelStatus::Optimal, Basis::default());
            return Some(Answer { status, values: best.values, prices, iterations, basis, lessons });
        }
        point = best.between(&proposal.values, numbers, (&mean, &split));
    }
    None
}

/// What a lock holds that no one else has.
fn of<T>(lock: &mut Mutex<T>) -> &mut T {
    lock.get_mut().unwrap_or_else(PoisonError::into_inner)
}

/// Builds, their dispatch, and what they are worth.
struct Plan {
    /// Million USD, without the constant.
    worth: f64,
    /// What it misses of rows, in the solver's units.
    missed: f64,
    /// By column.
    values: Vec<f64>,
}

impl Plan {
    /// The point between its builds and others; the others themselves if it has no worth yet.
    fn between(&self, proposed: &[f64], numbers: Numbers<'_>, (mean, split): (&Mean, &Split)) -> Vec<f64> {
        /// The share of the best builds. Anything from a third to three quarters does as well.
        const KEPT: f64 = 0.7;
        let kept = if self.worth.is_finite() { KEPT } else { 0.0 };
        let mut point = self.values.clone();
        for build in split.builds() {
            let (lower, upper) = (numbers.bounds.lower[build], numbers.bounds.upper[build]);
            point[build] = kept * self.values[build] + (1.0 - kept) * proposed[mean.column[build]].clamp(lower, upper);
        }
        point
    }
}

/// A missed unit of a row costs so much more than the dearest column, and so much more again where that does not keep plans from
/// missing any.
const DEARER: f64 = 20.0;

/// What a missed unit of a row costs at first, in the solver's units.
fn first_penalty(Numbers { scaling, costs, .. }: Numbers<'_>, split: &Split) -> f64 {
    let columns = split.years.iter().flat_map(|part| &part.columns);
    let scaled = columns.map(|&column| (costs[column] * scaling.columns[column] * scaling.objective).abs());
    DEARER * scaled.fold(0.0, f64::max)
}

/// Makes the prices of a program's rows whole: without those of the wrong sign, and with those of rows that are bounds of a column.
fn make_whole(Numbers { program, bounds, .. }: Numbers<'_>, prices: &mut [f64]) {
    for ((price, row), kept) in prices.iter_mut().zip(&program.rows.rows).zip(&bounds.kept) {
        *price = match row.sense {
            _ if !kept => 0.0,
            Sense::AtMost => price.max(0.0),
            Sense::AtLeast => price.min(0.0),
            Sense::Equal => *price,
        };
    }
    let reduced = certificate::reduced_costs(program, prices);
    bounds.price_rows(prices, &reduced);
}
