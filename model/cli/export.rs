//! `gridbound export`: the program for other solvers, the results for other tools.

use clap::Args;

use super::scenarios::{print_paths, to_add_to};
use super::{Common, Format, Overrides, screen};
use crate::constraints::formulate;
use crate::error::Result;
use crate::run::run;
use crate::solve::Options;
use crate::store::{Exported, ProgramFormat, TableFormat};

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
    let name = arguments.name.as_deref();
    let (loaded, folder) = to_add_to(common, &arguments.scenario, &arguments.overrides, name)?;
    let mut formats = vec![];
    for format in &arguments.format {
        if !formats.contains(format) {
            formats.push(*format);
        }
    }
    let programs: Vec<ProgramFormat> = formats.iter().filter_map(|format| format.of_program()).collect();
    let tables: Vec<TableFormat> = formats.iter().filter_map(|format| format.of_tables()).collect();
    if tables.iter().any(|format| format.is_of_run()) {
        folder.refuse_completed()?;
    }
    let name = &loaded.scenario.name;
    let line = screen::Doing::start(common.quiet, format!("writing the program of {name}"));
    let mut written = vec![];
    if !programs.is_empty() {
        let program = formulate(&loaded.system);
        for format in programs {
            let files = folder.write_program(&loaded, &program, format)?;
            written.retain(|name| !files.contains(name));
            written.extend(files);
        }
    }
    if tables.is_empty() {
        folder.sign()?;
    } else {
        line.now(format!("solving {name}"));
        let mut run = run(&loaded, &Options::default())?;
        let analysis = folder.analysis()?;
        if let Some(analysis) = &analysis {
            analysis.complete(&mut run.results);
        }
        let exported = Exported::new(&loaded, &run, analysis.as_ref().map(|analysis| &analysis.explanation))?;
        for format in tables {
            line.now(format!("writing {format:?}").to_lowercase());
            written.extend(folder.export(&exported, format)?);
        }
        folder.write_proof(&run)?;
    }
    drop(line);
    let paths: Vec<_> = written.iter().map(|name| folder.path().join(name)).collect();
    print_paths(common, &paths)
}
