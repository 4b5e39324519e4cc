//! `capital`: what AI needs a year against the money that can be raised, tier by tier.

use super::colour::{FAINT, TRACK};
use super::figure::{Figure, Panel, Tip, provenance};
use super::mark::{At, Colours, Datum, Ends, Kind, Mark, Stack, Value};
use super::scale::Scale;
use super::stack::{Layer, totals};
use super::supply::periods;
use crate::results::Results;
use crate::tell::names::{currency, spoken};
use crate::tell::number::number;
use crate::tell::share::percent;
use crate::tell::years::{span, years};

/// Columns of tiers up to need, and what is spare above them; nothing where money is not limited.
#[must_use]
pub fn figure(results: &Results) -> Option<Figure> {
    let budget = Budget::of(results)?;
    let unit = format!("billion {}", currency(&results.labels));
    let names: Vec<String> = periods(&results.years).into_iter().map(|(from, to)| span(from, to)).collect();
    let places: Vec<At> = names.iter().map(At::from).collect();
    let layers = Mark::layers(Kind::Rect, &places, &budget.layers(), "").ends(Ends::Name).stacked(Stack {
        unit: format!("{unit} a year"),
        total: None,
        colours: Colours::Shades(SPARE),
    });
    let raised = totals(&budget.tiers, names.len());
    let share = |(year, name): (usize, &String)| Datum::at(name, raised[year]).label(percent(budget.share(year)), true);
    let shares = names.iter().enumerate().map(share).collect();
    let tip = |(year, name): (usize, &String)| Tip::across(name, name, budget.told(year, &format!("{unit} a year")));
    let tips = names.iter().enumerate().map(tip).collect();
    let marks = vec![layers, Mark::new(Kind::Text, shares)];
    Some(Figure {
        name: "capital",
        title: budget.title(&results.years),
        subtitle: format!("Money raised for the AI build-out by tier, against what could be raised, {unit} per year of the period"),
        notes: "From strong to faint: tiers in the order of the data, up to what is needed; the column behind them is all that could be raised. Percentages: need over all that could be raised."
            .to_owned(),
        origin: provenance(&results.labels),
        panels: vec![Panel::new(Scale::bars(names), Scale::amount("billion"), marks).tips(tips)],
        across: 1,
        empty: "",
    })
}

/// Money that could be raised and is not.
const SPARE: &str = "Not needed";

/// Money that costs no fee may be raised beyond need: tiers are shown up to it.
fn up_to(tiers: &mut Vec<Layer>, needed: &[f64]) {
    for (year, need) in needed.iter().enumerate() {
        let mut left = *need;
        for tier in tiers.iter_mut() {
            tier.values[year] = tier.values[year].min(left);
            left -= tier.values[year];
        }
    }
    tiers.retain(|tier| tier.peak() > 0.0);
}

/// Money by year.
struct Budget {
    /// Raised, by tier.
    tiers: Vec<Layer>,
    available: Vec<f64>,
    needed: Vec<f64>,
}

impl Budget {
    /// None where no tier holds money in any year.
    fn of(results: &Results) -> Option<Self> {
        let total = |year: i32| results.capital.iter().find(|row| row.year == year && row.is_of_all());
        let available: Vec<f64> =
            results.years.iter().map(|&year| total(year).map_or(0.0, |row| row.available_busd_per_year)).collect();
        let needed = |year: i32| total(year).and_then(|row| row.needed_busd_per_year).unwrap_or(0.0);
        let mut names: Vec<&str> = vec![];
        for row in results.capital.iter().filter(|row| !row.is_of_all()) {
            if !names.contains(&row.tier.as_str()) {
                names.push(&row.tier);
            }
        }
        let raised = |tier: &str, year: i32| -> f64 {
            let rows = results.capital.iter().filter(|row| row.tier == tier && row.year == year);
            rows.map(|row| row.raised_busd_per_year).sum()
        };
        let mut tiers: Vec<Layer> = names
            .iter()
            .map(|tier| Layer {
                name: spoken(tier),
                values: results.years.iter().map(|&year| raised(tier, year)).collect(),
                colour: FAINT,
            })
            .filter(|layer| layer.peak() > 0.0)
            .collect();
        let needed: Vec<f64> = results.years.iter().map(|&year| needed(year)).collect();
        up_to(&mut tiers, &needed);
        let any = available.iter().any(|&value| value > 0.0);
        any.then_some(Self { tiers, available, needed })
    }

    /// Tiers, and what is spare above them.
    fn layers(&self) -> Vec<Layer> {
        let raised = totals(&self.tiers, self.available.len());
        let values: Vec<f64> = self.available.iter().zip(raised).map(|(all, raised)| (all - raised).max(0.0)).collect();
        let spare = Layer { name: SPARE.to_owned(), values, colour: TRACK };
        self.tiers.iter().cloned().chain((spare.peak() > 0.0).then_some(spare)).collect()
    }

    /// What is told of a period beside its layers.
    fn told(&self, year: usize, unit: &str) -> Vec<Value> {
        let amount = |value: f64| format!("{} {unit}", number(value));
        vec![
            Value::of("Needed", amount(self.needed[year]), None),
            Value::of("Could be raised", amount(self.available[year]), None),
            Value::of("Need over what could be raised", percent(self.share(year)), None),
        ]
    }

    fn share(&self, year: usize) -> f64 {
        if self.available[year] > 0.0 { self.needed[year] / self.available[year] } else { 0.0 }
    }

    /// The year in which need takes most of the budget, or the years in which it takes all.
    fn title(&self, all: &[i32]) -> String {
        const FULL: f64 = 0.999;
        let full: Vec<i32> =
            all.iter().enumerate().filter(|(i, _)| self.share(*i) >= FULL).map(|(_, &year)| year).collect();
        if !full.is_empty() {
            return format!("The AI build-out takes all the money that can be raised in {}", years(&full, all));
        }
        let most = (0..all.len()).max_by(|&a, &b| self.share(a).total_cmp(&self.share(b)).then(b.cmp(&a))).unwrap_or(0);
        match self.needed.iter().any(|&need| need > 0.0) {
            false => "The AI build-out needs no money under these inputs".to_owned(),
            true if all.len() == 1 => format!(
                "The AI build-out takes {} of the money that can be raised in {}",
                percent(self.share(most)),
                all[0]
            ),
            true => format!(
                "The AI build-out takes at most {} of the money that can be raised, in {}",
                percent(self.share(most)),
                all[most]
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn budget(available: &[f64], needed: &[f64]) -> Budget {
        Budget { tiers: vec![], available: available.to_vec(), needed: needed.to_vec() }
    }

    #[test]
    fn the_title_tells_the_tightest_year() {
        let expected = "The AI build-out takes at most 60% of the money that can be raised, in 2030";
        assert_eq!(budget(&[10.0, 10.0], &[2.0, 6.0]).title(&[2025, 2030]), expected);
    }

    #[test]
    fn tiers_are_shown_up_to_need() {
        let layer = |value: f64| Layer { name: String::new(), values: vec![value], colour: FAINT };
        let mut tiers = vec![layer(6.0), layer(6.0), layer(6.0)];
        up_to(&mut tiers, &[8.0]);
        assert_eq!(tiers.iter().map(Layer::last).collect::<Vec<_>>(), [6.0, 2.0]);
    }

    #[test]
    fn the_title_tells_when_money_runs_out() {
        let expected = "The AI build-out takes all the money that can be raised in 2025–2030";
        assert_eq!(budget(&[10.0, 10.0], &[10.0, 10.0]).title(&[2025, 2030]), expected);
    }
}
