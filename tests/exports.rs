//! Tables that people take away: workbook, IAMC table, Parquet, data package. All hold the numbers of the CSV files.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Cursor;
use std::path::Path;
use std::process::Output;

use assert_cmd::Command;
use calamine::{Data, Reader, Xlsx};
use gridbound::render::tables::{ALL, harmless, is_formula, typed};
use gridbound::render::typed::Typed;
use gridbound::render::workbook::{MOST_ROWS, Subject, workbook};
use gridbound::results::Results;
use gridbound::results::catalogue::Tables;
use gridbound::run::{Run, run};
use gridbound::solve::Options;
use serde_json::Value;

use crate::case::Case;

fn gridbound(folder: &Path, arguments: &[&str]) -> Output {
    Command::cargo_bin("gridbound").unwrap().current_dir(folder).args(arguments).output().unwrap()
}

fn done(folder: &Path, arguments: &[&str]) {
    let output = gridbound(folder, arguments);
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
}

fn refused(folder: &Path, arguments: &[&str]) -> String {
    let output = gridbound(folder, arguments);
    assert_eq!(output.status.code(), Some(1), "{arguments:?}");
    String::from_utf8(output.stderr).unwrap()
}

/// The toy scenario with all formats in `outputs/toy`.
fn toy() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    done(folder.path(), &["run", "toy", "--no-charts"]);
    done(folder.path(), &["export", "toy", "--format", "xlsx,iamc,mps"]);
    folder
}

fn records(path: &Path) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_path(path).unwrap();
    reader.records().map(|r| r.unwrap().iter().map(str::to_owned).collect()).collect()
}

/// Rows of a CSV file by column.
pub fn rows(path: &Path) -> Vec<BTreeMap<String, String>> {
    let records = records(path);
    let row = |cells: &Vec<String>| records[0].iter().cloned().zip(cells.iter().cloned()).collect();
    records[1..].iter().map(row).collect()
}

/// Columns that together name a row of a table.
fn key(name: &str) -> &'static [&'static str] {
    ALL.iter().copied().flatten().find(|table| table.name == name).unwrap().key
}

fn number(row: &BTreeMap<String, String>, column: &str) -> f64 {
    row[column].parse().unwrap_or_else(|_| panic!("{column}: {}", row[column]))
}

fn names(folder: &Path, ending: &str) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<String> = entries.filter_map(|n| n.strip_suffix(ending).map(str::to_owned)).collect();
    names.sort();
    names
}

fn book(bytes: Vec<u8>) -> Xlsx<Cursor<Vec<u8>>> {
    Xlsx::new(Cursor::new(bytes)).unwrap()
}

/// Texts of a sheet, row by row.
fn texts(book: &mut Xlsx<Cursor<Vec<u8>>>, sheet: &str) -> Vec<Vec<String>> {
    let range = book.worksheet_range(sheet).unwrap();
    range.rows().map(|row| row.iter().map(ToString::to_string).collect()).collect()
}

#[test]
fn the_workbook_holds_every_cell_of_the_csv_files() {
    let folder = toy();
    let outputs = folder.path().join("outputs/toy");
    let mut book = book(fs::read(outputs.join("workbook.xlsx")).unwrap());
    let tables: Vec<String> =
        names(&outputs, ".csv").into_iter().filter(|n| !n.starts_with("iamc") && !n.contains('.')).collect();
    assert_eq!(tables.len(), Results::TABLES.len());
    let mut numbers = 0;
    for table in tables {
        let records = records(&outputs.join(format!("{table}.csv")));
        let sheet = book.worksheet_range(&table).unwrap();
        assert_eq!(sheet.height(), records.len(), "{table}");
        for (row, record) in records.iter().enumerate() {
            for (column, cell) in record.iter().enumerate() {
                let found = sheet.get((row, column)).unwrap_or(&Data::Empty);
                match found {
                    _ if row == 0 => assert_eq!(found.to_string().lines().next(), Some(cell.as_str()), "{table}"),
                    Data::Float(value) => {
                        numbers += 1;
                        assert_eq!(value.to_bits(), cell.parse::<f64>().unwrap().to_bits(), "{table} {row} {column}");
                    }
                    Data::Bool(flag) => assert_eq!(flag.to_string(), *cell, "{table}"),
                    Data::String(text) => assert_eq!(text, cell, "{table}"),
                    Data::Empty => assert_eq!("", cell, "{table} {row} {column}"),
                    other => panic!("{table} {row} {column}: {other:?}"),
                }
            }
        }
    }
    assert!(numbers > 500, "{numbers}");
}

#[test]
fn headers_have_units_and_the_first_sheet_says_what_there_is() {
    let folder = toy();
    let bytes = fs::read(folder.path().join("outputs/toy/workbook.xlsx")).unwrap();
    let mut book = book(bytes);
    assert_eq!(book.sheet_names().first().map(String::as_str), Some("Contents"));
    let contents = texts(&mut book, "Contents");
    let said = contents.concat().join("\n");
    for wanted in
        ["Toy: invented, solved by hand", "USD 2026", "optimal; relative gap", "HiGHS", env!("CARGO_PKG_VERSION")]
    {
        assert!(said.contains(wanted), "{wanted}: {said}");
    }
    for sheet in book.sheet_names().iter().filter(|name| *name != "Contents") {
        assert!(contents.iter().any(|row| row[0] == *sheet), "{sheet} is not among the contents");
    }
    assert_eq!(texts(&mut book, "summary")[0][2], "ai_rated_gw\nGW");
    assert_eq!(texts(&mut book, "prices")[0][6], "energy_price_usd_per_mwh\nUSD 2026/MWh");
    let sources = texts(&mut book, "Sources");
    assert_eq!(sources[0], ["source", "title", "publisher", "year", "locator", "url_or_doi", "quality"]);
    assert!(sources.len() > 1);
}

#[test]
fn charts_draw_the_sums_of_the_tables() {
    let folder = toy();
    let outputs = folder.path().join("outputs/toy");
    let mut book = book(fs::read(outputs.join("workbook.xlsx")).unwrap());
    let data = texts(&mut book, "Chart data");
    let block = |title: &str| data.iter().position(|row| row[0] == title).unwrap();
    let summary = rows(&outputs.join("summary.csv"));
    let total = |row: &[String]| row[1..].iter().filter_map(|cell| cell.parse::<f64>().ok()).sum::<f64>();
    for (i, year) in summary.iter().enumerate() {
        let load = &data[block("AI load by region") + 3 + i];
        assert_eq!(load[0], year["year"]);
        assert!((total(load) - number(year, "ai_rated_gw")).abs() < 1e-9, "{load:?}");
        let compute = &data[block("Compute powered") + 3 + i];
        assert!((total(compute) - number(year, "compute_mh100e")).abs() < 1e-9);
        let rents = &data[block("Who gets the rents of supply") + 3 + i];
        assert!((total(rents) - 1.0).abs() < 1e-9, "{rents:?}");
        let capex: f64 =
            year.iter().filter(|(name, _)| name.starts_with("capex_")).map(|(name, _)| number(year, name)).sum();
        assert!((total(&data[block("Capital spent") + 3 + i]) - capex).abs() < 1e-9);
    }
}

#[test]
fn the_same_run_gives_the_same_bytes() {
    let (one, two) = (toy(), toy());
    for file in ["workbook.xlsx", "iamc.csv", "iamc_variables.csv", "datapackage.json", "dispatch.parquet", "toy.mps"] {
        let read = |folder: &tempfile::TempDir| fs::read(folder.path().join("outputs/toy").join(file)).unwrap();
        assert!(read(&one) == read(&two), "{file}");
    }
}

struct Made {
    loaded: gridbound::load::Loaded,
    run: Run,
    tables: Vec<Typed>,
}

fn made(case: &Case) -> Made {
    let loaded = case.load();
    let run = run(&loaded, &Options::default()).unwrap();
    let tables = typed(&run.results, &run.results.labels.currency).unwrap();
    Made { loaded, run, tables }
}

impl Made {
    fn book(&self, most_rows: usize) -> Xlsx<Cursor<Vec<u8>>> {
        let (results, certificate) = (&self.run.results, &self.run.certificate);
        book(
            workbook(&Subject {
                loaded: &self.loaded,
                results,
                certificate,
                verdict: None,
                tables: self.tables.iter().collect(),
                most_rows,
            })
            .unwrap(),
        )
    }
}

#[test]
fn a_table_too_long_for_a_sheet_is_left_to_its_csv_file_and_the_contents_say_so() {
    let made = made(&Case::toy());
    let length = |name: &str| made.tables.iter().find(|t| t.name == name).unwrap().rows;
    assert!(length("dispatch") > length("prices"));
    // With its header, dispatch has one row too many.
    let mut short = made.book(length("dispatch"));
    assert!(short.worksheet_range("dispatch").is_err());
    assert!(short.worksheet_range("prices").is_ok());
    let contents = texts(&mut short, "Contents");
    let row = contents.iter().find(|row| row[0] == "dispatch").unwrap();
    assert!(row[2].ends_with("Too long for a sheet: see dispatch.csv."), "{row:?}");
    assert!(made.book(length("dispatch") + 1).worksheet_range("dispatch").is_ok());
    assert!(made.book(MOST_ROWS).worksheet_range("dispatch").is_ok());
}

const FORMULAS: [&str; 6] = ["=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1+1", "\r=1+1"];

#[test]
fn texts_that_look_like_formulas_stay_texts() {
    let mut made = made(&Case::toy());
    let table = made.tables.iter_mut().find(|t| t.name == "accounts").unwrap();
    for (cell, formula) in table.columns[1].cells.iter_mut().zip(FORMULAS) {
        *cell = Value::from(formula);
    }
    "=HYPERLINK(\"http://x\")".clone_into(&mut made.loaded.scenario.title);
    "=2+2".clone_into(&mut made.loaded.scenario.description);
    let mut book = made.book(MOST_ROWS);
    for sheet in book.sheet_names() {
        assert!(book.worksheet_formula(&sheet).unwrap().used_cells().next().is_none(), "{sheet} has a formula");
    }
    let found = texts(&mut book, "accounts");
    for (row, formula) in found[1..].iter().zip(FORMULAS) {
        // XML turns a carriage return into a line feed.
        assert_eq!(row[1].replace(['\r', '\n'], ""), formula.replace('\r', ""));
    }
}

#[test]
fn no_cell_of_a_csv_file_is_a_formula_and_all_else_stays_as_it_was() {
    for formula in FORMULAS {
        assert!(is_formula(formula), "{formula:?}");
    }
    for harmless in ["-1.5", "+3", "1e-7", "-1e-7", "a=b", "", "text", "'=1"] {
        assert!(!is_formula(harmless), "{harmless}");
    }
    let plain = b"a,b\n-1.5,\"x, \"\"y\"\"\"\n".to_vec();
    assert_eq!(harmless(plain.clone()).unwrap(), plain);
    let guarded = String::from_utf8(harmless(b"a,b\n-1.5,\"=1+1, x\"\n".to_vec()).unwrap()).unwrap();
    assert_eq!(guarded, "a,b\n-1.5,\"'=1+1, x\"\n");
    let folder = tempfile::tempdir().unwrap();
    done(folder.path(), &["run", "toy", "--no-charts"]);
    for table in names(&folder.path().join("outputs/toy"), ".csv") {
        let cells = records(&folder.path().join("outputs/toy").join(format!("{table}.csv"))).concat();
        assert!(!cells.iter().any(|cell| is_formula(cell)), "{table}");
    }
}

#[test]
fn parquet_files_have_the_rows_of_the_csv_files_and_say_units() {
    let folder = toy();
    let outputs = folder.path().join("outputs/toy");
    for table in names(&outputs, ".parquet") {
        let found =
            gridbound::render::parquet::rows(fs::read(outputs.join(format!("{table}.parquet"))).unwrap()).unwrap();
        let expected = rows(&outputs.join(format!("{table}.csv")));
        assert_eq!(found.len(), expected.len(), "{table}");
        for (found, expected) in found.iter().zip(&expected) {
            for (column, cell) in expected {
                match found.get(column) {
                    None => assert_eq!(cell, "", "{table}.{column}"),
                    Some(Value::String(text)) => assert_eq!(text, cell, "{table}.{column}"),
                    Some(Value::Bool(flag)) => assert_eq!(flag.to_string(), *cell, "{table}.{column}"),
                    Some(value) => {
                        assert_eq!(value.as_f64(), Some(cell.parse::<f64>().unwrap()), "{table}.{column}");
                    }
                }
            }
        }
        let text = String::from_utf8_lossy(&fs::read(outputs.join(format!("{table}.parquet"))).unwrap()).into_owned();
        assert!(text.contains("\"unit\":"), "{table} says no units");
    }
}

#[test]
fn the_data_package_names_every_table_and_its_keys_are_unique() {
    let folder = toy();
    let outputs = folder.path().join("outputs/toy");
    let package: Value = serde_json::from_slice(&fs::read(outputs.join("datapackage.json")).unwrap()).unwrap();
    let resources = package["resources"].as_array().unwrap();
    assert_eq!(resources.len(), names(&outputs, ".parquet").len());
    for resource in resources {
        let records = records(&outputs.join(resource["path"].as_str().unwrap()));
        let fields = resource["schema"]["fields"].as_array().unwrap();
        let named: Vec<&str> = fields.iter().map(|f| f["name"].as_str().unwrap()).collect();
        assert_eq!(named, records[0], "{}", resource["name"]);
        for (at, field) in fields.iter().enumerate() {
            let holds = |cell: &str| match field["type"].as_str().unwrap() {
                "number" => cell.parse::<f64>().is_ok(),
                "integer" => cell.parse::<i64>().is_ok(),
                "boolean" => cell == "true" || cell == "false",
                _ => true,
            };
            assert!(records[1..].iter().all(|row| row[at].is_empty() || holds(&row[at])), "{field}");
        }
        let name = resource["name"].as_str().unwrap();
        let keys: Vec<usize> = key(name).iter().map(|k| named.iter().position(|n| n == k).unwrap()).collect();
        assert!(!keys.is_empty(), "{name} has no key");
        let unique: BTreeSet<Vec<&str>> =
            records[1..].iter().map(|row| keys.iter().map(|&k| row[k].as_str()).collect()).collect();
        assert_eq!(unique.len(), records.len() - 1, "{name}: its key is not unique");
    }
}

/// The value of a variable in a region and year of the toy.
fn value(table: &[BTreeMap<String, String>], region: &str, variable: &str, year: &str) -> f64 {
    let found: Vec<_> = table.iter().filter(|row| row["Region"] == region && row["Variable"] == variable).collect();
    assert_eq!(found.len(), 1, "{variable} in {region}");
    number(found[0], year)
}

#[test]
fn the_iamc_table_says_what_the_tables_say() {
    let folder = toy();
    let outputs = folder.path().join("outputs/toy");
    let table = rows(&outputs.join("iamc.csv"));
    let summary = rows(&outputs.join("summary.csv"));
    let close = |found: f64, expected: f64, what: &str| {
        assert!((found - expected).abs() <= 1e-9 * expected.abs(), "{what}: {found} {expected}");
    };
    for row in &summary {
        let year = row["year"].as_str();
        let nation = |variable: &str| value(&table, "Toyland", variable, year);
        close(nation("Data Centres|AI|Load|Rated"), number(row, "ai_rated_gw"), "load");
        close(nation("Compute|AI"), number(row, "compute_mh100e"), "compute");
        close(nation("Data Centres|AI|Electricity"), number(row, "ai_energy_twh") * 0.0036, "energy");
        close(nation("Emissions|CO2|Energy|Supply|Electricity"), number(row, "co2_mt"), "emissions");
        close(nation("Accelerators|Additions"), number(row, "accelerators_bought_thousand_per_year"), "accelerators");
        let parts = ["grid_power", "onsite_power", "connections", "lines"];
        let spent: f64 = parts.iter().map(|part| number(row, &format!("capex_{part}_busd_per_year"))).sum();
        close(nation("Investment|Energy Supply|Electricity"), spent, "investment");
    }
    let capacity = rows(&outputs.join("capacity.csv"));
    let of = |column: &str, year: &str, technology: &str| {
        capacity
            .iter()
            .filter(|r| r["year"] == year && r["technology"] == technology)
            .map(|r| number(r, column))
            .sum::<f64>()
    };
    // The period of 2028 is two years long; a MWh is 3.6 GJ.
    close(
        value(&table, "Toyland", "Capacity Additions|Electricity|Gas", "2028"),
        of("built_gw", "2028", "gas") / 2.0,
        "gas",
    );
    close(
        value(&table, "Toyland", "Secondary Energy|Electricity|Hydro", "2026"),
        of("generation_twh", "2026", "hydro") * 0.0036,
        "hydro",
    );
    let prices = rows(&outputs.join("prices.csv"));
    let north = prices.iter().find(|r| r["region"] == "north" && r["year"] == "2026" && r["slice"] == "all").unwrap();
    let region = format!("gridbound {}|north", env!("CARGO_PKG_VERSION"));
    close(
        value(&table, &region, "Price|Secondary Energy|Electricity", "2026") * 3.6,
        number(north, "energy_price_usd_per_mwh"),
        "price",
    );
}

#[test]
fn every_variable_is_explained_and_levels_add_up() {
    let folder = toy();
    let outputs = folder.path().join("outputs/toy");
    let table = rows(&outputs.join("iamc.csv"));
    let template = rows(&outputs.join("iamc_variables.csv"));
    let listed: BTreeSet<(&str, &str)> =
        template.iter().map(|r| (r["Variable"].as_str(), r["Unit"].as_str())).collect();
    let used: BTreeSet<(&str, &str)> = table.iter().map(|r| (r["Variable"].as_str(), r["Unit"].as_str())).collect();
    assert_eq!(listed, used);
    assert!(template.iter().all(|row| !row["Definition"].is_empty()));
    let mut sums = 0;
    for above in template.iter().filter(|row| row["Definition"] == "Sum of the levels below it") {
        let name = above["Variable"].as_str();
        for total in table.iter().filter(|row| row["Variable"] == name) {
            let below = |row: &&BTreeMap<String, String>| {
                let rest = row["Variable"].strip_prefix(name).and_then(|rest| rest.strip_prefix('|'));
                row["Region"] == total["Region"] && rest.is_some_and(|rest| !rest.contains('|'))
            };
            for year in ["2026", "2028"] {
                let parts: Vec<f64> = table.iter().filter(below).filter_map(|row| row[year].parse().ok()).collect();
                let Ok(whole) = total[year].parse::<f64>() else { continue };
                assert!((parts.iter().sum::<f64>() - whole).abs() < 1e-6 * whole.abs().max(1e-6), "{name} {total:?}");
                sums += 1;
            }
        }
    }
    assert!(sums > 20, "{sums}");
}

#[test]
fn a_technology_without_a_category_is_other() {
    let case = Case::toy();
    case.write("data/toy/iamc.csv", "technology,category,kept\ngas,Gas,0\n");
    let made = made(&case);
    let (table, _) = gridbound::render::iamc::iamc(&made.loaded, &made.tables, &made.run.results.years).unwrap();
    let text = String::from_utf8(table).unwrap();
    assert!(text.contains("Capacity|Electricity|Other|River power,GW"), "{text}");
    assert!(!text.contains("Electricity|Hydro"));
}

#[test]
fn plants_that_are_kept_are_no_additions() {
    let table = |kept: u8| {
        let case = Case::toy();
        case.write("data/toy/iamc.csv", format!("technology,category,kept\ngas,Gas,{kept}\n"));
        let made = made(&case);
        let (table, _) = gridbound::render::iamc::iamc(&made.loaded, &made.tables, &made.run.results.years).unwrap();
        String::from_utf8(table).unwrap()
    };
    let (added, kept) = (table(0), table(1));
    assert!(added.contains("Capacity Additions|Electricity|Gas,") && !added.contains("Capacity Retained"), "{added}");
    assert!(kept.contains("Capacity Retained|Electricity|Gas,"), "{kept}");
    assert!(!kept.contains("Capacity Additions|Electricity|Gas,"), "{kept}");
}

#[test]
fn an_export_says_what_it_follows_from_and_never_mixes_with_another_run() {
    let folder = tempfile::tempdir().unwrap();
    let outputs = folder.path().join("outputs/toy");
    done(folder.path(), &["export", "toy", "--format", "csv"]);
    assert!(outputs.join("manifest.toml").is_file() && outputs.join("certificate.json").is_file());
    let before = fs::read(outputs.join("dispatch.csv")).unwrap();
    let said = refused(folder.path(), &["export", "toy", "--format", "csv", "--block-hours", "24"]);
    assert!(said.contains("holds results of other inputs: overrides was []"), "{said}");
    assert!(said.contains("--as NAME"), "{said}");
    assert_eq!(fs::read(outputs.join("dispatch.csv")).unwrap(), before);
    done(folder.path(), &["export", "toy", "--format", "csv", "--set", "finance.discount_rate=0.03", "--as", "other"]);
    assert_ne!(
        fs::read(folder.path().join("outputs/other/accounts.csv")).unwrap(),
        fs::read(outputs.join("accounts.csv")).unwrap()
    );
    // The same inputs may be added to; a run of others takes away what is not its own.
    done(folder.path(), &["export", "toy", "--format", "xlsx,iamc,parquet,mps"]);
    done(folder.path(), &["run", "toy", "--no-charts"]);
    for file in ["workbook.xlsx", "iamc.csv", "toy.mps"] {
        assert!(outputs.join(file).is_file(), "{file} follows from the same inputs");
    }
    done(folder.path(), &["run", "toy", "--no-charts", "--set", "finance.discount_rate=0.03"]);
    for file in ["workbook.xlsx", "iamc.csv", "iamc_variables.csv", "toy.mps"] {
        assert!(!outputs.join(file).exists(), "{file} follows from other inputs");
    }
    assert_eq!(names(&outputs, ".parquet"), names(&outputs, ".csv"));
}

#[test]
fn what_explain_completed_is_packaged_and_not_overwritten_by_an_export() {
    let folder = tempfile::tempdir().unwrap();
    done(folder.path(), &["explain", "toy", "--parts", "none", "--no-charts"]);
    let outputs = folder.path().join("outputs/toy");
    assert_eq!(names(&outputs, ".parquet"), names(&outputs, ".csv"));
    let package: Value = serde_json::from_slice(&fs::read(outputs.join("datapackage.json")).unwrap()).unwrap();
    let listed: BTreeSet<String> =
        package["resources"].as_array().unwrap().iter().map(|r| r["name"].as_str().unwrap().to_owned()).collect();
    assert_eq!(listed, names(&outputs, ".csv").into_iter().collect());
    for resource in package["resources"].as_array().unwrap() {
        let name = resource["name"].as_str().unwrap();
        let rows = rows(&outputs.join(format!("{name}.csv")));
        let unique: BTreeSet<Vec<&str>> =
            rows.iter().map(|row| key(name).iter().map(|k| row[*k].as_str()).collect()).collect();
        assert_eq!(unique.len(), rows.len(), "{name}: its key is not unique");
    }
    let said = refused(folder.path(), &["export", "toy", "--format", "parquet"]);
    assert!(said.contains("as `gridbound explain` completed them"), "{said}");
    done(folder.path(), &["export", "toy", "--format", "xlsx"]);
    done(folder.path(), &["run", "toy", "--no-charts"]);
    assert!(!outputs.join("relax.parquet").exists() && !outputs.join("verdict.json").exists());
}
