//! Two pages of evidence: what more of each limit brings, what binds next, what a powered gigawatt costs.

use super::Material;
use super::cite::{Notes, say};
use super::document::{Block, Piece, Table, Words, text};
use super::phrase::{gain_cell, of};
use crate::experiment::explain::verdict::Finding;
use crate::experiment::families::Group;
use crate::experiment::sweep::findings::measure::figure;
use crate::program::Family;
use crate::tell::family::{name, noun};
use crate::tell::number::grouped;

/// Significant digits of compute.
const DIGITS: usize = 3;
/// Columns of the table of gains.
const GAINS: [Group; 9] = [
    Group::Family(Family::Chips),
    Group::Family(Family::Capital),
    Group::Family(Family::Power),
    Group::Family(Family::Grid),
    Group::Energy,
    Group::Family(Family::Siting),
    Group::Family(Family::Cooling),
    Group::Family(Family::Materials),
    Group::Family(Family::Demand),
];

/// The section.
pub fn blocks(material: &Material<'_>, notes: &mut Notes) -> Vec<Block> {
    let mut blocks = vec![
        Block::Heading(1, "Evidence".to_owned()),
        Block::Paragraph(text(
            "Every gain below is a difference between two certified optima: the scenario as it is, and the same with a \
             family of limits ten per cent larger in all years up to the one shown. Prices alone are a hint, re-solves are \
             the evidence.",
        )),
    ];
    blocks.extend(material.chart("what_binds_gains"));
    blocks.push(Block::Table(gains(material, notes)));
    blocks.extend(ladder(material, notes));
    blocks.extend(material.chart("ladder"));
    blocks.extend(material.chart("powered_gigawatt"));
    if material.sweep.is_some() {
        blocks.extend(["frontier", "uncertainty_fan", "swings"].iter().filter_map(|chart| material.chart(chart)));
    }
    blocks
}

fn gains(material: &Material<'_>, notes: &mut Notes) -> Table {
    let verdict = &material.explanation.verdict;
    let known: Vec<Group> = GAINS.into_iter().filter(|family| verdict.horizon.gains.contains_key(family)).collect();
    let heading = |family: Group| if family == Group::Energy { "Power + grid".to_owned() } else { name(family.name()) };
    let header = ["Year", "Verdict"].map(str::to_owned).into_iter().chain(known.iter().map(|f| heading(*f)));
    let mut rows: Vec<Vec<Words>> = vec![];
    for finding in verdict.years.iter().chain([&verdict.horizon]) {
        rows.push(row(notes, finding, &known));
    }
    Table {
        caption: "What ten per cent more of each limit brings: compute of the year; in the last row discounted value over the \
                  horizon. A dash is less than 0.005 %"
            .to_owned(),
        header: header.collect(),
        words: [true, true].into_iter().chain(known.iter().map(|_| false)).collect(),
        rows,
    }
}

fn row(notes: &mut Notes, finding: &Finding, known: &[Group]) -> Vec<Words> {
    let when = finding.year.map_or("All years".to_owned(), |year| year.to_string());
    let span = finding.year.map_or("horizon".to_owned(), |year| year.to_string());
    let verdict = notes.figure(finding.narrow.name(), format!("verdict.json: narrow and gains, {span}"), "");
    let cells = known.iter().map(|family| text(gain_cell(of(&finding.gains, *family))));
    [text(when), vec![verdict]].into_iter().chain(cells).collect()
}

fn ladder(material: &Material<'_>, notes: &mut Notes) -> Option<Block> {
    let rungs = material.explanation.ladder.iter().filter(|row| row.region.is_empty() && row.year.is_none());
    let mut pieces: Vec<Piece> = vec![];
    let mut said: Vec<String> = vec![];
    for row in rungs {
        let compute = row.compute_mh100e?;
        let cell = format!("ladder.csv: compute_mh100e, rung {}", row.rung);
        pieces.push(notes.figure(format!("{} MH100e", grouped(&figure(compute, DIGITS))), cell, ""));
        said.push(format!("{} ({{}})", noun(row.leader_name())));
    }
    if said.is_empty() {
        return None;
    }
    let said = said.join(", then ");
    Some(Block::Paragraph(say(
        &format!(
            "**What binds next**, each lifted in turn; in brackets mean compute over the horizon before that: {said}."
        ),
        pieces,
    )))
}
