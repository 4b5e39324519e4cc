//! The tree keeps its own rules: documents agree with code, files stay small, arrows point one way.

use std::fs;
use std::path::{Path, PathBuf};

use gridbound::render::tables::{ALL_MEANINGS, documentation};

/// All source files of the model, with their text.
fn sources() -> Vec<(PathBuf, String)> {
    fn walk(folder: &Path, found: &mut Vec<(PathBuf, String)>) {
        for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
            let path = entry.path();
            if path.is_dir() {
                walk(&path, found);
            } else if path.extension().is_some_and(|e| e == "rs") {
                let text = fs::read_to_string(&path).unwrap();
                found.push((path, text));
            }
        }
    }
    let mut found = vec![];
    walk(Path::new("model"), &mut found);
    found.sort();
    found
}

/// The part of a file that is no test.
fn without_tests(text: &str) -> &str {
    text.split("#[cfg(test)]").next().unwrap()
}

#[test]
fn the_readme_of_outputs_says_what_every_column_means() {
    let path = "outputs/README.md";
    let readme = fs::read_to_string(path).unwrap();
    let start = readme.find("### `summary.csv`").unwrap_or(readme.len());
    let wanted = format!("{}{}", &readme[..start], documentation());
    if std::env::var_os("UPDATE").is_some() {
        return fs::write(path, &wanted).unwrap();
    }
    assert!(readme == wanted, "{path} is not up to date: UPDATE=1 cargo test --release tidy writes it");
}

/// Columns of the tables of sweeps without a unit at their end.
const OF_SWEEPS: &[&str] = &[
    // Names, verdicts and levels in words.
    "axis",
    "first",
    "axis_1",
    "axis_2",
    "narrow",
    "narrow_at_lowest",
    "narrow_at_highest",
    "narrow_changes",
    "level_at_lowest",
    "level_at_highest",
    "levels",
    "reading",
    "answer",
    "output",
    "end",
    "note",
    // Levels of axes, in the axis's unit, which stands beside them.
    "unit_1",
    "unit_2",
    "level_1",
    "level_2",
    "start_level_1",
    "start_level_2",
    "end_level_1",
    "end_level_2",
    // Numbers of scenarios, and how many there are.
    "start_scenario_1",
    "start_scenario_2",
    "end_scenario_1",
    "end_scenario_2",
    "counted",
    "samples",
    "left_out",
    // Per cent per per cent, and correlations.
    "compute_elasticity_1",
    "compute_elasticity_2",
    "objective_elasticity_1",
    "objective_elasticity_2",
    "prcc",
    "prcc_low",
    "prcc_high",
    // Amounts of what `quantity` and `output` name, with the unit at the end of that name.
    "p05",
    "p25",
    "p50",
    "p75",
    "p95",
    "mean",
    "base",
    "lowest",
    "highest",
];

/// Columns of the tables of `backcast` without a unit at their end.
const OF_BACKCAST: &[&str] = &[
    // Words.
    "publisher",
    "position",
    "envelope_position",
    "role",
    "definition",
    // Their unit stands beside them.
    "model",
    "published_low",
    "published_central",
    "published_high",
    "envelope_low",
    "envelope_high",
    "error",
    // Numbers of figures.
    "figures",
    "inside",
    "above",
    "below",
    "no_range",
];

/// Columns of the tables of comparisons without a unit at their end.
const OF_COMPARISONS: &[&str] = &[
    // Names, words and reasons.
    "scenario_a",
    "scenario_b",
    "row_in",
    "word",
    "word_a",
    "word_b",
    "why_a",
    "why_b",
    "sources",
    "verdicts",
    "narrow_changes",
    "broad",
    "broad_changes",
    "in_words",
    // Amounts of what `column` and `quantity` name, whose unit is at the end of that name or in `unit`; shares of them.
    "value",
    "value_a",
    "value_b",
    "difference",
    "relative",
    "ratio",
];

/// Columns of the tables of `verify` without a unit at their end.
const OF_VERIFY: &[&str] = &[
    // Words.
    "case",
    "check",
    "states",
    "solver",
    "status",
    "passed",
    // In `unit`, which stands beside them.
    "expected",
    "found",
    // Relative.
    "difference",
    "tolerance",
    "primal",
    "dual",
    "complementarity",
    "gap",
    // Seconds.
    "seconds",
];

/// Columns of themes without a unit at their end: names, places, and the best unit with its price, whose unit stands beside it.
const OF_THEMES: &[&str] = &[
    "theme",
    "part_of",
    "things",
    "rank_per_cost",
    "rank_per_gw",
    "best_item",
    "best_region",
    "best_year",
    "best_price",
    "best_price_of_more",
    "best_price_unit",
    "best_validity",
];

#[test]
fn every_numeric_column_ends_with_its_unit() {
    const UNITS: &[&str] = &[
        "_gw",
        "_twh",
        "_h",
        "_mt",
        "_musd",
        "_mh100e",
        "_thousand",
        "_units",
        "_million_m3",
        "_fraction",
        "_share",
        "_per_year",
        "_per_mwh",
        "_per_kw_yr",
        "_musd_per_unit",
        "_mh100e_per_gw",
        "_musd_per_musd",
    ];
    const WORDS: &[&str] = &[
        "scenario",
        "region",
        "year",
        "slice",
        "technology",
        "location",
        "kind",
        "fuel",
        "flow",
        "item",
        "name",
        "asset",
        "family",
        "rule",
        "unit",
        "price_unit",
        "binding",
        "material",
        "used_in",
        "tier",
        "account",
        "table",
        "key",
        "column",
        "why",
        "source",
        "accelerator",
        "site_class",
        "cooling",
        "first_bottleneck",
        "second_bottleneck",
        // Their unit stands beside them, in `unit` and `price_unit`, or in the column that they are about.
        "limit",
        "used",
        "slack",
        "price",
        "old",
        "new",
        "valid_from",
        "valid_to",
        "price_of_less",
        "price_of_more",
        "validity",
        "part",
        "elasticity",
        "mode",
        "step",
        "title",
        "within_range",
        "rank",
        "rung",
        "next",
        "lifted",
        "leader",
        "lever",
        "pair",
        "measure",
        "leader_at_low",
        "leader_at_high",
        "leader_beyond",
        "quantity_unit",
        // Strengths of levers, in the lever's `unit`, and what they move, in `quantity_unit`.
        "strength",
        "low",
        "high",
        "flip",
        "quantity",
        "quantity_at_flip",
        "smallest",
        "first",
    ];
    for (table, (_, columns)) in ALL_MEANINGS.iter().copied().flatten() {
        for (column, _) in *columns {
            let known = [WORDS, OF_SWEEPS, OF_BACKCAST, OF_COMPARISONS, OF_VERIFY, OF_THEMES].concat().contains(column)
                || UNITS.iter().any(|unit| column.ends_with(unit));
            assert!(known, "{table}.{column} has no unit at its end");
        }
    }
}

#[test]
fn a_module_uses_only_what_stands_to_its_left() {
    // Folder, and what its files may not use.
    const FORBIDDEN: &[(&str, &[&str])] = &[
        (
            "system",
            &[
                "input",
                "scenario",
                "program",
                "constraints",
                "solve",
                "results",
                "experiment",
                "tell",
                "figures",
                "documents",
                "render",
                "store",
                "cli",
                "load",
                "run",
            ],
        ),
        (
            "program",
            &[
                "input",
                "scenario",
                "solve",
                "results",
                "experiment",
                "tell",
                "figures",
                "documents",
                "render",
                "store",
                "cli",
                "load",
                "run",
            ],
        ),
        (
            "constraints",
            &[
                "input",
                "scenario",
                "solve",
                "results",
                "experiment",
                "tell",
                "figures",
                "documents",
                "render",
                "store",
                "cli",
                "load",
                "run",
            ],
        ),
        (
            "solve",
            &[
                "input",
                "scenario",
                "system",
                "results",
                "experiment",
                "tell",
                "figures",
                "documents",
                "render",
                "store",
                "cli",
                "load",
                "run",
            ],
        ),
        (
            "results",
            &[
                "input",
                "scenario",
                "experiment",
                "tell",
                "figures",
                "documents",
                "render",
                "store",
                "cli",
                "load",
                "run",
            ],
        ),
        (
            "experiment/explain",
            &[
                "experiment::compare",
                "experiment::backcast",
                "experiment::verify",
                "tell",
                "figures",
                "documents",
                "render",
                "store",
                "cli",
            ],
        ),
        (
            "experiment/sweep",
            &[
                "experiment::compare",
                "experiment::backcast",
                "experiment::verify",
                "tell",
                "figures",
                "documents",
                "render",
                "store",
                "cli",
            ],
        ),
        (
            "experiment/compare",
            &[
                "program::rows",
                "solve",
                "experiment::backcast",
                "experiment::verify",
                "tell",
                "figures",
                "documents",
                "render",
                "store",
                "cli",
            ],
        ),
        (
            "experiment/backcast",
            &[
                "input",
                "scenario",
                "program",
                "solve",
                "experiment::compare",
                "experiment::verify",
                "tell",
                "figures",
                "documents",
                "render",
                "store",
                "cli",
                "load",
                "run",
            ],
        ),
        (
            "experiment/verify",
            &[
                "experiment::compare",
                "experiment::backcast",
                "tell",
                "figures",
                "documents",
                "render",
                "store",
                "cli",
                "experiment::sweep",
            ],
        ),
        (
            "tell",
            &[
                "program::rows",
                "solve",
                "system",
                "input",
                "cli",
                "load",
                "run",
                "render",
                "figures",
                "documents",
                "store",
            ],
        ),
        (
            "figures",
            &[
                "program::rows",
                "solve",
                "system",
                "input",
                "scenario",
                "cli",
                "load",
                "run",
                "render",
                "documents",
                "store",
            ],
        ),
        ("render", &["cli", "documents", "store"]),
        ("documents", &["cli", "store"]),
        ("store", &["cli"]),
    ];
    for (path, text) in sources() {
        let shown = path.display().to_string();
        for (folder, names) in FORBIDDEN.iter().filter(|(folder, _)| shown.starts_with(&format!("model/{folder}/"))) {
            for name in *names {
                let used = without_tests(&text).contains(&format!("use crate::{name}"));
                assert!(!used, "{shown} is in {folder} and uses {name}");
            }
        }
    }
}

#[test]
fn only_one_file_names_rayon_and_only_the_ends_touch_files() {
    for (path, text) in sources() {
        let shown = path.display().to_string();
        assert!(shown == "model/experiment/parallel.rs" || !text.contains("use rayon"), "{shown} names rayon");
        let may = ["model/input/folder.rs", "model/store/folder.rs", "model/cli/new.rs"].contains(&shown.as_str());
        assert!(may || !without_tests(&text).contains("std::fs"), "{shown} touches files");
    }
}

#[test]
fn files_and_functions_stay_small() {
    const LINES: usize = 400;
    // Long because they are lists: tables of the schema, columns of the program, rows of the outputs, cells.
    const LISTS: &[&str] = &[
        "model/input/schema.rs",
        "model/program/variables.rs",
        "model/results/tables.rs",
        "model/input/table.rs",
        "model/scenario/adjust.rs",
    ];
    for (path, text) in sources() {
        let shown = path.display().to_string();
        let lines = without_tests(&text).lines().count();
        assert!(lines <= LINES || LISTS.contains(&shown.as_str()), "{shown} has {lines} lines");
    }
}
