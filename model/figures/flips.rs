//! `flips`: how far each lever must move before another family leads.

use super::families::{ENERGY, noun, verb};
use super::flip::{Lever, Stretch, lead, levers, pair, said};
use super::font::{Anchor, Weight, width};
use super::frame::{Heading, fit, frame_around, wrap};
use super::scene::{Area, Scene, Text};
use super::style::{INK, LABEL, MUTED, OTHER, SMALL, TRACK, WHITE};
use super::words::capital;
use crate::experiment::explain::Explanation;
use crate::experiment::explain::outcome::Measure;
use crate::experiment::explain::tables::{FlipRow, Lead};
use crate::results::Results;

/// Most levers shown; without a flip, only as many as this leaves.
const MOST: usize = 16;
/// Height of a row.
const ROW: f64 = 82.0;
/// Width of what is said at the right end.
const SAID: f64 = 540.0;
const GAP: f64 = 20.0;

/// Draws it; nothing without levers.
#[must_use]
pub fn draw(results: &Results, explanation: &Explanation) -> Option<Scene> {
    let pair = pair(&explanation.flips)?;
    let mut shown = levers(&explanation.flips, &pair);
    let heading_title = title(&shown, &pair);
    let most = shown.iter().filter(|lever| lever.flip.is_some()).count().max(MOST);
    let left_out = shown.len().saturating_sub(most);
    shown.truncate(most);
    let has_flip = shown.iter().any(|lever| lever.flip.is_some());
    let (one, other) = &pair;
    let heading = Heading {
        title: heading_title,
        subtitle: format!(
            "Who brings the larger gain of {}, 10% more {} or 10% more {}, along each lever's range",
            what(&explanation.flips),
            noun(one),
            noun(other)
        ),
        notes: format!("{}{NOTES}{}{}", more(left_out), if has_flip { FLIPS } else { "" }, unknown(&shown)),
    };
    let (mut scene, area) = frame_around(&results.labels, heading, shown.len() as f64 * ROW);
    let is_none = |lever: &Lever| {
        [&lever.leader, &lever.at_low, &lever.at_high, &lever.beyond].iter().any(|l| *l == Lead::None.name())
    };
    legend(&mut scene, &area, (&[one, other], shown.iter().any(is_none), has_flip));
    let chart = Chart::new(area, &shown);
    for (i, lever) in shown.iter().enumerate() {
        chart.row(&mut scene, lever, area.row(i, ROW).centre().1);
        scene.hint(area.row(i, ROW), lever.title.clone(), lever.told());
    }
    Some(scene)
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

/// What colours and marks mean, above the tracks.
fn legend(scene: &mut Scene, area: &Area, (families, neither, has_flip): (&[&String], bool, bool)) {
    const BOX: f64 = 24.0;
    let y = area.top - SMALL * 1.3;
    let mut x = area.left;
    let words = |family: &str| match family {
        ENERGY => "Energy (power and grid) leads".to_owned(),
        family => format!("{} {}", capital(&noun(family)), verb(family, "lead")),
    };
    let leaders = families.iter().map(|family| (lead(family), words(family)));
    for (colour, words) in leaders.chain(neither.then(|| (OTHER, "neither gains".to_owned()))) {
        scene.rectangle(Area { left: x, right: x + BOX, top: y - BOX / 2.0, bottom: y + BOX / 2.0 }, colour);
        let text = Text::new(words).size(SMALL).centred(x + BOX + 12.0, y);
        x = text.area().right + 44.0;
        scene.text(text);
    }
    mark(scene, (x + BOX / 2.0, y));
    let text = Text::new("this scenario").size(SMALL).centred(x + BOX + 12.0, y);
    x = text.area().right + 44.0;
    scene.text(text);
    if has_flip {
        flip_line(scene, (x + BOX / 2.0, y), BOX * 0.65);
        scene.text(Text::new("the lead changes hands").size(SMALL).centred(x + BOX + 12.0, y));
    }
}

/// Where the scenario stands.
fn mark(scene: &mut Scene, at: (f64, f64)) {
    scene.dot(at, 13.0, INK);
    scene.dot(at, 9.0, WHITE);
}

fn flip_line(scene: &mut Scene, (x, y): (f64, f64), half: f64) {
    scene.rectangle(Area { left: x - 6.0, right: x + 6.0, top: y - half, bottom: y + half }, WHITE);
    scene.rectangle(Area { left: x - 3.0, right: x + 3.0, top: y - half, bottom: y + half }, INK);
}

/// Columns.
struct Chart {
    area: Area,
    names: f64,
    track: (f64, f64),
}

impl Chart {
    fn new(area: Area, levers: &[Lever]) -> Self {
        const WIDEST: f64 = 440.0;
        let names =
            levers.iter().map(|lever| width(&lever.title, LABEL, Weight::Regular)).fold(0.0, f64::max).min(WIDEST);
        let end = |value: fn(&Lever) -> f64| {
            let words = levers.iter().map(|lever| width(&said(value(lever), &lever.unit), SMALL, Weight::Regular));
            words.fold(0.0, f64::max)
        };
        let left = area.left + names + end(|lever| lever.low) + 2.0 * GAP;
        let right = area.right - SAID - end(|lever| lever.high) - 2.5 * GAP;
        Self { area, names, track: (left, right) }
    }

    fn row(&self, scene: &mut Scene, lever: &Lever, y: f64) {
        const HALF: f64 = 13.0;
        let (left, right) = self.track;
        let at = |share: f64| left + share * (right - left);
        self.title(scene, lever, y);
        let end = |value: f64| Text::new(said(value, &lever.unit)).size(SMALL).colour(MUTED);
        scene.text(end(lever.low).anchor(Anchor::End).centred(left - GAP * 1.1, y));
        scene.text(end(lever.high).centred(right + GAP * 1.1, y));
        for Stretch { from, to, leader } in lever.stretches() {
            let colour = leader.map_or(TRACK, |leader| lead(&leader));
            scene.rectangle(Area { left: at(from), right: at(to), top: y - HALF, bottom: y + HALF }, colour);
        }
        // Who leads at the ends is known even where the way there is not.
        for (share, leader) in [(0.0, &lever.at_low), (1.0, &lever.at_high)] {
            let x = if share > 0.0 { right - HALF } else { left };
            scene.rectangle(Area { left: x, right: x + HALF, top: y - HALF, bottom: y + HALF }, lead(leader));
        }
        if let Some(flip) = lever.flip {
            flip_line(scene, (at(lever.share(flip)), y), HALF * 1.9);
        }
        mark(scene, (at(lever.share(lever.strength)), y));
        self.said(scene, lever, y);
    }

    /// Its title, in two lines where one is too narrow.
    fn title(&self, scene: &mut Scene, lever: &Lever, y: f64) {
        let mut lines = wrap(&lever.title, LABEL, Weight::Regular, self.names);
        if lines.len() > 2 {
            lines = vec![lines[0].clone(), fit(&lines[1..].join(" "), LABEL, Weight::Regular, self.names)];
        }
        let first = y - (lines.len().max(1) - 1) as f64 * LABEL * 0.6;
        for (i, line) in lines.into_iter().enumerate() {
            let text = Text::new(line).anchor(Anchor::End);
            scene.text(text.centred(self.area.left + self.names, first + i as f64 * LABEL * 1.2));
        }
    }

    /// The flip in words, and the quantity behind it.
    fn said(&self, scene: &mut Scene, lever: &Lever, y: f64) {
        let x = self.area.right - SAID;
        let (first, second) = lever.words();
        let (upper, lower) = if second.is_empty() { (y, y) } else { (y - LABEL * 0.62, y + LABEL * 0.62) };
        let text = Text::new(fit(&first, LABEL, Weight::Bold, SAID));
        let text = if lever.flip.is_some() { text.bold() } else { text.size(SMALL).colour(MUTED) };
        scene.text(text.centred(x, upper));
        if !second.is_empty() {
            let second = fit(&second, SMALL, Weight::Regular, SAID);
            scene.text(Text::new(second).size(SMALL).colour(MUTED).centred(x, lower));
        }
    }
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
