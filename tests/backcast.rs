//! Results against published figures: each quantity by hand on the toy, positions, errors, words, charts.

use std::fs;

use assert_cmd::Command;
use gridbound::experiment::backcast::quantities::{Measure, QUANTITIES};
use gridbound::experiment::backcast::ran::Ran;
use gridbound::experiment::backcast::tables::{HistoryRow, PositionRow};
use gridbound::experiment::backcast::{Backcast, backcast};
use gridbound::load::Loaded;
use gridbound::render::chart::draw_backcast;
use gridbound::run::{Run, run};
use gridbound::solve::Options;

use super::case::{Case, assert_close, assignment, repository};

const HEADER: &str = "quantity,year,low,central,high,source\n";

/// The toy with published figures, one a line without their source.
fn published(lines: &[&str]) -> Case {
    let rows: Vec<String> = lines.iter().map(|line| format!("{line},invented\n")).collect();
    let case = Case::toy();
    case.write("data/toy/calibration.csv", format!("{HEADER}{}", rows.concat()));
    case
}

fn solved(case: &Case, overrides: &[&str]) -> (Loaded, Run) {
    let documents: Vec<_> = overrides.iter().map(|text| assignment(text)).collect();
    let loaded = gridbound::load::load(&case.library(), "toy", &documents).unwrap();
    let run = run(&loaded, &Options::default()).unwrap();
    (loaded, run)
}

fn ran((loaded, run): &(Loaded, Run)) -> Ran<'_> {
    Ran { system: &loaded.system, results: &run.results }
}

/// The toy as its own past: all figures are history.
fn all_past(lines: &[&str]) -> (Backcast, (Loaded, Run)) {
    let toy = solved(&published(lines), &[]);
    (backcast(&ran(&toy), &ran(&toy)), toy)
}

/// The toy's first year as the past, all of it as the future.
fn with_future(lines: &[&str]) -> (Backcast, (Loaded, Run)) {
    let case = published(lines);
    let (past, future) = (solved(&case, &["horizon.years = [2026]"]), solved(&case, &[]));
    (backcast(&ran(&past), &ran(&future)), future)
}

fn history<'a>(found: &'a Backcast, quantity: &str, year: i32) -> &'a HistoryRow {
    found.history.iter().find(|row| row.quantity == quantity && row.year == year).unwrap()
}

fn outlook<'a>(found: &'a Backcast, quantity: &str) -> &'a PositionRow {
    found.outlooks.iter().find(|row| row.quantity == quantity).unwrap()
}

/// What the toy says of every quantity in 2026 and 2028, worked out from its tables (see `tests/golden`) by hand.
/// Other data centres use 0.876 TWh, 0.1 GW all year.
const BY_HAND: &[(&str, f64, f64)] = &[
    // 200 thousand alpha of 1 kW; 210 thousand beta of 2 kW over two years.
    ("ai_accelerators_added_it_gw", 0.2, 0.21),
    ("ai_accelerators_added_mh100e", 0.2, 0.42),
    // With 100 thousand alpha of 2024, which are gone after four years.
    ("ai_stock_it_gw", 0.3, 0.2 + 0.42),
    ("ai_stock_mh100e", 0.3, 0.2 + 0.84),
    // Rated load times facility peak over IT load: 0.24 / 0.16 and 0.615 / 0.452.
    ("ai_power_gw", 0.3, 0.565 * 0.615 / 0.452),
    ("ai_facility_nameplate_gw", 0.45, 0.62 * 0.615 / 0.452),
    ("ai_energy_twh", 1.776, 4.72236),
    ("dc_energy_twh", 1.776 + 0.876, 4.72236 + 0.876),
    ("dc_power_gw", 0.24 + 0.1, 0.615 + 0.1),
    // Draw is what connections carry, over the contract factor of 1.25.
    ("dc_grid_power_gw", 0.3 / 1.25 + 0.1, (0.3 + 0.46875) / 1.25 + 0.1),
    ("dc_capacity_in_service_gw", 0.3 + 0.1, 0.565 * 0.615 / 0.452 + 0.1),
    ("dc_share_of_generation", 2.652 / (8.88 + 7.3272), 5.59836 / (12.10056 + 10.7484)),
    ("ai_incremental_power_gw", 0.0, 0.565 * 0.615 / 0.452 - 0.3),
    ("large_load_committed_gw", 0.75, 0.3 + 0.75),
    ("ai_capex_busd", 4.0, 4.2 + 2.62 + 0.1),
    ("gas_added_gw", 0.408_888_888_889, 0.651_111_111_111 / 2.0),
    ("solar_added_gw", 0.0, 0.0),
    ("wind_added_gw", 0.0, 0.0),
    ("battery_added_gw", 0.0, 0.0),
    ("nuclear_added_gw", 0.0, 0.0),
];

#[test]
fn every_quantity_is_what_the_tables_say() {
    let mut lines = vec!["other_datacentre_energy_twh,2026,,0.876,".to_owned()];
    for (name, ..) in BY_HAND {
        lines.extend([2026, 2028].map(|year| format!("us_{name},{year},,1,")));
    }
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    let (found, _) = all_past(&lines);
    for &(name, first, second) in BY_HAND {
        for (year, expected) in [(2026, first), (2028, second)] {
            let model = history(&found, &format!("us_{name}"), year).model.unwrap();
            assert_close(model, expected, 1e-6, &format!("{name} {year}"));
        }
    }
    let known = QUANTITIES.iter().filter(|quantity| matches!(quantity.measure, Measure::Whole(_)));
    for quantity in known.filter(|q| !["dc_load_growth_5y_gw", "h100_rental_usd_per_hour"].contains(&q.name)) {
        assert!(BY_HAND.iter().any(|(name, ..)| *name == quantity.name), "{} is not worked out", quantity.name);
    }
}

#[test]
fn growth_of_five_years_needs_both_years() {
    let case = published(&["us_dc_load_growth_5y_gw,2031,,1,", "us_dc_load_growth_5y_gw,2028,,1,"]);
    let toy = solved(&case, &["horizon.years = [2026, 2028, 2031]"]);
    let found = backcast(&ran(&toy), &ran(&toy));
    let peak = |year: i32| toy.1.results.summary.iter().find(|row| row.year == year).unwrap().ai_peak_gw;
    let growth = history(&found, "us_dc_load_growth_5y_gw", 2031).model.unwrap();
    assert_close(growth, peak(2031) - peak(2026), 1e-12, "growth");
    assert!(growth > 0.1);
    let row = history(&found, "us_dc_load_growth_5y_gw", 2028);
    assert_eq!((row.model, row.role.name(), row.position.name()), (None, "not compared", "not compared"));
    assert!(row.definition.starts_with("toy does not say it of 2028."), "{}", row.definition);
}

#[test]
fn prices_are_of_their_region_in_their_unit() {
    let (found, (_, run)) = all_past(&[
        "wholesale_usd_per_mwh_south,2028,10,20,30",
        "capacity_price_usd_per_mw_day_south,2028,,100,",
        "north_capacity_price_usd_per_mw_day,2028,,100,",
        "wholesale_usd_per_mwh_atlantis,2028,,20,",
        "h100_rental_usd_per_hour,2026,,3,",
        "h100_rental_usd_per_hour,2028,,3,",
    ]);
    let slices =
        run.results.prices.iter().filter(|p| (p.region.as_str(), p.year) == ("south", 2028) && p.slice != "all");
    let (worth, energy) = slices.fold((0.0, 0.0), |(worth, energy), p| {
        let mwh = p.hours_h * p.load_gw;
        (worth + mwh * p.energy_price_usd_per_mwh, energy + mwh)
    });
    let row = history(&found, "wholesale_usd_per_mwh_south", 2028);
    assert_close(row.model.unwrap(), worth / energy, 1e-9, "energy");
    assert!(row.region == "south" && row.definition.contains("not converted"), "{row:?}");
    let all = run.results.prices.iter().filter(|p| p.year == 2028 && p.slice == "all");
    for price in all {
        let row = found.history.iter().find(|r| r.unit == "USD/MW-day" && r.region == price.region).unwrap();
        let a_day = price.capacity_price_usd_per_kw_yr.unwrap() * 1000.0 / 365.0;
        assert_close(row.model.unwrap(), a_day, 1e-9, "capacity");
    }
    assert!(found.history.iter().any(|row| row.unit == "USD/MW-day" && row.model.unwrap() > 1.0));
    assert_eq!(
        history(&found, "wholesale_usd_per_mwh_atlantis", 2028).definition,
        "The dataset has no region atlantis."
    );
    // Urgent buyers pay 4 and are served first; the patient pay 3 in 2026 and 2 in 2028.
    assert_eq!(history(&found, "h100_rental_usd_per_hour", 2026).model, Some(3.0));
    assert_eq!(history(&found, "h100_rental_usd_per_hour", 2028).model, Some(2.0));
}

#[test]
fn errors_and_positions_follow_from_the_figures() {
    // 0.3 GW rated stand at the end of 2026.
    let (found, _) = all_past(&[
        "a_ai_stock_it_gw,2026,0.2,0.25,0.35",
        "b_ai_stock_it_gw,2026,0.31,0.4,0.5",
        "c_ai_stock_it_gw,2026,0.1,0.2,",
        "d_ai_stock_it_gw,2026,,0.3,",
        "e_ai_stock_it_gw,2026,0.1,,0.2",
        "f_ai_stock_it_gw,2026,,,",
    ]);
    let row = |place: &str| history(&found, &format!("{place}_ai_stock_it_gw"), 2026);
    let positions = ["a", "b", "c", "d", "e", "f"].map(|place| row(place).position.name());
    assert_eq!(positions, ["inside", "below", "above", "no range", "above", "no range"]);
    let (a, b) = (row("a"), row("b"));
    assert_close(a.error.unwrap(), 0.05, 1e-9, "error");
    assert_close(a.relative_error_fraction.unwrap(), 0.2, 1e-9, "relative error");
    assert_close(b.relative_error_fraction.unwrap(), -0.25, 1e-9, "relative error");
    // Without a central figure there is no error.
    assert_eq!((row("e").error, row("e").relative_error_fraction), (None, None));
    // Scores are of quantities, whatever their place; of inputs too.
    let score = found.scores.iter().find(|score| score.quantity == "ai_stock_it_gw").unwrap();
    assert_eq!(
        (score.role.name(), score.figures, score.inside, score.above, score.below, score.no_range),
        ("input", 6, 1, 2, 1, 2)
    );
    assert_close(score.mean_absolute_error_fraction.unwrap(), (0.2 + 0.25 + 0.5 + 0.0) / 4.0, 1e-9, "mean size");
    assert_close(score.median_absolute_error_fraction.unwrap(), 0.225, 1e-9, "median");
    assert_close(score.mean_error_fraction.unwrap(), (0.2 - 0.25 + 0.5) / 4.0, 1e-9, "mean");
    assert_close(score.largest_error_fraction.unwrap(), 0.5, 1e-9, "largest");
    assert!(found.scores.iter().all(|score| score.quantity != "all tests"), "inputs are no tests");
}

#[test]
fn what_was_committed_is_an_input() {
    // 0.1 of the 0.409 GW of gas of 2026 were committed: not most of it.
    let line = ["us_gas_added_gw,2026,,0.4,"];
    assert_eq!(all_past(&line).0.history[0].role.name(), "test");
    let case = published(&line).but("committed_builds gas 2026: gw_per_year = 0.3");
    let toy = solved(&case, &[]);
    let row = &backcast(&ran(&toy), &ran(&toy)).history[0];
    assert_eq!(row.role.name(), "input");
    assert!(row.definition.contains("0.3 GW a year of 0.4 GW a year were committed"), "{}", row.definition);
}

#[test]
fn what_is_mostly_other_data_centres_is_an_input() {
    // AI uses 1.776 TWh in 2026 and 4.722 TWh in 2028.
    let (found, _) = all_past(&[
        "other_datacentre_energy_twh,2026,,3,",
        "us_dc_energy_twh,2026,,5,",
        "us_dc_energy_twh,2028,,8,",
        "us_ai_energy_twh,2026,,2,",
        "us_ai_stock_it_gw,2026,,2,",
    ]);
    assert_eq!(history(&found, "us_dc_energy_twh", 2026).role.name(), "input");
    assert_eq!(history(&found, "us_dc_energy_twh", 2028).role.name(), "test");
    assert_eq!(history(&found, "us_ai_energy_twh", 2026).role.name(), "test");
    assert_eq!(history(&found, "us_ai_stock_it_gw", 2026).role.name(), "input");
    let words = &history(&found, "us_dc_energy_twh", 2026).definition;
    assert!(words.contains("3.0 TWh of 4.8 TWh are other data centres"), "{words}");
    // All tests: 7.722 for 8 and 1.776 for 2.
    let all = &found.scores[0];
    assert_eq!((all.quantity.as_str(), all.figures), ("all tests", 2));
    let sizes = [1.0 - 7.72236 / 8.0, 1.0 - 1.776 / 2.0];
    assert_close(all.mean_absolute_error_fraction.unwrap(), f64::midpoint(sizes[0], sizes[1]), 1e-6, "mean");
    assert_close(all.median_absolute_error_fraction.unwrap(), f64::midpoint(sizes[0], sizes[1]), 1e-6, "median of two");
}

#[test]
fn what_cannot_be_compared_is_listed_with_the_reason() {
    let (found, _) = all_past(&[
        "big4_capex_global_busd,2026,,251,",
        "us_unicorns_gw,2026,,1,",
        "us_curtailment_headroom_gw_0p25,2026,,76,",
        "us_ai_stock_it_gw,2027,,1,",
        "global_ai_power_gw,2026,,1,",
        "not_us_ai_power_gw,2026,,1,",
    ]);
    let reasons: Vec<&str> = found.history.iter().map(|row| row.definition.as_str()).collect();
    let starts = [
        "Worldwide",
        "Not a quantity",
        "Load that the system",
        "2027 is no model year of toy",
        "Worldwide",
        "Not a quantity",
    ];
    for (reason, start) in reasons.iter().zip(starts) {
        assert!(reason.starts_with(start), "{reason}");
    }
    assert!(found.history.iter().all(|row| row.model.is_none() && row.role.name() == "not compared"));
    assert_eq!(found.scores.iter().map(|score| score.figures).sum::<usize>(), 6);
}

#[test]
fn outlooks_have_a_position_an_envelope_and_a_reason() {
    // In 2028 AI uses 4.722 TWh; with 0.876 TWh of others 5.598.
    let (found, (_, run)) = with_future(&[
        "other_datacentre_energy_twh,2026,,0.876,",
        "us_dc_energy_twh,2028,4,5,6",
        "us_dc_energy_twh,2028,,3,",
        "us_ai_energy_twh,2028,,2.36118,",
        "us_ai_power_gw,2028,1,,2",
        "us_ai_power_gw,2030,1,,2",
        "north_capacity_price_usd_per_mw_day,2028,,1,",
    ]);
    let energy: Vec<&PositionRow> = found.outlooks.iter().filter(|row| row.quantity == "us_dc_energy_twh").collect();
    assert_eq!(energy.iter().map(|row| row.position.name()).collect::<Vec<_>>(), ["inside", "above"]);
    assert!(energy.iter().all(|row| (row.envelope_low, row.envelope_high) == (Some(3.0), Some(6.0))));
    assert!(energy.iter().all(|row| row.envelope_position.name() == "inside"));
    // 2.124 TWh of AI would fit under 3 TWh beside the others: 45 % of the model's.
    assert!(energy[1].why.contains("AI at 45 % of the model's would be inside."), "{}", energy[1].why);
    let ai = outlook(&found, "us_ai_energy_twh");
    assert_close(ai.relative_error_fraction.unwrap(), 1.0, 1e-6, "twice the figure");
    assert!(ai.why.contains("AI at 50 % of the model's would be inside."), "{}", ai.why);
    let rents = run.results.rents.iter().filter(|row| row.year == 2028);
    let first = rents.max_by(|a, b| a.rent_share.total_cmp(&b.rent_share)).unwrap();
    let share = format!("Rents of supply in 2028: {} {:.0} %", first.family, first.rent_share * 100.0);
    assert!(ai.why.starts_with(&share), "{}", ai.why);
    assert!(ai.why.contains("Accelerators standing at the end of 2028: 0.6 GW rated"), "{}", ai.why);
    // 0.769 GW of facility power: AI would have to be 1.3 times as large.
    let power = outlook(&found, "us_ai_power_gw");
    assert_eq!((power.position.name(), power.error), ("below", None));
    assert!(power.why.contains("AI at 1.3 times the model's would be inside."), "{}", power.why);
    let late = found.outlooks.iter().find(|row| row.year == 2030).unwrap();
    assert_eq!((late.position.name(), late.why.as_str()), ("not compared", "2030 is no model year of toy."));
    // 1.907 TWh a year are 0.218 GW.
    let price = outlook(&found, "north_capacity_price_usd_per_mw_day");
    assert!(price.why.starts_with("AI draws 0.2 of "), "{}", price.why);
    let line: Vec<(i32, f64)> =
        found.lines.iter().filter(|row| row.quantity == "us_ai_energy_twh").map(|row| (row.year, row.model)).collect();
    assert_eq!(line.iter().map(|(year, _)| *year).collect::<Vec<_>>(), [2026, 2028]);
    assert_close(line[1].1, 4.72236, 1e-6, "the line is the model's");
}

#[test]
fn all_accelerators_on_offer_would_scale_the_quantity() {
    let (found, (loaded, run)) = with_future(&["us_ai_energy_twh,2028,,1,"]);
    let fleet = |name: &str| {
        run.results.fleet.iter().filter(|row| row.accelerator == name).map(|row| row.bought_thousand).sum::<f64>()
    };
    let supply = |a: usize| loaded.system.chips.supply.row(a).iter().map(|s| s.value()).sum::<f64>();
    // Alpha of 2026 and beta stand at the end of 2028; what existed in 2024 does not.
    let (bought, offered) = (fleet("alpha") + 2.0 * fleet("beta"), supply(0) + 2.0 * supply(1));
    assert!(offered > bought * 1.01, "{offered} {bought}");
    let expected = format!(
        " of the {:.1} GW on offer; all of them, used alike, would make it {:.1} TWh.",
        offered / 1000.0,
        4.72236 * offered / bought
    );
    assert!(found.outlooks[0].why.contains(&expected), "{} | {expected}", found.outlooks[0].why);
}

#[test]
fn titles_of_charts_are_true_to_the_numbers() {
    let (found, (_, run)) = with_future(&[
        "other_datacentre_energy_twh,2026,,0.876,",
        "us_ai_power_gw,2026,0.1,0.2,0.25",
        "us_dc_load_growth_5y_gw,2026,0.4,0.5,0.6",
        "us_ai_energy_twh,2026,1.5,1.6,1.8",
        "us_ai_facility_nameplate_gw,2026,0.1,0.1,0.2",
        "wholesale_usd_per_mwh_south,2026,0,1000,2000",
        "us_dc_energy_twh,2028,4,5,6",
        "us_dc_energy_twh,2028,,3,",
        "us_dc_energy_twh,2028,,4,",
    ]);
    let labels = &run.results.labels;
    let drawings = draw_backcast((labels, labels), &found).unwrap();
    let titles: Vec<(&str, &str)> = drawings.iter().map(|d| (d.name, d.title.as_str())).collect();
    let price = history(&found, "wholesale_usd_per_mwh_south", 2026).model.unwrap();
    let off = format!(
        "Wholesale prices of the model lie inside 1 of 1 published ranges, on average {:.0}% below the figures",
        (1000.0 - price) / 10.0
    );
    assert_eq!(
        titles,
        [
            (
                "backcast_history",
                "The model lies inside 1 of 2 published ranges that test it; farthest off: AI facility power in 2026, 50% above the figure"
            ),
            ("backcast_prices", off.as_str()),
            (
                "backcast_outlooks",
                "At 5.6 TWh the scenario toy lies above 2 of 3 published outlooks of data-centre energy in 2028"
            ),
        ]
    );
    assert!(draw_backcast((labels, labels), &all_past(&["us_unicorns,2026,,1,"]).0).unwrap().is_empty());
}

#[test]
fn the_readme_of_data_lists_every_quantity() {
    let readme = fs::read_to_string(repository("data/README.md")).unwrap();
    for quantity in QUANTITIES {
        let region = if matches!(quantity.measure, Measure::Region(_)) { "_REGION" } else { "" };
        let row = format!("| `{}{region}` | {}", quantity.name, quantity.title);
        assert!(readme.contains(&row) && readme.contains(quantity.unit), "{row}");
        assert!(!quantity.definition.is_empty(), "{}", quantity.name);
    }
}

fn gridbound(case: &Case, arguments: &[&str]) -> std::process::Output {
    Command::cargo_bin("gridbound").unwrap().current_dir(case.path()).args(arguments).output().unwrap()
}

#[test]
fn the_command_writes_tables_charts_and_both_runs() {
    let case = published(&["us_ai_power_gw,2026,0.1,0.2,0.25", "us_ai_power_gw,2028,,1,"]);
    case.write(
        "scenarios/past.toml",
        "name = \"past\"\ntitle = \"Past\"\nextends = \"toy\"\n[horizon]\nyears = [2026]\n",
    );
    let output = gridbound(&case, &["backcast", "--history", "past", "--outlook", "toy", "--as", "held", "-q"]);
    let screen = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    for words in ["What happened, against past", "Published outlooks, against toy", "+50 %", "below", "and why"] {
        assert!(screen.contains(words), "{words}: {screen}");
    }
    for file in [
        "history.csv",
        "outlooks.csv",
        "outlook_lines.csv",
        "scores.csv",
        "charts/backcast_history.svg",
        "charts/backcast_outlooks.png",
        "history/certificate.json",
        "history/manifest.toml",
        "outlooks/certificate.json",
        "outlooks/summary.csv",
    ] {
        assert!(case.path().join("outputs/held").join(file).is_file(), "{file}");
    }
    let output = gridbound(&case, &["backcast", "--history", "past", "--outlook", "toy", "--no-charts", "--json"]);
    let found: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(found["history"]["rows"][0]["position"], "above");
    assert_eq!(found["outlooks"]["rows"][0]["year"], 2028);
    assert_eq!(found["outlooks"]["certificate"]["status"], "optimal");
}

#[test]
fn a_missing_scenario_or_table_is_a_clear_error() {
    let case = published(&["us_ai_power_gw,2026,,0.2,"]);
    let output = gridbound(&case, &["backcast", "--history", "antiquity", "--outlook", "toy"]);
    let words = String::from_utf8_lossy(&output.stderr).replace(['\n', '│'], " ");
    assert_eq!(output.status.code(), Some(1));
    assert!(words.contains("there is no scenario \"antiquity\"") && words.contains("--history names"), "{words}");
    let output = gridbound(&Case::toy(), &["backcast", "--history", "toy", "--outlook", "toy"]);
    let words = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(1));
    assert!(words.contains("dataset toy has no published figures"), "{words}");
}
