//! `backcast_prices`: wholesale prices of energy by region and year, published and of the model.

use super::backcast_history::is_price;
use super::backcast_marks::{inside, key, marks, off, publishers, told_error, whole};
use super::backcast_told as told;
use super::colour::INK;
use super::figure::{Figure, Panel, Tip, provenance};
use super::mark::{At, Datum, Kind, Mark};
use super::scale::{Amount, Scale};
use crate::experiment::backcast::tables::HistoryRow;
use crate::results::Labels;
use crate::tell::names::region;
use crate::tell::years::span;

/// A panel for each year, with a row for each region; nothing without prices that are compared.
#[must_use]
pub fn figure(labels: &Labels, rows: &[HistoryRow]) -> Option<Figure> {
    let rows: Vec<&HistoryRow> = rows.iter().filter(|row| row.model.is_some() && is_price(row)).collect();
    let mut years: Vec<i32> = rows.iter().map(|row| row.year).collect();
    years.sort_unstable();
    years.dedup();
    let (first, last) = (*years.first()?, *years.last()?);
    let codes = labels.regions.iter().map(|region| region.code.as_str());
    let codes: Vec<&str> = codes.filter(|code| rows.iter().any(|row| row.region == *code)).collect();
    let size = mean(&rows, f64::abs).map_or(String::new(), |size| format!("; mean size of errors {}", whole(size)));
    let mut panels: Vec<Panel> = years.iter().map(|&year| panel(labels, (&codes, year), &rows)).collect();
    panels[0].marks.extend(key());
    Some(Figure {
        name: "backcast_prices",
        title: title(&rows),
        subtitle: format!("Price of energy, mean of the year weighted by load, {}, USD/MWh{size}", span(first, last)),
        notes: format!(
            "Model in {}; published in dollars of their own time, not converted. {}",
            labels.currency,
            publishers(&rows)
        ),
        origin: provenance(labels),
        across: panels.len(),
        panels,
        empty: "",
    })
}

/// Prices of a year, region by region.
fn panel(labels: &Labels, (codes, year): (&[&str], i32), rows: &[&HistoryRow]) -> Panel {
    let at = |row: &HistoryRow| codes.iter().position(|code| *code == row.region);
    let of_year = rows.iter().filter(|row| row.year == year);
    let of_year: Vec<(usize, &HistoryRow)> = of_year.filter_map(|row| Some((at(row)?, *row))).collect();
    let (mut models, mut errors, mut tips) = (vec![], vec![], vec![]);
    for (place, code) in codes.iter().enumerate() {
        let of_region = || of_year.iter().filter(|(at, _)| *at == place).map(|(_, row)| *row);
        let model = of_region().find_map(|row| Some((row.model?, told::shown(&row.unit))));
        models.extend(model.map(|(value, _)| (At::from(place), value)));
        errors.extend(of_region().find_map(|row| told_error(Datum::beside(place), row)));
        let model = model.map(|(value, unit)| told::model("Model", value, unit));
        let values = model.into_iter().chain(of_region().flat_map(told::history)).collect();
        tips.push(Tip::beside(place, format!("{}, {year}", region(labels, code)), values));
    }
    let published: Vec<(At, &HistoryRow)> = of_year.iter().map(|&(at, row)| (at.into(), row)).collect();
    let mut marks = marks(&published, &models, 1.0, |at, from, to| {
        let datum = Datum::at(from, at.clone());
        if let Some(to) = to { datum.to_x(to) } else { datum }
    });
    marks.push(Mark::new(Kind::Text, errors.into_iter().map(|datum| datum.colour(INK)).collect()));
    let names = Scale::bars(codes.iter().map(|code| region(labels, code).to_owned()).collect());
    let prices = Scale::Amount(Amount::new("USD/MWh").shared("prices"));
    let subtitle = "USD/MWh".to_owned();
    Panel { title: year.to_string(), subtitle, ..Panel::new(prices, names, marks).tips(tips) }
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
