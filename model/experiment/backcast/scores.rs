//! How often the model lies inside, and how far off it is, by quantity.

use super::quantities::known;
use super::tables::{HistoryRow, Part, Position, PositionRow, Role, ScoreRow};

/// The name of the row over all tests.
pub const ALL: &str = "all tests";

/// What of a row is counted.
struct Figure<'a> {
    scenario: &'a str,
    quantity: &'a str,
    role: Role,
    position: Position,
    relative: Option<f64>,
}

/// Scores of history, all tests first, then by quantity, the largest misses first; then those of outlooks.
#[must_use]
pub fn scores(history: &[HistoryRow], outlooks: &[PositionRow]) -> Vec<ScoreRow> {
    let past: Vec<Figure<'_>> = history
        .iter()
        .map(|row| Figure {
            scenario: &row.scenario,
            quantity: short(&row.quantity),
            role: row.role,
            position: row.position,
            relative: row.relative_error_fraction,
        })
        .collect();
    let future: Vec<Figure<'_>> = outlooks
        .iter()
        .map(|row| Figure {
            scenario: &row.scenario,
            quantity: short(&row.quantity),
            role: if row.model.is_some() { Role::Outlook } else { Role::NotCompared },
            position: row.position,
            relative: row.relative_error_fraction,
        })
        .collect();
    let tests: Vec<&Figure<'_>> = past.iter().filter(|figure| figure.role == Role::Test).collect();
    let mut rows: Vec<ScoreRow> = score(Part::History, ALL, &tests).into_iter().collect();
    rows.extend(by_quantity(Part::History, &past));
    rows.extend(by_quantity(Part::Outlooks, &future));
    rows
}

/// A quantity's name without its place.
#[must_use]
pub fn short(quantity: &str) -> &str {
    known(quantity).map_or(quantity, |known| known.name)
}

fn by_quantity(part: Part, figures: &[Figure<'_>]) -> Vec<ScoreRow> {
    let mut keys: Vec<(&str, Role)> = vec![];
    for figure in figures {
        if !keys.contains(&(figure.quantity, figure.role)) {
            keys.push((figure.quantity, figure.role));
        }
    }
    let of = |&(quantity, role): &(&str, Role)| {
        let all: Vec<&Figure<'_>> = figures.iter().filter(|f| (f.quantity, f.role) == (quantity, role)).collect();
        score(part, quantity, &all)
    };
    let mut rows: Vec<ScoreRow> = keys.iter().filter_map(of).collect();
    let size = |row: &ScoreRow| row.mean_absolute_error_fraction.unwrap_or(-1.0);
    rows.sort_by(|a, b| size(b).total_cmp(&size(a)));
    rows
}

fn score(part: Part, quantity: &str, figures: &[&Figure<'_>]) -> Option<ScoreRow> {
    let first = figures.first()?;
    let count = |position: Position| figures.iter().filter(|figure| figure.position == position).count();
    let errors: Vec<f64> = figures.iter().filter_map(|figure| figure.relative).collect();
    let mean = |sum: f64| (!errors.is_empty()).then(|| sum / errors.len() as f64);
    Some(ScoreRow {
        scenario: first.scenario.to_owned(),
        part,
        quantity: quantity.to_owned(),
        role: first.role,
        figures: figures.len(),
        inside: count(Position::Inside),
        above: count(Position::Above),
        below: count(Position::Below),
        no_range: count(Position::NoRange),
        mean_absolute_error_fraction: mean(errors.iter().map(|error| error.abs()).sum()),
        median_absolute_error_fraction: median(errors.iter().map(|error| error.abs()).collect()),
        mean_error_fraction: mean(errors.iter().sum()),
        largest_error_fraction: errors.iter().copied().max_by(|a, b| a.abs().total_cmp(&b.abs())),
    })
}

/// The middle of some numbers, or between the two in the middle.
fn median(mut sizes: Vec<f64>) -> Option<f64> {
    sizes.sort_by(f64::total_cmp);
    let last = sizes.len().checked_sub(1)?;
    Some(f64::midpoint(sizes[last / 2], sizes[last.div_ceil(2)]))
}
