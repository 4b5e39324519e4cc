//! One scenario through all arrows but the last: loaded in, results and certificate out.

pub mod failure;
pub mod rolling;

use std::collections::BTreeMap;
use std::time::Instant;

use failure::in_words;
pub use failure::unsolvable;
use rolling::tables::Foreseen;
use rolling::{Rolled, Stuck};

use crate::constraints::formulate;
use crate::error::Result;
use crate::experiment::explain::Explanation;
use crate::experiment::explain::parts::Parts;
use crate::experiment::explain::question::{Progress, Question, explain};
use crate::experiment::explain::validity::fill_ranges;
use crate::experiment::origin::Origin;
use crate::input::tables::{Calibration, Iamc, Regions, Sources};
use crate::input::typed::InputRow;
use crate::load::Loaded;
use crate::program::Program;
use crate::provenance::assumptions::assumptions;
use crate::results::catalogue::Tables;
use crate::results::cautions::closed;
use crate::results::duality::duality;
use crate::results::limits::shadow_prices;
use crate::results::plants::PlantGroup;
use crate::results::tables::{OutlookRow, Rule, ShadowPriceRow};
use crate::results::view::View;
use crate::results::{Labels, RegionLabel, Results, TechnologyLabel, tabulate};
use crate::scenario::foresight::Rolling;
use crate::solve::{Certificate, Known, Options, Solution, solve};
use crate::system::System;

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
    /// What rolling foresight adds; none where all years are planned at once.
    pub foreseen: Option<Foreseen>,
}

/// Formulates, solves and tabulates a scenario.
///
/// # Errors
/// If there is no certified optimum.
pub fn run(loaded: &Loaded, options: &Options) -> Result<Run> {
    match &loaded.scenario.foresight.rolling {
        Some(rolling) => rolled(loaded, rolling, options),
        None => at_once(loaded, options),
    }
}

/// All years planned at once.
fn at_once(loaded: &Loaded, options: &Options) -> Result<Run> {
    let started = Instant::now();
    let program = formulate(&loaded.system);
    let build_seconds = loaded.seconds + started.elapsed().as_secs_f64();
    let solution = solve(&program, options).map_err(|failure| in_words(loaded, ("", &program), &failure))?;
    let certificate = Certificate::new(&program, &solution, build_seconds);
    let mut results = tabulate(&loaded.system, &program, &solution, labels(loaded));
    fill_ranges(&loaded.system, Known { program: &program, solution: &solution }, &mut results.shadow_prices);
    complete(loaded, &View::new(&loaded.system, &program, &solution), &mut results);
    Ok(Run { program, solution, results, certificate, foreseen: None })
}

/// Years planned one by one: tables and objective of all years as they came, prices of each year's own step.
fn rolled(loaded: &Loaded, rolling: &Rolling, options: &Options) -> Result<Run> {
    let (started, system) = (Instant::now(), &loaded.system);
    let mut priced: BTreeMap<LimitKey, ShadowPriceRow> = BTreeMap::new();
    let mut told = |step: rolling::Solved<'_>| priced.extend(limits_of(step));
    let rolled = rolling::roll(loaded, rolling, options, &mut told).map_err(|stuck| match stuck {
        Stuck::Input(fault) => fault,
        Stuck::Unsolved(what, program, failure) => in_words(loaded, (&what, &program), &failure),
    })?;
    let build_seconds = loaded.seconds + started.elapsed().as_secs_f64() - rolled.solution.effort.time.as_secs_f64();
    let Rolled { program, solution, priced: as_paid, .. } = &rolled;
    let certificate = Certificate::new(program, solution, build_seconds);
    let mut results = tabulate(system, program, as_paid, labels(loaded));
    results.duality = duality(&View::new(system, program, solution));
    for row in &mut results.shadow_prices {
        if let Some(of_step) = priced.remove(&limit_key(row)) {
            *row = of_step;
        }
    }
    complete(loaded, &View::new(system, program, as_paid), &mut results);
    let perfect = formulate(system);
    let optimum = solve(&perfect, options).map_err(|failure| in_words(loaded, ("", &perfect), &failure))?;
    let foreseen = Foreseen::new(system, &rolled, &results, Known { program: &perfect, solution: &optimum });
    let Rolled { program, solution, .. } = rolled;
    Ok(Run { program, solution, results, certificate, foreseen: Some(foreseen) })
}

/// What tells limits apart.
type LimitKey = (i32, Rule, String, String);

fn limit_key(row: &ShadowPriceRow) -> LimitKey {
    (row.year, row.rule, row.item.clone(), row.region.clone())
}

/// The limits of a step's own year, with the ranges over which their prices hold.
fn limits_of(step: rolling::Solved<'_>) -> Vec<(LimitKey, ShadowPriceRow)> {
    let rolling::Solved { now, system, known } = step;
    // Years that are over have no limits left in its program, so that those up to its own year are those of it.
    let own = System { time: system.time.clone().with_tail(now.0 + 1), ..system.clone() };
    let mut rows = shadow_prices(&View::new(&own, known.program, known.solution));
    fill_ranges(&own, known, &mut rows);
    rows.into_iter().map(|row| (limit_key(&row), row)).collect()
}

/// Adds what tables say of the scenario beside its solution.
fn complete(loaded: &Loaded, view: &View<'_>, results: &mut Results) {
    if let Some(open) = &loaded.open {
        results.cautions.extend(closed(view, open));
    }
    results.assumptions = assumptions(loaded, results);
}

impl Run {
    /// How many tables it has.
    #[must_use]
    pub fn tables(&self) -> usize {
        Results::TABLES.len() + self.foreseen.as_ref().map_or(0, |_| Foreseen::TABLES.len())
    }

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
        loaded.scenario.foresight.refuse("an explanation")?;
        let origin = Origin::new(loaded, &self.program, &self.solution, threads);
        explain(&origin, &mut self.results, question, parts)
    }
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
