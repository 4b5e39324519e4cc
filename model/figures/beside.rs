//! Charts of several scenarios side by side: one scale for amounts, one colour and one place for every name.
//!
//! A chart of a run is given the results of all scenarios that are drawn beside each other, its own among them: itself
//! alone, if there is no other.

use super::stack::{Layer, merged, totals};
use super::style::{OTHER, kind};
use crate::results::Results;

/// The most that any scenario needs.
#[must_use]
pub fn highest(all: &[&Results], need: impl Fn(&Results) -> f64) -> f64 {
    all.iter().map(|results| need(results)).fold(0.0, f64::max)
}

/// Names of several lists in one order: that of the first, and what it lacks after its neighbour in another list.
#[must_use]
pub fn joined<'a>(lists: impl IntoIterator<Item = Vec<&'a str>>) -> Vec<&'a str> {
    let mut all: Vec<&str> = vec![];
    for list in lists {
        let mut next = 0;
        for name in list {
            let known = all.iter().position(|other| *other == name);
            if known.is_none() {
                all.insert(next, name);
            }
            next = known.unwrap_or(next) + 1;
        }
    }
    all
}

/// Names of layers, from the bottom up.
#[must_use]
pub fn names(layers: &[Layer]) -> Vec<&str> {
    layers.iter().map(|layer| layer.name.as_str()).collect()
}

/// Place of a name in an order; the end for one that it lacks.
#[must_use]
pub fn place(order: &[&str], name: &str) -> usize {
    order.iter().position(|other| *other == name).unwrap_or(order.len())
}

/// One scenario's layers in the order and colours of all scenarios; those that are small in all of them are joined.
#[must_use]
pub fn layers(own: Vec<Layer>, all: &[Vec<Layer>], (most, rest): (usize, &str)) -> Vec<Layer> {
    let peak =
        |name: &str| all.iter().flatten().filter(|layer| layer.name == name).map(Layer::peak).fold(0.0, f64::max);
    let order = joined(all.iter().map(|layers| names(layers)));
    let of_name =
        |(i, name): (usize, &&str)| Layer { name: (*name).to_owned(), values: vec![peak(name)], colour: kind(i) };
    let shown = merged(order.iter().enumerate().map(of_name).collect(), most, rest);
    let years = own.first().map_or(0, |layer| layer.values.len());
    let colour = |layer: &Layer| shown.iter().find(|other| other.name == layer.name).map(|other| other.colour);
    let (mut kept, small): (Vec<Layer>, Vec<Layer>) = own.into_iter().partition(|layer| colour(layer).is_some());
    for layer in &mut kept {
        layer.colour = colour(layer).unwrap_or(OTHER);
    }
    kept.sort_by_key(|layer| place(&order, &layer.name));
    if !small.is_empty() {
        kept.push(Layer { name: format!("{rest} ({})", small.len()), values: totals(&small, years), colour: OTHER });
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    fn layer(name: &str, values: &[f64]) -> Layer {
        Layer { name: name.to_owned(), values: values.to_vec(), colour: OTHER }
    }

    #[test]
    fn what_the_first_list_lacks_stands_beside_its_neighbour() {
        assert_eq!(joined([vec!["a", "c"], vec!["a", "b", "c", "d"]]), ["a", "b", "c", "d"]);
        assert_eq!(joined([vec!["b", "a"], vec!["a", "b"]]), ["b", "a"]);
        assert_eq!(joined([vec![], vec!["z", "a"]]), ["z", "a"]);
    }

    #[test]
    fn layers_keep_order_and_colour_and_join_what_is_small_everywhere() {
        let one = vec![layer("a", &[9.0]), layer("b", &[5.0]), layer("c", &[0.1]), layer("d", &[0.2])];
        let other = vec![layer("d", &[8.0]), layer("b", &[5.0]), layer("c", &[0.1]), layer("e", &[0.1])];
        let all = [one.clone(), other.clone()];
        let [one, other] = [one, other].map(|own| layers(own, &all, (4, "Rest")));
        assert_eq!((names(&one), names(&other)), (vec!["a", "b", "d", "Rest (1)"], vec!["b", "d", "Rest (2)"]));
        assert_eq!((one[1].colour, one[2].colour), (other[0].colour, other[1].colour));
        assert_eq!((other[2].values[0], other[2].colour), (0.2, OTHER));
    }

    #[test]
    fn alone_layers_are_as_they_were_merged() {
        let own: Vec<Layer> = (0..12).map(|i| layer(&format!("{i}"), &[f64::from(20 - i), 3.0])).collect();
        let coloured = own.iter().enumerate().map(|(i, layer)| Layer { colour: kind(i), ..layer.clone() });
        let before = merged(coloured.collect(), 9, "Rest");
        assert_eq!(layers(own.clone(), &[own], (9, "Rest")), before);
    }
}
