//! Distributions of levels, by their quantiles.

use statrs::distribution::{ContinuousCDF, LogNormal, Normal, Triangular, Uniform};

use super::axis::Distribution;

/// How the samples of one axis are spread.
#[derive(Debug, Clone, Copy)]
pub(super) enum Spread {
    Uniform(Uniform),
    Triangular(Triangular),
    LogNormal(LogNormal),
}

/// Quantile of a lognormal distribution that the high end of its range is.
const HIGH_QUANTILE: f64 = 0.95;

impl Spread {
    /// A distribution over a range, in the axis's unit; `low < peak < high`, or the peak at an end, and both ends
    /// above 0 where it is lognormal.
    pub(super) fn new(distribution: Distribution, (low, high): (f64, f64), peak: f64) -> Self {
        const CHECKED: &str = "ranges ascend, peaks lie inside, lognormal ones are above 0";
        match distribution {
            Distribution::Uniform => Self::Uniform(Uniform::new(low, high).expect(CHECKED)),
            Distribution::Triangular => Self::Triangular(Triangular::new(low, high, peak).expect(CHECKED)),
            Distribution::LogNormal => {
                // The low end is the quantile as far below the median as the high end is above it.
                let (middle, half) = (f64::midpoint(low.ln(), high.ln()), (high.ln() - low.ln()) / 2.0);
                let scale = half / Normal::standard().inverse_cdf(HIGH_QUANTILE);
                Self::LogNormal(LogNormal::new(middle, scale).expect(CHECKED))
            }
        }
    }

    /// The level that a fraction of the samples stays below.
    pub(super) fn quantile(&self, fraction: f64) -> f64 {
        match self {
            Self::Uniform(uniform) => uniform.inverse_cdf(fraction),
            Self::Triangular(triangular) => triangular.inverse_cdf(fraction),
            Self::LogNormal(lognormal) => lognormal.inverse_cdf(fraction),
        }
    }
}
