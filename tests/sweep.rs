//! A sweep gives what each of its scenarios gives alone, on any number of threads, warm or cold.

use std::fs;

use gridbound::experiment::explain::verdict::Bound;
use gridbound::load::Loaded;
use gridbound::results::tables::SummaryRow;
use serde_json::Value;

use crate::case::{Case, Explained, assert_close, assignment, only};
use crate::workshop::{AXES, GRID, Table, Workshop, hypercube};

/// That numbers of a column of two tables agree, relative to each.
#[track_caller]
fn alike(one: &Table, other: &Table, column: &str, tolerance: f64) {
    for (row, (a, b)) in one.numbers(column).into_iter().zip(other.numbers(column)).enumerate() {
        assert!((a - b).abs() <= tolerance * a.abs().max(b.abs()), "{column} of {}: {a} and {b}", row + 1);
    }
}

#[test]
fn the_number_of_threads_changes_no_cell_of_a_sweep() {
    let shop = Workshop::new(&hypercube(120));
    for threads in 1..=3 {
        shop.run(&format!("sweep s --no-charts --threads {threads} --as on{threads}")).well();
    }
    let one = shop.results("on1");
    assert_eq!(one.rows.len(), 120);
    for column in ["warm", "iterations", "solved", "objective_musd", "narrow"] {
        assert!(one.counts(column).keys().all(|cell| !cell.is_empty()), "{column}");
    }
    assert!(one.counts("iterations").len() > 2 && one.counts("narrow").len() > 2, "samples differ");
    for other in ["on2", "on3"] {
        assert_eq!(shop.results(other), one);
        for table in ["by_year.csv", "by_year.parquet", "cases.csv", "fan.csv", "sensitivity.csv"] {
            let [a, b] = ["on1", other].map(|folder| fs::read(shop.output(&format!("{folder}/{table}"))).unwrap());
            assert!(a == b, "{table}");
        }
    }
}

#[test]
fn a_cold_sweep_gives_the_objectives_and_the_words_of_a_warm_one() {
    let shop = Workshop::new(&hypercube(100));
    shop.run("sweep s --no-charts --as warm").well();
    shop.run("sweep s --no-charts --as cold --cold").well();
    let (warm, cold) = (shop.results("warm"), shop.results("cold"));
    alike(&warm, &cold, "objective_musd", 1e-9);
    assert!(warm.counts("warm")["true"] > 90, "{:?}", warm.counts("solved"));
    assert_eq!(cold.counts("warm").into_iter().collect::<Vec<_>>(), [("false", 100)]);
    assert_eq!(cold.counts("solved").into_iter().collect::<Vec<_>>(), [("cold", 100)]);
    for column in ["narrow", "broad", "status"] {
        assert_eq!(warm.column(column), cold.column(column), "{column}");
    }
}

/// Axes of every kind; the range is of the demand of buyers.
const EVERY_KIND: &str = r#"
name = "s"
title = "S"
base = "toy"
mode = "grid"
[[axis]]
lever = "chips"
values = [0.5, 1, 1.7]
[[axis]]
lever = "grid_connection"
values = [0.4, 1.3]
[[axis]]
field = "finance.discount_rate"
values = [0.05, 0.09]
[[axis]]
name = "start"
scenarios = ["toy", "dear"]
[[axis]]
table = "demand"
values = [0, 1]
"#;

/// A second scenario of the toy, with a lever and an adjust of its own.
const DEAR: &str = r#"
name = "dear"
title = "Dear gas and money"
extends = "toy"
[finance]
wacc_power = 0.09
[levers]
gas_price = 2.0
[[adjust]]
table = "capital"
column = "busd"
multiply = 0.8
why = "banks are shy"
"#;

/// A scenario of that sweep by itself: its name, what is set over it, and whether demand is high.
struct Alone {
    scenario: String,
    settings: Vec<String>,
    high: bool,
}

fn alone(table: &Table) -> Vec<Alone> {
    let at = |column: &str| table.column(column);
    let (chips, grid, rate) = (at("chips"), at("grid_connection"), at("finance.discount_rate"));
    let (starts, demand) = (at("start"), at("demand"));
    let of = |row: usize| Alone {
        scenario: starts[row].to_owned(),
        settings: vec![
            format!("levers.chips={}", chips[row]),
            format!("levers.grid_connection={}", grid[row]),
            format!("finance.discount_rate={}", rate[row]),
        ],
        high: demand[row] == "1.0",
    };
    (0..table.rows.len()).map(of).collect()
}

fn of_every_kind() -> Workshop {
    let shop = Workshop::new(EVERY_KIND);
    shop.case.write("scenarios/dear.toml", DEAR);
    shop.run("sweep s --no-charts").well();
    shop
}

/// That a row of the sweep is what a summary of a run says.
#[track_caller]
fn same_as_summary(table: &Table, row: usize, objective: f64, summary: &[SummaryRow]) {
    let close = |column: &str, expected: f64| {
        let found = table.numbers(column)[row];
        assert!((found - expected).abs() <= 1e-9 * expected.abs(), "row {}: {column} {found}, not {expected}", row + 1);
    };
    close("objective_musd", objective);
    assert_eq!(summary.len(), 2);
    for of_year in summary {
        let year = of_year.year;
        close(&format!("ai_it_gw_{year}"), of_year.ai_rated_gw);
        close(&format!("mh100e_{year}"), of_year.compute_mh100e);
        close(&format!("twh_{year}"), of_year.ai_energy_twh);
        assert_eq!(
            table.column(&format!("first_{year}"))[row],
            of_year.first_bottleneck.name(),
            "row {}, {year}",
            row + 1
        );
    }
}

#[test]
fn every_row_of_a_sweep_is_what_its_scenario_gives_alone() {
    let shop = of_every_kind();
    let table = shop.results("s");
    let high = Case::with(&["demand urgent: mh100e = 0.2", "demand patient: mh100e = 2"]);
    high.write("scenarios/dear.toml", DEAR);
    let all = alone(&table);
    assert_eq!((all.len(), all.iter().filter(|one| one.high).count()), (48, 24));
    for (row, one) in all.iter().enumerate() {
        let case = if one.high { &high } else { &shop.case };
        let settings: Vec<_> = one.settings.iter().map(|text| assignment(text)).collect();
        let loaded: Loaded = gridbound::load::load(&case.library(), &one.scenario, &settings).unwrap();
        let Explained { solved, results, explanation } = Explained::of(loaded, &only(&[]), 1);
        same_as_summary(&table, row, solved.objective(), &results.summary);
        let words = [explanation.verdict.horizon.narrow, explanation.verdict.horizon.broad].map(Bound::name);
        assert_eq!(["narrow", "broad"].map(|column| table.column(column)[row]), words, "row {}", row + 1);
    }
    for column in ["narrow", "broad", "first_2026", "first_2028"] {
        assert!(table.counts(column).len() > 1, "{column} should differ between scenarios");
    }
}

#[test]
fn run_and_explain_say_the_same_at_the_command_line() {
    let shop = of_every_kind();
    let table = shop.results("s");
    for (row, one) in alone(&table).iter().enumerate().filter(|(_, one)| !one.high).step_by(5) {
        let arguments = format!("{} --no-charts --json --set {}", one.scenario, one.settings.join(" --set "));
        let run: Value = serde_json::from_str(&shop.run(&format!("run {arguments}")).well().out).unwrap();
        let objective = run[0]["certificate"]["objective_musd"].as_f64().unwrap();
        let summary: Vec<SummaryRow> = serde_json::from_value(run[0]["summary"].clone()).unwrap();
        same_as_summary(&table, row, objective, &summary);
        let said = shop.run(&format!("explain {arguments} --parts none")).well().out;
        let horizon = &serde_json::from_str::<Value>(&said).unwrap()["verdict"]["horizon"];
        for column in ["narrow", "broad"] {
            assert_eq!(horizon[column], table.column(column)[row], "row {}", row + 1);
        }
    }
}

#[test]
fn verdicts_need_not_raise_all_families_to_say_what_explain_says() {
    let shop = Workshop::new(&hypercube(100));
    shop.run("sweep toy-grid --no-charts").well();
    shop.run("sweep s --no-charts").well();
    for (folder, axes, few) in [("toy-grid", &["chips", "grid_connection"][..], 20), ("s", AXES, 25)] {
        let table = shop.results(folder);
        let near_ties = ["mixed", "chip-bound", "energy-bound"].map(|word| table.counts("narrow").contains_key(word));
        assert_eq!(near_ties, [true; 3], "{:?}", table.counts("narrow"));
        for row in 0..few {
            let setting = |axis: &&str| {
                let key = if axis.contains('.') { (*axis).to_owned() } else { format!("levers.{axis}") };
                assignment(&format!("{key} = {}", table.column(axis)[row]))
            };
            let settings: Vec<_> = axes.iter().map(setting).collect();
            let loaded = gridbound::load::load(&shop.case.library(), "toy", &settings).unwrap();
            let horizon = Explained::of(loaded, &only(&[]), 1).explanation.verdict.horizon;
            let words = ["narrow", "broad"].map(|column| table.column(column)[row]);
            assert_eq!(words, [horizon.narrow, horizon.broad].map(Bound::name), "{folder}, row {}", row + 1);
        }
    }
}

/// A sweep of which some samples ask for a utilisation above 1 and some for more copper than there is.
fn impossible() -> Workshop {
    let lever = "file levers.toml: [[lever]]\nname = \"copper\"\ntitle = \"Copper\"\nunit = \"x\"\nneutral = 1.0\nlow = 0.5\n\
        high = 1000.0\ndescription = \"Copper in all that is built.\"\n[[lever.adjust]]\ntable = \"material_intensity\"\n\
        column = \"per_unit\"\nmultiply = \"strength\"\n";
    // 0.1 GW of turbines are committed, and 52 kt of copper a year are all there is.
    let case = Case::with(&["material_intensity + technology,gas,copper,1,invented", lever]);
    let sweep = "name = \"s\"\ntitle = \"S\"\nbase = \"toy\"\nmode = \"latin-hypercube\"\nsamples = 40\nseed = 7\n\
        [[axis]]\nlever = \"copper\"\nrange = [1, 1000]\n\
        [[axis]]\nfield = \"compute.power_utilisation\"\nrange = [0.5, 1]\ndistribution = \"lognormal\"\n";
    Workshop::of(case, sweep)
}

#[test]
fn scenarios_without_a_solution_leave_their_cells_empty_and_count_in_no_finding() {
    let shop = impossible();
    let said = shop.run("sweep s").well().out;
    let table = shop.results("s");
    let counts = table.counts("status");
    let [optimal, infeasible, rejected] = ["optimal", "infeasible", "rejected"].map(|status| counts[status]);
    assert_eq!((optimal + infeasible + rejected, rejected), (40, 2), "two samples of 40 lie above the range");
    assert!(optimal > 10 && infeasible > 10, "{counts:?}");
    let line = format!(
        "40 scenarios: {optimal} optimal, {infeasible} infeasible, {rejected} rejected; what follows is about the optimal ones."
    );
    assert!(said.contains(&line), "{said}");
    assert!(said.contains(&format!("in {optimal} samples")), "{said}");

    let (axes, always) =
        (["copper", "compute.power_utilisation"], ["scenario", "status", "certified", "warm", "solved"]);
    let filled = |name: &str| axes.contains(&name) || always.contains(&name) || name == "iterations";
    for (row, status) in table.column("status").iter().enumerate() {
        let utilisation = table.numbers("compute.power_utilisation")[row];
        let copper = table.numbers("copper")[row];
        let expected = match (utilisation > 1.0, copper * 0.1 > 52.0) {
            (true, _) => "rejected",
            (_, true) => "infeasible",
            _ => "optimal",
        };
        assert_eq!(*status, expected, "{utilisation} {copper}");
        for (name, cell) in table.header.iter().zip(&table.rows[row]).filter(|(name, _)| *name != "message") {
            assert_eq!(cell.is_empty(), expected != "optimal" && !filled(name), "{expected}: {name} is {cell:?}");
        }
        let message = table.column("message")[row];
        assert_eq!(message.contains("compute.power_utilisation becomes 1."), expected == "rejected", "{message:?}");
        assert_eq!(table.column("certified")[row], (expected == "optimal").to_string());
    }
    table.is_also(fs::read(shop.output("s/results.parquet")).unwrap());
    let by_year = fs::read_to_string(shop.output("s/by_year.csv")).unwrap();
    assert_eq!(by_year.lines().count(), 1 + 2 * optimal);

    let again = shop.run("sweep s").well();
    assert!(again.err.contains("40 of 40 scenarios are done already") && again.out.contains(&line), "{again:?}");
    assert_eq!(shop.results("s"), table);
    shop.run("sweep s --cold --as cold --no-charts").well();
    assert_eq!(shop.results("cold").column("status"), table.column("status"));
}

#[test]
fn a_base_without_a_solution_is_an_error_of_the_run() {
    let case = Case::with(&["material_intensity + technology,gas,copper,1000,invented"]);
    let said = Workshop::of(case, GRID).run("sweep s --no-charts");
    said.failed(
        2,
        &["error: the base toy has no certified optimum", "hint: gridbound run toy says which conditions conflict"],
    );
}

#[test]
fn scenarios_of_one_sweep_share_dataset_and_model_years() {
    let sweep =
        "name = \"s\"\ntitle = \"S\"\nbase = \"toy\"\nmode = \"list\"\n[[axis]]\nscenarios = [\"toy\", \"other\"]\n";
    let shop = Workshop::new(sweep);
    let other = "name = \"other\"\ntitle = \"Other\"\nextends = \"toy\"\n[horizon]\nyears = [2026]\n";
    shop.case.write("scenarios/other.toml", other);
    shop.run("sweep s").failed(1, &["toy and other have not the same dataset and model years"]);
}

#[test]
fn what_is_set_at_the_command_line_holds_for_every_scenario() {
    let shop = Workshop::new(GRID);
    shop.run("sweep s --no-charts --set finance.discount_rate=0.09 --block-hours 12").well();
    let table = shop.results("s");
    for (row, chips) in table.column("chips").into_iter().enumerate() {
        let grid = table.column("grid_connection")[row];
        let levers = [format!("levers.chips = {chips}"), format!("levers.grid_connection = {grid}")];
        let edits = [&levers[0], &levers[1], "finance.discount_rate = 0.09", "horizon.block_hours = 12"];
        assert_close(table.numbers("objective_musd")[row], Case::with(&edits).solve().objective(), 1e-9, "objective");
    }
}

#[test]
fn json_holds_what_the_screen_says() {
    let shop = impossible();
    let said = shop.run("sweep s --json --threads 2").well();
    let found: Value = serde_json::from_str(&said.out).unwrap();
    assert_eq!((&found["sweep"], &found["scenarios"], &found["done_now"]), (&"s".into(), &40.into(), &40.into()));
    assert_eq!((&found["threads"], &found["outputs"]), (&2.into(), &"outputs/s".into()));
    assert!(found["seconds"].as_f64().unwrap() > 0.0);
    let table = shop.results("s");
    let ways: Vec<(String, usize)> = table.counts("solved").into_iter().map(|(w, n)| (w.to_owned(), n)).collect();
    assert!(ways.len() > 1, "{ways:?}");
    let said = found["solved"].as_object().unwrap().iter().map(|(way, n)| (way.clone(), n.as_u64().unwrap() as usize));
    assert_eq!(said.collect::<Vec<_>>(), ways);
    let lines: Vec<&str> = found["found"].as_array().unwrap().iter().map(|line| line.as_str().unwrap()).collect();
    let screen = shop.run("sweep s").well().out;
    assert!(lines.len() > 2 && lines.iter().all(|line| screen.contains(line)), "{lines:?}\n{screen}");
    let again: Value = serde_json::from_str(&shop.run("sweep s --json").well().out).unwrap();
    assert_eq!((&again["done_now"], &again["found"]), (&0.into(), &found["found"]));
}

#[test]
fn prices_alone_give_the_same_numbers_and_only_other_words() {
    let shop = Workshop::new(GRID);
    shop.run("sweep s --no-charts").well();
    shop.run("sweep s --no-charts --verdicts prices --as prices").well();
    let (mut by_resolves, mut by_prices) = (shop.results("s"), shop.results("prices"));
    assert!(by_prices.column("narrow").iter().all(|word| word.ends_with("-bound") || *word == "mixed"));
    for table in [&mut by_resolves, &mut by_prices] {
        table.drop("narrow");
        table.drop("broad");
    }
    assert_eq!(by_resolves, by_prices);
}

#[test]
fn an_axis_may_not_bear_the_name_of_a_column() {
    for name in ["status", "solved", "narrow", "objective_musd", "first_2026", "rent_chips_musd", "rent_grid_2028_musd"]
    {
        let shop = Workshop::new(&GRID.replace("lever = \"chips\"", &format!("lever = \"chips\"\nname = \"{name}\"")));
        shop.run("sweep s").failed(1, &[&format!("the results have a column \"{name}\" already")]);
    }
}
