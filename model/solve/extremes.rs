//! What keeps a program from being solved before any solver sees it: numbers that are none, and numbers that stay beyond
//! what HiGHS takes however rows and columns are scaled.

use super::scaling::Scaling;
use crate::program::{Column, Entry, Extreme, Program};

/// HiGHS refuses coefficients from here on.
const LARGEST_COEFFICIENT: f64 = 1e15;
/// HiGHS takes limits, bounds and costs from here on as infinite.
const INFINITE: f64 = 1e20;

/// Numbers of a program that no solver takes, the first of each kind; none if it can be solved.
#[must_use]
pub fn extremes(program: &Program) -> Vec<Extreme> {
    let none = no_numbers(program);
    if !none.is_empty() {
        return none;
    }
    let costs = program.objective.coefficients(program.variables.len());
    let scaling = Scaling::of(program);
    let scaled = |entry, value: f64| match entry {
        Entry::Coefficient(row, column) => value * scaling.rows[row] * scaling.columns[column.0],
        Entry::Limit(row) => value * scaling.rows[row],
        Entry::Worth(column) => value * scaling.columns[column.0] * scaling.objective,
        Entry::Bound(column) => value / scaling.columns[column.0],
        Entry::Constant => value,
    };
    let beyond = |&(entry, value): &(Entry, f64)| {
        let most = if matches!(entry, Entry::Coefficient(..)) { LARGEST_COEFFICIENT } else { INFINITE };
        let size = scaled(entry, value).abs();
        size >= most || size.is_nan()
    };
    let apart = |(entry, value)| {
        let alike = numbers(program, &costs).filter(|(other, _)| is_beside(entry, *other));
        let beside = alike.filter(|(_, other)| *other != 0.0).min_by(|a, b| a.1.abs().total_cmp(&b.1.abs()));
        Extreme { entry, value, beside }
    };
    first_of_each(numbers(program, &costs).filter(beyond).map(apart))
}

/// What stands in a program and is no number, or so small that it has lost digits; the first of each kind.
pub fn no_numbers(program: &Program) -> Vec<Extreme> {
    let costs = program.objective.coefficients(program.variables.len());
    let none = numbers(program, &costs).filter(|(_, value)| *value != 0.0 && !value.is_normal());
    first_of_each(none.map(|(entry, value)| Extreme { entry, value, beside: None }))
}

/// All numbers of a program but the bounds that are none, with where they stand.
fn numbers<'a>(program: &'a Program, costs: &'a [f64]) -> impl Iterator<Item = (Entry, f64)> + 'a {
    let rows = &program.rows;
    let coefficients = (0..rows.len())
        .flat_map(|row| rows.coefficients(row).map(move |(column, value)| (Entry::Coefficient(row, column), value)));
    let limits = rows.rows.iter().enumerate().map(|(row, of)| (Entry::Limit(row), of.limit));
    let costs = costs.iter().enumerate().map(|(column, cost)| (Entry::Worth(Column(column)), *cost));
    let bounds = program.variables.info.iter().enumerate();
    let bounds = bounds.map(|(column, of)| (Entry::Bound(Column(column)), of.upper));
    let bounds = bounds.filter(|(_, upper)| *upper != f64::INFINITY);
    let constant = std::iter::once((Entry::Constant, program.objective.constant));
    coefficients.chain(limits).chain(costs).chain(bounds).chain(constant)
}

/// Whether two numbers share a scale: coefficients and the limit of a row, all costs.
fn is_beside(one: Entry, other: Entry) -> bool {
    match (one, other) {
        (Entry::Coefficient(row, _) | Entry::Limit(row), Entry::Coefficient(its, _)) => row == its,
        (Entry::Bound(column), Entry::Coefficient(_, its)) => column == its,
        (Entry::Worth(_), Entry::Worth(_)) => true,
        _ => false,
    }
}

fn first_of_each(all: impl Iterator<Item = Extreme>) -> Vec<Extreme> {
    let mut first: Vec<Extreme> = vec![];
    for one in all {
        if !first.iter().any(|known| std::mem::discriminant(&known.entry) == std::mem::discriminant(&one.entry)) {
            first.push(one);
        }
    }
    first
}
