//! The first page: what binds, when, how sure, what would change it.

use std::fmt::Write;

use super::cite::{Notes, say};
use super::document::{Block, Piece, Words, text};
use super::phrase::{by_year, gain_figure, horizon, midway, more_of, of, spans, summary_figure, together};
use super::{Material, action, change, regions, swept};
use crate::experiment::explain::verdict::{Bound, Finding, first_read, leaders};
use crate::experiment::families::Group;
use crate::named::word_or_empty;
use crate::results::tables::SummaryRow;
use crate::tell::caution;
use crate::tell::family::{noun, verb};
use crate::tell::levers::rivals;
use crate::tell::limits::{hard_years, named, sentences};
use crate::tell::names::{capital, list};
use crate::tell::share::per_cent;
use crate::tell::years::years as span_of;

/// Below this share of the leader's gain a rival is denied in the title.
const FAR_BEHIND: f64 = 0.2;

/// The finding.
pub fn title(material: &Material<'_>) -> String {
    let verdict = &material.explanation.verdict.horizon;
    let years = horizon(material);
    match verdict.narrow {
        Bound::Demand => format!("Demand, not supply, limits the build-out of AI, {years}"),
        _ if adds_no_compute(material) => {
            let leader = leader(verdict);
            format!("More {} {} most value but no compute, {years}", noun(leader.name()), verb(leader.name(), "add"))
        }
        Bound::Mixed => format!("{} together limit the build-out of AI, {years}", capital(&leading_together(verdict))),
        word => {
            let leader = word.group().unwrap_or(verdict.first.into());
            let is_energy = leader == Group::Energy;
            let energy_far = of(&verdict.gains, Group::Energy) < FAR_BEHIND * of(&verdict.gains, leader);
            let denied = if !is_energy && energy_far { ", not energy," } else { "" };
            let (thing, verb) = (named_in_title(material, leader), verb(leader.name(), "limit"));
            let hard = hard_years(&material.explanation.verdict, leader);
            let all = &material.results.years;
            match hard.len() {
                0 => format!(
                    "No single limit holds the build-out of AI hard, {years}; {thing} {} first",
                    self::verb(leader.name(), "come")
                ),
                some if some == all.len() => format!("{}{denied} {verb} the build-out of AI, {years}", capital(&thing)),
                _ => format!(
                    "{}{denied} {verb} the build-out of AI, {years}; hard in {} alone",
                    capital(&thing),
                    span_of(&hard, all)
                ),
            }
        }
    }
}

/// A limit's name in a title: of chips, whether it is all of them.
fn named_in_title(material: &Material<'_>, leader: Group) -> String {
    if leader == Group::Energy { noun(leader.name()) } else { named(&material.explanation.verdict, leader) }
}

/// Who leads over the horizon.
fn leader(verdict: &Finding) -> Group {
    leaders(verdict).first().map_or(verdict.first.into(), |(group, _)| *group)
}

/// Whether more of the first family is worth something outside AI alone.
fn adds_no_compute(material: &Material<'_>) -> bool {
    let verdict = &material.explanation.verdict;
    !verdict.confidence.brings_compute && !leaders(&verdict.horizon).is_empty()
}

/// Those that lead together where the verdict is mixed: "capital and chips".
fn leading_together(verdict: &Finding) -> String {
    let all: Vec<String> = match together(verdict).as_slice() {
        several @ [_, _, ..] => several.iter().map(|group| noun(group.name())).collect(),
        _ => vec![noun(verdict.first.name()), noun(word_or_empty(verdict.second))],
    };
    list(&all)
}

/// The page.
pub fn blocks(material: &Material<'_>, notes: &mut Notes) -> Vec<Block> {
    let answer = answer(material, notes);
    let lines = caution::lines(material.results).into_iter().filter(|line| line.grave).map(|line| line.text);
    let first = sentences(&material.explanation.verdict, material.results).into_iter().chain(lines);
    let mut points: Vec<Words> = first.map(text).collect();
    points.push(when(material, notes));
    points.extend(regions::sentence(material, notes));
    points.push(how_much(material, notes));
    points.extend(disagreement(material, notes));
    points.push(how_sure(material, notes));
    match material.sweep {
        Some(_) => points.extend(swept::point(material, notes)),
        None => points.push(text(caution::standing(None).text)),
    }
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
    let broad = if same { "the same" } else { verdict.broad.name() };
    let ranked: Vec<Group> = leaders(verdict).into_iter().map(|(group, _)| group).collect();
    let leader = leader(verdict);
    let is_mixed = verdict.narrow == Bound::Mixed;
    let rival = if is_mixed || leader == Group::Energy { ranked.get(1).copied() } else { Some(Group::Energy) };
    let between = if is_mixed { format!(" between {}", leading_together(verdict)) } else { String::new() };
    let mut pattern = format!(
        "Over {} the build-out is **{}**{between} ({broad} if cooling, materials and sites are counted as energy). ",
        horizon(material),
        verdict.narrow,
    );
    if ranked.is_empty() {
        pattern.push_str("Ten per cent more of no single supply adds value.");
        return say(&pattern, vec![]);
    }
    let mut pieces = vec![gain_figure(notes, verdict, leader)];
    let _ =
        write!(pattern, "Ten per cent more {} adds value of {{}} of what the compute sold is worth", more_of(leader));
    if let Some(rival) = rival {
        pieces.push(gain_figure(notes, verdict, rival));
        let _ = write!(pattern, ", ten per cent more {} of {{}}", more_of(rival));
    }
    pattern.push('.');
    if adds_no_compute(material) {
        let of_ai = first_read(&verdict.gains_compute).map_or("more of no supply brings any".to_owned(), |family| {
            format!("more {} {} most", more_of(family), verb(family.name(), "bring"))
        });
        let _ = write!(
            pattern,
            " It adds value but no compute: cheaper supply, or relief of other load. Of compute {of_ai}."
        );
    }
    say(&pattern, pieces)
}

fn how_much(material: &Material<'_>, notes: &mut Notes) -> Words {
    let summary = &material.results.summary;
    let middle = midway(&material.results.years);
    let (Some(start), Some(end)) = (summary.first(), summary.last()) else { return vec![] };
    let on_the_way =
        summary.iter().find(|row| Some(row.year) == middle && row.year != start.year && row.year != end.year);
    let load = |notes: &mut Notes, row: &SummaryRow| summary_figure(notes, row, ("ai_rated_gw", row.ai_rated_gw, "GW"));
    if start.year == end.year {
        return of_one_year(notes, end);
    }
    let way = [Some(start), on_the_way, Some(end)].into_iter().flatten().map(|row| row.ai_rated_gw);
    let mut pattern =
        format!("**How much.** AI load (rated IT) {} from {{}} in {}", goes(&way.collect::<Vec<_>>()), start.year);
    let mut pieces = vec![load(notes, start)];
    if let Some(row) = on_the_way {
        let _ = write!(pattern, " to {{}} in {}", row.year);
        pieces.push(load(notes, row));
    }
    let _ = write!(pattern, " {}to {{}} in {}, ", if on_the_way.is_some() { "and " } else { "" }, end.year);
    pieces.push(load(notes, end));
    let energy_of = on_the_way.unwrap_or(end);
    let _ = write!(pattern, "compute from {{}} (MH100e) to {{}}. AI uses {{}} of electricity in {}.", energy_of.year);
    pieces.extend([
        summary_figure(notes, start, ("compute_mh100e", start.compute_mh100e, "million H100-equivalents")),
        summary_figure(notes, end, ("compute_mh100e", end.compute_mh100e, "million")),
        summary_figure(notes, energy_of, ("ai_energy_twh", energy_of.ai_energy_twh, "TWh")),
    ]);
    say(&pattern, pieces)
}

/// The same of a single year.
fn of_one_year(notes: &mut Notes, row: &SummaryRow) -> Words {
    let pieces = [
        ("ai_rated_gw", row.ai_rated_gw, "GW"),
        ("compute_mh100e", row.compute_mh100e, "million H100-equivalents"),
        ("ai_energy_twh", row.ai_energy_twh, "TWh"),
    ];
    say(
        &format!(
            "**How much.** In {} AI load (rated IT) is {{}}, compute {{}} (MH100e), and AI uses {{}} of electricity.",
            row.year
        ),
        pieces.into_iter().map(|cell| summary_figure(notes, row, cell)).collect(),
    )
}

/// The way of a quantity.
fn goes(values: &[f64]) -> &'static str {
    match values {
        _ if values.windows(2).all(|pair| pair[0] < pair[1]) => "grows",
        _ if values.windows(2).all(|pair| pair[0] > pair[1]) => "falls",
        _ => "goes",
    }
}

fn when(material: &Material<'_>, notes: &mut Notes) -> Words {
    let summary = material.results.summary.iter();
    let rents = spans(summary.map(|row| (row.year, row.first_bottleneck.name())), noun);
    let verdicts = notes.figure(by_year(material).join(", "), "verdict.json: years, narrow", "");
    let rents = notes.figure(list(&rents), "summary.csv: first_bottleneck", "");
    say(
        "**When.** By what ten per cent more of each limit brings of the year's compute: {}. The largest scarcity rents lie \
         with {}.",
        vec![verdicts, rents],
    )
}

/// Where value, compute and load name different families.
fn disagreement(material: &Material<'_>, notes: &mut Notes) -> Option<Words> {
    const MEASURES: [&str; 3] = ["value", "compute", "load"];
    if adds_no_compute(material) {
        return None;
    }
    let horizon = &material.explanation.verdict.horizon;
    let all = [&horizon.gains, &horizon.gains_compute, &horizon.gains_load];
    let mut leads: Vec<(Group, Vec<&str>)> = vec![];
    for (measure, gains) in MEASURES.into_iter().zip(all) {
        let family = first_read(gains)?;
        match leads.iter_mut().find(|(other, _)| *other == family) {
            Some((_, measures)) => measures.push(measure),
            None => leads.push((family, vec![measure])),
        }
    }
    if leads.len() == 1 {
        return None;
    }
    let mut said: Vec<String> = vec![];
    for (family, measures) in &leads {
        let brings = if said.is_empty() { format!(" {}", verb(family.name(), "bring")) } else { String::new() };
        said.push(format!("more {}{brings} the most {}", more_of(*family), list(measures)));
    }
    let said = notes.figure(
        capital(&said.join(", ")),
        "verdict.json: horizon, gains, gains_compute and gains_load of supplies",
        "",
    );
    Some(say(
        "**Measures differ.** {}. The verdict follows value, which counts when compute comes and what it costs.",
        vec![said],
    ))
}

fn how_sure(material: &Material<'_>, notes: &mut Notes) -> Words {
    let verdict = &material.explanation.verdict;
    let confidence = &verdict.confidence;
    let mut pieces: Vec<Piece> = vec![];
    let mut pattern = match (leaders(&verdict.horizon).as_slice(), confidence.second_over_first) {
        ([(first, _), (second, _), ..], Some(share)) => {
            let said = per_cent(share);
            pieces.push(notes.figure(said, "verdict.json: confidence.second_over_first", ""));
            format!(
                "**How sure.** Ten per cent more {} brings {{}} of the value that ten per cent more {} brings",
                more_of(*second),
                more_of(*first)
            )
        }
        ([(first, _)], _) => {
            format!("**How sure.** Of all supplies ten per cent more of one alone brings value: {}", more_of(*first))
        }
        _ => "**How sure.** Ten per cent more of no single supply brings value".to_owned(),
    };
    if confidence.levers_tried > 0 {
        let said = format!("{} of {}", confidence.levers_that_flip, confidence.levers_tried);
        pieces.push(notes.figure(said, "verdict.json: confidence.levers_that_flip, levers_tried", ""));
        let among = rivals(&material.explanation.flips);
        let _ = write!(pattern, "; within the range of {{}} levers the lead changes hands {among}");
    }
    let years = verdict.years.len();
    let agree = (confidence.years_agree_share * years as f64).round();
    pieces.push(notes.figure(format!("{agree} of {years}"), "verdict.json: confidence.years_agree_share", ""));
    pattern.push_str(". The verdict of {} model years is that of the whole horizon.");
    say(&pattern, pieces)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_load_is_said_to_grow_only_where_it_grows() {
        assert_eq!(goes(&[9.0, 93.0, 178.0]), "grows");
        assert_eq!(goes(&[9.0, 5.0]), "falls");
        assert_eq!(goes(&[9.0, 12.0, 12.0]), "goes");
        assert_eq!(goes(&[9.0, 12.0, 11.0]), "goes");
    }
}
