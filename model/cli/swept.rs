//! What a finished sweep leaves behind and says.

use std::collections::BTreeMap;

use super::write::{DATAPACKAGE, write_charts};
use super::{Common, screen};
use crate::documents::screens::{self, sweep::Pace};
use crate::error::Result;
use crate::experiment::sweep::by_year::{ByYearRow, by_year};
use crate::experiment::sweep::findings::findings;
use crate::experiment::sweep::findings::summary::{lines, summary};
use crate::experiment::sweep::flat::{Columns, Row};
use crate::experiment::sweep::record::Finished;
use crate::experiment::sweep::run::Sweep;
use crate::figures::draw_sweep;
use crate::render::datapackage;
use crate::render::parquet::parquet;
use crate::render::tables::{TableVisitor, csv, csv_of_maps, each_of_findings};
use crate::render::typed::Typed;
use crate::results::tables::Row as TableRow;
use crate::solve::Way;
use crate::store::OutputFolder;

/// Tables of the scenarios themselves whose columns depend on the sweep.
const RESULTS: usize = 1;

/// Columns and rows of the table of all scenarios.
fn results(finished: &Finished) -> (Vec<String>, Vec<Row>) {
    let columns = Columns::of(finished);
    (columns.results(), finished.records.iter().map(|record| columns.row(record)).collect())
}

/// The table of all scenarios as CSV.
pub fn results_csv(finished: &Finished) -> Result<Vec<u8>> {
    let (header, rows) = results(finished);
    csv_of_maps(&header.iter().map(String::as_str).collect::<Vec<_>>(), &rows)
}

/// Writes tables, what they mean, and charts; how many of each.
pub fn write(
    (sweep, finished): (&Sweep, &Finished),
    folder: &OutputFolder,
    with_charts: bool,
) -> Result<BTreeMap<&'static str, usize>> {
    let (header, rows) = results(finished);
    let header: Vec<&str> = header.iter().map(String::as_str).collect();
    folder.write("results.csv", &csv_of_maps(&header, &rows)?)?;
    folder.write("results.parquet", &parquet(&header, &rows)?)?;
    let years = by_year(finished);
    folder.write("by_year.csv", &csv(ByYearRow::HEADER, &years)?)?;
    folder.write("by_year.parquet", &parquet(ByYearRow::HEADER, &years)?)?;
    let findings = findings(finished);
    let currency = &sweep.base.dataset.about.currency;
    let mut files = FilledFiles { folder, currency, tables: vec![Typed::new("by_year", &years, currency)?] };
    each_of_findings(&findings, &mut files)?;
    let about = (finished, sweep.file.description.as_str());
    folder.write(DATAPACKAGE, &datapackage::of_sweep(&sweep.base, about, &files.tables)?)?;
    let drawings = if with_charts { draw_sweep(finished, &findings)? } else { vec![] };
    let charts = write_charts(&drawings, folder)?;
    Ok([("tables", files.tables.len() + RESULTS), ("charts", charts)].into())
}

/// Writes each table that has rows, and keeps it: what a sweep says depends on how it was drawn.
struct FilledFiles<'a> {
    folder: &'a OutputFolder,
    currency: &'a str,
    tables: Vec<Typed>,
}

impl TableVisitor for FilledFiles<'_> {
    fn visit<T: TableRow>(&mut self, name: &'static str, header: &[&str], rows: &[T]) -> Result<()> {
        let file = format!("{name}.csv");
        if rows.is_empty() {
            return self.folder.forget(&file);
        }
        self.tables.push(Typed::new(name, rows, self.currency)?);
        self.folder.write(&file, &csv(header, rows)?)
    }
}

/// Says what was found, and how fast.
pub fn report(
    common: &Common,
    (sweep, finished): (&Sweep, &Finished),
    pace: &Pace,
    (folder, written): (&OutputFolder, &BTreeMap<&'static str, usize>),
) -> Result<()> {
    let ways = ways(finished);
    if common.json {
        let text = serde_json::json!({
            "sweep": finished.name,
            "scenarios": finished.records.len(),
            "solved": ways,
            "found": lines(&summary(finished)),
            "done_now": pace.done,
            "seconds": pace.seconds,
            "threads": pace.threads,
            "outputs": folder.path(),
        });
        return screen::print(&text.to_string());
    }
    screen::show(&screens::sweep::screen((finished, &sweep.base.scenario.name), &ways, pace, (folder.path(), written)))
}

/// How many scenarios were solved in which way.
fn ways(finished: &Finished) -> BTreeMap<&'static str, usize> {
    let count = |way: Way| finished.records.iter().filter(|record| record.way == way).count();
    Way::ALL.into_iter().map(|way| (way.name(), count(way))).filter(|(_, count)| *count > 0).collect()
}
