//! The embedded typeface: widths before drawing, glyphs while drawing.
//!
//! Plotters' own text drops side bearings and puts baselines elsewhere in PNG than in SVG. [`Type`]
//! is a text style of ours behind the same trait: the SVG backend reads its attributes, the bitmap
//! backend asks it for pixels, and both put the baseline [`ASCENT`] below the position.

use std::sync::LazyLock;

use ab_glyph::{Font, FontRef, PxScale, ScaleFont, point};
use plotters_backend::text_anchor::{HPos, Pos, VPos};
use plotters_backend::{BackendColor, BackendTextStyle, FontFamily, FontStyle};

use super::style::Colour;

/// Baseline below the top of a text, in ems: what the SVG backend writes for texts hung by their top.
pub const ASCENT: f64 = 0.76;
/// The SVG backend divides font sizes by this.
const SVG_SIZE: f64 = 1.24;
/// Typeface in SVG, and what stands in for it where it is not installed.
const FAMILY: &str = "Inter, Helvetica, Arial, sans-serif";

static REGULAR: &[u8] = include_bytes!("../fonts/Inter-Regular.otf");
static BOLD: &[u8] = include_bytes!("../fonts/Inter-Bold.otf");

static FONTS: LazyLock<[FontRef<'static>; 2]> = LazyLock::new(|| {
    [REGULAR, BOLD].map(|bytes| FontRef::try_from_slice(bytes).expect("the embedded fonts can be read"))
});

/// Thickness of letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Weight {
    /// For reading.
    #[default]
    Regular,
    /// For what matters.
    Bold,
}

/// Which end of a text its position fixes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Anchor {
    /// Left end.
    #[default]
    Start,
    /// Middle.
    Middle,
    /// Right end.
    End,
}

/// Width of a text in pixels; `size` is the em in pixels.
#[must_use]
pub fn width(text: &str, size: f64, weight: Weight) -> f64 {
    advances(text, size, weight).last().map_or(0.0, |(_, end)| f64::from(*end))
}

/// Every character with the position where it ends.
fn advances(text: &str, size: f64, weight: Weight) -> Vec<(char, f32)> {
    let font = face(weight);
    let scaled = font.as_scaled(em(font, size));
    let mut end = 0.0;
    text.chars()
        .map(|letter| {
            end += scaled.h_advance(font.glyph_id(letter));
            (letter, end)
        })
        .collect()
}

fn face(weight: Weight) -> &'static FontRef<'static> {
    match weight {
        Weight::Regular => &FONTS[0],
        Weight::Bold => &FONTS[1],
    }
}

/// `ab_glyph` scales by the height of a line, people by the em.
fn em(font: &FontRef<'static>, size: f64) -> PxScale {
    let units = font.units_per_em().unwrap_or(font.height_unscaled());
    PxScale::from(size as f32 * font.height_unscaled() / units)
}

/// How a text looks, as the backends ask for it.
#[derive(Debug, Clone, Copy)]
pub struct Type {
    /// Em in pixels of the backend.
    pub size: f64,
    /// Thickness.
    pub weight: Weight,
    /// Colour.
    pub colour: Colour,
    /// Fixed end.
    pub anchor: Anchor,
}

impl BackendTextStyle for Type {
    type FontError = std::convert::Infallible;

    fn color(&self) -> BackendColor {
        BackendColor { alpha: 1.0, rgb: self.colour }
    }

    fn size(&self) -> f64 {
        self.size * SVG_SIZE
    }

    fn style(&self) -> FontStyle {
        match self.weight {
            Weight::Regular => FontStyle::Normal,
            Weight::Bold => FontStyle::Bold,
        }
    }

    fn anchor(&self) -> Pos {
        let horizontal = match self.anchor {
            Anchor::Start => HPos::Left,
            Anchor::Middle => HPos::Center,
            Anchor::End => HPos::Right,
        };
        Pos::new(horizontal, VPos::Top)
    }

    fn family(&self) -> FontFamily<'_> {
        FontFamily::Name(FAMILY)
    }

    fn layout_box(&self, text: &str) -> Result<((i32, i32), (i32, i32)), Self::FontError> {
        let right = width(text, self.size, self.weight).round() as i32;
        Ok(((0, 0), (right, self.size.round() as i32)))
    }

    fn draw<E, Draw: FnMut(i32, i32, BackendColor) -> Result<(), E>>(
        &self,
        text: &str,
        (left, top): (i32, i32),
        mut draw: Draw,
    ) -> Result<Result<(), E>, Self::FontError> {
        let font = face(self.weight);
        let scale = em(font, self.size);
        let baseline = (ASCENT * self.size) as f32;
        let mut start = 0.0;
        for (letter, end) in advances(text, self.size, self.weight) {
            let glyph = font.glyph_id(letter).with_scale_and_position(scale, point(start, baseline));
            start = end;
            let Some(outline) = font.outline_glyph(glyph) else { continue };
            let corner = outline.px_bounds().min;
            let mut outcome = Ok(());
            outline.draw(|x, y, coverage| {
                if outcome.is_ok() && coverage > 0.0 {
                    let (x, y) = (x as i32 + corner.x as i32, y as i32 + corner.y as i32);
                    outcome = draw(left + x, top + y, self.color().mix(f64::from(coverage.min(1.0))));
                }
            });
            if outcome.is_err() {
                return Ok(outcome);
            }
        }
        Ok(Ok(()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_sign_that_charts_use_has_a_glyph() {
        for weight in [Weight::Regular, Weight::Bold] {
            for sign in "ABCxyz0189 .,;:%/()+-<>–×−·→€£äöüéñß“”$…".chars() {
                assert_ne!(face(weight).glyph_id(sign).0, 0, "{sign}");
            }
        }
    }

    #[test]
    fn widths_add_up_and_grow_with_size() {
        let one = width("GW", 30.0, Weight::Regular);
        assert!((width("GWGW", 30.0, Weight::Regular) - 2.0 * one).abs() < 1e-3);
        assert!(width("GW", 30.0, Weight::Bold) > one);
        assert!((width("GW", 60.0, Weight::Regular) - 2.0 * one).abs() < 1e-3);
    }
}
