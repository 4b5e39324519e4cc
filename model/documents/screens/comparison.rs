//! What `compare` says: what that costs or brings, what must be known first, the verdicts, and then what was changed.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::{Value, json};

use super::super::document::{Block, Document, Table, text};
use super::{Written, files};
use crate::experiment::compare::Comparison;
use crate::experiment::compare::effects::{Effects, effects};
use crate::experiment::compare::tables::{ComparisonRow, VerdictRow};
use crate::load::Loaded;
use crate::results::Results;
use crate::scenario::sweep::Verdicts;
use crate::tell::family::noun;
use crate::tell::names::{capital, list};
use crate::tell::number::{change, maybe};
use crate::tell::{caution, effect, years};

/// Quantities of the screen, in words.
const QUANTITIES: [(&str, &str); 7] = [
    ("ai_load", "AI load, GW"),
    ("compute", "compute, MH100e"),
    ("ai_capital_recovery", "AI capital*, bn/year"),
    ("ai_energy", "AI energy, TWh"),
    ("energy_price", "energy, USD/MWh"),
    ("capacity_price", "capacity, USD/kW-yr"),
    ("co2", "CO2, Mt"),
];
/// How many of them are shown where there are many scenarios.
const FEW: usize = 3;

/// Scenarios with their results.
type Shown<'a> = [(&'a Loaded, &'a Results)];

/// The screen, of scenarios with their results.
#[must_use]
pub fn screen(scenarios: &Shown<'_>, comparison: &Comparison, written: Written<'_>) -> Document {
    let (mut screen, mut titles, effects) = (Document::default(), titles(scenarios), effects(comparison));
    screen.part(leads(scenarios, &titles, &effects));
    shorten(&mut titles);
    screen.part(cautions(scenarios, &titles));
    screen.part(verdicts(comparison, &titles, &effects));
    let mut legend: Vec<String> = scenarios
        .iter()
        .enumerate()
        .map(|(i, (loaded, _))| format!("{}  {}: {}", mark(i), loaded.scenario.name, loaded.scenario.title))
        .collect();
    if !comparison.overrides.is_empty() {
        legend.push(format!("all with {}", comparison.overrides.join(", ")));
    }
    screen.part(paragraphs(legend).chain([Block::Table(headline(comparison))]));
    screen.part(paragraphs(inputs(comparison)));
    let mut lines = vec![
        "*Annuities of what serves in the year; cash by year (ai_capex) swings with the widths of model years."
            .to_owned(),
    ];
    if scenarios.iter().any(|(_, results)| results.years != scenarios[0].1.years) {
        lines.push(
            "The model years differ: builds, cash and rents of a year are of periods that differ, too.".to_owned(),
        );
    }
    let count = comparison.differences.len();
    let differing = if count == 1 { "1 number differs".to_owned() } else { format!("{count} numbers differ") };
    lines.push(format!("{differing} in the tables of the runs (differences.csv); all runs are certified optimal"));
    screen.part(paragraphs(lines).chain([Block::Lines(files(written))]));
    screen
}

/// The same as data.
#[must_use]
pub fn data(comparison: &Comparison, folder: &Path) -> Value {
    json!({
        "compared": comparison.scenarios,
        "overrides": comparison.overrides,
        "effects": effects(comparison),
        "changes": comparison.causes,
        "cells_that_differ": comparison.inputs.len(),
        "comparison": comparison.headline,
        "numbers_that_differ": comparison.differences.len(),
        "verdicts": comparison.verdicts,
        "outputs": folder,
    })
}

/// Titles in quotes, with the name where several have the same.
fn titles(scenarios: &Shown<'_>) -> Vec<String> {
    let all: Vec<&str> = scenarios.iter().map(|(loaded, _)| loaded.scenario.title.as_str()).collect();
    let is_one = |title: &str| all.iter().filter(|other| **other == title).count() == 1;
    let title = |(loaded, _): &(&Loaded, &Results)| match &loaded.scenario {
        scenario if is_one(&scenario.title) => format!("“{}”", scenario.title),
        scenario => format!("“{}” ({})", scenario.title, scenario.name),
    };
    scenarios.iter().map(title).collect()
}

/// Calls the second of two "the same" where it is the first with something set over it.
fn shorten(titles: &mut [String]) {
    if let [first, second] = titles
        && let Some(rest) =
            second.strip_prefix(first.trim_end_matches('”')).and_then(|rest| rest.strip_prefix(", with "))
    {
        *second = format!("the same with {}", rest.trim_end_matches('”'));
    }
}

/// What stands for a scenario in the table.
fn mark(at: usize) -> String {
    ('A'..='Z').nth(at).map_or_else(|| format!("#{}", at + 1), String::from)
}

/// What each costs or brings, the details where there are two.
fn leads(scenarios: &Shown<'_>, titles: &[String], effects: &[Effects]) -> Vec<Block> {
    let lead = |(effects, title): (&Effects, &String)| Block::Key(text(effect::lead(effects, [&titles[0], title])));
    let mut blocks: Vec<Block> = effects.iter().zip(titles.iter().skip(1)).map(lead).collect();
    if let ([only], Some((_, results))) = (effects, scenarios.first()) {
        let details = effect::details(only, &results.labels);
        blocks.extend((!details.is_empty()).then(|| Block::Points(details.into_iter().map(text).collect())));
    }
    blocks
}

/// What must be known of each before any number, once where it is true of several.
fn cautions(scenarios: &Shown<'_>, titles: &[String]) -> Vec<Block> {
    let mut said: Vec<(caution::Line, Vec<&str>)> = vec![];
    for ((_, results), title) in scenarios.iter().zip(titles) {
        for line in caution::lines(results) {
            match said.iter_mut().find(|(known, _)| *known == line) {
                Some((_, of)) => of.push(title),
                None => said.push((line, vec![title])),
            }
        }
    }
    said.sort_by_key(|(line, _)| !line.grave);
    let block = |(line, of): (caution::Line, Vec<&str>)| {
        let of = if of.len() == titles.len() { String::new() } else { format!("{}: ", capital(&list(&of))) };
        Block::Paragraph(text(format!("{}{of}{}", if line.grave { "! " } else { "" }, line.text)))
    };
    said.into_iter().map(block).collect()
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
        lines.push(format!("- {of}{}", cause.in_words()));
    }
    if let Some(more) = comparison.causes.len().checked_sub(MOST).filter(|more| *more > 0) {
        lines.push(format!("- and {more} more (inputs.csv)"));
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
    let table: Vec<Vec<String>> = QUANTITIES.into_iter().take(count).flat_map(quantity).collect();
    Table::plain(header, |column| column < WORDS, table)
}

/// A line for each scenario, the first with the title.
fn lines(comparison: &Comparison, title: &str, cells: impl Fn(&str) -> Vec<String>) -> Vec<Vec<String>> {
    let line = |(i, scenario): (usize, &String)| {
        let about = vec![if i == 0 { title.to_owned() } else { String::new() }, mark(i)];
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

/// Verdicts by scenario, and the largest rents by year; and what a verdict cannot see.
fn verdicts(comparison: &Comparison, titles: &[String], effects: &[Effects]) -> Vec<Block> {
    let title = |scenario: &str| {
        let at = comparison.scenarios.iter().position(|name| name == scenario);
        at.and_then(|at| titles.get(at)).map_or(scenario, String::as_str).to_owned()
    };
    let mut lines = vec![];
    if let Some(first) = comparison.verdicts.first() {
        let how = if first.verdicts == Verdicts::Prices {
            "by prices, a hint"
        } else {
            "re-solved with limits raised by 10 %"
        };
        lines.push(format!("Verdicts over the horizon ({how}):"));
        let told = together(comparison.verdicts.iter().map(|row| (verdict(row), title(&row.scenario))));
        lines.extend(told.iter().map(line));
        if told.len() == 1 && effects.iter().any(Effects::moves_ai) {
            lines.push(SAME.to_owned());
        }
    }
    lines.push("Largest rent of supply by year, a hint:".to_owned());
    let by_year = |scenario: &String| {
        let of = |row: &&ComparisonRow| row.scenario == *scenario && row.quantity == "first_bottleneck";
        let rows = comparison.headline.iter().filter(of);
        let words: Vec<(i32, String)> = rows.filter_map(|row| Some((row.year?, noun(&row.word)))).collect();
        (years::in_turn(words.iter().map(|(year, word)| (*year, word.as_str()))), title(scenario))
    };
    lines.extend(together(comparison.scenarios.iter().map(by_year)).iter().map(line));
    paragraphs(lines).collect()
}

/// A paragraph for each line.
fn paragraphs(lines: Vec<String>) -> impl Iterator<Item = Block> {
    lines.into_iter().map(|line| Block::Paragraph(text(line)))
}

/// What a verdict cannot see.
const SAME: &str = "! The verdict is the same, AI is not, as said above: a verdict names the limit of which ten per cent more brings most; \
                    it does not show what other limits, or later ones, cost.";

/// What is said, with all of whom it is.
type Together = (String, Vec<String>);

/// Puts those together of whom the same is said.
fn together(said: impl Iterator<Item = (String, String)>) -> Vec<Together> {
    let mut found: Vec<Together> = vec![];
    for (words, of) in said {
        match found.iter_mut().find(|(known, _)| *known == words) {
            Some((_, all)) => all.push(of),
            None => found.push((words, vec![of])),
        }
    }
    found
}

fn line((words, of): &Together) -> String {
    format!("- {}: {words}", capital(&list(of)))
}

fn verdict(row: &VerdictRow) -> String {
    let words = match row.narrow.zip(row.broad) {
        None => String::new(),
        Some((narrow, broad)) if narrow == broad => format!("{narrow}, "),
        Some((narrow, broad)) => format!("{narrow} (narrow), {broad} (broad), "),
    };
    format!("{words}{}", row.in_words)
}
