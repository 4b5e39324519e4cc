//! What marks mean: each beside the name of its series, in a row above a panel.

use super::draw::{dot, fill, notch};
use super::panels::Placed;
use super::scene::{Area, Point, Scene, Text};
use super::style::{Colour, SMALL};
use crate::figures::figure::Panel;
use crate::figures::mark::{Datum, Ends, Kind};
use crate::figures::scale::Scale;

/// Room of a mark beside its name.
pub const MARK: f64 = 38.0;
/// Height of the row where a unit stands below it; else it has its place in the space above the panel.
const ROW: f64 = 44.0;

/// Pixels that it needs above a panel.
#[must_use]
pub fn above(panel: &Panel) -> f64 {
    let has_unit = matches!(&panel.y, Scale::Amount(amount) if !amount.unit.is_empty());
    if has_unit && panel.marks.iter().any(|mark| mark.ends == Ends::Key) { ROW } else { 0.0 }
}

/// Draws it.
pub fn draw(scene: &mut Scene, placed: &Placed<'_>) {
    const APART: f64 = 44.0;
    let marks = placed.panel.marks.iter().filter(|mark| mark.ends == Ends::Key);
    let mut entries: Vec<(Kind, &Datum)> = vec![];
    for (mark, datum) in marks.flat_map(|mark| mark.data.iter().map(move |datum| (mark, datum))) {
        if !datum.series.is_empty() && !entries.iter().any(|(_, other)| other.series == datum.series) {
            entries.push((mark.kind, datum));
        }
    }
    let (mut x, y) = (placed.whole.left, placed.whole.top - SMALL * 1.3);
    for (kind, datum) in entries {
        let centre = (x + MARK / 2.0 - SMALL * 0.2, y);
        if datum.striped {
            fill(scene, square(centre), datum);
        } else {
            symbol(scene, kind, centre, datum.colour);
        }
        let text = Text::new(&datum.series).size(SMALL).centred(x + MARK, y);
        x = text.area().right + APART;
        scene.text(text);
    }
}

/// Half the width of a mark.
const HALF: f64 = 12.0;

fn square((x, y): Point) -> Area {
    Area { left: x - HALF, right: x + HALF, top: y - HALF, bottom: y + HALF }
}

/// A mark as it stands beside its name.
pub fn symbol(scene: &mut Scene, kind: Kind, (x, y): Point, colour: Colour) {
    match kind {
        Kind::Rect | Kind::Area => {
            scene.rectangle(square((x, y)), colour);
        }
        Kind::Line | Kind::Dashed => scene.line(vec![(x - HALF, y), (x + HALF, y)], colour, 4.0),
        Kind::Rule => notch(scene, (x, y), (HALF * 1.3, colour)),
        Kind::Dot | Kind::Diamond => dot(scene, kind, (x, y), colour),
        Kind::Text | Kind::Frame => {}
    }
}
