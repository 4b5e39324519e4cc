//! Marks of published figures and of the model beside them, and words of their errors.

use super::axis::Scale;
use super::scene::{Area, Point, Scene, Text};
use super::style::{Colour, INK, MUTED, PALETTE, SMALL, WHITE};
use super::words::grouped;
use crate::experiment::backcast::tables::{HistoryRow, Position, Role};

/// Colour of the model.
pub const MODEL: Colour = PALETTE[4];
/// Thickness of the model's bar.
pub const BAR: f64 = 10.0;
/// Height of the key.
pub const KEY: f64 = 60.0;
const DOT: f64 = 9.0;
const CAP: f64 = 9.0;
const RANGE: f64 = 4.0;

/// Lowest and highest of the published figures of a row.
#[must_use]
pub fn ends(row: &HistoryRow) -> Option<(f64, f64)> {
    let given: Vec<f64> =
        [row.published_low, row.published_central, row.published_high].into_iter().flatten().collect();
    let low = given.iter().copied().reduce(f64::min)?;
    Some((low, given.into_iter().fold(low, f64::max)))
}

/// Draws a published figure: its range as a line with caps, its centre as a dot. `place` makes a point of a position on
/// the axis of values and of a distance from the figure's own line.
pub fn published(scene: &mut Scene, row: &HistoryRow, scale: &Scale, place: impl Fn(f64, f64) -> Point) {
    let Some((low, high)) = ends(row) else { return };
    if high > low {
        let (low, high) = (scale.at(low), scale.at(high));
        scene.line(vec![place(low, 0.0), place(high, 0.0)], INK, RANGE);
        for end in [low, high] {
            scene.line(vec![place(end, -CAP), place(end, CAP)], INK, RANGE);
        }
    }
    if let Some(central) = row.published_central {
        scene.dot(place(scale.at(central), 0.0), DOT + 2.0, WHITE);
        scene.dot(place(scale.at(central), 0.0), DOT, INK);
    }
}

/// What the marks mean, in a line.
pub fn key(scene: &mut Scene, area: &Area) {
    const MARK: f64 = 60.0;
    const AIR: f64 = 14.0;
    const APART: f64 = 60.0;
    let (x, y) = (area.left, area.top);
    let row = |low, central, high| HistoryRow {
        scenario: String::new(),
        quantity: String::new(),
        region: String::new(),
        year: 0,
        unit: String::new(),
        model: None,
        published_low: low,
        published_central: central,
        published_high: high,
        publisher: String::new(),
        source: String::new(),
        error: None,
        relative_error_fraction: None,
        position: Position::NotCompared,
        role: Role::NotCompared,
        definition: String::new(),
    };
    let scale = Scale { domain: (0.0, 1.0), range: (x, x + MARK) };
    published(scene, &row(Some(0.0), Some(0.5), Some(1.0)), &scale, |along, aside| (along, y + aside));
    let words = Text::new("published figure and its range").size(SMALL).colour(MUTED).centred(x + MARK + AIR, y);
    let next = words.area().right + APART;
    scene.text(words);
    scene.line(vec![(next, y), (next + MARK, y)], MODEL, BAR);
    let words = Text::new("model, with its error over the figure").size(SMALL).colour(MUTED);
    scene.text(words.centred(next + MARK + AIR, y));
}

/// A relative error as a percentage with its sign.
#[must_use]
pub fn error(share: f64) -> String {
    let size = whole(share);
    let sign = if share < 0.0 { "−" } else { "+" };
    if size == "0%" { size } else { format!("{sign}{size}") }
}

/// The size of an error in whole per cent.
#[must_use]
pub fn whole(share: f64) -> String {
    format!("{}%", grouped(&format!("{:.0}", (share * 100.0).abs())))
}

/// "12% above".
#[must_use]
pub fn off(share: f64) -> String {
    format!("{} {}", whole(share), if share < 0.0 { "below" } else { "above" })
}

/// Who published the figures, each once.
#[must_use]
pub fn publishers(rows: &[&HistoryRow]) -> String {
    let mut names: Vec<&str> = vec![];
    for row in rows {
        let name = if row.publisher.is_empty() { &row.source } else { &row.publisher };
        if !names.contains(&name.as_str()) {
            names.push(name);
        }
    }
    format!("Published by: {}.", names.join("; "))
}

/// How many of the rows have a range, and how many of these hold the model.
#[must_use]
pub fn inside(rows: &[&HistoryRow]) -> (usize, usize) {
    let count = |positions: &[Position]| rows.iter().filter(|row| positions.contains(&row.position)).count();
    (count(&[Position::Inside]), count(&[Position::Inside, Position::Above, Position::Below]))
}
