//! `differences`: by how much AI load differs, year by year, and which families' rents fall and rise.

use super::compare_words::{Row, Shown, ends, is_almost_nothing, more, signed};
use super::families::{name, noun};
use super::figure::{Figure, Panel};
use crate::program::Family;
use crate::tell::names::list;
use crate::tell::number::number;

/// Bars of AI load by year, and beside them of rents by family; nothing without two scenarios and a year that both have.
#[must_use]
pub fn figure(shown: &Shown<'_>) -> Option<Figure> {
    let years = shown.years();
    if years.is_empty() || shown.others().is_empty() {
        return None;
    }
    let found = Found::of(shown, &years);
    let panels = if found.is_empty() { vec![] } else { found.panels(shown) };
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

const NOTES: &str = "Rents are shadow price times limit, less what is committed: where they fall a limit is relieved, where they rise it binds \
                     harder. They are a hint, and where two limits bind together the split between them is one of several. The rent of demand is \
                     buyers' surplus and left out.";

fn subtitle(shown: &Shown<'_>) -> String {
    match shown.comparison.scenarios.as_slice() {
        [a, b] => format!("Differences: {b} less {a}"),
        all => format!("Differences: {} scenarios, each less {}", all.len() - 1, shown.first()),
    }
}

/// AI load by year, GW rated, and rents of families of supply over the horizon, billion USD.
struct Found {
    load: Vec<Row>,
    rents: Vec<Row>,
}

impl Found {
    fn of(shown: &Shown<'_>, years: &[i32]) -> Self {
        const MILLIONS: f64 = 1e3;
        // A year's rents are those of its period: with other model years they are of other calendar years.
        let is_alike = shown.results.iter().all(|results| results.years == years);
        let load = |year: &i32| Row {
            name: year.to_string(),
            within: year.to_string(),
            amounts: shown.values(*year, "ai_load"),
        };
        let rent = |at: usize, family: &str| {
            let of_year = |year: &i32| shown.value(at, *year, &format!("rent_{family}"));
            Some(years.iter().map(of_year).collect::<Option<Vec<f64>>>()?.into_iter().sum::<f64>() / MILLIONS)
        };
        let rents = |family: &str| Row {
            name: name(family),
            within: noun(family),
            amounts: (0..shown.results.len()).map(|at| rent(at, family)).collect(),
        };
        let supply = Family::ALL.into_iter().filter(|family| *family != Family::Demand).map(Family::name);
        Self { load: years.iter().map(load).collect(), rents: supply.filter(|_| is_alike).map(rents).collect() }
    }

    /// Bars of both; a family whose rents do not differ is left out.
    fn panels(&self, shown: &Shown<'_>) -> Vec<Panel> {
        let rents: Vec<Row> =
            self.rents.iter().filter(|row| row.differences().any(|(_, d)| d != 0.0)).cloned().collect();
        let mut load = shown.bars("AI load", &self.load, "GW rated");
        load.subtitle.push_str("difference by year, GW rated");
        load.marks.push(shown.key());
        let mut of_rents = shown.bars("Rents of supply", &rents, "billion USD");
        of_rents.subtitle.push_str("difference over the horizon, billion USD, discounted");
        if rents.is_empty() { vec![load] } else { vec![load, of_rents] }
    }

    fn is_empty(&self) -> bool {
        self.load.iter().chain(&self.rents).flat_map(Row::differences).all(|(_, d)| d == 0.0)
    }

    /// The largest difference of AI load: scenario, year, GW.
    fn largest(&self) -> Option<(usize, &str, f64)> {
        let all = self.load.iter().rev().flat_map(|row| row.differences().map(|(at, d)| (at, row.name.as_str(), d)));
        all.filter(|(.., d)| *d != 0.0).max_by(|x, y| x.2.abs().total_cmp(&y.2.abs()))
    }

    /// Which rents of a scenario fall most and rise most, in words.
    fn rents(&self, at: usize) -> String {
        let said = |start: &str, (row, d): (&Row, f64), verb: &str, end: &str| {
            format!("{start} {}{verb} {} billion USD {end}", row.within, number(d.abs()))
        };
        let all: f64 = self.rents.iter().filter_map(|row| row.amounts[0]).map(f64::abs).sum();
        match ends(&self.rents, at).map(|end| end.filter(|(_, d)| !is_almost_nothing(*d, all))) {
            [None, None] => String::new(),
            [Some(fallen), None] => said("rents of", fallen, " are", "lower"),
            [None, Some(risen)] => said("rents of", risen, " are", "higher"),
            [Some(fallen), Some(risen)] => {
                format!("{} and {}", said("rents of", fallen, " are", "lower"), said("those of", risen, "", "higher"))
            }
        }
    }

    fn title(&self, shown: &Shown<'_>) -> String {
        let (names, a) = (&shown.comparison.scenarios, shown.first());
        if self.is_empty() {
            let same = if self.rents.is_empty() { "AI load is" } else { "AI load and all rents of supply are" };
            return format!("{same} the same in {}", list(names));
        }
        let Some((at, year, load)) = self.largest() else {
            return format!("AI load is the same in {}, and only rents differ", list(names));
        };
        let (b, rents) = (&names[at], self.rents(at));
        let start = match (self.load.iter().all(Row::is_almost_nothing), names.len() == 2) {
            (true, true) if rents.is_empty() => {
                return format!("{b} changes almost nothing: AI load is within half a per cent of {a} in every year");
            }
            (true, true) => format!("AI load of {b} is within half a per cent of {a} in every year"),
            (true, false) => return format!("AI load is within half a per cent of {a} in every scenario and year"),
            (false, true) => format!("{b} powers {} than {a} in {year}", more(load, "GW", "AI load")),
            (false, false) => format!("{b} moves AI load furthest from {a}: {} GW in {year}", signed(load)),
        };
        [start, rents].into_iter().filter(|words| !words.is_empty()).collect::<Vec<_>>().join("; ")
    }
}
