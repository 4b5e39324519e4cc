//! `workbook.xlsx`: all tables of a run with units, meanings, sources and native charts, for those who work in a
//! spreadsheet. The same run gives the same bytes. No cell is a formula, so that opening it runs nothing.

mod charts;
mod contents;
mod series;
mod sheet;
mod verdict;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, Worksheet, XlsxError};

use super::typed::Typed;
use crate::error::{Error, Result};
use crate::experiment::explain::verdict::Verdict;
use crate::load::Loaded;
use crate::results::Results;
use crate::results::catalogue::Tables;
use crate::solve::Certificate;

/// Most rows of a sheet, its header included.
pub const MOST_ROWS: usize = 1_048_576;

/// What a workbook is made from.
#[derive(Debug, Clone)]
pub struct Subject<'a> {
    /// Scenario and dataset.
    pub loaded: &'a Loaded,
    /// Results, for the charts.
    pub results: &'a Results,
    /// The proof.
    pub certificate: &'a Certificate,
    /// The verdict, if the run was analysed.
    pub verdict: Option<&'a Verdict>,
    /// The tables; those without rows that only an analysis fills are left out.
    pub tables: Vec<&'a Typed>,
    /// Most rows of a sheet; longer tables are left to the CSV files.
    pub most_rows: usize,
}

impl Subject<'_> {
    /// Whether a table fits on a sheet.
    fn fits(&self, table: &Typed) -> bool {
        table.rows < self.most_rows.min(MOST_ROWS)
    }
}

/// The workbook as bytes.
///
/// # Errors
/// If it cannot be written, which is a fault of the program.
pub fn workbook(subject: &Subject<'_>) -> Result<Vec<u8>> {
    build(subject).map_err(|fault| Error::run(format!("cannot write the workbook: {fault}")))
}

fn build(subject: &Subject<'_>) -> std::result::Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let verdict = subject.verdict.map(verdict::table);
    let filled = |table: &&Typed| table.rows > 0 || Results::TABLES.iter().any(|own| own.name == table.name);
    let tables = verdict.iter().chain(subject.tables.iter().copied().filter(filled)).collect();
    let subject = &Subject { tables, ..subject.clone() };
    book.set_properties(&properties(subject)?);
    let blocks = series::blocks(subject.results);
    contents::contents(named(&mut book, "Contents")?, subject)?;
    charts::charts(named(&mut book, charts::SHEET)?, &blocks, &caption(subject))?;
    for table in subject.tables.iter().copied().filter(|table| subject.fits(table)) {
        sheet::table(named(&mut book, table.name)?, table)?;
    }
    contents::sources(named(&mut book, "Sources")?, &subject.loaded.dataset)?;
    charts::data(named(&mut book, charts::DATA)?, &blocks)?;
    book.save_to_buffer()
}

fn named<'a>(book: &'a mut Workbook, name: &str) -> std::result::Result<&'a mut Worksheet, XlsxError> {
    book.add_worksheet().set_name(name)
}

/// What stands below the charts: scenario and data.
fn caption(subject: &Subject<'_>) -> String {
    let (scenario, about) = (&subject.loaded.scenario, &subject.loaded.dataset.about);
    format!(
        "Scenario {}: {}. Data: {}; see the sheet Sources. gridbound {}.",
        scenario.name,
        scenario.title,
        about.title,
        env!("CARGO_PKG_VERSION")
    )
}

/// The date is no date: the same run gives the same bytes.
fn properties(subject: &Subject<'_>) -> std::result::Result<DocProperties, XlsxError> {
    let scenario = &subject.loaded.scenario;
    Ok(DocProperties::new()
        .set_title(format!("{}: {}", scenario.name, scenario.title))
        .set_author(concat!("gridbound ", env!("CARGO_PKG_VERSION")))
        .set_comment(&subject.loaded.dataset.about.title)
        .set_creation_datetime(&ExcelDateTime::from_ymd(1980, 1, 1)?))
}
