//! `datapackage.json`: the CSV tables of a run, or of a sweep, as a Frictionless tabular data package, with types, units,
//! meanings, keys, licence and sources.

use serde_json::{Value, json};

use super::sweep_columns;
use super::typed::{Column, Kind, Typed};
use crate::error::{Error, Result};
use crate::experiment::sweep::record::Finished;
use crate::input::tables::Sources;
use crate::input::typed::InputRow;
use crate::load::Loaded;

/// The table of a sweep whose columns depend on its axes and years.
pub const RESULTS: &str = "results";

/// What a sweep's table of results says.
pub const ABOUT_RESULTS: &str = "A scenario of the sweep, one row each, in the sweep's order: where it stands on each axis, how it was solved, what it brings.";

/// The data package of a run's tables.
///
/// # Errors
/// If it cannot be written, which is a fault of the program.
pub fn datapackage(loaded: &Loaded, tables: &[Typed]) -> Result<Vec<u8>> {
    let scenario = &loaded.scenario;
    let resources: Vec<Value> = tables.iter().map(resource).collect();
    package(loaded, (&scenario.name, &scenario.title, &scenario.description), &resources)
}

/// The data package of a sweep's tables: its results, and those that it has rows of. The dataset is that of its base.
///
/// # Errors
/// If it cannot be written, which is a fault of the program.
pub fn of_sweep(base: &Loaded, (finished, description): (&Finished, &str), tables: &[Typed]) -> Result<Vec<u8>> {
    let fields = sweep_columns::all(finished, &base.dataset.about.currency);
    let fields: Vec<Value> = fields.iter().map(|of| field((&of.name, &of.meaning, &of.unit), of.kind)).collect();
    let results = described((RESULTS, ABOUT_RESULTS), &fields, &["scenario"]);
    let others = tables.iter().map(resource);
    let resources: Vec<Value> = std::iter::once(results).chain(others).collect();
    package(base, (&finished.name, &finished.title, description), &resources)
}

/// A package of tables that follow from a dataset.
fn package(loaded: &Loaded, (name, title, description): (&str, &str, &str), resources: &[Value]) -> Result<Vec<u8>> {
    let about = &loaded.dataset.about;
    let package = json!({
        "profile": "tabular-data-package",
        "name": format!("gridbound-{}", name.to_lowercase()),
        "title": format!("{name}: {title}"),
        "description": format!("{description} Dataset: {} ({}).", about.title, about.currency).trim_start(),
        "version": env!("CARGO_PKG_VERSION"),
        "licenses": [{"name": licence(&about.licence), "title": about.licence}],
        "sources": sources(loaded),
        "resources": resources,
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
    let source = |row: InputRow<'_, Sources>| {
        let title = format!("{}: {} ({}); {}", row.publisher(), row.title(), row.year(), row.source());
        let address = row.url_or_doi();
        if address.starts_with("http") { json!({"title": title, "path": address}) } else { json!({"title": title}) }
    };
    loaded.dataset.rows().map(source).collect()
}

fn resource(table: &Typed) -> Value {
    let column = |column: &Column| field((column.name, column.meaning, &column.unit), column.kind);
    described((table.name, table.about), &table.columns.iter().map(column).collect::<Vec<_>>(), table.key)
}

fn described((name, about): (&str, &str), fields: &[Value], key: &[&str]) -> Value {
    json!({
        "profile": "tabular-data-resource",
        "name": name,
        "path": format!("{name}.csv"),
        "description": about,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {
            "fields": fields,
            "primaryKey": key,
            "missingValues": [""],
        },
    })
}

fn field((name, meaning, unit): (&str, &str, &str), kind: Kind) -> Value {
    let kind = match kind {
        Kind::Text => "string",
        Kind::Number => "number",
        Kind::Whole => "integer",
        Kind::Flag => "boolean",
    };
    let mut field = json!({"name": name, "type": kind, "description": meaning});
    if !unit.is_empty() {
        field["unit"] = json!(unit);
    }
    field
}
