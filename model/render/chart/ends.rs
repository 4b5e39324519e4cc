//! What stands right of a panel: names of series at their last row, and columns of words beside rows.

use super::axis::{EndLabel, end_labels, end_width};
use super::draw::stacked;
use super::font::{Weight, width};
use super::frame::fit;
use super::panels::Placed;
use super::scene::{Area, Scene, Text};
use super::style::{INK, LABEL, MUTED, SMALL};
use crate::figures::figure::Panel;
use crate::figures::mark::{Datum, Ends, Kind, Mark};

/// Widest column of words, and what parts it from what is left of it.
const WORDS: f64 = 560.0;
const GAP: f64 = 24.0;

/// Pixels that a panel needs right of it.
#[must_use]
pub fn right(panel: &Panel) -> f64 {
    let words: f64 = columns(panel).iter().map(|(name, rows)| wide(name, rows) + GAP).sum();
    words + end_width(&labels(panel, &|_| 0.0))
}

/// Draws it.
pub fn draw(scene: &mut Scene, placed: &Placed<'_>) {
    let plot = &placed.plot;
    let mut left = plot.right + GAP;
    for (name, rows) in columns(placed.panel) {
        let room = wide(&name, &rows);
        scene.text(Text::new(&name).size(SMALL).bold().at(left, placed.whole.top));
        for (datum, y) in rows.iter().filter_map(|datum| Some((datum, placed.y.at(datum.y.as_ref()?)))) {
            let weight = if datum.bold { Weight::Bold } else { Weight::Regular };
            let mut text = Text::new(fit(&datum.label, LABEL, weight, room));
            text.weight = weight;
            scene.text(text.colour(if datum.bold { INK } else { MUTED }).centred(left, y));
        }
        left += room + GAP;
    }
    let last = placed.panel.marks.iter().flat_map(|mark| &mark.data).filter_map(|datum| datum.x.as_ref());
    let edge = |at| if placed.x.is_band() { placed.x.reach((at, None), true).1 } else { plot.right };
    let right = last.map(edge).fold(0.0, f64::max);
    end_labels(scene, &Area { right, ..*plot }, labels(placed.panel, &|value| placed.y.pixels.at(value)));
}

/// Columns of words beside rows: heading, rows.
fn columns(panel: &Panel) -> Vec<(String, Vec<&Datum>)> {
    let words = |mark: &&Mark| mark.kind == Kind::Text;
    let mut columns: Vec<(String, Vec<&Datum>)> = vec![];
    for datum in panel.marks.iter().filter(words).flat_map(|mark| &mark.data).filter(|datum| datum.x.is_none()) {
        match columns.iter_mut().find(|(name, _)| *name == datum.series) {
            Some((_, rows)) => rows.push(datum),
            None => columns.push((datum.series.clone(), vec![datum])),
        }
    }
    columns
}

fn wide(name: &str, rows: &[&Datum]) -> f64 {
    let words = rows.iter().map(|datum| datum.label.as_str()).chain([name]);
    words.map(|words| width(words, LABEL, Weight::Bold)).fold(0.0, f64::max).min(WORDS)
}

/// Labels of series, at heights of amounts.
fn labels(panel: &Panel, heights: &dyn Fn(f64) -> f64) -> Vec<EndLabel> {
    let marks = panel.marks.iter().filter(|mark| mark.ends != Ends::Nothing);
    marks.flat_map(|mark| of_mark(mark, heights)).collect()
}

fn of_mark(mark: &Mark, heights: &dyn Fn(f64) -> f64) -> Vec<EndLabel> {
    let mut labels = vec![];
    let rows = stacked(mark);
    for name in mark.series() {
        let Some((datum, low, high)) = rows.iter().rev().find(|(datum, ..)| datum.series == name) else { continue };
        let is_gone = mark.stack.is_some() && low >= high;
        // An area that has ended is named where it is.
        if is_gone && mark.kind == Kind::Area {
            continue;
        }
        let value = if mark.ends == Ends::Label { datum.label.clone() } else { String::new() };
        let colour = (mark.kind != Kind::Dashed && mark.kind != Kind::Text).then_some(datum.colour);
        let y = heights(if mark.stack.is_some() { f64::midpoint(*low, *high) } else { *high });
        labels.push(EndLabel { y, name: name.to_owned(), value, colour, bold: datum.bold, leads: !is_gone });
    }
    labels
}
