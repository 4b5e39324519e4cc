//! The folder of a sweep: its records while it runs, then what it says.

use std::path::Path;

use super::OutputFolder;
use super::contents::{DATAPACKAGE, differences, forget_all, write_charts, write_manifest};
use super::manifest::Manifest;
use super::records::Store;
use crate::error::{Error, Result};
use crate::experiment::sweep::by_year::by_year;
use crate::experiment::sweep::findings::{Findings, findings};
use crate::experiment::sweep::flat::Columns;
use crate::experiment::sweep::record::Finished;
use crate::experiment::sweep::run::{Sweep, Watcher};
use crate::experiment::sweep::solve::Manner;
use crate::render::chart::{Drawing, draw_sweep};
use crate::render::datapackage::{self, RESULTS};
use crate::render::parquet::parquet;
use crate::render::sweep_columns::results;
use crate::render::tables::{BY_YEAR, csv, csv_of_maps};
use crate::render::typed::Typed;
use crate::results::catalogue::{TableVisitor, Tables};
use crate::results::tables::Row;
use crate::scenario::sweep::Verdicts;

/// The folder of a sweep.
#[derive(Debug)]
pub struct SweepFolder {
    files: OutputFolder,
    store: Store,
}

impl SweepFolder {
    /// The folder of a sweep, with what is done of it; one that starts again throws away what is there.
    ///
    /// # Errors
    /// If what is there follows from something else or cannot be read.
    pub fn open(files: OutputFolder, sweep: &Sweep, manner: Manner, restart: bool) -> Result<Self> {
        agree(&files, &Manifest::of_sweep(sweep, manner), restart)?;
        let axes = sweep.labels().into_iter().map(|axis| axis.name).collect();
        let columns = Columns::new(axes, sweep.base.system.time.shown_years().to_vec());
        let store = Store::open(&files, columns, sweep.design.points.len())?;
        Ok(Self { files, store })
    }

    /// Its path.
    #[must_use]
    pub fn path(&self) -> &Path {
        self.files.path()
    }

    /// What is done.
    #[must_use]
    pub const fn store(&self) -> &Store {
        &self.store
    }

    /// Solves what is left of the sweep. One that fails before anything is found leaves nothing behind.
    ///
    /// # Errors
    /// If the base has no certified optimum, a record cannot be kept, or the watcher stopped it.
    pub fn run(&self, sweep: &Sweep, manner: Manner, threads: usize, watcher: &dyn Watcher) -> Result<()> {
        if let Err(failure) = sweep.run(manner, threads, &self.store, watcher) {
            if self.store.is_empty() {
                forget_all(&self.files)?;
            }
            return Err(failure);
        }
        let (now, all) = (self.store.done(), sweep.design.points.len());
        if now < all {
            return Err(Error::run_with_hint(
                format!("stopped after {now} of {all} scenarios"),
                "the same command goes on from here",
            ));
        }
        Ok(())
    }

    /// Writes the tables of a sweep that was solved, what they mean, and charts if they are wanted, and merges the records:
    /// its scenarios, what they say, and how many tables and charts.
    ///
    /// # Errors
    /// If a chart cannot be drawn, or a file not written.
    pub fn finish(&self, sweep: &Sweep, verdicts: Verdicts, drawn: bool) -> Result<(Finished, Findings, [usize; 2])> {
        let finished = sweep.finished(self.store.records(), verdicts);
        let findings = findings(&finished);
        let drawings = if drawn { draw_sweep(&finished, &findings)? } else { vec![] };
        let written = self.write(sweep, (&finished, &findings), &drawings)?;
        Ok((finished, findings, written))
    }

    fn write(
        &self,
        sweep: &Sweep,
        (finished, findings): (&Finished, &Findings),
        drawings: &[Drawing],
    ) -> Result<[usize; 2]> {
        let (header, rows) = results(finished);
        let header: Vec<&str> = header.iter().map(String::as_str).collect();
        self.files.write(&format!("{RESULTS}.csv"), &csv_of_maps(&header, &rows)?)?;
        self.files.write(&format!("{RESULTS}.parquet"), &parquet(&header, &rows)?)?;
        let currency = &sweep.base.dataset.about.currency;
        let mut filled = FilledFiles { folder: &self.files, currency, tables: vec![] };
        filled.years(finished)?;
        findings.each(&mut filled)?;
        let about = (finished, sweep.file.description.as_str());
        self.files.write(DATAPACKAGE, &datapackage::of_sweep(&sweep.base, about, &filled.tables)?)?;
        let charts = write_charts(&self.files, drawings)?;
        self.store.merge()?;
        Ok([filled.tables.len() + 1, charts])
    }
}

/// Makes sure that what is in the folder is of this sweep, and says so in its manifest.
fn agree(folder: &OutputFolder, manifest: &Manifest, restart: bool) -> Result<()> {
    match differences(folder, manifest)? {
        Some(differences) if differences.is_empty() && !restart => return Ok(()),
        Some(differences) if !restart => {
            return Err(Error::input_with_hint(
                format!(
                    "{} holds results that were made from something else:\n  {}",
                    folder.path().display(),
                    differences.join("\n  ")
                ),
                "--as NAME puts these results into a folder of their own; --restart throws away what is there",
            ));
        }
        _ => forget_all(folder)?,
    }
    write_manifest(folder, manifest)
}

/// Writes each table that has rows, and keeps it: what a sweep says depends on how it was drawn.
struct FilledFiles<'a> {
    folder: &'a OutputFolder,
    currency: &'a str,
    tables: Vec<Typed>,
}

impl FilledFiles<'_> {
    /// The years of all scenarios, with or without rows, and for machines as well.
    fn years(&mut self, finished: &Finished) -> Result<()> {
        let (years, name) = (by_year(finished), BY_YEAR.name);
        let table = Typed::new(name, &years, self.currency)?;
        self.folder.write(&format!("{name}.csv"), &csv(&years)?)?;
        self.folder.write(&format!("{name}.parquet"), &untyped(&years)?)?;
        self.tables.push(table);
        Ok(())
    }
}

/// Rows as a Parquet file, without what they mean.
fn untyped<T: Row>(rows: &[T]) -> Result<Vec<u8>> {
    parquet(T::HEADER, rows)
}

impl TableVisitor for FilledFiles<'_> {
    fn visit<T: Row>(&mut self, name: &'static str, rows: &[T]) -> Result<()> {
        let file = format!("{name}.csv");
        if rows.is_empty() {
            return self.folder.forget(&file);
        }
        self.tables.push(Typed::new(name, rows, self.currency)?);
        self.folder.write(&file, &csv(rows)?)
    }
}
