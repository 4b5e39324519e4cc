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
    /// A distribution over a range, in the axis's unit, with its peak inside; lognormal ones need a range above 0.
    /// None if the range is too narrow for it.
    pub(super) fn new(distribution: Distribution, (low, high): (f64, f64), peak: f64) -> Option<Self> {
        match distribution {
            Distribution::Uniform => Uniform::new(low, high).ok().map(Self::Uniform),
            Distribution::Triangular => Triangular::new(low, high, peak).ok().map(Self::Triangular),
            Distribution::LogNormal => {
                // The low end is the quantile as far below the median as the high end is above it.
                let (middle, half) = (f64::midpoint(low.ln(), high.ln()), (high.ln() - low.ln()) / 2.0);
                let scale = half / Normal::standard().inverse_cdf(HIGH_QUANTILE);
                LogNormal::new(middle, scale).ok().map(Self::LogNormal)
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
