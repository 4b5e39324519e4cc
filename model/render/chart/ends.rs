//! What stands right of a panel: names of series at their last row, and columns of words beside rows.

use super::axis::{EndLabel, end_labels, end_width};
use super::draw::stacked;
use super::font::{Anchor, Weight, width};
use super::frame::{fit, fit_middle};
use super::legend::{MARK, symbol};
use super::panels::Placed;
use super::scene::{Area, Scene, Text};
use super::side::room_aside;
use super::style::{CAPITAL, Colour, INK, LABEL, MUTED, SMALL};
use crate::figures::figure::{Panel, Size};
use crate::figures::mark::{Datum, Ends, Kind, Mark};

/// Widest name of a series in a panel that is not large; widest column of words, and what parts it from what is left of it.
const NARROW: f64 = 320.0;
const WORDS: f64 = 560.0;
const GAP: f64 = 24.0;

/// Pixels that a panel needs right of it.
#[must_use]
pub fn right(panel: &Panel) -> f64 {
    let words: f64 = columns(panel).iter().map(|(name, rows)| wide(panel, name, rows) + GAP).sum();
    words + end_width(&labels(panel, &|_| 0.0)) + room_aside(panel)
}

/// Draws it.
pub fn draw(scene: &mut Scene, placed: &Placed<'_>) {
    let plot = &placed.plot;
    let mut left = plot.right + GAP;
    for (name, rows) in columns(placed.panel) {
        let room = wide(placed.panel, &name, &rows);
        let (anchor, x) = if is_figures(&rows) { (Anchor::End, left + room) } else { (Anchor::Start, left) };
        heading(scene, placed, &name, (anchor, x));
        for (datum, y) in rows.iter().filter_map(|datum| Some((datum, placed.y.at(datum.y.as_ref()?)))) {
            word(scene, datum, (x, y), (anchor, room));
        }
        left += room + GAP;
    }
    let last = placed.panel.marks.iter().flat_map(|mark| &mark.data).filter_map(|datum| datum.x.as_ref());
    let edge = |at| {
        if placed.x.is_band() { placed.x.reach((at, None), true).1 } else { plot.right + room_aside(placed.panel) }
    };
    let right = last.map(edge).fold(0.0, f64::max);
    end_labels(scene, &Area { right, ..*plot }, labels(placed.panel, &|value| placed.y.pixels.at(value)));
}

/// The name of a column, beside the mark of which it tells the values.
fn heading(scene: &mut Scene, placed: &Placed<'_>, name: &str, (anchor, x): (Anchor, f64)) {
    let marked = marked(placed.panel, name);
    let shift = if marked.is_some() && anchor == Anchor::Start { MARK } else { 0.0 };
    let text = Text::new(name).size(SMALL).bold().anchor(anchor).at(x + shift, placed.whole.top);
    let centre = (text.area().left - MARK / 2.0, text.at.1 - SMALL * CAPITAL / 2.0);
    if let Some((kind, colour)) = marked {
        symbol(scene, kind, centre, colour);
    }
    scene.text(text);
}

/// Words of a row, what is said below them, and the colour before them if they have one.
fn word(scene: &mut Scene, datum: &Datum, (x, y): (f64, f64), (anchor, room): (Anchor, f64)) {
    const APART: f64 = LABEL * 0.62;
    let shift = indent(datum);
    let apart = if datum.note.is_empty() { 0.0 } else { APART };
    if shift > 0.0 {
        symbol(scene, Kind::Rect, (x + shift / 2.0 - SMALL * 0.2, y), datum.colour);
    }
    let mut write = |words: &str, (size, weight, colour), y: f64| {
        let mut text = Text::new(fit(words, size, weight, room - shift)).size(size).colour(colour).anchor(anchor);
        text.weight = weight;
        scene.text(text.centred(x + shift, y));
    };
    let (weight, colour) = if datum.bold { (Weight::Bold, INK) } else { (Weight::Regular, MUTED) };
    write(&datum.label, (LABEL, weight, colour), y - apart);
    if !datum.note.is_empty() {
        write(&datum.note, (SMALL, Weight::Regular, MUTED), y + apart);
    }
}

/// Room of the colour before words.
fn indent(datum: &Datum) -> f64 {
    if datum.colour == INK { 0.0 } else { MARK }
}

/// Whether there are numbers alone.
fn is_figures(rows: &[&Datum]) -> bool {
    rows.iter().all(|datum| datum.label.chars().all(|c| c.is_ascii_digit() || "+−–.,%<>".contains(c)))
}

/// Kind and colour of the mark of a series.
fn marked(panel: &Panel, name: &str) -> Option<(Kind, Colour)> {
    let mut marks = panel.marks.iter().filter(|mark| mark.kind != Kind::Text && !name.is_empty());
    marks.find_map(|mark| Some((mark.kind, mark.of(name).next()?.colour)))
}

/// Columns of words beside rows: heading, rows.
fn columns(panel: &Panel) -> Vec<(String, Vec<&Datum>)> {
    let words = |mark: &&Mark| mark.kind == Kind::Text;
    let mut columns: Vec<(String, Vec<&Datum>)> = vec![];
    for datum in panel
        .marks
        .iter()
        .filter(words)
        .flat_map(|mark| &mark.data)
        .filter(|datum| datum.x.is_none() && datum.y.is_some())
    {
        match columns.iter_mut().find(|(name, _)| *name == datum.series) {
            Some((_, rows)) => rows.push(datum),
            None => columns.push((datum.series.clone(), vec![datum])),
        }
    }
    columns
}

fn wide(panel: &Panel, name: &str, rows: &[&Datum]) -> f64 {
    let heading = width(name, LABEL, Weight::Bold) + if marked(panel, name).is_some() { MARK } else { 0.0 };
    let of = |datum: &&Datum| {
        let words = width(&datum.label, LABEL, Weight::Bold).max(width(&datum.note, SMALL, Weight::Regular));
        words + indent(datum)
    };
    rows.iter().map(of).fold(heading, f64::max).min(WORDS)
}

/// Labels of series, at heights of amounts.
fn labels(panel: &Panel, heights: &dyn Fn(f64) -> f64) -> Vec<EndLabel> {
    let marks = panel.marks.iter().filter(|mark| matches!(mark.ends, Ends::Name | Ends::Label));
    let room = if panel.size == Size::Medium { NARROW } else { f64::INFINITY };
    marks.flat_map(|mark| of_mark(mark, room, heights)).collect()
}

fn of_mark(mark: &Mark, room: f64, heights: &dyn Fn(f64) -> f64) -> Vec<EndLabel> {
    let mut labels = vec![];
    let rows = stacked(mark);
    for name in mark.series() {
        let Some((datum, low, high)) = rows.iter().rev().find(|(datum, ..)| datum.series == name) else { continue };
        let is_gone = (mark.stack.is_some() || datum.y2.is_some()) && low >= high;
        // An area that has ended is named where it is.
        if is_gone && mark.kind == Kind::Area {
            continue;
        }
        let value = if mark.ends == Ends::Label { datum.label.clone() } else { String::new() };
        let is_plain = mark.kind == Kind::Dashed || mark.kind == Kind::Text && datum.colour == INK;
        let colour = (!is_plain).then_some(datum.colour);
        let y = heights(if mark.stack.is_some() || datum.y2.is_some() { f64::midpoint(*low, *high) } else { *high });
        labels.push(EndLabel {
            y,
            name: fit_middle(name, LABEL, room),
            value,
            colour,
            bold: datum.bold,
            leads: !is_gone,
        });
    }
    labels
}
