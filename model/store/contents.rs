//! Names of all files that folders of results hold, and how they are taken away.

use super::OutputFolder;
use super::kept::PARTS;
use super::manifest::{Kind, Manifest};
use super::records::STORE;
use crate::documents::{Audience, Format};
use crate::error::{Error, Result};
use crate::experiment::hedge::tables::HEDGE;
use crate::render::chart::Drawing;
use crate::render::datapackage::RESULTS;
use crate::render::parquet;
use crate::render::tables::{ALL, csv};
use crate::render::typed::Typed;
use crate::results::catalogue::TableVisitor;
use crate::results::tables::Row;

/// What the files follow from.
pub const MANIFEST: &str = "manifest.toml";
/// Proof that a run is optimal.
pub const CERTIFICATE: &str = "certificate.json";
/// Proof that a hedged plan is optimal.
pub const CERTIFICATE_HEDGE: &str = "certificate-hedge.json";
/// Proof that a run's twin without AI is optimal.
pub const CERTIFICATE_WITHOUT: &str = "certificate-without.json";
/// What binds.
pub const VERDICT: &str = "verdict.json";
/// An analysis that is kept for memo and charts.
pub const ANALYSIS: &str = "analysis.json";
/// The data package.
pub const DATAPACKAGE: &str = "datapackage.json";
/// The workbook.
pub const WORKBOOK: &str = "workbook.xlsx";
/// The long table of the IAMC, and the list of its variables.
pub const IAMC: [&str; 2] = ["iamc.csv", "iamc_variables.csv"];

/// Folder of charts, inside that of results or of a memo.
pub(super) const CHARTS: &str = "charts";
/// Pictures of a chart.
const PICTURES: [&str; 2] = [".svg", ".png"];
/// Folder of the memo.
pub(super) const MEMO: &str = "memo";
/// Folder of the certificates of a comparison.
pub(super) const CERTIFICATES: &str = "certificates";
/// Folders of the runs of a backcast.
pub(super) const RUNS: [&str; 2] = ["history", "outlooks"];
/// Endings of programs for other solvers, and of what the names in them stand for.
const PROGRAMS: [&str; 3] = [".mps", ".lp", NAMES];
pub(super) const NAMES: &str = ".names.csv";

/// What to do where a folder holds something else.
pub(super) const OTHER_FOLDER: &str =
    "choose another folder with --as NAME, or `gridbound run` first, which replaces what is there";

/// In what the files of a folder differ from those of a manifest; none if there is no manifest.
pub(super) fn differences(folder: &OutputFolder, manifest: &Manifest) -> Result<Option<Vec<String>>> {
    Ok(there(folder)?.map(|text| manifest.differences(&text)))
}

/// The manifest that is there.
pub(super) fn there(folder: &OutputFolder) -> Result<Option<String>> {
    Ok(folder.read(MANIFEST)?.map(|bytes| String::from_utf8_lossy(&bytes).into_owned()))
}

/// Takes away what does not follow from the inputs of a manifest.
pub(super) fn replace(folder: &OutputFolder, manifest: &Manifest) -> Result<()> {
    match differences(folder, manifest)? {
        Some(differences) if differences.is_empty() => Ok(()),
        _ => {
            refuse_sweep(folder)?;
            forget_all(folder)
        }
    }
}

/// Leaves a folder alone that holds a sweep.
///
/// # Errors
/// If it does.
pub fn refuse_sweep(folder: &OutputFolder) -> Result<()> {
    if there(folder)?.and_then(|text| Kind::of(&text)) != Some(Kind::Sweep) {
        return Ok(());
    }
    Err(Error::input_with_hint(
        format!("{} holds a sweep, which nothing but a sweep replaces", folder.path().display()),
        "choose another folder with --as NAME, or remove this one",
    ))
}

/// Leaves a folder of other inputs alone, and takes away what is nobody's.
pub(super) fn refuse(folder: &OutputFolder, manifest: &Manifest) -> Result<()> {
    match differences(folder, manifest)? {
        None => forget_all(folder),
        Some(differences) if differences.is_empty() => Ok(()),
        Some(differences) => {
            refuse_sweep(folder)?;
            let there = folder.path().display();
            let what = format!("{there} holds results of other inputs: {}", differences.join("; "));
            Err(Error::input_with_hint(what, OTHER_FOLDER))
        }
    }
}

/// Takes away everything that gridbound writes into folders of results, its manifest first: what is killed midway has none.
pub(super) fn forget_all(folder: &OutputFolder) -> Result<()> {
    let files = [
        MANIFEST,
        CERTIFICATE,
        CERTIFICATE_WITHOUT,
        CERTIFICATE_HEDGE,
        VERDICT,
        ANALYSIS,
        PARTS,
        DATAPACKAGE,
        WORKBOOK,
    ];
    files.iter().chain(&IAMC).try_for_each(|name| folder.forget(name))?;
    folder.keep_only(&PROGRAMS, &[])?;
    ALL.iter()
        .copied()
        .flatten()
        .map(|table| table.name)
        .chain([RESULTS, HEDGE])
        .try_for_each(|t| forget_table(folder, t))?;
    forget_charts(folder)?;
    if let Some(memo) = folder.existing(MEMO) {
        forget_charts(&memo)?;
        for audience in Audience::ALL {
            Format::ALL.iter().try_for_each(|format| memo.forget(&format!("{audience}.{format}")))?;
        }
        folder.forget_empty(MEMO);
    }
    if let Some(certificates) = folder.existing(CERTIFICATES) {
        certificates.keep_only(&[".json"], &[])?;
        folder.forget_empty(CERTIFICATES);
    }
    for name in RUNS {
        if let Some(run) = folder.existing(name) {
            forget_all(&run)?;
            folder.forget_empty(name);
        }
    }
    folder.forget_inside(STORE)
}

pub(super) fn forget_table(folder: &OutputFolder, table: &str) -> Result<()> {
    folder.forget(&format!("{table}.csv"))?;
    folder.forget(&format!("{table}.parquet"))
}

fn forget_charts(folder: &OutputFolder) -> Result<()> {
    let Some(charts) = folder.existing(CHARTS) else { return Ok(()) };
    charts.keep_only(&PICTURES, &[])?;
    folder.forget_empty(CHARTS);
    Ok(())
}

/// Writes charts, in place of those that are there; how many.
pub(super) fn write_charts(folder: &OutputFolder, drawings: &[Drawing]) -> Result<usize> {
    if drawings.is_empty() && folder.existing(CHARTS).is_none() {
        return Ok(0);
    }
    let folder = folder.inside(CHARTS)?;
    let mut names = vec![];
    for drawing in drawings {
        let (svg, png) = (format!("{}.svg", drawing.name), format!("{}.png", drawing.name));
        folder.write(&svg, drawing.svg.as_bytes())?;
        folder.write(&png, &drawing.png)?;
        names.extend([svg, png]);
    }
    folder.keep_only(&PICTURES, &names)?;
    Ok(drawings.len())
}

/// Writes a manifest.
pub(super) fn write_manifest(folder: &OutputFolder, manifest: &Manifest) -> Result<()> {
    folder.write(MANIFEST, manifest.text()?.as_bytes())
}

/// Writes every table as CSV.
pub(super) struct CsvFiles<'a>(pub(super) &'a OutputFolder);

impl TableVisitor for CsvFiles<'_> {
    fn visit<T: Row>(&mut self, name: &'static str, rows: &[T]) -> Result<()> {
        self.0.write(&format!("{name}.csv"), &csv(rows)?)
    }
}

/// Writes every table that has rows as CSV, and takes away the others.
pub(super) struct FilledCsvFiles<'a>(pub(super) &'a OutputFolder);

impl TableVisitor for FilledCsvFiles<'_> {
    fn visit<T: Row>(&mut self, name: &'static str, rows: &[T]) -> Result<()> {
        if rows.is_empty() { forget_table(self.0, name) } else { CsvFiles(self.0).visit(name, rows) }
    }
}

/// Writes every table as Parquet; the names of the files are returned.
pub(super) fn write_parquet(folder: &OutputFolder, tables: &[Typed]) -> Result<Vec<String>> {
    let mut names = vec![];
    for table in tables {
        let name = format!("{}.parquet", table.name);
        folder.write(&name, &parquet::table(table)?)?;
        names.push(name);
    }
    Ok(names)
}
