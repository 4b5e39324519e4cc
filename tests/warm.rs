//! A start from a known optimum changes how long a solve takes, never what it finds; nor does the number of threads.

use gridbound::constraints::formulate;
use gridbound::experiment::explain::question::Part;
use gridbound::experiment::families::Families;
use gridbound::experiment::outcome::{Measure, Outcome};
use gridbound::experiment::variant::Variant;
use gridbound::load::Loaded;
use gridbound::program::{Family, Program};
use gridbound::sets::Year;
use gridbound::solve::{Algorithm, Known, Options, Solution, solve, solve_near};

use crate::case::{Case, Explained, REFERENCES, Solved, assert_close, everything, only, reference};

const SAME: f64 = 1e-9;

/// From far below to lifted.
const FACTORS: &[f64] = &[0.5, 0.9, 1.01, 1.1, 2.0, 1000.0];

/// The same where solves take longer.
const FEW_FACTORS: &[f64] = &[0.8, 1.1, 1000.0];

/// Solves a program from a known optimum and from nothing: both find the same or both find that there is no optimum.
#[track_caller]
fn same_as_cold(program: &Program, known: &Solved, what: &str) -> Option<Solution> {
    let (cold, near) = (solve(program, &Options::default()), near(program, known));
    assert_eq!(cold.is_ok(), near.is_ok(), "{what}: one of the two finds no optimum");
    let (Ok(cold), Ok(near)) = (cold, near) else { return None };
    assert!(near.residuals.certify(), "{what}: {:?}", near.residuals);
    assert_close(near.residuals.objective, cold.residuals.objective, SAME, what);
    Some(near)
}

#[test]
fn compute_and_load_of_every_year_are_those_of_a_cold_solve() {
    for case in REFERENCES.map(reference).into_iter().chain([Case::toy().load()]).map(Solved::of) {
        let system = &case.loaded.system;
        for family in Family::ALL {
            let raised = Variant::limits(Families::of(&[family]), 1.1, last(&case.loaded));
            let program = raised.limited(&case.loaded, case.program.clone());
            let [warm, cold] = [near(&program, &case), solve(&program, &Options::default())]
                .map(|solution| Outcome::of(system, &program, &solution.expect("an optimum")));
            for (measure, year) in system.time.shown().flat_map(|y| Measure::ALL.map(|measure| (measure, y))) {
                let [warm, cold] = [&warm, &cold].map(|outcome| outcome.measure(measure, Some(year)));
                assert_close(warm, cold, SAME, &format!("{} {} {}", system.scenario, family.name(), measure.name()));
            }
        }
    }
}

fn near(program: &Program, known: &Solved) -> Result<Solution, gridbound::solve::Failure> {
    let known = Known { program: &known.program, solution: &known.solution };
    solve_near(program, known, &Options::default())
}

fn last(loaded: &Loaded) -> Year {
    Year(loaded.system.time.years.len() - 1)
}

/// Raises every family and all families together by every factor; how many of the programs had an optimum.
fn raise_everything(known: &Solved, factors: &[f64]) -> usize {
    let system = &known.loaded.system;
    let mut optima = 0;
    let families = Family::ALL.map(|family| Families::of(&[family])).into_iter().chain([Families::ALL]);
    for (set, factor) in families.flat_map(|set| factors.iter().map(move |factor| (set, *factor))) {
        let program = Variant::limits(set, factor, last(&known.loaded)).limited(&known.loaded, known.program.clone());
        let names: Vec<&str> = set.members().map(Family::name).collect();
        let what = format!("{}: {} times {factor}", system.scenario, names.join("+"));
        optima += usize::from(same_as_cold(&program, known, &what).is_some());
    }
    optima
}

#[test]
fn raised_limits_of_the_toy_give_the_optimum_of_a_cold_solve() {
    assert_eq!(raise_everything(&Case::toy().solve(), FACTORS), 9 * FACTORS.len());
}

#[test]
fn raised_limits_of_random_datasets_give_the_optimum_of_a_cold_solve() {
    for name in REFERENCES {
        // Limits that are cut can leave commitments without their material: those programs have no optimum.
        assert!(raise_everything(&Solved::of(reference(name)), FEW_FACTORS) >= 2 * 9, "{name}");
    }
}

/// How a cold solve of the toy compares with one that starts from the toy's optimum, under another strength of a lever.
#[track_caller]
fn same_under_a_lever(case: &Case, lever: &str, strength: f64) -> (Program, Solution) {
    let known = case.solve();
    let turned = known.loaded.levers.iter().find(|one| one.name == lever).expect("a lever of the toy");
    let changed = Variant::lever(turned, strength).load(&known.loaded.base()).expect("a strength that it can have");
    let program = formulate(&changed.system);
    let what = format!("{lever} at {strength}");
    let solution = same_as_cold(&program, &known, &what).unwrap_or_else(|| panic!("{what} has no optimum"));
    (program, solution)
}

#[test]
fn levers_give_the_optimum_of_a_cold_solve() {
    for (lever, strengths) in [
        ("chips", [0.0, 0.5, 1.2, 2.0]),
        ("grid_connection", [0.0, 0.5, 1.5, 3.0]),
        ("siting", [0.0, 0.5, 1.5, 3.0]),
        ("gas_price", [0.0, 0.5, 1.3, 20.0]),
        ("demand", [0.0, 0.5, 1.1, 2.0]),
    ] {
        for strength in strengths {
            same_under_a_lever(&Case::toy(), lever, strength);
        }
    }
    for delay in [0.0, 0.25, 0.5, 1.0, 1.75, 2.0] {
        same_under_a_lever(&Case::toy(), "chip_delay", delay);
    }
}

/// A lever of the toy that acts on a number of a table.
fn lever(table: &str, column: &str) -> String {
    format!(
        "file levers.toml: [[lever]]\nname = \"it\"\ntitle = \"It\"\nunit = \"x\"\nneutral = 1.0\nlow = 0.0\nhigh = 9.0\n\
         description = \"One number.\"\n[[lever.adjust]]\ntable = \"{table}\"\ncolumn = \"{column}\"\n\
         multiply = \"strength\"\n"
    )
}

#[test]
fn levers_on_coefficients_give_the_optimum_of_a_cold_solve() {
    for (table, column) in [
        ("accelerators", "kw"),
        ("accelerators", "h100e"),
        ("accelerator_prices", "usd_per_unit"),
        ("material_intensity", "per_unit"),
        ("component_use", "per_thousand"),
        ("technology_costs", "capex_usd_per_kw"),
        ("cooling_performance", "wue_l_per_kwh"),
        ("load", "peak_gw"),
    ] {
        for strength in [0.5, 0.99, 1.01, 1.2, 5.0] {
            same_under_a_lever(&Case::with(&[&lever(table, column)]), "it", strength);
        }
    }
}

#[test]
fn rows_and_columns_that_come_and_go_do_not_matter() {
    let known = Case::toy().solve();
    for edits in [
        // Without a build limit nothing can be built: columns vanish.
        &["build_limits - turbines", "build_limits - batteries", "committed_builds -"][..],
        &["fuel_limits -", "site_ceilings -", "water - north"],
        // Capital without tiers is no limit at all.
        &["capital -"],
        &["accelerators beta: first_year = 2029"],
        &["sites campus: first_year = 2026", "connection_rate + south,2026,0.1"],
        &["links river: first_year = 2026"],
        &["build_limits + hydro,2026,technology,hydro,north,0.5"],
        &["policy.emissions_cap = { 2028 = 3.8 }"],
        &["material_supply - home", "material_supply abroad: quantity = 1"],
    ] {
        let program = formulate(&Case::with(edits).load().system);
        let changed = program.rows.len() != known.program.rows.len()
            || program.variables.info.len() != known.program.variables.info.len();
        assert!(changed || edits[0].starts_with("material_supply"), "{edits:?} leaves rows and columns as they are");
        same_as_cold(&program, &known, &format!("{edits:?}"));
    }
}

#[test]
fn an_optimum_that_stays_one_is_recognised() {
    let known = Case::toy().solve();
    // There is cooling and power to spare, so more of it changes nothing.
    for set in [Families::of(&[Family::Cooling]), Families::of(&[Family::Power])] {
        for factor in [1.01, 1.1, 1000.0] {
            let raised = Variant::limits(set, factor, Year(1)).limited(&known.loaded, known.program.clone());
            let solution = near(&raised, &known).unwrap();
            assert_eq!((solution.effort.algorithm, solution.effort.iterations), (Algorithm::Known, 0));
            assert_eq!(solution.values, known.solution.values);
            assert_eq!(solution.prices, known.solution.prices);
        }
    }
    // Batteries that cost more are built as little: there are none.
    let case = Case::with(&["technology_costs battery: capex_usd_per_kw = 1300"]);
    let solution = near(&formulate(&case.load().system), &known).unwrap();
    assert_eq!((solution.effort.algorithm, solution.effort.iterations), (Algorithm::Known, 0));
}

#[test]
fn an_optimum_that_is_one_no_more_is_left() {
    let known = Case::toy().solve();
    for set in [Families::of(&[Family::Chips]), Families::of(&[Family::Grid]), Families::of(&[Family::Demand])] {
        // A difference of a millionth is one.
        for factor in [0.999_999, 1.000_001, 1.1] {
            let raised = Variant::limits(set, factor, Year(1)).limited(&known.loaded, known.program.clone());
            let solution = near(&raised, &known).unwrap();
            assert_ne!(solution.effort.algorithm, Algorithm::Known);
            assert_ne!(solution.residuals.objective, known.objective());
        }
    }
}

#[test]
fn the_number_of_threads_changes_nothing() {
    let parts = only(&[Part::Ladder, Part::Shapley, Part::Intervals]);
    for (loaded, question) in [(Case::toy().load(), everything()), (reference("19"), parts)] {
        let [one, three] = [1, 3].map(|threads| Explained::of(loaded.clone(), &question, threads));
        assert_eq!(one.explanation, three.explanation, "{}", loaded.scenario.name);
        assert_eq!(one.results, three.results, "{}", loaded.scenario.name);
    }
}
