//! What binds under rolling foresight, by two clocks: this year, with what is ordered; and over the plan.
//!
//! - *By year*: the step of a year again with the limits of that year that a family owns, and its orders that are due in it,
//!   ten per cent larger. What was ordered for the same load binds together, so that single families may all bring
//!   nothing: then the gains of all of them lifted, and of groups, decide.
//! - *Quantity*: the whole sequence with the table columns of a family ten per cent larger, true and believed.
//! - *Time*: the whole sequence with the lead times of a family's kinds a year shorter, not below 0.
//! - *Knowledge*: the whole sequence without beliefs, and with all years planned at once.

use serde::{Deserialize, Serialize};

use super::families::{Families, Group, LIFTED};
use super::outcome::Outcome;
use super::variant::{Difference, Variant};
use crate::error::{Error, Result, all};
use crate::experiment::explain::question::Progress;
use crate::input::document::Located;
use crate::input::tables::{Accelerators, Connections, Links, SiteClasses, Technologies};
use crate::input::typed::Declared;
use crate::load::Loaded;
use crate::named::words;
use crate::parallel;
use crate::program::{Family, Program};
use crate::results::catalogue::tables;
use crate::results::load::{powered_compute, rated};
use crate::results::tables::row;
use crate::results::view::tidy;
use crate::run::{Run, roll};
use crate::scenario::adjust::{Adjust, Amount, Change};
use crate::scenario::foresight::{Mode, Rolling};
use crate::sets::Year;
use crate::solve::{Known, Options, Solution, solve_near};
use crate::system::System;

/// A tenth more of a limit.
const MORE: f64 = 1.1;

/// A change of compute or load below this share is nothing to speak of.
pub const NOTHING: f64 = 0.005;

words! {
    /// What is changed, and where it is looked for.
    Clock {
        /// Limits of a year and orders due in it, in its own step.
        Year, "year";
        /// Limits of all years.
        Quantity, "quantity";
        /// Lead times a year shorter.
        Time, "time";
        /// What is believed and seen.
        Knowledge, "knowledge";
    }
}

row! {
    /// What binds under rolling foresight: of a year's own step (clock `year`), and of the whole sequence (`quantity`, `time`, `knowledge`), against the same without the change.
    ClockRow [scenario, clock, year, group] {
        /// Scenario.
        scenario: String,
        /// `year`: limits of the year and orders due in it, ten per cent more or lifted; `quantity`: limits of all years, true and believed, ten per cent more; `time`: lead times a year shorter; `knowledge`: no beliefs, or perfect foresight.
        clock: Clock,
        /// Model year of the step; empty over the horizon.
        year: Option<i32>,
        /// Family, `energy` (power and grid), `energy_broad` (with cooling, materials, siting); of knowledge `no beliefs` and `perfect foresight`.
        group: String,
        /// Compute gained, of the year or the mean of the horizon, over what it is.
        compute_gain: f64,
        /// AI load gained, of the year or the mean of the horizon, rated.
        load_gain_gw: f64,
        /// The same where the limits are lifted (1000 times as large); of years in which ten per cent of nothing alone brings anything.
        lifted_load_gain_gw: Option<f64>,
        /// Objective gained; over the horizon.
        objective_gain_musd: Option<f64>,
    }
}

tables! {
    /// What binds by either clock.
    #[derive(Debug, Clone, PartialEq)]
    Clocks {
        /// All gains.
        clocks: ClockRow,
    }
}

/// A solved step that is kept to be solved again.
struct Step {
    now: Year,
    system: System,
    program: Program,
    solution: Solution,
}

impl Step {
    /// Compute and AI load of its own year.
    fn brings(&self, solution: &Solution) -> (f64, f64) {
        let (system, program) = (&self.system, &self.program);
        let load = system.sets.regions().map(|r| rated(system, program, solution, r, self.now)).sum();
        (powered_compute(system, program, solution, self.now), load)
    }

    /// The same with limits of the year so many times as large.
    fn raised(&self, loaded: &Loaded, families: Families, factor: f64) -> Result<(f64, f64)> {
        let program = Variant::limits(families, factor, self.now).limited(loaded, self.program.clone());
        let known = Known { program: &self.program, solution: &self.solution };
        let options = Options { names_conflicts: false, ..Options::default() };
        let solution = solve_near(&program, known, &options)
            .map_err(|failure| Error::run(format!("{}, a step re-solved: {failure}", self.system.scenario)))?;
        Ok(self.brings(&solution))
    }
}

/// Finds out what binds by both clocks, on so many threads; `run` is the scenario's.
///
/// # Errors
/// If the scenario plans all years at once, or a re-solve has no certified optimum.
pub fn clocks(loaded: &Loaded, run: &Run, (threads, progress): (usize, &dyn Progress)) -> Result<Clocks> {
    let Some(rolling) = &loaded.scenario.foresight.rolling else {
        return Err(Error::input("this scenario plans all years at once and has one clock"));
    };
    let mut rows = by_year(loaded, rolling, (threads, progress))?;
    rows.extend(over_the_horizon(loaded, run, (threads, progress))?);
    Ok(Clocks { clocks: rows })
}

fn by_year(loaded: &Loaded, rolling: &Rolling, (threads, progress): (usize, &dyn Progress)) -> Result<Vec<ClockRow>> {
    let mut steps: Vec<Step> = vec![];
    roll(loaded, rolling, &Options::default(), &mut |step| {
        let Known { program, solution } = step.known;
        let (system, program, solution) = (step.system.clone(), program.clone(), solution.clone());
        steps.push(Step { now: step.now, system, program, solution });
    })?;
    steps.retain(|step| step.now.0 < loaded.system.time.before_tail);
    let tasks: Vec<(&Step, Group)> = steps.iter().flat_map(|step| Group::ALL.map(|group| (step, group))).collect();
    progress.phase("limits and orders of each year", tasks.len());
    let found = parallel::map(threads, &tasks, |(step, group)| {
        let found = step.raised(loaded, group.families(), MORE);
        progress.one_done();
        found
    })?;
    let found = all(found)?;
    let mut rows = vec![];
    for (step, raised) in steps.iter().zip(found.chunks(Group::ALL.len())) {
        let (compute, load) = step.brings(&step.solution);
        let gain = |found: f64, before: f64| (found - before) / before.max(f64::MIN_POSITIVE);
        let is_locked = raised.iter().all(|(more, _)| gain(*more, compute) < NOTHING);
        let lifted = if is_locked { lifted(loaded, step, threads)? } else { vec![] };
        for (at, (group, (more_compute, more_load))) in Group::ALL.iter().zip(raised).enumerate() {
            rows.push(ClockRow {
                scenario: loaded.scenario.name.clone(),
                clock: Clock::Year,
                year: Some(step.system.time.calendar(step.now)),
                group: group.name().to_owned(),
                compute_gain: tidy(gain(*more_compute, compute)),
                load_gain_gw: tidy(more_load - load),
                lifted_load_gain_gw: lifted.get(at).map(|lifted| tidy(lifted - load)),
                objective_gain_musd: None,
            });
        }
    }
    Ok(rows)
}

/// AI load of a step's year with the limits of each group lifted.
fn lifted(loaded: &Loaded, step: &Step, threads: usize) -> Result<Vec<f64>> {
    let lift = |group: &Group| Ok(step.raised(loaded, group.families(), LIFTED)?.1);
    all(parallel::map(threads, &Group::ALL, lift)?)
}

/// A whole sequence with something changed.
struct Changed {
    clock: Clock,
    group: String,
    adjusts: Vec<Adjust>,
    beliefs: bool,
}

fn over_the_horizon(loaded: &Loaded, run: &Run, (threads, progress): (usize, &dyn Progress)) -> Result<Vec<ClockRow>> {
    let changed = |clock: Clock, group: &str, adjusts: Vec<Adjust>| Changed {
        clock,
        group: group.to_owned(),
        adjusts,
        beliefs: true,
    };
    let mut all_changed: Vec<Changed> = vec![];
    for group in Group::ALL {
        all_changed.push(changed(Clock::Quantity, group.name(), more(loaded, group.families())));
    }
    for (name, families) in TIMES {
        let adjusts = shorter(loaded, *families);
        if !adjusts.is_empty() {
            all_changed.push(changed(Clock::Time, name, adjusts));
        }
    }
    if !loaded.scenario.foresight.beliefs.is_empty() {
        all_changed.push(Changed { beliefs: false, ..changed(Clock::Knowledge, "no beliefs", vec![]) });
    }
    progress.phase("whole sequences", all_changed.len());
    let before = Outcome::of(&loaded.system, &run.program, &run.solution);
    let found = parallel::map(threads, &all_changed, |changed| {
        let found = outcome(loaded, changed);
        progress.one_done();
        found
    })?;
    let mut rows: Vec<ClockRow> = all_changed
        .iter()
        .zip(all(found)?)
        .map(|(changed, after)| gained(loaded, changed, (&before, &after)))
        .collect();
    rows.push(perfect(loaded, run, &before)?);
    Ok(rows)
}

/// Families whose lead times are shortened: those of their kinds.
const TIMES: &[(&str, Families)] = &[
    ("chips", Families::of(&[Family::Chips])),
    ("siting", Families::of(&[Family::Siting])),
    ("grid", Families::of(&[Family::Grid])),
    ("power", Families::of(&[Family::Power])),
    ("energy", Families::ENERGY),
    ("energy_broad", Families::of(&[Family::Siting, Family::Grid, Family::Power])),
];

/// Whose the lead times of a table are, and the column that names its rows.
const LEADS: [(&str, &str, Family); 5] = [
    (Accelerators::NAME, Accelerators::accelerator.name, Family::Chips),
    (SiteClasses::NAME, SiteClasses::site_class.name, Family::Siting),
    (Connections::NAME, Connections::region.name, Family::Grid),
    (Links::NAME, Links::link.name, Family::Grid),
    (Technologies::NAME, Technologies::technology.name, Family::Power),
];

fn adjust(loaded: &Loaded, column: (&str, &str), change: Change) -> Adjust {
    Adjust::whole(&loaded.scenario.dataset_place, column, change, "what binds")
}

/// The columns of families, a tenth larger.
fn more(loaded: &Loaded, families: Families) -> Vec<Adjust> {
    let columns = families.columns().into_iter().filter(|(table, _)| !loaded.dataset.table(table).is_empty());
    columns.map(|column| adjust(loaded, column, Change::Multiply(Amount::Given(MORE)))).collect()
}

/// The lead times of families' kinds, a year shorter.
fn shorter(loaded: &Loaded, families: Families) -> Vec<Adjust> {
    let column = Technologies::lead_years.name;
    let mut adjusts = vec![];
    for (table, key, _) in LEADS.iter().filter(|(.., family)| families.holds(*family)) {
        let rows = loaded.adjusted.table(table);
        for (name, lead) in rows.text(key).iter().zip(rows.number(column)).filter(|(_, lead)| **lead > 0.0) {
            let one = adjust(loaded, (table, column), Change::Set(Amount::Given((lead - 1.0).max(0.0))));
            let located = |value: &str| Located { value: value.to_owned(), place: one.place.clone() };
            adjusts.push(Adjust { only: vec![(located(key), vec![located(name)])], ..one });
        }
    }
    adjusts
}

/// What a changed sequence brings.
fn outcome(loaded: &Loaded, changed: &Changed) -> Result<Outcome> {
    let mut other = Variant(vec![Difference::Adjusts(changed.adjusts.clone())]).load(&loaded.base())?;
    if !changed.beliefs {
        other.scenario.foresight.beliefs.clear();
    }
    let Some(rolling) = other.scenario.foresight.rolling.clone() else {
        return Err(Error::input(format!("a scenario is {} no more", Mode::Rolling)));
    };
    let rolled = roll(&other, &rolling, &Options::default(), &mut |_| ())?;
    Ok(Outcome::of(&other.system, &rolled.program, &rolled.solution))
}

fn gained(loaded: &Loaded, changed: &Changed, (before, after): (&Outcome, &Outcome)) -> ClockRow {
    let compute = before.mean_compute();
    ClockRow {
        scenario: loaded.scenario.name.clone(),
        clock: changed.clock,
        year: None,
        group: changed.group.clone(),
        compute_gain: tidy((after.mean_compute() - compute) / compute.max(f64::MIN_POSITIVE)),
        load_gain_gw: tidy(after.mean_load() - before.mean_load()),
        lifted_load_gain_gw: None,
        objective_gain_musd: Some(tidy(after.objective - before.objective)),
    }
}

/// What one plan of all years brings.
fn perfect(loaded: &Loaded, run: &Run, before: &Outcome) -> Result<ClockRow> {
    let Some(known) = &run.perfect else { return Err(Error::run("the run kept no perfect plan")) };
    let after = Outcome::of(&loaded.system, &known.0, &known.1);
    let changed =
        Changed { clock: Clock::Knowledge, group: "perfect foresight".to_owned(), adjusts: vec![], beliefs: true };
    Ok(gained(loaded, &changed, (before, &after)))
}

/// What binds in a year by its own step.
#[derive(Debug, Clone, PartialEq)]
pub struct Leader {
    /// Calendar year.
    pub year: i32,
    /// The group of which more brings most; none if nothing brings anything.
    pub group: Option<String>,
    /// Whether ten per cent more of no group brings anything, so that lifting them decides.
    pub locked: bool,
}

impl Clocks {
    /// The rows of a clock.
    pub fn of(&self, clock: Clock) -> impl Iterator<Item = &ClockRow> + Clone {
        self.clocks.iter().filter(move |row| row.clock == clock)
    }

    /// What binds in each year.
    #[must_use]
    pub fn leaders(&self) -> Vec<Leader> {
        let mut years: Vec<i32> = self.of(Clock::Year).filter_map(|row| row.year).collect();
        years.dedup();
        let of_year = |year: i32| self.of(Clock::Year).filter(|row| row.year == Some(year)).collect::<Vec<_>>();
        years.into_iter().map(|year| leader(year, &of_year(year))).collect()
    }
}

/// The first group, families before groups of them, that brings nearly as much as any.
fn leader(year: i32, rows: &[&ClockRow]) -> Leader {
    const NEARLY: f64 = 0.95;
    let first = |gain: &dyn Fn(&ClockRow) -> f64, least: f64| {
        let most = rows.iter().map(|row| gain(row)).fold(0.0, f64::max);
        let mut leading = rows.iter().filter(|row| most >= least && gain(row) >= NEARLY * most);
        leading.next().map(|row| row.group.clone())
    };
    let more = first(&|row| row.compute_gain, NOTHING);
    let locked = more.is_none();
    Leader { year, group: more.or_else(|| first(&|row| row.lifted_load_gain_gw.unwrap_or(0.0), MW)), locked }
}

/// Less load than this is none, GW.
const MW: f64 = 1e-3;
