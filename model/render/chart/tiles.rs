//! Tiles: cells of a map with a name, a number that stands out, and words below.

use super::font::Weight;
use super::frame::{fit, wrap};
use super::scene::{Area, Scene, Text};
use super::style::{LABEL, MARGIN, SMALL, WIDTH, ink_on};
use crate::figures::figure::Panel;
use crate::figures::mark::{Datum, Kind};
use crate::figures::scale::{Room, Scale};

/// Space within a tile, left and right of its texts, and half of that between tiles.
const AIR: f64 = 18.0;
pub const APART: f64 = 5.0;
/// Em of numbers.
const NUMBER: f64 = 46.0;
/// Height of a line over its em.
const LINE: f64 = 1.15;

/// Width and height of the tiles of a panel, what parts them included; none if it has none.
#[must_use]
pub fn size(panel: &Panel) -> Option<(f64, f64)> {
    const WIDEST: f64 = 340.0;
    let Scale::Band(across) = &panel.x else { return None };
    if across.room != Room::Tile {
        return None;
    }
    let width = ((WIDTH - 2.0 * MARGIN) / across.names.len().max(1) as f64).min(WIDEST);
    let height = |datum: &Datum| {
        let (name, words) = lines(datum, width - 2.0 * APART);
        2.0 * (AIR + APART) + name.len() as f64 * LABEL * LINE + NUMBER * 1.5 + words.len() as f64 * SMALL * LINE
    };
    let tiles = panel.marks.iter().filter(|mark| mark.kind == Kind::Rect).flat_map(|mark| &mark.data);
    Some((width, tiles.map(height).fold(0.0, f64::max)))
}

/// Name and words in lines that fit a tile of a width; a name of more than two lines ends in an ellipsis.
fn lines(datum: &Datum, width: f64) -> (Vec<String>, Vec<String>) {
    let room = width - 2.0 * AIR;
    let mut name = wrap(&datum.series, LABEL, Weight::Bold, room);
    if let [first, _, _, ..] = name.as_slice() {
        let first_words = first.split_whitespace().count();
        let rest: Vec<&str> = datum.series.split_whitespace().skip(first_words).collect();
        name = vec![first.clone(), fit(&rest.join(" "), LABEL, Weight::Bold, room)];
    }
    let words = datum.label.lines().skip(1).flat_map(|line| wrap(line, SMALL, Weight::Regular, room));
    (name, words.collect())
}

/// Draws a tile.
pub fn draw(scene: &mut Scene, datum: &Datum, area: Area) {
    let ink = ink_on(datum.colour);
    scene.rectangle(area, datum.colour);
    let (name, words) = lines(datum, area.width());
    let mut y = area.top + AIR + LABEL * 0.8;
    for line in name {
        scene.text(Text::new(line).bold().colour(ink).at(area.left + AIR, y));
        y += LABEL * LINE;
    }
    let first = area.bottom - AIR - SMALL * 0.2 - (words.len().max(1) - 1) as f64 * SMALL * LINE;
    for (i, line) in words.into_iter().enumerate() {
        scene.text(Text::new(line).size(SMALL).colour(ink).at(area.left + AIR, first + i as f64 * SMALL * LINE));
    }
    let number = Text::new(datum.label.lines().next().unwrap_or("")).size(NUMBER).colour(ink);
    scene.text(number.centred(area.left + AIR, f64::midpoint(y - LABEL, first - SMALL)));
}
