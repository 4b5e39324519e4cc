//! Words in cells: all of one size, at which they fit.

use super::axis::inside;
use super::font::Weight;
use super::frame::shrunk;
use super::panels::Placed;
use super::scene::{Area, Scene, Text};
use super::style::{LABEL, MUTED, SMALL, TRACK, ink_on};
use crate::figures::mark::{Datum, Mark};

/// Sizes at which the words of all cells fit, and what is said below them.
#[must_use]
pub fn sizes(placed: &Placed<'_>, mark: &Mark) -> (f64, f64) {
    const AIR: f64 = 20.0;
    const BELOW: f64 = 0.85;
    let words = |of: fn(&Datum) -> &String| mark.data.iter().map(of).collect::<Vec<_>>();
    let fitting = |of, size| shrunk(&words(of), size, Weight::Bold, placed.x.step() - AIR);
    (fitting(|datum| &datum.label, LABEL), fitting(|datum| &datum.note, SMALL * BELOW))
}

/// Words in the middle of a cell, or above what is said below them.
pub fn words(scene: &mut Scene, area: &Area, datum: &Datum, (text, (size, below)): (Text, (f64, f64))) {
    const SPLIT: f64 = 0.58;
    const AIR: f64 = 6.0;
    let ink = if datum.colour == TRACK { MUTED } else { ink_on(datum.colour) };
    let middle = if datum.note.is_empty() { area.bottom } else { area.top + area.height() * SPLIT };
    let top = if datum.note.is_empty() { area.top } else { area.top + AIR };
    inside(scene, &Area { top, bottom: middle, ..*area }, text.size(size).colour(ink));
    if !datum.note.is_empty() {
        inside(scene, &Area { top: middle, ..*area }, Text::new(&datum.note).size(below).colour(ink));
    }
}
