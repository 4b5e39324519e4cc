//! A second opinion: the same program solved by Clarabel, which shares no line of code with HiGHS.
//!
//! Clarabel is an interior-point solver in Rust. It minimises q x subject to A x + s = b with s in a cone, here
//! s = 0 for equalities and s >= 0 for all else, and gives the prices z of these lines:
//!
//! ```text
//! row at most b, price p    A x + s = b    p = z
//! row at least b            -A x + s = -b  p = -z
//! equality                  A x = b        p = z
//! bounds of a column        x + s = upper, -x + s = -lower
//! ```
//!
//! It is given the program as HiGHS is: scaled by powers of two, rows of one column as bounds. It ends inside the
//! feasible set and not at a vertex, so its prices need not be those of HiGHS where these are not unique. Its own
//! word is not believed either: whoever asks measures the answer against the program as written.

use clarabel::algebra::CscMatrix;
use clarabel::solver::{DefaultSettings, DefaultSolver, IPSolver, SupportedConeT};

use super::bounds::Bounds;
use super::scaling::Scaling;
use crate::program::{Program, Sense};

/// Name in tables.
pub const NAME: &str = "Clarabel interior point";

/// What Clarabel says, in the program's units and signs.
#[derive(Debug, Clone)]
pub struct Opinion {
    /// How it ended, in its own word.
    pub status: String,
    /// By column.
    pub values: Vec<f64>,
    /// By row: gain of the objective per unit of the right-hand side.
    pub prices: Vec<f64>,
    /// Iterations.
    pub iterations: u32,
}

/// Solves a program by Clarabel.
///
/// # Errors
/// What Clarabel says of a program that it cannot take.
pub fn second_opinion(program: &Program) -> Result<Opinion, String> {
    /// Residuals at which Clarabel may stop: well below those of the certificate, which measures otherwise.
    const OWN_TOLERANCE: f64 = 1e-10;
    let (scaling, bounds) = (Scaling::of(program), Bounds::of(program));
    let lines = Lines::of(program, &scaling, &bounds);
    let columns = program.variables.len();
    let costs = program.objective.coefficients(columns);
    let costs: Vec<f64> = costs.iter().zip(&scaling.columns).map(|(c, f)| -c * f * scaling.objective).collect();
    let settings = DefaultSettings {
        verbose: false,
        tol_gap_abs: OWN_TOLERANCE,
        tol_gap_rel: OWN_TOLERANCE,
        tol_feas: OWN_TOLERANCE,
        ..DefaultSettings::default()
    };
    let cones =
        [SupportedConeT::ZeroConeT(lines.equal), SupportedConeT::NonnegativeConeT(lines.right.len() - lines.equal)];
    let quadratic = CscMatrix::zeros((columns, columns));
    let solver = DefaultSolver::new(&quadratic, &costs, &lines.matrix(columns), &lines.right, &cones, settings);
    let mut solver = solver.map_err(|fault| fault.to_string())?;
    solver.solve();
    let found = &solver.solution;
    Ok(Opinion {
        status: found.status.to_string(),
        values: found.x.iter().zip(&scaling.columns).map(|(value, factor)| value * factor).collect(),
        prices: lines.prices(&found.z, &scaling, &bounds),
        iterations: found.iterations,
    })
}

/// What a line of the solver's matrix is about, with the sign that it was given.
#[derive(Debug, Clone, Copy)]
enum About {
    Row(usize, f64),
    Column(usize, f64),
}

/// The program in Clarabel's form, equalities first.
#[derive(Default)]
struct Lines {
    /// Line, column and value.
    at: Vec<usize>,
    columns: Vec<usize>,
    values: Vec<f64>,
    /// b
    right: Vec<f64>,
    about: Vec<About>,
    /// How many lines are equalities.
    equal: usize,
}

impl Lines {
    fn of(program: &Program, scaling: &Scaling, bounds: &Bounds) -> Self {
        let mut lines = Self::default();
        for equal in [true, false] {
            for (index, row) in program.rows.rows.iter().enumerate() {
                if bounds.kept[index] && (row.sense == Sense::Equal) == equal {
                    let sign = if row.sense == Sense::AtLeast { -1.0 } else { 1.0 };
                    let factor = sign * scaling.rows[index];
                    let terms = program.rows.coefficients(index);
                    let terms = terms.map(|(column, value)| (column.0, value * factor * scaling.columns[column.0]));
                    lines.push(About::Row(index, sign), terms, row.limit * factor);
                }
            }
            for (column, factor) in scaling.columns.iter().enumerate() {
                let (lower, upper) = (bounds.lower[column], bounds.upper[column]);
                // Two inequalities for a fixed column would leave an interior-point method no interior.
                if (lower == upper) == equal {
                    lines.bound(column, (lower / factor, upper / factor), equal);
                }
            }
            if equal {
                lines.equal = lines.right.len();
            }
        }
        lines
    }

    fn push(&mut self, about: About, terms: impl Iterator<Item = (usize, f64)>, right: f64) {
        for (column, value) in terms {
            self.at.push(self.right.len());
            self.columns.push(column);
            self.values.push(value);
        }
        self.right.push(right);
        self.about.push(about);
    }

    fn bound(&mut self, column: usize, (lower, upper): (f64, f64), fixed: bool) {
        if upper.is_finite() {
            self.push(About::Column(column, 1.0), std::iter::once((column, 1.0)), upper);
        }
        if !fixed {
            self.push(About::Column(column, -1.0), std::iter::once((column, -1.0)), -lower);
        }
    }

    /// A, column by column.
    fn matrix(&self, columns: usize) -> CscMatrix {
        let (at, of_columns, values) = (self.at.clone(), self.columns.clone(), self.values.clone());
        CscMatrix::new_from_triplets(self.right.len(), columns, at, of_columns, values)
    }

    /// Prices of the program's rows, those that became bounds included.
    fn prices(&self, of_lines: &[f64], scaling: &Scaling, bounds: &Bounds) -> Vec<f64> {
        let (mut prices, mut of_columns) = (vec![0.0; scaling.rows.len()], vec![0.0; scaling.columns.len()]);
        for (about, price) in self.about.iter().zip(of_lines) {
            match *about {
                About::Row(row, sign) => prices[row] = sign * price * scaling.rows[row] / scaling.objective,
                About::Column(column, sign) => {
                    of_columns[column] += sign * price / scaling.columns[column] / scaling.objective;
                }
            }
        }
        bounds.price_rows(&mut prices, &of_columns);
        prices
    }
}
