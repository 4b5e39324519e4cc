//! `uncertainty_fan`: AI load of random samples by year, and which family binds first in how many of them.

use super::colour::{Colour, PALETTE};
use super::families::{colour, name, noun, verb};
use super::figure::{Figure, Panel, Tip};
use super::mark::{Datum, Ends, Kind, Mark, Value};
use super::scale::{Amount, Scale};
use super::sweep_words::origin;
use crate::experiment::families::Group;
use crate::experiment::sweep::findings::fan::Quantity;
use crate::experiment::sweep::record::Finished;
use crate::experiment::sweep::tables::{Answer, FanRow, ProbabilityRow, Reading};
use crate::program::Family::Demand;
use crate::tell::names::capital;
use crate::tell::number::{alike, figures};
use crate::tell::share::percent;

/// A fan of percentiles, and lines of shares; nothing without samples of AI load.
#[must_use]
pub fn figure(sweep: &Finished, fan: &[FanRow], probabilities: &[ProbabilityRow]) -> Option<Figure> {
    let fan: Vec<&FanRow> = fan.iter().filter(|row| row.quantity == Quantity::Load).collect();
    let last = fan.last()?;
    let years: Vec<i32> = fan.iter().map(|row| row.year).collect();
    let lines = lines(probabilities);
    let mut panels = vec![loads(&years, &fan)];
    panels.extend((!lines.is_empty()).then(|| shares(&years, &lines)));
    Some(Figure {
        name: "uncertainty_fan",
        title: title(last, &lines),
        subtitle: format!("Rated AI load and what binds first, by year, over {} random samples", last.samples),
        notes: notes(last.samples, &lines),
        origin: origin(sweep),
        panels,
        across: 1,
        empty: "",
    })
}

fn notes(samples: usize, lines: &[Line]) -> String {
    let shares = if lines.is_empty() {
        ""
    } else {
        " Binds first: has the largest rent among families of supply. Whiskers: what the number of samples leaves open (95% interval, Wilson)."
    };
    let is_demand = |line: &Line| line.answer == Answer::First(Group::Family(Demand));
    let demand = if lines.iter().any(is_demand) { " Demand: no supply has a rent." } else { "" };
    format!(
        "Percentiles and shares of {samples} samples with a certified optimum, under the ranges and distributions that the sweep states for its inputs: \
         they are not forecasts.{shares}{demand}"
    )
}

/// Colours of the range of nine of ten samples, and of that of every other.
const OUTER: Colour = (208, 225, 238);
const INNER: Colour = (151, 189, 218);

/// Percentiles of a year, the highest first, with the colours of what they bound.
fn percentiles(row: &FanRow) -> [(f64, &'static str, Colour); 5] {
    [
        (row.p95, "1 in 20 above", OUTER),
        (row.p75, "1 in 4 above", INNER),
        (row.p50, "Median", PALETTE[0]),
        (row.p25, "1 in 4 below", INNER),
        (row.p05, "1 in 20 below", OUTER),
    ]
}

/// The fan.
fn loads(years: &[i32], fan: &[&FanRow]) -> Panel {
    let range = |of: fn(&FanRow) -> (f64, f64), colour: Colour| {
        let row = |row: &&FanRow| Datum::at(row.year, of(row).0).to_y(of(row).1).colour(colour).label("", true);
        Mark::new(Kind::Area, fan.iter().map(row).collect())
    };
    let middle = fan.iter().map(|row| Datum::at(row.year, row.p50).colour(PALETTE[0])).collect();
    let gw = |value: f64| format!("{} GW", figures(value));
    let ends = fan.iter().flat_map(|row| {
        let end = |(value, name, colour)| Datum::at(row.year, value).of(name).label(gw(value), colour == PALETTE[0]);
        percentiles(row).map(end)
    });
    let marks = vec![
        range(|row| (row.p05, row.p95), OUTER),
        range(|row| (row.p25, row.p75), INNER),
        Mark::new(Kind::Line, middle),
        Mark::new(Kind::Text, ends.collect()).ends(Ends::Label),
    ];
    let tip = |row: &&FanRow| {
        let told = percentiles(row).map(|(value, name, colour)| Value::of(name, gw(value), Some(colour)));
        let told = told.into_iter().chain([Value::of("Mean", gw(row.mean), None)]).collect();
        Tip::across(row.year, format!("AI load, {}", row.year), told)
    };
    let panel = Panel::new(Scale::Time(years.to_vec()), Scale::Amount(Amount::new("GW")), marks);
    Panel { title: "AI load".to_owned(), ..panel.tips(fan.iter().map(tip).collect()) }
}

/// What binds first in some samples, by year.
struct Line<'a> {
    answer: Answer,
    rows: Vec<&'a ProbabilityRow>,
}

impl Line<'_> {
    /// Share of the samples of the last year.
    fn last(&self) -> f64 {
        self.rows.last().map_or(0.0, |row| row.sample_share)
    }

    fn mean(&self) -> f64 {
        self.rows.iter().map(|row| row.sample_share).sum::<f64>() / self.rows.len() as f64
    }

    fn name(&self) -> String {
        if self.answer == Answer::None { "None".to_owned() } else { capital(&name(self.answer.name())) }
    }
}

/// Single families that bind first in any sample, those that do most often first.
fn lines(rows: &[ProbabilityRow]) -> Vec<Line<'_>> {
    let is_one = |row: &ProbabilityRow| matches!(row.answer, Answer::First(Group::Family(_)) | Answer::None);
    let rows = || rows.iter().filter(|row| row.reading == Reading::First && row.year.is_some() && is_one(row));
    let mut lines: Vec<Line> = vec![];
    for row in rows().filter(|row| row.counted > 0) {
        if !lines.iter().any(|line| line.answer == row.answer) {
            let rows = rows().filter(|other| other.answer == row.answer).collect();
            lines.push(Line { answer: row.answer, rows });
        }
    }
    lines.sort_by(|a, b| b.mean().total_cmp(&a.mean()));
    lines
}

/// Lines of shares with their whiskers.
fn shares(years: &[i32], lines: &[Line]) -> Panel {
    let rows = || lines.iter().flat_map(|line| line.rows.iter().filter_map(move |row| Some((line, row.year?, *row))));
    let datum = |line: &Line, year: i32, share: f64| {
        Datum::at(year, 100.0 * share).of(line.name()).colour(colour(line.answer.name())).label(percent(share), false)
    };
    let whisker = |(line, year, row): (&Line, i32, &ProbabilityRow)| {
        datum(line, year, row.low_share).to_y(100.0 * row.high_share)
    };
    let point = |(line, year, row): (&Line, i32, &ProbabilityRow)| datum(line, year, row.sample_share);
    let marks = vec![
        Mark::new(Kind::Rule, rows().map(whisker).collect()),
        Mark::new(Kind::Line, rows().map(point).collect()).ends(Ends::Label),
        Mark::new(Kind::Dot, rows().map(point).collect()),
    ];
    let told = |(line, _, row): (&Line, i32, &ProbabilityRow)| {
        let [share, low, high] = [row.sample_share, row.low_share, row.high_share].map(percent);
        Value::of(line.name(), format!("{share} of samples ({low} to {high})"), Some(colour(line.answer.name())))
    };
    let tip = |&year: &i32| {
        let told = rows().filter(|(_, other, _)| *other == year).map(told).collect();
        Tip::across(year, format!("Which family binds first, {year}"), told)
    };
    let scale = Scale::Amount(Amount::new("% of samples").reach(100.0));
    let panel = Panel::new(Scale::Time(years.to_vec()), scale, marks).tips(years.iter().map(tip).collect());
    Panel { title: "Which family binds first".to_owned(), aside: true, ..panel }
}

/// How wide the fan opens, and what binds first most often in the last year.
fn title(last: &FanRow, lines: &[Line]) -> String {
    let [low, high] = alike([last.p05, last.p95]);
    let range = if low == high { low } else { format!("{low} to {high}") };
    let load = format!("In {} AI load is {range} GW in nine of ten samples", last.year);
    let most = lines.iter().max_by(|a, b| a.last().total_cmp(&b.last())).filter(|line| line.last() > 0.0);
    let Some((answer, share)) = most.map(|line| (line.answer, percent(line.last()))) else { return load };
    match answer {
        Answer::None => format!("{load}, and no supply binds in {share} of all"),
        _ => format!("{load}, and {} {} first in {share} of all", noun(answer.name()), verb(answer.name(), "bind")),
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample_sweep::{YEARS, fan, probabilities};
    use super::*;

    fn title_of(rows: &[FanRow], probabilities: &[ProbabilityRow]) -> String {
        let last = rows.iter().rfind(|row| row.quantity == Quantity::Load).unwrap();
        title(last, &lines(probabilities))
    }

    #[test]
    fn the_title_gives_the_range_and_who_binds_first() {
        let expected = "In 2035 AI load is 98 to 285 GW in nine of ten samples, and chips bind first in 40% of all";
        assert_eq!(title_of(&fan(&YEARS, 1.0), &probabilities(&YEARS, 500)), expected);
        assert_eq!(title_of(&fan(&YEARS, 0.0), &[]), "In 2035 AI load is 178 GW in nine of ten samples");
    }

    #[test]
    fn only_single_families_that_ever_bind_first_are_shown() {
        let rows = probabilities(&YEARS, 500);
        let codes: Vec<&str> = lines(&rows).iter().map(|line| line.answer.name()).collect();
        assert_eq!(codes, ["chips", "capital", "siting", "power", "grid"]);
    }
}
