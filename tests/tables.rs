//! The figures in the tables of `README.md` and `scenarios/README.md` are those of sweeps: `make tables` solves these again and
//! writes the figures, words beside them stay. It takes minutes, and so is no part of `make test`.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use assert_cmd::cargo::cargo_bin;

use crate::exports::rows;

/// Where the repository is.
const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// The scenario that the others are held against.
const FIRST: &str = "baseline";

/// A row of a sweep's results.
type Row = BTreeMap<String, String>;

/// Does a command with a time slice a day; the folder of its results.
fn done(words: &[&str]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let mut command = Command::new(cargo_bin("gridbound"));
    command.current_dir(ROOT).arg("--outputs").arg(folder.path()).args(words);
    let output = command.args(["--block-hours", "24", "--no-charts", "--quiet"]).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    folder
}

/// What a sweep finds.
fn swept(sweep: &str) -> Vec<Row> {
    rows(&done(&["sweep", sweep]).path().join(sweep).join("results.csv"))
}

fn number(row: &Row, column: &str) -> f64 {
    row[column].parse().unwrap()
}

/// Tables of scenarios that were run, and what the dataset calls their plants.
struct Runs {
    folder: tempfile::TempDir,
    sources: BTreeMap<String, String>,
}

impl Runs {
    fn of(library: &[Row]) -> Self {
        let names = library.iter().map(|row| row["base_scenario"].as_str());
        let words: Vec<&str> = std::iter::once("run").chain(names).collect();
        let category = |row: Row| (row["technology"].clone(), row["category"].split('|').next().unwrap().to_owned());
        let sources = rows(&Path::new(ROOT).join("data/us/iamc.csv")).into_iter().map(category).collect();
        Self { folder: done(&words), sources }
    }

    fn table(&self, name: &str, table: &str) -> Vec<Row> {
        rows(&self.folder.path().join(name).join(table))
    }

    /// GW commissioned after 2025 of plants of these sources.
    fn built(&self, name: &str, sources: &[&str]) -> f64 {
        let capacity = self.table(name, "capacity.csv");
        let is_of =
            |row: &&Row| number(row, "year") > 2025.0 && sources.contains(&self.sources[&row["technology"]].as_str());
        capacity.iter().filter(is_of).map(|row| number(row, "built_gw")).sum()
    }

    /// Mean price of energy in 2030, weighted by load.
    fn price(&self, name: &str) -> f64 {
        let prices = self.table(name, "prices.csv");
        let of_year = prices.iter().filter(|row| row["year"] == "2030" && row["slice"] == "all");
        let (mut money, mut load) = (0.0, 0.0);
        for row in of_year {
            money += number(row, "energy_price_usd_per_mwh") * number(row, "load_gw");
            load += number(row, "load_gw");
        }
        money / load
    }

    /// What a scenario builds, pays and emits under a heading; none under other headings.
    fn figure(&self, name: &str, heading: &str) -> Option<String> {
        let sources: &[&str] = match heading {
            "gas (GW)" => &["Gas"],
            "kept coal (GW)" => &["Coal"],
            "nuclear (GW)" => &["Nuclear"],
            "solar (GW)" => &["Solar"],
            "wind (GW)" => &["Wind"],
            "storage (GW)" => &["Batteries", "Pumped Hydro"],
            "energy 2030 ($/MWh)" => return Some(format!("{:.1}", self.price(name))),
            "CO2 2035 (Mt)" => {
                let summary = self.table(name, "summary.csv");
                let last = summary.iter().find(|row| row["year"] == "2035").unwrap();
                return Some(thousands(number(last, "co2_mt")));
            }
            _ => return None,
        };
        Some(format!("{:.0}", self.built(name, sources)))
    }
}

/// What the sweep `library` says of a scenario under a heading; none under headings of words.
fn of_library(library: &[Row], name: &str, heading: &str) -> Option<String> {
    let of =
        |name: &str| library.iter().find(|row| row["base_scenario"] == name).unwrap_or_else(|| panic!("no {name}"));
    let (row, first) = (of(name), of(FIRST));
    match heading {
        "AI load 2030, 2035 (GW)" => {
            Some(format!("{:.1}, {:.1}", number(row, "ai_it_gw_2030"), number(row, "ai_it_gw_2035")))
        }
        "compute 2035" if name == FIRST => Some(format!("{} MH100e", thousands(number(row, "mh100e_2035")))),
        "compute 2035" => Some(percent(number(row, "mh100e_2035") / number(first, "mh100e_2035") - 1.0)),
        "first 2028, 2030" => Some(format!("{}, {}", row["first_2028"], row["first_2030"])),
        verdict if verdict.starts_with("verdict") => Some(format!("{}, {}", row["narrow"], row["broad"])),
        _ => None,
    }
}

/// What the sweep `margin` says of a scenario under a tolerance.
fn of_margin(margin: &[Row], name: &str, heading: &str) -> Option<String> {
    let tolerance = heading.trim_start_matches("tolerance ").trim_end_matches(" %").parse::<f64>().ok()? / 100.0;
    let is_of =
        |row: &&Row| row["base_scenario"] == name && (number(row, "adequacy.tolerance") - tolerance).abs() < 1e-9;
    let row = margin.iter().find(is_of).unwrap_or_else(|| panic!("no {name} at {tolerance}"));
    let load = |year: &str| format!("{:.1}", number(row, &format!("ai_it_gw_{year}")));
    Some(["2028", "2030", "2035"].map(load).join(", "))
}

fn thousands(number: f64) -> String {
    let digits = format!("{number:.0}");
    let (head, tail) = digits.split_at(digits.len().saturating_sub(3));
    if head.is_empty() { tail.to_owned() } else { format!("{head},{tail}") }
}

fn percent(share: f64) -> String {
    let written = format!("{:+.1} %", 100.0 * share);
    if ["+0.0 %", "-0.0 %"].contains(&written.as_str()) { "0 %".to_owned() } else { written }
}

/// A document whose tables of scenarios hold the figures: cells under headings that `figure` knows, in rows that name a scenario.
fn filled(text: &str, figure: impl Fn(&str, &str, &str) -> Option<String>) -> String {
    let mut header: Vec<String> = vec![];
    let line = |line: &str| {
        let Some(row) = line.strip_prefix("| ").and_then(|row| row.strip_suffix(" |")) else {
            header.clear();
            return line.to_owned();
        };
        let cells: Vec<String> = row.split(" | ").map(str::to_owned).collect();
        if header.is_empty() {
            header = cells;
            return line.to_owned();
        }
        let name = cells[0].strip_prefix('`').and_then(|rest| rest.split('`').next());
        let Some(name) = name.filter(|_| cells.len() == header.len()) else { return line.to_owned() };
        let cell = |(at, old): (usize, &String)| {
            figure(&header[0], name, &header[at]).filter(|_| at > 0).unwrap_or_else(|| old.clone())
        };
        format!("| {} |", cells.iter().enumerate().map(cell).collect::<Vec<_>>().join(" | "))
    };
    text.lines().map(line).collect::<Vec<_>>().join("\n") + "\n"
}

#[test]
#[ignore = "solves all scenarios with their verdicts: make tables"]
fn tables_of_scenarios_hold_what_sweeps_find() {
    let (library, margin) = (swept("library"), swept("margin"));
    let runs = Runs::of(&library);
    let figure = |first: &str, name: &str, heading: &str| {
        if first.contains("sweep margin") {
            return of_margin(&margin, name, heading);
        }
        of_library(&library, name, heading).or_else(|| runs.figure(name, heading))
    };
    for document in ["README.md", "scenarios/README.md"] {
        let path = Path::new(ROOT).join(document);
        let text = fs::read_to_string(&path).unwrap();
        let found = filled(&text, figure);
        if std::env::var_os("UPDATE").is_some() {
            fs::write(&path, &found).unwrap();
        } else {
            assert_eq!(text, found, "{document} is not what sweeps find: make tables");
        }
    }
}

#[test]
fn cells_of_figures_are_filled_and_words_stay() {
    let text = "Words.\n\n| name | compute 2035 | came out |\n| --- | --- | --- |\n| `a`: A | old | as it is |\n\n| name | compute 2035 |\n| --- | --- |\n| other | old |\n";
    let filled = filled(text, |_, name, heading| (heading == "compute 2035").then(|| format!("{name}!")));
    assert_eq!(filled, text.replacen("| `a`: A | old |", "| `a`: A | a! |", 1));
    assert_eq!((thousands(1243.6), thousands(96.0)), ("1,244".to_owned(), "96".to_owned()));
    assert_eq!([percent(0.24), percent(-0.0001), percent(-0.316)], ["+24.0 %", "0 %", "-31.6 %"]);
}
