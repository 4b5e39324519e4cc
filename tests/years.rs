//! A program solved by years is the program: the answer certifies as one of the whole program and has its objective.

use gridbound::constraints::formulate;
use gridbound::experiment::families::Families;
use gridbound::experiment::variant::Variant;
use gridbound::load::{Loaded, load};
use gridbound::program::Family;
use gridbound::sets::Year;
use gridbound::solve::certificate::{Residuals, measure};
use gridbound::solve::{Options, solve, years};

use crate::case::{Case, REFERENCES, assert_close, assignment, reference};

/// Twice what plan and bound may be apart.
const SAME: f64 = 1e-6;

#[track_caller]
fn same_by_years(loaded: &Loaded, what: &str) {
    let program = formulate(&loaded.system);
    let whole = solve(&program, &Options::default()).expect("an optimum");
    let answer = years::solve(&program, &Options::default()).unwrap_or_else(|| panic!("{what}: no answer"));
    let residuals = measure(&program, &answer.values, &answer.prices);
    assert!(residuals.certify(), "{what}: {residuals:?}");
    assert_close(residuals.objective, whole.residuals.objective, SAME, what);
}

#[test]
fn datasets_of_random_numbers_have_the_same_optimum() {
    for name in REFERENCES {
        same_by_years(&reference(name), name);
    }
}

#[test]
fn lessons_of_one_program_serve_another() {
    let (mut tried, mut certified) = (0, 0);
    for name in &REFERENCES[..4] {
        let loaded = reference(name);
        let program = formulate(&loaded.system);
        let lessons = years::solve(&program, &Options::default()).expect("an answer").lessons;
        let last = Year(loaded.system.time.years.len() - 1);
        for family in Family::ALL {
            let raised = Variant::limits(Families::of(&[family]), 1.5, last).limited(&loaded, program.clone());
            let whole = solve(&raised, &Options::default()).expect("an optimum");
            let answer = years::solve_from(&raised, Some(&lessons), &Options::default());
            let residuals = answer.map(|answer| measure(&raised, &answer.values, &answer.prices));
            tried += 1;
            // What does not certify is solved in another way.
            if let Some(residuals) = residuals.filter(Residuals::certify) {
                certified += 1;
                assert_close(
                    residuals.objective,
                    whole.residuals.objective,
                    SAME,
                    &format!("{name} {}", family.name()),
                );
            }
        }
    }
    assert!(certified * 10 >= tried * 9, "{certified} of {tried}");
}

#[test]
fn fine_slices_have_the_same_optimum() {
    for hours in [1, 4] {
        let case = Case::toy();
        let loaded =
            load(&case.library(), "toy", &[assignment(&format!("horizon.block_hours = {hours}"))]).expect("a scenario");
        same_by_years(&loaded, &format!("toy, {hours} h"));
    }
}

#[test]
fn an_answer_does_not_depend_on_the_number_of_threads() {
    let program = formulate(&reference(REFERENCES[0]).system);
    let [one, two] = [1, 2].map(|threads| {
        let options = Options { threads, ..Options::default() };
        years::solve(&program, &options).expect("an answer")
    });
    assert_eq!((one.values, one.prices), (two.values, two.prices));
}
