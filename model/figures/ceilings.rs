//! `ceilings`: four separate ceilings on compute over the optimum's compute, by year, the smallest marked.

use super::axis::{EndLabel, Scale, calendar, end_labels, end_width, heights};
use super::families::{colour, noun};
use super::frame::{Heading, frame};
use super::scene::{Area, Point, Scene, Value};
use super::stack::{self, across};
use super::style::{Colour, INK, WHITE};
use super::told::{marked, told};
use super::words::{capital, list, number, percent, span};
use crate::experiment::explain::Explanation;
use crate::experiment::explain::ceilings::Kind;
use crate::experiment::explain::tables::CeilingRow;
use crate::named::word_or_empty;
use crate::results::Results;
use crate::results::derived::runs;

/// Ceilings further above the optimum than this are drawn at the upper edge, per cent.
const HIGHEST: f64 = 400.0;

/// Room left of the first year, for its dot.
const INSET: f64 = 30.0;

/// Draws it; nothing without ceilings or without compute.
#[must_use]
pub fn draw(results: &Results, explanation: &Explanation) -> Option<Scene> {
    let rows: Vec<&CeilingRow> =
        explanation.ceilings.iter().filter(|row| row.optimum_mh100e > 0.0 && row.smallest.is_some()).collect();
    let last = rows.last()?;
    let lines: Vec<Line> = Kind::ALL.into_iter().filter_map(|kind| Line::of(kind, &rows)).collect();
    let heading = Heading {
        title: title(&rows),
        subtitle: "Compute that each limit alone would allow, per cent of the optimum's; dots mark the smallest"
            .to_owned(),
        notes: notes(&lines),
    };
    let (mut scene, mut area) = frame(&results.labels, heading);
    let labels = |scale: &Scale| labels(last, &lines, scale);
    area.right -= end_width(&labels(&Scale { domain: (0.0, 1.0), range: (0.0, 1.0) }));
    let high = lines.iter().flat_map(|line| &line.shares).fold(100.0, |high: f64, share| high.max(drawn(*share)));
    let scale = heights(&mut scene, &mut area, high * 1.04, "%");
    let years: Vec<i32> = rows.iter().map(|row| row.year).collect();
    let timeline = calendar(&mut scene, &Area { left: area.left + INSET, ..area }, &years);
    let across = across(&years, &timeline);
    for line in &lines {
        line.draw(&mut scene, &across, &scale);
    }
    scene.line(across.iter().map(|&x| (x, scale.at(100.0))).collect(), INK, 8.0);
    smallest(&mut scene, (&rows, &lines), (&timeline, &scale));
    let labels = labels(&scale);
    end_labels(&mut scene, &area, labels);
    let names: Vec<String> = years.iter().map(ToString::to_string).collect();
    let told: Vec<Vec<Value>> = rows.iter().map(|row| told_of(row, &lines)).collect();
    stack::hints(&mut scene, &area, (&names, &across), &told);
    Some(scene)
}

/// A share as it is drawn, per cent.
fn drawn(share: f64) -> f64 {
    (share * 100.0).min(HIGHEST)
}

/// One ceiling by year.
struct Line {
    kind: Kind,
    /// Ceiling over optimum.
    shares: Vec<f64>,
}

impl Line {
    /// None if there is no such limit in some year.
    fn of(kind: Kind, rows: &[&CeilingRow]) -> Option<Self> {
        let share = |row: &&CeilingRow| Some(ceiling(row, kind)? / row.optimum_mh100e);
        Some(Self { kind, shares: rows.iter().map(share).collect::<Option<_>>()? })
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

    fn draw(&self, scene: &mut Scene, across: &[f64], scale: &Scale) {
        let last = self.shares.len() - 1;
        let at = |(i, &x): (usize, &f64)| (x, scale.at(drawn(self.shares[i.min(last)])));
        scene.line(across.iter().enumerate().map(at).collect(), self.colour(), 6.0);
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

/// A dot on the smallest ceiling of each year.
fn smallest(scene: &mut Scene, (rows, lines): (&[&CeilingRow], &[Line]), (years, scale): (&Scale, &Scale)) {
    const DOT: f64 = 15.0;
    for (i, row) in rows.iter().enumerate() {
        let Some(line) = lines.iter().find(|line| Some(line.kind) == row.smallest) else { continue };
        let at: Point = (years.at(f64::from(row.year)), scale.at(drawn(line.shares[i])));
        scene.dot(at, DOT, line.colour());
        scene.dot(at, DOT - 5.0, WHITE);
    }
}

fn labels(last: &CeilingRow, lines: &[Line], scale: &Scale) -> Vec<EndLabel> {
    let label = |name: &str, value: f64, share: f64, colour: Colour| EndLabel {
        y: scale.at(drawn(share)),
        name: name.to_owned(),
        value: format!("{} MH100e", number(value)),
        colour: Some(colour),
        bold: colour == INK,
        leads: true,
    };
    let of_line = |line: &Line| {
        let value = ceiling(last, line.kind).unwrap_or_default();
        label(&capital(line.kind.name()), value, value / last.optimum_mh100e, line.colour())
    };
    let mut labels: Vec<EndLabel> = lines.iter().map(of_line).collect();
    labels.push(label("Optimum", last.optimum_mh100e, 1.0, INK));
    labels
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

fn notes(lines: &[Line]) -> String {
    let cut = lines.iter().any(|line| line.shares.iter().any(|share| share * 100.0 > HIGHEST));
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
