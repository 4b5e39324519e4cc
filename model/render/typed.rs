//! Output tables by columns, with type, unit and meaning of each: what Parquet, workbook, IAMC table and data package
//! are made from.

use serde_json::Value;

use crate::error::{Error, Result};
use crate::results::tables::Row;
use crate::units::Unit;

/// What the cells of a column hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Text.
    Text,
    /// A number.
    Number,
    /// A whole number.
    Whole,
    /// True or false.
    Flag,
}

impl Kind {
    /// From the Rust type of a field of a row struct.
    fn of(rust: &str) -> Self {
        match rust {
            _ if rust.contains("bool") => Self::Flag,
            _ if rust.contains("f64") => Self::Number,
            _ if rust.contains("i32") || rust.contains("usize") => Self::Whole,
            _ => Self::Text,
        }
    }
}

/// A column.
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    /// Header.
    pub name: &'static str,
    /// What it means.
    pub meaning: &'static str,
    /// Unit of its numbers; empty where they have none.
    pub unit: String,
    /// What its cells hold.
    pub kind: Kind,
    /// Its cells; null where they are empty.
    pub cells: Vec<Value>,
}

/// A table by columns.
#[derive(Debug, Clone, PartialEq)]
pub struct Typed {
    /// Name, for files and sheets.
    pub name: &'static str,
    /// What it says.
    pub about: &'static str,
    /// Its columns.
    pub columns: Vec<Column>,
    /// Those that together name a row; none where nothing does.
    pub key: &'static [&'static str],
    /// How many rows it has.
    pub rows: usize,
}

impl Typed {
    /// The table of some rows; `currency` is that of the dataset.
    ///
    /// # Errors
    /// If a row is not flat, which is a fault of its struct.
    pub fn new<T: Row>(name: &'static str, rows: &[T], currency: &str) -> Result<Self> {
        let column = |&(name, meaning, rust): &(&'static str, &'static str, &str)| Column {
            name,
            meaning: meaning.trim(),
            unit: unit(name, currency),
            kind: Kind::of(rust),
            cells: Vec::with_capacity(rows.len()),
        };
        let mut columns: Vec<Column> = T::COLUMNS.iter().map(column).collect();
        for row in rows {
            let Ok(Value::Object(mut row)) = serde_json::to_value(row) else {
                return Err(Error::run(format!("cannot write the table {name}: a row is not flat")));
            };
            for column in &mut columns {
                column.cells.push(row.remove(column.name).unwrap_or_default());
            }
        }
        Ok(Self { name, about: T::ABOUT.trim(), columns, key: T::KEY, rows: rows.len() })
    }

    /// The column of that name.
    #[must_use]
    pub fn column(&self, name: &str) -> Option<&Column> {
        self.columns.iter().find(|column| column.name == name)
    }
}

/// Columns whose unit stands in a column beside them.
const BESIDE: &[(&str, &str)] = &[
    ("limit", "see unit"),
    ("used", "see unit"),
    ("slack", "see unit"),
    ("valid_from", "see unit"),
    ("valid_to", "see unit"),
    ("price", "see price_unit"),
    ("price_of_less", "see price_unit"),
    ("price_of_more", "see price_unit"),
    ("strength", "see unit"),
    ("low", "see unit"),
    ("high", "see unit"),
    ("central", "see unit"),
    ("flip", "see unit"),
    ("quantity_at_flip", "see quantity_unit"),
    ("old", "see column"),
    ("new", "see column"),
];

/// The unit of a column, from its name, in the dataset's currency; empty where it has none.
#[must_use]
pub fn unit(column: &str, currency: &str) -> String {
    let beside = BESIDE.iter().find(|(name, _)| *name == column).map(|(_, unit)| *unit);
    let unit = beside.or_else(|| Unit::of_output(column).map(Unit::symbol)).unwrap_or_default();
    if currency.is_empty() { unit.to_owned() } else { unit.replace("USD", currency) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::results::tables::{CapacityRow, ShadowPriceRow};

    #[test]
    fn a_column_without_rows_keeps_its_type() {
        let table = Typed::new::<ShadowPriceRow>("shadow_prices", &[], "").unwrap();
        let kind = |name: &str| table.column(name).unwrap().kind;
        assert_eq!(
            ["region", "year", "binding", "valid_from", "rent_musd"].map(kind),
            [Kind::Text, Kind::Whole, Kind::Flag, Kind::Number, Kind::Number]
        );
    }

    #[test]
    fn units_are_in_the_money_of_the_dataset() {
        let table = Typed::new::<CapacityRow>("capacity", &[], "EUR 2020").unwrap();
        assert_eq!(table.column("generation_twh").unwrap().unit, "TWh");
        assert_eq!(table.column("technology").unwrap().unit, "");
        assert_eq!(unit("energy_price_usd_per_mwh", "EUR 2020"), "EUR 2020/MWh");
        assert_eq!(unit("capex_lines_busd_per_year", "EUR 2020"), "billion EUR 2020/year");
    }
}
