//! A side of a panel in place: from what a scale tells to pixels.

use super::axis::Scale as Pixels;
use super::scene::Area;
use crate::figures::figure::Panel;
use crate::figures::mark::At;
use crate::figures::scale::{Amount, Band, Room, Scale};

/// Width of a bar over a year, pixels.
const YEAR: f64 = 32.0;
/// Part of its room that a column fills, and its greatest width.
const COLUMN: (f64, f64) = (0.72, 190.0);
/// Pixels between a bar, a cell, or a cell of a grid, and the end of its room.
const BAR: f64 = 15.0;
const CELL: f64 = 3.0;
const LEVEL: f64 = 1.5;
/// Thickness of a thin bar.
const BULLET: f64 = 16.0;

/// Between series that stand beside each other.
const ASIDE: f64 = 13.0;

/// How far right of its place a series stands.
#[must_use]
pub fn aside(panel: &Panel, series: &str) -> f64 {
    let order = panel.beside();
    let place = order.iter().position(|other| *other == series);
    place.map_or(0.0, |place| (place as f64 + 0.5) * ASIDE - room_aside(panel))
}

/// Half the room of series that stand beside each other.
#[must_use]
pub fn room_aside(panel: &Panel) -> f64 {
    panel.beside().len() as f64 * ASIDE / 2.0
}

/// A scale in place.
#[derive(Debug, Clone)]
pub struct Side<'a> {
    /// What it tells.
    pub scale: &'a Scale,
    /// Pixels of amounts, of years, or of the places of names counted from 0 at the start of the first.
    pub pixels: Pixels,
}

impl<'a> Side<'a> {
    /// Across an area, with some room at both ends of amounts, and before the first year.
    #[must_use]
    pub fn across(scale: &'a Scale, area: &Area, air: (f64, f64)) -> Self {
        let pixels = match scale {
            Scale::Time(years) => super::axis::timeline(&Area { left: area.left + air.0, ..*area }, years),
            Scale::Amount(amount) => {
                let (low, high) = ends(amount);
                let per_pixel = (high - low) / (area.width() - air.0 - air.1).max(1.0);
                Pixels { domain: (low - air.0 * per_pixel, high + air.1 * per_pixel), range: (area.left, area.right) }
            }
            Scale::Band(band) => {
                // Cells are never wider than a third of a chart.
                let widest = if band.room == Room::Level { super::levels::WIDEST } else { super::style::WIDTH / 3.0 };
                let wide = (area.width() / band.length().max(1.0)).min(widest);
                let right = if band.is_cells() || band.room == Room::Level {
                    area.left + wide * band.length()
                } else {
                    area.right
                };
                Pixels { domain: (0.0, band.length()), range: (area.left, right) }
            }
        };
        Self { scale, pixels }
    }

    /// Upwards in an area; names go down. `head` is the part of the height that stays free above amounts.
    #[must_use]
    pub fn upward(scale: &'a Scale, area: &Area, head: f64) -> Self {
        let pixels = match scale {
            Scale::Time(years) => super::axis::timeline(area, years),
            Scale::Amount(amount) => {
                let (low, high) = ends(amount);
                Pixels { domain: (low, low + (high - low) * (1.0 + head)), range: (area.bottom, area.top) }
            }
            Scale::Band(band) => Pixels { domain: (0.0, band.length()), range: (area.top, area.bottom) },
        };
        Self { scale, pixels }
    }

    /// Pixel of a place; the middle of a name.
    #[must_use]
    pub fn at(&self, at: &At) -> f64 {
        match (at, self.scale) {
            (At::Amount(amount), Scale::Band(band)) => self.pixels.at(band.start(*amount) + 0.5),
            (At::Name(name), Scale::Band(band)) => {
                let place = band.names.iter().position(|other| other == name).unwrap_or(0);
                self.pixels.at(band.start(place as f64) + 0.5)
            }
            (At::Amount(amount), _) => self.pixels.at(*amount),
            (At::Name(_), _) => self.pixels.at(0.0),
        }
    }

    /// Both ends of a bar in pixels: from a place to another, or from the origin of amounts; the room of a year or name.
    #[must_use]
    pub fn reach(&self, (from, to): (&At, Option<&At>), is_x: bool) -> (f64, f64) {
        let half = |half: f64| (self.at(from) - half, self.at(from) + half);
        match (self.scale, to) {
            (_, Some(to)) => (self.at(from), self.at(to)),
            (Scale::Amount(amount), None) => (self.pixels.at(amount.origin), self.at(from)),
            (Scale::Time(_), None) => half(YEAR / 2.0),
            (Scale::Band(band), None) if band.room == Room::Tile => half(self.step() / 2.0 - super::tiles::APART),
            (Scale::Band(band), None) if band.room == Room::Level => half(self.step() / 2.0 - LEVEL),
            (Scale::Band(band), None) if band.room == Room::Bullet => (self.at(from), self.at(from) + BULLET),
            (Scale::Band(band), None) if band.is_cells() => half(self.step() / 2.0 - CELL),
            (Scale::Band(_), None) if is_x => half((self.step() * COLUMN.0).min(COLUMN.1) / 2.0),
            (Scale::Band(_), None) => half(self.step() / 2.0 - BAR),
        }
    }

    /// Pixels of the part of the side that is nearest to a place.
    #[must_use]
    pub fn room(&self, at: &At) -> (f64, f64) {
        let (start, end) = self.pixels.range;
        match self.scale {
            Scale::Time(years) => {
                let places: Vec<f64> = years.iter().map(|&year| self.pixels.at(f64::from(year))).collect();
                let index = years.iter().position(|&year| at.amount() == Some(f64::from(year))).unwrap_or(0);
                let before = index.checked_sub(1).map_or(start, |before| f64::midpoint(places[before], places[index]));
                let after = places.get(index + 1).map_or(end, |after| f64::midpoint(*after, places[index]));
                (before, after)
            }
            Scale::Band(band) if matches!(band.room, Room::Bar | Room::Bullet) && start < end => {
                let half = self.step() / 2.0;
                (self.at(at) - half, self.at(at) + half)
            }
            _ => self.reach((at, None), true),
        }
    }

    /// Pixels of a name.
    #[must_use]
    pub fn step(&self) -> f64 {
        self.pixels.at(1.0) - self.pixels.at(0.0)
    }

    /// Whether it holds names.
    #[must_use]
    pub fn is_band(&self) -> bool {
        matches!(self.scale, Scale::Band(_))
    }
}

impl Band {
    /// Whether its names stand beside cells.
    #[must_use]
    pub fn is_cells(&self) -> bool {
        self.room == Room::Cell
    }
}

/// Least and most of a scale, never the same.
fn ends(amount: &Amount) -> (f64, f64) {
    let (low, high) = amount.span.unwrap_or((amount.origin, amount.origin));
    if high > low { (low, high) } else { (low, low + 1.0) }
}
