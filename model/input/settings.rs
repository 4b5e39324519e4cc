//! The scenario's own numbers: their names, ranges and units, in one list; and its horizon.

use std::collections::BTreeMap;

use super::schema::{Misfit, Range};
use super::series::Series;
use crate::error::{Problem, figure};
use crate::units::Unit;

/// A number that a scenario states.
#[derive(Debug)]
pub struct Setting {
    /// Table and key, as in `finance.discount_rate`.
    pub name: &'static str,
    /// Title for people.
    pub title: &'static str,
    /// What it may be.
    pub range: Range,
    /// Unit, for tables and messages.
    pub unit: &'static str,
    /// Whether it may be left out (and then is 0).
    pub optional: bool,
}

impl Setting {
    /// That it may have the value.
    ///
    /// # Errors
    /// What is expected instead.
    pub fn check(&self, value: f64) -> Result<(), Misfit> {
        self.range.check(value, || Unit::of_symbol(self.unit).map_or(Unit::Share.most(), Unit::most))
    }
}

/// That a number which is given by year may have the value in one of them.
///
/// # Errors
/// What is expected instead.
pub fn check_of_year(name: &str, value: f64) -> Result<(), Misfit> {
    match name {
        CAP => Range::NotNegative.check(value, || Unit::Megatonnes.most()),
        _ => Setting::CARBON_PRICE.check(value),
    }
}

/// Settings as constants, so that code cannot ask for one that there is not, and the list of them.
macro_rules! settings {
    ($($constant:ident: $name:literal, $title:literal, $range:ident, $unit:literal, $optional:literal;)*) => {
        impl Setting {
            $(
                #[doc = concat!($title, ".")]
                pub const $constant: Self = Self {
                    name: $name,
                    title: $title,
                    range: Range::$range,
                    unit: $unit,
                    optional: $optional,
                };
            )*
        }

        /// All numbers of a scenario, apart from the horizon and the emissions cap.
        pub const SETTINGS: &[Setting] = &[$(Setting::$constant,)*];
    };
}

settings! {
    DISCOUNT_RATE: "finance.discount_rate", "Discount rate", Fraction, "per year", false;
    WACC_ACCELERATORS: "finance.wacc_accelerators", "Cost of capital of accelerators", Fraction, "per year", false;
    WACC_DATACENTERS: "finance.wacc_datacenters", "Cost of capital of data centres", Fraction, "per year", false;
    WACC_POWER: "finance.wacc_power", "Cost of capital of power", Fraction, "per year", false;
    MONEY_YEARS: "finance.money_years", "Years over which fees of capital are paid", WholePositive, "years", true;
    POWER_UTILISATION: "compute.power_utilisation", "Utilisation of power", Fraction, "of rated IT load", false;
    BILLABLE_FRACTION: "compute.billable_fraction", "Billable hours", Fraction, "of hours", false;
    OPEX_FRACTION: "compute.opex_fraction", "Operating cost of accelerators", Fraction, "of accelerator capex per year", false;
    CONTRACT_FACTOR: "compute.contract_factor", "Connection contracted", AtLeastOne, "GW contracted per GW drawn", false;
    FLEXIBILITY_ENERGY_SHARE: "flexibility.energy_share", "AI energy that may be curtailed", Fraction, "of yearly AI energy", false;
    FLEXIBILITY_COST: "flexibility.cost", "Cost of curtailed AI energy", NotNegative, "USD/MWh", false;
    FLEXIBILITY_PEAK_COST: "flexibility.peak_cost", "Cost of AI load contracted off at the peak", NotNegative, "USD/kW-yr", false;
    ADEQUACY_TOLERANCE: "adequacy.tolerance", "Tolerated gap of the reserve margin", Fraction, "of peak", false;
    ADEQUACY_PRICE: "adequacy.price", "Price of the tolerated gap", NotNegative, "USD/kW-yr", false;
    ADEQUACY_PENALTY: "adequacy.penalty", "Penalty for a wider gap", NotNegative, "USD/kW-yr", false;
    ADEQUACY_ABOVE: "adequacy.above", "Capacity beyond the target that still has worth", Fraction, "of peak", true;
    ADEQUACY_LEND_FRACTION: "adequacy.lend_fraction", "Links that count for adequacy", Fraction, "of link capacity", false;
    LOST_LOAD: "adequacy.voll", "Value of lost load", NotNegative, "USD/MWh", false;
    CARBON_PRICE: "policy.carbon_price", "Carbon price", NotNegative, "USD/t", true;
    OWN_CAPACITY: "policy.own_capacity", "Firm AI load that new plants of its region must cover", Fraction, "of firm AI load", true;
}

/// The values of all settings of a scenario.
#[derive(Debug, Clone, Default)]
pub struct Settings {
    numbers: BTreeMap<&'static str, f64>,
    /// Mt CO2 by model year.
    pub emissions_cap: BTreeMap<i32, f64>,
    /// USD per t CO2 by calendar year; empty where it is one number.
    pub carbon_price: BTreeMap<i32, f64>,
}

impl Settings {
    /// The value of a setting; 0 for an optional one that was left out.
    #[must_use]
    pub fn of(&self, setting: &Setting) -> f64 {
        self.get(setting.name)
    }

    /// States a number that is in its range.
    pub fn state(&mut self, setting: &Setting, value: f64) {
        self.numbers.insert(setting.name, value);
    }

    /// The value of the setting of that name; 0 for an optional one that was left out, NaN for one that is given by year.
    #[must_use]
    pub fn get(&self, name: &str) -> f64 {
        if name == Setting::CARBON_PRICE.name && !self.carbon_price.is_empty() {
            return f64::NAN;
        }
        self.numbers.get(name).copied().unwrap_or(0.0)
    }

    /// What is given by year: name, unit, values.
    #[must_use]
    pub fn by_year(&self) -> [(&'static str, &'static str, &BTreeMap<i32, f64>); 2] {
        let carbon = &Setting::CARBON_PRICE;
        [(CAP, "Mt", &self.emissions_cap), (carbon.name, carbon.unit, &self.carbon_price)]
    }

    /// The carbon price of a calendar year, USD/t: linear between years given, flat outside them.
    #[must_use]
    pub fn carbon_price_in(&self, year: i32) -> f64 {
        if self.carbon_price.is_empty() {
            return self.of(&Setting::CARBON_PRICE);
        }
        Series::new(self.carbon_price.iter().map(|(&year, &price)| (f64::from(year), price)).collect()).at(year)
    }

    /// Changes a setting; what is given by year changes in all of its years, and is told by its sum.
    ///
    /// # Errors
    /// A problem if there is no such setting or its new value is out of range.
    pub fn change(&mut self, name: &str, change: impl Fn(f64) -> f64) -> Result<(f64, f64), Problem> {
        if name == CAP {
            return change_years(&mut self.emissions_cap, name, change);
        }
        if name == Setting::CARBON_PRICE.name && !self.carbon_price.is_empty() {
            return change_years(&mut self.carbon_price, name, change);
        }
        let Some(setting) = SETTINGS.iter().find(|s| s.name == name) else {
            return Err(Problem::new(format!("the scenario has no number \"{name}\""))
                .suggest(name, SETTINGS.iter().map(|s| s.name)));
        };
        let old = self.get(name);
        let new = change(old);
        if let Err(misfit) = setting.check(new) {
            return Err(Problem::new(format!("{name} becomes {}; expected {}", figure(new), misfit.expected)));
        }
        self.numbers.insert(setting.name, new);
        Ok((old, new))
    }
}

/// Changes a number in all years in which it is given; gives the sums before and after.
fn change_years(
    values: &mut BTreeMap<i32, f64>,
    name: &str,
    change: impl Fn(f64) -> f64,
) -> Result<(f64, f64), Problem> {
    if values.is_empty() {
        return Err(Problem::new(format!("{name} names no year: nothing changes")).warning());
    }
    let old = values.values().sum();
    for value in values.values_mut() {
        *value = change(*value);
    }
    let mut checked = values.iter().map(|(year, value)| (year, value, check_of_year(name, *value)));
    match checked.find(|(.., checked)| checked.is_err()) {
        Some((year, value, Err(misfit))) => {
            Err(Problem::new(format!("{name} of {year} becomes {}; expected {}", figure(*value), misfit.expected)))
        }
        _ => Ok((old, values.values().sum())),
    }
}

/// The number of a scenario that is always given by year.
pub const CAP: &str = "policy.emissions_cap";

/// Model years and resolution.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Horizon {
    /// Model years, ascending.
    pub years: Vec<i32>,
    /// Model years after them that are solved and not shown.
    pub tail: Vec<i32>,
    /// Hours per time slice.
    pub block_hours: u32,
}

impl Horizon {
    /// All model years that are solved.
    #[must_use]
    pub fn solved(&self) -> Vec<i32> {
        [self.years.as_slice(), &self.tail].concat()
    }
}
