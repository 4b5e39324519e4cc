//! What else would do: ends bracket the best plan, are plans themselves, and keep the slack.

use gridbound::experiment::alternatives::tables::{AlternativeRow, Status, Subject};
use gridbound::experiment::alternatives::{Alternatives, Near, alternatives, quantities};
use gridbound::experiment::origin::Origin;
use gridbound::load::Loaded;
use gridbound::program::{Account, Program, Rule};
use gridbound::run::{Run, run};
use gridbound::solve::certificate::measure;
use gridbound::solve::{Options, Solution};

use crate::case::{Case, assert_close};

const SAME: f64 = 1e-6;

fn solved(case: &Case) -> (Loaded, Run) {
    let loaded = case.load();
    let run = run(&loaded, &Options::default()).unwrap();
    (loaded, run)
}

fn found(case: &Case, slack: f64, threads: usize) -> Alternatives {
    let (loaded, run) = solved(case);
    alternatives(&Origin::new(&loaded, &run.program, &run.solution, threads), slack, &()).unwrap()
}

fn row(found: &Alternatives, quantity: Subject, year: Option<i32>) -> &AlternativeRow {
    let of_country = |row: &&AlternativeRow| row.region.is_empty() && row.group.is_empty();
    let mut rows = found.alternatives.iter().filter(of_country);
    rows.find(|row| (row.quantity, row.year) == (quantity, year)).unwrap()
}

/// The worth of a plan by the objective of the scenario's own program.
fn worth(program: &Program, plan: &Solution) -> f64 {
    let costs = program.objective.coefficients(program.variables.len());
    program.objective.constant + costs.iter().zip(&plan.values).map(|(cost, value)| cost * value).sum::<f64>()
}

#[test]
fn ends_are_plans_of_the_scenario_that_keep_the_slack() {
    let (loaded, run) = solved(&Case::toy());
    let origin = Origin::new(&loaded, &run.program, &run.solution, 1);
    let near = Near::new(&origin, 0.5);
    let sold = run.program.objective.earned(Account::Compute, &run.solution.values);
    assert_close(near.loss, 0.005 * sold, SAME, "half a per cent of the compute sold");
    let least_worth = origin.outcome.objective - near.loss;
    let mut kept_nothing_back = 0;
    for quantity in quantities(&loaded, &run.program) {
        for most in [false, true] {
            let plan = near.end(&quantity.sum, most, &near.vertex).unwrap();
            assert!(plan.residuals.certify(), "{:?}", quantity.subject);
            let worth = worth(&run.program, &plan);
            let (subject, size) = (quantity.subject, worth.abs().max(1.0));
            assert!(worth >= least_worth - SAME * size, "{subject}: {worth} is less than {least_worth}");
            assert!(worth <= origin.outcome.objective + SAME * size, "{subject}: better than the best");
            kept_nothing_back += usize::from((worth - least_worth).abs() < SAME * size);
            // Feasible in the scenario's own program: no row or bound of it is violated, whatever the prices.
            let primal = measure(&run.program, &plan.values, &vec![0.0; run.program.rows.len()]).primal;
            assert!(primal < SAME, "{subject}: {primal}");
            let amount = quantity.at(&plan.values);
            let best = quantity.at(&run.solution.values);
            let is_end = if most { amount >= best - SAME } else { amount <= best + SAME };
            assert!(is_end, "{subject}: {amount} is no end beside {best}");
        }
    }
    assert!(kept_nothing_back > 5, "the slack binds where a quantity is worth something: {kept_nothing_back}");
}

#[test]
fn ranges_hold_the_best_plan_and_status_follows_from_them() {
    let found = found(&Case::toy(), 0.5, 1);
    assert!(found.alternatives.len() > 12);
    for row in &found.alternatives {
        assert!(row.least <= row.optimum && row.optimum <= row.most, "{row:?}");
        let expected = match row.least {
            least if row.optimum > 0.0 && least > 0.8 * row.optimum => Status::Must,
            least if least > 1e-3 * row.optimum && least > 0.0 => Status::May,
            _ => Status::Free,
        };
        assert_eq!(row.status, expected, "{row:?}");
    }
}

#[test]
fn the_toy_by_hand() {
    // Chips limit 2026: 0.2 GW are rated, and no plan can have more. One MH100e less of 2026 is one that is not sold; what it
    // would have cost to run is saved. In 2028 connections and sites bind: nobody can connect more than 0.4 GW.
    let found = found(&Case::toy(), 0.5, 1);
    let load = row(&found, Subject::AiLoad, Some(2026));
    assert_close(load.most, 0.2, SAME, "all chips on offer");
    assert_close(row(&found, Subject::Connections, None).most, 0.4, SAME, "all that can be connected");
    assert_eq!(row(&found, Subject::Connections, None).status, Status::Must);
    // Twice the slack goes at least as far, and as far again until something else stops it.
    let twice = self::found(&Case::toy(), 1.0, 1);
    let [once, twice] = [load, row(&twice, Subject::AiLoad, Some(2026))].map(|row| row.optimum - row.least);
    assert_close(twice, 2.0 * once, 1e-4, "the least of a load falls with the slack");
}

#[test]
fn without_slack_only_what_costs_nothing_differs() {
    let found = found(&Case::toy(), 0.0, 1);
    let load = row(&found, Subject::AiLoad, Some(2026));
    assert_close(load.least, load.optimum, 1e-5, "the load of the best plan");
    assert_eq!((found.slack, found.loss), (0.0, 0.0));
}

#[test]
fn more_slack_widens_every_range() {
    let (narrow, wide) = (found(&Case::toy(), 0.25, 1), found(&Case::toy(), 2.0, 1));
    for (narrow, wide) in narrow.alternatives.iter().zip(&wide.alternatives) {
        assert!(wide.least <= narrow.least + SAME && wide.most >= narrow.most - SAME, "{narrow:?} {wide:?}");
    }
}

#[test]
fn ends_do_not_depend_on_threads() {
    assert_eq!(found(&Case::toy(), 0.5, 1), found(&Case::toy(), 0.5, 3));
}

#[test]
fn the_row_of_plans_binds_and_carries_a_price() {
    let (loaded, run) = solved(&Case::toy());
    let near = Near::new(&Origin::new(&loaded, &run.program, &run.solution, 1), 0.5);
    let at = near.program.rows.rows.iter().position(|row| row.rule == Rule::CapitalPlan).unwrap();
    let load = quantities(&loaded, &run.program).remove(0);
    let plan = near.end(&load.sum, false, &near.vertex).unwrap();
    // A million more of worth that must be kept costs so much of what could be done without.
    let mut tighter = Near::new(&Origin::new(&loaded, &run.program, &run.solution, 1), 0.5);
    tighter.program.rows.rows[at].limit += 1.0;
    let other = tighter.end(&load.sum, false, &near.vertex).unwrap();
    assert!(plan.prices[at] < 0.0);
    let change = load.at(&plan.values) - load.at(&other.values);
    assert_close(change, plan.prices[at], 1e-4, "price of the row against a finite difference");
}
