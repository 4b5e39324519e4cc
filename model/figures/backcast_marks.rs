//! Marks of published figures and of the model beside them, and words of their errors.

use super::colour::{Colour, INK, MUTED, PALETTE};
use super::mark::{At, Datum, Ends, Kind, Mark};
use crate::experiment::backcast::tables::{HistoryRow, Position, Role};
use crate::tell::number::grouped;

/// Colour of the model.
pub const MODEL: Colour = PALETTE[4];

/// Lowest and highest of the published figures of a row.
#[must_use]
pub fn ends(row: &HistoryRow) -> Option<(f64, f64)> {
    let given: Vec<f64> =
        [row.published_low, row.published_central, row.published_high].into_iter().flatten().collect();
    let low = given.iter().copied().reduce(f64::min)?;
    Some((low, given.into_iter().fold(low, f64::max)))
}

/// Published figures, the centre of each and its range, beside the models' lines. `place` makes a row of data of the
/// place of a figure and one amount, or two that it goes between; amounts are multiplied by a factor.
#[must_use]
pub fn marks(
    rows: &[(At, &HistoryRow)],
    models: &[(At, f64)],
    factor: f64,
    place: impl Fn(&At, f64, Option<f64>) -> Datum,
) -> Vec<Mark> {
    let range =
        |(at, row): &(At, &HistoryRow)| ends(row).map(|(low, high)| place(at, low * factor, Some(high * factor)));
    let centre = |(at, row): &(At, &HistoryRow)| Some(place(at, row.published_central? * factor, None));
    let model = |(at, value): &(At, f64)| place(at, value * factor, None).colour(MODEL);
    vec![
        Mark::new(Kind::Rule, models.iter().map(model).collect()),
        Mark::new(Kind::Rule, rows.iter().filter_map(range).collect()),
        Mark::new(Kind::Dot, rows.iter().filter_map(centre).collect()),
    ]
}

/// What the marks mean.
#[must_use]
pub fn key() -> [Mark; 2] {
    let entry =
        |kind, words: &str, colour| Mark::new(kind, vec![Datum::anywhere().of(words).colour(colour)]).ends(Ends::Key);
    [
        entry(Kind::Dot, "published figure and its range", INK),
        entry(Kind::Rule, "model, with its error over the figure", MODEL),
    ]
}

/// Words of the error of a figure, in bold where its range does not hold the model though it tests it.
#[must_use]
pub fn told_error(datum: Datum, row: &HistoryRow) -> Option<Datum> {
    let is_off = row.position != Position::Inside && row.role != Role::Input;
    let words = row.relative_error_fraction.map(error)?;
    Some(datum.colour(if is_off { INK } else { MUTED }).label(words, is_off))
}

/// A relative error as a percentage with its sign.
#[must_use]
pub fn error(share: f64) -> String {
    let size = whole(share);
    let sign = if share < 0.0 { "−" } else { "+" };
    if size == "0%" { size } else { format!("{sign}{size}") }
}

/// The size of an error in whole per cent.
#[must_use]
pub fn whole(share: f64) -> String {
    format!("{}%", grouped(&format!("{:.0}", (share * 100.0).abs())))
}

/// "12% above".
#[must_use]
pub fn off(share: f64) -> String {
    format!("{} {}", whole(share), if share < 0.0 { "below" } else { "above" })
}

/// Who published the figures, each once.
#[must_use]
pub fn publishers(rows: &[&HistoryRow]) -> String {
    let mut names: Vec<&str> = vec![];
    for row in rows {
        let name = if row.publisher.is_empty() { &row.source } else { &row.publisher };
        if !names.contains(&name.as_str()) {
            names.push(name);
        }
    }
    format!("Published by: {}.", names.join("; "))
}

/// How many of the rows have a range, and how many of these hold the model.
#[must_use]
pub fn inside(rows: &[&HistoryRow]) -> (usize, usize) {
    let count = |positions: &[Position]| rows.iter().filter(|row| positions.contains(&row.position)).count();
    (count(&[Position::Inside]), count(&[Position::Inside, Position::Above, Position::Below]))
}
