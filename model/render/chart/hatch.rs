//! A second way to fill a rectangle: stripes, which tell two kinds of one colour apart even in grey.

use super::font::Anchor;
use super::scene::{Area, Point, Scene, Text};
use super::style::{Colour, INK, WHITE, blend};

/// The paler colour between stripes.
#[must_use]
pub fn tint(colour: Colour) -> Colour {
    const PALE: f64 = 0.78;
    blend(colour, WHITE, PALE)
}

/// Fills an area with slanted stripes of a colour on its tint.
pub fn stripes(scene: &mut Scene, area: Area, colour: Colour) {
    const APART: f64 = 20.0;
    const WIDTH: f64 = 8.0;
    scene.rectangle(area, tint(colour));
    // Along a stripe x + y is constant; stripes of all areas lie on one lattice.
    let first = ((area.left + area.top) / APART).floor() as i64;
    let last = ((area.right + area.bottom) / APART).ceil() as i64;
    for stripe in first..=last {
        let from = stripe as f64 * APART;
        let corners =
            [(area.left, area.top), (area.right, area.top), (area.right, area.bottom), (area.left, area.bottom)];
        let above = cut(&corners, |(x, y)| x + y - from);
        let band = cut(&above, |(x, y)| from + WIDTH - x - y);
        if band.len() > 2 {
            scene.polygon(band, colour);
        }
    }
}

/// The part of a convex polygon on which a linear function is not below zero.
fn cut(corners: &[Point], inside: impl Fn(Point) -> f64) -> Vec<Point> {
    let mut kept = vec![];
    for (i, &from) in corners.iter().enumerate() {
        let to = corners[(i + 1) % corners.len()];
        let (a, b) = (inside(from), inside(to));
        if a >= 0.0 {
            kept.push(from);
        }
        if (a < 0.0) != (b < 0.0) {
            let share = a / (a - b);
            kept.push((from.0 + (to.0 - from.0) * share, from.1 + (to.1 - from.1) * share));
        }
    }
    kept
}

/// Draws a text in the middle of a striped area, on a plate, if it fits there.
pub fn inside_stripes(scene: &mut Scene, area: &Area, text: Text, colour: Colour) {
    const AIR: f64 = 5.0;
    let (x, y) = area.centre();
    let text = text.colour(INK).anchor(Anchor::Middle).centred(x, y);
    if area.holds(&text.area().grown(AIR)) {
        scene.rectangle(text.area().grown(AIR), tint(colour));
        scene.text(text);
    }
}

#[cfg(test)]
mod tests {
    use super::super::scene::Mark;
    use super::*;

    #[test]
    fn stripes_stay_within_their_area() {
        let area = Area { left: 10.0, top: 20.0, right: 93.0, bottom: 61.0 };
        let mut scene = Scene { width: 100.0, height: 100.0, title: String::new(), marks: vec![], hints: vec![] };
        stripes(&mut scene, area, INK);
        let around = area.grown(1e-9);
        let within = |&(x, y): &Point| around.holds(&Area { left: x, top: y, right: x, bottom: y });
        let stripes = scene.marks.iter().filter_map(|mark| match mark {
            Mark::Polygon(corners, ..) => Some(corners),
            _ => None,
        });
        assert!(stripes.clone().count() > 5);
        assert!(stripes.flatten().all(within));
    }
}
