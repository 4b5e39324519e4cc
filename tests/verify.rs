//! `gridbound verify`: every check passes, and every check can fail.

use std::fs;
use std::path::Path;
use std::process::Output;

use assert_cmd::Command;
use gridbound::constraints::formulate;
use gridbound::error::Error;
use gridbound::experiment::verify::crosscheck::{judge, programs_by_all};
use gridbound::experiment::verify::known::{CASES, Case, answer, library};
use gridbound::experiment::verify::{KnownRow, Report};
use gridbound::load::load;
use gridbound::results::view::View;
use gridbound::solve::certificate::{Residuals, TOLERANCE, measure, reduced_costs};
use gridbound::solve::second::second_opinion;
use gridbound::system::System;

use crate::case::{REFERENCES, assignment, copy, reference, repository};

fn failed(rows: &[KnownRow]) -> Vec<String> {
    rows.iter().filter(|row| !row.passed).map(|row| format!("{row:?}")).collect()
}

#[test]
fn the_model_gives_every_known_answer() {
    for case in CASES {
        let rows = case.verify().unwrap();
        assert!(rows.len() >= 4, "{} checks little", case.scenario);
        assert!(failed(&rows).is_empty(), "{:#?}", failed(&rows));
    }
}

#[test]
fn every_known_answer_fails_where_the_model_gives_another() {
    for case in CASES {
        let system = case.load().unwrap().system;
        let known = case.expect(&system).unwrap();
        let (program, mut solution) = answer(&system).unwrap();
        for number in [&mut solution.values, &mut solution.prices, &mut solution.reduced_costs].into_iter().flatten() {
            *number = 1.001 * *number + 0.1;
        }
        solution.residuals.objective *= 1.001;
        let rows = case.compare(&known, &View::new(&system, &program, &solution));
        let passed: Vec<_> = rows.iter().filter(|row| row.passed).collect();
        assert!(passed.is_empty(), "{passed:#?}");
    }
}

/// A case with one number of its scenario changed.
fn changed(case: Case, change: &str) -> System {
    load(&library(), case.scenario, &[assignment(change)]).unwrap_or_else(|fault| panic!("{change}: {fault}")).system
}

/// The answer to one system held against what is known of another.
fn held(case: Case, answered: &System, known: &System) -> Vec<KnownRow> {
    let expectations = case.expect(known).unwrap();
    let (program, solution) = answer(answered).unwrap();
    case.compare(&expectations, &View::new(answered, &program, &solution))
}

fn adjust(table: &str, column: &str, change: &str) -> String {
    format!("[[adjust]]\ntable = \"{table}\"\ncolumn = \"{column}\"\n{change}\nwhy = \"a test\"")
}

#[test]
fn closed_forms_follow_the_data_and_not_the_model() {
    let many = |case: &str| {
        match case {
        "toy" => {
            vec!["finance.discount_rate = 0.06".to_owned(), adjust("fuel_prices", "usd_per_mmbtu", "multiply = 1.1")]
        }
        "screening" | "screening-margin" => vec![
            "finance.wacc_power = 0.07".to_owned(),
            adjust("technology_costs", "capex_usd_per_kw", "multiply = 0.8"),
            adjust("load", "peak_gw", "multiply = 3"),
        ],
        "exchange" | "exchange-dear-line" => vec![
            adjust("links", "loss", "set = 0.1"),
            adjust("links", "capacity_gw", "set = 4"),
            adjust("technologies", "vom_usd_per_mwh", "multiply = 1.5"),
        ],
        "storage" | "storage-lossy" => vec![
            adjust("technologies", "vom_usd_per_mwh", "multiply = 1.5"),
            "finance.wacc_power = 0.05\n[[adjust]]\ntable = \"technologies\"\ncolumn = \"round_trip_efficiency\"\nwhere = { technology = \"battery\" }\nset = 0.9\nwhy = \"a test\"".to_owned(),
        ],
        "curtailment" | "curtailment-half" | "curtailment-one" => vec![
            "flexibility.energy_share = 0.003".to_owned(),
            "flexibility.energy_share = 0.04".to_owned(),
            adjust("existing_capacity", "gw", "add = 4"),
        ],
        _ => vec![
            adjust("technologies", "vom_usd_per_mwh", "multiply = 1.5"),
            adjust("fuel_prices", "usd_per_mmbtu", "multiply = 1.1"),
            adjust("technology_costs", "fom_usd_per_kw_year", "multiply = 1.3"),
        ],
    }
    };
    for case in CASES {
        let as_shipped = case.load().unwrap().system;
        for change in many(case.scenario) {
            let system = changed(*case, &change);
            let right = held(*case, &system, &system);
            assert!(failed(&right).is_empty(), "{}, {change}: {:#?}", case.scenario, failed(&right));
            let wrong = held(*case, &system, &as_shipped);
            assert!(!failed(&wrong).is_empty(), "{}: {change} should change an answer", case.scenario);
        }
    }
}

#[test]
fn numbers_that_a_closed_form_does_not_cover_are_an_error_and_no_answer() {
    for (scenario, change) in [
        // The line is full today and not after its expansion.
        ("exchange", adjust("links", "capacity_gw", "set = 10.5")),
        // The dear plant does not run by day, so there is nothing for a battery to replace.
        ("storage", adjust("existing_capacity", "gw", "add = 3.5")),
        // Summer needs more turbines than winter.
        ("seasons", adjust("elcc", "elcc", "set = 1")),
        // The minimum of what is kept for the evening is more than night needs.
        ("minimum-load", adjust("technologies", "min_load", "set = 0.9\nwhere = { technology = \"steady\" }")),
        ("clean-target", adjust("clean_targets", "share", "set = 0.1")),
    ] {
        let case = *CASES.iter().find(|case| case.scenario == scenario).unwrap();
        let fault = case.expect(&changed(case, &change)).unwrap_err();
        assert!(matches!(fault, Error::Run { .. }));
        assert!(fault.to_string().contains("the closed form does not cover"), "{fault}");
    }
}

#[test]
fn all_solvers_agree_on_random_programs() {
    let programs: Vec<_> =
        REFERENCES.iter().map(|name| ((*name).to_owned(), formulate(&reference(name).system))).collect();
    let rows = programs_by_all(&programs, 1, &|| {}).unwrap();
    assert_eq!(rows.len(), 3 * REFERENCES.len());
    for rows in rows.chunks(3) {
        let solvers: Vec<&str> = rows.iter().map(|row| row.solver.as_str()).collect();
        assert_eq!(solvers, ["HiGHS interior point with crossover", "HiGHS dual simplex", "Clarabel interior point"]);
        assert!(rows.iter().all(|row| row.passed), "{rows:#?}");
        assert_eq!(rows[0].difference, Some(0.0));
    }
}

#[test]
fn the_second_opinion_gives_the_known_answers_of_the_toy_prices_included() {
    let case = CASES[0];
    let system = case.load().unwrap().system;
    let (program, mut solution) = answer(&system).unwrap();
    let opinion = second_opinion(&program).unwrap();
    solution.residuals = measure(&program, &opinion.values, &opinion.prices);
    assert!(solution.residuals.certify(), "{:?}", solution.residuals);
    solution.reduced_costs = reduced_costs(&program, &opinion.prices);
    (solution.values, solution.prices) = (opinion.values, opinion.prices);
    let rows = case.compare(&case.expect(&system).unwrap(), &View::new(&system, &program, &solution));
    assert!(failed(&rows).is_empty(), "{:#?}", failed(&rows));
}

#[test]
fn a_program_without_a_solution_fails_with_every_solver() {
    let mut program = formulate(&CASES[0].load().unwrap().system);
    // Nothing may be sold, and something must: the row of a supply with a limit below 0.
    let row = program.rows.rows.iter().position(|row| row.rule.is_limit()).unwrap();
    program.rows.rows[row].limit = -1.0;
    let rows = programs_by_all(&[("broken".to_owned(), program)], 1, &|| {}).unwrap();
    assert!(rows.iter().all(|row| !row.passed), "{rows:#?}");
    let report = Report { known: vec![], solvers: rows };
    assert_eq!(report.counts(), (3, 3));
}

#[test]
fn each_measure_of_an_answer_can_fail_it() {
    let good = Residuals {
        objective: 1e6,
        dual_objective: 1e6,
        gap: TOLERANCE,
        primal: TOLERANCE,
        dual: TOLERANCE,
        complementarity: TOLERANCE,
    };
    assert!(judge(Some(good), Some(1e6)).passed);
    let much = 2.0 * TOLERANCE;
    for bad in [
        Residuals { objective: 1e6 * (1.0 + much), ..good },
        Residuals { objective: f64::NAN, ..good },
        Residuals { gap: much, ..good },
        Residuals { primal: much, ..good },
        Residuals { dual: f64::NAN, ..good },
        Residuals { complementarity: much, ..good },
    ] {
        assert!(!judge(Some(bad), Some(1e6)).passed, "{bad:?}");
    }
    assert!(!judge(None, Some(1e6)).passed, "no answer");
    assert!(!judge(Some(good), None).passed, "nothing to compare with");
}

fn gridbound(folder: &Path, arguments: &[&str]) -> Output {
    Command::cargo_bin("gridbound").unwrap().current_dir(folder).args(arguments).output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[test]
fn a_quick_check_passes_and_says_what_it_found() {
    // The folder's own baseline stands in for the shipped one, which takes Clarabel a quarter of a minute.
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("scenarios")).unwrap();
    let toy = fs::read_to_string("scenarios/toy.toml").unwrap();
    let own = toy.replacen("name = \"toy\"", "name = \"baseline\"", 1);
    fs::write(folder.path().join("scenarios/baseline.toml"), own).unwrap();
    let output = gridbound(folder.path(), &["verify", "--quick"]);
    let screen = text(&output.stdout);
    assert!(output.status.success(), "{screen}{}", text(&output.stderr));
    for words in [
        "Known answers",
        "screening-margin",
        "AI facility load",
        "HiGHS dual simplex",
        "Clarabel interior point",
        "A check passes within 1e-6",
    ] {
        assert!(screen.contains(words), "{words}: {screen}");
    }
    let last = screen.trim_end().lines().last().unwrap();
    assert!(last.ends_with(" checks, 0 failed"), "{last}");
    let made = folder.path().join("outputs/verify");
    let known = fs::read_to_string(made.join("known_answers.csv")).unwrap();
    let solvers = fs::read_to_string(made.join("solvers.csv")).unwrap();
    assert_eq!(solvers.lines().count(), 1 + 2 * 3);
    let checks = known.lines().count() - 1 + solvers.lines().count() - 1;
    assert!(last.starts_with(&format!("{checks} checks")), "{last}");
}

#[test]
fn a_failed_check_is_a_failed_run() {
    let folder = tempfile::tempdir().unwrap();
    let own = folder.path().join("data/toy");
    copy(&repository("data/toy"), &own);
    // More fuel cells are under way than there is money for: the toy here has no solution, the one in the binary has.
    let committed = fs::read_to_string(own.join("committed_builds.csv")).unwrap();
    fs::write(own.join("committed_builds.csv"), committed + "fuel_cell,south,2026,1000,invented,\n").unwrap();
    let output = gridbound(folder.path(), &["verify", "--only", "toy"]);
    let screen = text(&output.stdout);
    assert_eq!(output.status.code(), Some(2), "{screen}{}", text(&output.stderr));
    assert_eq!(screen.matches("FAILED").count(), 3, "{screen}");
    assert!(screen.trim_end().ends_with(" checks, 3 failed"), "{screen}");
    assert!(text(&output.stderr).contains("checks failed"), "{}", text(&output.stderr));
    assert!(folder.path().join("outputs/verify/solvers.csv").is_file(), "the tables are written all the same");
}

#[test]
fn a_name_that_is_neither_case_nor_scenario_is_an_error() {
    let folder = tempfile::tempdir().unwrap();
    let output = gridbound(folder.path(), &["verify", "--only", "toy,screning"]);
    assert_eq!(output.status.code(), Some(1));
    let told = text(&output.stderr);
    assert!(told.contains("--only screning") && told.contains("screening"), "{told}");
    let output = gridbound(folder.path(), &["verify", "--only", "storage-lossy", "--json", "--quiet"]);
    let value: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!((&value["failed"], value["checks"].as_u64().unwrap() > 5), (&0.into(), true));
    assert_eq!(value["solvers"].as_array().unwrap().len(), 0);
}

#[test]
fn known_cases_are_no_scenarios() {
    let folder = tempfile::tempdir().unwrap();
    let listed = text(&gridbound(folder.path(), &["list", "scenarios"]).stdout);
    assert!(listed.contains("baseline") && !listed.contains("screening"), "{listed}");
    assert!(!text(&gridbound(folder.path(), &["list", "datasets"]).stdout).contains("curtailment"));
}

#[test]
fn known_cases_can_be_run_by_hand() {
    let folder = tempfile::tempdir().unwrap();
    let known = |what: &str| format!("{}/model/experiment/verify/known/{what}", env!("CARGO_MANIFEST_DIR"));
    let (data, scenarios) = (known("data"), known("scenarios"));
    let run = ["run", "curtailment-half", "--data", &data, "--scenarios", &scenarios, "--no-charts"];
    let output = gridbound(folder.path(), &run);
    assert!(output.status.success(), "{}", text(&output.stderr));
}
