//! How often random samples give an answer: which family is first in a year, and which verdict the horizon gets.
//!
//! A share is one of samples drawn from stated ranges and distributions, with Wilson's interval for their number. The
//! samples of a Latin hypercube are spread more evenly than independent ones, so the interval is, if anything, too wide.

use super::measure::samples;
use super::statistics::wilson;
use crate::experiment::explain::verdict::Bound;
use crate::experiment::families::Group;
use crate::experiment::sweep::record::{Finished, Found};
use crate::experiment::sweep::tables::{Answer, ProbabilityRow, Reading};
use crate::program::Family;
use crate::results::view::tidy;

/// Shares of the samples: by model year of every family, energy and none; over the horizon of the words of both
/// readings. Empty unless the sweep is of random samples.
#[must_use]
pub fn probabilities(finished: &Finished) -> Vec<ProbabilityRow> {
    let years = finished.years.iter().enumerate().flat_map(|(at, year)| of_year(finished, at, *year));
    let narrow = of_horizon(finished, (Reading::Narrow, &Bound::ALL), |found| found.narrow);
    years.chain(narrow).chain(of_horizon(finished, (Reading::Broad, &Bound::BROAD), |found| found.broad)).collect()
}

fn of_year(finished: &Finished, at: usize, year: i32) -> Vec<ProbabilityRow> {
    let firsts: Vec<Family> = samples(finished).filter_map(|(_, found)| Some(found.years.get(at)?.first)).collect();
    let groups = Family::ALL.into_iter().map(Group::from).chain([Group::Energy]);
    let counted = |group: Group| firsts.iter().filter(|first| group.families().holds(**first)).count();
    let mut answers: Vec<(Answer, usize)> = groups.map(|group| (Answer::First(group), counted(group))).collect();
    answers.push((Answer::None, 0));
    rows((Some(year), Reading::First), &answers, firsts.len())
}

fn of_horizon(
    finished: &Finished,
    (reading, known): (Reading, &[Bound]),
    word: fn(&Found) -> Option<Bound>,
) -> Vec<ProbabilityRow> {
    let words: Vec<Bound> = samples(finished).filter_map(|(_, found)| word(found)).collect();
    let counted = |bound: &Bound| words.iter().filter(|given| *given == bound).count();
    let answers: Vec<(Answer, usize)> = known.iter().map(|bound| (Answer::Verdict(*bound), counted(bound))).collect();
    rows((None, reading), &answers, words.len())
}

/// Nothing is said without samples.
fn rows((year, reading): (Option<i32>, Reading), answers: &[(Answer, usize)], samples: usize) -> Vec<ProbabilityRow> {
    let row = |&(answer, counted): &(Answer, usize)| {
        let (low, high) = wilson(counted, samples);
        ProbabilityRow {
            year,
            reading,
            answer,
            counted,
            samples,
            sample_share: tidy(counted as f64 / samples as f64),
            low_share: tidy(low),
            high_share: tidy(high),
        }
    };
    if samples == 0 { vec![] } else { answers.iter().map(row).collect() }
}
