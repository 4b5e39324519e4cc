//! What `compare` says: what was changed, what that does, and the verdicts side by side.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::{Value, json};

use super::super::document::{Block, Document, Table};
use super::{Written, files};
use crate::experiment::compare::Comparison;
use crate::experiment::compare::tables::{ComparisonRow, VerdictRow};
use crate::load::Loaded;
use crate::results::Results;
use crate::scenario::sweep::Verdicts;
use crate::tell::number::{change, maybe};

/// Quantities of the screen, in words.
const QUANTITIES: [(&str, &str); 7] = [
    ("ai_load", "AI load, GW"),
    ("compute", "compute, MH100e"),
    ("ai_capex", "AI capex, bn/year"),
    ("ai_energy", "AI energy, TWh"),
    ("energy_price", "energy, USD/MWh"),
    ("capacity_price", "capacity, USD/kW-yr"),
    ("co2", "CO2, Mt"),
];
/// How many of them are shown where there are many scenarios.
const FEW: usize = 3;

/// The screen, of scenarios with their results.
#[must_use]
pub fn screen(scenarios: &[(&Loaded, &Results)], comparison: &Comparison, written: Written<'_>) -> Document {
    let mut screen = Document::default();
    let mut titles: Vec<String> =
        scenarios.iter().map(|(loaded, _)| format!("{}: {}", loaded.scenario.name, loaded.scenario.title)).collect();
    if !comparison.overrides.is_empty() {
        titles.push(format!("all with {}", comparison.overrides.join(", ")));
    }
    screen.part([Block::Lines(titles)]);
    screen.part([Block::Lines(inputs(comparison))]);
    screen.part([Block::Table(headline(comparison))]);
    screen.part([Block::Lines(verdicts(&comparison.verdicts))]);
    let mut lines = vec![];
    if scenarios.iter().any(|(_, results)| results.years != scenarios[0].1.years) {
        lines.push("The model years differ: builds and rents of a year are of periods that differ, too.".to_owned());
    }
    let count = comparison.differences.len();
    let differing = if count == 1 { "1 number differs".to_owned() } else { format!("{count} numbers differ") };
    lines.push(format!("{differing} in the tables of the runs (differences.csv); all runs are certified optimal"));
    screen.part([Block::Lines(lines), Block::Lines(files(written))]);
    screen
}

/// The same as data.
#[must_use]
pub fn data(comparison: &Comparison, folder: &Path) -> Value {
    json!({
        "compared": comparison.scenarios,
        "overrides": comparison.overrides,
        "changes": comparison.causes,
        "cells_that_differ": comparison.inputs.len(),
        "comparison": comparison.headline,
        "numbers_that_differ": comparison.differences.len(),
        "verdicts": comparison.verdicts,
        "outputs": folder,
    })
}

/// What was changed, by cause.
fn inputs(comparison: &Comparison) -> Vec<String> {
    const MOST: usize = 12;
    if comparison.causes.is_empty() {
        return vec!["No input differs.".to_owned()];
    }
    let several = comparison.scenarios.len() > 2;
    let mut lines = vec!["What differs in the inputs:".to_owned()];
    for cause in comparison.causes.iter().take(MOST) {
        let of = if several { format!("{}: ", cause.scenario_b) } else { String::new() };
        lines.push(format!("  {of}{}", cause.in_words()));
    }
    if let Some(more) = comparison.causes.len().checked_sub(MOST).filter(|more| *more > 0) {
        lines.push(format!("  and {more} more (inputs.csv)"));
    }
    lines
}

/// Headline quantities in some years side by side.
fn headline(comparison: &Comparison) -> Table {
    const WORDS: usize = 2;
    let rows = &comparison.headline;
    let years = shown(comparison);
    let header = [String::new(), String::new()].into_iter();
    let header = header.chain(years.iter().flat_map(|year| [year.to_string(), "difference".to_owned()]));
    let count = if comparison.scenarios.len() > FEW { FEW } else { QUANTITIES.len() };
    let quantity = |(quantity, title): (&str, &str)| {
        lines(comparison, title, |scenario| {
            years.iter().flat_map(|year| numbers(find(rows, scenario, *year, quantity))).collect()
        })
    };
    let mut table: Vec<Vec<String>> = QUANTITIES.into_iter().take(count).flat_map(quantity).collect();
    table.extend(lines(comparison, "largest rent", |scenario| {
        let word = |year: i32| find(rows, scenario, year, "first_bottleneck").map_or("", |row| &row.word).to_owned();
        years.iter().flat_map(|year| [word(*year), String::new()]).collect()
    }));
    Table::plain(header, |column| column < WORDS, table)
}

/// A line for each scenario, the first with the title.
fn lines(comparison: &Comparison, title: &str, cells: impl Fn(&str) -> Vec<String>) -> Vec<Vec<String>> {
    let line = |(i, scenario): (usize, &String)| {
        let about = vec![if i == 0 { title.to_owned() } else { String::new() }, scenario.clone()];
        [about, cells(scenario)].concat()
    };
    comparison.scenarios.iter().enumerate().map(line).collect()
}

/// A value and its difference, which is `=` for none.
fn numbers(row: Option<&ComparisonRow>) -> [String; 2] {
    let differs = |value: f64| if value == 0.0 { "=".to_owned() } else { change(value) };
    [maybe(row.and_then(|row| row.value)), row.and_then(|row| row.difference).map_or(String::new(), differs)]
}

/// The middle, the third quarter and the last of the model years that most scenarios have.
fn shown(comparison: &Comparison) -> Vec<i32> {
    let loads = comparison.headline.iter().filter(|row| row.quantity == "ai_load");
    let mut counts: BTreeMap<i32, usize> = BTreeMap::new();
    loads.filter_map(|row| row.year).for_each(|year| *counts.entry(year).or_default() += 1);
    let most = counts.values().copied().max().unwrap_or_default();
    let years: Vec<i32> = counts.into_iter().filter(|(_, count)| *count == most).map(|(year, _)| year).collect();
    let Some(last) = years.len().checked_sub(1) else { return vec![] };
    let mut chosen = [last / 2, last * 3 / 4, last].map(|at| years[at]).to_vec();
    chosen.dedup();
    chosen
}

fn find<'a>(rows: &'a [ComparisonRow], scenario: &str, year: i32, quantity: &str) -> Option<&'a ComparisonRow> {
    rows.iter().find(|row| row.scenario == scenario && row.year == Some(year) && row.quantity == quantity)
}

fn verdicts(rows: &[VerdictRow]) -> Vec<String> {
    let Some(first) = rows.first() else { return vec![] };
    let how =
        if first.verdicts == Verdicts::Prices { "by prices, a hint" } else { "re-solved with limits raised by 10 %" };
    let mut lines = vec![format!("Verdicts over the horizon ({how}):")];
    let mut said: Vec<(&VerdictRow, Vec<&str>)> = vec![];
    for row in rows {
        match said.iter_mut().find(|(other, _)| (&other.narrow, &other.broad) == (&row.narrow, &row.broad)) {
            Some((_, names)) => names.push(&row.scenario),
            None => said.push((row, vec![&row.scenario])),
        }
    }
    for (row, names) in said {
        let words = match row.narrow.zip(row.broad) {
            None => String::new(),
            Some((narrow, broad)) if narrow == broad => format!("{narrow}, "),
            Some((narrow, broad)) => format!("{narrow} (narrow), {broad} (broad), "),
        };
        lines.push(format!("  {}: {words}{}", names.join(", "), row.in_words));
    }
    lines
}
