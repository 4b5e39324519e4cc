//! `differences`: by how much AI load differs, year by year, and which families' rents fall and rise.

use super::bars::{Bars, Row};
use super::compare_words::{Shown, legend, more, signed};
use super::families::{name, noun};
use super::font::Weight;
use super::frame::{HANGING, Heading, RISING, frame_from, wrap};
use super::scene::{Area, Scene, Text};
use super::style::{LABEL, LEADING, MUTED};
use super::words::{list, number};
use crate::experiment::compare::differences::apart;
use crate::program::Family;

/// Between the panels.
const BESIDE: f64 = 90.0;

/// Draws it; nothing without two scenarios and a year that both have.
#[must_use]
pub fn draw(shown: &Shown<'_>) -> Option<Scene> {
    let (years, others) = (shown.years(), shown.others());
    if years.is_empty() || others.is_empty() {
        return None;
    }
    let found = Found::of(shown, &years);
    let heading =
        Heading { title: found.title(shown), subtitle: subtitle(shown), notes: format!("{NOTES}{}", shown.left_out()) };
    let colours: Vec<_> = others.iter().map(|one| one.colour).collect();
    let drawn = |values: &[Option<f64>]| others.iter().map(|one| values[one.at - 1]).collect::<Vec<_>>();
    let load = Bars {
        title: "AI load".to_owned(),
        subtitle: "difference by year, GW rated".to_owned(),
        rows: found.load.iter().map(|(year, values)| load_row(shown, *year, drawn(values))).collect(),
        colours: colours.clone(),
    };
    let rents = found.rents.iter().filter(|(_, values)| values.iter().flatten().any(|value| *value != 0.0));
    let rents = Bars {
        title: "Rents of supply".to_owned(),
        subtitle: "difference over the horizon, billion USD, discounted".to_owned(),
        rows: rents.map(|(family, values)| rent_row(shown, (family, &years), drawn(values))).collect(),
        colours,
    };
    if found.is_empty() {
        return Some(nothing(shown, heading, "There is nothing to draw: no year differs."));
    }
    let bars: Vec<Bars> = [load, rents].into_iter().filter(|bars| !bars.rows.is_empty()).collect();
    let whole = Area { left: 0.0, top: 0.0, right: super::style::WIDTH - 2.0 * super::style::MARGIN, bottom: 0.0 };
    let names = if others.len() > 1 { legend(None, &whole, &others) } else { 0.0 };
    let high = bars.iter().map(Bars::height).fold(0.0, f64::max);
    let (mut scene, area) = frame_from(&shown.origin(), heading, names + high - RISING - HANGING + LABEL * 2.0);
    let top = area.top - RISING;
    if others.len() > 1 {
        legend(Some(&mut scene), &Area { top, ..area }, &others);
    }
    let wide = (area.width() - BESIDE) / 2.0;
    for (i, bars) in bars.iter().enumerate() {
        let left = area.left + i as f64 * (wide + BESIDE);
        bars.draw(&mut scene, Area { left, right: left + wide, top: top + names + LABEL, ..area });
    }
    Some(scene)
}

/// A year of AI load.
fn load_row(shown: &Shown<'_>, year: i32, values: Vec<Option<f64>>) -> Row {
    let amounts: Vec<_> = (0..shown.results.len()).map(|at| shown.value(at, year, "ai_load")).collect();
    Row { name: year.to_string(), values, told: shown.told(&amounts, "GW rated") }
}

/// Rents of a family.
fn rent_row(shown: &Shown<'_>, (family, years): (&str, &[i32]), values: Vec<Option<f64>>) -> Row {
    let amounts: Vec<_> = (0..shown.results.len()).map(|at| rent(shown, years, (at, family))).collect();
    Row { name: name(family), values, told: shown.told(&amounts, "billion USD") }
}

/// Rents of a family in a scenario over the horizon, billion USD.
fn rent(shown: &Shown<'_>, years: &[i32], (at, family): (usize, &str)) -> Option<f64> {
    let of_year = |year: &i32| shown.value(at, *year, &format!("rent_{family}"));
    Some(years.iter().map(of_year).collect::<Option<Vec<f64>>>()?.into_iter().sum::<f64>() / MILLIONS)
}

const NOTES: &str = "Rents are shadow price times limit, less what is committed: where they fall a limit is relieved, where they rise it binds \
                     harder. They are a hint, and where two limits bind together the split between them is one of several. The rent of demand is \
                     buyers' surplus and left out.";

fn subtitle(shown: &Shown<'_>) -> String {
    match shown.comparison.scenarios.as_slice() {
        [a, b] => format!("Differences: {b} less {a}"),
        all => format!("Differences: {} scenarios, each less {}", all.len() - 1, shown.first()),
    }
}

/// A chart that says that nothing differs.
pub fn nothing(shown: &Shown<'_>, heading: Heading, words: &str) -> Scene {
    const SHORT: f64 = 120.0;
    let (mut scene, area) = frame_from(&shown.origin(), heading, SHORT);
    for (i, line) in wrap(words, LABEL, Weight::Regular, area.width()).into_iter().enumerate() {
        scene.text(Text::new(line).colour(MUTED).at(area.left, area.top + LABEL * (1.0 + LEADING * i as f64)));
    }
    scene
}

/// Differences of every scenario but the first.
struct Found {
    load: Vec<(i32, Vec<Option<f64>>)>,
    rents: Vec<(&'static str, Vec<Option<f64>>)>,
}

impl Found {
    fn of(shown: &Shown<'_>, years: &[i32]) -> Self {
        let scenarios = 1..shown.comparison.scenarios.len();
        // A year's rents are those of its period: with other model years they are of other calendar years.
        let is_alike = shown.results.iter().all(|results| results.years == years);
        let load = |year: i32| scenarios.clone().map(|at| shown.difference(at, year, "ai_load")).collect();
        let supply = Family::ALL.into_iter().filter(|family| *family != Family::Demand).map(Family::name);
        let rent = |at: usize, family: &str| rent(shown, years, (at, family));
        let rents = |family: &str| {
            scenarios.clone().map(|at| Some(apart(rent(0, family)?, rent(at, family)?))).collect::<Vec<_>>()
        };
        Self {
            load: years.iter().map(|&year| (year, load(year))).collect(),
            rents: supply.filter(|_| is_alike).map(|family| (family, rents(family))).collect(),
        }
    }

    fn is_empty(&self) -> bool {
        let load = self.load.iter().flat_map(|(_, values)| values);
        load.chain(self.rents.iter().flat_map(|(_, values)| values)).flatten().all(|value| *value == 0.0)
    }

    /// The largest difference of AI load: scenario (after the first), year, GW.
    fn largest(&self) -> Option<(usize, i32, f64)> {
        let all = self.load.iter().flat_map(|(year, values)| {
            values.iter().enumerate().filter_map(|(at, value)| Some((at, *year, (*value)?)))
        });
        all.filter(|(.., d)| *d != 0.0).max_by(|x, y| x.2.abs().total_cmp(&y.2.abs()).then(y.1.cmp(&x.1)))
    }

    /// Which rents of a scenario fall most and rise most, in words.
    fn rents(&self, at: usize) -> String {
        let all: Vec<(&str, f64)> = self.rents.iter().filter_map(|(family, of)| Some((*family, of[at]?))).collect();
        let fallen = all.iter().filter(|(_, d)| *d < 0.0).min_by(|x, y| x.1.total_cmp(&y.1));
        let risen = all.iter().filter(|(_, d)| *d > 0.0).max_by(|x, y| x.1.total_cmp(&y.1));
        let said = |start: &str, (family, d): &(&str, f64), verb: &str, end: &str| {
            format!("{start} {}{verb} {} billion USD {end}", noun(family), number(d.abs()))
        };
        match (fallen, risen) {
            (None, None) => String::new(),
            (Some(fallen), None) => said("rents of", fallen, " are", "lower"),
            (None, Some(risen)) => said("rents of", risen, " are", "higher"),
            (Some(fallen), Some(risen)) => {
                format!("{} and {}", said("rents of", fallen, " are", "lower"), said("those of", risen, "", "higher"))
            }
        }
    }

    fn title(&self, shown: &Shown<'_>) -> String {
        let names = &shown.comparison.scenarios;
        let (a, two) = (shown.first(), names.len() == 2);
        if self.is_empty() {
            let same = if self.rents.is_empty() { "AI load is" } else { "AI load and all rents of supply are" };
            return format!("{same} the same in {}", list(names));
        }
        let Some((at, year, load)) = self.largest() else {
            return format!("AI load is the same in {}, and only rents differ", list(names));
        };
        if !two {
            let name = &names[at + 1];
            return format!(
                "{name} moves AI load furthest from {a}: {} GW in {year}; {}",
                signed(load),
                self.rents(at)
            )
            .trim_end_matches("; ")
            .to_owned();
        }
        let start = format!("{} powers {} than {a} in {year}", names[1], more(load, "GW", "AI load"));
        match self.rents(at) {
            none if none.is_empty() => start,
            rents => format!("{start}; {rents}"),
        }
    }
}

const MILLIONS: f64 = 1e3;
