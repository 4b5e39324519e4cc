//! The optimum as a sum: right-hand sides and bounds, each at its price, add up to the objective.
//!
//! Expected numbers are arithmetic on the toy, as in `toy.rs`.

use gridbound::results::duality::{Kind, duality, total};
use gridbound::results::tables::DualityRow;

use crate::case::{Case, REFERENCES, Solved, assert_close, baseline, reference};

const EXACT: f64 = 1e-9;

/// What two solvers may differ by.
const CERTIFIED: f64 = 1e-6;

/// Weights of the toy's two model years: 2026, and 2027 with 2028.
const D1: f64 = 1.0;
const D2: f64 = 1.0 / 1.05 + 1.0 / (1.05 * 1.05);

/// A year of a gas turbine's capital, per GW: 1000 over 20 years at 6 %.
fn turbine() -> f64 {
    1000.0 * 0.06 / (1.0 - 1.06_f64.powi(-20))
}

/// A GW that is firm: a turbine and its operation, nine tenths of it firm.
fn firm() -> f64 {
    (turbine() + 10.0) / 0.9
}

fn value(rows: &[DualityRow], kind: &str, rule: &str) -> f64 {
    rows.iter().filter(|row| row.kind.name() == kind && row.rule.name() == rule).map(|row| row.value_musd).sum()
}

#[track_caller]
fn adds_up(solved: &Solved, tolerance: f64) {
    let rows = duality(&solved.view());
    assert_close(total(&rows), solved.objective(), tolerance, &solved.loaded.system.scenario);
    for row in rows {
        assert!(
            row.kind != Kind::Limit || row.value_musd > 0.0,
            "the rent of {} is {}",
            row.rule.name(),
            row.value_musd
        );
    }
}

#[test]
fn the_optimum_of_the_toy_is_what_its_limits_and_stocks_are_worth_less_its_obligations() {
    adds_up(&Case::toy().solve(), EXACT);
}

#[test]
fn the_optimum_of_every_case_is_such_a_sum() {
    for edits in [
        &["flexibility.energy_share = 0.005", "adequacy.price = 50"][..],
        &["load south: peak_gw = 3"],
        &["links river: first_year = 2040"],
    ] {
        adds_up(&Case::with(edits).solve(), EXACT);
    }
    for name in REFERENCES {
        adds_up(&Solved::of(reference(name)), CERTIFIED);
    }
    adds_up(baseline(), CERTIFIED);
}

#[test]
fn base_load_pays_for_energy_and_its_margin_and_nothing_that_exists_is_taken_off_it() {
    let rows = duality(&Case::toy().solve().view());
    // Mild days, of which there are 340, have 0.8 of the peak; the south grows from 1 to 1.5 GW.
    let energy = |price: f64, peak: f64| price * peak * 24.0 * (0.8 * 340.0 + 25.0) / 1000.0;
    let north = energy(5.0, 1.0) * (D1 + D2);
    let south = energy(35.0, 1.0) * D1 + energy(35.0, 1.5) * D2;
    assert_close(value(&rows, "obligation", "power.balance"), -north - south, EXACT, "energy");
    // The north has firm capacity to spare. A tenth of margin on the peak of the south.
    let margin = 1.1 * firm() * (1.0 * D1 + 1.5 * D2);
    assert_close(value(&rows, "obligation", "power.adequacy"), -margin, EXACT, "margin");
}

#[test]
fn what_exists_is_worth_what_it_saves() {
    let rows = duality(&Case::toy().solve().view());
    // 1.2 GW of gas turbines save as many new ones.
    assert_close(value(&rows, "existing", "power.capacity"), 1.2 * turbine() * (D1 + D2), EXACT, "gas");
    // 100 thousand alphas, half of them in 2028: 4380 a year per MH100e at 3 and at 2 USD/h, less electricity
    // from gas at 0.8 x 1.25 and 0.8 x 1.5 GW per GW, and firm capacity for the latter.
    let needs = 35.0 * 24.0 * (1.0 * 340.0 + 1.2 * 25.0) / 1000.0 + 1.1 * 1.2 * firm();
    let alphas = 0.1 * D1 * (3.0 * 4380.0 - needs) + 0.05 * D2 * (2.0 * 4380.0 - needs);
    assert_close(value(&rows, "existing", "chips.fleet"), alphas, EXACT, "alphas");
    // In 2026 the line is as it is; later it can grow.
    let carried = 0.2 * (0.9 * 35.0 - 5.0) * 8.76;
    assert_close(value(&rows, "existing", "grid.transfer"), D1 * carried, EXACT, "flow");
    assert_close(value(&rows, "existing", "lend"), D1 * 0.5 * 0.2 * firm(), EXACT, "lending");
    assert_close(value(&rows, "existing", "grid.lines"), D2 * (carried + 0.5 * 0.2 * firm()), EXACT, "line");
    // 20 a year per GW of river power. Gas can be built, so its operation is a cost of the stock.
    assert_close(value(&rows, "fixed cost", "fixed operation"), -20.0 * 2.0 * (D1 + D2), EXACT, "river power");
}

#[test]
fn firm_capacity_that_cannot_be_built_again_exists_and_is_no_lesser_obligation() {
    // No one may build turbines, so all of them are as they are: 1.2 GW, nine tenths firm.
    let case = Case::with(&["build_limits - turbines", "committed_builds -", "load south: peak_gw = 0.9"]);
    let rows = duality(&case.solve().view());
    let worth = value(&rows, "existing", "power.adequacy");
    let owed = value(&rows, "obligation", "power.adequacy");
    assert!(worth > 0.0, "{rows:?}");
    // One price for both, in the year in which it is scarce: 1.08 GW against 1.1 x 0.9.
    assert_close(worth / -owed, 0.9 * 1.2 / (1.1 * 0.9), EXACT, "worth over owed");
}

#[test]
fn a_commitment_that_equals_its_limit_leaves_the_limit_no_rent() {
    // 0.1 GW of gas is committed in 2026, no more may be built, and more is needed.
    let case = Case::with(&["build_limits turbines: gw_per_year = 0", "build_limits batteries: gw_per_year = 0"]);
    let solved = case.solve();
    let rows = duality(&solved.view());
    assert_close(total(&rows), solved.objective(), EXACT, "objective");
    // The limit of 2026 is the commitment; later limits are 0 GW.
    assert_close(value(&rows, "limit", "power.build_limit"), 0.0, EXACT, "limit");
    assert!(value(&rows, "commitment", "power.build_limit") > 0.0, "{rows:?}");
}
