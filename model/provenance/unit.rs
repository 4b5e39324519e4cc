//! The unit of a cell, in words: the suffix of its column names it, or a cell beside it.

use crate::input::{Dataset, InputTable};

/// Suffixes of columns and what they mean; the first that fits counts.
const SUFFIXES: &[(&str, &str)] = &[
    ("usd_per_h100e_hour", "USD per H100e hour"),
    ("usd_per_kw_year", "USD per kW and year"),
    ("usd_per_kw", "USD per kW"),
    ("usd_per_mmbtu", "USD per MMBtu"),
    ("usd_per_mwh", "USD per MWh"),
    ("mmbtu_per_mwh", "MMBtu per MWh"),
    ("t_per_mmbtu", "t per MMBtu"),
    ("l_per_kwh", "litres per kWh"),
    ("gw_per_year", "GW a year"),
    ("million_m3", "million m3 a year"),
    ("mh100e", "million H100e"),
    ("h100e", "H100e per accelerator"),
    ("busd", "billion USD a year"),
    ("tbtu", "TBtu a year"),
    ("thousand", "thousand accelerators"),
    ("first_year", "calendar year"),
    ("years", "years"),
    ("hours", "hours"),
    ("days", "days a year"),
    ("gw", "GW"),
    ("kw", "kW per accelerator"),
    ("pu", "of the yearly peak"),
    ("reserve_margin", "fraction of the peak"),
    ("availability", "fraction"),
    ("elcc", "fraction"),
    ("efficiency", "fraction"),
    ("credit", "fraction"),
    ("loss", "fraction"),
    ("share", "fraction"),
    ("depth", "fraction"),
    ("fee", "fraction"),
];

/// The unit of a column in a row; empty for text and for what has none.
#[must_use]
pub fn unit(dataset: &Dataset, table: &InputTable, row: usize, column: &str) -> String {
    let name = table.schema.name;
    let of = |names: &str, key: &str| unit_of(dataset.table(names), &table.cell(row, key));
    match (name, column) {
        ("gdp" | "households" | "labour", "value") => table.cell(row, "unit"),
        ("material_supply", "quantity") => format!("{} a year", of("materials", "material")),
        ("material_supply", "usd_per_unit") => format!("USD million per {}", of("materials", "material")),
        ("material_intensity", "per_unit") if table.cell(row, "asset_kind") == "accelerator" => {
            format!("{} per thousand accelerators", of("materials", "material"))
        }
        ("material_intensity", "per_unit") => format!("{} per GW", of("materials", "material")),
        ("component_supply", "quantity") => format!("{} a year", of("components", "component")),
        ("component_use", "per_thousand") => format!("{} per thousand accelerators", of("components", "component")),
        ("accelerator_supply", "thousand") => "thousand accelerators a year".to_owned(),
        ("accelerator_prices", "usd_per_unit") => "USD per accelerator".to_owned(),
        ("availability", "value") => "fraction".to_owned(),
        ("calibration", "central") => "unit at the end of the quantity's name".to_owned(),
        _ => SUFFIXES.iter().find(|(suffix, _)| fits(column, suffix)).map_or("", |(_, words)| words).to_owned(),
    }
}

/// Whether a column is the suffix or ends with it after an underscore.
fn fits(column: &str, suffix: &str) -> bool {
    column.strip_suffix(suffix).is_some_and(|rest| rest.is_empty() || rest.ends_with('_'))
}

/// The unit that a table of names gives to a key.
fn unit_of(names: &InputTable, key: &str) -> String {
    let column = names.schema.columns.first().map_or("", |c| c.name);
    let row = names.text(column).iter().position(|name| name == key);
    row.map_or(String::new(), |row| names.cell(row, "unit"))
}
