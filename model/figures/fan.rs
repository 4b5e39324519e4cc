//! `uncertainty_fan`: AI load of random samples by year, and which family binds first in how many of them.

use super::axis::{EndLabel, Scale, calendar, end_labels, end_width, heights};
use super::families::{colour, is_single, name, noun, verb};
use super::frame::{Heading, frame_from};
use super::scene::{Area, Point, Scene, Text, Value};
use super::stack::{across, hints};
use super::style::{Colour, PALETTE, WHITE, blend};
use super::sweep_words::origin;
use super::words::{alike, capital, figures, percent};
use crate::experiment::sweep::findings::fan::Quantity;
use crate::experiment::sweep::record::Finished;
use crate::experiment::sweep::tables::{Answer, FanRow, ProbabilityRow, Reading};
use crate::program::Family::Demand;

/// Heights of the two panels, and what is between them.
const FAN: f64 = 600.0;
const SHARES: f64 = 520.0;
const BETWEEN: f64 = 190.0;
/// From the top of a panel to the baseline of its name.
const NAME: f64 = 58.0;
/// Above the first panel, for its name.
const ABOVE: f64 = 40.0;

/// Draws it; nothing without samples of AI load.
#[must_use]
pub fn draw(sweep: &Finished, fan: &[FanRow], probabilities: &[ProbabilityRow]) -> Option<Scene> {
    let fan: Vec<&FanRow> = fan.iter().filter(|row| row.quantity == Quantity::Load).collect();
    let last = fan.last()?;
    let years: Vec<i32> = fan.iter().map(|row| row.year).collect();
    let families = families(&years, probabilities);
    let heading = Heading {
        title: title(&fan, &families),
        subtitle: format!("Rated AI load and what binds first, by year, over {} random samples", last.samples),
        notes: notes(last.samples, &families),
    };
    let below = if families.is_empty() { 0.0 } else { BETWEEN + SHARES };
    let (mut scene, area) = frame_from(&origin(sweep), heading, ABOVE + FAN + below);
    let area = Area { top: area.top + ABOVE, ..area };
    let ends = fan_labels(&fan, &Scale { domain: (0.0, 1.0), range: (0.0, 1.0) });
    let mut labels = ends;
    labels.extend(families.iter().map(|family| family.label(0.0)));
    let right = area.right - end_width(&labels);
    draw_fan(&mut scene, Area { right, bottom: area.top + FAN, ..area }, (&years, &fan));
    if !families.is_empty() {
        draw_shares(&mut scene, Area { right, top: area.top + FAN + BETWEEN, ..area }, (&years, &families));
    }
    Some(scene)
}

fn notes(samples: usize, families: &[Family]) -> String {
    let shares = if families.is_empty() {
        ""
    } else {
        " Binds first: has the largest rent among families of supply. Whiskers: what the number of samples leaves open (95% interval, Wilson)."
    };
    let is_demand = |family: &Family| family.code == Demand.name();
    let demand = if families.iter().any(is_demand) { " Demand: no supply has a rent." } else { "" };
    format!(
        "Percentiles and shares of {samples} samples with a certified optimum, under the ranges and distributions that the sweep states for its inputs: \
         they are not forecasts.{shares}{demand}"
    )
}

/// Room left of the first year, for marks side by side.
fn inset(area: Area) -> Area {
    const SIDE: f64 = 30.0;
    Area { left: area.left + SIDE, ..area }
}

/// Name above a panel.
fn panel_name(scene: &mut Scene, area: &Area, words: &str) {
    scene.text(Text::new(words).bold().at(area.left, area.top - NAME));
}

const MEDIAN: &str = "Median";

/// Percentiles of a year, the highest first, with the colours of the bands that they bound.
fn percentiles(row: &FanRow) -> [(f64, &'static str, Colour); 5] {
    let [outer, inner] = [OUTER, INNER].map(|share| blend(WHITE, BAND, share));
    [
        (row.p95, "1 in 20 above", outer),
        (row.p75, "1 in 4 above", inner),
        (row.p50, MEDIAN, PALETTE[0]),
        (row.p25, "1 in 4 below", inner),
        (row.p05, "1 in 20 below", outer),
    ]
}

fn fan_labels(fan: &[&FanRow], scale: &Scale) -> Vec<EndLabel> {
    let Some(last) = fan.last() else { return vec![] };
    let label = |(value, name, _): (f64, &str, Colour)| EndLabel {
        y: scale.at(value),
        name: name.to_owned(),
        value: format!("{} GW", figures(value)),
        colour: None,
        bold: name == MEDIAN,
        leads: true,
    };
    percentiles(last).map(label).into()
}

/// What is told of a year of the fan.
fn told_of_fan(row: &FanRow) -> Vec<Value> {
    let value =
        |(value, name, colour): (f64, &str, Colour)| Value::of(name, format!("{} GW", figures(value)), Some(colour));
    let mut values: Vec<Value> = percentiles(row).map(value).into();
    values.push(Value::of("Mean", format!("{} GW", figures(row.mean)), None));
    values
}

fn draw_fan(scene: &mut Scene, mut area: Area, (years, fan): (&[i32], &[&FanRow])) {
    const AIR: f64 = 1.04;
    const LINE: f64 = 7.0;
    let high = fan.iter().map(|row| row.p95).fold(0.0, f64::max) * AIR;
    panel_name(scene, &area, "AI load");
    let scale = heights(scene, &mut area, high, "GW");
    let timeline = calendar(scene, &inset(area), years);
    let across = across(years, &timeline);
    let at = |value: &dyn Fn(&FanRow) -> f64| -> Vec<Point> {
        let row = |i: usize| fan[i.min(fan.len() - 1)];
        across.iter().enumerate().map(|(i, &x)| (x, scale.at(value(row(i))))).collect()
    };
    let bands = [(OUTER, at(&|row| row.p05), at(&|row| row.p95)), (INNER, at(&|row| row.p25), at(&|row| row.p75))];
    for (share, lower, upper) in bands {
        let polygon = lower.into_iter().chain(upper.into_iter().rev()).collect();
        scene.polygon(polygon, blend(WHITE, BAND, share));
    }
    scene.line(at(&|row| row.p50), PALETTE[0], LINE);
    end_labels(scene, &area, fan_labels(fan, &scale));
    let told: Vec<Vec<Value>> = fan.iter().map(|row| told_of_fan(row)).collect();
    hints(scene, &area, (&headings("AI load", years), &across), &told);
}

/// Names of the years of a panel.
fn headings(panel: &str, years: &[i32]) -> Vec<String> {
    years.iter().map(|year| format!("{panel}, {year}")).collect()
}

/// Colour of the fan, and how much of it the bands have.
const BAND: Colour = (88, 148, 196);
const OUTER: f64 = 0.28;
const INNER: f64 = 0.62;

/// A family, and the share of samples in which it binds first: with its interval, by year.
struct Family {
    code: String,
    shares: Vec<(f64, f64, f64)>,
}

impl Family {
    fn last(&self) -> f64 {
        self.shares.last().map_or(0.0, |share| share.0)
    }

    fn mean(&self) -> f64 {
        self.shares.iter().map(|share| share.0).sum::<f64>() / self.shares.len() as f64
    }

    fn name(&self) -> String {
        if self.code == NONE { "None".to_owned() } else { capital(&name(&self.code)) }
    }

    /// What is told of a year: its share, and what the number of samples leaves open.
    fn told(&self, year: usize) -> Option<Value> {
        let &(share, low, high) = self.shares.get(year)?;
        let words = format!("{} of samples ({} to {})", percent(share), percent(low), percent(high));
        Some(Value::of(self.name(), words, Some(colour(&self.code))))
    }

    fn label(&self, y: f64) -> EndLabel {
        EndLabel {
            y,
            name: self.name(),
            value: percent(self.last()),
            colour: Some(colour(&self.code)),
            bold: false,
            leads: true,
        }
    }
}

const NONE: &str = Answer::None.name();

/// Single families that bind first in any sample, those that do most often first.
fn families(years: &[i32], rows: &[ProbabilityRow]) -> Vec<Family> {
    let rows = || rows.iter().filter(|row| row.reading == Reading::First && row.year.is_some());
    let mut codes: Vec<&str> = vec![];
    for row in rows().filter(|row| row.counted > 0 && (is_single(row.answer.name()) || row.answer == Answer::None)) {
        if !codes.contains(&row.answer.name()) {
            codes.push(row.answer.name());
        }
    }
    let share = |code: &str, year: i32| {
        let row = rows().find(|row| row.answer.name() == code && row.year == Some(year));
        row.map_or((0.0, 0.0, 0.0), |row| (row.sample_share, row.low_share, row.high_share))
    };
    let family = |code: &&str| Family {
        code: (*code).to_owned(),
        shares: years.iter().map(|&year| share(code, year)).collect(),
    };
    let mut families: Vec<Family> = codes.iter().map(family).collect();
    families.sort_by(|a, b| b.mean().total_cmp(&a.mean()));
    families
}

fn draw_shares(scene: &mut Scene, mut area: Area, (years, families): (&[i32], &[Family])) {
    const LINE: f64 = 5.0;
    const DOT: f64 = 7.0;
    const WHISKER: f64 = 3.0;
    const CAP: f64 = 7.0;
    const HIGH: f64 = 104.0;
    /// Between marks of one year.
    const ASIDE: f64 = 8.0;
    panel_name(scene, &area, "Which family binds first");
    let scale = heights(scene, &mut area, HIGH, "% of samples");
    let timeline = calendar(scene, &inset(area), years);
    let middle = (families.len() as f64 - 1.0) / 2.0;
    let x = |year: i32, family: usize| timeline.at(f64::from(year)) + (family as f64 - middle) * ASIDE;
    let y = |share: f64| scale.at(100.0 * share);
    let ordered = || families.iter().enumerate().rev();
    for (f, family) in ordered() {
        let colour = colour(&family.code);
        for (&year, &(_, low, high)) in years.iter().zip(&family.shares) {
            let x = x(year, f);
            scene.line(vec![(x, y(low)), (x, y(high))], colour, WHISKER);
            for end in [y(low), y(high)] {
                scene.line(vec![(x - CAP, end), (x + CAP, end)], colour, WHISKER);
            }
        }
    }
    for (f, family) in ordered() {
        let points: Vec<Point> =
            years.iter().zip(&family.shares).map(|(&year, share)| (x(year, f), y(share.0))).collect();
        scene.line(points.clone(), colour(&family.code), LINE);
        for point in points {
            scene.dot(point, DOT, WHITE);
            scene.dot(point, DOT - 2.0, colour(&family.code));
        }
    }
    let labels = families.iter().map(|family| family.label(y(family.last()))).collect();
    end_labels(scene, &Area { right: area.right + middle * ASIDE, ..area }, labels);
    let told = |year: usize| families.iter().filter_map(|family| family.told(year)).collect();
    let told: Vec<Vec<Value>> = (0..years.len()).map(told).collect();
    let across: Vec<f64> = years.iter().map(|year| timeline.at(f64::from(*year))).collect();
    hints(scene, &area, (&headings("Which family binds first", years), &across), &told);
}

/// How wide the fan opens, and who binds first most often in the last year.
fn title(fan: &[&FanRow], families: &[Family]) -> String {
    let Some(last) = fan.last() else { return String::new() };
    let [low, high] = alike([last.p05, last.p95]);
    let load = if low == high {
        format!("In {} AI load is {low} GW in nine of ten samples", last.year)
    } else {
        format!("In {} AI load is {low} to {high} GW in nine of ten samples", last.year)
    };
    let most = families.iter().max_by(|a, b| a.last().total_cmp(&b.last()));
    let Some(most) = most.filter(|family| family.last() > 0.0) else { return load };
    if most.code == NONE {
        return format!("{load}, and no supply binds in {} of all", percent(most.last()));
    }
    format!("{load}, and {} {} first in {} of all", noun(&most.code), verb(&most.code, "bind"), percent(most.last()))
}

#[cfg(test)]
mod tests {
    use super::super::sample_sweep::{YEARS, fan, probabilities};
    use super::*;

    fn title_of(rows: &[FanRow], probabilities: &[ProbabilityRow]) -> String {
        let rows: Vec<&FanRow> = rows.iter().filter(|row| row.quantity == Quantity::Load).collect();
        title(&rows, &families(&YEARS, probabilities))
    }

    #[test]
    fn the_title_gives_the_range_and_who_binds_first() {
        let expected = "In 2035 AI load is 98 to 285 GW in nine of ten samples, and chips bind first in 40% of all";
        assert_eq!(title_of(&fan(&YEARS, 1.0), &probabilities(&YEARS, 500)), expected);
        assert_eq!(title_of(&fan(&YEARS, 0.0), &[]), "In 2035 AI load is 178 GW in nine of ten samples");
    }

    #[test]
    fn only_single_families_that_ever_bind_first_are_shown() {
        let families = families(&YEARS, &probabilities(&YEARS, 500));
        let codes: Vec<&str> = families.iter().map(|family| family.code.as_str()).collect();
        assert_eq!(codes, ["chips", "capital", "siting", "power", "grid"]);
    }
}
