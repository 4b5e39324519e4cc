//! The last pages: what was assumed, on which sources, and how to have the numbers again.

use super::cite::{Notes, plain, say};
use super::document::{Block, Table, Words, text};
use super::{Material, Source};
use crate::results::tables::{AssumptionRow, Leaning};
use crate::tell::names::{capital, spoken};
use crate::tell::number::{bound, grouped, millions_apart, number};

/// Rows shown of a list that may be long.
const SHOWN: usize = 24;

/// Where the bound on what is left over is found.
const LARGEST: &str = "certificate.json: the largest of relative_gap, primal_residual, dual_residual, complementarity";

/// The section.
pub fn blocks(material: &Material<'_>, notes: &mut Notes) -> Vec<Block> {
    let mut blocks = vec![Block::Heading(1, "Assumptions and sources".to_owned())];
    blocks.extend(changed(material, notes));
    blocks.push(Block::Table(influential(material, notes)));
    blocks.push(Block::Heading(2, "How to have these numbers again".to_owned()));
    blocks.push(Block::Paragraph(provenance(material, notes)));
    blocks.push(Block::Heading(2, "Notes".to_owned()));
    blocks
}

fn changed(material: &Material<'_>, notes: &mut Notes) -> Vec<Block> {
    let mut causes: Vec<(&str, &str, usize, f64, f64)> = vec![];
    for row in material.assumptions.iter().filter(|row| row.kind == Leaning::Changed) {
        let ratio = row.new.unwrap_or(f64::NAN) / row.old.unwrap_or(f64::NAN);
        match causes.iter_mut().find(|(why, table, ..)| *why == row.why && *table == row.table) {
            Some((_, _, count, low, high)) => {
                *count += 1;
                *low = low.min(ratio);
                *high = high.max(ratio);
            }
            None => causes.push((&row.why, &row.table, 1, ratio, ratio)),
        }
    }
    if causes.is_empty() {
        return vec![Block::Paragraph(text(
            "The scenario changes nothing in the data: every table stands at its central value.",
        ))];
    }
    let mut row = |&(why, table, count, low, high): &(&str, &str, usize, f64, f64)| -> Vec<Words> {
        let by = match (low.is_finite() && high.is_finite(), number(low), number(high)) {
            (false, ..) => "set".to_owned(),
            (true, low, high) if low == high => format!("{low} times"),
            (true, low, high) => format!("{low} to {high} times"),
        };
        let cells = notes.figure(count.to_string(), format!("assumptions.csv: changed, {table}; new over old"), "");
        vec![text(spoken(table)), vec![cells], text(by), text(why.to_owned())]
    };
    vec![Block::Table(Table {
        caption: "What the scenario changes in the data".to_owned(),
        header: ["Table", "Cells", "By", "Why"].map(str::to_owned).to_vec(),
        rows: causes.iter().take(SHOWN).map(&mut row).collect(),
        words: vec![true, false, true, true],
    })]
}

fn influential(material: &Material<'_>, notes: &mut Notes) -> Table {
    let rows: Vec<Vec<Words>> = material
        .assumptions
        .iter()
        .filter(|row| row.kind == Leaning::Influential)
        .map(|row| {
            // A number of the scenario stands in no table; the manifest holds the scenario's text.
            let dataset = &material.provenance.dataset;
            let (name, cell) = match row.table.as_str() {
                "scenario" => ("scenario".to_owned(), format!("manifest.toml: {}", row.column)),
                table => {
                    let cell = format!("data/{dataset}/{table}.csv: {}, {}", row.column, row.key);
                    (format!("{}: {}", spoken(table), row.key), cell)
                }
            };
            let name = notes.figure(name, cell, &rests_on(material, row));
            vec![vec![name], text(row.column.clone()), text(capital(&thousands(&row.why)))]
        })
        .collect();
    Table {
        caption: "The inputs that the result leans on most; their sources stand in the notes".to_owned(),
        header: ["Input", "Column", "Weight (assumptions.csv)"].map(str::to_owned).to_vec(),
        rows,
        words: vec![true, true, true],
    }
}

/// Words in which whole numbers have commas between thousands.
fn thousands(words: &str) -> String {
    let word = |word: &str| if word.bytes().all(|b| b.is_ascii_digit()) { grouped(word) } else { word.to_owned() };
    words.split(' ').map(word).collect::<Vec<_>>().join(" ")
}

/// Title, publisher and quality of the sources of a row.
fn rests_on(material: &Material<'_>, row: &AssumptionRow) -> String {
    let said = row.source.split("; ").filter(|key| !key.is_empty()).map(|key| {
        let known: Option<&Source> = material.sources.iter().find(|source| source.key == key);
        known.map_or(key.to_owned(), |s| format!("{}, {} ({})", s.title, s.published, s.quality))
    });
    said.collect::<Vec<_>>().join("; ")
}

fn provenance(material: &Material<'_>, notes: &mut Notes) -> Words {
    let (labels, provenance) = (&material.results.labels, &material.provenance);
    let objective = millions_apart(provenance.objective_musd);
    let objective = notes.figure(objective, "certificate.json: objective_musd", "");
    let worst = bound(provenance.worst_residual);
    let worst = notes.figure(worst, LARGEST, "");
    say(
        &format!(
            "gridbound {}, scenario {}, dataset {} (SHA-256 {} ...): “{}”. Objective {{}} ({}), certified by {}: gap and \
             residuals at most {{}}. The tables behind the numbers lie in the folder above this memo as CSV, those of a sweep \
             in the folder of its name; tables of “gridbound compare” are written by that command.",
            provenance.version,
            labels.scenario,
            provenance.dataset,
            provenance.dataset_hash,
            plain(&provenance.command),
            labels.currency,
            provenance.solver,
        ),
        vec![objective, worst],
    )
}
