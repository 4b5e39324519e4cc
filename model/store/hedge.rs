//! What a hedge adds to the folder of a run.

use super::RunFolder;
use super::contents::{CERTIFICATE_HEDGE, CsvFiles};
use crate::error::Result;
use crate::experiment::hedge::Hedged;
use crate::experiment::hedge::tables::{HEDGE, header, rows};
use crate::load::Loaded;
use crate::render::json::json;
use crate::render::parquet::parquet;
use crate::render::tables::{csv_of_maps, typed};
use crate::results::catalogue::Tables;
use crate::run::Run;

impl RunFolder {
    /// Writes what a hedge found beside the tables of the run, which are there; how many tables of its own.
    ///
    /// # Errors
    /// If a file cannot be written.
    pub fn write_hedge(&self, loaded: &Loaded, run: &Run, hedged: &Hedged) -> Result<usize> {
        hedged.each(&mut CsvFiles(&self.files))?;
        let (header, rows) = (header(&hedged.branches), rows(&loaded.scenario.name, &hedged.branches, &hedged.builds));
        self.files.write(&format!("{HEDGE}.csv"), &csv_of_maps(&header, &rows)?)?;
        self.files.write(&format!("{HEDGE}.parquet"), &parquet(&header, &rows)?)?;
        self.describe((loaded, run), vec![], typed(hedged, &run.results.labels.currency)?)?;
        self.files.write(CERTIFICATE_HEDGE, &json(&hedged.certificate, "the certificate")?)?;
        Ok(Hedged::TABLES.len() + 1)
    }
}
