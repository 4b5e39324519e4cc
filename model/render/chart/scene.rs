//! What a chart is made of before it is painted: marks at positions in pixels, in order of painting.

use super::font::{Anchor, Weight, width};
use super::style::{CAPITAL, Colour, INK, LABEL};
pub use crate::figures::mark::Value;

/// A point, pixels from the left and from the top.
pub type Point = (f64, f64);

/// A rectangle of pixels.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Area {
    /// Left side.
    pub left: f64,
    /// Upper side.
    pub top: f64,
    /// Right side.
    pub right: f64,
    /// Lower side.
    pub bottom: f64,
}

impl Area {
    /// Its width.
    #[must_use]
    pub fn width(&self) -> f64 {
        self.right - self.left
    }

    /// Its height.
    #[must_use]
    pub fn height(&self) -> f64 {
        self.bottom - self.top
    }

    /// Its middle.
    #[must_use]
    pub fn centre(&self) -> Point {
        (f64::midpoint(self.left, self.right), f64::midpoint(self.top, self.bottom))
    }

    /// Whether it shares any pixel with another.
    #[must_use]
    pub fn overlaps(&self, other: &Self) -> bool {
        self.left < other.right && other.left < self.right && self.top < other.bottom && other.top < self.bottom
    }

    /// Whether another lies wholly within it.
    #[must_use]
    pub fn holds(&self, other: &Self) -> bool {
        self.left <= other.left && other.right <= self.right && self.top <= other.top && other.bottom <= self.bottom
    }

    /// The n-th of its rows of a height, from its top.
    #[must_use]
    pub fn row(&self, index: usize, high: f64) -> Self {
        let top = self.top + index as f64 * high;
        Self { top, bottom: top + high, ..*self }
    }

    /// The same, larger by some pixels on every side.
    #[must_use]
    pub fn grown(&self, by: f64) -> Self {
        Self { left: self.left - by, top: self.top - by, right: self.right + by, bottom: self.bottom + by }
    }
}

/// A line of text.
#[derive(Debug, Clone, PartialEq)]
pub struct Text {
    /// What it says.
    pub content: String,
    /// Fixed end, on the baseline.
    pub at: Point,
    /// Em.
    pub size: f64,
    /// Thickness.
    pub weight: Weight,
    /// Colour.
    pub colour: Colour,
    /// Which end is fixed.
    pub anchor: Anchor,
}

impl Text {
    /// A label.
    #[must_use]
    pub fn new(content: impl Into<String>) -> Self {
        Self {
            content: content.into(),
            at: (0.0, 0.0),
            size: LABEL,
            weight: Weight::Regular,
            colour: INK,
            anchor: Anchor::Start,
        }
    }

    /// With its baseline at a point.
    #[must_use]
    pub fn at(mut self, x: f64, baseline: f64) -> Self {
        self.at = (x, baseline);
        self
    }

    /// With its capitals centred on a height.
    #[must_use]
    pub fn centred(mut self, x: f64, middle: f64) -> Self {
        self.at = (x, middle + CAPITAL * self.size / 2.0);
        self
    }

    /// Of another size; to be said before [`Self::centred`].
    #[must_use]
    pub fn size(mut self, size: f64) -> Self {
        self.size = size;
        self
    }

    /// In bold.
    #[must_use]
    pub fn bold(mut self) -> Self {
        self.weight = Weight::Bold;
        self
    }

    /// In another colour.
    #[must_use]
    pub fn colour(mut self, colour: Colour) -> Self {
        self.colour = colour;
        self
    }

    /// With its middle or right end fixed.
    #[must_use]
    pub fn anchor(mut self, anchor: Anchor) -> Self {
        self.anchor = anchor;
        self
    }

    /// Width in pixels.
    #[must_use]
    pub fn width(&self) -> f64 {
        width(&self.content, self.size, self.weight)
    }

    /// The rectangle it fills, descenders included.
    #[must_use]
    pub fn area(&self) -> Area {
        const DESCENT: f64 = 0.24;
        let width = self.width();
        let left = match self.anchor {
            Anchor::Start => self.at.0,
            Anchor::Middle => self.at.0 - width / 2.0,
            Anchor::End => self.at.0 - width,
        };
        Area {
            left,
            right: left + width,
            top: self.at.1 - self.size * CAPITAL,
            bottom: self.at.1 + self.size * DESCENT,
        }
    }
}

/// A line from point to point.
#[derive(Debug, Clone, PartialEq)]
pub struct Stroke {
    /// Where it goes.
    pub points: Vec<Point>,
    /// Colour.
    pub colour: Colour,
    /// Thickness, pixels.
    pub width: f64,
}

/// One thing to paint.
#[derive(Debug, Clone, PartialEq)]
pub enum Mark {
    /// A filled rectangle.
    Rectangle(Area, Colour),
    /// A filled polygon, with its opacity.
    Polygon(Vec<Point>, Colour, f64),
    /// A line.
    Line(Stroke),
    /// A filled circle with its radius.
    Dot(Point, f64, Colour),
    /// A text.
    Text(Text),
}

/// What a chart tells those who point at a part of it: the values behind the marks.
#[derive(Debug, Clone, PartialEq)]
pub struct Hint {
    /// The part.
    pub area: Area,
    /// What the values have in common, such as a year, a region, a lever.
    pub heading: String,
    /// The values, in the order in which they are drawn.
    pub values: Vec<Value>,
}

/// A chart, laid out.
#[derive(Debug, Clone, PartialEq)]
pub struct Scene {
    /// Width, pixels.
    pub width: f64,
    /// Height, pixels.
    pub height: f64,
    /// What it states.
    pub title: String,
    /// What it shows, first painted first.
    pub marks: Vec<Mark>,
    /// What it tells where it can be pointed at; in reading order.
    pub hints: Vec<Hint>,
}

impl Scene {
    /// Adds a rectangle.
    pub fn rectangle(&mut self, area: Area, colour: Colour) {
        self.marks.push(Mark::Rectangle(area, colour));
    }

    /// Adds a polygon.
    pub fn polygon(&mut self, points: Vec<Point>, colour: Colour) {
        self.marks.push(Mark::Polygon(points, colour, 1.0));
    }

    /// Adds a line.
    pub fn line(&mut self, points: Vec<Point>, colour: Colour, width: f64) {
        self.marks.push(Mark::Line(Stroke { points, colour, width }));
    }

    /// Adds a dashed line.
    pub fn dashed(&mut self, stroke: &Stroke) {
        const DASH: f64 = 14.0;
        const GAP: f64 = 9.0;
        for (from, to) in stroke.points.iter().zip(stroke.points.iter().skip(1)) {
            let length = (to.0 - from.0).hypot(to.1 - from.1);
            let along = |t: f64| {
                let share = (t / length).min(1.0);
                (from.0 + (to.0 - from.0) * share, from.1 + (to.1 - from.1) * share)
            };
            let dashes = (length / (DASH + GAP)).ceil() as usize;
            for dash in 0..dashes {
                let start = dash as f64 * (DASH + GAP);
                self.line(vec![along(start), along(start + DASH)], stroke.colour, stroke.width);
            }
        }
    }

    /// Adds a dot.
    pub fn dot(&mut self, centre: Point, radius: f64, colour: Colour) {
        self.marks.push(Mark::Dot(centre, radius, colour));
    }

    /// Adds what is told of a part; nothing if there is nothing to tell.
    pub fn hint(&mut self, area: Area, heading: impl Into<String>, values: Vec<Value>) {
        if !values.is_empty() {
            self.hints.push(Hint { area, heading: heading.into(), values });
        }
    }

    /// Adds a text; nothing if it says nothing.
    pub fn text(&mut self, text: Text) {
        if !text.content.is_empty() {
            self.marks.push(Mark::Text(text));
        }
    }
}
