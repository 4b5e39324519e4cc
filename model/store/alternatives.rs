//! What alternatives add to the folder of a run.

use super::RunFolder;
use super::contents::{CERTIFICATE, CsvFiles};
use crate::error::Result;
use crate::experiment::alternatives::Alternatives;
use crate::load::Loaded;
use crate::render::chart::{Drawing, draw_alternatives};
use crate::render::tables::typed;
use crate::results::catalogue::Tables;
use crate::run::Run;

impl RunFolder {
    /// Writes what is known of plans near the best; the tables of the run, and of an analysis of it, stay where they are of the
    /// same inputs. How many tables, those of the run too, and charts of its own.
    ///
    /// # Errors
    /// If a file cannot be read or written.
    pub fn write_alternatives(
        &self,
        loaded: &Loaded,
        run: &Run,
        alternatives: &Alternatives,
        drawn: bool,
    ) -> Result<[usize; 2]> {
        if self.files.read(CERTIFICATE)?.is_none() {
            self.write_run(loaded, run)?;
        }
        let currency = &run.results.labels.currency;
        alternatives.each(&mut CsvFiles(&self.files))?;
        self.describe((loaded, run), self.analysed(currency)?, typed(alternatives, currency)?)?;
        let drawings = if drawn { draw_alternatives(&run.results.labels, alternatives)? } else { vec![] };
        self.add_drawings(&drawings)?;
        Ok([run.tables() + Alternatives::TABLES.len(), drawings.len()])
    }

    /// Writes charts beside those that are there.
    pub(super) fn add_drawings(&self, drawings: &[Drawing]) -> Result<()> {
        let svg = |drawing: &Drawing| (format!("{}.svg", drawing.name), drawing.svg.clone().into_bytes());
        let png = |drawing: &Drawing| (format!("{}.png", drawing.name), drawing.png.clone());
        let pictures: Vec<_> = drawings.iter().flat_map(|drawing| [svg(drawing), png(drawing)]).collect();
        if !pictures.is_empty() {
            self.add_pictures(&pictures)?;
        }
        Ok(())
    }
}
