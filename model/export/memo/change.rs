//! What would change the conclusion: flip points of levers, and the levers that move most.

use super::Material;
use super::cite::{Notes, say};
use super::document::{Block, Table, Words, text};
use crate::analysis::tables::FlipRow;
use crate::export::charts::families::noun;
use crate::export::charts::words::{number, within};

/// The section.
pub fn blocks(material: &Material<'_>, notes: &mut Notes) -> Vec<Block> {
    let mut blocks = vec![Block::Heading(1, "What would change this conclusion".to_owned())];
    let flips = flipping(material);
    let tried = material.explanation.flips.len();
    if tried == 0 {
        blocks.push(Block::Paragraph(text(
            "Levers were not followed in this analysis, so no flip point is known. Run the analysis with its part \"flips\" to have them.",
        )));
        return blocks;
    }
    if flips.is_empty() {
        let said = notes.figure(tried.to_string(), "flip_points.csv: rows", "");
        blocks.push(Block::Paragraph(say(
            "None of {} levers changes the lead, within its range or, for limits, from a tenth to ten times their size.",
            vec![said],
        )));
        return blocks;
    }
    let rows = flips.iter().map(|row| {
        let cell = format!("flip_points.csv: flip, {}", row.lever);
        let flip = notes.figure(strength(row.flip.unwrap_or_default(), &row.unit), cell, "");
        vec![
            text(row.title.clone()),
            text(strength(row.strength, &row.unit)),
            vec![flip],
            text(format!("{} to {}", number(row.low), number(row.high))),
            text(if row.within_range { "within" } else { "beyond" }),
            text(noun(&row.leader_beyond)),
        ]
    });
    blocks.push(Block::Table(Table {
        caption: format!("Where the lead of {} changes hands", flips[0].pair.replace('/', " over ")),
        header: ["Lever", "Now", "Flips at", "Range of the data", "Flip is", "Then leads"].map(str::to_owned).to_vec(),
        rows: rows.collect(),
        words: vec![true, false, false, false, true, true],
    }));
    blocks.extend(material.chart("flips"));
    blocks
}

/// The nearest flip, in a sentence.
pub fn nearest(material: &Material<'_>, notes: &mut Notes) -> Words {
    let flips = flipping(material);
    let Some(row) = flips.first() else {
        return say("**What would change it.** No single lever that was tried does.", vec![]);
    };
    let cell = format!("flip_points.csv: flip, {}", row.lever);
    let flip = notes.figure(strength(row.flip.unwrap_or_default(), &row.unit), cell, "");
    let where_ = if row.within_range { "within" } else { "beyond" };
    say(
        &format!(
            "**What would change it.** {} would lead if “{}” stood at {{}} instead of {} ({where_} its range of {} to {}).",
            crate::export::charts::words::capital(&noun(&row.leader_beyond)),
            within(&row.title),
            strength(row.strength, &row.unit),
            number(row.low),
            number(row.high),
        ),
        vec![flip],
    )
}

fn strength(value: f64, unit: &str) -> String {
    match unit {
        "" => number(value),
        "x" => format!("{} x", two_places(value)),
        unit => format!("{} {unit}", number(value)),
    }
}

fn two_places(value: f64) -> String {
    if value.fract() == 0.0 { format!("{value}") } else { format!("{value:.2}") }
}

/// Levers with a flip: those within their range first, then by how far they have to move.
fn flipping<'a>(material: &Material<'a>) -> Vec<&'a FlipRow> {
    let far = |row: &FlipRow| {
        let (flip, strength) = (row.flip.unwrap_or_default(), row.strength);
        if flip > 0.0 && strength > 0.0 { (flip / strength).ln().abs() } else { (flip - strength).abs() }
    };
    let mut rows: Vec<&FlipRow> = material.explanation.flips.iter().filter(|row| row.flip.is_some()).collect();
    rows.sort_by(|a, b| b.within_range.cmp(&a.within_range).then(far(a).total_cmp(&far(b))));
    rows
}
