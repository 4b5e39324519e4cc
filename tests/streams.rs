//! Streams that are full, closed or not read; arguments that cannot be understood; a line for each phase.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use assert_cmd::cargo::CommandCargoExt as _;

use crate::case::{copy, repository};

/// A folder with the toy alone.
fn workshop() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir_all(folder.path().join("data/toy")).unwrap();
    fs::create_dir_all(folder.path().join("scenarios/sweeps")).unwrap();
    copy(&repository("data/toy"), &folder.path().join("data/toy"));
    for file in ["toy.toml", "sweeps/toy-grid.toml"] {
        fs::copy(repository("scenarios").join(file), folder.path().join("scenarios").join(file)).unwrap();
    }
    folder
}

/// Runs the program by a shell, with what stands behind it.
fn shell(folder: &Path, arguments: &str, behind: &str) -> Output {
    let program = Command::cargo_bin("gridbound").unwrap();
    let script = format!("'{}' {arguments} {behind}", program.get_program().to_string_lossy());
    Command::new("bash").args(["-c", &script]).current_dir(folder).output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// Commands, and how they end where all streams are sound. Quick ones: what prints is the same for all.
const COMMANDS: &[(&str, i32)] = &[
    ("list levers --dataset toy", 0),
    ("list levers --dataset toy --json", 0),
    ("list scenarios", 0),
    ("list families", 0),
    ("check toy", 0),
    ("check toy --json", 0),
    ("check nonsense", 1),
    ("check nonsense --json", 1),
    ("sources --dataset toy", 0),
    ("sources --dataset toy --json", 0),
    ("sources --dataset toy --table load", 0),
    ("completions bash", 0),
    ("man", 0),
    ("--help", 0),
    ("--version", 0),
    ("run --help", 0),
    ("", 2),
    ("rnu", 2),
    ("run --bogus", 2),
    ("run --bogus --json", 2),
    ("run toyy", 1),
    ("run toyy --json", 1),
    ("run toy --no-charts", 0),
    ("run toy --no-charts --json", 0),
    ("run toy --no-charts --quiet", 0),
    ("charts toy --only ai_load --format svg", 0),
    ("charts toy --only nonsense", 2),
    ("export toy --format lp", 0),
    ("sweep nonsense", 1),
    ("verify --only screening", 0),
];

/// Commands that print nothing to standard output when all goes well.
fn says_nothing(arguments: &str, code: i32) -> bool {
    code != 0 && !arguments.contains("--json")
}

#[test]
fn no_stream_brings_a_panic_and_none_is_lost_without_a_word() {
    let folder = workshop();
    let mut wrong = vec![];
    for &(arguments, code) in COMMANDS {
        for (behind, expected) in [
            ("", code),
            ("2>/dev/full", code),
            ("2>&-", code),
            (">&-", code),
            (">&- 2>&-", code),
            ("| true; exit ${PIPESTATUS[0]}", code),
            ("2>&1 | true; exit ${PIPESTATUS[0]}", code),
            (">/dev/full", if says_nothing(arguments, code) || code == 1 { code } else { 2 }),
            (">/dev/full 2>&1", if says_nothing(arguments, code) || code == 1 { code } else { 2 }),
        ] {
            let output = shell(folder.path(), arguments, behind);
            let said = text(&output.stderr);
            let is_told =
                behind != ">/dev/full" || expected != 2 || code == 2 || said.contains("no space left on device");
            if output.status.code() != Some(expected) || said.contains("panicked") || !is_told {
                wrong.push(format!(
                    "gridbound {arguments} {behind}: {:?}, not {expected}\n{said}",
                    output.status.code()
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn arguments_that_cannot_be_understood_end_with_code_2_in_words_or_as_data() {
    let folder = workshop();
    for (arguments, said) in [
        ("rnu toy", "did you mean 'gridbound run'?"),
        ("run --bogus", "'--bogus'"),
        ("charts --width 20", "200..=6000"),
        ("charts --theme sepia", "sepia"),
        ("run --block-hours soon", "soon"),
        ("list", "<WHAT>"),
        ("export toy", "--format"),
        ("run --threads 0", "1..="),
        ("sources --row 1", "--table"),
        ("new", "scenario"),
        ("sweep", "<SWEEP>"),
        ("run toy toy", "toy is named twice"),
    ] {
        let plain = shell(folder.path(), arguments, "");
        assert_eq!(plain.status.code(), Some(2), "{arguments}");
        assert!(text(&plain.stderr).contains(said) && plain.stdout.is_empty(), "{arguments}: {}", text(&plain.stderr));
        let data = shell(folder.path(), arguments, "--json");
        assert_eq!(data.status.code(), Some(2), "{arguments} --json");
        let found: serde_json::Value = serde_json::from_slice(&data.stdout).unwrap();
        assert!(found["errors"][0]["message"].is_string(), "{found}");
        assert!(found.to_string().contains(&said.replace('"', "\\\"")), "{arguments}: {found}");
    }
    let after = shell(folder.path(), "run -- --json x y", "");
    assert_eq!(after.status.code(), Some(1), "a word behind -- is no option");
    assert!(after.stdout.is_empty());
}

#[test]
fn a_new_scenario_is_told_as_data_too() {
    let folder = workshop();
    let output = shell(folder.path(), "new scenario mine --from toy --json", "");
    let found: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(found, serde_json::json!({ "file": "scenarios/mine.toml", "next": "gridbound run mine" }));
    let again = shell(folder.path(), "new scenario mine --from toy --json", "");
    assert_eq!(again.status.code(), Some(1));
    let found: serde_json::Value = serde_json::from_slice(&again.stdout).unwrap();
    assert_eq!(found["errors"][0]["message"], "scenarios/mine.toml exists");
}

#[test]
fn each_phase_is_a_line_where_standard_error_is_no_screen() {
    let folder = workshop();
    let lines = |arguments: &str| text(&shell(folder.path(), arguments, "").stderr);
    assert_eq!(lines("run toy --no-charts"), "solving toy\n");
    assert_eq!(lines("run toy --no-charts --quiet"), "");
    assert_eq!(lines("charts toy --only ai_load --format svg"), "solving toy\ndrawing charts of toy\n");
}

#[test]
fn years_and_names_that_were_meant_are_named() {
    let folder = workshop();
    for (arguments, said) in [
        ("run toy --years 1-999999999", "--years 1-999999999: expected years from 1900 to 2200"),
        ("run toy --years 2028-2026", "as in 2025,2028,2030 or 2025-2030"),
        ("run toy --set chips=2", "did you mean levers.chips=2?"),
        ("run toy --set discount_rate=8%", "did you mean finance.discount_rate=8%?"),
        ("charts toy --only ai-laod", "did you mean \"ai_load\"?"),
        ("run toy --set levers.chip=2", "did you mean \"chips\"?"),
        ("run toy --set levers.xyz=2", "gridbound list levers --dataset toy shows all"),
        ("run toy --block-hours 5", "expected 1, 2, 3, 4, 6, 8, 12 or 24"),
        ("run toy --set horizon.years=[1,2]", "calendar years in ascending order"),
        ("run toy --set", "a value is required"),
    ] {
        let output = shell(folder.path(), arguments, "");
        let told = text(&output.stderr);
        assert!(output.status.code().is_some_and(|code| code > 0) && told.contains(said), "{arguments}: {told}");
    }
    let years = shell(folder.path(), "run toy --no-charts --json --years 2026-2028 --set finance.discount_rate=8%", "");
    let runs: serde_json::Value = serde_json::from_slice(&years.stdout).unwrap();
    assert_eq!(runs[0]["summary"].as_array().map(Vec::len), Some(3), "{}", text(&years.stderr));
}

#[test]
fn orders_to_a_screen_are_shown_written_out_wherever_they_come_from() {
    let folder = workshop();
    let evil = "\u{1b}[31m\u{202e}\u{7}";
    let toml = fs::read_to_string(folder.path().join("scenarios/toy.toml")).unwrap();
    for (name, more) in [("key", format!("\"{evil}\" = 1\n")), ("words", format!("# {evil}\nname = x{evil}\n"))] {
        fs::write(folder.path().join(format!("scenarios/{name}.toml")), format!("{more}{toml}")).unwrap();
    }
    fs::write(folder.path().join(format!("scenarios/a{evil}.toml")), &toml).unwrap();
    let load = fs::read_to_string(folder.path().join("data/toy/load.csv")).unwrap();
    for arguments in [
        format!("run '{evil}'"),
        format!("run 'toy+{evil}=1'"),
        format!("run '--{evil}'"),
        format!("'{evil}'"),
        format!("run toy --set '{evil}=1'"),
        format!("run toy --set 'levers.{evil}=1'"),
        format!("run toy --set 'title=\"{evil}\"'"),
        format!("run toy --as '{evil}'"),
        format!("run toy --years '{evil}'"),
        format!("run toy --outputs '/proc/{evil}'"),
        format!("run toy --data '{evil}'"),
        format!("check '{evil}'"),
        format!("charts toy --only '{evil}'"),
        format!("explain toy --families '{evil}'"),
        format!("explain toy --pair '{evil}'"),
        format!("sources --dataset toy --table '{evil}'"),
        format!("sources --dataset toy --table load --row '{evil}'"),
        format!("sources --dataset toy --source '{evil}'"),
        format!("list levers --dataset '{evil}'"),
        format!("new scenario '{evil}'"),
        format!("sweep '{evil}'"),
        format!("compare toy '{evil}'"),
        "check key".to_owned(),
        "check words".to_owned(),
        "list scenarios".to_owned(),
    ] {
        for behind in ["", "--json"] {
            let output = shell(folder.path(), &arguments, behind);
            for stream in [text(&output.stdout), text(&output.stderr)] {
                let orders: Vec<char> = stream.chars().filter(|c| "\u{1b}\u{202e}\u{7}".contains(*c)).collect();
                assert!(orders.is_empty(), "{arguments} {behind}: {stream}");
            }
        }
    }
    fs::write(folder.path().join("data/toy/load.csv"), load.replacen("north,", &format!("{evil},"), 1)).unwrap();
    let told = text(&shell(folder.path(), "check toy", "").stderr);
    assert!(told.contains("\\u{1b}[31m\\u{202e}\\u{7}") && !told.contains('\u{1b}'), "{told}");
}

#[test]
fn what_is_wrong_is_said_in_few_words_however_often_and_however_long() {
    let folder = workshop();
    let path = |name: &str| folder.path().join("data/toy").join(name);
    let profile = fs::read_to_string(path("load_profile.csv")).unwrap();
    let (header, row) = (profile.lines().next().unwrap(), profile.lines().nth(1).unwrap());
    let long = "9".repeat(1_000_000);
    let rows = |cell: &str| {
        let bad = row.replacen(",0,", &format!(",{cell},"), 1);
        format!("{header}\n{}", format!("{bad}\n").repeat(20_000))
    };
    let bad: [(&str, String, &str); 9] = [
        ("a word for an hour", rows("noon"), "19999 more places"),
        ("a key that stands twice", rows("0"), "19998 more places"),
        ("a region that is not defined", rows("0").replace("north", "nroth"), "more places"),
        ("a row that is too long", rows("0,0"), "19999 more places"),
        ("headers again", format!("{header}\n").repeat(20_000), "19998 more places"),
        ("unknown columns", format!("{header}{}\n", ",x".repeat(20_000)), "19999 more places"),
        ("one long cell", format!("{header}\n{}\n", row.replacen(",0,", &format!(",{long},"), 1)), "hour is \"999"),
        ("one long name", format!("{header}\n{}\n", row.replacen("north", &long, 1)), "region is \"999"),
        ("one long line", format!("{header}\n{long}\n"), "1 field"),
    ];
    for (name, text_of_table, said) in &bad {
        fs::write(path("load_profile.csv"), text_of_table).unwrap();
        let started = std::time::Instant::now();
        let output = shell(folder.path(), "check toy", "");
        let told = text(&output.stderr);
        assert_eq!(output.status.code(), Some(1), "{name}");
        assert!(told.contains(said), "{name}: {}", &told[..told.len().min(3_000)]);
        assert!(told.len() < 20_000, "{name}: {} bytes", told.len());
        assert!(started.elapsed().as_secs() < 60, "{name}: {:?}", started.elapsed());
        let data = shell(folder.path(), "check toy --json", "");
        assert!(data.stdout.len() < 40_000, "{name}: {} bytes of JSON", data.stdout.len());
    }
}

#[test]
fn one_slip_of_all_files_is_said_once() {
    let folder = workshop();
    for separator in [";", "\t", "|"] {
        let files = fs::read_dir(repository("data/toy")).unwrap().map(Result::unwrap);
        for entry in files.filter(|entry| entry.path().is_file()) {
            let text = fs::read_to_string(entry.path()).unwrap();
            let is_table = entry.path().extension().is_some_and(|ending| ending == "csv");
            let text = if is_table { text.replace(',', separator) } else { text };
            fs::write(folder.path().join("data/toy").join(entry.file_name()), text).unwrap();
        }
        let output = shell(folder.path(), "run toy --json", "");
        let found: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        let errors = found["errors"].as_array().unwrap();
        assert!(errors.len() == 1 && errors[0]["more"].as_u64() > Some(20), "{separator}: {found}");
    }
}
