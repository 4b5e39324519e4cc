//! The account of a scenario: all its tables, each amount at central parameters with the range of its draws.

use super::bills::bills;
use super::complete;
use super::draws::{DRAWS, Values, quantiles};
use super::financing::Conditions;
use super::flows::Flows;
use super::growth::growth;
use super::labour::{Of, quintiles, two_economies};
use super::names::{ALL, Tier};
use super::parameters::Parameters;
use super::published::check;
use super::tables::{
    BillRow, ClaimRow, EconomyCheckRow, FinancingRow, GdpItem, GdpRow, Measure, PolicyRow, QuintileRow, SupportRow,
    TwoEconomiesRow,
};
use crate::error::{Error, Problems, Result};
use crate::input::Dataset;
use crate::input::series::SeriesBy;
use crate::input::tables::{Capital, EconomyParameters};
use crate::input::typed::Declared;
use crate::load::Loaded;
use crate::named::named;
use crate::results::catalogue::tables;
use crate::results::view::tidy;

/// What the whole country is called in the tables.
pub const COUNTRY: &str = "US";

tables! {
    /// The account of a scenario.
    #[derive(Debug, Clone, PartialEq, Default)]
    Account {
        /// Growth.
        gdp: GdpRow,
        /// Household bills.
        bills: BillRow,
        /// AI and the rest.
        two_economies: TwoEconomiesRow,
        /// Fifths of households.
        quintiles: QuintileRow,
        /// States of markets; empty where the scenario has none.
        financing: FinancingRow,
        /// Support that answers growth; empty unless asked for.
        policy: PolicyRow,
        /// What support buys; empty unless asked for.
        support: SupportRow,
        /// Published figures.
        economy_check: EconomyCheckRow,
        /// Claims; empty unless asked for.
        claims: ClaimRow,
    }
}

/// The parameters of a scenario's account.
///
/// # Errors
/// If its dataset has none, or they are faulty.
pub fn parameters(loaded: &Loaded) -> Result<Parameters> {
    if !loaded.account_faults.is_empty() {
        return Err(Error::Input(loaded.account_faults.clone()));
    }
    let mut problems = Problems::default();
    let read = complete::read(&loaded.adjusted, &mut problems);
    loaded.changes.point_at_setters(&loaded.adjusted, &mut problems.0);
    problems.into_result()?;
    read.ok_or_else(|| {
        Error::input_with_hint(
            format!(
                "dataset {} has no account of the economy: {}.csv is missing",
                loaded.scenario.dataset,
                EconomyParameters::NAME
            ),
            "data/us/economy/parameters.csv shows what the account needs",
        )
    })
}

/// The year that statements of a single year are about: 2030, else the last.
#[must_use]
pub fn focus(years: &[i32]) -> i32 {
    const YEAR: i32 = 2030;
    years.iter().copied().find(|year| *year == YEAR).or(years.last().copied()).unwrap_or(YEAR)
}

/// The years that statements of the near future are about: 2026 to 2028, else all.
#[must_use]
pub fn near(years: &[i32]) -> Vec<i32> {
    let near: Vec<i32> = years.iter().copied().filter(|year| (2026..=2028).contains(year)).collect();
    if near.is_empty() { years.to_vec() } else { near }
}

/// Low, central and high.
pub type Range = [f64; 3];

/// Amounts at central parameters, with 5 % and 95 % quantiles of the draws; of a share of draws that share in all three.
pub fn ranged<K: Copy>(
    parameters: &Parameters,
    amounts: impl Fn(&Values<'_>) -> Vec<(K, f64)>,
    is_share: impl Fn(K) -> bool,
) -> Vec<(K, Range)> {
    let central = amounts(&Values::central(parameters));
    let mut draws = vec![Vec::with_capacity(DRAWS); central.len()];
    for draw in 0..DRAWS {
        let drawn = amounts(&Values::draw(parameters, draw));
        draws.iter_mut().zip(drawn).for_each(|(draws, (_, value))| draws.push(value));
    }
    let range = |((key, central), mut draws): ((K, f64), Vec<f64>)| {
        if is_share(key) {
            return (key, [draws.iter().sum::<f64>() / draws.len() as f64; 3]);
        }
        let [low, high] = quantiles(&mut draws);
        (key, [low, central, high].map(tidy))
    };
    central.into_iter().zip(draws).map(range).collect()
}

/// The account of a scenario, from the flows of both its runs.
#[must_use]
pub fn account(loaded: &Loaded, flows: &Flows, parameters: &Parameters) -> Account {
    let scenario = || loaded.scenario.name.clone();
    let gdp = ranged(parameters, |values| growth(flows, values), |(_, item, _)| item == GdpItem::BelowFloor);
    let bills = ranged(parameters, |values| bills(flows, values), |_| false);
    let two = ranged(parameters, |values| two_economies(flows, values), |_| false);
    let fifths = ranged(parameters, |values| quintiles(flows, values), |_| false);
    let mut account = Account {
        gdp: gdp
            .into_iter()
            .map(|((year, item, kind), [low, central, high])| GdpRow {
                scenario: scenario(),
                year,
                item,
                kind,
                unit: item.measure(),
                low,
                central,
                high,
            })
            .collect(),
        bills: bills
            .into_iter()
            .map(|((region, fifth, year, item), [low, central, high])| BillRow {
                scenario: scenario(),
                region: flows.regions.get(region).map_or(COUNTRY, String::as_str).to_owned(),
                quintile: fifth.map_or(ALL, |fifth| fifth.name()).to_owned(),
                year,
                item,
                unit: item.measure(),
                low,
                central,
                high,
            })
            .collect(),
        two_economies: two
            .into_iter()
            .map(|((year, of), [low, central, high])| {
                let (item, unit) = written(flows, of);
                TwoEconomiesRow { scenario: scenario(), year, item, unit, low, central, high }
            })
            .collect(),
        quintiles: fifths
            .into_iter()
            .map(|((fifth, year, item), [low, central, high])| {
                let quintile = fifth.name().to_owned();
                QuintileRow { scenario: scenario(), quintile, year, item, unit: item.measure(), low, central, high }
            })
            .collect(),
        financing: financing(loaded, parameters),
        ..Account::default()
    };
    account.economy_check = check(loaded, flows, &account);
    account
}

/// Name and unit of an item of the table of two economies.
fn written(flows: &Flows, of: Of) -> (String, Measure) {
    let material = |at: usize| flows.with.materials[at].material.as_str();
    match of {
        Of::Item(item) => (item.to_string(), item.measure()),
        Of::Touch(touch) => (touch.to_string(), touch.measure()),
        Of::Material(at) => (format!("touch.{}", material(at)), Measure::Fraction),
        Of::MaterialCost(at) => (format!("touch.{}_cost", material(at)), Measure::BusdPerYear),
    }
}

/// What the states of markets make of each tier, year by year.
fn financing(loaded: &Loaded, parameters: &Parameters) -> Vec<FinancingRow> {
    let Some(financing) = &loaded.scenario.financing else { return vec![] };
    let first = loaded.scenario.horizon.years.first().copied().unwrap_or_default();
    let dataset: &Dataset = &loaded.adjusted;
    let series = |column| SeriesBy::read(dataset, &[Capital::tier], column);
    let (money, fee) = (series(Capital::busd), series(Capital::fee));
    let mut rows = vec![];
    for (year, regime) in financing.regimes(dataset, parameters, first) {
        for tier in &loaded.system.sets.capital_tiers {
            let effect = |tier| Conditions::new(parameters, regime, financing.coefficients, year).effect(tier).size;
            rows.push(FinancingRow {
                scenario: loaded.scenario.name.clone(),
                year,
                regime,
                tier: tier.clone(),
                size_factor: tidy(named::<Tier>(tier).map_or(1.0, effect)),
                available_busd_per_year: tidy(money.at(&[tier], year)),
                fee_fraction: tidy(fee.at(&[tier], year)),
            });
        }
    }
    rows
}
