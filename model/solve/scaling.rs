//! Factors that make the coefficients of a program tame for the solver.
//!
//! Rows and columns are multiplied by powers of two (so that no digit is lost) such that the
//! coefficients of each lie around 1: the geometric mean of the smallest and the largest, in turn.
//! The certificate never sees the factors; it is computed from the program as written.

use crate::program::{Program, Rows};

/// Factors of a program.
#[derive(Debug, Clone)]
pub struct Scaling {
    /// Each row is multiplied by its factor.
    pub rows: Vec<f64>,
    /// Each column's unit is its factor times the program's unit.
    pub columns: Vec<f64>,
    /// The objective is multiplied by this.
    pub objective: f64,
}

impl Scaling {
    /// Factors of a program.
    #[must_use]
    pub fn of(program: &Program) -> Self {
        Self::of_rows(&program.rows, &program.objective.coefficients(program.variables.len()))
    }

    /// Factors of rows, and of columns with these costs, after some passes over both.
    #[must_use]
    pub fn of_rows(of: &Rows, costs: &[f64]) -> Self {
        const PASSES: usize = 6;
        let mut scaling = Self { rows: vec![1.0; of.len()], columns: vec![1.0; costs.len()], objective: 1.0 };
        for _ in 0..PASSES {
            let (rows, _) = scaling.ranges(of);
            rows.into_iter().zip(&mut scaling.rows).for_each(|(range, factor)| *factor *= range.toward_one());
            let (_, columns) = scaling.ranges(of);
            columns.into_iter().zip(&mut scaling.columns).for_each(|(range, factor)| *factor *= range.toward_one());
        }
        scaling.rows.iter_mut().chain(&mut scaling.columns).for_each(|factor| *factor = power_of_two(*factor));
        let mut range = Range::default();
        costs.iter().zip(&scaling.columns).for_each(|(cost, factor)| range.see(cost * factor));
        scaling.objective = power_of_two(range.toward_one());
        scaling
    }

    /// Smallest and largest scaled coefficient of each row and column.
    fn ranges(&self, of: &Rows) -> (Vec<Range>, Vec<Range>) {
        let mut rows = vec![Range::default(); self.rows.len()];
        let mut columns = vec![Range::default(); self.columns.len()];
        for (index, row) in rows.iter_mut().enumerate() {
            for (column, value) in of.coefficients(index) {
                let scaled = value * self.rows[index] * self.columns[column.0];
                row.see(scaled);
                columns[column.0].see(scaled);
            }
        }
        (rows, columns)
    }
}

/// Smallest and largest size seen.
#[derive(Debug, Clone, Copy)]
struct Range {
    smallest: f64,
    largest: f64,
}

impl Default for Range {
    fn default() -> Self {
        Self { smallest: f64::INFINITY, largest: 0.0 }
    }
}

impl Range {
    fn see(&mut self, value: f64) {
        if value != 0.0 {
            self.smallest = self.smallest.min(value.abs());
            self.largest = self.largest.max(value.abs());
        }
    }

    /// The factor that centres the range on 1; 1 for an empty range.
    fn toward_one(self) -> f64 {
        if self.largest > 0.0 { 1.0 / (self.smallest * self.largest).sqrt() } else { 1.0 }
    }
}

fn power_of_two(factor: f64) -> f64 {
    factor.log2().round().exp2()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn factors_are_powers_of_two() {
        assert_eq!(power_of_two(3.1), 4.0);
        assert_eq!(power_of_two(0.3), 0.25);
    }

    #[test]
    fn a_range_is_centred_on_one() {
        let mut range = Range::default();
        for value in [0.0, -4.0, 100.0] {
            range.see(value);
        }
        assert_eq!(range.toward_one(), 0.05);
        assert_eq!(Range::default().toward_one(), 1.0);
    }
}
