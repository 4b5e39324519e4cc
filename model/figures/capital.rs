//! `capital`: what AI needs a year against the money that can be raised, tier by tier.

use super::axis::{EndLabel, Scale, end_labels, end_width, heights};
use super::beside;
use super::font::Anchor;
use super::frame::{Heading, frame};
use super::scene::{Area, Scene, Text, Value};
use super::stack::{self, Columns, Layer, edges, totals};
use super::style::{Colour, FAINT, LABEL, SMALL, TRACK, WHITE, ink_on, shade};
use super::supply::periods;
use super::words::{currency, number, percent, span, spoken, years};
use crate::results::Results;

/// Draws it; nothing where money is not limited.
#[must_use]
pub fn draw(results: &Results, all: &[&Results]) -> Option<Scene> {
    let budgets: Vec<Budget> = all.iter().filter_map(|results| Budget::of(results)).collect();
    let budget = Budget::of(results)?.like(&budgets);
    let unit = format!("billion {}", currency(&results.labels));
    let heading = Heading {
        title: budget.title(&results.years),
        subtitle: format!("Money raised for the AI build-out by tier, against what could be raised, {unit} per year of the period"),
        notes: "From strong to faint: tiers in the order of the data, up to what is needed; the column behind them is all that could be raised. Percentages: need over all that could be raised."
            .to_owned(),
    };
    let (mut scene, mut area) = frame(&results.labels, heading);
    let high = budgets.iter().flat_map(|budget| &budget.available).copied().fold(0.0, f64::max);
    area.right -= end_width(&budget.ends(None));
    let scale = heights(&mut scene, &mut area, high * 1.1, "billion");
    let columns = Columns::new(&area, results.years.len());
    let names: Vec<String> = periods(&results.years).into_iter().map(|(from, to)| span(from, to)).collect();
    columns.name(&mut scene, area.bottom, &names);
    budget.draw(&mut scene, &columns, &scale);
    let told: Vec<Vec<Value>> = (0..names.len()).map(|year| budget.told(year, &format!("{unit} a year"))).collect();
    columns.hints(&mut scene, &area, &names, &told);
    area.right = columns.middles[results.years.len() - 1] + columns.width / 2.0;
    end_labels(&mut scene, &area, budget.ends(Some(&scale)));
    Some(scene)
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

    /// With the colours of tiers that all scenarios share, from strong to faint.
    fn like(mut self, all: &[Self]) -> Self {
        let order = beside::joined(all.iter().map(|budget| beside::names(&budget.tiers)));
        let count = order.len().max(2) - 1;
        let colour = |place: usize| -> Colour { shade(1.0 - 0.75 * place as f64 / count as f64) };
        for tier in &mut self.tiers {
            tier.colour = colour(beside::place(&order, &tier.name));
        }
        self
    }

    /// What is told of a period.
    fn told(&self, year: usize, unit: &str) -> Vec<Value> {
        let amount = |value: f64| format!("{} {unit}", number(value));
        let available = self.available[year];
        let spare = available - totals(&self.tiers, self.available.len())[year];
        let spare = (spare > 0.0).then(|| Value::of(SPARE, amount(spare), Some(TRACK)));
        let mut values: Vec<Value> = spare.into_iter().chain(stack::parts(&self.tiers, year, unit)).collect();
        values.push(Value::of("Needed", amount(self.needed[year]), None));
        values.push(Value::of("Could be raised", amount(available), None));
        values.push(Value::of("Need over what could be raised", percent(self.share(year)), None));
        values
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

    fn draw(&self, scene: &mut Scene, columns: &Columns, scale: &Scale) {
        for (year, &available) in self.available.iter().enumerate().filter(|(_, available)| **available > 0.0) {
            scene.rectangle(columns.area(year, (scale.at(0.0), scale.at(available))), TRACK);
        }
        let edges = edges(&self.tiers, self.available.len(), scale);
        for (tier, edges) in self.tiers.iter().zip(&edges) {
            for (year, &edge) in edges.iter().enumerate().filter(|(year, _)| tier.values[*year] > 0.0) {
                let area = columns.area(year, edge);
                scene.rectangle(area, tier.colour);
                scene.line(vec![(area.left, area.top), (area.right, area.top)], WHITE, 2.0);
                let value = Text::new(number(tier.values[year])).size(SMALL).colour(ink_on(tier.colour));
                super::axis::inside(scene, &area, value);
            }
        }
        for (year, total) in totals(&self.tiers, self.available.len()).into_iter().enumerate() {
            let label = Text::new(percent(self.share(year))).bold().anchor(Anchor::Middle);
            let label = label.at(columns.middles[year], scale.at(total) - LABEL * 0.45);
            let plate = Area {
                left: columns.middles[year] - columns.width / 2.0,
                right: columns.middles[year] + columns.width / 2.0,
                ..label.area().grown(2.0)
            };
            if scale.at(self.available[year]) > plate.top {
                scene.rectangle(plate, WHITE);
            }
            scene.text(label);
        }
    }

    /// Names of tiers and of what is not raised, at the last column.
    fn ends(&self, scale: Option<&Scale>) -> Vec<EndLabel> {
        let at = |value: f64| scale.map_or(0.0, |scale| scale.at(value));
        let mut base = 0.0;
        let mut labels = vec![];
        for tier in &self.tiers {
            let y = at(base + tier.last() / 2.0);
            base += tier.last();
            labels.push(EndLabel {
                y,
                name: tier.name.clone(),
                value: String::new(),
                colour: Some(tier.colour),
                bold: false,
                leads: tier.last() > 0.0,
            });
        }
        let available = self.available.last().copied().unwrap_or(0.0);
        if available > base {
            let y = at(f64::midpoint(base, available));
            labels.push(EndLabel {
                y,
                name: SPARE.to_owned(),
                value: String::new(),
                colour: Some(TRACK),
                bold: false,
                leads: true,
            });
        }
        labels
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
