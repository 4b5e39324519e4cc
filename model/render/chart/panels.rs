//! Panels in their places: how much room each needs, and what is told where.

use super::draw;
use super::ends;
use super::frame::{Heading, frame_from, framed};
use super::guides;
use super::legend;
use super::scene::{Area, Scene, Text};
use super::side::Side;
use super::style::{HEIGHT, SMALL};
use crate::figures::figure::{Figure, Panel, Size};
use crate::figures::mark::Kind;
use crate::figures::scale::{Band, Room, Scale};

/// Height of a bar's row; with words below words; of one among many with names in one line; of a cell's.
const BAR: f64 = 66.0;
const NOTED: f64 = 82.0;
const SLIM: f64 = 52.0;
const MANY: usize = 12;
const CELL: f64 = 104.0;
/// Height of a strip, and how much of it its name takes.
const STRIP: f64 = 190.0;
const NAMED: f64 = 80.0;
/// Height of a name and a unit above a panel that is not the first, and of what stands below one that is not the last.
const ABOVE: f64 = 110.0;
/// Height of a name above rows.
const HEADED: f64 = 40.0;
const BELOW: f64 = 60.0;
/// Between panels side by side.
const APART: f64 = 48.0;
/// Part of the height that stays free above amounts: more where totals stand there.
const HEADS: (f64, f64) = (0.04, 0.08);

/// A panel with its place.
pub struct Placed<'a> {
    /// What it shows.
    pub panel: &'a Panel,
    /// All of its room.
    pub whole: Area,
    /// The part that marks fill.
    pub plot: Area,
    /// Across.
    pub x: Side<'a>,
    /// Upwards.
    pub y: Side<'a>,
}

/// Draws all panels of a figure within its frame.
#[must_use]
pub fn draw(figure: &Figure, heading: Heading) -> Scene {
    let rows: Vec<&[Panel]> = figure.panels.chunks(figure.across.max(1)).collect();
    let heights: Vec<Option<f64>> = rows.iter().map(|row| height(row)).collect();
    let known: f64 = heights.iter().flatten().sum();
    let (mut scene, area) = if heights.iter().any(Option::is_none) {
        framed(&figure.origin, heading, HEIGHT)
    } else {
        frame_from(&figure.origin, heading, known)
    };
    let rest = (area.height() - known) / heights.iter().filter(|height| height.is_none()).count().max(1) as f64;
    let columns = figure.across.max(1).min(figure.panels.len());
    let wide = (area.width() - (columns - 1) as f64 * APART) / columns as f64;
    let (mut placed, mut top) = (vec![], area.top);
    for (row, height) in rows.iter().zip(heights) {
        let bottom = top + height.unwrap_or(rest);
        for (column, panel) in row.iter().enumerate() {
            let left = area.left + column as f64 * (wide + APART);
            let whole = Area { left, right: left + wide, top, bottom };
            let column: Vec<&Panel> = figure.panels.iter().skip(column).step_by(columns).collect();
            placed.push(place(panel, whole, &column));
        }
        top = bottom;
    }
    for (index, one) in placed.iter().enumerate() {
        let below = placed.get(index + columns).filter(|below| below.panel.x == one.panel.x);
        guides::draw(&mut scene, one, below.is_none());
        draw::marks(&mut scene, one);
        ends::draw(&mut scene, one);
        legend::draw(&mut scene, one);
        name(&mut scene, one);
    }
    for (index, one) in placed.iter().enumerate() {
        let below =
            placed.iter().skip(index + columns).step_by(columns).take_while(|below| below.panel.tips.is_empty());
        tell(&mut scene, one, below.last().unwrap_or(one).plot.bottom);
    }
    scene
}

/// Height that panels of a row need; none if they take what is left.
fn height(row: &[Panel]) -> Option<f64> {
    let of = |panel: &Panel| match (&panel.y, panel.size) {
        (Scale::Band(band), _) => Some(step(panel, band) * band.length() + above(panel)),
        (_, Size::Strip) => Some(STRIP),
        (_, Size::Full) => None,
    };
    row.iter().map(of).try_fold(0.0, |most: f64, height| Some(most.max(height?)))
}

fn step(panel: &Panel, band: &Band) -> f64 {
    let has_notes = panel.marks.iter().flat_map(|mark| &mark.data).any(|datum| !datum.note.is_empty());
    match band.room {
        Room::Cell => CELL,
        Room::Bar if has_notes => NOTED,
        Room::Bar if band.names.len() > MANY && guides::is_slim(band) => SLIM,
        Room::Bar => BAR,
    }
}

/// Height above the marks of a panel of full size.
fn above(panel: &Panel) -> f64 {
    let name = match (&panel.y, panel.title.as_str()) {
        (_, "") => 0.0,
        (Scale::Band(_), _) => HEADED,
        _ => ABOVE,
    };
    guides::above(panel) + legend::above(panel) + name
}

/// Where a panel lies in its room; all of a column have the same room for what stands left and right of them.
fn place<'a>(panel: &'a Panel, whole: Area, column: &[&Panel]) -> Placed<'a> {
    let most = |room: fn(&Panel) -> f64| column.iter().map(|panel| room(panel)).fold(0.0, f64::max);
    let above = match panel.size {
        Size::Strip => NAMED,
        Size::Full => above(panel),
    };
    let below = if column.len() > 1 && panel.size == Size::Full && !panel.title.is_empty() { BELOW } else { 0.0 };
    let top = whole.top + above;
    let bottom = match &panel.y {
        Scale::Band(band) => top + step(panel, band) * band.length(),
        _ => whole.bottom - below,
    };
    let plot = Area { left: whole.left + most(guides::left), right: whole.right - most(ends::right), top, bottom };
    let x = Side::across(&panel.x, &plot, guides::air(panel));
    let y = Side::upward(&panel.y, &plot, head(panel));
    Placed { panel, whole, plot, x, y }
}

/// Part of the height that stays free above amounts.
#[must_use]
pub fn head(panel: &Panel) -> f64 {
    match panel.size {
        Size::Strip => 0.3,
        Size::Full if panel.marks.iter().any(|mark| mark.kind == Kind::Text) => HEADS.1,
        Size::Full => HEADS.0,
    }
}

fn name(scene: &mut Scene, placed: &Placed<'_>) {
    if !placed.panel.title.is_empty() {
        let title = Text::new(&placed.panel.title).size(SMALL).bold();
        let over = if placed.y.is_band() { guides::above(placed.panel) } else { 0.0 };
        scene.text(title.at(placed.plot.left, placed.plot.top - over - SMALL * 0.6));
    }
}

/// Tells what there is to tell, of columns down to a height.
fn tell(scene: &mut Scene, placed: &Placed<'_>, bottom: f64) {
    let Placed { panel, whole, plot, x, y } = placed;
    for tip in &panel.tips {
        let area = match (&tip.x, &tip.y) {
            (Some(at), None) => {
                let (left, right) = x.room(at);
                Area { left, right, top: plot.top, bottom }
            }
            (None, Some(at)) => {
                let (top, bottom) = y.room(at);
                Area { left: whole.left, right: whole.right, top, bottom }
            }
            (Some(across), Some(at)) => {
                let ((left, right), (top, bottom)) = (x.room(across), y.room(at));
                Area { left, right, top, bottom }
            }
            (None, None) => *plot,
        };
        scene.hint(area, &tip.heading, panel.told(tip));
    }
}
