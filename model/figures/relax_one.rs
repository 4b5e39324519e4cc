//! `relax_one`: what 10% more of one family or lever brings, all else unchanged, as a tornado.

use super::axis::{Scale, tick_names, ticks_between};
use super::families::{ENERGY, is_energy, is_single, name, noun, verb};
use super::font::{Anchor, Weight, width};
use super::frame::{Heading, fit, frame_around, message};
use super::scene::{Area, Point, Scene, Text, Value};
use super::style::{Colour, FAINT, GRID, INK, LABEL, MUTED, PALETTE, SMALL, WHITE};
use super::told;
use super::words::{NOTHING, gain, rise};
use crate::experiment::explain::Explanation;
use crate::experiment::explain::relax::{Kind, Mode, Step};
use crate::experiment::explain::tables::RelaxRow;
use crate::program::Family;
use crate::results::{Labels, Results};

/// Most bars of all sections together.
const BARS: usize = 22;
/// Heights of a bar, of the name of a section.
const ROW: f64 = 52.0;
const SECTION: f64 = 62.0;
/// Width of a column of figures.
const FIGURES: f64 = 172.0;

/// Draws it; nothing without re-solves.
#[must_use]
pub fn draw(results: &Results, explanation: &Explanation) -> Option<Scene> {
    let all: Vec<Bar> = explanation.relax.iter().filter(|row| is_shown(row)).map(Bar::of).collect();
    let (sections, left_out) = sections(&all);
    if sections.is_empty() {
        return None;
    }
    let heading = Heading {
        title: title(&all),
        subtitle: "Gain from 10% more of one family's limits, or of one lever, all else unchanged, per cent".to_owned(),
        notes: format!("{}{NOTES}", more(left_out)),
    };
    if all.iter().all(Bar::is_nothing) {
        return Some(message(&results.labels, heading, "10% more of any one family or lever brings nothing."));
    }
    let bars: usize = sections.iter().map(|section| section.bars.len()).sum();
    let height = bars as f64 * ROW + sections.len() as f64 * SECTION;
    let (mut scene, area) = frame_around(&results.labels, heading, height);
    let tornado = Tornado::new(area, &sections);
    tornado.draw(&mut scene, &sections);
    let bars = sections.iter().flat_map(|section| section.bars.iter().map(|bar| (bar, section.colour)));
    for ((bar, colour), field) in bars.zip(tornado.rows(&sections)) {
        scene.hint(field, bar.name.clone(), bar.told(colour, (&explanation.relax, &results.labels)));
    }
    Some(scene)
}

const NOTES: &str = "Differences between full re-solves of the model. Compute and AI load are means over the horizon, the objective is discounted; the gain in it from demand is given and not marked.";

fn is_shown(row: &RelaxRow) -> bool {
    row.mode == Mode::One && row.step == Step::Ten && row.year.is_none()
}

/// How many levers are not shown.
fn more(left_out: usize) -> String {
    match left_out {
        0 => String::new(),
        1 => "1 further lever, with a smaller effect, is not shown. ".to_owned(),
        several => format!("{several} further levers, with smaller effects, are not shown. "),
    }
}

/// One re-solve.
#[derive(Debug, Clone, PartialEq)]
struct Bar {
    is_lever: bool,
    code: String,
    name: String,
    compute: f64,
    objective: Option<f64>,
    load: f64,
}

impl Bar {
    /// The objective, where it may set the scale: that of demand rises by better prices alone, and would dwarf the rest.
    fn objective_in_scale(&self) -> Option<f64> {
        self.objective.filter(|_| self.is_lever || self.code != Family::Demand.name())
    }

    fn of(row: &RelaxRow) -> Self {
        let is_lever = row.kind == Kind::Lever;
        let title = if row.title.is_empty() { name(&row.name) } else { row.title.clone() };
        Self {
            is_lever,
            code: row.name.clone(),
            name: if is_lever { title } else { name(&row.name) },
            compute: row.gain_compute_share,
            objective: row.gain_objective_share,
            load: row.gain_load_share,
        }
    }

    /// What all re-solves over the horizon brought with it.
    fn told(&self, colour: Colour, (rows, labels): (&[RelaxRow], &Labels)) -> Vec<Value> {
        let kind = if self.is_lever { Kind::Lever } else { Kind::Family };
        let own = rows.iter().filter(|row| row.kind == kind && row.name == self.code && row.year.is_none());
        let (shown, others): (Vec<&RelaxRow>, Vec<&RelaxRow>) = own.partition(|row| is_shown(row));
        let marks = [colour, INK, PALETTE[1]];
        let shown = shown.into_iter().flat_map(|row| told::gains(row, marks, labels));
        shown.chain(others.into_iter().map(told::of_step)).collect()
    }

    fn is_nothing(&self) -> bool {
        [self.compute, self.objective.unwrap_or(0.0), self.load].iter().all(|gain| gain.abs() < NOTHING)
    }
}

/// Bars of one kind.
struct Section {
    name: &'static str,
    colour: Colour,
    bars: Vec<Bar>,
}

/// Families, energy as a whole, levers, each with the largest gain of compute first; and how many levers are left out.
fn sections(all: &[Bar]) -> (Vec<Section>, usize) {
    let section = |name: &'static str, colour: Colour, belongs: &dyn Fn(&Bar) -> bool| {
        let mut bars: Vec<Bar> = all.iter().filter(|bar| belongs(bar)).cloned().collect();
        bars.sort_by(|a, b| b.compute.total_cmp(&a.compute));
        Section { name, colour, bars }
    };
    let families = section("Families of limits", PALETTE[0], &|bar| !bar.is_lever && is_single(&bar.code));
    let energy = section("Energy as a whole", PALETTE[0], &|bar| !bar.is_lever && is_energy(&bar.code));
    let mut levers = section("Levers of the dataset", PALETTE[3], &|bar| bar.is_lever);
    let room = BARS.saturating_sub(families.bars.len() + energy.bars.len());
    let effect = |bar: &Bar| bar.compute.abs().max(bar.objective.unwrap_or(0.0).abs()).max(bar.load.abs());
    let mut order: Vec<usize> = (0..levers.bars.len()).collect();
    order.sort_by(|&a, &b| effect(&levers.bars[b]).total_cmp(&effect(&levers.bars[a])));
    let kept = &order[..room.min(order.len())];
    let left_out = levers.bars.len() - kept.len();
    levers.bars =
        levers.bars.iter().enumerate().filter(|(i, _)| kept.contains(i)).map(|(_, bar)| bar.clone()).collect();
    let sections = [families, energy, levers].into_iter().filter(|section| !section.bars.is_empty());
    (sections.collect(), left_out)
}

/// What is worth most, and how energy compares; where that is energy, how the best of the others does.
fn title(all: &[Bar]) -> String {
    const ENERGIES: [&str; 3] = [ENERGY, "power", "grid"];
    let is_energy = |bar: &&Bar| !bar.is_lever && ENERGIES.contains(&bar.code.as_str());
    // Of bars alike, a family comes before a lever, and what is single before the whole.
    let best = |a: &&Bar, b: &&Bar| {
        let rank = |bar: &Bar| (bar.is_lever, bar.code == ENERGY);
        a.compute.total_cmp(&b.compute).then(rank(b).cmp(&rank(a)))
    };
    let candidates = || all.iter().filter(|bar| bar.is_lever || is_single(&bar.code) || bar.code == ENERGY);
    let Some(first) = candidates().max_by(best).filter(|bar| bar.compute >= NOTHING) else {
        return "10% more of any one family or lever brings no more compute".to_owned();
    };
    let other = if is_energy(&first) {
        candidates().filter(|bar| !bar.is_lever && !is_energy(bar)).max_by(best)
    } else {
        all.iter().find(|bar| !bar.is_lever && bar.code == ENERGY)
    };
    let subject = if first.is_lever { format!("of “{}”", first.name) } else { noun(&first.code) };
    let brings = if first.is_lever { "brings".to_owned() } else { verb(&first.code, "bring") };
    let most = format!("10% more {subject} {brings} {} more compute, the most of all", rise(first.compute));
    other.map_or(most.clone(), |other| {
        let brings = verb(&other.code, "bring");
        let what = match other.compute {
            gain if gain >= NOTHING => rise(gain),
            gain if gain <= -NOTHING => format!("{} less", rise(gain)),
            _ => "nothing".to_owned(),
        };
        format!("{most}; 10% more {} {brings} {what}", noun(&other.code))
    })
}

/// Where things stand.
struct Tornado {
    area: Area,
    names: f64,
    scale: Scale,
    ticks: Vec<f64>,
}

impl Tornado {
    fn new(area: Area, sections: &[Section]) -> Self {
        const WIDEST: f64 = 600.0;
        const COUNT: f64 = 6.0;
        const AIR: f64 = 1.04;
        const GAP: f64 = 28.0;
        /// Between the scale, whose last value may reach beyond it, and the figures.
        const BEFORE: f64 = 46.0;
        let bars = || sections.iter().flat_map(|section| &section.bars);
        let names = bars().map(|bar| width(&bar.name, LABEL, Weight::Regular)).fold(0.0, f64::max).min(WIDEST);
        let values = || bars().flat_map(|bar| [bar.compute, bar.load, bar.objective_in_scale().unwrap_or(0.0)]);
        let low = values().fold(0.0, f64::min) * AIR;
        let high = values().fold(0.0, f64::max) * AIR;
        let range = (area.left + names + GAP, area.right - 3.0 * FIGURES - BEFORE);
        Self { area, names, scale: Scale { domain: (low, high), range }, ticks: ticks_between(low, high, COUNT) }
    }

    fn draw(&self, scene: &mut Scene, sections: &[Section]) {
        let rows: usize = sections.iter().map(|section| section.bars.len()).sum();
        let bottom = self.area.top + rows as f64 * ROW + sections.len() as f64 * SECTION;
        let percents: Vec<f64> = self.ticks.iter().map(|tick| tick * 100.0).collect();
        for (tick, name) in self.ticks.iter().zip(tick_names(&percents)) {
            let x = self.scale.at(*tick);
            let colour = if *tick == 0.0 { FAINT } else { GRID };
            scene.line(vec![(x, self.area.top), (x, bottom)], colour, 2.0);
            let label = Text::new(format!("{name}%")).size(SMALL).colour(MUTED).anchor(Anchor::Middle);
            scene.text(label.at(x, self.area.top - SMALL * 0.6));
        }
        self.headings(scene);
        let mut y = self.area.top;
        for section in sections {
            scene.text(Text::new(section.name).size(SMALL).bold().colour(MUTED).at(self.area.left, y + SECTION * 0.72));
            y += SECTION;
            for bar in &section.bars {
                self.bar(scene, bar, section.colour, y + ROW / 2.0);
                y += ROW;
            }
        }
    }

    /// The rows of all bars, over their whole width.
    fn rows(&self, sections: &[Section]) -> Vec<Area> {
        let mut rows = vec![];
        let mut rest = self.area;
        for section in sections {
            rest.top += SECTION;
            rows.extend((0..section.bars.len()).map(|i| rest.row(i, ROW)));
            rest.top += section.bars.len() as f64 * ROW;
        }
        rows
    }

    /// Right end of a column of figures.
    fn column(&self, index: usize) -> f64 {
        self.area.right - (2 - index) as f64 * FIGURES
    }

    /// Names of the figures, each beside its mark: they are the legend, too.
    fn headings(&self, scene: &mut Scene) {
        for (i, name) in ["Compute", "Objective", "AI load"].into_iter().enumerate() {
            let text =
                Text::new(name).size(SMALL).bold().anchor(Anchor::End).at(self.column(i), self.area.top - SMALL * 0.6);
            let at = (text.area().left - 26.0, text.at.1 - SMALL * 0.36);
            scene.text(text);
            match i {
                0 => scene.rectangle(
                    Area { left: at.0 - 11.0, right: at.0 + 11.0, top: at.1 - 9.0, bottom: at.1 + 9.0 },
                    PALETTE[0],
                ),
                1 => dot(scene, at),
                _ => diamond(scene, at),
            }
        }
    }

    fn bar(&self, scene: &mut Scene, bar: &Bar, colour: Colour, y: f64) {
        const HALF: f64 = 15.0;
        let name = fit(&bar.name, LABEL, Weight::Regular, self.names);
        scene.text(Text::new(name).anchor(Anchor::End).centred(self.area.left + self.names, y));
        let (zero, end) = (self.scale.at(0.0), self.scale.at(bar.compute));
        let filled = Area { left: zero.min(end), right: zero.max(end), top: y - HALF, bottom: y + HALF };
        if filled.width() >= 1.0 {
            scene.rectangle(filled, colour);
        }
        if !bar.is_nothing() {
            diamond(scene, (self.scale.at(bar.load), y));
        }
        if let Some(objective) = bar.objective_in_scale().filter(|_| !bar.is_nothing()) {
            dot(scene, (self.scale.at(objective), y));
        }
        let figures = [Some(bar.compute), bar.objective, Some(bar.load)];
        for (i, value) in figures.into_iter().enumerate().filter_map(|(i, value)| Some((i, value?))) {
            let text = Text::new(gain(value)).colour(if value.abs() < NOTHING { MUTED } else { INK });
            let text = if i == 0 && value.abs() >= NOTHING { text.bold() } else { text };
            scene.text(text.anchor(Anchor::End).centred(self.column(i), y));
        }
    }
}

/// Mark of the objective.
fn dot(scene: &mut Scene, at: Point) {
    scene.dot(at, 8.5, WHITE);
    scene.dot(at, 6.0, INK);
}

/// Mark of AI load: larger, so that a dot on it hides only its middle.
fn diamond(scene: &mut Scene, (x, y): Point) {
    let corners = |half: f64| vec![(x, y - half), (x + half, y), (x, y + half), (x - half, y)];
    scene.polygon(corners(17.0), INK);
    scene.polygon(corners(13.5), PALETTE[1]);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bar(code: &str, compute: f64) -> Bar {
        let is_lever = code.starts_with("lever");
        let name = if is_lever { "Compute per watt".to_owned() } else { name(code) };
        Bar { is_lever, code: code.to_owned(), name, compute, objective: None, load: 0.0 }
    }

    #[test]
    fn the_title_holds_energy_against_what_is_worth_most() {
        let bars = [bar("chips", 0.031), bar("energy", 0.004), bar("power", 0.004)];
        let expected = "10% more chips bring 3.1% more compute, the most of all; 10% more energy brings 0.4%";
        assert_eq!(title(&bars), expected);
    }

    #[test]
    fn the_title_holds_the_best_other_against_energy() {
        let bars = [bar("siting", 0.01), bar("energy", 0.05), bar("power", 0.04), bar("energy_broad", 0.09)];
        let expected = "10% more energy brings 5.0% more compute, the most of all; 10% more sites bring 1.0%";
        assert_eq!(title(&bars), expected);
        let alone = [bar("power", 0.04), bar("energy", 0.04)];
        assert_eq!(title(&alone), "10% more power brings 4.0% more compute, the most of all");
    }

    #[test]
    fn the_title_can_name_a_lever_and_nothing() {
        let bars = [bar("chips", 0.01), bar("lever", 0.06), bar("energy", 0.0)];
        let expected =
            "10% more of “Compute per watt” brings 6.0% more compute, the most of all; 10% more energy brings nothing";
        assert_eq!(title(&bars), expected);
        assert_eq!(title(&[bar("chips", 0.0)]), "10% more of any one family or lever brings no more compute");
    }

    #[test]
    fn too_many_levers_are_counted() {
        let bars: Vec<Bar> = (0..30).map(|i| bar(&format!("lever{i}"), f64::from(i))).collect();
        let (sections, left_out) = sections(&bars);
        assert_eq!((sections.len(), sections[0].bars.len(), left_out), (1, BARS, 30 - BARS));
    }
}
