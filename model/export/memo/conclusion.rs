//! The first page: what binds, when, how sure, what would change it.

use std::fmt::Write;

use super::cite::{Notes, say};
use super::document::{Block, Piece, Words, text};
use super::phrase::{by_year, does, gain_figure, horizon, midway, of, spans, summary_figure};
use super::{Material, action, change};
use crate::analysis::verdict::first;
use crate::export::charts::families::noun;
use crate::export::charts::words::{capital, list, number};
use crate::results::tables::SummaryRow;
use crate::sweep::findings::summary::{lines, summary};

/// Below this share of the leader's gain a rival is denied in the title.
const FAR_BEHIND: f64 = 0.2;

/// The finding.
pub fn title(material: &Material<'_>) -> String {
    let verdict = &material.explanation.verdict.horizon;
    let years = horizon(material);
    match verdict.narrow.as_str() {
        "demand-bound" => format!("Demand, not supply, limits the build-out of AI, {years}"),
        "mixed" => {
            let both = [noun(&verdict.first), noun(&verdict.second)];
            format!("{} together limit the build-out of AI, {years}", capital(&list(&both)))
        }
        word => {
            let leader = family_of(word);
            let is_energy = leader == "energy";
            let energy_far = of(&verdict.gains, "energy") < FAR_BEHIND * of(&verdict.gains, leader);
            let denied = if !is_energy && energy_far { ", not energy," } else { "" };
            let said = does(leader, "limit");
            let (thing, verb) = said.rsplit_once(' ').unwrap_or((&said, ""));
            format!("{}{denied} {verb} the build-out of AI, {years}", capital(thing))
        }
    }
}

/// The family that a verdict word names.
fn family_of(word: &str) -> &str {
    match word.trim_end_matches("-bound") {
        "chip" => "chips",
        other => other,
    }
}

/// The page.
pub fn blocks(material: &Material<'_>, notes: &mut Notes) -> Vec<Block> {
    let answer = answer(material, notes);
    let mut points = vec![how_much(material, notes), when(material)];
    points.extend(disagreement(material));
    points.push(how_sure(material, notes));
    points.extend(from_sweep(material));
    points.push(change::nearest(material, notes));
    points.extend(action::best(material, notes));
    let mut blocks = vec![
        Block::Key(answer),
        Block::Paragraph(text(material.description)),
        Block::Heading(1, "Conclusion".to_owned()),
        Block::Points(points),
    ];
    blocks.extend(material.chart("ai_load"));
    blocks
}

fn answer(material: &Material<'_>, notes: &mut Notes) -> Words {
    let verdict = &material.explanation.verdict.horizon;
    let same = verdict.broad == verdict.narrow;
    let broad = if same { "the same" } else { verdict.broad.as_str() };
    let leader = if verdict.narrow == "demand-bound" { "demand" } else { verdict.first.as_str() };
    let mut pieces = vec![gain_figure(notes, verdict, leader)];
    let mut pattern = format!(
        "Over {} the build-out is **{}** ({broad} if cooling, materials and sites are counted as energy). Ten per cent more \
         {} raises the discounted value of the whole system by {{}}",
        horizon(material),
        verdict.narrow,
        noun(leader),
    );
    if !["power", "grid"].contains(&leader) {
        pieces.push(gain_figure(notes, verdict, "energy"));
        pattern.push_str(", ten per cent more power and grid together by {}");
    }
    pattern.push('.');
    say(&pattern, pieces)
}

fn how_much(material: &Material<'_>, notes: &mut Notes) -> Words {
    let summary = &material.results.summary;
    let middle = midway(&material.results.years);
    let (Some(start), Some(end)) = (summary.first(), summary.last()) else { return vec![] };
    let on_the_way =
        summary.iter().find(|row| Some(row.year) == middle && row.year != start.year && row.year != end.year);
    let load = |notes: &mut Notes, row: &SummaryRow| summary_figure(notes, row, ("ai_rated_gw", row.ai_rated_gw, "GW"));
    let mut pattern = format!("**How much.** AI load (rated IT) grows from {{}} in {}", start.year);
    let mut pieces = vec![load(notes, start)];
    if let Some(row) = on_the_way {
        let _ = write!(pattern, " to {{}} in {}", row.year);
        pieces.push(load(notes, row));
    }
    let _ = write!(pattern, " {}to {{}} in {}, ", if on_the_way.is_some() { "and " } else { "" }, end.year);
    pieces.push(load(notes, end));
    let energy_of = on_the_way.unwrap_or(end);
    let _ = write!(pattern, "compute from {{}} to {{}}. AI uses {{}} of electricity in {}.", energy_of.year);
    pieces.extend([
        summary_figure(notes, start, ("compute_mh100e", start.compute_mh100e, "million H100-equivalents")),
        summary_figure(notes, end, ("compute_mh100e", end.compute_mh100e, "million")),
        summary_figure(notes, energy_of, ("ai_energy_twh", energy_of.ai_energy_twh, "TWh")),
    ]);
    say(&pattern, pieces)
}

fn when(material: &Material<'_>) -> Words {
    let summary = material.results.summary.iter();
    let rents = spans(summary.map(|row| (row.year, row.first_bottleneck.as_str())), noun);
    say(
        &format!(
            "**When.** By what ten per cent more of each limit brings of a year's compute: {}. The largest scarcity rents lie \
             with {}.",
            by_year(material),
            list(&rents)
        ),
        vec![],
    )
}

/// Where value, compute and load name different families.
fn disagreement(material: &Material<'_>) -> Option<Words> {
    let horizon = &material.explanation.verdict.horizon;
    let [Some(value), Some(compute), Some(load)] =
        [&horizon.gains, &horizon.gains_compute, &horizon.gains_load].map(first)
    else {
        return None;
    };
    if value == compute && value == load {
        return None;
    }
    Some(say(
        &format!(
            "**Measures differ.** More {} brings most value, more {} most compute, more {} most load. The verdict follows value, \
             which counts when compute comes and what it costs.",
            noun(value),
            noun(compute),
            noun(load)
        ),
        vec![],
    ))
}

fn how_sure(material: &Material<'_>, notes: &mut Notes) -> Words {
    let confidence = &material.explanation.verdict.confidence;
    let mut pieces: Vec<Piece> = vec![];
    let mut pattern = match confidence.second_over_first {
        Some(share) => {
            let said = format!("{:.0} %", share * 100.0);
            pieces.push(notes.figure(said, "verdict.json: confidence.second_over_first", ""));
            "**How sure.** The runner-up gains {} of what the first gains".to_owned()
        }
        None => "**How sure.** More of no supply brings anything".to_owned(),
    };
    if confidence.levers_tried > 0 {
        let said = format!("{} of {}", confidence.levers_that_flip, confidence.levers_tried);
        pieces.push(notes.figure(said, "verdict.json: confidence.levers_that_flip, levers_tried", ""));
        let pair = material.explanation.flips.first().map_or(String::new(), |row| row.pair.replace('/', " over "));
        let _ = write!(pattern, "; {{}} levers change the lead of {pair} within their range");
    }
    let agree = format!("{:.0} %", confidence.years_agree_share * 100.0);
    pieces.push(notes.figure(agree, "verdict.json: confidence.years_agree_share", ""));
    pattern.push_str(". {} of the model years have the verdict of the whole horizon.");
    say(&pattern, pieces)
}

fn from_sweep(material: &Material<'_>) -> Vec<Words> {
    let Some((finished, _)) = material.sweep else { return vec![] };
    let said = lines(&summary(finished));
    let count = number(finished.records.len() as f64);
    vec![say(&format!("**{count} scenarios** ({}). {}", finished.title, said.join(" ")), vec![])]
}
