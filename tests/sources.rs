//! Where numbers come from: shipped data is complete, and every kind of fault is found and said well.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use crate::case::{Case, repository};
use assert_cmd::Command;
use serde_json::Value;

/// Exit code, standard output, and standard error with its wrapping undone.
fn sources(folder: &Path, arguments: &[&str]) -> (Option<i32>, String, String) {
    let mut command = Command::cargo_bin("gridbound").unwrap();
    let output = command.current_dir(folder).arg("sources").args(arguments).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    let said = text(output.stderr).replace('│', " ").split_whitespace().collect::<Vec<_>>().join(" ");
    (output.status.code(), text(output.stdout), said)
}

fn json(folder: &Path, arguments: &[&str]) -> Value {
    let (_, out, err) = sources(folder, &[arguments, &["--json"]].concat());
    serde_json::from_str(&out).unwrap_or_else(|fault| panic!("{fault}: {out}{err}"))
}

/// The toy with its ranges alone: its source no longer makes definitions of all rows.
const NO_MARK: &str = "sources invented: note = x";

/// What `--check` finds in a case, as `line: message`, errors only.
fn faults(edits: &[&str], table: &str) -> Vec<String> {
    let case = Case::with(edits);
    let found = json(case.path(), &["--dataset", "toy", "--check"]);
    assert_eq!(found["complete"], false);
    let problems = found["problems"].as_array().unwrap().iter();
    let of_table = problems.filter(|p| p["file"].as_str().unwrap().ends_with(&format!("/{table}.csv")));
    of_table
        .map(|p| format!("{}: {} | {}", p["line"], p["message"].as_str().unwrap(), p["hint"].as_str().unwrap()))
        .collect()
}

#[test]
fn every_row_of_the_shipped_data_has_a_source_and_a_range_or_a_reason() {
    for dataset in ["us", "toy"] {
        let found = json(&repository(""), &["--dataset", dataset, "--check"]);
        assert_eq!(found["problems"].as_array().map(Vec::len), Some(0), "{dataset}: {:#}", found["problems"]);
        assert_eq!(found["complete"], true);
        let all = found["tables"].as_array().unwrap().last().unwrap();
        assert_eq!(all["rows"], all["with_source"]);
        let grounds = ["with_range", "definitions", "by_table", "quoted"].map(|ground| all[ground].as_u64().unwrap());
        assert_eq!(all["rows"].as_u64(), Some(grounds.iter().sum()));
    }
    let (code, out, _) = sources(&repository(""), &["--check"]);
    assert_eq!(code, Some(0));
    assert!(out.starts_with("dataset us: each of "), "{out}");
}

#[test]
fn in_the_us_definitions_stay_few() {
    let counts = json(&repository(""), &["--dataset", "us"]);
    let of = |table: &str, count: &str| {
        let row = counts.as_array().unwrap().iter().find(|row| row["table"] == table).unwrap();
        row[count].as_u64().unwrap()
    };
    for table in ["load", "build_limits", "accelerator_supply", "demand", "capital", "availability", "sites"] {
        assert_eq!(of(table, "rows"), of(table, "with_range"), "{table}");
    }
    assert_eq!(of("days", "definitions"), 6);
    assert_eq!(of("load_profile", "by_table"), of("load_profile", "rows"));
}

#[test]
fn a_row_without_a_source_is_named() {
    assert_eq!(
        faults(&["load north: source ="], "load"),
        [
            "2: load north, 2026 has no source | name a key of sources.csv; a judgement is a source too, of quality estimate"
        ]
    );
}

#[test]
fn a_source_that_does_not_exist_is_named_with_the_nearest() {
    assert_eq!(
        faults(&["load north: source = inventde"], "load"),
        ["2: source is \"inventde\"; expected a name from sources | did you mean \"invented\"?"]
    );
}

#[test]
fn a_row_with_neither_range_nor_mark_is_named_and_half_a_range_too() {
    let hint = "give low and high, or begin its note with the word definition and say what it defines";
    assert_eq!(
        faults(&[NO_MARK], "fuels"),
        [format!("2: fuels gas has neither a range nor the mark that it is a definition | {hint}")]
    );
    assert_eq!(
        faults(&[NO_MARK, "load north: low ="], "load"),
        [format!("2: load north, 2026 has a high but no low | {hint}")]
    );
    assert_eq!(
        faults(&[NO_MARK, "load north: high ="], "load"),
        [format!("2: load north, 2026 has a low but no high | {hint}")]
    );
    let marked = "committed_builds 2026: note = definition: signed";
    assert_eq!(faults(&[NO_MARK], "committed_builds").len(), 2);
    assert_eq!(faults(&[NO_MARK, marked], "committed_builds").len(), 1);
    assert!(faults(&[NO_MARK], "load_profile").is_empty(), "a shape needs no range");
    assert!(faults(&[NO_MARK], "materials").is_empty(), "names need no range");
}

#[test]
fn only_a_published_figure_may_be_quoted_without_a_range() {
    let report = |quality: &str| {
        let rows = "quantity,year,low,central,high,source\nnorth_peak_gw,2026,,1,,invented\n";
        faults(
            &[NO_MARK, &format!("sources invented: quality = {quality}"), &format!("file calibration.csv: {rows}")],
            "calibration",
        )
    };
    assert!(report("published").is_empty());
    let found = report("derived");
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(
        found[0].contains("its source is of quality derived, and only a published figure may be quoted"),
        "{found:?}"
    );
}

#[test]
fn all_faults_are_reported_with_their_lines_and_the_exit_code_is_one() {
    let case = Case::with(&["load: source ="]);
    let (code, out, err) = sources(case.path(), &["--dataset", "toy", "--check"]);
    assert_eq!((code, out.as_str()), (Some(1), ""));
    for line in 2..=4 {
        assert!(err.contains(&format!("data/toy/load.csv:{line}:")), "{err}");
    }
    assert!(err.contains("3 errors"), "{err}");
}

#[test]
fn a_source_that_nothing_cites_is_a_warning() {
    let spare = "sources + spare,Spare,nobody,2026,nowhere,,estimate,";
    let case = Case::with(&[spare]);
    let (code, _, err) = sources(case.path(), &["--dataset", "toy", "--check"]);
    assert_eq!(code, Some(0));
    assert!(err.contains("sources.csv:3:1: nothing cites source spare"), "{err}");
    let cited = Case::with(&[spare, "file README.md: It rests on `spare`."]);
    assert!(!sources(cited.path(), &["--dataset", "toy", "--check"]).2.contains("spare"));
}

#[test]
fn a_row_is_found_by_its_keys_in_any_order_and_shown_in_full() {
    let case = Case::toy();
    let one = |keys: &str| json(case.path(), &["--dataset", "toy", "--table", "build_limits", "--row", keys]);
    let found = one("2026,turbines");
    assert_eq!(found["rows"], one("turbines,2026")["rows"]);
    assert_eq!(found["rows"].as_array().map(Vec::len), Some(1));
    let row = &found["rows"][0];
    assert_eq!((row["low"].as_f64(), row["high"].as_f64(), row["line"].as_u64()), (Some(0.8), Some(1.2), Some(2)));
    assert_eq!(row["source"]["title"], "Numbers invented for teaching; they describe no real place");
    let main = row["cells"].as_array().unwrap().iter().find(|cell| cell["main"] == true).unwrap();
    assert_eq!((&main["value"], &main["unit"]), (&Value::from("1"), &Value::from("GW a year")));
    assert_eq!(one("2026")["rows"].as_array().map(Vec::len), Some(3));
    let (_, out, _) = sources(
        case.path(),
        &["--dataset", "toy", "--table", "build_limits", "--row", "turbines", "--column", "gw_per_year"],
    );
    assert!(out.contains("gw_per_year 1 GW a year  [0.8 to 1.2]"), "{out}");
    assert!(!out.contains("scope"), "{out}");
}

#[test]
fn what_cannot_be_found_is_answered_with_what_is_near() {
    let case = Case::toy();
    let said = |arguments: &[&str]| {
        let (code, out, err) = sources(case.path(), &[&["--dataset", "toy"], arguments].concat());
        assert_eq!((code, out.as_str()), (Some(1), ""), "{err}");
        err
    };
    assert!(said(&["--table", "build_limit"]).contains("did you mean \"build_limits\"?"));
    assert!(said(&["--table", "load", "--row", "noth"]).contains("did you mean \"north\"?"));
    let years = said(&["--table", "load", "--row", "south,2027"]);
    assert!(years.contains("given for 2026, 2028; between years values are linear"), "{years}");
    assert!(said(&["--table", "load", "--row", "north,2028"]).contains("not together"));
    assert!(said(&["--table", "load", "--row", "north", "--cell", "peak"]).contains("did you mean \"peak_gw\"?"));
    assert!(said(&["--source", "invent"]).contains("did you mean \"invented\"?"));
    let other = said(&["--table", "load", "--row", "north", "--scenario", "tyo"]);
    assert!(other.contains("tyo"), "{other}");
}

/// A child of the toy that raises a load and cites a source for it.
fn child(case: &Case) {
    let text = "name = \"child\"\ntitle = \"Child\"\ndescription = \"A test.\"\nextends = \"toy\"\n\n[[adjust]]\n\
        table = \"load\"\nwhere = { region = \"south\" }\nyears = [2028, 2028]\ncolumn = \"peak_gw\"\nmultiply = 2\n\
        why = \"everybody buys a kettle\"\nsource = \"kettles\"\n";
    case.write("scenarios/child.toml", text);
}

#[test]
fn a_scenario_says_what_it_made_of_a_cell_and_why() {
    let case = Case::with(&["sources + kettles,Kettles,nobody,2026,p. 1,,derived,"]);
    child(&case);
    let arguments = ["--table", "load", "--row", "south,2028", "--scenario", "child"];
    let change = &json(case.path(), &arguments)["rows"][0]["cells"][0]["changed"];
    assert_eq!((change["old"].as_f64(), change["new"].as_f64()), (Some(1.5), Some(3.0)));
    assert_eq!(change["why"][0], "everybody buys a kettle");
    assert_eq!(change["sources"][0]["title"], "Kettles");
    let (_, out, _) = sources(case.path(), &arguments);
    assert!(out.contains("in scenario child: 1.5 -> 3 (everybody buys a kettle)"), "{out}");
    let (_, out, _) = sources(case.path(), &["--table", "load", "--row", "north", "--scenario", "child"]);
    assert!(out.contains("unchanged in scenario child"), "{out}");
    let wrong = sources(case.path(), &[&arguments[..], &["--dataset", "us"]].concat());
    assert!(wrong.2.contains("scenario child is of dataset toy"), "{}", wrong.2);
}

#[test]
fn a_source_lists_everything_that_rests_on_it() {
    let case = Case::with(&["sources + kettles,Kettles,nobody,2026,p. 1,,derived,", "capital own: source = kettles"]);
    child(&case);
    let found = json(case.path(), &["--dataset", "toy", "--source", "kettles"]);
    assert_eq!(found["tables"][0]["table"], "capital");
    assert_eq!(found["tables"][0]["columns"], serde_json::json!(["busd", "fee"]));
    assert_eq!(found["tables"][0]["keys"], serde_json::json!(["own, 2026"]));
    assert_eq!(found["tables"].as_array().map(Vec::len), Some(1));
    assert_eq!((&found["adjusts"][0]["scenario"], &found["adjusts"][0]["line"]), (&"child".into(), &6.into()));
    let (_, out, _) = sources(case.path(), &["--dataset", "toy", "--source", "kettles"]);
    assert!(out.contains("scenario child: load.peak_gw (scenarios/child.toml:6)"), "{out}");
}

#[test]
fn a_table_is_grouped_by_source_and_its_rule_is_quoted() {
    let groups = json(&repository(""), &["--table", "connection_rate"]);
    let groups = groups.as_array().unwrap();
    let rows: u64 = groups.iter().map(|group| group["rows"].as_u64().unwrap()).sum();
    let table = fs::read_to_string(repository("data/us/connection_rate.csv")).unwrap();
    let cited: BTreeSet<&str> = table.lines().skip(1).filter_map(|line| line.split(',').nth(5)).collect();
    assert_eq!(groups.len(), cited.len());
    let all = json(&repository(""), &[]);
    let counted = all.as_array().unwrap().iter().find(|row| row["table"] == "connection_rate").unwrap();
    assert_eq!(counted["rows"].as_u64(), Some(rows));
    let (_, out, _) = sources(&repository(""), &["--table", "connection_rate"]);
    assert!(out.contains("Rule: J1, J11"), "{out}");
    let (_, out, _) = sources(&repository(""), &["--table", "connection_rate", "--row", "ERCOT,2030"]);
    assert!(out.contains("J11 Connection rate."), "{out}");
}
