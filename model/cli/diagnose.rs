//! Problems and errors, said to those who called.

use std::io::IsTerminal;

use super::Common;
use crate::documents::problems::text;
use crate::error::{Error, Problem, count};

/// Prints an error to standard error, or as JSON to standard output.
///
/// An error without problems was reported before and only sets the exit code.
pub fn print(error: &Error, json: bool) {
    match error {
        Error::Input(problems) if problems.is_empty() => {}
        _ if json => println!("{}", error.data()),
        Error::Input(problems) => {
            problems_to_stderr(problems);
            let [errors, _] = count(problems);
            eprintln!("{errors} {}; nothing was run", if errors == 1 { "error" } else { "errors" });
        }
        Error::Run { message, hint } => {
            eprintln!("error: {message}");
            if let Some(hint) = hint {
                eprintln!("hint: {hint}");
            }
        }
    }
}

/// Prints problems to standard error.
pub fn problems_to_stderr(problems: &[Problem]) {
    eprint!("{}", text(problems, std::io::stderr().is_terminal()));
}

/// Prints warnings to standard error, unless nobody wants them.
pub(super) fn warn(common: &Common, warnings: &[Problem]) {
    if !common.quiet {
        problems_to_stderr(warnings);
    }
}
