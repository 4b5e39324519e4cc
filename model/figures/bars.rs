//! Differences as bars to both sides of a line: one row per thing, in it one bar per scenario.

use super::axis::Scale;
use super::compare_words::signed;
use super::font::{Anchor, Weight, width};
use super::frame::fit;
use super::scene::{Area, Scene, Text, Value};
use super::style::{Colour, FAINT, INK, LABEL, MUTED, SMALL, TRACK};

/// Widest name of a row.
const NAME: f64 = 330.0;
/// Between columns, and between rows.
const GAP: f64 = 20.0;
const APART: f64 = 22.0;
/// Above the first row.
const ABOVE: f64 = 74.0;

/// One row.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// Name.
    pub name: String,
    /// A value per scenario; none where it has none.
    pub values: Vec<Option<f64>>,
    /// What is told of it.
    pub told: Vec<Value>,
}

/// Rows with what stands above them.
#[derive(Debug, Clone, PartialEq)]
pub struct Bars {
    /// Name.
    pub title: String,
    /// Unit and what is counted.
    pub subtitle: String,
    /// The first on top.
    pub rows: Vec<Row>,
    /// Colour of each scenario.
    pub colours: Vec<Colour>,
}

impl Bars {
    /// Height of a bar.
    fn bar(&self) -> f64 {
        const HIGH: [f64; 3] = [40.0, 32.0, 25.0];
        HIGH.get(self.colours.len().saturating_sub(1)).copied().unwrap_or(21.0)
    }

    fn row_height(&self) -> f64 {
        self.bar() * self.colours.len() as f64 + APART
    }

    /// Height that it needs.
    #[must_use]
    pub fn height(&self) -> f64 {
        self.above() + self.rows.len() as f64 * self.row_height()
    }

    /// Room for the words above the first row.
    fn above(&self) -> f64 {
        if self.title.is_empty() { 0.0 } else { ABOVE }
    }

    /// Size of the values beside bars.
    fn size(&self) -> f64 {
        (self.bar() * 0.92).min(SMALL)
    }

    /// Draws it into an area from its top.
    pub fn draw(&self, scene: &mut Scene, area: Area) {
        let title = fit(&self.title, LABEL, Weight::Bold, area.width());
        scene.text(Text::new(title).bold().at(area.left, area.top));
        let subtitle = fit(&self.subtitle, SMALL, Weight::Regular, area.width());
        scene.text(Text::new(subtitle).size(SMALL).colour(MUTED).at(area.left, area.top + SMALL * 1.4));
        let names: Vec<String> = self.rows.iter().map(|row| fit(&row.name, LABEL, Weight::Regular, NAME)).collect();
        let room = names.iter().map(|name| width(name, LABEL, Weight::Regular)).fold(0.0, f64::max);
        let top = area.top + self.above();
        let bottom = top + self.rows.len() as f64 * self.row_height();
        let plot = Area { left: area.left + room + GAP, right: area.right, top, bottom };
        let scale = self.scale(&plot);
        for (i, (row, name)) in self.rows.iter().zip(names).enumerate() {
            let band = Area {
                top: plot.top + i as f64 * self.row_height(),
                bottom: plot.top + (i + 1) as f64 * self.row_height(),
                ..plot
            };
            if i % 2 == 0 {
                scene.rectangle(Area { left: area.left - GAP / 2.0, ..band }, TRACK);
            }
            scene.text(Text::new(name).anchor(Anchor::End).centred(plot.left - GAP, band.centre().1));
            self.draw_row(scene, row, (&scale, band));
            let heading =
                if self.title.is_empty() { row.name.clone() } else { format!("{}, {}", self.title, row.name) };
            scene.hint(Area { left: area.left - GAP / 2.0, ..band }, heading, row.told.clone());
        }
        let x = scale.at(0.0);
        scene.line(vec![(x, plot.top), (x, plot.bottom)], INK, 3.0);
    }

    fn draw_row(&self, scene: &mut Scene, row: &Row, (scale, band): (&Scale, Area)) {
        const AIR: f64 = 9.0;
        const THIN: f64 = 3.0;
        for (i, (value, colour)) in row.values.iter().zip(&self.colours).enumerate() {
            let top = band.top + APART / 2.0 + i as f64 * self.bar();
            let (zero, middle) = (scale.at(0.0), top + self.bar() / 2.0);
            let end = value.map_or(zero, |value| scale.at(value));
            let bar =
                Area { left: zero.min(end), right: zero.max(end), top: top + THIN, bottom: top + self.bar() - THIN };
            if bar.width() >= 1.0 {
                scene.rectangle(bar, *colour);
            }
            let (said, colour) = match value {
                None => ("–".to_owned(), FAINT),
                Some(0.0) => ("0".to_owned(), MUTED),
                Some(value) => (signed(*value), INK),
            };
            let text = Text::new(said).size(self.size()).colour(colour);
            let text = if end < zero { text.anchor(Anchor::End) } else { text };
            scene.text(text.centred(if end < zero { end - AIR } else { end + AIR }, middle));
        }
    }

    /// Room at both ends for values.
    fn scale(&self, plot: &Area) -> Scale {
        let values = || self.rows.iter().flat_map(|row| row.values.iter().flatten().copied());
        let (low, high) = (values().fold(0.0, f64::min), values().fold(0.0, f64::max));
        let said = |below: bool| {
            let those = values().filter(|value| (*value < 0.0) == below).map(signed);
            those.map(|words| width(&words, self.size(), Weight::Regular)).fold(0.0, f64::max) + 2.0 * GAP
        };
        let before = if low < 0.0 { said(true) } else { GAP };
        let after = said(false);
        let span = if high > low { high - low } else { 1.0 };
        let per_pixel = span / (plot.width() - before - after).max(1.0);
        Scale { domain: (low - before * per_pixel, low + span + after * per_pixel), range: (plot.left, plot.right) }
    }
}
