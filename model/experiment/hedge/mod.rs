//! Plans made before one knows: one program over the branches of what may turn out, and what each plan is worth in each.
//!
//! Each branch has its own tables from the year on in which it is known. What must be decided before then is one and the same in
//! all: an investment of year y < reveal + lead. The hedged plan is the best on the mean by probabilities. Every branch's own
//! plan is made as if it were sure; what its investments of before are worth in the other branches is its regret there.

mod joint;
pub mod tables;

pub use joint::{Investment, Joint, Shared, shared};
use tables::{Build, Kept, RegretRow};

use crate::constraints::{formulate, orders};
use crate::error::{Error, Problems, Result, all};
use crate::experiment::explain::question::Progress;
use crate::input::{self, Dataset};
use crate::load::Loaded;
use crate::parallel;
use crate::program::Program;
use crate::program::rows::item_name;
use crate::results::catalogue::tables;
use crate::results::view::tidy;
use crate::run::failure::in_words;
use crate::run::rolling::tables::Kind;
use crate::scenario::hedge::Hedge;
use crate::solve::{Certificate, Failure, Known, Options, Solution, solve, solve_near};
use crate::system::System;

tables! {
    /// What a hedge found.
    #[derive(Debug, Clone)]
    Hedged {
        /// What each plan is worth in each branch.
        regret: RegretRow,
    } and {
        /// What must be decided before one knows.
        builds: Vec<Build>,
        /// Names of the branches.
        branches: Vec<String>,
        /// How likely each is.
        probabilities: Vec<f64>,
        /// The first year in which it is known.
        reveal: i32,
        /// Worth of the hedged plan on the mean, million USD, discounted.
        objective: f64,
        /// What it would be worth more to know at once, on the mean.
        knowing: f64,
        /// What the hedged plan is worth more than the best plan of a single branch played whatever turns out; none if no plan of a
        /// single branch can be kept in all.
        hedging: Option<f64>,
        /// The smallest of largest regrets.
        minimax: f64,
        /// The proof of the hedged plan.
        certificate: Certificate,
    }
}

/// Name of the plan that is best on the mean.
pub const HEDGED: &str = "hedged";
/// Name of the plan whose largest regret is smallest.
pub const MINIMAX: &str = "minimax";

/// A branch, or the mean of all, with its own best plan.
struct Solved {
    system: System,
    program: Program,
    solution: Solution,
    shared: Shared,
}

/// A plan: its name, and the investments that it decides before one knows.
struct Plan {
    name: String,
    decided: Vec<(Investment, f64)>,
}

impl Plan {
    /// That of values of the columns of a program.
    fn new(name: impl Into<String>, shared: &Shared, values: &[f64]) -> Self {
        let decided = shared.iter().map(|(of, column)| (*of, values[column.0].max(0.0)));
        Self { name: name.into(), decided: decided.collect() }
    }

    fn amount(&self, of: &Investment) -> f64 {
        self.decided.iter().find(|(other, _)| other == of).map_or(0.0, |(_, amount)| *amount)
    }
}

/// A scenario with a hedge, and the plan of its tables without branches.
struct Asked<'a> {
    loaded: &'a Loaded,
    hedge: &'a Hedge,
    known: Known<'a>,
}

impl Asked<'_> {
    /// The best plan of a branch's tables.
    fn own(&self, (name, dataset): &(String, Dataset)) -> Result<Solved> {
        let (loaded, mut problems) = (self.loaded, Problems::default());
        let (scenario, horizon) = (&loaded.scenario.name, &loaded.scenario.horizon);
        let system = input::system(scenario, dataset, horizon, &loaded.settings, &mut problems);
        problems.into_result()?;
        let program = formulate(&system);
        let solution = solve_near(&program, self.known, &Options::default());
        let solution = solution.map_err(|failure| in_words(loaded, (name, &program), &failure))?;
        let shared = shared(&system, &program, self.hedge.reveal);
        Ok(Solved { system, program, solution, shared })
    }

    /// What a plan is worth in a branch; none if it cannot be kept.
    fn worth(&self, plan: &Plan, branch: &Solved) -> Result<Option<f64>> {
        /// Where amounts cannot be held exactly: a share of them.
        const LOOSE: f64 = 2e-4;
        let options = Options { names_conflicts: false, ..Options::default() };
        let known = Known { program: &branch.program, solution: &branch.solution };
        for slack in [0.0, LOOSE] {
            let mut program = branch.program.clone();
            for (of, amount) in &plan.decided {
                match branch.shared.get(of) {
                    Some(column) => orders::realise(&mut program, *column, *amount, slack),
                    None if *amount > 0.0 => return Ok(None),
                    None => {}
                }
            }
            match solve_near(&program, known, &options) {
                Ok(solution) => return Ok(Some(solution.residuals.objective)),
                Err(Failure::Infeasible(_)) => {}
                Err(failure) => {
                    return Err(Error::run(format!("{}, plan {}: {failure}", self.loaded.scenario.name, plan.name)));
                }
            }
        }
        Ok(None)
    }
}

/// Hedges a scenario that has branches; `known` is the best plan of its tables without them.
///
/// # Errors
/// If a program has no certified optimum.
pub fn hedge(
    loaded: &Loaded,
    hedge: &Hedge,
    known: Known<'_>,
    (threads, progress): (usize, &dyn Progress),
) -> Result<Hedged> {
    let asked = Asked { loaded, hedge, known };
    let mut problems = Problems::default();
    let years = loaded.scenario.horizon.solved();
    let tables = hedge.tables(&loaded.levers, (&loaded.adjusted, &loaded.settings, &years), &mut problems);
    let mean = hedge.mean(&loaded.levers, &tables);
    problems.into_result()?;
    let names: Vec<String> = hedge.branches.iter().map(|branch| branch.name.clone()).collect();
    let probabilities: Vec<f64> = hedge.branches.iter().map(|branch| branch.probability).collect();
    let of_mean = mean.map(|mean| ("the mean of the branches".to_owned(), mean));
    let all_tables: Vec<(String, Dataset)> = names.iter().cloned().zip(tables).chain(of_mean).collect();
    progress.phase("plans of the branches", all_tables.len());
    let mut own = all(parallel::map(threads, &all_tables, |one| {
        let solved = asked.own(one);
        progress.one_done();
        solved
    })?)?;
    let mean = own.pop().ok_or_else(|| Error::run("a hedge without branches"))?;
    progress.phase("the hedged plan", 2);
    let shares: Vec<Shared> = own.iter().map(|branch| branch.shared.clone()).collect();
    let weighted: Vec<(&Program, f64)> = own.iter().map(|b| &b.program).zip(probabilities.iter().copied()).collect();
    let joint = Joint::new(&weighted, &shares).ok_or_else(|| Error::run("a hedge without branches"))?;
    let fault = |failure: Failure, what: &str, program: &Program| in_words(loaded, (what, program), &failure);
    let hedged =
        solve(&joint.program, &Options::default()).map_err(|f| fault(f, "all branches together", &joint.program))?;
    progress.one_done();
    let bests: Vec<f64> = own.iter().map(|branch| branch.solution.residuals.objective).collect();
    let with_best: Vec<(&Program, f64)> = own.iter().map(|b| &b.program).zip(bests.iter().copied()).collect();
    let regretful = joint.least_regret(&with_best);
    let minimax = solve(&regretful, &Options::default()).map_err(|f| fault(f, "the smallest regret", &regretful))?;
    progress.one_done();
    let of_joint = |name: &str, values: &[f64]| Plan::new(name, &own[0].shared, &joint.of_branch(0, values));
    let mut plans: Vec<Plan> =
        names.iter().zip(&own).map(|(name, branch)| Plan::new(name, &branch.shared, &branch.solution.values)).collect();
    plans.extend([of_joint(HEDGED, &hedged.values), of_joint(MINIMAX, &minimax.values)]);
    let tasks: Vec<(usize, usize)> =
        (0..plans.len()).flat_map(|plan| (0..own.len()).map(move |at| (plan, at))).collect();
    progress.phase("what each plan is worth", tasks.len());
    let worths = all(parallel::map(threads, &tasks, |&(plan, at)| {
        let worth = if plan == at { Ok(Some(bests[at])) } else { asked.worth(&plans[plan], &own[at]) };
        progress.one_done();
        worth
    })?)?;
    let on_mean = |worths: &[Option<f64>]| -> Option<f64> {
        worths.iter().zip(&probabilities).map(|(worth, share)| worth.map(|worth| worth * share)).sum()
    };
    let objective = hedged.residuals.objective;
    let of_plans = worths.chunks(own.len());
    let single = of_plans.take(own.len()).filter_map(on_mean).max_by(f64::total_cmp);
    let sure: f64 = bests.iter().zip(&probabilities).map(|(best, share)| best * share).sum();
    let regret = tasks.iter().zip(&worths).map(|(&(plan, at), worth)| RegretRow {
        scenario: loaded.scenario.name.clone(),
        plan: plans[plan].name.clone(),
        branch: names[at].clone(),
        objective_musd: worth.map(tidy),
        best_musd: tidy(bests[at]),
        regret_musd: worth.map(|worth| regret_of(bests[at], worth)),
        status: if worth.is_some() { Kept::Optimal } else { Kept::Infeasible },
    });
    Ok(Hedged {
        regret: regret.collect(),
        builds: builds(&mean, &plans, own.len()),
        branches: names,
        probabilities,
        reveal: hedge.reveal,
        objective,
        knowing: regret_of(sure, objective),
        hedging: single.map(|single| regret_of(objective, single)),
        minimax: minimax.values.last().copied().unwrap_or_default().max(0.0),
        certificate: Certificate::new(&joint.program, &hedged, loaded.seconds),
    })
}

/// What is lost; nothing where the two differ by less than a solver can tell.
fn regret_of(best: f64, worth: f64) -> f64 {
    const NOTHING: f64 = 1e-7;
    let lost = best - worth;
    if lost.abs() <= NOTHING * best.abs().max(1.0) { 0.0 } else { tidy(lost) }
}

/// What is decided before one knows, in every plan: those of the branches come first, then the hedged one.
fn builds(mean: &Solved, plans: &[Plan], branches: usize) -> Vec<Build> {
    /// Less than this is nothing, GW or thousand accelerators.
    const NOTHING: f64 = 1e-6;
    let system = &mean.system;
    let of_mean = Plan::new("", &mean.shared, &mean.solution.values);
    let build = |of: &Investment| {
        let (quantity, key) = of;
        Some(Build {
            kind: Kind::of(*quantity)?,
            item: item_name(key.item, system),
            region: key.region.map_or(String::new(), |r| system.sets.regions[r].clone()),
            year: system.time.calendar(key.year),
            unit: quantity.unit().to_owned(),
            hedged: tidy(plans[branches].amount(of)),
            mean: tidy(of_mean.amount(of)),
            own: plans[..branches].iter().map(|plan| tidy(plan.amount(of))).collect(),
        })
    };
    let shown = mean.shared.keys().filter(|(_, key)| key.year.0 < system.time.before_tail);
    let mut builds: Vec<Build> = shown.filter_map(build).collect();
    builds.retain(|build| build.own.iter().chain([&build.hedged, &build.mean]).any(|amount| *amount > NOTHING));
    builds.sort_by(|a, b| {
        let key = |build: &Build| (build.kind, build.item.clone(), build.region.clone(), build.year);
        key(a).cmp(&key(b))
    });
    builds
}
