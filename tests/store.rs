//! A folder holds files of one kind and of one set of inputs, whatever was written into it before.

use std::collections::BTreeMap;
use std::fs;

use gridbound::experiment::explain::question::Question;
use gridbound::load::load;
use gridbound::render::chart::{draw_all, draw_explanation};
use gridbound::run::run;
use gridbound::solve::Options;
use gridbound::store::{Kind, Manifest, RunFolder};
use rstest::rstest;

use crate::workshop::{GRID, Workshop};

/// The toy with a sweep, a scenario of the past, another like the toy, and published figures.
fn shop() -> Workshop {
    let shop = Workshop::new(GRID);
    let past = "name = \"past\"\ntitle = \"Past\"\nextends = \"toy\"\n[horizon]\nyears = [2026]\n";
    shop.case.write("scenarios/past.toml", past);
    shop.case.write("scenarios/same.toml", "name = \"same\"\ntitle = \"Same\"\nextends = \"toy\"\n");
    let figures = "quantity,year,low,central,high,source\nus_ai_power_gw,2026,0.1,0.2,0.25,invented\n";
    shop.case.write("data/toy/calibration.csv", figures);
    shop
}

const BACKCAST: &str = "backcast --history past --outlook toy --as x";
const COMPARISON: &str = "compare toy same --verdicts none --no-charts --as x";
const MEMO: &str = "memo toy --format md,html --parts none --set levers.chips=2 --as x";

/// Files below a folder and what is in them.
fn bytes(shop: &Workshop, folder: &str) -> BTreeMap<String, Vec<u8>> {
    shop.files(folder)
        .into_iter()
        .map(|file| (file.clone(), fs::read(shop.output(folder).join(file)).unwrap()))
        .collect()
}

fn kind(shop: &Workshop, folder: &str) -> Option<Kind> {
    Kind::of(&fs::read_to_string(shop.output(folder).join("manifest.toml")).unwrap())
}

#[rstest]
#[case::a_memo_of_other_inputs("x", MEMO)]
#[case::exports_of_other_inputs("x", "export toy --format mps,lp,xlsx,iamc --set levers.chips=2 --as x")]
#[case::charts_of_other_inputs("x", "charts toy --theme light,dark --set levers.chips=2 --as x")]
#[case::a_comparison("x", COMPARISON)]
#[case::a_backcast("x", BACKCAST)]
#[case::a_verification("verify", "verify --only storage-lossy")]
fn a_run_takes_away_what_is_of_something_else(#[case] folder: &str, #[case] before: &str) {
    let shop = shop();
    shop.run("run toy --no-charts --as fresh").well();
    shop.run(before).well();
    fs::write(shop.output(folder).join("notes.txt"), "mine").unwrap();
    shop.run(&format!("run toy --no-charts --as {folder}")).well();
    let mut expected = shop.files("fresh");
    expected.push("notes.txt".to_owned());
    expected.sort();
    assert_eq!(shop.files(folder), expected);
    assert_eq!(kind(&shop, folder), Some(Kind::Run));
}

#[rstest]
#[case::charts("charts toy --set levers.chips=2 --only fleet --format svg --as x", &["certificate.json", "charts/fleet.svg", "manifest.toml"])]
#[case::a_program("export toy --set levers.chips=2 --format mps --as x", &["manifest.toml", "x.mps", "x.names.csv"])]
#[case::a_comparison(COMPARISON, &["certificates/same.json", "certificates/toy.json", "comparison.csv", "differences.csv", "inputs.csv", "manifest.toml"])]
fn what_no_manifest_speaks_for_is_taken_away_before_anything_is_added(#[case] then: &str, #[case] left: &[&str]) {
    let shop = shop();
    shop.run("explain toy --parts none --as x").well();
    // As a run that was killed leaves it.
    fs::remove_file(shop.output("x/manifest.toml")).unwrap();
    shop.run(then).well();
    assert_eq!(shop.files("x"), left);
}

#[rstest]
#[case::a_comparison(COMPARISON, "those of a comparison")]
#[case::a_backcast(BACKCAST, "those of a backcast")]
#[case::a_run("run toy --no-charts --set levers.chips=2 --as x", "overrides was")]
fn nothing_is_added_to_a_folder_of_something_else(#[case] before: &str, #[case] words: &str) {
    let shop = shop();
    shop.run(before).well();
    let there = bytes(&shop, "x");
    for add in ["charts toy --only fleet --as x", "export toy --format csv --as x", "export toy --format mps --as x"] {
        shop.run(add).failed(1, &["outputs/x holds results of other inputs:", words, "--as NAME"]);
    }
    assert_eq!(bytes(&shop, "x"), there);
}

#[test]
fn a_sweep_is_replaced_by_a_sweep_alone() {
    let shop = shop();
    shop.run("sweep s --no-charts").well();
    let there = bytes(&shop, "s");
    for command in ["run toy --as s", "explain toy --as s", "memo toy --as s", &BACKCAST.replace("as x", "as s")] {
        shop.run(command).failed(1, &["outputs/s holds a sweep", "--as NAME"]);
    }
    shop.run("compare toy same --as s").failed(1, &["outputs/s holds results of another kind"]);
    shop.run("charts toy --as s").failed(1, &["outputs/s holds a sweep"]);
    assert_eq!(bytes(&shop, "s"), there);
}

#[test]
fn a_sweep_that_starts_again_leaves_nothing_of_a_run() {
    let shop = shop();
    shop.run("sweep s --no-charts --as fresh").well();
    shop.run("explain toy --parts none --as s").well();
    shop.run("sweep s --no-charts")
        .failed(1, &["outputs/s holds results that were made from something else:", "those of a run"]);
    shop.run("sweep s --no-charts --restart").well();
    assert_eq!(shop.files("s"), shop.files("fresh"));
}

#[test]
fn the_runs_of_a_backcast_and_a_run_of_its_scenario_do_not_mix() {
    let shop = shop();
    shop.run(BACKCAST).well();
    let of_backcast = shop.files("x");
    shop.run("run past --as x").well();
    assert!(!shop.files("x").iter().any(|file| file.contains("history") || file.contains("backcast")));
    shop.run(BACKCAST).well();
    assert_eq!(shop.files("x"), of_backcast);
}

#[rstest]
#[case::a_run("x", "run toy --no-charts --as x", Kind::Run)]
#[case::a_comparison("x", COMPARISON, Kind::Comparison)]
#[case::a_sweep("s", "sweep s --no-charts", Kind::Sweep)]
#[case::a_backcast("x", BACKCAST, Kind::Backcast)]
#[case::a_verification("verify", "verify --only storage-lossy", Kind::Verification)]
fn a_manifest_says_what_kind_it_is_of(#[case] folder: &str, #[case] command: &str, #[case] wanted: Kind) {
    let shop = shop();
    shop.run(command).well();
    assert_eq!(kind(&shop, folder), Some(wanted));
    assert_eq!(Kind::of("a = 1"), None);
}

#[test]
fn the_library_writes_what_the_program_writes() {
    let shop = shop();
    shop.run("explain toy").well();
    let loaded = load(&shop.case.library(), "toy", &[]).unwrap();
    let mut run = run(&loaded, &Options::default()).unwrap();
    let question = Question::default();
    let explanation = run.explain(&loaded, &question, (2, &())).unwrap();
    let folder = RunFolder::create(shop.output("library"), Manifest::of_run(&loaded, 0)).unwrap();
    folder.write_run(&loaded, &run).unwrap();
    folder.write_explanation(&loaded, &run, (&explanation, &question)).unwrap();
    let charts = [draw_all(&run.results).unwrap(), draw_explanation(&run.results, &explanation).unwrap()].concat();
    folder.write_charts(&charts).unwrap();
    let [mut own, mut programs] = ["library", "toy"].map(|folder| bytes(&shop, folder));
    // Times.
    for file in ["certificate.json", "manifest.toml"] {
        assert!(own.remove(file).is_some() && programs.remove(file).is_some(), "{file}");
    }
    assert_eq!(own.keys().collect::<Vec<_>>(), programs.keys().collect::<Vec<_>>());
    assert!(own.iter().all(|(file, bytes)| programs[file] == *bytes));
}
