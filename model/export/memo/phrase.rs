//! Words and numbers that several parts of a memo share.

use super::Material;
use super::cite::Notes;
use super::document::Piece;
use crate::analysis::verdict::{Finding, Gains};
use crate::export::charts::families::{noun, runs, verb};
use crate::export::charts::words::{number, span};
use crate::results::tables::SummaryRow;

/// A gain below this is none worth a word.
const NOTHING: f64 = 5e-5;

/// A gain in words: "1.4 %", "0.04 %", "nothing".
pub fn gain(share: f64) -> String {
    if share.abs() < NOTHING { "nothing".to_owned() } else { format!("{} %", number(share * 100.0)) }
}

/// A family with its verb.
pub fn does(family: &str, word: &str) -> String {
    format!("{} {}", noun(family), verb(family, word))
}

/// The gain of a family over the horizon.
pub fn of(gains: &Gains, family: &str) -> f64 {
    gains.get(family).copied().unwrap_or(0.0)
}

/// A gain with its note.
pub fn gain_figure(notes: &mut Notes, finding: &Finding, family: &str) -> Piece {
    let when = finding.year.map_or("horizon".to_owned(), |year| year.to_string());
    let cell = format!("verdict.json: gains.{family}, {when}");
    notes.figure(gain(of(&finding.gains, family)), cell, "")
}

/// A cell of the summary, with its note.
pub fn summary_figure(notes: &mut Notes, row: &SummaryRow, (column, value, unit): (&str, f64, &str)) -> Piece {
    let cell = format!("summary.csv: {column}, {}", row.year);
    notes.figure(format!("{} {unit}", number(value)), cell, "")
}

/// The verdict by year, years with the same word joined: "chip-bound 2025–2029, mixed 2030–2032".
pub fn by_year(material: &Material<'_>) -> String {
    let years = material.explanation.verdict.years.iter();
    spans(years.map(|finding| (finding.year.unwrap_or_default(), finding.narrow.as_str())), str::to_owned).join(", ")
}

/// Words by year, each said once for all the years in a row that have it.
pub fn spans<'a>(by_year: impl Iterator<Item = (i32, &'a str)>, say: impl Fn(&str) -> String) -> Vec<String> {
    runs(by_year).into_iter().map(|(word, from, to)| format!("{} {}", say(word), span(from, to))).collect()
}

/// First and last model year.
pub fn horizon(material: &Material<'_>) -> String {
    let years = &material.results.years;
    span(years.first().copied().unwrap_or_default(), years.last().copied().unwrap_or_default())
}

/// The model year nearest to the middle of the horizon, for figures "on the way".
pub fn midway(years: &[i32]) -> Option<i32> {
    let (first, last) = (*years.first()?, *years.last()?);
    let middle = f64::midpoint(f64::from(first), f64::from(last));
    years.iter().copied().min_by(|a, b| (f64::from(*a) - middle).abs().total_cmp(&(f64::from(*b) - middle).abs()))
}
