//! `differences`: by how much AI load differs, year by year, and which families' rents fall and rise.

use super::compare_words::{Shown, more, signed};
use super::families::{name, noun};
use super::figure::{Figure, Panel, Tip};
use super::words::{list, number};
use crate::experiment::compare::differences::apart;
use crate::program::Family;

/// Bars of AI load by year, and beside them of rents by family; nothing without two scenarios and a year that both have.
#[must_use]
pub fn figure(shown: &Shown<'_>) -> Option<Figure> {
    let years = shown.years();
    if years.is_empty() || shown.others().is_empty() {
        return None;
    }
    let found = Found::of(shown, &years);
    let mut panels = if found.is_empty() { vec![] } else { found.panels(shown, &years) };
    if let Some(first) = panels.first_mut() {
        first.marks.push(shown.key());
    }
    Some(Figure {
        name: "differences",
        title: found.title(shown),
        subtitle: subtitle(shown),
        notes: format!("{NOTES}{}", shown.left_out()),
        origin: shown.origin(),
        across: panels.len(),
        panels,
        empty: "There is nothing to draw: no year differs.",
    })
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

    /// Rows of both panels with what is told of them; a family whose rents do not differ is left out.
    fn panels(&self, shown: &Shown<'_>, years: &[i32]) -> Vec<Panel> {
        let all = || 0..shown.results.len();
        let tip = |title: &str, row: &String, told| Tip::beside(row, format!("{title}, {row}"), told);
        let panel = |title: &str, subtitle: &str, rows: &[(String, Vec<Option<f64>>)], tips| Panel {
            title: title.to_owned(),
            subtitle: subtitle.to_owned(),
            ..shown.bars(rows).tips(tips)
        };
        let (mut load, mut of_load, mut rents, mut of_rents) = (vec![], vec![], vec![], vec![]);
        for (year, values) in &self.load {
            let amounts: Vec<_> = all().map(|at| shown.value(at, *year, "ai_load")).collect();
            of_load.push(tip("AI load", &year.to_string(), shown.told(&amounts, "GW rated")));
            load.push((year.to_string(), values.clone()));
        }
        for (family, values) in self.rents.iter().filter(|(_, all)| all.iter().flatten().any(|value| *value != 0.0)) {
            let amounts: Vec<_> = all().map(|at| rent(shown, years, (at, family))).collect();
            of_rents.push(tip("Rents of supply", &name(family), shown.told(&amounts, "billion USD")));
            rents.push((name(family), values.clone()));
        }
        let mut panels = vec![panel("AI load", "difference by year, GW rated", &load, of_load)];
        if !rents.is_empty() {
            let unit = "difference over the horizon, billion USD, discounted";
            panels.push(panel("Rents of supply", unit, &rents, of_rents));
        }
        panels
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
