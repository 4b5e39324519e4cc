//! `ceilings`: four separate ceilings on compute over the optimum's compute, by year, the smallest marked.

use super::colour::{Colour, INK};
use super::families::{colour, noun};
use super::figure::{Figure, Panel, Tip, provenance};
use super::mark::{Datum, Ends, Kind as Drawn, Mark, Value};
use super::scale::Scale;
use super::told::{marked, told};
use crate::experiment::explain::Explanation;
use crate::experiment::explain::ceilings::Kind;
use crate::experiment::explain::tables::CeilingRow;
use crate::named::word_or_empty;
use crate::results::Results;
use crate::results::derived::runs;
use crate::tell::names::{capital, list};
use crate::tell::number::number;
use crate::tell::share::percent;
use crate::tell::years::span;

/// Ceilings further above the optimum than this are drawn at the upper edge, per cent.
const HIGHEST: f64 = 400.0;

/// Lines of ceilings over the optimum's, with points where one is the smallest; nothing without ceilings or compute.
#[must_use]
pub fn figure(results: &Results, explanation: &Explanation) -> Option<Figure> {
    let rows: Vec<&CeilingRow> =
        explanation.ceilings.iter().filter(|row| row.optimum_mh100e > 0.0 && row.smallest.is_some()).collect();
    if rows.is_empty() {
        return None;
    }
    let lines: Vec<Line> = Kind::ALL.into_iter().filter_map(|kind| Line::of(kind, &rows)).collect();
    let (mut all, mut smallest) = (vec![], vec![]);
    for line in &lines {
        let data = line.data(&rows);
        let is_smallest = rows.iter().map(|row| row.smallest == Some(line.kind));
        smallest.extend(data.iter().zip(is_smallest).filter(|(_, is)| *is).map(|(datum, _)| datum.clone()));
        all.extend(data);
    }
    let optimum = |row: &&CeilingRow| Datum { bold: true, ..of(row, row.optimum_mh100e).of("Optimum") };
    all.extend(rows.iter().map(optimum));
    let marks = vec![Mark::new(Drawn::Line, all).ends(Ends::Label), Mark::new(Drawn::Dot, smallest)];
    let years = rows.iter().map(|row| row.year).collect();
    let tips = rows.iter().map(|row| Tip::across(row.year, row.year.to_string(), told_of(row, &lines))).collect();
    Some(Figure {
        name: "ceilings",
        title: title(&rows),
        subtitle: "Compute that each limit alone would allow, per cent of the optimum's; dots mark the smallest"
            .to_owned(),
        notes: notes(&rows, &lines),
        origin: provenance(&results.labels),
        panels: vec![Panel::new(Scale::Time(years), Scale::amount("%"), marks).tips(tips)],
        across: 1,
        empty: "",
    })
}

/// Compute in a year, over the optimum's as far as that is drawn.
fn of(row: &CeilingRow, mh100e: f64) -> Datum {
    Datum::at(row.year, percent_of(row, mh100e).min(HIGHEST)).label(format!("{} MH100e", number(mh100e)), false)
}

fn percent_of(row: &CeilingRow, mh100e: f64) -> f64 {
    mh100e / row.optimum_mh100e * 100.0
}

/// One ceiling by year, MH100e.
struct Line {
    kind: Kind,
    values: Vec<f64>,
}

impl Line {
    /// None if there is no such limit in some year.
    fn of(kind: Kind, rows: &[&CeilingRow]) -> Option<Self> {
        Some(Self { kind, values: rows.iter().map(|row| ceiling(row, kind)).collect::<Option<_>>()? })
    }

    fn colour(&self) -> Colour {
        let family = match self.kind {
            Kind::Chips => "chips",
            Kind::Power => "power",
            Kind::DataCentres => "siting",
            Kind::Capital => "capital",
        };
        colour(family)
    }

    fn data(&self, rows: &[&CeilingRow]) -> Vec<Datum> {
        let datum =
            |(row, &value): (&&CeilingRow, &f64)| of(row, value).of(capital(self.kind.name())).colour(self.colour());
        rows.iter().zip(&self.values).map(datum).collect()
    }
}

fn ceiling(row: &CeilingRow, kind: Kind) -> Option<f64> {
    match kind {
        Kind::Chips => row.chips_mh100e,
        Kind::Power => row.power_mh100e,
        Kind::DataCentres => row.data_centres_mh100e,
        Kind::Capital => row.capital_mh100e,
    }
}

/// What is told of a year: all ceilings, the optimum, whom the rule names and whom the verdict.
fn told_of(row: &CeilingRow, lines: &[Line]) -> Vec<Value> {
    let said =
        |value: f64| format!("{} MH100e ({} of the optimum)", number(value), percent(value / row.optimum_mh100e));
    let of_line = |line: &Line| Some(marked(&capital(line.kind.name()), said(ceiling(row, line.kind)?), line.colour()));
    let mut values: Vec<Value> = lines.iter().filter_map(of_line).collect();
    values.push(marked("Optimum", format!("{} MH100e", number(row.optimum_mh100e)), INK));
    values.push(told("Smallest ceiling", word_or_empty(row.smallest)));
    values.extend(row.optimum_share.map(|share| told("Optimum, of that ceiling", percent(share))));
    values.extend(row.first.map(|first| told("Brings most compute of the year", noun(first.name()))));
    let only = [
        ("Optimum if only that ceiling held", row.only_mh100e),
        ("Optimum if only it and demand held", row.only_and_demand_mh100e),
    ];
    values.extend(only.into_iter().filter_map(|(name, value)| Some(told(name, said(value?)))));
    values
}

/// Whom the rule names, and how far the optimum comes.
fn title(rows: &[&CeilingRow]) -> String {
    let spans = runs(rows.iter().map(|row| (row.year, word_or_empty(row.smallest))));
    let named = match spans.as_slice() {
        [(only, ..)] if rows.len() > 1 => format!("{only} in every year"),
        _ => list(&spans.iter().map(|(name, from, to)| format!("{name} in {}", span(*from, *to))).collect::<Vec<_>>()),
    };
    let shares = || rows.iter().filter_map(|row| row.optimum_share);
    let (low, high) = (shares().fold(f64::INFINITY, f64::min), shares().fold(0.0, f64::max));
    let (low, high) = (percent(low), percent(high));
    let reaches = if low == high { low } else { format!("{low} to {high}") };
    format!("The four-ceilings rule names {named}; the optimum reaches {reaches} of that ceiling")
}

fn notes(rows: &[&CeilingRow], lines: &[Line]) -> String {
    let is_cut = |line: &Line| line.values.iter().zip(rows).any(|(value, row)| percent_of(row, *value) > HIGHEST);
    let cut = lines.iter().any(is_cut);
    let edge = if cut { format!(" Ceilings above {HIGHEST:.0}% are drawn there.") } else { String::new() };
    format!(
        "Each ceiling is drawn as if all else were unlimited and sums all regions: chips ever on sale that still serve; connections, onsite plants and firm \
         capacity; sites and cooling equipment; money over the all-in price of compute. Gigawatts become compute at the mean of chips on sale, so that the \
         optimum can pass a ceiling by buying better ones. At the right, the last year's values.{edge}"
    )
}

#[cfg(test)]
mod tests {
    use super::super::sample_explanation::explanation;
    use super::*;

    fn title_of(years: &[i32]) -> String {
        title(&explanation(years, 0, 1.0).ceilings.iter().collect::<Vec<_>>())
    }

    #[test]
    fn the_title_says_whom_the_rule_names_and_how_far_the_optimum_comes() {
        let expected = "The four-ceilings rule names power in 2025 and chips in 2026–2027; the optimum reaches 68% to 88% of that ceiling";
        assert_eq!(title_of(&[2025, 2026, 2027]), expected);
        assert_eq!(
            title_of(&[2025]),
            "The four-ceilings rule names power in 2025; the optimum reaches 88% of that ceiling"
        );
    }
}
