//! What a sweep adds to the conclusion.

use std::fmt::Write;

use super::Material;
use super::cite::{Notes, plain, say};
use super::document::{Piece, Words};
use super::phrase::does;
use crate::experiment::sweep::findings::measure::figure;
use crate::experiment::sweep::findings::summary::{Frontier, Summary, summary};
use crate::experiment::sweep::record::{AxisLabel, Finished};
use crate::experiment::sweep::tables::{Leader, ProbabilityRow};
use crate::results::derived::runs;
use crate::scenario::sweep::{Mode, Verdicts};
use crate::tell::family::noun;
use crate::tell::names::{list, within};
use crate::tell::number::{count, with_unit};
use crate::tell::share::{per_cent, range};
use crate::tell::years::span;

/// Significant digits of levels.
const DIGITS: usize = 3;

/// The point; nothing if there is no sweep.
pub fn point(material: &Material<'_>, notes: &mut Notes) -> Option<Words> {
    let (finished, _) = material.sweep?;
    let summary = summary(finished);
    let mut said = Said { finished, notes, pattern: String::new(), pieces: vec![] };
    said.endings(&summary);
    said.verdicts(&summary);
    if let Some(frontier) = &summary.frontier {
        said.followed(frontier);
    }
    said.firsts(&summary.likely);
    Some(say(&said.pattern, said.pieces))
}

/// What has been said so far.
struct Said<'a> {
    finished: &'a Finished,
    notes: &'a mut Notes,
    pattern: String,
    pieces: Vec<Piece>,
}

impl Said<'_> {
    /// A number with a note on a table of the sweep.
    fn figure(&mut self, number: impl Into<String>, cell: &str) {
        let piece = self.notes.figure(number, format!("sweep {}, {cell}", self.finished.name), "");
        self.pieces.push(piece);
    }

    /// Counts of words, as in "chip-bound in 60 and mixed in 9".
    fn counts<T>(&mut self, counts: &[(T, usize)], cell: &str, mut words: impl FnMut(&T) -> String) -> String {
        let mut parts = vec![];
        for (word, times) in counts {
            self.figure(count(*times), cell);
            parts.push(format!("{} in {{}}", words(word)));
        }
        list(&parts)
    }

    fn endings(&mut self, summary: &Summary) {
        self.figure(count(summary.ended.scenarios), "results.csv: rows");
        let _ = write!(
            self.pattern,
            "**A sweep.** In {{}} scenarios around “{}” (“{}”",
            plain(&self.finished.base),
            plain(&self.finished.title)
        );
        if summary.ended.optimal < summary.ended.scenarios {
            self.figure(count(summary.ended.optimal), "results.csv: status");
            self.pattern.push_str(", {} of them with an optimum");
        }
        self.pattern.push(')');
    }

    fn verdicts(&mut self, summary: &Summary) {
        if summary.narrow.is_empty() {
            self.pattern.push('.');
            return;
        }
        let hint = if summary.verdicts == Verdicts::Prices { ", by shadow prices, which are a hint," } else { "" };
        let counts = self.counts(&summary.narrow, "results.csv: narrow", |word| word.name().to_owned());
        let drawn = match summary.mode {
            Mode::LatinHypercube => "",
            Mode::Grid | Mode::List | Mode::OneAtATime => " They were chosen, not drawn: counts are no probabilities.",
        };
        let _ = write!(self.pattern, " the verdict over the horizon{hint} is {counts}.{drawn}");
    }

    fn followed(&mut self, frontier: &Frontier) {
        let finished = self.finished;
        let mut follows = "follows ";
        let named = |leader: &Leader| match leader {
            Leader::Unknown => "is not known".to_owned(),
            Leader::Tie => "follows both alike".to_owned(),
            Leader::Neither => "follows neither".to_owned(),
            Leader::Axis(name) => format!("{}“{}”", std::mem::take(&mut follows), title(finished, name)),
        };
        let counts = self.counts(&frontier.leaders, "frontier.csv: leader", named);
        let _ = write!(self.pattern, " Compute {counts}.");
        for flip in &frontier.flips {
            self.figure(
                level(finished, &flip.moves, flip.level),
                &format!("flip_line.csv: {} where {} is {}", flip.moves, flip.stays, flip.at),
            );
            let _ = write!(
                self.pattern,
                " With “{}” at {} as in the base, compute follows “{}” where “{}” is below {{}}, “{}” above.",
                title(finished, &flip.stays),
                plain(&level(finished, &flip.stays, flip.at)),
                title(finished, &flip.below),
                title(finished, &flip.moves),
                title(finished, &flip.above),
            );
        }
    }

    /// The family that is most often first, years with the same one joined.
    fn firsts(&mut self, likely: &[ProbabilityRow]) {
        let by_year = likely.iter().map(|row| (row.year.unwrap_or_default(), row.answer.name()));
        let mut parts = vec![];
        for (family, from, to) in runs(by_year) {
            let of = likely.iter().filter(|row| row.year.is_some_and(|year| (from..=to).contains(&year)));
            let shares: Vec<f64> = of.map(|row| row.sample_share).collect();
            let [low, high] =
                [shares.iter().copied().fold(f64::INFINITY, f64::min), shares.iter().copied().fold(0.0, f64::max)];
            let share = if from == to { per_cent(low) } else { range(low, high) };
            self.figure(
                share,
                &format!("probabilities.csv: sample_share, first by rent, {family}, {}", span(from, to)),
            );
            let who = if parts.is_empty() { does(family, "come") } else { noun(family) };
            let first = if parts.is_empty() { " first most often" } else { "" };
            let of = if parts.is_empty() { " of samples" } else { "" };
            parts.push(format!("{who}{first} in {} ({{}}{of})", span(from, to)));
        }
        if !parts.is_empty() {
            let _ = write!(
                self.pattern,
                " By rent {}. These are shares of samples under the stated ranges, not forecasts.",
                list(&parts)
            );
        }
    }
}

fn axis<'a>(finished: &'a Finished, name: &str) -> Option<&'a AxisLabel> {
    finished.axes.iter().find(|axis| axis.name == name)
}

fn title(finished: &Finished, name: &str) -> String {
    plain(&within(axis(finished, name).map_or(name, |axis| &axis.title)))
}

fn level(finished: &Finished, name: &str, value: f64) -> String {
    let unit = axis(finished, name).map_or("", |axis| &axis.unit);
    with_unit(&figure(value, DIGITS), unit)
}
