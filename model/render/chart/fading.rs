//! Names of generations that fade, where they are thickest: within their areas, or above the stack.

use super::areas::{Edges, outline};
use super::axis::inside;
use super::font::Anchor;
use super::scene::{Area, Scene, Text};
use super::style::{INK, MUTED, SMALL, WHITE, ink_on};
use crate::figures::stack::Layer;

/// Names within areas, or above the stack with a line to what they name.
pub struct Names<'a> {
    /// Layers, from the bottom up.
    pub layers: &'a [Layer],
    /// Where they lie.
    pub edges: &'a [Edges],
    /// Positions of years.
    pub across: &'a [f64],
    /// Upper end of the stack by year.
    pub tops: &'a [f64],
}

impl Names<'_> {
    /// Names what fades before the last year; the others have their names at the right end.
    pub fn draw(&self, scene: &mut Scene, area: Area) {
        let (mut outside, mut written) = (vec![], vec![]);
        for (layer, edges) in self.layers.iter().zip(self.edges) {
            let fades = layer.last() < layer.peak() / 2.0;
            let Some(thickest) = thickest(edges) else { continue };
            if !fades {
                continue;
            }
            if let Some(place) = self.within(scene, layer, edges, thickest) {
                written.push(place);
            } else if layer.last() <= 0.0 {
                outside.push((self.across[thickest.min(self.across.len() - 1)], layer, edges));
            }
        }
        outside.sort_by(|a, b| a.0.total_cmp(&b.0));
        self.above(scene, &outside, (area, &written));
    }

    /// Writes the name into its area where all of it fits, a little either side of the thickest year.
    fn within(&self, scene: &mut Scene, layer: &Layer, edges: &Edges, thickest: usize) -> Option<Area> {
        let (lower, upper) = outline(edges, self.across);
        let text = Text::new(layer.name.clone()).size(SMALL).colour(ink_on(layer.colour)).anchor(Anchor::Middle);
        let half = text.width() / 2.0;
        let (first, last) = (self.across[0], self.across[self.across.len() - 1]);
        let wanted = self.across[thickest.min(self.across.len() - 1)];
        let steps =
            (0..60_i32).map(|step| wanted + f64::from((step + 1) / 2 * if step % 2 == 0 { 1 } else { -1 }) * 8.0);
        for x in steps.filter(|x| x - half - 8.0 >= first && x + half + 8.0 <= last) {
            let spots = [x - half, x, x + half];
            let bottom = spots.map(|x| height_at(&lower, x)).into_iter().fold(f64::INFINITY, f64::min);
            let top = spots.map(|x| height_at(&upper, x)).into_iter().fold(f64::NEG_INFINITY, f64::max);
            let cell = Area { left: x - half - 6.0, right: x + half + 6.0, top, bottom };
            if inside(scene, &cell, text.clone()) {
                return Some(cell);
            }
        }
        None
    }

    /// Writes names above the stack like steps that rise to the right, each left of a line down to its layer:
    /// a later line passes right of all earlier names, a later name above all earlier lines. No line crosses a name
    /// written within an area.
    fn above(&self, scene: &mut Scene, outside: &[(f64, &Layer, &Edges)], (area, written): (Area, &[Area])) {
        const APART: f64 = 26.0;
        const STEP: f64 = SMALL * 1.35;
        let tops: Vec<(f64, f64)> =
            self.across.iter().enumerate().map(|(i, &x)| (x, self.tops[i.min(self.tops.len() - 1)])).collect();
        let (mut free, mut placed) = (area.left, Vec::<Area>::new());
        for (wanted, layer, edges) in outside {
            let (lower, upper) = outline(edges, self.across);
            let x = clear(wanted.max(free), written, |x| height_at(&lower, x));
            let (low, high) = (height_at(&lower, x), height_at(&upper, x));
            let text = Text::new(layer.name.clone()).size(SMALL).colour(MUTED);
            let left = (x - text.width() + SMALL * 0.3).max(area.left);
            let right = left + text.width();
            let crowd = placed.iter().filter(|other| other.right + APART > left).map(|other| other.top);
            let bottom =
                crowd.fold(height_at(&tops, left).min(height_at(&tops, right)) - SMALL * 0.6, f64::min) - SMALL * 0.25;
            if low - high < 1.0 || bottom - STEP < area.top || right > area.right {
                continue;
            }
            scene.line(vec![(x, f64::midpoint(low, high)), (x, bottom + 2.0)], MUTED, 2.0);
            scene.dot((x, f64::midpoint(low, high)), 7.0, WHITE);
            scene.dot((x, f64::midpoint(low, high)), 5.0, INK);
            scene.text(text.at(left, bottom - SMALL * 0.24));
            placed.push(Area { left, right, top: bottom - SMALL * 1.1, bottom });
            free = (x + APART).max(right + APART / 2.0);
        }
    }
}

/// The first position from `x` on where a line down to a height passes right of the names that reach above it.
fn clear(mut x: f64, names: &[Area], height: impl Fn(f64) -> f64) -> f64 {
    let mut order: Vec<&Area> = names.iter().collect();
    order.sort_by(|a, b| a.left.total_cmp(&b.left));
    for name in order {
        if (name.left..name.right).contains(&x) && name.top < height(x) {
            x = name.right;
        }
    }
    x
}

/// Height of an outline at a position between its points.
fn height_at(outline: &[(f64, f64)], x: f64) -> f64 {
    for pair in outline.windows(2) {
        let ((left, from), (right, to)) = (pair[0], pair[1]);
        if x <= right {
            let share = if right > left { ((x - left) / (right - left)).clamp(0.0, 1.0) } else { 0.0 };
            return from + (to - from) * share;
        }
    }
    outline.last().map_or(0.0, |point| point.1)
}

/// The year in which a layer is thickest.
fn thickest(edges: &Edges) -> Option<usize> {
    let thickness = |&(low, high): &(f64, f64)| low - high;
    (0..edges.len()).max_by(|&a, &b| thickness(&edges[a]).total_cmp(&thickness(&edges[b])))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_pass_right_of_names_that_they_would_cross() {
        let name = |left: f64, top: f64| Area { left, right: left + 50.0, top, bottom: top + 20.0 };
        let names = [name(140.0, 10.0), name(100.0, 10.0), name(300.0, 10.0), name(400.0, 90.0)];
        assert_eq!(clear(120.0, &names, |_| 80.0), 190.0);
        assert_eq!([90.0, 350.0, 420.0].map(|x| clear(x, &names, |_| 80.0)), [90.0, 350.0, 420.0]);
    }

    #[test]
    fn outlines_are_straight_between_points() {
        let outline = [(0.0, 10.0), (10.0, 20.0)];
        assert!((height_at(&outline, 5.0) - 15.0).abs() < 1e-9);
        assert!((height_at(&outline, 50.0) - 20.0).abs() < 1e-9);
    }
}
