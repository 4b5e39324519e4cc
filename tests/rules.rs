//! Seasons, the demand for firm capacity, clean targets, minimum loads, own capacity, prices and fees by year, the tail, and
//! ranges as adjusts: how they are read, and that results show them. Their answers are known (`gridbound verify`) and
//! agree with another implementation (`reference.rs`); what their rows are worth is in `families.rs`.

use gridbound::load::Loaded;
use gridbound::program::{Quantity, Rule};
use gridbound::results::cautions::cautions;
use gridbound::results::duality::{duality, total};
use gridbound::results::powered_gigawatt::{earned, powered_gigawatt};
use gridbound::results::tables::{Caution, PriceRow};
use gridbound::results::{Labels, Results, tabulate};
use gridbound::sets::{Season, Year};

use crate::case::{Case, Solved, assert_close};

const EXACT: f64 = 1e-9;

const SEASONS: &str = "file seasons.csv: region,season,load_share,reserve_margin,weight\n\
    all,summer,1,0.1,0.5\nall,winter,0.9,0.3,0.5\nnorth,summer,1,0.1,1\n";
const CURVE: &str = "file capacity_curve.csv: region,tier,share,usd_per_kw_year\n\
    all,top,0.04,20\nall,middle,0.03,60\nall,bottom,0.03,300\n";
const CLEAN: &str = "file clean_targets.csv: region,year,share,usd_per_mwh\nsouth,2026,0.2,30\nsouth,2028,0.4,10\n";
const MINIMUM: &str =
    "[[adjust]]\ntable = 'technologies'\nwhere = { technology = 'gas' }\ncolumn = 'min_load'\nset = 0.7";

/// All of them at once, on days of four slices.
const ALL: &[&str] = &[
    SEASONS,
    CURVE,
    CLEAN,
    MINIMUM,
    "adequacy.above = 0.05",
    "policy.own_capacity = 0.2",
    "policy.carbon_price = { 2024 = 0.0, 2030 = 30.0 }",
    "finance.money_years = 5",
    "horizon.tail = [2030, 2033]",
    "horizon.block_hours = 6",
];

fn results(solved: &Solved) -> Results {
    tabulate(&solved.loaded.system, &solved.program, &solved.solution, Labels::default())
}

fn prices(results: &Results) -> impl Iterator<Item = &PriceRow> {
    results.prices.iter().filter(|row| row.is_of_year())
}

#[test]
fn the_optimum_is_still_what_its_limits_are_worth_and_a_gigawatt_the_sum_of_its_parts() {
    let solved = Case::with(ALL).solve();
    let view = solved.view();
    assert_close(total(&duality(&view)), solved.objective(), EXACT, "rents less obligations");
    let results = results(&solved);
    let accounts: f64 = results.accounts.iter().map(|row| row.value_musd).sum();
    assert_close(accounts, solved.objective(), EXACT, "accounts");
    assert!(results.accounts.iter().any(|row| row.account.name() == "missing clean energy" && row.value_musd < 0.0));
    let rows = powered_gigawatt(&view);
    for r in solved.loaded.system.sets.regions() {
        for y in solved.loaded.system.time.shown() {
            let here = rows.iter().filter(|row| row.region == view.region(r) && row.year == view.calendar(y));
            let sum: f64 = here.map(|row| row.price_usd_per_kw_yr).sum();
            assert_close(sum, earned(&view, r, y), EXACT, "a powered gigawatt");
        }
    }
}

#[test]
fn what_must_be_met_stands_beside_the_limits_with_what_is_there_and_the_worth_of_needing_less() {
    let solved = Case::with(ALL).solve();
    let results = results(&solved);
    let rows = |rule: Rule| results.shadow_prices.iter().filter(move |row| row.rule == rule).collect::<Vec<_>>();
    let discount = |year: i32| solved.loaded.system.time.discount[Year(usize::from(year == 2028))];
    // The north has one season, the south two, in two years.
    let seasons = rows(Rule::PowerAdequacy);
    assert_eq!(seasons.len(), 2 * (1 + 2));
    for row in seasons {
        let key = format!("{} {} {}", row.item, row.region, row.year);
        assert_close(row.price, -solved.price(row.rule, &key) / discount(row.year), EXACT, &key);
        let below = row.limit - row.used;
        let missing = prices(&results).find(|price| (&price.region, price.year) == (&row.region, row.year)).unwrap();
        assert!(below <= missing.missing_capacity_gw.unwrap() + EXACT, "{key}: {below}");
    }
    let clean = rows(Rule::PowerClean);
    assert_eq!(clean.iter().map(|row| (row.year, row.used)).collect::<Vec<_>>(), [(2026, 0.0), (2028, 0.0)]);
    // Million USD/GWh: nothing is clean in the south, so each MWh costs what a missing one does.
    assert_close(clean[1].price, 10.0 / 1000.0, EXACT, "a missing MWh");
    let own = rows(Rule::PowerOwnCapacity);
    assert!(own.len() == 4 && own.iter().all(|row| row.slack >= -EXACT), "{own:?}");
    assert!(results.shadow_prices.iter().filter(|row| !row.rule.is_limit()).all(|row| row.rent_musd == 0.0));
}

#[test]
fn without_a_target_there_is_no_account_of_it() {
    let results = results(&Case::toy().solve());
    assert!(results.accounts.iter().all(|row| row.account.name() != "missing clean energy"));
}

#[test]
fn a_tail_is_solved_and_shown_nowhere() {
    let solved = Case::with(&["horizon.tail = [2030]"]).solve();
    let system = &solved.loaded.system;
    assert_eq!((system.time.years.to_vec(), system.time.shown_years()), (vec![2026, 2028, 2030], &[2026, 2028][..]));
    let results = results(&solved);
    assert_eq!(results.years, [2026, 2028]);
    let years = |years: Vec<i32>| years.into_iter().all(|year| year < 2029);
    assert!(years(results.summary.iter().map(|row| row.year).collect()));
    assert!(years(results.cautions.iter().map(|row| row.year).collect()));
    assert!(years(results.left_over.iter().map(|row| row.year).collect()));
    assert!(years(results.buildout.iter().map(|row| row.year).collect()));
    assert!(years(results.fleet.iter().map(|row| row.year).collect()));
    assert!(years(results.capacity.iter().map(|row| row.year).collect()));
    assert!(years(results.dispatch.iter().map(|row| row.year).collect()));
    assert!(years(results.grid.iter().map(|row| row.year).collect()));
    assert!(years(results.prices.iter().map(|row| row.year).collect()));
    assert!(years(results.shadow_prices.iter().map(|row| row.year).collect()));
    assert!(years(results.materials.iter().map(|row| row.year).collect()));
    assert!(years(results.capital.iter().map(|row| row.year).collect()));
    assert!(years(results.water.iter().map(|row| row.year).collect()));
    assert!(years(results.rents.iter().map(|row| row.year).collect()));
    assert!(years(results.powered_gigawatt.iter().map(|row| row.year).collect()));
    // The years after 2028 are worth something.
    assert!(solved.objective() > 1.2 * Case::toy().solve().objective());
}

#[test]
fn a_tail_comes_after_the_model_years_and_a_child_takes_it_away() {
    let said = Case::with(&["horizon.tail = [2028]"]).complaints();
    assert!(said.contains("horizon.tail is 2028; expected calendar years in ascending order after 2028"), "{said}");
    let none = Case::with(&["horizon.tail = [2030]", "horizon.tail = []"]).load();
    assert_eq!(none.system.time.years.len(), 2);
}

#[test]
fn a_region_has_its_own_seasons_and_all_others_those_of_all() {
    let system = Case::with(&[SEASONS]).load().system;
    let names = |region| {
        let seasons = system.adequacy.seasons_of(gridbound::sets::Region(region));
        seasons.map(|(h, season)| (system.sets.seasons[h].clone(), season.load_share)).collect::<Vec<_>>()
    };
    assert_eq!(names(0), [("summer".to_owned(), 1.0)]);
    assert_eq!(names(1), [("summer".to_owned(), 1.0), ("winter".to_owned(), 0.9)]);
    let without = Case::toy().load().system;
    assert_eq!((without.sets.seasons.len(), without.sets.seasons[Season(0)].as_str()), (1, ""));
}

#[test]
fn the_price_of_a_year_is_the_sum_of_its_seasons() {
    let solved = Case::with(&[SEASONS, "file elcc.csv: technology,region,season,elcc\ngas,south,winter,0.5\n"]);
    let solved = solved.solve();
    let results = results(&solved);
    let of_year = prices(&results).find(|row| row.region == "south" && row.year == 2028).unwrap();
    let discount = solved.loaded.system.time.discount[Year(1)];
    let seasons =
        ["summer", "winter"].map(|h| -solved.price(Rule::PowerAdequacy, &format!("{h} south 2028")) / discount);
    assert_close(of_year.capacity_price_usd_per_kw_yr.unwrap(), seasons.iter().sum(), EXACT, "south 2028");
    assert!(seasons[1] > 0.0, "winter is scarce: {seasons:?}");
}

#[test]
fn what_a_curve_would_pay_for_beyond_the_target_is_not_missing() {
    let missing = |edits: &[&str]| {
        let solved = Case::with(edits).solve();
        let short: f64 = solved.total(Quantity::Short);
        let cautions = cautions(&solved.view());
        let missing = cautions.iter().filter(|row| row.caution == Caution::Missing).map(|row| row.amount).sum::<f64>();
        (short, missing, cautions.iter().any(|row| row.caution == Caution::Penalty))
    };
    // A turbine costs some 108 USD per firm kW and year: the tiers below that stay open, 7 % of peak.
    let (short, below, penalty) = missing(&[CURVE, "adequacy.above = 0.07", "adequacy.tolerance = 0.03"]);
    assert!(short > 0.0, "the curve is not filled");
    assert_close(below, 0.0, EXACT, "nothing is missing of the target");
    assert!(!penalty);
    let (_, below, penalty) = missing(&[CURVE, "adequacy.above = 0.05", "adequacy.tolerance = 0.05"]);
    assert!(below > 0.0 && !penalty, "two hundredths are missing, at a price of the curve: {below}");
}

#[test]
fn seasons_and_curves_that_do_not_add_up_are_said() {
    let said = |edit: &str| Case::with(&[edit]).complaints();
    let half = said("file seasons.csv: region,season,load_share,reserve_margin,weight\nsouth,summer,1,0.1,0.5\n");
    assert!(half.contains("seasons.csv:2:20: the weights of the seasons of south sum to 0.5; expected 1"), "{half}");
    let short = said(CURVE);
    assert!(
        short.contains("the tiers of all sum to 0.1; expected 0.05, adequacy.above and adequacy.tolerance"),
        "{short}"
    );
    assert!(short.contains("the curve counts: the least that is accepted is 0.1 below the target"), "{short}");
    let unknown = said("file elcc.csv: technology,region,season,elcc\ngas,south,wintr,0.5\n");
    assert!(unknown.contains("elcc.csv:2:11: season is \"wintr\"; expected a name from seasons"), "{unknown}");
    let minimum = "[[adjust]]\ntable = 'technologies'\ncolumn = 'min_load'\nset = 2";
    assert!(said(minimum).contains("after this adjust min_load of technologies"), "{}", said(minimum));
}

#[test]
fn a_column_that_a_table_does_without_can_be_adjusted() {
    let loaded = Case::with(&[MINIMUM]).load();
    assert_eq!(loaded.system.power.kinds.iter().map(|kind| kind.min_load).collect::<Vec<_>>(), [0.0, 0.7, 0.0, 0.0]);
    let changed: Vec<_> = loaded.changes.iter().map(|(table, _, column, change)| (table, column, change.new)).collect();
    assert_eq!(changed, [("technologies", "min_load", 0.7)]);
}

fn carbon(loaded: &Loaded) -> Vec<f64> {
    loaded.system.carbon_price.iter().map(|price| price.value()).collect()
}

#[test]
fn a_carbon_price_is_a_number_or_numbers_by_year() {
    let of = |edits: &[&str]| carbon(&Case::with(edits).load());
    assert_eq!(of(&["policy.carbon_price = 12"]), [12.0, 12.0]);
    let by_year = "policy.carbon_price = { 2024 = 0.0, 2027 = 30.0 }";
    assert_eq!(of(&[by_year]), [20.0, 30.0]);
    let doubled = "[[adjust]]\ntable = 'scenario'\ncolumn = 'policy.carbon_price'\nmultiply = 2";
    assert_eq!(of(&[by_year, doubled]), [40.0, 60.0]);
    for (wrong, said) in [
        ("policy.carbon_price = {}", "policy.carbon_price is a table; expected years with USD/t"),
        ("policy.carbon_price = { soon = 3 }", "policy.carbon_price has \"soon\"; expected a calendar year"),
        ("policy.carbon_price = { 2030 = -3 }", "-3"),
        ("finance.money_years = 2.5", "finance.money_years is 2.5; expected a whole number, at least 1"),
    ] {
        let complaints = Case::with(&[wrong]).complaints();
        assert!(complaints.contains(said), "{wrong}: {complaints}");
    }
}

fn range(table: &str, column: &str, change: &str) -> String {
    format!("[[adjust]]\ntable = '{table}'\ncolumn = '{column}'\n{change}")
}

#[test]
fn a_range_goes_to_each_rows_own_end_or_part_of_the_way() {
    let gas = |level: &str| {
        let case = Case::with(&[&range("existing_capacity", "gw", &format!("range = {level}"))]);
        case.load().system.power.existing.iter().map(|gw| gw.value()).filter(|gw| *gw > 0.0).collect::<Vec<_>>()
    };
    // River power 1.9, 2, 2.1; gas 1.1, 1.2, 1.3; both in both years.
    assert_eq!(gas("-1"), [1.9, 1.9, 1.1, 1.1]);
    assert_eq!(gas("1"), [2.1, 2.1, 1.3, 1.3]);
    assert_eq!(gas("0"), [2.0, 2.0, 1.2, 1.2]);
    assert_close(gas("-0.5")[0], 1.95, EXACT, "half of the way down");
}

#[test]
fn a_range_that_is_not_there_is_an_error() {
    for (adjust, said) in [
        (range("elcc", "elcc", "range = 1"), "elcc hydro, north has no high: there is nowhere to move it"),
        (range("existing_capacity", "gw", "range = 1.5"), "range is 1.5; expected -1 (each row's low) to 1 (its high)"),
        (range("links", "loss", "range = 1"), "low and high of a row of links are not about \"loss\""),
        (range("scenario", "finance.discount_rate", "range = 1"), "takes a column and one of set, multiply, add"),
    ] {
        let complaints = Case::with(&[&adjust]).complaints();
        assert!(complaints.contains(said), "{adjust}: {complaints}");
    }
}
