//! One palette for all charts.
//!
//! Colours come in an order in which neighbours differ in lightness, so that stacks read in grey
//! and to the colour-blind; whatever a colour says is also said in words beside it.

/// Red, green, blue.
pub type Colour = (u8, u8, u8);

/// Text that matters.
pub const INK: Colour = (26, 33, 42);
/// Text beside it.
pub const MUTED: Colour = (91, 102, 115);
/// Leaders, marks behind data.
pub const FAINT: Colour = (150, 160, 170);
/// Grid lines.
pub const GRID: Colour = (226, 230, 235);
/// Tracks of bars, empty cells.
pub const TRACK: Colour = (236, 239, 242);
/// Paper.
pub const WHITE: Colour = (255, 255, 255);
/// What is left over.
pub const OTHER: Colour = (198, 203, 209);
/// What binds.
pub const ALARM: Colour = (166, 61, 47);

/// For kinds without an order.
pub const PALETTE: [Colour; 9] = [
    (29, 63, 110),
    (240, 168, 48),
    (43, 138, 126),
    (169, 207, 234),
    (166, 61, 47),
    (201, 178, 124),
    (91, 75, 138),
    (232, 160, 168),
    (111, 127, 58),
];

/// Ends of the scale from little to much, light to dark.
const SCALE: [Colour; 4] = [(240, 245, 248), (169, 207, 234), (66, 130, 178), (17, 48, 87)];

/// Colour of the n-th kind; where the palette ends it comes again, what was dark in lighter colours and the reverse.
#[must_use]
pub fn kind(index: usize) -> Colour {
    const TOWARDS: f64 = 0.45;
    let colour = PALETTE[index % PALETTE.len()];
    let is_again = (index / PALETTE.len()) % 2 == 1;
    let end = if ink_on(colour) == INK { INK } else { WHITE };
    if is_again { blend(colour, end, TOWARDS) } else { colour }
}

/// Colour of a share between 0 and 1, light to dark.
#[must_use]
pub fn shade(share: f64) -> Colour {
    let steps = (SCALE.len() - 1) as f64;
    let at = share.clamp(0.0, 1.0) * steps;
    let low = (at.floor() as usize).min(SCALE.len() - 2);
    blend(SCALE[low], SCALE[low + 1], at - low as f64)
}

/// A colour between two: `share` of the second.
#[must_use]
pub fn blend(from: Colour, to: Colour, share: f64) -> Colour {
    let mix = |a: u8, b: u8| (f64::from(a) + (f64::from(b) - f64::from(a)) * share).round() as u8;
    (mix(from.0, to.0), mix(from.1, to.1), mix(from.2, to.2))
}

/// Lightness as the eye sees it, 0 to 100 (CIE L*).
#[must_use]
pub fn lightness((red, green, blue): Colour) -> f64 {
    let linear = |channel: u8| {
        let c = f64::from(channel) / 255.0;
        if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
    };
    let luminance = 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
    if luminance <= 0.008_856 { 903.3 * luminance } else { 116.0 * luminance.cbrt() - 16.0 }
}

/// Ink that can be read on a colour.
#[must_use]
pub fn ink_on(colour: Colour) -> Colour {
    const LIGHT: f64 = 60.0;
    if lightness(colour) > LIGHT { INK } else { WHITE }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbours_differ_in_grey() {
        for pair in PALETTE.windows(2) {
            let apart = (lightness(pair[0]) - lightness(pair[1])).abs();
            assert!(apart > 15.0, "{pair:?} {apart}");
        }
    }

    #[test]
    fn the_second_round_of_the_palette_differs_from_the_first() {
        let apart = |a: Colour, b: Colour| {
            let channels = [(a.0, b.0), (a.1, b.1), (a.2, b.2)];
            channels.iter().map(|(a, b)| (f64::from(*a) - f64::from(*b)).powi(2)).sum::<f64>().sqrt()
        };
        let kinds: Vec<Colour> = (0..2 * PALETTE.len()).map(kind).collect();
        assert_eq!(kinds[..PALETTE.len()], PALETTE);
        for (i, &one) in kinds.iter().enumerate() {
            for &other in &kinds[..i] {
                assert!(apart(one, other) > 20.0, "{one:?} {other:?}");
            }
        }
        for pair in kinds.windows(2) {
            assert!((lightness(pair[0]) - lightness(pair[1])).abs() > 10.0, "{pair:?}");
        }
    }

    #[test]
    fn shades_darken_steadily_and_keep_text_legible() {
        let steps: Vec<f64> = (0..=10).map(|i| lightness(shade(f64::from(i) / 10.0))).collect();
        assert!(steps.windows(2).all(|pair| pair[0] > pair[1]));
        for i in 0..=100 {
            let colour = shade(f64::from(i) / 100.0);
            assert!((lightness(colour) - lightness(ink_on(colour))).abs() > 39.0);
        }
    }
}
