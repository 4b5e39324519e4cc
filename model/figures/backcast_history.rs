//! `backcast_history`: what happened, quantity by quantity, and what the model says of it. Wholesale prices have a chart
//! of their own.

use super::axis::heights_between;
use super::backcast_marks::{BAR, KEY, MODEL, ends, error, inside, key, off, published, publishers};
use super::backcast_told as told;
use super::font::{Anchor, Weight};
use super::frame::{Heading, fit, frame_around, shrunk};
use super::scene::{Area, Scene, Text};
use super::style::{GRID, INK, LABEL, LEADING, MUTED, SMALL, WHITE};
use super::words::{region, span};
use crate::experiment::backcast::quantities::known;
use crate::experiment::backcast::tables::{HistoryRow, Position, Role};
use crate::results::Labels;

/// The quantity that has a chart of its own.
pub const PRICES: &str = "wholesale_usd_per_mwh";

/// Panels in a row, space between them, height of their data and of the words above and below.
const ROW: usize = 4;
const APART: f64 = 56.0;
const HIGH: f64 = 250.0;
const ABOVE: f64 = 112.0;
const BELOW: f64 = 92.0;

/// Published figures of one quantity.
struct Panel<'a> {
    title: String,
    unit: &'a str,
    role: Role,
    rows: Vec<&'a HistoryRow>,
}

/// Draws it; nothing without figures that are compared.
#[must_use]
pub fn draw(labels: &Labels, rows: &[HistoryRow]) -> Option<Scene> {
    let has_prices = rows.iter().any(|row| row.model.is_some() && is_price(row));
    let rows: Vec<&HistoryRow> = rows.iter().filter(|row| row.model.is_some() && !is_price(row)).collect();
    let panels = panels(labels, &rows);
    let years = || rows.iter().map(|row| row.year);
    let (first, last) = (years().min()?, years().max()?);
    let heading = Heading {
        title: title(labels, &rows),
        subtitle: format!("What was published of {} and what the model says of it, by quantity", span(first, last)),
        notes: format!(
            "Input: the scenario is given it, so agreement proves nothing. Definitions differ, and history.csv says how.{} {}",
            if has_prices { " Wholesale prices have a chart of their own and are not counted here." } else { "" },
            publishers(&rows)
        ),
    };
    let lines = panels.len().div_ceil(ROW) as f64;
    let (mut scene, area) = frame_around(labels, heading, KEY + lines * (ABOVE + HIGH + BELOW) - BELOW / 2.0);
    key(&mut scene, &area);
    let wide = (area.width() - APART * (ROW as f64 - 1.0)) / ROW as f64;
    for (i, panel) in panels.iter().enumerate() {
        let left = area.left + (i % ROW) as f64 * (wide + APART);
        let top = area.top + KEY + (i / ROW) as f64 * (ABOVE + HIGH + BELOW) + ABOVE;
        draw_panel(&mut scene, Area { left, right: left + wide, top, bottom: top + HIGH }, panel);
    }
    Some(scene)
}

/// Whether a row is a wholesale price.
#[must_use]
pub fn is_price(row: &HistoryRow) -> bool {
    known(&row.quantity).is_some_and(|quantity| quantity.name == PRICES)
}

/// Panels of tests first, then those of inputs.
fn panels<'a>(labels: &Labels, rows: &[&'a HistoryRow]) -> Vec<Panel<'a>> {
    let mut panels: Vec<Panel<'a>> = vec![];
    for row in rows {
        match panels.iter_mut().find(|panel| panel.rows[0].quantity == row.quantity && panel.role == row.role) {
            Some(panel) => panel.rows.push(row),
            None => panels.push(Panel { title: name(labels, row), unit: &row.unit, role: row.role, rows: vec![row] }),
        }
    }
    for panel in &mut panels {
        panel.rows.sort_by_key(|row| row.year);
    }
    panels.sort_by_key(|panel| panel.role != Role::Test);
    panels
}

fn name(labels: &Labels, row: &HistoryRow) -> String {
    let title = known(&row.quantity).map_or(row.quantity.as_str(), |quantity| quantity.title);
    if row.region.is_empty() { title.to_owned() } else { format!("{title}, {}", region(labels, &row.region)) }
}

fn draw_panel(scene: &mut Scene, mut area: Area, panel: &Panel<'_>) {
    /// Of the highest value, left above it for errors.
    const AIR: [f64; 2] = [1.35, 1.55];
    const WIDEST: f64 = 110.0;
    /// Part of the width that axes leave at least.
    const PLOT: f64 = 0.8;
    /// Least em of an error.
    const LEAST: f64 = 20.0;
    let size = shrunk(&[&panel.title], LABEL, Weight::Bold, area.width());
    scene.text(Text::new(panel.title.clone()).size(size).bold().at(area.left, area.top - 78.0));
    let of = if panel.unit == "share" { 100.0 } else { 1.0 };
    let unit = if panel.unit == "share" { "%" } else { panel.unit };
    let unit = if panel.role == Role::Input { format!("{unit}; input") } else { unit.to_owned() };
    let unit = fit(&unit, SMALL, Weight::Regular, area.width());
    let all = panel.rows.iter().flat_map(|row| ends(row).map(|e| [e.0, e.1]).into_iter().flatten().chain(row.model));
    let (low, high) = all.fold((0.0, 0.0), |(low, high), value| (f64::min(low, value), f64::max(high, value)));
    let errors: Vec<String> =
        panel.rows.iter().map(|row| row.relative_error_fraction.map_or_else(String::new, error)).collect();
    let wide = area.width() * PLOT / panel.rows.len() as f64;
    // Where they would be too small side by side they take turns on two lines.
    let beside = shrunk(&errors, SMALL, Weight::Bold, wide - 6.0);
    let lines = if beside < LEAST { 2 } else { 1 };
    let size = shrunk(&errors, SMALL, Weight::Bold, lines as f64 * wide - 6.0);
    let mut scale = heights_between(scene, &mut area, (low * of, high * of * AIR[lines - 1]), &unit);
    scale.domain = (scale.domain.0 / of, scale.domain.1 / of);
    let slot = area.width() / panel.rows.len() as f64;
    let middle = |i: usize| area.left + slot * (i as f64 + 0.5);
    let mut from = 0;
    for years in panel.rows.chunk_by(|a, b| a.year == b.year) {
        let to = from + years.len() - 1;
        let (left, right) = (middle(from), middle(to));
        if from > 0 {
            scene.line(vec![(left - slot / 2.0, area.top), (left - slot / 2.0, area.bottom)], GRID, 2.0);
        }
        let half = (slot * 0.4).min(WIDEST / 2.0);
        if let Some(model) = years[0].model {
            let y = scale.at(model);
            scene.line(vec![(left - half, y), (right + half, y)], MODEL, BAR);
        }
        let year = Text::new(years[0].year.to_string()).size(SMALL).colour(MUTED).anchor(Anchor::Middle);
        scene.text(year.at(f64::midpoint(left, right), area.bottom + SMALL * 1.5));
        from = to + 1;
    }
    for (i, (row, error)) in panel.rows.iter().zip(errors).enumerate() {
        let mut values: Vec<_> =
            row.model.map(|model| told::model("Model", model, told::shown(panel.unit))).into_iter().collect();
        values.extend(told::history(row));
        let place = Area { left: middle(i) - slot / 2.0, right: middle(i) + slot / 2.0, ..area };
        scene.hint(place, format!("{}, {}", panel.title, row.year), values);
        published(scene, row, &scale, |along, aside| (middle(i) + aside, along));
        if !error.is_empty() {
            let colour = if row.position == Position::Inside || panel.role == Role::Input { MUTED } else { INK };
            let text = Text::new(error).size(size).colour(colour).bold().anchor(Anchor::Middle);
            let text = text.at(middle(i), area.top + SMALL + size * LEADING * (i % lines) as f64);
            scene.rectangle(text.area().grown(2.0), WHITE);
            scene.text(text);
        }
    }
}

/// How many ranges hold the model, and where it is farthest off.
fn title(labels: &Labels, rows: &[&HistoryRow]) -> String {
    let tests: Vec<&HistoryRow> = rows.iter().copied().filter(|row| row.role == Role::Test).collect();
    if tests.is_empty() {
        return "All that was published is given to the scenario, so nothing is tested".to_owned();
    }
    let size = |row: &&&HistoryRow| row.relative_error_fraction.map_or(0.0, f64::abs);
    let worst = tests.iter().max_by(|a, b| size(a).total_cmp(&size(b)));
    let worst = worst.and_then(|row| Some((row, row.relative_error_fraction?)));
    let farthest =
        worst.map(|(row, share)| format!("{} in {}, {} the figure", name(labels, row), row.year, off(share)));
    match (inside(&tests), farthest) {
        ((_, 0), None) => "The tests have no figures that errors could be taken of".to_owned(),
        ((_, 0), Some(farthest)) => format!("Farthest off among the tests: {farthest}"),
        ((held, all), None) => format!("The model lies inside {held} of {all} published ranges that test it"),
        ((held, all), Some(farthest)) => {
            format!("The model lies inside {held} of {all} published ranges that test it; farthest off: {farthest}")
        }
    }
}
