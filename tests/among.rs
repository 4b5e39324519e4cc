//! A sweep's scenarios start from the best of several known optima; the bound that prices prove says which that is.

use gridbound::constraints::formulate;
use gridbound::experiment::families::Families;
use gridbound::experiment::variant::Variant;
use gridbound::program::{Account, Column, Family, Program};
use gridbound::sets::Year;
use gridbound::solve::certificate::bound;
use gridbound::solve::{Basis, Failure, Known, Options, Solution, Vertex, Way, solve, solve_among};

use crate::case::{Case, REFERENCES, Solved, assert_close, reference};

const SAME: f64 = 1e-9;

fn among(program: &Program, known: &Solved, starts: &[&Vertex]) -> (Result<Solution, Failure>, Way) {
    let known = Known { program: &known.program, solution: &known.solution };
    solve_among(program, known, starts, &Options::default())
}

fn vertex(solution: &Solution) -> Vertex {
    Vertex { basis: solution.basis.clone(), prices: solution.prices.clone() }
}

fn cold(program: &Program) -> Solution {
    solve(program, &Options::default()).expect("an optimum")
}

fn raised(known: &Solved, set: Families, factor: f64) -> Program {
    let last = Year(known.loaded.system.time.years.len() - 1);
    Variant::limits(set, factor, last).limited(&known.loaded, known.program.clone())
}

#[test]
fn the_bound_of_optimal_prices_is_the_optimum() {
    for case in REFERENCES.map(reference).into_iter().chain([Case::toy().load()]).map(Solved::of) {
        assert_close(bound(&case.program, &case.solution.prices), case.objective(), 1e-6, &case.loaded.scenario.name);
    }
}

#[test]
fn no_optimum_of_a_program_with_other_limits_lies_above_the_bound() {
    let mut tight = 0;
    for case in ["04", "19", "36"].map(reference).into_iter().chain([Case::toy().load()]).map(Solved::of) {
        let families = Family::ALL.map(|family| Families::of(&[family])).into_iter().chain([Families::ALL]);
        for (set, factor) in families.flat_map(|set| [0.8, 1.01, 1.1, 2.0].map(|factor| (set, factor))) {
            let program = raised(&case, set, factor);
            let Ok(solution) = solve(&program, &Options::default()) else { continue };
            let (found, most) = (solution.residuals.objective, bound(&program, &case.solution.prices));
            let what = format!("{} {factor} {:?}", case.loaded.scenario.name, set.members().collect::<Vec<_>>());
            assert!(found <= most + 1e-6 * found.abs().max(1.0), "{what}: {found} above {most}");
            tight += usize::from(most - found < 1e-9 * found.abs() && (found - case.objective()).abs() > 1e-6);
        }
    }
    assert!(tight > 5, "where prices hold the bound is the optimum: {tight}");
}

#[test]
fn prices_prove_nothing_where_a_column_without_bound_would_earn() {
    let case = Case::toy().solve();
    let free = |&column: &usize| {
        let used = case.solution.values[column] > 1e-3;
        used && case.program.variables.info[column].upper.is_infinite()
    };
    let column = (0..case.program.variables.len()).find(free).expect("a column in use");
    let mut dearer = case.program.clone();
    dearer.objective.earn(Column(column), Account::Compute, 1.0);
    assert_eq!(bound(&dearer, &case.solution.prices), f64::INFINITY);
    let mut bounded = dearer.clone();
    bounded.variables.info[column].upper = 7.0;
    assert_close(bound(&bounded, &case.solution.prices), case.objective() + 7.0, SAME, "one for each of seven");
    let mut cheaper = case.program.clone();
    cheaper.objective.cost(Column(column), Account::Compute, 1.0);
    assert_close(bound(&cheaper, &case.solution.prices), case.objective(), SAME, "nothing to be had");
}

#[test]
fn an_optimum_that_stays_one_is_known() {
    let known = Case::toy().solve();
    let program = raised(&known, Families::of(&[Family::Cooling]), 1.1);
    let (solution, way) = among(&program, &known, &[]);
    let solution = solution.unwrap();
    assert_eq!((way, solution.effort.iterations), (Way::Known, 0));
    assert_eq!(solution.values, known.solution.values);
    assert!(way.is_warm() && Way::Near.is_warm() && !Way::Fallback.is_warm() && !Way::Afresh.is_warm());
}

#[test]
fn the_start_whose_prices_promise_least_is_taken() {
    let known = Case::toy().solve();
    let chips = Families::of(&[Family::Chips]);
    let program = raised(&known, chips, 1.6);
    let [own, near, far] = [1.6, 1.5, 0.5].map(|factor| vertex(&cold(&raised(&known, chips, factor))));
    let bounds = [&own, &near, &far].map(|start| bound(&program, &start.prices));
    assert!(bounds[0] <= bounds[1] && bounds[1] < bounds[2], "{bounds:?}");
    let objective = cold(&program).residuals.objective;
    assert_close(bounds[0], objective, SAME, "its own prices");
    let found = |starts: &[&Vertex]| {
        let (solution, way) = among(&program, &known, starts);
        let solution = solution.unwrap();
        assert_eq!(way, Way::Near);
        assert_close(solution.residuals.objective, objective, SAME, "objective");
        solution.effort.iterations
    };
    assert_eq!((found(&[&own]), found(&[&far, &own]), found(&[&own, &far, &near])), (0, 0, 0));
    let from_far = found(&[&far]);
    assert!(from_far > 0 && found(&[&near, &far]) < from_far, "{from_far}");
    assert!(found(&[]) > 0, "without a start it is the known optimum");
}

#[test]
fn another_structure_is_solved_cold() {
    let known = Case::toy().solve();
    let other = Case::with(&["capital -"]).load();
    let (solution, way) = among(&formulate(&other.system), &known, &[&vertex(&known.solution)]);
    assert_eq!(way, Way::OtherStructure);
    assert_close(solution.unwrap().residuals.objective, Solved::of(other).objective(), SAME, "objective");
}

#[test]
fn a_program_of_which_too_much_is_other_is_solved_cold() {
    let known = Case::toy().solve();
    let start = vertex(&known.solution);
    let mut program = known.program.clone();
    program.rows.values.iter_mut().for_each(|value| *value *= 1.001);
    let (solution, way) = among(&program, &known, &[&start]);
    assert_eq!(way, Way::FarApart);
    assert_close(solution.unwrap().residuals.objective, cold(&program).residuals.objective, SAME, "objective");
    let mut program = known.program.clone();
    let few = program.rows.values.len() / 20;
    program.rows.values.iter_mut().take(few).for_each(|value| *value *= 1.001);
    assert_eq!(among(&program, &known, &[&start]).1, Way::Near);
}

#[test]
fn a_start_that_leads_nowhere_is_left_for_a_cold_solve() {
    let known = Case::toy().solve();
    let program = raised(&known, Families::of(&[Family::Chips]), 1.5);
    let objective = cold(&program).residuals.objective;
    let Basis { columns, rows } = &known.solution.basis;
    for basis in [
        Basis::default(),
        Basis { columns: columns[1..].to_vec(), rows: rows.clone() },
        Basis { columns: vec![Basis::BASIC; columns.len()], rows: vec![Basis::BASIC; rows.len()] },
    ] {
        let start = Vertex { basis, prices: known.solution.prices.clone() };
        let (solution, way) = among(&program, &known, &[&start]);
        assert!(matches!(way, Way::Fallback | Way::Near), "{way:?}");
        assert_eq!(way == Way::Fallback, start.basis.columns.len() != columns.len(), "{way:?}");
        assert_close(solution.unwrap().residuals.objective, objective, SAME, "objective");
    }
}

#[test]
fn a_program_without_a_solution_says_so_from_any_start() {
    let known = Case::with(&["material_intensity + technology,gas,copper,1,invented"]).solve();
    let program = formulate(&Case::with(&["material_intensity + technology,gas,copper,1000,invented"]).load().system);
    let (found, way) = among(&program, &known, &[&vertex(&known.solution)]);
    assert!(matches!(found, Err(Failure::Infeasible(_))), "{found:?}");
    assert_eq!(way, Way::Fallback);
}
