//! What is wrong is told with what to do about it, where it was written, in words of people and not of parsers.

use crate::case::Case;

/// What is done to a file: appended to it (`+`), put in its place (`=`), swapped within it (`~`, FROM => TO).
type Edit = (&'static str, char, &'static str);

/// What is wrong, how it comes, and parts of what is said in its one line: place and message | hint.
type Told = (&'static str, &'static [Edit], &'static [&'static str]);

const SCENARIO: &str = "scenarios/toy.toml";

fn edited(edits: &[Edit]) -> Case {
    let case = Case::toy();
    for (path, how, text) in edits {
        let whole = match how {
            '+' => case.text(path) + text,
            '~' => {
                let (from, to) = text.split_once(" => ").expect("FROM => TO");
                let old = case.text(path);
                assert!(old.contains(from), "{path} has no {from}");
                old.replacen(from, to, 1)
            }
            _ => (*text).to_owned(),
        };
        case.write(path, whole);
    }
    case
}

fn complaints(case: &Case) -> Vec<String> {
    case.complaints().lines().map(str::to_owned).collect()
}

const TOLD: &[Told] = &[
    (
        "a table of the scenario that stands twice",
        &[(SCENARIO, '+', "[finance]\ndiscount_rate = 0.1\n")],
        &["toy.toml:36:", "\"finance\" stands twice | it stands in line 10, too; keep one of them"],
    ),
    (
        "a key that stands twice",
        &[(SCENARIO, '~', "discount_rate = 0.05 => discount_rate = 0.05\ndiscount_rate = 0.08")],
        &["toy.toml:12:1: \"discount_rate\" stands twice | it stands in line 11, too; keep one"],
    ),
    (
        "a lever that is turned twice",
        &[(SCENARIO, '+', "[levers]\nchips = 1\nchips = 2\n")],
        &["toy.toml:38:1: \"chips\" stands twice | it stands in line 37, too"],
    ),
    (
        "an adjust with three verbs",
        &[(SCENARIO, '+', "[[adjust]]\ntable = \"load\"\ncolumn = \"peak_gw\"\nset = 1\nadd = 1\nmultiply = 1\n")],
        &["this one has 3 | it has set and multiply and add: keep one"],
    ),
    (
        "a lever without a verb",
        &[("data/toy/levers.toml", '~', "multiply = \"strength\"\n => ")],
        &["levers.toml:11:1: an adjust has exactly one of", "as in multiply = 0.5"],
    ),
    (
        "years with three numbers",
        &[(SCENARIO, '+', "[[adjust]]\ntable = \"load\"\ncolumn = \"peak_gw\"\nyears = [2026, 2027, 2028]\nset = 1\n")],
        &["toy.toml:39:9: years is a first and a last year", "all years between are meant, too"],
    ),
    (
        "years as texts",
        &[(
            SCENARIO,
            '+',
            "[[adjust]]\ntable = \"load\"\ncolumn = \"peak_gw\"\nyears = [\"2026\", \"2028\"]\nset = 1\n",
        )],
        &["years is a first and a last year, as in [2026, 2035] | write years as numbers"],
    ),
    (
        "years as one number",
        &[(SCENARIO, '+', "[[adjust]]\ntable = \"load\"\ncolumn = \"peak_gw\"\nyears = 2026\nset = 1\n")],
        &["as in [2030, 2030]"],
    ),
    (
        "a source that is misspelt",
        &[(SCENARIO, '+', "[[adjust]]\ntable = \"load\"\ncolumn = \"peak_gw\"\nset = 1\nsource = \"invnted\"\n")],
        &["toy.toml:40:10: sources.csv has no source \"invnted\" | did you mean \"invented\"?"],
    ),
    (
        "a source in words",
        &[(
            SCENARIO,
            '+',
            "[[adjust]]\ntable = \"load\"\ncolumn = \"peak_gw\"\nset = 1\nsource = \"a talk at lunch\"\n",
        )],
        &["add a row to sources.csv, or leave source out: why takes words"],
    ),
    (
        "a column that no scenario has",
        &[(SCENARIO, '+', "[[adjust]]\ntable = \"scenario\"\ncolumn = \"wacc\"\nset = 1\n")],
        &["toy.toml:38:10: the scenario has no number \"wacc\" | numbers of a scenario: finance.discount_rate, "],
    ),
    (
        "a column of the scenario without its table",
        &[(SCENARIO, '+', "[[adjust]]\ntable = \"scenario\"\ncolumn = \"emissions_cap\"\nset = 1\n")],
        &["toy.toml:38:10: the scenario has no number \"emissions_cap\" | ", "policy.emissions_cap"],
    ),
    (
        "a column of the scenario in a lever",
        &[(
            "data/toy/levers.toml",
            '~',
            "table = \"accelerator_supply\"\ncolumn = \"thousand\" => table = \"scenario\"\ncolumn = \"qqq\"",
        )],
        &["levers.toml:13:10: the scenario has no number \"qqq\" | numbers of a scenario: "],
    ),
    (
        "a table that is like none",
        &[(SCENARIO, '+', "[[adjust]]\ntable = \"xyz\"\ncolumn = \"peak_gw\"\nset = 1\n")],
        &["there is no table \"xyz\" | tables: "],
    ),
    (
        "a lever that is like none",
        &[(SCENARIO, '+', "[levers]\nxyz = 1\n")],
        &["dataset toy has no lever \"xyz\" | gridbound list levers --dataset toy shows all"],
    ),
    (
        "a name in where that is like none",
        &[(
            SCENARIO,
            '+',
            "[[adjust]]\ntable = \"load\"\ncolumn = \"peak_gw\"\nwhere = { region = \"XYZ\" }\nset = 1\n",
        )],
        &["no row of load has region \"XYZ\"", "its rows have north, south"],
    ),
    ("an empty scenario", &[(SCENARIO, '=', "")], &["toy.toml:1:1: the file is empty", "gridbound new scenario NAME"]),
    ("a scenario of remarks", &[(SCENARIO, '=', "# nothing yet\n\n")], &["toy.toml:1:1: the file is empty"]),
    ("an empty dataset.toml", &[("data/toy/dataset.toml", '=', " \n")], &["dataset.toml:1:1: the file is empty"]),
    ("an empty table of names", &[("data/toy/regions.csv", '=', "")], &["regions.csv:1:1: the file is empty"]),
    (
        "two empty tables",
        &[("data/toy/load.csv", '=', ""), ("data/toy/regions.csv", '=', "\n\n")],
        &["regions.csv:1:1: the file is empty; expected a header line; the same in 1 more place: data/toy/load.csv"],
    ),
    (
        "a base year before all calendars",
        &[("data/toy/dataset.toml", '~', "2026\nd => -2000000000\nd")],
        &["dataset.toml:4:13: base_year is -2000000000; expected a calendar year such as 2030"],
    ),
    (
        "a lever that makes a cell negative",
        &[(SCENARIO, '+', "[levers]\nchips = -1\n")],
        &["toy.toml:37:1: after lever chips = -1", "of accelerator_supply", "expected a number that is not negative"],
    ),
    (
        "an adjust that makes days too many",
        &[(SCENARIO, '+', "[[adjust]]\ntable = \"days\"\ncolumn = \"days\"\nwhere = { day = \"hot\" }\nadd = 1\n")],
        &["toy.toml:36:1: days sum to 366; expected 365 (data/toy/days.csv:2:26)"],
    ),
    (
        "a key that nobody sees",
        &[(SCENARIO, '~', "dataset = => \"data\u{200b}set\" = 1\ndataset =")],
        &["toy.toml:4:1: a key is \"data\\u{200b}set\"; expected letters", "take out what cannot be seen"],
    ),
    (
        "a lever's name with orders",
        &[(SCENARIO, '+', "[levers]\n\"chi\\u001bps\" = 1\n")],
        &["toy.toml:37:1: a key is \"chi\\u{1b}ps\""],
    ),
    (
        "a name in where with orders",
        &[(
            SCENARIO,
            '+',
            "[[adjust]]\ntable = \"load\"\ncolumn = \"peak_gw\"\nwhere = { region = \"no\\u0007rth\" }\nset = 1\n",
        )],
        &["toy.toml:39:20: where is columns with a name"],
    ),
];

#[test]
fn what_is_wrong_is_told_with_a_way_out_and_once() {
    let mut wrong = vec![];
    for (name, edits, parts) in TOLD {
        let said = complaints(&edited(edits));
        let is_told = |line: &String| parts.iter().all(|part| line.contains(part));
        if !said.iter().any(is_told) || said.len() > 2 {
            wrong.push(format!("{name}:\n  expected {parts:?}\n  said     {}", said.join("\n           ")));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Lines that are no TOML, and parts of what is said of them.
const LINES: &[(&str, &str)] = &[
    ("a = toy", "\"toy\" is no value | text stands in quotation marks: \"toy\""),
    ("a = True", "\"True\" is no value | write true"),
    ("a = \"x", "a quotation mark is never closed"),
    ("a = 'x", "a quotation mark is never closed"),
    ("a = \"\"\"x", "a quotation mark is never closed"),
    ("a b = 1", "this line cannot be read | write KEY = VALUE"),
    ("a = 0.05%", "is no number | write numbers as in 5, 0.05 or 1.2e6; for 5 % write 0.05"),
    ("a = 1,5", "a comma stands where the line should end | use a point as decimal mark"),
    ("a = .5", "is no number"),
    ("a = 5.", "is no number"),
    ("a = 05", "is no number"),
    ("a = 1_", "is no number"),
    ("a = 2026-13-01", "is no value | years are numbers"),
    ("a", "\"a\" has no value | write KEY = VALUE"),
    ("a =", "a value is missing"),
    ("= 5", "this line cannot be read | write KEY = VALUE"),
    ("a: 5", "write KEY = VALUE"),
    ("[a", "a bracket is never closed | the name of a table"),
    ("[[a]", "a bracket is never closed | the name of a table"),
    ("a = [1, 2", "a bracket is never closed | a list has commas"),
    ("a = { b = 1", "a brace is never closed"),
    ("a = { b = 1 c = 2 }", "a comma is missing"),
    ("a = \"x\" \"y\"", "this line cannot be read"),
    ("a = \"C:\\qpath\"", "this text has a \\ that means nothing"),
    ("a = 1\na = 2", "\"a\" stands twice | it stands in line 2, too; keep one"),
    ("<<<<<<< HEAD", "write KEY = VALUE"),
    ("a..b = 2", "this line cannot be read"),
];

#[test]
fn grammar_is_told_in_words_of_people() {
    let mut wrong = vec![];
    for (line, part) in LINES {
        let case = Case::toy();
        case.write(SCENARIO, format!("title = \"T\"\n{line}\n"));
        let said = complaints(&case);
        let talk = ["TOML", "`", "literal", "mantissa", "key-value", "invalid", "unclosed", "unquoted"];
        let is_plain = !said.iter().any(|line| talk.iter().any(|word| line.contains(word)));
        if !said.iter().any(|line| line.contains(part) && line.contains(" | ")) || said.len() > 2 || !is_plain {
            wrong.push(format!("{line}:\n  expected {part}\n  said     {}", said.join("\n           ")));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_file_that_is_none_is_told_once_and_never_waited_for() {
    for (name, device) in [("water.csv", "/dev/zero"), ("dataset.toml", "/dev/zero"), ("levers.toml", "/dev/tty")] {
        let case = Case::toy();
        let path = case.path().join("data/toy").join(name);
        std::fs::remove_file(&path).expect("a file of the toy");
        std::os::unix::fs::symlink(device, &path).expect("a link");
        let said = complaints(&case);
        assert!(said[0].contains("it is no file, but a device or a pipe | "), "{said:?}");
        assert_eq!(said.len(), 1, "{said:?}");
    }
    for path in ["scenarios/toy.toml", "data/toy/load.csv", "data/toy/dataset.toml", "data/toy/levers.toml"] {
        let case = Case::toy();
        std::fs::remove_file(case.path().join(path)).expect("a file of the toy");
        std::fs::create_dir(case.path().join(path)).expect("a folder");
        let said = complaints(&case);
        let told =
            "the file cannot be read: it is a folder | a file is expected here: rename the folder, or move it away";
        assert_eq!(said, [format!("{path}: {told}")]);
    }
}

#[test]
fn the_line_that_turned_a_lever_is_named_wherever_it_stands() {
    let case = Case::with(&["levers.chips = -1"]);
    let said = complaints(&case);
    assert!(
        said.iter().any(|line| line.starts_with("--set levers.chips = -1:1:8: after lever chips = -1")),
        "{said:?}"
    );
    let case = edited(&[(SCENARIO, '+', "[levers]\nchips = 1\n")]);
    case.write("scenarios/child.toml", "name = \"child\"\nextends = \"toy\"\n[levers]\nchips = -1\n");
    let fault = case.try_load_scenario("child").expect_err("a negative supply").to_string();
    assert!(fault.contains("scenarios/child.toml:4:1: after lever chips = -1"), "{fault}");
}

#[test]
fn a_program_that_fits_nowhere_is_refused_before_it_is_made() {
    let years: Vec<String> = (1900..=2200).map(|year| year.to_string()).collect();
    let case = Case::with(&[&format!("horizon.years = [{}]", years.join(", ")), "horizon.block_hours = 1"]);
    let days: Vec<String> = (0..2_000).map(|day| format!("d{day},D,all,0.1825,0,invented\n")).collect();
    let days = days.concat();
    let header = case.text("data/toy/days.csv").lines().next().expect("a header").to_owned();
    let width = header.split(',').count();
    assert_eq!(width, days.lines().next().expect("a day").split(',').count(), "{header}");
    case.write("data/toy/days.csv", format!("{header}\n{days}"));
    let hours = |day: i32| (0..24).map(move |hour| format!("d{day},{hour},1,invented"));
    let rows = ["north", "south"]
        .into_iter()
        .flat_map(|region| (0..2_000).flat_map(hours).map(move |rest| format!("{region},{rest}\n")));
    let profile = rows.collect::<Vec<_>>().concat();
    case.write("data/toy/load_profile.csv", format!("region,day,hour,pu,source\n{profile}"));
    case.write("data/toy/availability.csv", "technology,region,day,hour,value\n");
    let said = complaints(&case);
    assert!(said.iter().any(|line| line.contains("million variables; at most 10 million | take fewer")), "{said:?}");
}
