//! The program as a user runs it.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Output;

use assert_cmd::Command;

fn gridbound(folder: &Path, arguments: &[&str]) -> Output {
    Command::cargo_bin("gridbound").unwrap().current_dir(folder).args(arguments).output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// A folder with the toy dataset and scenario, free to be changed.
fn workshop() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (from, to) in [("data/toy", "data/toy"), ("scenarios", "scenarios")] {
        fs::create_dir_all(folder.path().join(to)).unwrap();
        for entry in fs::read_dir(from).unwrap().map(Result::unwrap).filter(|e| e.path().is_file()) {
            fs::copy(entry.path(), folder.path().join(to).join(entry.file_name())).unwrap();
        }
    }
    folder
}

#[test]
fn a_run_in_an_empty_folder_uses_the_shipped_data() {
    let folder = tempfile::tempdir().unwrap();
    let output = gridbound(folder.path(), &["run", "toy"]);
    assert!(output.status.success(), "{}", text(&output.stderr));
    let screen = text(&output.stdout);
    assert!(screen.contains("Certified optimal (gap"), "{screen}");
    assert!(screen.contains("outputs/toy/*.csv"), "{screen}");
    for file in ["summary.csv", "certificate.json", "manifest.toml", "charts/ai_load.svg", "charts/ai_load.png"] {
        assert!(folder.path().join("outputs/toy").join(file).is_file(), "{file}");
    }
}

#[test]
fn the_same_input_gives_the_same_bytes_on_any_number_of_threads() {
    let folder = workshop();
    for (name, threads) in [("one", "1"), ("two", "2")] {
        let output = gridbound(folder.path(), &["run", "toy", "--as", "same", "--outputs", name, "--threads", threads]);
        assert!(output.status.success(), "{}", text(&output.stderr));
    }
    let (one, two) = (folder.path().join("one/same"), folder.path().join("two/same"));
    let mut compared = 0;
    for part in ["", "charts"] {
        for entry in fs::read_dir(one.join(part)).unwrap().map(Result::unwrap).filter(|e| e.path().is_file()) {
            let name = entry.file_name().into_string().unwrap();
            if name == "certificate.json" || name == "manifest.toml" {
                continue;
            }
            assert!(fs::read(entry.path()).unwrap() == fs::read(two.join(part).join(&name)).unwrap(), "{name}");
            compared += 1;
        }
    }
    assert!(compared > 20, "{compared} files");
}

#[test]
fn the_certificate_has_exactly_its_keys() {
    let folder = workshop();
    gridbound(folder.path(), &["run", "toy", "--no-charts"]);
    let certificate = fs::read_to_string(folder.path().join("outputs/toy/certificate.json")).unwrap();
    let certificate: serde_json::Value = serde_json::from_str(&certificate).unwrap();
    let mut keys: Vec<&str> = certificate.as_object().unwrap().keys().map(String::as_str).collect();
    keys.sort_unstable();
    let mut wanted = vec![
        "status",
        "objective_musd",
        "dual_objective_musd",
        "relative_gap",
        "primal_residual",
        "dual_residual",
        "complementarity",
        "solver",
        "algorithm",
        "warm_start",
        "iterations",
        "rows",
        "columns",
        "nonzeros",
        "build_seconds",
        "solve_seconds",
        "attempts",
    ];
    wanted.sort_unstable();
    assert_eq!(keys, wanted);
    for residual in ["relative_gap", "primal_residual", "dual_residual", "complementarity"] {
        assert!(certificate[residual].as_f64().unwrap() <= 1e-6, "{residual}");
    }
}

#[test]
fn the_tables_of_the_toy_are_the_golden_ones() {
    let folder = workshop();
    gridbound(folder.path(), &["run", "toy", "--no-charts"]);
    for table in ["summary", "buildout", "fleet", "capacity", "grid", "capital", "materials", "water", "accounts"] {
        let made = fs::read_to_string(folder.path().join(format!("outputs/toy/{table}.csv"))).unwrap();
        let golden = Path::new("tests/golden").join(format!("{table}.csv"));
        if std::env::var_os("UPDATE").is_some() {
            fs::create_dir_all("tests/golden").unwrap();
            fs::write(&golden, &made).unwrap();
        }
        agree(table, &made, &fs::read_to_string(&golden).unwrap());
    }
}

/// Cells agree: text to the letter, numbers to nine digits, since processors differ in the last ones.
fn agree(table: &str, made: &str, golden: &str) {
    assert_eq!(made.lines().count(), golden.lines().count(), "rows of {table}");
    for (line, (made, golden)) in made.lines().zip(golden.lines()).enumerate() {
        for (made, golden) in made.split(',').zip(golden.split(',')) {
            let close = match (made.parse::<f64>(), golden.parse::<f64>()) {
                (Ok(made), Ok(golden)) => (made - golden).abs() <= 1e-9 * golden.abs().max(1.0),
                _ => made == golden,
            };
            assert!(close, "{table}, line {}: {made} is not {golden}", line + 1);
        }
    }
}

#[test]
fn a_decimal_comma_is_an_error_with_file_line_column_and_a_hint() {
    let folder = workshop();
    let path = folder.path().join("data/toy/load.csv");
    let table = fs::read_to_string(&path).unwrap();
    let (header, first) = (table.lines().next().unwrap(), table.lines().nth(1).unwrap());
    let column = header.split(',').position(|name| name == "peak_gw").unwrap();
    let mut cells: Vec<String> = first.split(',').map(str::to_owned).collect();
    cells[column] = "\"12,5\"".to_owned();
    fs::write(&path, table.replacen(first, &cells.join(","), 1)).unwrap();
    let output = gridbound(folder.path(), &["run", "toy"]);
    assert_eq!(output.status.code(), Some(1));
    let message = text(&output.stderr);
    assert!(message.contains("data/toy/load.csv:2:"), "{message}");
    assert!(message.contains("peak_gw is \"12,5\"; expected a number"), "{message}");
    assert!(message.contains("use a point as decimal mark"), "{message}");
    assert!(!folder.path().join("outputs/toy/summary.csv").exists(), "nothing is half-written");
}

#[test]
fn errors_come_as_json_where_json_is_wanted() {
    let folder = workshop();
    let output = gridbound(folder.path(), &["run", "toyy", "--json"]);
    assert_eq!(output.status.code(), Some(1));
    let found: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(found["errors"][0]["hint"], "did you mean \"toy\"?");
}

#[test]
fn a_run_that_cannot_write_fails_before_it_solves() {
    let folder = workshop();
    fs::write(folder.path().join("outputs"), "a file").unwrap();
    let output = gridbound(folder.path(), &["run", "toy"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("cannot write"), "{}", text(&output.stderr));
}

#[test]
fn a_contradiction_is_named_in_words() {
    let folder = workshop();
    let intensity = folder.path().join("data/toy/material_intensity.csv");
    let table = fs::read_to_string(&intensity).unwrap();
    fs::write(&intensity, format!("{table}technology,gas,copper,1000,invented\n")).unwrap();
    let output = gridbound(folder.path(), &["run", "toy"]);
    assert_eq!(output.status.code(), Some(2), "{}", text(&output.stdout));
    let message = text(&output.stderr);
    assert!(message.contains("has no solution: these"), "{message}");
    assert!(message.contains("power.committed [gas, south, 2026]"), "{message}");
    assert!(message.contains("materials.tier [copper:"), "{message}");
}

#[test]
fn a_time_limit_ends_solving_with_what_is_known_and_leaves_no_results() {
    let folder = workshop();
    let all = ["run", "explain", "memo", "charts"];
    for command in all {
        let output = gridbound(folder.path(), &[command, "toy", "--time-limit", "1e-9"]);
        assert_eq!(output.status.code(), Some(2), "{command}");
        let said = text(&output.stderr);
        assert!(said.contains("toy: stopped by the time limit of 0.000000001 s after"), "{said}");
        assert!(said.contains("nothing is known of the objective"), "{said}");
        let left = fs::read_dir(folder.path().join("outputs/toy")).map_or(0, Iterator::count);
        assert_eq!(left, 0, "{command}");
    }
    assert!(gridbound(folder.path(), &["run", "toy", "--time-limit", "600"]).status.success());
    for wrong in ["0", "-1", "nan", "inf", "soon"] {
        let output = gridbound(folder.path(), &["run", "toy", &format!("--time-limit={wrong}")]);
        assert_eq!(output.status.code(), Some(2), "{wrong}");
    }
}

#[test]
fn check_refuses_a_program_that_no_solver_takes_as_run_does() {
    let folder = workshop();
    let scenario = folder.path().join("scenarios/toy.toml");
    let written = fs::read_to_string(&scenario).unwrap();
    let changed =
        written.replace("[2026, 2028]", "[2026, 2200]").replace("discount_rate = 0.05", "discount_rate = 1.0");
    fs::write(&scenario, changed).unwrap();
    for command in ["check", "run"] {
        let output = gridbound(folder.path(), &[command, "toy"]);
        assert_eq!(output.status.code(), Some(1), "{command}");
        let said = text(&output.stderr).split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(said.contains("too far apart for a solver"), "{said}");
        assert!(said.contains("a long horizon at a high discount rate"), "{said}");
    }
}

#[test]
fn the_command_line_overrides_the_scenario_and_the_tables_say_so() {
    let folder = workshop();
    let changes = ["run", "toy", "--as", "cheap", "--set", "finance.discount_rate=0.5", "--no-charts"];
    let output = gridbound(folder.path(), &changes);
    assert!(output.status.success(), "{}", text(&output.stderr));
    let assumptions = fs::read_to_string(folder.path().join("outputs/cheap/assumptions.csv")).unwrap();
    assert!(assumptions.contains("cheap,changed,scenario,,finance.discount_rate,"), "{assumptions}");
}

#[test]
fn a_new_scenario_runs_at_once_and_is_never_overwritten() {
    let folder = workshop();
    let make = ["new", "scenario", "mine", "--from", "toy"];
    assert!(gridbound(folder.path(), &make).status.success());
    let written = fs::read_to_string(folder.path().join("scenarios/mine.toml")).unwrap();
    for said in [
        "# discount_rate = 0.05   # Discount rate, per year: a fraction from 0 to 1",
        "# carbon_price = 0.0   # Carbon price, USD/t: a number that is not negative",
        "# north: North",
        "# accelerator_supply: How many accelerators may be bought. Rows by accelerator, years.",
        "#   thousand [thousand accelerators a year] Bought at most.",
    ] {
        assert!(written.lines().any(|line| line == said), "no line {said}:\n{written}");
    }
    // The numbers in comments are the parent's: without the signs in front they change nothing.
    let heads = ["# [finance]", "# [compute]", "# [flexibility]", "# [adequacy]", "# [policy]"];
    let mut stated = false;
    let uncommented = written.lines().map(|line| {
        stated = heads.contains(&line) || (stated && line.starts_with("# "));
        let own = stated && !line.contains("emissions_cap");
        format!("{}\n", if own { line.trim_start_matches("# ") } else { line })
    });
    fs::write(folder.path().join("scenarios/mine.toml"), uncommented.collect::<String>()).unwrap();
    let checked = gridbound(folder.path(), &["check", "mine"]);
    assert!(text(&checked.stdout).contains("scenario mine: valid (0 errors, 0 warnings)"), "{}", text(&checked.stderr));
    fs::write(folder.path().join("scenarios/mine.toml"), written).unwrap();
    let checked = gridbound(folder.path(), &["check", "mine"]);
    assert!(text(&checked.stdout).contains("scenario mine: valid (0 errors, 0 warnings)"), "{}", text(&checked.stderr));
    let output = gridbound(folder.path(), &["run", "mine", "--no-charts"]);
    assert!(output.status.success(), "{}", text(&output.stderr));
    let again = gridbound(folder.path(), &make);
    assert_eq!(again.status.code(), Some(1));
    assert!(text(&again.stderr).contains("exists"));
}

#[test]
fn a_scenario_of_ones_own_stands_beside_the_shipped_ones() {
    let folder = tempfile::tempdir().unwrap();
    assert!(gridbound(folder.path(), &["new", "scenario", "mine", "--from", "toy"]).status.success());
    for name in ["mine", "toy"] {
        let output = gridbound(folder.path(), &["run", name, "--no-charts"]);
        assert!(output.status.success(), "{}", text(&output.stderr));
    }
    assert!(text(&gridbound(folder.path(), &["list", "scenarios"]).stdout).contains("baseline"));
}

#[test]
fn a_changed_run_says_what_was_changed() {
    let folder = workshop();
    let output = gridbound(folder.path(), &["run", "toy", "--set", "levers.chips=1.5", "--no-charts"]);
    assert!(text(&output.stdout).contains("with ‘Accelerator supply’ at 1.5 x"), "{}", text(&output.stdout));
}

#[test]
fn average_facility_load_is_energy_over_the_hours_of_a_year() {
    let folder = workshop();
    let output = gridbound(folder.path(), &["run", "toy", "--no-charts", "--json"]);
    let runs: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    for year in runs[0]["summary"].as_array().unwrap() {
        let (power, energy) = (year["ai_facility_gw"].as_f64().unwrap(), year["ai_energy_twh"].as_f64().unwrap());
        assert!((power * 8.76 - energy).abs() < 1e-9, "{power} GW and {energy} TWh");
    }
}

#[test]
fn a_wrong_option_is_no_wrong_input() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(gridbound(folder.path(), &["run", "--bogus"]).status.code(), Some(2));
    assert_eq!(gridbound(folder.path(), &["--help"]).status.code(), Some(0));
}

#[test]
fn what_was_meant_is_named_or_done() {
    let folder = workshop();
    fs::remove_file(folder.path().join("scenarios/baseline.toml")).unwrap();
    for (arguments, said) in [
        (&["rnu", "toy"][..], "did you mean 'gridbound run'?"),
        (&["run", "toy", "--set", "chips=2"], "did you mean levers.chips=2?"),
        (&["new", "scenario", "baseline", "--from", "toy"], "there is a shipped scenario \"baseline\""),
        (&["new", "scenario", "toy"], "toy.toml exists"),
    ] {
        let output = gridbound(folder.path(), arguments);
        assert_eq!(output.status.code(), Some(if arguments[0] == "rnu" { 2 } else { 1 }), "{arguments:?}");
        assert!(text(&output.stderr).contains(said), "{arguments:?}: {}", text(&output.stderr));
    }
    let charts = [
        "charts",
        "toy",
        "--only",
        "ai-load",
        "--format",
        "svg",
        "--years",
        "2026-2028",
        "--set",
        "policy.carbon_price=0",
    ];
    let output = gridbound(folder.path(), &charts);
    assert!(output.status.success(), "{}", text(&output.stderr));
    assert!(folder.path().join("outputs/toy/charts/ai_load.svg").is_file());
}

#[test]
fn the_program_can_be_exported_for_other_solvers() {
    let folder = workshop();
    let output = gridbound(folder.path(), &["export", "toy", "--format", "mps,lp,parquet,csv"]);
    assert!(output.status.success(), "{}", text(&output.stderr));
    let read = |name: &str| fs::read(folder.path().join("outputs/toy").join(name)).unwrap();
    let mps = text(&read("toy.mps"));
    assert!(mps.contains("OBJSENSE") && mps.ends_with("ENDATA\n"));
    assert!(text(&read("toy.lp")).contains("Subject To"));
    assert_eq!(&read("summary.parquet")[..4], b"PAR1");
}

#[test]
fn lists_checks_completions_and_the_manual_work() {
    let folder = workshop();
    for (arguments, wanted) in [
        (&["list", "scenarios"][..], "toy"),
        (&["list", "datasets"], "toy"),
        (&["list", "levers", "--dataset", "toy"], "chips"),
        (&["list", "families"], "power.build_limit"),
        (&["list", "regions"], "NYISO      New York"),
        (&["check", "toy"], "dataset toy: valid"),
        (&["check", "toy-grid"], "sweep toy-grid: valid"),
        (&["completions", "bash"], "_gridbound"),
        (&["completions", "zsh"], "gridbound"),
        (&["completions", "fish"], "gridbound"),
        (&["man"], "gridbound"),
        (&["man", "compare"], "gridbound compare baseline"),
        (&["explain", "--help"], "Exit status:"),
    ] {
        let output = gridbound(folder.path(), arguments);
        assert!(output.status.success(), "{arguments:?}: {}", text(&output.stderr));
        assert!(text(&output.stdout).contains(wanted), "{arguments:?}: {}", text(&output.stdout));
    }
}

#[test]
fn regions_say_what_they_hold() {
    let folder = tempfile::tempdir().unwrap();
    let output = gridbound(folder.path(), &["list", "regions", "--json"]);
    let regions: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let regions = regions.as_array().unwrap();
    assert_eq!(regions.len(), 11);
    assert!(regions.iter().all(|region| !region["holds"].as_str().unwrap().is_empty()), "{regions:?}");
    assert_eq!(regions.iter().find(|region| region["region"] == "ISONE").unwrap()["holds"], "CT, MA, ME, NH, RI, VT");
}

#[test]
fn shells_complete_what_there_is() {
    let folder = workshop();
    fs::create_dir_all(folder.path().join("data/us")).unwrap();
    fs::write(folder.path().join("scenarios/my-case.toml"), "name = \"my-case\"\nextends = \"toy\"\n").unwrap();
    for (words, wanted) in [
        (&["run", "my-"][..], "my-case"),
        (&["compare", "toy", "gpu-"], "gpu-glut"),
        (&["charts", "--only", "what_"], "what_binds"),
        (&["sources", "--table", "capi"], "capital"),
        (&["run", "--set", "finance."], "finance.discount_rate="),
        (&["list", "reg"], "regions"),
        (&["list", "levers", "--dataset", "to"], "toy"),
    ] {
        let mut shell = Command::cargo_bin("gridbound").unwrap();
        shell.current_dir(folder.path()).env("GRIDBOUND_COMPLETE", "fish").args(["--", "gridbound"]);
        let output = shell.args(words).output().unwrap();
        assert!(output.status.success(), "{}", text(&output.stderr));
        let said = text(&output.stdout);
        assert!(said.lines().any(|line| line.split('\t').next() == Some(wanted)), "{words:?}: {said}");
    }
    let library = tempfile::tempdir().unwrap();
    for (words, wanted) in [
        (&["sweep", "unc"][..], "uncertainty"),
        (&["run", "--set", "levers.chi"], "levers.chips="),
        (&["sources", "--table", "regions", "--row", "NYI"], "NYISO"),
    ] {
        let mut shell = Command::cargo_bin("gridbound").unwrap();
        shell.current_dir(library.path()).env("GRIDBOUND_COMPLETE", "fish").args(["--", "gridbound"]);
        let said = text(&shell.args(words).output().unwrap().stdout);
        assert!(said.lines().any(|line| line.split('\t').next() == Some(wanted)), "{words:?}: {said}");
    }
}

#[test]
fn an_explanation_leaves_a_verdict_with_its_keys_and_says_it_in_words() {
    let folder = tempfile::tempdir().unwrap();
    let output = gridbound(folder.path(), &["explain", "toy"]);
    let screen = text(&output.stdout);
    assert!(output.status.success(), "{}", text(&output.stderr));
    assert!(screen.contains("By year: chip-bound 2026, energy-bound 2028."), "{screen}");
    assert!(screen.contains("grid (0.653 MH100e) -> chips"), "{screen}");
    assert!(screen.contains("The same with accelerators at 1.3 times their price."), "{screen}");
    assert!(screen.contains("2028 at the high end: −0.32 GW, −56 %"), "{screen}");
    let first_screen = screen.lines().take_while(|line| !line.starts_with(" AI load over"));
    assert!(first_screen.clone().all(|line| line.chars().count() <= 80), "{screen}");
    let made = folder.path().join("outputs/toy");
    let verdict: serde_json::Value = serde_json::from_slice(&fs::read(made.join("verdict.json")).unwrap()).unwrap();
    let keys = |value: &serde_json::Value| value.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    assert_eq!(keys(&verdict), ["confidence", "flips", "horizon", "scenario", "years"]);
    let gains = ["gains", "gains_compute", "gains_load"];
    for finding in verdict["years"].as_array().unwrap().iter().chain([&verdict["horizon"]]) {
        for key in ["first", "second", "narrow", "broad"] {
            assert!(finding[key].is_string(), "{key} in {finding}");
        }
        for family in ["chips", "siting", "cooling", "grid", "power", "materials", "capital", "demand", "energy"] {
            assert!(gains.iter().all(|key| finding[*key][family].is_number()), "{family} in {finding}");
        }
    }
    let charts = ["what_binds_gains", "relax_one", "shapley", "ladder", "themes", "lever_swings", "flips"]
        .map(|c| format!("charts/{c}.png"));
    let tables = ["bottlenecks", "relax", "ladder", "shapley", "themes", "model_kinds", "lever_swings", "flip_points"];
    for file in charts.into_iter().chain(tables.map(|table| format!("{table}.csv"))) {
        assert!(made.join(&file).is_file(), "{file}");
    }
    // Another run there may have another answer.
    assert!(gridbound(folder.path(), &["run", "toy", "--no-charts"]).status.success());
    assert!(!made.join("verdict.json").exists() && !made.join("bottlenecks.csv").exists());
}

#[test]
fn a_question_about_families_that_do_not_exist_names_those_that_do() {
    let folder = tempfile::tempdir().unwrap();
    for (wrong, told) in [
        (["--families", "chips,energie"], "there is no family \"energie\""),
        (["--pair", "chips"], "two families or groups are compared"),
        (["--step", "0"], "a rise in per cent, above 0"),
    ] {
        let output = gridbound(folder.path(), &["explain", "toy", wrong[0], wrong[1]]);
        assert_eq!(output.status.code(), Some(2));
        assert!(text(&output.stderr).contains(told), "{}", text(&output.stderr));
    }
}

/// Names of the files that `gridbound charts` says it wrote, each of which is there.
fn drawn(folder: &Path, arguments: &[&str]) -> Vec<String> {
    let output = gridbound(folder, &[&["charts", "toy", "--json"], arguments].concat());
    assert!(output.status.success(), "{}", text(&output.stderr));
    let paths: Vec<String> = serde_json::from_slice(&output.stdout).unwrap();
    let name = |path: &String| {
        assert!(folder.join(path).is_file(), "{path}");
        path.strip_prefix("outputs/toy/charts/").unwrap().to_owned()
    };
    paths.iter().map(name).collect()
}

/// Every file of a folder and what is in it.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap());
    entries.map(|entry| (entry.file_name().into_string().unwrap(), fs::read(entry.path()).unwrap())).collect()
}

/// Width and height that a PNG says it has.
fn size_of_png(path: &Path) -> (u32, u32) {
    let bytes = fs::read(path).unwrap();
    assert!(bytes.starts_with(b"\x89PNG"));
    let number = |at: usize| u32::from_be_bytes(bytes[at..at + 4].try_into().unwrap());
    (number(16), number(20))
}

#[test]
fn charts_alone_are_those_of_a_run_byte_by_byte() {
    let folder = tempfile::tempdir().unwrap();
    let made = folder.path().join("outputs/toy/charts");
    assert!(gridbound(folder.path(), &["run", "toy"]).status.success());
    let of_run = files(&made);
    fs::remove_dir_all(folder.path().join("outputs")).unwrap();
    let mut names = drawn(folder.path(), &[]);
    names.sort();
    assert_eq!(names, of_run.keys().cloned().collect::<Vec<_>>());
    assert!(names.len() >= 14, "{names:?}");
    for (name, bytes) in of_run {
        assert!(fs::read(made.join(&name)).unwrap() == bytes, "{name} differs");
    }
    assert!(folder.path().join("outputs/toy/manifest.toml").is_file());
    assert!(!folder.path().join("outputs/toy/summary.csv").exists());
}

#[test]
fn charts_come_in_the_size_format_and_theme_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    let made = folder.path().join("outputs/toy/charts");
    assert_eq!(drawn(folder.path(), &["--only", "capital,ai_load", "--format", "svg"]), ["ai_load.svg", "capital.svg"]);
    assert_eq!(drawn(folder.path(), &["--only", "fleet", "--width", "500", "--format", "png"]), ["fleet.png"]);
    assert_eq!(size_of_png(&made.join("fleet.png")), (500, 313));
    let dark =
        drawn(folder.path(), &["--only", "ai_load", "--theme", "dark", "--width", "3001", "--format", "png,svg,png"]);
    assert_eq!(dark, ["ai_load-dark.svg", "ai_load-dark.png"]);
    assert_eq!(size_of_png(&made.join("ai_load-dark.png")).0, 3001);
    let both = drawn(folder.path(), &["--only", "ai_load", "--theme", "dark,light,dark", "--format", "svg"]);
    assert_eq!(both, ["ai_load.svg", "ai_load-dark.svg"]);
    // What was drawn before of the same run stays; in SVG only colours differ.
    let read = |name: &str| fs::read_to_string(made.join(name)).unwrap();
    let texts = |svg: &str| svg.lines().filter(|line| !line.starts_with('<')).map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(texts(&read("ai_load.svg")), texts(&read("ai_load-dark.svg")));
    assert_ne!(read("ai_load.svg"), read("ai_load-dark.svg"));
}

#[test]
fn charts_of_an_explanation_come_from_the_analysis_that_is_kept() {
    let folder = tempfile::tempdir().unwrap();
    let made = folder.path().join("outputs/toy/charts");
    let refused = |arguments: &[&str]| {
        let output = gridbound(folder.path(), &[&["charts", "toy"], arguments].concat());
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        text(&output.stderr)
    };
    let told = refused(&["--only", "fleet,flips"]);
    assert!(told.contains("--only flips: this chart is of an explanation"), "{told}");
    assert!(told.contains("`gridbound explain toy` first"), "{told}");
    assert!(!made.exists(), "nothing was drawn");
    let parts = ["explain", "toy", "--quiet", "--parts", "ladder,intervals"];
    assert!(gridbound(folder.path(), &parts).status.success());
    let of_explain = files(&made);
    fs::remove_dir_all(&made).unwrap();
    let mut names = drawn(folder.path(), &[]);
    names.sort();
    assert_eq!(names, of_explain.keys().cloned().collect::<Vec<_>>());
    assert!(["what_binds_gains.svg", "relax_one.png", "ladder.svg"].iter().all(|name| of_explain.contains_key(*name)));
    for (name, bytes) in of_explain {
        assert!(fs::read(made.join(&name)).unwrap() == bytes, "{name} differs");
    }
    let dark = drawn(folder.path(), &["--only", "ladder,fleet", "--theme", "dark", "--format", "svg"]);
    assert_eq!(dark, ["fleet-dark.svg", "ladder-dark.svg"]);
    // A part that was not asked for has nothing to show; a run forgets what was found before.
    let output = gridbound(folder.path(), &["charts", "toy", "--only", "shapley,fleet", "--format", "svg"]);
    assert!(text(&output.stderr).contains("shapley has nothing to show in the analysis that is kept"));
    assert!(folder.path().join("outputs/toy/analysis.json").is_file(), "it is kept");
    assert!(gridbound(folder.path(), &["run", "toy", "--no-charts"]).status.success());
    let told = refused(&["--only", "ladder"]);
    assert!(told.contains("no analysis of these inputs is kept"), "{told}");
}

#[test]
fn charts_that_do_not_exist_and_folders_of_other_runs_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    for (arguments, told) in [
        (&["--only", "ai_load,fleets"][..], "--only fleets: there is no such chart"),
        (&["--only", "fleets"], "did you mean \"fleet\"? charts of a run are ai_load, what_binds,"),
        (&["--only", "fleets"], "those of an explanation are what_binds_gains, relax_one,"),
        (&["--width", "20"], "200..=6000"),
        (&["--theme", "sepia"], "light, dark"),
    ] {
        let output = gridbound(folder.path(), &[&["charts", "toy"], arguments].concat());
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(text(&output.stderr).contains(told), "{}", text(&output.stderr));
    }
    assert!(!folder.path().join("outputs").exists(), "nothing was written");
    assert!(gridbound(folder.path(), &["run", "toy", "--no-charts"]).status.success());
    let output = gridbound(folder.path(), &["charts", "toy", "--set", "levers.chips=2", "--only", "fleet"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stderr).contains("holds results of other inputs"), "{}", text(&output.stderr));
    assert!(!folder.path().join("outputs/toy/charts").exists());
}
