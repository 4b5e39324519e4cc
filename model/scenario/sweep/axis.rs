//! One axis as a sweep file writes it.

use super::Target;
use crate::error::{Place, Problem, Problems};
use crate::input::document::{Located, Node, Reader};
use crate::input::folder::plain;
use crate::input::schema::{self, Presence, Schema, main_column};
use crate::input::settings::SETTINGS;
use crate::input::tables::TABLES;
use crate::scenario::adjust::{Where, check_where, read_where};
use crate::scenario::financing::SEED;
use crate::scenario::foresight::is_foresight;

/// What an axis is about.
#[derive(Debug, Clone)]
pub enum Subject {
    /// A lever, by name.
    Lever(Located<String>),
    /// A number of the scenario, as in `finance.discount_rate`.
    Field(Located<String>),
    /// Scenarios, by name.
    Scenarios(Vec<Located<String>>),
    /// The rows of a table that say a range.
    Table(Located<String>, Where),
}

/// How samples are spread over a range.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Distribution {
    /// All levels alike.
    Uniform,
    /// Most at the peak, none at the ends.
    Triangular,
    /// The ends are the 5 % and 95 % quantiles.
    LogNormal,
}

/// How steps are spread over a range.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Spacing {
    /// The same difference between neighbours.
    Even,
    /// The same ratio between neighbours.
    Geometric,
}

/// One `[[axis]]`.
#[derive(Debug, Clone)]
pub struct WrittenAxis {
    /// Name, if the file gives one.
    pub name: Option<Located<String>>,
    /// What it is about.
    pub subject: Subject,
    /// Levels one by one.
    pub values: Option<Located<Vec<f64>>>,
    /// Lowest and highest level.
    pub range: Option<Located<(f64, f64)>>,
    /// Levels on the range, both ends counted.
    pub steps: Option<Located<u32>>,
    /// How the steps are spread.
    pub spacing: Option<Located<Spacing>>,
    /// How samples are spread.
    pub distribution: Option<Located<Distribution>>,
    /// Likeliest level of a triangular distribution.
    pub peak: Option<Located<f64>>,
    /// Where it stands.
    pub place: Place,
}

/// Columns that the results have besides the axes.
const RESERVED: [&str; 11] = [
    "scenario",
    "objective_musd",
    "status",
    "certified",
    "warm",
    "iterations",
    "seconds",
    "narrow",
    "broad",
    "solved",
    "message",
];
/// How columns begin that the results or the store have for every year or family.
const RESERVED_STARTS: [&str; 6] = ["ai_it_gw_", "mh100e_", "twh_", "first_", "capex_busd_per_year_", "rent_"];
const LEAST_STEPS: u32 = 2;

impl WrittenAxis {
    /// An axis that says nothing of its levels.
    #[must_use]
    pub fn bare(subject: Subject, place: Place) -> Self {
        let (values, range, steps, spacing) = (None, None, None, None);
        Self { name: None, subject, values, range, steps, spacing, distribution: None, peak: None, place }
    }

    /// Reads one axis of at most so many steps; faults go to `problems`.
    pub fn read(node: &Located<Node>, most: u32, problems: &mut Problems) -> Option<Self> {
        let Node::Table(entries) = &node.value else {
            problems.push(Problem::at(node.place.clone(), "an axis is a table, as in [[axis]]"));
            return None;
        };
        let before = problems.0.len();
        let mut reader = Reader::new(entries, node.place.clone(), "axis", problems);
        let name = reader.located_text("name", false);
        let subject = read_subject(&mut reader, &node.place);
        let values = reader.maybe_numbers("values", "one or more numbers, as in [0.5, 1, 2]");
        let range = read_range(&mut reader);
        let steps = reader.maybe_count("steps", LEAST_STEPS, most);
        let spacing = reader.maybe_word("spacing", &[("even", Spacing::Even), ("geometric", Spacing::Geometric)]);
        let distribution = reader.maybe_word(
            "distribution",
            &[
                ("uniform", Distribution::Uniform),
                ("triangular", Distribution::Triangular),
                ("lognormal", Distribution::LogNormal),
            ],
        );
        let peak = reader.maybe_number("peak");
        reader.finish();
        if problems.stop_since(before) {
            return None;
        }
        let place = node.place.clone();
        let axis = Self { name, subject: subject?, values, range, steps, spacing, distribution, peak, place };
        axis.check_name(problems);
        axis.subject.check(problems);
        Some(axis)
    }

    /// Name; a column of the results.
    #[must_use]
    pub fn column(&self) -> String {
        if let Some(name) = &self.name {
            return name.value.clone();
        }
        match &self.subject {
            Subject::Lever(name) | Subject::Field(name) => name.value.clone(),
            Subject::Scenarios(_) => "base_scenario".to_owned(),
            Subject::Table(table, only) => {
                let words = only.iter().flat_map(|(_, names)| names).map(|name| name.value.as_str());
                let words: Vec<&str> = [table.value.as_str()].into_iter().chain(words).collect();
                words.join(".").replace(|c: char| !(c.is_alphanumeric() || "-_.".contains(c)), "_")
            }
        }
    }

    fn check_name(&self, problems: &mut Problems) {
        let Some(Located { value, place }) = &self.name else { return };
        if !plain(value) {
            let message = format!("\"{value}\" cannot be the name of an axis");
            problems.push(Problem::at(place.clone(), message).hint("use letters, digits, -, _ and points"));
        } else if RESERVED.contains(&value.as_str()) || RESERVED_STARTS.iter().any(|start| value.starts_with(start)) {
            let message = format!("the results have a column \"{value}\" already");
            problems.push(Problem::at(place.clone(), message).hint("give the axis another name"));
        }
    }
}

impl Subject {
    /// What it turns.
    #[must_use]
    pub fn target(&self) -> Target {
        let text = |name: &Located<String>| name.value.clone();
        match self {
            Self::Lever(name) => Target::Lever(text(name)),
            Self::Field(name) => Target::Field(text(name)),
            Self::Scenarios(_) => Target::Scenario,
            Self::Table(table, only) => Target::Range(super::Range {
                table: text(table),
                only: only.iter().map(|(column, names)| (text(column), names.iter().map(text).collect())).collect(),
            }),
        }
    }

    /// What can be said without a dataset: numbers, tables and columns of that name exist.
    fn check(&self, problems: &mut Problems) {
        match self {
            Self::Lever(_) => {}
            Self::Field(field) => {
                if field.value != SEED && !is_foresight(&field.value) && !SETTINGS.iter().any(|s| s.name == field.value)
                {
                    let problem =
                        Problem::at(field.place.clone(), format!("a scenario has no number \"{}\"", field.value));
                    problems.push(if field.value.contains('.') {
                        problem.suggest(&field.value, SETTINGS.iter().map(|s| s.name))
                    } else {
                        problem.hint(format!("for a lever write lever = \"{}\"", field.value))
                    });
                }
            }
            Self::Scenarios(names) => {
                for (at, name) in names.iter().enumerate() {
                    if names[..at].iter().any(|earlier| earlier.value == name.value) {
                        let message = format!("scenario \"{}\" stands twice", name.value);
                        problems.push(Problem::at(name.place.clone(), message));
                    }
                }
            }
            Self::Table(table, only) => match schema::table(&table.value) {
                Some(schema) if ranged(schema) => check_where(only, schema, problems),
                Some(schema) => {
                    let message = format!("the program does not read ranges of {}", schema.name);
                    problems.push(Problem::at(table.place.clone(), message).hint("leave this axis out"));
                }
                None => {
                    let names = TABLES.iter().filter(|s| ranged(s)).map(|s| s.name);
                    let message = format!("there is no table \"{}\"", table.value);
                    problems.push(Problem::at(table.place.clone(), message).suggest(&table.value, names));
                }
            },
        }
    }
}

/// Whether rows of the table may say a range of something that the program reads.
pub(super) fn ranged(schema: &Schema) -> bool {
    schema.presence != Presence::Report && main_column(schema.name).is_some()
}

fn read_subject(reader: &mut Reader<'_>, place: &Place) -> Option<Subject> {
    let given = ["lever", "field", "scenarios", "table"].into_iter().filter(|key| reader.find(key).is_some()).count();
    let before = reader.problems.0.len();
    let lever = reader.located_text("lever", false).map(Subject::Lever);
    let field = reader.located_text("field", false).map(Subject::Field);
    let scenarios =
        reader.maybe_names("scenarios", "one or more names in quotes, as in [\"baseline\"]").map(Subject::Scenarios);
    let table = reader.located_text("table", false);
    let only = reader.find("where").map(|node| (node.place.clone(), read_where(node, reader.problems)));
    if let (None, Some((at, _))) = (&table, &only) {
        reader.problems.push(Problem::at(at.clone(), "where goes with table"));
    }
    if given != 1 {
        let message = format!("an axis has exactly one of lever, field, scenarios, table; this one has {given}");
        reader.problems.push(Problem::at(place.clone(), message));
    }
    let table = table.map(|table| Subject::Table(table, only.map(|(_, only)| only).unwrap_or_default()));
    (reader.problems.0.len() == before).then(|| lever.or(field).or(scenarios).or(table)).flatten()
}

fn read_range(reader: &mut Reader<'_>) -> Option<Located<(f64, f64)>> {
    const EXPECTED: &str = "a low and a higher number, as in [0.5, 2]";
    let numbers = reader.maybe_numbers("range", EXPECTED)?;
    if let [low, high] = numbers.value[..]
        && low < high
        && (high - low).is_finite()
    {
        return Some(Located { value: (low, high), place: numbers.place });
    }
    let found = numbers.value.iter().map(f64::to_string).collect::<Vec<_>>().join(", ");
    reader.problems.push(Problem::at(numbers.place, format!("axis.range is [{found}]; expected {EXPECTED}")));
    None
}
