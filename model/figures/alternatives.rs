//! `alternatives`: how far each quantity may be from the best plan, what must be first.

use super::colour::{Colour, OTHER, PALETTE};
use super::figure::{Figure, Panel, Tip, provenance};
use super::mark::{Datum, Kind, Mark, Value};
use super::scale::{Amount, Scale};
use crate::experiment::alternatives::Alternatives;
use crate::experiment::alternatives::tables::{AlternativeRow, Status};
use crate::results::Labels;
use crate::tell::alternatives::{heading, in_order, is_build, name, near, range};
use crate::tell::names::{capital, list, within};
use crate::tell::number::figures;

/// Per cent of the best plan up to which ranges are drawn.
const MOST: f64 = 250.0;
const PER_CENT: f64 = 100.0;

/// Draws it; nothing where the best plan has nothing.
#[must_use]
pub fn figure(labels: &Labels, alternatives: &Alternatives) -> Option<Figure> {
    let shown: Vec<&AlternativeRow> = shown(alternatives);
    shown.first()?;
    let share = |row: &AlternativeRow, value: f64| (PER_CENT * value / row.optimum).min(MOST);
    let bar = |(place, row): (usize, &&AlternativeRow)| {
        Datum::at(share(row, row.least), place)
            .to_x(share(row, row.most))
            .colour(colour(row.status))
            .label(range(row), row.status == Status::Must)
    };
    let ranges = shown.iter().enumerate().map(bar).collect();
    let names: Vec<String> = shown.iter().map(|row| title_of(labels, row)).collect();
    let first = |status: Status| shown.iter().position(|row| row.status == status);
    let parts = Status::ALL.into_iter().filter_map(|status| Some((first(status)?, heading(status).to_owned())));
    let scale = Scale::bars(names.clone()).parted(parts.collect());
    let told = |row: &AlternativeRow| {
        let said = |value: f64| format!("{} {}", figures(value), row.unit);
        vec![
            Value::of("Least", said(row.least), Some(colour(row.status))),
            Value::of("Best plan", said(row.optimum), None),
            Value::of("Most", said(row.most), Some(colour(row.status))),
        ]
    };
    let tips = shown.iter().enumerate().map(|(place, row)| Tip::beside(place, &names[place], told(row))).collect();
    let marks = vec![Mark::new(Kind::Rect, ranges), Mark::new(Kind::Rule, vec![Datum::across(PER_CENT)])];
    let amount = Amount { reach: PER_CENT, ..Amount::new("% of the best plan") };
    Some(Figure {
        name: "alternatives",
        title: title(labels, &shown),
        subtitle: format!("Least and most in any {}, each in per cent of the best plan", near(alternatives)),
        notes: format!(
            "Every end is a plan of its own: not all can be had together. Load, compute and regions are of the last year, all \
             else is summed over the horizon; bars end at {MOST:.0} %. What the best plan has nothing of is left out."
        ),
        origin: provenance(labels),
        panels: vec![Panel::new(Scale::Amount(amount), scale, marks).tips(tips)],
        across: 1,
        empty: "",
    })
}

/// Rows of the last year and of the horizon of which the best plan has something.
fn shown(alternatives: &Alternatives) -> Vec<&AlternativeRow> {
    let last = alternatives.alternatives.iter().filter_map(|row| row.year).max();
    let rows = in_order(alternatives).into_iter();
    rows.filter(|row| row.optimum > 0.0 && (row.year.is_none() || row.year == last)).collect()
}

fn title_of(labels: &Labels, row: &AlternativeRow) -> String {
    let name = name(labels, row);
    row.year.map_or(name.clone(), |year| format!("{name}, {year}"))
}

const fn colour(status: Status) -> Colour {
    match status {
        Status::Must => PALETTE[0],
        Status::May => PALETTE[3],
        Status::Free => OTHER,
    }
}

/// What must be built.
fn title(labels: &Labels, shown: &[&AlternativeRow]) -> String {
    const NAMED: usize = 4;
    let must = shown.iter().filter(|row| row.status == Status::Must && is_build(row.quantity));
    let must: Vec<String> = must.map(|row| within(&name(labels, row))).collect();
    match must.len() {
        0 => "No kind of building is a must: plans near the best differ in all of them".to_owned(),
        1..=NAMED => format!("Whatever the plan near the best, it builds {}", list(&must)),
        more => format!("{} kinds of building are a must in every plan near the best", capital(&more.to_string())),
    }
}
