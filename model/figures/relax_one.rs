//! `relax_one`: what 10% more of one family or lever brings, all else unchanged, as a tornado.

use super::colour::{Colour, INK, PALETTE};
use super::families::{ENERGY, is_energy, is_single, name, noun, verb};
use super::figure::{Figure, Panel, Tip, provenance};
use super::mark::{Datum, Kind, Mark, Value};
use super::scale::{Amount, Scale};
use super::told;
use crate::experiment::explain::Explanation;
use crate::experiment::explain::relax::{self, Mode, Step};
use crate::experiment::explain::tables::RelaxRow;
use crate::program::Family;
use crate::results::{Labels, Results};
use crate::tell::share::{NOTHING, gain, rise};

/// Most bars of all sections together.
const BARS: usize = 22;

/// Bars of compute with marks of the other measures; nothing without re-solves.
#[must_use]
pub fn figure(results: &Results, explanation: &Explanation) -> Option<Figure> {
    let all: Vec<Bar> = explanation.relax.iter().filter(|row| is_shown(row)).map(Bar::of).collect();
    let (sections, left_out) = sections(&all);
    if sections.is_empty() {
        return None;
    }
    let tip = |(i, (bar, colour)): (usize, (&Bar, Colour))| {
        Tip::beside(i, &bar.name, bar.told(colour, (&explanation.relax, &results.labels)))
    };
    let tips = bars(&sections).enumerate().map(tip).collect();
    let is_nothing = all.iter().all(Bar::is_nothing);
    Some(Figure {
        name: "relax_one",
        title: title(&all),
        subtitle: "Gain from 10% more of one family's limits, or of one lever, all else unchanged, per cent".to_owned(),
        notes: format!("{}{NOTES}", more(left_out)),
        origin: provenance(&results.labels),
        panels: if is_nothing { vec![] } else { vec![panel(&sections).tips(tips)] },
        across: 1,
        empty: "10% more of any one family or lever brings nothing.",
    })
}

/// Bars of all sections, each with the colour of its section.
fn bars(sections: &[Section]) -> impl Iterator<Item = (&Bar, Colour)> {
    sections.iter().flat_map(|section| section.bars.iter().map(|bar| (bar, section.colour)))
}

fn panel(sections: &[Section]) -> Panel {
    const MEASURES: [&str; 3] = ["Compute", "Objective", "AI load"];
    let (mut filled, mut dots, mut diamonds, mut words) = (vec![], vec![], vec![], vec![]);
    for (i, (bar, colour)) in bars(sections).enumerate() {
        let at = |gain: f64, measure: usize| Datum::at(gain * 100.0, i).of(MEASURES[measure]);
        filled.push(at(bar.compute, 0).colour(colour));
        if !bar.is_nothing() {
            diamonds.push(at(bar.load, 2).colour(PALETTE[1]));
            dots.extend(bar.objective_in_scale().map(|objective| at(objective, 1)));
        }
        let values = [Some(bar.compute), bar.objective, Some(bar.load)].into_iter().zip(MEASURES);
        let told = values.filter_map(|(value, measure)| Some((value?, measure))).map(|(value, measure)| {
            Datum::beside(i).of(measure).label(gain(value), measure == MEASURES[0] && value.abs() >= NOTHING)
        });
        words.extend(told);
    }
    let mut first = 0;
    let part = |section: &Section| {
        first += section.bars.len();
        (first - section.bars.len(), section.name.to_owned())
    };
    let parts = sections.iter().map(part).collect();
    let names = bars(sections).map(|(bar, _)| bar.name.clone()).collect();
    let marks = [(Kind::Rect, filled), (Kind::Diamond, diamonds), (Kind::Dot, dots), (Kind::Text, words)];
    let marks = marks.map(|(kind, data)| Mark::new(kind, data)).to_vec();
    let gains = Amount::around(0.0, [String::new(), "per cent".to_owned()]);
    Panel::new(Scale::Amount(gains), Scale::bars(names).parted(parts), marks)
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
        let is_lever = row.kind == relax::Kind::Lever;
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
        let kind = if self.is_lever { relax::Kind::Lever } else { relax::Kind::Family };
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
