//! What findings read off a scenario: amounts over the horizon, and levels as numbers and as words.

use crate::experiment::sweep::record::{Finished, Found, OfYear, Record};
use crate::named::words;
use crate::program::Family;
use crate::results::derived::horizon_mean;
use crate::scenario::sweep::{Level, Mode};

words! {
    /// An amount that findings compare scenarios by; its name has its unit at the end.
    Measure {
        /// AI load, rated GW, mean over calendar years.
        MeanLoad, "mean_load_gw";
        /// AI load in the last model year, rated GW.
        LastLoad, "last_load_gw";
        /// Compute, MH100e, mean over calendar years.
        MeanCompute, "mean_compute_mh100e";
        /// Million USD.
        Objective, "objective_musd";
        /// Rents of power and grid over these and chips rents, over the horizon; none where there are no such rents.
        EnergyRent, "energy_rent_share";
    }
}

impl Measure {
    /// Its amount in a scenario of a sweep; none where it has none.
    #[must_use]
    pub fn of(self, finished: &Finished, found: &Found) -> Option<f64> {
        match self {
            Self::MeanLoad => mean(finished, found, |year| year.ai_it_gw),
            Self::LastLoad => found.years.last().map(|year| year.ai_it_gw),
            Self::MeanCompute => mean(finished, found, |year| year.compute_mh100e),
            Self::Objective => Some(found.objective_musd),
            Self::EnergyRent => {
                let energy = found.rent(Family::Power) + found.rent(Family::Grid);
                let both = energy + found.rent(Family::Chips);
                (both > 0.0).then(|| energy / both)
            }
        }
    }

    /// Its amount in a scenario; 0 where it has none.
    #[must_use]
    pub fn amount(self, finished: &Finished, found: &Found) -> f64 {
        self.of(finished, found).unwrap_or_default()
    }
}

/// Mean over calendar years, each model year counted as often as its period has years; none without any.
fn mean(finished: &Finished, found: &Found, of: impl Fn(&OfYear) -> f64) -> Option<f64> {
    horizon_mean(found.years.iter().map(of).zip(finished.period_years.iter().map(|years| *years as f64)))
}

/// The scenarios with a certified optimum, in the sweep's order.
pub fn optimal(finished: &Finished) -> impl Iterator<Item = (&Record, &Found)> + Clone {
    finished.records.iter().filter_map(|record| Some((record, record.found.as_ref()?)))
}

/// Those of a sweep of random samples; none of any other.
pub fn samples(finished: &Finished) -> impl Iterator<Item = (&Record, &Found)> + Clone {
    optimal(finished).filter(|_| finished.mode == Mode::LatinHypercube)
}

/// A level in words, to six significant digits, without its unit.
#[must_use]
pub fn words(level: &Level) -> String {
    const DIGITS: usize = 6;
    match level {
        Level::Number(number) => figure(*number, DIGITS),
        Level::Name(name) => name.clone(),
    }
}

/// A number in words, to so many significant digits and without zeros at its end.
#[must_use]
pub fn figure(number: f64, digits: usize) -> String {
    format!("{number:.*e}", digits.saturating_sub(1)).parse().unwrap_or(number).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_as_short_as_their_digits() {
        assert_eq!(figure(0.5, 6), "0.5");
        assert_eq!(figure(1.0 / 3.0, 3), "0.333");
        assert_eq!(figure(2.0, 3), "2");
        assert_eq!(figure(-0.25, 3), "-0.25");
        assert_eq!(words(&Level::Number(1.234_567_8)), "1.23457");
        assert_eq!(words(&Level::Name("half-energy".to_owned())), "half-energy");
    }
}
