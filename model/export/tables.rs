//! Result rows as CSV.

use std::fmt::Write;

use serde::Serialize;
use serde_json::{Map, Value};

use crate::analysis::Explanation;
use crate::analysis::tables::{BottleneckRow, FlipRow, LadderRow, RelaxRow, ShapleyRow, ThemeRow};
use crate::error::{Error, Result};
use crate::results::Results;
use crate::results::tables::{
    AccountRow, AssumptionRow, BuildoutRow, CapacityRow, CapitalRow, DispatchRow, DualityRow, FleetRow, GridRow,
    MaterialRow, PoweredGigawattRow, PriceRow, RentRow, ShadowPriceRow, SummaryRow, WaterRow,
};
use crate::sweep::by_year::ByYearRow;
use crate::sweep::findings::Findings;
use crate::sweep::tables::{CaseRow, FanRow, FlipLineRow, FrontierRow, ProbabilityRow, SensitivityRow, SwingRow};

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

/// Every table and column in Markdown, as `outputs/README.md` shows them.
#[must_use]
pub fn documentation() -> String {
    let mut text = String::new();
    for (name, (about, columns)) in MEANINGS.iter().chain(EXPLANATION_MEANINGS).chain(SWEEP_MEANINGS) {
        let _ = write!(text, "### `{name}.csv`\n\n{}\n\n| column | meaning |\n| --- | --- |\n", about.trim());
        for (column, meaning) in *columns {
            let _ = writeln!(text, "| `{column}` | {} |", meaning.trim());
        }
        text.push('\n');
    }
    text
}

/// Something to be done with every table of a run.
pub trait TableVisitor {
    /// Called once per table with its name, header and rows.
    ///
    /// # Errors
    /// Whatever the visitor runs into.
    fn visit<T: Serialize>(&mut self, name: &'static str, header: &[&str], rows: &[T]) -> Result<()>;
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
    visitor.visit("flip_points", FlipRow::HEADER, &explanation.flips)
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

/// Rows as a CSV file with a header, also where there are no rows.
///
/// # Errors
/// If a row cannot be written as one line of cells, which is a fault of its struct.
pub fn csv<T: Serialize>(header: &[&str], rows: &[T]) -> Result<Vec<u8>> {
    let failure = |fault: &dyn std::fmt::Display| Error::run(format!("cannot write a table: {fault}"));
    let mut writer = csv::WriterBuilder::new().has_headers(false).from_writer(vec![]);
    writer.write_record(header).map_err(|f| failure(&f))?;
    for row in rows {
        writer.serialize(row).map_err(|f| failure(&f))?;
    }
    writer.into_inner().map_err(|f| failure(&f))
}

/// Rows whose columns are known only at run time, as a CSV file; missing cells are empty.
///
/// # Errors
/// If they cannot be written, which is a fault of the program.
pub fn csv_of_maps(header: &[&str], rows: &[Map<String, Value>]) -> Result<Vec<u8>> {
    let failure = |fault: &dyn std::fmt::Display| Error::run(format!("cannot write a table: {fault}"));
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
    writer.into_inner().map_err(|f| failure(&f))
}
