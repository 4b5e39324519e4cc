//! `backcast_prices`: wholesale prices of energy by region and year, published and of the model.

use super::axis::{Scale, tick_names, ticks_between};
use super::backcast_history::is_price;
use super::backcast_marks::{BAR, KEY, MODEL, ends, error, inside, key, off, published, publishers, whole};
use super::backcast_told as told;
use super::font::{Anchor, Weight, width};
use super::frame::{Heading, fit, frame_around};
use super::scene::{Area, Scene, Text};
use super::style::{FAINT, GRID, INK, LABEL, MUTED, SMALL};
use super::words::{region, span};
use crate::experiment::backcast::tables::{HistoryRow, Position};
use crate::results::Labels;

/// Height of a region's row, space between panels, of the words above them and of the ticks below.
const ROW: f64 = 62.0;
const APART: f64 = 40.0;
const ABOVE: f64 = 66.0;
const BELOW: f64 = 60.0;
/// Widest name of a region, room for an error.
const NAME: f64 = 330.0;
const ERROR: f64 = 96.0;

/// Draws it; nothing without prices that are compared.
#[must_use]
pub fn draw(labels: &Labels, rows: &[HistoryRow]) -> Option<Scene> {
    let rows: Vec<&HistoryRow> = rows.iter().filter(|row| row.model.is_some() && is_price(row)).collect();
    let mut years: Vec<i32> = rows.iter().map(|row| row.year).collect();
    years.sort_unstable();
    years.dedup();
    let (first, last) = (*years.first()?, *years.last()?);
    let codes = labels.regions.iter().map(|region| region.code.as_str());
    let codes: Vec<&str> = codes.filter(|code| rows.iter().any(|row| row.region == *code)).collect();
    let size = mean(&rows, f64::abs).map_or(String::new(), |size| format!("; mean size of errors {}", whole(size)));
    let heading = Heading {
        title: title(&rows),
        subtitle: format!("Price of energy, mean of the year weighted by load, {}, USD/MWh{size}", span(first, last)),
        notes: format!(
            "Model in {}; published in dollars of their own time, not converted. {}",
            labels.currency,
            publishers(&rows)
        ),
    };
    let (mut scene, area) = frame_around(labels, heading, KEY + ABOVE + codes.len() as f64 * ROW + BELOW);
    key(&mut scene, &area);
    let names: Vec<String> = codes.iter().map(|code| fit(region(labels, code), LABEL, Weight::Regular, NAME)).collect();
    let room = names.iter().map(|name| width(name, LABEL, Weight::Regular)).fold(0.0, f64::max);
    let top = area.top + KEY + ABOVE;
    let middle = |i: usize| top + ROW * (i as f64 + 0.5);
    for (i, name) in names.into_iter().enumerate() {
        scene.text(Text::new(name).anchor(Anchor::End).centred(area.left + room, middle(i)));
    }
    let left = area.left + room + APART;
    let count = years.len() as f64;
    let wide = (area.right - left - APART * (count - 1.0)) / count;
    let span = values(&rows);
    for (i, &year) in years.iter().enumerate() {
        let left = left + i as f64 * (wide + APART);
        let place = Area { left, right: left + wide, top, bottom: top + codes.len() as f64 * ROW };
        let of_year: Vec<(usize, &HistoryRow)> = rows
            .iter()
            .filter(|row| row.year == year)
            .filter_map(|row| Some((codes.iter().position(|code| *code == row.region)?, *row)))
            .collect();
        draw_year(&mut scene, place, (year, span), &of_year);
        tell(&mut scene, place, (labels, &codes, year), &of_year);
    }
    Some(scene)
}

/// Tells the prices of a year, region by region.
fn tell(scene: &mut Scene, area: Area, (labels, codes, year): (&Labels, &[&str], i32), rows: &[(usize, &HistoryRow)]) {
    for (place, code) in codes.iter().enumerate() {
        let of_region = || rows.iter().filter(|(at, _)| *at == place).map(|(_, row)| *row);
        let model = of_region().find_map(|row| Some(told::model("Model", row.model?, told::shown(&row.unit))));
        let values = model.into_iter().chain(of_region().flat_map(told::history)).collect();
        let top = area.top + ROW * place as f64;
        let heading = format!("{}, {year}", region(labels, code));
        scene.hint(Area { top, bottom: top + ROW, ..area }, heading, values);
    }
}

/// From 0, or the lowest price below it, to the highest.
fn values(rows: &[&HistoryRow]) -> (f64, f64) {
    let all = rows.iter().flat_map(|row| ends(row).map(|e| [e.0, e.1]).into_iter().flatten().chain(row.model));
    all.fold((0.0, 0.0), |(low, high), value| (f64::min(low, value), f64::max(high, value)))
}

fn draw_year(scene: &mut Scene, area: Area, (year, (low, high)): (i32, (f64, f64)), rows: &[(usize, &HistoryRow)]) {
    const COUNT: f64 = 4.0;
    const AIR: f64 = 1.04;
    const HALF: f64 = 20.0;
    let year = Text::new(year.to_string()).bold().at(area.left, area.top - 22.0);
    let unit = Text::new("USD/MWh").size(SMALL).colour(MUTED).at(year.area().right + SMALL * 0.6, area.top - 22.0);
    scene.text(year);
    if unit.area().right <= area.right {
        scene.text(unit);
    }
    let high = (high * AIR).max(f64::MIN_POSITIVE);
    let scale = Scale { domain: (low, high), range: (area.left, area.right - ERROR) };
    let ticks = ticks_between(low, high, COUNT);
    let names = tick_names(&ticks);
    for (tick, name) in ticks.into_iter().zip(names) {
        let x = scale.at(tick);
        scene.line(vec![(x, area.top), (x, area.bottom)], if tick == 0.0 { FAINT } else { GRID }, 2.0);
        let text = Text::new(name).size(SMALL).colour(MUTED).anchor(Anchor::Middle);
        scene.text(text.at(x, area.bottom + SMALL * 1.5));
    }
    let mut written: Vec<usize> = vec![];
    for (place, row) in rows {
        let y = area.top + ROW * (*place as f64 + 0.5);
        if let Some(model) = row.model {
            scene.line(vec![(scale.at(model), y - HALF), (scale.at(model), y + HALF)], MODEL, BAR);
        }
        published(scene, row, &scale, |along, aside| (along, y + aside));
        if let Some(share) = row.relative_error_fraction.filter(|_| !written.contains(place)) {
            written.push(*place);
            let colour = if row.position == Position::Inside { MUTED } else { INK };
            let text = Text::new(error(share)).size(SMALL).bold().colour(colour).anchor(Anchor::End);
            scene.text(text.centred(area.right, y));
        }
    }
}

/// How many ranges hold the model, and to which side it is off.
fn title(rows: &[&HistoryRow]) -> String {
    let held = match inside(rows) {
        (_, 0) => "Wholesale prices of the model have no published ranges beside them".to_owned(),
        (held, all) => format!("Wholesale prices of the model lie inside {held} of {all} published ranges"),
    };
    match mean(rows, |error| error) {
        None => held,
        Some(bias) if whole(bias) == "0%" => format!("{held}, on average neither above nor below the figures"),
        Some(bias) => format!("{held}, on average {} the figures", off(bias)),
    }
}

/// The mean of something of the relative errors.
fn mean(rows: &[&HistoryRow], of: impl Fn(f64) -> f64) -> Option<f64> {
    let errors: Vec<f64> = rows.iter().filter_map(|row| row.relative_error_fraction).map(of).collect();
    (!errors.is_empty()).then(|| errors.iter().sum::<f64>() / errors.len() as f64)
}
