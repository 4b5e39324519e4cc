//! Thirteen datasets of random numbers, solved by an independent implementation (`reference/reference.py`): both must
//! reach the same optimum.

use gridbound::constraints::formulate;
use gridbound::input::Folder;
use gridbound::solve::{Algorithm, Options, solve};

use crate::case::{REFERENCES, assert_close, reference, repository};

/// What the formulation demands of two implementations.
const AGREED: f64 = 1e-6;

fn agrees(name: &str) {
    let loaded = reference(name);
    assert_eq!(loaded.scenario.dataset, name);
    let path = repository("tests/reference").join(name).join("expected.json");
    let expected = std::fs::read_to_string(path).expect("an expected objective");
    let expected: serde_json::Value = serde_json::from_str(&expected).expect("JSON");
    let expected = expected["objective_musd"].as_f64().expect("a number");
    let program = formulate(&loaded.system);
    for algorithm in [Algorithm::InteriorPoint, Algorithm::Simplex] {
        let options = Options { algorithms: vec![algorithm], ..Options::default() };
        let solution = solve(&program, &options).expect("a certified optimum");
        assert_close(solution.residuals.objective, expected, AGREED, &format!("{name}, {}", algorithm.name()));
    }
}

macro_rules! cases {
    ($($test:ident $folder:literal;)*) => {$(
        #[test]
        fn $test() {
            agrees($folder);
        }
    )*};
}

cases! {
    case_02_agrees "02";
    case_04_agrees "04";
    case_08_agrees "08";
    case_12_agrees "12";
    case_19_agrees "19";
    case_35_agrees "35";
    case_36_agrees "36";
    case_40_agrees "40";
    case_51_agrees "51";
    case_52_agrees "52";
    case_53_agrees "53";
    case_54_agrees "54";
    case_55_agrees "55";
}

#[test]
fn every_stored_case_is_tested() {
    let stored = Folder::Disk(repository("tests/reference")).names("");
    assert_eq!(stored, REFERENCES);
}
