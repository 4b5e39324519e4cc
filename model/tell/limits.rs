//! What limits the build-out, in three sentences: which limit and how hard, which part of it, and what time is worth.

use super::family::{more_of, verb};
use super::names::{accelerator, capital, list};
use super::number::{figures, number};
use super::share::gain_in_words;
use super::years::{span, years};
use crate::experiment::compare::effects::ALMOST_NOTHING;
use crate::experiment::explain::reach::{Size, of};
use crate::experiment::explain::verdict::{Finding, NARROW, Verdict};
use crate::experiment::families::Group;
use crate::program::Family;
use crate::results::Results;
use crate::results::derived::{foremost, runs};
use crate::results::tables::LeftOverRow;

/// Chips without qualifier are those of which so much of the offer is bought.
const NEARLY_ALL: f64 = 0.9;

/// The three sentences.
#[must_use]
pub fn sentences(verdict: &Verdict, results: &Results) -> Vec<String> {
    [what(verdict), which_part(results), delay(verdict, results)].into_iter().flatten().collect()
}

/// A family of which the dataset itself offers nothing, where opening that brings more compute than anything else.
fn missing(finding: &Finding) -> Option<Group> {
    let opened = finding.opened_compute.iter().max_by(|a, b| a.1.total_cmp(b.1))?;
    Some(*opened.0)
}

/// What a year's compute leans on, and how hard: limits of the narrow reading by what ten per cent more of each brings.
fn leaning(finding: &Finding) -> Vec<(Group, f64)> {
    let matters = |group: &&Group| finding.sizes.get(group).is_some_and(|size| *size != Size::Not);
    let mut leaning: Vec<_> =
        NARROW.iter().filter(matters).map(|group| (*group, of(&finding.gains_compute, *group))).collect();
    leaning.sort_by(|a, b| b.1.total_cmp(&a.1));
    leaning
}

/// Who holds compute hard in a year; none if no one does.
fn hard(finding: &Finding) -> Option<Group> {
    if let Some(missing) = missing(finding) {
        return Some(missing);
    }
    let leader = leaning(finding).first().map(|(group, _)| *group)?;
    (finding.sizes.get(&leader) == Some(&Size::Hard)).then_some(leader)
}

/// Years in which a limit holds AI hard.
#[must_use]
pub fn hard_years(verdict: &Verdict, group: Group) -> Vec<i32> {
    verdict.years.iter().filter(|finding| hard(finding) == Some(group)).filter_map(|finding| finding.year).collect()
}

/// The name of a limit over the horizon; of chips, whether it is all of them.
#[must_use]
pub fn named(verdict: &Verdict, group: Group) -> String {
    thing(group, &[&verdict.horizon])
}

/// Years in a row that the same limit holds hard, or none.
fn what(verdict: &Verdict) -> Option<String> {
    let spans = runs(verdict.years.iter().map(|finding| (finding.year.unwrap_or_default(), hard(finding))));
    let (first, last) = (spans.first()?.1, spans.last()?.2);
    let said = spans.iter().map(|(leader, from, to)| {
        let of_span: Vec<&Finding> =
            verdict.years.iter().filter(|f| f.year.is_some_and(|year| (*from..=*to).contains(&year))).collect();
        let when = match (*from == first, *to == last) {
            (true, true) => format!("From {first} to {last}"),
            (true, false) => format!("Until {to}"),
            (false, true) => format!("From {from}"),
            (false, false) => format!("In {}", span(*from, *to)),
        };
        match leader {
            Some(leader) if of_span.iter().all(|finding| missing(finding).is_some()) => format!(
                "{when} the want of {} limits AI: limits that stand at 0 in the dataset, opened, would bring compute; ten per cent more of any other limit brings none",
                thing(*leader, &of_span)
            ),
            Some(leader) => format!(
                "{when} {} {} AI: {}",
                thing(*leader, &of_span),
                limits(*leader),
                brings(*leader, &of_span)
            ),
            None => format!("{when} {}", no_single(&of_span)),
        }
    });
    Some(format!("{}.", said.collect::<Vec<_>>().join(". ")))
}

/// Years that no limit holds hard.
fn no_single(of_span: &[&Finding]) -> String {
    const NAMED: usize = 3;
    let mut most: Vec<(Group, f64)> = vec![];
    for (group, gain) in of_span.iter().flat_map(|finding| leaning(finding)) {
        match most.iter_mut().find(|(known, _)| *known == group) {
            Some((_, best)) => *best = best.max(gain),
            None => most.push((group, gain)),
        }
    }
    most.sort_by(|a, b| b.1.total_cmp(&a.1));
    let said: Vec<String> = most
        .iter()
        .take(NAMED)
        .map(|(group, _)| format!("of {} {}", thing(*group, of_span), range(*group, of_span)))
        .collect();
    match said.as_slice() {
        [] => "more of no single limit brings AI anything to speak of: ten per cent more of each brings less than half a per cent of compute".to_owned(),
        some => format!("no single limit holds AI hard: ten per cent more {} of compute", list(some)),
    }
}

/// The name of a limit; of chips, whether it is all of them; and what of it the scenario closes.
fn thing(group: Group, of_span: &[&Finding]) -> String {
    let left = |finding: &&Finding| of(&finding.left_share, group);
    let some_are_left =
        group == Group::Family(Family::Chips) && of_span.iter().map(left).any(|left| left > 1.0 - NEARLY_ALL);
    let name = if some_are_left { "the newest chips".to_owned() } else { name(group) };
    let is_closed = |family: &Family| of_span.iter().any(|finding| finding.closed.contains(family));
    let closed: Vec<Family> = group.families().members().filter(is_closed).collect();
    match closed.as_slice() {
        [] => name,
        _ if group.is_family() => format!("{name} (closed by the scenario)"),
        families => {
            let names: Vec<String> = families.iter().map(|family| self::name((*family).into())).collect();
            format!("{name} ({} closed by the scenario)", list(&names))
        }
    }
}

/// What there is more or less of, or what comes later.
fn name(group: Group) -> String {
    match group {
        Group::Family(Family::Demand) => "what buyers take".to_owned(),
        Group::Family(Family::Capital) => "money".to_owned(),
        other => more_of(other),
    }
}

/// The verb after the name of a limit.
fn limits(group: Group) -> String {
    if group == Group::Energy { "limit".to_owned() } else { verb(group.name(), "limit") }
}

fn brings(group: Group, of_span: &[&Finding]) -> String {
    let is_closed = |family: Family| of_span.iter().any(|finding| finding.closed.contains(&family));
    let of_what = if group.families().members().any(is_closed) { "of what the dataset offers " } else { "more " };
    format!("ten per cent {of_what}brings {} of compute", range(group, of_span))
}

/// From the least to the most that ten per cent more of a group brings of compute.
fn range(group: Group, of_span: &[&Finding]) -> String {
    let gains = || of_span.iter().filter_map(|finding| finding.gains_compute.get(&group)).copied();
    let (low, high) = (gains().fold(f64::INFINITY, f64::min), gains().fold(0.0, f64::max));
    let [least, most] = [low.max(0.0), high].map(|gain| number(gain * 100.0));
    if least == most { format!("{most} %") } else { format!("{least} to {most} %") }
}

/// Which chips are bought and which lie unsold, in the year in which most do.
#[must_use]
pub fn which_part(results: &Results) -> Option<String> {
    let chips = || results.left_over.iter().filter(|row| row.family == Family::Chips);
    let all = chips().filter(|row| row.item.is_empty());
    let left = |row: &LeftOverRow| row.left_share.unwrap_or_default();
    let none: Vec<i32> = all.clone().filter(|row| row.offered == 0.0).map(|row| row.year).collect();
    if !none.is_empty() {
        let when = if none.len() == results.years.len() { "any year".to_owned() } else { years(&none, &results.years) };
        return Some(format!("No chips are on offer in {when}."));
    }
    let worst = all.max_by(|a, b| left(a).total_cmp(&left(b)))?;
    let share = left(worst);
    if share <= 1.0 - NEARLY_ALL {
        return Some(match share {
            none if none < ALMOST_NOTHING => "All chips on offer are bought in every year.".to_owned(),
            some => format!("At most {} of the chips on offer in a year are not bought.", gain_in_words(some)),
        });
    }
    let gigawatts = |row: &&LeftOverRow| row.offered - row.used;
    let mut unsold: Vec<&LeftOverRow> = chips().filter(|row| row.year == worst.year && !row.item.is_empty()).collect();
    unsold.sort_by(|a, b| gigawatts(b).total_cmp(&gigawatts(a)));
    let names: Vec<String> = unsold
        .iter()
        .filter(|row| gigawatts(row) > ALMOST_NOTHING * worst.offered)
        .take(3)
        .map(|row| {
            format!(
                "{} {} of {} GW",
                accelerator(&results.labels, &row.item),
                figures(gigawatts(row)),
                figures(row.offered)
            )
        })
        .collect();
    Some(format!(
        "Not all chips are scarce: in {} {} of those on offer ({} of {} GW) are not bought ({}).",
        worst.year,
        gain_in_words(share),
        figures(worst.offered - worst.used),
        figures(worst.offered),
        list(&names),
    ))
}

/// What a year of delay costs: in the year that loses the largest share, among those that lose at least half as much as any.
fn delay(verdict: &Verdict, results: &Results) -> Option<String> {
    const NAMED: usize = 3;
    let load = |year: i32| results.summary.iter().find(|row| row.year == year).map_or(0.0, |row| row.ai_rated_gw);
    let loss = |finding: &Finding, group: Group| -of(&finding.later_load_gw, group);
    let of_finding = |finding: &Finding| {
        let year = finding.year?;
        let supplies = NARROW.iter().filter(|group| **group != Group::Family(Family::Demand));
        let losses = supplies.map(|group| (*group, loss(finding, *group)));
        let mut losses: Vec<(Group, f64)> = losses.filter(|(_, gw)| *gw > ALMOST_NOTHING * load(year)).collect();
        losses.sort_by(|a, b| b.1.total_cmp(&a.1));
        (!losses.is_empty()).then_some((year, losses))
    };
    if verdict.years.iter().all(|finding| finding.later_load_gw.is_empty()) {
        return None;
    }
    let found: Vec<(i32, Vec<(Group, f64)>)> = verdict.years.iter().filter_map(of_finding).collect();
    let amount = |(_, losses): &(i32, Vec<(Group, f64)>)| losses[0].1;
    let share = |of_year: &(i32, Vec<(Group, f64)>)| amount(of_year) / load(of_year.0);
    let Some((year, losses)) = foremost(&found, amount, share) else {
        return Some(
            "A year's delay of any one limit costs less than half a per cent of AI load in every year.".to_owned(),
        );
    };
    let said: Vec<String> = losses
        .iter()
        .take(NAMED)
        .map(|(group, gw)| format!("of {} {} GW ({})", name(*group), figures(*gw), gain_in_words(gw / load(*year))))
        .collect();
    Some(capital(&format!(
        "a year's delay costs AI load most in {year} ({} GW): {}.",
        figures(load(*year)),
        list(&said)
    )))
}
