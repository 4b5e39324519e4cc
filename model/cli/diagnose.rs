//! Problems and errors, said to those who called.

use super::{Common, screen};
use crate::documents::problems::text;
use crate::error::{Error, Problem, count};

/// Prints an error to standard error, or as JSON to standard output.
///
/// An error without problems was reported before and only sets the exit code.
pub fn print(error: &Error, json: bool) {
    match error {
        Error::Input(problems) if problems.is_empty() => {}
        _ if json && screen::print_json(&error.data()).is_ok() => {}
        Error::Input(problems) => {
            problems_to_stderr(problems);
            let [errors, _] = count(problems);
            screen::note(&format!("{errors} {}; nothing was run", if errors == 1 { "error" } else { "errors" }));
        }
        Error::Run { message, hint } => {
            screen::note(&format!("error: {message}"));
            if let Some(hint) = hint {
                screen::note(&format!("hint: {hint}"));
            }
        }
    }
}

/// Prints problems to standard error.
pub fn problems_to_stderr(problems: &[Problem]) {
    screen::draw(&text(problems, screen::has_colours()));
}

/// Prints warnings to standard error, unless nobody wants them.
pub(super) fn warn(common: &Common, warnings: &[Problem]) {
    if !common.quiet {
        problems_to_stderr(warnings);
    }
}
