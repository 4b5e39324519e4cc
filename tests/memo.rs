//! The memo: its numbers are those of the tables, in every format, and each says where it comes from.

use std::collections::BTreeMap;
use std::fs;
use std::io::Read;
use std::path::Path;

use assert_cmd::Command;

use crate::case::Case;

/// Runs a memo of the toy.
fn memo(case: &Case, more: &[&str]) -> std::process::Output {
    let mut command = Command::cargo_bin("gridbound").unwrap();
    command
        .current_dir(case.path())
        .args(["memo", "toy", "--quiet", "--format", "md,docx"])
        .args(more)
        .output()
        .unwrap()
}

fn markdown(case: &Case, audience: &str) -> String {
    fs::read_to_string(case.path().join(format!("outputs/toy/memo/{audience}.md"))).unwrap()
}

/// The notes of a memo in Markdown: number and text.
fn notes(text: &str) -> BTreeMap<usize, String> {
    let lines = text.lines().filter_map(|line| line.strip_prefix("[^")?.split_once("]: "));
    lines.map(|(number, note)| (number.parse().unwrap(), note.replace('\\', ""))).collect()
}

/// Numbers with the notes they call: what stands before `[^n]`.
fn figures(text: &str) -> Vec<(f64, usize)> {
    let body: Vec<&str> = text.lines().filter(|line| !line.starts_with("[^")).collect();
    let body = body.join("\n");
    let parts: Vec<&str> = body.split("[^").collect();
    let mut found = vec![];
    for pair in parts.windows(2) {
        let Ok(note) = pair[1].split(']').next().unwrap().parse::<usize>() else { continue };
        let tail: Vec<&str> = pair[0].rsplit(|c: char| c.is_whitespace() || c == '(').take(4).collect();
        let number = tail.iter().find_map(|word| word.replace(',', "").replace('−', "-").parse::<f64>().ok());
        found.extend(number.map(|number| (number, note)));
    }
    found
}

/// A cell of a table of outputs by column and year.
fn cell(folder: &Path, table: &str, column: &str, year: &str) -> f64 {
    let mut reader = csv::Reader::from_path(folder.join(table)).unwrap();
    let header = reader.headers().unwrap().clone();
    let place = |name: &str| header.iter().position(|column| column == name).unwrap();
    let (column, of_year) = (place(column), place("year"));
    let mut rows = reader.records().map(Result::unwrap);
    rows.find(|row| row[of_year] == *year).unwrap()[column].parse().unwrap()
}

#[test]
fn every_number_has_a_note_and_is_the_number_of_its_cell() {
    let case = Case::toy();
    let output = memo(&case, &[]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = markdown(&case, "investor");
    let notes = notes(&text);
    let figures = figures(&text);
    assert!(notes.len() > 20 && figures.len() > 15, "{} notes, {} figures", notes.len(), figures.len());
    let mut checked = 0;
    for (number, note) in figures {
        let note = &notes[&note];
        let Some((column, year)) = note.strip_prefix("summary.csv: ").and_then(|rest| rest.split_once(", ")) else {
            continue;
        };
        let value = cell(&case.path().join("outputs/toy"), "summary.csv", column, year);
        // Numbers are rounded to about two figures.
        assert!((number - value).abs() <= 0.051 * value.abs().max(1.0), "{number} stands for {value}: {note}");
        checked += 1;
    }
    assert!(checked >= 5, "{checked}");
}

#[test]
fn word_holds_the_words_of_markdown() {
    let case = Case::toy();
    assert!(memo(&case, &["--sweep", "toy-grid"]).status.success());
    let text = markdown(&case, "investor");
    let file = fs::File::open(case.path().join("outputs/toy/memo/investor.docx")).unwrap();
    let mut archive = zip::ZipArchive::new(file).unwrap();
    let mut part = |name: &str| {
        let mut text = String::new();
        archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
        text
    };
    let (document, footnotes) = (part("word/document.xml"), part("word/footnotes.xml"));
    for (number, note) in notes(&text) {
        let said = note.split(". ").next().unwrap().replace('&', "&amp;");
        assert!(footnotes.contains(&said), "note {number} is not in the Word document: {said}");
    }
    let title = text.lines().next().unwrap().trim_start_matches("# ");
    assert!(document.contains(title));
    let properties = part("docProps/core.xml");
    let escaped = title.replace('&', "&amp;");
    let author = concat!("<dc:creator>gridbound ", env!("CARGO_PKG_VERSION"), "</dc:creator>");
    assert!(
        properties.contains(&format!("<dc:title>{escaped}</dc:title>")) && properties.contains(author),
        "{properties}"
    );
    assert!(properties.contains(">1980-01-01T00:00:00Z</dcterms:created>"), "{properties}");
    let charts = text.matches("](charts/").count();
    assert!(charts >= 6 && document.matches("<pic:pic").count() == charts, "{charts} charts");
    assert_eq!(document.matches("<wp:docPr").count(), charts);
    for line in text.lines().filter(|line| line.contains("](charts/")) {
        let told = line.trim_start_matches("![").rsplit_once("](").unwrap().0.replace('&', "&amp;").replace('\\', "");
        assert!(document.contains(&format!("descr=\"{told}\"")), "no picture says: {told}");
        let chart = line.rsplit("](").next().unwrap().trim_end_matches(')');
        assert!(case.path().join("outputs/toy/memo").join(chart).is_file(), "{chart}");
    }
}

#[test]
fn the_title_is_the_verdict_and_the_audience_decides_what_comes_first() {
    let case = Case::toy();
    assert!(memo(&case, &[]).status.success());
    assert!(memo(&case, &["--audience", "policy"]).status.success());
    let (investor, policy) = (markdown(&case, "investor"), markdown(&case, "policy"));
    let verdict = fs::read_to_string(case.path().join("outputs/toy/verdict.json")).unwrap();
    let verdict: serde_json::Value = serde_json::from_str(&verdict).unwrap();
    assert_eq!(verdict["horizon"]["narrow"], "energy-bound");
    assert!(investor.starts_with("# Energy limits the build-out of AI, 2026–2028"), "{}", &investor[..80]);
    assert!(investor.contains("## Where money earns the most") && policy.contains("## What policy can move"));
    for section in ["Conclusion", "Evidence", "What would change this conclusion", "Limits of this analysis"] {
        assert!(investor.contains(&format!("## {section}")), "{section}");
    }
}

#[test]
fn an_analysis_that_is_kept_is_used_again_and_only_for_the_same_inputs() {
    let case = Case::toy();
    assert!(memo(&case, &[]).status.success());
    let first = markdown(&case, "investor");
    let kept = case.path().join("outputs/toy/analysis.json");
    let written = fs::metadata(&kept).unwrap().modified().unwrap();
    assert!(memo(&case, &[]).status.success());
    assert_eq!(fs::metadata(&kept).unwrap().modified().unwrap(), written, "the analysis was made again");
    assert_eq!(markdown(&case, "investor"), first);
    assert!(memo(&case, &["--set", "levers.chips=0.5"]).status.success());
    assert_ne!(fs::metadata(&kept).unwrap().modified().unwrap(), written, "other inputs, old analysis");
    assert!(markdown(&case, "investor").contains("Chips"));
}

#[test]
fn a_scenario_is_not_held_against_itself_and_pdf_is_said_to_be_missing() {
    let case = Case::toy();
    let output = memo(&case, &["--against", "toy"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).contains("named twice"));
    if !cfg!(feature = "pdf") {
        let mut command = Command::cargo_bin("gridbound").unwrap();
        let output = command.current_dir(case.path()).args(["memo", "toy", "--format", "pdf"]).output().unwrap();
        assert_eq!(output.status.code(), Some(1));
        assert!(String::from_utf8_lossy(&output.stderr).contains("--features pdf"));
    }
}

#[test]
fn an_analysis_of_another_question_is_not_taken_for_this_one() {
    let case = Case::toy();
    let explain = |more: &[&str]| {
        let mut command = Command::cargo_bin("gridbound").unwrap();
        let arguments = ["explain", "toy", "--quiet", "--no-charts"];
        assert!(command.current_dir(case.path()).args(arguments).args(more).output().unwrap().status.success());
        fs::read(case.path().join("outputs/toy/analysis.json")).unwrap()
    };
    let kept = || fs::read(case.path().join("outputs/toy/analysis.json")).unwrap();
    // The same question with more parts will do; fewer parts or other families will not.
    let full = explain(&[]);
    assert!(memo(&case, &[]).status.success());
    assert_eq!(kept(), full);
    for more in [&["--parts", "none"][..], &["--families", "chips,power,grid"]] {
        let other = explain(more);
        assert!(memo(&case, &[]).status.success());
        assert_ne!(kept(), other, "{more:?}");
    }
}
