//! What a note points at, and whether a figure is that.

use std::collections::BTreeMap;

use super::memo::Passage;

/// What a note points at.
pub enum Cell {
    /// A number, and the units in which it may be written, each with its size in the unit of the cell.
    Number(f64, Vec<(String, f64)>),
    /// A number of which the memo says a bound with one figure.
    AtMost(f64),
    /// Words.
    Words(String),
}

/// A row of a table, by column.
pub type Row = BTreeMap<String, String>;

/// A gain below this is called nothing.
const NOTHING: f64 = 5e-5;

/// A unit in which a number may be written, and its size.
pub fn unit(words: &str, size: f64) -> Vec<(String, f64)> {
    vec![(words.to_owned(), size)]
}

/// Million USD in words.
pub fn millions() -> Vec<(String, f64)> {
    unit("billion USD 2026", 1000.0)
}

pub fn percent(share: f64) -> Cell {
    Cell::Number(share, unit("%", 0.01))
}

pub fn count(number: usize) -> Cell {
    Cell::Number(number as f64, unit("", 1.0))
}

/// A number that stands in a row; none where its cell is empty.
pub fn number(row: &Row, column: &str) -> Option<f64> {
    let cell = &row[column];
    (!cell.is_empty()).then(|| cell.parse().unwrap_or_else(|_| panic!("{column}: {cell:?} is no number")))
}

/// That in the row of a figure a number stands under a heading; a dash or nothing where there is none.
#[track_caller]
pub fn beside(passage: &Passage, heading: &str, (value, units): (Option<f64>, Vec<(String, f64)>), note: &str) {
    let found = passage.row.iter().find(|(column, _)| column.starts_with(heading));
    let (column, said) = found.unwrap_or_else(|| panic!("no column {heading} beside \"{}\": {note}", passage.words));
    match (value, said.as_str()) {
        (None, "" | "–") => {}
        (None, said) => panic!("{heading}: \"{said}\" stands for nothing: {note}"),
        (Some(value), "–") => assert!(value.abs() < NOTHING, "{heading}: a dash stands for {value}: {note}"),
        (Some(value), said) => agree(said, &Cell::Number(value, units), column, note),
    }
}

/// That in the row of a figure words stand under a heading.
#[track_caller]
pub fn stands(passage: &Passage, heading: &str, words: &str, note: &str) {
    assert_eq!(passage.row[heading], words, "{heading}: {note}");
}

/// That what stands before a call ends with the cell, rounded as it is written.
#[track_caller]
pub fn agree(said: &str, cell: &Cell, column: &str, note: &str) {
    let words: Vec<&str> = said.split_whitespace().collect();
    let plain = |word: &str| word.trim_start_matches('(').replace(',', "").replace('−', "-");
    let (value, units) = match cell {
        Cell::Words(words) => return assert!(said.ends_with(words), "\"{said}\" should end with \"{words}\": {note}"),
        Cell::AtMost(value) => {
            let bound: f64 = words.last().unwrap().parse().unwrap_or_else(|_| panic!("\"{said}\": {note}"));
            let figure = 10_f64.powf(value.log10().floor());
            return assert!((*value..value + figure).contains(&bound), "\"{said}\" stands for {value}: {note}");
        }
        Cell::Number(value, units) => (*value, units),
    };
    // The last number, but for one in a unit: "0.4 billion USD 2026".
    let is_number = |at: &usize| plain(words[*at]).trim_start_matches('<').parse::<f64>().is_ok();
    let has_unit = |at: &usize| units.iter().any(|(unit, _)| !unit.is_empty() && words[at + 1..].join(" ") == *unit);
    let numbers = || (0..words.len()).rev().filter(is_number);
    let at = numbers().find(has_unit).or_else(|| numbers().next());
    let at = at.unwrap_or_else(|| panic!("no number in \"{said}\": {note}"));
    let written = plain(words[at]);
    let of = match words[at + 1..].join(" ") {
        none if none.is_empty() => column.rsplit_once(", ").map_or(String::new(), |(_, unit)| unit.to_owned()),
        unit => unit,
    };
    let size = units.iter().find(|(unit, _)| *unit == of || unit.is_empty()).map(|(_, size)| *size);
    let size = size.unwrap_or_else(|| panic!("\"{said}\" is in \"{of}\", but the cell in {units:?}: {note}"));
    let value = value / size;
    let bound = if words[..at].ends_with(&["less", "than"]) { Some(&*written) } else { written.strip_prefix('<') };
    if let Some(bound) = bound {
        return assert!(value.abs() < bound.parse().unwrap(), "\"{said}\" stands for {value}: {note}");
    }
    let decimals = written.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    let half = 0.5 * 10_f64.powi(-i32::try_from(decimals).unwrap());
    let off = (written.parse::<f64>().unwrap() - value).abs();
    assert!(off <= half * (1.0 + 1e-9), "\"{said}\" stands for {value}: {note}");
}
