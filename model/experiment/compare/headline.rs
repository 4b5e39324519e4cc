//! The quantities that scenarios are first asked about, side by side.

use super::Case;
use super::differences::{apart, relative};
use super::tables::ComparisonRow;
use crate::named::word_or_empty;
use crate::program::Family;
use crate::results::derived::horizon_mean;
use crate::results::tables::{PriceRow, SummaryRow};
use crate::results::view::tidy;

/// A quantity and what it amounts to.
struct Amount {
    quantity: String,
    unit: &'static str,
    value: Option<f64>,
    word: String,
}

impl Amount {
    fn of(quantity: &str, unit: &'static str, value: Option<f64>) -> Self {
        Self { quantity: quantity.to_owned(), unit, value, word: String::new() }
    }

    fn word(quantity: &str, word: &str) -> Self {
        Self { quantity: quantity.to_owned(), unit: "", value: None, word: word.to_owned() }
    }
}

/// All quantities of all scenarios, the first scenario first, year by year, the horizon last.
#[must_use]
pub fn headline(cases: &[Case<'_>]) -> Vec<ComparisonRow> {
    let mut rows: Vec<ComparisonRow> = vec![];
    let first = cases.first().map(|case| case.loaded.scenario.name.clone());
    for (i, case) in cases.iter().enumerate() {
        let years = case.results.years.iter().copied().map(Some).chain([None]);
        let of_case = years.flat_map(|year| {
            let amounts = year.map_or_else(|| of_horizon(case), |year| of_year(case, year));
            amounts.into_iter().map(move |amount| (year, amount))
        });
        for (year, amount) in of_case {
            let before = rows.iter().find(|row| {
                i > 0 && first.as_ref() == Some(&row.scenario) && row.year == year && row.quantity == amount.quantity
            });
            let old = before.and_then(|row| row.value);
            let difference = old.zip(amount.value).map(|(old, new)| tidy(apart(old, new)));
            rows.push(ComparisonRow {
                scenario: case.loaded.scenario.name.clone(),
                year,
                quantity: amount.quantity,
                unit: amount.unit.to_owned(),
                value: amount.value,
                word: amount.word,
                difference,
                relative: difference.zip(old).and_then(|(difference, old)| relative(difference, old)),
            });
        }
    }
    rows
}

fn of_year(case: &Case<'_>, year: i32) -> Vec<Amount> {
    let Some(row) = case.results.summary.iter().find(|row| row.year == year) else { return vec![] };
    let mut amounts = vec![
        Amount::of("ai_load", "GW rated", Some(row.ai_rated_gw)),
        Amount::of("compute", "MH100e", Some(row.compute_mh100e)),
        Amount::of("ai_energy", "TWh", Some(row.ai_energy_twh)),
        Amount::of("ai_capital_recovery", "billion USD a year", Some(row.ai_capital_recovery_busd)),
        Amount::of("ai_capex", "billion USD a year", Some(tidy(row.ai_capex_busd_per_year()))),
        Amount::of("accelerators_bought", "thousand a year", Some(row.accelerators_bought_thousand_per_year)),
        Amount::of("co2", "Mt", Some(row.co2_mt)),
        Amount::of("energy_price", "USD/MWh", price(case, year, |row| Some(row.energy_price_usd_per_mwh))),
        Amount::of("capacity_price", "USD/kW-yr", price(case, year, |row| row.capacity_price_usd_per_kw_yr)),
    ];
    for family in Family::ALL {
        let rent = case.results.rents.iter().find(|rent| rent.year == year && rent.family == family);
        let (share, name) = (rent.map(|rent| rent.rent_share), family.name());
        amounts.push(Amount::of(&format!("rent_share_{name}"), "of the year's rents of supply", share));
        amounts.push(Amount::of(&format!("rent_{name}"), "million USD, discounted", rent.map(|rent| rent.rent_musd)));
    }
    amounts.push(Amount::word("first_bottleneck", row.first_bottleneck.name()));
    amounts.push(Amount::word("second_bottleneck", word_or_empty(row.second_bottleneck)));
    amounts
}

/// Mean over regions of a price, weighted by load.
fn price(case: &Case<'_>, year: i32, of: impl Fn(&PriceRow) -> Option<f64>) -> Option<f64> {
    let rows = case.results.prices.iter().filter(|row| row.year == year && row.is_of_year());
    let (mut load, mut worth) = (0.0, 0.0);
    for (row, price) in rows.filter_map(|row| Some((row, of(row)?))) {
        load += row.load_gw;
        worth += row.load_gw * price;
    }
    (load > 0.0).then(|| tidy(worth / load))
}

fn of_horizon(case: &Case<'_>) -> Vec<Amount> {
    let mean = |of: &dyn Fn(&SummaryRow) -> f64| {
        let periods = case.loaded.system.time.shown_periods();
        horizon_mean(case.results.summary.iter().map(of).zip(periods)).map(tidy)
    };
    vec![
        Amount::of("ai_load", "GW rated", mean(&|row| row.ai_rated_gw)),
        Amount::of("compute", "MH100e", mean(&|row| row.compute_mh100e)),
        Amount::of("ai_energy", "TWh", mean(&|row| row.ai_energy_twh)),
        Amount::of("ai_capital_recovery", "billion USD a year", mean(&|row| row.ai_capital_recovery_busd)),
        Amount::of("ai_capex", "billion USD a year", mean(&|row| tidy(row.ai_capex_busd_per_year()))),
        Amount::of("co2", "Mt", mean(&|row| row.co2_mt)),
        Amount::of("objective", "million USD, discounted", Some(tidy(case.objective))),
    ]
}
