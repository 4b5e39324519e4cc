//! The rule of the smallest of four ceilings: each worked out by hand on the toy, and bounds that must hold.

use gridbound::experiment::explain::ceilings::{Ceilings, Kind};
use gridbound::experiment::explain::question::Part;
use gridbound::experiment::outcome::Outcome;
use gridbound::named::word_or_empty;
use gridbound::results::load::{powered_compute, rated};
use gridbound::sets::Year;

use crate::case::{Case, Explained, Solved, assert_close, baseline, only};

const EXACT: f64 = 1e-12;

/// Bounds that a certified optimum may pass by its tolerances.
const CLOSE: f64 = 1e-6;

/// Facility load per GW of rated IT: 0.8 x the best PUE, ordinary and at the peak.
const ORDINARY: f64 = 0.8 * 1.125;
const PEAK: f64 = 0.8 * 1.25;

/// 1 + margin - tolerance.
const MARGIN: f64 = 1.0 + 0.1 - 0.05;

/// MH100e per GW of all that was on sale and serves in 2028: 250 thousand alphas of 1 kW, 225 thousand betas of 2.
const MEAN_2028: f64 = (0.25 + 4.0 * 0.225) / (0.25 + 2.0 * 0.225);

fn of(case: &Case) -> [Ceilings; 2] {
    let system = case.load().system;
    [0, 1].map(|y| Ceilings::of(&system, Year(y)))
}

#[test]
fn chips_are_all_that_was_on_sale_and_still_serves() {
    let [first, second] = of(&Case::toy());
    // 100 thousand alphas of 2024 and half of the 200 thousand on sale.
    assert_close(first.chips, 0.1 + 0.5 * 0.2, EXACT, "2026");
    // Of 2024 half, of 2026 all; 300 thousand betas over two years, three quarters in service, four H100e each.
    assert_close(second.chips, 0.05 + 0.2 + 0.75 * 4.0 * 0.3, EXACT, "2028");
    assert_close(first.mean, 1.0, EXACT, "an alpha is a kW and an H100e");
    assert_close(second.mean, MEAN_2028, EXACT, "the mean of 2028");
}

#[test]
fn a_scarce_component_lowers_the_ceiling_of_chips() {
    // 500 stacks a year: 100 thousand alphas at 5 a thousand in 2026; 100 thousand betas at 10 in two years.
    let [first, second] = of(&Case::with(&["component_supply memory: quantity = 500"]));
    assert_close(first.chips, 0.1 + 0.5 * 0.1, EXACT, "2026");
    assert_close(second.chips, 0.05 + 0.1 + 0.75 * 4.0 * 0.1, EXACT, "2028");
}

#[test]
fn an_accelerator_is_not_on_sale_before_its_first_year() {
    let [first, _] = of(&Case::with(&["accelerator_supply beta 2026: thousand = 150"]));
    assert_close(first.chips, 0.2, EXACT, "betas come in 2027");
}

#[test]
fn power_is_the_smaller_of_what_is_delivered_and_what_is_firm() {
    let [first, second] = of(&Case::toy());
    // 1.25 GW are contracted per GW drawn. In the north 0.2 GW a year from 2027 on, three quarters in service in 2028.
    assert_close(first.delivered, 0.75 / 1.25 / ORDINARY, EXACT, "2026");
    assert_close(second.delivered, (0.75 + 0.4 * 0.75) / 1.25 / ORDINARY, EXACT, "2028");
    // River power: 2 GW at 0.85 over a peak of 1 with its margin; gas: 1.2 GW at 0.9.
    let (north, south) = (2.0 * 0.85 - MARGIN, 1.2 * 0.9 - MARGIN);
    // Half of a GW of gas turbines at 0.9 and of 0.1 GW of batteries at 0.5.
    let built = 0.9 + 0.1 * 0.5;
    assert_close(first.firm, (north + south + 0.5 * built) / MARGIN / PEAK, EXACT, "2026, firm");
    // By 2028 the south's peak of 1.5 leaves no surplus; two more years of building, and a fifth of AI can be off.
    assert_close(second.firm, (north + built + 0.75 * 2.0 * built) / MARGIN / (PEAK * 0.8), EXACT, "2028, firm");
    assert_close(first.power, first.delivered, EXACT, "2026");
    assert_close(second.power, MEAN_2028 * second.delivered, EXACT, "2028");
}

#[test]
fn firm_capacity_can_be_the_smaller_and_onsite_power_adds_to_both() {
    let short = Case::with(&["existing_capacity hydro: gw = 0", "build_limits turbines: gw_per_year = 0"]);
    let [first, _] = of(&short);
    // What is committed is built: 0.1 GW of gas.
    let built = 0.5 * (0.1 * 0.9 + 0.1 * 0.5);
    assert_close(first.power, (1.2 * 0.9 - MARGIN + built) / MARGIN / PEAK, EXACT, "2026");
    let [onsite, _] = of(&short.but("build_limits fuel_cells: gw_per_year = 0.1"));
    assert_close(onsite.firm - first.firm, 0.5 * 0.1 * 0.9 / PEAK, EXACT, "firm");
    assert_close(onsite.delivered - first.delivered, 0.5 * 0.1 * 0.9 / ORDINARY, EXACT, "delivered");
}

#[test]
fn data_centres_are_halls_that_sites_and_cooling_allow() {
    let [first, second] = of(&Case::toy());
    assert_close(first.halls, 0.3, EXACT, "sites open in 2027");
    // 0.1 GW in town; in the north a GW, of which the ceiling leaves 0.9; three quarters in service.
    assert_close(second.halls, 0.3 + 0.75 * (0.1 + 0.9), EXACT, "2028");
    assert_close(second.data_centres, MEAN_2028 * second.halls, EXACT, "compute of 2028");
    // Every cooling system needs chillers: 0.2 GW a year of them.
    let [_, cooled] = of(&Case::with(&["cooling_supply chillers: gw_per_year = 0.2"]));
    assert_close(cooled.halls, 0.3 + 0.75 * 0.4, EXACT, "2028, cooled");
}

#[test]
fn capital_is_money_over_the_price_of_compute_all_in() {
    let [first, second] = of(&Case::toy());
    // A GW: the cheapest hall (10 000 + 1000) and connection (500 x 1.25 x facility load), million USD.
    let hall = 10_000.0 + 1000.0 + 500.0 * 1.25 * ORDINARY;
    // A million alphas are a GW and an MH100e; as many betas are two GW and four MH100e.
    let (alpha, beta) = (20_000.0 + hall, (40_000.0 + 2.0 * hall) / 4.0);
    assert_close(first.capital.unwrap(), 0.1 + 0.5 * 10_000.0 / alpha, EXACT, "2026");
    assert_close(second.capital.unwrap(), 0.05 + 10_000.0 / alpha + 0.75 * 20_000.0 / beta, EXACT, "2028");
    let [unlimited, _] = of(&Case::with(&["capital -"]));
    assert_eq!(unlimited.get(Kind::Capital), None);
}

/// What is powered obeys every ceiling in gigawatts, and that of chips in compute.
fn below_every_ceiling(solved: &Solved, what: &str) {
    let system = &solved.loaded.system;
    for y in system.time.years() {
        let ceilings = Ceilings::of(system, y);
        let load: f64 = system.sets.regions().map(|r| rated(system, &solved.program, &solved.solution, r, y)).sum();
        let compute = powered_compute(system, &solved.program, &solved.solution, y);
        let year = system.time.calendar(y);
        assert!(compute <= ceilings.chips * (1.0 + CLOSE), "{what} {year}: {compute} MH100e, {ceilings:?}");
        for most in [ceilings.delivered, ceilings.firm, ceilings.halls] {
            assert!(load <= most * (1.0 + CLOSE), "{what} {year}: {load} GW, {ceilings:?}");
        }
    }
}

#[test]
fn no_optimum_passes_a_ceiling_in_gigawatts_or_that_of_chips() {
    below_every_ceiling(&Case::toy().solve(), "toy");
    below_every_ceiling(&Case::with(&["accelerator_supply: thousand = 20000", "component_supply -"]).solve(), "chips");
    below_every_ceiling(baseline(), "baseline");
}

#[test]
fn with_one_kind_of_accelerator_the_smallest_ceiling_bounds_compute() {
    // Dear demand without end, so that supply alone limits.
    let alone = [
        "accelerator_supply beta: thousand = 0",
        "accelerator_supply alpha: thousand = 200",
        "demand: usd_per_h100e_hour = 15",
        "demand: mh100e = 100",
    ];
    // Money has to pay for everything: nothing stands already.
    let money =
        ["capital: busd = 0.5", "connections: existing_gw = 0", "existing_shells air: gw = 0", "existing_fleet -"];
    let cuts = [&money[..], &["connections south: existing_gw = 0.15"], &["existing_shells air: gw = 0.12"]];
    for (cuts, kind) in cuts.into_iter().zip([Kind::Capital, Kind::Power, Kind::DataCentres]) {
        let case = alone.iter().chain(cuts).fold(Case::toy(), |case, edit| case.but(edit));
        let solved = case.solve();
        let system = &solved.loaded.system;
        let outcome = Outcome::of(system, &solved.program, &solved.solution);
        for y in system.time.years() {
            let ceilings = Ceilings::of(system, y);
            let (compute, (_, smallest)) = (outcome.compute[y.0], ceilings.smallest().unwrap());
            assert!(compute <= smallest * (1.0 + CLOSE), "{kind:?} {y:?}: {compute} {ceilings:?}");
        }
    }
}

#[test]
fn the_gap_is_split_by_re_solves() {
    let Explained { explanation, .. } = Case::toy().explain(&only(&[Part::Ceilings]));
    let [first, second] = explanation.ceilings.as_slice() else { panic!("two years") };
    assert_eq!((word_or_empty(first.smallest), word_or_empty(first.first)), ("chips", "chips"));
    assert_eq!((word_or_empty(second.smallest), word_or_empty(second.first)), ("chips", "grid"));
    assert_close(first.optimum_share.unwrap(), 1.0, 1e-9, "2026: all chips are bought");
    // 2028: 250 thousand alphas; betas on 0.24 GW in the north and 0.075 in town, two MH100e per GW.
    assert_close(second.optimum_mh100e, 0.25 + 2.0 * (0.24 + 0.075), 1e-9, "2028");
    // With chips alone all on sale are bought; 1.1 MH100e find buyers at their prices.
    assert_close(second.only_mh100e.unwrap(), second.chips_mh100e.unwrap(), 1e-9, "only chips");
    assert_close(second.only_and_demand_mh100e.unwrap(), 0.1 + 1.0, 1e-9, "chips and demand");
    assert!(Case::toy().explain(&only(&[])).explanation.ceilings.is_empty());
}

#[test]
fn in_the_us_the_ceilings_rise_and_chips_come_first() {
    let system = &baseline().loaded.system;
    let all: Vec<Ceilings> = system.time.years().map(|y| Ceilings::of(system, y)).collect();
    for pair in all.windows(2) {
        assert!(
            pair[0].chips < pair[1].chips && pair[0].delivered < pair[1].delivered && pair[0].halls < pair[1].halls
        );
    }
    assert_eq!(all[0].smallest().map(|(kind, _)| kind), Some(Kind::Chips));
    let outcome = Outcome::of(system, &baseline().program, &baseline().solution);
    for (y, ceilings) in all.iter().enumerate() {
        let (_, smallest) = ceilings.smallest().unwrap();
        let share = outcome.compute[y] / smallest;
        assert!((0.5..1.1).contains(&share), "{y}: {share}");
    }
}
