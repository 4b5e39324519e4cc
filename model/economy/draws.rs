//! Random draws of parameters: independent of one another, and of which other rows a file has.
//!
//! ```text
//! seed(series)   FNV-1a, 64 bit, of `parameter/name`
//! u(i)           (output i of SplitMix64 from that seed >> 11) x 2^-53
//! value          triangular from low to high with its peak at value: with F = (value - low) / (high - low),
//!                u < F: low + sqrt(u (high - low) (value - low)), else high - sqrt((1 - u) (high - low) (high - value))
//! ```
//!
//! A series of several years uses one u for all of them. Of N = 2048 draws, sorted, the q-quantile is element ceil(q N),
//! counted from 1. What results has ranges of the parameters of the account alone, at one solution of the program.

use super::names::{ALL, Parameter};
use super::parameters::{End, Parameters, Ranged, Series};

/// Draws.
pub const DRAWS: usize = 2048;
/// Quantiles that tables give as low and high.
pub const QUANTILES: [f64; 2] = [0.05, 0.95];

/// The generator `SplitMix64`.
#[derive(Debug, Clone, Copy)]
pub struct SplitMix(u64);

impl SplitMix {
    const STEP: u64 = 0x9E37_79B9_7F4A_7C15;

    /// From a seed.
    #[must_use]
    pub const fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// From a seed, so many outputs on.
    #[must_use]
    pub const fn after(seed: u64, outputs: u64) -> Self {
        Self(seed.wrapping_add(Self::STEP.wrapping_mul(outputs)))
    }

    /// The next output.
    pub const fn output(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(Self::STEP);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// The next number from 0 to 1, 1 left out.
    pub fn uniform(&mut self) -> f64 {
        (self.output() >> 11) as f64 * 2f64.powi(-53)
    }
}

/// FNV-1a of a text, 64 bit.
#[must_use]
pub fn fnv(text: &str) -> u64 {
    text.bytes().fold(0xCBF2_9CE4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3))
}

/// The seed of a series.
#[must_use]
pub fn seed(parameter: Parameter, name: &str) -> u64 {
    fnv(&format!("{parameter}/{name}"))
}

/// The value of a triangular distribution at a share of its mass.
#[must_use]
pub fn triangular(u: f64, Ranged { low, value, high }: Ranged) -> f64 {
    let width = high - low;
    if width <= 0.0 {
        return value;
    }
    if u < (value - low) / width {
        low + (u * width * (value - low)).sqrt()
    } else {
        high - ((1.0 - u) * width * (high - value)).sqrt()
    }
}

/// The 5 % and 95 % quantiles of draws; they are put in another order. No draws: 0.
#[must_use]
pub fn quantiles(draws: &mut [f64]) -> [f64; 2] {
    QUANTILES.map(|q| {
        let place = ((q * draws.len() as f64).ceil() as usize).saturating_sub(1);
        if draws.is_empty() { 0.0 } else { *draws.select_nth_unstable_by(place, f64::total_cmp).1 }
    })
}

/// Where parameters stand.
#[derive(Debug, Clone, Copy)]
enum At<'a> {
    Centre,
    /// All that are drawn, at a draw.
    Draw(u64),
    /// One series so far from its value towards an end, all others at their value.
    Moved(&'a Series, End, f64),
}

/// The parameters of the account, each at one place of its range.
#[derive(Debug, Clone, Copy)]
pub struct Values<'a> {
    parameters: &'a Parameters,
    at: At<'a>,
}

impl<'a> Values<'a> {
    /// All at their value.
    #[must_use]
    pub const fn central(parameters: &'a Parameters) -> Self {
        Self { parameters, at: At::Centre }
    }

    /// A draw, from 0.
    #[must_use]
    pub const fn draw(parameters: &'a Parameters, draw: usize) -> Self {
        Self { parameters, at: At::Draw(draw as u64) }
    }

    /// One series so far (0 to 1) from its value towards an end, all others at their value.
    #[must_use]
    pub const fn moved(parameters: &'a Parameters, series: &'a Series, (end, share): (End, f64)) -> Self {
        Self { parameters, at: At::Moved(series, end, share) }
    }

    /// The series.
    #[must_use]
    pub const fn parameters(&self) -> &'a Parameters {
        self.parameters
    }

    /// A parameter of which there is one, in a year.
    #[must_use]
    pub fn all(&self, parameter: Parameter, year: i32) -> f64 {
        self.of(parameter, ALL, year)
    }

    /// A parameter in a year; 0 if it is not given.
    #[must_use]
    pub fn of(&self, parameter: Parameter, name: &str, year: i32) -> f64 {
        self.find(parameter, name, year).unwrap_or(0.0)
    }

    /// A parameter in a year, if it is given.
    #[must_use]
    pub fn find(&self, parameter: Parameter, name: &str, year: i32) -> Option<f64> {
        let series = self.parameters.find(parameter, name)?;
        let ranged = series.at(year);
        Some(match self.at {
            At::Draw(draw) if series.has_range && parameter.is_drawn() => {
                triangular(SplitMix::after(seed(parameter, name), draw).uniform(), ranged)
            }
            At::Moved(moved, end, share) if std::ptr::eq(moved, series) => {
                ranged.value + share * (ranged.at(end) - ranged.value)
            }
            _ => ranged.value,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_stream_of_a_series_is_known() {
        assert_eq!(SplitMix::new(0).output(), 0xE220_A839_7B1D_CDAF);
        let hash = seed(Parameter::Multiplier, ALL);
        assert_eq!(hash, 0xE14A_CE7D_3456_6CCE);
        let mut stream = SplitMix::new(hash);
        let known = [0.274_417_258_182_033, 0.054_118_467_984_803_24, 0.466_634_614_231_498_55];
        let drawn = [0.870_416_831_543_892_6, 0.664_496_911_802_020_2, 0.983_029_302_543_592_3];
        let range = Ranged { low: 0.5, value: 1.0, high: 1.5 };
        for (at, (u, value)) in known.into_iter().zip(drawn).enumerate() {
            assert_eq!(stream.uniform(), u);
            assert_eq!(SplitMix::after(hash, at as u64).uniform(), u);
            assert_eq!(triangular(u, range), value);
        }
        assert_eq!(triangular(0.3, Ranged { low: 2.0, value: 2.0, high: 2.0 }), 2.0);
    }

    #[test]
    fn quantiles_are_elements_of_the_sorted_draws() {
        let mut draws: Vec<f64> = (1..=DRAWS).rev().map(|n| n as f64).collect();
        assert_eq!(quantiles(&mut draws), [103.0, 1946.0]);
    }
}
