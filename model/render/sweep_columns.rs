//! What the columns of a sweep's `results` mean: they depend on its axes and years.

use super::tables::csv_of_maps;
use super::typed::{Kind, unit};
use crate::error::Result;
use crate::experiment::sweep::flat::{Columns, Row};
use crate::experiment::sweep::record::{AxisLabel, Finished, Level};

/// A column of `results`.
#[derive(Debug, Clone, PartialEq)]
pub struct Described {
    /// Header.
    pub name: String,
    /// What it means.
    pub meaning: String,
    /// Unit of its numbers; empty where they have none.
    pub unit: String,
    /// What its cells hold.
    pub kind: Kind,
}

/// What differs between two sweeps of the same scenarios.
const TIMES: &str = "seconds";

/// Columns that every sweep has.
const FIXED: &[(&str, &str, Kind)] = &[
    ("scenario", "Number of the scenario, from 1.", Kind::Whole),
    ("objective_musd", "Discounted value less costs.", Kind::Number),
    ("status", "optimal, infeasible, uncertified, or rejected (levels that make no sense together).", Kind::Text),
    ("certified", "Whether residuals and gap are within 1e-6.", Kind::Flag),
    ("warm", "Whether another solution was of use.", Kind::Flag),
    ("iterations", "Iterations of the solver.", Kind::Whole),
    (TIMES, "Time that the scenario took, verdict included; differs between two runs.", Kind::Number),
    ("narrow", "Verdict over the horizon, power and grid counted as energy; empty where there is none.", Kind::Text),
    ("broad", "The same with cooling, materials and siting counted as energy too.", Kind::Text),
    ("solved", "How it was solved: known, near, or cold and why.", Kind::Text),
    ("message", "Why the scenario was rejected.", Kind::Text),
];

/// Starts of the columns of every model year, their meaning, kind and unit.
const BY_YEAR: &[(&str, &str, Kind, &str)] = &[
    ("ai_it_gw", "Rated AI IT load powered, average of the year", Kind::Number, "GW"),
    ("mh100e", "Compute powered, average of the year", Kind::Number, "MH100e"),
    ("twh", "Electricity of AI", Kind::Number, "TWh"),
    ("first", "Supply family with the largest rent, a hint; demand where none has one", Kind::Text, ""),
];

/// All columns of a sweep's results, in order; `currency` is that of the dataset.
#[must_use]
pub fn all(sweep: &Finished, currency: &str) -> Vec<Described> {
    let described = |(at, name): (usize, String)| {
        let of_axis = at.checked_sub(1).and_then(|axis| Some(of_axis(sweep.axes.get(axis)?, sweep, axis)));
        of_axis.unwrap_or_else(|| of_name(name, currency))
    };
    Columns::of(sweep).results().into_iter().enumerate().map(described).collect()
}

/// Columns and rows of the table of all scenarios.
#[must_use]
pub fn results(finished: &Finished) -> (Vec<String>, Vec<Row>) {
    let columns = Columns::of(finished);
    (columns.results(), finished.records.iter().map(|record| columns.row(record)).collect())
}

/// The table of all scenarios of a sweep as CSV, without the time that each took: what holds it is the same whenever it is
/// made.
///
/// # Errors
/// If it cannot be written, which is a fault of the program.
pub fn timeless_csv(finished: &Finished) -> Result<Vec<u8>> {
    let (header, rows) = results(finished);
    csv_of_maps(&header.iter().map(String::as_str).filter(|name| *name != TIMES).collect::<Vec<_>>(), &rows)
}

/// An axis: text where any of its levels is a name.
fn of_axis(axis: &AxisLabel, sweep: &Finished, at: usize) -> Described {
    let levels = sweep.records.iter().filter_map(|record| record.levels.get(at));
    let has_names = levels.chain([&axis.base]).any(|level| matches!(level, Level::Name(_)));
    let (unit, said) = match axis.unit.as_str() {
        "x" => (String::new(), ", as a factor"),
        unit => (unit.to_owned(), ""),
    };
    Described {
        name: axis.name.clone(),
        meaning: format!("Level of the axis “{}”{said}.", if axis.title.is_empty() { &axis.name } else { &axis.title }),
        unit,
        kind: if has_names { Kind::Text } else { Kind::Number },
    }
}

fn of_name(name: String, currency: &str) -> Described {
    if let Some((_, meaning, kind)) = FIXED.iter().find(|(fixed, ..)| *fixed == name) {
        let unit = if name == TIMES { "s".to_owned() } else { unit(&name, currency) };
        return Described { name, meaning: (*meaning).to_owned(), unit, kind: *kind };
    }
    let of_year = name.rsplit_once('_').and_then(|(start, year)| {
        let found = BY_YEAR.iter().find(|(known, ..)| *known == start)?;
        Some((found, year.parse::<i32>().ok()?))
    });
    if let Some(((_, meaning, kind, unit), year)) = of_year {
        return Described { meaning: format!("{meaning}, {year}."), name, unit: (*unit).to_owned(), kind: *kind };
    }
    let family = name.trim_start_matches("rent_").trim_end_matches("_musd");
    let meaning = format!("Rents of limits of {family} in all years, discounted.");
    Described { meaning, unit: unit(&name, currency), kind: Kind::Number, name }
}
