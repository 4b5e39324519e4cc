//! `fleet`: rated IT load by generation of accelerators, and the share of chips that stand idle.

use super::axis::{EndLabel, calendar, end_labels, end_width, heights, timeline};
use super::beside;
use super::fleet_names::Names;
use super::font::Anchor;
use super::frame::{Heading, frame, message};
use super::scene::{Area, Scene, Text, Value};
use super::stack::{self, Layer, areas, edges, totals};
use super::style::{ALARM, FAINT, INK, LABEL, SMALL};
use super::words::{accelerator, capital, list, number, part, percent, years};
use crate::results::Results;

/// Most generations told apart.
const LAYERS: usize = 16;
/// Height of the panel of idle chips.
const IDLE: f64 = 190.0;

/// Draws it; nothing without years or accelerators.
#[must_use]
pub fn draw(results: &Results, all: &[&Results]) -> Option<Scene> {
    if results.years.is_empty() || results.fleet.is_empty() {
        return None;
    }
    let layers = layers(results, all);
    let idle = idle(results);
    let heading = Heading {
        title: title(&results.years, &layers, &idle),
        subtitle: "Rated IT load of powered accelerators by generation, average of the year, gigawatts".to_owned(),
        notes: "Idle: in service, average of the year, but without power; share of all accelerators in service, whatever their size.".to_owned(),
    };
    if layers.is_empty() {
        return Some(message(&results.labels, heading, "No accelerator is powered in any year."));
    }
    let (mut scene, whole) = frame(&results.labels, heading);
    let mut area = Area { bottom: whole.bottom - IDLE, ..whole };
    let total = totals(&layers, results.years.len());
    let high = beside::highest(all, high);
    let room = end_width(&ends(&layers, &layers.iter().map(|_| 0.0).collect::<Vec<_>>()));
    area.right -= room;
    let heights = heights(&mut scene, &mut area, high * 1.04, "GW");
    let scale = timeline(&area, &results.years);
    let edges = edges(&layers, results.years.len(), &heights);
    let across = stack::across(&results.years, &scale);
    areas(&mut scene, &layers, &edges, &across);
    let middles: Vec<f64> =
        edges.iter().map(|edges| edges.last().map_or(0.0, |&(low, high)| f64::midpoint(low, high))).collect();
    let alive: Vec<EndLabel> = ends(&layers, &middles).into_iter().filter(|label| label.leads).collect();
    end_labels(&mut scene, &area, alive);
    let tops: Vec<f64> = total.iter().map(|&value| heights.at(value)).collect();
    Names { layers: &layers, edges: &edges, across: &across, tops: &tops }.draw(&mut scene, area);
    let panel = Area { top: area.bottom + IDLE * 0.42, bottom: whole.bottom, left: area.left, right: area.right };
    let most = beside::highest(all, most_idle);
    draw_idle(&mut scene, panel, (&results.years, most), &idle);
    let names: Vec<String> = results.years.iter().map(ToString::to_string).collect();
    let told: Vec<Vec<Value>> = (0..names.len()).map(|year| told(&layers, year, idle[year])).collect();
    stack::hints(&mut scene, &Area { bottom: whole.bottom, ..area }, (&names, &across), &told);
    Some(scene)
}

/// Generations in the order and colours of all scenarios drawn side by side.
fn layers(results: &Results, all: &[&Results]) -> Vec<Layer> {
    let of_all: Vec<Vec<Layer>> = all.iter().map(|results| generations(results)).collect();
    beside::layers(generations(results), &of_all, (LAYERS, "Other generations"))
}

/// What is told of a year: the load of every generation, and what stands idle.
fn told(layers: &[Layer], year: usize, (share, thousand): (f64, f64)) -> Vec<Value> {
    let mut values = stack::told(layers, year, ("All", "GW"));
    let colour = (share > 0.0).then_some(ALARM);
    values.push(Value::of("Idle, share of accelerators in service", percent(share), colour));
    values.push(Value::of("Idle accelerators", format!("{} thousand", number(thousand)), None));
    values
}

/// The most that is powered in any year.
fn high(results: &Results) -> f64 {
    totals(&generations(results), results.years.len()).into_iter().fold(0.0, f64::max)
}

/// The largest share that stands idle in any year.
fn most_idle(results: &Results) -> f64 {
    idle(results).iter().map(|idle| idle.0).fold(0.0, f64::max)
}

/// Generations that are powered, the oldest first.
fn generations(results: &Results) -> Vec<Layer> {
    let mut codes: Vec<(usize, usize, &str)> = vec![];
    for row in &results.fleet {
        let order = results.labels.accelerators.iter().position(|(code, _)| *code == row.accelerator);
        let year = results.years.iter().position(|&year| year == row.year).unwrap_or(0);
        let entry = (year, order.unwrap_or(usize::MAX), row.accelerator.as_str());
        match codes.iter_mut().find(|(.., code)| *code == row.accelerator) {
            Some(known) => known.0 = known.0.min(year),
            None => codes.push(entry),
        }
    }
    codes.sort_unstable();
    let of = |code: &str, year: i32| -> f64 {
        let rows = results.fleet.iter().filter(|row| row.accelerator == code && row.year == year);
        rows.map(|row| row.rated_gw).sum()
    };
    codes
        .iter()
        .map(|(.., code)| Layer {
            name: accelerator(&results.labels, code),
            values: results.years.iter().map(|&year| of(code, year)).collect(),
            colour: INK,
        })
        .filter(|layer| layer.peak() > 0.0)
        .collect()
}

/// Idle share and thousands of idle accelerators by year.
fn idle(results: &Results) -> Vec<(f64, f64)> {
    let of = |year: i32| {
        let rows = results.fleet.iter().filter(|row| row.year == year);
        rows.fold((0.0, 0.0), |(idle, all), row| (idle + row.idle_thousand, all + row.in_service_thousand))
    };
    let share = |(idle, all): (f64, f64)| if all > 0.0 { (idle / all, idle) } else { (0.0, 0.0) };
    results.years.iter().map(|&year| share(of(year))).collect()
}

fn ends(layers: &[Layer], middles: &[f64]) -> Vec<EndLabel> {
    let label = |(layer, &y): (&Layer, &f64)| EndLabel {
        y,
        name: layer.name.clone(),
        value: format!("{} GW", number(layer.last())),
        colour: Some(layer.colour),
        bold: false,
        leads: layer.last() > 0.0,
    };
    layers.iter().zip(middles).map(label).collect()
}

/// Less than this share of the chips is not worth a word.
const NOTABLE: f64 = 0.005;

/// Which generations carry the last year, and whether chips wait for power.
fn title(all: &[i32], layers: &[Layer], idle: &[(f64, f64)]) -> String {
    const MOST: usize = 2;
    let last = all.last().copied().unwrap_or_default();
    let total: f64 = layers.iter().map(Layer::last).sum();
    let waiting: Vec<i32> = all.iter().zip(idle).filter(|(_, idle)| idle.0 >= NOTABLE).map(|(&year, _)| year).collect();
    let wait = match waiting.as_slice() {
        [] => "hardly a chip ever waits for power".to_owned(),
        some => {
            let most = idle.iter().map(|idle| idle.0).fold(0.0, f64::max);
            let upto = if some.len() > 1 { "up to " } else { "" };
            format!("{upto}{} of chips stand idle in {}", percent(most), years(some, all))
        }
    };
    if total <= 0.0 {
        return format!("No accelerator runs in {last}; {wait}");
    }
    let mut order: Vec<&Layer> = layers.iter().filter(|layer| layer.last() > 0.0).collect();
    order.sort_by(|a, b| b.last().total_cmp(&a.last()));
    order.truncate(MOST);
    let names: Vec<&str> = order.iter().map(|layer| layer.name.as_str()).collect();
    let share = order.iter().map(|layer| layer.last()).sum::<f64>() / total;
    let verb = if order.len() == 1 { "carries" } else { "carry" };
    capital(&format!("{} {verb} {} of AI load in {last}; {wait}", list(&names), part(share)))
}

/// Idle chips below the stack: bars on a scale that holds the most of all scenarios, or a sentence where there are none.
fn draw_idle(scene: &mut Scene, panel: Area, (years, highest): (&[i32], f64), idle: &[(f64, f64)]) {
    const BAR: f64 = 32.0;
    const LOW: f64 = 0.1;
    let scale = calendar(scene, &panel, years);
    let most = idle.iter().map(|idle| idle.0).fold(0.0, f64::max);
    let full = highest.max(LOW);
    let caption = if most > 0.0 {
        "Idle accelerators, share of those in service"
    } else {
        "No accelerator in service stands idle in any year"
    };
    scene.text(Text::new(caption).size(SMALL).bold().at(panel.left, panel.top - SMALL * 0.6));
    scene.line(vec![(panel.left, panel.bottom), (panel.right, panel.bottom)], FAINT, 2.0);
    let space = panel.height() - SMALL * 1.6;
    let alone = idle.iter().filter(|idle| idle.0 > 0.0).count() == 1;
    let mut end = f64::NEG_INFINITY;
    for (&year, &(share, thousand)) in years.iter().zip(idle).filter(|(_, idle)| idle.0 > 0.0) {
        let x = scale.at(f64::from(year));
        let top = panel.bottom - space * share / full;
        scene.rectangle(Area { left: x - BAR / 2.0, right: x + BAR / 2.0, top, bottom: panel.bottom }, ALARM);
        let words = if alone { format!("{} ({} thousand)", percent(share), number(thousand)) } else { percent(share) };
        let label = Text::new(words).size(SMALL).anchor(Anchor::Middle);
        let half = label.width() / 2.0;
        let label = label.at(x.clamp(panel.left + half, panel.right - half), top - LABEL * 0.3);
        if label.area().left > end {
            end = label.area().right + SMALL * 0.3;
            scene.text(label);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn layer(name: &str, values: &[f64]) -> Layer {
        Layer { name: name.to_owned(), values: values.to_vec(), colour: INK }
    }

    #[test]
    fn the_title_tells_who_carries_the_load_and_who_waits() {
        let layers = [layer("Old", &[5.0, 1.0]), layer("New", &[0.0, 8.0]), layer("Other", &[0.0, 1.0])];
        let idle = [(0.0, 0.0), (0.04, 3.0)];
        let expected = "New and Old carry 90% of AI load in 2030; 4% of chips stand idle in 2030";
        assert_eq!(title(&[2025, 2030], &layers, &idle), expected);
    }

    #[test]
    fn the_title_says_that_none_waits() {
        let expected = "New carries all of AI load in 2030; hardly a chip ever waits for power";
        assert_eq!(title(&[2030], &[layer("New", &[8.0])], &[(0.0, 0.0)]), expected);
    }
}
