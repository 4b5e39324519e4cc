//! What would change the conclusion: flip points of levers, and the levers that move most.

use super::Material;
use super::cite::{Notes, plain as verbatim, say};
use super::document::{Block, Table, Words, text};
use crate::experiment::explain::tables::{FlipRow, Lead};
use crate::experiment::families::Group;
use crate::experiment::outcome::Measure;
use crate::named::word_or_empty;
use crate::tell::family::noun;
use crate::tell::names::{list, within};
use crate::tell::number::{strength, strength_beside, with_unit};

/// The section.
pub fn blocks(material: &Material<'_>, notes: &mut Notes) -> Vec<Block> {
    let mut blocks = vec![Block::Heading(1, "What would change this conclusion".to_owned())];
    let flips = flipping(material);
    let tried = material.explanation.verdict.confidence.levers_tried;
    if tried == 0 {
        blocks.push(Block::Paragraph(text(
            "Levers were not followed in this analysis, so no flip point is known; the part “flips” of the analysis follows them.",
        )));
        return blocks;
    }
    if flips.is_empty() {
        let said = notes.figure(tried.to_string(), TRIED, "");
        blocks.push(Block::Paragraph(say(
            &format!(
                "None of {{}} levers changes a lead between {}, within its range or, for limits, from a tenth to ten times \
                 their size.",
                pairs(material)
            ),
            vec![said],
        )));
        return blocks;
    }
    let rows = flips.iter().map(|row| {
        let cell = format!("flip_points.csv: flip, {}, {}", row.lever, row.pair);
        let flip = notes.figure(flip_at(row), cell, "");
        vec![
            text(row.title.clone()),
            text(pair(row)),
            text(with_unit(&strength(row.strength), &row.unit)),
            vec![flip],
            text(range(row)),
            text(if row.within_range { "within" } else { "beyond" }),
            text(leader(row)),
        ]
    });
    blocks.push(Block::Table(Table {
        caption: "Where the lead between two changes hands; the nearest first".to_owned(),
        header: ["Lever", "Between", "Now", "Flips at", "Range of the data", "Flip is", "Then leads"]
            .map(str::to_owned)
            .to_vec(),
        rows: rows.collect(),
        words: vec![true, true, false, false, false, true, true],
    }));
    blocks.extend(material.chart("flips"));
    blocks
}

/// The nearest flip, in a sentence.
pub fn nearest(material: &Material<'_>, notes: &mut Notes) -> Words {
    if material.explanation.flips.is_empty() {
        return say("**What would change it** was not looked for: levers were not followed.", vec![]);
    }
    let flips = flipping(material);
    let Some(row) = flips.first() else {
        let tried = notes.figure(material.explanation.verdict.confidence.levers_tried.to_string(), TRIED, "");
        return say("**What would change it.** No single one of {} levers does.", vec![tried]);
    };
    let cell = format!("flip_points.csv: flip, {}, {}", row.lever, row.pair);
    let flip = notes.figure(flip_at(row), cell, "");
    let where_ = if row.within_range { "within" } else { "beyond" };
    say(
        &format!(
            "**What would change it.** Between {}, by {}, the lead would go to {} if “{}” stood at {{}} instead of {} ({where_} its \
             range of {}).",
            pair(row),
            measure(row),
            leader(row),
            verbatim(&within(&row.title)),
            verbatim(&with_unit(&strength(row.strength), &row.unit)),
            verbatim(&range(row)),
        ),
        vec![flip],
    )
}

/// Where the number of levers stands that were followed.
const TRIED: &str = "verdict.json: confidence.levers_tried";

/// The two whose lead was followed.
fn pair(row: &FlipRow) -> String {
    row.pair.0.map(Group::name).join(" and ")
}

/// All whose leads were followed.
fn pairs(material: &Material<'_>) -> String {
    let mut pairs: Vec<String> = material.explanation.flips.iter().map(pair).collect();
    pairs.dedup();
    list(&pairs)
}

/// By what the lead is measured.
fn measure(row: &FlipRow) -> &'static str {
    if row.measure == Measure::Objective { "value" } else { row.measure.name() }
}

/// Who leads beyond a flip.
fn leader(row: &FlipRow) -> String {
    match row.leader_beyond {
        Some(Lead::None) => "neither".to_owned(),
        leader => noun(word_or_empty(leader)),
    }
}

/// The range of a lever with its unit.
fn range(row: &FlipRow) -> String {
    let unit = if row.unit.is_empty() { String::new() } else { format!(" {}", row.unit) };
    format!("{} to {}{unit}", strength(row.low), strength(row.high))
}

/// Where a lever flips the lead, with as many places as tell it from where it stands now.
fn flip_at(row: &FlipRow) -> String {
    with_unit(&strength_beside(row.flip.unwrap_or_default(), row.strength), &row.unit)
}

/// Levers with a flip: those within their range first, then by how much of it they have to move.
fn flipping<'a>(material: &Material<'a>) -> Vec<&'a FlipRow> {
    let far = |row: &FlipRow| {
        let (moved, span) = ((row.flip.unwrap_or_default() - row.strength).abs(), (row.high - row.low).abs());
        if span > 0.0 { moved / span } else { f64::INFINITY }
    };
    let mut rows: Vec<&FlipRow> = material.explanation.flips.iter().filter(|row| row.flip.is_some()).collect();
    rows.sort_by(|a, b| b.within_range.cmp(&a.within_range).then(far(a).total_cmp(&far(b))));
    rows
}
