//! What a lever group's limits hold back: the things under them, how many more of them the limits would admit, how many
//! are bought, and at what cost.
//!
//! Limits of a group can lie inside each other (a technology's limit in a region and in the country; a year's pace, a class
//! and a ceiling of sites to date) or count the same things in different units (an accelerator and its memory). Their
//! rises cannot be added up. So what a lever group admits is the most of its things that its limits alone allow, all
//! other limits put aside: a program of its own where limits overlap, a sum where they do not. Each thing is counted once.

use std::collections::{BTreeMap, BTreeSet};

use super::LeverGroup;
use crate::constraints::chips::gigawatts_per_thousand;
use crate::error::{Error, Result};
use crate::program::{Account, Column, Expression, Item, Objective, Program, Quantity, Row, Rows, Rule};
use crate::results::limits::unit;
use crate::sets::Year;
use crate::solve::{Options, solve};
use crate::system::System;

/// What a lever group is counted in.
#[derive(Debug, Clone, PartialEq)]
pub struct Measured {
    /// Unit of amounts.
    pub unit: String,
    /// What is decided under the limits.
    pub things: Quantity,
    /// Limits in that unit.
    pub rows: Vec<usize>,
    /// Amount per unit of each column under them, over the horizon.
    pub weights: BTreeMap<usize, f64>,
}

/// The limits that a lever group raises.
#[derive(Debug, Clone, PartialEq)]
pub struct Held {
    /// All of them, by position.
    pub rows: BTreeSet<usize>,
    /// All columns under them.
    pub columns: BTreeSet<usize>,
    /// What the group is counted in; none where its limits are in several units, or count several things in one.
    pub measured: Option<Measured>,
}

/// Limits whose right-hand side differs between two programs; none if the programs differ in more than that.
#[must_use]
pub fn raised(old: &Program, new: &Program) -> Option<BTreeSet<usize>> {
    let same = old.variables.len() == new.variables.len() && old.rows.len() == new.rows.len();
    let pairs = || old.rows.rows.iter().zip(&new.rows.rows);
    if !same || pairs().any(|(a, b)| (a.rule, a.key) != (b.rule, b.key)) {
        return None;
    }
    let differ = pairs().enumerate().filter(|(_, (a, b))| a.rule.is_limit() && a.limit != b.limit);
    Some(differ.map(|(index, _)| index).collect())
}

impl Held {
    /// What a lever group holds back whose limits are these rows.
    #[must_use]
    pub fn new(system: &System, program: &Program, group: &LeverGroup, rows: BTreeSet<usize>) -> Self {
        let columns = rows.iter().flat_map(|&row| program.rows.coefficients(row)).map(|(column, _)| column.0).collect();
        let measured = group.rule().and_then(|rule| measured(system, program, rule, &rows));
        Self { rows, columns, measured }
    }

    /// Cost over the horizon of what a solution buys of the things under the limits, million USD, discounted: annuities
    /// (with operation where it is charged on purchase), fees and premiums.
    #[must_use]
    pub fn cost(&self, program: &Program, values: &[f64]) -> f64 {
        let entries = program.objective.entries.iter().filter(|(column, _, _)| self.columns.contains(&column.0));
        entries.map(|(column, _, amount)| 0.0 - amount * values[column.0]).sum()
    }

    /// What is spent on things of which a solution buys more than another, in a year and in the whole country: what they
    /// take the place of is not taken off. Premiums and fees are left out: they are no price of the material or the money.
    #[must_use]
    pub fn added_cost(&self, program: &Program, old: &[f64], new: &[f64]) -> f64 {
        let mut changes: BTreeMap<(Quantity, Item, Year), f64> = BTreeMap::new();
        let priced = |account: Account| !matches!(account, Account::Materials | Account::CapitalFees);
        let entries = program.objective.entries.iter().filter(|(_, account, _)| priced(*account));
        for (column, _, amount) in entries.filter(|(column, _, _)| self.columns.contains(&column.0)) {
            let info = &program.variables.info[column.0];
            let change = amount * (old[column.0] - new[column.0]);
            *changes.entry((info.quantity, info.key.item, info.key.year)).or_default() += change;
        }
        changes.into_values().map(|change| change.max(0.0)).sum()
    }
}

fn measured(system: &System, program: &Program, first: Rule, rows: &BTreeSet<usize>) -> Option<Measured> {
    let kind = |row: usize| {
        let (column, _) = program.rows.coefficients(row).next()?;
        let things = program.variables.info[column.0].quantity;
        Some((counted(system, &program.rows.rows[row]).0, things))
    };
    let kinds = |rows: &mut dyn Iterator<Item = usize>| {
        let mut kinds: Vec<(String, Quantity)> = vec![];
        for kind in rows.filter_map(kind) {
            if !kinds.contains(&kind) {
                kinds.push(kind);
            }
        }
        kinds
    };
    let of_first = kinds(&mut rows.iter().copied().filter(|&row| program.rows.rows[row].rule == first));
    let [(unit, things)] = of_first.as_slice() else { return None };
    // The same unit of something else, as GW of plants and of connections, is another thing.
    if kinds(&mut rows.iter().copied()).iter().any(|(other, of)| other == unit && of != things) {
        return None;
    }
    let chosen: Vec<usize> =
        rows.iter().copied().filter(|&row| kind(row).is_some_and(|(u, q)| u == *unit && q == *things)).collect();
    let mut weights = BTreeMap::new();
    for &row in &chosen {
        let factor = factor(system, &program.rows.rows[row]);
        for (column, value) in program.rows.coefficients(row) {
            weights.entry(column.0).or_insert(value * factor);
        }
    }
    Some(Measured { unit: unit.clone(), things: *things, rows: chosen, weights })
}

/// Unit in which a limit is counted, and units per unit of its row. Accelerators of different make are
/// added up by their compute.
fn counted(system: &System, row: &Row) -> (String, f64) {
    match row.key.item {
        Item::Accelerator(a) => ("MH100e".to_owned(), system.chips.kinds[a].h100e / 1000.0),
        _ => (unit(system, row), 1.0),
    }
}

/// Units over the horizon per unit of a row: flows of a year come in every year of its period.
fn factor(system: &System, row: &Row) -> f64 {
    let years = system.time.periods[row.key.year].len() as f64;
    counted(system, row).1 * if row.rule.is_yearly() { years } else { 1.0 }
}

impl Measured {
    /// What a solution uses of the group.
    #[must_use]
    pub fn used(&self, values: &[f64]) -> f64 {
        self.weights.iter().map(|(&column, weight)| weight * values[column]).sum()
    }

    /// GW of a rise in the group's unit: rated IT load of accelerators, the rise itself of what is counted in GW.
    #[must_use]
    pub fn gigawatts(&self, system: &System, (old, new): (&Program, &Program), rise: f64) -> Option<f64> {
        const GIGAWATT: &str = "GW";
        if self.unit == GIGAWATT {
            return Some(rise);
        }
        let of_row = |&row: &usize| match old.rows.rows[row].key.item {
            Item::Accelerator(a) => {
                let rise = new.rows.rows[row].limit - old.rows.rows[row].limit;
                Some(rise * gigawatts_per_thousand(system.chips.kinds[a].power))
            }
            _ => None,
        };
        self.rows.iter().map(of_row).sum()
    }

    /// The most that a program's limits of the group allow, alone.
    ///
    /// # Errors
    /// If that cannot be found out.
    pub fn admitted(&self, system: &System, program: &Program) -> Result<f64> {
        let rows = &program.rows;
        let mut seen = BTreeSet::new();
        let apart = self.rows.iter().flat_map(|&row| rows.coefficients(row)).all(|(column, _)| seen.insert(column));
        if apart {
            let amount = |&row: &usize| rows.rows[row].limit * factor(system, &rows.rows[row]);
            let has_columns = |row: &&usize| rows.starts[**row + 1] > rows.starts[**row];
            return Ok(self.rows.iter().filter(has_columns).map(amount).sum());
        }
        let (variables, spans) = (program.variables.clone(), program.spans.clone());
        let mut alone = Program { variables, rows: Rows::new(), objective: Objective::default(), spans };
        for &row in &self.rows {
            let Row { rule, key, limit, .. } = rows.rows[row];
            let used = Expression { terms: rows.coefficients(row).collect(), constant: 0.0 };
            alone.rows.limit(rule, key, used, limit);
        }
        for (&column, &weight) in &self.weights {
            alone.objective.earn(Column(column), Account::Compute, weight);
        }
        let solution = solve(&alone, &Options::default());
        let failed = |failure| Error::run(format!("{}: what limits admit: {failure}", system.scenario));
        solution.map(|solution| solution.residuals.objective).map_err(failed)
    }
}
