//! Numbers in which the tables of two runs differ.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use super::Case;
use super::tables::DifferenceRow;
use crate::error::{Error, Result};
use crate::results::Results;
use crate::results::catalogue::{TableVisitor, Tables};
use crate::results::tables::{PriceRow, Row};
use crate::results::view::tidy;

/// Numbers differ if they do by more than this share of the larger, and by more than this in their unit.
pub const TOLERANCE: f64 = 1e-6;

/// A table whose columns are known at run time.
#[derive(Debug, Clone, PartialEq)]
pub struct Flat {
    /// Name.
    pub name: &'static str,
    /// Columns.
    pub header: Vec<String>,
    /// Rows, cells by column.
    pub rows: Vec<Map<String, Value>>,
}

/// Tables that are not compared: of time slices, and of what inputs changed.
const LEFT_OUT: &[&str] = &["dispatch", "assumptions"];
/// Columns that are not compared: how far prices hold, and up to where.
const NOT_COMPARED: &[&str] = &["valid_from", "valid_to", "price_of_less", "price_of_more", "validity"];
/// Columns of words that say a result, not which row it is.
const WORDS: &[&str] = &["first_bottleneck", "second_bottleneck", "binding"];
/// Units of columns whose names do not end in one.
const UNITS: &[(&str, &str)] = &[
    ("limit", "unit"),
    ("used", "unit"),
    ("slack", "unit"),
    ("price", "price_unit"),
    ("used_units", "unit"),
    ("available_units", "unit"),
];
/// Tables that leave rows of zeros out.
const SPARSE: &[&str] = &["buildout", "fleet", "capacity", "materials"];

/// Tables by columns known at run time, but for those that are not compared.
struct Flattened(Vec<Flat>);

impl TableVisitor for Flattened {
    fn visit<T: Row>(&mut self, name: &'static str, rows: &[T]) -> Result<()> {
        if LEFT_OUT.contains(&name) {
            return Ok(());
        }
        let rows = rows.iter().map(serde_json::to_value).collect::<std::result::Result<Vec<Value>, _>>();
        let rows = rows.map_err(|fault| Error::run(format!("cannot compare a table: {fault}")))?;
        let maps = rows.into_iter().filter_map(|row| if let Value::Object(cells) = row { Some(cells) } else { None });
        self.0.push(Flat {
            name,
            header: T::HEADER.iter().map(|&column| column.to_owned()).collect(),
            rows: maps.filter(|row| row.get("slice").is_none_or(|slice| slice == PriceRow::YEAR)).collect(),
        });
        Ok(())
    }
}

impl Flat {
    /// The tables of a run that are compared, without rows of single time slices.
    ///
    /// # Errors
    /// If a row is not flat, which is a fault of its struct.
    pub fn all(results: &Results) -> Result<Vec<Self>> {
        let mut tables = Flattened(vec![]);
        results.each(&mut tables)?;
        Ok(tables.0)
    }

    /// Rows by key and year.
    fn keyed(&self) -> Vec<(Key, &Map<String, Value>)> {
        let names: Vec<&String> = self.header.iter().filter(|column| self.is_key(column)).collect();
        let key = |row: &Map<String, Value>| {
            let cells = names.iter().filter_map(|column| row.get(*column).and_then(Value::as_str));
            let year = row.get("year").and_then(Value::as_i64).map(|year| year as i32);
            Key { cells: cells.map(str::to_owned).collect(), year }
        };
        self.rows.iter().map(|row| (key(row), row)).collect()
    }

    /// Whether a column says which row it is.
    fn is_key(&self, column: &str) -> bool {
        const NOT: &[&str] = &["scenario", "year", "slice", "unit", "price_unit"];
        let is_other = NOT.contains(&column) || WORDS.contains(&column) || NOT_COMPARED.contains(&column);
        !is_other && self.rows.iter().any(|row| row.get(column).is_some_and(Value::is_string))
    }

    /// Columns that are compared.
    fn compared(&self) -> impl Iterator<Item = &str> {
        let is_number = |column: &str| self.rows.iter().any(|row| row.get(column).is_some_and(Value::is_number));
        let is_compared = move |column: &&str| {
            let is_result = WORDS.contains(column) || is_number(column);
            is_result && *column != "year" && !NOT_COMPARED.contains(column)
        };
        self.header.iter().map(String::as_str).filter(is_compared)
    }
}

/// Which row.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    cells: Vec<String>,
    year: Option<i32>,
}

impl Key {
    /// Its cells in one line, empty ones left out.
    fn words(&self) -> String {
        let cells: Vec<&str> = self.cells.iter().map(String::as_str).filter(|cell| !cell.is_empty()).collect();
        cells.join(", ")
    }
}

/// All numbers and words that differ, table by table.
#[must_use]
pub fn differences(a: &Case<'_>, b: &Case<'_>) -> Vec<DifferenceRow> {
    let names = [a, b].map(|case| case.loaded.scenario.name.clone());
    let years = shared_years(a, b);
    let mut found = vec![];
    for of_a in a.flat {
        let Some(of_b) = b.flat.iter().find(|table| table.name == of_a.name) else { continue };
        found.extend(Pair { names: &names, years: &years, tables: [of_a, of_b] }.differences());
    }
    found
}

/// Model years of both.
fn shared_years(a: &Case<'_>, b: &Case<'_>) -> BTreeSet<i32> {
    a.results.years.iter().copied().filter(|year| b.results.years.contains(year)).collect()
}

/// One table of two scenarios.
struct Pair<'a> {
    names: &'a [String; 2],
    years: &'a BTreeSet<i32>,
    tables: [&'a Flat; 2],
}

/// A row of either table, if that has it.
type Rows<'a> = [Option<&'a Map<String, Value>>; 2];

impl Pair<'_> {
    fn differences(&self) -> Vec<DifferenceRow> {
        let keyed = self.tables.map(Flat::keyed);
        let [of_a, of_b]: [BTreeMap<&Key, &Map<String, Value>>; 2] =
            keyed.each_ref().map(|rows| rows.iter().map(|(key, row)| (key, *row)).collect());
        let only_b = keyed[1].iter().map(|(key, _)| key).filter(|key| !of_a.contains_key(key));
        let keys: Vec<&Key> = keyed[0].iter().map(|(key, _)| key).chain(only_b).collect();
        let mut columns: Vec<&str> = self.tables[0].compared().collect();
        columns.extend(self.tables[1].compared().filter(|column| !columns.contains(column)).collect::<Vec<_>>());
        let mut found = vec![];
        for key in keys {
            let rows: Rows<'_> = [of_a.get(key).copied(), of_b.get(key).copied()];
            found.extend(columns.iter().filter_map(|column| self.difference(key, column, rows)));
        }
        found
    }

    fn difference(&self, key: &Key, column: &str, rows: Rows<'_>) -> Option<DifferenceRow> {
        let cell = |row: Option<&Map<String, Value>>| row.and_then(|row| row.get(column)).cloned().unwrap_or_default();
        let [a, b] = rows.map(cell);
        let numbers = [a.as_f64(), b.as_f64()];
        let is_zero_if_missing =
            SPARSE.contains(&self.tables[0].name) && key.year.is_none_or(|year| self.years.contains(&year));
        let counted = if is_zero_if_missing && rows.iter().any(Option::is_none) {
            numbers.map(|number| Some(number.unwrap_or(0.0)))
        } else {
            numbers
        };
        let words = [&a, &b].map(word);
        if words[0] == words[1] && is_noise(counted) {
            return None;
        }
        let difference = counted[0].zip(counted[1]).map(|(a, b)| tidy(b - a));
        Some(DifferenceRow {
            scenario_a: self.names[0].clone(),
            scenario_b: self.names[1].clone(),
            table: self.tables[0].name.to_owned(),
            key: key.words(),
            year: key.year,
            column: column.to_owned(),
            unit: unit(column, rows),
            value_a: numbers[0],
            value_b: numbers[1],
            difference,
            relative: difference.zip(counted[0]).and_then(|(difference, old)| relative(difference, old)),
            word_a: words[0].clone(),
            word_b: words[1].clone(),
        })
    }
}

/// How much more a number is than another; 0 for what a solver cannot tell from none.
#[must_use]
pub fn apart(old: f64, new: f64) -> f64 {
    if is_noise([Some(old), Some(new)]) { 0.0 } else { new - old }
}

/// A difference over the size of what it is counted from.
#[must_use]
pub fn relative(difference: f64, old: f64) -> Option<f64> {
    (old != 0.0).then(|| tidy(difference / old.abs()))
}

/// Whether numbers differ by no more than a solver may.
fn is_noise([a, b]: [Option<f64>; 2]) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => (b - a).abs() <= TOLERANCE * a.abs().max(b.abs()).max(1.0),
        (a, b) => a.is_none() && b.is_none(),
    }
}

fn word(cell: &Value) -> String {
    match cell {
        Value::String(text) => text.clone(),
        Value::Bool(flag) => flag.to_string(),
        _ => String::new(),
    }
}

fn unit(column: &str, rows: Rows<'_>) -> String {
    let beside = UNITS.iter().find(|(name, _)| *name == column).map(|(_, beside)| *beside);
    let mut cells =
        beside.into_iter().flat_map(|beside| rows.into_iter().flatten().filter_map(move |row| row.get(beside)));
    cells.find_map(Value::as_str).unwrap_or_default().to_owned()
}
