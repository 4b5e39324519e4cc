//! The files that a run and its analysis leave behind.

use std::time::{SystemTime, UNIX_EPOCH};

use crate::error::{Error, Result};
use crate::experiment::backcast::Backcast;
use crate::experiment::explain::Explanation;
use crate::experiment::explain::question::Question;
use crate::experiment::verify::Report;
use crate::figures;
use crate::figures::Drawing;
use crate::input::document::Document;
use crate::load::{Library, Loaded};
use crate::render::assumptions::assumptions;
use crate::render::tables::{
    EXPLANATION_MEANINGS, MEANINGS, TableVisitor, csv, each, each_of_backcast, each_of_explanation,
    each_of_verification, typed, typed_of_explanation,
};
use crate::render::typed::Typed;
use crate::render::{datapackage, parquet};
use crate::results::Results;
use crate::results::tables::{AssumptionRow, Row, ShadowPriceRow};
use crate::run::Run;
use crate::scenario::Scenario;
use crate::scenario::settings::Settings;
use crate::store::OutputFolder;
use crate::store::manifest::Manifest;

/// The file of the verdict.
pub const VERDICT: &str = "verdict.json";
/// The file of what a run follows from.
pub const MANIFEST: &str = "manifest.toml";
/// The file of the data package.
pub const DATAPACKAGE: &str = "datapackage.json";
/// The file that keeps an analysis for memo and charts.
pub const ANALYSIS: &str = "analysis.json";
/// The file of the certificate.
pub const CERTIFICATE: &str = "certificate.json";
/// The workbook.
pub const WORKBOOK: &str = "workbook.xlsx";
/// The long table of the IAMC, and the list of its variables.
pub const IAMC: [&str; 2] = ["iamc.csv", "iamc_variables.csv"];

/// What to do where a folder holds something else.
pub const OTHER_FOLDER: &str =
    "choose another folder with --as NAME, or `gridbound run` first, which replaces what is there";

/// Writes everything that a run leaves behind; the number of charts is returned.
pub fn write_run(
    library: &Library,
    loaded: &Loaded,
    run: &Run,
    folder: &OutputFolder,
    (changes, with_charts): (&[String], bool),
) -> Result<usize> {
    let manifest = Manifest::new(loaded, changes, now());
    forget_others(folder, &manifest)?;
    // What an earlier analysis found may not be true of this run.
    folder.forget(VERDICT)?;
    folder.forget(ANALYSIS)?;
    EXPLANATION_MEANINGS.iter().try_for_each(|(table, _)| forget_table(folder, table))?;
    let assumptions = assumption_rows(library, loaded, run);
    each(&run.results, &assumptions, &mut CsvFiles { folder })?;
    let tables = typed(&run.results, &assumptions)?;
    write_parquet(&tables, folder)?;
    folder.write(DATAPACKAGE, &datapackage::datapackage(loaded, &tables)?)?;
    write_proof(run, &manifest, folder)?;
    let drawings = if with_charts { figures::draw_all(&run.results)? } else { vec![] };
    write_charts(&drawings, folder)
}

/// Writes certificate and manifest. The manifest comes last: where it stands, the tables beside it are its own.
pub fn write_proof(run: &Run, manifest: &Manifest, folder: &OutputFolder) -> Result<()> {
    let certificate = serde_json::to_string_pretty(&run.certificate);
    let certificate = certificate.map_err(|fault| Error::run(format!("cannot write the certificate: {fault}")))?;
    folder.write(CERTIFICATE, format!("{certificate}\n").as_bytes())?;
    write_manifest(manifest, folder)
}

/// Writes the manifest.
pub fn write_manifest(manifest: &Manifest, folder: &OutputFolder) -> Result<()> {
    let text = toml::to_string(manifest);
    let text = text.map_err(|fault| Error::run(format!("cannot write the manifest: {fault}")))?;
    folder.write(MANIFEST, text.as_bytes())
}

/// Seconds since 1970.
pub fn now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |time| time.as_secs())
}

/// A folder holds the files of one run: those of other inputs are left alone.
pub fn refuse_others(folder: &OutputFolder, manifest: &Manifest) -> Result<()> {
    let differences = differences(folder, manifest)?;
    if differences.is_empty() {
        return Ok(());
    }
    let what = format!("{} holds results of other inputs: {}", folder.path().display(), differences.join("; "));
    Err(Error::input_with_hint(what, OTHER_FOLDER))
}

/// In what the run that wrote to a folder differs from this one; nothing if it is the same or there is none.
fn differences(folder: &OutputFolder, manifest: &Manifest) -> Result<Vec<String>> {
    let found = folder.read(MANIFEST)?;
    Ok(found.map_or(vec![], |bytes| manifest.differences(&String::from_utf8_lossy(&bytes))))
}

/// Removes what a run of other inputs left in a folder, its manifest first: what is killed midway has none.
fn forget_others(folder: &OutputFolder, manifest: &Manifest) -> Result<()> {
    if folder.read(MANIFEST)?.is_some() && differences(folder, manifest)?.is_empty() {
        return Ok(());
    }
    [MANIFEST, CERTIFICATE, VERDICT, ANALYSIS, DATAPACKAGE, WORKBOOK]
        .iter()
        .chain(&IAMC)
        .try_for_each(|name| folder.forget(name))?;
    for ending in ["mps", "lp"] {
        folder.forget(&format!("{}.{ending}", manifest.scenario))?;
    }
    MEANINGS.iter().chain(EXPLANATION_MEANINGS).try_for_each(|(table, _)| forget_table(folder, table))
}

fn forget_table(folder: &OutputFolder, table: &str) -> Result<()> {
    folder.forget(&format!("{table}.csv"))?;
    folder.forget(&format!("{table}.parquet"))
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

/// Writes every table as CSV.
pub struct CsvFiles<'a> {
    /// Where to.
    pub folder: &'a OutputFolder,
}

impl TableVisitor for CsvFiles<'_> {
    fn visit<T: Row>(&mut self, name: &'static str, header: &[&str], rows: &[T]) -> Result<()> {
        self.folder.write(&format!("{name}.csv"), &csv(header, rows)?)
    }
}

/// Writes every table as Parquet; the names of the files are returned.
pub fn write_parquet(tables: &[Typed], folder: &OutputFolder) -> Result<Vec<String>> {
    let mut names = vec![];
    for table in tables {
        let name = format!("{}.parquet", table.name);
        folder.write(&name, &parquet::table(table)?)?;
        names.push(name);
    }
    Ok(names)
}

/// Writes what the analysis of a run adds; `run` and its tables are there already.
pub fn write_explanation(
    library: &Library,
    loaded: &Loaded,
    (run, explanation, question): (&Run, &Explanation, &Question),
    folder: &OutputFolder,
) -> Result<Analysis> {
    each_of_explanation(explanation, &mut CsvFiles { folder })?;
    let added = typed_of_explanation(explanation, &run.results.labels.currency)?;
    write_parquet(&added, folder)?;
    let mut tables = typed(&run.results, &assumption_rows(library, loaded, run))?;
    tables.extend(added);
    folder.write(DATAPACKAGE, &datapackage::datapackage(loaded, &tables)?)?;
    folder.write(VERDICT, &verdict(explanation)?)?;
    let analysis = Analysis {
        subject: subject(question),
        parts: parts(question),
        explanation: explanation.clone(),
        shadow_prices: run.results.shadow_prices.clone(),
    };
    let bytes = serde_json::to_vec(&analysis);
    folder.write(ANALYSIS, &bytes.map_err(|fault| Error::run(format!("cannot write the analysis: {fault}")))?)?;
    Ok(analysis)
}

/// The file of the verdict.
pub fn verdict(explanation: &Explanation) -> Result<Vec<u8>> {
    let json = serde_json::to_string_pretty(&explanation.verdict);
    let json = json.map_err(|fault| Error::run(format!("cannot write the verdict: {fault}")))?;
    Ok(format!("{json}\n").into_bytes())
}

/// What an analysis found, and the shadow prices with the intervals that it filled in.
#[derive(Debug, serde::Serialize, serde::Deserialize)]
pub struct Analysis {
    /// Families that were raised, and whose lead was followed by what.
    subject: String,
    /// Parts that were made.
    parts: Vec<String>,
    /// What it found.
    pub explanation: Explanation,
    /// Every limit with its price.
    shadow_prices: Vec<ShadowPriceRow>,
}

fn subject(question: &Question) -> String {
    format!("{:?}, {:?}", question.families, question.contest)
}

fn parts(question: &Question) -> Vec<String> {
    question.parts.iter().map(|part| format!("{part:?}")).collect()
}

impl Analysis {
    /// Gives the results of the same run the intervals of prices that it found.
    pub fn complete(&self, results: &mut Results) {
        results.shadow_prices.clone_from(&self.shadow_prices);
    }

    /// Why it does not answer a question, if it does not; Shapley shares of other steps do not count.
    fn unfit_for(&self, question: &Question) -> Option<String> {
        if self.subject != subject(question) {
            return Some("it is of other families or another pair of rivals".to_owned());
        }
        let missing: Vec<String> = parts(question)
            .into_iter()
            .filter(|part| !self.parts.contains(part))
            .map(|part| part.to_lowercase())
            .collect();
        (!missing.is_empty()).then(|| format!("it was made without {}", missing.join(", ")))
    }
}

/// The analysis that a folder keeps of the run of this manifest, if it keeps one.
pub fn kept_analysis(folder: &OutputFolder, manifest: &Manifest) -> Result<Option<Analysis>> {
    if folder.read(MANIFEST)?.is_none() || !differences(folder, manifest)?.is_empty() {
        return Ok(None);
    }
    let found = folder.read(ANALYSIS)?;
    Ok(found.and_then(|bytes| serde_json::from_slice(&bytes).ok()))
}

/// What a folder keeps for a question about the run of a manifest.
pub enum Kept {
    /// An analysis that answers it.
    Fit(Box<Analysis>),
    /// One that does not, and why.
    Unfit(String),
    /// None.
    Nothing,
}

/// The analysis that a folder keeps, if it is of the run of this manifest and answers a question.
pub fn fitting_analysis(folder: &OutputFolder, manifest: &Manifest, question: &Question) -> Result<Kept> {
    if let Some(kept) = kept_analysis(folder, manifest)? {
        let unfit = kept.unfit_for(question);
        return Ok(unfit.map_or(Kept::Fit(Box::new(kept)), Kept::Unfit));
    }
    if folder.read(ANALYSIS)?.is_none() {
        return Ok(Kept::Nothing);
    }
    let differences = differences(folder, manifest)?;
    Ok(Kept::Unfit(match (folder.read(MANIFEST)?, differences.is_empty()) {
        (None, _) => "there is no manifest beside it".to_owned(),
        (_, true) => "it cannot be read".to_owned(),
        (_, false) => differences.join("; "),
    }))
}

/// Writes the tables of a comparison with published figures.
pub fn write_backcast(backcast: &Backcast, folder: &OutputFolder) -> Result<()> {
    each_of_backcast(backcast, &mut CsvFiles { folder })
}

/// Writes what was verified.
pub fn write_verification(report: &Report, folder: &OutputFolder) -> Result<()> {
    each_of_verification(report, &mut CsvFiles { folder })
}
