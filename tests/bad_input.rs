//! What is wrong with an input is said with file, line, column, what was found, what was expected and what to do;
//! all of it at once, and never by a panic.

use Edit::{Append, Remove, Swap, Whole};
use gridbound::constraints::formulate;
use gridbound::error::{Error, Problems};
use gridbound::input::Folder;
use gridbound::input::InputTable;
use gridbound::input::document::Document;
use gridbound::input::tables::TABLES;
use gridbound::scenario::{Scenario, lever};
use proptest::collection::vec;
use proptest::prelude::*;

use crate::case::{Case, repository};

/// One change of a file of the toy: `links.csv` and the like are the dataset's, `toy.toml` is the scenario.
enum Edit {
    /// The first place where this text stands becomes that.
    Swap(&'static str, &'static str, &'static str),
    /// More text at the end.
    Append(&'static str, &'static str),
    /// Another text altogether.
    Whole(&'static str, &'static str),
    /// No such file.
    Remove(&'static str),
}

/// What is wrong, what is done to the toy to make it so, and what must be said about it: message | hint.
type Bad = (&'static str, &'static [Edit], &'static str);

impl Edit {
    fn apply(&self, case: &Case) {
        let (Swap(file, ..) | Append(file, _) | Whole(file, _) | Remove(file)) = self;
        let path = path(file);
        match self {
            Swap(_, from, to) => {
                let text = case.text(&path);
                assert!(text.contains(from), "{file} has no {from:?}");
                case.write(&path, text.replacen(from, to, 1));
            }
            Append(_, more) => case.write(&path, case.text(&path) + more),
            Whole(_, text) => case.write(&path, text),
            Remove(_) => std::fs::remove_file(case.path().join(path)).expect("a file of the toy"),
        }
    }
}

fn path(file: &str) -> String {
    let scenario = ["toy.toml", "parent.toml"].contains(&file);
    if scenario { format!("scenarios/{file}") } else { format!("data/toy/{file}") }
}

/// All that is said about the toy after some edits, a line each.
fn complaints(edits: &[Edit]) -> Vec<String> {
    let case = Case::toy();
    for edit in edits {
        edit.apply(&case);
    }
    case.complaints().lines().map(str::to_owned).collect()
}

const BAD: &[Bad] = &[
    // cells
    (
        "a quoted decimal comma",
        &[Swap("load.csv", "2026,1,", "2026,\"1,5\",")],
        "data/toy/load.csv:2:12: peak_gw is \"1,5\"; expected a number that is not negative | use a point as decimal mark and no thousands separators",
    ),
    (
        "a bare decimal comma",
        &[Swap("load.csv", "2026,1,", "2026,1,5,")],
        "data/toy/load.csv:2:12: peak_gw is 1,5; expected a number (this row has 7 fields; expected 6, as in the header) | use a point as decimal mark: 1.5",
    ),
    (
        "a thousands separator",
        &[Swap("accelerator_prices.csv", "20000", "\"20,000\"")],
        "data/toy/accelerator_prices.csv:2:12: usd_per_unit is \"20,000\"; expected a number that is not negative | use a point as decimal mark and no thousands separators",
    ),
    (
        "a row that is too short",
        &[Swap("latency.csv", "2026,0.3,invented", "2026,0.3")],
        "data/toy/latency.csv:2:1: this row has 2 fields; expected 3, as in the header | count the commas; text with a comma needs quotes",
    ),
    (
        "a row that is too long",
        &[Swap("latency.csv", "invented", "invented,a,b")],
        "data/toy/latency.csv:2:1: this row has 5 fields; expected 3, as in the header | count the commas; text with a comma needs quotes",
    ),
    (
        "a per cent sign",
        &[Swap("links.csv", "0.2,0.1,", "0.2,10%,")],
        "data/toy/links.csv:2:23: loss is \"10%\"; expected a fraction from 0 to 1 | write a fraction: 5 % is 0.05",
    ),
    (
        "a fraction above 1",
        &[Swap("links.csv", "0.2,0.1,", "0.2,10,")],
        "data/toy/links.csv:2:23: loss is \"10\"; expected a fraction from 0 to 1 | write a fraction: 5 % is 0.05",
    ),
    (
        "a negative capacity",
        &[Swap("links.csv", "south,0.2", "south,-0.2")],
        "data/toy/links.csv:2:19: capacity_gw is \"-0.2\"; expected a number that is not negative",
    ),
    (
        "a number that is none",
        &[Swap("load.csv", "2026,1,", "2026,NaN,")],
        "data/toy/load.csv:2:12: peak_gw is \"NaN\"; expected a number that is not negative | NaN and infinite numbers are not accepted; for \"no limit\" leave the row out",
    ),
    (
        "an infinite number",
        &[Swap("water.csv", "2026,2,", "2026,inf,")],
        "data/toy/water.csv:2:12: million_m3 is \"inf\"; expected a number that is not negative | NaN and infinite numbers are not accepted; for \"no limit\" leave the row out",
    ),
    (
        "an empty number",
        &[Swap("water.csv", "2026,2,", "2026,,")],
        "data/toy/water.csv:2:12: million_m3 is empty; expected a number that is not negative",
    ),
    (
        "a word for a number",
        &[Swap("water.csv", "2026,2,", "2026,plenty,")],
        "data/toy/water.csv:2:12: million_m3 is \"plenty\"; expected a number that is not negative",
    ),
    (
        "a word for a year",
        &[Swap("water.csv", "2026", "soon")],
        "data/toy/water.csv:2:7: year is \"soon\"; expected a calendar year such as 2030",
    ),
    (
        "a year long ago",
        &[Swap("water.csv", "2026", "206")],
        "data/toy/water.csv:2:7: year is \"206\"; expected a calendar year such as 2030",
    ),
    (
        "a year with a half",
        &[Swap("water.csv", "2026", "2026.5")],
        "data/toy/water.csv:2:7: year is \"2026.5\"; expected a calendar year such as 2030",
    ),
    (
        "an hour past the day",
        &[Swap("load_profile.csv", "mild,23", "mild,24")],
        "data/toy/load_profile.csv:25:12: hour is \"24\"; expected an hour from 0 to 23",
    ),
    (
        "a flag that is neither",
        &[Swap("days.csv", "25,1", "25,yes")],
        "data/toy/days.csv:3:25: peak is \"yes\"; expected 0 or 1",
    ),
    (
        "a life of nothing",
        &[Swap("connections.csv", "500,40", "500,0")],
        "data/toy/connections.csv:2:13: lifetime_years is \"0\"; expected a whole number, at least 1",
    ),
    (
        "a life of half a year",
        &[Swap("connections.csv", "500,40", "500,0.5")],
        "data/toy/connections.csv:2:13: lifetime_years is \"0.5\"; expected a whole number, at least 1",
    ),
    (
        "an accelerator without power",
        &[Swap("accelerators.csv", "2024,1,1", "2024,0,1")],
        "data/toy/accelerators.csv:2:18: kw is \"0\"; expected a number above 0",
    ),
    (
        "a day that stands for no days",
        &[Swap("days.csv", "340", "0")],
        "data/toy/days.csv:2:26: days is \"0\"; expected a number above 0",
    ),
    (
        "a definition without a name",
        &[Swap("regions.csv", "north,North", ",North")],
        "data/toy/regions.csv:2:1: region is empty; expected a name of its own",
    ),
    (
        "a region called all",
        &[Swap("regions.csv", "north,North", "all,North")],
        "data/toy/regions.csv:2:1: region is \"all\"; expected a name of its own | \"all\" and names with \";\" have a meaning of their own",
    ),
    (
        "a name with a semicolon",
        &[Swap("technologies.csv", "battery,", "battery;big,")],
        "data/toy/technologies.csv:4:1: technology is \"battery;big\"; expected a name of its own | \"all\" and names with \";\" have a meaning of their own",
    ),
    (
        "a reference to nothing",
        &[Swap("load.csv", "north,", ",")],
        "data/toy/load.csv:2:1: region is empty; expected a name",
    ),
    (
        "a source without a title",
        &[Swap("sources.csv", "Numbers invented for teaching; they describe no real place", "")],
        "data/toy/sources.csv:2:10: title is empty; expected text",
    ),
    (
        "a place that is neither grid nor onsite",
        &[Swap("technologies.csv", "grid,variable", "offshore,variable")],
        "data/toy/technologies.csv:2:19: location is \"offshore\"; expected one of grid, onsite",
    ),
    (
        "a kind of plant that is none",
        &[Swap("technologies.csv", "grid,variable", "grid,magic")],
        "data/toy/technologies.csv:2:24: kind is \"magic\"; expected one of thermal, variable, storage",
    ),
    (
        "a quality of source that is none",
        &[Swap("sources.csv", "estimate", "rumour")],
        "data/toy/sources.csv:2:110: quality is \"rumour\"; expected one of published, derived, estimate",
    ),
    (
        "a low end that is no number",
        &[Swap("load.csv", "0.9", "low")],
        "data/toy/load.csv:2:14: low is \"low\"; expected a number",
    ),
    (
        "a duration of zero",
        &[Swap("technologies.csv", "0.5,4,", "0.5,0,")],
        "data/toy/technologies.csv:4:59: duration_hours is \"0\"; expected a number above 0",
    ),
    // headers and files
    (
        "a misspelt column",
        &[Swap("links.csv", "capacity_gw", "capacity_mw")],
        "data/toy/links.csv:1:14: unknown column \"capacity_mw\" | did you mean \"capacity_gw\"?",
    ),
    (
        "a column of another table",
        &[Swap("water.csv", "source", "colour")],
        "data/toy/water.csv:1:24: unknown column \"colour\" | the table knows: region, year, million_m3, low, high, source, note",
    ),
    (
        "a column that is not there",
        &[Whole("latency.csv", "year\n2026\n")],
        "data/toy/latency.csv:1:1: column \"share\" is missing | the table needs: year, share",
    ),
    (
        "a column that stands twice",
        &[Swap("latency.csv", "share,source", "share,share")],
        "data/toy/latency.csv:1:12: column \"share\" stands twice | keep one of them",
    ),
    (
        "a file without a header",
        &[Whole("latency.csv", "")],
        "data/toy/latency.csv:1:1: the file is empty; expected a header line | columns: year, share",
    ),
    (
        "a table without its file",
        &[Remove("latency.csv")],
        "data/toy/latency.csv: the file is missing | every table of a dataset must be there, some with a header alone",
    ),
    (
        "a header alone where rows are needed",
        &[Whole("demand.csv", "tier,year,mh100e,usd_per_h100e_hour\n")],
        "data/toy/demand.csv:1:1: demand has no rows | this table may not hold a header alone",
    ),
    (
        "a quotation mark that is never closed",
        &[Swap("load.csv", "north", "\"north")],
        "data/toy/load.csv:2:1: this row has 1 field; expected 6, as in the header | the row runs over several lines: is a quotation mark never closed?",
    ),
    // names
    (
        "a key that stands twice",
        &[Append("load.csv", "north,2026,2,,,invented\n")],
        "data/toy/load.csv:5:1: a second row for north, 2026 | the first stands in line 2; keep one",
    ),
    (
        "a region that is not defined",
        &[Swap("load.csv", "south,2028", "suoth,2028")],
        "data/toy/load.csv:4:1: region is \"suoth\"; expected a name from regions | did you mean \"south\"?",
    ),
    (
        "a day that is not defined",
        &[Swap("load_profile.csv", "north,mild,0", "north,cold,0")],
        "data/toy/load_profile.csv:2:7: day is \"cold\"; expected a name from days | known: hot, mild",
    ),
    (
        "a technology that is not defined",
        &[Swap("existing_capacity.csv", "gas", "coal")],
        "data/toy/existing_capacity.csv:3:1: technology is \"coal\"; expected a name from technologies | known: battery, fuel_cell, gas, hydro",
    ),
    (
        "a fuel that is not defined",
        &[Swap("technologies.csv", "turbines,gas", "turbines,oil")],
        "data/toy/technologies.csv:3:39: fuel is \"oil\"; expected a name from fuels | known: gas",
    ),
    (
        "a region of a fuel price that is not defined",
        &[Swap("fuel_prices.csv", "all", "everywhere")],
        "data/toy/fuel_prices.csv:2:5: region is \"everywhere\"; expected a name from regions or \"all\" | known: north, south",
    ),
    (
        "an accelerator that is not defined",
        &[Swap("accelerator_supply.csv", "beta", "gamma")],
        "data/toy/accelerator_supply.csv:4:1: accelerator is \"gamma\"; expected a name from accelerators | known: alpha, beta",
    ),
    (
        "a component that is not defined",
        &[Swap("component_use.csv", "memory", "packaging")],
        "data/toy/component_use.csv:2:7: component is \"packaging\"; expected a name from components | known: memory",
    ),
    (
        "a cooling system that is not defined",
        &[Swap("existing_shells.csv", "air", "ice")],
        "data/toy/existing_shells.csv:2:1: cooling is \"ice\"; expected a name from cooling | known: air, liquid",
    ),
    (
        "a site class that is not defined",
        &[Swap("sites.csv", "metro", "metros")],
        "data/toy/sites.csv:2:1: site_class is \"metros\"; expected a name from site_classes | did you mean \"metro\"?",
    ),
    (
        "a material that is not defined",
        &[Swap("material_supply.csv", "copper", "silver")],
        "data/toy/material_supply.csv:2:1: material is \"silver\"; expected a name from materials | known: copper",
    ),
    (
        "a source that is not defined",
        &[Swap("water.csv", "invented", "wikipedia")],
        "data/toy/water.csv:2:14: source is \"wikipedia\"; expected a name from sources | known: invented",
    ),
    (
        "a limit on a technology that is not defined",
        &[Swap("build_limits.csv", "technology,battery", "technology,batery")],
        "data/toy/build_limits.csv:3:27: name is \"batery\"; expected a name from technologies | did you mean \"battery\"?",
    ),
    (
        "a limit on a group without members",
        &[Swap("build_limits.csv", "group,turbines", "group,reactors")],
        "data/toy/build_limits.csv:2:21: name is \"reactors\"; expected a name from build groups | known: turbines",
    ),
    (
        "a limit in a region that is not defined",
        &[Swap("build_limits.csv", "turbines,all", "turbines,west")],
        "data/toy/build_limits.csv:2:30: region is \"west\"; expected a name from regions or \"all\" | known: north, south",
    ),
    (
        "a supply chain that nothing draws on",
        &[Swap("cooling_supply.csv", "plates", "towers")],
        "data/toy/cooling_supply.csv:3:1: supply is \"towers\"; expected a name from cooling supply chains | known: chillers, plates",
    ),
    (
        "an intensity of an asset that is not defined",
        &[Swap("material_intensity.csv", "shell,all", "shell,suburb")],
        "data/toy/material_intensity.csv:2:7: asset is \"suburb\"; expected a name from site_classes or \"all\" | known: campus, metro",
    ),
    (
        "an intensity of one connection",
        &[Swap("material_intensity.csv", "connection,all", "connection,north")],
        "data/toy/material_intensity.csv:3:12: asset is \"north\"; expected \"all\"",
    ),
    (
        "a link from a region to itself",
        &[Swap("links.csv", "north,south", "north,north")],
        "data/toy/links.csv:2:13: link river joins a region to itself",
    ),
    // tables against each other
    (
        "days that do not make a year",
        &[Swap("days.csv", "340", "341")],
        "data/toy/days.csv:2:26: days sum to 366; expected 365 | each row says how many days of the year its day stands for",
    ),
    (
        "storage without a duration",
        &[Swap("technologies.csv", "0.5,4,", "0.5,,")],
        "data/toy/technologies.csv:4:59: battery is storage and needs duration_hours above 0",
    ),
    (
        "storage without an efficiency",
        &[Swap("technologies.csv", "0.81", "")],
        "data/toy/technologies.csv:4:61: battery is storage and needs round_trip_efficiency above 0",
    ),
    (
        "storage that gives nothing back",
        &[Swap("technologies.csv", "0.81", "0")],
        "data/toy/technologies.csv:4:61: battery is storage and needs round_trip_efficiency above 0",
    ),
    (
        "a limit that changes its subject",
        &[Append("build_limits.csv", "turbines,2028,technology,gas,all,1,,,,\n")],
        "data/toy/build_limits.csv:5:15: scope is \"technology\", but \"group\" in an earlier row of turbines | scope must be the same in all rows of a limit",
    ),
    (
        "a site that opens twice",
        &[Append("sites.csv", "metro,south,2028,1,1,2028,,,\n")],
        "data/toy/sites.csv:4:22: first_year is \"2028\", but \"2027\" in an earlier row of metro, south | first_year must be the same in all rows of a site_class and region",
    ),
    (
        "a region without load",
        &[Swap("load.csv", "north,2026,1,0.9,1.1,invented\n", "")],
        "data/toy/load.csv:1:1: no rows for north | load must be complete: one or more rows for every region",
    ),
    (
        "a profile that lacks an hour",
        &[Swap("load_profile.csv", "south,hot,7,1,invented\n", "")],
        "data/toy/load_profile.csv:1:1: no rows for south, hot, 7 | load_profile must be complete: one or more rows for every region x day x hour",
    ),
    (
        "a region without connections",
        &[Swap("connections.csv", "north,0,500,40,invented\n", "")],
        "data/toy/connections.csv:1:1: no rows for north | connections must be complete: one or more rows for every region",
    ),
    (
        "a cooling system without performance",
        &[Swap("cooling_performance.csv", "air,north,1.25,1.25,0,invented\n", "")],
        "data/toy/cooling_performance.csv:1:1: no rows for air, north | cooling_performance must be complete: one or more rows for every cooling x region",
    ),
    (
        "a technology without costs",
        &[Swap("technology_costs.csv", "gas,2026,1000,10,0,0,800,1200,invented\n", "")],
        "data/toy/technology_costs.csv:1:1: no rows for gas | technology_costs must be complete: one or more rows for every technology",
    ),
    (
        "an accelerator without a price",
        &[Swap("accelerator_prices.csv", "beta,2026,40000,30000,50000,invented\n", "")],
        "data/toy/accelerator_prices.csv:1:1: no rows for beta | accelerator_prices must be complete: one or more rows for every accelerator",
    ),
    (
        "half a day of availability",
        &[Swap("availability.csv", "hydro,north,hot,5,0.9,invented\n", "")],
        "data/toy/availability.csv:1:1: hydro, north, hot has 23 of 24 hours | a day in availability replaces the technology's own value and gives all 24 hours",
    ),
    (
        "a fuel without a price where it is burnt",
        &[Swap("fuel_prices.csv", "gas,all", "gas,north")],
        "data/toy/fuel_prices.csv:1:1: no price of gas in south, where gas burns it | add rows for gas, south or for gas, all",
    ),
    (
        "a range below its value",
        &[Swap("load.csv", "0.9,1.1", "0.9,0.95")],
        "data/toy/load.csv:2:18: high is 0.95, but peak_gw is 1 | expected low <= value <= high",
    ),
    (
        "a range above its value",
        &[Swap("load.csv", "0.9,1.1", "1.05,1.1")],
        "data/toy/load.csv:2:14: low is 1.05, but peak_gw is 1 | expected low <= value <= high",
    ),
    (
        "a plant committed before it exists",
        &[Swap("technologies.csv", "8,3,20,2026", "8,3,20,2027")],
        "data/toy/committed_builds.csv:2:1: 0.1 GW of gas are committed in south by 2026, but gas exists from 2027 only | values are flat outside their years: end a series of committed builds with a 0 row",
    ),
    (
        "a plant committed where none may be built",
        &[Append("committed_builds.csv", "hydro,north,2026,0.1,invented,\n")],
        "data/toy/committed_builds.csv:4:1: 0.1 GW of hydro are committed in north by 2026, but no row of build_limits names hydro in north | values are flat outside their years: end a series of committed builds with a 0 row",
    ),
    // dataset.toml
    (
        "a dataset that says nothing of itself",
        &[Remove("dataset.toml")],
        "data/toy/dataset.toml: the file is missing | it says name, title, currency, base_year, description and licence",
    ),
    (
        "a dataset whose words are not TOML",
        &[Swap("dataset.toml", "name = \"toy\"", "name = toy")],
        "data/toy/dataset.toml:1:8: \"toy\" is no value | text stands in quotation marks: \"toy\"",
    ),
    (
        "a dataset without a currency",
        &[Swap("dataset.toml", "currency = \"USD 2026\"\n", "")],
        "data/toy/dataset.toml:1:1: \"currency\" is missing",
    ),
    (
        "a dataset with an unknown key",
        &[Append("dataset.toml", "licnce = \"CC0\"\n")],
        "data/toy/dataset.toml:8:1: unknown key \"licnce\" | did you mean \"licence\"?",
    ),
    (
        "a base year in quotes",
        &[Swap("dataset.toml", "2026\nd", "\"2026\"\nd")],
        "data/toy/dataset.toml:4:13: base_year is \"2026\"; expected a whole number",
    ),
    (
        "a base year with a half",
        &[Swap("dataset.toml", "base_year = 2026", "base_year = 2026.5")],
        "data/toy/dataset.toml:4:13: base_year is 2026.5; expected a whole number",
    ),
    (
        "a base year of no calendar",
        &[Swap("dataset.toml", "base_year = 2026", "base_year = -2000000000")],
        "data/toy/dataset.toml:4:13: base_year is -2000000000; expected a calendar year such as 2030",
    ),
    // levers
    (
        "levers that are not TOML",
        &[Append("levers.toml", "[[lever]\n")],
        "data/toy/levers.toml:89:9: a bracket is never closed | the name of a table stands in brackets on a line of its own, as in [finance] or [[adjust]]",
    ),
    (
        "a lever without a name",
        &[Swap("levers.toml", "name = \"chips\"\n", "")],
        "data/toy/levers.toml:3:1: \"lever.name\" is missing",
    ),
    (
        "two levers of one name",
        &[Swap("levers.toml", "\"siting\"", "\"chips\"")],
        "data/toy/levers.toml:33:1: a second lever \"chips\"",
    ),
    (
        "a lever that is no list",
        &[Whole("levers.toml", "lever = 3\n")],
        "data/toy/levers.toml:1:9: lever is 3; expected one or more [[lever]]",
    ),
    (
        "a lever that does nothing",
        &[Append("levers.toml", "[[lever]]\nname = \"x\"\ntitle = \"X\"\nneutral = 1\nlow = 0\nhigh = 2\n")],
        "data/toy/levers.toml:89:1: \"lever.adjust\" is missing",
    ),
    (
        "a lever with an unknown key",
        &[Swap("levers.toml", "neutral = 1.0", "neutral = 1.0\nstep = 0.1")],
        "data/toy/levers.toml:8:1: unknown key \"lever.step\" | known here: name, title, unit, description, neutral, low, high, adjust",
    ),
    (
        "a lever with a word for its neutral value",
        &[Swap("levers.toml", "neutral = 1.0", "neutral = \"one\"")],
        "data/toy/levers.toml:7:11: lever.neutral is \"one\"; expected a number",
    ),
    (
        "a lever on a table that is none",
        &[Swap("levers.toml", "table = \"accelerator_supply\"", "table = \"accelerator_suply\"")],
        "data/toy/levers.toml:12:9: there is no table \"accelerator_suply\" | did you mean \"accelerator_supply\"?",
    ),
    (
        "a lever that gives its own reasons",
        &[Swap("levers.toml", "multiply = \"strength\"", "multiply = \"strength\"\nwhy = \"so\"")],
        "data/toy/levers.toml:15:1: unknown key \"adjust.why\" | known here: table, column, where, years, set, multiply, add, delay_years, range",
    ),
    (
        "a lever without ends in order",
        &[Swap("levers.toml", "high = 2.0", "high = 0.2")],
        "data/toy/levers.toml:3:1: lever.low is 0.5, but lever.high is 0.2",
    ),
    // scenario
    (
        "a scenario under another name",
        &[Swap("toy.toml", "name = \"toy\"", "name = \"play\"")],
        "scenarios/toy.toml:1:1: name is \"play\", but the file is toy.toml | name and file stem must agree",
    ),
    (
        "a scenario without a dataset",
        &[Swap("toy.toml", "dataset = \"toy\"\n", "")],
        "scenarios/toy.toml:1:1: \"dataset\" is missing",
    ),
    (
        "a dataset that is not there",
        &[Swap("toy.toml", "dataset = \"toy\"", "dataset = \"toys\"")],
        "scenarios/toy.toml:4:11: there is no dataset \"toys\" (data/toys is missing) | did you mean \"toy\"?",
    ),
    (
        "a dataset outside the folder",
        &[Swap("toy.toml", "dataset = \"toy\"", "dataset = \"../data/toy\"")],
        "scenarios/toy.toml:4:11: \"../data/toy\" cannot be the name of a dataset | use letters, digits, - and _: the name is that of a folder of datasets",
    ),
    (
        "a parent outside the folder",
        &[Swap("toy.toml", "dataset", "extends = \"../scenarios/toy\"\ndataset")],
        "scenarios/toy.toml:4:11: \"../scenarios/toy\" cannot be the name of a scenario | use letters, digits, - and _: the name is the file's, without .toml",
    ),
    (
        "a parent that is not there",
        &[Swap("toy.toml", "dataset", "extends = \"baseline\"\ndataset")],
        "scenarios/toy.toml:4:11: there is no scenario \"baseline\" (scenarios/baseline.toml is missing) | gridbound list scenarios shows all",
    ),
    (
        "a scenario that is its own parent",
        &[Swap("toy.toml", "dataset", "extends = \"toy\"\ndataset")],
        "scenarios/toy.toml:4:11: scenarios inherit in a circle: toy -> toy",
    ),
    (
        "scenarios that inherit in a circle",
        &[
            Swap("toy.toml", "dataset", "extends = \"parent\"\ndataset"),
            Whole("parent.toml", "name = \"parent\"\nextends = \"toy\"\n"),
        ],
        "scenarios/parent.toml:2:11: scenarios inherit in a circle: toy -> parent -> toy",
    ),
    (
        "two parents",
        &[Swap("toy.toml", "dataset", "extends = [\"a\", \"b\"]\ndataset")],
        "scenarios/toy.toml:4:11: extends names one scenario, in quotes",
    ),
    (
        "a parent that is not TOML",
        &[
            Swap("toy.toml", "dataset", "extends = \"parent\"\ndataset"),
            Whole("parent.toml", "name = \"parent\"\n[horizon\n"),
        ],
        "scenarios/parent.toml:2:9: a bracket is never closed | the name of a table stands in brackets on a line of its own, as in [finance] or [[adjust]]",
    ),
    (
        "a scenario without a horizon",
        &[Swap("toy.toml", "[horizon]\nyears = [2026, 2028]\nblock_hours = 24\n", "")],
        "scenarios/toy.toml:1:1: \"horizon\" is missing",
    ),
    (
        "years that go backwards",
        &[Swap("toy.toml", "[2026, 2028]", "[2028, 2026]")],
        "scenarios/toy.toml:7:16: horizon.years is 2026; expected calendar years in ascending order, such as [2025, 2030]",
    ),
    (
        "no years",
        &[Swap("toy.toml", "[2026, 2028]", "[]")],
        "scenarios/toy.toml:7:9: horizon.years is a list; expected calendar years in ascending order, such as [2025, 2030]",
    ),
    (
        "years in quotes",
        &[Swap("toy.toml", "[2026, 2028]", "[\"2026\"]")],
        "scenarios/toy.toml:7:10: horizon.years is \"2026\"; expected calendar years in ascending order, such as [2025, 2030]",
    ),
    (
        "a year that is no list",
        &[Swap("toy.toml", "[2026, 2028]", "2026")],
        "scenarios/toy.toml:7:9: horizon.years is 2026; expected calendar years in ascending order, such as [2025, 2030]",
    ),
    (
        "blocks that do not divide a day",
        &[Swap("toy.toml", "block_hours = 24", "block_hours = 5")],
        "scenarios/toy.toml:8:15: horizon.block_hours is 5; expected 1, 2, 3, 4, 6, 8, 12 or 24",
    ),
    (
        "a misspelt number of the scenario",
        &[Swap("toy.toml", "discount_rate", "discount_rates")],
        "scenarios/toy.toml:10:1: \"finance.discount_rate\" is missing",
    ),
    (
        "a number of the scenario out of its range",
        &[Swap("toy.toml", "billable_fraction = 0.5", "billable_fraction = 50")],
        "scenarios/toy.toml:18:21: compute.billable_fraction is 50; expected a fraction from 0 to 1 | write a fraction: 5 % is 0.05 (of hours)",
    ),
    (
        "a number of the scenario in quotes",
        &[Swap("toy.toml", "discount_rate = 0.05", "discount_rate = \"5 %\"")],
        "scenarios/toy.toml:11:17: finance.discount_rate is \"5 %\"; expected a number",
    ),
    (
        "a number of the scenario that is infinite",
        &[Swap("toy.toml", "discount_rate = 0.05", "discount_rate = inf")],
        "scenarios/toy.toml:11:17: finance.discount_rate is inf; expected a number",
    ),
    (
        "a table of the scenario that is a number",
        &[Swap("toy.toml", "[policy]\ncarbon_price = 0.0", ""), Swap("toy.toml", "dataset", "policy = 3\ndataset")],
        "scenarios/toy.toml:4:10: policy is 3; expected a table",
    ),
    (
        "a cap for no year",
        &[Swap("toy.toml", "carbon_price = 0.0", "emissions_cap = { soon = 3.0 }")],
        "scenarios/toy.toml:35:19: policy.emissions_cap has \"soon\"; expected a calendar year such as 2030",
    ),
    (
        "a negative cap",
        &[Swap("toy.toml", "carbon_price = 0.0", "emissions_cap = { 2028 = -3.0 }")],
        "scenarios/toy.toml:35:26: the cap of 2028 is -3; expected a number that is not negative, Mt CO2",
    ),
    (
        "a cap for all years at once",
        &[Swap("toy.toml", "carbon_price = 0.0", "emissions_cap = 3.0")],
        "scenarios/toy.toml:35:17: policy.emissions_cap is 3; expected years with Mt CO2, such as { 2030 = 1200.0 }",
    ),
    (
        "a table that no scenario has",
        &[Append("toy.toml", "[politics]\ncarbon_price = 1.0\n")],
        "scenarios/toy.toml:36:2: unknown key \"politics\" | did you mean \"policy\"?",
    ),
    (
        "a lever that the dataset lacks",
        &[Append("toy.toml", "[levers]\nchip = 2.0\n")],
        "scenarios/toy.toml:37:1: dataset toy has no lever \"chip\" | did you mean \"chips\"?",
    ),
    (
        "a strength in quotes",
        &[Append("toy.toml", "[levers]\nchips = \"2\"\n")],
        "scenarios/toy.toml:37:9: levers.chips is \"2\"; expected a number",
    ),
    (
        "levers that are no table",
        &[Swap("toy.toml", "dataset", "levers = 2\ndataset")],
        "scenarios/toy.toml:4:10: levers is 2; expected a table of lever = strength",
    ),
    // adjusts
    (
        "an adjust of a table that is none",
        &[Append("toy.toml", "[[adjust]]\ntable = \"build_limit\"\ncolumn = \"gw_per_year\"\nset = 1\n")],
        "scenarios/toy.toml:37:9: there is no table \"build_limit\" | did you mean \"build_limits\"?",
    ),
    (
        "an adjust of a column that is none",
        &[Append("toy.toml", "[[adjust]]\ntable = \"build_limits\"\ncolumn = \"gw\"\nset = 1\n")],
        "scenarios/toy.toml:38:10: build_limits has no number \"gw\" | numbers of build_limits: gw_per_year",
    ),
    (
        "an adjust of text",
        &[Append("toy.toml", "[[adjust]]\ntable = \"build_limits\"\ncolumn = \"region\"\nset = 1\n")],
        "scenarios/toy.toml:38:10: build_limits has no number \"region\" | numbers of build_limits: gw_per_year",
    ),
    (
        "an adjust of the year",
        &[Append("toy.toml", "[[adjust]]\ntable = \"build_limits\"\ncolumn = \"year\"\nadd = 1\n")],
        "scenarios/toy.toml:38:10: build_limits has no number \"year\" | numbers of build_limits: gw_per_year",
    ),
    (
        "an adjust without a column",
        &[Append("toy.toml", "[[adjust]]\ntable = \"build_limits\"\nset = 1\n")],
        "scenarios/toy.toml:36:1: this adjust has no column | name the column to change, as in column = \"gw_per_year\"",
    ),
    (
        "an adjust without a table",
        &[Append("toy.toml", "[[adjust]]\ncolumn = \"gw_per_year\"\nset = 1\n")],
        "scenarios/toy.toml:36:1: \"adjust.table\" is missing",
    ),
    (
        "an adjust with two changes",
        &[Append("toy.toml", "[[adjust]]\ntable = \"build_limits\"\ncolumn = \"gw_per_year\"\nset = 1\nadd = 1\n")],
        "scenarios/toy.toml:36:1: an adjust has exactly one of set, multiply, add, delay_years, range; this one has 2 | it has set and add: keep one, or write one adjust each; they act in order",
    ),
    (
        "an adjust without a change",
        &[Append("toy.toml", "[[adjust]]\ntable = \"build_limits\"\ncolumn = \"gw_per_year\"\n")],
        "scenarios/toy.toml:36:1: an adjust has exactly one of set, multiply, add, delay_years, range; this one has 0 | say what to do with the numbers, as in multiply = 0.5",
    ),
    (
        "an adjust with a strength of its own",
        &[Append(
            "toy.toml",
            "[[adjust]]\ntable = \"build_limits\"\ncolumn = \"gw_per_year\"\nmultiply = \"strength\"\n",
        )],
        "scenarios/toy.toml:39:12: adjust.multiply is \"strength\"; expected a number",
    ),
    (
        "an adjust with an unknown key",
        &[Append("toy.toml", "[[adjust]]\ntable = \"build_limits\"\ncolumn = \"gw_per_year\"\nmultply = 2\nset = 1\n")],
        "scenarios/toy.toml:39:1: unknown key \"adjust.multply\" | did you mean \"multiply\"?",
    ),
    (
        "a delay of one column",
        &[Append("toy.toml", "[[adjust]]\ntable = \"build_limits\"\ncolumn = \"gw_per_year\"\ndelay_years = 1\n")],
        "scenarios/toy.toml:38:10: delay_years moves whole rows and takes no column | give one delay per table and leave column out",
    ),
    (
        "a delay of a table without years",
        &[Append("toy.toml", "[[adjust]]\ntable = \"links\"\ndelay_years = 1\n")],
        "scenarios/toy.toml:36:1: links has no years | its rows hold for all years: leave years and delay_years out",
    ),
    (
        "years of a table without years",
        &[Append("toy.toml", "[[adjust]]\ntable = \"links\"\ncolumn = \"loss\"\nyears = [2026, 2028]\nset = 0\n")],
        "scenarios/toy.toml:36:1: links has no years | its rows hold for all years: leave years and delay_years out",
    ),
    (
        "one year for two",
        &[Append("toy.toml", "[[adjust]]\ntable = \"demand\"\ncolumn = \"mh100e\"\nyears = [2026]\nset = 0\n")],
        "scenarios/toy.toml:39:9: years is a first and a last year, as in [2026, 2035] | one year is its first and its last, as in [2030, 2030]",
    ),
    (
        "years from late to early",
        &[Append("toy.toml", "[[adjust]]\ntable = \"demand\"\ncolumn = \"mh100e\"\nyears = [2028, 2026]\nset = 0\n")],
        "scenarios/toy.toml:39:9: years runs from 2028 back to 2026: no row is touched | the first year comes first",
    ),
    (
        "where by a number",
        &[Append(
            "toy.toml",
            "[[adjust]]\ntable = \"demand\"\ncolumn = \"mh100e\"\nwhere = { year = 2026 }\nset = 0\n",
        )],
        "scenarios/toy.toml:39:18: where is columns with a name or a list of names, as in { region = [\"PJM\", \"MISO\"] }",
    ),
    (
        "where by a column that is none",
        &[Append(
            "toy.toml",
            "[[adjust]]\ntable = \"demand\"\ncolumn = \"mh100e\"\nwhere = { tiers = \"urgent\" }\nset = 0\n",
        )],
        "scenarios/toy.toml:39:11: where names \"tiers\", which is no name column of demand | name columns: tier",
    ),
    (
        "where without columns",
        &[Append("toy.toml", "[[adjust]]\ntable = \"demand\"\ncolumn = \"mh100e\"\nwhere = \"urgent\"\nset = 0\n")],
        "scenarios/toy.toml:39:9: where is columns with a name or a list of names, as in { region = [\"PJM\", \"MISO\"] }",
    ),
    (
        "where by a name that stands nowhere",
        &[Append(
            "toy.toml",
            "[[adjust]]\ntable = \"demand\"\ncolumn = \"mh100e\"\nwhere = { tier = \"urgnt\" }\nset = 0\n",
        )],
        "scenarios/toy.toml:39:18: no row of demand has tier \"urgnt\": nothing changes there | did you mean \"urgent\"?",
    ),
    (
        "an adjust that makes a number negative",
        &[Append("toy.toml", "[[adjust]]\ntable = \"load\"\ncolumn = \"peak_gw\"\nadd = -1.2\n")],
        "scenarios/toy.toml:36:1: after this adjust peak_gw of load north, 2026 is -0.19999999999999996 | expected a number that is not negative",
    ),
    (
        "an adjust that makes a life a fraction",
        &[Append("toy.toml", "[[adjust]]\ntable = \"connections\"\ncolumn = \"lifetime_years\"\nmultiply = 0.33\n")],
        "scenarios/toy.toml:36:1: after this adjust lifetime_years of connections north is 13.200000000000001 | expected a whole number, at least 1",
    ),
    (
        "an adjust that makes a flag a number",
        &[Append("toy.toml", "[[adjust]]\ntable = \"cooling\"\ncolumn = \"liquid\"\nset = 2\n")],
        "scenarios/toy.toml:36:1: after this adjust liquid of cooling air is 2 | expected 0 or 1",
    ),
    (
        "an adjust that is infinite",
        &[Append("toy.toml", "[[adjust]]\ntable = \"load\"\ncolumn = \"peak_gw\"\nset = inf\n")],
        "scenarios/toy.toml:39:7: adjust.set is inf; expected a number",
    ),
    (
        "a delay that puts two rows on one year",
        &[Append("toy.toml", "[[adjust]]\ntable = \"demand\"\nyears = [2026, 2026]\ndelay_years = 2\n")],
        "scenarios/toy.toml:36:1: this delay puts two rows of demand on one year: patient, 2028 | delay all rows of the series, or later ones only",
    ),
    (
        "an adjust of a number that the scenario lacks",
        &[Append("toy.toml", "[[adjust]]\ntable = \"scenario\"\ncolumn = \"finance.discount\"\nset = 0\n")],
        "scenarios/toy.toml:38:10: the scenario has no number \"finance.discount\" | did you mean \"finance.discount_rate\"?",
    ),
    (
        "an adjust of the scenario by years",
        &[Append(
            "toy.toml",
            "[[adjust]]\ntable = \"scenario\"\ncolumn = \"finance.discount_rate\"\nyears = [2026, 2028]\nset = 0\n",
        )],
        "scenarios/toy.toml:36:1: an adjust of the scenario's own numbers takes a column and one of set, multiply, add | leave where, years, range and delay_years out",
    ),
    (
        "an adjust that takes a number of the scenario out of its range",
        &[Append("toy.toml", "[[adjust]]\ntable = \"scenario\"\ncolumn = \"compute.billable_fraction\"\nadd = 0.6\n")],
        "scenarios/toy.toml:36:1: compute.billable_fraction becomes 1.1; expected a fraction from 0 to 1",
    ),
    (
        "an adjust that makes a cap negative",
        &[
            Swap("toy.toml", "carbon_price = 0.0", "emissions_cap = { 2028 = 3.0 }"),
            Append("toy.toml", "[[adjust]]\ntable = \"scenario\"\ncolumn = \"policy.emissions_cap\"\nadd = -4\n"),
        ],
        "scenarios/toy.toml:36:1: policy.emissions_cap of 2028 becomes -1; expected a number that is not negative",
    ),
    (
        "an adjust of a cap that is not there",
        &[Append("toy.toml", "[[adjust]]\ntable = \"scenario\"\ncolumn = \"policy.emissions_cap\"\nmultiply = 0.5\n")],
        "scenarios/toy.toml:36:1: policy.emissions_cap names no year: nothing changes",
    ),
    (
        "adjusts that are no list",
        &[Swap("toy.toml", "dataset", "adjust = { table = \"load\" }\ndataset")],
        "scenarios/toy.toml:4:10: adjust is a table; expected one or more [[adjust]]",
    ),
    (
        "an adjust that takes the days out of the year",
        &[Append("toy.toml", "[[adjust]]\ntable = \"days\"\ncolumn = \"days\"\nmultiply = 2\n")],
        "scenarios/toy.toml:36:1: days sum to 730; expected 365 (data/toy/days.csv:2:26) | each row says how many days of the year its day stands for",
    ),
    (
        "an adjust of the hours",
        &[Append("toy.toml", "[[adjust]]\ntable = \"load_profile\"\ncolumn = \"hour\"\nset = 1\n")],
        "scenarios/toy.toml:38:10: load_profile has no number \"hour\" | numbers of load_profile: pu",
    ),
    (
        "an adjust of storage to nothing",
        &[Append("toy.toml", "[[adjust]]\ntable = \"technologies\"\ncolumn = \"round_trip_efficiency\"\nset = 0\n")],
        "scenarios/toy.toml:36:1: battery is storage and needs round_trip_efficiency above 0 (data/toy/technologies.csv:4:61)",
    ),
    (
        "an adjust of the first year of one site",
        &[Append("toy.toml", "[[adjust]]\ntable = \"sites\"\ncolumn = \"first_year\"\nadd = 0.5\n")],
        "scenarios/toy.toml:36:1: after this adjust first_year of sites metro, south, 2026 is 2027.5 | expected a whole number, at least 0",
    ),
    (
        "a dataset that says another name",
        &[Swap("dataset.toml", "name = \"toy\"", "name = \"us\"")],
        "data/toy/dataset.toml: name is \"us\", but the folder is toy | name and folder should agree",
    ),
    (
        "a range of the tables that is adjusted",
        &[Append("toy.toml", "[[adjust]]\ntable = \"load\"\ncolumn = \"low\"\nset = 0\n")],
        "scenarios/toy.toml:38:10: load has no number \"low\" | numbers of load: peak_gw",
    ),
    (
        "a report table that is adjusted",
        &[Append("toy.toml", "[[adjust]]\ntable = \"gdp\"\ncolumn = \"value\"\nset = 0\n")],
        "scenarios/toy.toml:36:1: no row of gdp is meant by this: nothing changes",
    ),
];

#[test]
fn every_fault_is_named_with_its_place_and_a_way_out() {
    let mut wrong = vec![];
    for (name, edits, expected) in BAD {
        let said = complaints(edits);
        if !said.iter().any(|line| line == expected) {
            wrong.push(format!("{name}:\n  expected {expected}\n  said     {}", said.join("\n           ")));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn one_fault_does_not_bring_a_hundred_complaints() {
    for (name, edits, _) in BAD {
        let said = complaints(edits);
        assert!(said.len() <= 5, "{name}: {} complaints", said.len());
    }
}

#[test]
fn no_two_cases_are_the_same() {
    let names: std::collections::BTreeSet<&str> = BAD.iter().map(|bad| bad.0).collect();
    assert_eq!(names.len(), BAD.len());
    assert!(BAD.len() >= 150);
}

#[test]
fn the_toy_itself_gives_no_cause_for_complaint() {
    assert_eq!(Case::toy().complaints(), "");
}

#[test]
fn faults_of_two_files_are_reported_together() {
    let said = complaints(&[
        Swap("load.csv", "2026,1,", "2026,-1,"),
        Swap("water.csv", "north", "nrth"),
        Swap("levers.toml", "neutral = 1.0", "neutral = \"one\""),
    ]);
    for file in ["data/toy/load.csv:2:12", "data/toy/water.csv:2:1", "data/toy/levers.toml:7:11"] {
        assert!(said.iter().any(|line| line.starts_with(file)), "{file} is not in {said:?}");
    }
}

#[test]
fn faults_of_a_scenario_are_reported_together() {
    let said = complaints(&[
        Swap("toy.toml", "block_hours = 24", "block_hours = 7"),
        Swap("toy.toml", "tolerance = 0.05", "tolerance = -0.05"),
        Append("toy.toml", "[[adjust]]\ntable = \"loads\"\ncolumn = \"peak_gw\"\nset = 1\n"),
    ]);
    for place in ["toy.toml:8:15", "toy.toml:28:13", "toy.toml:37:9"] {
        assert!(said.iter().any(|line| line.starts_with(&format!("scenarios/{place}"))), "{place} is not in {said:?}");
    }
}

#[test]
fn a_wrong_input_ends_with_code_1() {
    let fault = Case::with(&["finance.discount_rate = -1"]).try_load().expect_err("a negative rate");
    assert_eq!(fault.exit_code(), 1);
    assert!(matches!(fault, Error::Input(_)));
}

#[test]
fn a_file_in_another_encoding_is_named_with_the_place_where_that_shows() {
    let case = Case::toy();
    case.write("data/toy/regions.csv", b"region,name,reserve_margin,x,y\nnorth,N\xf6rd,0,0,0\n");
    case.write("data/toy/levers.toml", b"# \xf6\n");
    let said = case.complaints();
    assert!(said.contains("data/toy/regions.csv:2:8: the file is not UTF-8 here | save it as \"CSV UTF-8\""), "{said}");
    assert!(said.contains("data/toy/levers.toml:1:3: the file is not UTF-8 here | save it as UTF-8"), "{said}");
}

#[test]
fn a_folder_where_a_table_should_be_is_an_error() {
    let case = Case::toy();
    std::fs::remove_file(case.path().join("data/toy/water.csv")).expect("a table");
    std::fs::create_dir(case.path().join("data/toy/water.csv")).expect("a folder");
    let said = case.complaints();
    let told = "data/toy/water.csv: the file cannot be read: it is a folder | a file is expected here: rename the folder, or move it away\n";
    assert_eq!(said, told, "once");
}

#[test]
fn a_mark_of_byte_order_spaces_and_windows_line_ends_do_no_harm() {
    let case = Case::toy();
    let text = case.text("data/toy/load.csv").replace(",2026,", " , 2026 ,").replace('\n', "\r\n");
    case.write("data/toy/load.csv", format!("\u{feff}{text}\r\n"));
    assert_eq!(case.complaints(), "");
    assert_eq!(case.load().system.power.peak_load, Case::toy().load().system.power.peak_load);
}

#[test]
fn a_table_may_be_a_header_alone_where_the_schema_says_so() {
    for table in [
        "elcc",
        "availability",
        "existing_fleet",
        "fuel_limits",
        "site_ceilings",
        "committed_builds",
        "capital",
        "component_use",
    ] {
        let case = Case::with(&[&format!("{table} -")]);
        assert_eq!(case.complaints(), "", "{table}");
    }
    let links = Case::with(&["links -", "material_intensity - link"]);
    assert_eq!(links.complaints(), "");
}

/// A byte that means something in CSV or TOML, or none at all.
fn byte() -> impl Strategy<Value = u8> {
    prop_oneof![
        4 => proptest::sample::select(b",;\n\r\"'#=[]{}. -+_0123456789einfNaT:\xc3\xff\0".to_vec()),
        1 => any::<u8>(),
    ]
}

/// Some bytes of a text replaced, removed or added.
pub fn mutated(text: &[u8], changes: &[(usize, u8, u8)]) -> Vec<u8> {
    let mut bytes = text.to_vec();
    for &(at, byte, kind) in changes {
        let at = at % (bytes.len() + 1);
        match kind % 3 {
            0 if at < bytes.len() => bytes[at] = byte,
            1 if at < bytes.len() => drop(bytes.remove(at)),
            _ => bytes.insert(at, byte),
        }
    }
    bytes
}

pub fn changes() -> impl Strategy<Value = Vec<(usize, u8, u8)>> {
    vec((any::<usize>(), byte(), any::<u8>()), 1..6)
}

/// Every place that a problem points at can be shown.
fn show(problems: &Problems) {
    for problem in &problems.0 {
        assert!(!problem.to_string().is_empty());
    }
}

fn read_table(table: usize, bytes: &[u8]) {
    let mut problems = Problems::default();
    let schema = &TABLES[table % TABLES.len()];
    let read = InputTable::read(schema, "t.csv", bytes, &mut problems);
    assert_eq!(read.is_sound(), problems.0.is_empty());
    for row in 0..read.len() {
        read.columns().for_each(|column| drop(read.place(row, column.name).to_string()));
    }
    show(&problems);
}

fn read_toml(bytes: &[u8]) {
    let mut problems = Problems::default();
    if let Some(document) = Document::read("t.toml", bytes, &mut problems) {
        lever::read(&document, &mut problems);
        let folder = Folder::Disk(repository("scenarios"));
        Scenario::read(&folder, "toy", &[document], &mut problems);
    }
    show(&problems);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_a_table_or_an_error(table in any::<usize>(), bytes in vec(byte(), 0..200)) {
        read_table(table, &bytes);
    }

    #[test]
    fn any_bytes_under_a_sound_header_are_a_table_or_an_error(table in 0..TABLES.len(), bytes in vec(byte(), 0..200)) {
        let header: Vec<&str> = TABLES[table].columns.iter().map(|column| column.name).collect();
        read_table(table, &[header.join(",").as_bytes(), b"\n", &bytes].concat());
    }

    #[test]
    fn any_bytes_are_toml_or_an_error(bytes in vec(byte(), 0..200)) {
        read_toml(&bytes);
    }

    #[test]
    fn a_mutated_scenario_is_a_scenario_or_an_error(changes in changes()) {
        let text = std::fs::read(repository("scenarios/toy.toml")).expect("the toy's scenario");
        read_toml(&mutated(&text, &changes));
    }

    #[test]
    fn mutated_levers_are_levers_or_an_error(changes in changes()) {
        let text = std::fs::read(repository("data/toy/levers.toml")).expect("the toy's levers");
        read_toml(&mutated(&text, &changes));
    }

    #[test]
    fn a_mutated_dataset_is_a_program_or_an_error(table in 0..TABLES.len(), changes in changes()) {
        let case = Case::toy();
        let path = format!("data/toy/{}.csv", TABLES[table].name);
        if let Ok(text) = std::fs::read(case.path().join(&path)) {
            case.write(&path, mutated(&text, &changes));
        }
        if let Ok(loaded) = case.try_load() {
            let program = formulate(&loaded.system);
            prop_assert!(program.rows.values.iter().all(|value| value.is_finite()));
            prop_assert!(program.rows.rows.iter().all(|row| row.limit.is_finite()));
        }
    }
}
