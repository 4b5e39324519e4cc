//! What is likely a slip is not taken without a word: an error where it can be nothing else, else a warning; and what a
//! spreadsheet does to a file is taken as it was meant, or named with a way out.

use gridbound::render::lp;

use crate::case::Case;

/// What is wrong, the changes of the toy that make it so, and what must be said about it: message | hint.
type Slip = (&'static str, &'static [&'static str], &'static str);

const ERRORS: &[Slip] = &[
    (
        "a PUE with a lost digit",
        &["cooling_performance air north: pue = 0.125"],
        "data/toy/cooling_performance.csv:2:11: pue is \"0.125\"; expected a factor, at least 1 | write a factor: 20 % more is 1.2",
    ),
    (
        "a PUE without its 1",
        &["cooling_performance liquid south: pue_peak = 0.25"],
        "data/toy/cooling_performance.csv:5:20: pue_peak is \"0.25\"; expected a factor, at least 1 | write a factor: 20 % more is 1.2",
    ),
    (
        "a margin in per cent",
        &["regions north: reserve_margin = 15"],
        "data/toy/regions.csv:2:13: reserve_margin is \"15\"; expected a fraction from -1 to 1 | write a fraction: 5 % is 0.05",
    ),
    (
        "a margin in per cent below nothing",
        &["regions north: reserve_margin = -15"],
        "data/toy/regions.csv:2:13: reserve_margin is \"-15\"; expected a fraction from -1 to 1 | write a fraction: 5 % is 0.05",
    ),
    (
        "a price of a year that is none",
        &["policy.carbon_price = { 20300 = 50.0 }"],
        "policy.carbon_price has \"20300\"; expected a calendar year such as 2030",
    ),
    (
        "a cap below nothing",
        &["policy.emissions_cap = { 2026 = -5 }"],
        "the cap of 2026 is -5; expected a number that is not negative, Mt CO2",
    ),
    (
        "a life without end",
        &["technologies hydro: lifetime_years = 2147483647"],
        "lifetime_years is \"2147483647\"; expected a whole number, at most 1000000",
    ),
    (
        "a profile in per cent",
        &["load_profile north mild 0: pu = 80"],
        "data/toy/load_profile.csv:2:14: pu is \"80\"; expected a fraction from 0 to 1 | write a fraction: 5 % is 0.05",
    ),
    (
        "a capacity factor above 1",
        &["availability hydro north hot 0: value = 1.9"],
        "data/toy/availability.csv:2:19: value is \"1.9\"; expected a fraction from 0 to 1 | write a fraction: 5 % is 0.05",
    ),
    (
        "a tolerance in per cent",
        &["adequacy.tolerance = 5"],
        "adequacy.tolerance is 5; expected a fraction from 0 to 1 | write a fraction: 5 % is 0.05 (of peak)",
    ),
    (
        "less contracted than drawn",
        &["compute.contract_factor = 0.8"],
        "compute.contract_factor is 0.8; expected a factor, at least 1 | write a factor: 20 % more is 1.2 (GW contracted per GW drawn)",
    ),
    (
        "operating cost in per cent",
        &["compute.opex_fraction = 5"],
        "compute.opex_fraction is 5; expected a fraction from 0 to 1 | write a fraction: 5 % is 0.05 (of accelerator capex per year)",
    ),
    (
        "a margin that an adjust takes above 1",
        &["[[adjust]] table = \"regions\" ; column = \"reserve_margin\" ; multiply = 20"],
        "after this adjust reserve_margin of regions north is 2 | expected a fraction from -1 to 1",
    ),
    (
        "a gas plant that burns nothing",
        &["technologies gas turbines: heat_rate_mmbtu_per_mwh ="],
        "data/toy/technologies.csv:3:43: gas burns gas and needs heat_rate_mmbtu_per_mwh above 0 | MMBtu of fuel, higher heating value, per MWh of electricity",
    ),
    (
        "a fuel cell with a heat rate of 0",
        &["technologies fuel_cell: heat_rate_mmbtu_per_mwh = 0"],
        "data/toy/technologies.csv:5:52: fuel_cell burns gas and needs heat_rate_mmbtu_per_mwh above 0 | MMBtu of fuel, higher heating value, per MWh of electricity",
    ),
    (
        "a gas plant that burns it for nothing",
        &["technologies gas turbines: fuel ="],
        "data/toy/technologies.csv:3:39: gas has a heat rate of 8 MMBtu/MWh, but no fuel | name the fuel, or leave the heat rate empty: without a fuel power is free and clean",
    ),
    (
        "an adjust that takes the heat rate away",
        &["[[adjust]] table = \"technologies\" ; column = \"heat_rate_mmbtu_per_mwh\" ; set = 0"],
        "scenarios/toy.toml:36:1: gas burns gas and needs heat_rate_mmbtu_per_mwh above 0 (data/toy/technologies.csv:3:43) | MMBtu of fuel, higher heating value, per MWh of electricity",
    ),
    (
        "a header of texts that stands twice",
        &["file components.csv: component,unit,source\nmemory,stacks,invented\ncomponent,unit,source\n"],
        "data/toy/components.csv:3:1: the header line stands here again, as a row | delete this line; were two files joined?",
    ),
    (
        "a header of numbers that stands twice",
        &["latency + year,share,source"],
        "data/toy/latency.csv:3:1: the header line stands here again, as a row | delete this line; were two files joined?",
    ),
    (
        "a header that stands twice and with spaces",
        &["file latency.csv: year,share,source\n2026,0.3,invented\n year , share , source\n"],
        "data/toy/latency.csv:3:1: the header line stands here again, as a row | delete this line; were two files joined?",
    ),
    (
        "columns with semicolons",
        &["file latency.csv: year;share;source\n2026;0,3;invented\n"],
        "data/toy/latency.csv:1:1: columns are separated by semicolons; expected commas | save it as CSV with commas, and with points as decimal marks; lists within a cell keep their ;",
    ),
    (
        "columns with tabs",
        &["file latency.csv: year\tshare\tsource\n2026\t0.3\tinvented\n"],
        "data/toy/latency.csv:1:1: columns are separated by tabs; expected commas | save it as CSV with commas, and with points as decimal marks; lists within a cell keep their ;",
    ),
    (
        "a name of two lines",
        &["file components.csv: component,unit,source\n\"mem\nory\",stacks,invented\n"],
        "data/toy/components.csv:2:1: component is \"mem\\nory\"; expected a name without line breaks or control characters",
    ),
    (
        "a name that rings",
        &["file materials.csv: material,name,unit,source\ncop\u{7}per,Copper,kt,invented\n"],
        "data/toy/materials.csv:2:1: material is \"cop\\u{7}per\"; expected a name without line breaks or control characters",
    ),
    (
        "a name that is written backwards",
        &["file materials.csv: material,name,unit,source\ncopper,Cop\u{202e}per,kt,invented\n"],
        "data/toy/materials.csv:2:8: name is \"Cop\\u{202e}per\"; expected one line of text without control characters",
    ),
    (
        "a title of control characters",
        &[
            "file dataset.toml: name = \"toy\"\ntitle = \"To\\u0007y\"\ncurrency = \"USD 2026\"\nbase_year = 2026\ndescription = \"\"\nlicence = \"\"\n",
        ],
        "data/toy/dataset.toml:2:9: title is \"To\\u{7}y\"; expected one line of text without control characters",
    ),
    (
        "a cap of a year between model years",
        &["policy.emissions_cap = { 2027 = 0.5 }"],
        "policy.emissions_cap names 2027, and no model year: nothing would be capped | model years: 2026, 2028; a cap acts in its own year alone",
    ),
    (
        "caps before and after all model years",
        &["policy.emissions_cap = { 2025 = 0.5, 2030 = 0.1 }"],
        "policy.emissions_cap names 2025, 2030, and no model year: nothing would be capped | model years: 2026, 2028; a cap acts in its own year alone",
    ),
    (
        "model years that leave the cap's year out",
        &["policy.emissions_cap = { 2028 = 0.5 }", "horizon.years = [2026, 2027]"],
        "policy.emissions_cap names 2028, and no model year: nothing would be capped | model years: 2026, 2027; a cap acts in its own year alone",
    ),
    (
        "an adjust of model years between rows, and nothing else",
        &["[[adjust]] table = \"demand\" ; column = \"mh100e\" ; years = [2027, 2027] ; set = 0"],
        "no row of demand is meant by this: nothing changes | its rows are of 2026 to 2028, and years names rows, not model years",
    ),
];

const WARNINGS: &[Slip] = &[
    (
        "a PUE that falls on peak days",
        &["cooling_performance air south: pue_peak = 1.15"],
        "data/toy/cooling_performance.csv:3:16: pue_peak is 1.15, but pue is 1.25 | on peak days cooling takes no less than in the mean of the year",
    ),
    (
        "a heat rate in Btu per kWh",
        &["technologies gas turbines: heat_rate_mmbtu_per_mwh = 8000"],
        "data/toy/technologies.csv:3:43: heat_rate_mmbtu_per_mwh is 8000; expected at most 100 | the unit is at the end of the column's name: heat_rate_mmbtu_per_mwh",
    ),
    (
        "an accelerator in watts",
        &["accelerators alpha: kw = 700"],
        "data/toy/accelerators.csv:2:18: kw is 700; expected at most 50 | the unit is at the end of the column's name: kw",
    ),
    (
        "a range in per cent",
        &["regions north: high = 20"],
        "data/toy/regions.csv:2:30: high is 20, but reserve_margin is a fraction from -1 to 1 | write a fraction: 5 % is 0.05",
    ),
    (
        "a range that reaches below nothing",
        &["file latency.csv: year,share,low,source\n2026,0.3,-0.3,invented\n"],
        "data/toy/latency.csv:2:10: low is -0.3, but share is a fraction from 0 to 1 | a range holds values that can be had",
    ),
    (
        "a misspelt supply chain",
        &["cooling liquid: supplies = chiller;plates"],
        "data/toy/cooling.csv:3:27: no supply of chiller | did you mean \"chillers\"?",
    ),
    (
        "a misspelt supply chain of a third system",
        &[
            "cooling + bath,Bath,1,3000,plate,invented",
            "cooling_performance + bath,north,1.1,1.1,0,invented",
            "cooling_performance + bath,south,1.1,1.1,0,invented",
        ],
        "data/toy/cooling.csv:4:18: no supply of plate | did you mean \"plates\"?",
    ),
    (
        "a misspelt build group",
        &["technologies fuel_cell: build_groups = turbine"],
        "data/toy/technologies.csv:5:47: no limit on turbine | did you mean \"turbines\"?",
    ),
    (
        "a part that nobody limits",
        &["components + packaging,wafers,invented"],
        "data/toy/components.csv:3:1: no supply of packaging: it limits nothing | component_supply has no row for it",
    ),
    (
        "a part that nothing needs",
        &["components + packaging,wafers,invented", "component_supply + packaging,2026,1,invented"],
        "data/toy/components.csv:3:1: no use of packaging: it limits nothing | component_use has no row for it",
    ),
    (
        "a material that nobody limits",
        &["materials + steel,Steel,kt,invented"],
        "data/toy/materials.csv:3:1: no supply of steel: it limits nothing | material_supply has no row for it",
    ),
    (
        "one accelerator of three without parts",
        &[
            "accelerators + gamma,Gamma,2026,1,1,4,0,invented",
            "accelerator_prices + gamma,2026,1,1,1,invented",
            "accelerator_supply + gamma,2026,1,1,1,invented,",
        ],
        "data/toy/component_use.csv:1:1: component_use of memory has rows for every accelerator but gamma: 0 there | say it in a row of its own",
    ),
    (
        "an accelerator that is never sold",
        &["accelerator_supply beta 2027: thousand = 0"],
        "data/toy/accelerators.csv:3:1: beta is never on sale and nobody has one | accelerator_supply has no row above 0 from its first_year on, existing_fleet none at all",
    ),
    (
        "an accelerator that is sold before its first year alone",
        &["accelerators alpha: first_year = 2027", "existing_fleet -"],
        "data/toy/accelerators.csv:2:1: alpha is never on sale and nobody has one | accelerator_supply has no row above 0 from its first_year on, existing_fleet none at all",
    ),
    (
        "a plant that no limit names",
        &["build_limits - fuel_cells"],
        "data/toy/technologies.csv:5:1: fuel_cell does not stand anywhere and can never be built | no row of build_limits names it or its groups",
    ),
    (
        "a class without sites",
        &["site_classes + suburb,Suburb,9000,15,1,invented"],
        "data/toy/site_classes.csv:4:1: there is no site of class suburb | sites has no row for it",
    ),
    (
        "a line that is none",
        &["links river: capacity_gw = 0", "links river: max_gw_per_year = 0"],
        "data/toy/links.csv:2:19: link river carries nothing and can never be widened | capacity_gw and max_gw_per_year are 0",
    ),
    (
        "liquid cooling that nobody has",
        &["cooling liquid: liquid = 0"],
        "data/toy/accelerators.csv:3:22: beta needs liquid cooling, and no row of cooling is liquid | it can never stand anywhere",
    ),
    (
        "users that nothing is close to",
        &["site_classes metro: low_latency = 0"],
        "data/toy/latency.csv:2:6: 0.3 of all shells must be close to users, and no site class is | set low_latency of a site class to 1",
    ),
    (
        "builds that never end",
        &["committed_builds - 2027"],
        "data/toy/committed_builds.csv:2:16: gas in south ends at 0.1 GW a year in 2026: the same is committed in every year after it | values are flat outside their years: end the series with a 0 row",
    ),
    (
        "builds that end and begin again",
        &["committed_builds + gas,south,2029,0.2,invented,"],
        "data/toy/committed_builds.csv:4:16: gas in south ends at 0.2 GW a year in 2029: the same is committed in every year after it | values are flat outside their years: end the series with a 0 row",
    ),
    (
        "a load that begins late",
        &["load - north", "load + north,2027,1,,,invented", "load + north,2028,2,,,invented"],
        "data/toy/load.csv:4:7: north begins in 2027, after the first year of model and data, 2026 | values are flat outside their years: the first one stands for the years before it too",
    ),
    (
        "a tier that is misspelt in one year",
        &["capital + dept,2028,9,0.03,,,invented"],
        "data/toy/capital.csv:4:6: dept begins in 2028, after the first year of model and data, 2026 | values are flat outside their years: the first one stands for the years before it too",
    ),
    (
        "prices of a chip that begin after its sales",
        &["accelerator_prices alpha: year = 2028", "accelerator_prices + alpha,2029,1,1,1,invented"],
        "data/toy/accelerator_prices.csv:2:7: alpha begins in 2028, after the first year of model and data, 2026 | values are flat outside their years: the first one stands for the years before it too",
    ),
    (
        "one cap of two between model years",
        &["policy.emissions_cap = { 2027 = 9, 2028 = 9 }"],
        "policy.emissions_cap names 2027, no model year: nothing is capped there | model years: 2026, 2028; a cap acts in its own year alone",
    ),
];

/// What is said about the toy after some changes, a line each, and whether it stops the run.
fn said(edits: &[&str]) -> (bool, Vec<String>) {
    let (adjusts, edits): (Vec<&str>, Vec<&str>) = edits.iter().partition(|edit| edit.starts_with(ADJUST));
    let case = Case::with(&edits);
    let scenario = case.text("scenarios/toy.toml");
    case.write("scenarios/toy.toml", scenario + &adjusts.into_iter().map(written).collect::<String>());
    (case.try_load().is_err(), case.complaints().lines().map(str::to_owned).collect())
}

const ADJUST: &str = "[[adjust]] ";

/// An adjust on lines of their own, as TOML has it.
fn written(adjust: &str) -> String {
    adjust.replacen(ADJUST, "[[adjust]]\n", 1).replace(" ; ", "\n") + "\n"
}

#[test]
fn a_slip_is_an_error_where_it_can_be_nothing_else_and_a_warning_elsewhere() {
    let all = ERRORS.iter().map(|slip| (true, slip)).chain(WARNINGS.iter().map(|slip| (false, slip)));
    let mut wrong = vec![];
    for (stops, (name, edits, expected)) in all {
        let (stopped, lines) = said(edits);
        if stopped != stops || !lines.iter().any(|line| line.ends_with(expected)) || lines.len() > 3 {
            wrong.push(format!(
                "{name} ({stopped}):\n  expected {expected}\n  said     {}",
                lines.join("\n           ")
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_a_file_does_beside_an_idle_adjust_lets_it_pass_with_a_warning() {
    let idle = "[[adjust]] table = \"demand\" ; column = \"mh100e\" ; years = [2027, 2027] ; set = 0";
    let case = Case::toy();
    let own = "name = \"own\"\nextends = \"toy\"\n";
    let adjust = written(idle);
    let more = "[[adjust]]\ntable = \"demand\"\ncolumn = \"mh100e\"\nmultiply = 2\n";
    for (text, stops) in [
        (format!("{own}{adjust}"), true),
        (format!("{own}{adjust}{more}"), false),
        (format!("{own}[levers]\nchips = 2\n{adjust}"), false),
        (format!("{own}[policy]\ncarbon_price = 9\n{adjust}"), false),
    ] {
        case.write("scenarios/own.toml", &text);
        assert_eq!(case.try_load_scenario("own").is_err(), stops, "{text}");
    }
}

#[test]
fn what_spreadsheets_write_is_read_as_it_was_meant() {
    let case = Case::toy();
    case.write("data/toy/latency.csv", "year,share,source\n2026.0,0.3,invented\n,,\n , ,\n");
    case.write(
        "data/toy/connections.csv",
        case.text("data/toy/connections.csv").replace(",40,", ",40.0,") + ",,,,\n,\n",
    );
    assert_eq!(case.complaints(), "");
    assert_eq!(case.load().adjusted.table("latency").len(), 1);
}

#[test]
fn prose_may_have_lines_and_names_other_letters() {
    let case = Case::toy();
    let text = case
        .text("scenarios/toy.toml")
        .replace("description = \"", "description = \"One.\\nTwo.\\t")
        .replace("Toy:", "Tøy – 玩具:");
    case.write("scenarios/toy.toml", text);
    assert_eq!(case.complaints(), "");
}

#[test]
fn names_of_an_exported_program_are_safe_short_and_different() {
    let long = "n".repeat(400);
    for name in ["a=b", "<south>", "no rth*^2 \\ [x]", "Süd", long.as_str()] {
        let case = Case::toy();
        for entry in std::fs::read_dir(case.path().join("data/toy")).unwrap() {
            let file = entry.unwrap().file_name().into_string().unwrap();
            let path = format!("data/toy/{file}");
            if file.contains(".csv") {
                case.write(&path, case.text(&path).replace("north", name));
            }
        }
        let loaded = case.load();
        let program = gridbound::constraints::formulate(&loaded.system);
        let table = String::from_utf8(lp::names(&loaded.system, &program).unwrap()).unwrap();
        let mut reader = csv::Reader::from_reader(table.as_bytes());
        let records: Vec<csv::StringRecord> = reader.records().map(|record| record.unwrap()).collect();
        assert_eq!(records.len(), program.rows.len() + program.variables.len());
        assert!(records.iter().any(|record| &record[4] == name), "{name}");
        let mut seen = std::collections::BTreeSet::new();
        let (lp, mps) = (lp::lp(&loaded.system, &program), lp::mps(&loaded.system, &program));
        for record in &records {
            assert!(seen.insert((record[1].to_owned(), record[0].to_owned())), "{record:?} stands twice");
            assert!(
                record[0].len() <= 255
                    && record[0].bytes().all(|b| b.is_ascii_alphanumeric() || b"_.&~;(),".contains(&b))
            );
            assert!(lp.contains(&record[0]) && mps.contains(&format!(" {}", &record[0])), "{record:?}");
        }
    }
}
