//! Every rule of every family binds when it should, and its price is what one unit of it is worth.
//!
//! A price is checked against the objective itself: the limit is moved a little up and down, in its table
//! where it is a number of a table, and the problem solved again.

use std::collections::BTreeSet;

use gridbound::program::{Program, Quantity, Rule};
use gridbound::solve::{Options, solve};

use crate::case::{Case, Solved, assert_close};

const EXACT: f64 = 1e-9;

/// Of finite differences: the objective is known to some 1e-12, and steps are a thousandth of a limit.
const CLOSE: f64 = 1e-6;

/// A battery is worth while where the river runs low late in the day.
const DRY_EVENINGS: &[&str] =
    &["build_limits batteries: region = north", "technology_costs battery: capex_usd_per_kw = 100"];

/// One limit of a table: `cell` is the edit that states it, with `{}` for its value.
struct Limit {
    rule: Rule,
    key: &'static str,
    cell: &'static str,
    value: f64,
    given: &'static [&'static str],
}

impl Limit {
    fn solve(&self, value: f64) -> Solved {
        Case::with(self.given).but(&self.cell.replace("{}", &value.to_string())).solve()
    }

    /// The limit is used up, its price is positive and is what a little more and a little less of it change.
    fn binds(&self) {
        let step = self.value * 1e-3;
        let [less, just, more] = [self.value - step, self.value, self.value + step].map(|value| self.solve(value));
        let price = just.price(self.rule, self.key);
        assert!(price > 1e-6, "{} has no price", self.rule.name());
        assert_close(just.slack(self.rule, self.key), 0.0, EXACT, "slack");
        for (poorer, richer) in [(&less, &just), (&just, &more)] {
            let gain = richer.objective() - poorer.objective();
            let room = richer.limit(self.rule, self.key) - poorer.limit(self.rule, self.key);
            assert_close(gain / room / price, 1.0, CLOSE, self.rule.name());
        }
    }

    /// A thousand times as much of it is too much to be worth anything.
    fn is_lifted(&self) {
        let lifted = self.solve(self.value * 1000.0);
        assert_close(lifted.price(self.rule, self.key), 0.0, EXACT, self.rule.name());
        assert!(lifted.slack(self.rule, self.key) > 0.0);
    }
}

macro_rules! limits {
    ($($name:ident: $rule:ident $key:literal, $cell:literal $value:literal, [$($given:literal),*];)*) => {
        const LIMITS: &[Limit] = &[
            $(Limit { rule: Rule::$rule, key: $key, cell: $cell, value: $value, given: &[$($given),*] }),*
        ];
        mod limits {
            use super::*;
            $(
                #[test]
                fn $name() {
                    let limit = LIMITS.iter().find(|l| (l.rule, l.cell) == (Rule::$rule, $cell)).expect("in the table");
                    limit.binds();
                    limit.is_lifted();
                }
            )*
        }
    };
}

limits! {
    accelerators_on_sale_limit_2026: ChipsSupply "alpha 2026",
        "accelerator_supply alpha 2026: thousand = {}" 200.0, [];
    memory_limits_accelerators: ChipsComponent "memory 2026",
        "component_supply memory 2026: quantity = {}" 500.0, ["component_supply + memory,2027,2000"];
    land_of_a_class_limits_halls: SitingPotential "metro south 2028",
        "sites metro: max_gw = {}" 0.1, [];
    a_ceiling_limits_all_halls_of_a_region: SitingCeiling "north 2028",
        "site_ceilings north: max_gw = {}" 0.2, [];
    the_pace_of_sites_limits_halls: SitingRate "campus north 2028",
        "sites campus: gw_per_year = {}" 0.1, [];
    cold_plates_limit_liquid_halls_of_all_regions: CoolingSupply "plates 2028",
        "cooling_supply plates: gw_per_year = {}" 0.1, [];
    water_limits_liquid_cooling: CoolingWater "north 2028",
        "water north: million_m3 = {}" 0.5, [];
    the_pace_of_connections_limits_load: GridConnectionRate "north 2028",
        "connection_rate north 2027: gw_per_year = {}" 0.2, [];
    the_pace_of_lines_limits_cheap_power: GridLineRate "river 2028",
        "links river: max_gw_per_year = {}" 0.1, [];
    fuel_cells_on_sale_limit_onsite_power: PowerBuildLimit "fuel_cells 2028",
        "build_limits + fuel_cells,2027,technology,fuel_cell,all,{}" 0.01, [];
    turbines_on_sale_limit_a_whole_group: PowerBuildLimit "turbines 2028",
        "build_limits + turbines,2027,group,turbines,all,{}" 0.3, ["build_limits turbines: gw_per_year = 0.4"];
    gas_delivered_limits_generation: PowerFuel "gas south 2028",
        "fuel_limits gas: tbtu = {}" 70.0, [];
    a_cap_limits_emissions: PowerEmissions "2028",
        "policy.emissions_cap = { 2028 = {} }" 3.8, [];
    cheap_copper_limits_itself: MaterialsTier "copper:home 2028",
        "material_supply home: quantity = {}" 2.0, [];
    copper_limits_what_is_built: MaterialsTier "copper:abroad 2028",
        "material_supply abroad: quantity = {}" 1.0, [];
    cheap_money_limits_itself: CapitalTier "own 2028",
        "capital own: busd = {}" 5.0, [];
    money_limits_what_is_bought: CapitalTier "debt 2028",
        "capital debt: busd = {}" 1.0, [];
    urgent_demand_is_soon_met: DemandTier "urgent 2026",
        "demand urgent 2026: mh100e = {}" 0.1, ["demand + urgent,2028,0.1,4"];
    all_demand_can_be_met: DemandTier "patient 2028",
        "demand patient 2028: mh100e = {}" 0.5, [];
}

#[test]
fn every_rule_that_owns_a_limit_is_tested_here() {
    let tested: BTreeSet<Rule> = LIMITS.iter().map(|limit| limit.rule).collect();
    let owned = Rule::ALL.iter().copied().filter(|rule| rule.is_limit() && !is_of_steps(*rule));
    let owned: BTreeSet<Rule> = owned.collect();
    assert_eq!(tested, owned);
}

/// Whether a rule stands in the steps of rolling foresight alone, where it is tested.
fn is_of_steps(rule: Rule) -> bool {
    matches!(rule.own_name(), "order" | "realised")
}

/// The toy so changed that this row, which states no supply, binds too: rule, key, edits.
type Bound = (Rule, &'static str, &'static [&'static str]);

const BOUND: &[Bound] = &[
    (Rule::ChipsFleet, "beta north 2028", &[]),
    (Rule::ChipsRated, "south 2028", &[]),
    (Rule::ChipsAirCooled, "north 2028", &["sites campus: gw_per_year = 0.1"]),
    (Rule::SitingHosting, "liquid north 2028", &[]),
    (Rule::SitingLatency, "2028", &["latency 2026: share = 0.7"]),
    (Rule::CoolingFacility, "peak south 2028", &[]),
    (Rule::GridConnection, "north 2028 hot_h00", &[]),
    (Rule::GridConnected, "north 2028", &[]),
    (Rule::GridLines, "river 2028", &[]),
    (Rule::GridTransfer, "river 2028 mild_h00", &[]),
    (Rule::GridLend, "river+ 2028", &[]),
    (Rule::PowerCampus, "north 2028 hot_h00", &[]),
    (Rule::PowerBalance, "south 2026 mild_h00", &[]),
    (Rule::PowerCapacity, "gas south 2028", &[]),
    (Rule::PowerOutput, "gas south 2028 hot_h00", &["technologies gas: availability = 0.6"]),
    (Rule::PowerStorage, "battery north 2028 mild_h12", DRY_EVENINGS),
    (Rule::PowerStorageEnergy, "battery north 2028 mild_h00", DRY_EVENINGS),
    (Rule::PowerStoragePower, "battery north 2028 mild_h00", DRY_EVENINGS),
    (Rule::PowerCommitted, "gas south 2026", &["committed_builds 2026: gw_per_year = 0.5"]),
    (Rule::PowerAdequacy, "south 2028", &[]),
    (Rule::PowerRunning, "gas:hot south 2028", MORNING_SUN),
    (Rule::PowerMinimum, "gas south 2028 hot_h00", MORNING_SUN),
    (Rule::PowerOwnCapacity, "north 2028", &["policy.own_capacity = 0.5"]),
    (Rule::PowerClean, "south 2028", CLEAN),
    (Rule::SitingHalls, "15 years south 2028", &[]),
    (Rule::PowerFirm, "south 2028", &[]),
    (Rule::PowerTolerance, "south 2028", &["adequacy.price = 50"]),
    (Rule::FlexDepth, "north 2028 hot_h00", &["flexibility.energy_share = 0.01", "flexibility 2028: depth = 0.05"]),
    (Rule::FlexEnergy, "north 2028", &["flexibility.energy_share = 0.005"]),
    (Rule::FlexPeak, "south 2028", &["flexibility.peak_cost = 50"]),
    (Rule::MaterialsSupply, "copper 2028", &[]),
    (Rule::CapitalBudget, "2028", &[]),
    (Rule::DemandCompute, "2028", &[]),
];

/// The south with power of its own until noon, gas that runs for whole days, and no margin.
const MORNING_SUN: &[&str] = &[
    "horizon.block_hours = 12",
    "regions south: reserve_margin = -1",
    "existing_capacity + hydro,south,2026,1.4,,,invented",
    "[[adjust]]\ntable = 'technologies'\nwhere = { technology = 'gas' }\ncolumn = 'min_load'\nset = 0.7",
];

/// Half of the south's energy must be clean, and nothing there is.
const CLEAN: &[&str] = &["file clean_targets.csv: region,year,share,usd_per_mwh\nsouth,2026,0.5,30\n"];

/// The case of a row, with what no single edit can say.
fn bound_case(rule: Rule, edits: &[&str]) -> Case {
    if edits == MORNING_SUN {
        let row = |day: &str, hour: u32| {
            format!("availability + hydro,south,{day},{hour},{}", if hour < 12 { 0.95 } else { 0.0 })
        };
        let days = ["mild", "hot"].into_iter().flat_map(|day| (0..24).map(move |hour| row(day, hour)));
        return days.fold(Case::with(edits), |case, row| case.but(&row));
    }
    if edits != DRY_EVENINGS {
        return Case::with(edits);
    }
    // Filling for twelve hours at a power of 1 stores 10.8, so a tank of 4 is full before and one of 20 never.
    let (tank, dry_from) = match rule {
        Rule::PowerStoragePower => (20, 12),
        _ => (4, 12),
    };
    let mut case = Case::with(edits)
        .but("availability -")
        .but(&format!("horizon.block_hours = {}", 24 - dry_from))
        .but(&format!("technologies battery: duration_hours = {tank}"));
    for day in ["mild", "hot"] {
        for hour in 0..24 {
            let water = if hour < dry_from { 1.0 } else { 0.3 };
            case = case.but(&format!("availability + hydro,north,{day},{hour},{water}"));
        }
    }
    case
}

#[test]
fn every_other_row_binds_when_it_should() {
    for &(rule, key, edits) in BOUND {
        let solved = bound_case(rule, edits).solve();
        let price = solved.price(rule, key);
        assert!(price.abs() > 1e-6, "{} {key} has no price", rule.name());
        assert_close(solved.slack(rule, key), 0.0, EXACT, rule.name());
        assert_price_is_a_finite_difference(&solved, solved.row(rule, key));
    }
}

#[test]
fn every_rule_is_seen_to_carry_a_price() {
    let seen: BTreeSet<Rule> = BOUND.iter().map(|b| b.0).chain(LIMITS.iter().map(|l| l.rule)).collect();
    // No scenario's own program has the row of plans; `alternatives` tests it.
    let missing: Vec<&str> = Rule::ALL
        .iter()
        .filter(|rule| !seen.contains(rule) && !is_of_steps(**rule) && **rule != Rule::CapitalPlan)
        .map(|rule| rule.name())
        .collect();
    assert!(missing.is_empty(), "no test for {missing:?}");
}

/// The optimum with one right-hand side moved; none if nothing is feasible then.
fn moved(program: &Program, row: usize, by: f64) -> Option<f64> {
    let mut program = program.clone();
    program.rows.rows[row].limit += by;
    solve(&program, &Options::default()).ok().map(|solution| solution.residuals.objective)
}

/// The objective is concave in every right-hand side, so a price lies between what one unit more gains and what
/// one unit less costs; where it has no kink all three agree.
fn assert_price_is_a_finite_difference(solved: &Solved, row: usize) {
    let step = 1e-4;
    let (price, here) = (solved.solution.prices[row], solved.objective());
    let name = solved.program.rows.rows[row].rule.name();
    let tolerance = CLOSE * price.abs().max(1.0);
    let gain = moved(&solved.program, row, step).map_or(f64::NEG_INFINITY, |there| (there - here) / step);
    let loss = moved(&solved.program, row, -step).map_or(f64::INFINITY, |there| (here - there) / step);
    assert!(gain <= price + tolerance && price <= loss + tolerance, "{name}: {gain} <= {price} <= {loss}");
}

#[test]
fn every_price_of_the_toy_lies_between_one_unit_more_and_one_unit_less() {
    let toy = Case::toy().solve();
    (0..toy.program.rows.len()).for_each(|row| assert_price_is_a_finite_difference(&toy, row));
}

#[test]
fn load_is_shed_where_power_costs_more_than_it_is_worth() {
    let shed = Case::with(&["adequacy.voll = 20"]).solve();
    // South of the river a MWh of gas costs 35; all of the load goes, and one more GW of it would save 15 a MWh.
    let column = shed.column(Quantity::Unserved, "south 2026 mild_h00").expect("load that can be shed");
    assert_close(shed.solution.values[column], 0.8, EXACT, "shed in the south");
    assert_close(shed.solution.reduced_costs[column], (35.0 - 20.0) * 24.0 * 340.0 / 1000.0, EXACT, "saved");
    assert_close(shed.value(Quantity::Unserved, "north 2026 mild_h00"), 0.0, EXACT, "shed in the north");
}

#[test]
fn below_the_minimum_margin_households_go_before_ai() {
    // No turbine but the committed one: 1.3 GW of gas in 2028, 90 % firm, and 0.175 GW lent. At such a price all
    // batteries on sale are bought, half firm: 0.1 GW of 2026, and three quarters of twice that.
    let bare =
        Case::with(&["build_limits turbines: gw_per_year = 0.1", "build_limits + turbines,2027,group,turbines,all,0"])
            .solve();
    let missing = 1.1 * 1.5 - 0.05 * 1.5 - 0.9 * 1.3 - 0.175 - 0.5 * (0.1 + 0.75 * 0.2);
    assert_close(bare.value(Quantity::Gap, "south 2028"), missing, EXACT, "gap");
    assert_close(bare.value(Quantity::Short, "south 2028"), 0.05 * 1.5, EXACT, "short");
    for cooling in ["air", "liquid"] {
        assert_close(bare.value(Quantity::Rated, &format!("{cooling} south 2028")), 0.0, EXACT, "AI in the south");
    }
    let weight = 1.0 / 1.05 + 1.0 / 1.05_f64.powi(2);
    assert_close(bare.price(Rule::PowerAdequacy, "south 2028"), -weight * 20_000.0, EXACT, "the penalty");
}

#[test]
fn a_limit_is_never_below_what_is_committed_under_it() {
    let case = Case::with(&["build_limits turbines: gw_per_year = 0.03"]).solve();
    assert_close(case.limit(Rule::PowerBuildLimit, "turbines 2026"), 0.1, EXACT, "0.1 are committed in 2026");
    assert_close(case.limit(Rule::PowerBuildLimit, "turbines 2028"), 2.0 * 0.03, EXACT, "none after it");
}

#[test]
fn a_commitment_in_another_region_does_not_lift_a_regional_limit() {
    let limit = "build_limits + northern,2026,technology,gas,north,0.03";
    let case = Case::with(&[limit]).solve();
    assert_close(case.limit(Rule::PowerBuildLimit, "northern 2026"), 0.03, EXACT, "committed in the south");
}

#[test]
fn a_fleet_is_half_gone_in_the_last_year_of_its_life() {
    let toy = Case::toy().solve();
    assert_close(toy.limit(Rule::ChipsFleet, "alpha south 2026"), 100.0, EXACT, "two years old");
    assert_close(toy.limit(Rule::ChipsFleet, "alpha south 2028"), 50.0, EXACT, "four years old");
}

#[test]
fn a_cap_on_emissions_holds_in_the_model_years_that_it_names_alone() {
    let free = Case::toy().solve().objective();
    let elsewhere = Case::with(&["policy.emissions_cap = { 2027 = 0.0, 2028 = 1e6 }"]).solve();
    assert_close(elsewhere.objective(), free, EXACT, "2027 is no model year");
    assert!(Case::with(&["policy.emissions_cap = { 2028 = 0.0 }"]).solve().objective() < free);
}

#[test]
fn a_region_s_own_fuel_price_replaces_the_one_for_all() {
    // The south's own price is flat from its only row on; the series for all no longer counts there.
    let case = Case::with(&["fuel_prices + gas,south,2028,6", "fuel_prices + gas,all,2028,9"]).solve();
    let hours = 24.0 * 340.0 / 1000.0;
    assert_close(case.price(Rule::PowerBalance, "south 2026 mild_h00"), -(8.0 * 6.0 + 3.0) * hours, EXACT, "south");
}

#[test]
fn a_battery_gives_back_its_round_trip_efficiency() {
    let case = bound_case(Rule::PowerStorageEnergy, DRY_EVENINGS).solve();
    let charged = case.value(Quantity::Charge, "battery north 2028 mild_h00");
    let discharged = case.value(Quantity::Discharge, "battery north 2028 mild_h12");
    let cap = case.value(Quantity::Capacity, "battery north 2028");
    assert!(cap > 0.0);
    // Four hours full: 4 GWh per GW come out over twelve hours as 4 x 0.9, and took 4 / 0.9 to put in.
    assert_close(discharged, cap * 4.0 * 0.9 / 12.0, EXACT, "discharged");
    assert_close(charged, cap * 4.0 / 0.9 / 12.0, EXACT, "charged");
}

#[test]
fn existing_connections_carry_load_beside_new_ones() {
    let key = "liquid north 2028";
    let more = Case::with(&["connections north: existing_gw = 0.1"]).solve().value(Quantity::Rated, key);
    // 1.25 GW are contracted per GW drawn, and a GW draws a GW on a hot day.
    assert_close(more, Case::toy().solve().value(Quantity::Rated, key) + 0.1 / 1.25, EXACT, "load");
}

/// Classes of two lives: cooling is charged over the life of the class that its hall is in.
#[test]
fn halls_are_charged_over_the_life_of_their_shells() {
    let solved = Case::with(&["site_classes metro: lifetime_years = 10"]).solve();
    let key = "liquid+10 south 2028";
    let hall = solved.value(Quantity::Hall, key);
    assert_close(hall, solved.value(Quantity::Shell, "metro south 2028"), EXACT, "as many halls as shells");
    assert!(hall > 0.0, "the case builds in town");
    let costs = solved.program.objective.coefficients(solved.program.variables.info.len());
    let cost = |quantity, key| costs[solved.column(quantity, key).expect("a column")];
    let short = cost(Quantity::Hall, key) / cost(Quantity::Hall, "liquid+15 north 2028");
    let classes =
        cost(Quantity::Shell, "metro south 2028") / 12_000.0 / (cost(Quantity::Shell, "campus north 2028") / 10_000.0);
    assert_close(short, classes, EXACT, "annuities of both lives");
}
