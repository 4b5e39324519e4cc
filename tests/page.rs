//! The memo's page: it needs nothing but itself, and what it carries is what the run wrote.

use std::fs;
use std::io::Read;
use std::path::Path;

use assert_cmd::Command;
use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use sha2::{Digest, Sha256};

use crate::case::Case;

/// The toy's page, beside another scenario, with parts of the analysis.
fn page(case: &Case, parts: &str) -> String {
    case.write(
        "scenarios/wired.toml",
        "name = \"wired\"\nextends = \"toy\"\ntitle = \"More <b>wires</b> & \\\"poles\\\"\"\n\n[levers]\ngrid_connection = 2.0\n",
    );
    let mut command = Command::cargo_bin("gridbound").unwrap();
    let arguments = ["memo", "toy", "--against", "wired", "--quiet", "--format", "html", "--parts", parts];
    let output = command.current_dir(case.path()).args(arguments).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    fs::read_to_string(case.path().join("outputs/toy/memo/investor.html")).unwrap()
}

/// What stands between two marks, wherever they do.
fn between<'a>(text: &'a str, start: &str, end: &str) -> Vec<&'a str> {
    text.split(start).skip(1).map(|rest| rest.split(end).next().unwrap()).collect()
}

#[test]
fn the_page_asks_nobody_and_runs_its_own_script_alone() {
    let case = Case::toy();
    let page = page(&case, "none");
    // The name of a language of pictures is the one address in it.
    assert!(!page.replace("http://www.w3.org/2000/svg", "").contains("://"));
    for way in ["src=", "<link", "@import", "url(", "fetch(", "XMLHttpRequest", "onclick", "javascript:"] {
        assert!(!page.contains(way), "{way}");
    }
    let scripts: Vec<&str> = between(&page, "<script>", "</script>");
    let policy = between(&page, "Content-Security-Policy\" content=\"", "\"")[0];
    assert_eq!(scripts.len(), 1);
    let hash = BASE64.encode(Sha256::digest(scripts[0]));
    assert!(policy.starts_with("default-src 'none'") && policy.contains(&format!("script-src 'sha256-{hash}'")));
}

#[test]
fn words_of_users_are_no_markup() {
    let case = Case::toy();
    let page = page(&case, "none");
    assert!(!page.contains("<b>wires"));
    assert!(page.contains("More &lt;b&gt;wires&lt;/b&gt; &amp; "));
}

#[test]
fn tables_in_the_page_are_the_files_of_the_run() {
    let case = Case::toy();
    let page = page(&case, "none");
    let folder = case.path().join("outputs/toy");
    let mut files = vec![];
    for rest in page.split("data-table=\"").skip(1) {
        let file = rest.split('"').next().unwrap();
        let packed = BASE64.decode(between(rest, "<script type=\"application/gzip\">", "</script>")[0]).unwrap();
        let mut bytes = vec![];
        flate2::read::GzDecoder::new(packed.as_slice()).read_to_end(&mut bytes).unwrap();
        if folder.join(file).is_file() {
            assert!(fs::read(folder.join(file)).unwrap() == bytes, "{file}");
            files.push(file.to_owned());
        } else {
            assert!(["comparison.csv", "inputs.csv", "differences.csv", "verdicts.csv"].contains(&file), "{file}");
        }
    }
    for row in fs::read_dir(&folder).unwrap() {
        let name = row.unwrap().file_name().into_string().unwrap();
        let has_rows = || fs::read_to_string(folder.join(&name)).unwrap().lines().count() > 1;
        if Path::new(&name).extension().is_some_and(|ending| ending == "csv") && has_rows() {
            assert!(files.contains(&name), "{name} is not in the page");
        }
    }
    assert!(files.contains(&"verdict.json".to_owned()));
}

#[test]
fn shadow_prices_in_the_page_are_those_of_the_table() {
    let case = Case::toy();
    let page = page(&case, "none");
    let data = between(&page, "id=\"prices-data\" type=\"application/json\">", "</script>")[0];
    let rows: Vec<serde_json::Value> = serde_json::from_str(data).unwrap();
    let mut table = csv::Reader::from_path(case.path().join("outputs/toy/shadow_prices.csv")).unwrap();
    let header = table.headers().unwrap().clone();
    let records: Vec<csv::StringRecord> = table.records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), records.len());
    for (row, record) in rows.iter().zip(&records) {
        for (column, cell) in header.iter().zip(record) {
            let same = match &row[column] {
                serde_json::Value::Null => cell.is_empty(),
                serde_json::Value::Number(number) => cell.parse::<f64>().unwrap() == number.as_f64().unwrap(),
                serde_json::Value::Bool(is) => cell == is.to_string(),
                other => cell == other.as_str().unwrap(),
            };
            assert!(same, "{column}: {} and {cell}", row[column]);
        }
    }
}

#[test]
fn charts_of_both_scenarios_stand_in_the_page() {
    let case = Case::toy();
    let page = page(&case, "ladder,flips");
    let own = page.matches("data-scenario=\"0\"").count();
    let other = page.matches("data-scenario=\"1\"").count();
    assert!(own >= 14 && (7..own).contains(&other), "{own} charts, {other} of the other scenario");
    for chart in ["ai_load", "powered_gigawatt", "flips", "scenarios", "what_binds", "supplies"] {
        assert_eq!(page.matches(&format!("id=\"chart-{chart}\"")).count(), 1, "{chart}");
    }
    // Charts of a comparison are of both.
    let alone = |chart: &str| {
        let figure = page.split(&format!("id=\"chart-{chart}\"")).nth(1).unwrap();
        figure.split("</figure>").next().unwrap().contains("This chart is of ")
    };
    assert_eq!(["flips", "scenarios", "ai_load"].map(alone), [true, false, false]);
    for link in between(&page, "href=\"#", "\"") {
        assert_eq!(page.matches(&format!("id=\"{link}\"")).count(), 1, "{link}");
    }
}

#[test]
fn a_printed_page_cuts_no_column_off() {
    let case = Case::toy();
    let page = page(&case, "none");
    let print = page.split("@media print").nth(1).unwrap().split("</style>").next().unwrap();
    // What scrolls on a screen stands on paper whole.
    assert!(print.contains(".wide, .view, .values { overflow: visible;") && print.contains("table-header-group"));
}
