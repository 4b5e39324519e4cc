//! All scenarios of a sweep, side by side.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::order::{Order, order};
use super::record::{AxisLabel, Finished, Record};
use super::solve::{Manner, Point, solve_point};
use crate::constraints::formulate;
use crate::error::{Error, Result};
use crate::experiment::origin::Origin;
use crate::experiment::variant::Variant;
use crate::load::{LeveredDataset, Loaded, apply};
use crate::parallel::{Tasks, in_turn};
use crate::program::Program;
use crate::scenario::Scenario;
use crate::scenario::sweep::{Axis, Design, Level, SweepFile, Verdicts};
use crate::solve::{Options, Solution, Vertex, again, solve};

/// A sweep, ready to be solved.
#[derive(Debug)]
pub struct Sweep {
    /// As written.
    pub file: SweepFile,
    /// Its scenarios.
    pub design: Design,
    /// The base, then the scenarios that an axis names.
    pub scenarios: Vec<Scenario>,
    /// The dataset as shipped, with its levers.
    pub source: LeveredDataset,
    /// The base, loaded.
    pub base: Loaded,
    /// Who comes when.
    pub order: Order,
}

/// Where records and solutions are kept.
pub trait Keeper: Sync {
    /// The optimum of the base, values and vertex, if it was found before.
    fn base(&self) -> Option<(Vec<f64>, Vertex)>;

    /// Keeps the optimum of the base.
    ///
    /// # Errors
    /// If it cannot be written.
    fn keep_base(&self, solution: &Solution) -> Result<()>;

    /// Scenarios, by number, that were done before.
    fn is_done(&self, scenario: usize) -> bool;

    /// Keeps a record, and what others may start from; they are safe when this returns.
    ///
    /// # Errors
    /// If it cannot be written.
    fn keep(&self, record: Record, vertex: Option<&Vertex>) -> Result<()>;

    /// The vertex of a scenario that was done before, if it has one.
    fn vertex(&self, scenario: usize) -> Option<Vertex>;

    /// Whether a scenario that was done before had a vertex that is lost.
    fn lacks_vertex(&self, scenario: usize) -> bool;

    /// Nobody starts from a scenario's vertex any more.
    ///
    /// # Errors
    /// If it cannot be removed.
    fn forget(&self, scenario: usize) -> Result<()>;
}

/// Who waits, and may say stop.
pub trait Watcher: Sync {
    /// One scenario is done.
    fn one_done(&self);
    /// Whether no more scenarios shall begin.
    fn stopped(&self) -> bool;
}

impl Sweep {
    /// Puts a sweep together.
    ///
    /// # Errors
    /// If the base cannot act on its dataset.
    pub fn new(file: SweepFile, design: Design, scenarios: Vec<Scenario>, source: LeveredDataset) -> Result<Self> {
        let base = scenarios.first().ok_or_else(|| Error::input("a sweep needs a base"))?;
        let base = apply(&source.dataset, &source.levers, base.clone())?;
        let levels: Vec<Level> = design.axes.iter().map(|axis| axis.base.clone()).collect();
        let order = order(&design.points, &levels);
        Ok(Self { file, design, scenarios, source, base, order })
    }

    /// Solves every scenario that the keeper does not have yet.
    ///
    /// # Errors
    /// If the base has no certified optimum, or if a record cannot be kept.
    pub fn run(&self, manner: Manner, threads: usize, keeper: &dyn Keeper, watcher: &dyn Watcher) -> Result<()> {
        let nobody = vec![vec![]; self.design.points.len()];
        let starts = if manner.cold { &nobody } else { &self.order.starts };
        let todo = self.todo(keeper, starts);
        if todo.is_empty() {
            return Ok(());
        }
        let program = formulate(&self.base.system);
        let solution = self.solve_base(&program, keeper)?;
        let base = Origin::new(&self.base, &program, &solution, 1);
        let of_base = Arc::new(solution.vertex());
        let vertices = Vertices::new(keeper, starts, &todo);
        in_turn(threads, Tasks { sequence: &todo, waits_for: starts }, &|| watcher.stopped(), |point| {
            let mut from = vec![Arc::clone(&of_base)];
            from.extend(starts[point].iter().filter_map(|start| vertices.of(*start)));
            let from: Vec<&Vertex> = from.iter().map(AsRef::as_ref).collect();
            let levels = &self.design.points[point];
            let variant = Variant::at(levels, &self.design.axes, &self.scenarios);
            let one = Point { scenario: point + 1, levels };
            let (record, vertex) = solve_point(one, &variant, (&base, &from), manner)?;
            let vertex = vertex.filter(|_| vertices.are_needed(point));
            keeper.keep(record, vertex.as_ref())?;
            vertices.add(point, vertex);
            starts[point].iter().try_for_each(|start| vertices.used(*start))?;
            watcher.one_done();
            Ok(())
        })
    }

    /// What is left, in order: what is not done, and what is done but has lost the vertex that others of these start from, so
    /// that they start from the same as if nothing had been lost.
    fn todo(&self, keeper: &dyn Keeper, starts: &[Vec<usize>]) -> Vec<usize> {
        let mut is_left: Vec<bool> = (1..=starts.len()).map(|scenario| !keeper.is_done(scenario)).collect();
        let mut unseen: Vec<usize> = (0..starts.len()).filter(|point| is_left[*point]).collect();
        let mut seen = vec![false; starts.len()];
        while let Some(point) = unseen.pop() {
            for &start in &starts[point] {
                if !is_left[start] && !std::mem::replace(&mut seen[start], true) && keeper.lacks_vertex(start + 1) {
                    is_left[start] = true;
                    unseen.push(start);
                }
            }
        }
        self.order.sequence.iter().copied().filter(|point| is_left[*point]).collect()
    }

    /// The optimum of the base: as it is kept, which is the same to the last bit, or solved and kept.
    fn solve_base(&self, program: &Program, keeper: &dyn Keeper) -> Result<Solution> {
        if let Some(solution) = keeper.base().and_then(|(values, vertex)| again(program, values, vertex)) {
            return Ok(solution);
        }
        let solution = solve(program, &Options::default()).map_err(|failure| {
            let name = &self.base.scenario.name;
            Error::run_with_hint(
                format!("the base {name} has no certified optimum: {failure}"),
                format!("gridbound run {name} says which conditions conflict"),
            )
        })?;
        keeper.keep_base(&solution)?;
        Ok(solution)
    }

    /// The sweep with its records, in order.
    #[must_use]
    pub fn finished(&self, records: Vec<Record>, verdicts: Verdicts) -> Finished {
        let time = &self.base.system.time;
        Finished {
            name: self.file.name.clone(),
            title: self.file.title.clone(),
            base: self.base.scenario.name.clone(),
            dataset_title: self.base.dataset.about.title.clone(),
            mode: self.design.mode,
            verdicts,
            axes: self.labels(),
            years: time.shown_years().to_vec(),
            period_years: time.shown().map(|y| time.periods[y].len()).collect(),
            records,
        }
    }

    /// Its axes, for people.
    #[must_use]
    pub fn labels(&self) -> Vec<AxisLabel> {
        let label = |axis: &Axis| AxisLabel {
            name: axis.name.clone(),
            title: axis.title.clone(),
            unit: axis.unit.clone(),
            base: axis.base.clone(),
        };
        self.design.axes.iter().map(label).collect()
    }
}

/// Vertices that others start from, as long as there are others: of this run, and of earlier ones as they are asked for.
struct Vertices<'a> {
    keeper: &'a dyn Keeper,
    state: Mutex<Stock>,
}

/// By point.
struct Stock {
    vertices: BTreeMap<usize, Option<Arc<Vertex>>>,
    users: Vec<usize>,
}

impl<'a> Vertices<'a> {
    fn new(keeper: &'a dyn Keeper, starts: &[Vec<usize>], todo: &[usize]) -> Self {
        let mut users = vec![0; starts.len()];
        for &start in todo.iter().flat_map(|point| &starts[*point]) {
            users[start] += 1;
        }
        Self { keeper, state: Mutex::new(Stock { vertices: BTreeMap::new(), users }) }
    }

    fn state(&self) -> MutexGuard<'_, Stock> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn are_needed(&self, point: usize) -> bool {
        self.state().users[point] > 0
    }

    fn of(&self, point: usize) -> Option<Arc<Vertex>> {
        let read = || self.keeper.vertex(point + 1).map(Arc::new);
        self.state().vertices.entry(point).or_insert_with(read).clone()
    }

    fn add(&self, point: usize, vertex: Option<Vertex>) {
        if let Some(vertex) = vertex {
            self.state().vertices.insert(point, Some(Arc::new(vertex)));
        }
    }

    fn used(&self, point: usize) -> Result<()> {
        let mut state = self.state();
        state.users[point] -= 1;
        if state.users[point] > 0 {
            return Ok(());
        }
        state.vertices.remove(&point);
        drop(state);
        self.keeper.forget(point + 1)
    }
}
