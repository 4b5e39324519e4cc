//! The folder of a comparison.

use std::path::Path;

use super::OutputFolder;
use super::contents::{CERTIFICATES, forget_all, there, write_charts, write_manifest};
use super::manifest::{Kind, Manifest};
use crate::error::{Error, Result};
use crate::experiment::compare::Comparison;
use crate::experiment::compare::effects::{Effects, effects};
use crate::load::Loaded;
use crate::render::chart::draw_comparison;
use crate::render::json::json;
use crate::render::tables::csv;
use crate::results::catalogue::{TableVisitor, Tables};
use crate::results::tables::Row;
use crate::run::Run;
use crate::scenario::asked::folder_name;
use crate::scenario::sweep::Verdicts;

/// The chart of differences, which would be one of noise where almost nothing differs.
const OF_NOTHING: &str = "differences";

/// The folder of a comparison, free of an earlier one.
#[derive(Debug)]
pub struct ComparisonFolder {
    files: OutputFolder,
}

impl ComparisonFolder {
    /// Takes away what an earlier comparison left. A folder of other results is left alone.
    ///
    /// # Errors
    /// If the folder holds other results, or a file cannot be removed.
    pub fn clear(files: OutputFolder) -> Result<Self> {
        if there(&files)?.is_some_and(|manifest| Kind::of(&manifest) != Some(Kind::Comparison)) {
            return Err(Error::input_with_hint(
                format!("{} holds results of another kind", files.path().display()),
                "--as NAME puts the comparison into a folder of its own",
            ));
        }
        forget_all(&files)?;
        Ok(Self { files })
    }

    /// Its path.
    #[must_use]
    pub fn path(&self) -> &Path {
        self.files.path()
    }

    /// Writes tables, certificates, charts if they are wanted, and last the manifest; how many tables and charts.
    ///
    /// # Errors
    /// If a chart cannot be drawn, or a file not written.
    pub fn write(
        &self,
        comparison: &Comparison,
        compared: &[(&Loaded, &Run)],
        drawn: bool,
        (how, finished): (Option<Verdicts>, u64),
    ) -> Result<[usize; 2]> {
        let results: Vec<_> = compared.iter().map(|(_, run)| &run.results).collect();
        let mut drawings = if drawn { draw_comparison(comparison, &results)? } else { vec![] };
        if effects(comparison).iter().all(Effects::is_almost_nothing) {
            drawings.retain(|drawing| drawing.name != OF_NOTHING);
        }
        let mut tables = AskedFor { folder: &self.files, count: 0, with_verdicts: how.is_some() };
        comparison.each(&mut tables)?;
        let certificates = self.files.inside(CERTIFICATES)?;
        for (loaded, run) in compared {
            let file = format!("{}.json", folder_name(&loaded.scenario.name));
            certificates.write(&file, &json(&run.certificate, "a certificate")?)?;
        }
        let charts = write_charts(&self.files, &drawings)?;
        let compared: Vec<&Loaded> = compared.iter().map(|(loaded, _)| *loaded).collect();
        let how = how.map_or("none", Verdicts::name);
        write_manifest(&self.files, &Manifest::of_comparison(&compared, how, finished))?;
        Ok([tables.count, charts])
    }
}

/// Writes each table; that of verdicts only if they were asked for.
struct AskedFor<'a> {
    folder: &'a OutputFolder,
    count: usize,
    with_verdicts: bool,
}

impl TableVisitor for AskedFor<'_> {
    fn visit<T: Row>(&mut self, name: &'static str, rows: &[T]) -> Result<()> {
        if name == "verdicts" && !self.with_verdicts {
            return Ok(());
        }
        self.count += 1;
        self.folder.write(&format!("{name}.csv"), &csv(rows)?)
    }
}
