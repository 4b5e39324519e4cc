//! What colours mean, beside what they colour.

use super::axis::inside;
use super::font::Weight;
use super::frame::{fit, wrap};
use super::scene::{Area, Scene, Text};
use super::style::{Colour, INK, LEADING, MUTED, SMALL, TRACK};

/// Between things.
const AIR: f64 = 14.0;

/// A scale of colours beside a grid: what stands at which share of it, the lowest share at the bottom.
#[derive(Debug, Clone, PartialEq)]
pub struct Key {
    /// Above it.
    pub above: String,
    /// Below it.
    pub below: String,
    /// Shares and what they mean.
    pub ticks: Vec<(f64, String)>,
    /// Share at which the flip line stands.
    pub line: Option<f64>,
    /// What cells of which nothing is known mean, if there are any.
    pub empty: Option<String>,
}

impl Key {
    /// Draws it into an area.
    pub fn draw(&self, scene: &mut Scene, area: Area, colour: impl Fn(f64) -> Colour) {
        const BAR: f64 = 34.0;
        const STEPS: u32 = 60;
        const LINES: usize = 3;
        let wide = area.width();
        let wrapped =
            |text: &str| -> Vec<String> { wrap(text, SMALL, Weight::Bold, wide).into_iter().take(LINES).collect() };
        let write = |scene: &mut Scene, lines: &[String], top: f64| {
            for (i, line) in lines.iter().enumerate() {
                let baseline = top + SMALL * (1.0 + LEADING * i as f64);
                scene.text(Text::new(line).size(SMALL).bold().at(area.left, baseline));
            }
        };
        let (above, below) = (wrapped(&self.above), wrapped(&self.below));
        let high = |lines: &[String]| {
            if lines.is_empty() { SMALL / 2.0 } else { lines.len() as f64 * SMALL * LEADING + AIR * 2.0 }
        };
        let top = area.top + high(&above);
        let bottom = area.bottom - high(&below) - if self.empty.is_some() { 3.0 * SMALL } else { 0.0 };
        write(scene, &above, area.top);
        write(scene, &below, bottom + AIR * 1.6);
        let height = |share: f64| bottom - share * (bottom - top);
        for step in 0..STEPS {
            let at = |step: u32| f64::from(step) / f64::from(STEPS);
            let band =
                Area { left: area.left, right: area.left + BAR, top: height(at(step + 1)), bottom: height(at(step)) };
            scene.rectangle(band, colour(f64::midpoint(at(step), at(step + 1))));
        }
        if let Some(share) = self.line {
            let y = height(share);
            scene.line(vec![(area.left - AIR / 2.0, y), (area.left + BAR + AIR / 2.0, y)], INK, 5.0);
        }
        for (share, words) in &self.ticks {
            let words = fit(words, SMALL, Weight::Regular, wide - BAR - AIR);
            scene.text(Text::new(words).size(SMALL).centred(area.left + BAR + AIR, height(*share)));
        }
        if let Some(words) = &self.empty {
            let field = Area { left: area.left, right: area.left + BAR, top: area.bottom - BAR, bottom: area.bottom };
            scene.rectangle(field, TRACK);
            inside(scene, &field, Text::new("–").size(SMALL).colour(MUTED));
            let words = fit(words, SMALL, Weight::Regular, wide - BAR - AIR);
            scene.text(Text::new(words).size(SMALL).colour(MUTED).centred(field.right + AIR, field.centre().1));
        }
    }
}
