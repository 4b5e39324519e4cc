//! `assumptions`: every input cell that the scenario changed, and the ten limits that the result leans on most.

use std::collections::{BTreeMap, BTreeSet};

use crate::input::InputTable;
use crate::input::settings::{SETTINGS, Settings};
use crate::load::Loaded;
use crate::results::Results;
use crate::results::tables::{AssumptionRow, ShadowPriceRow};
use crate::results::view::tidy;

/// How many limits count as influential.
const INFLUENTIAL: usize = 10;

/// All rows: changed cells first, then the influential limits with their sources.
///
/// `root` holds the numbers of the oldest ancestor of the scenario, which those of the scenario are
/// compared with.
#[must_use]
pub fn assumptions(loaded: &Loaded, root: Option<&Settings>, results: &Results) -> Vec<AssumptionRow> {
    let mut rows = changed_cells(loaded);
    rows.extend(root.map(|root| changed_settings(loaded, root)).unwrap_or_default());
    rows.extend(influential(loaded, &results.shadow_prices));
    rows
}

fn row(loaded: &Loaded, kind: &str, table: &str, key: String) -> AssumptionRow {
    AssumptionRow {
        scenario: loaded.scenario.name.clone(),
        kind: kind.to_owned(),
        table: table.to_owned(),
        key,
        column: String::new(),
        old: None,
        new: None,
        why: String::new(),
        source: String::new(),
    }
}

fn changed_cells(loaded: &Loaded) -> Vec<AssumptionRow> {
    loaded
        .changes
        .iter()
        .map(|(table, index, column, changed)| {
            let (key, of_data) = if table == "scenario" {
                (String::new(), String::new())
            } else {
                let data = loaded.dataset.table(table);
                (data.key(index), data.cell(index, "source"))
            };
            let source = if changed.sources.is_empty() { of_data } else { changed.sources.join("; ") };
            AssumptionRow {
                column: column.to_owned(),
                old: Some(changed.old),
                new: Some(changed.new),
                why: changed.why.join("; "),
                source,
                ..row(loaded, "changed", table, key)
            }
        })
        .collect()
}

/// Numbers that a scenario or the command line states otherwise than the oldest ancestor.
fn changed_settings(loaded: &Loaded, root: &Settings) -> Vec<AssumptionRow> {
    let stated = &loaded.scenario.settings;
    SETTINGS
        .iter()
        .filter(|setting| stated.get(setting.name).to_bits() != root.get(setting.name).to_bits())
        .map(|setting| AssumptionRow {
            column: setting.name.to_owned(),
            old: Some(root.get(setting.name)),
            new: Some(stated.get(setting.name)),
            why: "stated by the scenario or the command line".to_owned(),
            ..row(loaded, "changed", "scenario", String::new())
        })
        .collect()
}

fn influential(loaded: &Loaded, limits: &[ShadowPriceRow]) -> Vec<AssumptionRow> {
    let mut rents: BTreeMap<(&str, &str, &str), f64> = BTreeMap::new();
    for limit in limits.iter().filter(|limit| limit.rent_musd > 0.0) {
        *rents.entry((&limit.rule, &limit.item, &limit.region)).or_default() += limit.rent_musd;
    }
    let mut ranked: Vec<_> = rents.into_iter().collect();
    ranked.sort_by(|a, b| b.1.total_cmp(&a.1));
    ranked
        .into_iter()
        .take(INFLUENTIAL)
        .map(|((rule, item, region), rent)| {
            let (table, column, keys) = origin(rule, item, region);
            let key = keys.iter().map(|(_, value)| *value).collect::<Vec<_>>().join(", ");
            AssumptionRow {
                column: column.to_owned(),
                why: format!("rent {} million USD over the horizon", tidy(rent).round()),
                source: sources(loaded, table, &keys),
                ..row(loaded, "influential", table, key)
            }
        })
        .collect()
}

/// Table, column and key cells that a limit comes from.
fn origin<'a>(
    rule: &str,
    item: &'a str,
    region: &'a str,
) -> (&'static str, &'static str, Vec<(&'static str, &'a str)>) {
    match rule {
        "chips.supply" => ("accelerator_supply", "thousand", vec![("accelerator", item)]),
        "chips.component" => ("component_supply", "quantity", vec![("component", item)]),
        "siting.potential" => ("sites", "max_gw", vec![("site_class", item), ("region", region)]),
        "siting.rate" => ("sites", "gw_per_year", vec![("site_class", item), ("region", region)]),
        "siting.ceiling" => ("site_ceilings", "max_gw", vec![("region", region)]),
        "cooling.supply" => ("cooling_supply", "gw_per_year", vec![("supply", item)]),
        "cooling.water" => ("water", "million_m3", vec![("region", region)]),
        "grid.connection_rate" => ("connection_rate", "gw_per_year", vec![("region", region)]),
        "grid.line_rate" => ("links", "max_gw_per_year", vec![("link", item)]),
        "power.build_limit" => ("build_limits", "gw_per_year", vec![("limit", item)]),
        "power.fuel" => ("fuel_limits", "tbtu", vec![("fuel", item), ("region", region)]),
        "materials.tier" => {
            let (material, tier) = item.split_once(':').unwrap_or((item, ""));
            ("material_supply", "quantity", vec![("material", material), ("tier", tier)])
        }
        "capital.tier" => ("capital", "busd", vec![("tier", item)]),
        "demand.tier" => ("demand", "mh100e", vec![("tier", item)]),
        _ => ("scenario", "policy.emissions_cap", vec![]),
    }
}

/// Sources of the rows with the given key cells that the model years read, each once.
fn sources(loaded: &Loaded, table: &str, keys: &[(&str, &str)]) -> String {
    if table == "scenario" {
        return String::new();
    }
    let table = loaded.dataset.table(table);
    let matching = (0..table.len()).filter(|&i| keys.iter().all(|(column, value)| table.text(column)[i] == *value));
    let read = read_in(&loaded.system.time.years, table, matching.collect());
    let found: BTreeSet<String> = read.into_iter().map(|i| table.cell(i, "source")).filter(|s| !s.is_empty()).collect();
    found.into_iter().collect::<Vec<_>>().join("; ")
}

/// The rows of a series that values of the model years come from: those within, and the nearest one before and after.
fn read_in(years: &[i32], table: &InputTable, rows: Vec<usize>) -> Vec<usize> {
    let (Some(&first), Some(&last), true) = (years.first(), years.last(), table.schema.by_year()) else { return rows };
    let year = |row: &usize| table.years()[*row];
    let from = rows.iter().map(year).filter(|y| *y <= f64::from(first)).fold(f64::NEG_INFINITY, f64::max);
    let to = rows.iter().map(year).filter(|y| *y >= f64::from(last)).fold(f64::INFINITY, f64::min);
    rows.into_iter().filter(|row| (from..=to).contains(&year(row))).collect()
}
