//! What stands along the sides of a panel: values with lines, years, names.

use super::axis::{calendar, tick_names, ticks, ticks_between};
use super::ends;
use super::font::{Anchor, Weight, width};
use super::frame::{fit, shrunk, wrap};
use super::levels;
use super::panels::{Placed, head};
use super::scene::{Area, Scene, Text};
use super::side::Side;
use super::style::{FAINT, GRID, LABEL, LEADING, MARGIN, MUTED, SMALL, WIDTH};
use crate::figures::figure::{Panel, Size};
use crate::figures::mark::{At, Kind};
use crate::figures::scale::{Amount, Band, Room, Scale};

/// Between values and lines, names and cells, names and bars.
const VALUES: f64 = 16.0;
const CELLS: f64 = 18.0;
const GAP: f64 = 24.0;
/// Widest name, and lines of it.
const NAME: f64 = 560.0;
const LINES: usize = 2;
/// Room for values above bars, and what is not needed where no names stand above.
const ABOVE: f64 = 44.0;
const UNNAMED: f64 = 40.0;

/// Pixels that a panel needs left of it.
#[must_use]
pub fn left(panel: &Panel) -> f64 {
    match &panel.y {
        Scale::Amount(amount) if !amount.unit.is_empty() => {
            let side = Side::upward(&panel.y, &Area { left: 0.0, right: 1.0, top: 0.0, bottom: 1.0 }, head(panel));
            let names = values_of(&side, panel.size).1;
            names.iter().map(|name| width(name, SMALL, Weight::Regular)).fold(0.0, f64::max) + VALUES
        }
        Scale::Band(band) if band.room == Room::Tile => 0.0,
        Scale::Band(band) if band.room == Room::Level => levels::left(band),
        Scale::Band(band) => {
            let (weight, gap) = if band.is_cells() { (Weight::Bold, CELLS) } else { (Weight::Regular, GAP) };
            let names = band.names.iter().flat_map(|name| lines(name, weight));
            names.map(|name| width(&name, LABEL, weight)).fold(0.0, f64::max) + gap
        }
        _ => 0.0,
    }
}

/// Pixels that it needs above its marks.
#[must_use]
pub fn above(panel: &Panel) -> f64 {
    match &panel.x {
        Scale::Amount(amount) if !amount.silent => ABOVE,
        Scale::Band(band) if band.is_cells() && band.names.iter().any(|name| name.contains(' ')) => LABEL,
        Scale::Band(band) if band.room == Room::Tile => -UNNAMED,
        Scale::Band(band) if band.room == Room::Level => levels::above(panel),
        _ => 0.0,
    }
}

/// Pixels that it needs below its marks, beyond what years and names have there anyway.
#[must_use]
pub fn below(panel: &Panel) -> f64 {
    match &panel.x {
        Scale::Band(band) if band.room == Room::Level => levels::below(band),
        _ => 0.0,
    }
}

/// Pixels left and right of amounts across, for what is said there; the same where both sides have a name.
#[must_use]
pub fn air(panel: &Panel) -> (f64, f64) {
    let Scale::Amount(amount) = &panel.x else { return (0.0, 0.0) };
    let (mut left, mut right) = (0.0_f64, GAP);
    let bars = panel.marks.iter().filter(|mark| mark.kind == Kind::Rect).flat_map(|mark| &mark.data);
    for datum in bars.filter(|datum| !datum.label.is_empty()) {
        let end = |at: &Option<At>| at.as_ref().and_then(At::amount);
        let (from, to) = if datum.x2.is_some() { (&datum.x, &datum.x2) } else { (&None, &datum.x) };
        let side = if end(to) < end(from).or(Some(amount.origin)) { &mut left } else { &mut right };
        *side = side.max(width(&datum.label, SMALL, Weight::Bold) + GAP);
    }
    if amount.sides[0].is_empty() { (left, right) } else { (left.max(right), left.max(right)) }
}

/// Whether all of its names need one line alone.
#[must_use]
pub fn is_slim(band: &Band) -> bool {
    band.names.iter().all(|name| width(name, LABEL, Weight::Regular) <= NAME)
}

/// Draws both sides; years only where none stand below.
pub fn draw(scene: &mut Scene, placed: &Placed<'_>, is_lowest: bool) {
    match &placed.panel.y {
        Scale::Amount(amount) if amount.unit.is_empty() => {
            let bottom = placed.plot.bottom;
            scene.line(vec![(placed.plot.left, bottom), (placed.plot.right, bottom)], FAINT, 2.0);
        }
        Scale::Amount(amount) => heights(scene, placed, amount),
        Scale::Band(band) if band.room == Room::Level => levels::upward(scene, placed, band),
        Scale::Band(band) if placed.is_first => names_left(scene, placed, band),
        Scale::Band(_) | Scale::Time(_) => {}
    }
    match &placed.panel.x {
        Scale::Time(years) if is_lowest => {
            calendar(scene, &Area { left: placed.x.pixels.range.0, ..placed.plot }, years);
        }
        Scale::Time(_) => {}
        Scale::Amount(amount) if amount.silent => {}
        Scale::Amount(amount) => values_above(scene, placed, amount),
        Scale::Band(band) if band.room == Room::Tile => {}
        Scale::Band(band) if band.room == Room::Level => levels::across(scene, placed, (band, is_lowest)),
        Scale::Band(band) if placed.panel.size == Size::Small => ends_across(scene, placed, band),
        Scale::Band(band) => names_across(scene, placed, band),
    }
}

/// Round values within a side, and their words.
fn values_of(side: &Side<'_>, size: Size) -> (Vec<f64>, Vec<String>) {
    let count = if size == Size::Small { 3.0 } else { 6.0 };
    let (low, high) = side.pixels.domain;
    let ticks = ticks_between(low.min(0.0), high, count);
    let names = tick_names(&ticks);
    (ticks, names)
}

fn heights(scene: &mut Scene, placed: &Placed<'_>, amount: &Amount) {
    let plot = &placed.plot;
    let (ticks, names) = values_of(&placed.y, placed.panel.size);
    let unit = if placed.panel.size == Size::Small { "" } else { &amount.unit };
    scene.text(Text::new(unit).size(SMALL).colour(MUTED).at(placed.whole.left, plot.top - SMALL * 0.8));
    // Lines stay clear of names beside the last column.
    let end = match &placed.panel.x {
        Scale::Band(band) if ends::right(placed.panel) > 0.0 => {
            placed.x.reach((&band.names.len().saturating_sub(1).into(), None), true).1
        }
        _ => plot.right,
    };
    for (tick, name) in ticks.into_iter().zip(names) {
        let y = placed.y.pixels.at(tick);
        scene.line(vec![(plot.left, y), (end, y)], if tick == 0.0 { FAINT } else { GRID }, 2.0);
        if placed.is_first {
            scene.text(Text::new(name).size(SMALL).colour(MUTED).anchor(Anchor::End).centred(plot.left - VALUES, y));
        }
    }
}

/// Values above bars, with lines down, and words for both sides of the origin.
fn values_above(scene: &mut Scene, placed: &Placed<'_>, amount: &Amount) {
    const COUNT: f64 = 7.0;
    let (plot, pixels) = (&placed.plot, &placed.x.pixels);
    let (low, high) = pixels.domain;
    let step = ticks(high - low, COUNT).get(1).copied().unwrap_or(1.0);
    let within = (low / step).ceil() as i64..=(high / step).floor() as i64;
    let ticks: Vec<f64> = within.map(|tick| tick as f64 * step).collect();
    let mut end = f64::NEG_INFINITY;
    for (tick, name) in ticks.iter().zip(tick_names(&ticks)) {
        let x = pixels.at(*tick);
        scene.line(vec![(x, plot.top), (x, plot.bottom)], if *tick == 0.0 { FAINT } else { GRID }, 2.0);
        let text = Text::new(name).size(SMALL).colour(MUTED).anchor(Anchor::Middle).at(x, plot.top - SMALL * 0.5);
        if text.area().left > end + GAP {
            end = text.area().right;
            scene.text(text);
        }
    }
    let [left, right] = &amount.sides;
    let (x, y) = (pixels.at(amount.origin), plot.top - SMALL * 1.8);
    let left = fit(left, SMALL, Weight::Regular, x - GAP / 2.0 - plot.left);
    scene.text(Text::new(left).size(SMALL).colour(MUTED).anchor(Anchor::End).at(x - GAP / 2.0, y));
    let right = fit(right, SMALL, Weight::Regular, plot.right - GAP / 2.0 - x);
    scene.text(Text::new(right).size(SMALL).colour(MUTED).at(x + GAP / 2.0, y));
}

/// The first name and the last below columns.
fn ends_across(scene: &mut Scene, placed: &Placed<'_>, band: &Band) {
    let ends =
        [band.names.first().map(|name| (name, Anchor::Start)), band.names.last().map(|name| (name, Anchor::End))];
    for (name, anchor) in ends.into_iter().flatten().take(band.names.len()) {
        let (left, right) = placed.x.reach((&name.into(), None), true);
        let x = if anchor == Anchor::Start { left } else { right };
        scene.text(Text::new(name).size(SMALL).colour(MUTED).anchor(anchor).at(x, placed.plot.bottom + SMALL * 1.4));
    }
}

/// Below columns; above cells in lines and letters that fit there.
fn names_across(scene: &mut Scene, placed: &Placed<'_>, band: &Band) {
    const AIR: f64 = 12.0;
    let room = placed.x.step() - AIR;
    let words: Vec<&str> = band.names.iter().flat_map(|name| name.split_whitespace()).collect();
    let size = shrunk(&words, LABEL, Weight::Regular, room);
    for (i, name) in band.names.iter().enumerate() {
        let x = placed.x.at(&i.into());
        let text =
            |words: &str, size: f64, y: f64| Text::new(words).size(size).colour(MUTED).anchor(Anchor::Middle).at(x, y);
        if !band.is_cells() {
            scene.text(text(name, SMALL, placed.plot.bottom + SMALL * 1.5));
            continue;
        }
        for (line, words) in wrap(name, size, Weight::Regular, room + 1.0).iter().rev().enumerate() {
            scene.text(text(words, size, placed.plot.top - LABEL * 0.6 - size * 1.15 * line as f64));
        }
    }
}

fn names_left(scene: &mut Scene, placed: &Placed<'_>, band: &Band) {
    let (weight, gap) = if band.is_cells() { (Weight::Bold, CELLS) } else { (Weight::Regular, GAP) };
    for (first, heading) in band.parts.iter().filter(|(_, heading)| !heading.is_empty()) {
        let y = placed.y.pixels.at(band.start(*first as f64)) - SMALL * 0.7;
        let left = placed.plot.left - left(placed.panel);
        if band.room == Room::Bullet {
            scene.line(vec![(left, y - SMALL * 1.6), (WIDTH - MARGIN, y - SMALL * 1.6)], GRID, 2.0);
        }
        scene.text(Text::new(heading).size(SMALL).bold().colour(MUTED).at(left, y));
    }
    for (i, name) in band.names.iter().enumerate() {
        let lines = lines(name, weight);
        let step = LABEL * (LEADING - 0.18);
        let first = placed.y.at(&i.into()) - (lines.len().max(1) - 1) as f64 * step / 2.0;
        for (i, line) in lines.into_iter().enumerate() {
            let mut text = Text::new(line).anchor(Anchor::End);
            text.weight = weight;
            scene.text(text.centred(placed.plot.left - gap, first + i as f64 * step));
        }
    }
}

/// A name in at most two lines.
fn lines(name: &str, weight: Weight) -> Vec<String> {
    let mut lines = wrap(name, LABEL, weight, NAME);
    if lines.len() > LINES {
        let rest = lines.split_off(LINES - 1).join(" ");
        lines.push(fit(&rest, LABEL, weight, NAME));
    }
    lines
}
