//! Ranges as axes: all rows of a table between their low and their high.

use super::Range;
use crate::input::Dataset;
use crate::input::InputTable;
use crate::input::schema::main_column;
use crate::scenario::adjust::{end_of, towards};

/// Moves the rows of a range: -1 is low, 0 the value, 1 high, linear in between. Rows without both low and high stay.
pub fn move_range(dataset: &mut Dataset, range: &Range, level: f64) {
    let Some(table) = dataset.table_mut(&range.table) else { return };
    let Some(main) = main_column(table.schema.name) else { return };
    let moves: Vec<(usize, f64)> = rows(table, range).map(|row| (row, table.number(end_of(level))[row])).collect();
    let Some(values) = table.number_mut(main) else { return };
    for (row, end) in moves {
        values[row] = towards(values[row], level.abs(), end);
    }
}

/// The rows that a range is about and that have a value, a low and a high.
pub(super) fn rows<'a>(table: &'a InputTable, range: &'a Range) -> impl Iterator<Item = usize> + 'a {
    let main = main_column(table.schema.name).unwrap_or_default();
    let finite = move |row: usize, column: &str| table.number(column).get(row).is_some_and(|n| n.is_finite());
    let meant = move |row: usize| {
        let named = |column: &str| table.text(column).get(row);
        range.only.iter().all(|(column, names)| named(column).is_some_and(|cell| names.contains(cell)))
    };
    (0..table.len()).filter(move |&row| [main, "low", "high"].iter().all(|c| finite(row, c)) && meant(row))
}

/// Whether any row of a range would move.
pub(super) fn moves(table: &InputTable, range: &Range) -> bool {
    let main = main_column(table.schema.name).unwrap_or_default();
    let ends = ["low", "high"];
    rows(table, range).any(|row| ends.iter().any(|end| table.number(end)[row] != table.number(main)[row]))
}
