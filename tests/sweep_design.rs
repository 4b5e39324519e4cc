//! Sweep files become designs: exact points, even strata, reached correlations, and every fault in words.

use std::borrow::Cow;
use std::collections::BTreeSet;

use gridbound::error::{Problem, Problems, Severity};
use gridbound::experiment::variant::Variant;
use gridbound::input::Folder;
use gridbound::input::schema::main_column;
use gridbound::input::tables::TABLES;
use gridbound::load::{self, Library};
use gridbound::scenario::sweep::{
    Axis, Design, Level, Mode, Range, SweepFile, Target, Verdicts, design, move_range, titles,
};
use proptest::prelude::*;
use statrs::distribution::{ContinuousCDF, Normal};

use crate::bad_input::{changes, mutated};
use crate::case::{Case, assert_close, repository};

/// What every sweep file of these tests starts with, five lines.
fn head(mode: &str) -> String {
    let drawn = if mode == "latin-hypercube" { "samples = 40\nseed = 7\n" } else { "\n\n" };
    format!("name = \"s\"\ntitle = \"S\"\nbase = \"toy\"\nmode = \"{mode}\"\n{drawn}")
}

fn with_sweep(case: &Case, text: &str) {
    std::fs::create_dir_all(case.path().join("scenarios/sweeps")).unwrap();
    case.write("scenarios/sweeps/s.toml", text);
}

fn read(case: &Case) -> (Option<SweepFile>, Problems) {
    let mut problems = Problems::default();
    let file = SweepFile::read(&case.library().scenarios, "s", &mut problems);
    (file, problems)
}

/// The design of a sweep of the case, and what is said about it.
fn try_design(case: &Case, text: &str) -> (Option<Design>, Problems) {
    with_sweep(case, text);
    let (file, mut problems) = read(case);
    let loaded = case.load();
    let found = file.and_then(|file| design(&file, &loaded.base(), &mut problems));
    assert_eq!(found.is_none(), problems.stop());
    (found, problems)
}

fn drawn(text: &str) -> Design {
    let (design, problems) = try_design(&Case::toy(), text);
    assert!(problems.0.is_empty(), "{:?}", lines(&problems.0, ""));
    design.unwrap()
}

fn lines(problems: &[Problem], root: &str) -> Vec<String> {
    let line = |p: &Problem| match &p.hint {
        Some(hint) => format!("{p} | {hint}"),
        None => p.to_string(),
    };
    problems.iter().map(|p| line(p).replace(root, "")).collect()
}

fn said_of(case: &Case, text: &str) -> Vec<String> {
    let (_, problems) = try_design(case, text);
    lines(&problems.0, &format!("{}/", case.path().display()))
}

fn numbers(design: &Design) -> Vec<Vec<f64>> {
    let number = |level: &Level| match level {
        Level::Number(number) => *number,
        Level::Name(name) => panic!("{name} is no number"),
    };
    design.points.iter().map(|point| point.iter().map(number).collect()).collect()
}

fn column(design: &Design, axis: usize) -> Vec<f64> {
    numbers(design).into_iter().map(|point| point[axis]).collect()
}

fn names(axes: &[Axis]) -> Vec<&str> {
    axes.iter().map(|axis| axis.name.as_str()).collect()
}

/// Mode, what follows the head from line 7 on, and what must be said of it, after the file's name: message | hint.
const BAD: &[(&str, &str, &[&str])] = &[
    // file
    (
        "grid",
        "",
        &["1:1: this sweep has no axis | write one or more [[axis]], or axes = \"all-levers\" or \"all-ranges\""],
    ),
    (
        "grid",
        "axes = \"all-lever\"\n",
        &["7:8: axes is \"all-lever\"; expected all-ranges or all-levers | did you mean \"all-levers\"?"],
    ),
    ("grid", "axes = 3\n", &["7:8: axes is 3; expected all-ranges or all-levers"]),
    (
        "grid",
        "axes = \"all-levers\"\n",
        &["7:8: mode grid needs the levels of every axis | all axes at once go with latin-hypercube or one-at-a-time"],
    ),
    (
        "list",
        "axes = \"all-ranges\"\n",
        &["7:8: mode list needs the levels of every axis | all axes at once go with latin-hypercube or one-at-a-time"],
    ),
    (
        "one-at-a-time",
        "axes = \"all-levers\"\n[[axis]]\nlever = \"chips\"\nvalues = [1, 2]\n",
        &[
            "7:8: a sweep has axes or [[axis]], not both | write one or more [[axis]], or axes = \"all-levers\" or \"all-ranges\"",
        ],
    ),
    ("grid", "axis = 3\n", &["7:8: axis is 3; expected one or more [[axis]]"]),
    ("grid", "axis = []\n", &["7:8: axis is a list; expected one or more [[axis]]"]),
    ("grid", "axis = [3]\n", &["7:9: an axis is a table, as in [[axis]]"]),
    (
        "grid",
        "sample = 3\n[[axis]]\nlever = \"chips\"\nvalues = [1, 2]\n",
        &["7:1: unknown key \"sample\" | did you mean \"samples\"?"],
    ),
    (
        "grid",
        "samples = 3\n[[axis]]\nlever = \"chips\"\nvalues = [1, 2]\n",
        &["7:1: samples has no effect in mode grid"],
    ),
    ("list", "seed = 3\n[[axis]]\nlever = \"chips\"\nvalues = [1, 2]\n", &["7:1: seed has no effect in mode list"]),
    (
        "grid",
        "verdicts = \"resolved\"\n[[axis]]\nlever = \"chips\"\nvalues = [1, 2]\n",
        &["7:12: verdicts is \"resolved\"; expected re-solved or prices | did you mean \"re-solved\"?"],
    ),
    (
        "grid",
        "verdicts = true\n[[axis]]\nlever = \"chips\"\nvalues = [1, 2]\n",
        &["7:12: verdicts is true or false; expected re-solved or prices"],
    ),
    (
        "grid",
        "[[axis]]\nlever = \"chips\"\nvalues = [1, 2]\n[[correlation]]\nbetween = [\"chips\", \"demand\"]\nvalue = 0.5\n",
        &["10:3: correlation has no effect in mode grid"],
    ),
    (
        "gird",
        "[[axis]]\nlever = \"chips\"\nvalues = [1, 2]\n",
        &["4:8: mode is \"gird\"; expected grid, list, latin-hypercube or one-at-a-time | did you mean \"grid\"?"],
    ),
    // axis
    (
        "grid",
        "[[axis]]\nvalues = [1]\n",
        &["7:1: an axis has exactly one of lever, field, scenarios, table; this one has 0"],
    ),
    (
        "grid",
        "[[axis]]\nlever = \"chips\"\nfield = \"finance.discount_rate\"\nvalues = [1]\n",
        &["7:1: an axis has exactly one of lever, field, scenarios, table; this one has 2"],
    ),
    ("grid", "[[axis]]\nlever = 3\nvalues = [1]\n", &["8:9: axis.lever is 3; expected text in quotes"]),
    (
        "grid",
        "[[axis]]\nlever = \"chip\"\nvalues = [1]\n",
        &["8:9: dataset toy has no lever \"chip\" | did you mean \"chips\"?"],
    ),
    (
        "grid",
        "[[axis]]\nlever = \"finance.discount_rate\"\nvalues = [0.1]\n",
        &[
            "8:9: dataset toy has no lever \"finance.discount_rate\" | for a number of the scenario write field = \"finance.discount_rate\"",
        ],
    ),
    (
        "grid",
        "[[axis]]\nfield = \"finance.discount_rat\"\nvalues = [0.1]\n",
        &["8:9: a scenario has no number \"finance.discount_rat\" | did you mean \"finance.discount_rate\"?"],
    ),
    (
        "grid",
        "[[axis]]\nfield = \"chips\"\nvalues = [0.1]\n",
        &["8:9: a scenario has no number \"chips\" | for a lever write lever = \"chips\""],
    ),
    (
        "grid",
        "[[axis]]\nfield = \"finance.discount_rate\"\nvalues = [0.1, 7]\n",
        &["9:10: finance.discount_rate is 7; expected a fraction from 0 to 1"],
    ),
    (
        "latin-hypercube",
        "[[axis]]\nfield = \"adequacy.price\"\nrange = [-1, 7]\n",
        &["9:9: adequacy.price is -1; expected a number that is not negative"],
    ),
    (
        "grid",
        "[[axis]]\nlever = \"chips\"\nvalue = [1]\n",
        &["9:1: unknown key \"axis.value\" | did you mean \"values\"?"],
    ),
    (
        "grid",
        "[[axis]]\nlever = \"chips\"\nwhere = { fuel = \"gas\" }\nvalues = [1]\n",
        &["9:9: where goes with table"],
    ),
    (
        "grid",
        "[[axis]]\nname = \"my chips\"\nlever = \"chips\"\nvalues = [1]\n",
        &["8:8: \"my chips\" cannot be the name of an axis | use letters, digits, -, _ and points"],
    ),
    (
        "grid",
        "[[axis]]\nname = \"status\"\nlever = \"chips\"\nvalues = [1]\n",
        &["8:8: the results have a column \"status\" already | give the axis another name"],
    ),
    (
        "grid",
        "[[axis]]\nlever = \"chips\"\nvalues = [1, 2]\n[[axis]]\nlever = \"chips\"\nvalues = [1, 2]\n",
        &["10:1: a second axis turns what chips turns"],
    ),
    (
        "grid",
        "[[axis]]\nlever = \"chips\"\nvalues = [1, 2]\n[[axis]]\nname = \"more\"\nlever = \"chips\"\nvalues = [3]\n",
        &["10:1: a second axis turns what more turns"],
    ),
    (
        "grid",
        "[[axis]]\nlever = \"chips\"\nvalues = [1, 2]\n[[axis]]\nname = \"chips\"\nlever = \"demand\"\nvalues = [3]\n",
        &["10:1: a second axis has the name \"chips\" | give one of them another, with name = \"...\""],
    ),
    (
        "grid",
        "[[axis]]\nscenarios = [\"toy\"]\n[[axis]]\nscenarios = [\"x\"]\n",
        &["9:1: a second axis turns what base_scenario turns"],
    ),
    // levels
    (
        "grid",
        "[[axis]]\nlever = \"chips\"\n",
        &["7:1: axis chips has no levels | give values = [0.5, 1, 2], or range = [0.5, 2] with steps = 4"],
    ),
    (
        "list",
        "[[axis]]\nlever = \"chips\"\nrange = [1, 2]\n",
        &["7:1: axis chips has no levels | give values = [0.5, 1, 2], or range = [0.5, 2] with steps = 4"],
    ),
    (
        "one-at-a-time",
        "[[axis]]\nfield = \"finance.discount_rate\"\n",
        &[
            "7:1: axis finance.discount_rate has no levels | give values = [0.5, 1, 2], or range = [0.5, 2] with steps = 4",
        ],
    ),
    (
        "grid",
        "[[axis]]\nlever = \"chips\"\nvalues = []\n",
        &["9:10: axis.values is an empty list; expected one or more numbers, as in [0.5, 1, 2]"],
    ),
    (
        "grid",
        "[[axis]]\nlever = \"chips\"\nvalues = 3\n",
        &["9:10: axis.values is 3; expected one or more numbers, as in [0.5, 1, 2]"],
    ),
    (
        "grid",
        "[[axis]]\nlever = \"chips\"\nvalues = [1, \"two\"]\n",
        &["9:14: axis.values is \"two\"; expected a number"],
    ),
    ("grid", "[[axis]]\nlever = \"chips\"\nvalues = [1, inf]\n", &["9:14: axis.values is inf; expected a number"]),
    ("grid", "[[axis]]\nlever = \"chips\"\nvalues = [1, 2, 1]\n", &["9:10: 1 stands twice in values"]),
    (
        "grid",
        "[[axis]]\nlever = \"chips\"\nvalues = [1, 2]\nrange = [1, 2]\n",
        &["9:10: an axis has values or range, not both"],
    ),
    ("grid", "[[axis]]\nlever = \"chips\"\nvalues = [1, 2]\nsteps = 3\n", &["10:9: steps goes with range"]),
    (
        "grid",
        "[[axis]]\nlever = \"chips\"\nvalues = [1, 2]\nspacing = \"geometric\"\n",
        &["10:11: spacing goes with range"],
    ),
    (
        "grid",
        "[[axis]]\nlever = \"chips\"\nrange = [2, 1]\nsteps = 3\n",
        &["9:9: axis.range is [2, 1]; expected a low and a higher number, as in [0.5, 2]"],
    ),
    (
        "grid",
        "[[axis]]\nlever = \"chips\"\nrange = [1, 2, 3]\nsteps = 3\n",
        &["9:9: axis.range is [1, 2, 3]; expected a low and a higher number, as in [0.5, 2]"],
    ),
    (
        "grid",
        "[[axis]]\nlever = \"chips\"\nrange = \"wide\"\nsteps = 3\n",
        &["9:9: axis.range is \"wide\"; expected a low and a higher number, as in [0.5, 2]"],
    ),
    (
        "grid",
        "[[axis]]\nlever = \"chips\"\nrange = [1, 2]\nsteps = 1\n",
        &["10:9: axis.steps is 1; expected a whole number from 2 to 1000000"],
    ),
    (
        "grid",
        "[[axis]]\nlever = \"chips\"\nrange = [1, 2]\nsteps = 2.5\n",
        &["10:9: axis.steps is 2.5; expected a whole number from 2 to 1000000"],
    ),
    (
        "grid",
        "[[axis]]\nlever = \"chips\"\nrange = [0, 2]\nsteps = 3\nspacing = \"geometric\"\n",
        &["11:11: the range starts at 0; geometric steps need one above 0"],
    ),
    (
        "grid",
        "[[axis]]\nlever = \"chips\"\nrange = [1, 2]\nsteps = 3\nspacing = \"log\"\n",
        &["11:11: axis.spacing is \"log\"; expected even or geometric"],
    ),
    (
        "one-at-a-time",
        "[[axis]]\nlever = \"chips\"\nrange = [1, 2]\nspacing = \"even\"\n",
        &["10:11: spacing goes with steps"],
    ),
    (
        "grid",
        "[[axis]]\nlever = \"chips\"\nvalues = [1]\ndistribution = \"uniform\"\n",
        &["10:16: distribution has no effect in mode grid"],
    ),
    ("list", "[[axis]]\nlever = \"chips\"\nvalues = [1]\npeak = 1\n", &["10:8: peak has no effect in mode list"]),
    (
        "list",
        "[[axis]]\nlever = \"chips\"\nvalues = [1, 2]\n[[axis]]\nlever = \"demand\"\nvalues = [1, 2, 3]\n",
        &["10:1: axis chips has 2 levels, but axis demand has 3 | in a list all axes have the same number of levels"],
    ),
    (
        "list",
        "[[axis]]\nlever = \"chips\"\nvalues = [1, 2]\n[[axis]]\nscenarios = [\"toy\"]\n",
        &[
            "10:1: axis chips has 2 levels, but axis base_scenario has 1 | in a list all axes have the same number of levels",
        ],
    ),
    (
        "one-at-a-time",
        "[[axis]]\nlever = \"chips\"\nvalues = [1]\n",
        &["7:1: axis chips has no level but the base's: it does nothing"],
    ),
    (
        "grid",
        "[[axis]]\nlever = \"chips\"\nrange = [0, 1]\nsteps = 1001\n[[axis]]\nlever = \"demand\"\nrange = [0, 1]\nsteps = 1001\n",
        &[" this grid has 1002001 scenarios; at most 1000000 | give fewer levels, or draw samples by latin-hypercube"],
    ),
    // scenarios
    (
        "grid",
        "[[axis]]\nscenarios = \"toy\"\n",
        &["8:13: axis.scenarios is \"toy\"; expected one or more names in quotes, as in [\"baseline\"]"],
    ),
    (
        "grid",
        "[[axis]]\nscenarios = []\n",
        &["8:13: axis.scenarios is a list; expected one or more names in quotes, as in [\"baseline\"]"],
    ),
    (
        "grid",
        "[[axis]]\nscenarios = [\"toy\", 3]\n",
        &["8:13: axis.scenarios is a list; expected one or more names in quotes, as in [\"baseline\"]"],
    ),
    ("grid", "[[axis]]\nscenarios = [\"toy\", \"toy\"]\n", &["8:21: scenario \"toy\" stands twice"]),
    (
        "grid",
        "[[axis]]\nscenarios = [\"toy\"]\nvalues = [1]\n",
        &["9:10: an axis of scenarios takes no values | the names are its levels"],
    ),
    (
        "latin-hypercube",
        "[[axis]]\nscenarios = [\"toy\"]\n",
        &["7:1: latin-hypercube draws numbers, not scenarios | name scenarios in a grid, a list or one at a time"],
    ),
    // tables
    (
        "grid",
        "[[axis]]\ntable = \"fuel_price\"\nvalues = [1]\n",
        &["8:9: there is no table \"fuel_price\" | did you mean \"fuel_prices\"?"],
    ),
    (
        "grid",
        "[[axis]]\ntable = \"calibration\"\nvalues = [1]\n",
        &["8:9: the program does not read ranges of calibration | leave this axis out"],
    ),
    (
        "grid",
        "[[axis]]\ntable = \"sources\"\nvalues = [1]\n",
        &["8:9: the program does not read ranges of sources | leave this axis out"],
    ),
    (
        "grid",
        "[[axis]]\ntable = \"water\"\nvalues = [1]\n",
        &["8:9: no row of water that is meant here has both a low and a high | there is nothing to move between"],
    ),
    (
        "grid",
        "[[axis]]\ntable = \"fuel_prices\"\nwhere = { year = \"2026\" }\nvalues = [1]\n",
        &["9:11: where names \"year\", which is no name column of fuel_prices | name columns: fuel, region"],
    ),
    (
        "grid",
        "[[axis]]\ntable = \"fuel_prices\"\nwhere = { fuel = \"gass\" }\nvalues = [1]\n",
        &["9:18: no row of fuel_prices has fuel \"gass\" | did you mean \"gas\"?"],
    ),
    (
        "grid",
        "[[axis]]\ntable = \"fuel_prices\"\nwhere = { fuel = 3 }\nvalues = [1]\n",
        &["9:18: where is columns with a name or a list of names, as in { region = [\"PJM\", \"MISO\"] }"],
    ),
    (
        "grid",
        "[[axis]]\ntable = \"fuel_prices\"\nwhere = 3\nvalues = [1]\n",
        &["9:9: where is columns with a name or a list of names, as in { region = [\"PJM\", \"MISO\"] }"],
    ),
    (
        "grid",
        "[[axis]]\ntable = \"fuel_prices\"\nvalues = [-1, 1.5]\n",
        &["9:10: a level is 1.5; levels of a table run from -1 to 1 | -1 is low, 0 the value itself, 1 high"],
    ),
    (
        "grid",
        "[[axis]]\ntable = \"fuel_prices\"\nvalues = [1]\n[[axis]]\ntable = \"fuel_prices\"\nwhere = { fuel = [\"gas\"] }\nvalues = [1]\n",
        &[
            "10:1: fuel_prices.gas and fuel_prices both move gas, all, 2026 of fuel_prices | each row can belong to one axis",
        ],
    ),
    // samples
    (
        "latin-hypercube",
        "[[axis]]\nlever = \"chips\"\nvalues = [1, 2]\n",
        &["9:10: latin-hypercube draws levels and takes no values | give range = [low, high]"],
    ),
    (
        "latin-hypercube",
        "[[axis]]\nlever = \"chips\"\nrange = [1, 2]\nsteps = 3\n",
        &["10:9: steps has no effect in mode latin-hypercube"],
    ),
    (
        "latin-hypercube",
        "[[axis]]\nlever = \"chips\"\nspacing = \"even\"\n",
        &["9:11: spacing has no effect in mode latin-hypercube"],
    ),
    (
        "latin-hypercube",
        "[[axis]]\nfield = \"finance.discount_rate\"\n",
        &["8:9: finance.discount_rate has no range of its own | give range = [low, high]"],
    ),
    (
        "latin-hypercube",
        "[[axis]]\nlever = \"chips\"\ndistribution = \"normal\"\n",
        &[
            "9:16: axis.distribution is \"normal\"; expected uniform, triangular or lognormal | did you mean \"lognormal\"?",
        ],
    ),
    (
        "latin-hypercube",
        "[[axis]]\nlever = \"chips\"\ndistribution = \"uniform\"\npeak = 1\n",
        &["10:8: only a triangular distribution has a peak"],
    ),
    (
        "latin-hypercube",
        "[[axis]]\nlever = \"chips\"\npeak = 7\n",
        &["9:8: the peak is 7, outside the range from 0.5 to 2"],
    ),
    (
        "latin-hypercube",
        "[[axis]]\nlever = \"chips\"\nrange = [0, 2]\ndistribution = \"lognormal\"\n",
        &["9:9: the range starts at 0; lognormal needs one above 0"],
    ),
    (
        "latin-hypercube",
        "[[axis]]\nlever = \"chip_delay\"\ndistribution = \"lognormal\"\n",
        &["9:16: the lever's own range starts at 0; lognormal needs one above 0 | give range = [low, high]"],
    ),
    (
        "latin-hypercube",
        "[[axis]]\ntable = \"demand\"\ndistribution = \"lognormal\"\n",
        &["9:16: levels of a table cannot be lognormal: they end at -1 and 1 | use triangular or uniform"],
    ),
    // correlations
    (
        "latin-hypercube",
        "correlation = 3\n[[axis]]\nlever = \"chips\"\n[[axis]]\nlever = \"demand\"\n[[axis]]\nlever = \"siting\"\n",
        &["7:15: correlation is 3; expected one or more [[correlation]]"],
    ),
    (
        "latin-hypercube",
        "correlation = [3]\n[[axis]]\nlever = \"chips\"\n[[axis]]\nlever = \"demand\"\n[[axis]]\nlever = \"siting\"\n",
        &["7:16: a correlation is a table, as in [[correlation]]"],
    ),
    (
        "latin-hypercube",
        "[[axis]]\nlever = \"chips\"\n[[axis]]\nlever = \"demand\"\n[[axis]]\nlever = \"siting\"\n[[correlation]]\nvalue = 0.5\n",
        &["13:1: \"correlation.between\" is missing"],
    ),
    (
        "latin-hypercube",
        "[[axis]]\nlever = \"chips\"\n[[axis]]\nlever = \"demand\"\n[[axis]]\nlever = \"siting\"\n[[correlation]]\nbetween = [\"chips\", \"demand\"]\n",
        &["13:1: \"correlation.value\" is missing"],
    ),
    (
        "latin-hypercube",
        "[[axis]]\nlever = \"chips\"\n[[axis]]\nlever = \"demand\"\n[[axis]]\nlever = \"siting\"\n[[correlation]]\nbetween = [\"chips\"]\nvalue = 0.5\n",
        &["14:11: correlation.between is a list; expected the names of two axes, as in [\"chips\", \"demand\"]"],
    ),
    (
        "latin-hypercube",
        "[[axis]]\nlever = \"chips\"\n[[axis]]\nlever = \"demand\"\n[[axis]]\nlever = \"siting\"\n[[correlation]]\nbetween = [\"chips\", \"chips\"]\nvalue = 0.5\n",
        &["14:11: correlation.between is a list; expected the names of two axes, as in [\"chips\", \"demand\"]"],
    ),
    (
        "latin-hypercube",
        "[[axis]]\nlever = \"chips\"\n[[axis]]\nlever = \"demand\"\n[[axis]]\nlever = \"siting\"\n[[correlation]]\nbetween = [\"chips\", \"demand\"]\nvalue = 1\n",
        &[
            "15:9: correlation.value is 1; expected a number above -1 and below 1 | for what moves as one, turn one lever",
        ],
    ),
    (
        "latin-hypercube",
        "[[axis]]\nlever = \"chips\"\n[[axis]]\nlever = \"demand\"\n[[axis]]\nlever = \"siting\"\n[[correlation]]\nbetween = [\"chips\", \"demnd\"]\nvalue = 0.5\n",
        &["14:21: there is no axis \"demnd\" | did you mean \"demand\"?"],
    ),
    (
        "latin-hypercube",
        "[[axis]]\nlever = \"chips\"\n[[axis]]\nlever = \"demand\"\n[[axis]]\nlever = \"siting\"\n[[correlation]]\nbetween = [\"chips\", \"demand\"]\nvalue = 0.5\n[[correlation]]\nbetween = [\"demand\", \"chips\"]\nvalue = 0.4\n",
        &["16:1: a second correlation between chips and demand"],
    ),
    (
        "latin-hypercube",
        "[[axis]]\nlever = \"chips\"\n[[axis]]\nlever = \"demand\"\n[[axis]]\nlever = \"siting\"\n[[correlation]]\nbetween = [\"chips\", \"demand\"]\nvalue = 0.9\n[[correlation]]\nbetween = [\"demand\", \"siting\"]\nvalue = 0.9\n[[correlation]]\nbetween = [\"chips\", \"siting\"]\nvalue = -0.9\n",
        &[
            "13:1: no numbers can be correlated like this: chips, demand, siting | these correlations contradict each other: bring them nearer to 0",
        ],
    ),
];

#[test]
fn every_fault_is_said() {
    for (mode, rest, expected) in BAD {
        let said = said_of(&Case::toy(), &(head(mode) + rest));
        let said: Vec<&str> = said.iter().map(|line| line.trim_start_matches("scenarios/sweeps/s.toml:")).collect();
        assert_eq!(said, *expected, "{mode} {rest}");
    }
}

#[test]
fn faults_of_the_file_itself_are_said() {
    let case = Case::toy();
    let root = format!("{}/", case.path().display());
    let ask = |name: &str| {
        let mut problems = Problems::default();
        assert!(SweepFile::read(&case.library().scenarios, name, &mut problems).is_none());
        lines(&problems.0, &root)
    };
    let missing = "there is no sweep \"s\" (scenarios/sweeps/s.toml is missing)";
    assert_eq!(ask("s"), [format!("{missing} | gridbound list sweeps shows all")]);
    with_sweep(&case, "");
    assert_eq!(ask("ss"), ["there is no sweep \"ss\" (scenarios/sweeps/ss.toml is missing) | did you mean \"s\"?"]);
    assert_eq!(
        ask("../toy"),
        [
            "\"../toy\" cannot be the name of a sweep | use letters, digits, - and _: the name is the file's, without .toml"
        ]
    );
    let here = |said: Vec<String>| said.join("\n").replace("scenarios/sweeps/s.toml:", "");
    assert!(here(ask("s")).starts_with("1:1: the file is empty; expected KEY = VALUE on its lines | "));
    with_sweep(&case, "description = \"\"\n");
    let missing = ["name", "title", "base", "mode"].map(|key| format!("1:1: \"{key}\" is missing\n")).concat();
    let no_axis =
        "1:1: this sweep has no axis | write one or more [[axis]], or axes = \"all-levers\" or \"all-ranges\"";
    assert_eq!(here(ask("s")), missing + no_axis);
    with_sweep(&case, "name = \"t\"\ntitle = 3\nbase = []\nmode = 4\naxes = \"all-levers\"\n");
    assert_eq!(
        here(ask("s")),
        "1:8: name is \"t\", but the file is s.toml | name and file stem must agree\n\
         2:9: title is 3; expected text in quotes\n\
         3:8: base is a list; expected text in quotes\n\
         4:8: mode is 4; expected grid, list, latin-hypercube or one-at-a-time"
    );
    with_sweep(
        &case,
        "name = \"s\"\ntitle = \"S\"\nbase = \"toy\"\nmode = \"latin-hypercube\"\naxes = \"all-levers\"\n",
    );
    assert_eq!(
        here(ask("s")),
        "4:8: \"samples\" is missing: latin-hypercube needs it | for instance samples = 200\n\
         4:8: \"seed\" is missing: latin-hypercube needs it | for instance seed = 1; the same seed draws the same samples"
    );
    with_sweep(&case, &(head("latin-hypercube").replace("40", "0").replace('7', "-7") + "axes = \"all-levers\"\n"));
    assert_eq!(
        here(ask("s")),
        "5:11: samples is 0; expected a whole number from 1 to 1000000\n\
         6:8: seed is -7; expected a whole number from 0 to 4294967295"
    );
    with_sweep(&case, "name = ");
    assert!(here(ask("s")).contains("a value is missing"));
}

#[test]
fn a_dataset_without_ranges_or_levers_says_so() {
    let case = Case::toy().but("file levers.toml: ");
    let axes = |which| head("one-at-a-time") + "axes = \"" + which + "\"\n";
    let here = "scenarios/sweeps/s.toml:7:8: ";
    assert_eq!(
        said_of(&case, &axes("all-levers")),
        [format!("{here}this dataset has no lever with a range | axes = \"all-ranges\" turns its tables")]
    );
    for schema in TABLES {
        let path = format!("data/toy/{}.csv", schema.name);
        if case.path().join(&path).exists() {
            let text = case.text(&path);
            let kept: Vec<bool> = text.lines().next().unwrap().split(',').map(|c| c != "low" && c != "high").collect();
            let line = |line: &str| {
                let cells = line.split(',').zip(&kept).filter(|(_, kept)| **kept);
                cells.map(|(cell, _)| cell).collect::<Vec<_>>().join(",") + "\n"
            };
            case.write(&path, text.lines().map(line).collect::<String>());
        }
    }
    assert_eq!(
        said_of(&case, &axes("all-ranges")),
        [format!(
            "{here}no table of this dataset has rows with both low and high | axes = \"all-levers\" turns its levers"
        )]
    );
}

#[test]
fn samples_that_are_too_few_to_be_correlated_are_named() {
    let text = head("latin-hypercube").replace("40", "2")
        + "axes = \"all-levers\"\n[[correlation]]\nbetween = [\"chips\", \"demand\"]\nvalue = 0.5\n";
    assert_eq!(
        said_of(&Case::toy(), &text),
        [
            "scenarios/sweeps/s.toml:8:1: 2 samples are too few to correlate 2 axes | draw more samples, or use another seed"
        ]
    );
}

#[test]
fn an_end_that_the_cell_cannot_hold_is_pointed_at() {
    let case = Case::with(&["fuel_prices gas: low = -1"]);
    let said = said_of(&case, &(head("one-at-a-time") + "axes = \"all-ranges\"\n"));
    let root = "scenarios/sweeps/s.toml:7:8: ";
    assert_eq!(
        said,
        [format!(
            "{root}usd_per_mmbtu cannot be low: data/toy/fuel_prices.csv:2:16 says -1 | expected a number that is not negative"
        )]
    );
}

const GRID: &str = "[[axis]]\nlever = \"chips\"\nvalues = [0.5, 1]\n[[axis]]\nfield = \"finance.discount_rate\"\nrange = [0.02, 0.08]\nsteps = 3\n";

#[test]
fn in_a_grid_the_first_axis_moves_slowest() {
    let design = drawn(&(head("grid") + GRID));
    assert_eq!(design.mode, Mode::Grid);
    assert_eq!(names(&design.axes), ["chips", "finance.discount_rate"]);
    assert_eq!(numbers(&design), [[0.5, 0.02], [0.5, 0.05], [0.5, 0.08], [1.0, 0.02], [1.0, 0.05], [1.0, 0.08]]);
    let told: Vec<_> = design.axes.iter().map(|a| (a.title.as_str(), a.unit.as_str(), a.base.clone())).collect();
    let (chips, rate) = (Level::Number(1.0), Level::Number(0.05));
    assert_eq!(told, [("Accelerator supply", "x", chips), ("Discount rate", "per year", rate)]);
}

#[test]
fn geometric_steps_have_the_same_ratio() {
    let axis = "[[axis]]\nlever = \"chips\"\nrange = [0.5, 8]\nsteps = 5\nspacing = \"geometric\"\n";
    let levels = column(&drawn(&(head("grid") + axis)), 0);
    for (found, expected) in levels.iter().zip([0.5, 1.0, 2.0, 4.0, 8.0]) {
        assert_close(*found, expected, 1e-14, "a level");
    }
    assert_eq!((levels[0], levels[4]), (0.5, 8.0));
}

#[test]
fn a_list_takes_the_levels_of_all_axes_together() {
    let text = head("list")
        + "verdicts = \"prices\"\ndescription = \"D\"\n[[axis]]\nlever = \"chips\"\nvalues = [1, 2, 1]\n\
           [[axis]]\nname = \"start\"\nscenarios = [\"toy\", \"other\", \"third\"]\n\
           [[axis]]\ntable = \"fuel_prices\"\nwhere = { fuel = [\"gas\"] }\nrange = [-1, 1]\nsteps = 3\n";
    let case = Case::toy();
    let design = drawn(&text);
    assert_eq!(names(&design.axes), ["chips", "start", "fuel_prices.gas"]);
    let point = |chips, name: &str, gas| vec![Level::Number(chips), Level::Name(name.to_owned()), Level::Number(gas)];
    assert_eq!(design.points, [point(1.0, "toy", -1.0), point(2.0, "other", 0.0), point(1.0, "third", 1.0)]);
    let [_, start, gas] = &design.axes[..] else { panic!("three axes") };
    assert_eq!((start.title.as_str(), &start.base), ("Scenario", &Level::Name("toy".to_owned())));
    assert_eq!((gas.title.as_str(), gas.unit.as_str()), ("Fuel prices (gas)", "of range"));
    with_sweep(&case, &text);
    let file = read(&case).0.unwrap();
    assert_eq!(file.scenarios().iter().map(|n| n.value.as_str()).collect::<Vec<_>>(), ["toy", "other", "third"]);
    assert_eq!((file.verdicts, file.description.as_str(), file.text), (Verdicts::Prices, "D", text));
}

#[test]
fn one_at_a_time_starts_from_the_base_and_leaves_its_levels_out() {
    let text = head("one-at-a-time")
        + "[[axis]]\nlever = \"chips\"\nvalues = [2, 1, 0.5]\n[[axis]]\nlever = \"demand\"\n\
           [[axis]]\ntable = \"fuel_prices\"\n[[axis]]\nlever = \"siting\"\nrange = [1, 4]\n\
           [[axis]]\nfield = \"adequacy.price\"\nrange = [100, 300]\nsteps = 3\n";
    let base = [1.0, 1.0, 0.0, 1.0, 200.0];
    let moves = [(0, 2.0), (0, 0.5), (1, 0.5), (1, 2.0), (2, -1.0), (2, 1.0), (3, 4.0), (4, 100.0), (4, 300.0)];
    let moved = moves.map(|(axis, level)| {
        let mut point = base;
        point[axis] = level;
        point
    });
    assert_eq!(numbers(&drawn(&text)), [&[base][..], &moved].concat());
}

#[test]
fn the_base_stands_where_the_scenario_says() {
    let case = Case::with(&["levers.chips = 1.5", "finance.discount_rate = 0.03"]);
    let text = head("one-at-a-time") + &GRID.replace("values = [0.5, 1]", "");
    let (design, _) = try_design(&case, &text);
    assert_eq!(numbers(&design.unwrap())[0], [1.5, 0.03]);
}

const SAMPLED: &str = "[[axis]]\nlever = \"chips\"\n[[axis]]\nlever = \"demand\"\nrange = [0.25, 4]\ndistribution = \"lognormal\"\n\
    [[axis]]\ntable = \"fuel_prices\"\n[[axis]]\nlever = \"siting\"\ndistribution = \"triangular\"\nrange = [2, 6]\n\
    [[axis]]\nfield = \"adequacy.price\"\nrange = [100, 400]\npeak = 150\n";

/// Share of the samples below a level, for each axis of [`SAMPLED`], from textbook formulas.
fn share_below(axis: usize, level: f64) -> f64 {
    let triangular = |low: f64, peak: f64, high: f64| {
        if level < peak {
            (level - low).powi(2) / (high - low) / (peak - low)
        } else {
            1.0 - (high - level).powi(2) / (high - low) / (high - peak)
        }
    };
    match axis {
        0 => (level - 0.5) / 1.5,
        // ln 4 either side of 1 is 1.6449 standard deviations.
        1 => Normal::standard().cdf(level.ln() / (4f64.ln() / 1.644_853_626_951_472_7)),
        2 => triangular(-1.0, 0.0, 1.0),
        3 => triangular(2.0, 4.0, 6.0),
        _ => triangular(100.0, 150.0, 400.0),
    }
}

/// Every stratum of every axis holds one sample.
fn assert_strata(design: &Design, samples: usize) {
    assert_eq!(design.points.len(), samples);
    for axis in 0..design.axes.len() {
        let stratum = |level: f64| (share_below(axis, level) * samples as f64).floor() as usize;
        let hit: BTreeSet<usize> = column(design, axis).into_iter().map(stratum).collect();
        assert_eq!(hit, (0..samples).collect(), "axis {axis}");
    }
}

#[test]
fn a_latin_hypercube_hits_every_stratum_of_every_distribution_once() {
    for samples in [1, 2, 40, 1000] {
        let text = head("latin-hypercube").replace("40", &samples.to_string()) + SAMPLED;
        assert_strata(&drawn(&text), samples);
    }
}

#[test]
fn the_ends_of_a_lognormal_range_are_its_5_and_95_percent_quantiles() {
    let text = head("latin-hypercube").replace("40", "1000") + SAMPLED;
    let levels = column(&drawn(&text), 1);
    assert_eq!(levels.iter().filter(|level| **level < 0.25).count(), 50);
    assert_eq!(levels.iter().filter(|level| **level > 4.0).count(), 50);
}

#[test]
fn the_same_seed_draws_the_same_samples_and_an_axis_more_changes_none_before_it() {
    let text = head("latin-hypercube") + SAMPLED;
    let first = drawn(&text);
    assert_eq!(first.points, drawn(&text).points);
    let other = drawn(&text.replace("seed = 7", "seed = 8"));
    let more = drawn(&(text + "[[axis]]\nlever = \"gas_price\"\n"));
    for axis in 0..5 {
        assert_ne!(column(&first, axis), column(&other, axis));
        assert_eq!(column(&first, axis), column(&more, axis));
    }
    let order = |axis| column(&more, axis).windows(2).map(|pair| pair[0] < pair[1]).collect::<Vec<_>>();
    let orders: BTreeSet<Vec<bool>> = (0..6).map(order).collect();
    assert_eq!(orders.len(), 6, "axes are shuffled independently");
}

/// Rank correlation of two columns without ties.
fn rank_correlation(a: &[f64], b: &[f64]) -> f64 {
    let rank = |column: &[f64], value: f64| column.iter().filter(|other| **other < value).count() as f64;
    let squares: f64 = a.iter().zip(b).map(|(&x, &y)| (rank(a, x) - rank(b, y)).powi(2)).sum();
    let n = a.len() as f64;
    1.0 - 6.0 * squares / (n * (n * n - 1.0))
}

#[test]
fn correlations_are_reached_and_strata_kept() {
    let samples = 400;
    let text = head("latin-hypercube").replace("40", &samples.to_string()) + SAMPLED;
    let pairs = [("chips", "demand", 0.8), ("adequacy.price", "chips", -0.5), ("demand", "adequacy.price", -0.2)];
    let correlated =
        pairs.map(|(a, b, value)| format!("[[correlation]]\nbetween = [\"{a}\", \"{b}\"]\nvalue = {value}\n"));
    let (plain, design) = (drawn(&text), drawn(&(text + &correlated.concat())));
    assert_strata(&design, samples);
    let at = |name: &str| column(&design, names(&design.axes).iter().position(|n| *n == name).unwrap());
    for (a, b, value) in pairs {
        let found = rank_correlation(&at(a), &at(b));
        assert!((found - value).abs() < 0.03, "{a} and {b}: {found}, wanted {value}");
    }
    for axis in [2, 3] {
        assert_eq!(column(&design, axis), column(&plain, axis), "axes that nothing is said of stay");
    }
}

#[test]
fn a_range_moves_between_low_value_and_high_and_leaves_rows_without_both() {
    let case =
        Case::with(&["fuel_prices + gas,north,2026,5,,9,invented", "fuel_prices + gas,south,2026,5,4,8,invented"]);
    let shipped = case.load().dataset;
    let moved = |level, only: &[(&str, &str)]| {
        let mut dataset = shipped.clone();
        let only = only.iter().map(|(column, name)| ((*column).to_owned(), vec![(*name).to_owned()])).collect();
        move_range(&mut dataset, &Range { table: "fuel_prices".to_owned(), only }, level);
        dataset.table("fuel_prices").number("usd_per_mmbtu").to_vec()
    };
    assert_eq!(moved(-1.0, &[]), [3.0, 5.0, 4.0]);
    assert_eq!(moved(-0.5, &[]), [3.5, 5.0, 4.5]);
    assert_eq!(moved(0.0, &[]), [4.0, 5.0, 5.0]);
    assert_eq!(moved(0.25, &[]), [4.5, 5.0, 5.75]);
    assert_eq!(moved(1.0, &[]), [6.0, 5.0, 8.0]);
    assert_eq!(moved(1.0, &[("region", "south")]), [4.0, 5.0, 8.0]);
    assert_eq!(moved(1.0, &[("fuel", "gas"), ("region", "all")]), [6.0, 5.0, 5.0]);
}

#[test]
fn a_point_acts_before_levers_and_adjusts() {
    let case = Case::with(&[
        "levers.chips = 1.5",
        "[[adjust]]\ntable = \"scenario\"\ncolumn = \"finance.discount_rate\"\nadd = 0.01",
    ]);
    let text = head("list")
        + "[[axis]]\nlever = \"chips\"\nvalues = [1.5, 2]\n[[axis]]\nlever = \"gas_price\"\nvalues = [1, 3]\n\
           [[axis]]\nfield = \"finance.discount_rate\"\nvalues = [0.05, 0.08]\n\
           [[axis]]\ntable = \"fuel_prices\"\nvalues = [0, 1]\n";
    let (design, _) = try_design(&case, &text);
    let (design, loaded) = (design.unwrap(), case.load());
    let levers = |scenario: &gridbound::scenario::Scenario| -> Vec<(String, f64)> {
        scenario.levers.iter().map(|(name, strength)| (name.value.clone(), *strength)).collect()
    };
    let (scenario, dataset) = Variant::at(&design.points[0], &design.axes, &[]).acting(&loaded.base()).unwrap();
    assert!(matches!(dataset, Cow::Borrowed(_)), "nothing moves, nothing is copied");
    assert_eq!(levers(&scenario), [("chips".to_owned(), 1.5)]);

    let point = Variant::at(&design.points[1], &design.axes, &[]);
    let (scenario, _) = point.acting(&loaded.base()).unwrap();
    assert_eq!(levers(&scenario), [("chips".to_owned(), 2.0), ("gas_price".to_owned(), 3.0)]);
    let applied = point.load(&loaded.base()).unwrap();
    assert_close(applied.settings.get("finance.discount_rate"), 0.08 + 0.01, 1e-12, "the rate, then the adjust");
    assert_eq!(applied.adjusted.table("fuel_prices").number("usd_per_mmbtu"), [18.0], "high, then the lever");
    assert_eq!(applied.adjusted.table("accelerator_supply").number("thousand")[0], 400.0);
}

#[test]
fn a_sampled_field_that_makes_no_sense_is_an_error_at_its_axis() {
    let case = Case::toy();
    let text = head("latin-hypercube")
        + "[[axis]]\nfield = \"compute.power_utilisation\"\nrange = [0.5, 1]\ndistribution = \"lognormal\"\n";
    let (design, loaded) = (try_design(&case, &text).0.unwrap(), case.load());
    let faults: Vec<String> = design
        .points
        .iter()
        .filter_map(|p| Variant::at(p, &design.axes, &[]).acting(&loaded.base()).err())
        .map(|e| e.to_string())
        .collect();
    assert_eq!(faults.len(), 2, "5 % of 40 samples lie above the range");
    assert!(faults[0].contains("s.toml:7:1: compute.power_utilisation becomes 1."), "{}", faults[0]);
}

#[test]
fn faults_of_several_axes_are_said_together() {
    let said = said_of(&Case::toy(), &(head("gird") + "[[axis]]\nlever = 3\n[[axis]]\nfield = \"finance.rate\"\n"));
    let places: Vec<&str> = said.iter().map(|line| line.split(": ").next().unwrap()).collect();
    assert_eq!(places, ["4:8", "8:9", "10:9"].map(|place| format!("scenarios/sweeps/s.toml:{place}")));
}

#[test]
fn all_levers_and_all_ranges_of_the_shipped_data_can_be_drawn() {
    let shipped = |name| Folder::Disk(repository(name));
    let loaded =
        load::load(&Library { data: shipped("data"), scenarios: shipped("scenarios") }, "baseline", &[]).unwrap();
    let case = Case::toy();
    for (mode, which) in [
        ("one-at-a-time", "all-levers"),
        ("one-at-a-time", "all-ranges"),
        ("latin-hypercube", "all-levers"),
        ("latin-hypercube", "all-ranges"),
    ] {
        with_sweep(&case, &(head(mode) + &format!("axes = \"{which}\"\n")));
        let (file, mut problems) = read(&case);
        let design = design(&file.unwrap(), &loaded.base(), &mut problems);
        assert_eq!(lines(&problems.0, ""), Vec::<String>::new(), "{mode} {which}");
        let design = design.unwrap();
        assert!(!design.axes.is_empty());
        if mode == "latin-hypercube" {
            assert_eq!(design.points.len(), 40);
        } else {
            assert!(design.points.len() <= 1 + 2 * design.axes.len());
        }
        for axis in &design.axes {
            match &axis.target {
                Target::Lever(name) => assert!(loaded.levers.iter().any(|l| l.name == *name && l.low < l.high)),
                Target::Range(range) => {
                    let table = loaded.dataset.table(&range.table);
                    assert!(table.has("low") && table.has("high") && main_column(&range.table).is_some());
                    let report = ["calibration", "gdp", "households", "labour", "electricity_rates"];
                    assert!(!report.contains(&range.table.as_str()));
                }
                other => panic!("{other:?} is no lever and no table"),
            }
        }
        for point in design.points.iter().take(3) {
            Variant::at(point, &design.axes, &[]).acting(&loaded.base()).unwrap();
        }
    }
}

#[test]
fn sweeps_are_listed_even_if_they_are_broken() {
    let case = Case::toy();
    assert_eq!(titles(&case.library().scenarios), []);
    with_sweep(&case, "name = \"s\"\ntitle = \"A sweep\"\n");
    case.write("scenarios/sweeps/broken.toml", "title = ");
    let pair = |name: &str, title: &str| (name.to_owned(), title.to_owned());
    assert_eq!(titles(&case.library().scenarios), [pair("broken", ""), pair("s", "A sweep")]);
    let own = Case::toy();
    std::fs::create_dir_all(own.path().join("scenarios/sweeps")).unwrap();
    own.write("scenarios/sweeps/mine.toml", "title = \"My own\"\n");
    let both = Folder::Layered(Box::new(own.library().scenarios), Box::new(case.library().scenarios));
    assert_eq!(titles(&both), [pair("broken", ""), pair("mine", "My own"), pair("s", "A sweep")]);
}

#[test]
fn warnings_alone_do_not_stop_a_sweep() {
    let text = head("grid") + GRID + "[[correlation]]\nbetween = [\"a\", \"b\"]\nvalue = 0.5\n";
    let (design, problems) = try_design(&Case::toy(), &text);
    assert_eq!(design.unwrap().points.len(), 6);
    assert!(problems.0.iter().all(|p| p.severity == Severity::Warning) && problems.0.len() == 1);
}

proptest! {
    #[test]
    fn no_sweep_file_makes_reading_panic(hypercube: bool, changes in changes()) {
        let rest = if hypercube { SAMPLED } else { GRID };
        let mode = if hypercube { "latin-hypercube" } else { "grid" };
        let bytes = mutated((head(mode).replace("40", "4") + rest).as_bytes(), &changes);
        let case = Case::toy();
        with_sweep(&case, "");
        case.write("scenarios/sweeps/s.toml", bytes);
        let (file, mut problems) = read(&case);
        let loaded = case.load();
        if let Some(file) = file {
            let found = design(&file, &loaded.base(), &mut problems);
            assert_eq!(found.is_none(), problems.stop());
        } else {
            assert!(problems.stop());
        }
        problems.0.iter().for_each(|problem| drop(problem.to_string()));
    }
}
