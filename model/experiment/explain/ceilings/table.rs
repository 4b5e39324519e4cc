//! The rule of the smallest ceiling beside the optimum, and why they differ: by re-solves.
//!
//! From the smallest ceiling down to the optimum there are three steps, each between two numbers:
//!
//! ```text
//! ceiling                      what the rule says
//!   - only its limits            what is worth buying, where, and what prices, lives and means make of it
//! optimum if only the limits of its families hold, and all others, demand too, are lifted
//!   - demand                     what buyers leave
//! optimum if these limits and demand hold
//!   - other limits               the other supplies, and what they need when and where
//! optimum
//! ```

use super::{Ceilings, Kind};
use crate::error::Result;
use crate::experiment::explain::tables::CeilingRow;
use crate::experiment::explain::verdict::Finding;
use crate::experiment::families::{Families, LIFTED};
use crate::experiment::origin::Origin;
use crate::experiment::variant::Variant;
use crate::program::Family;
use crate::results::view::tidy;
use crate::sets::Year;

/// The kinds that are smallest in some year.
fn smallest(ceilings: &[Ceilings]) -> Vec<Kind> {
    let found = |kind: &Kind| ceilings.iter().any(|c| c.smallest().is_some_and(|(smallest, _)| smallest == *kind));
    Kind::ALL.into_iter().filter(found).collect()
}

/// The ceilings of all model years.
#[must_use]
pub fn ceilings(origin: &Origin<'_>) -> Vec<Ceilings> {
    origin.system().time.shown().map(|year| Ceilings::of(origin.system(), year)).collect()
}

/// How many re-solves [`compare`] makes.
#[must_use]
pub fn count(ceilings: &[Ceilings]) -> usize {
    2 * smallest(ceilings).len()
}

/// Holds ceilings against the optimum; `years` are the verdict's findings, `one_done` is called after each re-solve.
///
/// # Errors
/// If a re-solve has no certified optimum.
pub fn compare(
    origin: &Origin<'_>,
    ceilings: &[Ceilings],
    years: &[Finding],
    one_done: &(dyn Fn() + Sync),
) -> Result<Vec<CeilingRow>> {
    let kinds = smallest(ceilings);
    let demand = Families::of(&[Family::Demand]);
    let kept = kinds.iter().flat_map(|kind| [kind.families(), kind.families().and(demand)]);
    let variants = kept.map(|kept| Variant::limits(Families::ALL.without(kept), LIFTED, origin.last()));
    let outcomes = origin.outcomes(variants, origin.solution, one_done)?;
    let alone = |kind: Kind| kinds.iter().position(|k| *k == kind).map(|at| (&outcomes[2 * at], &outcomes[2 * at + 1]));
    let row = |(year, ceilings): (Year, &Ceilings)| {
        let first = years.iter().find(|finding| finding.year == Some(origin.system().time.calendar(year)));
        let smallest = ceilings.smallest();
        let solved = smallest.and_then(|(kind, _)| alone(kind)).map(|(o, d)| (o.compute[year.0], d.compute[year.0]));
        row(origin, (year, ceilings), solved, first.map(|finding| finding.first))
    };
    Ok(origin.system().time.shown().zip(ceilings).map(row).collect())
}

/// Whether the smallest ceiling is about the family that brings most.
#[must_use]
pub fn agrees(row: &CeilingRow) -> bool {
    row.smallest.zip(row.first).is_some_and(|(kind, first)| kind.families().holds(first))
}

fn row(
    origin: &Origin<'_>,
    (year, ceilings): (Year, &Ceilings),
    solved: Option<(f64, f64)>,
    first: Option<Family>,
) -> CeilingRow {
    let optimum = origin.outcome.compute[year.0];
    let finite = |value: f64| Some(value).filter(|value| value.is_finite()).map(tidy);
    let of = |kind: Kind| ceilings.get(kind).map(tidy);
    let smallest = ceilings.smallest();
    CeilingRow {
        scenario: origin.system().scenario.clone(),
        year: origin.system().time.calendar(year),
        chips_mh100e: of(Kind::Chips),
        power_mh100e: of(Kind::Power),
        data_centres_mh100e: of(Kind::DataCentres),
        capital_mh100e: of(Kind::Capital),
        smallest: smallest.map(|(kind, _)| kind),
        smallest_mh100e: smallest.map(|(_, value)| tidy(value)),
        optimum_mh100e: tidy(optimum),
        optimum_share: smallest.filter(|(_, value)| *value > 0.0).map(|(_, value)| tidy(optimum / value)),
        first,
        only_mh100e: solved.map(|(only, _)| tidy(only)),
        only_and_demand_mh100e: solved.map(|(_, with_demand)| tidy(with_demand)),
        delivered_gw: finite(ceilings.delivered),
        firm_gw: finite(ceilings.firm),
        halls_gw: finite(ceilings.halls),
        mean_mh100e_per_gw: tidy(ceilings.mean),
    }
}
