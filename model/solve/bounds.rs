//! Rows of one column as bounds of that column.
//!
//! A program states every limit as a row, so that it has a price. To the solver a row of one column is a bound: it makes
//! the basis smaller, and the dual simplex can step over bounds, but not over rows. What the solver says of
//! the bound goes back to the row: its price, and its place in the basis. Where a column has several such rows the
//! tightest is its bound; the others do not matter.

use super::engine::Basis;
use crate::program::{Program, Row, Rows, Sense};

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
        Self::of_rows(&program.rows, program.variables.info.iter().map(|column| column.upper).collect())
    }

    /// The bounds that rows give to columns which are at least 0 and at most `upper`.
    #[must_use]
    pub fn of_rows(rows: &Rows, upper: Vec<f64>) -> Self {
        let columns = upper.len();
        let mut bounds = Self {
            lower: vec![0.0; columns],
            upper,
            kept: vec![true; rows.len()],
            of_lower: vec![None; columns],
            of_upper: vec![None; columns],
        };
        for index in 0..rows.len() {
            let mut coefficients = rows.coefficients(index);
            if let (Some((column, factor)), None) = (coefficients.next(), coefficients.next()) {
                bounds.take(&rows.rows[index], index, (column.0, factor));
            }
        }
        bounds
    }

    /// Makes a row a bound, unless it contradicts another: then it stays, for the solver to say so.
    fn take(&mut self, row: &Row, index: usize, (column, factor): (usize, f64)) {
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

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use highs::HighsModelStatus::{Infeasible, Optimal};
    use proptest::prelude::*;

    use super::*;
    use crate::constraints::formulate;
    use crate::input::Folder;
    use crate::load::{Library, load};
    use crate::program::{Account, Column, ColumnInfo, Expression, Item, Key, Objective, Quantity, Rule};
    use crate::sets::{List, Year};
    use crate::solve::certificate::measure;
    use crate::solve::engine;
    use crate::solve::scaling::Scaling;
    use crate::solve::solver::{Algorithm, Answer, Pricing, Start, model, ranges, run};
    use crate::solve::{Failure, Options, solve};

    use Sense::{AtLeast, AtMost, Equal};

    const FREE: f64 = f64::INFINITY;
    const KEY: Key = Key::national(Item::None, Year(0));

    /// A row: its coefficients by column, its sense, its right-hand side.
    type Line = (Vec<(usize, f64)>, Sense, f64);

    /// A program whose columns earn so much and are at most so large.
    fn program(columns: &[(f64, f64)], lines: &[Line]) -> Program {
        static TOY: LazyLock<Program> = LazyLock::new(|| {
            let folder = |name: &str| Folder::Disk(name.into());
            let loaded = load(&Library { data: folder("data"), scenarios: folder("scenarios") }, "toy", &[]);
            formulate(&loaded.unwrap().system)
        });
        let mut variables = TOY.variables.clone();
        let info = |&(_, upper): &(f64, f64)| ColumnInfo { quantity: Quantity::Sold, key: KEY, upper };
        variables.info = columns.iter().map(info).collect();
        let mut rows = Rows::new();
        for (coefficients, sense, limit) in lines {
            let left: Expression = coefficients.iter().map(|(column, f)| Expression::term(Column(*column), *f)).sum();
            let add = match sense {
                AtMost => Rows::at_most,
                AtLeast => Rows::at_least,
                Equal => Rows::identity,
            };
            add(&mut rows, Rule::PowerFirm, KEY, left, Expression::constant(*limit));
        }
        let mut objective = Objective::default();
        columns
            .iter()
            .enumerate()
            .for_each(|(index, (earned, _))| objective.earn(Column(index), Account::Compute, *earned));
        Program { variables, rows, objective, spans: List::default() }
    }

    /// The same with all rows as rows: status, objective and prices.
    fn by_rows(program: &Program) -> (highs::HighsModelStatus, f64, Vec<f64>) {
        let scaling = Scaling::of(program);
        let solved = model(program, &scaling, None).unwrap().solve();
        let solution = solved.get_solution();
        let values = solution.columns().iter().zip(&scaling.columns).map(|(value, factor)| value * factor);
        let costs = program.objective.coefficients(program.variables.len());
        let prices = solution.dual_rows().iter().zip(&scaling.rows).map(|(p, factor)| p * factor / scaling.objective);
        (solved.status(), values.zip(costs).map(|(value, cost)| value * cost).sum(), prices.collect())
    }

    fn by_bounds(program: &Program) -> Answer {
        run(program, Start::Cold(Algorithm::Simplex), (1, None)).unwrap()
    }

    /// Column and factor, sense and limit of rows of one column.
    fn singles(lines: &[(usize, f64, Sense, f64)]) -> Vec<Line> {
        lines.iter().map(|&(column, factor, sense, limit)| (vec![(column, factor)], sense, limit)).collect()
    }

    /// That one column earns so much under these rows, with this value and these prices, as bounds and as rows.
    #[track_caller]
    fn one_column((earned, upper): (f64, f64), rows: &[(f64, Sense, f64)], value: f64, prices: &[f64]) {
        let lines: Vec<_> = rows.iter().map(|&(factor, sense, limit)| (0, factor, sense, limit)).collect();
        let program = program(&[(earned, upper)], &singles(&lines));
        let answer = by_bounds(&program);
        assert_eq!((answer.values.as_slice(), answer.prices.as_slice()), (&[value][..], prices));
        assert_eq!(by_rows(&program).2, prices, "as rows");
        assert!(Bounds::of(&program).kept.iter().all(|kept| !kept), "no row stays one");
    }

    #[test]
    fn the_tightest_of_several_rows_has_the_price() {
        one_column((2.0, FREE), &[(1.0, AtMost, 5.0), (1.0, AtMost, 3.0)], 3.0, &[0.0, 2.0]);
        one_column((2.0, FREE), &[(1.0, AtMost, 3.0), (1.0, AtMost, 5.0)], 3.0, &[2.0, 0.0]);
        one_column((-2.0, FREE), &[(1.0, AtLeast, 1.0), (1.0, AtLeast, 3.0)], 3.0, &[0.0, -2.0]);
        one_column((-2.0, FREE), &[(1.0, AtMost, 5.0), (1.0, AtLeast, 3.0)], 3.0, &[0.0, -2.0]);
        one_column((2.0, FREE), &[(1.0, AtMost, 5.0), (1.0, AtLeast, 3.0)], 5.0, &[2.0, 0.0]);
    }

    #[test]
    fn a_price_is_per_unit_of_the_row_whatever_its_coefficient() {
        one_column((2.0, FREE), &[(4.0, AtMost, 12.0)], 3.0, &[0.5]);
        one_column((2.0, FREE), &[(-2.0, AtLeast, -6.0)], 3.0, &[-1.0]);
        one_column((-2.0, FREE), &[(-1.0, AtMost, -1.0)], 1.0, &[2.0]);
        one_column((-2.0, FREE), &[(0.5, AtLeast, 2.0)], 4.0, &[-4.0]);
    }

    #[test]
    fn an_equality_is_a_bound_from_both_sides() {
        one_column((4.0, FREE), &[(2.0, Equal, 6.0)], 3.0, &[2.0]);
        one_column((-4.0, FREE), &[(2.0, Equal, 6.0)], 3.0, &[-2.0]);
        one_column((4.0, FREE), &[(-2.0, Equal, -6.0)], 3.0, &[-2.0]);
        one_column((2.0, FREE), &[(1.0, AtMost, 3.0), (1.0, AtLeast, 3.0)], 3.0, &[2.0, 0.0]);
        one_column((-2.0, FREE), &[(1.0, AtMost, 3.0), (1.0, AtLeast, 3.0)], 3.0, &[0.0, -2.0]);
    }

    #[test]
    fn a_row_beyond_the_column_s_own_bounds_has_no_price() {
        one_column((2.0, 2.0), &[(1.0, AtMost, 3.0)], 2.0, &[0.0]);
        one_column((-2.0, 2.0), &[(1.0, AtLeast, -3.0)], 0.0, &[0.0]);
    }

    #[test]
    fn rows_of_one_column_and_of_many_share_the_worth() {
        // x + y <= 4 and x <= 3: one more of the first is a y, one more of the second an x for a y.
        let lines = [vec![(vec![(0, 1.0), (1, 1.0)], AtMost, 4.0)], singles(&[(0, 1.0, AtMost, 3.0)])].concat();
        let program = program(&[(3.0, FREE), (1.0, FREE)], &lines);
        let answer = by_bounds(&program);
        assert_eq!((answer.values, answer.prices), (vec![3.0, 1.0], vec![1.0, 2.0]));
        assert_eq!(Bounds::of(&program).kept, [true, false]);
    }

    #[test]
    fn rows_that_contradict_each_other_are_infeasible_and_named() {
        for (rows, conflict) in [
            (&[(0, 1.0, AtMost, 1.0), (0, 1.0, AtLeast, 2.0)][..], &[0, 1][..]),
            (&[(0, 1.0, AtLeast, 2.0), (0, -1.0, AtLeast, -1.0)], &[0, 1]),
            (&[(0, 1.0, Equal, 1.0), (0, 1.0, AtMost, 7.0), (0, 2.0, Equal, 6.0)], &[0, 2]),
            (&[(0, 1.0, AtMost, -1.0)], &[0]),
            (&[(0, 1.0, AtLeast, 9.0)], &[0]),
        ] {
            let program = program(&[(1.0, 5.0)], &singles(rows));
            assert_eq!(by_bounds(&program).status, Infeasible, "{rows:?}");
            match solve(&program, &Options::default()) {
                Err(Failure::Infeasible(named)) => assert_eq!(named, conflict, "{rows:?}"),
                other => panic!("{rows:?}: {other:?}"),
            }
        }
    }

    fn line(columns: usize) -> impl Strategy<Value = (usize, f64, Sense, f64)> {
        let factors = prop::sample::select(vec![-2.0, -1.0, 0.5, 1.0, 4.0]);
        let senses = prop::sample::select(vec![AtMost, AtMost, AtLeast, Equal]);
        (0..columns, factors, senses, (-2..6).prop_map(f64::from))
    }

    fn of_program() -> impl Strategy<Value = Program> {
        let columns = prop::collection::vec(((-3..4).prop_map(f64::from), prop::sample::select(vec![4.0, FREE])), 3);
        (columns, prop::collection::vec(line(3), 0..5)).prop_map(|(columns, lines)| {
            // What is shared keeps all of it bounded.
            let shared =
                [(vec![(0, 1.0), (1, 2.0), (2, 1.0)], AtMost, 9.0), (vec![(0, 1.0), (1, -1.0)], AtLeast, -3.0)];
            program(&columns, &[shared.to_vec(), singles(&lines)].concat())
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]
        #[test]
        fn bounds_say_what_rows_say(program in of_program()) {
            let (answer, (status, objective, _)) = (by_bounds(&program), by_rows(&program));
            prop_assert_eq!(answer.status, status);
            if status == Optimal {
                let residuals = measure(&program, &answer.values, &answer.prices);
                prop_assert!(residuals.certify(), "{:?}", residuals);
                prop_assert!((residuals.objective - objective).abs() < 1e-9, "{} {objective}", residuals.objective);
                let basics = answer.basis.columns.iter().chain(&answer.basis.rows).filter(|s| **s == Basis::BASIC);
                prop_assert_eq!(basics.count(), program.rows.len());
                // The wide basis is that of the optimum where rows are rows, and leads back to it where they are bounds.
                prop_assert!(ranges(&program, &answer.basis).is_some());
                let again = run(&program, Start::Warm(&answer.basis, Pricing::Devex, 1000), (1, None)).unwrap();
                prop_assert_eq!((again.iterations, again.basis), (0, answer.basis));
                let apart = again.values.iter().zip(&answer.values).map(|(one, other)| (one - other).abs());
                prop_assert!(apart.fold(0.0, f64::max) < 1e-9, "{:?} {:?}", again.values, answer.values);
            }
        }

        #[test]
        fn a_basis_that_is_widened_shrinks_to_itself(program in of_program()) {
            let (scaling, bounds) = (Scaling::of(&program), Bounds::of(&program));
            let solved = model(&program, &scaling, Some(&bounds)).unwrap().solve();
            if solved.status() == Optimal {
                let basis = engine::basis(&solved);
                let worth = solved.get_solution().dual_columns().to_vec();
                let back = bounds.shrink(&bounds.widen(basis.clone(), &worth));
                prop_assert_eq!(&back.rows, &basis.rows);
                for (column, (found, expected)) in back.columns.iter().zip(&basis.columns).enumerate() {
                    // Both ends of a fixed column are one.
                    let fixed = bounds.lower[column] == bounds.upper[column];
                    let alike = found == expected || (fixed && ![*found, *expected].contains(&Basis::BASIC));
                    prop_assert!(alike, "column {column}: {found}, was {expected}");
                }
            }
        }
    }
}
