//! Parse, run, print one error, exit.

use std::process::ExitCode;

use clap::Parser;
use gridbound::cli::{self, Arguments, Memory};

#[global_allocator]
static MEMORY: Memory = Memory;

fn main() -> ExitCode {
    cli::complete();
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        // Help and version are no faults.
        Err(asked) => return ExitCode::from(cli::refuse(&asked)),
    };
    match cli::execute(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            cli::diagnose::print(&error, arguments.json());
            ExitCode::from(error.exit_code())
        }
    }
}
