//! The memo's scenario beside another: what differs in what goes in, and in what comes out.

use super::Material;
use super::cite::{Notes, plain, say};
use super::document::{Block, Piece, Table, Words, text};
use super::phrase::midway;
use crate::experiment::compare::causes::Cause;
use crate::experiment::compare::tables::ComparisonRow;
use crate::tell::names::{capital, short, spoken};
use crate::tell::number::{difference, number};

/// Causes shown of a list that may be long.
const SHOWN: usize = 12;

/// Quantities shown, with what they are called.
const QUANTITIES: [(&str, &str); 6] = [
    ("ai_load", "AI load"),
    ("compute", "Compute"),
    ("ai_capital_recovery", "Annuities of AI's capital"),
    ("energy_price", "Price of energy"),
    ("capacity_price", "Price of firm capacity"),
    ("co2", "CO2 of all plants"),
];

/// The section; nothing if there is no other scenario.
pub fn blocks(material: &Material<'_>, notes: &mut Notes) -> Vec<Block> {
    let Some(against) = material.against else { return vec![] };
    let labels = &against.results.labels;
    let mut blocks = vec![
        Block::Heading(1, format!("Against “{}”", labels.scenario_title)),
        Block::Table(quantities(material, notes)),
    ];
    let verdicts: Vec<String> =
        against.comparison.verdicts.iter().map(|row| format!(" In {}, {}.", row.scenario, row.in_words)).collect();
    if !verdicts.is_empty() {
        blocks.push(Block::Paragraph(say(&format!("**Verdicts.**{}", verdicts.concat()), vec![])));
    }
    let causes: Vec<Words> = against.comparison.causes.iter().take(SHOWN).map(|cause| said(notes, cause)).collect();
    if !causes.is_empty() {
        let more = against.comparison.causes.len().saturating_sub(SHOWN);
        let more = if more == 0 {
            String::new()
        } else {
            format!(" (the first {SHOWN}; “gridbound compare” has {more} more)")
        };
        blocks.push(Block::Paragraph(text(format!(
            "Inputs in which {} differs from {}{more}:",
            labels.scenario, material.results.labels.scenario
        ))));
        blocks.push(Block::Points(causes));
    }
    blocks.extend(material.chart("scenarios"));
    blocks
}

/// Cells that differ for one reason.
fn said(notes: &mut Notes, cause: &Cause) -> Words {
    let cells = if cause.cells == 1 { "1 cell".to_owned() } else { format!("{} cells", cause.cells) };
    let cell = format!("gridbound compare, inputs.csv: {}.{}", cause.table, cause.column);
    let change = notes.figure(format!("{cells}, {}", cause.change.replace("->", "→")), cell, "");
    let why = if cause.why().is_empty() { String::new() } else { format!(". {}", capital(&cause.why())) };
    let rows: Vec<String> = cause.rows.split(", ").filter(|part| !part.is_empty()).map(short).collect();
    let rows = if rows.is_empty() { String::new() } else { format!(" ({})", plain(&rows.join(", "))) };
    let about = format!("{}{rows}, {}: {{}}", spoken(&cause.table), in_units(&cause.column));
    say(&about, vec![change, Piece::Text(why)])
}

/// A column as words, its units as they are written: `usd_per_mmbtu` as "USD per MMBtu".
fn in_units(column: &str) -> String {
    const WRITTEN: [(&str, &str); 8] = [
        ("usd", "USD"),
        ("busd", "billion USD"),
        ("gw", "GW"),
        ("kw", "kW"),
        ("mwh", "MWh"),
        ("mmbtu", "MMBtu"),
        ("tbtu", "TBtu"),
        ("mh100e", "MH100e"),
    ];
    let word = |word: &str| {
        WRITTEN.iter().find(|(code, _)| *code == word).map_or(word.to_owned(), |(_, unit)| (*unit).to_owned())
    };
    column.split('_').map(word).collect::<Vec<_>>().join(" ")
}

fn quantities(material: &Material<'_>, notes: &mut Notes) -> Table {
    let years = &material.results.years;
    let shown: Vec<i32> = [midway(years), years.last().copied()].into_iter().flatten().collect();
    let own = &material.results.labels.scenario;
    let other = material.against.map_or(own, |against| &against.results.labels.scenario);
    let mut rows: Vec<Vec<Words>> = vec![];
    for (quantity, name) in QUANTITIES {
        for year in &shown {
            let row = |scenario: &String| {
                let rows = material.against.iter().flat_map(|against| &against.comparison.headline);
                let mut rows = rows.filter(|row| row.quantity == quantity && row.year == Some(*year));
                rows.find(|row| row.scenario == *scenario)
            };
            let (Some(first), Some(second)) = (row(own), row(other)) else { continue };
            rows.push(vec![
                text(format!("{name}, {} in {year}", first.unit)),
                figure(notes, first),
                figure(notes, second),
                text(second.difference.map_or(String::new(), difference)),
            ]);
        }
    }
    Table {
        caption: "Side by side; the difference is the second less the first".to_owned(),
        header: vec!["Quantity".to_owned(), own.clone(), other.clone(), "Difference".to_owned()],
        rows,
        words: vec![true, false, false, false],
    }
}

fn figure(notes: &mut Notes, row: &ComparisonRow) -> Words {
    let Some(value) = row.value else { return text(capital(&row.word)) };
    let year = row.year.map_or(String::new(), |year| format!(", {year}"));
    let cell = format!("gridbound compare, comparison.csv: {} of {}{year}", row.quantity, row.scenario);
    vec![notes.figure(number(value), cell, "")]
}
