//! Published outlooks, and where the model lies.

use super::compare::{Compared, compare, measured, position};
use super::quantities::Quantity;
use super::ran::Ran;
use super::tables::{LineRow, Position, PositionRow};
use super::why::why;

/// One row per published figure of the years after a given one, in the order of the dataset.
#[must_use]
pub fn outlooks(ran: &Ran<'_>, after: i32) -> Vec<PositionRow> {
    let published = ran.results.labels.outlooks.iter().filter(|row| row.year > after);
    let compared: Vec<Compared<'_>> = published.map(|row| compare(ran, row)).collect();
    compared.iter().map(|one| position_row(ran, one, envelope(one, &compared))).collect()
}

/// What the scenario says, in all its years, of the quantities that have outlooks after a year.
#[must_use]
pub fn lines(ran: &Ran<'_>, after: i32) -> Vec<LineRow> {
    let published = ran.results.labels.outlooks.iter().filter(|row| row.year > after);
    let mut lines: Vec<LineRow> = vec![];
    for compared in published.map(|row| compare(ran, row)) {
        let name = &compared.published.quantity;
        if let Some(quantity) = compared.quantity
            && !lines.iter().any(|line| line.quantity == *name)
        {
            lines.extend(line(ran, quantity, (name, &compared.region)));
        }
    }
    lines
}

fn line(ran: &Ran<'_>, quantity: &Quantity, (name, region): (&str, &str)) -> Vec<LineRow> {
    let years = ran.results.years.iter();
    let row = |&year: &i32| {
        Some(LineRow {
            scenario: ran.results.labels.scenario.clone(),
            quantity: name.to_owned(),
            region: region.to_owned(),
            year,
            unit: quantity.unit.to_owned(),
            model: measured(ran, quantity, region, year)?,
        })
    };
    years.filter_map(row).collect()
}

/// Lowest and highest figure that anybody gives of the same quantity and year.
fn envelope(one: &Compared<'_>, all: &[Compared<'_>]) -> Option<(f64, f64)> {
    let key = |other: &Compared<'_>| (other.published.quantity.clone(), other.published.year);
    let ends = all.iter().filter(|other| key(other) == key(one)).filter_map(Compared::ends);
    ends.reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)))
}

fn position_row(ran: &Ran<'_>, compared: &Compared<'_>, envelope: Option<(f64, f64)>) -> PositionRow {
    let published = compared.published;
    let (error, relative) = compared.errors();
    let of = |ends: Option<(f64, f64)>| {
        compared.model.zip(ends).map_or(Position::NotCompared, |(model, e)| position(model, e))
    };
    PositionRow {
        scenario: ran.results.labels.scenario.clone(),
        quantity: published.quantity.clone(),
        region: compared.region.clone(),
        year: published.year,
        unit: compared.unit(),
        model: compared.model,
        published_low: published.low,
        published_central: published.central,
        published_high: published.high,
        publisher: published.publisher.clone(),
        source: published.source.clone(),
        position: of(compared.ends()),
        envelope_low: envelope.map(|ends| ends.0),
        envelope_high: envelope.map(|ends| ends.1),
        envelope_position: of(envelope),
        error,
        relative_error_fraction: relative,
        why: why(ran, compared),
        definition: compared.definition(ran),
    }
}
