//! `ai_load`: rated IT load by region, with published outlooks of facility load to hold it against.
//!
//! Outlooks speak of facilities: IT load with cooling and losses. So they are held against a dashed
//! line, the model's facility nameplate, not the areas.

use super::axis::{EndLabel, Scale, calendar, end_labels, end_width, heights};
use super::beside;
use super::frame::{Heading, frame, message};
use super::outlook::{self, Outlook};
use super::place::Board;
use super::scene::{Area, Scene, Stroke, Value};
use super::stack::{self, Edges, Layer, areas, edges, outline, totals};
use super::style::INK;
use super::words::{alike, list, number, part, percent, region};
use crate::results::Results;

/// Most layers that can be told apart.
const LAYERS: usize = 9;

/// Draws it; nothing without model years.
#[must_use]
pub fn draw(results: &Results, all: &[&Results]) -> Option<Scene> {
    results.years.first()?;
    let layers = layers_beside(results, all);
    // Where most load stands is said of this scenario alone: in its own order.
    let heading = heading(results, &self::layers(results));
    if layers.is_empty() {
        let title = "No AI load runs in any year".to_owned();
        let heading = Heading { title, ..heading };
        return Some(message(&results.labels, heading, "The model powers no accelerators under these inputs."));
    }
    let facility = facility(results);
    let outlooks = outlooks(results);
    let (mut scene, mut area) = frame(&results.labels, heading);
    let total = totals(&layers, results.years.len());
    let high = beside::highest(all, high);
    let mut plot = Plot { edges: vec![], across: vec![], facility: (!outlooks.is_empty()).then_some(facility) };
    area.right -= end_width(&plot.end_labels(&layers, &total, &flat(&area)));
    let heights = heights(&mut scene, &mut area, high * 1.04, "GW");
    let years = calendar(&mut scene, &area, &results.years);
    plot.edges = edges(&layers, results.years.len(), &heights);
    plot.across = stack::across(&results.years, &years);
    outlook::bands(&mut scene, &outlooks, (&years, &heights));
    areas(&mut scene, &layers, &plot.edges, &plot.across);
    plot.facility_line(&mut scene, &heights);
    let labels = plot.end_labels(&layers, &total, &heights);
    end_labels(&mut scene, &area, labels);
    let mut board = plot.board(area, &heights, &total);
    outlook::marks(&mut scene, &outlooks, (&years, &heights), &mut board);
    let names: Vec<String> = results.years.iter().map(ToString::to_string).collect();
    stack::hints(&mut scene, &area, (&names, &plot.across), &plot.told(&layers, results.years.len()));
    Some(scene)
}

/// A scale for measuring alone.
fn flat(area: &Area) -> Scale {
    Scale { domain: (0.0, 1.0), range: (area.bottom, area.top) }
}

/// Regions by load of the last year, the largest at the bottom.
pub fn layers(results: &Results) -> Vec<Layer> {
    layers_beside(results, &[results])
}

/// The same in the order and colours of all scenarios drawn side by side.
fn layers_beside(results: &Results, all: &[&Results]) -> Vec<Layer> {
    let of_all: Vec<Vec<Layer>> = all.iter().map(|results| regions(results)).collect();
    beside::layers(regions(results), &of_all, (LAYERS, "Other regions"))
}

/// What is published about the years of a run.
fn outlooks(results: &Results) -> Vec<Outlook> {
    let years = results.years.first().zip(results.years.last());
    years.map_or(vec![], |(&first, &last)| outlook::comparable(&results.labels.outlooks, first, last))
}

/// Upper end of all that is shown.
fn high(results: &Results) -> f64 {
    let outlooks = outlooks(results);
    let facility = if outlooks.is_empty() { vec![] } else { facility(results) };
    let total = totals(&regions(results), results.years.len());
    total.into_iter().chain(facility).chain(outlooks.iter().map(Outlook::high)).fold(0.0, f64::max)
}

/// Every region with any load, that with the largest in the last year first.
fn regions(results: &Results) -> Vec<Layer> {
    let mut layers: Vec<Layer> = vec![];
    for row in &results.fleet {
        let name = region(&results.labels, &row.region);
        let Some(year) = results.years.iter().position(|&year| year == row.year) else { continue };
        if !layers.iter().any(|layer| layer.name == name) {
            let values = vec![0.0; results.years.len()];
            layers.push(Layer { name: name.to_owned(), values, colour: INK });
        }
        if let Some(layer) = layers.iter_mut().find(|layer| layer.name == name) {
            layer.values[year] += row.rated_gw;
        }
    }
    layers.retain(|layer| layer.peak() > 0.0);
    layers.sort_by(|a, b| b.last().total_cmp(&a.last()).then(b.peak().total_cmp(&a.peak())));
    layers
}

/// Facility nameplate by year.
fn facility(results: &Results) -> Vec<f64> {
    results.summary.iter().map(|row| row.facility_nameplate_gw().unwrap_or_default()).collect()
}

fn heading(results: &Results, layers: &[Layer]) -> Heading {
    let notes = if outlooks(results).is_empty() {
        ""
    } else {
        "Dashed line and published outlooks are facility nameplate: IT load with cooling and losses of peak days. Hold outlooks \
         against that line, not against the areas, which are IT load. Dots are central figures, bars and bands their ranges."
    };
    Heading {
        title: title(&results.years, layers),
        subtitle: "Rated IT load of powered AI accelerators by region, average of the year, gigawatts".to_owned(),
        notes: notes.to_owned(),
    }
}

/// Growth, and where most of the last year's load stands.
fn title(years: &[i32], layers: &[Layer]) -> String {
    let total = totals(layers, years.len());
    let (from, to) = (total.first().copied().unwrap_or(0.0), total.last().copied().unwrap_or(0.0));
    let last = years.last().copied().unwrap_or_default();
    let [start, end] = alike([from, to]);
    let moves = match years {
        [_] => format!("AI load is {} GW in {last}", number(to)),
        _ if start == end => format!("AI load in {last} is what it was, {end} GW"),
        _ if from < to => format!("AI load grows from {start} to {end} GW by {last}"),
        _ => format!("AI load falls from {start} to {end} GW by {last}"),
    };
    format!("{moves}{}", concentration(layers, to))
}

/// The fewest regions, at most three, that hold half of the load.
fn concentration(layers: &[Layer], total: f64) -> String {
    const MOST: usize = 3;
    const HALF: f64 = 0.5;
    if total <= 0.0 {
        return String::new();
    }
    let names: Vec<&str> = layers.iter().map(|layer| layer.name.as_str()).collect();
    let held = |count: usize| layers[..count].iter().map(Layer::last).sum::<f64>() / total;
    match (layers.len(), (1..=MOST.min(layers.len())).find(|&count| held(count) >= HALF)) {
        (1, _) => format!(", all of it in {}", names[0]),
        (_, Some(count)) => format!(", {} of it in {}", part(held(count)), list(&names[..count])),
        _ => format!(", {} of it in {}, the largest of its regions", percent(held(1)), names[0]),
    }
}

/// What the stack looks like in pixels.
struct Plot {
    edges: Vec<Edges>,
    across: Vec<f64>,
    facility: Option<Vec<f64>>,
}

impl Plot {
    fn facility_edges(&self, heights: &Scale) -> Option<Edges> {
        let facility = self.facility.as_ref()?;
        Some(facility.iter().map(|&value| (heights.at(value), heights.at(value))).collect())
    }

    fn facility_line(&self, scene: &mut Scene, heights: &Scale) {
        if let Some(edges) = self.facility_edges(heights) {
            let points = outline(&edges, &self.across).1;
            scene.dashed(&Stroke { points, colour: INK, width: 4.0 });
        }
    }

    fn end_labels(&self, layers: &[Layer], total: &[f64], heights: &Scale) -> Vec<EndLabel> {
        let mut base = 0.0;
        let mut labels: Vec<EndLabel> = vec![];
        for layer in layers {
            let y = heights.at(base + layer.last() / 2.0);
            base += layer.last();
            let value = format!("{} GW", number(layer.last()));
            labels.push(EndLabel {
                y,
                name: layer.name.clone(),
                value,
                colour: Some(layer.colour),
                bold: false,
                leads: layer.last() > 0.0,
            });
        }
        let named = |name: &str, value: f64| EndLabel {
            y: heights.at(value),
            name: name.to_owned(),
            value: format!("{} GW", number(value)),
            colour: None,
            bold: true,
            leads: true,
        };
        labels.extend(total.last().map(|&value| named("All IT load", value)));
        let facility = self.facility.as_ref().and_then(|facility| facility.last());
        labels.extend(facility.map(|&value| named("Facility nameplate", value)));
        labels
    }

    /// What is told of every year.
    fn told(&self, layers: &[Layer], years: usize) -> Vec<Vec<Value>> {
        let of_year = |year: usize| {
            let mut values = stack::told(layers, year, ("All IT load", "GW"));
            let facility = self.facility.as_ref().map(|facility| facility[year]);
            values.extend(facility.map(|gw| Value::of("Facility nameplate", format!("{} GW", number(gw)), None)));
            values
        };
        (0..years).map(of_year).collect()
    }

    /// The space for labels of outlooks: all that the stack and the line leave free.
    fn board(&self, area: Area, heights: &Scale, total: &[f64]) -> Board {
        const SLICES: usize = 40;
        const LINE: f64 = 8.0;
        let mut board = Board::new(area);
        let top = |i: usize| {
            let facility = self.facility.as_ref().and_then(|facility| facility.get(i).copied());
            heights.at(total[i].max(facility.unwrap_or(0.0))) - LINE
        };
        for (i, pair) in self.across.windows(2).enumerate() {
            let (from, to) = (top(i), top((i + 1).min(total.len() - 1)));
            for slice in 0..SLICES {
                let at = |slice: usize| slice as f64 / SLICES as f64;
                let (left, right) = (at(slice), at(slice + 1));
                let x = |share: f64| pair[0] + (pair[1] - pair[0]) * share;
                let y = |share: f64| from + (to - from) * share;
                let top = y(left).min(y(right));
                board.take(Area { left: x(left), right: x(right), top, bottom: area.bottom });
            }
        }
        board
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn layer(name: &str, values: &[f64]) -> Layer {
        Layer { name: name.to_owned(), values: values.to_vec(), colour: INK }
    }

    #[test]
    fn the_title_tells_growth_and_place() {
        let layers = [layer("North", &[4.0, 60.0]), layer("South", &[5.0, 33.0])];
        assert_eq!(title(&[2025, 2030], &layers), "AI load grows from 9 to 93 GW by 2030, 65% of it in North");
    }

    #[test]
    fn the_title_tells_decline() {
        let layers = [layer("North", &[60.0, 4.0])];
        assert_eq!(title(&[2025, 2030], &layers), "AI load falls from 60 to 4 GW by 2030, all of it in North");
    }

    #[test]
    fn the_title_of_one_year_tells_no_change() {
        let layers = [layer("A", &[4.0]), layer("B", &[3.0]), layer("C", &[3.0])];
        assert_eq!(title(&[2026], &layers), "AI load is 10 GW in 2026, 70% of it in A and B");
    }
}
