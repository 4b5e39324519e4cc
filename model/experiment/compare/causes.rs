//! Cells that differ for one reason, put together.

use serde::Serialize;

use super::tables::InputRow;

/// Cells of one column that differ for one reason.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Cause {
    /// The first scenario.
    pub scenario_a: String,
    /// The scenario held against it.
    pub scenario_b: String,
    /// Table.
    pub table: String,
    /// Column.
    pub column: String,
    /// What the keys of all have in common, as a technology; empty if nothing.
    pub rows: String,
    /// How many cells.
    pub cells: usize,
    /// What happens to them from the first scenario to the other: `x 1.5`, `0.07 -> 0.08`.
    pub change: String,
    /// Reasons of the first scenario.
    pub why_a: String,
    /// Reasons of the other.
    pub why_b: String,
}

impl Cause {
    /// All of it in one line.
    #[must_use]
    pub fn in_words(&self) -> String {
        let cells = if self.cells == 1 { "1 cell".to_owned() } else { format!("{} cells", self.cells) };
        let why = match self.why() {
            none if none.is_empty() => String::new(),
            why => format!(", {why}"),
        };
        let rows = if self.rows.is_empty() { String::new() } else { format!(" of {}", self.rows) };
        format!("{}.{}{rows}: {cells} {}{why}", self.table, self.column, self.change)
    }

    /// The reasons of both in one line.
    #[must_use]
    pub fn why(&self) -> String {
        match (self.why_a.as_str(), self.why_b.as_str()) {
            ("", why) => why.to_owned(),
            (why, "") => format!("not in {}: {why}", self.scenario_b),
            (of_a, of_b) => format!("{of_b}; in {}: {of_a}", self.scenario_a),
        }
    }
}

/// Cells by scenario, table, column and reason, in the order in which they first occur.
#[must_use]
pub fn causes(inputs: &[InputRow]) -> Vec<Cause> {
    let mut groups: Vec<Vec<&InputRow>> = vec![];
    for row in inputs {
        match groups.iter_mut().find(|group| group.first().is_some_and(|first| alike(first, row))) {
            Some(group) => group.push(row),
            None => groups.push(vec![row]),
        }
    }
    groups.iter().filter_map(|group| Some(cause(group.first()?, group))).collect()
}

fn alike(a: &InputRow, b: &InputRow) -> bool {
    let of = |row: &InputRow| {
        [&row.scenario_b, &row.table, &row.column, &row.row_in, &row.why_a, &row.why_b].map(Clone::clone)
    };
    of(a) == of(b)
}

fn cause(first: &InputRow, group: &[&InputRow]) -> Cause {
    Cause {
        scenario_a: first.scenario_a.clone(),
        scenario_b: first.scenario_b.clone(),
        table: first.table.clone(),
        column: first.column.clone(),
        rows: shared(group),
        cells: group.len(),
        change: change(first, group),
        why_a: first.why_a.clone(),
        why_b: first.why_b.clone(),
    }
}

/// The parts that the keys of a group have in common.
fn shared(group: &[&InputRow]) -> String {
    let parts = |row: &InputRow| row.key.split(", ").map(str::to_owned).collect::<Vec<_>>();
    let keys: Vec<Vec<String>> = group.iter().map(|row| parts(row)).collect();
    let first = keys.first().cloned().unwrap_or_default();
    let in_all = |place: usize, part: &String| keys.iter().all(|key| key.get(place) == Some(part));
    let common = first.iter().enumerate().filter(|(place, part)| in_all(*place, part));
    common.map(|(_, part)| part.as_str()).collect::<Vec<_>>().join(", ")
}

/// What happens to the cells of a group.
fn change(first: &InputRow, group: &[&InputRow]) -> String {
    match first.row_in.as_str() {
        "a" => return format!("only in {}", first.scenario_a),
        "b" => return format!("only in {}", first.scenario_b),
        _ => {}
    }
    let side = |number: Option<f64>, word: &str| number.map_or_else(|| or_nothing(word), short);
    if group.len() == 1 {
        return format!("{} -> {}", side(first.value_a, &first.word_a), side(first.value_b, &first.word_b));
    }
    if let Some((low, high)) = range(group, |row| row.ratio) {
        if near(low, high) {
            return format!("x {}", ratio(low));
        }
        if let Some(new) = one(group, |row| row.value_b) {
            return format!("-> {}", short(new));
        }
        if let Some(step) = one(group, |row| Some(row.value_b? - row.value_a?)) {
            return signed(step);
        }
        return format!("x {} to {}", ratio(low), ratio(high));
    }
    if let Some(step) = one(group, |row| Some(row.value_b? - row.value_a?)) {
        return signed(step);
    }
    match one(group, |row| row.value_b) {
        Some(new) => format!("-> {}", short(new)),
        None => "other values".to_owned(),
    }
}

fn or_nothing(word: &str) -> String {
    if word.is_empty() { "nothing".to_owned() } else { format!("\"{word}\"") }
}

fn signed(step: f64) -> String {
    if step < 0.0 { format!("- {}", short(-step)) } else { format!("+ {}", short(step)) }
}

/// Least and largest of a number that all rows have.
fn range(group: &[&InputRow], of: impl Fn(&InputRow) -> Option<f64>) -> Option<(f64, f64)> {
    let all: Vec<f64> = group.iter().map(|row| of(row)).collect::<Option<_>>()?;
    let (low, high) =
        (all.iter().copied().fold(f64::INFINITY, f64::min), all.iter().copied().fold(f64::NEG_INFINITY, f64::max));
    (low <= high).then_some((low, high))
}

/// A number that is the same in all rows.
fn one(group: &[&InputRow], of: impl Fn(&InputRow) -> Option<f64>) -> Option<f64> {
    range(group, of).filter(|(low, high)| near(*low, *high)).map(|(low, _)| low)
}

/// Equal but for rounding.
fn near(a: f64, b: f64) -> bool {
    const ROUNDING: f64 = 1e-9;
    (a - b).abs() <= ROUNDING * a.abs().max(b.abs())
}

/// A number with the digits that a screen has room for.
fn short(value: f64) -> String {
    const DIGITS: usize = 5;
    rounded::<DIGITS>(value)
}

/// By what a number was multiplied, with four figures.
fn ratio(value: f64) -> String {
    const DIGITS: usize = 3;
    rounded::<DIGITS>(value)
}

/// A number with one figure before its point in powers of ten, and so many after it.
fn rounded<const DIGITS: usize>(value: f64) -> String {
    let rounded: f64 = format!("{value:.DIGITS$e}").parse().unwrap_or(value);
    rounded.to_string()
}
