//! The builds: the program's mean slice, and what is known of the dispatch of each year.

use highs::{Col, RowProblem};

use super::dispatch::{Cut, sides};
use super::mean::Mean;
use super::split::Split;
use crate::program::Row;
use crate::solve::bounds::Bounds;
use crate::solve::engine::{Found, Live};
use crate::solve::scaling::Scaling;

/// The builds, in the solver.
#[derive(Debug)]
pub struct Master<'a> {
    mean: &'a Mean,
    split: &'a Split,
    model: Live,
    /// Whether it was never solved.
    is_new: bool,
    scaling: Scaling,
    bounds: Bounds,
    /// Columns of the mean slice.
    columns: Vec<Col>,
    /// The worth of each year's dispatch.
    worths: Vec<Col>,
    /// Cuts with the factors of their rows.
    cuts: Vec<(Cut, f64)>,
}

/// A proposal.
#[derive(Debug, Clone)]
pub struct Proposal {
    /// At most this much is the optimum, million USD, without the constant.
    pub bound: f64,
    /// Value of every column of the mean slice.
    pub values: Vec<f64>,
    /// Prices of the rows of the mean slice.
    prices: Vec<f64>,
    /// Weight of each cut.
    weights: Vec<f64>,
    /// Iterations that it took.
    pub iterations: i64,
}

impl<'a> Master<'a> {
    /// The builds of a mean slice; no cuts yet.
    #[must_use]
    pub fn of(mean: &'a Mean, split: &'a Split) -> Option<Self> {
        let scaling = Scaling::of_rows(&mean.rows, &mean.costs);
        let bounds = Bounds::of_rows(&mean.rows, mean.uppers.clone());
        let mut year = vec![None; mean.costs.len()];
        for (position, part) in split.years.iter().enumerate() {
            part.columns.iter().for_each(|&column| year[mean.column[column]] = Some(position));
        }
        let mut problem = RowProblem::default();
        let scaled = |column: usize| mean.costs[column] * scaling.columns[column] * scaling.objective;
        let add = |column: usize| {
            let factor = scaling.columns[column];
            let cost = if year[column].is_some() { 0.0 } else { scaled(column) };
            problem.add_column(cost, bounds.lower[column] / factor..=bounds.upper[column] / factor)
        };
        let columns: Vec<Col> = (0..mean.costs.len()).map(add).collect();
        let worths: Vec<Col> = split.years.iter().map(|_| problem.add_column(1.0, f64::NEG_INFINITY..)).collect();
        for (index, row) in mean.rows.rows.iter().enumerate().filter(|(index, _)| bounds.kept[*index]) {
            let factor = scaling.rows[index];
            let terms = mean.rows.coefficients(index);
            let terms = terms.map(|(column, value)| (columns[column.0], value * factor * scaling.columns[column.0]));
            let (lower, upper) = sides(row.sense, row.limit * factor);
            problem.add_row(lower..=upper, terms.collect::<Vec<_>>());
        }
        for (position, &worth) in worths.iter().enumerate() {
            let earned = (0..columns.len()).filter(|column| year[*column] == Some(position) && scaled(*column) != 0.0);
            let terms = earned.map(|column| (columns[column], -scaled(column)));
            problem.add_row(..=0.0, terms.chain([(worth, 1.0)]).collect::<Vec<_>>());
        }
        let mut model = Live::new(problem)?;
        model.by_devex();
        Some(Self { mean, split, model, is_new: true, scaling, bounds, columns, worths, cuts: vec![] })
    }

    /// Adds what is known of a year.
    pub fn add(&mut self, cut: Cut) {
        /// Slopes below this, in the solver's units, move nothing.
        const LEAST: f64 = 1e-11;
        let objective = self.scaling.objective;
        let scaled = |&(build, slope): &(usize, f64)| {
            let column = self.mean.column[build];
            (self.columns[column], -slope * self.scaling.columns[column] * objective)
        };
        let terms: Vec<(Col, f64)> = cut.slopes.iter().map(scaled).filter(|(_, value)| value.abs() > LEAST).collect();
        let largest = terms.iter().map(|(_, value)| value.abs()).fold(1.0, f64::max);
        let factor = (-largest.log2().round()).exp2();
        let all = terms.into_iter().chain([(self.worths[cut.year], 1.0)]);
        self.model
            .add_row(cut.constant * objective * factor, all.map(|(column, value)| (column, value * factor)).collect());
        self.cuts.push((cut, factor));
    }

    /// The best builds as far as is known; none if the solver finds none.
    pub fn best(&mut self) -> Option<Proposal> {
        /// Missed rows of a proposal would be missed by the plans that it becomes part of.
        const MISSED: f64 = 1e-8;
        let mut found = if self.is_new { self.model.solve_afresh() } else { self.model.solve() }?;
        self.is_new = false;
        if self.missed(&found) > MISSED {
            found = self.model.solve_again()?;
        }
        let Scaling { columns, objective, .. } = &self.scaling;
        let of_cuts = found.duals.iter().skip(self.kept().count() + self.worths.len()).zip(&self.cuts);
        Some(Proposal {
            bound: found.objective / objective,
            values: found.values.iter().zip(columns).map(|(value, factor)| value * factor).collect(),
            prices: self.prices_of_rows(&found),
            weights: of_cuts.map(|(dual, (_, factor))| dual * factor).collect(),
            iterations: found.iterations,
        })
    }

    /// By how much a proposal misses a row of the mean slice at most, as a share of the largest term in it.
    fn missed(&self, found: &Found) -> f64 {
        let values: Vec<f64> =
            found.values.iter().zip(&self.scaling.columns).map(|(value, factor)| value * factor).collect();
        let of_row = |(index, row): (usize, &Row)| {
            let (mut sum, mut scale) = (0.0, row.limit.abs().max(1.0));
            for (column, amount) in self.mean.rows.coefficients(index) {
                sum += amount * values[column.0];
                scale = scale.max((amount * values[column.0]).abs());
            }
            let (lower, upper) = sides(row.sense, row.limit);
            (lower - sum).max(sum - upper) / scale
        };
        self.mean.rows.rows.iter().enumerate().map(of_row).fold(0.0, f64::max)
    }

    /// Rows of the mean slice that are rows of the master, in order.
    fn kept(&self) -> impl Iterator<Item = usize> + '_ {
        (0..self.mean.rows.len()).filter(|row| self.bounds.kept[*row])
    }

    /// Prices of the rows of the mean slice.
    fn prices_of_rows(&self, found: &Found) -> Vec<f64> {
        let Scaling { rows, columns, objective } = &self.scaling;
        let of_columns: Vec<f64> =
            found.reduced.iter().zip(columns).map(|(reduced, factor)| reduced / factor / objective).collect();
        let mut prices = vec![0.0; self.mean.rows.len()];
        for (row, dual) in self.kept().zip(&found.duals) {
            prices[row] = dual * rows[row] / objective;
        }
        self.bounds.price_rows(&mut prices, &of_columns);
        prices
    }

    /// The cuts that bind, each with its year and the prices that prove it: what is worth knowing for a program like it.
    pub fn binding<'b>(&'b self, proposal: &'b Proposal) -> impl Iterator<Item = (usize, Vec<f64>)> + 'b {
        let cuts = self.cuts.iter().zip(&proposal.weights).filter(|(_, weight)| **weight > 0.0);
        cuts.map(|((cut, _), _)| (cut.year, cut.prices.clone()))
    }

    /// Prices of the program's rows, put together from those of the mean slice and of the cuts.
    #[must_use]
    pub fn prices(&self, proposal: &Proposal) -> Vec<f64> {
        let mut prices = self.mean.spread(&proposal.prices);
        for ((cut, _), weight) in self.cuts.iter().zip(&proposal.weights).filter(|(_, weight)| **weight != 0.0) {
            for (&row, price) in self.split.years[cut.year].rows.iter().zip(&cut.prices) {
                prices[row] += weight * price;
            }
        }
        prices
    }
}
