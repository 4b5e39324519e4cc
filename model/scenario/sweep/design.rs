//! All scenarios of a sweep: the points of its axes.

use super::bind::{Bound, bind};
use super::correlation::{self, Correlation};
use super::file::MOST_SCENARIOS;
use super::hypercube::{correlate, strata};
use super::spread::Spread;
use super::{Axis, Design, Level, Mode, SweepFile};
use crate::error::{Problem, Problems};
use crate::scenario::base::Base;

/// The design of a sweep: its axes bound to the base scenario and its dataset, and all points.
///
/// The same file, data and seed give the same points, bit by bit. Faults go to `problems`, and then there is none.
pub fn design(file: &SweepFile, base: &Base<'_>, problems: &mut Problems) -> Option<Design> {
    let before = problems.0.len();
    let bound = bind(file, base, problems);
    if problems.stop_since(before) {
        return None;
    }
    if let Some(problem) = too_many(file, &bound) {
        problems.push(problem);
        return None;
    }
    let points = match file.mode {
        Mode::LatinHypercube => hypercube(file, &bound, problems)?,
        mode => {
            let levels = levels(&bound, mode, problems);
            match mode {
                Mode::Grid => grid(&levels),
                Mode::List => list(&levels),
                _ => one_at_a_time(&bound, &levels),
            }
        }
    };
    let axes = bound.into_iter().map(|bound| bound.axis).collect();
    (!problems.stop_since(before)).then_some(Design { mode: file.mode, axes, points })
}

/// The levels of each axis.
fn levels(bound: &[Bound], mode: Mode, problems: &mut Problems) -> Vec<Vec<Level>> {
    let mut all = vec![];
    for one in bound {
        let levels = one.written.levels(one.own);
        if levels.is_empty() {
            problems.push(one.without_range());
        } else if mode == Mode::OneAtATime && levels.iter().all(|level| *level == one.axis.base) {
            let message = format!("axis {} has no level but the base's: it does nothing", one.axis.name);
            problems.push(Problem::at(one.axis.place.clone(), message).warning());
        }
        all.push(levels);
    }
    all
}

/// Every combination, the first axis slowest.
fn grid(levels: &[Vec<Level>]) -> Vec<Vec<Level>> {
    let mut points: Vec<Vec<Level>> = vec![vec![]];
    for levels in levels {
        let longer = |point: &Vec<Level>, level: &Level| [&point[..], std::slice::from_ref(level)].concat();
        points = points.iter().flat_map(|point| levels.iter().map(move |level| longer(point, level))).collect();
    }
    points
}

/// That a sweep has more scenarios, or more levels in all of them, than can be held: found before any is drawn.
fn too_many(file: &SweepFile, bound: &[Bound]) -> Option<Problem> {
    const MOST_LEVELS: f64 = 2e7;
    let counts = bound.iter().map(|one| one.written.count().unwrap_or(ENDS) as f64);
    let scenarios = match file.mode {
        Mode::Grid => counts.product(),
        Mode::List => counts.fold(0.0, f64::max),
        Mode::OneAtATime => counts.sum::<f64>() + 1.0,
        Mode::LatinHypercube => file.samples as f64,
    };
    let most = f64::from(MOST_SCENARIOS).min((MOST_LEVELS / bound.len().max(1) as f64).floor());
    (scenarios > most).then(|| {
        let (name, axes) = (file.mode.name(), bound.len());
        let of = if most < f64::from(MOST_SCENARIOS) { format!(" of {axes} axes") } else { String::new() };
        let message = format!("{}: this {name} has {scenarios} scenarios; at most {most}{of}", file.file);
        let drawn = file.mode == Mode::LatinHypercube;
        let hint = if drawn { "draw fewer samples" } else { "give fewer levels, or draw samples by latin-hypercube" };
        Problem::new(message).hint(hint)
    })
}

/// Levels of an axis that says none: both ends of its range.
const ENDS: usize = 2;

/// The n-th level of every axis together. All have as many, as the file was checked.
fn list(levels: &[Vec<Level>]) -> Vec<Vec<Level>> {
    let count = levels.iter().map(Vec::len).min().unwrap_or(0);
    (0..count).map(|at| levels.iter().map(|levels| levels[at].clone()).collect()).collect()
}

/// The base itself, then axis by axis every level but the base's.
fn one_at_a_time(bound: &[Bound], levels: &[Vec<Level>]) -> Vec<Vec<Level>> {
    let base: Vec<Level> = bound.iter().map(|bound| bound.axis.base.clone()).collect();
    let mut points = vec![base.clone()];
    for (axis, levels) in levels.iter().enumerate() {
        for level in levels.iter().filter(|level| **level != base[axis]) {
            let mut point = base.clone();
            point[axis] = level.clone();
            points.push(point);
        }
    }
    points
}

fn hypercube(file: &SweepFile, bound: &[Bound], problems: &mut Problems) -> Option<Vec<Vec<Level>>> {
    let axes: Vec<Axis> = bound.iter().map(|bound| bound.axis.clone()).collect();
    let spreads: Vec<_> = bound.iter().filter_map(|bound| bound.spread(problems)).collect();
    let joined = correlation::bound(&file.correlations, &axes, problems);
    if spreads.len() < bound.len() {
        return None;
    }
    let (joined, root) = joined?;
    let mut fractions: Vec<Vec<f64>> = (0..bound.len()).map(|axis| strata(file.samples, file.seed, axis)).collect();
    if let Some(first) = file.correlations.first() {
        let mut columns: Vec<Vec<f64>> = joined.iter().map(|&axis| fractions[axis].clone()).collect();
        if !correlate(&mut columns, &root) {
            problems.push(too_few(file, joined.len(), first));
            return None;
        }
        for (axis, column) in joined.into_iter().zip(columns) {
            fractions[axis] = column;
        }
    }
    let level =
        |(spread, fractions): (&Spread, &Vec<f64>), sample: usize| Level::Number(spread.quantile(fractions[sample]));
    let point = |sample| spreads.iter().zip(&fractions).map(|axis| level(axis, sample)).collect();
    Some((0..file.samples).map(point).collect())
}

fn too_few(file: &SweepFile, axes: usize, at: &Correlation) -> Problem {
    let message = format!("{} samples are too few to correlate {axes} axes", file.samples);
    Problem::at(at.place.clone(), message).hint("draw more samples, or use another seed")
}
