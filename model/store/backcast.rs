//! The folder of a backcast: what it says, and the two runs behind it.

use std::path::Path;

use super::contents::{CsvFiles, RUNS, replace, write_charts, write_manifest};
use super::manifest::Manifest;
use super::{OutputFolder, RunFolder};
use crate::error::Result;
use crate::experiment::backcast::Backcast;
use crate::load::Loaded;
use crate::render::chart::draw_backcast;
use crate::results::catalogue::Tables;
use crate::run::Run;

/// The folder of a backcast.
#[derive(Debug)]
pub struct BackcastFolder {
    files: OutputFolder,
    manifest: Manifest,
    runs: [RunFolder; 2],
}

impl BackcastFolder {
    /// A folder for a backcast of a scenario of the past and another; what is there of other inputs is taken away.
    /// `finished` is when, in seconds since 1970 (UTC).
    ///
    /// # Errors
    /// If a file cannot be removed, or the folder holds a sweep.
    pub fn replace(files: OutputFolder, [history, outlook]: [&Loaded; 2], finished: u64) -> Result<Self> {
        let manifest = Manifest::of_backcast(history, outlook, finished);
        replace(&files, &manifest)?;
        let inside = |name, loaded| RunFolder::replace(files.inside(name)?, Manifest::of_run(loaded, finished));
        let runs = [inside(RUNS[0], history)?, inside(RUNS[1], outlook)?];
        Ok(Self { files, manifest, runs })
    }

    /// Its path.
    #[must_use]
    pub fn path(&self) -> &Path {
        self.files.path()
    }

    /// Writes both runs, tables, charts if they are wanted, and last the manifest; how many tables and charts.
    ///
    /// # Errors
    /// If a chart cannot be drawn, or a file not written.
    pub fn write(&self, found: &Backcast, runs: [(&Loaded, &Run); 2], drawn: bool) -> Result<[usize; 2]> {
        let [past, future] = runs.map(|(_, run)| &run.results.labels);
        let drawings = if drawn { draw_backcast((past, future), found)? } else { vec![] };
        for (inside, (loaded, run)) in self.runs.iter().zip(runs) {
            inside.write_run(loaded, run)?;
            inside.write_charts(&[])?;
        }
        found.each(&mut CsvFiles(&self.files))?;
        let charts = write_charts(&self.files, &drawings)?;
        write_manifest(&self.files, &self.manifest)?;
        Ok([Backcast::TABLES.len(), charts])
    }
}
