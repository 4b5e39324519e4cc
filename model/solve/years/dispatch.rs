//! The dispatch of one year at given builds.
//!
//! Rows in which builds stand may be missed at a penalty, so that there is an answer for any builds. The prices of an answer bound
//! the worth of the dispatch at all other builds: a cut.

use std::collections::BTreeMap;

use highs::{Col, RowProblem};

use super::split::{Numbers, Part, Split};
use crate::program::Sense;
use crate::solve::certificate::TOLERANCE;
use crate::solve::engine::{Basis, Live};

/// The dispatch of a year, in the solver.
#[derive(Debug)]
pub struct Dispatch<'a> {
    numbers: Numbers<'a>,
    /// The year's position among those that have a dispatch.
    year: usize,
    split: &'a Split,
    part: &'a Part,
    /// What each row takes of builds: position and amount.
    builds: Vec<Vec<(usize, f64)>>,
    /// What is missed of rows.
    missed: Vec<Col>,
    model: Live,
}

/// An answer.
#[derive(Debug, Clone)]
pub struct Answer {
    /// Worth of the dispatch less penalties, million USD.
    pub worth: f64,
    /// Value of each column of the year.
    pub values: Vec<f64>,
    /// What is missed of rows, in the solver's units.
    pub missed: f64,
    /// The bound for other builds.
    pub cut: Cut,
    /// Iterations that it took.
    pub iterations: i64,
}

/// What a dispatch is worth at most: `constant + slopes x builds`.
#[derive(Debug, Clone)]
pub struct Cut {
    /// The year's position among those that have a dispatch.
    pub year: usize,
    /// Million USD.
    pub constant: f64,
    /// Million USD per unit of a build, by the build's position.
    pub slopes: Vec<(usize, f64)>,
    /// Price of each row of the year.
    pub prices: Vec<f64>,
}

impl<'a> Dispatch<'a> {
    /// The dispatch of a year; `penalty` is what a missed unit of a row costs, in the solver's units. None if HiGHS does not take
    /// it.
    #[must_use]
    pub fn of(numbers: Numbers<'a>, split: &'a Split, year: usize, penalty: f64) -> Option<Self> {
        let Numbers { program, scaling, bounds, costs } = numbers;
        let part = &split.years[year];
        let mut problem = RowProblem::default();
        let mut position = vec![None; split.share.len()];
        for &column in &part.columns {
            let factor = scaling.columns[column];
            let range = bounds.lower[column] / factor..=bounds.upper[column] / factor;
            position[column] = Some(problem.add_column(costs[column] * factor * scaling.objective, range));
        }
        let (mut builds, mut missed) = (vec![], vec![]);
        for &row in &part.rows {
            let (sense, limit) = (program.rows.rows[row].sense, program.rows.rows[row].limit);
            let (mut terms, mut outside) = (vec![], vec![]);
            for (column, value) in program.rows.coefficients(row) {
                match position[column.0] {
                    Some(own) => terms.push((own, value * scaling.rows[row] * scaling.columns[column.0])),
                    None => outside.push((column.0, value)),
                }
            }
            if !outside.is_empty() {
                let signs: &[f64] = match sense {
                    Sense::AtMost => &[-1.0],
                    Sense::AtLeast => &[1.0],
                    Sense::Equal => &[-1.0, 1.0],
                };
                for &sign in signs {
                    let column = problem.add_column(-penalty, 0.0..);
                    missed.push(column);
                    terms.push((column, sign));
                }
            }
            let (lower, upper) = sides(sense, limit * scaling.rows[row]);
            problem.add_row(lower..=upper, terms);
            builds.push(outside);
        }
        Some(Self { numbers, year, split, part, builds, missed, model: Live::new(problem)? })
    }

    /// Lets a missed unit of a row cost so much. What is known of the dispatch stays true if that is more than before.
    pub fn penalise(&mut self, penalty: f64) {
        self.missed.iter().for_each(|column| self.model.earn(*column, -penalty));
    }

    /// The best dispatch at given builds, which stand at their positions among all columns; none if the solver finds none.
    pub fn best(&mut self, builds: &[f64]) -> Option<Answer> {
        let Numbers { program, scaling, .. } = self.numbers;
        let left = |(&row, taken): (&usize, &Vec<(usize, f64)>)| {
            let taken: f64 = taken.iter().map(|&(build, amount)| amount * builds[build]).sum();
            let of = &program.rows.rows[row];
            sides(of.sense, (of.limit - taken) * scaling.rows[row])
        };
        let sides: Vec<_> = self.part.rows.iter().zip(&self.builds).map(left).collect();
        self.model.limit_rows(&sides);
        let found = self.model.solve()?;
        let values = self.part.columns.iter().zip(&found.values);
        let of_rows = self.part.rows.iter().zip(&found.duals);
        let prices = of_rows.map(|(&row, dual)| dual * scaling.rows[row] / scaling.objective).collect();
        Some(Answer {
            worth: found.objective / scaling.objective,
            values: values.map(|(&column, value)| value * scaling.columns[column]).collect(),
            missed: self.missed.iter().map(|column| found.values[column.index()]).sum(),
            cut: self.cut(prices).0,
            iterations: found.iterations,
        })
    }

    /// Starts from a basis of the dispatch of a program like it; one that does not fit changes nothing.
    pub fn start_from(&mut self, basis: &Basis) {
        self.model.start_from(basis);
    }

    /// Where it stands.
    #[must_use]
    pub fn basis(&self) -> Basis {
        self.model.basis()
    }

    /// What prices of the year's rows prove that are those of another program; none if they prove nothing here.
    #[must_use]
    pub fn cut_of_any(&self, prices: Vec<f64>) -> Option<Cut> {
        let (cut, wrong) = self.cut(prices);
        (wrong <= TOLERANCE).then_some(cut)
    }

    /// What prices of the year's rows prove, reckoned from the program as written, but for what columns without bound earn beyond
    /// their cost: the second value is the most of that, as a share of the cost.
    fn cut(&self, prices: Vec<f64>) -> (Cut, f64) {
        let Numbers { program, bounds, costs, .. } = self.numbers;
        let mut reduced: Vec<f64> = self.part.columns.iter().map(|&column| costs[column]).collect();
        let mut slopes: BTreeMap<usize, f64> = BTreeMap::new();
        let (mut constant, mut wrong) = (0.0, 0.0_f64);
        for (&row, &price) in self.part.rows.iter().zip(&prices).filter(|(_, price)| **price != 0.0) {
            constant += price * program.rows.rows[row].limit;
            for (column, amount) in program.rows.coefficients(row) {
                let is_build = self.split.share[column.0] == 0.0;
                let sum = if is_build {
                    slopes.entry(column.0).or_default()
                } else {
                    &mut reduced[self.split.within[column.0]]
                };
                *sum -= price * amount;
            }
        }
        for (&column, reduced) in self.part.columns.iter().zip(reduced) {
            let bound = if reduced > 0.0 { bounds.upper[column] } else { bounds.lower[column] };
            if bound.is_finite() {
                constant += reduced * bound;
            } else {
                wrong = wrong.max(reduced / costs[column].abs().max(1.0));
            }
        }
        (Cut { year: self.year, constant, slopes: slopes.into_iter().collect(), prices }, wrong)
    }
}

/// The two sides of a row.
#[must_use]
pub fn sides(sense: Sense, limit: f64) -> (f64, f64) {
    match sense {
        Sense::AtMost => (f64::NEG_INFINITY, limit),
        Sense::AtLeast => (limit, f64::INFINITY),
        Sense::Equal => (limit, limit),
    }
}
