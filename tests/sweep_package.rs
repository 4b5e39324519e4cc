//! The data package of a sweep describes every table of its folder, every column, with types that hold.

use std::collections::BTreeSet;
use std::fs;

use rstest::rstest;
use serde_json::Value;

use crate::workshop::{GRID, Workshop, hypercube};

const ONE_AT_A_TIME: &str =
    "name = \"s\"\ntitle = \"S\"\nbase = \"toy\"\nmode = \"one-at-a-time\"\naxes = \"all-levers\"\n";

/// Levels that are names.
const NAMES: &str = "name = \"s\"\ntitle = \"S\"\nbase = \"toy\"\nmode = \"grid\"\n\
    [[axis]]\nname = \"start\"\nscenarios = [\"toy\", \"dear\"]\n[[axis]]\nfield = \"finance.discount_rate\"\nvalues = [0.05, 0.09]\n";

/// Tables of the folder, from the names of the files.
fn tables(shop: &Workshop) -> BTreeSet<String> {
    let files = fs::read_dir(shop.output("s")).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    files.filter_map(|name| name.strip_suffix(".csv").map(str::to_owned)).collect()
}

/// Cells of a table, the header first.
fn records(shop: &Workshop, file: &str) -> Vec<Vec<String>> {
    let reader = csv::ReaderBuilder::new().has_headers(false).from_path(shop.output(&format!("s/{file}")));
    reader.unwrap().records().map(|record| record.unwrap().iter().map(str::to_owned).collect()).collect()
}

fn holds(kind: &str, cell: &str) -> bool {
    match kind {
        "number" => cell.parse::<f64>().is_ok(),
        "integer" => cell.parse::<i64>().is_ok(),
        "boolean" => cell == "true" || cell == "false",
        kind => kind == "string",
    }
}

fn texts<'a>(list: &'a Value, key: Option<&str>) -> Vec<&'a str> {
    let text = |value: &'a Value| key.map_or(value, |key| &value[key]).as_str().unwrap();
    list.as_array().unwrap().iter().map(text).collect()
}

#[rstest]
#[case::grid(GRID, &["frontier", "flip_line"])]
#[case::hypercube(&hypercube(12), &["probabilities", "fan", "sensitivity"])]
#[case::one_at_a_time(ONE_AT_A_TIME, &["swings"])]
#[case::names(NAMES, &["cases"])]
fn the_data_package_of_a_sweep_describes_every_table(#[case] sweep: &str, #[case] among: &[&str]) {
    let shop = Workshop::new(sweep);
    shop.case
        .write("scenarios/dear.toml", "name = \"dear\"\ntitle = \"Dear\"\nextends = \"toy\"\n[levers]\nchips = 2\n");
    shop.run("sweep s --no-charts").well();
    let package: Value = serde_json::from_slice(&fs::read(shop.output("s/datapackage.json")).unwrap()).unwrap();
    assert_eq!((package["name"].as_str(), package["licenses"][0]["title"].is_string()), (Some("gridbound-s"), true));
    assert!(!package["sources"].as_array().unwrap().is_empty());
    let there = tables(&shop);
    assert!(among.iter().chain(&["results", "by_year"]).all(|table| there.contains(*table)), "{there:?}");
    let resources = package["resources"].as_array().unwrap();
    assert_eq!(
        texts(&package["resources"], Some("name")).into_iter().map(str::to_owned).collect::<BTreeSet<_>>(),
        there
    );
    for resource in resources {
        let records = records(&shop, resource["path"].as_str().unwrap());
        let (schema, name) = (&resource["schema"], &resource["name"]);
        let named = texts(&schema["fields"], Some("name"));
        assert_eq!(named, records[0], "{name}");
        let kinds = texts(&schema["fields"], Some("type"));
        for row in &records[1..] {
            for ((cell, kind), column) in row.iter().zip(&kinds).zip(&named) {
                assert!(cell.is_empty() || holds(kind, cell), "{name}.{column}: {cell} is no {kind}");
            }
        }
        assert!(texts(&schema["fields"], Some("description")).iter().all(|meaning| meaning.ends_with('.')), "{name}");
        let keys = texts(&schema["primaryKey"], None);
        assert!(!keys.is_empty(), "{name} has no key");
        let places: Vec<usize> = keys.iter().map(|key| named.iter().position(|name| name == key).unwrap()).collect();
        let unique: BTreeSet<Vec<&str>> =
            records[1..].iter().map(|row| places.iter().map(|&at| row[at].as_str()).collect()).collect();
        assert_eq!(unique.len(), records.len() - 1, "{name}: its key is not unique");
    }
}

#[test]
fn columns_of_axes_and_years_have_meanings_units_and_types() {
    let shop = Workshop::new(NAMES);
    shop.case
        .write("scenarios/dear.toml", "name = \"dear\"\ntitle = \"Dear\"\nextends = \"toy\"\n[levers]\nchips = 2\n");
    shop.run("sweep s --no-charts").well();
    let package: Value = serde_json::from_slice(&fs::read(shop.output("s/datapackage.json")).unwrap()).unwrap();
    let fields = package["resources"][0]["schema"]["fields"].as_array().unwrap();
    let field = |name: &str| {
        let field = fields.iter().find(|field| field["name"] == name).unwrap();
        let text = |key: &str| field[key].as_str().unwrap_or_default().to_owned();
        [text("type"), text("unit"), text("description")]
    };
    assert_eq!(field("start")[0], "string");
    assert_eq!(field("finance.discount_rate")[0], "number");
    assert_eq!(field("mh100e_2028"), ["number", "MH100e", "Compute powered, average of the year, 2028."]);
    assert_eq!(field("first_2026")[0], "string");
    assert_eq!(field("rent_grid_musd")[0], "number");
    assert!(field("rent_grid_musd")[1].starts_with("million "), "{:?}", field("rent_grid_musd"));
    assert_eq!(field("certified")[0], "boolean");
}
