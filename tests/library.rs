//! The shipped scenarios: each can be argued with, none is forgotten.

use std::fs;

use gridbound::error::Problems;
use gridbound::experiment::sweep::read::read;
use gridbound::input::Folder;
use gridbound::load::{Library, load};
use gridbound::scenario::Scenario;
use gridbound::scenario::adjust::Adjust;

use crate::case::repository;

fn library() -> Library {
    Library {
        data: Folder::data(Some(&repository("data"))).unwrap(),
        scenarios: Folder::scenarios(Some(&repository("scenarios"))).unwrap(),
    }
}

fn names() -> Vec<String> {
    let files = library().scenarios.names(".toml");
    files.iter().map(|file| file.trim_end_matches(".toml").to_owned()).collect()
}

fn scenario(name: &str) -> Scenario {
    let mut problems = Problems::default();
    let read = Scenario::read(&library().scenarios, name, &[], &mut problems);
    read.unwrap_or_else(|| panic!("{name}: {problems:?}"))
}

/// Scenarios that are no variation of the baseline.
const APART: [&str; 9] = [
    "baseline",
    "baseline-yearly",
    "daily",
    "toy",
    "backcast",
    "power-only",
    "as-believed-2024",
    "slow-learners",
    "hedge-chips",
];

/// Scenarios that change no table: what differs is how far plans see, and what is believed.
const ROLLING: [&str; 2] = ["as-believed-2024", "slow-learners"];

#[test]
fn every_scenario_loads_without_a_warning_and_says_what_it_asks() {
    assert!(names().len() >= 24 + APART.len());
    for name in names() {
        let loaded = load(&library(), &name, &[]).unwrap_or_else(|fault| panic!("{name}: {fault}"));
        assert!(loaded.warnings.is_empty(), "{name}: {:?}", loaded.warnings);
        let sentences = loaded.scenario.description.matches(". ").count() + 1;
        assert!((2..=4).contains(&sentences), "{name}: {}", loaded.scenario.description);
        assert!(loaded.scenario.title.len() > 5, "{name}: {}", loaded.scenario.title);
        let changes = loaded.changes.iter().count();
        let unchanged = [&["baseline", "baseline-yearly", "daily", "toy", "hedge-chips"], &ROLLING[..]].concat();
        assert_eq!(changes > 0, !unchanged.contains(&name.as_str()), "{name}: {changes} changes");
        let foresight = &loaded.scenario.foresight;
        assert_eq!(loaded.scenario.hedge.is_some(), name == "hedge-chips", "{name}");
        let is_rolling = foresight.rolling.is_some() && !foresight.beliefs.is_empty();
        assert_eq!(is_rolling, ROLLING.contains(&name.as_str()), "{name}");
    }
}

#[test]
fn every_change_has_a_reason_and_a_source() {
    for name in names() {
        let scenario = scenario(&name);
        assert!(scenario.levers.is_empty(), "{name} turns levers, which cite no source");
        let believed = scenario.foresight.beliefs.iter().map(|belief| &belief.adjust);
        for Adjust { table, why, sources, place, .. } in scenario.adjusts.iter().chain(believed) {
            assert!(why.len() > 5 && !sources.is_empty(), "{}: {place:?}", table.value);
        }
    }
}

#[test]
fn history_is_left_alone_by_what_acts_on_tables_of_years() {
    for name in names().iter().filter(|name| !APART.contains(&name.as_str())) {
        let loaded = load(&library(), name, &[]).unwrap();
        for (table, row, column, _) in loaded.changes.iter().filter(|(table, ..)| *table != "scenario") {
            let data = loaded.dataset.table(table);
            // A series of one row holds for all years, 2025 too.
            let series = (0..data.len()).filter(|other| data.key_without_year(*other) == data.key_without_year(row));
            if data.schema.by_year() && series.count() > 1 {
                let year = data.number("year")[row];
                assert!(year > 2025.0, "{name} changes {table}.{column} of {}", data.key(row));
            }
        }
    }
}

#[test]
fn the_readme_and_the_sweep_of_the_library_name_every_scenario() {
    let readme = fs::read_to_string(repository("scenarios/README.md")).unwrap();
    let (sweep, warnings) = read(&library(), "library", &[]).unwrap();
    assert!(warnings.is_empty(), "{warnings:?}");
    let swept: Vec<&str> = sweep.scenarios.iter().map(|scenario| scenario.name.as_str()).collect();
    for name in names() {
        assert!(readme.contains(&format!("`{name}`")), "scenarios/README.md does not name {name}");
        let belongs = !APART[1..].contains(&name.as_str());
        assert_eq!(swept.contains(&name.as_str()), belongs, "{name} in scenarios/sweeps/library.toml");
    }
    for sweep in gridbound::scenario::sweep::titles(&library().scenarios) {
        assert!(readme.contains(&format!("`{}`", sweep.0)), "scenarios/README.md does not name the sweep {}", sweep.0);
    }
}

#[test]
fn energy_stress_takes_the_low_ends_of_the_build_limits() {
    let loaded = load(&library(), "energy-stress", &[]).unwrap();
    let limits = loaded.dataset.table("build_limits");
    let mut looked_at = 0;
    for (_, row, _, changed) in loaded.changes.iter().filter(|(table, ..)| *table == "build_limits") {
        assert_eq!(changed.new, limits.number("low")[row], "{}", limits.key(row));
        looked_at += 1;
    }
    assert!(looked_at > 100);
}
