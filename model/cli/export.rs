//! `gridbound export`: the program for other solvers, the results for other tools.

use clap::Args;

use super::scenarios::to_add_to;
use super::screen::Line;
use super::{Common, Overrides, complete};
use crate::error::Result;
use crate::store::Format;

/// Arguments of `export`.
#[derive(Debug, Args)]
pub struct ExportArguments {
    /// Scenario
    #[arg(default_value = "baseline", add = complete::scenarios())]
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
    let line = Line::new(common.quiet);
    let paths = folder.export(&loaded, &arguments.format, &|what| line.now(what))?;
    drop(line);
    common.say_paths(&paths)
}
