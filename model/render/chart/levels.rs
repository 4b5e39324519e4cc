//! Grids of levels: how large their cells are, what stands in them, and the names beside them.

use super::callouts::between_lines;
use super::font::{Anchor, Weight, width};
use super::frame::{fit, shrunk, wrap};
use super::panels::Placed;
use super::scene::{Area, Scene, Text};
use super::style::{INK, LABEL, LEADING, MUTED, SMALL, TRACK, ink_on};
use crate::figures::figure::Panel;
use crate::figures::mark::{Datum, Mark};
use crate::figures::scale::{Band, Room, Scale};

/// Between cells and the names beside them.
const AIR: f64 = 14.0;
/// Widest name; widest line of a title, and its most lines.
const NAME: f64 = 300.0;
const TITLE: f64 = 520.0;
const LINES: usize = 3;
/// Widest cell.
pub const WIDEST: f64 = 280.0;

/// Whether a panel is a grid of levels.
#[must_use]
pub fn are(panel: &Panel) -> bool {
    matches!(&panel.x, Scale::Band(band) if band.room == Room::Level)
}

/// Height of a cell of a grid of a width.
#[must_use]
pub fn high(panel: &Panel, wide: f64) -> f64 {
    /// Height over width, highest cell, height of all cells over their width and at most.
    const FLAT: f64 = 0.64;
    const HIGHEST: f64 = 150.0;
    const TALL: (f64, f64) = (0.75, 1050.0);
    let (Scale::Band(across), Scale::Band(upward)) = (&panel.x, &panel.y) else { return HIGHEST };
    let step = (wide / across.length().max(1.0)).min(WIDEST);
    (step * FLAT).min(HIGHEST).min((wide * TALL.0).min(TALL.1) / upward.length().max(1.0))
}

/// Pixels left of it.
#[must_use]
pub fn left(band: &Band) -> f64 {
    band.names.iter().map(|name| width(name, SMALL, Weight::Bold)).fold(0.0, f64::max).min(NAME) + AIR
}

/// Pixels above it.
#[must_use]
pub fn above(panel: &Panel) -> f64 {
    if let Scale::Band(band) = &panel.y { lines(band).len() as f64 * SMALL * LEADING + AIR } else { 0.0 }
}

/// Pixels below it.
#[must_use]
pub fn below(band: &Band) -> f64 {
    SMALL + 2.0 * AIR + lines(band).len() as f64 * SMALL * LEADING
}

fn lines(band: &Band) -> Vec<String> {
    let mut lines = wrap(&band.title, SMALL, Weight::Regular, TITLE);
    if lines.len() > LINES {
        let rest = lines.split_off(LINES - 1).join(" ");
        lines.push(fit(&rest, SMALL, Weight::Regular, TITLE));
    }
    lines
}

/// The name of a level; that of the base scenario stands out.
fn named(words: String, size: f64, is_base: bool) -> Text {
    let text = Text::new(words).size(size);
    if is_base { text.bold().colour(INK) } else { text.colour(MUTED) }
}

/// Names left of a grid that is the first of a row, and what they are above it and its own name.
pub fn upward(scene: &mut Scene, placed: &Placed<'_>, band: &Band) {
    const FILLED: f64 = 0.75;
    if !placed.is_first {
        return;
    }
    let plot = &placed.plot;
    let top = plot.top - if placed.panel.title.is_empty() { 0.0 } else { SMALL * 1.6 };
    for (i, line) in lines(band).iter().rev().enumerate() {
        let text = Text::new(line).size(SMALL).colour(MUTED);
        scene.text(text.at(plot.left - left(band), top - AIR - i as f64 * SMALL * LEADING));
    }
    let size = SMALL.min(FILLED * placed.y.step());
    for (i, name) in band.names.iter().enumerate() {
        let text = named(fit(name, size, Weight::Bold, NAME), size, band.base == Some(i)).anchor(Anchor::End);
        scene.text(text.centred(plot.left - AIR, placed.y.at(&i.into())));
    }
}

/// Names below a grid, only every second, third and so on where they would touch, the base scenario's among them; what
/// they are below the lowest.
pub fn across(scene: &mut Scene, placed: &Placed<'_>, (band, is_lowest): (&Band, bool)) {
    const LEAST: f64 = 20.0;
    let (wide, below) = (placed.x.step(), placed.plot.bottom + AIR + SMALL);
    let size = shrunk(&band.names, SMALL, Weight::Bold, wide).max(LEAST);
    let text = |(i, name): (usize, &String)| {
        let words = fit(name, size, Weight::Bold, wide.max(NAME / 2.0));
        named(words, size, band.base == Some(i)).anchor(Anchor::Middle).at(placed.x.at(&i.into()), below)
    };
    let texts: Vec<Text> = band.names.iter().enumerate().map(text).collect();
    let kept = |stride: usize| texts.iter().skip(band.base.unwrap_or(0) % stride).step_by(stride);
    let are_apart = |stride: &usize| {
        let areas: Vec<Area> = kept(*stride).map(Text::area).collect();
        areas.windows(2).all(|pair| pair[0].right + AIR / 2.0 <= pair[1].left)
    };
    let stride = (1..=texts.len()).find(are_apart).unwrap_or(1);
    kept(stride).for_each(|text| scene.text(text.clone()));
    let (start, end) = placed.x.pixels.range;
    for (i, line) in lines(band).iter().enumerate().filter(|_| is_lowest) {
        let text = Text::new(line).size(SMALL).colour(MUTED).anchor(Anchor::Middle);
        scene.text(text.at(f64::midpoint(start, end), below + AIR + SMALL * (1.0 + LEADING * i as f64)));
    }
}

/// Words in all cells that no line crosses, in one size and the longest form at which they fit; none where neither does.
pub fn words(scene: &mut Scene, placed: &Placed<'_>, mark: &Mark) {
    const LEAST: f64 = 17.0;
    const FILLED: f64 = 0.86;
    let (wide, high) = (placed.x.step(), placed.y.step());
    let forms: [fn(&Datum) -> &String; 2] = [|datum| &datum.label, |datum| &datum.short];
    let size = |form: &fn(&Datum) -> &String| {
        let words: Vec<&String> = mark.data.iter().map(form).collect();
        shrunk(&words, LABEL, Weight::Regular, FILLED * wide).min(FILLED * high)
    };
    let Some(form) = forms.iter().find(|form| size(form) >= LEAST) else { return };
    let mut board = between_lines(placed);
    for datum in &mark.data {
        let (Some(x), Some(y)) = (&datum.x, &datum.y) else { continue };
        let colour = if datum.colour == TRACK { MUTED } else { ink_on(datum.colour) };
        let text = Text::new(form(datum)).size(size(form)).colour(colour).anchor(Anchor::Middle);
        let text = text.centred(placed.x.at(x), placed.y.at(y));
        if board.choose([text.area()]).is_some() {
            scene.text(text);
        }
    }
}
