//! Parse, run, print one error, exit.

use std::process::ExitCode;

use clap::Parser;
use gridbound::cli::{self, Arguments};

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    match cli::execute(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            cli::diagnose::print(&error, arguments.json());
            ExitCode::from(error.exit_code())
        }
    }
}
