//! Latin hypercubes: samples that are spread evenly over every axis, and correlated where that is asked for.

use nalgebra::{Cholesky, DMatrix};
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};
use statrs::distribution::{ContinuousCDF, Normal};

/// Fractions in (0, 1), one inside each of `samples` equal strata, in random order: the samples of one axis.
///
/// Every axis has a stream of its own, so that it does not matter in which order axes are drawn.
pub(super) fn strata(samples: usize, seed: u64, axis: usize) -> Vec<f64> {
    let mut random = ChaCha8Rng::seed_from_u64(seed);
    random.set_stream(axis as u64);
    let mut order: Vec<usize> = (0..samples).collect();
    for last in (1..samples).rev() {
        order.swap(last, below(last + 1, &mut random));
    }
    // 32 random bits and a half: never on the edge of a stratum, and still exact beside the stratum's number.
    let width = f64::from(u32::MAX) + 1.0;
    let inside = |random: &mut ChaCha8Rng| (f64::from(random.next_u32()) + 0.5) / width;
    order.into_iter().map(|stratum| (stratum as f64 + inside(&mut random)) / samples as f64).collect()
}

/// A whole number below `end`, all alike as far as 64 bits can tell.
fn below(end: usize, random: &mut ChaCha8Rng) -> usize {
    let product = u128::from(random.next_u64()) * end as u128;
    (product >> u64::BITS) as usize
}

/// What two columns of samples would have to be in normal scores for their ranks to be correlated so.
pub(super) fn of_scores(rank_correlation: f64) -> f64 {
    2.0 * (std::f64::consts::FRAC_PI_6 * rank_correlation).sin()
}

/// The triangular root of a matrix of correlations, by row and column; none if no numbers can be correlated so.
pub(super) fn root(correlations: &DMatrix<f64>) -> Option<DMatrix<f64>> {
    Cholesky::new(correlations.clone()).map(|root| root.l())
}

/// Reorders columns of samples so that their ranks are correlated as the root's matrix says (Iman and Conover 1982);
/// false, and nothing is changed, if the samples are too few.
///
/// Columns hold one fraction per stratum, as [`strata`] makes them, and still do afterwards.
pub(super) fn correlate(columns: &mut [Vec<f64>], wanted: &DMatrix<f64>) -> bool {
    let samples = columns.first().map_or(0, Vec::len);
    let normal = Normal::standard();
    let score =
        |fraction: f64| normal.inverse_cdf(((fraction * samples as f64).floor() + 1.0) / (samples as f64 + 1.0));
    // Axes by row, samples by column: the scores of van der Waerden, of mean 0.
    let scores = DMatrix::from_fn(columns.len(), samples, |axis, sample| score(columns[axis][sample]));
    let found = &scores * scores.transpose() / scores.row(0).norm_squared();
    // A handful of samples may be correlated by chance so closely that no mixing undoes it.
    let Some(mixed) = root(&found).and_then(|root| root.solve_lower_triangular(&scores)) else { return false };
    let mixed = wanted * mixed;
    for (axis, column) in columns.iter_mut().enumerate() {
        let mut sorted = column.clone();
        sorted.sort_by(f64::total_cmp);
        let mut order: Vec<usize> = (0..samples).collect();
        order.sort_by(|&a, &b| mixed[(axis, a)].total_cmp(&mixed[(axis, b)]));
        for (value, sample) in sorted.into_iter().zip(order) {
            column[sample] = value;
        }
    }
    true
}
