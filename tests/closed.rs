//! Limits at zero: what the data or the scenario rule out altogether has a price, and is named as the bottleneck.

use gridbound::experiment::explain::verdict::{Bound, Finding};
use gridbound::program::Family;
use gridbound::results::Results;
use gridbound::results::tables::{Caution, Row, ShadowPriceRow};
use gridbound::run::run;
use gridbound::solve::Options;
use gridbound::tell::{caution, limits};

use crate::case::{Case, Explained, assert_close, only};

/// A difference that the last digits of a step explain.
const NEAR: f64 = 1e-6;

fn results(case: &Case) -> Results {
    run(&case.load(), &Options::default()).expect("an optimum").results
}

fn price(results: &Results, rule: &str, item: &str, year: i32) -> ShadowPriceRow {
    let is_meant =
        |row: &&ShadowPriceRow| row.rule.name() == rule && (row.item == item || row.region == item) && row.year == year;
    results.shadow_prices.iter().find(is_meant).expect("a limit").clone()
}

/// What the objective gains when a limit at 0 is moved a little, per unit.
fn finite_difference(edit: impl Fn(&str) -> String, step: f64) -> f64 {
    let objective = |amount: String| Case::with(&[&edit(&amount)]).solve().objective();
    (objective(step.to_string()) - objective("0".to_owned())) / step
}

#[test]
fn a_limit_of_zero_has_the_price_of_its_first_unit() {
    // Nobody is connected in the north in 2026.
    let row = price(&results(&Case::toy()), "grid.connection_rate", "north", 2026);
    let edit = |amount: &str| format!("connection_rate north 2026: gw_per_year = {amount}");
    assert_close(row.price, finite_difference(edit, 1e-3), 1e-3, "USD/kW");
    assert!(row.binding && row.limit == 0.0, "{row:?}");
    assert_eq!(row.rent_musd, 0.0, "a price times nothing");
}

#[test]
fn sold_out_before_it_was_sold_has_a_price() {
    let none = ["accelerator_supply alpha: thousand = 0", "accelerator_supply beta: thousand = 0"];
    let row = price(&results(&Case::with(&none)), "chips.supply", "alpha", 2026);
    let some = |amount: f64| {
        let edit = format!("accelerator_supply alpha 2026: thousand = {amount}");
        Case::with(&none).but(&edit).solve().objective()
    };
    assert_close(row.price, (some(1.0) - some(0.0)) / 1.0, NEAR, "million USD per thousand");
    assert!(row.binding, "{row:?}");
}

#[test]
fn a_limit_without_worth_is_no_bottleneck_at_zero_either() {
    let row = price(&results(&Case::toy()), "grid.connection_rate", "south", 2026);
    assert!(row.price == 0.0 && !row.binding, "{row:?}");
}

/// The verdicts of a case, years and horizon, in the narrow reading.
fn verdicts(explained: &Explained) -> Vec<Bound> {
    let verdict = &explained.explanation.verdict;
    verdict.years.iter().chain([&verdict.horizon]).map(|finding| finding.narrow).collect()
}

#[test]
fn a_dataset_without_chips_is_bound_by_chips() {
    let none = ["accelerator_supply alpha: thousand = 0", "accelerator_supply beta: thousand = 0"];
    let explained = Case::with(&none).explain(&only(&[]));
    assert_eq!(verdicts(&explained), [Bound::Chips; 3]);
    let said = limits::sentences(&explained.explanation.verdict, &explained.results).join(" ");
    assert!(said.contains("want of chips"), "{said}");
    assert!(said.contains("No chips are on offer"), "{said}");
}

/// The toy with a scenario that sets a column of a table to 0.
fn closed(table: &str, column: &str) -> Case {
    let case = Case::toy();
    let adjust = format!("\n[[adjust]]\ntable = \"{table}\"\ncolumn = \"{column}\"\nset = 0.0\nwhy = \"closed\"\n");
    let text = case.text("scenarios/toy.toml") + &adjust;
    case.write("scenarios/toy.toml", text);
    case
}

/// The first family of the horizon, and that of the last year.
fn first(explained: &Explained) -> [&Finding; 2] {
    let verdict = &explained.explanation.verdict;
    [&verdict.horizon, verdict.years.last().expect("a year")]
}

#[test]
fn what_a_scenario_closes_is_named() {
    for (table, column, family, word) in [
        ("accelerator_supply", "thousand", Family::Chips, Bound::Chips),
        ("connection_rate", "gw_per_year", Family::Grid, Bound::Energy),
        ("sites", "gw_per_year", Family::Siting, Bound::Siting),
        ("capital", "busd", Family::Capital, Bound::Capital),
        ("cooling_supply", "gw_per_year", Family::Cooling, Bound::Cooling),
    ] {
        let explained = closed(table, column).explain(&only(&[]));
        let [horizon, _] = first(&explained);
        assert_eq!((horizon.first, horizon.narrow), (family, word), "{table}: {}", horizon.evidence);
        assert_eq!(horizon.closed, [family], "{table}");
        let cautions = explained.results.cautions.iter();
        assert!(cautions.clone().any(|row| row.caution == Caution::Closed), "{table}: {cautions:?}");
        let lines = caution::lines(&explained.results);
        assert!(lines.iter().any(|line| line.grave && line.text.starts_with("Closed by the scenario")), "{lines:?}");
    }
}

#[test]
fn the_first_sentence_says_what_is_closed_and_that_load_falls() {
    let said = |explained: &Explained| limits::sentences(&explained.explanation.verdict, &explained.results).join(" ");
    let sites = said(&closed("sites", "gw_per_year").explain(&only(&[])));
    assert!(sites.contains("sites (closed by the scenario) limit AI"), "{sites}");
    assert!(sites.contains("ten per cent of what the dataset offers brings"), "{sites}");
    let money = said(&closed("capital", "busd").explain(&only(&[])));
    assert!(money.contains("money (closed by the scenario) limits AI"), "{money}");
}

#[test]
fn a_lever_at_zero_closes_as_an_adjust_does() {
    let explained = Case::with(&["levers.chips = 0"]).explain(&only(&[]));
    assert_eq!(verdicts(&explained)[2], Bound::Chips);
}

#[test]
fn gains_do_not_lean_on_what_has_nothing_to_do_with_ai() {
    // A plant that makes nothing and costs a lot to keep.
    let museum = Case::toy()
        .but("technologies + museum,Museum,grid,thermal,,gas,100,0,50,2099,0,0,,,invented")
        .but("technology_costs + museum,2026,1000,2906,0,0,900,1100,invented")
        .but("existing_capacity + museum,north,2026,1,0.9,1.1,invented");
    let [with, without] = [museum, Case::toy()].map(|case| case.explain(&only(&[])));
    let [apart, one] = [&with, &without].map(|explained| explained.solved.objective());
    assert!(apart < 0.8 * one, "the objective falls: {apart} after {one}");
    let gains = |explained: &Explained| explained.explanation.verdict.horizon.gains.clone();
    for ((group, a), b) in gains(&with).into_iter().zip(gains(&without).into_values()) {
        assert_close(a, b, NEAR, group.name());
    }
}

#[test]
fn energy_that_is_burned_for_money_is_told() {
    let case = Case::with(&["horizon.block_hours = 6"])
        .but("technology_costs hydro: production_credit_usd_per_mwh = 30")
        .but("existing_capacity hydro north: gw = 6")
        .but("existing_capacity hydro north: low = 5")
        .but("existing_capacity hydro north: high = 7")
        .but("existing_capacity + battery,north,2026,0.5,0.4,0.6,invented");
    let results = results(&case);
    let burned: f64 = results.cautions.iter().filter(|row| row.caution == Caution::Burned).map(|row| row.amount).sum();
    assert!(burned > 0.0, "{:?}", results.cautions);
    // One inverter: half of 0.5 GW in, less losses out, all year at most.
    let battery = results.capacity.iter().find(|row| row.technology == "battery" && row.year == 2026).unwrap();
    assert!(battery.generation_twh < 0.5 * 8.76 / 2.0, "{battery:?}");
    let lines = caution::lines(&results);
    assert!(lines.iter().any(|line| line.grave && line.text.starts_with("Energy is burned")), "{lines:?}");
}

#[test]
fn load_that_is_not_served_is_said_first() {
    let results = results(&Case::with(&["build_limits - turbines", "committed_builds -", "load south: peak_gw = 2"]));
    let unserved = results.cautions.iter().filter(|row| row.caution == Caution::Unserved).count();
    assert!(unserved > 0, "{:?}", results.cautions);
    assert!(caution::lines(&results)[0].text.starts_with("Load is not served"));
}

#[test]
fn a_first_year_after_the_base_year_holds_what_is_bought_until_then() {
    let load = |case: &Case| results(case).summary.last().unwrap().ai_rated_gw;
    let late = Case::with(&["horizon.years = [2028]"]);
    // Before, only what is bought in 2028 itself served: 0.18 GW.
    assert!(load(&late) > 0.5, "{}", load(&late));
    let early = results(&late).cautions.into_iter().find(|row| row.caution == Caution::Early).unwrap();
    assert_eq!((early.year, early.amount), (2028, 3.0));
}

#[test]
fn cautions_and_what_is_left_over_are_tables_like_others() {
    let results = results(&Case::toy());
    assert!(!gridbound::results::tables::CautionRow::HEADER.is_empty());
    let chips: Vec<_> =
        results.left_over.iter().filter(|row| row.family == Family::Chips && row.year == 2028).collect();
    let [all, parts @ ..] = chips.as_slice() else { panic!("{chips:?}") };
    let sum: f64 = parts.iter().map(|row| row.offered).sum();
    assert_close(all.offered, sum, NEAR, "offered");
    // 300 thousand betas at 2 kW are on offer, 210 are bought.
    assert_close(all.left_share.unwrap(), 1.0 - 210.0 / 300.0, NEAR, "left");
}
