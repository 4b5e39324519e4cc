//! `sweep_ai_load`, `sweep_compute`, `sweep_verdict`: what comes out at every point of a grid of two axes, or of three.

use super::cells::Cell;
use super::families::{colour, noun, verb};
use super::frame::Heading;
use super::heat_points::Points;
use super::key::Key;
use super::panels::{Chart, Legend, Panel};
use super::scene::{Scene, Value};
use super::style::{Colour, OTHER, shade};
use super::sweep_words::family;
use super::words::{alike, capital, figures, number};
use crate::experiment::explain::verdict::Bound;
use crate::experiment::sweep::record::{Finished, Found, OfYear, Record, Verdicts};

/// Draws AI load in a middle year and the last one; over three axes, in the last one alone.
#[must_use]
pub fn ai_load(sweep: &Finished) -> Option<Scene> {
    let last = sweep.years.len().checked_sub(1)?;
    let years = if sweep.axes.len() == 2 && last > 0 { vec![middle(&sweep.years), last] } else { vec![last] };
    let amount = Amount {
        name: "AI load",
        subtitle: "Rated AI load, average of the year",
        unit: "GW",
        of: |year| year.ai_it_gw,
    };
    amount.draw(sweep, &years)
}

/// Draws compute in the last year.
#[must_use]
pub fn compute(sweep: &Finished) -> Option<Scene> {
    let last = sweep.years.len().checked_sub(1)?;
    let amount = Amount {
        name: "Compute",
        subtitle: "Compute powered, average of the year",
        unit: "MH100e",
        of: |year| year.compute_mh100e,
    };
    amount.draw(sweep, &[last])
}

/// Draws what binds over the horizon.
#[must_use]
pub fn verdict(sweep: &Finished) -> Option<Scene> {
    let points = Points::of(sweep)?;
    let counts = counts(sweep);
    let of = sweep.records.len();
    let last = sweep.years.len().saturating_sub(1);
    let cell = |record: Option<&Record>| {
        let told = told(sweep, record, last);
        let found = record.and_then(|record| record.found.as_ref()).and_then(|found| found.narrow);
        let Some(found) = found else { return Cell::empty(told) };
        let word = family(found);
        let short: String = capital(&word).chars().take(2).collect();
        Cell { colour: Some(hue(&word)), words: vec![capital(&word), short], told }
    };
    let panels: Vec<Panel> = (0..points.layers()).map(|layer| panel(&points, layer, "", &cell)).collect();
    let base = points.base().and_then(|found| found.narrow).map(family);
    let heading = Heading {
        title: verdict_title(&counts, of, base.as_deref()),
        subtitle: format!("Verdict over the horizon at every point of the grid{}", points.by()),
        notes: format!("{} {}", verdict_note(sweep.verdicts), points.notes()),
    };
    let known: usize = counts.iter().map(|(_, count)| count).sum();
    let words = counts.iter().map(|(word, count)| (hue(word), capital(word), *count)).collect();
    let legend = Legend::Words { words, unknown: of - known };
    (known > 0).then(|| Chart { sweep, heading, sides: points.sides(), panels, legend }.draw())
}

/// What a verdict is, and where it comes from.
pub fn verdict_note(verdicts: Verdicts) -> &'static str {
    match verdicts {
        Verdicts::ReSolved => {
            "Verdict: which 10% more raises the objective most, energy being power and grid; mixed: two raise it nearly alike."
        }
        Verdicts::Prices => {
            "Verdict by shadow prices, a hint: which 10% more would raise the objective most at today's prices, energy being power and grid; mixed: two nearly alike."
        }
    }
}

/// Index of 2030, or else of the year in the middle.
fn middle(years: &[i32]) -> usize {
    const ROUND: i32 = 2030;
    let is_within = |&index: &usize| index + 1 < years.len();
    years.iter().position(|&year| year == ROUND).filter(is_within).unwrap_or((years.len() - 1) / 2)
}

/// Cells of one layer of a grid.
fn panel(points: &Points, layer: usize, name: &str, cell: &dyn Fn(Option<&Record>) -> Cell) -> Panel {
    let row = |row: &Vec<Option<&Record>>| -> Vec<Cell> { row.iter().map(|record| cell(*record)).collect() };
    let (name, said) =
        if name.is_empty() { (points.name(layer), points.said(layer)) } else { (name.to_owned(), name.to_owned()) };
    Panel { name, said, cells: points.rows(layer).iter().map(row).collect(), is_base: points.is_base(layer) }
}

/// What is told of a point: AI load, compute and the largest rent of a year, and the verdicts.
fn told(sweep: &Finished, record: Option<&Record>, year: usize) -> Vec<Value> {
    let Some((found, of_year)) =
        record.and_then(|record| record.found.as_ref()).and_then(|found| Some((found, found.years.get(year)?)))
    else {
        let status = record.map_or("not solved", |record| record.status.name());
        return vec![Value::of("Certified optimum", format!("none: {status}"), None)];
    };
    let when = sweep.years[year];
    let mut values = vec![
        Value::of(format!("AI load {when}"), format!("{} GW", figures(of_year.ai_it_gw)), None),
        Value::of(format!("Compute {when}"), format!("{} MH100e", figures(of_year.compute_mh100e)), None),
    ];
    let first = of_year.first.name();
    values.push(Value::of(format!("First by rent {when}"), noun(first), Some(colour(first))));
    let verdicts = [("Verdict over the horizon", found.narrow), ("Verdict, broad reading of energy", found.broad)];
    let verdict = |(name, word): (&str, Option<Bound>)| Some(Value::of(name, word?.name(), Some(hue(&family(word?)))));
    values.extend(verdicts.into_iter().filter_map(verdict));
    values
}

/// What is drawn as a number.
struct Amount {
    name: &'static str,
    subtitle: &'static str,
    unit: &'static str,
    of: fn(&OfYear) -> f64,
}

impl Amount {
    fn at(&self, found: &Found, year: usize) -> Option<f64> {
        found.years.get(year).map(self.of)
    }

    /// Least and most of a year over all scenarios.
    fn range(&self, sweep: &Finished, year: usize) -> Option<(f64, f64)> {
        let values = || sweep.records.iter().filter_map(|record| self.at(record.found.as_ref()?, year));
        Some((values().reduce(f64::min)?, values().reduce(f64::max)?))
    }

    /// One panel per year, or per level of the third axis.
    fn draw(&self, sweep: &Finished, years: &[usize]) -> Option<Scene> {
        let points = Points::of(sweep)?;
        let last = *years.last()?;
        let ranges: Option<Vec<(f64, f64)>> = years.iter().map(|&year| self.range(sweep, year)).collect();
        let (low, high) = ranges?.into_iter().reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)))?;
        let share = |value: f64| if high > low { (value - low) / (high - low) } else { 0.5 };
        let written = writer(high);
        let mut panels = vec![];
        for layer in 0..points.layers() {
            for &year in years {
                let cell = |record: Option<&Record>| {
                    let told = told(sweep, record, year);
                    let value = record.and_then(|record| self.at(record.found.as_ref()?, year));
                    let Some(value) = value else { return Cell::empty(told) };
                    Cell { colour: Some(shade(share(value))), words: vec![written(value), number(value)], told }
                };
                let name = if years.len() > 1 { sweep.years[year].to_string() } else { String::new() };
                panels.push(panel(&points, layer, &name, &cell));
            }
        }
        let heading = Heading {
            title: self.title(
                sweep.years[last],
                self.range(sweep, last)?,
                points.base().and_then(|b| self.at(b, last)),
            ),
            subtitle: format!("{}{}, {}{}", self.subtitle, when(sweep, years), self.unit, points.by()),
            notes: points.notes(),
        };
        let ticks = if high > low {
            let [low, half, high] = side_by_side([low, f64::midpoint(low, high), high]);
            vec![(0.0, low), (0.5, half), (1.0, high)]
        } else {
            vec![(0.5, number(low))]
        };
        let key = Key { above: self.unit.to_owned(), below: String::new(), ticks, line: None, empty: None };
        Some(Chart { sweep, heading, sides: points.sides(), panels, legend: Legend::Scale(key) }.draw())
    }

    /// How far apart the points lie, and where the base scenario stands among them.
    fn title(&self, year: i32, (low, high): (f64, f64), base: Option<f64>) -> String {
        let Self { name, unit, .. } = self;
        let [from, to, here] = side_by_side([low, high, base.unwrap_or(high)]);
        if from == to {
            return format!("{name} in {year} is {to} {unit} everywhere on the grid");
        }
        let range = format!("{name} in {year} runs from {from} to {to} {unit} over the grid");
        base.map_or(range.clone(), |_| format!("{range}; {here} in the base scenario"))
    }
}

/// Below this numbers need more than one figure.
const FEW: f64 = 9.95;

/// How numbers up to a highest one are written: three figures where whole numbers would all be alike.
fn writer(high: f64) -> fn(f64) -> String {
    if high < FEW { figures } else { number }
}

/// Numbers that are read side by side.
fn side_by_side(values: [f64; 3]) -> [String; 3] {
    if values.iter().all(|value| *value < FEW) { values.map(figures) } else { alike(values) }
}

/// " in 2035", where the panels do not say it.
fn when(sweep: &Finished, years: &[usize]) -> String {
    if let [year] = years { format!(" {}", sweep.years[*year]) } else { String::new() }
}

/// Colour of a verdict.
fn hue(word: &str) -> Colour {
    if word == Bound::Mixed.name() { OTHER } else { colour(word) }
}

/// How many scenarios have which verdict, the most frequent first.
fn counts(sweep: &Finished) -> Vec<(String, usize)> {
    let mut counts: Vec<(String, usize)> = vec![];
    let found = sweep.records.iter().filter_map(|record| record.found.as_ref());
    for word in found.filter_map(|found| found.narrow).map(family) {
        match counts.iter_mut().find(|(other, _)| *other == word) {
            Some((_, count)) => *count += 1,
            None => counts.push((word, 1)),
        }
    }
    counts.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
    counts
}

/// Who binds at how many points, and in the base scenario.
fn verdict_title(counts: &[(String, usize)], of: usize, base: Option<&str>) -> String {
    let binds = |word: &str| match word {
        _ if word == Bound::Mixed.name() => "the verdict is mixed".to_owned(),
        family => format!("{} {}", noun(family), verb(family, "bind")),
    };
    let Some((first, most)) = counts.first() else { return String::new() };
    if *most == of {
        return capital(&format!("{} at all {of} points of the grid", binds(first)));
    }
    let here = |word: &str| if base == Some(word) { " and in the base scenario" } else { "" };
    let start = format!("{} at {most} of {of} points of the grid{}", binds(first), here(first));
    let next = counts.get(1).map(|(word, count)| format!(", {} at {count}{}", binds(word), here(word)));
    capital(&format!("{start}{}", next.unwrap_or_default()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_verdict_title_counts_points() {
        let counts = [("chips".to_owned(), 85), ("energy".to_owned(), 28)];
        let expected = "Chips bind at 85 of 121 points of the grid and in the base scenario, energy binds at 28";
        assert_eq!(verdict_title(&counts, 121, Some("chips")), expected);
        let expected = "Chips bind at 85 of 121 points of the grid, energy binds at 28 and in the base scenario";
        assert_eq!(verdict_title(&counts, 121, Some("energy")), expected);
        assert_eq!(verdict_title(&counts[..1], 85, None), "Chips bind at all 85 points of the grid");
        let mixed = [("mixed".to_owned(), 3)];
        assert_eq!(verdict_title(&mixed, 4, None), "The verdict is mixed at 3 of 4 points of the grid");
    }

    #[test]
    fn the_year_between_is_2030_or_the_middle_one() {
        let years = [2025, 2030, 2032, 2035];
        assert_eq!([&years[..], &years[..2], &years[2..], &years[..1]].map(middle), [1, 0, 0, 0]);
    }
}
