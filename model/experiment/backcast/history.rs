//! What happened, against what the model says.

use super::compare::{Compared, compare, position};
use super::ran::Ran;
use super::tables::{HistoryRow, Position};

/// One row per published figure of the years up to the last model year, in the order of the dataset.
#[must_use]
pub fn history(ran: &Ran<'_>) -> Vec<HistoryRow> {
    let Some(&last) = ran.results.years.last() else { return vec![] };
    let published = ran.results.labels.outlooks.iter().filter(|row| row.year <= last);
    published.map(|row| history_row(ran, &compare(ran, row))).collect()
}

fn history_row(ran: &Ran<'_>, compared: &Compared<'_>) -> HistoryRow {
    let published = compared.published;
    let (error, relative) = compared.errors();
    let position = match (compared.model, compared.ends()) {
        (Some(model), Some(ends)) if ends.0 < ends.1 => position(model, ends),
        (Some(_), _) => Position::NoRange,
        (None, _) => Position::NotCompared,
    };
    HistoryRow {
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
        error,
        relative_error_fraction: relative,
        position,
        role: compared.role(ran),
        definition: compared.definition(ran),
    }
}
