//! Result rows as CSV.

use std::fmt::Write;

use serde_json::{Map, Value};

use super::typed::Typed;
use crate::economy::account::Account;
use crate::error::{Error, Result};
use crate::experiment::alternatives::Alternatives;
use crate::experiment::backcast::Backcast;
use crate::experiment::clocks::Clocks;
use crate::experiment::compare::Comparison;
use crate::experiment::explain::Explanation;
use crate::experiment::hedge::Hedged;
use crate::experiment::sweep::by_year::ByYearRow;
use crate::experiment::sweep::findings::Findings;
use crate::experiment::verify::Report;
use crate::results::Results;
use crate::results::catalogue::{Listed, TableVisitor, Tables};
use crate::results::tables::Row;
use crate::run::Run;
use crate::run::rolling::tables::Foreseen;

/// The years of a sweep's scenarios, written beside its findings.
pub const BY_YEAR: Listed = Listed::new::<ByYearRow>("by_year");

/// Every table that gridbound writes, by what holds it: runs first.
pub const ALL: &[&[Listed]] = &[
    Results::TABLES,
    Foreseen::TABLES,
    Explanation::TABLES,
    Clocks::TABLES,
    Account::TABLES,
    Alternatives::TABLES,
    Hedged::TABLES,
    &[BY_YEAR],
    Findings::TABLES,
    Backcast::TABLES,
    Comparison::TABLES,
    Report::TABLES,
];

/// Every table and column in Markdown, as `outputs/TABLES.md` lists them.
#[must_use]
pub fn documentation() -> String {
    let mut text = "# Tables\n\nEvery table that a command writes, and what its columns mean. Made from the code: `UPDATE=1 make test ARGS=tidy`.\n\n".to_owned();
    for table in ALL.iter().copied().flatten() {
        let _ =
            write!(text, "### `{}.csv`\n\n{}\n\n| column | meaning |\n| --- | --- |\n", table.name, table.about.trim());
        for (column, meaning, _) in table.columns {
            let _ = writeln!(text, "| `{column}` | {} |", meaning.trim());
        }
        text.push('\n');
    }
    text + &super::iamc::documentation()
}

/// Tables by columns; `currency` is that of the dataset.
///
/// # Errors
/// If a row is not flat, which is a fault of its struct.
pub fn typed(tables: &impl Tables, currency: &str) -> Result<Vec<Typed>> {
    let mut by_columns = ByColumns { currency, tables: vec![] };
    tables.each(&mut by_columns)?;
    Ok(by_columns.tables)
}

/// All tables of a run by columns.
///
/// # Errors
/// If a row is not flat, which is a fault of its struct.
pub fn typed_run(run: &Run) -> Result<Vec<Typed>> {
    let currency = &run.results.labels.currency;
    let mut tables = typed(&run.results, currency)?;
    if let Some(foreseen) = &run.foreseen {
        tables.extend(typed(foreseen, currency)?);
    }
    Ok(tables)
}

struct ByColumns<'a> {
    currency: &'a str,
    tables: Vec<Typed>,
}

impl TableVisitor for ByColumns<'_> {
    fn visit<T: Row>(&mut self, name: &'static str, rows: &[T]) -> Result<()> {
        self.tables.push(Typed::new(name, rows, self.currency)?);
        Ok(())
    }
}

/// Rows as a CSV file with a header, also where there are no rows. See [`harmless`].
///
/// # Errors
/// If a row cannot be written as one line of cells, which is a fault of its struct.
pub fn csv<T: Row>(rows: &[T]) -> Result<Vec<u8>> {
    let mut writer = csv::WriterBuilder::new().has_headers(false).from_writer(vec![]);
    writer.write_record(T::HEADER).map_err(|f| failure(&f))?;
    for row in rows {
        writer.serialize(row).map_err(|f| failure(&f))?;
    }
    harmless(writer.into_inner().map_err(|f| failure(&f))?)
}

fn failure(fault: &dyn std::fmt::Display) -> Error {
    Error::run(format!("cannot write a table: {fault}"))
}

/// Whether a spreadsheet would take a cell for a formula and run it. Numbers are none.
#[must_use]
pub fn is_formula(cell: &str) -> bool {
    cell.starts_with(['=', '+', '-', '@', '\t', '\r']) && cell.parse::<f64>().is_err()
}

/// A CSV file in which no cell is a formula: texts that a spreadsheet would run get an apostrophe in front.
///
/// # Errors
/// If it is no CSV file.
pub fn harmless(bytes: Vec<u8>) -> Result<Vec<u8>> {
    let reader = || csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(bytes.as_slice());
    let mut record = csv::StringRecord::new();
    let (mut all, mut found) = (reader(), false);
    while !found && all.read_record(&mut record).map_err(|f| failure(&f))? {
        found = record.iter().any(is_formula);
    }
    if !found {
        return Ok(bytes);
    }
    let mut writer = csv::Writer::from_writer(vec![]);
    for record in reader().records() {
        let record = record.map_err(|f| failure(&f))?;
        let cells = record.iter().map(|cell| if is_formula(cell) { format!("'{cell}") } else { cell.to_owned() });
        writer.write_record(cells).map_err(|f| failure(&f))?;
    }
    writer.into_inner().map_err(|f| failure(&f))
}

/// Cells as a CSV file, the header among them.
///
/// # Errors
/// If they cannot be written, which is a fault of the program.
pub fn csv_of_cells(rows: &[Vec<String>]) -> Result<Vec<u8>> {
    let mut writer = csv::Writer::from_writer(vec![]);
    rows.iter().try_for_each(|row| writer.write_record(row)).map_err(|f| failure(&f))?;
    harmless(writer.into_inner().map_err(|f| failure(&f))?)
}

/// Rows whose columns are known only at run time, as a CSV file; missing cells are empty.
///
/// # Errors
/// If they cannot be written, which is a fault of the program.
pub fn csv_of_maps(header: &[&str], rows: &[Map<String, Value>]) -> Result<Vec<u8>> {
    let mut writer = csv::Writer::from_writer(vec![]);
    writer.write_record(header).map_err(|f| failure(&f))?;
    for row in rows {
        let cells = header.iter().map(|column| match row.get(*column) {
            None | Some(Value::Null) => String::new(),
            Some(Value::String(text)) => text.clone(),
            Some(value) => value.to_string(),
        });
        writer.write_record(cells).map_err(|f| failure(&f))?;
    }
    harmless(writer.into_inner().map_err(|f| failure(&f))?)
}
