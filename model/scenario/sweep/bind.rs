//! From an axis as written to one bound to a dataset.

use std::collections::BTreeMap;

use super::axis::{Distribution, Subject, WrittenAxis, ranged};
use super::levels::TABLE_ENDS;
use super::range::{moves, rows};
use super::spread::Spread;
use super::{Axes, Axis, Level, Range, SweepFile, Target};
use crate::error::{Place, Problem, Problems};
use crate::input::InputTable;
use crate::input::document::Located;
use crate::input::schema::main_column;
use crate::input::settings::SETTINGS;
use crate::scenario::adjust::Where;
use crate::scenario::base::Base;
use crate::scenario::financing::{Financing, NO_SEED, SEED};
use crate::scenario::foresight::{WINDOW, is_foresight};

/// An axis with its place in the dataset.
#[derive(Debug)]
pub(super) struct Bound {
    pub(super) axis: Axis,
    pub(super) written: WrittenAxis,
    /// The range that it has if the file gives none: a lever's own, or low to high of a table.
    pub(super) own: Option<(f64, f64)>,
}

/// All axes of a sweep; faults go to `problems`.
pub(super) fn bind(file: &SweepFile, base: &Base<'_>, problems: &mut Problems) -> Vec<Bound> {
    let written = spelled_out(&file.axes, base, problems);
    let bound: Vec<Bound> = written.into_iter().filter_map(|axis| bind_one(axis, base, problems)).collect();
    check_overlap(&bound, base, problems);
    bound
}

impl Bound {
    /// How samples are spread over the axis; none, and a problem, if nothing can be spread so.
    pub(super) fn spread(&self, problems: &mut Problems) -> Option<Spread> {
        let shape = self.written.shape();
        let given = self.written.range.as_ref().map(|range| range.value);
        let Some((low, high)) = given.or(self.own) else {
            problems.push(self.without_range());
            return None;
        };
        let place = self.written.distribution.as_ref().map_or(&self.written.place, |d| &d.place);
        if shape == Distribution::LogNormal && low <= 0.0 {
            let message = format!("the lever's own range starts at {low}; lognormal needs one above 0");
            problems.push(Problem::at(place.clone(), message).hint("give range = [low, high]"));
            return None;
        }
        let peak = match (&self.written.peak, &self.axis.base) {
            (Some(peak), _) if (low..=high).contains(&peak.value) => peak.value,
            (Some(peak), _) => {
                let message = format!("the peak is {}, outside the range from {low} to {high}", peak.value);
                problems.push(Problem::at(peak.place.clone(), message));
                return None;
            }
            (None, Level::Number(base)) if (low..=high).contains(base) => *base,
            _ => f64::midpoint(low, high),
        };
        let spread = Spread::new(shape, (low, high), peak);
        if spread.is_none() {
            let message = format!("nothing can be spread from {low} to {high}");
            problems.push(Problem::at(place.clone(), message).hint("give a wider range"));
        }
        spread
    }

    /// That the axis needs a range, and neither file nor dataset gives one.
    pub(super) fn without_range(&self) -> Problem {
        Problem::at(self.axis.place.clone(), format!("{} has no range of its own", self.axis.name))
            .hint("give range = [low, high]")
    }
}

/// The axes one by one, those that are not listed in the file too.
fn spelled_out(axes: &Axes, base: &Base<'_>, problems: &mut Problems) -> Vec<WrittenAxis> {
    let located = |name: &str, place: &Place| Located { value: name.to_owned(), place: place.clone() };
    let (found, nothing): (Vec<WrittenAxis>, _) = match axes {
        Axes::Given(axes) => return axes.clone(),
        Axes::AllRanges(place) => {
            let whole = |t: &&InputTable| moves(t, &Range { table: t.schema.name.to_owned(), only: vec![] });
            let tables = base.dataset.tables().iter().filter(|t| ranged(t.schema)).filter(whole);
            let subject = |t: &InputTable| Subject::Table(located(t.schema.name, place), vec![]);
            let message = "no table of this dataset has rows with both low and high";
            let nothing = Problem::at(place.clone(), message).hint("axes = \"all-levers\" turns its levers");
            (tables.map(|t| WrittenAxis::bare(subject(t), place.clone())).collect(), nothing)
        }
        Axes::AllLevers(place) => {
            // A lever whose range is one point stays where it is.
            let levers = base.levers.iter().filter(|lever| lever.low < lever.high);
            let subject = |name: &str| Subject::Lever(located(name, place));
            let message = "this dataset has no lever with a range";
            let nothing = Problem::at(place.clone(), message).hint("axes = \"all-ranges\" turns its tables");
            (levers.map(|lever| WrittenAxis::bare(subject(&lever.name), place.clone())).collect(), nothing)
        }
    };
    if found.is_empty() {
        problems.push(nothing);
    }
    found
}

fn bind_one(written: WrittenAxis, base: &Base<'_>, problems: &mut Problems) -> Option<Bound> {
    let (title, unit, level, own) = match &written.subject {
        Subject::Lever(name) => {
            let Some(lever) = base.levers.iter().find(|lever| lever.name == name.value) else {
                problems.push(no_lever(name, base));
                return None;
            };
            let own = Some((lever.low, lever.high)).filter(|(low, high)| low < high);
            let level = base.scenario.strength(&lever.name, base.levers).unwrap_or(lever.neutral);
            (lever.title.clone(), lever.unit.clone(), Level::Number(level), own)
        }
        Subject::Field(name) if name.value == SEED => {
            let seed = base.scenario.financing.as_ref().map_or(NO_SEED, Financing::seed);
            ("Path of markets".to_owned(), "seed".to_owned(), Level::Number(seed), None)
        }
        Subject::Field(name) if is_foresight(&name.value) => {
            let Some(level) = base.scenario.foresight.number(&name.value) else {
                let message = format!("{} has no number {}", base.scenario.name, name.value);
                let hint = "its [foresight] mode is not \"rolling\", or it has fewer [[belief]]: they count from 1";
                problems.push(Problem::at(name.place.clone(), message).hint(hint));
                return None;
            };
            let (title, unit) = if name.value == WINDOW { ("Years in sight", "years") } else { ("Belief", "") };
            (title.to_owned(), unit.to_owned(), Level::Number(level), None)
        }
        Subject::Field(name) => {
            let setting = SETTINGS.iter().find(|s| s.name == name.value)?;
            let level = Level::Number(base.scenario.settings.get(setting.name));
            (setting.title.to_owned(), setting.unit.to_owned(), level, None)
        }
        Subject::Scenarios(_) => ("Scenario".to_owned(), String::new(), Level::Name(base.scenario.name.clone()), None),
        Subject::Table(name, only) => {
            check_table(name, only, base, problems)?;
            let words: Vec<&str> = only.iter().flat_map(|(_, names)| names).map(|name| name.value.as_str()).collect();
            let some = if words.is_empty() { String::new() } else { format!(" ({})", words.join(", ")) };
            let title = format!("{}{some}", in_words(&name.value));
            (title, "of range".to_owned(), Level::Number(0.0), Some(TABLE_ENDS))
        }
    };
    let (name, target, place) = (written.column(), written.subject.target(), written.place.clone());
    Some(Bound { axis: Axis { name, title, unit, target, base: level, place }, written, own })
}

fn no_lever(name: &Located<String>, base: &Base<'_>) -> Problem {
    let message = format!("dataset {} has no lever \"{}\"", base.scenario.dataset, name.value);
    let problem = Problem::at(name.place.clone(), message);
    if name.value.contains('.') {
        return problem.hint(format!("for a number of the scenario write field = \"{}\"", name.value));
    }
    problem.suggest(&name.value, base.levers.iter().map(|lever| lever.name.as_str()))
}

/// The names in `where` exist, some row moves, and every end makes sense; none if not.
fn check_table(name: &Located<String>, only: &Where, base: &Base<'_>, problems: &mut Problems) -> Option<()> {
    let before = problems.0.len();
    let table = base.dataset.table(&name.value);
    for (column, names) in only {
        let known = table.text(&column.value);
        for word in names.iter().filter(|word| !known.contains(&word.value)) {
            let message = format!("no row of {} has {} \"{}\"", name.value, column.value, word.value);
            let known = known.iter().map(String::as_str);
            problems.push(Problem::at(word.place.clone(), message).suggest(&word.value, known));
        }
    }
    let Target::Range(range) = Subject::Table(name.clone(), only.clone()).target() else { return None };
    if problems.0.len() == before && !moves(table, &range) {
        let message = format!("no row of {} that is meant here has both a low and a high", name.value);
        problems.push(Problem::at(name.place.clone(), message).hint("there is nothing to move between"));
    }
    check_ends(table, &range, &name.place, problems);
    (problems.0.len() == before).then_some(())
}

/// Low and high are numbers that the cell may hold, and so all between them are too.
fn check_ends(table: &InputTable, range: &Range, place: &Place, problems: &mut Problems) {
    let column = main_column(table.schema.name).and_then(|main| table.schema.column(main));
    let Some(column) = column else { return };
    for end in ["low", "high"] {
        let mut faults = rows(table, range).filter_map(|row| Some((row, column.check(table.number(end)[row]).err()?)));
        if let Some((row, misfit)) = faults.next() {
            let (place_of_cell, number) = (table.place(row, end), table.number(end)[row]);
            let message = format!("{} cannot be {end}: {place_of_cell} says {number}", column.name);
            problems.push(Problem::at(place.clone(), message).hint(format!("expected {}", misfit.expected)));
        }
    }
}

/// No row is moved by two axes.
fn check_overlap(bound: &[Bound], base: &Base<'_>, problems: &mut Problems) {
    let mut moved: BTreeMap<(&str, usize), &str> = BTreeMap::new();
    for Bound { axis, .. } in bound {
        let Target::Range(range) = &axis.target else { continue };
        let table = base.dataset.table(&range.table);
        let twice = rows(table, range).find_map(|row| Some((row, *moved.get(&(range.table.as_str(), row))?)));
        if let Some((row, other)) = twice {
            let message = format!("{} and {other} both move {} of {}", axis.name, table.key(row), range.table);
            problems.push(Problem::at(axis.place.clone(), message).hint("each row can belong to one axis"));
        }
        moved.extend(rows(table, range).map(|row| ((range.table.as_str(), row), axis.name.as_str())));
    }
}

/// The name of a table as people write it: its first letter large, spaces for underscores.
fn in_words(table: &str) -> String {
    let mut letters = table.chars();
    let first = letters.next().map(|letter| letter.to_uppercase().to_string()).unwrap_or_default();
    format!("{first}{}", letters.as_str().replace('_', " "))
}
