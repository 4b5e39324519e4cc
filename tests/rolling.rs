//! Rolling foresight: it agrees with perfect foresight where nothing is to be foreseen, and with a toy solved by hand where
//! something is believed that does not come.

use std::collections::BTreeSet;
use std::fmt::Write;

use gridbound::error::Error;
use gridbound::program::Rule;
use gridbound::results::tables::ShadowPriceRow;
use gridbound::run::rolling::tables::{Kind, OrderRow, WaitingRow, Worth};
use gridbound::run::{Run, run};
use gridbound::solve::Options;

use crate::case::{Case, REFERENCES, assert_close, assignment, repository};
use gridbound::input::Folder;
use gridbound::load::{Library, Loaded, load};

/// What two implementations agree to.
const AGREED: f64 = 1e-6;

/// Looks to the end of any horizon.
const TO_THE_END: [&str; 2] = ["foresight.mode = \"rolling\"", "foresight.window_years = 100"];

fn solved(loaded: &Loaded) -> Run {
    run(loaded, &Options::default()).unwrap_or_else(|fault| panic!("{}: {fault}", loaded.scenario.name))
}

fn objective(run: &Run) -> f64 {
    run.certificate.objective_musd
}

/// A reference case with numbers set over its scenario.
fn reference(name: &str, set: &[&str]) -> Loaded {
    let folder = repository("tests/reference");
    let library = Library { data: Folder::Disk(folder.clone()), scenarios: Folder::Disk(folder.join(name)) };
    let set: Vec<_> = set.iter().map(|line| assignment(line)).collect();
    load(&library, "scenario", &set).unwrap_or_else(|fault| panic!("{fault}"))
}

#[test]
fn with_all_in_sight_and_nothing_ordered_a_rolling_plan_is_the_perfect_one() {
    for name in REFERENCES {
        let perfect = objective(&solved(&reference(name, &[])));
        let mut loaded = reference(name, &TO_THE_END);
        no_leads(&mut loaded);
        let rolling = solved(&loaded);
        assert_close(objective(&rolling), perfect, AGREED, name);
        let foreseen = rolling.foreseen.expect("what rolling foresight adds");
        assert!(foreseen.orders.is_empty(), "{name}: nothing takes time");
        assert!(foreseen.steps.iter().all(|step| step.relative_gap <= AGREED && step.primal_residual <= AGREED));
    }
}

/// Reference cases with lead times, beliefs, plans made before the first year and tails (`rolling.toml` in their folders), and
/// to what two implementations agree: steps of two of them have several optimal plans.
const ROLLING: [(&str, f64); 8] = [
    ("02", AGREED),
    ("04", AGREED),
    ("08", AGREED),
    ("19", 1e-3),
    ("35", 1e-3),
    ("40", AGREED),
    ("53", AGREED),
    ("54", AGREED),
];

#[test]
fn an_independent_implementation_rolls_to_the_same_objective() {
    let (mut priced, mut orders) = (0, BTreeSet::new());
    for (name, agreed) in ROLLING {
        let folder = repository("tests/reference");
        let library = Library { data: Folder::Disk(folder.clone()), scenarios: Folder::Disk(folder.join(name)) };
        let loaded = load(&library, "rolling", &[]).unwrap_or_else(|fault| panic!("{name}: {fault}"));
        let expected = std::fs::read_to_string(folder.join(name).join("expected-rolling.json")).unwrap();
        let expected: serde_json::Value = serde_json::from_str(&expected).unwrap();
        let run = solved(&loaded);
        assert_close(objective(&run), expected["objective_musd"].as_f64().unwrap(), agreed, name);
        let of_orders = run.results.shadow_prices.iter().filter(|row| row.rule.own_name() == "order");
        orders.extend(of_orders.filter(|row| row.price > 0.0).map(|row| row.rule.name()));
        let foresight = run.foreseen.expect("what rolling foresight adds").foresight;
        let worth = foresight.iter().find(|row| row.quantity == Worth::Objective).unwrap();
        assert_close(worth.perfect, expected["perfect_musd"].as_f64().unwrap(), AGREED, name);
        assert!(worth.lost >= -AGREED * worth.perfect.abs(), "{name}: no plan is better than the perfect one");
        priced += usize::from(worth.lost > 0.01 * worth.perfect.abs());
    }
    assert!(priced >= 5, "foresight has a price in most of them");
    assert_eq!(orders, Rule::ORDERS.map(Rule::name).into(), "orders of every family carry a price in some of them");
}

/// Takes all times from order to service away.
fn no_leads(loaded: &mut Loaded) {
    let set: Vec<String> = ["technologies", "connections", "links", "site_classes", "accelerators"]
        .map(|table| format!("[[adjust]]\ntable = \"{table}\"\ncolumn = \"lead_years\"\nset = 0.0\n"))
        .to_vec();
    let folder = repository("tests/reference");
    let name = loaded.scenario.dataset.clone();
    let library = Library { data: Folder::Disk(folder.clone()), scenarios: Folder::Disk(folder.join(&name)) };
    let all: Vec<_> = TO_THE_END.iter().map(|line| assignment(line)).chain(set.iter().map(|s| assignment(s))).collect();
    *loaded = load(&library, "scenario", &all).unwrap_or_else(|fault| panic!("{fault}"));
}

#[test]
fn one_model_year_leaves_nothing_to_foresee() {
    let years = "horizon.years = [2028]";
    let perfect = Case::with(&[years]).load();
    let rolling = Case::with(&[years, TO_THE_END[0], "foresight.window_years = 0"]).load();
    assert_close(objective(&solved(&rolling)), objective(&solved(&perfect)), AGREED, "the toy in 2028");
}

/// A region with accelerators for 5 GW, halls for 10, power without end at 10 USD/MWh for it and a base load of 1 GW, and a connection of 1 GW. A new one costs 10 million
/// USD per GW and year of service, takes two years, and at most 3 GW come in a year. Compute earns 8760 million USD per GW
/// and year: 1 GW in 2026, 2, 3 and 4 in the years after. No interest, no discount.
fn one_connection() -> Case {
    let case = Case::toy();
    let profile = (0..24).fold("region,day,hour,pu\n".to_owned(), |mut text, hour| {
        let _ = writeln!(text, "north,day,{hour},1");
        text
    });
    let files = [
        ("regions", "region,name,reserve_margin,x,y\nnorth,North,0,0.5,0.5\n"),
        ("days", "day,name,season,days,peak\nday,A day,all,365,0\n"),
        ("load_profile", &profile),
        ("load", "region,year,peak_gw\nnorth,2026,1\n"),
        ("availability", "technology,region,day,hour,value\n"),
        ("elcc", "technology,region,elcc\n"),
        (
            "technologies",
            "technology,name,location,kind,build_groups,fuel,heat_rate_mmbtu_per_mwh,vom_usd_per_mwh,lifetime_years,first_year,availability,elcc,duration_hours,round_trip_efficiency\nhydro,Hydro,grid,variable,,,,10,50,2026,1,1,,\n",
        ),
        (
            "technology_costs",
            "technology,year,capex_usd_per_kw,fom_usd_per_kw_year,investment_credit,production_credit_usd_per_mwh\nhydro,2026,0,0,0,0\n",
        ),
        ("existing_capacity", "technology,region,year,gw\nhydro,north,2026,50\n"),
        ("build_limits", "limit,year,scope,name,region,gw_per_year\nhydro,2026,technology,hydro,all,0\n"),
        ("committed_builds", "technology,region,year,gw_per_year\n"),
        ("fuel_prices", "fuel,region,year,usd_per_mmbtu\ngas,all,2026,4\n"),
        ("fuel_limits", "fuel,region,year,tbtu\n"),
        ("links", "link,from,to,capacity_gw,loss,capex_usd_per_kw,lifetime_years,first_year,max_gw_per_year\n"),
        ("connections", "region,existing_gw,capex_usd_per_kw,lifetime_years,lead_years\nnorth,1,400,40,2\n"),
        ("connection_rate", "region,year,gw_per_year\nnorth,2026,3\n"),
        (
            "accelerators",
            "accelerator,name,first_year,kw,h100e,lifetime_years,liquid_only\nalpha,Alpha,2020,1,1,30,0\n",
        ),
        ("accelerator_prices", "accelerator,year,usd_per_unit\nalpha,2026,20000\n"),
        ("accelerator_supply", "accelerator,year,thousand\nalpha,2026,0\n"),
        ("component_supply", "component,year,quantity\n"),
        ("component_use", "accelerator,component,per_thousand\n"),
        ("components", "component,unit\n"),
        ("existing_fleet", "accelerator,region,thousand\nalpha,north,5000\n"),
        ("cooling", "cooling,name,liquid,capex_usd_per_kw,supplies\nair,Fans,0,0,chillers\n"),
        ("cooling_performance", "cooling,region,pue,pue_peak,wue_l_per_kwh\nair,north,1,1,0\n"),
        ("cooling_supply", "supply,year,gw_per_year\nchillers,2026,2\n"),
        ("existing_shells", "cooling,region,gw\nair,north,10\n"),
        (
            "site_classes",
            "site_class,name,capex_usd_per_kw,lifetime_years,low_latency\ncampus,Open country,10000,15,1\n",
        ),
        ("sites", "site_class,region,year,max_gw,gw_per_year,first_year\ncampus,north,2026,0,0,2026\n"),
        ("site_ceilings", "region,year,max_gw\n"),
        ("material_intensity", "asset_kind,asset,material,per_unit\nconnection,all,copper,0\n"),
        ("material_supply", "material,tier,year,quantity,usd_per_unit\ncopper,home,2026,1,0\n"),
        ("capital", "tier,year,busd,fee\n"),
        ("flexibility", "year,depth\n2026,0\n"),
        ("demand", "tier,year,mh100e,usd_per_h100e_hour\nall,2026,1,1\nall,2029,4,1\n"),
        ("latency", "year,share\n2026,0\n"),
        ("water", "region,year,million_m3\nnorth,2026,1\n"),
        ("iamc", "technology,category\nhydro,Hydro\n"),
    ];
    for (table, text) in files {
        case.write(&format!("data/toy/{table}.csv"), text);
    }
    std::fs::remove_file(case.path().join("data/toy/levers.toml")).unwrap();
    let set = [
        "horizon.years = [2026, 2027, 2028, 2029]",
        "finance.discount_rate = 0.0",
        "finance.wacc_power = 0.0",
        "compute.power_utilisation = 1.0",
        "compute.billable_fraction = 1.0",
        "compute.opex_fraction = 0.0",
        "compute.contract_factor = 1.0",
    ];
    set.into_iter().chain(TO_THE_END).fold(case, Case::but)
}

/// Until 2026 everybody holds that demand after the year will be half of what comes.
const HALF: &str =
    "[[belief]]\nuntil = 2026\ntable = \"demand\"\ncolumn = \"mh100e\"\nmultiply = 0.5\nwhy = \"a test\"\n";

/// Earned by a GW in a year beyond its power, paid for a GW of connection in a year, and for the power of the base load in all
/// years: million USD.
const EARNED: f64 = 8760.0 - 87.6;
const PAID: f64 = 10.0;
const BASE: f64 = 4.0 * 87.6;

fn of_years<T>(rows: &[T], value: impl Fn(&T) -> f64) -> Vec<f64> {
    rows.iter().map(|row| (value(row) * 1e9).round() / 1e9).collect()
}

#[test]
fn a_connection_that_was_not_ordered_is_missed_as_by_hand() {
    let loaded = one_connection().but(HALF).load();
    let run = solved(&loaded);
    let foreseen = run.foreseen.as_ref().expect("what rolling foresight adds");

    // In 2026 the plan sees demand of 1, 1, 1.5 and 2 GW. What comes in a year serves half of it: 1 GW of 2028 serves exactly
    // what is missing, so that is ordered. In 2027 demand of 2, 3 and 4 GW is seen: nothing can come in 2027, 1 GW
    // in 2028, 3 GW in 2029, which serve 1 + 1 + 1.5 GW.
    let orders = |row: &OrderRow| (row.step, row.year, row.ordered, row.realised, row.cancelled);
    assert!(foreseen.orders.iter().all(|row| row.kind == Kind::Connect && row.region == "north" && row.unit == "GW"));
    let expected = [
        (2026, 2028, 1.0, 1.0, 0.0),
        (2027, 2028, 1.0, 1.0, 0.0),
        (2027, 2029, 3.0, 3.0, 0.0),
        (2028, 2029, 3.0, 3.0, 0.0),
    ];
    let found: Vec<_> = foreseen.orders.iter().map(orders).collect();
    for (found, expected) in found.iter().zip(&expected) {
        assert_eq!((found.0, found.1), (expected.0, expected.1));
        for (found, expected) in [(found.2, expected.2), (found.3, expected.3), (found.4, expected.4)] {
            assert_close(found, expected, AGREED, "an order");
        }
    }
    assert_eq!(found.len(), expected.len(), "{found:?}");
    assert_eq!(of_years(&run.results.summary, |row| row.ai_rated_gw), [1.0, 1.0, 1.5, 3.5]);

    // Loads of 7 GW-years are sold; connections serve 0.5 and 1 GW in 2028, 2029 of the first, 1.5 GW of the second.
    assert_close(objective(&run), 7.0 * EARNED - 3.0 * PAID - BASE, AGREED, "what is realised");
    // Perfect: 2 GW come in 2027 and 2 GW in 2029, which serve 1, 2, 2 and 1 GW.
    let lost = |quantity: Worth| -> Vec<f64> {
        foreseen.foresight.iter().filter(|row| row.quantity == quantity).map(|row| row.lost).collect()
    };
    assert_close(lost(Worth::Objective)[0], 3.0 * EARNED - 3.0 * PAID, AGREED, "the price of foresight");
    for (found, expected) in lost(Worth::Load).into_iter().zip([0.0, 1.0, 1.5, 0.5]) {
        assert_close(found, expected, AGREED, "load lost");
    }

    // Prices, each in its own year's step. Of 2027: one more GW ordered serves 0.5, 1 and 1 GW, and pays for that.
    let price = |year: i32, rule: Rule| -> f64 {
        let of = |row: &&ShadowPriceRow| row.year == year && row.rule == rule;
        run.results.shadow_prices.iter().find(of).map_or(0.0, |row| row.price)
    };
    assert_close(price(2027, Rule::GridOrder), 2.5 * (EARNED - PAID), AGREED, "an order for 2027");
    assert_close(price(2028, Rule::GridOrder), 1.5 * (EARNED - PAID), AGREED, "an order for 2028");
    // Of 2029 order and pace hold the same 3 GW.
    let both = price(2029, Rule::GridOrder) + price(2029, Rule::GridConnectionRate);
    assert_close(both, 0.5 * (EARNED - PAID), AGREED, "an order for 2029");
    assert_eq!([2026, 2027, 2028].map(|year| price(year, Rule::GridConnectionRate)), [0.0; 3], "pace leaves room");
    let connection = of_years(&run.results.prices, |row| row.connection_price_usd_per_kw_yr.unwrap_or(f64::NAN));
    let connection: Vec<f64> = connection.into_iter().filter(|price| !price.is_nan()).collect();
    assert_eq!(connection[1..], [EARNED; 3], "from 2027 on a GW connected sells its compute");

    // Accelerators for 5 GW stand all the time.
    assert_eq!(of_years(&foreseen.waiting, |row| row.accelerators_idle_gw), [4.0, 4.0, 3.5, 1.5]);
    let waits: Vec<&WaitingRow> = foreseen.waiting.iter().filter(|row| row.year == 2027).collect();
    assert_eq!(waits[0].waits_for, "connections and lines ordered in time, north");
    assert_close(waits[0].price_usd_per_kw.unwrap_or_default(), 2.5 * (EARNED - PAID), AGREED, "what it waits for");
}

#[test]
fn an_order_is_given_up_free_of_charge_and_never_raised() {
    // In 2026 planners see twice the demand that comes.
    let twice = HALF.replace("multiply = 0.5", "multiply = 2.0");
    let run = solved(&one_connection().but(&twice).load());
    let foreseen = run.foreseen.expect("what rolling foresight adds");
    // Of 2027 and 2028 as much is ordered as would serve 4 and 6 GW at a pace of 3 GW: all of it, where 2027 is over and
    // demand turns out to be 2, 3 and 4 GW, but for what is not needed.
    assert_eq!(of_years(&run.results.summary, |row| row.ai_rated_gw), [1.0, 2.0, 3.0, 4.0]);
    let of_2028 = foreseen.orders.iter().filter(|row| row.year == 2028);
    let of_2028: Vec<(f64, f64)> =
        of_2028.map(|row| (row.ordered, row.ordered - row.realised - row.cancelled)).collect();
    assert!(of_2028.windows(2).all(|pair| pair[1].0 <= pair[0].0 + AGREED), "{of_2028:?}");
    assert!(of_2028.iter().all(|(_, rest)| rest.abs() < AGREED), "{of_2028:?}");
    assert!(foreseen.orders.iter().any(|row| row.cancelled > 0.5), "{:?}", foreseen.orders);
}

#[test]
fn planners_order_and_buyers_buy_by_what_they_see_themselves() {
    let held_by = |who: &str| solved(&one_connection().but(&format!("{HALF}who = \"{who}\"\n")).load());
    let missed = 7.0 * EARNED - 3.0 * PAID - BASE;
    let perfect = 10.0 * EARNED - 6.0 * PAID - BASE;
    // Who holds half of the demand to be true decides what is ordered in 2026 only if it is the planners: nothing comes in 2026.
    for (who, expected) in [("planners", missed), ("buyers", perfect), ("all", missed)] {
        let run = held_by(who);
        assert_close(objective(&run), expected, AGREED, who);
        let steps = run.foreseen.expect("what rolling foresight adds").steps.len();
        assert_eq!(steps, if who == "all" { 4 } else { 5 }, "{who}: the step of 2026 is solved for both");
    }
}

#[test]
fn a_plan_made_before_the_first_year_binds_it() {
    // Without it connections of 2026 and 2027 could be had at once; with it only what was seen in 2025 is ordered.
    let start = "foresight.start = 2025";
    let belief = HALF.replace("until = 2026", "until = 2025");
    let run = solved(&one_connection().but(start).but(&belief).load());
    let foreseen = run.foreseen.expect("what rolling foresight adds");
    assert_eq!(foreseen.steps[0].step, 2025);
    // In 2025 demand of 0.5, 1, 1.5 and 2 GW is seen: nothing is ordered for 2026 and 2027. In 2026 1 GW for 2028 and
    // more can still be ordered, and all demand is seen: 3 GW of 2028 serve 1.5 GW, so 1 + 1.5 GW in 2028 and 4 in 2029.
    assert_eq!(of_years(&run.results.summary, |row| row.ai_rated_gw), [1.0, 1.0, 2.5, 4.0]);
    assert!(foreseen.orders.iter().all(|row| row.year > 2027), "{:?}", foreseen.orders);
}

fn complaint(edits: &[&str]) -> String {
    edits.iter().fold(one_connection(), |case, edit| case.but(edit)).complaints()
}

#[test]
fn bad_input_is_named_with_its_place_and_what_to_do() {
    let belief = |lines: &str| format!("[[belief]]\nuntil = 2026\n{lines}");
    let of_demand = "table = \"demand\"\ncolumn = \"mh100e\"\nmultiply = 0.5\n";
    for (edit, place, said) in [
        ("foresight.window_years = -1".to_owned(), "1:26", "foresight.window_years is -1; expected 0 or more"),
        ("foresight.window_years = \"six\"".to_owned(), "1:26", "foresight.window_years is \"six\"; expected a number"),
        ("foresight.mode = \"roling\"".to_owned(), "1:18", "did you mean \"rolling\"?"),
        ("foresight.begin = 2024".to_owned(), "1:11", "unknown key \"foresight.begin\""),
        ("foresight.start = 2026".to_owned(), "1:19", "foresight.start is 2026; expected a year before 2026"),
        ("foresight.start = 1".to_owned(), "1:19", "foresight.start is 1; expected a whole number from 1900 to 2200"),
        (
            belief("table = \"connections\"\ncolumn = \"existing_gw\"\nmultiply = 2.0\n"),
            "3:9",
            "\"connections\" has no years",
        ),
        (
            belief("table = \"scenario\"\ncolumn = \"finance.discount_rate\"\nset = 0.1\n"),
            "3:9",
            "\"scenario\" has no years",
        ),
        (belief(&format!("{of_demand}years = [2010, 2020]\n")), "1:1", "the belief meets no row of demand after 2026"),
        (belief(&format!("{of_demand}where = {{ tier = \"none\" }}\n")), "6:18", "has tier \"none\""),
        (belief(&format!("{of_demand}who = \"buyer\"\n")), "6:7", "did you mean \"buyers\"?"),
        (belief(&format!("{of_demand}add = 1.0\n")), "1:1", "exactly one of set, multiply, add"),
        (format!("[[belief]]\n{of_demand}"), "1:1", "\"belief.until\" is missing"),
        (
            format!("[[belief]]\nuntil = 2020\n{of_demand}"),
            "1:1",
            "the belief is held until 2020, and the first plan is of 2026",
        ),
        (belief("table = \"demand\"\ncolumn = \"mh100e\"\nadd = -9.0\n"), "1:1", "after this adjust mh100e of demand"),
    ] {
        let found = complaint(&[&edit]);
        assert!(found.contains(said), "{edit}\nexpected: {said}\nfound: {found}");
        assert!(found.contains(&format!(":{place}: ")), "{edit}: expected the place {place}: {found}");
    }
    for (line, place, said) in [
        ("belief = 3", "toy.toml:1:10", "belief is 3; expected one or more [[belief]]"),
        ("foresight = 3", "toy.toml:1:13", "foresight is 3; expected a table"),
    ] {
        let case = Case::toy();
        let text = case.text("scenarios/toy.toml");
        case.write("scenarios/toy.toml", format!("{line}\n{text}"));
        let found = case.complaints();
        assert!(found.contains(said) && found.contains(place), "{line}: {found}");
    }
    let late = complaint(&["foresight.start = 2020", "foresight.window_years = 3"]);
    assert!(late.contains("a plan of 2020 that sees 3 years ahead reaches no model year"), "{late}");
}

#[test]
fn what_cannot_be_ordered_in_time_and_beliefs_that_do_nothing_are_warned_of() {
    let short = complaint(&["foresight.window_years = 1"]);
    assert!(short.contains("north takes longer from order to service than plans look ahead, 1 years"), "{short}");
    let idle = one_connection().but("foresight.mode = \"perfect\"").but(HALF).complaints();
    assert!(idle.contains("beliefs do nothing: all years are planned at once"), "{idle}");
    assert!(!one_connection().but(HALF).complaints().contains("beliefs"));
}

#[test]
fn nothing_that_plans_all_years_at_once_answers_for_a_rolling_scenario() {
    let loaded = one_connection().load();
    let mut run = solved(&loaded);
    let question = gridbound::experiment::explain::question::Question::default();
    let fault = run.explain(&loaded, &question, (1, &())).unwrap_err();
    assert!(fault.to_string().contains("takes all years to be planned at once"), "{fault}");
    let Error::Input(problems) = fault else { panic!("{fault}") };
    assert!(problems[0].place.is_some() && problems[0].hint.is_some());
}
