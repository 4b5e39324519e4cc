//! What stands along the sides of a panel: values with lines, years, names.

use super::axis::{calendar, tick_names, ticks, ticks_between};
use super::font::{Anchor, Weight, width};
use super::frame::{fit, wrap};
use super::panels::{Placed, head};
use super::scene::{Area, Scene, Text};
use super::side::Side;
use super::style::{FAINT, GRID, LABEL, LEADING, MUTED, SMALL};
use crate::figures::figure::Panel;
use crate::figures::mark::Kind;
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
            let names = values_of(&side).1;
            names.iter().map(|name| width(name, SMALL, Weight::Regular)).fold(0.0, f64::max) + VALUES
        }
        Scale::Band(band) if band.room == Room::Tile => 0.0,
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
        Scale::Amount(_) => ABOVE,
        Scale::Band(band) if band.room == Room::Tile => -UNNAMED,
        _ => 0.0,
    }
}

/// Pixels at both ends of amounts across, for what is said there.
#[must_use]
pub fn air(panel: &Panel) -> f64 {
    let said = panel.marks.iter().filter(|mark| mark.kind == Kind::Rect).flat_map(|mark| &mark.data);
    said.map(|datum| width(&datum.label, SMALL, Weight::Bold)).fold(0.0, f64::max) + GAP
}

/// Draws both sides; years only where none stand below.
pub fn draw(scene: &mut Scene, placed: &Placed<'_>, is_lowest: bool) {
    match &placed.panel.y {
        Scale::Amount(amount) if amount.unit.is_empty() => {
            let bottom = placed.plot.bottom;
            scene.line(vec![(placed.plot.left, bottom), (placed.plot.right, bottom)], FAINT, 2.0);
        }
        Scale::Amount(amount) => heights(scene, placed, amount),
        Scale::Band(band) => names_left(scene, placed, band),
        Scale::Time(_) => {}
    }
    match &placed.panel.x {
        Scale::Time(years) if is_lowest => {
            calendar(scene, &placed.plot, years);
        }
        Scale::Time(_) => {}
        Scale::Amount(amount) => values_above(scene, placed, amount),
        Scale::Band(band) => names_across(scene, placed, band),
    }
}

/// Round values within a side, and their words.
fn values_of(side: &Side<'_>) -> (Vec<f64>, Vec<String>) {
    const COUNT: f64 = 6.0;
    let (low, high) = side.pixels.domain;
    let ticks = ticks_between(low.min(0.0), high, COUNT);
    let names = tick_names(&ticks);
    (ticks, names)
}

fn heights(scene: &mut Scene, placed: &Placed<'_>, amount: &Amount) {
    let plot = &placed.plot;
    let (ticks, names) = values_of(&placed.y);
    let room = left(placed.panel);
    scene.text(Text::new(&amount.unit).size(SMALL).colour(MUTED).at(plot.left - room, plot.top - SMALL * 0.8));
    for (tick, name) in ticks.into_iter().zip(names) {
        let y = placed.y.pixels.at(tick);
        scene.line(vec![(plot.left, y), (plot.right, y)], if tick == 0.0 { FAINT } else { GRID }, 2.0);
        scene.text(Text::new(name).size(SMALL).colour(MUTED).anchor(Anchor::End).centred(plot.left - VALUES, y));
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

fn names_across(scene: &mut Scene, placed: &Placed<'_>, band: &Band) {
    for (i, name) in band.names.iter().enumerate() {
        let x = placed.x.at(&i.into());
        let text = Text::new(name).colour(MUTED);
        let text = if band.is_cells() {
            text.at(x, placed.plot.top - LABEL * 0.6)
        } else {
            text.size(SMALL).at(x, placed.plot.bottom + SMALL * 1.5)
        };
        scene.text(text.anchor(Anchor::Middle));
    }
}

fn names_left(scene: &mut Scene, placed: &Placed<'_>, band: &Band) {
    let (weight, gap) = if band.is_cells() { (Weight::Bold, CELLS) } else { (Weight::Regular, GAP) };
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
