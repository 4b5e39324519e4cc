//! Series that begin after the first model year: their first value stands for the years before it too. Model years
//! before the base year of the dataset are years before the data, whose first values stand for them on purpose.

use std::collections::BTreeMap;

use super::dataset::Dataset;
use super::power_builds::names;
use super::schema::{CellKind, Presence, main_column};
use super::table::InputTable;
use super::tables::{Accelerators, BuildLimits, Links, Sites, Technologies};
use super::typed::{Declared, InputRow};
use crate::error::{Problem, Problems};

/// A series of a table: the rows of one key.
struct Series {
    first: usize,
    begins: f64,
    is_constant: bool,
}

/// Warns of series that begin late, one warning a table: they change over the years, or bear a name that no other table
/// knows and stand beside others that begin in time, as a misspelt one does; and they begin above 0. One that is about a thing of a first year may begin with it.
pub fn series(dataset: &Dataset, first_year: Option<i32>, problems: &mut Problems) {
    let Some(model) = first_year.map(|year| year.max(dataset.about.base_year as i32)) else { return };
    let model = f64::from(model);
    let begun = first_years(dataset);
    let tables = dataset.tables().iter().filter(|table| table.schema.presence != Presence::Report);
    for (table, main) in tables.filter_map(|table| Some((table, main_column(table.schema.name)?))) {
        let all = series_of(table, main);
        let is_free = table.schema.columns.iter().any(|column| column.key && column.cell == CellKind::Free);
        let has_timely = is_free && all.values().any(|series| series.begins <= model);
        let late = |(key, series): &(&String, &Series)| {
            let thing =
                table.schema.columns.first().map_or(String::new(), |column| table.cell(series.first, column.name));
            let needed =
                [key.as_str(), &thing].into_iter().filter_map(|key| begun.get(&(table.schema.name, key.to_owned())));
            let needed = needed.copied().fold(model, f64::max);
            series.begins > needed && table.number(main)[series.first] > 0.0 && (has_timely || !series.is_constant)
        };
        let late: Vec<(&String, &Series)> = all.iter().filter(late).collect();
        let Some((key, series)) = late.first() else { continue };
        let more = if late.len() > 1 { format!(" and {} more begin", late.len() - 1) } else { " begins".to_owned() };
        let name = if key.is_empty() { table.schema.name } else { key };
        let message = format!("{name}{more} in {}, after the first year of model and data, {model}", series.begins);
        let year = table.schema.year().unwrap_or(main);
        problems.push(
            Problem::at(table.place(series.first, year), message)
                .hint("values are flat outside their years: the first one stands for the years before it too")
                .warning(),
        );
    }
}

/// The series of a table by key; none if it is not by year.
fn series_of(table: &InputTable, main: &str) -> BTreeMap<String, Series> {
    let mut all: BTreeMap<String, Series> = BTreeMap::new();
    let values = table.number(main);
    for (row, &year) in table.years().iter().enumerate() {
        let series =
            all.entry(table.key_without_year(row)).or_insert(Series { first: row, begins: year, is_constant: true });
        series.is_constant &= values[row].to_bits() == values[series.first].to_bits();
        if year < series.begins {
            (series.first, series.begins) = (row, year);
        }
    }
    all
}

/// By table and key, or first part of a key: from which year on its rows matter.
fn first_years(dataset: &Dataset) -> BTreeMap<(&'static str, String), f64> {
    let mut years = BTreeMap::new();
    for table in dataset.tables().iter().map(|table| table.schema) {
        let keyed = |column: &str| table.columns.first().is_some_and(|first| first.key && first.name == column);
        let mut begin = |key: &str, year: i32| {
            years.insert((table.name, key.to_owned()), f64::from(year));
        };
        if keyed(Technologies::technology.name) {
            dataset.rows::<Technologies>().for_each(|row| begin(row.technology(), row.first_year()));
        } else if keyed(Accelerators::accelerator.name) {
            dataset.rows::<Accelerators>().for_each(|row| begin(row.accelerator(), row.first_year()));
        } else if keyed(Links::link.name) {
            dataset.rows::<Links>().for_each(|row| begin(row.link(), row.first_year()));
        } else if table.name == BuildLimits::NAME {
            for limit in dataset.rows::<BuildLimits>() {
                let named = dataset.rows::<Technologies>().filter(|technology| names(limit, *technology));
                begin(limit.limit(), named.map(|technology| technology.first_year()).min().unwrap_or_default());
            }
        } else if table.name == Sites::NAME {
            let key = |site: InputRow<'_, Sites>| [site.site_class(), site.region()].join(", ");
            dataset.rows::<Sites>().for_each(|row| begin(&key(row), row.first_year()));
        }
    }
    years
}
