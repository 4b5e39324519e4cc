//! Problems as people read them: place, what was found, what was expected, the line, a hint.

use std::fmt;
use std::io::IsTerminal;

use miette::{Diagnostic, GraphicalReportHandler, GraphicalTheme, LabeledSpan, NamedSource, SourceCode};

use crate::error::{Error, Problem, Severity};

/// Problems shown with their line; the rest are shown as one line each.
const SHOWN_WITH_LINE: usize = 40;

/// Prints an error to standard error, or as JSON to standard output.
///
/// An error without problems was reported before and only sets the exit code.
pub fn print(error: &Error, json: bool) {
    if matches!(error, Error::Input(problems) if problems.is_empty()) {
        return;
    }
    if json {
        println!("{}", as_json(error));
        return;
    }
    match error {
        Error::Input(problems) => {
            problems_to_stderr(problems);
            let errors = problems.iter().filter(|p| p.severity == Severity::Error).count();
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
    let theme =
        if std::io::stderr().is_terminal() { GraphicalTheme::unicode() } else { GraphicalTheme::unicode_nocolor() };
    let handler = GraphicalReportHandler::new_themed(theme).with_context_lines(1).with_links(false);
    for (index, problem) in problems.iter().enumerate() {
        let mut text = String::new();
        let shown = index < SHOWN_WITH_LINE && problem.place.is_some();
        if shown && handler.render_report(&mut text, &Shown::new(problem)).is_ok() {
            eprintln!("{}", text.trim_end());
        } else {
            eprintln!("{}: {problem}", word(problem));
            if let Some(hint) = &problem.hint {
                eprintln!("  hint: {hint}");
            }
        }
    }
}

fn word(problem: &Problem) -> &'static str {
    match problem.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    }
}

fn as_json(error: &Error) -> serde_json::Value {
    match error {
        Error::Input(problems) => {
            serde_json::json!({ "errors": problems.iter().map(problem_as_json).collect::<Vec<_>>() })
        }
        Error::Run { message, hint } => serde_json::json!({ "errors": [{ "message": message, "hint": hint }] }),
    }
}

/// A problem as JSON: severity, file, line, column, message, hint.
#[must_use]
pub fn problem_as_json(problem: &Problem) -> serde_json::Value {
    let (line, column) = problem.place.as_ref().map(crate::error::Place::line_and_column).unzip();
    serde_json::json!({
        "severity": word(problem),
        "file": problem.place.as_ref().map(|p| p.file.to_string()),
        "line": line,
        "column": column,
        "message": problem.message,
        "hint": problem.hint,
    })
}

/// A problem in the form that miette draws.
#[derive(Debug)]
struct Shown {
    headline: String,
    source: Option<NamedSource<String>>,
    label: Option<LabeledSpan>,
    hint: Option<String>,
    severity: miette::Severity,
}

impl Shown {
    fn new(problem: &Problem) -> Self {
        let located = problem.place.as_ref().map(|place| {
            let offset = place.offset.min(place.text.len());
            let length = place.length.min(place.text.len() - offset);
            let source = NamedSource::new(&*place.file, place.text.to_string());
            (source, LabeledSpan::new(None, offset, length))
        });
        let (source, label) = located.unzip();
        Self {
            headline: format!("{}: {problem}", word(problem)),
            source,
            label,
            hint: problem.hint.clone(),
            severity: match problem.severity {
                Severity::Error => miette::Severity::Error,
                Severity::Warning => miette::Severity::Warning,
            },
        }
    }
}

impl fmt::Display for Shown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.headline)
    }
}

impl std::error::Error for Shown {}

impl Diagnostic for Shown {
    fn severity(&self) -> Option<miette::Severity> {
        Some(self.severity)
    }

    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.hint.as_ref().map(|hint| Box::new(hint) as Box<dyn fmt::Display>)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        self.source.as_ref().map(|source| source as &dyn SourceCode)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        self.label.clone().map(|label| Box::new(std::iter::once(label)) as Box<dyn Iterator<Item = LabeledSpan>>)
    }
}
