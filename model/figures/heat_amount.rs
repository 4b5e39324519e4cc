//! AI load and compute at every point of a grid.

use super::colour::shade;
use super::figure::Figure;
use super::heat::{chart, empty, panel, told};
use super::heat_points::Points;
use super::mark::Datum;
use crate::experiment::sweep::record::{Finished, Found, OfYear, Record};
use crate::tell::number::{alike, figures, number};

/// AI load in a middle year and the last one; over three axes, in the last one alone.
#[must_use]
pub fn ai_load(sweep: &Finished) -> Option<Figure> {
    let last = sweep.years.len().checked_sub(1)?;
    let years = if sweep.axes.len() == 2 && last > 0 { vec![middle(&sweep.years), last] } else { vec![last] };
    let subtitle = "Rated AI load, average of the year";
    let amount = Amount { chart: "sweep_ai_load", name: "AI load", subtitle, unit: "GW", of: |year| year.ai_it_gw };
    amount.figure(sweep, &years)
}

/// Compute in the last year.
#[must_use]
pub fn compute(sweep: &Finished) -> Option<Figure> {
    let last = sweep.years.len().checked_sub(1)?;
    let subtitle = "Compute powered, average of the year";
    let amount =
        Amount { chart: "sweep_compute", name: "Compute", subtitle, unit: "MH100e", of: |year| year.compute_mh100e };
    amount.figure(sweep, &[last])
}

/// Index of 2030, or else of the year in the middle.
fn middle(years: &[i32]) -> usize {
    const ROUND: i32 = 2030;
    let is_within = |&index: &usize| index + 1 < years.len();
    years.iter().position(|&year| year == ROUND).filter(is_within).unwrap_or((years.len() - 1) / 2)
}

/// What is drawn as a number.
struct Amount {
    chart: &'static str,
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

    /// A panel for each year, or each level of the third axis.
    fn figure(&self, sweep: &Finished, years: &[usize]) -> Option<Figure> {
        let points = Points::of(sweep)?;
        let last = *years.last()?;
        let ranges: Option<Vec<(f64, f64)>> = years.iter().map(|&year| self.range(sweep, year)).collect();
        let (low, high) = ranges?.into_iter().reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)))?;
        let share = |value: f64| if high > low { (value - low) / (high - low) } else { 0.5 };
        let written = if high < FEW { figures } else { number };
        let cell = |record: Option<&Record>, year: usize| {
            let value = record.and_then(|record| self.at(record.found.as_ref()?, year));
            let filled = |value| Datum::anywhere().colour(shade(share(value))).label(written(value), false);
            (value.map_or_else(empty, |value| filled(value).short(number(value))), told(sweep, record, year))
        };
        let of_year = |layer: usize, year: usize| {
            let name = if years.len() > 1 { sweep.years[year].to_string() } else { String::new() };
            panel(&points, (layer, &name), &|record| cell(record, year))
        };
        let of_layer = |layer: usize| years.iter().map(move |&year| (layer, year));
        let panels = (0..points.layers()).flat_map(of_layer).map(|(layer, year)| of_year(layer, year)).collect();
        let at = |step: f64| low + (high - low) * step;
        let steps = if high > low { vec![0.0, 0.25, 0.5, 0.75, 1.0] } else { vec![0.5] };
        let key = side_by_side([0.0, 0.25, 0.5, 0.75, 1.0].map(at));
        let when = if let [year] = years { format!(" {}", sweep.years[*year]) } else { String::new() };
        let base = points.base().and_then(|base| self.at(base, last));
        let key = (self.unit, key.into_iter().zip(steps.into_iter().map(shade)).collect());
        Some(Figure {
            title: self.title(sweep.years[last], self.range(sweep, last)?, base),
            subtitle: format!("{}{when}, {}{}", self.subtitle, self.unit, points.by()),
            notes: points.notes(),
            ..chart(sweep, self.chart, panels, key)
        })
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

/// Numbers that are read side by side.
fn side_by_side<const N: usize>(values: [f64; N]) -> [String; N] {
    if values.iter().all(|value| *value < FEW) { values.map(figures) } else { alike(values) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_year_between_is_2030_or_the_middle_one() {
        let years = [2025, 2030, 2032, 2035];
        assert_eq!([&years[..], &years[..2], &years[2..], &years[..1]].map(middle), [1, 0, 0, 0]);
    }
}
