//! Problems of the input: what is wrong, where, and what to do about it.

use std::collections::BTreeSet;
use std::fmt;
use std::sync::Arc;

use serde::{Serialize, Serializer};

use super::text::{closest, quoted, safe, shortened};
use super::{Error, Result};

/// Characters of a message that are shown at most.
const LONGEST_MESSAGE: usize = 600;
/// Characters of a hint that are shown at most.
const LONGEST_HINT: usize = 1200;
/// A place in a file that a person can go to.
#[derive(Debug, Clone)]
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

impl Place {
    /// What tells it from other places: a file has one text.
    fn key(&self) -> (&str, usize, usize) {
        (&self.file, self.offset, self.length)
    }
}

impl PartialEq for Place {
    fn eq(&self, other: &Self) -> bool {
        self.key() == other.key()
    }
}

impl Eq for Place {}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (line, column) = self.line_and_column();
        write!(f, "{}:{line}:{column}", safe(&self.file))
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
    /// What was found and what was expected, in one sentence; of one line, and not long.
    pub message: String,
    /// What to do about it.
    pub hint: Option<String>,
    /// What makes it the same fault as others, and where that stands, too; none if it is like no other.
    pub again: Option<Box<Again>>,
}

/// A fault that is told with the first of its kind: where it stands again.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Again {
    /// What all of them have in common.
    pub fault: String,
    /// In how many places.
    pub count: usize,
    /// A few of these, with what was found there.
    pub examples: Vec<(Place, String)>,
}

impl Again {
    /// Examples that are kept.
    const EXAMPLES: usize = 3;

    /// Counts another problem and those that it stands for.
    fn add(&mut self, (place, found): (Option<Place>, String), more: Option<Box<Self>>) {
        let more = more.unwrap_or_default();
        self.count += 1 + more.count;
        let examples = place.map(|place| (place, found)).into_iter().chain(more.examples);
        let room = Self::EXAMPLES - self.examples.len();
        self.examples.extend(examples.take(room));
    }

    /// It in words, as they follow on the message; nothing if there is no other place.
    fn in_words(&self, first: Option<&Place>) -> String {
        if self.count == 0 {
            return String::new();
        }
        let place = |place: &Place| match first {
            Some(first) if first.file == place.file => format!("line {}", place.line_and_column().0),
            _ => safe(&place.file),
        };
        let example = |(at, found): &(Place, String)| {
            if found.is_empty() { place(at) } else { format!("{found} ({})", place(at)) }
        };
        let examples = self.examples.iter().map(example).collect::<Vec<_>>().join(", ");
        let dots = if self.count > self.examples.len() { ", ..." } else { "" };
        let places = if self.count == 1 { "place" } else { "places" };
        format!("; the same in {} more {places}: {examples}{dots}", self.count)
    }
}

impl Problem {
    /// An error that has no single place in a file.
    pub fn new(message: impl Into<String>) -> Self {
        let message = shortened(&safe(&message.into()), LONGEST_MESSAGE);
        Self { severity: Severity::Error, place: None, message, hint: None, again: None }
    }

    /// An error at a place in a file.
    pub fn at(place: Place, message: impl Into<String>) -> Self {
        Self { place: Some(place), ..Self::new(message) }
    }

    /// Adds what to do about it.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(shortened(&safe(&hint.into()), LONGEST_HINT));
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

    /// Adds a hint unless it has one.
    #[must_use]
    pub fn or_hint(self, hint: impl FnOnce() -> String) -> Self {
        if self.hint.is_some() { self } else { self.hint(hint()) }
    }

    /// Says what makes it the same fault as others: they are told together, with the advice of the first.
    #[must_use]
    pub fn alike(mut self, fault: impl Into<String>) -> Self {
        self.again = Some(Box::new(Again { fault: fault.into(), ..Again::default() }));
        self
    }

    /// Turns the error into a warning.
    #[must_use]
    pub fn warning(mut self) -> Self {
        self.severity = Severity::Warning;
        self
    }

    /// What was found there, for a list of examples: what the message says between its first quotation marks.
    fn found(&self) -> String {
        let mut parts = self.message.splitn(3, '"').skip(1);
        match (parts.next(), parts.next()) {
            (Some(found), Some(_)) => quoted(found),
            _ => String::new(),
        }
    }
}

impl Serialize for Problem {
    /// Severity, file, line, column, message, hint, and in how many more places the same stands.
    fn serialize<S: Serializer>(&self, to: S) -> std::result::Result<S::Ok, S::Error> {
        let (line, column) = self.place.as_ref().map(Place::line_and_column).unzip();
        serde_json::json!({
            "severity": self.severity.word(),
            "file": self.place.as_ref().map(|place| &*place.file),
            "line": line,
            "column": column,
            "message": self.told(),
            "hint": self.hint,
            "more": self.again.as_ref().map_or(0, |again| again.count),
        })
        .serialize(to)
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(place) = &self.place {
            write!(f, "{place}: ")?;
        }
        f.write_str(&self.told())
    }
}

impl Problem {
    /// The message, and where the same stands again.
    fn told(&self) -> String {
        let again = self.again.as_ref().map(|again| again.in_words(self.place.as_ref()));
        format!("{}{}", self.message, again.unwrap_or_default())
    }
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
    /// Adds one; the same fault as an earlier one is told with that.
    pub fn push(&mut self, problem: Problem) {
        let same = |earlier: &&mut Problem| match (&earlier.again, &problem.again) {
            (Some(one), Some(other)) => one.fault == other.fault && earlier.severity == problem.severity,
            _ => false,
        };
        match self.0.iter_mut().rev().find(same).and_then(|earlier| earlier.again.as_mut()) {
            Some(again) => {
                let found = problem.found();
                again.add((problem.place, found), problem.again);
            }
            None => self.0.push(problem),
        }
    }

    /// Adds all of another list.
    pub fn append(&mut self, more: Self) {
        more.0.into_iter().for_each(|problem| self.push(problem));
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

/// Problems in order, each once.
#[must_use]
pub fn each_once<'a>(problems: impl IntoIterator<Item = &'a Problem>) -> Vec<Problem> {
    let mut seen = BTreeSet::new();
    let mut first = vec![];
    for problem in problems {
        let place = problem.place.as_ref().map(Place::key);
        if seen.insert((place, problem.severity.word(), &problem.message, &problem.hint)) {
            first.push(problem.clone());
        }
    }
    first
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
