//! Cases whose answer is known without the model.
//!
//! Each case is a scenario on a small dataset of its own (`data/` and `scenarios/` beside this file, also inside
//! the binary), read by the ordinary loader. A closed form, written out in the docs of the case's file, says from the
//! numbers of the tables what the optimum must be; only then is the program formulated and solved. The closed
//! forms use neither rows nor columns of the program, nor the model's annuities and running costs.
//!
//! ```sh
//! gridbound run screening --data model/experiment/verify/known/data --scenarios model/experiment/verify/known/scenarios
//! ```

mod curtailment;
mod exchange;
mod rules;
mod screening;
mod storage;
mod toy;

use std::fmt;

use super::{KnownRow, difference};
use crate::constraints::formulate;
use crate::error::{Error, Result};
use crate::input::Folder;
use crate::load::{Library, Loaded, load};
use crate::program::{Account, Column, Item, Key, Program, Rule};
use crate::results::view::{View, tidy};
use crate::sets::{Region, Technology, TimeSlice, Year};
use crate::solve::certificate::TOLERANCE;
use crate::solve::{Options, Solution, solve};
use crate::system::System;

/// A case: a scenario and the closed form of its answer.
#[derive(Debug, Clone, Copy)]
pub struct Case {
    /// Name of the scenario.
    pub scenario: &'static str,
    /// What the answer must be.
    expect: fn(&System) -> Result<Vec<Expectation>>,
}

/// All cases.
pub const CASES: &[Case] = &[
    Case { scenario: "toy", expect: toy::expect },
    Case { scenario: "screening", expect: screening::expect },
    Case { scenario: "screening-margin", expect: screening::expect },
    Case { scenario: "curtailment", expect: curtailment::expect },
    Case { scenario: "curtailment-half", expect: curtailment::expect },
    Case { scenario: "curtailment-one", expect: curtailment::expect },
    Case { scenario: "exchange", expect: exchange::expect },
    Case { scenario: "exchange-dear-line", expect: exchange::expect },
    Case { scenario: "storage", expect: storage::expect },
    Case { scenario: "storage-lossy", expect: storage::expect },
    Case { scenario: "seasons", expect: rules::seasons },
    Case { scenario: "tail", expect: rules::seasons },
    Case { scenario: "capacity-curve", expect: rules::curve },
    Case { scenario: "minimum-load", expect: rules::minimum },
    Case { scenario: "own-capacity", expect: rules::own },
    Case { scenario: "clean-target", expect: rules::clean },
    Case { scenario: "fees-over-years", expect: rules::fees },
    Case { scenario: "carbon-by-year", expect: rules::carbon },
];

type Reading = Box<dyn Fn(&View<'_>) -> f64>;

/// One number that is known, and where the model says it.
pub struct Expectation {
    /// Name of the check.
    pub check: String,
    /// What it states.
    pub states: String,
    /// Unit.
    pub unit: &'static str,
    /// What the closed form says.
    pub expected: f64,
    read: Reading,
}

impl fmt::Debug for Expectation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {} {}", self.check, self.expected, self.unit)
    }
}

impl Expectation {
    /// A number that is known.
    fn new(
        (check, unit): (impl Into<String>, &'static str),
        states: impl Into<String>,
        expected: f64,
        read: impl Fn(&View<'_>) -> f64 + 'static,
    ) -> Self {
        Self { check: check.into(), states: states.into(), unit, expected, read: Box::new(read) }
    }
}

/// Where the cases are: inside the binary, with the toy of the shipped datasets.
#[must_use]
pub fn library() -> Library {
    let (data, scenarios) = Folder::known();
    Library { data, scenarios }
}

impl Case {
    /// Reads the case.
    ///
    /// # Errors
    /// If its files are not sound.
    pub fn load(&self) -> Result<Loaded> {
        load(&library(), self.scenario, &[])
    }

    /// What the answer must be, from the numbers alone.
    ///
    /// # Errors
    /// If the numbers are outside of what the closed form covers.
    pub fn expect(&self, system: &System) -> Result<Vec<Expectation>> {
        (self.expect)(system)
    }

    /// Holds an answer of the model against what is known.
    #[must_use]
    pub fn compare(&self, expectations: &[Expectation], view: &View<'_>) -> Vec<KnownRow> {
        expectations
            .iter()
            .map(|known| {
                let found = tidy((known.read)(view));
                let difference = difference(found, known.expected);
                KnownRow {
                    case: self.scenario.to_owned(),
                    check: known.check.clone(),
                    states: known.states.clone(),
                    unit: known.unit.to_owned(),
                    expected: tidy(known.expected),
                    found,
                    difference,
                    tolerance: TOLERANCE,
                    passed: difference <= TOLERANCE,
                }
            })
            .collect()
    }

    /// Reads the case, works out what is known, solves, and compares.
    ///
    /// # Errors
    /// If the case cannot be read, is outside of its closed form, or has no certified optimum.
    pub fn verify(&self) -> Result<Vec<KnownRow>> {
        let system = self.load()?.system;
        let expectations = self.expect(&system)?;
        let (program, solution) = answer(&system)?;
        Ok(self.compare(&expectations, &View::new(&system, &program, &solution)))
    }
}

/// The model's answer.
///
/// # Errors
/// If there is no certified optimum.
pub fn answer(system: &System) -> Result<(Program, Solution)> {
    let program = formulate(system);
    let solution = solve(&program, &Options::default());
    let solution = solution.map_err(|failure| Error::run(format!("{}: {failure}", system.scenario)))?;
    Ok((program, solution))
}

/// The only model year of all cases but the toy and the one with a tail. Discounted to itself it counts once.
const ONLY: Year = Year(0);

/// What is built in the first period is in service for half of its year on average.
const FIRST_SHARE: f64 = 0.5;

/// USD/MWh over hours, in million USD per GW.
const THOUSAND: f64 = 1e3;

/// The level payment that is worth 1 when it is made after each of so many years.
fn payment(rate: f64, years: i32) -> f64 {
    1.0 / (1..=years).map(|year| (1.0 + rate).powi(-year)).sum::<f64>()
}

/// What a GW of a plant costs in a year, apart from running: million USD.
fn fixed(system: &System, g: Technology, y: Year) -> f64 {
    let power = &system.power;
    let capex = power.capex[(g, y)].value() * (1.0 - power.investment_credit[(g, y)]);
    payment(system.finance.power, power.kinds[g].lifetime) * capex + power.fixed_cost[(g, y)].value()
}

/// What a MWh of a plant costs, USD.
fn running(system: &System, g: Technology, r: Region, y: Year) -> f64 {
    let (power, kind) = (&system.power, &system.power.kinds[g]);
    let fuel = kind.fuel.map_or(0.0, |fuel| {
        let carbon = power.carbon[fuel].value() * system.carbon_price[y].value();
        kind.heat_rate.value() * (power.fuel_price[(fuel, r, y)].value() + carbon)
    });
    kind.variable_cost.value() + fuel - power.production_credit[(g, y)].value()
}

/// The price of firm capacity in all seasons of a region, USD/kW-yr.
fn capacity_price(view: &View<'_>, r: Region, y: Year) -> f64 {
    let seasons = view.system.adequacy.seasons_of(r);
    seasons.map(|(h, _)| -view.price(Rule::PowerAdequacy, Key::regional(Item::Season(h), r, y))).sum()
}

/// The firm capacity that a region must have in its only season, over its peak.
fn with_margin(system: &System, r: Region) -> f64 {
    let margins = system.adequacy.seasons_of(r).map(|(_, season)| 1.0 + season.reserve_margin);
    margins.fold(0.0, f64::max)
}

fn hours(system: &System, s: TimeSlice) -> f64 {
    system.time.slices[s].weight.value()
}

/// The energy price that the model finds, USD/MWh.
fn energy_price(view: &View<'_>, r: Region, y: Year, s: TimeSlice) -> f64 {
    -view.price(Rule::PowerBalance, Key::hourly(Item::None, r, y, s)) * THOUSAND / hours(view.system, s)
}

/// A column summed over the year, GWh.
fn energy(view: &View<'_>, of: impl Fn(TimeSlice) -> Option<Column>) -> f64 {
    view.system.time.slices().map(|s| hours(view.system, s) * view.value(of(s))).sum()
}

/// What the model spends (negative: earns) on an account, million USD.
fn spent(view: &View<'_>, account: Account) -> f64 {
    let entries = view.program.objective.entries.iter().filter(|(_, of, _)| *of == account);
    -entries.map(|(column, _, amount)| amount * view.value(Some(*column))).sum::<f64>()
}

fn objective(view: &View<'_>) -> f64 {
    view.solution.residuals.objective
}

/// The error of numbers that a closed form does not cover.
fn outside(system: &System, what: &str) -> Error {
    Error::run(format!("{}: the closed form does not cover that {what}", system.scenario))
}
