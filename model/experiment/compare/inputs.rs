//! Cells in which the inputs of two scenarios differ.

use std::collections::{BTreeMap, BTreeSet};

use super::tables::InputRow;
use crate::input::InputTable;
use crate::input::settings::SETTINGS;
use crate::load::Loaded;
use crate::scenario::changes::Changed;

/// The name under which a scenario's own numbers are listed.
const SCENARIO: &str = "scenario";
/// Columns that say where a value is from; they are no value.
const SOURCE: &str = "source";

/// All cells that differ: the scenario's own numbers first, then table by table.
#[must_use]
pub fn differences(a: &Loaded, b: &Loaded) -> Vec<InputRow> {
    let pair = Pair { a: Side::new(a), b: Side::new(b) };
    let mut rows = pair.own_numbers();
    for shipped in a.dataset.tables() {
        pair.table(shipped.schema.name, &mut rows);
    }
    rows
}

/// One scenario, with its changes by cell.
struct Side<'a> {
    loaded: &'a Loaded,
    changes: BTreeMap<(&'a str, usize, &'a str), &'a Changed>,
}

/// A cell as it is compared.
#[derive(Debug, Clone, PartialEq, Default)]
struct Cell {
    number: Option<f64>,
    word: String,
}

impl Cell {
    fn number(value: f64) -> Self {
        Self { number: (!value.is_nan()).then_some(value), word: String::new() }
    }

    fn word(text: impl Into<String>) -> Self {
        Self { number: None, word: text.into() }
    }

    fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

impl<'a> Side<'a> {
    fn new(loaded: &'a Loaded) -> Self {
        let changes = loaded.changes.iter().map(|(table, row, column, changed)| ((table, row, column), changed));
        Self { loaded, changes: changes.collect() }
    }

    fn cell(&self, table: &str, row: usize, column: &str) -> Cell {
        let table = self.loaded.adjusted.table(table);
        match table.number(column).get(row) {
            Some(number) => Cell::number(*number),
            None => table.text(column).get(row).map(Cell::word).unwrap_or_default(),
        }
    }

    fn changed(&self, table: &str, row: usize, column: &str) -> Option<&Changed> {
        self.changes.get(&(table, row, column)).copied()
    }

    fn why(&self, table: &str, row: usize, column: &str) -> String {
        self.changed(table, row, column).map(|changed| changed.why.join("; ")).unwrap_or_default()
    }

    /// Rows by key in the dataset as shipped, and how often the key stood there before.
    fn rows(&self, table: &str) -> BTreeMap<(String, usize), usize> {
        let (table, mut seen) = (self.loaded.dataset.table(table), BTreeMap::<String, usize>::new());
        let keyed = |row: usize| {
            let key = table.key(row);
            let times = seen.entry(key.clone()).or_default();
            *times += 1;
            ((key, *times), row)
        };
        (0..table.len()).map(keyed).collect()
    }
}

/// Two scenarios.
struct Pair<'a> {
    a: Side<'a>,
    b: Side<'a>,
}

/// Where a cell stands: its row in either dataset, if that has it.
#[derive(Debug, Clone, Copy)]
struct At<'a> {
    table: &'a str,
    column: &'a str,
    rows: [Option<usize>; 2],
}

impl Pair<'_> {
    fn sides(&self) -> [&Side<'_>; 2] {
        [&self.a, &self.b]
    }

    fn row(&self, (table, key, column): (&str, &str, &str), [a, b]: [Cell; 2]) -> InputRow {
        let ratio = a.number.zip(b.number).filter(|(old, _)| *old != 0.0 && column != "year");
        InputRow {
            scenario_a: self.a.loaded.scenario.name.clone(),
            scenario_b: self.b.loaded.scenario.name.clone(),
            table: table.to_owned(),
            key: key.to_owned(),
            column: column.to_owned(),
            unit: String::new(),
            row_in: "both".to_owned(),
            value_a: a.number,
            value_b: b.number,
            ratio: ratio.map(|(old, new)| new / old),
            word_a: a.word,
            word_b: b.word,
            why_a: String::new(),
            why_b: String::new(),
            sources: String::new(),
        }
    }

    /// Dataset, horizon, and the numbers of `[finance]` and the like.
    fn own_numbers(&self) -> Vec<InputRow> {
        let [a, b] = self.sides().map(|side| &side.loaded.scenario);
        let years = |years: &[i32]| Cell::word(years.iter().map(i32::to_string).collect::<Vec<_>>().join(", "));
        let hours = |hours: u32| Cell::number(f64::from(hours));
        let mut rows = vec![];
        let mut add = |name: &str, unit: &str, cells: [Cell; 2]| {
            if cells[0] != cells[1] {
                let row = self.row((SCENARIO, "", name), cells);
                rows.push(InputRow { unit: unit.to_owned(), ..self.explained(row) });
            }
        };
        add("dataset", "", [a, b].map(|scenario| Cell::word(&scenario.dataset)));
        add("horizon.years", "", [a, b].map(|scenario| years(&scenario.horizon.years)));
        add("horizon.tail", "", [a, b].map(|scenario| years(&scenario.horizon.tail)));
        add("horizon.block_hours", "hours", [a, b].map(|scenario| hours(scenario.horizon.block_hours)));
        for setting in SETTINGS {
            let number = |side: &Side<'_>| {
                let number = side.loaded.settings.get(setting.name);
                if number.is_nan() { Cell::default() } else { Cell::number(number) }
            };
            add(setting.name, setting.unit, self.sides().map(number));
        }
        let [a, b] = self.sides().map(|side| side.loaded.settings.by_year());
        for ((name, unit, of_a), (_, _, of_b)) in a.into_iter().zip(b) {
            rows.extend(self.by_year((name, unit), [of_a, of_b]));
        }
        rows
    }

    /// A number of the scenario that is given by year.
    fn by_year(&self, (name, unit): (&str, &str), values: [&BTreeMap<i32, f64>; 2]) -> Vec<InputRow> {
        let years: BTreeSet<i32> = values.iter().flat_map(|values| values.keys().copied()).collect();
        let mut rows = vec![];
        for year in years {
            let cells = values.map(|values| values.get(&year).copied().map(Cell::number).unwrap_or_default());
            if cells[0] == cells[1] {
                continue;
            }
            let row_in = present(cells.each_ref().map(|cell| !cell.is_empty()));
            let row = self.row((SCENARIO, &year.to_string(), name), cells);
            rows.push(InputRow { unit: unit.to_owned(), row_in: row_in.to_owned(), ..self.explained(row) });
        }
        rows
    }

    /// With the reasons for a number of the scenario.
    fn explained(&self, row: InputRow) -> InputRow {
        const STATED: &str = "stated by the scenario or the command line";
        let [why_a, why_b] = self.sides().map(|side| side.why(SCENARIO, 0, &row.column));
        let none = why_a.is_empty() && why_b.is_empty();
        let why_b = if none { STATED.to_owned() } else { why_b };
        let cited = self.sides().map(|side| side.changed(SCENARIO, 0, &row.column));
        let sources = cited.into_iter().flatten().flat_map(|changed| changed.sources.clone());
        InputRow { why_a, why_b, sources: joined(sources), ..row }
    }

    /// All cells of a table that differ.
    fn table(&self, name: &str, rows: &mut Vec<InputRow>) {
        let [a, b] = self.sides().map(|side| side.rows(name));
        let in_order = |keyed: &BTreeMap<(String, usize), usize>| -> Vec<((String, usize), usize)> {
            let mut ordered: Vec<_> = keyed.clone().into_iter().collect();
            ordered.sort_by_key(|(_, row)| *row);
            ordered
        };
        let columns = columns(self.sides().map(|side| side.loaded.adjusted.table(name)));
        for (key, row) in in_order(&a) {
            self.cells(name, &key.0, [Some(row), b.get(&key).copied()], (&columns, rows));
        }
        for (key, row) in in_order(&b).into_iter().filter(|(key, _)| !a.contains_key(key)) {
            self.cells(name, &key.0, [None, Some(row)], (&columns, rows));
        }
    }

    fn cells(
        &self,
        table: &str,
        key: &str,
        rows: [Option<usize>; 2],
        (columns, found): (&[(&'static str, bool)], &mut Vec<InputRow>),
    ) {
        let both = rows.iter().all(Option::is_some);
        for &(column, is_key) in columns {
            // The key of a row that only one has says all that its key cells would.
            if is_key && (!both || column != "year") {
                continue;
            }
            let at = At { table, column, rows };
            let cell = |(side, row): (&Side<'_>, Option<usize>)| row.map(|row| side.cell(table, row, column));
            let cells = [cell((&self.a, rows[0])), cell((&self.b, rows[1]))].map(Option::unwrap_or_default);
            if same(&cells) {
                continue;
            }
            let [why_a, why_b] = self.whys(at);
            let row = self.row((table, key, column), cells);
            let row_in = present(rows.map(|row| row.is_some())).to_owned();
            found.push(InputRow { row_in, why_a, why_b, sources: self.sources(at), ..row });
        }
    }

    fn whys(&self, at: At<'_>) -> [String; 2] {
        let why = |(side, row): (&Side<'_>, Option<usize>)| row.map(|row| side.why(at.table, row, at.column));
        [why((&self.a, at.rows[0])), why((&self.b, at.rows[1]))].map(Option::unwrap_or_default)
    }

    fn sources(&self, at: At<'_>) -> String {
        let placed = || self.sides().into_iter().zip(at.rows).filter_map(|(side, row)| Some((side, row?)));
        let cited = placed().filter_map(|(side, row)| side.changed(at.table, row, at.column));
        let cited = joined(cited.flat_map(|changed| changed.sources.clone()));
        if cited.is_empty() {
            return joined(placed().map(|(side, row)| side.loaded.dataset.table(at.table).cell(row, SOURCE)));
        }
        cited
    }
}

/// Which of the two has it.
fn present(has: [bool; 2]) -> &'static str {
    match has {
        [true, false] => "a",
        [false, true] => "b",
        _ => "both",
    }
}

/// To the last bit.
fn same([a, b]: &[Cell; 2]) -> bool {
    a.word == b.word && a.number.map(f64::to_bits) == b.number.map(f64::to_bits)
}

/// Columns that either table has, in the schema's order, and whether they are of the key.
fn columns(tables: [&InputTable; 2]) -> Vec<(&'static str, bool)> {
    let schema = tables[0].schema;
    let has = |name: &str| tables.iter().any(|table| table.has(name));
    let named = schema.names().filter(|name| has(name)).filter_map(|name| schema.column(name));
    named.map(|column| (column.name, schema.columns.iter().any(|own| own.name == column.name && own.key))).collect()
}

/// Each word once, in order.
fn joined(words: impl Iterator<Item = String>) -> String {
    let mut kept: Vec<String> = vec![];
    for word in words.filter(|word| !word.is_empty()) {
        if !kept.contains(&word) {
            kept.push(word);
        }
    }
    kept.join("; ")
}
