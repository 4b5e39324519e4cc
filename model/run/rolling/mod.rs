//! Rolling foresight: the program solved as time passes, each year with what was ordered before and what is believed then.
//!
//! For each model year a step: the tables as they are seen from it, the model years up to the end of the window, what was
//! bought and built before as it is, what takes longer to come than is left as it was ordered. What the step invests
//! in its own year is realised, what it plans for years that are near is ordered. At the end all years are evaluated with true
//! tables and all investments as they came: tables and objective come from there, the prices of a year from its own step,
//! where they were paid.
//!
//! Years that are over are left out of a step's program but for what was invested in them: nothing that can be decided in them
//! decides anything later. Where a step has several optimal plans the order is one of them: a rolling result is
//! reproducible, not unique.

mod step;
pub mod tables;

use std::collections::BTreeMap;

use step::{Investments, Past, Plan};

use crate::constraints::{formulate, orders};
use crate::error::Error;
use crate::load::Loaded;
use crate::program::{Key, Program, Quantity, Rule};
use crate::scenario::foresight::{Rolling, Who};
use crate::sets::Year;
use crate::solve::certificate::{Residuals, measure, reduced_costs};
use crate::solve::{Failure, Known, Options, Solution, solve, solve_near};
use crate::system::System;

/// An investment: what, where and when.
pub type Investment = (Quantity, Key);

/// A solved step, as it is told about.
#[derive(Debug, Clone, Copy)]
pub struct Solved<'a> {
    /// Its own model year.
    pub now: Year,
    /// What its program is made from.
    pub system: &'a System,
    /// Its program and optimum.
    pub known: Known<'a>,
}

/// An order: placed in a step, for a later year.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Order {
    /// Calendar year of the step.
    pub step: i32,
    /// What was ordered.
    pub of: Investment,
    /// How much: thousand accelerators, else GW.
    pub amount: f64,
}

/// One solve of a step, for the record.
#[derive(Debug, Clone)]
pub struct Solve {
    /// Calendar year of the step.
    pub step: i32,
    /// Whose tables it saw.
    pub view: Who,
    /// Model years that it saw.
    pub years: (i32, i32),
    /// Proof.
    pub residuals: Residuals,
    /// How it was reached.
    pub algorithm: &'static str,
    /// Iterations of the solver.
    pub iterations: i64,
}

/// A sequence of steps with its evaluation.
#[derive(Debug)]
pub struct Rolled {
    /// The program of all years with true tables and all investments as they came.
    pub program: Program,
    /// Its optimum.
    pub solution: Solution,
    /// The same with the prices of each year as they were in its own step.
    pub priced: Solution,
    /// All orders, by step.
    pub orders: Vec<Order>,
    /// All solves of steps.
    pub solves: Vec<Solve>,
}

/// Why there is no such sequence.
#[derive(Debug)]
pub enum Stuck {
    /// The tables cannot be seen so.
    Input(Error),
    /// A program has no certified optimum: what it is about, itself, why.
    Unsolved(String, Box<Program>, Failure),
}

/// Plans a scenario year by year; `told` hears of every step whose year is realised.
///
/// # Errors
/// If a step or the evaluation has no certified optimum, or a belief cannot act.
pub fn roll(
    loaded: &Loaded,
    rolling: &Rolling,
    options: &Options,
    told: &mut dyn FnMut(Solved<'_>),
) -> Result<Rolled, Stuck> {
    let time = &loaded.system.time;
    let mut sequence = Sequence { loaded, rolling, options, past: Past::default(), solves: vec![] };
    let (mut orders, mut prices): (Vec<Order>, BTreeMap<(Rule, Key), f64>) = (vec![], BTreeMap::new());
    let mut due: Vec<(Investment, f64)> = vec![];
    if let (Some(start), Some(first)) = (&rolling.start, time.years().next()) {
        let plan = sequence.solve((start.value, None), Who::Planners, None)?;
        orders.extend(sequence.order(&plan, start.value, first));
    }
    for now in time.years() {
        let year = time.calendar(now);
        let next = time.years().nth(now.0 + 1);
        let apart = loaded.scenario.foresight.parts(year);
        let planned = match next.filter(|_| apart) {
            Some(_) => Some(sequence.solve((year, Some(now)), Who::Planners, None)?),
            None => None,
        };
        let view = if apart { Who::Buyers } else { Who::Planners };
        let bought = sequence.solve((year, Some(now)), view, planned.as_ref())?;
        told(Solved { now, system: &bought.system, known: bought.known() });
        due.extend(bought.due(now));
        prices.extend(bought.prices(now));
        sequence.past.realised.extend(bought.invested(now));
        if let Some(next) = next {
            orders.extend(sequence.order(planned.as_ref().unwrap_or(&bought), year, next));
        }
    }
    let (program, solution) = sequence.evaluate(&due)?;
    let row_prices = program.rows.rows.iter().map(|row| prices.get(&(row.rule, row.key)).copied().unwrap_or(0.0));
    let row_prices: Vec<f64> = row_prices.collect();
    let priced = Solution {
        reduced_costs: reduced_costs(&program, &row_prices),
        residuals: measure(&program, &solution.values, &row_prices),
        prices: row_prices,
        ..solution.clone()
    };
    Ok(Rolled { program, solution, priced, orders, solves: sequence.solves })
}

/// What the steps before leave to the next one.
struct Sequence<'a> {
    loaded: &'a Loaded,
    rolling: &'a Rolling,
    options: &'a Options,
    past: Past,
    solves: Vec<Solve>,
}

impl Sequence<'_> {
    /// Solves a step in the tables that are seen from it, under the orders that stand; from a plan of the same step, if there is
    /// one. A plan of the step before is no start: a year less and a year more leave little of its basis.
    fn solve(&mut self, at: (i32, Option<Year>), view: Who, start: Option<&Plan>) -> Result<Plan, Stuck> {
        let (year, now) = at;
        let system = step::system(self.loaded, (self.rolling, year, view)).map_err(Stuck::Input)?;
        let mut options = Options { names_conflicts: false, ..self.options.clone() };
        let mut program = step::program(&system, at, &self.past, 0.0);
        let near = |program: &Program, options: &Options| match start {
            Some(start) => solve_near(program, start.known(), options),
            None => solve(program, options),
        };
        let mut answer = near(&program, &options);
        if let (Err(Failure::Infeasible(_)), Some(_)) = (&answer, now) {
            options.names_conflicts = true;
            program = step::program(&system, at, &self.past, step::LOOSE);
            answer = near(&program, &options);
        }
        let solution = answer.map_err(|failure| {
            Stuck::Unsolved(format!("the step of {year}, as {view} see it"), Box::new(program.clone()), failure)
        })?;
        let years = (year.max(system.time.years[0]), system.time.years.last().copied().unwrap_or(year));
        let (algorithm, iterations) = (solution.effort.algorithm.name(), solution.effort.iterations);
        let residuals = solution.residuals.clone();
        self.solves.push(Solve { step: year, view, years, residuals, algorithm, iterations });
        Ok(Plan { system, program, solution })
    }

    /// Takes a plan's orders for a model year and later ones in place of those that stood.
    fn order(&mut self, plan: &Plan, step: i32, next: Year) -> Vec<Order> {
        let ordered = plan.ordered(next, self.loaded.system.time.calendar(next));
        let orders = ordered.iter().map(|(of, amount)| Order { step, of: *of, amount: *amount }).collect();
        self.past.ordered = Some(ordered);
        orders
    }

    /// All years with true tables and all investments as they came, and the orders that were due in their years.
    fn evaluate(&self, due: &[(Investment, f64)]) -> Result<(Program, Solution), Stuck> {
        let system = &self.loaded.system;
        let written = |slack: f64| {
            let mut program = formulate(system);
            let investments = Investments::of(&program);
            for (of, realised) in &self.past.realised {
                if let Some(column) = investments.column(of) {
                    orders::realise(&mut program, column, *realised, slack);
                }
            }
            for (of, ordered) in due {
                if let Some(column) = investments.column(of) {
                    orders::order(system, &mut program, column, *ordered);
                }
            }
            program
        };
        let mut options = Options { names_conflicts: false, ..self.options.clone() };
        let mut program = written(0.0);
        let mut answer = solve(&program, &options);
        if let Err(Failure::Infeasible(_)) = answer {
            options.names_conflicts = true;
            program = written(step::LOOSE);
            answer = solve(&program, &options);
        }
        match answer {
            Ok(solution) => Ok((program, solution)),
            Err(failure) => Err(Stuck::Unsolved("all years as they came".to_owned(), Box::new(program), failure)),
        }
    }
}
