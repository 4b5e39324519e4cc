//! One error type: what was found, where, what was expected, and what to do about it.
//!
//! Reading never stops at the first fault. Every reader pushes [`Problem`]s into a [`Problems`]
//! list and goes on, so that a user sees all of them at once.

mod problem;
mod text;

pub use problem::{Again, Place, Problem, Problems, Severity, count, each_once};
pub use text::{figure, is_control, of_system, quoted, safe, safe_lines, shortened};

/// Why a command failed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The input is wrong (exit code 1).
    #[error("{}", summary(.0))]
    Input(Vec<Problem>),
    /// The input is readable, but an argument makes no sense or the run failed (exit code 2).
    #[error("{message}")]
    Run {
        /// What happened.
        message: String,
        /// What to do about it.
        hint: Option<String>,
    },
}

fn summary(problems: &[Problem]) -> String {
    problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

impl Error {
    /// One error of the input, at no place in particular.
    pub fn input(message: impl Into<String>) -> Self {
        Self::Input(vec![Problem::new(message)])
    }

    /// One fault of the input, with advice.
    pub fn input_with_hint(message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self::Input(vec![Problem::new(message).hint(hint)])
    }

    /// A failure of the run itself.
    pub fn run(message: impl Into<String>) -> Self {
        Self::Run { message: message.into(), hint: None }
    }

    /// A failure of the run itself, with advice.
    pub fn run_with_hint(message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self::Run { message: message.into(), hint: Some(hint.into()) }
    }

    /// An argument that makes no sense, with what would (exit code 2, as of a failed run).
    pub fn usage(message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self::run_with_hint(message, hint)
    }

    /// What is wrong, as data.
    #[must_use]
    pub fn data(&self) -> serde_json::Value {
        match self {
            Self::Input(problems) => serde_json::json!({ "errors": problems }),
            Self::Run { message, hint } => serde_json::json!({ "errors": [{ "message": message, "hint": hint }] }),
        }
    }

    /// The process exit code: 1 for wrong input, 2 for a wrong argument or a failed run.
    #[must_use]
    pub fn exit_code(&self) -> u8 {
        match self {
            Self::Input(_) => 1,
            Self::Run { .. } => 2,
        }
    }
}

impl From<Problem> for Error {
    fn from(problem: Problem) -> Self {
        Self::Input(vec![problem])
    }
}

/// Result with this crate's error.
pub type Result<T> = std::result::Result<T, Error>;

/// All results.
///
/// # Errors
/// All problems of those that failed for their input, each once, else the first failure of a run.
pub fn all<T>(results: Vec<Result<T>>) -> Result<Vec<T>> {
    let (mut good, mut problems, mut failure) = (vec![], vec![], None);
    for result in results {
        match result {
            Ok(value) => good.push(value),
            Err(Error::Input(more)) => problems.extend(more),
            Err(run) => failure = failure.or(Some(run)),
        }
    }
    match failure {
        _ if !problems.is_empty() => Err(Error::Input(each_once(&problems))),
        Some(failure) => Err(failure),
        None => Ok(good),
    }
}
