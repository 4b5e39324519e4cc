//! `gridbound export`: the program for other solvers, the results for other tools.

use clap::Args;

use super::run::{folder_names, read};
use super::write::{
    CsvFiles, DATAPACKAGE, IAMC, OTHER_FOLDER, VERDICT, WORKBOOK, assumption_rows, kept_analysis, now, refuse_others,
    write_manifest, write_parquet, write_proof,
};
use super::{Common, Format, Overrides, screen};
use crate::constraints::formulate;
use crate::error::{Error, Result};
use crate::experiment::explain::Explanation;
use crate::load::Loaded;
use crate::render::tables::{MEANINGS, each, typed, typed_of_explanation};
use crate::render::typed::Typed;
use crate::render::workbook::{MOST_ROWS, Subject, workbook};
use crate::render::{datapackage, iamc, lp};
use crate::results::tables::AssumptionRow;
use crate::run::{Run, run};
use crate::solve::Options;
use crate::store::OutputFolder;
use crate::store::manifest::Manifest;

/// Arguments of `export`.
#[derive(Debug, Args)]
pub struct ExportArguments {
    /// Scenario
    #[arg(default_value = "baseline")]
    scenario: String,
    /// What to write; several with commas
    #[arg(long, value_enum, value_delimiter = ',', required = true)]
    format: Vec<Format>,
    #[command(flatten)]
    overrides: Overrides,
    /// Name of the results' folder, if not the scenario's
    #[arg(long = "as", value_name = "NAME")]
    name: Option<String>,
}

/// Writes the files to the folder of the scenario's results and prints their paths.
pub fn export(common: &Common, arguments: &ExportArguments) -> Result<()> {
    let library = common.library()?;
    let names = folder_names(std::slice::from_ref(&arguments.scenario), arguments.name.as_deref())?;
    let overrides = &arguments.overrides;
    let loaded = read((common, &library), &arguments.scenario, overrides, arguments.name.as_deref())?;
    let folder = OutputFolder::create(common.outputs.join(&names[0]))?;
    let manifest = Manifest::new(&loaded, &overrides.assignments(), now());
    refuse_to_mix(&folder, &manifest, &arguments.format)?;
    let mut formats = vec![];
    for format in &arguments.format {
        if !formats.contains(format) {
            formats.push(*format);
        }
    }
    let (programs, tables): (Vec<Format>, Vec<Format>) =
        formats.into_iter().partition(|f| matches!(f, Format::Mps | Format::Lp));
    let name = &loaded.scenario.name;
    let line = screen::Doing::start(common.quiet, format!("writing the program of {name}"));
    let mut written = write_programs(&programs, &loaded, &folder)?;
    if tables.is_empty() {
        if folder.read(super::write::MANIFEST)?.is_none() {
            write_manifest(&manifest, &folder)?;
        }
    } else {
        line.now(format!("solving {name}"));
        let mut run = run(&loaded, &Options::default(), 0.0)?;
        let analysis = kept_analysis(&folder, &manifest)?;
        if let Some(analysis) = &analysis {
            analysis.complete(&mut run.results);
        }
        let assumptions = assumption_rows(&library, &loaded, &run);
        let analysis = analysis.as_ref().map(|analysis| &analysis.explanation);
        let finished = Finished { loaded: &loaded, run: &run, assumptions: &assumptions, analysis, folder: &folder };
        let typed = typed(&run.results, &assumptions)?;
        for format in tables {
            line.now(format!("writing {format:?}").to_lowercase());
            written.extend(finished.write(format, &typed)?);
        }
        write_proof(&run, &manifest, &folder)?;
    }
    drop(line);
    let lines: Vec<String> = written.iter().map(|name| folder.path().join(name).display().to_string()).collect();
    if common.json {
        return screen::print(&serde_json::json!(lines).to_string());
    }
    screen::print(&lines.join("\n"))
}

/// A folder holds the files of one run: those of other inputs, and the tables as `explain` completed them, are left alone.
fn refuse_to_mix(folder: &OutputFolder, manifest: &Manifest, formats: &[Format]) -> Result<()> {
    refuse_others(folder, manifest)?;
    let rewritten = formats.iter().any(|f| matches!(f, Format::Csv | Format::Parquet | Format::Datapackage));
    if rewritten && folder.read(VERDICT)?.is_some() {
        let what =
            format!("{} holds these tables already, as `gridbound explain` completed them", folder.path().display());
        return Err(Error::input_with_hint(what, OTHER_FOLDER));
    }
    Ok(())
}

fn write_programs(formats: &[Format], loaded: &Loaded, folder: &OutputFolder) -> Result<Vec<String>> {
    let mut written = vec![];
    if formats.is_empty() {
        return Ok(written);
    }
    let program = formulate(&loaded.system);
    for format in formats {
        let (ending, text) = match format {
            Format::Mps => ("mps", lp::mps(&loaded.system, &program)),
            _ => ("lp", lp::lp(&loaded.system, &program)),
        };
        let name = format!("{}.{ending}", loaded.scenario.name);
        folder.write(&name, text.as_bytes())?;
        written.push(name);
    }
    Ok(written)
}

/// A run whose tables are written.
struct Finished<'a> {
    loaded: &'a Loaded,
    run: &'a Run,
    assumptions: &'a [AssumptionRow],
    /// What `explain` found of the same run, if its folder keeps it.
    analysis: Option<&'a Explanation>,
    folder: &'a OutputFolder,
}

impl Finished<'_> {
    /// Writes the tables in a format; the names of the files are returned.
    fn write(&self, format: Format, tables: &[Typed]) -> Result<Vec<String>> {
        match format {
            Format::Parquet => write_parquet(tables, self.folder),
            Format::Iamc => {
                let (table, variables) = iamc::iamc(self.loaded, tables, &self.run.results.years)?;
                self.folder.write(IAMC[0], &table)?;
                self.folder.write(IAMC[1], &variables)?;
                Ok(IAMC.map(str::to_owned).to_vec())
            }
            Format::Xlsx => {
                let currency = &self.run.results.labels.currency;
                let added = self.analysis.map(|analysis| typed_of_explanation(analysis, currency)).transpose()?;
                let subject = Subject {
                    loaded: self.loaded,
                    results: &self.run.results,
                    certificate: &self.run.certificate,
                    verdict: self.analysis.map(|analysis| &analysis.verdict),
                    tables: tables.iter().chain(added.iter().flatten()).collect(),
                    most_rows: MOST_ROWS,
                };
                self.folder.write(WORKBOOK, &workbook(&subject)?)?;
                Ok(vec![WORKBOOK.to_owned()])
            }
            Format::Datapackage => {
                let mut written = self.csv()?;
                self.folder.write(DATAPACKAGE, &datapackage::datapackage(self.loaded, tables)?)?;
                written.push(DATAPACKAGE.to_owned());
                Ok(written)
            }
            Format::Csv | Format::Mps | Format::Lp => self.csv(),
        }
    }

    fn csv(&self) -> Result<Vec<String>> {
        each(&self.run.results, self.assumptions, &mut CsvFiles { folder: self.folder })?;
        Ok(MEANINGS.iter().map(|(name, _)| format!("{name}.csv")).collect())
    }
}
