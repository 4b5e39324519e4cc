//! What breaks the grammar of a TOML file, in words for people who do not know it.

use crate::error::quoted;

/// What is wrong and what to do, by what the parser says of a place of a text.
pub(super) fn in_words(text: &str, at: usize, said: &str) -> (String, String) {
    const LINE: &str = "write KEY = VALUE on a line of its own, as in discount_rate = 0.08";
    let word = word(text, at);
    let line = text[..at].rsplit('\n').next().unwrap_or_default().to_owned()
        + text[at..].split('\n').next().unwrap_or_default();
    let unread =
        || ("this line cannot be read".into(), format!("{LINE}, with text in quotation marks and lists in brackets"));
    let has = |parts: &[&str]| parts.iter().any(|part| said.contains(part));
    let (message, hint): (String, String) = if has(&["duplicate"]) {
        let first = line_of(text, at, &word).map_or(String::new(), |line| format!("it stands in line {line}, too; "));
        (format!("\"{word}\" stands twice"), format!("{first}keep one of them"))
    } else if has(&["unclosed inline"]) {
        ("a brace is never closed".into(), "as in { 2028 = 100, 2030 = 50 }, on one line".into())
    } else if has(&["unclosed array,", "unclosed array"]) && !has(&["table"]) {
        ("a bracket is never closed".into(), "a list has commas between its values, as in [2026, 2028]".into())
    } else if has(&["unclosed"]) {
        let hint = "the name of a table stands in brackets on a line of its own, as in [finance] or [[adjust]]";
        ("a bracket is never closed".into(), hint.into())
    } else if has(&["escape"]) {
        ("this text has a \\ that means nothing".into(), "write \\\\ for \\, or set the text in '...'".into())
    } else if has(&["basic string", "literal string, expected `'`"]) {
        ("a quotation mark is never closed".into(), "text stands between two of the same, on one line".into())
    } else if has(&["missing comma", "extra assignment"]) {
        ("a comma is missing".into(), "values of a list, and of a table in braces, have commas between".into())
    } else if has(&["string values", "boolean"]) {
        match word.as_str() {
            "" => ("a value is missing".into(), LINE.into()),
            "True" | "False" | "TRUE" | "FALSE" => {
                (format!("\"{word}\" is no value"), format!("write {}", word.to_lowercase()))
            }
            _ => (format!("\"{word}\" is no value"), format!("text stands in quotation marks: \"{word}\"")),
        }
    } else if has(&["keys cannot be empty", "unquoted key"]) {
        unread()
    } else if has(&["float", "mantissa", "fraction", "leading zero", "digit", "`_`", "exponent", "integer"]) {
        let hint = "write numbers as in 5, 0.05 or 1.2e6; for 5 % write 0.05";
        (format!("\"{word}\" is no number"), hint.into())
    } else if has(&["date", "time"]) {
        (
            format!("\"{word}\" is no value"),
            "years are numbers, as in 2030; other text stands in quotation marks".into(),
        )
    } else if has(&["no value"]) && !line.contains('=') {
        (format!("{} has no value", quoted(line.trim())), LINE.into())
    } else if text[at..].starts_with(',') {
        (
            "a comma stands where the line should end".into(),
            "use a point as decimal mark; lists stand in brackets".into(),
        )
    } else {
        unread()
    };
    (message, hint)
}

/// What stands at a place, between marks or spaces.
fn word(text: &str, at: usize) -> String {
    let ends = |c: char| c.is_whitespace() || ",]}=#[{\"".contains(c);
    let before = text[..at].rsplit(ends).next().unwrap_or_default();
    text[at - before.len()..].trim_start_matches([' ', '[', '"']).split(ends).next().unwrap_or_default().to_owned()
}

/// The last line above a place that gives a key a value, or begins the table of that name.
fn line_of(text: &str, at: usize, key: &str) -> Option<usize> {
    let is_of = |line: &str| word(line, 0) == key;
    let above: Vec<&str> = text[..at].split('\n').collect();
    above[..above.len() - 1].iter().rposition(|line| is_of(line)).map(|line| line + 1)
}
