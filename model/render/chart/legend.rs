//! What marks mean: each beside the name of its series, in lines above a panel.

use super::draw::{dot, fill, notch};
use super::frame::fit_middle;
use super::panels::Placed;
use super::scene::{Area, Point, Scene, Text};
use super::style::{Colour, MARGIN, SMALL, WIDTH};
use crate::figures::figure::Panel;
use crate::figures::mark::{Datum, Ends, Kind};
use crate::figures::scale::Scale;

/// Room of a mark beside its name.
pub const MARK: f64 = 38.0;
/// Height of a line. The first has its place in the space above the panel unless a unit stands there.
const ROW: f64 = 44.0;

/// A name with its mark: of what kind and which row, in which line, how far from the left.
struct Entry<'a> {
    kind: Kind,
    datum: &'a Datum,
    line: usize,
    x: f64,
    text: Text,
}

/// Pixels that it needs above a panel.
#[must_use]
pub fn above(panel: &Panel) -> f64 {
    let has_unit = matches!(&panel.y, Scale::Amount(amount) if !amount.unit.is_empty());
    entries(panel).last().map_or(0.0, |entry| ROW * (entry.line + usize::from(has_unit)) as f64)
}

/// All names in lines as wide as a chart.
fn entries(panel: &Panel) -> Vec<Entry<'_>> {
    const APART: f64 = 44.0;
    const WIDEST: f64 = 560.0;
    let marks = panel.marks.iter().filter(|mark| mark.ends == Ends::Key);
    let (mut entries, mut line, mut end) = (Vec::<Entry<'_>>::new(), 0, 0.0);
    for (kind, datum) in marks.flat_map(|mark| mark.data.iter().map(move |datum| (mark.kind, datum))) {
        if datum.series.is_empty() || entries.iter().any(|other| other.datum.series == datum.series) {
            continue;
        }
        let text = Text::new(fit_middle(&datum.series, SMALL, WIDEST)).size(SMALL);
        let wide = room(kind) + text.width();
        if end > 0.0 && end + wide > WIDTH - 2.0 * MARGIN {
            (line, end) = (line + 1, 0.0);
        }
        entries.push(Entry { kind, datum, line, x: end, text });
        end += wide + APART;
    }
    entries
}

/// Room of what stands beside a name: nothing does where it stands for words.
fn room(kind: Kind) -> f64 {
    if kind == Kind::Text { 0.0 } else { MARK }
}

/// Draws it.
pub fn draw(scene: &mut Scene, placed: &Placed<'_>) {
    for Entry { kind, datum, line, x, text } in entries(placed.panel) {
        let (x, y) = (placed.whole.left + x, placed.whole.top - SMALL * 1.3 + ROW * line as f64);
        let centre = (x + MARK / 2.0 - SMALL * 0.2, y);
        if datum.striped {
            fill(scene, square(centre), datum);
        } else {
            symbol(scene, kind, centre, datum.colour);
        }
        scene.text(text.centred(x + room(kind), y));
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
