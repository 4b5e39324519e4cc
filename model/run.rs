//! One scenario through all arrows but the last: loaded in, results and certificate out.

use std::time::Instant;

use crate::constraints::formulate;
use crate::error::{Error, Problem, Result, figure};
use crate::experiment::explain::Explanation;
use crate::experiment::explain::parts::Parts;
use crate::experiment::explain::question::{Progress, Question, explain};
use crate::experiment::explain::validity::fill_ranges;
use crate::experiment::origin::Origin;
use crate::input::schema::{CellKind, Presence};
use crate::input::tables::{Calibration, Iamc, Regions, Sources};
use crate::input::typed::InputRow;
use crate::load::Loaded;
use crate::program::{Extreme, Program, Rule};
use crate::provenance::assumptions::assumptions;
use crate::results::cautions::closed;
use crate::results::plants::PlantGroup;
use crate::results::tables::OutlookRow;
use crate::results::view::View;
use crate::results::{Labels, RegionLabel, Results, TechnologyLabel, tabulate};
use crate::solve::{Certificate, Failure, Known, Options, Solution, extremes, solve};

/// A finished run.
#[derive(Debug)]
pub struct Run {
    /// The program that was solved.
    pub program: Program,
    /// Its optimum.
    pub solution: Solution,
    /// All tables.
    pub results: Results,
    /// The proof.
    pub certificate: Certificate,
}

/// Formulates, solves and tabulates a scenario.
///
/// # Errors
/// If there is no certified optimum.
pub fn run(loaded: &Loaded, options: &Options) -> Result<Run> {
    let started = Instant::now();
    let program = formulate(&loaded.system);
    let build_seconds = loaded.seconds + started.elapsed().as_secs_f64();
    let solution = solve(&program, options).map_err(|failure| in_words(loaded, &program, &failure))?;
    let certificate = Certificate::new(&program, &solution, build_seconds);
    let mut results = tabulate(&loaded.system, &program, &solution, labels(loaded));
    fill_ranges(&loaded.system, Known { program: &program, solution: &solution }, &mut results.shadow_prices);
    if let Some(open) = &loaded.open {
        results.cautions.extend(closed(&View::new(&loaded.system, &program, &solution), open));
    }
    results.assumptions = assumptions(loaded, &results);
    Ok(Run { program, solution, results, certificate })
}

impl Run {
    /// Analyses it: which limit is the bottleneck, by how much, and what would change that. Intervals of prices go to its
    /// table of shadow prices.
    ///
    /// # Errors
    /// If a re-solve has no certified optimum or a lever cannot act within its own range.
    pub fn explain(
        &mut self,
        loaded: &Loaded,
        question: &Question,
        (threads, progress): (usize, &dyn Progress),
    ) -> Result<Explanation> {
        self.explain_on(loaded, question, (threads, Parts { progress, keeper: &() }))
    }

    /// The same from where an earlier analysis stopped, by the parts that were kept.
    ///
    /// # Errors
    /// As before, or if a part cannot be kept.
    pub fn explain_on(
        &mut self,
        loaded: &Loaded,
        question: &Question,
        (threads, parts): (usize, Parts<'_>),
    ) -> Result<Explanation> {
        let origin = Origin::new(loaded, &self.program, &self.solution, threads);
        explain(&origin, &mut self.results, question, parts)
    }
}

/// What of a scenario keeps its program from being solved, found without solving it: numbers that no solver takes, and the
/// cells that they come from as far as these stand out.
#[must_use]
pub fn unsolvable(loaded: &Loaded, program: &Program) -> Vec<Problem> {
    in_numbers(loaded, program, &extremes(program))
}

fn in_numbers(loaded: &Loaded, program: &Program, numbers: &[Extreme]) -> Vec<Problem> {
    let (system, mut problems) = (&loaded.system, vec![]);
    for extreme in numbers {
        let message = format!("{}: {}", system.scenario, extreme.in_words(program, system));
        let names = extreme.entry.names(program, system);
        let cells = far_out(loaded, &names);
        problems.push(Problem::new(message).hint(match cells.len() {
            0 => "look for very large and very small numbers that act on it, and for a long horizon at a high discount rate",
            _ => "these cells are likely behind it",
        }));
        problems.extend(cells);
    }
    problems
}

/// Cells of the adjusted dataset about things of these names, the farthest from ordinary sizes first.
fn far_out(loaded: &Loaded, names: &[String]) -> Vec<Problem> {
    const ORDINARY: std::ops::Range<f64> = 1e-6..1e6;
    const SHOWN: usize = 3;
    let mut found = vec![];
    for table in loaded.adjusted.tables().iter().filter(|table| table.schema.presence != Presence::Report) {
        let named = table.columns().filter(|column| column.key && !table.text(column.name).is_empty());
        let named: Vec<&[String]> = named.map(|column| table.text(column.name)).collect();
        let about = |row: &usize| named.iter().any(|cells| names.contains(&cells[*row]));
        for row in (0..table.len()).filter(about) {
            for column in table.columns().filter(|column| !matches!(column.cell, CellKind::Year | CellKind::Hour)) {
                let value = table.number(column.name).get(row).copied().unwrap_or_default();
                if value != 0.0 && !value.is_nan() && !ORDINARY.contains(&value.abs()) {
                    found.push((value.abs().log10().abs(), table.place(row, column.name), column.name, value));
                }
            }
        }
    }
    found.sort_by(|a, b| b.0.total_cmp(&a.0));
    let problem = |(_, place, column, value)| Problem::at(place, format!("{column} is {}", figure(value)));
    found.into_iter().take(SHOWN).map(problem).collect()
}

/// A failed solve in words: which limits and needs conflict.
fn in_words(loaded: &Loaded, program: &Program, failure: &Failure) -> Error {
    const SHOWN: usize = 12;
    let system = &loaded.system;
    let rows = match failure {
        Failure::Infeasible(rows) => rows,
        Failure::Extreme(numbers) => return Error::Input(in_numbers(loaded, program, numbers)),
        Failure::OutOfTime(..) => {
            return Error::run_with_hint(
                format!("{}: {failure}", system.scenario),
                "give it more time, fewer model years, or longer slices (--block-hours)",
            );
        }
        Failure::Unbounded => {
            return Error::run_with_hint(
                format!("{}: {failure}: something brings more than it costs, without a limit", system.scenario),
                "look for costs of 0 or below, and for tiers of demand that nothing limits",
            );
        }
        Failure::Uncertified(_) => {
            return Error::run_with_hint(
                format!("{}: {failure}", system.scenario),
                "numbers that lie many powers of ten apart spoil a solve: look for slips of unit (gridbound check) and for limits \
                 that are all but 0 or without end; other time slices (--block-hours 24) often certify; \
                 `gridbound export --format mps` gives the program to other solvers",
            );
        }
    };
    let lines = rows.iter().take(SHOWN).map(|&row| format!("  {}", program.row_in_words(system, row)));
    let more = if rows.len() > SHOWN { format!("\n  and {} more", rows.len() - SHOWN) } else { String::new() };
    let mut rules: Vec<Rule> = rows.iter().map(|&row| program.rows.rows[row].rule).collect();
    rules.sort_unstable();
    rules.dedup();
    let titles: Vec<String> = rules.into_iter().map(Rule::title).collect();
    let closes = rows.iter().map(|&row| &program.rows.rows[row]).any(|row| row.rule.is_limit() && row.limit == 0.0);
    let closed = if closes {
        "; a limit at 0 leaves nothing even for what is committed: a very small one can be solved"
    } else {
        ""
    };
    Error::run_with_hint(
        format!(
            "{} has no solution: these {} conditions ({}) cannot hold together\n{}{more}",
            system.scenario,
            rows.len(),
            titles.join(", "),
            lines.collect::<Vec<_>>().join("\n")
        ),
        format!("loosen one of them in the data or with an adjust{closed}"),
    )
}

/// Names and published figures of a scenario's dataset.
#[must_use]
pub fn labels(loaded: &Loaded) -> Labels {
    let (dataset, system) = (&loaded.dataset, &loaded.system);
    let categories: Vec<_> = dataset.rows::<Iamc>().collect();
    let category = |code: &str| categories.iter().find(|row| row.technology() == code).map_or("", |row| row.category());
    let technology = |(code, kind): (&String, &crate::system::power::TechnologyKind)| TechnologyLabel {
        code: code.clone(),
        name: kind.name.clone(),
        fuel: kind.fuel.map_or(String::new(), |f| system.sets.fuels[f].clone()),
        group: PlantGroup::of(kind.kind, category(code)),
    };
    let accelerator =
        |(code, kind): (&String, &crate::system::chips::AcceleratorKind)| (code.clone(), kind.name.clone());
    let outlooks = outlooks(loaded);
    Labels {
        scenario: loaded.scenario.name.clone(),
        scenario_title: loaded.scenario.title.clone(),
        dataset_title: dataset.about.title.clone(),
        currency: dataset.about.currency.clone(),
        regions: dataset
            .rows::<Regions>()
            .map(|region| RegionLabel {
                code: region.region().to_owned(),
                name: region.name().to_owned(),
                x: region.x(),
                y: region.y(),
            })
            .collect(),
        technologies: system.sets.technologies.iter().zip(&system.power.kinds).map(technology).collect(),
        accelerators: system.sets.accelerators.iter().zip(&system.chips.kinds).map(accelerator).collect(),
        other_datacentre_twh: outlooks
            .iter()
            .find(|row| row.quantity == "other_datacentre_energy_twh")
            .and_then(|row| row.central),
        outlooks,
    }
}

fn outlooks(loaded: &Loaded) -> Vec<OutlookRow> {
    let publisher = |source: &str| loaded.dataset.rows::<Sources>().find(|known| known.source() == source);
    let outlook = |row: InputRow<'_, Calibration>| OutlookRow {
        quantity: row.quantity().to_owned(),
        year: row.year() as i32,
        low: row.low(),
        central: row.central(),
        high: row.high(),
        publisher: publisher(row.source()).map_or("", |source| source.publisher()).to_owned(),
        source: row.source().to_owned(),
    };
    loaded.dataset.rows().map(outlook).collect()
}
