//! Result rows as CSV.

use std::fmt::Write;

use serde::Serialize;
use serde_json::{Map, Value};

use super::typed::Typed;
use crate::error::{Error, Result};
use crate::experiment::backcast::Backcast;
use crate::experiment::backcast::tables::{HistoryRow, LineRow, PositionRow, ScoreRow};
use crate::experiment::compare::Comparison;
use crate::experiment::compare::differences::Flat;
use crate::experiment::compare::tables::{ComparisonRow, DifferenceRow, InputRow, VerdictRow};
use crate::experiment::explain::Explanation;
use crate::experiment::explain::tables::{
    BottleneckRow, CeilingRow, FlipRow, LadderRow, RelaxRow, ShapleyRow, ThemeRow,
};
use crate::experiment::sweep::by_year::ByYearRow;
use crate::experiment::sweep::findings::Findings;
use crate::experiment::sweep::tables::{
    CaseRow, FanRow, FlipLineRow, FrontierRow, ProbabilityRow, SensitivityRow, SwingRow,
};
use crate::experiment::verify::{KnownRow, Report, SolverRow};
use crate::results::Results;
use crate::results::tables::{
    AccountRow, AssumptionRow, BuildoutRow, CapacityRow, CapitalRow, DispatchRow, DualityRow, FleetRow, GridRow,
    MaterialRow, PoweredGigawattRow, PriceRow, RentRow, Row, ShadowPriceRow, SummaryRow, WaterRow,
};

/// A table: what it says, and what each of its columns means.
type Meaning = (&'static str, &'static [(&'static str, &'static str)]);

/// Name and meaning of every table, in the order in which they are written.
pub const MEANINGS: &[(&str, Meaning)] = &[
    ("summary", SummaryRow::MEANING),
    ("buildout", BuildoutRow::MEANING),
    ("fleet", FleetRow::MEANING),
    ("capacity", CapacityRow::MEANING),
    ("dispatch", DispatchRow::MEANING),
    ("grid", GridRow::MEANING),
    ("prices", PriceRow::MEANING),
    ("shadow_prices", ShadowPriceRow::MEANING),
    ("materials", MaterialRow::MEANING),
    ("capital", CapitalRow::MEANING),
    ("water", WaterRow::MEANING),
    ("rents", RentRow::MEANING),
    ("accounts", AccountRow::MEANING),
    ("duality", DualityRow::MEANING),
    ("powered_gigawatt", PoweredGigawattRow::MEANING),
    ("assumptions", AssumptionRow::MEANING),
];

/// Name and meaning of the tables that `explain` adds.
pub const EXPLANATION_MEANINGS: &[(&str, Meaning)] = &[
    ("bottlenecks", BottleneckRow::MEANING),
    ("relax", RelaxRow::MEANING),
    ("ladder", LadderRow::MEANING),
    ("shapley", ShapleyRow::MEANING),
    ("themes", ThemeRow::MEANING),
    ("flip_points", FlipRow::MEANING),
    ("ceilings", CeilingRow::MEANING),
];

/// Name and meaning of the tables of what a finished sweep says.
pub const SWEEP_MEANINGS: &[(&str, Meaning)] = &[
    ("by_year", ByYearRow::MEANING),
    ("frontier", FrontierRow::MEANING),
    ("flip_line", FlipLineRow::MEANING),
    ("probabilities", ProbabilityRow::MEANING),
    ("fan", FanRow::MEANING),
    ("sensitivity", SensitivityRow::MEANING),
    ("swings", SwingRow::MEANING),
    ("cases", CaseRow::MEANING),
];

/// Name and meaning of the tables of `backcast`.
pub const BACKCAST_MEANINGS: &[(&str, Meaning)] = &[
    ("history", HistoryRow::MEANING),
    ("outlooks", PositionRow::MEANING),
    ("outlook_lines", LineRow::MEANING),
    ("scores", ScoreRow::MEANING),
];

/// Name and meaning of the tables of a comparison.
pub const COMPARISON_MEANINGS: &[(&str, Meaning)] = &[
    ("comparison", ComparisonRow::MEANING),
    ("inputs", InputRow::MEANING),
    ("differences", DifferenceRow::MEANING),
    ("verdicts", VerdictRow::MEANING),
];

/// All of them.
pub const ALL_MEANINGS: &[&[(&str, Meaning)]] =
    &[MEANINGS, EXPLANATION_MEANINGS, SWEEP_MEANINGS, BACKCAST_MEANINGS, COMPARISON_MEANINGS, VERIFY_MEANINGS];

/// Name and meaning of the tables of `verify`.
pub const VERIFY_MEANINGS: &[(&str, Meaning)] =
    &[("known_answers", KnownRow::MEANING), ("solvers", SolverRow::MEANING)];

/// Every table and column in Markdown, as `outputs/TABLES.md` lists them.
#[must_use]
pub fn documentation() -> String {
    let mut text = "# Tables\n\nEvery table that a command writes, and what its columns mean. Made from the code: `UPDATE=1 make test ARGS=tidy`.\n\n".to_owned();
    for (name, (about, columns)) in ALL_MEANINGS.iter().copied().flatten() {
        let _ = write!(text, "### `{name}.csv`\n\n{}\n\n| column | meaning |\n| --- | --- |\n", about.trim());
        for (column, meaning) in *columns {
            let _ = writeln!(text, "| `{column}` | {} |", meaning.trim());
        }
        text.push('\n');
    }
    text + &super::iamc::documentation()
}

/// Something to be done with every table of a run.
pub trait TableVisitor {
    /// Called once per table with its name, header and rows.
    ///
    /// # Errors
    /// Whatever the visitor runs into.
    fn visit<T: Row>(&mut self, name: &'static str, header: &[&str], rows: &[T]) -> Result<()>;
}

/// Shows all tables of a run to a visitor, in a fixed order.
///
/// # Errors
/// The visitor's.
pub fn each(results: &Results, assumptions: &[AssumptionRow], visitor: &mut impl TableVisitor) -> Result<()> {
    visitor.visit("summary", SummaryRow::HEADER, &results.summary)?;
    visitor.visit("buildout", BuildoutRow::HEADER, &results.buildout)?;
    visitor.visit("fleet", FleetRow::HEADER, &results.fleet)?;
    visitor.visit("capacity", CapacityRow::HEADER, &results.capacity)?;
    visitor.visit("dispatch", DispatchRow::HEADER, &results.dispatch)?;
    visitor.visit("grid", GridRow::HEADER, &results.grid)?;
    visitor.visit("prices", PriceRow::HEADER, &results.prices)?;
    visitor.visit("shadow_prices", ShadowPriceRow::HEADER, &results.shadow_prices)?;
    visitor.visit("materials", MaterialRow::HEADER, &results.materials)?;
    visitor.visit("capital", CapitalRow::HEADER, &results.capital)?;
    visitor.visit("water", WaterRow::HEADER, &results.water)?;
    visitor.visit("rents", RentRow::HEADER, &results.rents)?;
    visitor.visit("accounts", AccountRow::HEADER, &results.accounts)?;
    visitor.visit("duality", DualityRow::HEADER, &results.duality)?;
    visitor.visit("powered_gigawatt", PoweredGigawattRow::HEADER, &results.powered_gigawatt)?;
    visitor.visit("assumptions", AssumptionRow::HEADER, assumptions)
}

/// All tables of a run, by columns.
///
/// # Errors
/// If a row is not flat, which is a fault of its struct.
pub fn typed(results: &Results, assumptions: &[AssumptionRow]) -> Result<Vec<Typed>> {
    let mut by_columns = ByColumns { currency: &results.labels.currency, tables: vec![] };
    each(results, assumptions, &mut by_columns)?;
    Ok(by_columns.tables)
}

/// The tables that `explain` adds, by columns.
///
/// # Errors
/// If a row is not flat, which is a fault of its struct.
pub fn typed_of_explanation(explanation: &Explanation, currency: &str) -> Result<Vec<Typed>> {
    let mut by_columns = ByColumns { currency, tables: vec![] };
    each_of_explanation(explanation, &mut by_columns)?;
    Ok(by_columns.tables)
}

struct ByColumns<'a> {
    currency: &'a str,
    tables: Vec<Typed>,
}

impl TableVisitor for ByColumns<'_> {
    fn visit<T: Row>(&mut self, name: &'static str, _: &[&str], rows: &[T]) -> Result<()> {
        self.tables.push(Typed::new(name, rows, self.currency)?);
        Ok(())
    }
}

/// Shows the tables that `explain` adds to a visitor, in a fixed order.
///
/// # Errors
/// The visitor's.
pub fn each_of_explanation(explanation: &Explanation, visitor: &mut impl TableVisitor) -> Result<()> {
    visitor.visit("bottlenecks", BottleneckRow::HEADER, &explanation.bottlenecks)?;
    visitor.visit("relax", RelaxRow::HEADER, &explanation.relax)?;
    visitor.visit("ladder", LadderRow::HEADER, &explanation.ladder)?;
    visitor.visit("shapley", ShapleyRow::HEADER, &explanation.shapley)?;
    visitor.visit("themes", ThemeRow::HEADER, &explanation.themes)?;
    visitor.visit("flip_points", FlipRow::HEADER, &explanation.flips)?;
    visitor.visit("ceilings", CeilingRow::HEADER, &explanation.ceilings)
}

/// Shows the tables of what a finished sweep says to a visitor, in a fixed order; those of other modes have no rows.
///
/// # Errors
/// The visitor's.
pub fn each_of_findings(findings: &Findings, visitor: &mut impl TableVisitor) -> Result<()> {
    visitor.visit("frontier", FrontierRow::HEADER, &findings.frontier)?;
    visitor.visit("flip_line", FlipLineRow::HEADER, &findings.flip_line)?;
    visitor.visit("probabilities", ProbabilityRow::HEADER, &findings.probabilities)?;
    visitor.visit("fan", FanRow::HEADER, &findings.fan)?;
    visitor.visit("sensitivity", SensitivityRow::HEADER, &findings.sensitivity)?;
    visitor.visit("swings", SwingRow::HEADER, &findings.swings)?;
    visitor.visit("cases", CaseRow::HEADER, &findings.cases)
}

/// Shows the tables of `backcast` to a visitor, in a fixed order.
///
/// # Errors
/// The visitor's.
pub fn each_of_backcast(backcast: &Backcast, visitor: &mut impl TableVisitor) -> Result<()> {
    visitor.visit("history", HistoryRow::HEADER, &backcast.history)?;
    visitor.visit("outlooks", PositionRow::HEADER, &backcast.outlooks)?;
    visitor.visit("outlook_lines", LineRow::HEADER, &backcast.lines)?;
    visitor.visit("scores", ScoreRow::HEADER, &backcast.scores)
}

/// Shows the tables of a comparison to a visitor, in a fixed order.
///
/// # Errors
/// The visitor's.
pub fn each_of_comparison(comparison: &Comparison, visitor: &mut impl TableVisitor) -> Result<()> {
    visitor.visit("comparison", ComparisonRow::HEADER, &comparison.headline)?;
    visitor.visit("inputs", InputRow::HEADER, &comparison.inputs)?;
    visitor.visit("differences", DifferenceRow::HEADER, &comparison.differences)?;
    visitor.visit("verdicts", VerdictRow::HEADER, &comparison.verdicts)
}

/// Tables of a run as a comparison takes them: their rows with cells by column, those left out that it does not compare.
///
/// # Errors
/// If a row is not flat, which is a fault of its struct.
pub fn flat(results: &Results) -> Result<Vec<Flat>> {
    let mut tables = Flattened(vec![]);
    each(results, &[], &mut tables)?;
    Ok(tables.0)
}

struct Flattened(Vec<Flat>);

impl TableVisitor for Flattened {
    fn visit<T: Serialize>(&mut self, name: &'static str, header: &[&str], rows: &[T]) -> Result<()> {
        if !Flat::is_compared(name) {
            return Ok(());
        }
        let rows = rows.iter().map(serde_json::to_value).collect::<std::result::Result<Vec<Value>, _>>();
        let rows = rows.map_err(|fault| Error::run(format!("cannot compare a table: {fault}")))?;
        let maps = rows.into_iter().filter_map(|row| if let Value::Object(cells) = row { Some(cells) } else { None });
        self.0.push(Flat {
            name,
            header: header.iter().map(|&column| column.to_owned()).collect(),
            rows: maps.filter(Flat::keeps).collect(),
        });
        Ok(())
    }
}

/// Shows the tables of what was verified to a visitor, in a fixed order.
///
/// # Errors
/// The visitor's.
pub fn each_of_verification(report: &Report, visitor: &mut impl TableVisitor) -> Result<()> {
    visitor.visit("known_answers", KnownRow::HEADER, &report.known)?;
    visitor.visit("solvers", SolverRow::HEADER, &report.solvers)
}

/// Rows as a CSV file with a header, also where there are no rows. See [`harmless`].
///
/// # Errors
/// If a row cannot be written as one line of cells, which is a fault of its struct.
pub fn csv<T: Serialize>(header: &[&str], rows: &[T]) -> Result<Vec<u8>> {
    let mut writer = csv::WriterBuilder::new().has_headers(false).from_writer(vec![]);
    writer.write_record(header).map_err(|f| failure(&f))?;
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
