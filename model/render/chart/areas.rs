//! Layers on top of each other as areas over the calendar.

use super::axis::Scale;
use super::scene::{Point, Scene};
use super::style::WHITE;
use crate::figures::stack::Layer;

/// Where a layer lies: lower and upper edge by year, in pixels.
pub type Edges = Vec<(f64, f64)>;

/// Edges of all layers, the first at the bottom.
#[must_use]
pub fn edges(layers: &[Layer], years: usize, heights: &Scale) -> Vec<Edges> {
    let mut base = vec![0.0; years];
    let mut all = vec![];
    for layer in layers {
        let mut edges = vec![];
        for (base, value) in base.iter_mut().zip(&layer.values) {
            let top = *base + value;
            edges.push((heights.at(*base), heights.at(top)));
            *base = top;
        }
        all.push(edges);
    }
    all
}

/// Half the width of what stands for a single year, in years.
const ALONE: f64 = 0.45;

/// Positions across for areas: one per year; both sides of a single one.
#[must_use]
pub fn across(years: &[i32], scale: &Scale) -> Vec<f64> {
    match years {
        [only] => vec![scale.at(f64::from(*only) - ALONE), scale.at(f64::from(*only) + ALONE)],
        _ => years.iter().map(|&year| scale.at(f64::from(year))).collect(),
    }
}

/// Draws layers as areas over positions, thin white lines between them.
pub fn areas(scene: &mut Scene, layers: &[Layer], edges: &[Edges], across: &[f64]) {
    for (layer, edges) in layers.iter().zip(edges) {
        let (lower, upper) = outline(edges, across);
        let polygon = lower.into_iter().chain(upper.into_iter().rev()).collect();
        scene.polygon(polygon, layer.colour);
    }
    for edges in edges {
        scene.line(outline(edges, across).1, WHITE, 2.0);
    }
}

/// Lower and upper outline of a layer.
#[must_use]
pub fn outline(edges: &Edges, across: &[f64]) -> (Vec<Point>, Vec<Point>) {
    let edge = |i: usize| edges[i.min(edges.len() - 1)];
    let lower = across.iter().enumerate().map(|(i, &x)| (x, edge(i).0)).collect();
    let upper = across.iter().enumerate().map(|(i, &x)| (x, edge(i).1)).collect();
    (lower, upper)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn layer(name: &str, values: &[f64]) -> Layer {
        Layer { name: name.to_owned(), values: values.to_vec(), colour: WHITE }
    }

    #[test]
    fn layers_lie_on_each_other() {
        let scale = Scale { domain: (0.0, 10.0), range: (100.0, 0.0) };
        let edges = edges(&[layer("a", &[2.0]), layer("b", &[3.0])], 1, &scale);
        assert_eq!(edges, [vec![(100.0, 80.0)], vec![(80.0, 50.0)]]);
    }
}
