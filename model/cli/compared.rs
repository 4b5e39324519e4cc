//! What a comparison says.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;

use comfy_table::{CellAlignment, Table, presets};

use super::{Common, screen};
use crate::error::Result;
use crate::experiment::compare::Comparison;
use crate::experiment::compare::judged::Judged;
use crate::experiment::compare::tables::{ComparisonRow, VerdictRow};
use crate::scenario::sweep::Verdicts;

/// Says what was changed, what that does, and where the files are.
pub fn report(
    common: &Common,
    (judged, comparison): (&[Judged<'_>], &Comparison),
    (folder, written): (&Path, &BTreeMap<&'static str, usize>),
) -> Result<()> {
    if common.json {
        let text = serde_json::json!({
            "compared": comparison.scenarios,
            "overrides": comparison.overrides,
            "changes": comparison.causes,
            "cells_that_differ": comparison.inputs.len(),
            "comparison": comparison.headline,
            "numbers_that_differ": comparison.differences.len(),
            "verdicts": comparison.verdicts,
            "outputs": folder,
        });
        return screen::print(&text.to_string());
    }
    let mut text = String::new();
    for one in judged {
        let _ = writeln!(text, "{}: {}", one.loaded.scenario.name, one.loaded.scenario.title);
    }
    if !comparison.overrides.is_empty() {
        let _ = writeln!(text, "all with {}", comparison.overrides.join(", "));
    }
    let _ = write!(text, "\n{}\n{}\n{}", inputs(comparison), headline(comparison), verdicts_said(comparison));
    if judged.iter().any(|one| one.run.results.years != judged[0].run.results.years) {
        text.push_str("The model years differ: builds and rents of a year are of periods that differ, too.\n");
    }
    let count = comparison.differences.len();
    let differing = if count == 1 { "1 number differs".to_owned() } else { format!("{count} numbers differ") };
    let _ = writeln!(text, "{differing} in the tables of the runs (differences.csv); all runs are certified optimal");
    text.push_str(&screen::where_it_is(folder, written));
    screen::print(&text)
}

/// What was changed, by cause.
fn inputs(comparison: &Comparison) -> String {
    const MOST: usize = 12;
    if comparison.causes.is_empty() {
        return "No input differs.\n".to_owned();
    }
    let several = comparison.scenarios.len() > 2;
    let mut text = String::from("What differs in the inputs:\n");
    for cause in comparison.causes.iter().take(MOST) {
        let of = if several { format!("{}: ", cause.scenario_b) } else { String::new() };
        let _ = writeln!(text, "  {of}{}", cause.in_words());
    }
    if let Some(more) = comparison.causes.len().checked_sub(MOST).filter(|more| *more > 0) {
        let _ = writeln!(text, "  and {more} more (inputs.csv)");
    }
    text
}

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

/// Headline quantities in some years side by side.
fn headline(comparison: &Comparison) -> String {
    let rows = &comparison.headline;
    let years = shown(comparison);
    let mut table = Table::new();
    table.load_preset(presets::NOTHING);
    let mut header = vec![String::new(), String::new()];
    header.extend(years.iter().flat_map(|year| [year.to_string(), "difference".to_owned()]));
    table.set_header(header);
    let many = comparison.scenarios.len() > FEW;
    for (quantity, title) in QUANTITIES.into_iter().take(if many { FEW } else { QUANTITIES.len() }) {
        for (i, scenario) in comparison.scenarios.iter().enumerate() {
            let mut cells = vec![if i == 0 { title.to_owned() } else { String::new() }, scenario.clone()];
            for year in &years {
                let row = find(rows, scenario, *year, quantity);
                let number = |value: Option<f64>| value.map(|value| digits(value, false)).unwrap_or_default();
                cells.push(number(row.and_then(|row| row.value)));
                cells.push(row.and_then(|row| row.difference).map(|d| digits(d, true)).unwrap_or_default());
            }
            table.add_row(cells);
        }
    }
    for (i, scenario) in comparison.scenarios.iter().enumerate() {
        let title = if i == 0 { "largest rent" } else { "" };
        let mut cells = vec![title.to_owned(), scenario.clone()];
        let word = |year: i32| find(rows, scenario, year, "first_bottleneck").map_or("", |row| &row.word).to_owned();
        cells.extend(years.iter().flat_map(|year| [word(*year), String::new()]));
        table.add_row(cells);
    }
    for column in table.column_iter_mut().skip(2) {
        column.set_cell_alignment(CellAlignment::Right);
    }
    let lines = table.to_string();
    lines.lines().map(str::trim_end).fold(String::new(), |mut text, line| {
        let _ = writeln!(text, "{line}");
        text
    })
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

/// A number with about four figures; a difference has a sign, and `=` for none.
fn digits(value: f64, is_difference: bool) -> String {
    const SHOWN: f64 = 5e-4;
    if is_difference && value.abs() < SHOWN {
        return if value == 0.0 { "=".to_owned() } else { "~0".to_owned() };
    }
    let decimals = match value.abs() {
        size if size >= 1000.0 => 0,
        size if size >= 1.0 => 1,
        _ => 3,
    };
    if is_difference { format!("{value:+.decimals$}") } else { format!("{value:.decimals$}") }
}

fn verdicts_said(comparison: &Comparison) -> String {
    let Some(first) = comparison.verdicts.first() else { return String::new() };
    let how =
        if first.verdicts == Verdicts::Prices { "by prices, a hint" } else { "re-solved with limits raised by 10 %" };
    let mut text = format!("Verdicts over the horizon ({how}):\n");
    let mut said: Vec<(&VerdictRow, Vec<&str>)> = vec![];
    for row in &comparison.verdicts {
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
        let _ = writeln!(text, "  {}: {words}{}", names.join(", "), row.in_words);
    }
    text.push('\n');
    text
}
