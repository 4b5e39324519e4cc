//! `materials`, `capital`, `water`: used against available.

use super::tables::{CapitalRow, MaterialRow, UsedIn, WaterRow};
use super::view::{View, tidy};
use crate::constraints::capital::spent;
use crate::program::{Item, Key, Rule};
use crate::sets::{CapitalTier, Material, Year};
use crate::units::{HOURS_PER_YEAR, MillionUsd, billions};

/// Materials by year: the whole first, then what it went into.
#[must_use]
pub fn materials(view: &View<'_>) -> Vec<MaterialRow> {
    let mut rows = vec![];
    for m in Material::all(view.system.sets.materials.len()) {
        for y in view.system.time.shown() {
            let parts = used_in(view, m, y);
            let tiers = view.system.materials.tiers.iter().filter(|tier| tier.material == m);
            let limited = tiers.clone().count() > 0;
            let row = |used_in: UsedIn, used: f64| MaterialRow {
                scenario: view.system.scenario.clone(),
                year: view.calendar(y),
                material: view.system.sets.materials[m].clone(),
                unit: view.system.materials.units[m].clone(),
                used_in,
                used_units: tidy(used),
                available_units: None,
                price_musd_per_unit: None,
            };
            rows.push(MaterialRow {
                available_units: limited.then(|| tidy(tiers.map(|tier| tier.quantity[y]).sum())),
                price_musd_per_unit: limited
                    .then(|| tidy(view.price(Rule::MaterialsSupply, Key::national(Item::Material(m), y)))),
                ..row(UsedIn::All, parts.iter().map(|(_, used)| used).sum())
            });
            rows.extend(parts.iter().filter(|(_, used)| *used > 0.0).map(|(name, used)| row(*name, *used)));
        }
    }
    rows
}

fn used_in(view: &View<'_>, m: Material, y: Year) -> [(UsedIn, f64); 5] {
    let (system, variables) = (view.system, &view.program.variables);
    let need = &system.materials;
    let [mut accelerators, mut shells, mut plants, mut connections] = [0.0; 4];
    for r in system.sets.regions() {
        for a in system.sets.accelerators() {
            accelerators += need.accelerator[(m, a)] * view.value(variables.buy[(a, r, y)]);
        }
        for k in system.sets.site_classes() {
            for c in system.sets.cooling() {
                let per_gigawatt = need.shell[(m, k)] + need.cooling[(m, c)];
                shells += per_gigawatt * view.shell(r, k, c, y);
            }
        }
        for g in system.sets.technologies() {
            plants += need.technology[(m, g)] * view.value(variables.build[(g, r, y)]);
        }
        connections += need.connection[m] * view.value(variables.connect[(r, y)]);
    }
    let lines = system.sets.links().map(|l| need.link[(m, l)] * view.value(variables.line[(l, y)])).sum();
    [
        (UsedIn::Accelerators, accelerators),
        (UsedIn::Shells, shells),
        (UsedIn::Plants, plants),
        (UsedIn::Connections, connections),
        (UsedIn::Lines, lines),
    ]
}

/// Money by year: the whole first, then its tiers.
///
/// What is needed fills the tiers from the cheapest on, as the optimum does. Own cash without a fee costs nothing
/// to raise, so the program may raise more of it than is spent; the tables show what is spent.
#[must_use]
pub fn capital(view: &View<'_>) -> Vec<CapitalRow> {
    let system = view.system;
    let tiers = CapitalTier::all(system.sets.capital_tiers.len());
    let mut rows = vec![];
    for y in system.time.shown() {
        let per_year = |money: f64| tidy(billions(MillionUsd(money)) / view.period_years(y));
        let available = |j: CapitalTier| system.capital.amount[(j, y)].value();
        let fee = |j: CapitalTier| system.capital.fee[(j, y)];
        let needed = needed(view, y);
        let row = |tier: &str, raised: f64, available: f64| CapitalRow {
            scenario: system.scenario.clone(),
            year: view.calendar(y),
            tier: tier.to_owned(),
            raised_busd_per_year: per_year(raised),
            available_busd_per_year: per_year(available),
            fee_fraction: None,
            needed_busd_per_year: None,
        };
        let mut cheapest_first: Vec<CapitalTier> = tiers.clone().collect();
        cheapest_first.sort_by(|a, b| fee(*a).total_cmp(&fee(*b)));
        let mut raised = vec![0.0; tiers.len()];
        let mut missing = needed;
        for j in cheapest_first {
            raised[j.0] = f64::min(missing, available(j));
            missing -= raised[j.0];
        }
        let all = row(CapitalRow::ALL, raised.iter().sum(), tiers.clone().map(available).sum());
        rows.push(CapitalRow { needed_busd_per_year: Some(per_year(needed)), ..all });
        rows.extend(tiers.clone().map(|j| CapitalRow {
            fee_fraction: Some(fee(j)),
            ..row(&system.sets.capital_tiers[j], raised[j.0], available(j))
        }));
    }
    rows
}

/// What AI spends in a period, million USD.
fn needed(view: &View<'_>, y: Year) -> f64 {
    let regions = view.system.sets.regions();
    let spent = regions.flat_map(|r| spent(view.system, &view.program.variables, r, y).terms);
    spent.map(|(column, cost)| cost * view.solution.values[column.0]).sum()
}

/// Water by region and year.
#[must_use]
pub fn water(view: &View<'_>) -> Vec<WaterRow> {
    let system = view.system;
    let mut rows = vec![];
    for r in system.sets.regions() {
        for y in system.time.shown() {
            let used: f64 = system
                .sets
                .cooling()
                .map(|c| {
                    let per_gigawatt = (system.cooling.wue[(c, r)] * HOURS_PER_YEAR).value();
                    let it_load =
                        view.value(view.program.variables.rated[(r, c, y)]) * system.compute.power_utilisation;
                    per_gigawatt * it_load
                })
                .sum();
            rows.push(WaterRow {
                scenario: system.scenario.clone(),
                region: view.region(r),
                year: view.calendar(y),
                used_million_m3: tidy(used),
                available_million_m3: system.cooling.water[r].as_ref().map(|limit| tidy(limit[y].value())),
            });
        }
    }
    rows
}
