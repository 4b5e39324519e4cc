//! What else would do: the least and the most of each quantity among plans whose worth is near that of the best.
//!
//! The best plan is one of many that are nearly as good. What all of them build must be built; the rest is a matter of taste.
//! One row is added to the program, objective >= optimum - slack, and each quantity in turn takes the place of the
//! objective, for its least and for its most. An end starts from the vertex of the best plan, which keeps the row, or from that
//! of the end before in a fixed chain: whatever the number of threads, the same ends are found.

mod quantity;
pub mod tables;

pub use quantity::{Quantity, quantities};
use tables::{AlternativeRow, Status};

use crate::constraints::plans;
use crate::error::{Error, Result};
use crate::experiment::explain::question::Progress;
use crate::experiment::origin::Origin;
use crate::parallel;
use crate::program::{Account, Expression, Objective, Program};
use crate::results::catalogue::tables;
use crate::results::view::tidy;
use crate::solve::{Basis, Failure, Options, Solution, solve_onward};

/// Slack that is asked for unless another is, per cent of the value of compute sold.
pub const SLACK: f64 = 0.5;

tables! {
    /// What plans near the best have, at least and at most.
    #[derive(Debug, Clone, PartialEq)]
    Alternatives {
        /// A row for each quantity.
        alternatives: AlternativeRow,
    } and {
        /// Per cent of the value of compute sold that a plan may be worse than the best.
        slack: f64,
        /// The same, million USD, discounted.
        loss: f64,
        /// Worth of the best plan, million USD, discounted.
        best: f64,
    }
}

/// Plans near the best of a scenario: its program with the row that keeps it so, and the vertex of the best plan in it.
#[derive(Debug)]
pub struct Near {
    /// The program; its objective is a row, too.
    pub program: Program,
    /// Where the best plan stands in it.
    pub vertex: Basis,
    /// What a plan may lose, million USD, discounted.
    pub loss: f64,
}

/// One end of a quantity: its position among all, and whether the most is looked for.
type End = (usize, bool);

impl Near {
    /// Plans that lose at most a slack, per cent of the value of compute sold.
    #[must_use]
    pub fn new(origin: &Origin<'_>, slack: f64) -> Self {
        const PER_CENT: f64 = 100.0;
        let loss = slack / PER_CENT * origin.outcome.worth;
        let (mut program, mut vertex) = (origin.program.clone(), origin.solution.basis.clone());
        let worth = plans::worth(&program);
        plans::at_least(&mut program, worth, origin.outcome.objective - loss);
        vertex.rows.resize(program.rows.len(), Basis::BASIC);
        Self { program, vertex, loss }
    }

    /// The plan with the most of a sum of columns, or with the least of it, from the vertex of another plan near the best.
    ///
    /// # Errors
    /// If there is no certified optimum.
    pub fn end(&self, sum: &Expression, most: bool, from: &Basis) -> std::result::Result<Solution, Failure> {
        let sign = if most { 1.0 } else { -1.0 };
        // What is maximised is the sum, in its own unit; the worth of the plan is a row.
        let entries = sum.terms.iter().map(|(column, factor)| (*column, Account::Compute, sign * factor));
        let objective = Objective { entries: entries.collect(), constant: sign * sum.constant };
        let program = Program { objective, ..self.program.clone() };
        solve_onward(&program, from, &Options { names_conflicts: false, ..Options::default() })
    }
}

/// Ends in the order in which they are looked for, each from the one before, the first from the best plan: load and compute
/// year by year in one chain for their least and one for their most, every other end alone.
fn chains(quantities: &[Quantity]) -> Vec<Vec<End>> {
    let is_yearly = |quantity: &Quantity| quantity.region.is_none() && quantity.year.is_some();
    let mut yearly: Vec<usize> = (0..quantities.len()).filter(|at| is_yearly(&quantities[*at])).collect();
    yearly.sort_by_key(|at| (quantities[*at].year, quantities[*at].subject));
    let chain = |most: bool| yearly.iter().map(|at| (*at, most)).collect();
    let others = (0..quantities.len()).filter(|at| !is_yearly(&quantities[*at]));
    let alone = others.flat_map(|at| [vec![(at, false)], vec![(at, true)]]);
    [chain(false), chain(true)].into_iter().chain(alone).collect()
}

/// Finds the least and the most of every quantity among plans within a slack of the best, per cent of the value of compute sold.
///
/// # Errors
/// If an end has no certified optimum.
pub fn alternatives(origin: &Origin<'_>, slack: f64, progress: &dyn Progress) -> Result<Alternatives> {
    let near = Near::new(origin, slack);
    let quantities = quantities(origin.loaded, origin.program);
    let chains = chains(&quantities);
    progress.phase("plans near the best", 2 * quantities.len());
    let found = parallel::map(origin.threads, &chains, |chain| {
        let mut vertex = near.vertex.clone();
        let mut found = vec![];
        for &(at, most) in chain {
            let plan = near.end(&quantities[at].sum, most, &vertex).map_err(|failure| {
                let (scenario, end) = (&origin.system().scenario, if most { "most" } else { "least" });
                Error::run(format!("{scenario}, the {end} of {} near its best plan: {failure}", quantities[at].subject))
            })?;
            found.push(((at, most), quantities[at].at(&plan.values)));
            vertex = plan.basis;
            progress.one_done();
        }
        Ok(found)
    })?;
    // What the best plan has is among what plans near it have; the solver's last digits may say otherwise.
    let mut ends: Vec<[f64; 2]> = quantities.iter().map(|one| [one.at(&origin.solution.values); 2]).collect();
    for ((at, most), amount) in found.into_iter().collect::<Result<Vec<_>>>()?.into_iter().flatten() {
        let end = &mut ends[at][usize::from(most)];
        *end = if most { end.max(amount) } else { end.min(amount) };
    }
    let rows = quantities.iter().zip(ends);
    Ok(Alternatives {
        alternatives: rows.map(|(quantity, ends)| row(origin, quantity, ends)).collect(),
        slack,
        loss: near.loss,
        best: origin.outcome.objective,
    })
}

fn row(origin: &Origin<'_>, quantity: &Quantity, [least, most]: [f64; 2]) -> AlternativeRow {
    let system = origin.system();
    let [optimum, least, most] = [quantity.at(&origin.solution.values), least, most].map(tidy);
    AlternativeRow {
        scenario: system.scenario.clone(),
        quantity: quantity.subject,
        region: quantity.region.map_or(String::new(), |r| system.sets.regions[r].clone()),
        group: quantity.group.map_or(String::new(), |group| group.name().to_owned()),
        year: quantity.year.map(|y| system.time.calendar(y)),
        unit: quantity.unit.clone(),
        optimum,
        least,
        most,
        status: Status::of(optimum, least),
    }
}
