//! What scenarios do to data: inheritance, levers, adjusts, and the order in which they act; each worked by hand.

use gridbound::load::Loaded;
use gridbound::sets::{CurveTier, DemandTier, Region, SiteClass, Year, position};

use crate::case::{Case, assert_close};

const EXACT: f64 = 1e-12;

/// Load of the south in each model year. As shipped it is 1 in 2026 and 1.5 in 2028, so 1.25 in 2027 and flat from 2028.
fn south(loaded: &Loaded) -> Vec<f64> {
    let row = position(&loaded.system.sets.regions, "south").expect("the south");
    loaded.system.power.peak_load.row(row).iter().map(|load| load.value()).collect()
}

#[track_caller]
fn assert_all_close(found: &[f64], expected: &[f64], what: &str) {
    assert_eq!(found.len(), expected.len(), "{what}");
    for (found, expected) in found.iter().zip(expected) {
        assert_close(*found, *expected, EXACT, what);
    }
}

#[test]
fn an_adjust_changes_rows_and_interpolation_comes_afterwards() {
    // Adjust of `load` beside its table; load of the south in 2026, 2027, 2028 and 2030.
    let cases: &[(&str, &[f64])] = &[
        ("column = 'peak_gw'\nmultiply = 1", &[1.0, 1.25, 1.5, 1.5]),
        ("column = 'peak_gw'\nmultiply = 2", &[2.0, 2.5, 3.0, 3.0]),
        ("column = 'peak_gw'\nwhere = { region = 'north' }\nmultiply = 2", &[1.0, 1.25, 1.5, 1.5]),
        ("column = 'peak_gw'\nwhere = { region = ['north', 'south'] }\nadd = 1", &[2.0, 2.25, 2.5, 2.5]),
        // Between a row that is set and one that is not, the line runs from the one to the other.
        ("column = 'peak_gw'\nyears = [2028, 2035]\nset = 2", &[1.0, 1.5, 2.0, 2.0]),
        ("column = 'peak_gw'\nyears = [2026, 2027]\nadd = 0.5", &[1.5, 1.5, 1.5, 1.5]),
        // Years select rows, not model years: 2027 has no row.
        ("column = 'peak_gw'\nyears = [2027, 2027]\nset = 9", &[1.0, 1.25, 1.5, 1.5]),
        ("column = 'peak_gw'\nwhere = { region = 'south' }\nyears = [2028, 2028]\nset = 3", &[1.0, 2.0, 3.0, 3.0]),
        // Rows of 2026 and 2028 come to stand at 2027 and 2029.
        ("delay_years = 1", &[1.0, 1.0, 1.25, 1.5]),
        // At 2026.5 and 2028.5: in 2027 a quarter of the rise is done, in 2028 three quarters.
        ("delay_years = 0.5", &[1.0, 1.125, 1.375, 1.5]),
        ("delay_years = -1", &[1.25, 1.5, 1.5, 1.5]),
        ("delay_years = -0.5", &[1.125, 1.375, 1.5, 1.5]),
        ("where = { region = 'north' }\ndelay_years = 1", &[1.0, 1.25, 1.5, 1.5]),
        // The later row alone moves to 2030, and the rise is half as steep.
        ("years = [2028, 2028]\ndelay_years = 2", &[1.0, 1.125, 1.25, 1.5]),
        // The earlier row passes the later one: 1.5 at 2028 and 1 at 2029.
        ("years = [2026, 2026]\ndelay_years = 3", &[1.5, 1.5, 1.5, 1.0]),
    ];
    for (adjust, expected) in cases {
        let case =
            Case::with(&["horizon.years = [2026, 2027, 2028, 2030]", &format!("[[adjust]]\ntable = 'load'\n{adjust}")]);
        assert_all_close(&south(&case.load()), expected, adjust);
    }
}

#[test]
fn a_rate_sums_what_a_delay_leaves_in_the_years_of_its_period() {
    // 0 in 2026 and 0.2 from 2027, half a year later: 0.1 in 2027 and 0.2 in 2028.
    let loaded = Case::with(&["[[adjust]]\ntable = 'connection_rate'\ndelay_years = 0.5"]).load();
    assert_close(loaded.system.grid.connection_rate[(Region(0), Year(0))].value(), 0.0, EXACT, "2026");
    assert_close(loaded.system.grid.connection_rate[(Region(0), Year(1))].value(), 0.3, EXACT, "2027 and 2028");
}

#[test]
fn a_delay_moves_all_value_columns_of_its_rows() {
    // Patient demand is worth 3 in 2026 and 2 in 2028; a year later it is halfway between them in 2028.
    let loaded =
        Case::with(&["demand patient 2028: mh100e = 2", "[[adjust]]\ntable = 'demand'\ndelay_years = 1"]).load();
    let patient = position(&loaded.system.sets.demand_tiers, "patient").expect("a tier");
    assert_close(loaded.system.demand.price[(DemandTier(patient), Year(1))].0, 2.5, EXACT, "price");
    assert_close(loaded.system.demand.size[(DemandTier(patient), Year(1))].value(), 1.5, EXACT, "size");
}

#[test]
fn a_delay_of_sites_leaves_the_year_in_which_they_open() {
    let loaded =
        Case::with(&["sites + metro,south,2028,0.3,0.1,2027", "[[adjust]]\ntable = 'sites'\ndelay_years = 1"]).load();
    let metro = SiteClass(position(&loaded.system.sets.site_classes, "metro").expect("a class"));
    assert_eq!(loaded.system.sites.first_year[(metro, Region(1))], Some(2027));
    assert_close(
        loaded.system.sites.potential[(metro, Region(1), Year(1))].value(),
        0.2,
        EXACT,
        "0.1 in 2027, 0.3 in 2029",
    );
}

#[test]
fn an_adjust_sees_rows_as_those_before_it_left_them() {
    let moved = "[[adjust]]\ntable = 'load'\ndelay_years = 1";
    let double =
        |year: i32| format!("[[adjust]]\ntable = 'load'\ncolumn = 'peak_gw'\nyears = [{year}, {year}]\nmultiply = 2");
    let years = "horizon.years = [2027, 2029]";
    let after = Case::with(&[years, moved, &double(2029)]).load();
    assert_all_close(&south(&after), &[1.0, 3.0], "the row that was of 2028");
    let missed = Case::with(&[years, moved, &double(2028)]);
    assert_all_close(&south(&missed.load()), &[1.0, 1.5], "no row is of 2028 any more");
    assert!(missed.complaints().contains("no row of load is meant by this: nothing changes"));
    let before = Case::with(&[years, &double(2028), moved]).load();
    assert_all_close(&south(&before), &[1.0, 3.0], "doubled, then moved");
}

#[test]
fn adjusts_act_in_the_order_written() {
    let add = "[[adjust]]\ntable = 'load'\ncolumn = 'peak_gw'\nadd = 1";
    let double = "[[adjust]]\ntable = 'load'\ncolumn = 'peak_gw'\nmultiply = 2";
    assert_all_close(&south(&Case::with(&[add, double]).load()), &[4.0, 5.0], "(1 + 1) x 2");
    assert_all_close(&south(&Case::with(&[double, add]).load()), &[3.0, 4.0], "1 x 2 + 1");
}

#[test]
fn an_adjust_of_the_scenario_changes_its_own_numbers() {
    let adjust = |column: &str, change: &str| format!("[[adjust]]\ntable = 'scenario'\ncolumn = '{column}'\n{change}");
    let loaded = Case::with(&[
        &adjust("finance.discount_rate", "multiply = 2"),
        &adjust("policy.carbon_price", "add = 30"),
        &adjust("adequacy.tolerance", "set = 0"),
        "policy.emissions_cap = { 2026 = 3.0, 2028 = 2.0 }",
        &adjust("policy.emissions_cap", "multiply = 0.5"),
    ])
    .load();
    assert_close(loaded.settings.get("finance.discount_rate"), 0.1, EXACT, "rate");
    assert_close(loaded.system.time.payment[1], 1.0 / 1.21, EXACT, "two years at 10 %");
    assert_close(loaded.system.carbon_price[1].value(), 30.0, EXACT, "carbon");
    let tier = loaded.system.adequacy.tiers[(Region(0), CurveTier(0))].expect("the only tier");
    assert_close(tier.share, 0.0, EXACT, "tolerance");
    let caps: Vec<f64> = loaded.system.emissions_cap.iter().flatten().map(|cap| cap.value()).collect();
    assert_all_close(&caps, &[1.5, 1.0], "caps of both years");
}

#[test]
fn every_changed_cell_is_logged_with_its_first_and_last_value_and_all_reasons() {
    let loaded = Case::with(&[
        "levers.demand = 2",
        "[[adjust]]\ntable = 'demand'\nwhere = { tier = 'urgent' }\ncolumn = 'mh100e'\nadd = 0.1\nwhy = 'more of it'",
    ])
    .load();
    let changes: Vec<_> = loaded.changes.iter().collect();
    assert_eq!(changes.len(), 3, "three rows of demand");
    let (table, row, column, urgent) = changes[0];
    assert_eq!((table, row, column), ("demand", 0, "mh100e"));
    assert_close(urgent.old, 0.1, EXACT, "as shipped");
    assert_close(urgent.new, 0.1 * 2.0 + 0.1, EXACT, "in this run");
    assert_eq!(urgent.why, ["lever demand = 2 x", "more of it"]);
}

#[test]
fn a_lever_at_its_neutral_value_changes_nothing() {
    let shipped = Case::toy().load();
    let names: Vec<(String, f64)> = {
        let mut problems = gridbound::error::Problems::default();
        let source = gridbound::load::read_dataset(&Case::toy().library(), "toy", &mut problems).expect("the toy");
        source.levers.iter().map(|lever| (lever.name.clone(), lever.neutral)).collect()
    };
    assert_eq!(names.len(), 6);
    for (name, neutral) in names {
        let case = Case::with(&[&format!("levers.{name} = {neutral:?}")]);
        let loaded = case.load();
        assert_eq!(loaded.changes.iter().count(), 0, "{name}");
        assert_eq!(loaded.system.demand.size, shipped.system.demand.size);
    }
}

#[test]
fn a_lever_acts_on_all_its_tables() {
    let loaded = Case::with(&["levers.chips = 1.5", "levers.chip_delay = 0.25"]).load();
    let supply: Vec<f64> = loaded.system.chips.supply.iter().map(|units| units.value()).collect();
    // alpha in 2026, then withdrawn; beta 150 a year from 2027 on: three quarters of a year's in 2027, and all of 2028's.
    assert_all_close(&supply, &[300.0, 0.0, 0.0, 0.75 * 225.0 + 225.0], "accelerators");
    let memory = loaded.system.chips.components[0].supply.as_ref().expect("a supply");
    assert_all_close(memory, &[3000.0, 6000.0], "memory");
    let moved = loaded.changes.iter().find(|(_, _, column, _)| *column == "year").expect("a row that moved");
    assert_eq!((moved.0, moved.1, moved.3.old, moved.3.new), ("accelerator_supply", 2, 2026.0, 2026.25));
}

/// Levers that do not commute, on the load of the south.
const LEVERS: &str = "
[[lever]]
name = 'fix'
title = 'Fix'
neutral = 1
low = 0
high = 9
adjust = [{ table = 'load', column = 'peak_gw', set = 'strength' }]
[[lever]]
name = 'grow'
title = 'Grow'
neutral = 0
low = 0
high = 9
adjust = [{ table = 'load', column = 'peak_gw', add = 'strength' }]
";

/// A child of the toy, whose scenario and levers get some more text first.
fn child(parent: &str, child: &str) -> Loaded {
    let case = Case::toy();
    case.write("data/toy/levers.toml", LEVERS);
    case.write("scenarios/toy.toml", case.text("scenarios/toy.toml") + parent);
    case.write("scenarios/child.toml", format!("name = 'child'\nextends = 'toy'\n{child}"));
    case.try_load_scenario("child").unwrap_or_else(|fault| panic!("{fault}"))
}

#[test]
fn levers_act_once_in_the_parent_s_order_with_the_child_s_strength_and_before_all_adjusts() {
    let set = |value: f64| format!("[[adjust]]\ntable = 'load'\ncolumn = 'peak_gw'\nset = {value}\n");
    let add = |value: f64| format!("[[adjust]]\ntable = 'load'\ncolumn = 'peak_gw'\nadd = {value}\n");
    // Parent, child, load of the south in 2026 and why.
    let cases = [
        ("[levers]\nfix = 5\n".to_owned(), "[levers]\nfix = 7\n".to_owned(), 7.0, "the child's strength"),
        ("[levers]\ngrow = 2\n".to_owned(), "[levers]\ngrow = 3\n".to_owned(), 4.0, "1 + 3, not 1 + 2 + 3"),
        ("[levers]\nfix = 5\n".to_owned(), "[levers]\ngrow = 2\n".to_owned(), 7.0, "5, then + 2"),
        ("[levers]\ngrow = 2\nfix = 5\n".to_owned(), String::new(), 5.0, "+ 2, then 5"),
        ("[levers]\nfix = 5\ngrow = 2\n".to_owned(), "[levers]\ngrow = 1\nfix = 4\n".to_owned(), 5.0, "4, then + 1"),
        (set(3.0), add(1.0), 4.0, "the parent's adjust first"),
        (add(1.0), set(3.0), 3.0, "the parent's adjust first"),
        (add(1.0), "[levers]\nfix = 5\n".to_owned(), 6.0, "the child's lever before the parent's adjust"),
    ];
    for (parent, text, expected, why) in cases {
        assert_close(south(&child(&parent, &text))[0], expected, EXACT, why);
    }
}

#[test]
fn a_child_replaces_single_keys_and_these_whole() {
    let caps = "emissions_cap = { 2026 = 5.0, 2028 = 4.0 }\n";
    let loaded = child(
        caps,
        "title = 'Child'\n[horizon]\nyears = [2026, 2027, 2028]\n[policy]\nemissions_cap = { 2028 = 3.0 }\n",
    );
    assert_eq!(loaded.scenario.lineage, ["child", "toy"]);
    assert_eq!(loaded.scenario.title, "Child");
    assert_eq!(loaded.scenario.dataset, "toy");
    assert_eq!(loaded.scenario.horizon.years, [2026, 2027, 2028]);
    assert_eq!(loaded.scenario.horizon.block_hours, 24, "the parent's");
    assert_close(loaded.settings.get("finance.wacc_power"), 0.06, EXACT, "the parent's");
    let caps: Vec<Option<f64>> =
        loaded.system.emissions_cap.iter().map(|cap| cap.map(gridbound::units::Megatonnes::value)).collect();
    assert_eq!(caps, [None, None, Some(3.0)], "the parent's cap of 2026 is gone");
}

#[test]
fn a_grandchild_inherits_through_its_parent() {
    let case = Case::toy();
    case.write(
        "scenarios/child.toml",
        "name = 'child'\nextends = 'toy'\n[finance]\ndiscount_rate = 0.2\n[levers]\ndemand = 2\n",
    );
    case.write("scenarios/grandchild.toml", "name = 'grandchild'\nextends = 'child'\n[finance]\nwacc_power = 0.01\n");
    let loaded = case.try_load_scenario("grandchild").unwrap_or_else(|fault| panic!("{fault}"));
    assert_eq!(loaded.scenario.lineage, ["grandchild", "child", "toy"]);
    assert_eq!(
        ["discount_rate", "wacc_power", "wacc_datacenters"].map(|key| loaded.settings.get(&format!("finance.{key}"))),
        [0.2, 0.01, 0.08]
    );
    assert_close(loaded.system.demand.size[(DemandTier(0), Year(0))].value(), 0.2, EXACT, "the child's lever");
}

#[test]
fn a_child_has_a_name_of_its_own() {
    let case = Case::toy();
    case.write("scenarios/child.toml", "extends = 'toy'\n");
    let fault = case.try_load_scenario("child").expect_err("no name").to_string();
    assert!(fault.ends_with("child.toml:1:1: name is \"toy\", but the file is child.toml"), "{fault}");
}

#[test]
fn what_the_command_line_gives_acts_like_a_child() {
    let case = Case::with(&["levers.demand = 3", "levers.demand = 2", "finance.discount_rate = 0.2"]);
    let loaded = case.load();
    assert_close(loaded.system.demand.size[(DemandTier(0), Year(0))].value(), 0.2, EXACT, "the last strength, once");
    assert_close(loaded.settings.get("finance.discount_rate"), 0.2, EXACT, "replaced");
    assert_close(loaded.settings.get("finance.wacc_power"), 0.06, EXACT, "kept");
}

#[test]
fn a_scenario_leaves_the_dataset_as_it_was_read() {
    let loaded = Case::with(&["levers.demand = 3"]).load();
    assert_eq!(loaded.dataset.table("demand").number("mh100e"), [0.1, 1.0, 1.0]);
}

#[test]
fn an_adjust_cites_sources_of_its_dataset() {
    let cite = |source: &str| {
        Case::with(&[&format!(
            "[[adjust]]\ntable = 'load'\ncolumn = 'peak_gw'\nadd = 1\nwhy = 'a test'\nsource = {source}"
        )])
    };
    let loaded = cite("'invented'").load();
    assert!(loaded.changes.iter().all(|(.., changed)| changed.sources == ["invented"]));
    assert!(cite("'inventde'").complaints().contains("sources.csv has no source \"inventde\""));
    let free = cite("'what the minister said'").complaints();
    assert!(free.contains("add a row to sources.csv, or leave source out: why takes words"), "{free}");
    assert!(cite("['invented', 7]").complaints().contains("a key of sources.csv, or a list of them"));
}

#[test]
fn the_inputs_that_a_result_leans_on_cite_the_rows_that_its_years_read() {
    use gridbound::run::run;
    use gridbound::solve::Options;

    // A row of 2020 under another source: years from 2026 on do not read it, 2026 being a row itself.
    let case = Case::toy();
    let text = case.text("data/toy/connection_rate.csv");
    let mut lines: Vec<&str> = text.lines().collect();
    let first = lines[1].to_owned();
    let older = first.replacen("2026", "2020", 1).replace("invented", "long_ago");
    assert_ne!(first, older, "{first}");
    lines.insert(1, &older);
    case.write("data/toy/connection_rate.csv", lines.join("\n") + "\n");
    let sources = case.text("data/toy/sources.csv");
    let again = sources.lines().find(|line| line.starts_with("invented,")).unwrap().replacen("invented", "long_ago", 1);
    case.write("data/toy/sources.csv", format!("{}\n{again}\n", sources.trim_end()));
    let loaded = case.load();
    let run = run(&loaded, &Options::default()).unwrap();
    let rows = run.results.assumptions;
    let cited: Vec<&str> = rows.iter().filter(|r| r.table == "connection_rate").map(|r| r.source.as_str()).collect();
    assert!(!cited.is_empty() && cited.iter().all(|source| *source == "invented"), "{cited:?}");
}
