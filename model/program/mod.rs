//! The linear program, without a solver: columns, rows, objective.
//!
//! It knows no family of constraints: they write into a [`Formulation`].

pub mod expression;
pub mod extreme;
pub mod family;
pub mod objective;
pub mod rows;
pub mod variables;

pub use expression::{Column, Expression};
pub use extreme::{Entry, Extreme};
pub use family::{Family, Rule};
pub use objective::{Account, Objective};
pub use rows::{Item, Key, Row, Rows, Sense};
pub use variables::{ColumnInfo, Quantity, Variables};

use crate::sets::{Day, List, TimeSlice, Year};
use crate::system::System;

/// The part of a year that a time slice stands for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Span {
    /// Its representative day.
    pub day: Day,
    /// Hours of the year.
    pub hours: f64,
}

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
    /// What its time slices stand for.
    pub spans: List<TimeSlice, Span>,
}

/// A program in the making, and the system that it is made from: what families write into.
#[derive(Debug)]
pub struct Formulation<'a> {
    /// The numbers.
    pub system: &'a System,
    /// Columns so far.
    pub variables: Variables,
    /// Rows so far.
    pub rows: Rows,
    /// The objective so far.
    pub objective: Objective,
}

impl<'a> Formulation<'a> {
    /// Nothing yet.
    #[must_use]
    pub fn new(system: &'a System) -> Self {
        Self { system, variables: Variables::none(system), rows: Rows::new(), objective: Objective::default() }
    }

    /// The program as it stands.
    #[must_use]
    pub fn finish(self) -> Program {
        let time = &self.system.time;
        let span = |s| Span { day: time.day(s), hours: time.slices[s].weight.value() };
        let spans = time.slices().map(span).collect();
        Program { variables: self.variables, rows: self.rows, objective: self.objective, spans }
    }
}

impl Program {
    /// Number of coefficients that are not 0.
    #[must_use]
    pub fn nonzeros(&self) -> usize {
        self.rows.values.len()
    }

    /// The rows that state limits, of the years that are shown, each with its position.
    pub fn shown_limits(&self, system: &System) -> impl Iterator<Item = (usize, &Row)> {
        let end = Year(system.time.before_tail);
        self.rows.rows.iter().enumerate().filter(move |(_, row)| row.rule.is_limit() && row.key.year < end)
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
