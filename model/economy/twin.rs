//! The twin of a scenario: the same, but nobody pays for compute, so that none is powered. Committed plants stay.

use crate::error::{Place, Result};
use crate::experiment::variant::{Difference, Variant};
use crate::input::document::Located;
use crate::input::tables::Demand;
use crate::input::typed::Declared;
use crate::load::Loaded;
use crate::scenario::adjust::{Adjust, Amount, Change};

/// The twin without AI.
///
/// # Errors
/// If the scenario cannot be changed so.
pub fn without_ai(loaded: &Loaded) -> Result<Loaded> {
    let adjust = whole(loaded, (Demand::NAME, Demand::mh100e.name), Change::Set(Amount::Given(0.0)));
    Variant(vec![Difference::Adjusts(vec![adjust])]).load(&loaded.base())
}

/// An adjust of all rows of a column.
#[must_use]
pub fn whole(loaded: &Loaded, (table, column): (&str, &str), change: Change) -> Adjust {
    let place: Place = loaded.scenario.dataset_place.clone();
    let located = |value: &str| Located { value: value.to_owned(), place: place.clone() };
    Adjust {
        table: located(table),
        only: vec![],
        years: None,
        column: Some(located(column)),
        change,
        why: "the account of the economy".to_owned(),
        sources: vec![],
        place: place.clone(),
    }
}
