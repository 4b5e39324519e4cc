//! What a powered gigawatt costs, worked out by hand on the toy; and that forcing one costs just that.
//!
//! Numbers and their names are those of `toy.rs`. A GW of rated IT is 1000 thousand alphas or 500 thousand betas.

use std::collections::BTreeMap;

use gridbound::constraints::chips::gigawatts_per_thousand;
use gridbound::program::{Item, Key, Rule};
use gridbound::results::composition::Investments;
use gridbound::results::powered_gigawatt::{Gigawatt, earned, gigawatt, powered_gigawatt};
use gridbound::sets::{Region, Year};
use gridbound::solve::{Known, Options, solve_near};

use crate::case::{Case, REFERENCES, Solved, assert_close, baseline, reference};
use crate::toy::{
    AIR, ALPHA_PRICE, BETA_PRICE, BETAS, CAMPUS, COPPER, D1, D2, FEE, GAS, HALF, HOT, LIQUID, METRO, MILD, MOST,
    OWN_FEE, PAID, RIVER, SOLD, WITH_MARGIN, accelerator, annuity, beta_gigawatt, electricity, firm, load, shell,
};

const EXACT: f64 = 1e-9;

/// What the solver may leave of a reduced cost.
const CERTIFIED: f64 = 1e-6;

/// What is paid once in the second period, as a payment in each of its years.
fn once(amount: f64) -> f64 {
    amount * PAID / D2
}

/// Parts of a region and year: `chips cost` and so on.
fn parts(solved: &Solved, region: &str, year: i32) -> BTreeMap<String, f64> {
    let rows = powered_gigawatt(&solved.view()).into_iter();
    let here = rows.filter(|row| row.region == region && row.year == year);
    here.map(|row| (format!("{} {}", row.family, row.part), row.price_usd_per_kw_yr)).collect()
}

#[track_caller]
fn are(found: &BTreeMap<String, f64>, expected: &[(&str, f64)]) {
    let names: Vec<&str> = found.keys().map(String::as_str).collect();
    let mut wanted: Vec<&str> = expected.iter().map(|(name, _)| *name).collect();
    wanted.sort_unstable();
    assert_eq!(names, wanted);
    for (name, price) in expected {
        assert_close(found[*name], *price, EXACT, name);
    }
}

/// Electricity and firm capacity of a GW under air in the south.
fn air_needs() -> [f64; 2] {
    [electricity(AIR, GAS), WITH_MARGIN * AIR[1] * firm()]
}

/// What a GW of alphas earns beyond what it stands on, halls and connections being idle, in 2026 and 2028.
fn alpha_prices() -> [f64; 2] {
    [3.0, 2.0].map(|price| price * SOLD - air_needs().iter().sum::<f64>())
}

/// Shares of cost and of fees in what alphas bought in 2026 earn over their life. The rest is rent.
fn alpha_shares() -> [f64; 2] {
    let earned = HALF * D1 * alpha_prices()[0] + D2 * alpha_prices()[1];
    let capex = 1000.0 * ALPHA_PRICE;
    [capex * accelerator() * (HALF * D1 + D2), capex * OWN_FEE].map(|spent| spent / earned)
}

#[test]
fn in_2026_half_of_the_alphas_are_new_and_pay_their_price_and_all_the_rest_is_rent() {
    let [price, _] = alpha_prices();
    let [cost, fee] = alpha_shares();
    let [energy, capacity] = air_needs();
    are(
        &parts(&Case::toy().solve(), "south", 2026),
        &[
            ("chips cost", HALF * price * cost),
            ("chips rent", price * (1.0 - HALF * (cost + fee))),
            ("capital cost", HALF * price * fee),
            ("power energy", energy),
            ("power firm capacity", capacity),
        ],
    );
}

#[test]
fn in_the_north_the_connection_takes_what_betas_leave() {
    let energy = electricity(LIQUID, RIVER);
    // 1 GW at the peak, 1.25 contracted; three quarters of what is built serve.
    let contracted = 1.25 * LIQUID[1];
    let connection = contracted * 500.0 * annuity(0.06, 40);
    let own = connection + once(contracted / MOST * (FEE * 500.0 + COPPER * 5.0));
    are(
        &parts(&Case::toy().solve(), "north", 2028),
        &[
            ("chips cost", 500.0 * BETA_PRICE * accelerator()),
            ("siting cost", 10_000.0 * shell()),
            ("cooling cost", 2000.0 * shell()),
            ("grid cost", connection),
            ("grid rent", beta_gigawatt(CAMPUS, energy) / D2 - own),
            ("power energy", energy),
            ("materials cost", once(COPPER * (10.0 + contracted * 5.0) / MOST)),
            ("capital cost", once(FEE * (BETAS * BETA_PRICE + (CAMPUS + contracted * 500.0) / MOST))),
        ],
    );
}

#[test]
fn in_the_south_of_2028_alphas_under_air_and_betas_on_land_in_town_share_the_gigawatt() {
    let both = load::ALPHA_2028 + load::BETA_SOUTH;
    let [alpha, beta] = [load::ALPHA_2028 / both, load::BETA_SOUTH / both];
    // Four fifths of the alphas were bought in 2026; of those from 2024 half still stand.
    let bought = 0.8;
    let [_, price] = alpha_prices();
    let [cost, fee] = alpha_shares();
    let [energy, capacity] = air_needs();
    let of_beta = [electricity(LIQUID, GAS), WITH_MARGIN * LIQUID[1] * firm()];
    let fees = alpha * price * bought * fee + beta * once(FEE * (BETAS * BETA_PRICE + METRO / MOST));
    are(
        &parts(&Case::toy().solve(), "south", 2028),
        &[
            ("chips cost", alpha * price * bought * cost + beta * 500.0 * BETA_PRICE * accelerator()),
            ("chips rent", alpha * price * (1.0 - bought * (cost + fee))),
            ("siting cost", beta * 12_000.0 * shell()),
            ("siting rent", beta * beta_gigawatt(METRO, of_beta[0] + of_beta[1]) / D2),
            ("cooling cost", beta * 2000.0 * shell()),
            ("power energy", alpha * energy + beta * of_beta[0]),
            ("power firm capacity", alpha * capacity + beta * of_beta[1]),
            ("materials cost", beta * once(COPPER * 10.0 / MOST)),
            ("capital cost", fees),
        ],
    );
}

#[test]
fn where_nothing_is_drawn_the_campus_pays_its_own_plants_and_no_connection() {
    let case = Case::with(&[
        "connection_rate north: gw_per_year = 0",
        "build_limits fuel_cells: gw_per_year = 1",
        "capital debt: busd = 50",
    ]);
    let found = parts(&case.solve(), "north", 2028);
    assert!(!found.keys().any(|name| name.starts_with("grid")), "{found:?}");
    // Gas at 8 x 4 and 10 of operation; the peak of 1 GW, at 0.9 available, sets how many.
    let fuel = (8.0 * 4.0 + 10.0) * (LIQUID[0] * MILD + LIQUID[1] * HOT) / 1000.0;
    let cell = 3000.0 * (1.0 - 0.2) * annuity(0.06, 10) + 30.0 + once(FEE * 3000.0 / MOST);
    assert_close(found["power energy"], fuel + LIQUID[1] * cell / 0.9, EXACT, "energy");
}

#[test]
fn what_money_costs_above_its_dearest_fee_is_rent() {
    // Two years of 5000 and of 1000 million: less than betas could use.
    let found = parts(&Case::with(&["capital debt: busd = 1"]).solve(), "south", 2026);
    assert!(!found.contains_key("capital rent"), "2026 has enough: {found:?}");
    let solved = Case::with(&["capital debt: busd = 1"]).solve();
    let found = parts(&solved, "north", 2028);
    let contracted = 1.25 * LIQUID[1];
    let capex = BETAS * BETA_PRICE + (CAMPUS + contracted * 500.0) / MOST;
    assert_close(found["capital cost"], once(FEE * capex), EXACT, "fee");
    assert_close(found["capital rent"], solved.price(Rule::CapitalTier, "debt 2028") * capex / D2, EXACT, "rent");
}

/// Every region and year of a case with load.
fn places(solved: &Solved) -> Vec<(Region, Year)> {
    let view = solved.view();
    let investments = Investments::new(&view);
    let sets = &solved.loaded.system.sets;
    let all = sets.regions().flat_map(|r| solved.loaded.system.time.shown().map(move |y| (r, y)));
    all.filter(|&(r, y)| gigawatt(&view, &investments, r, y).is_some()).collect()
}

#[track_caller]
fn adds_up(solved: &Solved, tolerance: f64) {
    let view = solved.view();
    let places = places(solved);
    assert!(!places.is_empty(), "{} powers nothing", solved.loaded.system.scenario);
    let rows = powered_gigawatt(&view);
    for (r, y) in places {
        let (region, year) = (view.region(r), view.calendar(y));
        let here = rows.iter().filter(|row| row.region == region && row.year == year);
        let sum: f64 = here.map(|row| row.price_usd_per_kw_yr).sum();
        assert_close(sum, earned(&view, r, y), tolerance, &format!("{region} {year}"));
    }
}

#[test]
fn the_parts_add_up_to_what_compute_earns() {
    for edits in [
        &[][..],
        &["horizon.block_hours = 6"],
        &["flexibility.energy_share = 0.005", "flexibility.cost = 1", "flexibility.peak_cost = 1"],
        &["adequacy.price = 50"],
        &["latency 2026: share = 0.95"],
        &["water: million_m3 = 0.2"],
    ] {
        adds_up(&Case::with(edits).solve(), EXACT);
    }
    for name in REFERENCES {
        adds_up(&Solved::of(reference(name)), CERTIFIED);
    }
    adds_up(baseline(), CERTIFIED);
}

/// Change of the objective, undiscounted, when right-hand sides change; per unit of the change.
fn gain(solved: &Solved, y: Year, changes: &[(Rule, Key, f64)], size: f64) -> f64 {
    let mut program = solved.program.clone();
    for (rule, key, amount) in changes {
        let row = program.rows.rows.iter_mut().find(|row| row.rule == *rule && row.key == *key);
        match row {
            Some(row) => row.limit += amount * size,
            None => assert_eq!(*amount, 0.0, "{}", rule.name()),
        }
    }
    let known = Known { program: &solved.program, solution: &solved.solution };
    let changed = solve_near(&program, known, &Options::default()).expect("an optimum");
    (changed.residuals.objective - solved.objective()) / size / solved.loaded.system.time.discount[y]
}

/// A gigawatt of load, as that of the accelerators that are powered there, without accelerators; and the accelerators of a
/// gigawatt, from outside.
fn average(solved: &Solved, r: Region, y: Year) -> [Vec<(Rule, Key, f64)>; 2] {
    let (view, system) = (solved.view(), &solved.loaded.system);
    let here = |item| Key::regional(item, r, y);
    let powered: Vec<_> = system
        .sets
        .accelerators()
        .map(|a| (a, view.value(solved.program.variables.powered[(a, r, y)])))
        .map(|(a, thousand)| (a, thousand, thousand * gigawatts_per_thousand(system.chips.kinds[a].power)))
        .filter(|(.., load)| *load > EXACT)
        .collect();
    let all: f64 = powered.iter().map(|(.., load)| load).sum();
    let air = powered.iter().filter(|&&(a, ..)| !system.chips.kinds[a].liquid_only);
    let by_air = air.map(|(.., load)| load / all).sum();
    let load = vec![(Rule::ChipsRated, here(Item::None), 1.0), (Rule::ChipsAirCooled, here(Item::None), by_air)];
    let chips = powered.iter().map(|(a, thousand, _)| (Rule::ChipsFleet, here(Item::Accelerator(*a)), thousand / all));
    [load, chips.collect()]
}

/// Forces a little load without accelerators on a region, then gives it accelerators, and takes as much away. The optimum is
/// concave in both, so what a unit less and a unit more are worth enclose the price: how far they stand apart, over the price.
#[track_caller]
fn forced(solved: &Solved, r: Region, y: Year, size: f64, precision: f64) -> f64 {
    let view = solved.view();
    let Gigawatt { accelerators, load } = gigawatt(&view, &Investments::new(&view), r, y).expect("load");
    let [rated, fleet] = average(solved, r, y);
    let sides = [(rated, -load.total(), "load"), (fleet, accelerators.total(), "accelerators")];
    let apart = sides.map(|(changes, worth, what)| {
        let [more, less] = [size, -size].map(|size| gain(solved, y, &changes, size));
        let noise = precision * worth.abs().max(1.0);
        let encloses = less >= worth - noise && more <= worth + noise;
        assert!(encloses, "{what} of {} {}: {less} >= {worth} >= {more}", view.region(r), view.calendar(y));
        (less - more) / worth.abs().max(1.0)
    });
    apart.into_iter().fold(0.0, f64::max)
}

#[test]
fn a_gigawatt_forced_on_the_toy_costs_its_parts() {
    const MEGAWATT: f64 = 0.001;
    let toy = Case::toy().solve();
    for (r, y) in places(&toy) {
        let apart = forced(&toy, r, y, MEGAWATT, EXACT);
        assert!(apart <= EXACT, "a unit less and a unit more differ by {apart}");
    }
}

#[test]
fn a_gigawatt_forced_on_the_baseline_costs_its_parts() {
    const MEGAWATT: f64 = 0.001;
    const SAMPLE: usize = 7;
    let us = baseline();
    let mut all: Vec<f64> =
        places(us).into_iter().step_by(SAMPLE).map(|(r, y)| forced(us, r, y, MEGAWATT, CERTIFIED)).collect();
    all.sort_by(f64::total_cmp);
    // Half of the prices hold on both sides, to a thousandth; an optimum of this size is degenerate in places.
    assert!(all[all.len() / 2] < 1e-3, "{all:?}");
}
