//! Light paper or dark: a finished scene in other colours.
//!
//! Charts are laid out for white paper. On dark paper every colour keeps its hue and turns its lightness over, so that
//! what stood out still does, what was more is still further from the paper, and stripes and tints keep their meaning.
//! Texts are then held against what lies beneath them, and made lighter or darker until they can be read.

use palette::{FromColor, IsWithinBounds, Lch, Srgb};

use super::scene::{Mark, Point, Scene, Stroke, Text};
use super::style::{Colour, WHITE};
use crate::named::words;

words! {
    /// The look of a chart as a whole.
    Theme {
        /// White paper.
        Light, "light";
        /// Dark paper; names of files end in -dark.
        Dark, "dark";
    }
}

impl Theme {
    /// What is appended to the names of its files.
    #[must_use]
    pub fn suffix(self) -> &'static str {
        match self {
            Self::Light => "",
            Self::Dark => "-dark",
        }
    }

    /// The scene in the colours of the theme.
    #[must_use]
    pub fn of(self, scene: Scene) -> Scene {
        match self {
            Self::Light => scene,
            Self::Dark => dark(scene),
        }
    }
}

/// Contrast that texts keep against what lies beneath them: level AA of the Web Content Accessibility Guidelines.
const LEGIBLE: f64 = 4.5;

/// Lightness on white paper, and what becomes of it: paper, tracks and grid lines stay near the paper, the lightest
/// marks keep a contrast of 3 with it, and ink becomes nearly white.
const TURNED: [(f64, f64); 4] = [(0.0, 97.0), (82.0, 52.0), (90.0, 27.0), (100.0, 11.0)];

/// The scene on dark paper.
fn dark(mut scene: Scene) -> Scene {
    let (right, bottom) = (scene.width, scene.height);
    let page = super::scene::Area { left: 0.0, top: 0.0, right, bottom };
    let mut marks = vec![Mark::Rectangle(page, turned(WHITE))];
    for mark in scene.marks {
        let mark = match mark {
            Mark::Rectangle(area, colour) => Mark::Rectangle(area, turned(colour)),
            Mark::Polygon(points, colour, alpha) => Mark::Polygon(points, turned(colour), alpha),
            Mark::Line(stroke) => Mark::Line(Stroke { colour: turned(stroke.colour), ..stroke }),
            Mark::Dot(centre, radius, colour) => Mark::Dot(centre, radius, turned(colour)),
            Mark::Text(text) => {
                let colour = legible(turned(text.colour), &beneath(&text, &marks));
                Mark::Text(text.colour(colour))
            }
        };
        marks.push(mark);
    }
    scene.marks = marks;
    for value in scene.hints.iter_mut().flat_map(|hint| &mut hint.values) {
        value.colour = value.colour.map(turned);
    }
    scene
}

/// A colour of the same hue with its lightness turned over, as strong as the screen can show it.
fn turned(colour: Colour) -> Colour {
    let lightness = f64::from(lch(colour).l);
    let after = TURNED.iter().position(|(from, _)| *from >= lightness).unwrap_or(TURNED.len() - 1).max(1);
    let ((from, low), (to, high)) = (TURNED[after - 1], TURNED[after]);
    let share = ((lightness - from) / (to - from)).clamp(0.0, 1.0);
    of_lightness(colour, low + (high - low) * share)
}

fn lch((red, green, blue): Colour) -> Lch {
    Lch::from_color(Srgb::new(red, green, blue).into_format::<f32>())
}

/// The colour with another lightness, duller where the screen cannot show it.
fn of_lightness(colour: Colour, lightness: f64) -> Colour {
    const DULLER: f32 = 0.96;
    const STEPS: usize = 120;
    let mut lch = lch(colour);
    lch.l = lightness as f32;
    let mut rgb = Srgb::from_color(lch);
    for _ in 0..STEPS {
        if rgb.is_within_bounds() {
            break;
        }
        lch.chroma *= DULLER;
        rgb = Srgb::from_color(lch);
    }
    let rgb = rgb.into_format::<u8>();
    (rgb.red, rgb.green, rgb.blue)
}

/// How far two colours differ in luminance, 1 to 21, as the Web Content Accessibility Guidelines count it.
fn contrast(one: Colour, other: Colour) -> f64 {
    use palette::color_difference::Wcag21RelativeContrast;
    let rgb = |(red, green, blue): Colour| Srgb::new(red, green, blue).into_format::<f64>();
    rgb(one).relative_contrast(rgb(other))
}

/// The colour of a text, lighter or darker until it can be read on all that lies beneath it.
fn legible(colour: Colour, beneath: &[Colour]) -> Colour {
    const STEP: f64 = 1.0;
    let least = |ink: &Colour| beneath.iter().map(|below| contrast(*ink, *below)).fold(f64::INFINITY, f64::min);
    let lightness = f64::from(lch(colour).l);
    let steps = (0..=100).map(|step| f64::from(step) * STEP);
    let nearest = steps
        .flat_map(|step| [lightness + step, lightness - step])
        .filter(|lightness| (0.0..=100.0).contains(lightness))
        .map(|lightness| if lightness == f64::from(lch(colour).l) { colour } else { of_lightness(colour, lightness) })
        .find(|ink| least(ink) >= LEGIBLE);
    let ends = [WHITE, (0, 0, 0)];
    nearest.or_else(|| ends.into_iter().max_by(|a, b| least(a).total_cmp(&least(b)))).unwrap_or(colour)
}

/// Colours beneath a text, along its middle.
fn beneath(text: &Text, marks: &[Mark]) -> Vec<Colour> {
    const ALONG: [f64; 5] = [0.02, 0.25, 0.5, 0.75, 0.98];
    let area = text.area();
    let colours = ALONG.map(|share| {
        let point = (area.left + area.width() * share, area.centre().1);
        marks.iter().fold(turned(WHITE), |below, mark| painted(mark, point).map_or(below, |(c, a)| over(below, c, a)))
    });
    colours.to_vec()
}

fn over(below: Colour, colour: Colour, alpha: f64) -> Colour {
    if alpha < 1.0 { super::style::blend(below, colour, alpha) } else { colour }
}

/// What a mark paints at a point, with its opacity. Lines are too thin to hide a text.
fn painted(mark: &Mark, (x, y): Point) -> Option<(Colour, f64)> {
    match mark {
        Mark::Rectangle(area, colour) => {
            let within = (area.left..=area.right).contains(&x) && (area.top..=area.bottom).contains(&y);
            within.then_some((*colour, 1.0))
        }
        Mark::Polygon(points, colour, alpha) => holds(points, (x, y)).then_some((*colour, *alpha)),
        Mark::Dot(centre, radius, colour) => ((centre.0 - x).hypot(centre.1 - y) <= *radius).then_some((*colour, 1.0)),
        Mark::Line(_) | Mark::Text(_) => None,
    }
}

/// Whether a polygon holds a point: whether a line from there to the right crosses its sides an odd number of times.
fn holds(points: &[Point], (x, y): Point) -> bool {
    let next = points.iter().cycle().skip(1);
    let crossed = points.iter().zip(next).filter(|(from, to)| {
        (from.1 > y) != (to.1 > y) && x < from.0 + (y - from.1) / (to.1 - from.1) * (to.0 - from.0)
    });
    crossed.count() % 2 == 1
}

#[cfg(test)]
mod tests {
    use super::super::drawing::scenes;
    use super::super::style::{ALARM, FAINT, GRID, INK, MUTED, OTHER, PALETTE, TRACK, lightness, shade};
    use super::*;
    use crate::figures::{of_explanation, of_run, sample, sample_explanation};

    const MARKS: f64 = 3.0;

    #[test]
    fn marks_and_inks_stand_out_from_dark_paper_and_the_grid_does_not() {
        let paper = turned(WHITE);
        assert!(lightness(paper) < 15.0);
        for colour in PALETTE.into_iter().chain([OTHER, FAINT, ALARM]) {
            assert!(contrast(turned(colour), paper) >= MARKS, "{colour:?} {:.2}", contrast(turned(colour), paper));
        }
        for colour in [INK, MUTED] {
            assert!(contrast(turned(colour), paper) >= LEGIBLE, "{colour:?}");
        }
        for colour in [GRID, TRACK] {
            let found = contrast(turned(colour), paper);
            assert!((1.1..2.0).contains(&found), "{colour:?} {found:.2}");
        }
    }

    #[test]
    fn hues_stay_and_neighbours_still_differ_in_grey() {
        for pair in PALETTE.windows(2) {
            let apart = (lightness(turned(pair[0])) - lightness(turned(pair[1]))).abs();
            assert!(apart > 11.0, "{pair:?} {apart}");
        }
        for colour in PALETTE {
            let apart = (lch(colour).hue - lch(turned(colour)).hue).into_degrees().abs();
            assert!(apart < 4.0, "{colour:?} {apart}");
        }
    }

    #[test]
    fn what_was_darker_is_lighter_and_much_stands_out() {
        let steps: Vec<f64> = (0..=20).map(|i| lightness(turned(shade(f64::from(i) / 20.0)))).collect();
        assert!(steps.windows(2).all(|pair| pair[0] < pair[1]), "{steps:?}");
        let greys: Vec<f64> = (0..=255).map(|grey| lightness(turned((grey, grey, grey)))).collect();
        assert!(greys.windows(2).all(|pair| pair[0] >= pair[1]), "{greys:?}");
    }

    #[test]
    fn texts_can_be_read_on_any_mark() {
        for i in 0..=100 {
            let fill = turned(shade(f64::from(i) / 100.0));
            for ink in [INK, WHITE, MUTED, ALARM] {
                assert!(contrast(legible(turned(ink), &[fill]), fill) >= LEGIBLE, "{i} {ink:?}");
            }
        }
        assert!(holds(&[(0.0, 0.0), (4.0, 0.0), (4.0, 4.0)], (3.0, 1.0)));
        assert!(!holds(&[(0.0, 0.0), (4.0, 0.0), (4.0, 4.0)], (1.0, 3.0)));
    }

    #[test]
    fn no_chart_has_a_text_that_cannot_be_read_on_dark_paper() {
        let years = [2025, 2026, 2030, 2035];
        let results = sample::results(11, &years);
        let explanation = sample_explanation::explanation(&years, 31, 1.0);
        let mut least = f64::INFINITY;
        for (name, scene) in scenes(of_run(&results)).into_iter().chain(scenes(of_explanation(&results, &explanation)))
        {
            let dark = Theme::Dark.of(scene.clone());
            assert_eq!(dark.marks.len(), scene.marks.len() + 1, "{name}");
            for (i, mark) in dark.marks.iter().enumerate() {
                let Mark::Text(text) = mark else { continue };
                for below in beneath(text, &dark.marks[..i]) {
                    let found = contrast(text.colour, below);
                    least = least.min(found);
                    assert!(found >= LEGIBLE, "{name}: \"{}\" {found:.2}", text.content);
                }
            }
            assert_eq!(Theme::Light.of(scene.clone()), scene, "{name}");
        }
        assert!(least < 21.0, "texts were looked at");
    }
}
