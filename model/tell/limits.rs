//! What limits the build-out, in three sentences: which limit and how hard, which part of it, and what time is worth.

use super::family::{more_of, verb};
use super::names::{accelerator, capital, list};
use super::number::{figures, number};
use super::share::gain_in_words;
use super::years::{span, years};
use crate::experiment::compare::effects::ALMOST_NOTHING;
use crate::experiment::explain::reach::{Size, of};
use crate::experiment::explain::verdict::{Finding, NARROW, NOTHING, Verdict};
use crate::experiment::families::Group;
use crate::program::Family;
use crate::results::Results;
use crate::results::derived::{foremost, rents_by_rule, runs};
use crate::results::tables::{LeftOverRow, ShadowPriceRow};

/// Chips without qualifier are those of which so much of the offer is bought.
const NEARLY_ALL: f64 = 0.9;

/// The three sentences.
#[must_use]
pub fn sentences(verdict: &Verdict, results: &Results) -> Vec<String> {
    [fall(verdict), what(verdict, results), which_part(results), delay(verdict)].into_iter().flatten().collect()
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

/// How compute is held in a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Hold {
    /// Ten per cent more of a limit moves it by half of that or more.
    Hard(Group),
    /// Limits that the dataset sets to 0 would have to be opened.
    Opened(Group),
    /// Ten per cent more of nothing brings anything to speak of, and all of one limit brings much.
    Lifted(Group),
    /// None of these.
    Loose,
}

impl Hold {
    fn of(finding: &Finding) -> Self {
        /// Lifting a limit brings much from this share of the load on.
        const MUCH: f64 = 0.5;
        if let Some(missing) = missing(finding) {
            return Self::Opened(missing);
        }
        let leaning = leaning(finding);
        let supplies = NARROW.iter().filter(|group| **group != Group::Family(Family::Demand));
        let lifted = |group: &Group| of(&finding.lifted_load_gw, *group);
        let most = supplies.copied().max_by(|a, b| lifted(a).total_cmp(&lifted(b)));
        match (leaning.first(), most) {
            (Some((leader, _)), _) if finding.sizes.get(leader) == Some(&Size::Hard) => Self::Hard(*leader),
            (None, Some(most)) if lifted(&most) > NOTHING && lifted(&most) >= MUCH * finding.load_gw => {
                Self::Lifted(most)
            }
            _ => Self::Loose,
        }
    }

    const fn group(self) -> Option<Group> {
        match self {
            Self::Hard(group) | Self::Opened(group) | Self::Lifted(group) => Some(group),
            Self::Loose => None,
        }
    }
}

/// Years in which a limit holds AI.
#[must_use]
pub fn hard_years(verdict: &Verdict, group: Group) -> Vec<i32> {
    let holds = |finding: &&Finding| Hold::of(finding).group() == Some(group);
    verdict.years.iter().filter(holds).filter_map(|finding| finding.year).collect()
}

/// The name of a limit over the horizon; of chips, whether it is all of them.
#[must_use]
pub fn named(verdict: &Verdict, group: Group) -> String {
    thing(group, &[&verdict.horizon])
}

/// Where AI load falls by more than a tenth from one model year to the next.
fn fall(verdict: &Verdict) -> Option<String> {
    const TENTH: f64 = 0.1;
    let loads: Vec<(i32, f64)> = verdict.years.iter().map(|f| (f.year.unwrap_or_default(), f.load_gw)).collect();
    let is_fall = |a: &(i32, f64), b: &(i32, f64)| b.1 < (1.0 - TENTH) * a.1;
    let falls = loads.chunk_by(is_fall).filter_map(|run| run.split_first().filter(|(_, lower)| !lower.is_empty()));
    let said: Vec<String> = falls
        .map(|((from, before), lower)| {
            let lower: Vec<String> = lower.iter().map(|(year, load)| format!("{} in {year}", figures(*load))).collect();
            format!("from {} GW in {from} to {}", figures(*before), list(&lower))
        })
        .collect();
    (!said.is_empty()).then(|| format!("AI load falls {}.", said.join(", and ")))
}

/// Years in a row that the same limit holds, or none.
fn what(verdict: &Verdict, results: &Results) -> Option<String> {
    let spans = runs(verdict.years.iter().map(|finding| (finding.year.unwrap_or_default(), Hold::of(finding))));
    let (first, last) = (spans.first()?.1, spans.last()?.2);
    let said = spans.iter().map(|(hold, from, to)| {
        let of_span: Vec<&Finding> =
            verdict.years.iter().filter(|f| f.year.is_some_and(|year| (*from..=*to).contains(&year))).collect();
        let when = match (*from == first, *to == last) {
            _ if from == to => format!("In {to}"),
            (true, true) => format!("From {first} to {last}"),
            (true, false) => format!("Until {to}"),
            (false, true) => format!("From {from}"),
            (false, false) => format!("In {}", span(*from, *to)),
        };
        let limited = |group: Group| {
            let is_open = closed(group, &of_span).is_empty();
            let part = if is_open { part(group, (*from, *to), results) } else { String::new() };
            format!("{when} {} {} AI{part}", thing(group, &of_span), limits(group))
        };
        match hold {
            Hold::Opened(group) => format!(
                "{when} the want of {} limits AI: limits that stand at 0 in the dataset, opened, would bring compute; ten per cent more of any other limit brings none",
                thing(*group, &of_span)
            ),
            Hold::Hard(group) => format!("{}: {}", limited(*group), brings(*group, &of_span)),
            Hold::Lifted(group) => format!(
                "{}: ten per cent more of any limit brings next to nothing, all of this one lifted brings {} GW of AI load",
                limited(*group),
                range(of_span.iter().map(|finding| of(&finding.lifted_load_gw, *group)))
            ),
            Hold::Loose => format!("{when} {}", no_single(&of_span)),
        }
    });
    Some(format!("{}.", said.collect::<Vec<_>>().join(". ")))
}

/// Which limits of a group carry most of its rents in some years; chips, money and demand have sentences of their own. A
/// limit that is closed has no rent, whatever it is worth.
fn part(group: Group, (from, to): (i32, i32), results: &Results) -> String {
    /// Less than this share of the rents is not named.
    const MUCH: f64 = 0.15;
    if matches!(group, Group::Family(Family::Chips | Family::Capital | Family::Demand)) {
        return String::new();
    }
    let is_meant = |row: &&ShadowPriceRow| group.families().holds(row.family) && (from..=to).contains(&row.year);
    let mut rents = rents_by_rule(results.shadow_prices.iter().filter(is_meant));
    let all: f64 = rents.iter().map(|(_, rent)| rent).sum();
    rents.retain(|(_, rent)| *rent > MUCH * all);
    let names: Vec<String> = rents.into_iter().map(|(rule, _)| format!("the {}", rule.title())).collect();
    if names.is_empty() { String::new() } else { format!(", by price mostly {}", list(&names)) }
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
        .map(|(group, _)| format!("of {} {}", thing(*group, of_span), gained(*group, of_span)))
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
    match closed(group, of_span).as_slice() {
        [] => name,
        _ if group.is_family() => format!("{name} (closed by the scenario)"),
        families => {
            let names: Vec<String> = families.iter().map(|family| self::name((*family).into())).collect();
            format!("{name} ({} closed by the scenario)", list(&names))
        }
    }
}

/// Families of a group of which the scenario closes a limit in some year.
fn closed(group: Group, of_span: &[&Finding]) -> Vec<Family> {
    let is_closed = |family: &Family| of_span.iter().any(|finding| finding.closed.contains(family));
    group.families().members().filter(is_closed).collect()
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

/// What ten per cent more of the leader brings, and of others that bring half as much in some year.
fn brings(group: Group, of_span: &[&Finding]) -> String {
    const HALF: f64 = 0.5;
    let of_what = if closed(group, of_span).is_empty() { "more " } else { "of what the dataset offers " };
    let much = |finding: &&Finding, other: Group| {
        of(&finding.gains_compute, other) >= HALF * of(&finding.gains_compute, group)
    };
    let others: Vec<String> = NARROW
        .iter()
        .filter(|other| **other != group && of_span.iter().any(|finding| much(finding, **other)))
        .map(|other| format!("of {} {}", thing(*other, of_span), gained(*other, of_span)))
        .collect();
    let others = if others.is_empty() { String::new() } else { format!(" ({})", list(&others)) };
    format!("ten per cent {of_what}brings {} of compute{others}", gained(group, of_span))
}

/// From the least to the most that ten per cent more of a group brings of compute.
fn gained(group: Group, of_span: &[&Finding]) -> String {
    let gains = of_span.iter().filter_map(|finding| finding.gains_compute.get(&group));
    format!("{} %", range(gains.map(|gain| gain.max(0.0) * 100.0)))
}

/// From the least to the most.
fn range(amounts: impl Iterator<Item = f64>) -> String {
    let (low, high) = amounts.fold((f64::INFINITY, 0.0_f64), |(low, high), amount| (low.min(amount), high.max(amount)));
    let [least, most] = [low.min(high), high].map(number);
    if least == most { most } else { format!("{least} to {most}") }
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
    if share > 1.0 - ALMOST_NOTHING {
        let offered = figures(worst.offered);
        return Some(format!("In {} none of the chips on offer ({offered} GW) is bought.", worst.year));
    }
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
fn delay(verdict: &Verdict) -> Option<String> {
    const NAMED: usize = 3;
    let of_finding = |finding: &Finding| {
        let (year, load) = (finding.year?, finding.load_gw);
        let supplies = NARROW.iter().filter(|group| **group != Group::Family(Family::Demand));
        let losses = supplies.map(|group| (*group, -of(&finding.later_load_gw, *group)));
        let mut losses: Vec<(Group, f64)> = losses.filter(|(_, gw)| *gw > ALMOST_NOTHING * load).collect();
        losses.sort_by(|a, b| b.1.total_cmp(&a.1));
        (!losses.is_empty()).then_some((year, load, losses))
    };
    if verdict.years.iter().all(|finding| finding.later_load_gw.is_empty()) {
        return None;
    }
    let found: Vec<_> = verdict.years.iter().filter_map(of_finding).collect();
    let Some((year, load, losses)) =
        foremost(&found, |(.., losses)| losses[0].1, |(_, load, losses)| losses[0].1 / load)
    else {
        return Some(
            "A year's delay of any one limit costs less than half a per cent of AI load in every year.".to_owned(),
        );
    };
    let said: Vec<String> = losses
        .iter()
        .take(NAMED)
        .map(|(group, gw)| format!("of {} {} GW ({})", name(*group), figures(*gw), gain_in_words(gw / load)))
        .collect();
    Some(capital(&format!("a year's delay costs AI load most in {year} ({} GW): {}.", figures(*load), list(&said))))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figures::sample_explanation::finding;

    const CHIPS: Group = Group::Family(Family::Chips);

    #[test]
    fn a_limit_of_which_ten_per_cent_bring_nothing_holds_by_what_all_of_it_brings() {
        let mut year = Finding { load_gw: 10.0, ..finding() };
        assert_eq!(Hold::of(&year), Hold::Loose);
        year.lifted_load_gw = [(Group::Energy, 4.0), (CHIPS, 1.0)].into();
        assert_eq!(Hold::of(&year), Hold::Loose, "less than half of what stands");
        year.lifted_load_gw.insert(Group::Energy, 100.0);
        assert_eq!(Hold::of(&year), Hold::Lifted(Group::Energy));
        year.gains_compute.insert(CHIPS, 0.08);
        year.sizes.insert(CHIPS, Size::Hard);
        assert_eq!(Hold::of(&year), Hold::Hard(CHIPS));
    }
}
