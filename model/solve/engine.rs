//! The one file that talks to HiGHS in its own language: the basis of an optimum, how far each limit can move, and what
//! a little more of one is worth. Everything else goes through `good_lp` and the `highs` crate, which offer neither.
//!
//! Why `unsafe` is sound here: the pointer comes from a living `highs` model that is borrowed for the
//! call, every buffer is as long as the model's columns or rows (HiGHS is asked for both), and
//! HiGHS keeps none of the buffers.

#![allow(unsafe_code)]

use highs::{Model, SolvedModel};
use highs_sys::{
    Highs_changeRowBounds, Highs_getBasis, Highs_getNumCols, Highs_getNumRows, Highs_getRanging, Highs_getSolution,
    Highs_run, Highs_setBasis, STATUS_ERROR, STATUS_OK,
};

/// Which columns and rows are basic, and at which bound the others stand, in HiGHS's numbers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Basis {
    /// By column.
    pub columns: Vec<u8>,
    /// By row.
    pub rows: Vec<u8>,
}

impl Basis {
    /// A column or row that stands at its lower bound.
    pub const AT_LOWER: u8 = 0;
    /// A basic column or row.
    pub const BASIC: u8 = 1;
    /// A column or row that stands at its upper bound.
    pub const AT_UPPER: u8 = 2;
}

/// The right-hand sides between which the basis stays optimal, in the solver's units, by row.
#[derive(Debug, Clone, PartialEq)]
pub struct Ranging {
    /// Smallest.
    pub from: Vec<f64>,
    /// Largest.
    pub to: Vec<f64>,
}

/// Numbers of columns and rows.
fn size(model: &SolvedModel) -> (usize, usize) {
    // SAFETY: the model lives while it is borrowed; both calls only read.
    let (columns, rows) = unsafe { (Highs_getNumCols(model.as_ptr()), Highs_getNumRows(model.as_ptr())) };
    (columns as usize, rows as usize)
}

/// The basis of a solved model.
#[must_use]
pub fn basis(model: &SolvedModel) -> Basis {
    let (columns, rows) = size(model);
    let (mut of_columns, mut of_rows) = (vec![0; columns], vec![0; rows]);
    // SAFETY: the buffers are as long as the columns and the rows.
    unsafe { Highs_getBasis(model.as_ptr(), of_columns.as_mut_ptr(), of_rows.as_mut_ptr()) };
    let short = |long: Vec<i32>| long.into_iter().map(|status| status as u8).collect();
    Basis { columns: short(of_columns), rows: short(of_rows) }
}

/// Makes a model start from a basis; whether HiGHS took it.
#[must_use]
pub fn start_from(model: &mut Model, basis: &Basis) -> bool {
    if basis.columns.len() != model.num_cols() || basis.rows.len() != model.num_rows() {
        return false;
    }
    let long = |short: &[u8]| short.iter().map(|status| i32::from(*status)).collect::<Vec<_>>();
    let (columns, rows) = (long(&basis.columns), long(&basis.rows));
    // SAFETY: the buffers are as long as the columns and the rows, checked above.
    let status = unsafe { Highs_setBasis(model.as_mut_ptr(), columns.as_ptr(), rows.as_ptr()) };
    status != STATUS_ERROR
}

/// How far each right-hand side of an optimum can move; none if HiGHS cannot say.
#[must_use]
pub fn ranging(model: &SolvedModel) -> Option<Ranging> {
    // Costs and bounds of columns, then bounds of rows; each up and down, each a value and an objective.
    const OF_COLUMNS: usize = 8;
    const ALL: usize = 12;
    let (columns, rows) = size(model);
    let length = |k: usize| if k < OF_COLUMNS { columns } else { rows };
    let mut values: [Vec<f64>; ALL] = std::array::from_fn(|k| vec![0.0; length(k)]);
    let mut pivots: [Vec<i32>; ALL] = std::array::from_fn(|k| vec![0; length(k)]);
    let v = values.each_mut().map(Vec::as_mut_ptr);
    let p = pivots.each_mut().map(Vec::as_mut_ptr);
    #[rustfmt::skip]
    // SAFETY: the first eight buffers of each kind are as long as the columns, the last four as the rows.
    let status = unsafe {
        Highs_getRanging(
            model.as_ptr().cast_mut(),
            v[0], v[1], p[0], p[1], v[2], v[3], p[2], p[3],
            v[4], v[5], p[4], p[5], v[6], v[7], p[6], p[7],
            v[8], v[9], p[8], p[9], v[10], v[11], p[10], p[11],
        )
    };
    let [.., to, _, from, _] = values;
    (status != STATUS_ERROR).then_some(Ranging { from, to })
}

/// Solves a model again from where it stands with another right-hand side of one row that states a largest value, and puts the
/// old one back: the row's dual value there; none if HiGHS finds no optimum.
#[must_use]
pub fn dual_at(model: &mut Model, (row, old, new): (usize, f64, f64)) -> Option<f64> {
    let (columns, rows) = (model.num_cols(), model.num_rows());
    let at = i32::try_from(row).ok().filter(|_| row < rows)?;
    let [mut values, mut reduced] = [vec![0.0; columns], vec![0.0; columns]];
    let [mut sums, mut duals] = [vec![0.0; rows], vec![0.0; rows]];
    let pointer = model.as_mut_ptr();
    // SAFETY: the model lives while it is borrowed, the row is one of its rows, and the buffers are as long as its columns and rows.
    let solved = unsafe {
        Highs_changeRowBounds(pointer, at, f64::NEG_INFINITY, new);
        let status = Highs_run(pointer);
        let (v, c, s, d) = (values.as_mut_ptr(), reduced.as_mut_ptr(), sums.as_mut_ptr(), duals.as_mut_ptr());
        let read = Highs_getSolution(pointer, v, c, s, d);
        Highs_changeRowBounds(pointer, at, f64::NEG_INFINITY, old);
        status == STATUS_OK && read == STATUS_OK
    };
    solved.then(|| duals[row])
}
