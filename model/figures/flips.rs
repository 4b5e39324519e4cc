//! `flips`: how far each lever must move before another family leads.

use super::colour::{INK, TRACK, WHITE};
use super::families::{ENERGY, name, noun, verb};
use super::figure::{Figure, Panel, Tip, provenance};
use super::flip::{Lever, Stretch, lead, leads, levers, pair, said};
use super::mark::{Datum, Ends, Kind, Mark};
use super::scale::{Amount, Scale};
use crate::experiment::explain::Explanation;
use crate::experiment::explain::tables::{FlipRow, Lead};
use crate::experiment::outcome::Measure;
use crate::results::Results;
use crate::tell::names::capital;

/// Most levers shown; without a flip, only as many as this leaves.
const MOST: usize = 16;

/// The range of every lever by who leads there; nothing without levers.
#[must_use]
pub fn figure(results: &Results, explanation: &Explanation) -> Option<Figure> {
    let pair = pair(&explanation.flips)?;
    let mut shown = levers(&explanation.flips, &pair);
    let title = title(&shown, &pair);
    let most = shown.iter().filter(|lever| lever.flip.is_some()).count().max(MOST);
    let left_out = shown.len().saturating_sub(most);
    shown.truncate(most);
    let has_flip = shown.iter().any(|lever| lever.flip.is_some());
    let (one, other) = &pair;
    Some(Figure {
        name: "flips",
        title,
        subtitle: format!(
            "Who brings the larger gain of {}, 10% more {} or 10% more {}, along each lever's range",
            what(&explanation.flips),
            noun(one),
            noun(other)
        ),
        notes: format!("{}{NOTES}{}{}", more(left_out), if has_flip { FLIPS } else { "" }, unknown(&shown)),
        origin: provenance(&results.labels),
        panels: vec![panel(&shown)],
        across: 1,
        empty: "",
    })
}

fn panel(levers: &[Lever]) -> Panel {
    let (mut bars, mut lines, mut dots, mut words) = (vec![], vec![], vec![], vec![]);
    for (i, lever) in levers.iter().enumerate() {
        bars.extend(lever.stretches().iter().map(|stretch| bar(i, stretch)));
        bars.extend(ends(i, lever));
        let flip = lever.flip.map(|flip| Datum::at(lever.share(flip), i).of("the lead changes hands").colour(INK));
        lines.extend(flip);
        dots.push(Datum::at(lever.share(lever.strength), i).of("this scenario").colour(WHITE));
        let (first, second) = lever.words();
        words.push(Datum::beside(i).label(first, lever.flip.is_some()).note(second));
    }
    let marks = [(Kind::Rect, bars), (Kind::Rule, lines), (Kind::Dot, dots), (Kind::Text, words)];
    let marks = marks.map(|(kind, data)| Mark::new(kind, data).ends(Ends::Key)).to_vec();
    let names = levers.iter().map(|lever| lever.title.clone()).collect();
    let tips = levers.iter().enumerate().map(|(i, lever)| Tip::beside(i, &lever.title, lever.told())).collect();
    Panel::new(Scale::Amount(Amount::share()), Scale::bars(names), marks).tips(tips)
}

fn bar(place: usize, Stretch { from, to, leader }: &Stretch) -> Datum {
    let bar = Datum::at(*from, place).to_x(*to);
    leader.as_ref().map_or(bar.clone().colour(TRACK), |leader| bar.of(series(leader)).colour(lead(leader)))
}

/// Who leads, as the key says it.
fn series(leader: &str) -> String {
    if leader == ENERGY { format!("{} leads", name(ENERGY)) } else { leads(leader) }
}

/// Who leads at the ends is known even where the way there is not.
fn ends(place: usize, lever: &Lever) -> [Datum; 2] {
    const SHORT: f64 = 0.02;
    let ends = [(0.0, SHORT, lever.low, &lever.at_low), (1.0, 1.0 - SHORT, lever.high, &lever.at_high)];
    ends.map(|(at, from, value, leader)| {
        let end = Datum::at(from, place).to_x(at).of(series(leader)).colour(lead(leader));
        end.label(said(value, &lever.unit), false)
    })
}

const NOTES: &str = "Each lever has a scale of its own, from the low to the high end of its range.";

const FLIPS: &str = " Line across: where the lead changes hands, found by re-solving the model.";

/// What the gains are of.
fn what(rows: &[FlipRow]) -> &'static str {
    match rows.first().map(|row| row.measure) {
        Some(Measure::Compute) => "compute",
        Some(Measure::Load) => "AI load",
        _ => "the objective",
    }
}

fn more(left_out: usize) -> String {
    match left_out {
        0 => String::new(),
        1 => "1 further lever does not change the lead within its range. ".to_owned(),
        several => format!("{several} further levers do not change the lead within their ranges. "),
    }
}

/// What the parts without a leader are, if there are any.
fn unknown(levers: &[Lever]) -> &'static str {
    let is_unknown = |lever: &Lever| lever.stretches().iter().any(|stretch| stretch.leader.is_none());
    if levers.iter().any(is_unknown) {
        " Faintest: between known points, where the lead was not looked up."
    } else {
        ""
    }
}

/// The nearest flip, and how many there are.
fn title(levers: &[Lever], (one, other): &(String, String)) -> String {
    let flips: Vec<&Lever> = levers.iter().filter(|lever| lever.flip.is_some()).collect();
    let leader = levers.first().map_or(Lead::None.name(), |lever| lever.leader.as_str());
    let rival = if leader == one { other } else { one };
    let Some(first) = flips.first() else {
        return match leader {
            _ if leader == Lead::None.name() => {
                format!("No lever within its range makes {} or {} bring any gain", noun(one), noun(other))
            }
            _ => format!("No lever within its range makes {} lead over {}", noun(rival), noun(leader)),
        };
    };
    let beyond = match first.beyond.as_str() {
        none if none == Lead::None.name() => "neither gains".to_owned(),
        family => format!("{} {}", noun(family), verb(family, "lead")),
    };
    let rest = match flips.len() - 1 {
        0 => "; no other lever changes the lead".to_owned(),
        1 => "; one more lever changes the lead".to_owned(),
        several => format!("; {several} more levers change the lead"),
    };
    format!("{} once “{}” is {}{rest}", capital(&beyond), first.title, first.threshold())
}

#[cfg(test)]
mod tests {
    use super::super::flip::tests::lever;
    use super::*;

    fn pair() -> (String, String) {
        ("chips".to_owned(), "energy".to_owned())
    }

    #[test]
    fn the_title_names_the_nearest_flip() {
        let levers = [lever("Power and grid together", Some(0.52)), lever("Gas price", None)];
        let expected = "Energy leads once “Power and grid together” is below ×0.52; no other lever changes the lead";
        assert_eq!(title(&levers, &pair()), expected);
        let levers = [lever("A", Some(1.4)), lever("B", Some(1.6)), lever("C", Some(1.7))];
        assert_eq!(title(&levers, &pair()), "Energy leads once “A” is above ×1.4; 2 more levers change the lead");
    }

    #[test]
    fn the_title_says_that_nothing_flips() {
        assert_eq!(title(&[lever("A", None)], &pair()), "No lever within its range makes energy lead over chips");
        let idle = Lever { leader: "none".to_owned(), ..lever("A", None) };
        assert_eq!(title(&[idle], &pair()), "No lever within its range makes chips or energy bring any gain");
    }
}
