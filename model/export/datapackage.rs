//! `datapackage.json`: the CSV tables of a run as a Frictionless tabular data package, with types, units, meanings,
//! keys, licence and sources.

use serde_json::{Value, json};

use super::typed::{Column, Kind, Typed};
use crate::error::{Error, Result};
use crate::load::Loaded;

/// Columns that together name a row of a table; `scenario` is always among them.
const KEYS: &[(&str, &[&str])] = &[
    ("summary", &["year"]),
    ("buildout", &["region", "year", "site_class", "cooling"]),
    ("fleet", &["region", "year", "accelerator"]),
    ("capacity", &["region", "year", "technology"]),
    ("dispatch", &["region", "year", "slice", "flow", "item"]),
    ("grid", &["name", "year", "asset"]),
    ("prices", &["region", "year", "slice"]),
    ("shadow_prices", &["region", "year", "rule", "item"]),
    ("materials", &["year", "material", "used_in"]),
    ("capital", &["year", "tier"]),
    ("water", &["region", "year"]),
    ("rents", &["year", "family"]),
    ("accounts", &["account"]),
    ("duality", &["kind", "family", "rule"]),
    ("powered_gigawatt", &["region", "year", "family", "part"]),
    ("assumptions", &["kind", "table", "key", "column"]),
    ("bottlenecks", &["region", "year", "family"]),
    ("relax", &["kind", "name", "mode", "step", "year"]),
    ("ladder", &["rung", "region", "year"]),
    ("shapley", &["step", "family"]),
    ("flip_points", &["lever", "pair", "measure"]),
];

/// Columns that together name a row of a table; none where the table is unknown.
#[must_use]
pub fn key(table: &str) -> Vec<&'static str> {
    let known = KEYS.iter().find(|(name, _)| *name == table);
    known.map_or(vec![], |(_, columns)| std::iter::once("scenario").chain(columns.iter().copied()).collect())
}

/// The data package of a run's tables.
///
/// # Errors
/// If it cannot be written, which is a fault of the program.
pub fn datapackage(loaded: &Loaded, tables: &[Typed]) -> Result<Vec<u8>> {
    let (scenario, about) = (&loaded.scenario, &loaded.dataset.about);
    let package = json!({
        "profile": "tabular-data-package",
        "name": format!("gridbound-{}", scenario.name.to_lowercase()),
        "title": format!("{}: {}", scenario.name, scenario.title),
        "description": format!("{} Dataset: {} ({}).", scenario.description, about.title, about.currency),
        "version": env!("CARGO_PKG_VERSION"),
        "licenses": [{"name": licence(&about.licence), "title": about.licence}],
        "sources": sources(loaded),
        "resources": tables.iter().map(resource).collect::<Vec<_>>(),
    });
    let text = serde_json::to_string_pretty(&package);
    let text = text.map_err(|fault| Error::run(format!("cannot write the data package: {fault}")))?;
    Ok(format!("{text}\n").into_bytes())
}

/// The Open Definition's name of a licence that is stated in words.
fn licence(words: &str) -> &'static str {
    const KNOWN: [(&str, &str); 2] = [("CC BY 4.0", "CC-BY-4.0"), ("CC0", "CC0-1.0")];
    KNOWN.iter().find(|(said, _)| words.contains(said)).map_or("notspecified", |(_, name)| name)
}

fn sources(loaded: &Loaded) -> Vec<Value> {
    let table = loaded.dataset.table("sources");
    let source = |row: usize| {
        let cell = |column: &str| table.cell(row, column);
        let title = format!("{}: {} ({}); {}", cell("publisher"), cell("title"), cell("year"), cell("source"));
        let address = cell("url_or_doi");
        if address.starts_with("http") { json!({"title": title, "path": address}) } else { json!({"title": title}) }
    };
    (0..table.len()).map(source).collect()
}

fn resource(table: &Typed) -> Value {
    json!({
        "profile": "tabular-data-resource",
        "name": table.name,
        "path": format!("{}.csv", table.name),
        "description": table.about,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {
            "fields": table.columns.iter().map(field).collect::<Vec<_>>(),
            "primaryKey": key(table.name),
            "missingValues": [""],
        },
    })
}

fn field(column: &Column) -> Value {
    let kind = match column.kind {
        Kind::Text => "string",
        Kind::Number => "number",
        Kind::Whole => "integer",
        Kind::Flag => "boolean",
    };
    let mut field = json!({"name": column.name, "type": kind, "description": column.meaning});
    if !column.unit.is_empty() {
        field["unit"] = json!(column.unit);
    }
    field
}
