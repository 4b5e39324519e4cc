//! Which axes matter most over random samples: partial rank correlation coefficients.
//!
//! Levels and outputs are replaced by their ranks, so that any rising relation counts in full. Of an axis j the
//! coefficient is the correlation of what the other axes leave unexplained of it with what they leave
//! unexplained of the output. With R the correlations among the axes, r those of the axes with the output, `b = R^-1 r` and
//! `s = 1 - r'b` what all axes leave unexplained, the inverse of the matrix of axes and output gives it as
//!
//! ```text
//! prcc[j] = b[j] / sqrt(b[j]^2 + s (R^-1)[j,j])
//! ```
//!
//! which holds also where nothing is left unexplained and that matrix has no inverse. An axis that does not vary, or
//! that the axes before it determine, is left out and says so.

use nalgebra::{DMatrix, DVector};

use super::measure::{Measure, samples};
use super::statistics::{correlation, deviations, ranks};
use crate::experiment::sweep::record::{Finished, Found, Record};
use crate::experiment::sweep::tables::SensitivityRow;
use crate::results::view::tidy;

/// What comes out.
const OUTPUTS: [Measure; 5] =
    [Measure::MeanLoad, Measure::LastLoad, Measure::MeanCompute, Measure::Objective, Measure::EnergyRent];

/// A variance, of ranks scaled to 1, that is rounding.
const NOTHING: f64 = 1e-9;

/// An axis as the samples have it.
enum Column {
    /// Ranks of its levels.
    Ranks(Vec<f64>),
    /// Why it is left out.
    LeftOut(&'static str),
}

/// Partial rank correlation of every output with every axis, the largest first within an output; axes without a
/// coefficient last. Empty unless the sweep is of random samples.
#[must_use]
pub fn sensitivity(finished: &Finished) -> Vec<SensitivityRow> {
    let of_output = |output: &Measure| {
        let with = samples(finished).filter_map(|(record, found)| Some((record, found, output.of(finished, found)?)));
        of_output(finished, *output, &with.collect::<Vec<_>>())
    };
    OUTPUTS.iter().flat_map(of_output).collect()
}

fn of_output(finished: &Finished, output: Measure, samples: &[(&Record, &Found, f64)]) -> Vec<SensitivityRow> {
    let amounts: Vec<f64> = samples.iter().map(|(_, _, amount)| tidy(*amount)).collect();
    let columns = columns(finished, samples);
    let kept: Vec<&[f64]> = columns.iter().filter_map(Column::ranks).collect();
    let found = coefficients(&kept, &ranks(&amounts));
    let mut next = 0..kept.len();
    let rows = finished.axes.iter().zip(&columns).filter(|_| !samples.is_empty()).map(|(axis, column)| {
        let result = match column {
            Column::LeftOut(why) => Err(*why),
            Column::Ranks(_) => {
                let at = next.next().expect("every axis with ranks is kept");
                found.as_ref().map_err(|why| *why).and_then(|all| all[at].ok_or("the other axes determine the output"))
            }
        };
        row((output, &axis.name), samples.len(), kept.len(), result)
    });
    let mut rows: Vec<SensitivityRow> = rows.collect();
    let size = |row: &SensitivityRow| row.prcc.map_or(-1.0, f64::abs);
    rows.sort_by(|a, b| size(b).total_cmp(&size(a)));
    for (at, row) in rows.iter_mut().enumerate() {
        row.rank = row.prcc.map(|_| at + 1);
    }
    rows
}

impl Column {
    fn ranks(&self) -> Option<&[f64]> {
        match self {
            Self::Ranks(ranks) => Some(ranks),
            Self::LeftOut(_) => None,
        }
    }
}

/// The axes one after another, each left out that brings nothing new.
fn columns(finished: &Finished, samples: &[(&Record, &Found, f64)]) -> Vec<Column> {
    let mut columns: Vec<Column> = vec![];
    for axis in 0..finished.axes.len() {
        let levels =
            samples.iter().map(|(record, _, _)| record.levels.get(axis)?.number()).collect::<Option<Vec<f64>>>();
        let Some(levels) = levels else {
            columns.push(Column::LeftOut("left out: its levels are names"));
            continue;
        };
        let ranked = ranks(&levels);
        let mut with: Vec<&[f64]> = columns.iter().filter_map(Column::ranks).collect();
        with.push(&ranked);
        let column = if correlation(&ranked, &ranked).is_none() {
            Column::LeftOut("left out: its level is the same in all samples")
        } else if unexplained(&with) <= NOTHING {
            Column::LeftOut("left out: the axes before it determine it")
        } else {
            Column::Ranks(ranked)
        };
        columns.push(column);
    }
    columns
}

/// Correlations among columns, all of which vary.
fn correlations(columns: &[&[f64]]) -> DMatrix<f64> {
    let of = |a: usize, b: usize| correlation(columns[a], columns[b]).expect("columns that do not vary are left out");
    DMatrix::from_fn(columns.len(), columns.len(), |a, b| if a == b { 1.0 } else { of(a, b) })
}

/// Share of the last column's variance that those before it leave unexplained.
fn unexplained(columns: &[&[f64]]) -> f64 {
    let last = columns.len() - 1;
    correlations(columns).cholesky().map_or(0.0, |factor| factor.l_dirty()[(last, last)].powi(2))
}

/// The coefficients of all axes with an output, none for an axis where both residuals vanish.
///
/// # Errors
/// Why there are none.
fn coefficients(axes: &[&[f64]], output: &[f64]) -> Result<Vec<Option<f64>>, &'static str> {
    if axes.is_empty() {
        return Ok(vec![]);
    }
    if freedom(output.len(), axes.len()) < 1 {
        return Err("too few samples for so many axes");
    }
    let with = axes.iter().map(|axis| correlation(axis, output)).collect::<Option<Vec<f64>>>();
    let with = DVector::from_vec(with.ok_or("the output is the same in all samples")?);
    let inverse = correlations(axes).try_inverse().ok_or("the axes determine each other")?;
    let slopes = &inverse * &with;
    let left = Some(1.0 - with.dot(&slopes)).filter(|left| *left > NOTHING).unwrap_or(0.0);
    let coefficient = |(axis, slope): (usize, &f64)| {
        let square = slope.mul_add(*slope, left * inverse[(axis, axis)]);
        (square > NOTHING * NOTHING).then(|| (slope / square.sqrt()).clamp(-1.0, 1.0))
    };
    Ok(slopes.iter().enumerate().map(coefficient).collect())
}

/// Degrees of freedom of a partial correlation: samples less two, less the other axes.
fn freedom(samples: usize, axes: usize) -> i64 {
    samples as i64 - 1 - axes as i64
}

/// The 95 % interval of a partial correlation by Fisher's z, whose standard error is one over the root of the degrees of
/// freedom less one; none where there are too few.
fn interval(coefficient: f64, freedom: i64) -> Option<(f64, f64)> {
    let half = deviations() / ((freedom > 1).then(|| (freedom - 1) as f64)?).sqrt();
    Some(((coefficient.atanh() - half).tanh(), (coefficient.atanh() + half).tanh()))
}

fn row(
    (output, axis): (Measure, &str),
    samples: usize,
    axes: usize,
    result: Result<f64, &'static str>,
) -> SensitivityRow {
    let interval = result.ok().and_then(|coefficient| interval(coefficient, freedom(samples, axes)));
    SensitivityRow {
        output,
        axis: axis.to_owned(),
        prcc: result.ok().map(tidy),
        prcc_low: interval.map(|(low, _)| tidy(low)),
        prcc_high: interval.map(|(_, high)| tidy(high)),
        rank: None,
        samples,
        note: result.err().unwrap_or_default().to_owned(),
    }
}
