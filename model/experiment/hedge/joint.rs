//! The programs of all branches as one: what must be decided before it is known which branch it is has one column for all.

use std::collections::BTreeMap;

use crate::constraints::{orders, plans};
use crate::program::{Account, Column, ColumnInfo, Expression, Item, Key, Objective, Program, Quantity, Rows, Sense};
use crate::system::System;

/// An investment: what, where and when.
pub type Investment = (Quantity, Key);

/// Investments that must be decided before a year, by their columns in a program.
pub type Shared = BTreeMap<Investment, Column>;

/// One program over the columns of several.
#[derive(Debug)]
pub struct Joint {
    /// The program; its objective is the mean of theirs by their probabilities.
    pub program: Program,
    /// By branch and column of its program: the column here.
    columns: Vec<Vec<usize>>,
}

/// Years from order to service of an investment; of halls, as of the shells of their life that come soonest.
fn lead(system: &System, program: &Program, column: Column) -> Option<f64> {
    let info = &program.variables.info[column.0];
    let (Quantity::Hall, Item::Hall(_, life)) = (info.quantity, info.key.item) else {
        return orders::lead(system, program, column);
    };
    let classes = system.sites.classes.iter().filter(|class| class.lifetime == life);
    classes.map(|class| class.lead).min_by(f64::total_cmp)
}

/// The investments that must be decided before a year: those that come before it or so soon after that they must be ordered by
/// then.
#[must_use]
pub fn shared(system: &System, program: &Program, reveal: i32) -> Shared {
    let columns = program.variables.info.iter().enumerate();
    let decided = columns.filter(|(at, info)| {
        let comes = f64::from(system.time.calendar(info.key.year));
        lead(system, program, Column(*at)).is_some_and(|lead| comes < f64::from(reveal) + lead)
    });
    decided.map(|(at, info)| ((info.quantity, info.key), Column(at))).collect()
}

impl Joint {
    /// The programs of branches with their probabilities; what they share is one and the same in all, and nothing where a branch
    /// cannot have it.
    #[must_use]
    pub fn new(branches: &[(&Program, f64)], shared: &[Shared]) -> Option<Self> {
        let (first, _) = branches.first()?;
        let mut program = Program { rows: Rows::new(), objective: Objective::default(), ..(*first).clone() };
        program.variables.info.clear();
        let in_all = |of: &Investment| shared.iter().all(|own| own.contains_key(of));
        let mut common: BTreeMap<Investment, usize> = BTreeMap::new();
        let mut columns = vec![];
        for ((branch, _), own) in branches.iter().zip(shared) {
            let mut here = vec![];
            for info in &branch.variables.info {
                let of = (info.quantity, info.key);
                let info =
                    if own.contains_key(&of) && !in_all(&of) { ColumnInfo { upper: 0.0, ..*info } } else { *info };
                let known = common.get(&of).copied().filter(|_| own.contains_key(&of));
                let at = known.unwrap_or(program.variables.info.len());
                match known {
                    Some(at) => program.variables.info[at].upper = program.variables.info[at].upper.min(info.upper),
                    None => program.variables.info.push(info),
                }
                if own.contains_key(&of) {
                    common.insert(of, at);
                }
                here.push(at);
            }
            columns.push(here);
        }
        let mut joint = Self { program, columns };
        for (at, (branch, probability)) in branches.iter().enumerate() {
            joint.add(at, branch, *probability);
        }
        Some(joint)
    }

    /// Adds the rows of a branch, and its objective by its probability.
    fn add(&mut self, at: usize, branch: &Program, probability: f64) {
        let columns = &self.columns[at];
        for (index, row) in branch.rows.rows.iter().enumerate() {
            let terms = branch.rows.coefficients(index).map(|(column, factor)| (Column(columns[column.0]), factor));
            let left = Expression { terms: terms.collect(), constant: 0.0 };
            let right = Expression::constant(row.limit);
            match row.sense {
                Sense::AtMost => self.program.rows.at_most(row.rule, row.key, left, right),
                Sense::AtLeast => self.program.rows.at_least(row.rule, row.key, left, right),
                Sense::Equal => self.program.rows.identity(row.rule, row.key, left, right),
            }
        }
        let objective = &mut self.program.objective;
        for (column, account, amount) in &branch.objective.entries {
            objective.earn(Column(columns[column.0]), *account, probability * amount);
        }
        objective.constant += probability * branch.objective.constant;
    }

    /// The values of a branch's columns at some values of all.
    #[must_use]
    pub fn of_branch(&self, branch: usize, values: &[f64]) -> Vec<f64> {
        self.columns[branch].iter().map(|at| values[*at]).collect()
    }

    /// The program whose objective is the largest regret of any branch, to be as small as can be: each is worth at least the best
    /// of its own less the regret.
    #[must_use]
    pub fn least_regret(&self, branches: &[(&Program, f64)]) -> Program {
        let mut program = Program { objective: Objective::default(), ..self.program.clone() };
        let regret = plans::declare_regret(&mut program);
        for (at, (branch, best)) in branches.iter().enumerate() {
            let mut worth = plans::worth(branch);
            worth.terms.iter_mut().for_each(|(column, _)| *column = Column(self.columns[at][column.0]));
            worth.add(regret, 1.0);
            plans::at_least(&mut program, worth, *best);
        }
        program.objective.cost(regret, Account::Compute, 1.0);
        program
    }
}
