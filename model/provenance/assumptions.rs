//! `assumptions`: every input cell that the scenario changed, and the ten limits that the result leans on most.

use std::collections::{BTreeMap, BTreeSet};

use crate::input::InputTable;
use crate::input::settings::{SETTINGS, Setting, Settings};
use crate::load::Loaded;
use crate::program::Rule;
use crate::results::Results;
use crate::results::tables::{AssumptionRow, Leaning, ShadowPriceRow};
use crate::results::view::tidy;

/// How many limits count as influential.
const INFLUENTIAL: usize = 10;

/// All rows: changed cells first, then the influential limits with their sources.
#[must_use]
pub fn assumptions(loaded: &Loaded, results: &Results) -> Vec<AssumptionRow> {
    let mut rows = changed_cells(loaded);
    rows.extend(loaded.root.as_ref().map(|root| changed_settings(loaded, root)).unwrap_or_default());
    rows.extend(influential(loaded, &results.shadow_prices));
    rows
}

fn row(loaded: &Loaded, kind: Leaning, table: &str, key: String) -> AssumptionRow {
    AssumptionRow {
        scenario: loaded.scenario.name.clone(),
        kind,
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
                ..row(loaded, Leaning::Changed, table, key)
            }
        })
        .collect()
}

/// Numbers that a scenario or the command line states otherwise than the oldest ancestor.
fn changed_settings(loaded: &Loaded, root: &Settings) -> Vec<AssumptionRow> {
    let stated = &loaded.scenario.settings;
    let changed = |name: &str, year: String, old: Option<f64>, new: Option<f64>| AssumptionRow {
        column: name.to_owned(),
        old,
        new,
        why: "stated by the scenario or the command line".to_owned(),
        ..row(loaded, Leaning::Changed, "scenario", year)
    };
    let number = |settings: &Settings, name: &str| Some(settings.get(name)).filter(|number| !number.is_nan());
    let differ = SETTINGS.iter().map(|setting| setting.name).filter(|name| {
        let [new, old] = [stated, root].map(|settings| settings.get(name).to_bits());
        new != old
    });
    let mut rows: Vec<AssumptionRow> =
        differ.map(|name| changed(name, String::new(), number(root, name), number(stated, name))).collect();
    let carbon = Setting::CARBON_PRICE.name;
    let years: BTreeSet<i32> = root.carbon_price.keys().chain(stated.carbon_price.keys()).copied().collect();
    for year in years {
        let [old, new] = [root, stated].map(|settings| settings.carbon_price.get(&year).copied());
        if old != new {
            rows.push(changed(carbon, year.to_string(), old, new));
        }
    }
    rows
}

fn influential(loaded: &Loaded, limits: &[ShadowPriceRow]) -> Vec<AssumptionRow> {
    let mut rents: BTreeMap<(&str, &str, &str), (Rule, f64)> = BTreeMap::new();
    for limit in limits.iter().filter(|limit| limit.rent_musd > 0.0) {
        rents.entry((limit.rule.name(), &limit.item, &limit.region)).or_insert((limit.rule, 0.0)).1 += limit.rent_musd;
    }
    let mut ranked: Vec<_> = rents.into_iter().collect();
    ranked.sort_by(|a, b| b.1.1.total_cmp(&a.1.1));
    ranked
        .into_iter()
        .take(INFLUENTIAL)
        .map(|((_, item, region), (rule, rent))| {
            let (table, column, keys) = origin(rule, item, region);
            let key = keys.iter().map(|(_, value)| *value).collect::<Vec<_>>().join(", ");
            AssumptionRow {
                column: column.to_owned(),
                why: format!("rent {} million USD over the horizon", tidy(rent).round()),
                source: sources(loaded, table, &keys),
                ..row(loaded, Leaning::Influential, table, key)
            }
        })
        .collect()
}

/// Table, column and key cells that a limit comes from.
fn origin<'a>(
    rule: Rule,
    item: &'a str,
    region: &'a str,
) -> (&'static str, &'static str, Vec<(&'static str, &'a str)>) {
    match rule {
        Rule::ChipsSupply => ("accelerator_supply", "thousand", vec![("accelerator", item)]),
        Rule::ChipsComponent => ("component_supply", "quantity", vec![("component", item)]),
        Rule::SitingPotential => ("sites", "max_gw", vec![("site_class", item), ("region", region)]),
        Rule::SitingRate => ("sites", "gw_per_year", vec![("site_class", item), ("region", region)]),
        Rule::SitingCeiling => ("site_ceilings", "max_gw", vec![("region", region)]),
        Rule::CoolingSupply => ("cooling_supply", "gw_per_year", vec![("supply", item)]),
        Rule::CoolingWater => ("water", "million_m3", vec![("region", region)]),
        Rule::GridConnectionRate => ("connection_rate", "gw_per_year", vec![("region", region)]),
        Rule::GridLineRate => ("links", "max_gw_per_year", vec![("link", item)]),
        Rule::PowerBuildLimit => ("build_limits", "gw_per_year", vec![("limit", item)]),
        Rule::PowerFuel => ("fuel_limits", "tbtu", vec![("fuel", item), ("region", region)]),
        Rule::MaterialsTier => {
            let (material, tier) = item.split_once(':').unwrap_or((item, ""));
            ("material_supply", "quantity", vec![("material", material), ("tier", tier)])
        }
        Rule::CapitalTier => ("capital", "busd", vec![("tier", item)]),
        Rule::DemandTier => ("demand", "mh100e", vec![("tier", item)]),
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
