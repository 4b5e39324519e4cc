//! Rents by region: who pays for a scarce limit, by use.
//!
//! The rent of a regional limit is its region's. That of a national one is shared out in proportion to what each
//! region takes of it: accelerators, equipment, build slots by the amount bought there; money and materials by
//! the region's part of what is spent and needed. Half of a line's rent goes to each of its ends.

use std::collections::BTreeMap;

use super::limits::{committed, region};
use super::view::View;
use crate::program::rows::{Item, Key};
use crate::program::{Family, Row, Rule};
use crate::sets::{Region, Year};

/// Rents by region, year and family.
pub type Rents = BTreeMap<(Region, Year, Family), f64>;

/// The families with a rent in a region and year, in the order of the formulation.
#[must_use]
pub fn of(rents: &Rents, r: Region, y: Year) -> Vec<(Family, f64)> {
    let rents = rents.range((r, y, Family::Chips)..=(r, y, Family::Demand));
    rents.map(|((_, _, family), rent)| (*family, *rent)).filter(|(_, rent)| *rent > 0.0).collect()
}

/// Rents of all supply by region, year and family, million USD, discounted. What no region takes is left out.
#[must_use]
pub fn by_region(view: &View<'_>) -> Rents {
    let mut rents = BTreeMap::new();
    for (index, row) in view.program.rows.rows.iter().enumerate() {
        let price = view.solution.prices[index];
        if !row.rule.is_limit() || row.rule.family() == Family::Demand || price <= 0.0 {
            continue;
        }
        let rent = price * (row.limit - committed(view.system, row));
        for (region, share) in shares(view, index, row) {
            *rents.entry((region, row.key.year, row.rule.family())).or_default() += rent * share;
        }
    }
    rents
}

/// Each region's part of what a limit supplies.
fn shares(view: &View<'_>, index: usize, row: &Row) -> Vec<(Region, f64)> {
    if let Some(region) = region(view, row) {
        return vec![(region, 1.0)];
    }
    let user = match row.key.item {
        Item::Link(l) => {
            let link = &view.system.grid.links[l];
            return vec![(link.from, 0.5), (link.to, 0.5)];
        }
        Item::MaterialTier(j) => {
            let material = view.system.materials.tiers[j].material;
            view.row(Rule::MaterialsSupply, Key::national(Item::Material(material), row.key.year))
        }
        Item::CapitalTier(_) => view.row(Rule::CapitalBudget, Key::national(Item::None, row.key.year)),
        _ => Some(index),
    };
    let Some(user) = user else { return vec![] };
    let mut used: BTreeMap<Region, f64> = BTreeMap::new();
    let mut all = 0.0;
    for (column, factor) in view.program.rows.coefficients(user).filter(|(_, factor)| *factor > 0.0) {
        let amount = factor * view.solution.values[column.0];
        all += amount;
        if let Some(region) = view.program.variables.info[column.0].key.region {
            *used.entry(region).or_default() += amount;
        }
    }
    if all <= 0.0 {
        return vec![];
    }
    used.into_iter().map(|(region, amount)| (region, amount / all)).collect()
}
