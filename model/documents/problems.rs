//! Problems as people read them: place, what was found, what was expected, the line, a hint.

use std::fmt;
use std::fmt::Write as _;

use miette::{
    Diagnostic, GraphicalReportHandler, GraphicalTheme, LabeledSpan, MietteError, MietteSpanContents, SourceCode,
    SourceSpan, SpanContents,
};

use crate::error::{Place, Problem, Severity, safe};

/// Problems shown with their line; others are shown as one line each.
const SHOWN_WITH_LINE: usize = 40;
/// Problems shown at all.
const SHOWN: usize = 200;

/// Problems as text, in colours if wanted.
#[must_use]
pub fn text(problems: &[Problem], colours: bool) -> String {
    let theme = if colours { GraphicalTheme::unicode() } else { GraphicalTheme::unicode_nocolor() };
    let handler = GraphicalReportHandler::new_themed(theme).with_context_lines(1).with_links(false);
    let mut text = String::new();
    for (index, problem) in problems.iter().take(SHOWN).enumerate() {
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
    if problems.len() > SHOWN {
        let _ = writeln!(text, "and {} more of other kinds", problems.len() - SHOWN);
    }
    text
}

/// A problem in the form that miette draws.
#[derive(Debug)]
struct Shown {
    headline: String,
    source: Option<Excerpt>,
    label: Option<LabeledSpan>,
    hint: Option<String>,
    severity: miette::Severity,
}

impl Shown {
    fn new(problem: &Problem) -> Self {
        let source = problem.place.as_ref().map(Excerpt::of);
        let label = source.as_ref().map(|source| LabeledSpan::new(None, source.offset, source.length));
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

/// The line of a place and its neighbours, each cut if it is long, without orders to the screen.
#[derive(Debug)]
struct Excerpt {
    file: String,
    text: String,
    /// Lines of the file above it.
    above: usize,
    /// Where the mark begins in the text, and how long it is.
    offset: usize,
    length: usize,
    /// Characters of the marked line that are left out at its left.
    left_out: usize,
}

impl Excerpt {
    /// Characters of a line that are shown on either side of the mark, and of the mark.
    const WIDTH: usize = 80;
    const CUT: &str = "...";

    fn of(place: &Place) -> Self {
        let whole = &*place.text;
        let boundary = |at: usize| (0..=at.min(whole.len())).rev().find(|at| whole.is_char_boundary(*at)).unwrap_or(0);
        let (from, to) = (boundary(place.offset), boundary(place.offset + place.length));
        let (before, after) = (&whole[..from], &whole[from..]);
        let start = before.rfind('\n').map_or(0, |at| at + 1);
        let marked = after[..to - from].lines().next().unwrap_or_default();
        let rest = after[marked.len()..].split('\n').next().unwrap_or_default();
        let next = after[marked.len() + rest.len()..].strip_prefix('\n').and_then(|below| below.lines().next());
        let mut text = String::new();
        let previous = whole[..start].lines().next_back();
        if let Some(line) = previous {
            text = Self::cut(line) + "\n";
        }
        let left = safe(&before[start..]);
        let characters = left.chars().count();
        let left_out = characters.saturating_sub(Self::WIDTH);
        if left_out > 0 {
            text += Self::CUT;
        }
        text.extend(left.chars().skip(left_out));
        let offset = text.len();
        text += &Self::cut(marked);
        let length = text.len() - offset;
        text += &Self::cut(rest.trim_end_matches('\r'));
        if let Some(line) = next {
            text.extend(["\n", &Self::cut(line)]);
        }
        let above = whole[..start].matches('\n').count() - usize::from(previous.is_some());
        let left_out = left_out.saturating_sub(Self::CUT.len());
        Self { file: safe(&place.file), text, above, offset, length, left_out }
    }

    /// The beginning of a line.
    fn cut(line: &str) -> String {
        let shown: String = line.chars().take(Self::WIDTH).collect();
        let dots = if shown.len() < line.len() { Self::CUT } else { "" };
        safe(&shown) + dots
    }
}

impl SourceCode for Excerpt {
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        before: usize,
        after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let found = self.text.read_span(span, before, after)?;
        let column = found.column() + if before == 0 { self.left_out } else { 0 };
        let (data, span, line) = (found.data(), *found.span(), self.above + found.line());
        Ok(Box::new(MietteSpanContents::new_named(self.file.clone(), data, span, line, column, found.line_count())))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(text: &str, mark: &str) -> String {
        let offset = text.find(mark).expect("the mark");
        let place = Place { file: "x.csv".into(), text: text.into(), offset, length: mark.len() };
        super::text(&[Problem::at(place, "this is wrong")], false)
    }

    #[test]
    fn an_excerpt_is_the_line_with_its_neighbours_and_their_numbers() {
        let shown = drawn("one\ntwo\nthree,four\nfive\nsix\n", "four");
        for part in ["[x.csv:3:7]", "2 │ two", "3 │ three,four", "4 │ five"] {
            assert!(shown.contains(part), "{part} is not in\n{shown}");
        }
        assert!(!shown.contains("one") && !shown.contains("six"), "{shown}");
    }

    #[test]
    fn long_lines_are_cut_around_the_mark_and_its_place_stays() {
        let long = "ä".repeat(500_000);
        let shown = drawn(&format!("{long}\n{long},here,{long}\n{long}\n"), "here");
        assert!(shown.len() < 3_000, "{} bytes", shown.len());
        assert!(shown.contains("x.csv:2:500002") && shown.contains(",here,"), "{shown}");
        let shown = drawn(&format!("a,{long},b\n"), &long);
        assert!(shown.len() < 3_000, "{} bytes", shown.len());
    }

    #[test]
    fn orders_to_a_screen_are_written_out() {
        let shown = drawn("a\u{1b}[2J,b\u{202e}c\n\u{7}\n", "b\u{202e}c");
        assert!(!shown.contains(['\u{1b}', '\u{202e}', '\u{7}']), "{shown}");
        assert!(shown.contains("a\\u{1b}[2J,b\\u{202e}c"), "{shown}");
    }

    #[test]
    fn no_more_is_shown_than_anybody_reads() {
        let problems: Vec<Problem> = (0..10_000).map(|i| Problem::new(format!("fault {i}"))).collect();
        assert!(text(&problems, false).ends_with("and 9800 more of other kinds\n"));
    }
}
