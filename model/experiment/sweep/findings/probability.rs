//! How often random samples give an answer: which family is first in a year, and which verdict the horizon gets.
//!
//! A share is one of samples drawn from stated ranges and distributions, with Wilson's interval for their number. The
//! samples of a Latin hypercube are spread more evenly than independent ones, so the interval is, if anything, too wide.

use super::measure::samples;
use super::statistics::wilson;
use crate::experiment::families::Families;
use crate::experiment::sweep::record::{Finished, Found};
use crate::experiment::sweep::tables::ProbabilityRow;
use crate::program::Family;
use crate::results::view::tidy;

/// Name of the reading of a year's rents.
pub const FIRST: &str = "first by rent";

/// Power and grid together.
pub const ENERGY: &str = "energy";

/// No supply has a rent.
pub const NONE: &str = "none";

/// Name of a reading of the horizon, where it is found, and the words that it may give.
type Reading = (&'static str, fn(&Found) -> &str, &'static [&'static str]);

const READINGS: [Reading; 2] = [
    (
        "narrow",
        |found| &found.narrow,
        &[
            "energy-bound",
            "chip-bound",
            "capital-bound",
            "demand-bound",
            "siting-bound",
            "cooling-bound",
            "materials-bound",
            "mixed",
        ],
    ),
    ("broad", |found| &found.broad, &["energy-bound", "chip-bound", "capital-bound", "demand-bound", "mixed"]),
];

/// Shares of the samples: by model year of every family, energy and none; over the horizon of the words of both
/// readings. Empty unless the sweep is of random samples.
#[must_use]
pub fn probabilities(finished: &Finished) -> Vec<ProbabilityRow> {
    let years = finished.years.iter().enumerate().flat_map(|(at, year)| of_year(finished, at, *year));
    years.chain(READINGS.iter().flat_map(|reading| of_horizon(finished, *reading))).collect()
}

fn of_year(finished: &Finished, at: usize, year: i32) -> Vec<ProbabilityRow> {
    let firsts: Vec<&str> =
        samples(finished).filter_map(|(_, found)| Some(found.years.get(at)?.first.as_str())).collect();
    let is_energy = |first: &str| Families::ENERGY.members().any(|family| family.name() == first);
    let mut answers: Vec<(&str, usize)> =
        Family::ALL.map(|family| (family.name(), count(&firsts, family.name()))).into();
    answers.push((ENERGY, firsts.iter().filter(|first| is_energy(first)).count()));
    answers.push((NONE, count(&firsts, "")));
    rows((Some(year), FIRST), &answers, firsts.len())
}

fn of_horizon(finished: &Finished, (reading, word, known): Reading) -> Vec<ProbabilityRow> {
    let words: Vec<&str> = samples(finished).map(|(_, found)| word(found)).filter(|word| !word.is_empty()).collect();
    let answers: Vec<(&str, usize)> = known.iter().map(|word| (*word, count(&words, word))).collect();
    rows((None, reading), &answers, words.len())
}

fn count(answers: &[&str], answer: &str) -> usize {
    answers.iter().filter(|given| **given == answer).count()
}

/// Nothing is said without samples.
fn rows((year, reading): (Option<i32>, &str), answers: &[(&str, usize)], samples: usize) -> Vec<ProbabilityRow> {
    let row = |&(answer, counted): &(&str, usize)| {
        let (low, high) = wilson(counted, samples);
        ProbabilityRow {
            year,
            reading: reading.to_owned(),
            answer: answer.to_owned(),
            counted,
            samples,
            sample_share: tidy(counted as f64 / samples as f64),
            low_share: tidy(low),
            high_share: tidy(high),
        }
    };
    if samples == 0 { vec![] } else { answers.iter().map(row).collect() }
}
