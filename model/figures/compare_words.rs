//! What charts that hold scenarios side by side share: which are drawn, in which colours and words.

use super::colour::{Colour, MUTED, PALETTE};
use super::figure::{Panel, Tip};
use super::mark::{Datum, Ends, Kind, Mark, Value};
use super::scale::{Amount, Scale};
use crate::experiment::compare::Comparison;
use crate::experiment::compare::differences::apart;
use crate::experiment::compare::effects::ALMOST_NOTHING;
use crate::results::Results;
use crate::tell::number::{figures, number};

/// Most scenarios that can be told apart.
const MOST: usize = 8;

/// Scenarios side by side, as charts need them.
#[derive(Debug, Clone, Copy)]
pub struct Shown<'a> {
    /// What differs.
    pub comparison: &'a Comparison,
    /// Tables of each scenario.
    pub results: &'a [&'a Results],
}

/// A scenario in a chart.
#[derive(Debug, Clone, PartialEq)]
pub struct Drawn {
    /// Its place among all.
    pub at: usize,
    /// Name.
    pub name: String,
    /// Colour.
    pub colour: Colour,
}

/// What every scenario has an amount of.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// Name.
    pub name: String,
    /// The same within a sentence.
    pub within: String,
    /// One per scenario; none where it has none.
    pub amounts: Vec<Option<f64>>,
}

impl Row {
    /// How much more of it than in the first scenario; 0 for what a solver cannot tell from none.
    #[must_use]
    pub fn difference(&self, at: usize) -> Option<f64> {
        Some(apart((*self.amounts.first()?)?, (*self.amounts.get(at)?)?))
    }

    /// Whether no scenario has half a per cent more or less of it than the first.
    #[must_use]
    pub fn is_almost_nothing(&self) -> bool {
        let first = self.amounts.first().copied().flatten().unwrap_or(0.0);
        self.differences().all(|(_, difference)| is_almost_nothing(difference, first))
    }

    /// Differences of all scenarios but the first.
    pub fn differences(&self) -> impl Iterator<Item = (usize, f64)> + '_ {
        (1..self.amounts.len()).filter_map(|at| Some((at, self.difference(at)?)))
    }
}

/// What a scenario has most less and most more of than the first, with the differences.
#[must_use]
pub fn ends(rows: &[Row], at: usize) -> [Option<(&Row, f64)>; 2] {
    let all = || rows.iter().filter_map(|row| Some((row, row.difference(at)?)));
    let less = all().filter(|(_, d)| *d < 0.0).min_by(|x, y| x.1.total_cmp(&y.1));
    [less, all().filter(|(_, d)| *d > 0.0).max_by(|x, y| x.1.total_cmp(&y.1))]
}

impl<'a> Shown<'a> {
    /// Name of the scenario that the others are held against.
    #[must_use]
    pub fn first(&self) -> &'a str {
        self.comparison.scenarios.first().map_or("", String::as_str)
    }

    /// Amount of a quantity in a year.
    #[must_use]
    pub fn value(&self, scenario: usize, year: i32, quantity: &str) -> Option<f64> {
        let name = self.comparison.scenarios.get(scenario)?;
        let rows = &self.comparison.headline;
        rows.iter().find(|r| r.scenario == *name && r.year == Some(year) && r.quantity == quantity)?.value
    }

    /// Amounts of a quantity in a year, one per scenario.
    #[must_use]
    pub fn values(&self, year: i32, quantity: &str) -> Vec<Option<f64>> {
        (0..self.results.len()).map(|at| self.value(at, year, quantity)).collect()
    }

    /// How much more of it than in the first scenario; 0 for what a solver cannot tell from none.
    #[must_use]
    pub fn difference(&self, scenario: usize, year: i32, quantity: &str) -> Option<f64> {
        Some(apart(self.value(0, year, quantity)?, self.value(scenario, year, quantity)?))
    }

    /// Model years that all scenarios have.
    #[must_use]
    pub fn years(&self) -> Vec<i32> {
        let Some((first, others)) = self.results.split_first() else { return vec![] };
        first.years.iter().copied().filter(|year| others.iter().all(|other| other.years.contains(year))).collect()
    }

    /// What is told of some amounts, one per scenario: that of every drawn scenario, and how far it is from the first.
    #[must_use]
    pub fn told(&self, amounts: &[Option<f64>], unit: &str) -> Vec<Value> {
        let first = amounts.first().copied().flatten();
        let value = |one: &Drawn| {
            let amount = amounts.get(one.at).copied().flatten();
            let written = amount.map_or_else(|| "–".to_owned(), |amount| format!("{} {unit}", figures(amount)));
            let apart = first.zip(amount).filter(|_| one.at > 0).map(|(first, amount)| apart(first, amount));
            let apart = apart.map_or(String::new(), |apart| format!(" ({} to {})", with_sign(apart), self.first()));
            Value::of(one.name.clone(), written + &apart, Some(one.colour))
        };
        self.drawn().iter().map(value).collect()
    }

    /// The scenarios that are drawn, the first one first: with many those whose AI load moves furthest.
    #[must_use]
    pub fn drawn(&self) -> Vec<Drawn> {
        let count = self.comparison.scenarios.len();
        let years = self.years();
        let moved = |at: usize| {
            let all = years.iter().filter_map(|year| self.difference(at, *year, "ai_load"));
            all.map(f64::abs).fold(0.0, f64::max)
        };
        let mut others: Vec<usize> = (1..count).collect();
        others.sort_by(|a, b| moved(*b).total_cmp(&moved(*a)).then(a.cmp(b)));
        others.truncate(MOST - 1);
        others.sort_unstable();
        let drawn = (0..count.min(1)).chain(others).enumerate();
        let colour = |place: usize| if place == 0 { MUTED } else { PALETTE[(place - 1) % PALETTE.len()] };
        drawn
            .map(|(place, at)| Drawn { at, name: self.comparison.scenarios[at].clone(), colour: colour(place) })
            .collect()
    }

    /// The drawn scenarios without the first.
    #[must_use]
    pub fn others(&self) -> Vec<Drawn> {
        self.drawn().split_off(self.comparison.scenarios.len().min(1))
    }

    /// Rows as bars to both sides of nothing, those of the drawn scenarios beside each other, with what they tell under
    /// their names after a heading.
    #[must_use]
    pub fn bars(&self, heading: &str, rows: &[Row], unit: &str) -> Panel {
        let (mut bars, mut tips) = (vec![], vec![]);
        for row in rows {
            bars.extend(self.others().iter().map(|one| {
                let value = row.difference(one.at);
                let words = value.map_or("–".to_owned(), signed);
                Datum::at(value.unwrap_or(0.0), &row.name).of(&one.name).colour(one.colour).label(words, false)
            }));
            let name =
                [heading, &row.name].into_iter().filter(|words| !words.is_empty()).collect::<Vec<_>>().join(", ");
            tips.push(Tip::beside(&row.name, name, self.told(&row.amounts, unit)));
        }
        let names = Scale::bars(rows.iter().map(|row| row.name.clone()).collect());
        let differences = Amount::around(0.0, [String::new(), String::new()]).reach(in_proportion(rows));
        let marks = vec![Mark::new(Kind::Rect, bars).abreast(), Mark::new(Kind::Rule, vec![Datum::across(0.0)])];
        Panel { title: heading.to_owned(), ..Panel::new(Scale::Amount(differences), names, marks).tips(tips) }
    }

    /// Names of the drawn scenarios but the first, for a key; none of a single one.
    #[must_use]
    pub fn key(&self) -> Mark {
        let others = self.others();
        let name = |one: &Drawn| Datum::anywhere().of(&one.name).colour(one.colour);
        let names = others.iter().filter(|_| others.len() > 1).map(name);
        Mark::new(Kind::Rect, names.collect()).ends(Ends::Key)
    }

    /// How many scenarios are not drawn, said in a note.
    #[must_use]
    pub fn left_out(&self) -> String {
        match self.comparison.scenarios.len().saturating_sub(MOST) {
            0 => String::new(),
            1 => " One more scenario, whose AI load moves less, is in the tables alone.".to_owned(),
            several => format!(" {several} more scenarios, whose AI load moves less, are in the tables alone."),
        }
    }

    /// Where the numbers come from.
    #[must_use]
    pub fn origin(&self) -> String {
        let labels = self.results.iter().map(|results| &results.labels);
        let name = |one: &Drawn| match self.results.get(one.at).map_or("", |results| &results.labels.scenario_title) {
            "" => one.name.clone(),
            title => format!("{title} ({})", one.name),
        };
        let names: Vec<String> = self.drawn().iter().map(name).collect();
        let mut data: Vec<&str> =
            labels.map(|labels| labels.dataset_title.as_str()).filter(|t| !t.is_empty()).collect();
        data.dedup();
        let data = if data.is_empty() {
            String::new()
        } else {
            format!(" Data: {}, with the sources listed there.", data.join("; "))
        };
        let with = match self.comparison.overrides.as_slice() {
            [] => String::new(),
            set => format!(" All with {}.", set.join(", ")),
        };
        format!("Scenarios: {}.{with}{data} Model: gridbound.", names.join("; "))
    }
}

/// Whether a difference is less than half a per cent of what it is a difference to.
#[must_use]
pub fn is_almost_nothing(difference: f64, to: f64) -> bool {
    difference == 0.0 || difference.abs() < ALMOST_NOTHING * to.abs()
}

/// A difference that the scale of some rows reaches at least, so that what is almost nothing looks so: a twentieth of the
/// largest amount, on the side of the largest difference.
fn in_proportion(rows: &[Row]) -> f64 {
    const SHARE: f64 = 10.0 * ALMOST_NOTHING;
    let amounts = rows.iter().filter_map(|row| row.amounts.first().copied().flatten());
    let largest = amounts.map(f64::abs).fold(0.0, f64::max);
    let differences = rows.iter().flat_map(Row::differences).map(|(_, difference)| difference);
    let side = differences.max_by(|x, y| x.abs().total_cmp(&y.abs())).unwrap_or(0.0);
    (SHARE * largest).copysign(side)
}

/// A difference with its sign.
#[must_use]
pub fn signed(value: f64) -> String {
    match number(value.abs()) {
        size if value > 0.0 => format!("+{size}"),
        size if value < 0.0 => format!("−{size}"),
        zero => zero,
    }
}

/// A difference with its sign and three figures.
fn with_sign(value: f64) -> String {
    let sign = if value > 0.0 { "+" } else { "" };
    format!("{sign}{}", figures(value))
}

/// "0.3 GW more AI load"; the size of it is not 0.
#[must_use]
pub fn more(value: f64, unit: &str, of: &str) -> String {
    format!("{} {unit} {} {of}", number(value.abs()), if value > 0.0 { "more" } else { "less" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn differences_have_signs_and_noise_is_none() {
        assert_eq!([0.0, 0.31, -36.2].map(signed), ["0", "+0.3", "−36"]);
        assert_eq!([apart(100.0, 100.000_05), apart(100.0, 101.0)], [0.0, 1.0]);
        assert!(is_almost_nothing(-0.4, 100.0) && !is_almost_nothing(0.6, 100.0) && !is_almost_nothing(0.1, 0.0));
        assert_eq!(more(-4.2, "GW", "AI load"), "4.2 GW less AI load");
    }
}
