//! `fleet`: rated IT load by generation of accelerators, and the share of chips that stand idle.

use super::axis::{EndLabel, calendar, end_labels, end_width, heights, inside, timeline};
use super::font::Anchor;
use super::frame::{Heading, frame, message};
use super::scene::{Area, Scene, Text};
use super::stack::{self, Edges, Layer, areas, edges, merged, totals};
use super::style::{ALARM, FAINT, INK, LABEL, MUTED, SMALL, WHITE, ink_on, kind};
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
    let layers = layers(results);
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
    let high = total.iter().copied().fold(0.0, f64::max);
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
    draw_idle(&mut scene, panel, results, &idle);
    Some(scene)
}

/// Generations, the oldest at the bottom.
fn layers(results: &Results) -> Vec<Layer> {
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
    let mut layers: Vec<Layer> = codes
        .iter()
        .map(|(.., code)| Layer {
            name: accelerator(&results.labels, code),
            values: results.years.iter().map(|&year| of(code, year)).collect(),
            colour: INK,
        })
        .filter(|layer| layer.peak() > 0.0)
        .collect();
    for (i, layer) in layers.iter_mut().enumerate() {
        layer.colour = kind(i);
    }
    merged(layers, LAYERS, "Other generations")
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

/// Names within areas, or above the stack with a line to what they name.
struct Names<'a> {
    layers: &'a [Layer],
    edges: &'a [Edges],
    across: &'a [f64],
    tops: &'a [f64],
}

impl Names<'_> {
    fn draw(&self, scene: &mut Scene, area: Area) {
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
        let (lower, upper) = stack::outline(edges, self.across);
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
            let (lower, upper) = stack::outline(edges, self.across);
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

/// Idle chips below the stack: bars, or a sentence where there are none.
fn draw_idle(scene: &mut Scene, panel: Area, results: &Results, idle: &[(f64, f64)]) {
    const BAR: f64 = 32.0;
    const LOW: f64 = 0.1;
    let scale = calendar(scene, &panel, &results.years);
    let most = idle.iter().map(|idle| idle.0).fold(0.0, f64::max);
    let full = most.max(LOW);
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
    for (&year, &(share, thousand)) in results.years.iter().zip(idle).filter(|(_, idle)| idle.0 > 0.0) {
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

    #[test]
    fn outlines_are_straight_between_points() {
        let outline = [(0.0, 10.0), (10.0, 20.0)];
        assert!((height_at(&outline, 5.0) - 15.0).abs() < 1e-9);
        assert!((height_at(&outline, 50.0) - 20.0).abs() < 1e-9);
    }
}
