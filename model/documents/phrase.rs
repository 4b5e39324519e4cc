//! Words and numbers that several parts of a memo share.

use super::Material;
use super::cite::Notes;
use super::document::Piece;
pub use crate::experiment::explain::reach::of;
use crate::experiment::explain::verdict::{Bound, Finding, MIXED, leaders};
use crate::experiment::families::Group;
use crate::results::derived::runs;
use crate::results::tables::SummaryRow;
use crate::tell::family::noun;
pub use crate::tell::family::{does, more_of};
use crate::tell::names::list;
use crate::tell::number::number;
pub use crate::tell::share::{gain_cell, gain_in_words as gain};
use crate::tell::years::span;

/// A gain with its note.
pub fn gain_figure(notes: &mut Notes, finding: &Finding, family: Group) -> Piece {
    let when = finding.year.map_or("horizon".to_owned(), |year| format!("years, {year}"));
    let cell = format!("verdict.json: {when}, gains.{family}");
    notes.figure(gain(of(&finding.gains, family)), cell, "")
}

/// A cell of the summary, with its note.
pub fn summary_figure(notes: &mut Notes, row: &SummaryRow, (column, value, unit): (&str, f64, &str)) -> Piece {
    let cell = format!("summary.csv: {column}, {}", row.year);
    notes.figure(format!("{} {unit}", number(value)), cell, "")
}

/// The verdict by year, years with the same one joined: "chip-bound in 2025–2029, mixed (chips and capital) in 2030–2032".
pub fn by_year(material: &Material<'_>) -> Vec<String> {
    let words = |finding: &Finding| match together(finding).as_slice() {
        [_, _, ..] if finding.narrow == Bound::Mixed => {
            let names: Vec<String> = together(finding).into_iter().map(|group| noun(group.name())).collect();
            format!("mixed ({})", list(&names))
        }
        [] if finding.narrow == Bound::Demand => "demand-bound (more of no supply brings any)".to_owned(),
        [] => format!("{} (not by ten per cent; if lifted)", finding.narrow),
        _ => finding.narrow.to_string(),
    };
    let years: Vec<(i32, String)> = material
        .explanation
        .verdict
        .years
        .iter()
        .map(|finding| (finding.year.unwrap_or_default(), words(finding)))
        .collect();
    spans(years.iter().map(|(year, word)| (*year, word.as_str())), str::to_owned)
}

/// Those that share the lead of a finding: whose gain counts as equal to that of the first.
pub fn together(finding: &Finding) -> Vec<Group> {
    let ranked = leaders(finding);
    let most = ranked.first().map_or(0.0, |(_, gain)| *gain);
    ranked.into_iter().filter(|(_, gain)| *gain >= MIXED * most).map(|(group, _)| group).collect()
}

/// Words by year, each said once for all the years in a row that have it; without years if there is only one run.
pub fn spans<'a>(by_year: impl Iterator<Item = (i32, &'a str)>, say: impl Fn(&str) -> String) -> Vec<String> {
    let runs = runs(by_year);
    let when =
        |from: i32, to: i32| if runs.len() == 1 { "in all years".to_owned() } else { format!("in {}", span(from, to)) };
    runs.iter().map(|&(word, from, to)| format!("{} {}", say(word), when(from, to))).collect()
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
