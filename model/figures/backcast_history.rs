//! `backcast_history`: what happened, quantity by quantity, and what the model says of it. Wholesale prices have a chart
//! of their own.

use super::backcast_marks::{ends, inside, key, marks, off, publishers, told_error};
use super::backcast_told as told;
use super::figure::{Figure, Panel, Size, Tip, provenance};
use super::mark::{At, Datum, Kind, Mark};
use super::scale::{Amount, Scale};
use crate::experiment::backcast::quantities::known;
use crate::experiment::backcast::tables::{HistoryRow, Role};
use crate::results::Labels;
use crate::tell::names::region;
use crate::tell::years::span;

/// The quantity that has a chart of its own.
pub const PRICES: &str = "wholesale_usd_per_mwh";

/// Published figures of one quantity.
struct Quantity<'a> {
    title: String,
    unit: &'a str,
    role: Role,
    rows: Vec<&'a HistoryRow>,
}

/// A panel for each quantity, tests first; nothing without figures that are compared.
#[must_use]
pub fn figure(labels: &Labels, rows: &[HistoryRow]) -> Option<Figure> {
    const ROW: usize = 4;
    let has_prices = rows.iter().any(|row| row.model.is_some() && is_price(row));
    let rows: Vec<&HistoryRow> = rows.iter().filter(|row| row.model.is_some() && !is_price(row)).collect();
    let years = || rows.iter().map(|row| row.year);
    let (first, last) = (years().min()?, years().max()?);
    let mut panels: Vec<Panel> = quantities(labels, &rows).iter().map(panel).collect();
    panels[0].marks.extend(key());
    Some(Figure {
        name: "backcast_history",
        title: title(labels, &rows),
        subtitle: format!("What was published of {} and what the model says of it, by quantity", span(first, last)),
        notes: format!(
            "Input: the scenario is given it, so agreement proves nothing. Definitions differ, and history.csv says how.{} {}",
            if has_prices { " Wholesale prices have a chart of their own and are not counted here." } else { "" },
            publishers(&rows)
        ),
        origin: provenance(labels),
        panels,
        across: ROW,
        empty: "",
    })
}

/// Whether a row is a wholesale price.
#[must_use]
pub fn is_price(row: &HistoryRow) -> bool {
    known(&row.quantity).is_some_and(|quantity| quantity.name == PRICES)
}

/// Quantities of tests first, then those of inputs.
fn quantities<'a>(labels: &Labels, rows: &[&'a HistoryRow]) -> Vec<Quantity<'a>> {
    let mut quantities: Vec<Quantity<'a>> = vec![];
    for row in rows {
        match quantities
            .iter_mut()
            .find(|quantity| quantity.rows[0].quantity == row.quantity && quantity.role == row.role)
        {
            Some(quantity) => quantity.rows.push(row),
            None => {
                quantities.push(Quantity {
                    title: name(labels, row),
                    unit: &row.unit,
                    role: row.role,
                    rows: vec![row],
                });
            }
        }
    }
    for quantity in &mut quantities {
        quantity.rows.sort_by_key(|row| row.year);
    }
    quantities.sort_by_key(|quantity| quantity.role != Role::Test);
    quantities
}

fn name(labels: &Labels, row: &HistoryRow) -> String {
    let title = known(&row.quantity).map_or(row.quantity.as_str(), |quantity| quantity.title);
    if row.region.is_empty() { title.to_owned() } else { format!("{title}, {}", region(labels, &row.region)) }
}

/// A column for each year, with its figures side by side and their errors above; where a year has several, on two lines.
fn panel(quantity: &Quantity<'_>) -> Panel {
    const ABOVE: [f64; 2] = [1.36, 1.14];
    const WIDE: f64 = 0.6;
    let (unit, factor) = told::shown(quantity.unit);
    let amounts = quantity.rows.iter().flat_map(|row| ends(row).into_iter().flat_map(|e| [e.0, e.1]).chain(row.model));
    let high = factor * amounts.fold(0.0, f64::max);
    let years: Vec<&[&HistoryRow]> = quantity.rows.chunk_by(|a, b| a.year == b.year).collect();
    let lines = if years.iter().any(|year| year.len() > 1) { &ABOVE[..] } else { &ABOVE[1..] };
    let (mut published, mut models, mut errors, mut tips) = (vec![], vec![], vec![], vec![]);
    for (place, rows) in years.iter().enumerate() {
        for (i, row) in rows.iter().enumerate() {
            let at = place as f64 + WIDE * ((i as f64 + 0.5) / rows.len() as f64 - 0.5);
            published.push((At::from(at), *row));
            errors.extend(told_error(Datum::at(at, high * lines[i % lines.len()]), row));
        }
        models.extend(rows[0].model.map(|value| (At::from(place), value)));
        let model = rows[0].model.map(|value| told::model("Model", value, (unit, factor)));
        let values = model.into_iter().chain(rows.iter().copied().flat_map(told::history)).collect();
        tips.push(Tip::across(place, format!("{}, {}", quantity.title, rows[0].year), values));
    }
    let mut marks = marks(&published, &models, factor, |at, from, to| {
        let datum = Datum::at(at.clone(), from);
        if let Some(to) = to { datum.to_y(to) } else { datum }
    });
    marks.push(Mark::new(Kind::Text, errors));
    let names = Scale::bars(years.iter().map(|rows| rows[0].year.to_string()).collect());
    let unit = if quantity.role == Role::Input { format!("{unit}; input") } else { unit.to_owned() };
    let panel = Panel::new(names, Scale::Amount(Amount::new(unit)), marks).tips(tips);
    Panel { title: quantity.title.clone(), size: Size::Low, ..panel }
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
