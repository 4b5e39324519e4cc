//! The toy dataset, solved by hand.
//!
//! Nothing here is copied from a solver: every expected number is arithmetic on the numbers of
//! `data/toy` and `scenarios/toy.toml`, written out with the reason for it. Money is million USD, load GW,
//! accelerators thousands; 8760 hours a year, half of them billable, make 1 USD/h worth 4380 a year per MH100e.
//!
//! Model years 2026 and 2028, so the periods are {2026} and {2027, 2028}. What is bought in 2026 serves half of
//! 2026 and all of 2028; what is bought in the second period serves (1 + 1/2) / 2 = 3/4 of 2028.

use gridbound::program::{Quantity, Rule};

use crate::case::{Case, Solved, assert_close};

const EXACT: f64 = 1e-9;

/// Weights of the two model years, discounted at 5 % to 2026, and the factor of a single payment in 2028.
pub const D1: f64 = 1.0;
pub const D2: f64 = 1.0 / 1.05 + PAID;
pub const PAID: f64 = 1.0 / (1.05 * 1.05);

/// Shares of a year in which something bought serves.
pub const HALF: f64 = 0.5;
pub const MOST: f64 = 0.75;

/// Worth of selling one MH100e for a year at 1 USD/h.
pub const SOLD: f64 = 8760.0 * 0.5;

/// Hours of mild and of hot days.
pub const MILD: f64 = 24.0 * 340.0;
pub const HOT: f64 = 24.0 * 25.0;

/// USD/MWh of river power and of gas: 8 MMBtu at 4, and 3 of operation.
pub const RIVER: f64 = 5.0;
pub const GAS: f64 = 8.0 * 4.0 + 3.0;

/// A river line loses a tenth.
const ARRIVES: f64 = 0.9;

/// Facility load per GW of rated IT: 0.8 x PUE, on mild and on hot days.
pub const AIR: [f64; 2] = [0.8 * 1.25, 0.8 * 1.5];
pub const LIQUID: [f64; 2] = [0.8 * 1.125, 0.8 * 1.25];

/// GW of gas cap, firm per GW, and what a region must hold per GW of peak.
const FIRM_GAS: f64 = 0.9;
pub const WITH_MARGIN: f64 = 1.1;

pub fn annuity(rate: f64, years: i32) -> f64 {
    rate / (1.0 - (1.0 + rate).powi(-years))
}

/// Yearly payment per unit of accelerator price: annuity over four years and 5 % of operation.
pub fn accelerator() -> f64 {
    annuity(0.10, 4) + 0.05
}

pub fn shell() -> f64 {
    annuity(0.08, 15)
}

/// A GW that is firm costs a gas turbine and its fixed operation: the price of capacity, per year.
pub fn firm() -> f64 {
    (1000.0 * annuity(0.06, 20) + 10.0) / FIRM_GAS
}

/// A year of electricity for one GW of rated IT.
pub fn electricity(facility: [f64; 2], price: f64) -> f64 {
    price * (facility[0] * MILD + facility[1] * HOT) / 1000.0
}

/// Load, in GW of rated IT. An alpha draws 1 kW, so a thousand draw 0.001 GW.
pub mod load {
    /// 2026: the 100 thousand alphas of 2024 and half of the 200 thousand bought now.
    pub const ALPHA_2026: f64 = 0.001 * (100.0 + 0.5 * 200.0);
    /// 2028: the fleet of 2024 is in its fifth and last year, half of it; all bought in 2026 serve.
    pub const ALPHA_2028: f64 = 0.001 * (0.5 * 100.0 + 200.0);
    /// Two years of connections at 0.2 GW, three quarters of them in service; 1.25 GW are contracted
    /// per GW drawn, and on hot days a GW of liquid-cooled IT draws 0.8 x 1.25 = 1 GW.
    pub const BETA_NORTH: f64 = 0.4 * 0.75 / (1.25 * 1.0);
    /// Sites in town hold 0.1 GW; three quarters of it in service.
    pub const BETA_SOUTH: f64 = 0.1 * 0.75;
}

/// Betas to buy for a GW of rated IT in 2028: 500 thousand of 2 kW, in service for 3/4.
pub const BETAS: f64 = 500.0 / MOST;
pub const BETA_PRICE: f64 = 40.0;
pub const ALPHA_PRICE: f64 = 20.0;

/// The dear tiers, which set the price in 2028: copper from abroad, million USD per kt, and the fee of outside money.
/// The first 2 kt a year and the first 5000 a year cost half as much and a third.
pub const COPPER: f64 = 2.0;
const HOME_COPPER: f64 = 1.0;
pub const FEE: f64 = 0.03;
pub const OWN_FEE: f64 = 0.01;

/// Capex per GW with liquid cooling, in open country and in town.
pub const CAMPUS: f64 = 10_000.0 + 2000.0;
pub const METRO: f64 = 12_000.0 + 2000.0;

fn solved() -> Solved {
    Case::toy().solve()
}

#[test]
fn chips_limit_2026_and_sites_and_connections_limit_2028() {
    let toy = solved();
    let amounts = [
        (Quantity::Buy, "alpha south 2026", 200.0),
        (Quantity::Buy, "beta north 2028", load::BETA_NORTH * BETAS),
        (Quantity::Buy, "beta south 2028", load::BETA_SOUTH * BETAS),
        (Quantity::Rated, "air south 2026", load::ALPHA_2026),
        (Quantity::Rated, "air south 2028", load::ALPHA_2028),
        (Quantity::Rated, "liquid south 2028", load::BETA_SOUTH),
        (Quantity::Rated, "liquid north 2028", load::BETA_NORTH),
        (Quantity::Shell, "metro south 2028", 0.1),
        (Quantity::Shell, "campus north 2028", load::BETA_NORTH / MOST),
        (Quantity::Hall, "liquid+15 south 2028", 0.1),
        (Quantity::Hall, "liquid+15 north 2028", load::BETA_NORTH / MOST),
        (Quantity::Connect, "north 2028", 0.4),
        (Quantity::Line, "river 2028", 0.2),
        (Quantity::Build, "gas south 2026", gas_built()[0]),
        (Quantity::Build, "gas south 2028", gas_built()[1]),
        // A beta is 4 H100e at 2 kW: 2 MH100e per GW. The urgent tier takes the first 0.1.
        (Quantity::Sold, "urgent 2026", 0.1),
        (Quantity::Sold, "patient 2026", load::ALPHA_2026 - 0.1),
        (Quantity::Sold, "urgent 2028", 0.1),
        (Quantity::Sold, "patient 2028", patient_2028()),
        (Quantity::Material, "copper:home 2028", 2.0 * 2.0),
        (Quantity::Material, "copper:abroad 2028", copper() - 4.0),
        (Quantity::Money, "own 2026", 200.0 * ALPHA_PRICE),
        (Quantity::Money, "own 2028", 2.0 * 5000.0),
        (Quantity::Money, "debt 2028", spent() - 10_000.0),
    ];
    for (quantity, key, expected) in amounts {
        assert_close(toy.value(quantity, key), expected, EXACT, &format!("{} {key}", quantity.name()));
    }
    // And nothing else is bought: not a single one of these columns.
    for (quantity, only) in [
        (Quantity::Buy, 3),
        (Quantity::Shell, 2),
        (Quantity::Hall, 2),
        (Quantity::Connect, 1),
        (Quantity::Build, 2),
        (Quantity::Line, 1),
    ] {
        let info = toy.program.variables.info.iter().zip(&toy.solution.values);
        let used = info.filter(|(info, value)| info.quantity == quantity && **value > EXACT).count();
        assert_eq!(used, only, "{}", quantity.name());
    }
    for unused in [Quantity::Short, Quantity::Gap, Quantity::Unserved, Quantity::Flex, Quantity::Charge] {
        assert_close(toy.total(unused), 0.0, EXACT, unused.name());
    }
}

fn patient_2028() -> f64 {
    load::ALPHA_2028 + 2.0 * (load::BETA_NORTH + load::BETA_SOUTH) - 0.1
}

/// kt of copper in the second period: 10 per GW of shell, 5 per GW of connection and of line.
fn copper() -> f64 {
    10.0 * (load::BETA_NORTH / MOST + 0.1) + 5.0 * 0.4 + 5.0 * 0.2
}

/// What AI spends in the second period.
fn spent() -> f64 {
    let betas = (load::BETA_NORTH + load::BETA_SOUTH) * BETAS * BETA_PRICE;
    betas + load::BETA_NORTH / MOST * CAMPUS + 0.1 * METRO + 0.4 * 500.0
}

/// GW of gas in the south: what covers its peak with a margin, less half of the lines' capacity lent by the north.
fn gas_cap() -> [f64; 2] {
    let peak = [1.0 + AIR[1] * load::ALPHA_2026, 1.5 + AIR[1] * load::ALPHA_2028 + LIQUID[1] * load::BETA_SOUTH];
    let lent = [0.5 * 0.2, 0.5 * lines()];
    [0, 1].map(|y| (WITH_MARGIN * peak[y] - lent[y]) / FIRM_GAS)
}

/// 1.2 GW stand. Of what is built in 2026 (0.1 GW of it committed) half serves in that year.
fn gas_built() -> [f64; 2] {
    let cap = gas_cap();
    let first = (cap[0] - 1.2) / HALF;
    [first, (cap[1] - 1.2 - first) / MOST]
}

/// GW of river line in 2028.
fn lines() -> f64 {
    0.2 + MOST * 0.2
}

#[test]
fn the_objective_is_the_sum_of_what_is_earned_and_spent() {
    let value =
        D1 * SOLD * (4.0 * 0.1 + 3.0 * (load::ALPHA_2026 - 0.1)) + D2 * SOLD * (4.0 * 0.1 + 2.0 * patient_2028());

    let betas = (load::BETA_NORTH + load::BETA_SOUTH) * BETAS;
    let accelerators = accelerator() * (200.0 * ALPHA_PRICE * (HALF * D1 + D2) + betas * BETA_PRICE * MOST * D2);
    let shells = shell() * (load::BETA_NORTH / MOST * CAMPUS + 0.1 * METRO) * MOST * D2;
    let connections = annuity(0.06, 40) * 0.4 * 500.0 * MOST * D2;
    let line = annuity(0.06, 50) * 0.2 * 1000.0 * MOST * D2;
    let [first, second] = gas_built();
    let gas = annuity(0.06, 20) * 1000.0 * (first * (HALF * D1 + D2) + second * MOST * D2);
    let fixed = 20.0 * 2.0 * (D1 + D2) + 10.0 * (gas_cap()[0] * D1 + gas_cap()[1] * D2);

    // The river sends all the line can take, on every day. Base load is 0.8 of its peak on mild days.
    let energy = |mild: f64, hot: f64, price: f64| price * (mild * MILD + hot * HOT) / 1000.0;
    let ai = |facility: [f64; 2], gigawatts: f64, hot: usize| facility[hot] * gigawatts;
    let north_2026 = energy(0.8 + 0.2, 1.0 + 0.2, RIVER);
    let south_2026 = energy(
        0.8 + ai(AIR, load::ALPHA_2026, 0) - ARRIVES * 0.2,
        1.0 + ai(AIR, load::ALPHA_2026, 1) - ARRIVES * 0.2,
        GAS,
    );
    let north_2028 =
        energy(0.8 + ai(LIQUID, load::BETA_NORTH, 0) + lines(), 1.0 + ai(LIQUID, load::BETA_NORTH, 1) + lines(), RIVER);
    let south_2028 = energy(
        1.5 * 0.8 + ai(AIR, load::ALPHA_2028, 0) + ai(LIQUID, load::BETA_SOUTH, 0) - ARRIVES * lines(),
        1.5 + ai(AIR, load::ALPHA_2028, 1) + ai(LIQUID, load::BETA_SOUTH, 1) - ARRIVES * lines(),
        GAS,
    );
    let generation = D1 * (north_2026 + south_2026) + D2 * (north_2028 + south_2028);

    // Paid once: copper, of which 4 kt from home, and fees, of which 10 000 on own money.
    let once = OWN_FEE * 200.0 * ALPHA_PRICE
        + PAID * (HOME_COPPER * 4.0 + COPPER * (copper() - 4.0) + OWN_FEE * 10_000.0 + FEE * (spent() - 10_000.0));

    let cost = accelerators + shells + connections + line + gas + fixed + generation + once;
    assert_close(solved().objective(), value - cost, EXACT, "objective");
}

#[test]
fn a_thousand_more_alphas_are_worth_what_they_earn_in_two_years_less_their_price() {
    // In the south, where halls and connections are idle: electricity and firm capacity are all that a GW needs.
    let needs = electricity(AIR, GAS) + WITH_MARGIN * AIR[1] * firm();
    let earned = HALF * D1 * (3.0 * SOLD - needs) + D2 * (2.0 * SOLD - needs);
    let expected = 0.001 * earned - ALPHA_PRICE * (accelerator() * (HALF * D1 + D2) + OWN_FEE);
    assert_close(solved().price(Rule::ChipsSupply, "alpha 2026"), expected, EXACT, "alpha");
}

/// What a GW of betas earns in 2028 after chips, shell, copper and fees, in a region with this capex and running cost.
pub fn beta_gigawatt(capex: f64, running: f64) -> f64 {
    // 1/0.75 GW of shell and 500/0.75 thousand betas serve a GW, and pay for one.
    let yearly = 2.0 * (2.0 * SOLD) - 500.0 * BETA_PRICE * accelerator() - capex * shell() - running;
    let once = FEE * (BETAS * BETA_PRICE + capex / MOST) + COPPER * 10.0 / MOST;
    D2 * yearly - PAID * once
}

#[test]
fn one_more_gigawatt_of_land_in_town_is_worth_the_betas_on_it() {
    let running = electricity(LIQUID, GAS) + WITH_MARGIN * LIQUID[1] * firm();
    let expected = MOST * beta_gigawatt(METRO, running);
    assert_close(solved().price(Rule::SitingPotential, "metro south 2028"), expected, EXACT, "metro");
}

#[test]
fn one_more_gigawatt_of_connection_is_worth_its_chips() {
    // The north has firm capacity to spare, so river power is all that runs on. 1.25 GW are contracted per GW.
    let of_load = MOST / 1.25 * beta_gigawatt(CAMPUS, electricity(LIQUID, RIVER));
    let own_cost = MOST * D2 * annuity(0.06, 40) * 500.0 + PAID * (FEE * 500.0 + COPPER * 5.0);
    assert_close(solved().price(Rule::GridConnectionRate, "north 2028"), of_load - own_cost, EXACT, "connection");
}

#[test]
fn one_more_gigawatt_of_line_saves_gas_and_gas_turbines() {
    let saved = (ARRIVES * GAS - RIVER) * (MILD + HOT) / 1000.0 + 0.5 * firm();
    let expected = MOST * D2 * (saved - 1000.0 * annuity(0.06, 50)) - PAID * COPPER * 5.0;
    assert_close(solved().price(Rule::GridLineRate, "river 2028"), expected, EXACT, "line");
}

#[test]
fn a_gas_turbine_sets_the_price_of_firm_capacity() {
    let toy = solved();
    // A price of a requirement is negative: one more GW of it costs.
    assert_close(toy.price(Rule::PowerAdequacy, "south 2026"), -D1 * firm(), EXACT, "2026");
    assert_close(toy.price(Rule::PowerAdequacy, "south 2028"), -D2 * firm(), EXACT, "2028");
    assert_close(toy.price(Rule::PowerAdequacy, "north 2028"), 0.0, EXACT, "the north has enough");
}

#[test]
fn gas_sets_the_price_of_energy_in_the_south_and_the_river_in_the_north() {
    let toy = solved();
    for (year, weight) in [("2026", D1), ("2028", D2)] {
        for (region, price) in [("north", RIVER), ("south", GAS)] {
            for (day, hours) in [("mild", MILD), ("hot", HOT)] {
                let key = format!("{region} {year} {day}_h00");
                // USD/MWh over the hours of the slice: million USD per GW.
                let expected = -weight * price * hours / 1000.0;
                assert_close(toy.price(Rule::PowerBalance, &key), expected, EXACT, &key);
            }
        }
    }
}

#[test]
fn the_dearer_tier_prices_the_cheaper_one() {
    let toy = solved();
    assert_close(toy.price(Rule::MaterialsTier, "copper:home 2028"), PAID * (COPPER - HOME_COPPER), EXACT, "copper");
    assert_close(toy.price(Rule::CapitalTier, "own 2028"), PAID * (FEE - OWN_FEE), EXACT, "money");
    assert_close(toy.price(Rule::DemandTier, "urgent 2026"), D1 * SOLD * (4.0 - 3.0), EXACT, "demand in 2026");
    assert_close(toy.price(Rule::DemandTier, "urgent 2028"), D2 * SOLD * (4.0 - 2.0), EXACT, "demand in 2028");
}

#[test]
fn what_is_not_scarce_has_no_price() {
    let toy = solved();
    let plenty = [
        (Rule::ChipsSupply, "beta 2028"),
        (Rule::ChipsComponent, "memory 2026"),
        (Rule::SitingPotential, "campus north 2028"),
        (Rule::SitingRate, "metro south 2028"),
        (Rule::SitingCeiling, "north 2028"),
        (Rule::CoolingSupply, "plates 2028"),
        (Rule::CoolingWater, "north 2028"),
        (Rule::PowerBuildLimit, "turbines 2028"),
        (Rule::PowerFuel, "gas south 2028"),
        (Rule::MaterialsTier, "copper:home 2026"),
        (Rule::CapitalTier, "own 2026"),
        (Rule::DemandTier, "patient 2028"),
    ];
    for (rule, key) in plenty {
        assert_close(toy.price(rule, key), 0.0, EXACT, rule.name());
        assert!(toy.slack(rule, key) > 0.0, "{} {key} has no slack", rule.name());
    }
}
