//! What `export` adds to the folder of a run: programs for other solvers, tables for other tools.

use super::RunFolder;
use super::contents::{CsvFiles, DATAPACKAGE, IAMC, NAMES, WORKBOOK, write_parquet};
use crate::error::Result;
use crate::experiment::explain::Explanation;
use crate::load::Loaded;
use crate::program::Program;
use crate::render::datapackage::datapackage;
use crate::render::iamc::iamc;
use crate::render::lp;
use crate::render::tables::typed;
use crate::render::typed::Typed;
use crate::render::workbook::{MOST_ROWS, Subject, workbook};
use crate::results::Results;
use crate::results::catalogue::Tables;
use crate::run::Run;

/// A format of programs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProgramFormat {
    /// Free MPS.
    Mps,
    /// CPLEX LP.
    Lp,
}

/// A format of tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TableFormat {
    /// Parquet.
    Parquet,
    /// CSV.
    Csv,
    /// CSV with a Frictionless data package that describes it.
    Datapackage,
    /// A workbook with charts.
    Xlsx,
    /// The long table of the IAMC.
    Iamc,
}

impl TableFormat {
    /// Whether its files are among those that a run writes.
    #[must_use]
    pub const fn is_of_run(self) -> bool {
        matches!(self, Self::Parquet | Self::Csv | Self::Datapackage)
    }
}

/// A run whose tables are exported.
#[derive(Debug)]
pub struct Exported<'a> {
    loaded: &'a Loaded,
    run: &'a Run,
    analysis: Option<&'a Explanation>,
    tables: Vec<Typed>,
}

impl<'a> Exported<'a> {
    /// A run, and what an analysis of it found if there is one.
    ///
    /// # Errors
    /// If a row is not flat, which is a fault of its struct.
    pub fn new(loaded: &'a Loaded, run: &'a Run, analysis: Option<&'a Explanation>) -> Result<Self> {
        Ok(Self { loaded, run, analysis, tables: typed(&run.results, &run.results.labels.currency)? })
    }

    fn workbook(&self) -> Result<Vec<u8>> {
        let currency = &self.run.results.labels.currency;
        let added = self.analysis.map(|analysis| typed(analysis, currency)).transpose()?;
        workbook(&Subject {
            loaded: self.loaded,
            results: &self.run.results,
            certificate: &self.run.certificate,
            verdict: self.analysis.map(|analysis| &analysis.verdict),
            tables: self.tables.iter().chain(added.iter().flatten()).collect(),
            most_rows: MOST_ROWS,
        })
    }
}

impl RunFolder {
    /// Writes a scenario's program, and what its names stand for; the names of the files.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn write_program(&self, loaded: &Loaded, program: &Program, format: ProgramFormat) -> Result<[String; 2]> {
        let (ending, text) = match format {
            ProgramFormat::Mps => ("mps", lp::mps(&loaded.system, program)),
            ProgramFormat::Lp => ("lp", lp::lp(&loaded.system, program)),
        };
        let name = format!("{}.{ending}", loaded.scenario.name);
        self.files.write(&name, text.as_bytes())?;
        let names = format!("{}{NAMES}", loaded.scenario.name);
        self.files.write(&names, &lp::names(&loaded.system, program)?)?;
        Ok([name, names])
    }

    /// Writes the tables of a run in a format; the names of the files.
    ///
    /// # Errors
    /// If a file cannot be written.
    pub fn export(&self, exported: &Exported<'_>, format: TableFormat) -> Result<Vec<String>> {
        let (loaded, results, tables) = (exported.loaded, &exported.run.results, &exported.tables);
        match format {
            TableFormat::Parquet => write_parquet(&self.files, tables),
            TableFormat::Iamc => {
                let (table, variables) = iamc(loaded, tables, &results.years)?;
                self.files.write(IAMC[0], &table)?;
                self.files.write(IAMC[1], &variables)?;
                Ok(IAMC.map(str::to_owned).to_vec())
            }
            TableFormat::Xlsx => {
                self.files.write(WORKBOOK, &exported.workbook()?)?;
                Ok(vec![WORKBOOK.to_owned()])
            }
            TableFormat::Datapackage => {
                let mut written = self.export(exported, TableFormat::Csv)?;
                self.files.write(DATAPACKAGE, &datapackage(loaded, tables)?)?;
                written.push(DATAPACKAGE.to_owned());
                Ok(written)
            }
            TableFormat::Csv => {
                results.each(&mut CsvFiles(&self.files))?;
                Ok(Results::TABLES.iter().map(|table| format!("{}.csv", table.name)).collect())
            }
        }
    }
}
