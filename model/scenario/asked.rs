//! A scenario as it is asked for: its name, and what is set over it, as in `baseline+levers.permitting_delay=2`.
//!
//! After each `+` stands what `--set` takes, as far as numbers and lists of them go. A lever, or a number of the scenario
//! whose name only one table has, is known without its table: `baseline+permitting_delay=2`.

use super::lever::Lever;
use super::settings::assigned;
use crate::error::{Place, Problem, Problems};
use crate::input::document::Document;
use crate::input::folder::plain;
use crate::input::settings::SETTINGS;

/// Between a name and each thing set over it.
const SEPARATOR: char = '+';
/// Where the model's years and hours are.
const HORIZON: [&str; 2] = ["years", "block_hours"];
/// Where levers are.
const LEVERS: &str = "levers.";

/// A scenario that was asked for.
#[derive(Debug, Clone, PartialEq)]
pub struct Asked {
    /// Name of what is solved: the scenario's, with what is set over it.
    pub name: String,
    /// The scenario that it is a child of.
    pub of: String,
    /// What is set over it, keys in full.
    pub assignments: Vec<String>,
    /// Numbers of the scenario that were named without their table.
    short: Vec<(String, Place)>,
}

impl Asked {
    /// Reads what was asked for; faults go to `problems`.
    pub fn read(text: &str, problems: &mut Problems) -> Option<Self> {
        let before = problems.0.len();
        let mut pieces = pieces(text).into_iter();
        let (_, of) = pieces.next()?;
        if !plain(of) {
            let problem = Problem::new(format!("\"{of}\" cannot be the name of a scenario"));
            problems.push(problem.hint("use letters, digits, - and _: the name is the file's, without .toml"));
        }
        let mut asked = Self { name: of.to_owned(), of: of.to_owned(), assignments: vec![], short: vec![] };
        for (offset, piece) in pieces {
            let place = Place { file: text.into(), text: text.into(), offset, length: piece.len() };
            match in_full(piece) {
                Err((message, hint)) => problems.push(Problem::at(place, message).hint(hint)),
                Ok(assignment) => {
                    let is_short = !piece.contains('.') && !assignment.starts_with(LEVERS);
                    asked.short.extend(is_short.then(|| (piece.to_owned(), place)));
                    let written = assignment.strip_prefix(LEVERS).unwrap_or(piece);
                    asked.name = format!("{}{SEPARATOR}{written}", asked.name);
                    asked.assignments.push(assignment);
                }
            }
        }
        (!problems.stop_since(before)).then_some(asked)
    }

    /// What is set over the scenario, each as a child of it.
    pub fn documents(&self, problems: &mut Problems) -> Vec<Document> {
        self.assignments.iter().filter_map(|one| assigned(&format!("{}: {one}", self.name), one, problems)).collect()
    }

    /// Says which keys mean a number of the scenario and a lever of its dataset alike, and which are set twice.
    pub fn check(&self, levers: &[Lever], overrides: &[Document], problems: &mut Problems) {
        for (piece, place) in &self.short {
            let (key, value) = piece.split_once('=').unwrap_or((piece, ""));
            if levers.iter().any(|lever| lever.name == key) {
                let message = format!("{key} is a lever, and a number of the scenario, too");
                let problem = Problem::at(place.clone(), message);
                problems.push(problem.hint(format!("write {LEVERS}{key}={value}, or name the table of the number")));
            }
        }
        let of = |text: &str| text.split('=').next().unwrap_or_default().trim().to_owned();
        for (at, one) in self.assignments.iter().enumerate() {
            if self.assignments[..at].iter().any(|other| of(other) == of(one)) {
                let message = format!("{} sets {} twice", self.name, of(one));
                problems.push(Problem::new(message).hint("leave one of them out"));
            }
        }
        for over in overrides {
            let mut same = self.assignments.iter().filter(|own| of(own) == of(&over.text));
            if let Some(own) = same.next() {
                let message = format!("{} sets {own}, and the command line sets {} over all", self.name, over.text);
                problems.push(Problem::new(message).hint("leave one of them out"));
            }
        }
    }
}

/// Name of the folder, and of files, of a scenario: letters, digits, `-`, `_`, `=` and `+` where something is set over it.
#[must_use]
pub fn folder_name(name: &str) -> String {
    if plain(name) {
        return name.to_owned();
    }
    let is_safe = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '=' | '+');
    name.chars().map(|c| if is_safe(c) { c } else { '-' }).collect()
}

/// What stands between the separators, with its place; that of a number, as in `1e+5`, is none.
fn pieces(text: &str) -> Vec<(usize, &str)> {
    let (mut found, mut start) = (vec![], 0);
    for (at, _) in text.match_indices(SEPARATOR) {
        let is_of_number = text[at + 1..].starts_with(|c: char| c.is_ascii_digit() || c == '.');
        if !(is_of_number && text[start..at].contains('=')) {
            found.push((start, &text[start..at]));
            start = at + 1;
        }
    }
    found.push((start, &text[start..]));
    found
}

/// An assignment whose key is in full; otherwise what was found and expected, and what to do.
fn in_full(piece: &str) -> Result<String, (String, String)> {
    const NUMBERS: &str = ".-+%,[]";
    const EXAMPLE: &str = "as in baseline+levers.chips=2; gridbound list levers shows all levers";
    let Some((key, value)) = piece.split_once('=').filter(|(key, value)| !key.is_empty() && !value.is_empty()) else {
        return Err((format!("\"{piece}\" sets nothing; expected KEY=VALUE after a +"), EXAMPLE.to_owned()));
    };
    if let Some(other) = value.chars().find(|c| !c.is_ascii_alphanumeric() && !NUMBERS.contains(*c)) {
        let message = format!("{key} is set to \"{value}\"; expected a number or a list of numbers, without '{other}'");
        return Err((message, "--set takes texts, too, and acts on all scenarios of the command".to_owned()));
    }
    if key.contains('.') {
        return Ok(piece.to_owned());
    }
    if HORIZON.contains(&key) {
        return Ok(format!("horizon.{piece}"));
    }
    let known = SETTINGS.iter().find(|setting| setting.name.split_once('.').is_some_and(|(_, own)| own == key));
    Ok(known.map_or_else(|| format!("{LEVERS}{piece}"), |known| format!("{}={value}", known.name)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Asked, Vec<Problem>> {
        let mut problems = Problems::default();
        Asked::read(text, &mut problems).ok_or(problems.0)
    }

    #[test]
    fn a_name_may_say_what_is_set_over_it() {
        for (text, name, assignments) in [
            ("baseline", "baseline", vec![]),
            ("baseline+levers.chips=2", "baseline+chips=2", vec!["levers.chips=2"]),
            ("baseline+chips=2", "baseline+chips=2", vec!["levers.chips=2"]),
            (
                "baseline+discount_rate=8%+chips=1e+1",
                "baseline+discount_rate=8%+chips=1e+1",
                vec!["finance.discount_rate=8%", "levers.chips=1e+1"],
            ),
            ("a+years=[2025,2030]", "a+years=[2025,2030]", vec!["horizon.years=[2025,2030]"]),
        ] {
            let asked = read(text).unwrap();
            assert_eq!(
                (asked.name.as_str(), asked.assignments),
                (name, assignments.iter().map(ToString::to_string).collect())
            );
        }
    }

    #[test]
    fn what_cannot_be_set_is_said_with_its_place() {
        for (text, column, words) in [
            ("baseline+chips", 10, "\"chips\" sets nothing; expected KEY=VALUE"),
            ("baseline+chips=", 10, "\"chips=\" sets nothing"),
            ("baseline++chips=2", 10, "\"\" sets nothing"),
            ("baseline+2", 10, "\"2\" sets nothing"),
            ("baseline+title=a/../b", 10, "expected a number or a list of numbers, without '/'"),
            ("baseline+chips=1_5", 10, "without '_'"),
        ] {
            let Err(problems) = read(text) else { panic!("{text}") };
            let [problem] = problems.as_slice() else { panic!("{text}: {problems:?}") };
            assert!(problem.message.contains(words) && problem.hint.is_some(), "{problem:?}");
            assert_eq!(problem.place.as_ref().map(|place| place.line_and_column().1), Some(column), "{text}");
        }
        assert!(read("../baseline+chips=2").is_err());
    }

    #[test]
    fn no_two_numbers_of_a_scenario_share_a_name() {
        let mut own: Vec<_> =
            SETTINGS.iter().filter_map(|setting| setting.name.split_once('.')).map(|(_, own)| own).collect();
        let count = own.len();
        own.sort_unstable();
        own.dedup();
        assert!(own.len() == count && count > 10);
        assert!(HORIZON.iter().all(|key| !own.contains(key)));
    }

    #[test]
    fn a_folder_of_a_variant_stays_where_it_is() {
        assert_eq!(folder_name("v1.2"), "v1.2");
        assert_eq!(folder_name("baseline+chips=1.5"), "baseline+chips=1-5");
        assert_eq!(folder_name("../a+b=[1,2]"), "---a+b=-1-2-");
    }
}
