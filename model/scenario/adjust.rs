//! Adjusts: named changes of table cells and of the scenario's own numbers.

use std::collections::BTreeSet;

use super::changes::ChangeLog;
use crate::error::{Place, Problem, Problems, figure, is_control, quoted};
use crate::input::document::{Located, Node, Reader};
use crate::input::schema::{self, CellKind, Column, Schema};
use crate::input::settings::{CAP, SETTINGS, Settings};
use crate::input::tables::{Common, Sources, TABLES};
use crate::input::{Dataset, InputTable};

/// How the reason of a lever's change begins.
pub const LEVER: &str = "lever ";

/// What an adjust does to a number.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Change {
    /// Replaces it.
    Set(Amount),
    /// Multiplies it.
    Multiply(Amount),
    /// Adds to it.
    Add(Amount),
    /// Moves whole rows later by some years.
    Delay(Amount),
    /// Moves the main value of each row towards the row's own low (down to -1) or high (up to 1).
    Range(Amount),
}

impl Change {
    /// Its number as written; 0 where that is a lever's strength.
    #[must_use]
    pub fn number(self) -> f64 {
        match self {
            Self::Set(a) | Self::Multiply(a) | Self::Add(a) | Self::Delay(a) | Self::Range(a) => a.value(0.0),
        }
    }

    /// The same with another number.
    #[must_use]
    pub const fn with(self, number: f64) -> Self {
        let amount = Amount::Given(number);
        match self {
            Self::Set(_) => Self::Set(amount),
            Self::Multiply(_) => Self::Multiply(amount),
            Self::Add(_) => Self::Add(amount),
            Self::Delay(_) => Self::Delay(amount),
            Self::Range(_) => Self::Range(amount),
        }
    }
}

/// A value moved by a part of the way to an end of its range; so written, the end is met exactly.
#[must_use]
pub fn towards(value: f64, part: f64, end: f64) -> f64 {
    (1.0 - part) * value + part * end
}

/// The column that a move of a range by so much goes to.
#[must_use]
pub fn end_of(level: f64) -> &'static str {
    if level < 0.0 { Common::low.name } else { Common::high.name }
}

/// A number, or a lever's strength.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Amount {
    /// A number as written.
    Given(f64),
    /// The strength of the lever that the adjust belongs to.
    Strength,
}

impl Amount {
    fn value(self, strength: f64) -> f64 {
        match self {
            Self::Given(number) => number,
            Self::Strength => strength,
        }
    }
}

/// One adjust as written in a scenario or a lever.
#[derive(Debug, Clone)]
pub struct Adjust {
    /// Table, or `scenario`.
    pub table: Located<String>,
    /// Column and the names that its cell may have.
    pub only: Where,
    /// First and last year of the rows it touches.
    pub years: Option<(f64, f64)>,
    /// Column to change; none for a delay.
    pub column: Option<Located<String>>,
    /// What to do.
    pub change: Change,
    /// Reason, shown in reports.
    pub why: String,
    /// Keys of `sources.csv` that the new values rest on.
    pub sources: Vec<Located<String>>,
    /// Where it stands.
    pub place: Place,
}

impl Adjust {
    /// A change of all rows of a column that no file asks for; complaints about it point at a place.
    #[must_use]
    pub fn whole(place: &Place, (table, column): (&str, &str), change: Change, why: &str) -> Self {
        let located = |value: &str| Located { value: value.to_owned(), place: place.clone() };
        Self {
            table: located(table),
            only: vec![],
            years: None,
            column: Some(located(column)),
            change,
            why: why.to_owned(),
            sources: vec![],
            place: place.clone(),
        }
    }

    /// Reads one adjust; `strength` says whether the word "strength" may stand for a number.
    pub fn read(node: &Located<Node>, in_lever: bool, problems: &mut Problems) -> Option<Self> {
        let Node::Table(entries) = &node.value else {
            problems.push(Problem::at(node.place.clone(), "an adjust is a table, as in [[adjust]]"));
            return None;
        };
        let mut reader = Reader::new(entries, node.place.clone(), "adjust", problems);
        let adjust = Self::of_keys(&mut reader, in_lever, &node.place);
        reader.finish();
        adjust
    }

    /// Reads the keys of an adjust among those of a table.
    pub fn of_keys(reader: &mut Reader<'_>, in_lever: bool, place: &Place) -> Option<Self> {
        let before = reader.problems.0.len();
        let table = reader.located_text("table", true);
        let column = reader.located_text("column", false);
        let only = reader.find("where").map(|n| read_where(n, reader.problems)).unwrap_or_default();
        let years = reader.find("years").and_then(|n| read_years(n, reader.problems));
        let why = if in_lever { String::new() } else { reader.maybe_prose("why").unwrap_or_default() };
        let sources = if in_lever {
            vec![]
        } else {
            reader.maybe_text_or_texts("source", "a key of sources.csv, or a list of them")
        };
        let change = read_change(reader, in_lever, place);
        let (table, change) = (table?, change?);
        let adjust = Self { table, only, years, column, change, why, sources, place: place.clone() };
        adjust.check(reader.problems);
        (!reader.problems.0[before..].iter().any(|p| p.severity == crate::error::Severity::Error)).then_some(adjust)
    }

    /// What can be said without a dataset: tables and columns exist and fit the change.
    fn check(&self, problems: &mut Problems) {
        let delay = matches!(self.change, Change::Delay(_));
        if let (true, Some(column)) = (delay, &self.column) {
            problems.push(
                Problem::at(column.place.clone(), "delay_years moves whole rows and takes no column")
                    .hint("give one delay per table and leave column out"),
            );
        }
        if let (false, None) = (delay, &self.column) {
            let hint = "name the column to change, as in column = \"gw_per_year\"";
            problems.push(Problem::at(self.place.clone(), "this adjust has no column").hint(hint));
        }
        if let Change::Range(Amount::Given(level)) = self.change
            && !(-1.0..=1.0).contains(&level)
        {
            let message = format!("range is {level}; expected -1 (each row's low) to 1 (its high)");
            problems.push(Problem::at(self.place.clone(), message));
        }
        if self.table.value == "scenario" {
            let known = || SETTINGS.iter().map(|setting| setting.name).chain([CAP]);
            if let Some(column) = self.column.as_ref().filter(|column| !known().any(|name| name == column.value)) {
                let message = format!("the scenario has no number {}", quoted(&column.value));
                let problem = Problem::at(column.place.clone(), message).suggest(&column.value, known());
                let all = || format!("numbers of a scenario: {}", known().collect::<Vec<_>>().join(", "));
                problems.push(problem.or_hint(all));
            }
            if delay || matches!(self.change, Change::Range(_)) || self.years.is_some() || !self.only.is_empty() {
                let message = "an adjust of the scenario's own numbers takes a column and one of set, multiply, add";
                problems.push(
                    Problem::at(self.place.clone(), message).hint("leave where, years, range and delay_years out"),
                );
            }
            return;
        }
        let Some(schema) = schema::table(&self.table.value) else {
            let names = TABLES.iter().map(|t| t.name).chain(["scenario"]);
            let message = format!("there is no table {}", quoted(&self.table.value));
            let problem = Problem::at(self.table.place.clone(), message).suggest(&self.table.value, names.clone());
            problems.push(problem.or_hint(|| format!("tables: {}", names.collect::<Vec<_>>().join(", "))));
            return;
        };
        self.check_columns(schema, delay, problems);
    }

    fn check_columns(&self, schema: &'static Schema, delay: bool, problems: &mut Problems) {
        if (self.years.is_some() || delay) && !schema.by_year() {
            let problem = Problem::at(self.place.clone(), format!("{} has no years", schema.name));
            problems.push(problem.hint("its rows hold for all years: leave years and delay_years out"));
        }
        if let Some(column) = &self.column {
            let changeable = schema.columns.iter().filter(|c| can_change(c));
            let is_main = |column: &&Column| column.main;
            let is_range = matches!(self.change, Change::Range(_));
            if is_range && !schema.columns.iter().filter(is_main).any(|c| c.name == column.value) {
                let of = quoted(&column.value);
                let message = format!("low and high of a row of {} are not about {of}", schema.name);
                let names: Vec<&str> = schema.columns.iter().filter(is_main).map(|c| c.name).collect();
                let about = if names.is_empty() { "nothing".to_owned() } else { names.join(" and ") };
                problems.push(Problem::at(column.place.clone(), message).hint(format!("they are about {about}")));
            } else if !changeable.clone().any(|c| c.name == column.value) {
                let message = format!("{} has no number {}", schema.name, quoted(&column.value));
                let problem = Problem::at(column.place.clone(), message);
                let names: Vec<&str> = changeable.map(|c| c.name).collect();
                let all = if names.is_empty() { "none that an adjust may change".to_owned() } else { names.join(", ") };
                problems.push(problem.hint(format!("numbers of {}: {all}", schema.name)));
            }
        }
        check_where(&self.only, schema, problems);
    }

    /// Applies the adjust; every cell changed goes to `log` with the reason and the line that makes it act: its own, or the
    /// one that turns its lever.
    pub fn apply(
        &self,
        strength: f64,
        (why, by): (&str, &Place),
        dataset: &mut Dataset,
        settings: &mut Settings,
        log: &mut ChangeLog,
        problems: &mut Problems,
    ) {
        let reason = (why, self.sources.as_slice(), by);
        let amount = |a: Amount| a.value(strength);
        let new = |old: f64, end: f64| match self.change {
            Change::Set(a) => amount(a),
            Change::Multiply(a) => old * amount(a),
            Change::Add(a) | Change::Delay(a) => old + amount(a),
            Change::Range(a) if amount(a) == 0.0 => old,
            Change::Range(a) => towards(old, amount(a).abs(), end),
        };
        self.check_sources(dataset, problems);
        if self.table.value == "scenario" {
            let name = self.column.as_ref().map_or("", |c| c.value.as_str());
            match settings.change(name, |old| new(old, f64::NAN)) {
                Ok((old, new)) => log.record(("scenario", 0, name), old, new, reason),
                Err(problem) => problems.push(Problem { place: Some(by.clone()), ..problem }),
            }
            return;
        }
        let before = problems.0.len();
        self.check_names(why.starts_with(LEVER), dataset, problems);
        let Some(table) = dataset.table_mut(&self.table.value) else { return };
        let rows = self.rows(table);
        if rows.is_empty() && problems.0.len() == before {
            let message = format!("no row of {} is meant by this: nothing changes", self.table.value);
            let problem = Problem::at(self.place.clone(), message).warning();
            problems.push(match self.years_of_rows(table) {
                Some(hint) => {
                    log.idle.push(self.place.clone());
                    problem.hint(hint)
                }
                None => problem,
            });
        }
        let schema = table.schema;
        let column = match (&self.column, self.change) {
            (_, Change::Delay(_)) => schema.year().unwrap_or_default(),
            (Some(column), _) => column.value.as_str(),
            (None, _) => return,
        };
        let Some(of_cell) = schema.column(column) else { return };
        let ends = match self.change {
            Change::Range(a) => self.ends(table, &rows, amount(a), problems),
            _ => vec![f64::NAN; rows.len()],
        };
        let Some(numbers) = table.number_mut(column) else { return };
        let mut faults = vec![];
        for (&row, end) in rows.iter().zip(ends) {
            let Some(old) = numbers.get(row).copied().filter(|old| !old.is_nan()) else { continue };
            numbers[row] = new(old, end);
            if let Err(misfit) = of_cell.check(numbers[row]) {
                faults.push((row, numbers[row], misfit));
            }
            log.record((schema.name, row, column), old, numbers[row], reason);
        }
        if let Some((row, value, misfit)) = faults.first() {
            let after = if *by == self.place { "this adjust" } else { why };
            let (key, value) = (table.key(*row), figure(*value));
            let message = format!("after {after} {column} of {} {key} is {value}", schema.name);
            problems.push(Problem::at(by.clone(), message).hint(format!("expected {}", misfit.expected)));
        }
        if matches!(self.change, Change::Delay(_)) {
            check_years(by, table, problems);
        }
    }

    /// The ends that the rows are moved to; a row that has none is an error.
    fn ends(&self, table: &InputTable, rows: &[usize], level: f64, problems: &mut Problems) -> Vec<f64> {
        if level == 0.0 {
            return vec![f64::NAN; rows.len()];
        }
        if !(-1.0..=1.0).contains(&level) {
            let message = format!("range becomes {level}; expected -1 (each row's low) to 1 (its high)");
            problems.push(Problem::at(self.place.clone(), message));
            return vec![];
        }
        let end = end_of(level);
        let ends: Vec<f64> = rows.iter().map(|&row| table.number(end).get(row).copied().unwrap_or(f64::NAN)).collect();
        let mut without = rows.iter().zip(&ends).filter(|(_, end)| end.is_nan()).map(|(row, _)| table.key(*row));
        if let Some(first) = without.next() {
            let more = without.count();
            let more = if more > 0 { format!(", and {more} more") } else { String::new() };
            let message = format!("{} {first}{more} has no {end}: there is nowhere to move it", table.schema.name);
            let hint = format!("fill in {end}, or leave the row out with where or years");
            problems.push(Problem::at(self.place.clone(), message).hint(hint));
            return vec![];
        }
        ends
    }

    /// The rows that the adjust touches.
    #[must_use]
    pub fn rows(&self, table: &InputTable) -> Vec<usize> {
        let years = table.years();
        let touched = |row: &usize| self.years.is_none_or(|(first, last)| (first..=last).contains(&years[*row]));
        self.rows_of_all_years(table).into_iter().filter(touched).collect()
    }

    /// The years of the rows that it is about, in words; none if it is about no row in any year.
    pub(super) fn years_of_rows(&self, table: &InputTable) -> Option<String> {
        let years = self.rows_of_all_years(table).into_iter().filter_map(|row| table.years().get(row).copied());
        let (first, last) = (years.clone().min_by(f64::total_cmp)?, years.max_by(f64::total_cmp)?);
        Some(format!("its rows are of {first} to {last}, and years names rows, not model years"))
    }

    /// The rows that the adjust is about, in years that it leaves alone too.
    #[must_use]
    pub fn rows_of_all_years(&self, table: &InputTable) -> Vec<usize> {
        (0..table.len())
            .filter(|&row| {
                self.only.iter().all(|(column, names)| {
                    let cell = table.text(&column.value).get(row).map_or("", String::as_str);
                    names.iter().any(|name| name.value == cell)
                })
            })
            .collect()
    }

    /// A name in `where` that no row of the column has makes the adjust do nothing. It is an error if the
    /// dataset does not know the name at all, unless a lever says it: levers are shared by datasets.
    pub(super) fn check_names(&self, in_lever: bool, dataset: &Dataset, problems: &mut Problems) {
        let table = dataset.table(&self.table.value);
        for (column, names) in &self.only {
            let known: BTreeSet<&str> = table.text(&column.value).iter().map(String::as_str).collect();
            let defined = dataset.defined_names(table.schema, &column.value);
            for name in names.iter().filter(|n| !known.contains(n.value.as_str())) {
                let message = format!(
                    "no row of {} has {} \"{}\": nothing changes there",
                    self.table.value, column.value, name.value
                );
                let problem = Problem::at(name.place.clone(), message).suggest(&name.value, known.iter().copied());
                let problem = problem.or_hint(|| listed("its rows have", known.iter().copied()));
                let harmless = in_lever || defined.contains(&name.value.as_str());
                problems.push(if harmless { problem.warning() } else { problem });
            }
        }
    }

    /// What a change rests on is listed in the dataset's sources.
    fn check_sources(&self, dataset: &Dataset, problems: &mut Problems) {
        let known = dataset.column(Sources::source);
        for source in self.sources.iter().filter(|s| !known.contains(&s.value)) {
            let message = format!("sources.csv has no source {}", quoted(&source.value));
            let problem = Problem::at(source.place.clone(), message);
            let problem = problem.suggest(&source.value, known.iter().map(String::as_str));
            problems
                .push(problem.or_hint(|| "add a row to sources.csv, or leave source out: why takes words".to_owned()));
        }
    }
}

/// After a delay no series may have two rows on one year.
fn check_years(by: &Place, table: &InputTable, problems: &mut Problems) {
    let mut seen = BTreeSet::new();
    for row in 0..table.len() {
        if !seen.insert(table.key(row)) {
            let message = format!("this delay puts two rows of {} on one year: {}", table.schema.name, table.key(row));
            let hint = "delay all rows of the series, or later ones only";
            problems.push(Problem::at(by.clone(), message).hint(hint));
            return;
        }
    }
}

/// Whether `where` names columns of names.
pub(super) fn check_where(only: &Where, schema: &Schema, problems: &mut Problems) {
    for (column, _) in only {
        let names: Vec<&str> = schema.columns.iter().filter(|c| selectable(c.cell)).map(|c| c.name).collect();
        if !names.contains(&column.value.as_str()) {
            let message = format!("where names {}, which is no name column of {}", quoted(&column.value), schema.name);
            problems
                .push(Problem::at(column.place.clone(), message).hint(format!("name columns: {}", names.join(", "))));
        }
    }
}

/// Some names in words, a dozen at most.
fn listed<'a>(what: &str, names: impl ExactSizeIterator<Item = &'a str>) -> String {
    const SHOWN: usize = 12;
    let dots = if names.len() > SHOWN { ", ..." } else { "" };
    format!("{what} {}{dots}", names.take(SHOWN).collect::<Vec<_>>().join(", "))
}

/// Whether adjusts change the numbers of a column.
pub(super) fn can_change(column: &Column) -> bool {
    let number =
        matches!(column.cell, CellKind::Number(_) | CellKind::NumberOr(..) | CellKind::Whole(_) | CellKind::Flag);
    !column.key && number
}

/// Whether `where` can name rows by a column that holds this.
pub(super) fn selectable(cell: CellKind) -> bool {
    matches!(
        cell,
        CellKind::Definition
            | CellKind::Reference(_)
            | CellKind::ReferenceOrAll(_)
            | CellKind::Free
            | CellKind::FreeOrNone
            | CellKind::OneOf(_)
    )
}

/// Columns and the names that their cells may have.
pub type Where = Vec<(Located<String>, Vec<Located<String>>)>;

/// Reads `where`.
pub(super) fn read_where(node: &Located<Node>, problems: &mut Problems) -> Where {
    const EXPECTED: &str = "where is columns with a name or a list of names, as in { region = [\"PJM\", \"MISO\"] }";
    let Node::Table(entries) = &node.value else {
        problems.push(Problem::at(node.place.clone(), EXPECTED));
        return vec![];
    };
    let mut only = vec![];
    for (column, value) in entries {
        let items = match &value.value {
            Node::List(items) => items.as_slice(),
            _ => std::slice::from_ref(value),
        };
        let mut names = vec![];
        for item in items {
            match &item.value {
                Node::Text(name) if !name.chars().any(is_control) => {
                    names.push(Located { value: name.clone(), place: item.place.clone() });
                }
                _ => problems.push(Problem::at(item.place.clone(), EXPECTED)),
            }
        }
        only.push((column.clone(), names));
    }
    only
}

fn read_years(node: &Located<Node>, problems: &mut Problems) -> Option<(f64, f64)> {
    if let Node::List(items) = &node.value
        && let [Node::Number(first, _), Node::Number(last, _)] =
            items.iter().map(|i| i.value.clone()).collect::<Vec<_>>()[..]
    {
        if first > last {
            problems.push(
                Problem::at(node.place.clone(), format!("years runs from {first} back to {last}: no row is touched"))
                    .hint("the first year comes first")
                    .warning(),
            );
        }
        return Some((first, last));
    }
    let count = if let Node::List(items) = &node.value { items.len() } else { 1 };
    let hint = match count {
        1 => "one year is its first and its last, as in [2030, 2030]",
        2 => "write years as numbers",
        _ => "all years between are meant, too; for single years write one adjust each",
    };
    problems.push(Problem::at(node.place.clone(), "years is a first and a last year, as in [2026, 2035]").hint(hint));
    None
}

fn read_change(reader: &mut Reader<'_>, in_lever: bool, place: &Place) -> Option<Change> {
    let (mut found, mut named) = (vec![], vec![]);
    let before = reader.problems.0.len();
    for (key, make) in [
        ("set", Change::Set as fn(Amount) -> Change),
        ("multiply", Change::Multiply),
        ("add", Change::Add),
        ("delay_years", Change::Delay),
        ("range", Change::Range),
    ] {
        let Some(node) = reader.find(key) else { continue };
        named.push(key);
        match &node.value {
            Node::Number(number, _) if number.is_finite() => found.push(make(Amount::Given(*number))),
            Node::Text(word) if in_lever && word == "strength" => found.push(make(Amount::Strength)),
            _ => {
                let expected = if in_lever { "a number or \"strength\"" } else { "a number" };
                reader.wrong::<()>(key, node, expected);
            }
        }
    }
    if found.len() != 1 && reader.problems.0.len() == before {
        let message = format!(
            "an adjust has exactly one of set, multiply, add, delay_years, range; this one has {}",
            found.len()
        );
        reader.problems.push(Problem::at(place.clone(), message).hint(if named.is_empty() {
            "say what to do with the numbers, as in multiply = 0.5".to_owned()
        } else {
            format!("it has {}: keep one, or write one adjust each; they act in order", named.join(" and "))
        }));
    }
    found.first().copied()
}
