//! The same inputs give the same bytes: in another place, at another time, on another number of threads.

use std::cell::RefCell;
use std::sync::Mutex;

use gridbound::experiment::explain::parts::{Keeper, Parts};
use gridbound::experiment::explain::question::{Part, Progress, Question};
use gridbound::load::load;
use gridbound::run::run;
use gridbound::solve::Options;
use rstest::rstest;
use serde_json::Value;

use crate::case::Case;
use crate::workshop::{GRID, Said, Workshop};

/// Commands of which each writes into the folder of its own.
const COMMANDS: &[&str] = &[
    "run toy --no-charts --as run",
    "explain toy --no-charts --as explained",
    "sweep s",
    "compare toy toy+chips=2 --no-charts",
    "memo toy --sweep s --parts none --format md,docx,html",
    "export toy --as exported --format mps,lp,csv,parquet,datapackage,xlsx,iamc",
    "charts toy --as drawn --only fleet,what-binds --format svg,vega-lite",
];

#[test]
fn every_file_of_every_command_but_for_times_is_the_same_in_another_folder_on_other_threads() {
    let [one, other] = [1, 2].map(|threads| {
        let shop = Workshop::new(GRID);
        for command in COMMANDS {
            shop.run(&format!("{command} --threads {threads}")).well();
        }
        shop
    });
    let [first, second] = [&one, &other].map(|shop| shop.stable("outputs"));
    assert_eq!(first.keys().collect::<Vec<_>>(), second.keys().collect::<Vec<_>>());
    assert!(first.len() > 150, "{} files", first.len());
    for (file, bytes) in &first {
        assert!(second[file] == *bytes, "{file}");
    }
}

#[rstest]
#[case::a_run("run toy --no-charts")]
#[case::a_comparison("compare toy toy+chips=2 --no-charts --verdicts none")]
fn a_manifest_says_the_time_that_it_is_told(#[case] command: &str) {
    let shop = Workshop::new(GRID);
    let told = |epoch: &str, outputs: &str| {
        let mut program = shop.command(&format!("{command} --outputs {outputs}"));
        Said::from(program.env("SOURCE_DATE_EPOCH", epoch).output().unwrap())
    };
    let manifest = |outputs: &str| {
        let files = shop.files_below(outputs);
        let file = files.iter().find(|file| file.ends_with("manifest.toml")).unwrap();
        std::fs::read_to_string(shop.case.path().join(outputs).join(file)).unwrap()
    };
    told("1735689600", "one").well();
    told("1735689600", "two").well();
    assert!(manifest("one").contains("finished_unix_seconds = 1735689600"), "{}", manifest("one"));
    assert_eq!(manifest("one"), manifest("two"));
    // No file can name the last of these; each is refused before anything is solved.
    for wrong in ["yesterday", "-1", "", "1e9", "18446744073709551615", "253402300800"] {
        let said = told(wrong, "three");
        let said = said.failed(1, &["SOURCE_DATE_EPOCH is", "a whole number of seconds since 1970"]);
        assert!(!said.err.contains("solving"), "{wrong}: {}", said.err);
    }
    assert!(!shop.case.path().join("three").exists(), "what fails leaves no folder");
}

#[rstest]
#[case::a_scenario_that_there_is_not("run nonsense", "there is no scenario")]
#[case::a_value_that_makes_no_sense("explain toy --set levers.chips=-1", "a number that is not negative")]
#[case::a_run_without_a_solution("run toy", "has no solution")]
#[case::an_analysis_of_it("explain toy", "has no solution")]
#[case::an_export_of_it("export toy --format csv", "has no solution")]
#[case::a_comparison_of_it("compare toy toy+chips=2", "has no solution")]
#[case::a_sweep_around_it("sweep s", "has no certified optimum")]
fn a_command_that_fails_leaves_no_folder(#[case] command: &str, #[case] words: &str) {
    let shop = Workshop::new(GRID);
    let table = shop.case.text("data/toy/material_intensity.csv");
    shop.case.write("data/toy/material_intensity.csv", format!("{table}technology,gas,copper,1000,invented\n"));
    let said = shop.run(command);
    assert!(matches!(said.code, Some(1 | 2)), "{}{}", said.out, said.err);
    assert!(said.err.split_whitespace().collect::<Vec<_>>().join(" ").contains(words), "{}", said.err);
    assert!(!shop.case.path().join("outputs").exists(), "{:?}", shop.files_below("outputs"));
}

/// Parts as texts, as in a file.
#[derive(Default)]
struct Texts(RefCell<Vec<(String, String)>>);

impl Keeper for Texts {
    fn found(&self, part: &str) -> Option<Value> {
        let texts = self.0.borrow();
        texts.iter().find(|(name, _)| name == part).map(|(_, text)| serde_json::from_str(text).unwrap())
    }

    fn keep(&self, part: &str, found: Value) -> gridbound::error::Result<()> {
        self.0.borrow_mut().push((part.to_owned(), found.to_string()));
        Ok(())
    }
}

/// The parts that are found and not taken as they are kept.
#[derive(Default)]
struct Phases(Mutex<Vec<String>>);

impl Progress for Phases {
    fn phase(&self, name: &str, _: usize) {
        self.0.lock().unwrap().push(name.to_owned());
    }

    fn one_done(&self) {}
}

#[test]
fn an_analysis_that_goes_on_after_any_part_finds_the_same_and_no_part_again() {
    let case = Case::toy();
    let loaded = load(&case.library(), "toy", &[]).unwrap();
    let mut question = Question::default();
    question.parts.push(Part::Ceilings);
    let explain = |keeper: &Texts| {
        let (mut run, progress) = (run(&loaded, &Options::default()).unwrap(), Phases::default());
        let found = run.explain_on(&loaded, &question, (2, Parts { progress: &progress, keeper })).unwrap();
        (found, run.results.shadow_prices, progress.0.into_inner().unwrap())
    };
    let keeper = Texts::default();
    let (whole, prices, phases) = explain(&keeper);
    let kept = keeper.0.into_inner();
    assert_eq!(phases, kept.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>());
    assert_eq!(phases.len(), 9, "{phases:?}");
    for done in 1..=kept.len() {
        let (found, found_prices, again) = explain(&Texts(RefCell::new(kept[..done].to_vec())));
        assert_eq!(again, phases[done..]);
        assert!(found == whole && found_prices == prices, "after {done} parts");
    }
}
