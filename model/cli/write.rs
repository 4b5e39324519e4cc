//! The files that a run and its analysis leave behind.

use std::time::{SystemTime, UNIX_EPOCH};

use crate::analysis::Explanation;
use crate::backcast::Backcast;
use crate::error::{Error, Result};
use crate::export::assumptions::assumptions;
use crate::export::charts::Drawing;
use crate::export::manifest::Manifest;
use crate::export::tables::{
    EXPLANATION_MEANINGS, TableVisitor, csv, each, each_of_backcast, each_of_explanation, each_of_verification,
};
use crate::export::{OutputFolder, charts};
use crate::input::document::Document;
use crate::load::{Library, Loaded};
use crate::results::tables::AssumptionRow;
use crate::run::Run;
use crate::scenario::Scenario;
use crate::scenario::settings::Settings;
use crate::verify::Report;

/// The file of the verdict.
const VERDICT: &str = "verdict.json";

/// Writes everything that a run leaves behind; the number of charts is returned.
pub fn write_run(
    library: &Library,
    loaded: &Loaded,
    run: &Run,
    folder: &OutputFolder,
    (changes, with_charts): (&[String], bool),
) -> Result<usize> {
    // What an earlier analysis found may not be true of this run.
    folder.forget(VERDICT)?;
    EXPLANATION_MEANINGS.iter().try_for_each(|(table, _)| folder.forget(&format!("{table}.csv")))?;
    let assumptions = assumption_rows(library, loaded, run);
    each(&run.results, &assumptions, &mut CsvFiles { folder })?;
    let certificate = serde_json::to_string_pretty(&run.certificate);
    let certificate = certificate.map_err(|fault| Error::run(format!("cannot write the certificate: {fault}")))?;
    folder.write("certificate.json", format!("{certificate}\n").as_bytes())?;
    let now = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |time| time.as_secs());
    let manifest = toml::to_string(&Manifest::new(loaded, changes, now));
    let manifest = manifest.map_err(|fault| Error::run(format!("cannot write the manifest: {fault}")))?;
    folder.write("manifest.toml", manifest.as_bytes())?;
    let drawings = if with_charts { charts::draw_all(&run.results)? } else { vec![] };
    write_charts(&drawings, folder)
}

/// Writes charts, in place of those of an earlier run.
pub fn write_charts(drawings: &[Drawing], folder: &OutputFolder) -> Result<usize> {
    if drawings.is_empty() && !folder.path().join("charts").is_dir() {
        return Ok(0);
    }
    let folder = folder.inside("charts")?;
    let mut names = vec![];
    for drawing in drawings {
        let (svg, png) = (format!("{}.svg", drawing.name), format!("{}.png", drawing.name));
        folder.write(&svg, drawing.svg.as_bytes())?;
        folder.write(&png, &drawing.png)?;
        names.extend([svg, png]);
    }
    folder.keep_only(&[".svg", ".png"], &names)?;
    Ok(drawings.len())
}

/// The assumptions of a run, compared with the oldest ancestor of its scenario.
pub fn assumption_rows(library: &Library, loaded: &Loaded, run: &Run) -> Vec<AssumptionRow> {
    let root = loaded.scenario.lineage.last().and_then(|name| root_settings(library, name));
    assumptions(loaded, root.as_ref(), &run.results)
}

fn root_settings(library: &Library, name: &str) -> Option<Settings> {
    let no_overrides: &[Document] = &[];
    let scenario = Scenario::read(&library.scenarios, name, no_overrides, &mut crate::error::Problems::default());
    scenario.map(|s| s.settings)
}

struct CsvFiles<'a> {
    folder: &'a OutputFolder,
}

impl TableVisitor for CsvFiles<'_> {
    fn visit<T: serde::Serialize>(&mut self, name: &'static str, header: &[&str], rows: &[T]) -> Result<()> {
        self.folder.write(&format!("{name}.csv"), &csv(header, rows)?)
    }
}

/// Writes what the analysis of a run adds.
pub fn write_explanation(explanation: &Explanation, folder: &OutputFolder) -> Result<()> {
    each_of_explanation(explanation, &mut CsvFiles { folder })?;
    let verdict = serde_json::to_string_pretty(&explanation.verdict);
    let verdict = verdict.map_err(|fault| Error::run(format!("cannot write the verdict: {fault}")))?;
    folder.write(VERDICT, format!("{verdict}\n").as_bytes())
}

/// Writes the tables of a comparison with published figures.
pub fn write_backcast(backcast: &Backcast, folder: &OutputFolder) -> Result<()> {
    each_of_backcast(backcast, &mut CsvFiles { folder })
}

/// Writes what was verified.
pub fn write_verification(report: &Report, folder: &OutputFolder) -> Result<()> {
    each_of_verification(report, &mut CsvFiles { folder })
}
