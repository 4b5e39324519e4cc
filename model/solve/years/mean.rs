//! The mean slice: a program in which every year has one slice, which is true of any plan on average.
//!
//! Columns that differ by their part of the year alone become one, which stands for their mean z = sum of share x value;
//! rows that do become one, weighted by their shares. What a row takes of a column is the same in all slices, or it
//! is taken at its most favourable. So every plan of the program is one of the mean slice, with at least its value: the
//! optimum of the mean slice is a bound, and prices that prove it prove it for the program.

use std::collections::BTreeMap;

use super::split::{Shares, Split, yearly};
use crate::program::{Column, ColumnInfo, Key, Program, Quantity, Row, Rows, Rule, Sense};

/// The mean slice of a program.
#[derive(Debug)]
pub struct Mean {
    /// Its rows.
    pub rows: Rows,
    /// What each of its columns earns.
    pub costs: Vec<f64>,
    /// The most that each of its columns can be.
    pub uppers: Vec<f64>,
    /// The column that each column of the program became part of.
    pub column: Vec<usize>,
    /// The row that each row of the program became part of, with the share of a year that it is in it.
    pub row: Vec<(usize, f64)>,
}

impl Mean {
    /// The mean slice; none if a row that states an equality takes of a column now more, now less.
    #[must_use]
    pub fn of(program: &Program, split: &Split) -> Option<Self> {
        let info = &program.variables.info;
        let mut positions: BTreeMap<(Quantity, Key), usize> = BTreeMap::new();
        let position = |column: &ColumnInfo| {
            let next = positions.len();
            *positions.entry((column.quantity, yearly(&column.key))).or_insert(next)
        };
        let column: Vec<usize> = info.iter().map(position).collect();
        let mut parts = vec![0; positions.len()];
        for &mean in &column {
            parts[mean] += 1;
        }
        let costs = program.objective.coefficients(info.len());
        let mut mean = Self {
            rows: Rows::new(),
            costs: vec![f64::NEG_INFINITY; parts.len()],
            uppers: vec![0.0; parts.len()],
            row: vec![(0, 0.0); program.rows.len()],
            column,
        };
        for (index, &to) in mean.column.iter().enumerate() {
            let share = if split.share[index] > 0.0 { split.share[index] } else { 1.0 };
            mean.costs[to] = mean.costs[to].max(costs[index] / share);
            mean.uppers[to] += share * info[index].upper;
        }
        let shares = Shares::of(program);
        let mut groups: BTreeMap<(Rule, Key), usize> = BTreeMap::new();
        let mut members: Vec<Vec<usize>> = vec![];
        for (index, row) in program.rows.rows.iter().enumerate() {
            let share = shares.of_key(&row.key);
            let group = if share > 0.0 {
                let next = members.len();
                *groups.entry((row.rule, yearly(&row.key))).or_insert(next)
            } else {
                members.len()
            };
            if group == members.len() {
                members.push(vec![]);
            }
            members[group].push(index);
            mean.row[index] = (group, if share > 0.0 { share } else { 1.0 });
        }
        for group in &members {
            mean.add(program, split, &parts, group)?;
        }
        Some(mean)
    }

    /// Adds the mean of some rows.
    fn add(&mut self, program: &Program, split: &Split, parts: &[usize], group: &[usize]) -> Option<()> {
        let Row { rule, key, sense, .. } = program.rows.rows[*group.first()?];
        let mut limit = 0.0;
        let mut terms: Vec<(usize, usize, f64)> = vec![];
        for &index in group {
            let (row, share) = (&program.rows.rows[index], self.row[index].1);
            if row.sense != sense {
                return None;
            }
            limit += share * row.limit;
            let of = program.rows.coefficients(index);
            terms.extend(of.map(|(column, value)| (self.column[column.0], column.0, share * value)));
        }
        terms.sort_by_key(|&(mean, column, _)| (mean, column));
        terms.dedup_by(|next, kept| {
            let same = next.1 == kept.1;
            kept.2 += if same { next.2 } else { 0.0 };
            same
        });
        for of in terms.chunk_by(|a, b| a.0 == b.0) {
            let to = of[0].0;
            let ratio = |&(_, column, total): &(usize, usize, f64)| {
                if split.share[column] > 0.0 { total / split.share[column] } else { total }
            };
            let absent = if of.len() < parts[to] { Some(0.0) } else { None };
            let (least, most) =
                of.iter().map(ratio).chain(absent).fold((f64::INFINITY, f64::NEG_INFINITY), |(least, most), value| {
                    (least.min(value), most.max(value))
                });
            let value = match sense {
                Sense::AtMost => least,
                Sense::AtLeast => most,
                Sense::Equal if is_one(least, most) => f64::midpoint(least, most),
                Sense::Equal => return None,
            };
            if value != 0.0 {
                self.rows.columns.push(Column(to));
                self.rows.values.push(value);
            }
        }
        self.rows.rows.push(Row { rule, key: yearly(&key), sense, limit });
        self.rows.starts.push(self.rows.values.len());
        Some(())
    }

    /// Prices of the program's rows, from those of the mean slice's.
    #[must_use]
    pub fn spread(&self, prices: &[f64]) -> Vec<f64> {
        self.row.iter().map(|&(mean, share)| share * prices[mean]).collect()
    }
}

/// Whether two numbers differ by rounding alone.
fn is_one(least: f64, most: f64) -> bool {
    const ROUNDING: f64 = 1e-12;
    most - least <= ROUNDING * most.abs().max(least.abs()).max(1.0)
}
