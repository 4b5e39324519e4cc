//! A comparison finds every difference of what goes in and of what comes out, and none that is not there.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use gridbound::results::Results;
use gridbound::results::catalogue::Tables;
use rstest::rstest;
use serde_json::Value;

use crate::case::{Case, only};
use crate::workshop::{GRID, Table, Workshop};

/// Half as many connections again, dearer money, and beta half a year late.
const OTHER: &str = r#"
name = "other"
title = "Another one"
extends = "toy"
[horizon]
block_hours = 12
[finance]
discount_rate = 0.06
[levers]
grid_connection = 1.5
[[adjust]]
table = "accelerator_supply"
where = { accelerator = "beta" }
delay_years = 0.5
why = "beta slips"
source = "invented"
[[adjust]]
table = "scenario"
column = "flexibility.cost"
add = 25
why = "users are impatient"
[[adjust]]
table = "connections"
column = "capex_usd_per_kw"
multiply = 1
why = "changes nothing"
"#;

/// The toy with fewer chips.
const FEWER: &str = r#"
name = "fewer"
title = "Fewer chips"
extends = "toy"
[levers]
chips = 0.5
"#;

/// A folder with the toy, the scenarios above, and a copy of the toy under another name.
fn shop() -> Workshop {
    let case = Case::toy();
    case.write("scenarios/other.toml", OTHER);
    case.write("scenarios/fewer.toml", FEWER);
    case.write("scenarios/same.toml", "name = \"same\"\ntitle = \"The same\"\nextends = \"toy\"\n");
    Workshop::of(case, GRID)
}

/// Some columns of every row.
fn cells(table: &Table, columns: &[&str]) -> Vec<String> {
    let columns: Vec<Vec<&str>> = columns.iter().map(|column| table.column(column)).collect();
    (0..table.rows.len()).map(|row| columns.iter().map(|column| column[row]).collect::<Vec<_>>().join(" | ")).collect()
}

#[test]
fn every_cell_that_differs_is_listed_with_its_cause() {
    let shop = shop();
    let said = shop.run("compare toy other --no-charts --verdicts none").well();
    let table = shop.table("toy-vs-other/inputs.csv");
    let columns =
        ["table", "key", "column", "unit", "row_in", "value_a", "value_b", "ratio", "why_a", "why_b", "sources"];
    let supply = shop.case.text("data/toy/accelerator_supply.csv");
    let beta = supply.lines().filter(|line| line.starts_with("beta,")).map(|line| line.split(',').nth(1).unwrap());
    let mut expected = vec![
        "scenario |  | horizon.block_hours | hours | both | 24.0 | 12.0 | 0.5 |  | stated by the scenario or the command line | ".to_owned(),
        format!(
            "scenario |  | finance.discount_rate | per year | both | 0.05 | 0.06 | {} |  | stated by the scenario or the command line | ",
            0.06 / 0.05
        ),
        "scenario |  | flexibility.cost | USD/MWh | both | 200.0 | 225.0 | 1.125 |  | users are impatient | ".to_owned(),
        // North has none in 2026, and half as many again of none is none.
        format!(
            "connection_rate | north, 2027 | gw_per_year |  | both | 0.2 | {} | {} |  | lever grid_connection = 1.5 x | invented",
            0.2 * 1.5,
            0.2 * 1.5 / 0.2
        ),
    ];
    let delayed = beta.map(|year| {
        let number: f64 = year.parse().unwrap();
        format!(
            "accelerator_supply | beta, {year} | year |  | both | {number:.1} | {} |  |  | beta slips | invented",
            number + 0.5
        )
    });
    expected.extend(delayed);
    assert!(expected.len() > 4, "beta has rows");
    let rate = shop.case.text("data/toy/connection_rate.csv");
    assert_eq!(rate.lines().count(), 3, "the connections of the toy:\n{rate}");
    let mut found = cells(&table, &columns);
    found.sort();
    expected.sort();
    assert_eq!(found, expected);
    for line in [
        "connection_rate.gw_per_year of north, 2027: 1 cell 0.2 -> 0.3, lever grid_connection = 1.5 x",
        "scenario.flexibility.cost: 1 cell 200 -> 225, users are impatient",
        "beta slips",
    ] {
        assert!(said.words().contains(line), "{}", said.out);
    }
}

#[test]
fn what_the_command_line_sets_acts_on_all_and_is_no_difference() {
    let shop = shop();
    let said = shop.run("compare toy same --no-charts --verdicts none --set finance.discount_rate=0.03").well();
    assert!(said.words().contains("all with finance.discount_rate=0.03"), "{}", said.out);
    assert_eq!(shop.table("toy-vs-same/inputs.csv").rows.len(), 0);
    shop.run("run toy --no-charts --as set --set finance.discount_rate=0.03").well();
    let alone: Value = serde_json::from_str(&fs::read_to_string(shop.output("set/certificate.json")).unwrap()).unwrap();
    for name in ["toy", "same"] {
        let path = shop.output(&format!("toy-vs-same/certificates/{name}.json"));
        let certificate: Value = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
        assert_eq!(certificate["objective_musd"], alone["objective_musd"]);
    }
}

#[test]
fn rows_and_words_of_other_datasets_are_compared_too() {
    let shop = shop();
    let root = shop.case.path();
    fs::create_dir(root.join("data/toy2")).unwrap();
    for entry in fs::read_dir(root.join("data/toy")).unwrap().map(Result::unwrap) {
        fs::copy(entry.path(), root.join("data/toy2").join(entry.file_name())).unwrap();
    }
    let edit = |file: &str, from: &str, to: &str| {
        let text = shop.case.text(file);
        assert!(text.contains(from), "{file}: {text}");
        shop.case.write(file, text.replace(from, to));
    };
    edit("data/toy2/dataset.toml", "name = \"toy\"", "name = \"toy2\"");
    edit("data/toy2/connection_rate.csv", "no one is connected in the first year", "none yet");
    edit("data/toy2/connection_rate.csv", "north,2027,0.2,0.1,0.4,invented,", "north,2028,0.2,,0.4,invented,");
    shop.case.write("scenarios/two.toml", "name = \"two\"\nextends = \"toy\"\ndataset = \"toy2\"\n");
    shop.run("compare toy two --no-charts --verdicts none").well();
    let table = shop.table("toy-vs-two/inputs.csv");
    let columns = ["table", "key", "column", "row_in", "value_a", "value_b", "word_a", "word_b"];
    assert_eq!(
        cells(&table, &columns),
        [
            "scenario |  | dataset | both |  |  | toy | toy2",
            "connection_rate | north, 2026 | note | both |  |  | no one is connected in the first year | none yet",
            "connection_rate | north, 2027 | gw_per_year | a | 0.2 |  |  | ",
            "connection_rate | north, 2027 | low | a | 0.1 |  |  | ",
            "connection_rate | north, 2027 | high | a | 0.4 |  |  | ",
            "connection_rate | north, 2027 | source | a |  |  | invented | ",
            "connection_rate | north, 2028 | gw_per_year | b |  | 0.2 |  | ",
            "connection_rate | north, 2028 | high | b |  | 0.4 |  | ",
            "connection_rate | north, 2028 | source | b |  |  |  | invented",
        ]
    );
}

/// Cells of a table by row and column: numbers and words. Rows of single time slices are left out.
fn by_cell(table: &Table, name: &str) -> BTreeMap<(String, String, String), String> {
    const RESULTS: [&str; 3] = ["first_bottleneck", "second_bottleneck", "binding"];
    const NEITHER: [&str; 10] = [
        "scenario",
        "year",
        "slice",
        "unit",
        "price_unit",
        "valid_from",
        "valid_to",
        "price_of_less",
        "price_of_more",
        "validity",
    ];
    let text = |row: &[String], wanted: &dyn Fn(&str) -> bool| -> Vec<String> {
        let named = table.header.iter().zip(row).filter(|(column, _)| wanted(column));
        named.map(|(_, cell)| cell.clone()).collect()
    };
    let is_number = |column: &str| {
        let all = table.column(column);
        all.iter().any(|cell| !cell.is_empty()) && all.iter().all(|cell| cell.is_empty() || cell.parse::<f64>().is_ok())
    };
    let mut found = BTreeMap::new();
    let slice = table.header.iter().position(|column| column == "slice");
    for row in table.rows.iter().filter(|row| slice.is_none_or(|at| row[at] == "all")) {
        let is_key = |column: &str| !NEITHER.contains(&column) && !RESULTS.contains(&column) && !is_number(column);
        let key: Vec<String> = text(row, &is_key).into_iter().filter(|cell| !cell.is_empty()).collect();
        let year = text(row, &|column| column == "year").concat();
        for (column, cell) in table.header.iter().zip(row) {
            if RESULTS.contains(&column.as_str()) || (is_number(column) && !NEITHER.contains(&column.as_str())) {
                let before = found.insert((key.join(", "), year.clone(), column.clone()), cell.clone());
                assert_eq!(before, None, "{name} {key:?} {year} {column}");
            }
        }
    }
    found
}

#[test]
fn the_differences_are_those_of_the_tables_of_two_runs() {
    let shop = shop();
    shop.run("run toy other --no-charts").well();
    shop.run("compare toy other --no-charts --verdicts none").well();
    let mut expected = BTreeMap::new();
    for name in
        Results::TABLES.iter().map(|table| table.name).filter(|name| !["dispatch", "assumptions"].contains(name))
    {
        let [a, b] = ["toy", "other"].map(|run| by_cell(&shop.table(&format!("{run}/{name}.csv")), name));
        let is_sparse = ["buildout", "fleet", "capacity", "materials"].contains(&name);
        for at in a.keys().chain(b.keys()).collect::<BTreeSet<_>>() {
            let cell = |table: &BTreeMap<_, String>| table.get(at).cloned().unwrap_or_default();
            let (old, new) = (cell(&a), cell(&b));
            let is_missing = !a.contains_key(at) || !b.contains_key(at);
            let number = |cell: &str| match cell.parse::<f64>() {
                Err(_) if is_sparse && is_missing => Some(0.0),
                number => number.ok(),
            };
            let (x, y) = (number(&old), number(&new));
            let differs = match (x, y) {
                (Some(x), Some(y)) => (y - x).abs() > 1e-6 * x.abs().max(y.abs()) && (y - x).abs() > 1e-6,
                _ => old != new,
            };
            if differs {
                let difference = x.zip(y).map(|(x, y)| y - x);
                expected.insert((name.to_string(), at.clone()), (old, new, difference));
            }
        }
    }
    let table = shop.table("toy-vs-other/differences.csv");
    let [tables, keys, years, columns] = ["table", "key", "year", "column"].map(|column| table.column(column));
    let [a, b, word_a, word_b] = ["value_a", "value_b", "word_a", "word_b"].map(|column| table.column(column));
    let (difference, relative) = (table.column("difference"), table.column("relative"));
    let mut found = BTreeSet::new();
    for i in 0..table.rows.len() {
        let at = (tables[i].to_owned(), (keys[i].to_owned(), years[i].to_owned(), columns[i].to_owned()));
        let (old, new, expected) = expected.get(&at).unwrap_or_else(|| panic!("{at:?} does not differ"));
        assert_eq!([a[i], word_a[i]].concat(), *old, "{at:?}");
        assert_eq!([b[i], word_b[i]].concat(), *new, "{at:?}");
        let given = difference[i].parse::<f64>().ok();
        assert_eq!(given.is_some(), expected.is_some(), "{at:?}");
        if let (Some(given), Some(expected)) = (given, expected) {
            assert!((given - expected).abs() <= 1e-9 * expected.abs(), "{at:?}: {given} and {expected}");
            if let (Ok(old), Ok(relative)) = (old.parse::<f64>(), relative[i].parse::<f64>()) {
                assert!((relative - expected / old.abs()).abs() <= 1e-9 * relative.abs(), "{at:?}");
            }
        }
        assert!(found.insert(at), "twice");
    }
    assert_eq!(found.len(), expected.len());
    assert!(found.len() > 100, "{}", found.len());
    let kinds: BTreeSet<&str> = tables.iter().copied().collect();
    assert!(
        ["summary", "shadow_prices", "prices", "rents", "accounts", "fleet", "grid"].iter().all(|t| kinds.contains(t)),
        "{kinds:?}"
    );
}

#[test]
fn the_headline_is_that_of_the_summaries() {
    let shop = shop();
    shop.run("run toy fewer --no-charts").well();
    shop.run("compare toy fewer --no-charts --verdicts none").well();
    let table = shop.table("toy-vs-fewer/comparison.csv");
    let [scenarios, years, quantities] = ["scenario", "year", "quantity"].map(|column| table.column(column));
    let (values, differences, words) = (table.numbers("value"), table.numbers("difference"), table.column("word"));
    let at = |scenario: &str, year: &str, quantity: &str| {
        let row =
            (0..table.rows.len()).find(|&i| (scenarios[i], years[i], quantities[i]) == (scenario, year, quantity));
        row.unwrap_or_else(|| panic!("no {quantity} of {scenario} in {year}"))
    };
    let pairs = [
        ("ai_load", "ai_rated_gw"),
        ("compute", "compute_mh100e"),
        ("ai_energy", "ai_energy_twh"),
        ("ai_capital_recovery", "ai_capital_recovery_busd"),
        ("co2", "co2_mt"),
        ("rent_share_chips", "chips_rent_share"),
    ];
    for (quantity, column) in pairs {
        let [a, b] = ["toy", "fewer"].map(|run| shop.table(&format!("{run}/summary.csv")).numbers(column));
        for (i, year) in ["2026", "2028"].into_iter().enumerate() {
            assert_eq!(
                [values[at("toy", year, quantity)], values[at("fewer", year, quantity)]],
                [a[i], b[i]],
                "{quantity}"
            );
            let difference = differences[at("fewer", year, quantity)];
            assert!((difference - (b[i] - a[i])).abs() <= 1e-9, "{quantity}: {difference}");
            assert!(differences[at("toy", year, quantity)].is_nan(), "the first has no difference");
        }
        // 2026 stands for one year, 2028 for two.
        if quantity == "ai_load" {
            let mean = (b[0] + 2.0 * b[1]) / 3.0;
            assert!((values[at("fewer", "", quantity)] - mean).abs() <= 1e-9, "{mean}");
            assert!(b[0] < a[0], "half the chips power less");
        }
    }
    assert_eq!(words[at("toy", "2028", "first_bottleneck")], "grid");
    // All regions have one price of energy where no line binds; else the mean is weighted by load.
    let prices = shop.table("toy/prices.csv");
    let [slices, of_year] = ["slice", "year"].map(|column| prices.column(column));
    let (load, price) = (prices.numbers("load_gw"), prices.numbers("energy_price_usd_per_mwh"));
    let chosen: Vec<usize> = (0..slices.len()).filter(|&i| slices[i] == "all" && of_year[i] == "2028").collect();
    let mean = chosen.iter().map(|&i| load[i] * price[i]).sum::<f64>() / chosen.iter().map(|&i| load[i]).sum::<f64>();
    assert!(chosen.len() == 2 && (values[at("toy", "2028", "energy_price")] - mean).abs() <= 1e-9, "{mean}");
}

#[test]
fn scenarios_that_are_the_same_under_two_names_differ_in_nothing() {
    let shop = shop();
    let said = shop.run("compare toy same").well();
    let words = [
        "“The same” changes nothing against “Toy: invented, solved by hand”: AI load, compute,",
        "No input differs.",
        "0 numbers differ in the tables",
        "- “Toy: invented, solved by hand” and “The same”: energy-bound",
    ];
    for words in words {
        assert!(said.words().contains(words), "{words}: {}", said.out);
    }
    for table in ["inputs", "differences"] {
        let text = fs::read_to_string(shop.output(&format!("toy-vs-same/{table}.csv"))).unwrap();
        assert_eq!(text.lines().count(), 1, "{text}");
    }
    let table = shop.table("toy-vs-same/comparison.csv");
    let (scenarios, values, differences) =
        (table.column("scenario"), table.column("value"), table.column("difference"));
    for (i, scenario) in scenarios.iter().enumerate().filter(|(i, _)| !values[*i].is_empty()) {
        assert_eq!(differences[i], if *scenario == "toy" { "" } else { "0.0" });
    }
    assert!(
        cells(&shop.table("toy-vs-same/verdicts.csv"), &["narrow_changes", "broad_changes"])
            .iter()
            .all(|c| c == "false | false")
    );
    assert!(
        !shop.files("toy-vs-same").iter().any(|file| file.contains("differences.") && file.contains("charts")),
        "a chart of no difference"
    );
}

#[test]
fn turned_round_every_difference_has_the_other_sign() {
    let shop = shop();
    shop.run("compare toy other --no-charts --as forth").well();
    shop.run("compare other toy --no-charts --as back").well();
    for (name, key) in
        [("differences", &["table", "key", "year", "column"][..]), ("inputs", &["table", "key", "column"])]
    {
        let [forth, back] = ["forth", "back"].map(|folder| shop.table(&format!("{folder}/{name}.csv")));
        let of = |table: &Table, columns: &[&str]| -> BTreeMap<String, Vec<String>> {
            cells(table, key)
                .into_iter()
                .zip(cells(table, columns).into_iter().map(|c| c.split(" | ").map(str::to_owned).collect()))
                .collect()
        };
        let there = of(&forth, &["value_a", "value_b", "word_a", "word_b"]);
        assert_eq!(there, of(&back, &["value_b", "value_a", "word_b", "word_a"]), "{name}");
        assert!(there.len() == forth.rows.len() && there.len() > 4, "{name}");
        let number = if name == "inputs" { "ratio" } else { "difference" };
        let [one, two] = [&forth, &back].map(|table| of(table, &[number]));
        for (at, one) in one {
            match (one[0].parse::<f64>(), two[&at][0].parse::<f64>()) {
                (Ok(one), Ok(two)) if name == "inputs" => assert!((one * two - 1.0).abs() < 1e-12, "{at}"),
                (Ok(one), Ok(two)) => assert!((one + two).abs() <= 1e-9 * one.abs(), "{at}: {one} and {two}"),
                (one, two) => assert_eq!(one.is_ok(), two.is_ok(), "{at}"),
            }
        }
    }
}

#[rstest]
#[case::enough_of_all("toy", &[])]
#[case::fewer_chips("fewer", &["levers.chips = 0.5"])]
#[case::less_grid("less", &["levers.grid_connection = 0.5"])]
fn verdicts_are_those_of_explain(#[case] name: &str, #[case] edits: &[&str]) {
    let shop = shop();
    shop.case.write("scenarios/less.toml", "name = \"less\"\nextends = \"toy\"\n[levers]\ngrid_connection = 0.5\n");
    shop.run(&format!("compare same {name} --no-charts --as v")).well();
    let explained = Case::with(edits).explain(&only(&[])).explanation.verdict.horizon;
    let table = shop.table("v/verdicts.csv");
    assert_eq!(
        cells(&table, &["scenario", "verdicts", "narrow", "broad"])[1],
        format!("{name} | re-solved | {} | {}", explained.narrow, explained.broad)
    );
}

#[test]
fn the_number_of_threads_changes_no_byte() {
    let shop = shop();
    for threads in 1..=2 {
        shop.run(&format!(
            "compare toy other fewer same --as same-name --outputs outputs/on{threads} --threads {threads}"
        ))
        .well();
    }
    let files = shop.files("on1");
    assert_eq!(files, shop.files("on2"));
    let mut compared = 0;
    for file in files.iter().filter(|file| !file.contains("certificates") && !file.ends_with("manifest.toml")) {
        let [one, two] = ["on1", "on2"].map(|folder| fs::read(shop.output(&format!("{folder}/{file}"))).unwrap());
        assert!(one == two && !one.is_empty(), "{file}");
        compared += 1;
    }
    assert_eq!(compared, 4 + 6);
}

#[test]
fn nothing_of_an_earlier_comparison_is_left() {
    let shop = shop();
    shop.run("compare toy other fewer --as here").well();
    shop.run("compare toy same --as here --no-charts --verdicts none").well();
    let expected = [
        "certificates/same.json",
        "certificates/toy.json",
        "comparison.csv",
        "differences.csv",
        "inputs.csv",
        "manifest.toml",
    ];
    assert_eq!(shop.files("here"), expected);
    let manifest: toml::Table = fs::read_to_string(shop.output("here/manifest.toml")).unwrap().parse().unwrap();
    assert_eq!(manifest["compared"].as_array().unwrap().len(), 2);
    assert_eq!(manifest["verdicts"].as_str(), Some("none"));
    let of_same = &manifest["scenarios"]["same"];
    assert!(of_same["scenario_files"].as_table().unwrap().keys().any(|file| file.ends_with("same.toml")));
    assert_eq!(of_same["dataset_sha256"]["demand.csv"].as_str().unwrap().len(), 64);
}

#[rstest]
#[case::one("compare toy", 1, &["takes two scenarios or more; found only toy"])]
#[case::twice("compare toy other toy", 1, &["toy is named twice"])]
#[case::unknown("compare toy othre", 1, &["there is no scenario \"othre\"", "did you mean \"other\"?"])]
#[case::a_path("compare toy ../other", 1, &["\"../other\" cannot be the name of a scenario"])]
#[case::nothing_set("compare toy toy+chips", 1, &["toy+chips:1:5", "\"chips\" sets nothing; expected KEY=VALUE"])]
#[case::no_lever("compare toy toy+chipz=2", 1, &["dataset toy has no lever \"chipz\"", "did you mean \"chips\"?"])]
#[case::out_of_range("compare toy toy+discount_rate=8", 1, &["finance.discount_rate is 8"])]
#[case::a_path_as_value("compare toy toy+chips=../x", 1, &["expected a number or a list of numbers, without '/'"])]
#[case::set_twice("compare toy toy+chips=2 --set levers.chips=1", 1, &["leave one of them out"])]
#[case::twice_over_one("compare toy toy+chips=2+chips=3", 1, &["sets levers.chips twice"])]
#[case::sets_nothing("compare toy toy+chips=2 --set=", 1, &["this sets nothing"])]
#[case::the_same_twice("compare toy+chips=2 toy+levers.chips=2", 1, &["toy+chips=2 is named twice"])]
#[case::a_setting("compare toy other --set finance.discount_rat=0.1", 1, &["discount_rat"])]
#[case::a_run("compare toy other --as run", 1, &["holds results of another kind", "--as NAME"])]
#[case::no_solution("compare toy dark", 2, &["dark has no solution"])]
fn what_cannot_be_compared_is_said(#[case] arguments: &str, #[case] code: i32, #[case] words: &[&str]) {
    let shop = shop();
    shop.run("run toy --no-charts --as run").well();
    // 0.1 GW of turbines are committed, and 52 kt of copper a year are all there is.
    let intensity = shop.case.text("data/toy/material_intensity.csv");
    shop.case.write("data/toy/material_intensity.csv", format!("{intensity}technology,gas,copper,1,invented\n"));
    let dark = "name = \"dark\"\nextends = \"toy\"\n[[adjust]]\ntable = \"material_intensity\"\ncolumn = \"per_unit\"\nmultiply = 1000\n";
    shop.case.write("scenarios/dark.toml", dark);
    shop.run(arguments).failed(code, words);
    assert!(shop.output("run/summary.csv").is_file());
}

#[test]
fn a_scenario_is_compared_with_itself_under_another_lever_as_with_a_file_that_turns_it() {
    let shop = shop();
    shop.run("compare toy fewer --no-charts --as file").well();
    let said = shop.run("compare toy toy+chips=0.5 --no-charts").well();
    for table in ["comparison", "differences", "inputs", "verdicts"] {
        let text = |folder: &str| fs::read_to_string(shop.output(&format!("{folder}/{table}.csv"))).unwrap();
        let of_file = text("file").replace(",fewer,", ",V,").replace("\nfewer,", "\nV,");
        let of_name =
            text("toy-vs-toy+chips=0-5").replace(",toy+chips=0.5,", ",V,").replace("\ntoy+chips=0.5,", "\nV,");
        assert!(of_file == of_name && of_file.lines().count() > 2, "{table}");
    }
    let title = "Toy: invented, solved by hand, with ‘Accelerator supply’ at 0.5 x";
    assert!(said.words().contains(title), "{}", said.out);
    assert!(shop.output("toy-vs-toy+chips=0-5/certificates/toy+chips=0-5.json").is_file());
    let manifest = fs::read_to_string(shop.output("toy-vs-toy+chips=0-5/manifest.toml")).unwrap();
    let manifest: toml::Table = manifest.parse().unwrap();
    assert_eq!(manifest["overrides"].as_array().unwrap().len(), 0, "set over one of them alone");
    let of_variant = &manifest["scenarios"]["toy+chips=0.5"];
    assert_eq!(of_variant["overrides"].as_array().unwrap().len(), 1);
}

#[test]
fn every_command_takes_what_is_set_in_a_name() {
    let shop = shop();
    shop.run("run toy toy+levers.chips=0.5 --no-charts").well();
    let [all, half] = ["toy", "toy+chips=0-5"].map(|run| shop.table(&format!("{run}/summary.csv")));
    assert!(half.numbers("compute_mh100e")[0] < all.numbers("compute_mh100e")[0]);
    assert_eq!(half.column("scenario")[0], "toy+chips=0.5");
    let drawn = shop.run("charts toy+chips=0.5 --only ai_load --format svg").well();
    assert!(drawn.out.contains("toy+chips=0-5/charts/ai_load.svg"), "{}", drawn.out);
    shop.run("explain toy+chips=0.5 --parts none --no-charts").well();
    assert!(shop.output("toy+chips=0-5/verdict.json").is_file());
    shop.run("memo toy+chips=0.5 --against toy --parts none --format md").well();
    assert!(shop.output("toy+chips=0-5/memo/investor.md").is_file());
}

#[test]
fn a_finished_run_is_solved_again_from_what_its_folder_keeps() {
    let shop = shop();
    shop.case.write("scenarios/gone.toml", FEWER.replace("fewer", "gone"));
    shop.run("run gone --no-charts --as kept --set finance.discount_rate=0.03").well();
    fs::remove_file(shop.case.path().join("scenarios/gone.toml")).unwrap();
    shop.run("compare toy kept kept+chips=1 --no-charts --verdicts none --as k").well();
    let table = shop.table("k/comparison.csv");
    let [scenarios, years, quantities] = ["scenario", "year", "quantity"].map(|column| table.column(column));
    let value = |scenario: &str| {
        let row = (0..table.rows.len())
            .find(|&i| (scenarios[i], years[i], quantities[i]) == (scenario, "2026", "compute"))
            .unwrap();
        table.numbers("value")[row]
    };
    assert_eq!(value("kept"), shop.table("kept/summary.csv").numbers("compute_mh100e")[0]);
    assert!(value("kept") < value("kept+chips=1"));
    let inputs = cells(&shop.table("k/inputs.csv"), &["scenario_b", "column", "value_b"]);
    assert!(inputs.iter().any(|cell| cell == "kept | finance.discount_rate | 0.03"), "{inputs:?}");
    // Added to, since it follows from the same.
    shop.run("charts kept --only ai_load --format svg").well();
    let demand = shop.case.text("data/toy/demand.csv");
    shop.case.write("data/toy/demand.csv", format!("{demand}\n"));
    let words = ["kept was solved with other data: demand.csv of dataset toy is another now", "run it again"];
    shop.run("compare toy kept --no-charts --verdicts none --as k").failed(1, &words);
}

/// Two figures, as in a sentence.
fn per_cent(share: f64) -> String {
    format!("{:.0} %", share.abs() * 100.0)
}

#[test]
fn what_a_delay_costs_is_said_first_and_again_where_the_verdict_does_not_see_it() {
    let shop = shop();
    let said = shop.run("compare toy+chip_delay=1 toy+chip_delay=2 --no-charts --as late").well();
    shop.run("run toy+chip_delay=1 toy+chip_delay=2 --no-charts").well();
    let [one, two] = ["toy+chip_delay=1", "toy+chip_delay=2"].map(|run| shop.table(&format!("{run}/summary.csv")));
    let [[_, one_mh], [_, two_mh]] =
        [&one, &two].map(|table| <[f64; 2]>::try_from(table.numbers("compute_mh100e")).unwrap());
    let [[_, one_gw], [_, two_gw]] =
        [&one, &two].map(|table| <[f64; 2]>::try_from(table.numbers("ai_rated_gw")).unwrap());
    assert!(two_gw < 0.9 * one_gw && two_mh < one_mh, "{two_gw} {one_gw}");
    let verdicts = cells(&shop.table("late/verdicts.csv"), &["narrow", "broad"]);
    assert_eq!(verdicts[0], verdicts[1], "the same in both");
    let screen = said.words();
    let title = |years: u8| format!("“Toy: invented, solved by hand, with ‘Beta comes late’ at {years} years”");
    let lead =
        format!("{} costs {} of AI load in 2028 against {}: ", title(2), per_cent(two_gw / one_gw - 1.0), title(1));
    assert!(screen.starts_with(&lead), "{lead}\n{screen}");
    assert!(screen.contains(&format!("Compute: {} less in 2028 (", per_cent(two_mh / one_mh - 1.0))), "{screen}");
    assert!(screen.contains("! The verdict is the same, AI is not"), "{screen}");
    assert!(
        screen.contains(&format!(
            "Largest rent of supply by year, a hint: - {}: chips 2026-2028 - {}: chips 2026, grid capacity 2028",
            title(1),
            title(2)
        )),
        "{screen}"
    );
    assert!(screen.find("Uneven model years: 2028 stands for 2 years") < screen.find("Verdicts over the horizon"));
    let longest = said.out.lines().filter(|line| !line.contains("charts") && !line.contains("tables"));
    assert!(longest.map(|line| line.chars().count()).max() < Some(80), "{}", said.out);
}

#[test]
fn where_a_scenario_loses_is_the_sum_of_its_accelerators() {
    let shop = shop();
    let said = shop.run("compare toy fewer --no-charts --verdicts none --json").well();
    let said: Value = serde_json::from_str(&said.out).unwrap();
    shop.run("run toy fewer --no-charts").well();
    let of = |run: &str, year: &str, region: &str| -> f64 {
        let fleet = shop.table(&format!("{run}/fleet.csv"));
        let [years, regions, loads] = [fleet.column("year"), fleet.column("region"), fleet.column("rated_gw")];
        let rows = (0..fleet.rows.len()).filter(|&i| (years[i], regions[i]) == (year, region));
        rows.map(|i| loads[i].parse::<f64>().unwrap()).sum()
    };
    let effects = &said["effects"][0];
    assert_eq!(effects["scenario"], "fewer");
    let load = effects["effects"][0]["years"].as_array().unwrap();
    let largest = load.iter().max_by(|a, b| {
        let size = |change: &Value| change["difference"].as_f64().unwrap().abs();
        size(a).total_cmp(&size(b))
    });
    let year = largest.unwrap()["year"].to_string();
    let regions = effects["regions"].as_array().unwrap();
    assert!(!regions.is_empty());
    for change in regions {
        let region = change["region"].as_str().unwrap();
        let expected = of("fewer", &year, region) - of("toy", &year, region);
        assert!((change["difference_gw"].as_f64().unwrap() - expected).abs() < 1e-9, "{region}: {expected}");
    }
    let sum: f64 = regions.iter().map(|change| change["difference_gw"].as_f64().unwrap()).sum();
    assert!((sum - largest.unwrap()["difference"].as_f64().unwrap()).abs() < 1e-6, "{sum}");
}

#[rstest]
#[case::no_effect("toy+discount_rate=5.01%", "changes nothing against", false)]
#[case::a_slight_one("toy+chips=0.999", "changes almost nothing against", false)]
#[case::one_worth_saying("toy+chips=0.9", "of AI load in", true)]
fn what_changes_almost_nothing_is_called_so_and_not_drawn(
    #[case] other: &str,
    #[case] words: &str,
    #[case] drawn: bool,
) {
    let shop = shop();
    let said = shop.run(&format!("compare toy {other} --verdicts none --as o")).well();
    assert!(said.words().contains(words), "{}", said.out);
    assert_eq!(shop.output("o/charts/differences.svg").is_file(), drawn);
    let table = shop.table("o/comparison.csv");
    let (quantities, relative) = (table.column("quantity"), table.numbers("relative"));
    let is_told = |i: &usize| ["ai_load", "compute", "ai_capital_recovery", "co2"].contains(&quantities[*i]);
    let largest = (0..table.rows.len()).filter(is_told).map(|i| relative[i].abs()).fold(0.0, f64::max);
    assert_eq!(largest >= 0.005, drawn, "{largest}");
}

/// Title of a chart.
fn title(shop: &Workshop, folder: &str, chart: &str) -> String {
    let svg = fs::read_to_string(shop.output(&format!("{folder}/charts/{chart}.svg"))).unwrap();
    svg.split("<title>").nth(1).unwrap().split("</title>").next().unwrap().to_owned()
}

#[test]
fn charts_state_what_the_tables_say_and_the_screen_as_data_too() {
    let shop = shop();
    let said = shop.run("compare toy fewer --json").well();
    let said: Value = serde_json::from_str(&said.out).unwrap();
    assert_eq!(said["compared"], serde_json::json!(["toy", "fewer"]));
    assert_eq!(said["changes"][0]["why_b"], "lever chips = 0.5 x");
    let table = shop.table("toy-vs-fewer/comparison.csv");
    assert_eq!(said["comparison"].as_array().unwrap().len(), table.rows.len());
    assert_eq!(said["numbers_that_differ"], shop.table("toy-vs-fewer/differences.csv").rows.len());
    assert_eq!(said["verdicts"][1]["scenario"], "fewer");
    let [scenarios, years, quantities] = ["scenario", "year", "quantity"].map(|column| table.column(column));
    let differences = table.numbers("difference");
    let (year, largest) = (0..table.rows.len())
        .filter(|&i| scenarios[i] == "fewer" && quantities[i] == "ai_load" && !years[i].is_empty())
        .map(|i| (years[i], differences[i]))
        .max_by(|a, b| a.1.abs().total_cmp(&b.1.abs()))
        .unwrap();
    assert!(largest < -0.095, "{largest}");
    let expected = format!("fewer powers {:.1} GW less AI load than toy in {year}", -largest);
    for chart in ["scenarios", "differences"] {
        assert!(
            title(&shop, "toy-vs-fewer", chart).starts_with(&expected),
            "{}: {expected}",
            title(&shop, "toy-vs-fewer", chart)
        );
    }
    for chart in ["scenarios", "differences", "power_difference"] {
        let png = fs::read(shop.output(&format!("toy-vs-fewer/charts/{chart}.png"))).unwrap();
        assert!(png.starts_with(b"\x89PNG"));
    }
}

#[rstest]
#[case::another_currency("EUR 2026")]
#[case::another_price_year("USD 2010")]
fn money_of_two_kinds_is_not_compared(#[case] currency: &str) {
    let case = Case::toy();
    let folder = case.path().join("data/other");
    fs::create_dir(&folder).unwrap();
    for entry in fs::read_dir(case.path().join("data/toy")).unwrap() {
        let path = entry.unwrap().path();
        fs::copy(&path, folder.join(path.file_name().unwrap())).unwrap();
    }
    let about = case.text("data/other/dataset.toml").replace("name = \"toy\"", "name = \"other\"");
    let other = "name = \"other\"\nextends = \"toy\"\ndataset = \"other\"\n";
    case.write("scenarios/other.toml", other);
    case.write("data/other/dataset.toml", &about);
    let shop = Workshop::of(case, GRID);
    shop.run("compare toy other --verdicts none --no-charts").well();
    shop.case.write("data/other/dataset.toml", about.replace("USD 2026", currency));
    let words = ["toy and other cannot be compared", "USD 2026 in toy", &format!("{currency} in other")];
    shop.run("compare toy other --verdicts none --no-charts --as again").failed(1, &words);
    assert!(!shop.output("again").exists());
}
