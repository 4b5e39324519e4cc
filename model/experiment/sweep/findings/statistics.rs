//! The few statistics that findings need. Samples are slices of finite numbers; no order is assumed.

use statrs::distribution::{ContinuousCDF, Normal};

/// How much of the distribution lies within an interval.
const CONFIDENCE: f64 = 0.95;

/// Standard deviations to either side that hold 95 % of a normal distribution.
#[must_use]
pub fn deviations() -> f64 {
    Normal::standard().inverse_cdf(f64::midpoint(1.0, CONFIDENCE))
}

/// Wilson's 95 % interval of the share of something seen `counted` times in `samples`; from 0 to 1 without samples.
#[must_use]
pub fn wilson(counted: usize, samples: usize) -> (f64, f64) {
    if samples == 0 {
        return (0.0, 1.0);
    }
    let (counted, samples) = (counted as f64, samples as f64);
    let share = counted / samples;
    let square = deviations().powi(2);
    let middle = square.mul_add(0.5, counted) / (samples + square);
    let half = (samples * share * (1.0 - share) + square / 4.0).max(0.0).sqrt() * deviations() / (samples + square);
    // The ends at none and at all are exact; rounding would leave a trace of them.
    let low = if counted == 0.0 { 0.0 } else { (middle - half).max(0.0) };
    let high = if counted == samples { 1.0 } else { (middle + half).min(1.0) };
    (low, high)
}

/// The value below which a share of the samples lies, by linear interpolation between them in order (type 7 of
/// Hyndman and Fan: the least at 0, the largest at 1); none without samples.
#[must_use]
pub fn quantile(samples: &[f64], share: f64) -> Option<f64> {
    let mut sorted = samples.to_vec();
    sorted.sort_by(f64::total_cmp);
    let at = share.clamp(0.0, 1.0) * (sorted.len().checked_sub(1)? as f64);
    let (below, above) = (sorted[at.floor() as usize], sorted[at.ceil() as usize]);
    Some((above - below).mul_add(at.fract(), below))
}

/// Mean; none without samples.
#[must_use]
pub fn mean(samples: &[f64]) -> Option<f64> {
    (!samples.is_empty()).then(|| samples.iter().sum::<f64>() / samples.len() as f64)
}

/// Ranks from 1; equal values share the mean of their ranks.
#[must_use]
pub fn ranks(samples: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..samples.len()).collect();
    order.sort_by(|a, b| samples[*a].total_cmp(&samples[*b]));
    let mut ranks = vec![0.0; samples.len()];
    let mut before = 0;
    for equal in order.chunk_by(|a, b| samples[*a] == samples[*b]) {
        let shared = before as f64 + f64::midpoint(1.0, equal.len() as f64);
        for &sample in equal {
            ranks[sample] = shared;
        }
        before += equal.len();
    }
    ranks
}

/// Pearson's correlation; none if one of the two does not vary or they differ in number.
#[must_use]
pub fn correlation(a: &[f64], b: &[f64]) -> Option<f64> {
    let (mean_a, mean_b) = (mean(a)?, mean(b)?);
    let sum = |f: &dyn Fn(f64, f64) -> f64| a.iter().zip(b).map(|(a, b)| f(a - mean_a, b - mean_b)).sum::<f64>();
    let product = (sum(&|a, _| a * a) * sum(&|_, b| b * b)).sqrt();
    (a.len() == b.len() && product > 0.0).then(|| (sum(&|a, b| a * b) / product).clamp(-1.0, 1.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(a: f64, b: f64) {
        assert!((a - b).abs() < 5e-5, "{a} is not {b}");
    }

    #[test]
    fn wilson_gives_published_intervals() {
        // The first four as in Newcombe (1998), table I.
        for (counted, samples, low, high) in [
            (81, 263, 0.2553, 0.3662),
            (15, 148, 0.0624, 0.1605),
            (0, 20, 0.0, 0.1611),
            (1, 29, 0.0061, 0.1718),
            (8, 10, 0.4902, 0.9433),
        ] {
            let interval = wilson(counted, samples);
            close(interval.0, low);
            close(interval.1, high);
        }
        assert_eq!(wilson(0, 0), (0.0, 1.0));
        let (low, high) = wilson(20, 20);
        close(low, 1.0 - 0.1611);
        assert_eq!(high, 1.0);
    }

    #[test]
    fn quantiles_lie_between_samples_in_order() {
        let samples = [40.0, 10.0, 20.0, 30.0];
        assert_eq!(quantile(&samples, 0.0), Some(10.0));
        assert_eq!(quantile(&samples, 0.5), Some(25.0));
        assert_eq!(quantile(&samples, 0.25), Some(17.5));
        assert_eq!(quantile(&samples, 1.0), Some(40.0));
        assert_eq!(quantile(&[7.0], 0.95), Some(7.0));
        assert_eq!(quantile(&[], 0.5), None);
    }

    #[test]
    fn equal_values_share_their_ranks() {
        assert_eq!(ranks(&[3.0, 1.0, 3.0, 2.0, 3.0]), [4.0, 1.0, 4.0, 2.0, 4.0]);
        assert_eq!(ranks(&[5.0, 5.0]), [1.5, 1.5]);
        assert!(ranks(&[]).is_empty());
    }

    #[test]
    fn correlation_needs_variation() {
        close(correlation(&[1.0, 2.0, 3.0], &[1.0, 3.0, 2.0]).unwrap(), 0.5);
        close(correlation(&[1.0, 2.0, 3.0], &[6.0, 4.0, 2.0]).unwrap(), -1.0);
        assert_eq!(correlation(&[1.0, 1.0], &[1.0, 2.0]), None);
    }
}
