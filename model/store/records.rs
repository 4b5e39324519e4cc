//! The store of a sweep: what is done stays done, whatever happens to the process.
//!
//! Records go to Parquet parts in `store/`, each written under a temporary name and renamed; the solutions that others
//! start from go beside them before their records do, so that a record never stands without its solution. A sweep that is
//! started again reads the parts and goes on. At the end the parts are merged into one, which stays for the next reader.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use super::OutputFolder;
use crate::error::{Error, Result};
use crate::experiment::sweep::flat::{Columns, Row};
use crate::experiment::sweep::record::Record;
use crate::experiment::sweep::run::Keeper;
use crate::render::parquet::{parquet, rows};
use crate::solve::{Basis, Vertex};

/// Folder of the store inside that of the sweep.
pub const STORE: &str = "store";

/// The part into which all are merged.
const MERGED: &str = "records.parquet";

/// Records of scenarios that take no longer than this are written together.
const TOGETHER: Duration = Duration::from_millis(500);

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
    unwritten: Vec<usize>,
    stale: Vec<String>,
    written: Instant,
}

impl Store {
    /// Opens the store of a sweep and reads what is in it. `scenarios` is how many the sweep has.
    ///
    /// # Errors
    /// If it cannot be read, or holds what is no record of the sweep.
    pub fn open(folder: &OutputFolder, columns: Columns, scenarios: usize) -> Result<Self> {
        let folder = folder.inside(STORE)?;
        let mut records = BTreeMap::new();
        for name in folder.names()?.iter().filter(|name| name.ends_with(".parquet")) {
            let broken = || {
                Error::run_with_hint(
                    format!("{} holds no records of this sweep", folder.path().join(name).display()),
                    "--restart throws away what is there and begins again",
                )
            };
            let rows = rows(folder.read(name)?.unwrap_or_default()).map_err(|_| broken())?;
            for row in rows {
                let record =
                    columns.record(&row).filter(|r| (1..=scenarios).contains(&r.scenario)).ok_or_else(broken)?;
                records.insert(record.scenario, record);
            }
        }
        let before = records.keys().copied().collect();
        let state = State { records, unwritten: vec![], stale: vec![], written: Instant::now() };
        Ok(Self { folder, columns, before, state: Mutex::new(state) })
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

    /// All records, in the sweep's order.
    #[must_use]
    pub fn records(&self) -> Vec<Record> {
        self.state().records.values().cloned().collect()
    }

    /// Writes what has not been written yet.
    ///
    /// # Errors
    /// If the disk is full or the folder has become read-only.
    pub fn flush(&self) -> Result<()> {
        self.write_part(&mut self.state())
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
        names.iter().filter(|name| *name != MERGED).try_for_each(|name| self.folder.forget(name))
    }

    fn parquet(&self, rows: &[Row]) -> Result<Vec<u8>> {
        let columns = self.columns.all();
        parquet(&columns.iter().map(String::as_str).collect::<Vec<_>>(), rows)
    }

    fn state(&self) -> std::sync::MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn write_part(&self, state: &mut State) -> Result<()> {
        let Some(first) = state.unwritten.iter().min() else { return Ok(()) };
        let name = format!("part-{first:07}.parquet");
        let rows: Vec<Row> = state.unwritten.iter().map(|number| self.columns.row(&state.records[number])).collect();
        self.folder.write(&name, &self.parquet(&rows)?)?;
        state.unwritten.clear();
        state.written = Instant::now();
        // Only now is all written that was made from them.
        std::mem::take(&mut state.stale).iter().try_for_each(|name| self.folder.forget(name))
    }
}

fn vertex_name(scenario: usize) -> String {
    format!("start-{scenario:07}.bin")
}

impl Keeper for Store {
    fn is_done(&self, scenario: usize) -> bool {
        self.before.contains(&scenario)
    }

    fn keep(&self, record: Record, vertex: Option<&Vertex>) -> Result<()> {
        let number = record.scenario;
        if let Some(vertex) = vertex {
            self.folder.write(&vertex_name(number), &bytes(vertex))?;
        }
        let mut state = self.state();
        state.records.insert(number, record);
        state.unwritten.push(number);
        if state.written.elapsed() >= TOGETHER { self.write_part(&mut state) } else { Ok(()) }
    }

    fn vertex(&self, scenario: usize) -> Option<Vertex> {
        self.folder.read(&vertex_name(scenario)).ok().flatten().and_then(|bytes| vertex(&bytes))
    }

    fn forget(&self, scenario: usize) {
        self.state().stale.push(vertex_name(scenario));
    }
}

/// Bytes of a number in a file of a vertex.
const WORD: usize = 8;

/// A vertex as bytes: how many columns and rows, their statuses, the prices of the rows.
fn bytes(vertex: &Vertex) -> Vec<u8> {
    let Basis { columns, rows } = &vertex.basis;
    let mut bytes = vec![];
    for count in [columns.len(), rows.len()] {
        bytes.extend((count as u64).to_le_bytes());
    }
    bytes.extend(columns);
    bytes.extend(rows);
    vertex.prices.iter().for_each(|price| bytes.extend(price.to_le_bytes()));
    bytes
}

/// The vertex that bytes hold; none if they hold none.
fn vertex(bytes: &[u8]) -> Option<Vertex> {
    let word = |from: usize| bytes.get(from..from + WORD)?.try_into().ok().map(u64::from_le_bytes);
    let (columns, rows) = (usize::try_from(word(0)?).ok()?, usize::try_from(word(WORD)?).ok()?);
    let (of_columns, rest) = bytes.get(2 * WORD..)?.split_at_checked(columns)?;
    let (of_rows, prices) = rest.split_at_checked(rows)?;
    let prices: Vec<f64> =
        prices.chunks_exact(WORD).filter_map(|p| p.try_into().ok().map(f64::from_le_bytes)).collect();
    let basis = Basis { columns: of_columns.to_vec(), rows: of_rows.to_vec() };
    (prices.len() == rows).then_some(Vertex { basis, prices })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_vertex_comes_back_as_it_was_and_half_of_one_does_not() {
        let basis = Basis { columns: vec![1, 0, 2], rows: vec![1, 1] };
        let there = Vertex { basis, prices: vec![0.1 + 0.2, -1e-300] };
        let written = bytes(&there);
        assert_eq!(vertex(&written), Some(there));
        for length in 0..written.len() {
            assert_eq!(vertex(&written[..length]), None, "{length}");
        }
    }
}
