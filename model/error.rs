//! One error type: what was found, where, what was expected, and what to do about it.
//!
//! Reading never stops at the first fault. Every reader pushes [`Problem`]s into a [`Problems`]
//! list and goes on, so that a user sees all of them at once.

use std::fmt;
use std::sync::Arc;

use serde::{Serialize, Serializer};

/// A place in a file that a person can go to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// Path as the user would type it.
    pub file: Arc<str>,
    /// Whole text of the file, for showing the line.
    pub text: Arc<str>,
    /// Byte offset of the first character in question.
    pub offset: usize,
    /// Length in bytes of what is marked; may be 0.
    pub length: usize,
}

impl Place {
    /// Line and column of the place, both counted from 1, columns in characters.
    #[must_use]
    pub fn line_and_column(&self) -> (usize, usize) {
        let end = self.offset.min(self.text.len());
        let before = &self.text.as_bytes()[..end];
        let start = before.iter().rposition(|&b| b == b'\n').map_or(0, |p| p + 1);
        let line = before.split(|&b| b == b'\n').count();
        let column = String::from_utf8_lossy(&before[start..]).chars().count() + 1;
        (line, column)
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (line, column) = self.line_and_column();
        write!(f, "{}:{line}:{column}", self.file)
    }
}

/// Whether a problem stops the run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Severity {
    /// The input cannot be used.
    Error,
    /// The input can be used, but a reader should know.
    Warning,
}

impl Severity {
    /// The word for it.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
        }
    }
}

/// One thing that is wrong with the input.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Error or warning.
    pub severity: Severity,
    /// Where, if it is in a file.
    pub place: Option<Place>,
    /// What was found and what was expected, in one sentence.
    pub message: String,
    /// What to do about it.
    pub hint: Option<String>,
}

impl Problem {
    /// An error that has no single place in a file.
    pub fn new(message: impl Into<String>) -> Self {
        Self { severity: Severity::Error, place: None, message: message.into(), hint: None }
    }

    /// An error at a place in a file.
    pub fn at(place: Place, message: impl Into<String>) -> Self {
        Self { place: Some(place), ..Self::new(message) }
    }

    /// Adds what to do about it.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// Adds "did you mean ...?" where one of the candidates is close to what was found.
    #[must_use]
    pub fn suggest<'a>(self, found: &str, candidates: impl IntoIterator<Item = &'a str>) -> Self {
        match closest(found, candidates) {
            Some(name) => self.hint(format!("did you mean \"{name}\"?")),
            None => self,
        }
    }

    /// Turns the error into a warning.
    #[must_use]
    pub fn warning(mut self) -> Self {
        self.severity = Severity::Warning;
        self
    }
}

impl Serialize for Problem {
    /// Severity, file, line, column, message, hint.
    fn serialize<S: Serializer>(&self, to: S) -> std::result::Result<S::Ok, S::Error> {
        let (line, column) = self.place.as_ref().map(Place::line_and_column).unzip();
        serde_json::json!({
            "severity": self.severity.word(),
            "file": self.place.as_ref().map(|place| &*place.file),
            "line": line,
            "column": column,
            "message": self.message,
            "hint": self.hint,
        })
        .serialize(to)
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(place) = &self.place {
            write!(f, "{place}: ")?;
        }
        f.write_str(&self.message)
    }
}

/// A text in quotation marks, with characters that a screen cannot show written out.
#[must_use]
pub fn quoted(text: &str) -> String {
    if text.chars().any(is_control) { format!("{text:?}") } else { format!("\"{text}\"") }
}

/// A number as a person would write it: with an exponent where it would fill a line with zeros.
#[must_use]
pub fn figure(value: f64) -> String {
    let plain = value == 0.0 || !value.is_finite() || (1e-9..1e16).contains(&value.abs());
    if plain { value.to_string() } else { format!("{value:e}") }
}

/// Whether a character is an order to a screen or a parser: it breaks lines, rings, turns the direction of writing, or
/// is not seen at all. None belongs in a name.
#[must_use]
pub fn is_control(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{200b}' | '\u{200e}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// The candidate most like `found`, if any is alike enough to be a slip of the fingers.
fn closest<'a>(found: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    const ALIKE: f64 = 0.75;
    let lower = found.to_lowercase();
    candidates
        .into_iter()
        .map(|name| (strsim::jaro_winkler(&lower, &name.to_lowercase()), name))
        .filter(|(likeness, _)| *likeness > ALIKE)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, name)| name)
}

/// How many problems are errors, and how many warnings.
#[must_use]
pub fn count(problems: &[Problem]) -> [usize; 2] {
    let errors = problems.iter().filter(|problem| problem.severity == Severity::Error).count();
    [errors, problems.len() - errors]
}

/// A list of problems that grows while reading goes on.
#[derive(Debug, Default, Clone)]
pub struct Problems(pub Vec<Problem>);

impl Problems {
    /// Adds one.
    pub fn push(&mut self, problem: Problem) {
        self.0.push(problem);
    }

    /// Whether anything in the list stops the run.
    #[must_use]
    pub fn stop(&self) -> bool {
        self.0.iter().any(|p| p.severity == Severity::Error)
    }

    /// Whether anything that was pushed after the first `before` stops the run.
    #[must_use]
    pub fn stop_since(&self, before: usize) -> bool {
        self.0[before..].iter().any(|p| p.severity == Severity::Error)
    }

    /// The warnings if nothing stops the run.
    ///
    /// # Errors
    /// The whole list, as [`Error::Input`], if anything in it is an error.
    pub fn into_result(self) -> Result<Vec<Problem>> {
        if self.stop() { Err(Error::Input(self.0)) } else { Ok(self.0) }
    }
}

/// Why a command failed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The input is wrong (exit code 1).
    #[error("{}", summary(.0))]
    Input(Vec<Problem>),
    /// The input is readable, but the run failed (exit code 2).
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

    /// What is wrong, as data.
    #[must_use]
    pub fn data(&self) -> serde_json::Value {
        match self {
            Self::Input(problems) => serde_json::json!({ "errors": problems }),
            Self::Run { message, hint } => serde_json::json!({ "errors": [{ "message": message, "hint": hint }] }),
        }
    }

    /// The process exit code: 1 for wrong input, 2 for a failed run.
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
            Err(Error::Input(more)) => {
                problems.extend(more.into_iter().filter(|p| !problems.contains(p)).collect::<Vec<_>>());
            }
            Err(run) => failure = failure.or(Some(run)),
        }
    }
    match failure {
        _ if !problems.is_empty() => Err(Error::Input(problems)),
        Some(failure) => Err(failure),
        None => Ok(good),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(text: &str, offset: usize) -> Place {
        Place { file: "x.csv".into(), text: text.into(), offset, length: 1 }
    }

    #[test]
    fn columns_count_characters_not_bytes() {
        assert_eq!(place("a\nä,b", 5).line_and_column(), (2, 3));
    }

    #[test]
    fn a_place_past_the_end_points_at_the_end() {
        assert_eq!(place("a\n", 99).line_and_column(), (2, 1));
    }

    #[test]
    fn a_slip_of_the_fingers_is_recognised() {
        let problem = Problem::new("x").suggest("capacity_gv", ["capacity_gw", "loss"]);
        assert_eq!(problem.hint.as_deref(), Some("did you mean \"capacity_gw\"?"));
        assert_eq!(Problem::new("x").suggest("zzz", ["capacity_gw"]).hint, None);
    }
}
