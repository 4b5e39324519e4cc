//! The unit of a cell, in words: its declaration or the end of its column's name says it, or a cell beside it.

use crate::input::schema::{CellKind, Column};
use crate::input::tables::{AssetKind, Gdp, MaterialIntensity};
use crate::input::typed::Declared;
use crate::input::{Dataset, InputTable};
use crate::units::Unit;

/// The unit of a column in a row; empty for text and for what has none.
#[must_use]
pub fn unit(dataset: &Dataset, table: &InputTable, row: usize, column: &Column) -> String {
    let declared = if for_accelerators(dataset, table, row) && column.main {
        "{unit} per thousand accelerators"
    } else {
        column.unit
    };
    if declared.is_empty() {
        return Unit::of_input(column.name).map_or("", Unit::words).to_owned();
    }
    if declared.contains("{unit}") {
        declared.replace("{unit}", &named(dataset, table, row))
    } else {
        declared.to_owned()
    }
}

/// Whether the row says what accelerators need of a material, which are counted by the thousand.
fn for_accelerators(dataset: &Dataset, table: &InputTable, row: usize) -> bool {
    table.schema.name == MaterialIntensity::NAME
        && dataset.rows::<MaterialIntensity>().nth(row).is_some_and(|row| row.asset_kind() == AssetKind::Accelerator)
}

/// The unit that a cell names: one of the row, or one of what a key of the row refers to.
fn named(dataset: &Dataset, table: &InputTable, row: usize) -> String {
    const UNIT: &str = Gdp::unit.name;
    if table.has(UNIT) {
        return table.cell(row, UNIT);
    }
    let of = |column: &&Column| match column.cell {
        CellKind::Reference(names) => Some((dataset.table(names), column.name)).filter(|(names, _)| names.has(UNIT)),
        _ => None,
    };
    let Some((names, key)) = table.schema.columns.iter().find_map(|column| of(&column)) else { return String::new() };
    let known = names.text(names.schema.columns[0].name).iter().position(|name| *name == table.cell(row, key));
    known.map_or(String::new(), |row| names.cell(row, UNIT))
}
