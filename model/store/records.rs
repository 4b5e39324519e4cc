//! The store of a sweep: what is done stays done, whatever happens to the process.
//!
//! A record goes to a log in `store/`, and is on the disk before the thread that made it begins another scenario; a log that
//! is long becomes a Parquet part. The optima that others start from, that of the base before all, lie beside them, each
//! written before its record, so that a sweep that is started again goes on as if nothing had happened. At the end all
//! parts are merged into one, which stays for the next reader, and the optima go.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, PoisonError};

use super::OutputFolder;
use super::log::Log;
use super::optimum;
use crate::error::{Error, Result};
use crate::experiment::sweep::flat::{Columns, Row};
use crate::experiment::sweep::record::{Record, Status};
use crate::experiment::sweep::run::Keeper;
use crate::render::parquet::{parquet, rows};
use crate::solve::{Solution, Vertex};

/// Folder of the store inside that of the sweep.
pub const STORE: &str = "store";

/// The part into which all are merged.
const MERGED: &str = "records.parquet";

/// What is in no part yet.
const LOG: &str = "records.log";

/// A log of so many bytes becomes a part.
const LONG: u64 = 1 << 16;

/// The optimum of the base.
const BASE: &str = "base.bin";

/// Records of a sweep on disk.
#[derive(Debug)]
pub struct Store {
    folder: OutputFolder,
    columns: Columns,
    before: BTreeSet<usize>,
    state: Mutex<State>,
}

#[derive(Debug)]
struct State {
    records: BTreeMap<usize, Record>,
    log: Log,
    /// Scenarios whose records are in the log.
    logged: BTreeSet<usize>,
}

impl Store {
    /// Opens the store of a sweep and reads what is in it. `scenarios` is how many the sweep has.
    ///
    /// # Errors
    /// If it cannot be read, or holds what is no record of the sweep.
    pub fn open(folder: &OutputFolder, columns: Columns, scenarios: usize) -> Result<Self> {
        let folder = folder.inside(STORE)?;
        let mut records = BTreeMap::new();
        let mut add = |name: &str, rows: Option<Vec<Row>>| -> Result<BTreeSet<usize>> {
            let of_sweep = |row: &Row| columns.record(row).filter(|r| (1..=scenarios).contains(&r.scenario));
            let found: Option<Vec<Record>> = rows.and_then(|rows| rows.iter().map(of_sweep).collect());
            let found = found.ok_or_else(|| {
                Error::run_with_hint(
                    format!("{} holds no records of this sweep", folder.path().join(name).display()),
                    "--restart throws away what is there and begins again",
                )
            })?;
            let numbers: BTreeSet<usize> = found.iter().map(|record| record.scenario).collect();
            records.extend(found.into_iter().map(|record| (record.scenario, record)));
            Ok(numbers)
        };
        for name in folder.names()?.iter().filter(|name| name.ends_with(".parquet")) {
            add(name, rows(folder.read(name)?.unwrap_or_default()).ok())?;
        }
        let (log, lines) = Log::open(folder.clone(), LOG)?;
        let logged = add(LOG, lines.iter().map(|line| serde_json::from_str(line).ok()).collect())?;
        let before = records.keys().copied().collect();
        Ok(Self { folder, columns, before, state: Mutex::new(State { records, log, logged }) })
    }

    /// How many scenarios were done before.
    #[must_use]
    pub fn done_before(&self) -> usize {
        self.before.len()
    }

    /// How many scenarios are done.
    #[must_use]
    pub fn done(&self) -> usize {
        self.state().records.len()
    }

    /// Whether nothing was found yet, the optimum of the base included.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.done() == 0 && self.base().is_none()
    }

    /// All records, in the sweep's order.
    #[must_use]
    pub fn records(&self) -> Vec<Record> {
        self.state().records.values().cloned().collect()
    }

    /// Merges all parts into one, and drops what only an unfinished sweep needs.
    ///
    /// # Errors
    /// If the disk is full or the folder has become read-only; the parts are then still there.
    pub fn merge(&self) -> Result<()> {
        let names = self.folder.names()?;
        if names == [MERGED] {
            return Ok(());
        }
        let rows: Vec<Row> = self.records().iter().map(|record| self.columns.row(record)).collect();
        self.folder.write(MERGED, &self.parquet(&rows)?)?;
        self.state().log.clear()?;
        names.iter().filter(|name| *name != MERGED).try_for_each(|name| self.folder.forget(name))
    }

    fn parquet(&self, rows: &[Row]) -> Result<Vec<u8>> {
        let columns = self.columns.all();
        parquet(&columns.iter().map(String::as_str).collect::<Vec<_>>(), rows)
    }

    fn state(&self) -> std::sync::MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Makes a part of the log.
    fn write_part(&self, state: &mut State) -> Result<()> {
        let Some(first) = state.logged.first() else { return Ok(()) };
        let rows: Vec<Row> = state.logged.iter().map(|number| self.columns.row(&state.records[number])).collect();
        // Killed before the log is cleared, it stays with what is in the part, and the next part of it holds that as well.
        self.folder.write(&format!("part-{first:07}.parquet"), &self.parquet(&rows)?)?;
        state.log.clear()?;
        state.logged.clear();
        Ok(())
    }
}

fn vertex_name(scenario: usize) -> String {
    format!("start-{scenario:07}.bin")
}

impl Keeper for Store {
    fn base(&self) -> Option<(Vec<f64>, Vertex)> {
        optimum::read(&self.folder.read(BASE).ok().flatten()?)
    }

    fn keep_base(&self, solution: &Solution) -> Result<()> {
        self.folder.write(BASE, &optimum::bytes(&solution.values, &solution.vertex()))
    }

    fn is_done(&self, scenario: usize) -> bool {
        self.before.contains(&scenario)
    }

    fn lacks_vertex(&self, scenario: usize) -> bool {
        let state = self.state();
        let has_one = |record: &Record| record.status == Status::Optimal && record.way.leaves_a_start();
        let needs_one = state.records.get(&scenario).is_some_and(has_one);
        drop(state);
        needs_one && self.vertex(scenario).is_none()
    }

    fn keep(&self, record: Record, vertex: Option<&Vertex>) -> Result<()> {
        let number = record.scenario;
        if let Some(vertex) = vertex {
            self.folder.write(&vertex_name(number), &optimum::bytes(&[], vertex))?;
        }
        let line = serde_json::to_string(&self.columns.row(&record));
        let line = line.map_err(|fault| Error::run(format!("cannot write a record: {fault}")))?;
        let mut state = self.state();
        state.log.append(&line)?;
        state.records.insert(number, record);
        state.logged.insert(number);
        if state.log.length() < LONG { Ok(()) } else { self.write_part(&mut state) }
    }

    fn vertex(&self, scenario: usize) -> Option<Vertex> {
        optimum::read(&self.folder.read(&vertex_name(scenario)).ok().flatten()?).map(|(_, vertex)| vertex)
    }

    fn forget(&self, scenario: usize) -> Result<()> {
        self.folder.forget(&vertex_name(scenario))
    }
}
