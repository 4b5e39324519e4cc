//! Texts of others as they are shown: on one line, no longer than need be, and without orders to a screen.

/// Characters of a text in quotation marks that are shown at most.
const LONGEST_QUOTE: usize = 60;

/// A number as a person would write it: with an exponent where it would fill a line with zeros.
#[must_use]
pub fn figure(value: f64) -> String {
    let plain = value == 0.0 || !value.is_finite() || (1e-9..1e16).contains(&value.abs());
    if plain { value.to_string() } else { format!("{value:e}") }
}

/// A text in quotation marks, of one line, cut if it is long.
#[must_use]
pub fn quoted(text: &str) -> String {
    format!("\"{}\"", shortened(&safe(text), LONGEST_QUOTE))
}

/// A text of which the middle is left out if it is longer than so many characters.
#[must_use]
pub fn shortened(text: &str, most: usize) -> String {
    const LEFT_OUT: &str = " ... ";
    if text.len() <= most || text.chars().nth(most).is_none() {
        return text.to_owned();
    }
    let (head, tail) = (most * 2 / 3, most / 3 - LEFT_OUT.len());
    let at = |position: usize| text.char_indices().nth(position).map_or(text.len(), |(at, _)| at);
    let last = text.char_indices().rev().nth(tail.saturating_sub(1)).map_or(0, |(at, _)| at);
    format!("{}{LEFT_OUT}{}", &text[..at(head)], &text[last..])
}

/// A text on one line in which every character that is an order is written out: what comes from files and arguments
/// is shown so.
#[must_use]
pub fn safe(text: &str) -> String {
    written_out(text, |_| false)
}

/// The same, lines and tabs left as they are.
#[must_use]
pub fn safe_lines(text: &str) -> String {
    written_out(text, |character| matches!(character, '\n' | '\t'))
}

fn written_out(text: &str, may_stay: impl Fn(char) -> bool) -> String {
    let mut safe = String::with_capacity(text.len());
    for character in text.chars() {
        if is_control(character) && !may_stay(character) {
            safe.extend(character.escape_default());
        } else {
            safe.push(character);
        }
    }
    safe
}

/// A fault of the system in words, without its number.
#[must_use]
pub fn of_system(fault: &std::io::Error) -> String {
    let said = fault.to_string();
    let words = said.split_once(" (os error").map_or(said.as_str(), |(words, _)| words);
    let mut letters = words.chars();
    letters.next().map(|first| first.to_lowercase().collect::<String>() + letters.as_str()).unwrap_or_default()
}

/// Whether a character is an order to a screen or a parser: it breaks lines, rings, turns the direction of writing, or
/// is not seen at all. None belongs in a name.
#[must_use]
pub fn is_control(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{61c}' | '\u{180e}' | '\u{200b}' | '\u{200e}'..='\u{200f}' | '\u{2028}'..='\u{202e}')
        || matches!(character, '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

/// The candidate most like `found`, if any is alike enough to be a slip of the fingers.
pub(super) fn closest<'a>(found: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    const ALIKE: f64 = 0.75;
    let lower = found.to_lowercase();
    candidates
        .into_iter()
        .map(|name| (strsim::jaro_winkler(&lower, &name.to_lowercase()), name))
        .filter(|(likeness, _)| *likeness > ALIKE)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, name)| name)
}
