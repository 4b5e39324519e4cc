//! What `themes` says of the toy, by hand, with the numbers of `toy.rs`; of other units; and of the baseline.

use gridbound::experiment::explain::lever_groups::worth::worth;
use gridbound::experiment::explain::lever_groups::{Kind, LeverGroup, all};
use gridbound::experiment::explain::tables::ThemeRow;
use gridbound::experiment::families::Families;
use gridbound::experiment::origin::Origin;
use gridbound::load::Loaded;
use gridbound::named::word_or_empty;
use gridbound::results::tables::Validity;
use gridbound::run::{Run, run};
use gridbound::solve::Options;

use crate::case::{Case, assert_close, baseline};
use crate::explain_toy::{COINCIDENT, alpha, connection, town};
use crate::toy::{ALPHA_PRICE, D1, D2, HALF, METRO, MOST, PAID, accelerator, annuity, shell};

/// Tables hold twelve digits.
const PRINTED: f64 = 1e-9;

/// Of what a re-solve with limits raised by a thousandth brings.
const CLOSE: f64 = 1e-6;

fn table(loaded: &Loaded, chosen: impl Fn(&LeverGroup) -> bool) -> Vec<ThemeRow> {
    let Run { program, solution, results, .. } = run(loaded, &Options::default()).unwrap();
    let origin = Origin::new(loaded, &program, &solution, 2);
    let chosen: Vec<LeverGroup> = all(loaded, Families::ALL).into_iter().filter(chosen).collect();
    worth(&origin, &chosen, &results.shadow_prices, &|| {}).unwrap()
}

fn of(edits: &[&str]) -> Vec<ThemeRow> {
    table(&Case::with(edits).load(), |_| true)
}

fn row<'a>(rows: &'a [ThemeRow], theme: &str, step: &str) -> &'a ThemeRow {
    rows.iter().find(|row| (row.theme.as_str(), row.step.name()) == (theme, step)).expect("a theme")
}

fn known(value: Option<f64>) -> f64 {
    value.expect("a number")
}

#[test]
fn one_more_unit_of_a_limit_is_worth_its_price_where_the_price_holds() {
    let rows = of(&[]);
    for (step, share) in [("1 %", 0.01), ("10 %", 0.1)] {
        // Two years of 0.2 GW of connections, all used.
        let grid = row(&rows, "grid_connection", step);
        assert_eq!((grid.unit.as_str(), word_or_empty(grid.things)), ("GW", "connect"));
        assert_close(known(grid.rise_units), share * 0.4, PRINTED, "rise");
        assert_close(known(grid.used_rise_units), share * 0.4, PRINTED, "used");
        assert_close(known(grid.value_musd), share * 0.4 * connection(), PRINTED, "value");
        assert_close(known(grid.value_musd_per_unit), connection(), PRINTED, "per unit");
        // 200 thousand alphas of one H100e sell out; betas do not.
        let chips = row(&rows, "chips", step);
        assert_eq!((chips.unit.as_str(), word_or_empty(chips.things)), ("MH100e", "buy"));
        assert_close(known(chips.used_rise_units), share * 0.2, PRINTED, "alphas");
        assert_close(known(chips.value_musd), share * 200.0 * alpha(), PRINTED, "value of alphas");
        assert_close(known(chips.value_used_musd_per_unit), 1000.0 * alpha(), PRINTED, "per MH100e");
    }
    let best = row(&rows, "grid_connection", "10 %");
    assert_eq!(
        (best.best_region.as_str(), best.best_year, word_or_empty(best.best_validity)),
        ("north", Some(2028), "range")
    );
    assert_eq!(best.best_price_unit, "USD/kW");
    assert_close(known(best.best_price), connection() / PAID, PRINTED, "price of 2028");
    let best = row(&rows, "chips", "10 %");
    assert_eq!((best.best_item.as_str(), best.best_year), ("alpha", Some(2026)));
    assert_close(known(best.best_price), 1000.0 * alpha(), PRINTED, "price of 2026");
}

#[test]
fn what_a_dollar_earns_is_value_and_cost_over_cost() {
    let rows = of(&[]);
    let per_dollar = |value: f64, cost: f64| (value + cost) / cost;
    let grid = row(&rows, "grid_connection", "10 %");
    let cost = MOST * D2 * annuity(0.06, 40) * 500.0;
    assert_close(known(grid.cost_musd), 0.04 * cost, PRINTED, "connections");
    assert_close(known(grid.gross_value_musd_per_musd), per_dollar(connection(), cost), PRINTED, "grid");
    let chips = row(&rows, "chips", "10 %");
    let cost = ALPHA_PRICE * accelerator() * (HALF * D1 + D2);
    assert_close(known(chips.gross_value_musd_per_musd), per_dollar(alpha(), cost), PRINTED, "chips");
    // Halls are not under the limits of sites: 2000 of METRO are cooling.
    let siting = row(&rows, "siting", "10 %");
    let cost = MOST * D2 * shell() * (METRO - 2000.0);
    assert_close(known(siting.gross_value_musd_per_musd), per_dollar(town(), cost), PRINTED, "siting");
    let places = ["grid_connection", "siting", "chips"].map(|theme| row(&rows, theme, "10 %").rank_per_cost);
    assert_eq!(places, [Some(1), Some(2), Some(3)]);
    // Per GW of limit, used up or not: alphas of 1 kW, of which 0.2 GW sell out, and betas of 2 kW, of which none is missed.
    let per_gw = 0.1 * 200.0 * alpha() / (0.1 * (0.2 + 2.0 * 150.0 * 0.002));
    assert_close(known(chips.value_musd_per_gw), per_gw, PRINTED, "per GW");
    let places = ["grid_connection", "siting", "chips"].map(|theme| row(&rows, theme, "10 %").rank_per_gw);
    assert_eq!(places, [Some(1), Some(3), Some(2)]);
}

#[test]
fn limits_inside_each_other_count_once() {
    // 0.1 GW in town. On campuses the pace of two years at 0.5 GW and the 1 GW that they hold are the same GW.
    let siting = |edits: &[&str]| known(row(&of(edits), "siting", "10 %").admitted_units);
    assert_close(siting(&[]), 0.1 + 1.0, PRINTED, "pace and potential");
    assert_close(siting(&["sites campus: gw_per_year = 0.2"]), 0.1 + 0.4, PRINTED, "pace");
    assert_close(siting(&["sites campus: max_gw = 0.7"]), 0.1 + 0.7, PRINTED, "potential");
}

#[test]
fn a_lever_is_worth_what_its_ends_bring_per_unit_that_it_moves() {
    let rows = of(&[]);
    let (low, high) = (row(&rows, "gas_price", "low"), row(&rows, "gas_price", "high"));
    assert_eq!((low.kind.name(), low.unit.as_str(), low.rank, high.rank), ("lever", "x", Some(1), None));
    // Half the price saves half of what the price costs, twice the price costs as much again: dispatch has no choice.
    assert_close(known(low.rise_units), 0.5, PRINTED, "down");
    assert_close(known(low.value_musd), -0.5 * known(high.value_musd), PRINTED, "both ends");
    assert_close(known(low.value_musd_per_unit), known(low.value_musd) / 0.5, PRINTED, "per unit");
    // A delay has no earlier end: what is left is what two years cost.
    assert!(rows.iter().all(|row| row.theme != "chip_delay" || row.step.name() == "high"));
    let delay = row(&rows, "chip_delay", "high");
    assert!(known(delay.value_musd) < 0.0 && delay.rank.is_none());
    assert_close(known(delay.value_musd_per_unit), known(delay.value_musd) / 2.0, PRINTED, "per year");
    // What buyers want is no theme.
    assert!(rows.iter().all(|row| row.theme != "demand"));
}

#[test]
fn a_limit_that_another_one_makes_useless_is_worth_nothing() {
    // Connections and land give out together: a unit of either is worth nothing without the other, whatever its price.
    let rows = of(COINCIDENT);
    for theme in ["grid_connection", "siting"] {
        let row = row(&rows, theme, "10 %");
        assert_eq!((row.value_musd, row.rank, row.rank_per_cost), (Some(0.0), None, None), "{row:?}");
        if let (Some(price), Some(more)) = (row.best_price, row.best_price_of_more) {
            assert_eq!(row.best_validity, Some(Validity::Interval));
            assert_close(more / price, 0.0, CLOSE, theme);
        }
    }
    assert!(rows.iter().any(|row| row.best_validity == Some(Validity::Interval)));
}

const COPPER: &str = r#"file levers.toml:
[[lever]]
name = "copper"
title = "Copper"
unit = "x"
neutral = 1.0
low = 0.5
high = 1.05
[[lever.adjust]]
table = "material_supply"
where = { material = "copper" }
column = "quantity"
multiply = "strength"
"#;

#[test]
fn the_unit_of_a_limit_changes_what_a_unit_is_worth_and_nothing_else() {
    let kilotonnes = of(&[COPPER]);
    let tonnes = of(&[
        COPPER,
        "materials copper: unit = t",
        "material_supply home: quantity = 2000",
        "material_supply home: usd_per_unit = 0.001",
        "material_supply abroad: quantity = 50000",
        "material_supply abroad: usd_per_unit = 0.002",
        "material_intensity shell: per_unit = 10000",
        "material_intensity connection: per_unit = 5000",
        "material_intensity link: per_unit = 5000",
    ]);
    let (kt, t) = (row(&kilotonnes, "copper", "10 %"), row(&tonnes, "copper", "10 %"));
    assert_eq!((kt.unit.as_str(), t.unit.as_str(), kt.within_range), ("kt", "t", false));
    // Two years of a tenth of 2 kt more come from home, at half the price: dearer copper from abroad is not needed.
    assert_close(known(kt.value_musd), PAID * 0.4, CLOSE, "value");
    let pairs = [
        (kt.value_musd, t.value_musd, 1.0),
        (kt.cost_musd, t.cost_musd, 1.0),
        (kt.rise_units, t.rise_units, 1000.0),
        (kt.value_musd_per_unit, t.value_musd_per_unit, 0.001),
        (kt.best_price, t.best_price, 0.001),
        (kt.compute_mh100e, t.compute_mh100e, 1.0),
    ];
    for (of_kt, of_t, factor) in pairs {
        assert_close(known(of_t), factor * known(of_kt), PRINTED, "tonnes");
    }
    // A kilotonne from home costs 1 and takes the place of one from abroad, which costs 2.
    assert_close(known(kt.cost_musd), -PAID * 0.4, CLOSE, "saved");
    // That is a premium and no price of copper: there is no value per dollar spent on it.
    assert_eq!((kt.added_cost_musd, kt.gross_value_musd_per_musd), (Some(0.0), None));
}

#[test]
fn names_in_a_lever_s_lists_are_parts_of_it() {
    let lever = COPPER
        .replace("material_supply", "sites")
        .replace("material = \"copper\"", "site_class = [\"metro\", \"campus\"]")
        .replace("quantity", "max_gw");
    let rows = of(&[&lever]);
    let named = |theme: &str| row(&rows, theme, "10 %");
    assert_eq!(named("copper/metro").kind.name(), "part");
    assert_eq!((named("copper/metro").part_of.as_str(), named("copper").part_of.as_str()), ("copper", ""));
    // Land in town is scarce, campuses are not.
    assert_close(known(named("copper/metro").value_musd), 0.01 * town(), PRINTED, "metro");
    assert_eq!(known(named("copper/campus").value_musd), 0.0);
    assert_close(known(named("copper").value_musd), 0.01 * town(), PRINTED, "both");
}

#[test]
fn the_baseline_values_themes_as_its_limits_allow() {
    let case = baseline();
    let wanted = ["grid_connection", "nuclear", "nuclear/nuclear_large", "nuclear/nuclear_uprate", "capital"];
    let rows = table(&case.loaded, |theme| theme.kind != Kind::Lever && wanted.contains(&theme.name.as_str()));
    assert_eq!(rows.len(), 2 * wanted.len());
    for theme in wanted {
        let (little, much) = (row(&rows, theme, "1 %"), row(&rows, theme, "10 %"));
        // More of a limit never harms, and ten times more of it is worth at most ten times as much.
        let room = 1e-9 * case.objective();
        assert!(known(little.value_musd) >= 0.0 && known(much.value_musd) >= known(little.value_musd) - room);
        assert!(known(much.value_musd) <= 10.0 * known(little.value_musd) + 10.0 * room, "{theme}");
        assert!((0.0..=1.0 + CLOSE).contains(&known(much.used_share)), "{theme}");
    }
    assert!(row(&rows, "nuclear/nuclear_uprate", "10 %").part_of.contains("nuclear"));
    let nuclear = row(&rows, "nuclear", "10 %");
    assert_eq!((nuclear.unit.as_str(), word_or_empty(nuclear.things)), ("GW", "build"));
}
