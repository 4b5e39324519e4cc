//! The linear program, without a solver: columns, rows, objective.

pub mod expression;
pub mod family;
pub mod objective;
pub mod rows;
pub mod variables;

pub use expression::{Column, Expression};
pub use family::{Family, Rule};
pub use objective::{Account, Objective};
pub use rows::{Item, Key, Row, Rows, Sense};
pub use variables::{ColumnInfo, Quantity, Variables};

use crate::constraints;
use crate::system::System;

/// A linear program: maximise the objective subject to the rows, all columns between 0 and their
/// upper bounds.
#[derive(Debug, Clone)]
pub struct Program {
    /// Columns.
    pub variables: Variables,
    /// Rows.
    pub rows: Rows,
    /// What is maximised, million USD.
    pub objective: Objective,
}

/// Writes the program of a system: the table of contents of the model.
#[must_use]
pub fn formulate(system: &System) -> Program {
    let variables = Variables::new(system);
    let mut rows = Rows::new();
    let mut objective = Objective::default();
    constraints::chips::add(system, &variables, &mut rows);
    constraints::siting::add(system, &variables, &mut rows);
    constraints::cooling::add(system, &variables, &mut rows);
    constraints::grid::add(system, &variables, &mut rows);
    constraints::campus::add(system, &variables, &mut rows);
    constraints::dispatch::add(system, &variables, &mut rows);
    constraints::storage::add(system, &variables, &mut rows);
    constraints::builds::add(system, &variables, &mut rows);
    constraints::adequacy::add(system, &variables, &mut rows);
    constraints::fuels::add(system, &variables, &mut rows);
    constraints::flexibility::add(system, &variables, &mut rows);
    constraints::materials::add(system, &variables, &mut rows);
    constraints::capital::add(system, &variables, &mut rows);
    constraints::demand::add(system, &variables, &mut rows);
    constraints::worth::add(system, &variables, &mut objective);
    Program { variables, rows, objective }
}

impl Program {
    /// Number of coefficients that are not 0.
    #[must_use]
    pub fn nonzeros(&self) -> usize {
        self.rows.values.len()
    }

    /// A row in words: its rule, what it is about, and its two sides.
    #[must_use]
    pub fn row_in_words(&self, system: &System, row: usize) -> String {
        const SHOWN: usize = 4;
        let Row { rule, key, sense, limit } = &self.rows.rows[row];
        let terms: Vec<String> = self
            .rows
            .coefficients(row)
            .map(|(column, factor)| {
                let info = &self.variables.info[column.0];
                format!("{factor} {}[{}]", info.quantity.name(), info.key.parts(system).join(","))
            })
            .collect();
        let more = if terms.len() > SHOWN { format!(" + {} more", terms.len() - SHOWN) } else { String::new() };
        let left = if terms.is_empty() {
            "0".to_owned()
        } else {
            terms[..terms.len().min(SHOWN)].join(" + ").replace("+ -", "- ")
        };
        let about = key.parts(system).join(", ");
        format!("{} [{about}]: {left}{more} {sense} {limit} {}", rule.name(), rule.unit())
    }
}
