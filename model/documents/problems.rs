//! Problems as people read them: place, what was found, what was expected, the line, a hint.

use std::fmt;
use std::fmt::Write as _;

use miette::{Diagnostic, GraphicalReportHandler, GraphicalTheme, LabeledSpan, NamedSource, SourceCode};

use crate::error::{Problem, Severity};

/// Problems shown with their line; the rest are shown as one line each.
const SHOWN_WITH_LINE: usize = 40;

/// Problems as text, in colours if wanted.
#[must_use]
pub fn text(problems: &[Problem], colours: bool) -> String {
    let theme = if colours { GraphicalTheme::unicode() } else { GraphicalTheme::unicode_nocolor() };
    let handler = GraphicalReportHandler::new_themed(theme).with_context_lines(1).with_links(false);
    let mut text = String::new();
    for (index, problem) in problems.iter().enumerate() {
        let mut drawn = String::new();
        let shown = index < SHOWN_WITH_LINE && problem.place.is_some();
        let _ = if shown && handler.render_report(&mut drawn, &Shown::new(problem)).is_ok() {
            writeln!(text, "{}", drawn.trim_end())
        } else {
            let hint = problem.hint.iter().map(|hint| format!("  hint: {hint}\n"));
            writeln!(text, "{}: {problem}", problem.severity.word())
                .and_then(|()| text.write_str(&hint.collect::<String>()))
        };
    }
    text
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
            headline: format!("{}: {problem}", problem.severity.word()),
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
