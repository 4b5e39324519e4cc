//! What must not matter: the order of rows, columns and regions, the algorithm, the cutting of a flat day; and
//! what must: a solution that is not optimal does not certify.

use std::fs;

use good_lp::solvers::highs::highs;
use good_lp::{Expression, ProblemVariables, SolverModel, constraint, variable};
use gridbound::constraints::formulate;
use gridbound::program::{
    Account, Column, ColumnInfo, Expression as Terms, Item, Key, Objective, Program, Quantity, Rows, Rule,
};
use gridbound::sets::{List, Year};
use gridbound::solve::certificate::measure;
use gridbound::solve::{Algorithm, Failure, Options, Solution, solve};

use crate::case::{Case, assert_close};

const SAME: f64 = 1e-9;

/// The tables of a case by file name, header apart from rows.
fn tables(case: &Case) -> Vec<(String, String, Vec<String>)> {
    let mut tables = vec![];
    for entry in fs::read_dir(case.path().join("data/toy")).expect("the dataset") {
        let path = format!("data/toy/{}", entry.expect("an entry").file_name().display());
        if std::path::Path::new(&path).extension().is_some_and(|ending| ending == "csv") {
            let text = case.text(&path);
            let mut lines = text.lines().map(str::to_owned);
            tables.push((path, lines.next().expect("a header"), lines.collect()));
        }
    }
    tables
}

#[test]
fn the_order_of_rows_and_of_regions_changes_nothing() {
    let shipped = Case::toy().solve().objective();
    for (turn, regions) in [(0, ["south", "north"]), (1, ["north", "south"]), (4, ["south", "north"])] {
        let case = Case::toy();
        for (path, header, mut rows) in tables(&case) {
            let length = rows.len();
            rows.reverse();
            rows.rotate_left(turn % length);
            case.write(&path, format!("{header}\n{}\n", rows.join("\n")));
        }
        let turned = case.solve();
        assert_eq!(*turned.loaded.system.sets.regions, regions);
        assert_close(turned.objective(), shipped, SAME, "objective");
    }
}

#[test]
fn the_order_of_columns_changes_nothing() {
    let case = Case::toy();
    for (path, header, rows) in tables(&case) {
        let turned = |line: &String| line.split(',').rev().collect::<Vec<_>>().join(",");
        let lines: Vec<String> = std::iter::once(&header).chain(&rows).map(turned).collect();
        case.write(&path, lines.join("\n") + "\n");
    }
    assert_close(case.solve().objective(), Case::toy().solve().objective(), SAME, "objective");
}

/// The rows of a table for twice the world: regional rows a second time under other names, national limits doubled.
fn doubled(path: &str, header: &str, rows: &[String]) -> Vec<String> {
    let table = path.trim_start_matches("data/toy/").trim_end_matches(".csv");
    let columns: Vec<&str> = header.split(',').collect();
    let at = |name: &str| columns.iter().position(|c| *c == name);
    let limit = match table {
        "accelerator_supply" => at("thousand"),
        "component_supply" | "material_supply" => at("quantity"),
        "cooling_supply" | "build_limits" => at("gw_per_year"),
        "capital" => at("busd"),
        "demand" => at("mh100e"),
        _ => None,
    };
    let renamed = ["region", "from", "to", "link", "limit"].map(at);
    let regional = at("region").or(at("from"));
    let mut result = vec![];
    for row in rows {
        let cells: Vec<String> = row.split(',').map(str::to_owned).collect();
        let everywhere = regional.is_none_or(|column| cells[column] == "all");
        if let (true, Some(column)) = (everywhere, limit) {
            let mut more = cells.clone();
            more[column] = (2.0 * more[column].parse::<f64>().expect("a number")).to_string();
            result.push(more.join(","));
            continue;
        }
        result.push(row.clone());
        if !everywhere {
            let mut copy = cells;
            renamed.iter().flatten().for_each(|&column| copy[column].push('2'));
            result.push(copy.join(","));
        }
    }
    result
}

#[test]
fn two_worlds_side_by_side_are_worth_twice_one() {
    let case = Case::toy();
    for (path, header, rows) in tables(&case) {
        case.write(&path, format!("{header}\n{}\n", doubled(&path, &header, &rows).join("\n")));
    }
    let twice = case.solve();
    assert_eq!(*twice.loaded.system.sets.regions, ["north", "north2", "south", "south2"]);
    assert_close(twice.objective(), 2.0 * Case::toy().solve().objective(), SAME, "objective");
    for region in ["south", "south2"] {
        assert_close(twice.value(Quantity::Rated, &format!("liquid {region} 2028")), 0.075, SAME, region);
    }
}

#[test]
fn simplex_and_interior_point_agree() {
    for edits in [&[][..], &["horizon.block_hours = 3"], &["flexibility.energy_share = 0.005", "adequacy.price = 50"]] {
        let program = formulate(&Case::with(edits).load().system);
        let by = |algorithm| {
            let options = Options { algorithms: vec![algorithm], ..Options::default() };
            let solution = solve(&program, &options).expect("an optimum");
            assert_eq!(solution.effort.algorithm, algorithm);
            solution.residuals.objective
        };
        assert_close(by(Algorithm::Simplex), by(Algorithm::InteriorPoint), SAME, "objective");
    }
}

#[test]
fn a_flat_day_may_be_cut_in_any_way() {
    let whole = Case::toy().solve().objective();
    for hours in [1, 2, 3, 4, 6, 8, 12, 24] {
        let cut = Case::with(&[&format!("horizon.block_hours = {hours}")]).solve();
        assert!(cut.solution.residuals.certify());
        assert_eq!(cut.loaded.system.time.slices.len(), 2 * 24 / hours);
        assert_close(cut.objective(), whole, SAME, &format!("{hours} hours"));
    }
}

#[test]
fn a_solution_that_was_tampered_with_does_not_certify() {
    let toy = Case::toy().solve();
    let measured = |values: &[f64], prices: &[f64]| measure(&toy.program, values, prices);
    let (values, prices) = (&toy.solution.values, &toy.solution.prices);
    assert!(measured(values, prices).certify());

    for (quantity, key) in [
        (Quantity::Buy, "alpha south 2026"),
        (Quantity::Rated, "liquid north 2028"),
        (Quantity::Generation, "gas south 2028 hot_h00"),
        (Quantity::Connect, "north 2028"),
        (Quantity::Sold, "urgent 2026"),
    ] {
        let column = toy.column(quantity, key).expect("a column of the toy");
        for factor in [0.999, 1.001, -1.0] {
            let mut tampered = values.clone();
            tampered[column] *= factor;
            assert!(!measured(&tampered, prices).certify(), "{} {key} x {factor}", quantity.name());
        }
    }
    for (rule, key) in [
        (Rule::ChipsSupply, "alpha 2026"),
        (Rule::GridConnectionRate, "north 2028"),
        (Rule::PowerAdequacy, "south 2028"),
        (Rule::PowerBalance, "south 2026 mild_h00"),
    ] {
        for factor in [0.999, 1.001, -1.0] {
            let mut tampered = prices.clone();
            tampered[toy.row(rule, key)] *= factor;
            assert!(!measured(values, &tampered).certify(), "{} {key} x {factor}", rule.name());
        }
    }
    assert!(!measured(&vec![0.0; values.len()], prices).certify(), "nothing at all");
    assert!(!measured(values, &vec![0.0; prices.len()]).certify(), "no prices at all");
}

/// A program of one column with one row, and what the column earns.
fn small(earned: f64, row: impl FnOnce(&mut Rows, Key, Terms)) -> Program {
    let mut variables = formulate(&Case::toy().load().system).variables;
    let key = Key::national(Item::None, Year(0));
    variables.info = vec![ColumnInfo { quantity: Quantity::Sold, key, upper: f64::INFINITY }];
    let mut rows = Rows::new();
    row(&mut rows, key, Column(0).into());
    let mut objective = Objective::default();
    objective.earn(Column(0), Account::Compute, earned);
    Program { variables, rows, objective, spans: List::default() }
}

/// Value and price of the only column and row.
fn answer(program: &Program, algorithm: Algorithm) -> (f64, f64) {
    let options = Options { algorithms: vec![algorithm], ..Options::default() };
    let Solution { values, prices, .. } = solve(program, &options).expect("an optimum");
    (values[0], prices[0])
}

#[test]
fn a_price_is_the_gain_per_unit_of_the_right_hand_side_whatever_the_sense() {
    let rule = Rule::PowerFirm;
    let three = || Terms::constant(3.0);
    for algorithm in [Algorithm::Simplex, Algorithm::InteriorPoint] {
        let by = |program: Program| answer(&program, algorithm);
        assert_eq!(
            by(small(2.0, |rows, key, x| rows.at_most(rule, key, x, three()))),
            (3.0, 2.0),
            "a limit is worth 2"
        );
        assert_eq!(by(small(-2.0, |rows, key, x| rows.at_least(rule, key, x, three()))), (3.0, -2.0), "a need costs 2");
        assert_eq!(by(small(2.0, |rows, key, x| rows.identity(rule, key, x, three()))), (3.0, 2.0), "bound from above");
        assert_eq!(
            by(small(-2.0, |rows, key, x| rows.identity(rule, key, x, three()))),
            (3.0, -2.0),
            "bound from below"
        );
    }
}

/// `good_lp` turned the signs of its duals between releases: what the pinned one does with the raw HiGHS model.
#[test]
fn the_solver_s_own_duals_are_derivatives_of_its_objective() {
    for (maximise, sense, earned, expected) in [
        (true, "<=", 2.0, 2.0),
        (true, ">=", -2.0, -2.0),
        (true, "==", 2.0, 2.0),
        (true, "==", -2.0, -2.0),
        (false, "<=", -2.0, -2.0),
        (false, ">=", 2.0, 2.0),
        (false, "==", 2.0, 2.0),
        (false, "==", -2.0, -2.0),
    ] {
        let mut variables = ProblemVariables::new();
        let x = variables.add(variable().min(0.0));
        let objective: Expression = earned * x;
        let problem = if maximise { variables.maximise(objective) } else { variables.minimise(objective) };
        let mut model = problem.using(highs);
        model.add_constraint(match sense {
            "<=" => constraint!(x <= 3.0),
            ">=" => constraint!(x >= 3.0),
            _ => constraint!(x == 3.0),
        });
        let solution = model.into_inner().solve().get_solution();
        assert_eq!(solution.columns(), [3.0]);
        assert_eq!(solution.dual_rows(), [expected], "maximise: {maximise}, {sense}, {earned}");
    }
}

/// Why there is no optimum.
fn failure(program: &Program) -> Failure {
    match solve(program, &Options::default()) {
        Err(failure) => failure,
        Ok(solution) => panic!("there should be no optimum: {:?}", solution.residuals),
    }
}

#[test]
fn what_cannot_be_built_for_want_of_material_is_an_error_that_names_the_rows() {
    // 0.1 GW of gas turbines are committed in 2026; 52 kt of copper a year are not enough for them.
    let case = Case::with(&["material_intensity + technology,gas,copper,1000"]);
    let program = formulate(&case.load().system);
    let Failure::Infeasible(conflict) = failure(&program) else { panic!("no build keeps all rows") };
    let mut rules: Vec<Rule> = conflict.iter().map(|&row| program.rows.rows[row].rule).collect();
    rules.sort();
    rules.dedup();
    assert_eq!(rules, [Rule::PowerCommitted, Rule::MaterialsSupply, Rule::MaterialsTier]);
}

#[test]
fn a_program_without_end_is_an_error_not_a_panic() {
    let program = small(1.0, |rows, key, x| rows.at_least(Rule::PowerFirm, key, x, Terms::constant(1.0)));
    assert!(matches!(failure(&program), Failure::Unbounded), "{:?}", failure(&program));
}

#[test]
fn a_technology_in_two_halves_is_the_technology() {
    let halves = Case::with(&[
        "existing_capacity gas: gw = 0.7",
        "existing_capacity + gas_b,south,2026,0.5",
        "technologies + gas_b,Other turbine,grid,thermal,turbines,gas,8,3,20,2026,0.95,0.9,,",
        "technology_costs + gas_b,2026,1000,10,0,0",
    ])
    .solve();
    assert_close(halves.objective(), Case::toy().solve().objective(), SAME, "objective");
}

#[test]
fn a_technology_without_its_like_is_dispatched_by_its_own_cost() {
    // Half of the gas burns an eighth less: 31 USD/MWh, and it runs before the rest on every day.
    let better = Case::with(&[
        "existing_capacity gas: gw = 0.7",
        "existing_capacity + gas_b,south,2026,0.5",
        "technologies + gas_b,Better turbine,grid,thermal,,gas,7,3,20,2026,0.95,0.9,,",
        "technology_costs + gas_b,2026,1000,10,0,0",
    ])
    .solve();
    let weights = 1.0 + 1.0 / 1.05 + 1.0 / 1.05_f64.powi(2);
    let saved = weights * 8.76 * 4.0 * 0.5 * 0.95;
    assert_close(better.objective(), Case::toy().solve().objective() + saved, SAME, "objective");
}
