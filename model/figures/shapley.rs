//! `shapley`: how the value of raising all limits together is owed to the families, as waterfalls.

use super::axis::{Scale, tick_names, ticks_between};
use super::families::{colour, name, noun};
use super::font::{Anchor, Weight, width};
use super::frame::{Heading, frame_around, message};
use super::scene::{Area, Scene, Text};
use super::style::{Colour, FAINT, GRID, INK, LABEL, MUTED, SMALL};
use super::told::{billions, changed, marked, told, unit_of_money};
use super::words::{NOTHING, capital, number, percent, step};
use crate::experiment::explain::Explanation;
use crate::experiment::explain::tables::ShapleyRow;
use crate::results::{Labels, Results};

/// Panels side by side.
const ACROSS: usize = 2;
/// Heights of a bar, of what a panel has around its bars.
const ROW: f64 = 66.0;
const PANEL: f64 = 130.0;

/// Draws it; nothing without Shapley values.
#[must_use]
pub fn draw(results: &Results, explanation: &Explanation) -> Option<Scene> {
    let falls = falls(&explanation.shapley);
    if falls.is_empty() {
        return None;
    }
    let heading = Heading {
        title: title(&falls),
        subtitle: format!(
            "Each family's part in the gain of the objective from raising all limits, {}",
            unit_of_money(&results.labels)
        ),
        notes: NOTES.to_owned(),
    };
    if falls.iter().all(Fall::is_nothing) {
        return Some(message(&results.labels, heading, "Raising all limits together brings nothing."));
    }
    let bars = falls.iter().map(|fall| fall.parts.len() + 1).max().unwrap_or(0);
    let panel = PANEL + bars as f64 * ROW;
    let (mut scene, area) =
        frame_around(&results.labels, heading, falls.len().div_ceil(ACROSS) as f64 * panel - (PANEL - ROW));
    let across = falls.len().min(ACROSS);
    let width = area.width() / across as f64;
    for (i, fall) in falls.iter().enumerate() {
        const GAP: f64 = 60.0;
        let gap = if i % across + 1 < across { GAP } else { 0.0 };
        let (left, top) = (area.left + (i % across) as f64 * width, area.top + (i / across) as f64 * panel);
        let field = Area { left, right: left + width - gap, top, bottom: top + panel };
        fall.draw(&mut scene, field);
        fall.hints(&mut scene, &Area { top: field.top + ROW, ..field }, (&results.labels, &explanation.shapley));
    }
    Some(scene)
}

const NOTES: &str = "Shapley value: a family's gain, averaged over every order in which the limits of the families could be raised; the parts add \
     up to the whole exactly. A family that brings nothing alone can still have a part: limits that bind together share what raising both brings.";

/// One step's waterfall.
#[derive(Debug, Clone, PartialEq)]
struct Fall {
    step: String,
    /// Family and value, billion, the largest first.
    parts: Vec<(String, f64)>,
}

fn falls(rows: &[ShapleyRow]) -> Vec<Fall> {
    const BILLION: f64 = 1e3;
    let mut falls: Vec<Fall> = vec![];
    for row in rows {
        let part = (row.family.to_string(), row.objective_musd / BILLION);
        match falls.iter_mut().find(|fall| fall.step == row.step) {
            Some(fall) => fall.parts.push(part),
            None => falls.push(Fall { step: row.step.clone(), parts: vec![part] }),
        }
    }
    for fall in &mut falls {
        fall.parts.sort_by(|a, b| b.1.total_cmp(&a.1));
    }
    falls
}

/// The largest parts at the first step, and the largest at the next.
fn title(falls: &[Fall]) -> String {
    let mut gaining = falls.iter().filter(|fall| fall.total() > 0.0);
    let share = |fall: &Fall, part: &(String, f64)| percent(part.1 / fall.total());
    let Some((fall, first)) = gaining.next().and_then(|fall| Some((fall, fall.parts.first()?))) else {
        return "Raising all limits together brings nothing".to_owned();
    };
    let second = fall.parts.get(1).filter(|part| part.1 > NOTHING * fall.total());
    let second = second.map_or(String::new(), |part| format!(" and {} to {}", share(fall, part), noun(&part.0)));
    let next = gaining.next().and_then(|fall| {
        let part = fall.parts.first()?;
        Some(format!("; of that from {}, {} to {}", fall.step_in_words(), share(fall, part), noun(&part.0)))
    });
    let of = format!("{} of the gain from {}", share(fall, first), fall.step_in_words());
    format!("{of} is owed to {}{second}{}", noun(&first.0), next.unwrap_or_default())
}

impl Fall {
    fn total(&self) -> f64 {
        self.parts.iter().map(|part| part.1).sum()
    }

    fn is_nothing(&self) -> bool {
        self.parts.iter().all(|part| part.1 == 0.0)
    }

    fn step_in_words(&self) -> String {
        if self.step.contains('%') {
            format!("{} more of all limits", step(&self.step))
        } else {
            "lifting all limits of supply".to_owned()
        }
    }

    fn draw(&self, scene: &mut Scene, field: Area) {
        const COUNT: f64 = 4.0;
        const GAP: f64 = 20.0;
        let named = |part: &(String, f64)| width(&name(&part.0), LABEL, Weight::Regular);
        let names = self.parts.iter().map(named).fold(width(ALL, LABEL, Weight::Bold), f64::max);
        let values = |part: &(String, f64)| width(&self.value(part.1), LABEL, Weight::Bold);
        let room = self.parts.iter().map(values).fold(width(&number(self.total()), LABEL, Weight::Bold), f64::max);
        let mut at = 0.0;
        let ends = self.parts.iter().map(|part| {
            at += part.1;
            at
        });
        let (low, high) = ends.fold((0.0_f64, 0.0_f64), |ends, end| (ends.0.min(end), ends.1.max(end)));
        let high = if high > low { high } else { 1.0 };
        let scale = Scale { domain: (low, high), range: (field.left + names + GAP, field.right - room - GAP) };
        let top = field.top + ROW;
        let bottom = top + (self.parts.len() + 1) as f64 * ROW;
        scene.text(Text::new(capital(&self.step_in_words())).bold().at(field.left, field.top - LABEL * 0.3));
        let ticks = ticks_between(low, high, COUNT);
        for (tick, name) in ticks.iter().zip(tick_names(&ticks)) {
            let x = scale.at(*tick);
            scene.line(vec![(x, top), (x, bottom)], if *tick == 0.0 { FAINT } else { GRID }, 2.0);
            let label = Text::new(name).size(SMALL).colour(MUTED).anchor(Anchor::Middle);
            scene.text(label.at(x, top - SMALL * 0.5));
        }
        self.bars(scene, (field.left + names, top), &scale);
    }

    /// Tells of every bar what the family is owed by all three measures.
    fn hints(&self, scene: &mut Scene, bars: &Area, (labels, rows): (&Labels, &[ShapleyRow])) {
        for (i, (family, _)) in self.parts.iter().enumerate() {
            let Some(row) = rows.iter().find(|row| row.step == self.step && row.family.name() == family) else {
                continue;
            };
            let with_share =
                |value: String, share: f64| if share > 0.0 { format!("{value} ({})", percent(share)) } else { value };
            let values = vec![
                marked(
                    "Objective",
                    with_share(billions(row.objective_musd, labels), row.objective_share),
                    colour(family),
                ),
                told("Compute, mean", with_share(changed(row.compute_mh100e, "MH100e"), row.compute_share)),
                told("AI load, mean", with_share(changed(row.load_gw, "GW"), row.load_share)),
            ];
            scene.hint(bars.row(i, ROW), format!("{}, {}", name(family), self.step_in_words()), values);
        }
        let all = format!("{} {}", number(self.total()), unit_of_money(labels));
        scene.hint(
            bars.row(self.parts.len(), ROW),
            format!("{ALL}, {}", self.step_in_words()),
            vec![marked("Objective", all, MUTED)],
        );
    }

    /// A value and its share of all.
    fn value(&self, value: f64) -> String {
        let share = value / self.total();
        if self.total() > 0.0 && share >= 0.0 {
            format!("{} ({})", number(value), percent(share))
        } else {
            number(value)
        }
    }

    fn bars(&self, scene: &mut Scene, (names, top): (f64, f64), scale: &Scale) {
        const SHARE: f64 = 0.68;
        const GAP: f64 = 12.0;
        let all = (ALL.to_owned(), self.total());
        let mut at = 0.0;
        for (i, part) in self.parts.iter().chain([&all]).enumerate() {
            let is_all = i == self.parts.len();
            let (from, to) = if is_all { (0.0, part.1) } else { (at, at + part.1) };
            let middle = top + (i as f64 + 0.5) * ROW;
            let half = ROW * SHARE / 2.0;
            let (left, right) = (scale.at(from.min(to)), scale.at(from.max(to)));
            let fill: Colour = if is_all { MUTED } else { colour(&part.0) };
            let bar = Area { left, right: right.max(left + 2.0), top: middle - half, bottom: middle + half };
            if part.1 != 0.0 {
                scene.rectangle(bar, fill);
            }
            if !is_all {
                let x = scale.at(to);
                scene.line(vec![(x, middle + half), (x, middle + ROW - half)], FAINT, 2.0);
            }
            let name = Text::new(if is_all { ALL.to_owned() } else { name(&part.0) }).anchor(Anchor::End);
            let value = Text::new(if is_all { number(part.1) } else { self.value(part.1) });
            let value = value.colour(if part.1 == 0.0 { MUTED } else { INK });
            let (name, value) = if is_all { (name.bold(), value.bold()) } else { (name, value) };
            scene.text(name.centred(names, middle));
            scene.text(value.centred(bar.right + GAP, middle));
            at = to;
        }
    }
}

/// Name of the last bar.
const ALL: &str = "All together";

#[cfg(test)]
mod tests {
    use super::*;

    fn fall(step: &str, parts: &[(&str, f64)]) -> Fall {
        Fall { step: step.to_owned(), parts: parts.iter().map(|&(family, value)| (family.to_owned(), value)).collect() }
    }

    #[test]
    fn the_title_tells_who_is_owed_most_at_every_step() {
        let falls =
            [fall("25 %", &[("chips", 6.0), ("capital", 2.0), ("grid", 2.0)]), fall("lifted", &[("siting", 5.0)])];
        let expected = "60% of the gain from 25% more of all limits is owed to chips and 20% to capital; \
                        of that from lifting all limits of supply, 100% to sites";
        assert_eq!(title(&falls), expected);
    }

    #[test]
    fn the_title_says_that_nothing_is_gained() {
        assert_eq!(title(&[fall("25 %", &[("chips", 0.0)])]), "Raising all limits together brings nothing");
    }
}
