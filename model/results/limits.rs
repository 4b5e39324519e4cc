//! `shadow_prices`, `rents`, `accounts`: what limits, by how much, and where the money goes.

use std::collections::BTreeMap;

use super::tables::{AccountRow, RentRow, ShadowPriceRow};
use super::view::{View, tidy};
use crate::constraints::formulate;
use crate::program::rows::item_name;
use crate::program::{Account, Family, Item, Key, Row, Rule};
use crate::sets::Region;
use crate::system::{Life, System};

/// Every limit that a family owns, then what must be met by rules that few datasets and scenarios state.
#[must_use]
pub fn shadow_prices(view: &View<'_>) -> Vec<ShadowPriceRow> {
    let limits = view.program.shown_limits(view.system).map(|(index, row)| limit_row(view, index, row));
    limits.chain(demanded(view)).collect()
}

/// Firm capacity by season where there are several, capacity that large loads bring, clean energy: what must be there, what
/// is, and what one unit less of it would be worth.
fn demanded<'a>(view: &'a View<'_>) -> impl Iterator<Item = ShadowPriceRow> + 'a {
    let rows = view.program.rows.rows.iter().enumerate();
    rows.filter(|(_, row)| row.key.year.0 < view.system.time.before_tail).filter_map(move |(index, row)| {
        let (needed, there) = need(view, row)?;
        let price = tidy(view.row_price(index).abs());
        let blank = limit_row(view, index, row);
        let (limit, used) = (tidy(needed), tidy(there));
        Some(ShadowPriceRow { limit, used, slack: tidy(used - limit), price, rent_musd: 0.0, binding: false, ..blank })
    })
}

/// What a rule needs of a region and year and what is there for it; none for rules of all datasets.
fn need(view: &View<'_>, row: &Row) -> Option<(f64, f64)> {
    let (system, variables) = (view.system, &view.program.variables);
    let (r, y) = (row.key.region?, row.key.year);
    let firm = view.value(variables.firm[(r, y)]);
    match (row.rule, row.key.item) {
        (Rule::PowerAdequacy, Item::Season(h)) if system.sets.seasons.len() > 1 => {
            let season = system.adequacy.seasons[(r, h)]?;
            let peak = system.base_peak(r, y, season).value() + firm;
            let short = system.adequacy.tiers_of(r).map(|(k, _)| view.value(variables.short[(r, y, h, k)]));
            let below_top = short.sum::<f64>() + view.value(variables.gap[(r, y, h)]);
            let there = system.adequacy.top(r, season) * peak - below_top;
            Some(((1.0 + season.reserve_margin) * peak, there))
        }
        (Rule::PowerOwnCapacity, _) => {
            let grid = system.sets.technologies().filter(|&g| !system.power.kinds[g].is_onsite());
            let new = grid.map(|g| {
                let life = Life::Years(system.power.kinds[g].lifetime);
                system.least_elcc(g, r) * view.in_service(y, life, |built| variables.build[(g, r, built)])
            });
            Some((system.own_capacity * firm, new.sum()))
        }
        (Rule::PowerClean, _) => {
            let index = view.row(row.rule, row.key)?;
            Some((row.limit, view.activity(index) - view.value(variables.alternative[(r, y)])))
        }
        _ => None,
    }
}

fn limit_row(view: &View<'_>, index: usize, row: &Row) -> ShadowPriceRow {
    let unit = unit(view.system, row);
    let used = tidy(view.activity(index));
    let limit = tidy(row.limit);
    let slack = tidy(limit - used);
    let price = tidy(view.row_price(index));
    ShadowPriceRow {
        scenario: view.system.scenario.clone(),
        region: region(view, row).map_or(String::new(), |r| view.region(r)),
        year: view.calendar(row.key.year),
        family: row.rule.family(),
        rule: row.rule,
        item: item_name(row.key.item, view.system),
        price_unit: row.rule.price_unit(&unit),
        unit,
        limit,
        used,
        slack,
        price,
        rent_musd: tidy(view.solution.prices[index] * (row.limit - committed(view.system, row))),
        binding: price > 0.0 && binds(slack, limit),
        valid_from: None,
        valid_to: None,
        price_of_less: None,
        price_of_more: None,
        validity: None,
    }
}

/// The region that a limit holds in; none for a national one. Build limits are keyed by their name alone.
pub(super) fn region(view: &View<'_>, row: &Row) -> Option<Region> {
    let Item::BuildLimit(limit) = row.key.item else { return row.key.region };
    let mut regions = view.system.power.limits[limit].members.iter().map(|(_, region)| *region);
    let first = regions.next()?;
    let is_alone = view.system.sets.regions.len() == 1;
    (!is_alone && regions.all(|other| other == first)).then_some(first)
}

/// Whether nothing to speak of is left.
fn binds(slack: f64, limit: f64) -> bool {
    const SLACK: f64 = 1e-6;
    slack <= SLACK * limit.abs().max(1.0)
}

/// What is committed under a build limit: no choice, so no rent. A commitment that equals its limit
/// gives both rows large prices that cancel.
#[must_use]
pub fn committed(system: &System, row: &Row) -> f64 {
    match row.key.item {
        Item::BuildLimit(b) => system.power.limits[b].committed[row.key.year].value(),
        _ => 0.0,
    }
}

/// The right-hand side of a limit as the data state it, and what is committed under it.
#[must_use]
pub fn stated(system: &System, row: &Row) -> (f64, f64) {
    match (row.rule, row.key.item) {
        (Rule::PowerBuildLimit, Item::BuildLimit(limit)) => {
            let limit = &system.power.limits[limit];
            (limit.rate[row.key.year].value(), limit.committed[row.key.year].value())
        }
        _ => (row.limit, 0.0),
    }
}

/// All limits of a system as its data state them.
#[must_use]
pub fn stated_limits(system: &System) -> BTreeMap<(Rule, Key), f64> {
    let rows = formulate(system).rows.rows.into_iter().filter(|row| row.rule.is_limit());
    rows.map(|row| ((row.rule, row.key), stated(system, &row).0)).collect()
}

/// The unit of a limit, with the name of the material's or component's own unit.
#[must_use]
pub fn unit(system: &System, row: &Row) -> String {
    match row.key.item {
        Item::MaterialTier(j) => system.materials.units[system.materials.tiers[j].material].clone(),
        Item::Component(i) => system.chips.components[i].unit.clone(),
        _ => row.rule.unit().to_owned(),
    }
}

/// Rents by year and family, and each family's share of the rents of supply.
///
/// That buyers pay no more is no scarcity, and the rent of demand is their surplus: its share is 0 beside
/// any other rent, and 1 where there is none.
#[must_use]
pub fn rents(view: &View<'_>, shadow_prices: &[ShadowPriceRow]) -> Vec<RentRow> {
    let mut rows = vec![];
    for &year in view.system.time.shown_years() {
        let rent = |family: Family| -> f64 {
            let of_family = shadow_prices.iter().filter(|row| row.year == year && row.family == family);
            of_family.map(|row| row.rent_musd).sum()
        };
        let supply: f64 = Family::ALL.into_iter().filter(|f| *f != Family::Demand).map(rent).sum();
        for family in Family::ALL {
            let share = match (family, supply > 0.0) {
                (Family::Demand, supplied) => f64::from(u8::from(!supplied)),
                (_, true) => rent(family) / supply,
                (_, false) => 0.0,
            };
            rows.push(RentRow {
                scenario: view.system.scenario.clone(),
                year,
                family,
                rent_musd: tidy(rent(family)),
                rent_share: tidy(share),
            });
        }
    }
    rows
}

/// The objective by account; they sum to it.
#[must_use]
pub fn accounts(view: &View<'_>) -> Vec<AccountRow> {
    let objective = &view.program.objective;
    let sum = |account: &Account| {
        let constant = if *account == Account::FixedOperation { objective.constant } else { 0.0 };
        objective.earned(*account, &view.solution.values) + constant
    };
    // Targets of clean energy are rare: their account stands only where there is one.
    let is_kept = |account: &&Account| **account != Account::Clean || has_targets(view.system);
    Account::ALL
        .iter()
        .filter(is_kept)
        .map(|account| AccountRow {
            scenario: view.system.scenario.clone(),
            account: *account,
            value_musd: tidy(sum(account)),
        })
        .collect()
}

/// Whether some region has a target of clean energy.
fn has_targets(system: &System) -> bool {
    system.power.clean_targets.iter().any(Option::is_some)
}
