//! Rows of one column as bounds of that column.
//!
//! A program states every limit as a row, so that it has a price. To the solver a row of one column is a bound: it makes
//! the basis smaller, and the dual simplex can step over bounds, but not over rows. What the solver says of
//! the bound goes back to the row: its price, and its place in the basis. Where a column has several such rows the
//! tightest is its bound; the others do not matter.

use super::engine::Basis;
use crate::program::{Program, Sense};

/// Which rows become bounds, and what bounds there are.
#[derive(Debug, Clone)]
pub struct Bounds {
    /// Smallest value of each column.
    pub lower: Vec<f64>,
    /// Largest value of each column.
    pub upper: Vec<f64>,
    /// Whether a row stays one.
    pub kept: Vec<bool>,
    /// The row that states the smallest value of a column, with its coefficient.
    of_lower: Vec<Option<(usize, f64)>>,
    /// The row that states the largest.
    of_upper: Vec<Option<(usize, f64)>>,
}

impl Bounds {
    /// The bounds of a program.
    #[must_use]
    pub fn of(program: &Program) -> Self {
        let columns = program.variables.len();
        let mut bounds = Self {
            lower: vec![0.0; columns],
            upper: program.variables.info.iter().map(|column| column.upper).collect(),
            kept: vec![true; program.rows.len()],
            of_lower: vec![None; columns],
            of_upper: vec![None; columns],
        };
        for index in 0..program.rows.len() {
            let mut coefficients = program.rows.coefficients(index);
            if let (Some((column, factor)), None) = (coefficients.next(), coefficients.next()) {
                bounds.take(program, index, (column.0, factor));
            }
        }
        bounds
    }

    /// Makes a row a bound, unless it contradicts another: then it stays, for the solver to say so.
    fn take(&mut self, program: &Program, index: usize, (column, factor): (usize, f64)) {
        let row = &program.rows.rows[index];
        let value = row.limit / factor;
        let above = row.sense == Sense::Equal || (row.sense == Sense::AtMost) == (factor > 0.0);
        let below = row.sense == Sense::Equal || !above;
        let contradicts = (above && value < self.lower[column]) || (below && value > self.upper[column]);
        if contradicts || !value.is_finite() {
            return;
        }
        self.kept[index] = false;
        if above && value <= self.upper[column] {
            self.upper[column] = value;
            self.of_upper[column] = Some((index, factor));
        }
        if below && value > self.lower[column] {
            self.lower[column] = value;
            self.of_lower[column] = Some((index, factor));
        }
    }

    /// Prices of all rows, from those of the rows that stayed (0 elsewhere) and of the bounds of columns.
    pub fn price_rows(&self, prices: &mut [f64], of_columns: &[f64]) {
        for (column, &price) in of_columns.iter().enumerate() {
            let bound = if price > 0.0 { self.of_upper[column] } else { self.of_lower[column] };
            if let Some((row, factor)) = bound {
                prices[row] = price / factor;
            }
        }
    }

    /// A basis of the program as one of the smaller program.
    #[must_use]
    pub fn shrink(&self, basis: &Basis) -> Basis {
        let mut columns = basis.columns.clone();
        for (column, status) in columns.iter_mut().enumerate().filter(|(_, status)| **status == Basis::BASIC) {
            let holds = |bound: Option<(usize, f64)>| bound.is_some_and(|(row, _)| basis.rows[row] != Basis::BASIC);
            if holds(self.of_upper[column]) {
                *status = Basis::AT_UPPER;
            } else if holds(self.of_lower[column]) {
                *status = Basis::AT_LOWER;
            }
        }
        let rows = basis.rows.iter().zip(&self.kept).filter(|(_, kept)| **kept);
        Basis { columns, rows: rows.map(|(status, _)| *status).collect() }
    }

    /// A basis of the smaller program as one of the program; `price` is what the bounds of columns are worth, which
    /// tells the two bounds of a fixed column apart.
    #[must_use]
    pub fn widen(&self, basis: Basis, price: &[f64]) -> Basis {
        let mut of_rows = basis.rows.into_iter();
        let mut rows: Vec<u8> = self
            .kept
            .iter()
            .map(|kept| if *kept { of_rows.next().unwrap_or(Basis::BASIC) } else { Basis::BASIC })
            .collect();
        let mut columns = basis.columns;
        for (column, status) in columns.iter_mut().enumerate().filter(|(_, status)| **status != Basis::BASIC) {
            let fixed = self.lower[column] == self.upper[column];
            let at_upper = if fixed { price[column] > 0.0 } else { *status == Basis::AT_UPPER };
            let bound = if at_upper { self.of_upper[column] } else { self.of_lower[column] };
            if let Some((row, factor)) = bound {
                *status = Basis::BASIC;
                rows[row] = if at_upper == (factor > 0.0) { Basis::AT_UPPER } else { Basis::AT_LOWER };
            } else if fixed {
                *status = if at_upper { Basis::AT_UPPER } else { Basis::AT_LOWER };
            }
        }
        Basis { columns, rows }
    }
}
