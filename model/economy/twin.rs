//! The twin of a scenario: the same, but nobody pays for compute, so that none is powered. Committed plants stay.

use crate::error::Result;
use crate::experiment::variant::{Difference, Variant};
use crate::input::tables::Demand;
use crate::input::typed::Declared;
use crate::load::Loaded;
use crate::scenario::adjust::{Adjust, Amount, Change};

/// The twin without AI.
///
/// # Errors
/// If the scenario cannot be changed so.
pub fn without_ai(loaded: &Loaded) -> Result<Loaded> {
    let (place, column) = (&loaded.scenario.dataset_place, (Demand::NAME, Demand::mh100e.name));
    let adjust = Adjust::whole(place, column, Change::Set(Amount::Given(0.0)), "the account of the economy");
    Variant(vec![Difference::Adjusts(vec![adjust])]).load(&loaded.base())
}
