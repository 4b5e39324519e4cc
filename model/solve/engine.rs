//! The one file that talks to HiGHS in its own language: the basis of an optimum, how far each limit can move, what
//! a little more of one is worth, and models that are solved again and again. Everything else goes through `good_lp` and the `highs` crate, which offer neither.
//!
//! Why `unsafe` is sound here: the pointer comes from a living `highs` model that is borrowed for the
//! call, every buffer is as long as the model's columns or rows (HiGHS is asked for both), and
//! HiGHS keeps none of the buffers.

#![allow(unsafe_code)]

use std::ffi::{c_int, c_void};

use highs::{Col, HighsModelStatus, Model, RowProblem, Sense, SolvedModel};
use highs_sys::{
    Highs_changeRowBounds, Highs_changeRowsBoundsByRange, Highs_clearSolver, Highs_getBasis, Highs_getIntInfoValue,
    Highs_getModelStatus, Highs_getNumCols, Highs_getNumRows, Highs_getObjectiveValue, Highs_getRanging,
    Highs_getSolution, Highs_run, Highs_setBasis, STATUS_ERROR, STATUS_OK,
};

use super::solver;

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
    basis_of(model.as_ptr(), size(model))
}

fn basis_of(model: *const c_void, (columns, rows): (usize, usize)) -> Basis {
    let (mut of_columns, mut of_rows) = (vec![0; columns], vec![0; rows]);
    // SAFETY: both callers borrow a living model, and the buffers are as long as its columns and rows.
    unsafe { Highs_getBasis(model, of_columns.as_mut_ptr(), of_rows.as_mut_ptr()) };
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
    let at = c_int::try_from(row).ok().filter(|_| row < model.num_rows())?;
    // SAFETY: the model lives while it is borrowed, and the row is one of its rows.
    let limit = |model: &mut Model, most: f64| unsafe {
        Highs_changeRowBounds(model.as_mut_ptr(), at, f64::NEG_INFINITY, most);
    };
    limit(model, new);
    let found = optimum(model);
    limit(model, old);
    found.map(|found| found.duals[row])
}

/// Solves a model from where it stands; none if HiGHS finds no optimum.
fn optimum(model: &mut Model) -> Option<Found> {
    let (columns, rows) = (model.num_cols(), model.num_rows());
    let [mut values, mut reduced] = [vec![0.0; columns], vec![0.0; columns]];
    let [mut sums, mut duals] = [vec![0.0; rows], vec![0.0; rows]];
    let pointer = model.as_mut_ptr();
    let mut iterations: c_int = 0;
    // SAFETY: the model lives while it is borrowed, and the buffers are as long as its columns and rows.
    let (objective, is_optimal) = unsafe {
        let run = Highs_run(pointer);
        let status = HighsModelStatus::try_from(Highs_getModelStatus(pointer));
        let (v, c, s, d) = (values.as_mut_ptr(), reduced.as_mut_ptr(), sums.as_mut_ptr(), duals.as_mut_ptr());
        let read = Highs_getSolution(pointer, v, c, s, d);
        Highs_getIntInfoValue(pointer, c"simplex_iteration_count".as_ptr(), &raw mut iterations);
        let is_optimal = status == Ok(HighsModelStatus::Optimal);
        (Highs_getObjectiveValue(pointer), run != STATUS_ERROR && read == STATUS_OK && is_optimal)
    };
    is_optimal.then_some(Found { objective, values, reduced, duals, iterations: i64::from(iterations) })
}

/// By how much a live model's rows may be missed, in its own units.
const EXACT: f64 = 1e-9;

/// A model that stays in the solver: its limits move, it gets more rows, and every solve starts where the last one ended.
#[derive(Debug)]
pub struct Live {
    model: Model,
}

// SAFETY: no one else has the model's pointer, and HiGHS ties no model to the thread that made it.
unsafe impl Send for Live {}

/// What a live model's optimum is, in its own units.
#[derive(Debug, Clone)]
pub struct Found {
    /// Objective.
    pub objective: f64,
    /// By column.
    pub values: Vec<f64>,
    /// Gain of the objective per unit of a column.
    pub reduced: Vec<f64>,
    /// Gain of the objective per unit of a row's limit.
    pub duals: Vec<f64>,
    /// Iterations of the simplex.
    pub iterations: i64,
}

impl Live {
    /// A problem to be maximised, as it stands: no scaling by HiGHS, and no presolve, after which prices of what does not bind yet
    /// say less. None if HiGHS does not take it.
    #[must_use]
    pub fn new(problem: RowProblem) -> Option<Self> {
        let mut model = problem.try_optimise(Sense::Maximise).ok()?;
        solver::end_surely(&mut model, None);
        model.set_option("threads", 1);
        model.set_option("simplex_scale_strategy", 0);
        // The certificate measures by the program as written, where what the solver takes for 0 may be larger.
        model.set_option("primal_feasibility_tolerance", EXACT);
        let mut live = Self { model };
        live.by_simplex(solver::DUAL);
        Some(live)
    }

    fn by_simplex(&mut self, strategy: i32) {
        self.model.set_option("solver", "simplex");
        self.model.set_option("presolve", "off");
        self.model.set_option("simplex_strategy", strategy);
    }

    /// Where it stands.
    #[must_use]
    pub fn basis(&self) -> Basis {
        basis_of(self.model.as_ptr(), (self.model.num_cols(), self.model.num_rows()))
    }

    /// Starts from a basis; one that does not fit changes nothing.
    pub fn start_from(&mut self, basis: &Basis) {
        let _ = start_from(&mut self.model, basis);
    }

    /// Sets what a column earns.
    pub fn earn(&mut self, column: Col, amount: f64) {
        self.model.change_column_cost(column, amount);
    }

    /// Sets the two sides of the first rows.
    pub fn limit_rows(&mut self, sides: &[(f64, f64)]) {
        let (lower, upper): (Vec<f64>, Vec<f64>) = sides.iter().copied().unzip();
        let count = sides.len().min(self.model.num_rows());
        let Some(last) = count.checked_sub(1).and_then(|last| c_int::try_from(last).ok()) else { return };
        // SAFETY: the rows are rows of the model, and the buffers are at least as long as there are rows between them.
        unsafe { Highs_changeRowsBoundsByRange(self.model.as_mut_ptr(), 0, last, lower.as_ptr(), upper.as_ptr()) };
    }

    /// Lets the simplex start at once instead of computing weights first: for short ways after new rows.
    pub fn by_devex(&mut self) {
        self.model.set_option("simplex_dual_edge_weight_strategy", solver::DEVEX);
    }

    /// Adds a row that is at most a limit.
    pub fn add_row(&mut self, limit: f64, terms: Vec<(Col, f64)>) {
        self.model.add_row(..=limit, terms);
    }

    /// Solves it from where it stands; none if HiGHS finds no optimum in any way.
    #[must_use]
    pub fn solve(&mut self) -> Option<Found> {
        if let Some(found) = optimum(&mut self.model) {
            return Some(found);
        }
        // What is left of the dual simplex's perturbations can keep it from the end.
        self.by_simplex(solver::PRIMAL);
        let found = optimum(&mut self.model);
        self.by_simplex(solver::DUAL);
        found.or_else(|| self.solve_afresh())
    }

    /// Solves it from its basis as if that were new: what many steps have added up to in rounding is gone.
    #[must_use]
    pub fn solve_again(&mut self) -> Option<Found> {
        let basis = self.basis();
        // SAFETY: the model lives while it is borrowed.
        unsafe { Highs_clearSolver(self.model.as_mut_ptr()) };
        self.start_from(&basis);
        self.solve()
    }

    /// Solves it by interior point, wherever it stands.
    #[must_use]
    pub fn solve_afresh(&mut self) -> Option<Found> {
        // SAFETY: the model lives while it is borrowed.
        unsafe { Highs_clearSolver(self.model.as_mut_ptr()) };
        self.model.set_option("solver", "ipx");
        self.model.set_option("presolve", "choose");
        let found = optimum(&mut self.model);
        // The simplex makes exact what interior point leaves.
        self.by_simplex(solver::DUAL);
        found.and_then(|_| optimum(&mut self.model))
    }
}
