//! Axes: heights with grid lines, calendar years below, labels at the right end.

use super::font::{Anchor, Weight, width};
use super::frame::fit;
use super::place::spread;
use super::scene::{Area, Scene, Text};
use super::style::{Colour, FAINT, INK, LABEL, MUTED, SMALL};
use crate::tell::number::grouped;

/// From values to pixels.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Scale {
    /// Lowest and highest value.
    pub domain: (f64, f64),
    /// Their pixels.
    pub range: (f64, f64),
}

impl Scale {
    /// Pixel of a value.
    #[must_use]
    pub fn at(&self, value: f64) -> f64 {
        let share = (value - self.domain.0) / (self.domain.1 - self.domain.0);
        self.range.0 + share * (self.range.1 - self.range.0)
    }
}

/// Round values from 0 up to a highest one, about `count` of them.
#[must_use]
pub fn ticks(high: f64, count: f64) -> Vec<f64> {
    const STEPS: [f64; 4] = [1.0, 2.0, 2.5, 5.0];
    if !(high > 0.0 && high.is_finite()) {
        return vec![0.0];
    }
    let power = 10_f64.powf((high / count).log10().floor());
    let step = STEPS.map(|step| step * power).into_iter().find(|step| high / step <= count).unwrap_or(10.0 * power);
    (0..=(high / step * (1.0 + 1e-9)).floor() as usize).map(|i| i as f64 * step).collect()
}

/// Round values from a lowest one, 0 or less, to a highest one, 0 or more; about `count` of them.
#[must_use]
pub fn ticks_between(low: f64, high: f64, count: f64) -> Vec<f64> {
    let Some(&step) = ticks(high - low, count).get(1) else { return vec![0.0] };
    let whole = |value: f64| (value / step * (1.0 + 1e-9)).trunc() as i32;
    (whole(low)..=whole(high)).map(|i| f64::from(i) * step).collect()
}

/// Ticks in words, all with as many decimals as their step needs.
#[must_use]
pub fn tick_names(ticks: &[f64]) -> Vec<String> {
    const MOST: usize = 6;
    let step = if let [first, second, ..] = ticks { second - first } else { 1.0 };
    let is_whole = |decimals: &usize| {
        let scaled = step * 10_f64.powi(*decimals as i32);
        (scaled - scaled.round()).abs() < 1e-6 * scaled
    };
    let decimals = (0..MOST).find(is_whole).unwrap_or(MOST);
    ticks
        .iter()
        .map(
            |tick| {
                if *tick == 0.0 { "0".to_owned() } else { grouped(&format!("{tick:.decimals$}")).replace('-', "−") }
            },
        )
        .collect()
}

/// Draws calendar years below an area, left out where they would touch.
pub fn calendar(scene: &mut Scene, area: &Area, years: &[i32]) -> Scale {
    const TICK: f64 = 10.0;
    const APART: f64 = 14.0;
    let scale = timeline(area, years);
    let mut end = f64::NEG_INFINITY;
    for &year in years {
        let x = scale.at(f64::from(year));
        scene.line(vec![(x, area.bottom), (x, area.bottom + TICK)], FAINT, 2.0);
        let label = Text::new(year.to_string()).size(SMALL).colour(MUTED).anchor(Anchor::Middle);
        let label = label.at(x, area.bottom + TICK + SMALL * 1.2);
        let taken = label.area();
        if taken.left > end + APART {
            end = taken.right;
            scene.text(label);
        }
    }
    scale
}

/// Years across an area; a single one in its middle.
#[must_use]
pub fn timeline(area: &Area, years: &[i32]) -> Scale {
    let first = years.first().copied().map_or(0.0, f64::from);
    let last = years.last().copied().map_or(0.0, f64::from);
    let alone = if first < last { 0.0 } else { 1.0 };
    Scale { domain: (first - alone, last + alone), range: (area.left, area.right) }
}

/// A label at the right end of what it names.
#[derive(Debug, Clone, PartialEq)]
pub struct EndLabel {
    /// Height of what it names.
    pub y: f64,
    /// Name.
    pub name: String,
    /// Value, said after the name.
    pub value: String,
    /// Colour of what it names; none for a label without a swatch.
    pub colour: Option<Colour>,
    /// In bold.
    pub bold: bool,
    /// Whether there is anything at that height for a leader to point at.
    pub leads: bool,
}

const SWATCH: f64 = 22.0;
const LEADER: f64 = 44.0;
const SPACE: f64 = 12.0;
/// Widest name, pixels.
const NAME: f64 = 420.0;

impl EndLabel {
    fn weight(&self) -> Weight {
        if self.bold { Weight::Bold } else { Weight::Regular }
    }

    fn name(&self) -> String {
        fit(&self.name, LABEL, self.weight(), NAME)
    }

    fn width(&self) -> f64 {
        let swatch = if self.colour.is_some() { SWATCH + SPACE } else { 0.0 };
        let words = width(&self.name(), LABEL, self.weight()) + width(&self.value, LABEL, self.weight());
        LEADER + swatch + words + SPACE
    }
}

/// Pixels that labels at the right end need.
#[must_use]
pub fn end_width(labels: &[EndLabel]) -> f64 {
    labels.iter().map(EndLabel::width).fold(0.0, f64::max)
}

/// Draws labels right of an area, moved apart, each with a leader to the height it belongs to.
pub fn end_labels(scene: &mut Scene, area: &Area, mut labels: Vec<EndLabel>) {
    const HEIGHT: f64 = LABEL * 1.4;
    labels.sort_by(|a, b| a.y.total_cmp(&b.y));
    let wanted: Vec<(f64, f64)> = labels.iter().map(|label| (label.y, HEIGHT)).collect();
    let heights = spread(&wanted, area.top - LABEL, area.bottom + LABEL);
    for (label, y) in labels.iter().zip(heights) {
        let (near, far) = (area.right + 6.0, area.right + LEADER - 6.0);
        let bend = f64::midpoint(near, far);
        if label.leads {
            scene.line(vec![(near, label.y), (bend - 6.0, label.y), (bend + 6.0, y), (far, y)], FAINT, 2.0);
        }
        let mut x = area.right + LEADER;
        if let Some(colour) = label.colour {
            let (top, bottom) = (y - SWATCH / 2.0, y + SWATCH / 2.0);
            scene.rectangle(Area { left: x, top, right: x + SWATCH, bottom }, colour);
            x += SWATCH + SPACE;
        }
        let mut name = Text::new(label.name());
        name.weight = label.weight();
        let end = x + name.width() + SPACE;
        scene.text(name.centred(x, y));
        let mut value = Text::new(label.value.clone()).colour(if label.bold { INK } else { MUTED });
        value.weight = label.weight();
        scene.text(value.centred(end, y));
    }
}

/// Draws a text in the middle of an area if it fits there.
pub fn inside(scene: &mut Scene, area: &Area, text: Text) -> bool {
    const AIR: f64 = 5.0;
    let (x, y) = area.centre();
    let text = text.anchor(Anchor::Middle).centred(x, y);
    let fits = area.holds(&text.area().grown(AIR));
    if fits {
        scene.text(text);
    }
    fits
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_are_round_and_few() {
        assert_eq!(ticks(178.0, 6.0), [0.0, 50.0, 100.0, 150.0]);
        assert_eq!(ticks(0.45, 6.0).len(), 5);
        assert_eq!(ticks(0.0, 6.0), [0.0]);
        for high in [1e-6, 0.3, 7.0, 99.0, 12_345.0, 3e9] {
            let count = ticks(high, 6.0).len();
            assert!((3..=7).contains(&count), "{high}: {count}");
        }
    }

    #[test]
    fn ticks_reach_below_zero() {
        assert_eq!(ticks_between(-30.0, 110.0, 6.0), [-25.0, 0.0, 25.0, 50.0, 75.0, 100.0]);
        assert_eq!(ticks_between(0.0, 178.0, 6.0), ticks(178.0, 6.0));
        assert_eq!(ticks_between(0.0, 0.0, 6.0), [0.0]);
    }

    #[test]
    fn ticks_share_their_decimals() {
        assert_eq!(tick_names(&[0.0, 2.5, 5.0]), ["0", "2.5", "5.0"]);
        assert_eq!(tick_names(&[0.0, 5.0, 10.0]), ["0", "5", "10"]);
        assert_eq!(tick_names(&[0.0, 500.0, 1000.0]), ["0", "500", "1,000"]);
        assert_eq!(tick_names(&[0.0, 0.05]), ["0", "0.05"]);
    }

    #[test]
    fn years_that_touch_are_left_out() {
        let area = Area { left: 0.0, top: 0.0, right: 300.0, bottom: 100.0 };
        let mut scene = Scene { width: 300.0, height: 150.0, title: String::new(), marks: vec![], hints: vec![] };
        calendar(&mut scene, &area, &[2025, 2026, 2027, 2028, 2029, 2030, 2032, 2035]);
        let texts = scene.marks.iter().filter(|mark| matches!(mark, super::super::scene::Mark::Text(_)));
        assert!(texts.count() < 8);
    }
}
