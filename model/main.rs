//! Parse, run, print one error, exit.

use std::process::ExitCode;

use clap::Parser;
use gridbound::cli::{self, Arguments};

fn main() -> ExitCode {
    cli::complete();
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(asked) => {
            // Help and version are no faults; a wrong option is wrong input.
            let code = u8::from(asked.use_stderr());
            let _ = asked.print();
            cli::suggest_command(&asked);
            return ExitCode::from(code);
        }
    };
    match cli::execute(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            cli::diagnose::print(&error, arguments.json());
            ExitCode::from(error.exit_code())
        }
    }
}
