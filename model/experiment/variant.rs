//! The same scenario, a little different: what every experiment asks about.
//!
//! A variant is a list of differences. What differs in scenario or data acts there, before levers and adjusts do (adjusts
//! after those of the scenario), and the program is formulated anew. What differs in limits alone acts on right-hand sides
//! of a program that is there already: nothing is formulated, and the optimum that is known is near.

use std::borrow::Cow;

use super::families::{Families, LIFTED};
use crate::error::{Problem, Result};
use crate::input::Dataset;
use crate::input::document::Located;
use crate::input::series::Shift;
use crate::load::{Loaded, apply};
use crate::program::{Program, Row};
use crate::results::limits::{stated, stated_limits};
use crate::scenario::Scenario;
use crate::scenario::adjust::Adjust;
use crate::scenario::base::Base;
use crate::scenario::financing::{Financing, SEED, is_seed};
use crate::scenario::foresight::is_foresight;
use crate::scenario::lever::Lever;
use crate::scenario::sweep::{Axis, Level, Range, Target, move_range};
use crate::sets::Year;
use crate::system::System;

/// One thing that differs.
#[derive(Debug, Clone)]
pub enum Difference {
    /// The limits of some families, so many times as large up to a model year. What is committed under a build limit stays.
    Limits {
        /// Whose.
        families: Families,
        /// How many times as large.
        factor: f64,
        /// The last model year whose limits differ.
        until: Year,
    },
    /// The limits of some families, so many years sooner (below 0: later) in all calendar years after the first model year.
    Sooner {
        /// Whose.
        families: Families,
        /// How many years.
        years: i32,
    },
    /// One right-hand side, by the position of its row.
    Limit(usize, f64),
    /// Another scenario of the same dataset in its place; what differs besides, differs from that.
    Scenario(Box<Scenario>),
    /// A lever's strength.
    Lever(Located<String>, f64),
    /// A number of the scenario, as in `finance.discount_rate`.
    Number(Located<String>, f64),
    /// The rows of a table that say a range, between low (-1), value (0) and high (1).
    Range(Range, f64),
    /// More adjusts.
    Adjusts(Vec<Adjust>),
    /// Other states of markets.
    Financing(Financing),
}

/// What differs from a scenario.
#[derive(Debug, Clone, Default)]
pub struct Variant(pub Vec<Difference>);

impl Variant {
    /// The limits of some families, so many times as large up to a model year.
    #[must_use]
    pub fn limits(families: Families, factor: f64, until: Year) -> Self {
        Self(vec![Difference::Limits { families, factor, until }])
    }

    /// A lever at another strength.
    #[must_use]
    pub fn lever(lever: &Lever, strength: f64) -> Self {
        let name = Located { value: lever.name.clone(), place: lever.place.clone() };
        Self(vec![Difference::Lever(name, strength)])
    }

    /// Where a point of a design stands on its axes, of which one may name scenarios.
    #[must_use]
    pub fn at(point: &[Level], axes: &[Axis], scenarios: &[Scenario]) -> Self {
        let place = |axis: &Axis, name: &String| Located { value: name.clone(), place: axis.place.clone() };
        let difference = |(axis, level): (&Axis, &Level)| match (&axis.target, level) {
            (Target::Lever(lever), Level::Number(level)) => Some(Difference::Lever(place(axis, lever), *level)),
            (Target::Field(field), Level::Number(level)) => Some(Difference::Number(place(axis, field), *level)),
            (Target::Range(range), Level::Number(level)) => Some(Difference::Range(range.clone(), *level)),
            (Target::Scenario, Level::Name(name)) => {
                let named = scenarios.iter().find(|scenario| scenario.name == *name);
                named.map(|scenario| Difference::Scenario(Box::new(scenario.clone())))
            }
            _ => None,
        };
        let mut differences: Vec<Difference> = axes.iter().zip(point).filter_map(difference).collect();
        differences.sort_by_key(|difference| !matches!(difference, Difference::Scenario(_)));
        Self(differences)
    }

    /// With what differs in another one.
    #[must_use]
    pub fn and(mut self, other: Self) -> Self {
        self.0.extend(other.0);
        self
    }

    /// Whether scenario and data are those of the base.
    #[must_use]
    pub fn keeps_data(&self) -> bool {
        self.0.iter().all(|difference| matches!(difference, Difference::Limits { .. } | Difference::Limit(..)))
    }

    /// Its numbers.
    ///
    /// # Errors
    /// If the scenario or the data cannot be changed so.
    pub fn load(&self, base: &Base<'_>) -> Result<Loaded> {
        let (scenario, dataset) = self.acting(base)?;
        let mut loaded = apply(&dataset, base.levers, scenario)?;
        for difference in &self.0 {
            if let Difference::Sooner { families, years } = *difference {
                let after = loaded.scenario.horizon.years.first().copied().unwrap_or_default();
                loaded = loaded.shifted(&families.columns(), Shift { after, years })?;
            }
        }
        Ok(loaded)
    }

    /// Its scenario and its dataset, before levers and adjusts act. What stays where it is does not change, and the dataset
    /// is copied only if something in it moves.
    ///
    /// # Errors
    /// If a number is none that the scenario can have.
    pub fn acting<'a>(&self, base: &Base<'a>) -> Result<(Scenario, Cow<'a, Dataset>)> {
        let mut scenario = base.scenario.clone();
        let mut dataset = Cow::Borrowed(base.dataset);
        for difference in &self.0 {
            match difference {
                Difference::Scenario(other) => scenario = (**other).clone(),
                Difference::Lever(lever, strength)
                    if scenario.strength(&lever.value, base.levers) != Some(*strength) =>
                {
                    scenario.turn(lever, *strength);
                }
                Difference::Number(name, seed) if name.value == SEED && is_seed(*seed) => {
                    let financing = Financing::drawn(*seed as u64, scenario.financing.as_ref(), &name.place);
                    scenario.financing = Some(financing);
                }
                Difference::Number(name, _) if name.value == SEED => {}
                Difference::Number(name, value) if is_foresight(&name.value) => {
                    scenario.foresight.change(&name.value, *value);
                }
                Difference::Number(name, value) if scenario.settings.get(&name.value) != *value => {
                    let changed = scenario.settings.change(&name.value, |_| *value);
                    changed.map_err(|problem| Problem { place: Some(name.place.clone()), ..problem })?;
                }
                Difference::Range(range, level) if *level != 0.0 => move_range(dataset.to_mut(), range, *level),
                Difference::Financing(financing) => scenario.financing = Some(financing.clone()),
                Difference::Adjusts(adjusts) => scenario.adjusts.extend(adjusts.iter().cloned()),
                _ => {}
            }
        }
        Ok((scenario, dataset))
    }

    /// A program of its numbers, with its limits.
    #[must_use]
    pub fn limited(&self, loaded: &Loaded, mut program: Program) -> Program {
        for (index, limit) in self.moved(loaded, &program) {
            program.rows.rows[index].limit = limit;
        }
        for difference in &self.0 {
            if let Difference::Limit(row, limit) = difference {
                program.rows.rows[*row].limit = *limit;
            }
        }
        program
    }

    /// The limits of a program, by the position of their rows, where those of families differ.
    #[must_use]
    pub fn moved(&self, loaded: &Loaded, program: &Program) -> Vec<(usize, f64)> {
        let scales = self.0.iter().any(|difference| matches!(difference, Difference::Limits { .. }));
        let open = loaded.open.as_deref().filter(|_| scales).map(stated_limits).unwrap_or_default();
        let limit = |row: &Row| self.limit(&loaded.system, row, open.get(&(row.rule, row.key)).copied());
        let rows = program.rows.rows.iter().enumerate().filter(|(_, row)| row.rule.is_limit());
        rows.map(|(index, row)| (index, limit(row))).collect()
    }

    /// The right-hand side of a limit where the limits of families differ. Factors act on the limit as the data give it: what
    /// is committed under a build limit stays, and the limit is never below it. A limit that the scenario closes rises by
    /// shares of `open`, what it is in the dataset.
    fn limit(&self, system: &System, row: &Row, open: Option<f64>) -> f64 {
        let mut factor = None;
        for difference in &self.0 {
            if let Difference::Limits { families, factor: one, until } = difference
                && families.holds(row.rule.family())
                && row.key.year <= *until
            {
                factor = Some(factor.unwrap_or(1.0) * one);
            }
        }
        let Some(factor) = factor else { return row.limit };
        let (stated, committed) = stated(system, row);
        let raised = match open.filter(|open| stated == 0.0 && *open > 0.0) {
            Some(open) if factor >= LIFTED => open * factor,
            Some(open) => open * (factor - 1.0).max(0.0),
            None => stated * factor,
        };
        raised.max(committed)
    }
}
