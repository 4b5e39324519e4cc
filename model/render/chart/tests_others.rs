//! What charts tell those who point at them is what the tables say.

use super::drawing::scenes;
use super::scene::{Hint, Scene};
use super::style::INK;
use crate::experiment::backcast::quantities::{Driver, known};
use crate::experiment::backcast::tables::Role;
use crate::experiment::sweep::findings::{Findings, findings};
use crate::experiment::sweep::record::Mode;
use crate::figures::{of_backcast, of_comparison, of_sweep, sample, sample_backcast, sample_comparison, sample_sweep};
use crate::named::word_or_empty;
use crate::results::Results;
use crate::tell::number::figures;

fn scene<'a>(scenes: &'a [(&'static str, Scene)], name: &str) -> &'a Scene {
    &scenes.iter().find(|(other, _)| *other == name).unwrap_or_else(|| panic!("no chart {name}")).1
}

/// What is told under a heading of a value whose name starts so.
fn told<'a>(scene: &'a Scene, heading: &str, name: &str) -> &'a str {
    let hint: Vec<&Hint> = scene.hints.iter().filter(|hint| hint.heading == heading).collect();
    assert_eq!(hint.len(), 1, "{heading}: {:?}", scene.hints.iter().map(|hint| &hint.heading).collect::<Vec<_>>());
    let value = hint[0].values.iter().find(|value| value.name.starts_with(name));
    &value.unwrap_or_else(|| panic!("{name} is not among {:?}", hint[0].values)).value
}

/// That every chart has hints, all wide and high enough to be pointed at.
fn can_be_pointed_at(scenes: &[(&str, Scene)]) {
    const LEAST: f64 = 12.0;
    assert!(scenes.iter().all(|(_, scene)| !scene.hints.is_empty()));
    for hint in scenes.iter().flat_map(|(_, scene)| &scene.hints) {
        assert!(hint.area.width() >= LEAST && hint.area.height() >= LEAST, "{hint:?}");
    }
}

#[test]
fn a_comparison_tells_amounts_and_differences() {
    let years = [2025, 2028, 2030];
    let (comparison, results) = sample_comparison::comparison(3, &years, 0.1);
    let results: Vec<&Results> = results.iter().collect();
    let scenes = scenes(of_comparison(&comparison, &results));
    can_be_pointed_at(&scenes);
    let lines = scene(&scenes, "scenarios");
    assert_eq!(lines.hints.len(), 4 * years.len());
    let [more, less] = [1, 2].map(|at| comparison.scenarios[at].as_str());
    let price = "Energy price, mean over load, 2028";
    for year in years {
        let heading = format!("AI load, {year}");
        let of = |scenario: &str| {
            let of_scenario = |row: &&crate::experiment::compare::tables::ComparisonRow| {
                row.scenario == scenario && row.year == Some(year) && row.quantity == "ai_load"
            };
            comparison.headline.iter().find(of_scenario).and_then(|row| row.value).unwrap()
        };
        assert_eq!(told(lines, &heading, "baseline"), format!("{} GW rated", figures(of("baseline"))));
        let apart = figures(of(more) - of("baseline"));
        assert_eq!(told(lines, &heading, more), format!("{} GW rated (+{apart} to baseline)", figures(of(more))));
    }
    // 24 dollars in 2028, a fifth less in the third scenario.
    assert_eq!(told(lines, price, less), "19.2 USD/MWh (−4.80 to baseline)");
    let differences = scene(&scenes, "differences");
    assert_eq!(told(differences, "AI load, 2030", less), "96.0 GW rated (−24.0 to baseline)");
    // 300 billion dollars of capital for 5, 8 and 10 years.
    assert_eq!(told(differences, "Rents of supply, Capital", more), "7,590 billion USD (+690 to baseline)");
    let built = scene(&scenes, "power_difference");
    let all: f64 = results[0].capacity.iter().map(|row| row.built_gw).sum();
    let drawn: f64 =
        built.hints.iter().map(|hint| hint.values[0].value.trim_end_matches(" GW").parse::<f64>().unwrap()).sum();
    assert!((drawn - all).abs() < 0.05, "{drawn} {all}");
}

#[test]
fn a_grid_tells_what_is_found_at_every_point() {
    let sweep = sample_sweep::grid(&[5, 4], 1);
    let findings = findings(&sweep);
    let three = sample_sweep::grid(&[3, 2, 2], 0);
    let of_three = scenes(of_sweep(&three, &crate::experiment::sweep::findings::findings(&three)));
    let scenes = scenes(of_sweep(&sweep, &findings));
    can_be_pointed_at(&scenes);
    let heading = "Accelerator supply ×1, Power and grid together ×1.25";
    let at = |row: &&crate::experiment::sweep::tables::FrontierRow| row.level_1 == 1.0 && row.level_2 == 1.25;
    let row = findings.frontier.iter().find(at).unwrap();
    let frontier = scene(&scenes, "frontier");
    assert_eq!(frontier.hints.len(), 20);
    assert_eq!(told(frontier, heading, "Compute follows"), row.leader.name());
    let chips = format!("+{:.2}% compute", row.compute_elasticity_1.unwrap());
    assert_eq!(told(frontier, heading, "1% more chips"), chips);
    assert_eq!(told(frontier, heading, "Mean compute"), format!("{} MH100e", figures(row.compute_mh100e)));
    assert_eq!(told(frontier, heading, "Verdict"), word_or_empty(row.narrow));
    let none = "Accelerator supply ×0.8, Power and grid together ×0.8";
    assert_eq!(told(frontier, none, "Certified optimum"), "none");
    let beside = "Accelerator supply ×1, Power and grid together ×0.8";
    assert_eq!(told(frontier, beside, "Compute follows"), "not known");
    let record = sweep.records.iter().find(|record| record.scenario == row.scenario).unwrap();
    let found = record.found.as_ref().unwrap();
    let load = scene(&scenes, "sweep_ai_load");
    assert_eq!(load.hints.len(), 40);
    for (year, at) in [("2030", 5), ("2035", 7)] {
        let heading = format!("{year}, {heading}");
        assert_eq!(told(load, &heading, "AI load"), format!("{} GW", figures(found.years[at].ai_it_gw)));
        assert_eq!(told(load, &heading, "First by rent"), "chips");
    }
    let compute = format!("{} MH100e", figures(found.years[7].compute_mh100e));
    assert_eq!(told(scene(&scenes, "sweep_compute"), heading, "Compute 2035"), compute);
    assert_eq!(told(scene(&scenes, "sweep_verdict"), heading, "Verdict over"), word_or_empty(found.narrow));
    assert_eq!(told(scene(&scenes, "sweep_verdict"), none, "Certified optimum"), "none: infeasible");
    let headings: Vec<&str> =
        scene(&of_three, "sweep_compute").hints.iter().map(|hint| hint.heading.as_str()).collect();
    assert_eq!(headings.len(), 12);
    assert!(headings.iter().all(|heading| heading.starts_with("Every large-load connection")), "{headings:?}");
}

#[test]
fn samples_tell_percentiles_shares_and_coefficients() {
    let mut sweep = sample_sweep::sweep(Mode::LatinHypercube, vec![]);
    sweep.axes = sample_sweep::axes(3);
    let years = sample_sweep::YEARS;
    let findings = Findings {
        fan: sample_sweep::fan(&years, 1.0),
        probabilities: sample_sweep::probabilities(&years, 500),
        sensitivity: sample_sweep::sensitivity(&sweep.axes, 1.0),
        swings: sample_sweep::swings(&sweep.axes, 1.0),
        ..Findings::default()
    };
    let scenes = scenes(of_sweep(&sweep, &findings));
    can_be_pointed_at(&scenes);
    let fan = scene(&scenes, "uncertainty_fan");
    assert_eq!(fan.hints.len(), 2 * years.len());
    let last = findings.fan.last().unwrap();
    assert_eq!(told(fan, "AI load, 2035", "1 in 20 above"), format!("{} GW", figures(last.p95)));
    assert_eq!(told(fan, "AI load, 2035", "Mean"), format!("{} GW", figures(last.mean)));
    assert_eq!(told(fan, "Which family binds first, 2035", "Chips"), "40% of samples (37% to 44%)");
    let steady = scene(&scenes, "sensitivity");
    assert_eq!(told(steady, "Gas turbine build", "With mean compute"), "−0.68 (−0.74 to −0.62)");
    assert_eq!(told(steady, "Gas turbine build", "With AI load in the last year"), "−0.68 (−0.74 to −0.62)");
    let swings = scene(&scenes, "swings");
    assert_eq!(told(swings, "Accelerator supply", "Least, at ×0.5"), "293 MH100e (−40%), chip-bound");
    assert_eq!(told(swings, "Accelerator supply", "Base scenario"), "488 MH100e, chip-bound");
    assert_eq!(told(swings, "Accelerator supply", "Most, at ×2"), "634 MH100e (+30%), chip-bound");
}

#[test]
fn a_backcast_tells_published_figures_and_the_model() {
    let results = sample::results(4, &[2024, 2025]);
    let backcast = sample_backcast::backcast(&results.labels, &[2024, 2025], 3, 1.0);
    let scenes = scenes(of_backcast((&results.labels, &results.labels), &backcast));
    can_be_pointed_at(&scenes);
    let history = scene(&scenes, "backcast_history");
    let compared = backcast.history.iter().filter(|row| row.region.is_empty()).count();
    let values = || history.hints.iter().flat_map(|hint| &hint.values);
    assert_eq!(values().filter(|value| value.colour == Some(INK)).count(), compared);
    let given = values().filter(|value| value.name.starts_with("Given"));
    assert_eq!(given.count(), backcast.history.iter().filter(|row| row.role == Role::Input).count());
    let prices = scene(&scenes, "backcast_prices");
    assert_eq!(prices.hints.len(), 8);
    let first = backcast.history.iter().find(|row| !row.region.is_empty()).unwrap();
    let region = crate::tell::names::region(&results.labels, &first.region);
    let model = format!("{} USD/MWh", figures(first.model.unwrap()));
    assert_eq!(told(prices, &format!("{region}, {}", first.year), "Model"), model);
    let outlooks = scene(&scenes, "backcast_outlooks");
    let of_ai = |name: &str| known(name).filter(|quantity| matches!(quantity.driver, Driver::Ai(_)));
    let (mut lines, mut figures_told) = (0, 0);
    for line in &backcast.lines {
        let Some(quantity) = of_ai(&line.quantity) else { continue };
        let of_year = |row: &&crate::experiment::backcast::tables::PositionRow| {
            row.quantity == line.quantity && row.year == line.year
        };
        let heading = format!("{}, {}", quantity.title, line.year);
        let Some(hint) = outlooks.hints.iter().find(|hint| hint.heading == heading) else { continue };
        let said = if line.unit == "share" {
            format!("{}%", figures(100.0 * line.model))
        } else {
            format!("{} {}", figures(line.model), quantity.unit)
        };
        assert_eq!(hint.values[0].value, said, "{heading}");
        let rows: Vec<_> = backcast.outlooks.iter().filter(of_year).collect();
        assert_eq!(hint.values.len(), 1 + rows.len(), "{heading}");
        for (value, row) in hint.values[1..].iter().zip(&rows) {
            assert_eq!(value.name, row.publisher);
            assert!(value.value.contains(&format!("model {}", row.position)), "{value:?}");
        }
        lines += 1;
        figures_told += rows.len();
    }
    let drawn = backcast.outlooks.iter().filter(|row| of_ai(&row.quantity).is_some()).count();
    assert_eq!(figures_told, drawn, "all outlooks are told");
    assert!(lines > figures_told / 3, "{lines}");
}
