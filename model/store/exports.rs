//! What `export` adds to the folder of a run: programs for other solvers, tables for other tools.

use std::path::PathBuf;

use super::RunFolder;
use super::contents::{CsvFiles, DATAPACKAGE, IAMC, NAMES, WORKBOOK, write_parquet};
use crate::constraints::formulate;
use crate::error::Result;
use crate::experiment::explain::Explanation;
use crate::load::Loaded;
use crate::named::words;
use crate::render::datapackage::datapackage;
use crate::render::iamc::iamc;
use crate::render::lp;
use crate::render::tables::{typed, typed_run};
use crate::render::typed::Typed;
use crate::render::workbook::{MOST_ROWS, Subject, workbook};
use crate::results::catalogue::Tables;
use crate::run::{Run, run};
use crate::scenario::asked::folder_name;
use crate::solve::Options;

words! {
    /// A format of a program or of results.
    Format {
        /// The program, free MPS.
        Mps, "mps";
        /// The program, CPLEX LP.
        Lp, "lp";
        /// The results as Parquet tables.
        Parquet, "parquet";
        /// The results as CSV tables.
        Csv, "csv";
        /// The results as CSV tables with a Frictionless data package that describes them.
        Datapackage, "datapackage";
        /// The results as an Excel workbook with charts.
        Xlsx, "xlsx";
        /// The results as the long table of the IAMC, for pyam.
        Iamc, "iamc";
    }
}

impl Format {
    /// Whether its files are among those that a run writes.
    #[must_use]
    pub const fn is_of_run(self) -> bool {
        matches!(self, Self::Parquet | Self::Csv | Self::Datapackage)
    }
}

/// A run whose tables are exported, and what a kept analysis adds.
struct Exported<'a> {
    loaded: &'a Loaded,
    run: &'a Run,
    analysis: Option<&'a Explanation>,
    tables: Vec<Typed>,
}

impl Exported<'_> {
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
    /// Writes a scenario's program, then its results, which takes solving it; the analysis that is kept here completes
    /// them. `now` is told what is being done. The paths of the files.
    ///
    /// # Errors
    /// If there is no certified optimum, a file cannot be written, or an analysis completed the tables that are here.
    pub fn export(&self, loaded: &Loaded, formats: &[Format], now: &dyn Fn(String)) -> Result<Vec<PathBuf>> {
        let each_once = formats.iter().enumerate().filter(|(at, format)| !formats[..*at].contains(format));
        let (programs, tables): (Vec<Format>, Vec<Format>) =
            each_once.map(|(_, format)| *format).partition(|format| matches!(format, Format::Mps | Format::Lp));
        if tables.iter().any(|format| format.is_of_run()) {
            self.refuse_completed()?;
        }
        let name = &folder_name(&loaded.scenario.name);
        now(format!("writing the program of {name}"));
        let mut written = vec![];
        if !programs.is_empty() {
            loaded.scenario.foresight.refuse("a program for other solvers")?;
            let program = formulate(&loaded.system);
            for format in programs {
                let write = if format == Format::Lp { lp::lp } else { lp::mps };
                let file = format!("{name}.{format}");
                self.files.write(&file, write(&loaded.system, &program).as_bytes())?;
                written.push(file);
            }
            let names = format!("{name}{NAMES}");
            self.files.write(&names, &lp::names(&loaded.system, &program)?)?;
            written.push(names);
        }
        if tables.is_empty() {
            self.sign()?;
        } else {
            now(format!("solving {name}"));
            let mut run = run(loaded, &Options::default())?;
            let kept = self.analysis()?;
            if let Some(kept) = &kept {
                kept.complete(&mut run.results);
            }
            let analysis = kept.as_ref().map(|kept| &kept.explanation);
            let columns = typed_run(&run)?;
            let exported = Exported { loaded, run: &run, analysis, tables: columns };
            for format in tables {
                now(format!("writing {format}"));
                written.extend(self.write_tables(&exported, format)?);
            }
            self.write_proof(&run)?;
        }
        Ok(written.iter().map(|name| self.path().join(name)).collect())
    }

    /// Writes the tables of a run in a format; the names of the files.
    fn write_tables(&self, exported: &Exported<'_>, format: Format) -> Result<Vec<String>> {
        let (loaded, results, tables) = (exported.loaded, &exported.run.results, &exported.tables);
        match format {
            Format::Parquet => write_parquet(&self.files, tables),
            Format::Iamc => {
                let (table, variables) = iamc(loaded, tables, &results.years)?;
                self.files.write(IAMC[0], &table)?;
                self.files.write(IAMC[1], &variables)?;
                Ok(IAMC.map(str::to_owned).to_vec())
            }
            Format::Xlsx => {
                self.files.write(WORKBOOK, &exported.workbook()?)?;
                Ok(vec![WORKBOOK.to_owned()])
            }
            Format::Datapackage => {
                let mut written = self.write_tables(exported, Format::Csv)?;
                self.files.write(DATAPACKAGE, &datapackage(loaded, tables)?)?;
                written.push(DATAPACKAGE.to_owned());
                Ok(written)
            }
            Format::Csv | Format::Mps | Format::Lp => {
                results.each(&mut CsvFiles(&self.files))?;
                if let Some(foreseen) = &exported.run.foreseen {
                    foreseen.each(&mut CsvFiles(&self.files))?;
                }
                Ok(tables.iter().map(|table| format!("{}.csv", table.name)).collect())
            }
        }
    }
}
