//! One step: what is seen from a year, its program, and what it invests and orders.

use std::collections::BTreeMap;

use super::Investment;
use crate::constraints::{formulate, orders};
use crate::error::{Problems, Result};
use crate::input;
use crate::input::settings::Horizon;
use crate::load::Loaded;
use crate::program::{Column, Key, Program, Rule};
use crate::scenario::foresight::{Rolling, Who};
use crate::sets::Year;
use crate::solve::{Known, Solution};
use crate::system::System;

/// By how much what is over may be held apart from what it was, where it cannot be held exactly: a share of it, and a tenth of
/// that in its own unit.
pub const LOOSE: f64 = 2e-4;

/// What the steps before leave.
#[derive(Debug, Default)]
pub struct Past {
    /// What was invested in years that are over.
    pub realised: BTreeMap<Investment, f64>,
    /// What is ordered; none where nothing need be ordered yet.
    pub ordered: Option<BTreeMap<Investment, f64>>,
}

/// A solved step.
#[derive(Debug)]
pub struct Plan {
    /// What was seen.
    pub system: System,
    /// Its program.
    pub program: Program,
    /// The optimum.
    pub solution: Solution,
}

/// The investments of a program.
pub struct Investments(BTreeMap<Investment, Column>);

impl Investments {
    /// All of them, halls included.
    #[must_use]
    pub fn of(program: &Program) -> Self {
        let columns = program.variables.info.iter().enumerate();
        let invested = columns.filter(|(_, info)| orders::rules(info.quantity).is_some());
        Self(invested.map(|(at, info)| ((info.quantity, info.key), Column(at))).collect())
    }

    /// The column of one; none if the program has no such column.
    #[must_use]
    pub fn column(&self, of: &Investment) -> Option<Column> {
        self.0.get(of).copied()
    }
}

/// The numbers as they are seen from a year.
///
/// # Errors
/// If a belief makes no sense.
pub fn system(loaded: &Loaded, (rolling, year, view): (&Rolling, i32, Who)) -> Result<System> {
    let (scenario, mut problems) = (&loaded.scenario, Problems::default());
    let Horizon { years, tail, block_hours } = &scenario.horizon;
    let seen = |years: &[i32]| years.iter().copied().filter(|y| rolling.sees(year, *y)).collect();
    let horizon = Horizon { years: seen(years), tail: seen(tail), block_hours: *block_hours };
    let tables = (&loaded.adjusted, &loaded.settings, scenario.horizon.solved());
    let dataset = scenario.foresight.seen((year, view), (tables.0, tables.1, &tables.2), &mut problems);
    let system = input::system(&scenario.name, &dataset, &horizon, &loaded.settings, &mut problems);
    problems.into_result()?;
    Ok(system)
}

/// The program of a step: what is over as it came, give or take a share of it, and what is near as it was ordered.
#[must_use]
pub fn program(system: &System, (year, now): (i32, Option<Year>), past: &Past, slack: f64) -> Program {
    let mut program = formulate(system);
    let now = now.unwrap_or(Year(0));
    orders::leave_past(&mut program, now);
    for ((quantity, key), column) in Investments::of(&program).0 {
        if key.year < now {
            let realised = past.realised.get(&(quantity, key)).copied().unwrap_or(0.0);
            orders::realise(&mut program, column, realised, slack);
        } else if let Some(ordered) = &past.ordered
            && is_near(system, &program, column, year)
        {
            let ordered = ordered.get(&(quantity, key)).copied().unwrap_or(0.0);
            orders::order(system, &mut program, column, ordered);
        }
    }
    program
}

/// Whether an investment comes so soon after a year that it must have been ordered by then.
fn is_near(system: &System, program: &Program, column: Column, year: i32) -> bool {
    let comes = system.time.calendar(program.variables.info[column.0].key.year);
    orders::lead(system, program, column).is_some_and(|lead| f64::from(comes) < f64::from(year) + lead)
}

impl Plan {
    /// Itself as a start for others.
    #[must_use]
    pub fn known(&self) -> Known<'_> {
        Known { program: &self.program, solution: &self.solution }
    }

    /// What it plans to invest: nothing is below 0.
    fn planned(&self) -> impl Iterator<Item = (Investment, Column, f64)> + '_ {
        let all = Investments::of(&self.program).0.into_iter();
        all.map(|(of, column)| (of, column, self.solution.values[column.0].max(0.0)))
    }

    /// What it invests in a year.
    pub fn invested(&self, now: Year) -> impl Iterator<Item = (Investment, f64)> + '_ {
        self.planned().filter(move |((_, key), ..)| key.year == now).map(|(of, _, amount)| (of, amount))
    }

    /// What it plans for a model year and later ones that must be ordered before that year.
    #[must_use]
    pub fn ordered(&self, next: Year, calendar: i32) -> BTreeMap<Investment, f64> {
        let near = self.planned().filter(|((_, key), column, _)| {
            key.year >= next && is_near(&self.system, &self.program, *column, calendar)
        });
        near.map(|(of, _, amount)| (of, amount)).collect()
    }

    /// The orders that are due in a year.
    pub fn due(&self, now: Year) -> impl Iterator<Item = (Investment, f64)> + '_ {
        let is_order = |rule: Rule| Rule::ORDERS.contains(&rule);
        let rows = self.program.rows.rows.iter().enumerate();
        let due = rows.filter(move |(_, row)| row.key.year == now && is_order(row.rule));
        due.filter_map(|(index, row)| {
            let (column, _) = self.program.rows.coefficients(index).next()?;
            let info = &self.program.variables.info[column.0];
            Some(((info.quantity, info.key), row.limit))
        })
    }

    /// The prices of a year.
    pub fn prices(&self, now: Year) -> impl Iterator<Item = ((Rule, Key), f64)> + '_ {
        let rows = self.program.rows.rows.iter().zip(&self.solution.prices);
        rows.filter(move |(row, _)| row.key.year == now).map(|(row, price)| ((row.rule, row.key), *price))
    }
}
