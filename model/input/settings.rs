//! The scenario's own numbers: their names, ranges and units, in one list; and its horizon.

use std::collections::BTreeMap;

use super::schema::{Misfit, Range};
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

/// That the emissions of a year may be capped at so many Mt.
///
/// # Errors
/// What is expected instead.
pub fn check_cap(cap: f64) -> Result<(), Misfit> {
    Range::NotNegative.check(cap, || Unit::Megatonnes.most())
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
    ADEQUACY_LEND_FRACTION: "adequacy.lend_fraction", "Links that count for adequacy", Fraction, "of link capacity", false;
    LOST_LOAD: "adequacy.voll", "Value of lost load", NotNegative, "USD/MWh", false;
    CARBON_PRICE: "policy.carbon_price", "Carbon price", NotNegative, "USD/t", true;
}

/// The values of all settings of a scenario.
#[derive(Debug, Clone, Default)]
pub struct Settings {
    numbers: BTreeMap<&'static str, f64>,
    /// Mt CO2 by model year.
    pub emissions_cap: BTreeMap<i32, f64>,
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

    /// The value of the setting of that name; 0 for an optional one that was left out.
    #[must_use]
    pub fn get(&self, name: &str) -> f64 {
        self.numbers.get(name).copied().unwrap_or(0.0)
    }

    /// Changes a setting; `policy.emissions_cap` changes the caps of all years.
    ///
    /// # Errors
    /// A problem if there is no such setting or its new value is out of range.
    pub fn change(&mut self, name: &str, change: impl Fn(f64) -> f64) -> Result<(f64, f64), Problem> {
        if name == CAP {
            return self.change_caps(change);
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

    fn change_caps(&mut self, change: impl Fn(f64) -> f64) -> Result<(f64, f64), Problem> {
        if self.emissions_cap.is_empty() {
            return Err(Problem::new(format!("{CAP} names no year: nothing changes")).warning());
        }
        let old = self.emissions_cap.values().sum();
        self.emissions_cap.values_mut().for_each(|cap| *cap = change(*cap));
        let mut checked = self.emissions_cap.iter().map(|(year, cap)| (year, cap, check_cap(*cap)));
        match checked.find(|(.., checked)| checked.is_err()) {
            Some((year, cap, Err(misfit))) => {
                Err(Problem::new(format!("{CAP} of {year} becomes {}; expected {}", figure(*cap), misfit.expected)))
            }
            _ => Ok((old, self.emissions_cap.values().sum())),
        }
    }
}

/// The one number of a scenario that is given by year.
pub const CAP: &str = "policy.emissions_cap";

/// Model years and resolution.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Horizon {
    /// Model years, ascending.
    pub years: Vec<i32>,
    /// Hours per time slice.
    pub block_hours: u32,
}
