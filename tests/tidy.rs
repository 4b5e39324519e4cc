//! The tree keeps its own rules: documents agree with code, files stay small, arrows point one way.

use std::fs;
use std::path::{Path, PathBuf};

use gridbound::program::{Quantity, Rule};
use gridbound::render::tables::{ALL, documentation};
use gridbound::units::Unit;

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

/// Structs of rows that are no table: figures to draw beside a run.
const NO_TABLE: &[&str] = &["OutlookRow"];

#[test]
fn a_table_is_its_row_struct_and_a_field_of_what_holds_it() {
    let listed: Vec<&str> = ALL.iter().copied().flatten().map(|table| table.about).collect();
    let declared: usize = sources().iter().map(|(_, text)| text.lines().filter(|line| *line == "row! {").count()).sum();
    assert_eq!(declared - NO_TABLE.len(), listed.len(), "each row struct is a table of one list");
    for (path, text) in sources() {
        for constant in ["HEADER", "ABOUT", "COLUMNS", "KEY"] {
            let by_hand = without_tests(&text).contains(&format!("Row::{constant}"));
            assert!(!by_hand, "{} lists a table by hand: Row::{constant}", path.display());
        }
    }
    let names: Vec<&str> = ALL.iter().copied().flatten().map(|table| table.name).collect();
    for name in &names {
        assert_eq!(names.iter().filter(|other| *other == name).count(), 1, "{name}");
    }
}

#[test]
fn the_list_of_tables_says_what_every_column_means() {
    let path = "outputs/TABLES.md";
    let wanted = documentation();
    if std::env::var_os("UPDATE").is_some() {
        return fs::write(path, &wanted).unwrap();
    }
    let written = fs::read_to_string(path).unwrap();
    assert!(written == wanted, "{path} is not up to date: UPDATE=1 cargo test --release tidy writes it");
}

#[test]
fn the_readme_of_datasets_lists_every_table_and_column() {
    let path = "data/README.md";
    let readme = fs::read_to_string(path).unwrap();
    let (before, list) = readme.split_once("| table | what it holds | keys |").unwrap();
    let (_, after) = list.split_once("\n\n").unwrap();
    let wanted = format!("{before}{}\n{after}", gridbound::input::documentation::documentation());
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

/// Columns of the tables of rolling foresight without a unit at their end.
const OF_FORESIGHT: &[&str] = &[
    "step",
    "view",
    "first_year",
    "last_year",
    "algorithm",
    "iterations",
    "relative_gap",
    "primal_residual",
    "dual_residual",
    "complementarity",
    "waits_for",
    // Words, and shares.
    "clock",
    "group",
    "compute_gain",
    // Amounts in the unit of the row.
    "ordered",
    "realised",
    "cancelled",
    "perfect",
    "lost",
];

/// Columns of the account of the economy without a unit at their end.
const OF_ECONOMY: &[&str] = &[
    // Words.
    "quintile",
    "regime",
    "agreement",
    "claim",
    "verdict",
    "flips",
    "statement",
    // In `unit`, which stands beside them.
    "central",
    "number",
    "threshold",
    // Times, counts and per cent.
    "size_factor",
    "iteration",
    "growth_pct",
    // Per billion USD, of which compute and GDP are in the names.
    "gap_busd",
    "compute_per_busd",
    "gdp_per_busd",
];

/// Columns of alternatives without a unit at their end: in `unit`, which stands beside them.
const OF_ALTERNATIVES: &[&str] = &["group", "optimum", "least", "most", "plan", "branch"];

#[test]
fn every_numeric_column_ends_with_its_unit() {
    // Ends that are of no unit of the list.
    const RATIOS: &[&str] = &["_per_year", "_usd_per_kw", "_per_mwh", "_per_kw_yr", "_mh100e_per_gw", "_musd_per_musd"];
    const WORDS: &[&str] = &[
        "caution",
        // Amounts in the unit of the row.
        "amount",
        "offered",
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
        "strength_at_end",
        "low",
        "high",
        "flip",
        "quantity",
        "quantity_at_flip",
        "smallest",
        "first",
    ];
    for table in ALL.iter().copied().flatten() {
        for (column, ..) in table.columns {
            let known = [
                WORDS,
                OF_SWEEPS,
                OF_BACKCAST,
                OF_COMPARISONS,
                OF_VERIFY,
                OF_THEMES,
                OF_ECONOMY,
                OF_ALTERNATIVES,
                OF_FORESIGHT,
            ]
            .concat()
            .contains(column)
                || Unit::of_output(column).is_some()
                || RATIOS.iter().any(|end| column.ends_with(end));
            assert!(known, "{}.{column} has no unit at its end", table.name);
        }
    }
}

/// All modules, each to the right of what it may use.
const ORDER: &[&str] = &[
    "named",
    "units",
    "error",
    "sets",
    "system",
    "program",
    "constraints",
    "parallel",
    "solve",
    "results",
    "input",
    "economy::names",
    "economy::parameters",
    "economy::complete",
    "economy::draws",
    "economy::financing",
    "scenario",
    "load",
    "provenance",
    "run",
    "experiment",
    "experiment::explain",
    "experiment::sweep",
    "experiment::compare",
    "experiment::backcast",
    "experiment::verify",
    "economy",
    "tell",
    "figures",
    "render",
    "documents",
    "store",
    "cli",
];

/// What a module leaves alone although it stands to its left.
const APART: &[(&str, &[&str])] = &[
    ("solve", &["system"]),
    ("experiment::compare", &["program::rows", "solve"]),
    (
        "experiment::backcast",
        &["input", "scenario", "program", "solve", "load", "run", "experiment::sweep", "experiment::compare"],
    ),
    ("experiment::verify", &["experiment::sweep", "experiment::compare", "experiment::backcast"]),
    ("figures", &["program::rows", "solve", "system", "input", "scenario", "load", "run"]),
];

/// Arrows that still point the wrong way: a file and what it uses. To be removed, not added to.
const EXCEPTIONS: &[(&str, &str)] = &[
    // Ranges of prices belong to one solution: their place is in results; a run that explains itself, to the right.
    ("model/run.rs", "experiment"),
];

/// The part of a file that is neither test nor comment.
fn code(text: &str) -> String {
    without_tests(text).lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

/// The paths of what a module's file uses of the model, without `crate::`: `a::b` and `a::c` for `crate::a::{b, c}`, and
/// `super::` followed upwards.
fn used(own: &str, code: &str) -> Vec<String> {
    fn expand(prefix: &str, rest: &str, found: &mut Vec<String>) {
        if let Some(group) = rest.strip_prefix('{') {
            let (mut depth, mut start) = (0, 0);
            for (at, letter) in group.char_indices() {
                match letter {
                    '{' => depth += 1,
                    '}' if depth > 0 => depth -= 1,
                    ',' | '}' if depth == 0 => {
                        expand(prefix, group[start..at].trim_start(), found);
                        start = at + 1;
                        if letter == '}' {
                            return;
                        }
                    }
                    _ => {}
                }
            }
            return;
        }
        let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
        let path = if prefix.is_empty() { rest[..end].to_owned() } else { format!("{prefix}::{}", &rest[..end]) };
        match rest[end..].strip_prefix("::") {
            Some(rest) => expand(&path, rest, found),
            None => found.push(path),
        }
    }
    let mut found = vec![];
    code.match_indices("crate::").for_each(|(at, word)| expand("", &code[at + word.len()..], &mut found));
    let starts = code.match_indices("super::").filter(|(at, _)| !code[..*at].ends_with("::"));
    for (at, _) in starts {
        let (mut module, mut rest) = (own.trim_end_matches("::mod"), &code[at..]);
        while let Some(above) = rest.strip_prefix("super::") {
            (module, rest) = (module.rsplit_once("::").map_or("", |(above, _)| above), above);
        }
        let mut above = vec![];
        expand(module, rest, &mut above);
        // A module within a file has what is above it there.
        found.extend(above.into_iter().filter(|path| place(path).is_some()));
    }
    found
}

/// Whether a path is a module or lies in it.
fn within(path: &str, module: &str) -> bool {
    path.strip_prefix(module).is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
}

/// Where a path stands in the order: at the longest module that it lies in.
fn place(path: &str) -> Option<usize> {
    let modules = ORDER.iter().enumerate().filter(|(_, module)| within(path, module));
    modules.max_by_key(|(_, module)| module.len()).map(|(place, _)| place)
}

#[test]
fn a_module_uses_only_what_stands_to_its_left() {
    let mut unused: Vec<_> = EXCEPTIONS.to_vec();
    for (path, text) in sources() {
        let shown = path.display().to_string();
        let own = shown.trim_start_matches("model/").trim_end_matches(".rs").replace('/', "::");
        if ["lib", "main"].contains(&own.as_str()) {
            continue;
        }
        let from = place(&own).unwrap_or_else(|| panic!("{shown} is in no module of the order"));
        for path in used(&own, &code(&text)) {
            let to = place(&path).unwrap_or_else(|| panic!("{shown} uses {path}, which is in no module of the order"));
            let is_exception = |(file, module): &(&str, &str)| *file == shown && within(&path, module);
            let apart = APART.iter().filter(|(module, _)| within(&own, module)).flat_map(|(_, names)| *names);
            if to > from && !within(ORDER[to], ORDER[from]) || apart.into_iter().any(|name| within(&path, name)) {
                assert!(EXCEPTIONS.iter().any(is_exception), "{shown} uses {path}, which stands to its right");
                unused.retain(|exception| !is_exception(exception));
            }
        }
    }
    assert!(unused.is_empty(), "these exceptions are none any more: {unused:?}");
}

#[test]
fn an_arrow_is_seen_in_groups_and_inside_code() {
    let text = "use crate::{sets::Year, system::{Life, time::annuity}};\nlet x = crate::cli::run();\n// crate::store";
    assert_eq!(used("a", &code(text)), ["sets::Year", "system::Life", "system::time::annuity", "cli::run"]);
    assert_eq!(used("input::b::mod", "use super::c; use super::super::cli::e;"), ["input::c", "cli::e"]);
    assert_eq!(used("store::b", "use super::{c, d}; use super::super::Within;"), ["store::c", "store::d"]);
}

/// What a head of a family says that agrees neither with the columns of the program nor with itself.
///
/// Its algebra may name variables with their indices, rules, and parameters that it defines itself or that the words
/// below name. Words in braces and single letters are free.
fn faults(head: &str) -> Vec<String> {
    const WORDS: &[&str] = &["sum", "max", "min", "sqrt", "inf", "maximise"];
    let Some((_, after)) = head.split_once("```text\n") else { return vec![] };
    let (algebra, prose) = after.split_once("```").unwrap();
    let bare = |name: &str| {
        let short = name.rsplit_once('_').filter(|(_, index)| index.len() < 2).map_or(name, |(name, _)| name);
        short.to_owned()
    };
    let mut known: Vec<String> = prose.split('`').skip(1).step_by(2).map(&bare).collect();
    known.extend(WORDS.iter().map(|&word| word.to_owned()));
    let mut faults = vec![];
    let mut text = String::new();
    for line in algebra.lines() {
        let start = line.split_whitespace().next().unwrap_or_default();
        if start.contains('.') {
            if !Rule::ALL.iter().any(|rule| rule.name() == start) {
                faults.push(format!("there is no rule {start}"));
            }
            text.push_str(&line.replacen(start, "", 1));
        } else {
            if line.contains("] =") || line.contains(") =") {
                known.extend(start.split('[').next().map(str::to_owned));
            }
            text.push_str(line);
        }
        text.push('\n');
    }
    while let Some((before, rest)) = text.split_once('{') {
        text = format!("{before}{}", rest.split_once('}').unwrap().1);
    }
    let mut rest = text.as_str();
    while let Some(start) = rest.find(|c: char| c.is_alphabetic() || c == '[') {
        rest = &rest[start..];
        if rest.starts_with('[') {
            rest = rest.split_once(']').unwrap().1;
            continue;
        }
        let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
        let (name, after) = (bare(&rest[..end]), &rest[end..]);
        rest = after;
        if let Some(quantity) = Quantity::ALL.iter().find(|quantity| quantity.name() == name) {
            let indices =
                after.strip_prefix('[').and_then(|rest| rest.split_once(']')).map_or("", |(inside, _)| inside);
            let indices: Vec<&str> =
                indices.split(',').map(|i| i.trim_end_matches("-1").trim_end_matches('\'')).collect();
            let fits = indices.len() == quantity.indices().len()
                && indices.iter().zip(quantity.indices()).all(|(index, set)| letters(set).contains(index));
            if !fits {
                faults.push(format!("{name}[{}] is no column", indices.join(",")));
            }
        } else if name.len() > 1 && !known.contains(&name) {
            faults.push(format!("{name} is neither variable nor parameter"));
        }
    }
    faults
}

/// How heads write a member of a set.
fn letters(set: &str) -> &'static [&'static str] {
    match set {
        "Region" => &["r"],
        "Year" => &["y"],
        "TimeSlice" => &["s"],
        "Technology" => &["g"],
        "Accelerator" => &["a"],
        "Cooling" => &["c"],
        "SiteClass" | "CurveTier" => &["k"],
        "SiteLife" => &["n"],
        "Link" => &["l"],
        "Direction" => &["+/-"],
        "bool" => &["ordinary", "peak", "day(s)"],
        "MaterialTier" | "CapitalTier" | "DemandTier" => &["j"],
        "Season" => &["h"],
        "Day" => &["d", "d(s)"],
        other => panic!("no letter stands for {other}"),
    }
}

/// The heads of the families: file and text.
fn heads() -> Vec<(String, String)> {
    let families = sources().into_iter().filter(|(path, _)| path.starts_with("model/constraints"));
    let head = |text: &str| {
        let lines = text.lines().map_while(|line| line.strip_prefix("//!"));
        lines.map(|line| line.strip_prefix(' ').unwrap_or(line)).collect::<Vec<_>>().join("\n")
    };
    families
        .map(|(path, text)| (path.display().to_string(), head(&text)))
        .filter(|(_, h)| h.contains("```text"))
        .collect()
}

#[test]
fn heads_of_families_name_columns_rules_and_parameters_as_they_are() {
    let heads = heads();
    for (file, head) in &heads {
        assert_eq!(faults(head), [""; 0], "{file}");
    }
    for rule in Rule::ALL {
        let stated = heads.iter().filter(|(_, head)| head.contains(&format!("\n{} ", rule.name()))).count();
        assert_eq!(stated, 1, "heads that state {}", rule.name());
    }
}

#[test]
fn a_head_that_drifted_is_found() {
    let faults = |algebra: &str| faults(&format!("```text\n{algebra}\n```\n`supply` of `cooling_supply.csv`"));
    assert_eq!(faults("cooling.supply [i,y] sum_{r, c on i} hall[r,n,c,y] <= supply[i](P(y))"), [""; 0]);
    let of_old = "cooling.supply [i,y] sum_{r, k, c on i} shell[r,k,c,y] <= supply[i](P(y))";
    assert_eq!(faults(of_old), ["shell[r,k,c,y] is no column"]);
    assert_eq!(
        faults("capital.budget [y] capex x shell"),
        ["capex is neither variable nor parameter", "shell[] is no column"]
    );
    assert_eq!(faults("capital.purse [y] supply[y] >= 0"), ["there is no rule capital.purse"]);
}

#[test]
fn heads_of_families_cite_sources_that_exist() {
    let sources = fs::read_to_string("data/us/sources.csv").unwrap();
    let known: Vec<&str> = sources.lines().filter_map(|line| line.split(',').next()).collect();
    for (file, head) in heads() {
        let cited = head.split_once("Sources: ").unwrap_or_else(|| panic!("{file} cites no sources")).1;
        for source in cited.split(';').next().unwrap().split('`').skip(1).step_by(2) {
            assert!(known.contains(&source), "{file} cites {source}, which is no row of sources.csv");
        }
    }
}

#[test]
fn only_one_file_names_rayon_and_only_the_ends_touch_files() {
    for (path, text) in sources() {
        let shown = path.display().to_string();
        assert!(shown == "model/parallel.rs" || !text.contains("use rayon"), "{shown} names rayon");
        let may = ["model/input/folder.rs", "model/store/folder.rs", "model/cli/new.rs"].contains(&shown.as_str());
        assert!(may || !without_tests(&text).contains("std::fs"), "{shown} touches files");
    }
}

#[test]
fn files_and_functions_stay_small() {
    const LINES: usize = 400;
    // Long because they are lists: tables of the schema, rows of the outputs, cells.
    const LISTS: &[&str] = &[
        "model/input/tables.rs",
        "model/results/tables.rs",
        "model/economy/tables.rs",
        "model/input/table.rs",
        "model/scenario/adjust.rs",
    ];
    for (path, text) in sources() {
        let shown = path.display().to_string();
        let lines = without_tests(&text).lines().count();
        assert!(lines <= LINES || LISTS.contains(&shown.as_str()), "{shown} has {lines} lines");
    }
}
