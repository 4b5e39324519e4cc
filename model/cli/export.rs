//! `gridbound export`: the program for other solvers, the results for other tools.

use clap::Args;

use super::write::assumption_rows;
use super::{Common, Format, Overrides, screen};
use crate::error::Result;
use crate::export::tables::{TableVisitor, csv, each};
use crate::export::{OutputFolder, lp, parquet};
use crate::load::load;
use crate::program::formulate;
use crate::run::run;
use crate::solve::Options;

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
}

/// Writes the files to the folder of the scenario's results and prints their paths.
pub fn export(common: &Common, arguments: &ExportArguments) -> Result<()> {
    let library = common.library()?;
    let loaded = load(&library, &arguments.scenario, &arguments.overrides.documents()?)?;
    let folder = OutputFolder::create(common.outputs.join(&arguments.scenario))?;
    let mut written = vec![];
    let (programs, tables): (Vec<Format>, Vec<Format>) =
        arguments.format.iter().partition(|f| matches!(f, Format::Mps | Format::Lp));
    if !programs.is_empty() {
        let program = formulate(&loaded.system);
        for format in programs {
            let (ending, text) = match format {
                Format::Mps => ("mps", lp::mps(&loaded.system, &program)),
                _ => ("lp", lp::lp(&loaded.system, &program)),
            };
            let name = format!("{}.{ending}", arguments.scenario);
            folder.write(&name, text.as_bytes())?;
            written.push(name);
        }
    }
    if !tables.is_empty() {
        let run = run(&loaded, &Options::default(), 0.0)?;
        let assumptions = assumption_rows(&library, &loaded, &run);
        for format in tables {
            each(&run.results, &assumptions, &mut Files { folder: &folder, format, written: &mut written })?;
        }
    }
    let lines: Vec<String> = written.iter().map(|name| folder.path().join(name).display().to_string()).collect();
    if common.json {
        return screen::print(&serde_json::json!(lines).to_string());
    }
    screen::print(&lines.join("\n"))
}

struct Files<'a> {
    folder: &'a OutputFolder,
    format: Format,
    written: &'a mut Vec<String>,
}

impl TableVisitor for Files<'_> {
    fn visit<T: serde::Serialize>(&mut self, name: &'static str, header: &[&str], rows: &[T]) -> Result<()> {
        let (name, bytes) = match self.format {
            Format::Parquet => (format!("{name}.parquet"), parquet::parquet(header, rows)?),
            _ => (format!("{name}.csv"), csv(header, rows)?),
        };
        self.folder.write(&name, &bytes)?;
        self.written.push(name);
        Ok(())
    }
}
