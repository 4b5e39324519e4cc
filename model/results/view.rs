//! A solved program seen from outside: values by column, prices by rule and key.

use std::collections::BTreeMap;

use crate::program::{Column, Key, Program, Row, Rule};
use crate::sets::{Cooling, Region, SiteClass, Technology, TimeSlice, Year};
use crate::solve::Solution;
use crate::system::{Life, System};

/// What the tables are made from.
#[derive(Debug)]
pub struct View<'a> {
    /// The numbers that went in.
    pub system: &'a System,
    /// The program.
    pub program: &'a Program,
    /// Its optimum.
    pub solution: &'a Solution,
    rows: BTreeMap<(Rule, Key), usize>,
}

impl<'a> View<'a> {
    /// Looks at a solution.
    #[must_use]
    pub fn new(system: &'a System, program: &'a Program, solution: &'a Solution) -> Self {
        let rows = program.rows.rows.iter().enumerate().map(|(i, row)| ((row.rule, row.key), i)).collect();
        Self { system, program, solution, rows }
    }

    /// Value of a column; 0 where it does not exist.
    #[must_use]
    pub fn value(&self, column: Option<Column>) -> f64 {
        self.solution.value(column)
    }

    /// The row of a rule and key, if there is one.
    #[must_use]
    pub fn row(&self, rule: Rule, key: Key) -> Option<usize> {
        self.rows.get(&(rule, key)).copied()
    }

    /// The left-hand side of a row.
    #[must_use]
    pub fn activity(&self, row: usize) -> f64 {
        self.program.rows.coefficients(row).map(|(column, factor)| factor * self.solution.values[column.0]).sum()
    }

    /// Gain of the objective per unit of a row's right-hand side, in million USD of the year:
    /// per year for what serves every year, once for what is bought once. 0 where there is no row.
    #[must_use]
    pub fn price(&self, rule: Rule, key: Key) -> f64 {
        self.rows.get(&(rule, key)).map_or(0.0, |&row| self.row_price(row))
    }

    /// The same for a row by its position.
    #[must_use]
    pub fn row_price(&self, row: usize) -> f64 {
        self.solution.prices[row] / weight(self.system, &self.program.rows.rows[row])
    }

    /// Name of a region.
    #[must_use]
    pub fn region(&self, region: Region) -> String {
        self.system.sets.regions[region].clone()
    }

    /// Calendar year of a model year.
    #[must_use]
    pub fn calendar(&self, year: Year) -> i32 {
        self.system.time.calendar(year)
    }

    /// Years in the period of a model year.
    #[must_use]
    pub fn period_years(&self, year: Year) -> f64 {
        self.system.time.periods[year].len() as f64
    }

    /// Average capacity of a technology over a year, GW.
    #[must_use]
    pub fn capacity(&self, g: Technology, r: Region, y: Year) -> f64 {
        match self.program.variables.capacity[(g, r, y)] {
            Some(column) => self.solution.values[column.0],
            None => self.system.power.existing[(g, r, y)].value(),
        }
    }

    /// Output of a technology, GW: its share of what its leader generates for all that are alike, in
    /// proportion to what each has available.
    #[must_use]
    pub fn output(&self, g: Technology, r: Region, y: Year, s: TimeSlice) -> f64 {
        let leader = self.program.variables.leader[(g, r, y)];
        let output = self.value(self.program.variables.generation[(leader, r, y, s)]);
        if output == 0.0 {
            return 0.0;
        }
        let available = |t: Technology| self.capacity(t, r, y) * self.system.power.availability[(t, r, s)];
        let alike = self.system.sets.technologies().filter(|&t| self.program.variables.leader[(t, r, y)] == leader);
        let all: f64 = alike.map(available).sum();
        if all > 0.0 { output * available(g) / all } else { 0.0 }
    }

    /// Shells of a site class under a cooling system commissioned in a period, GW: the class's, in proportion to the
    /// halls of its life. The program knows classes and cooling apart; who is under what decides nothing.
    #[must_use]
    pub fn shell(&self, r: Region, k: SiteClass, c: Cooling, y: Year) -> f64 {
        let variables = &self.program.variables;
        let n = self.system.sites.life(k);
        let hall = |c: Cooling| self.value(variables.hall[(r, n, c, y)]);
        let all: f64 = self.system.sets.cooling().map(hall).sum();
        if all > 0.0 { self.value(variables.shell[(r, k, y)]) * hall(c) / all } else { 0.0 }
    }

    /// What was built up to a year and stands at its end.
    pub fn at_year_end(&self, now: Year, life: Life, built: impl Fn(Year) -> Option<Column>) -> f64 {
        Year::all(now.0 + 1).map(|y| self.value(built(y)) * self.system.time.standing_at_year_end(y, now, life)).sum()
    }

    /// What was built up to a year, each period by its in-service share.
    pub fn in_service(&self, now: Year, life: Life, built: impl Fn(Year) -> Option<Column>) -> f64 {
        Year::all(now.0 + 1).map(|y| self.value(built(y)) * self.system.time.in_service(y, now, life)).sum()
    }
}

/// What a million USD of a row's year counts for in the objective: every year of its period for what serves
/// every year, once for what is bought once.
#[must_use]
pub fn weight(system: &System, row: &Row) -> f64 {
    let (time, year) = (&system.time, row.key.year);
    if row.rule.is_yearly() { time.discount[year] } else { time.payment[year] }
}

/// Rounds away what the solver cannot know: twelve significant digits, and no negative zero.
#[must_use]
pub fn tidy(value: f64) -> f64 {
    const DIGITS: usize = 11;
    const NOTHING: f64 = 1e-9;
    if value.abs() < NOTHING {
        return 0.0;
    }
    format!("{value:.DIGITS$e}").parse().unwrap_or(value)
}
