//! What can be used and is likely a slip: warnings of numbers in another unit, and of series that never end.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use super::dataset::Dataset;
use super::schema::main_column;
use super::table::InputTable;
use super::tables::{CommittedBuilds, Common, CoolingPerformance, Technologies};
use super::typed::InputRow;
use crate::error::{Problem, Problems};
use crate::system::power::Kind;

/// Numbers that can be used and are likely slips.
pub fn slips(dataset: &Dataset, problems: &mut Problems) {
    for table in dataset.tables() {
        unusual(table, problems);
        ranges_in_order(table, problems);
    }
    peak_below_mean(dataset, problems);
    minimum_of_others(dataset, problems);
    endless_commitments(dataset, problems);
}

/// Numbers above what their column usually holds.
fn unusual(table: &InputTable, problems: &mut Problems) {
    for column in table.columns().filter(|column| column.usual.is_finite()) {
        for (row, value) in table.number(column.name).iter().enumerate().filter(|(_, value)| **value > column.usual) {
            let message = format!("{} is {value}; expected at most {}", column.name, column.usual);
            problems.push(
                Problem::at(table.place(row, column.name), message)
                    .hint(format!("the unit is at the end of the column's name: {}", column.name))
                    .warning(),
            );
        }
    }
}

/// `low` <= main value <= `high`, both of them what the value may be; a warning, since the model does not read the range.
fn ranges_in_order(table: &InputTable, problems: &mut Problems) {
    let Some(main) = main_column(table.schema.name) else { return };
    let column = table.schema.column(main);
    let values = table.number(main);
    for (end, beyond) in [(Common::low, Ordering::Greater), (Common::high, Ordering::Less)] {
        for (row, limit) in table.common(end).iter().enumerate() {
            if limit.partial_cmp(&values[row]) == Some(beyond) {
                let message = format!("{} is {limit}, but {main} is {}", end.name, values[row]);
                let problem = Problem::at(table.place(row, end.name), message);
                problems.push(problem.hint("expected low <= value <= high").warning());
            } else if let Some(Err(misfit)) = column.filter(|_| !limit.is_nan()).map(|main| main.check(*limit)) {
                let message = format!("{} is {limit}, but {main} is {}", end.name, misfit.expected);
                let problem = Problem::at(table.place(row, end.name), message).warning();
                problems.push(problem.hint(misfit.hint.unwrap_or("a range holds values that can be had")));
            }
        }
    }
}

fn peak_below_mean(dataset: &Dataset, problems: &mut Problems) {
    for row in dataset.rows::<CoolingPerformance>().filter(|row| row.pue_peak() < row.pue()) {
        let message = format!("pue_peak is {}, but pue is {}", row.pue_peak(), row.pue());
        problems.push(
            Problem::at(row.place(CoolingPerformance::pue_peak), message)
                .hint("on peak days cooling takes no less than in the mean of the year")
                .warning(),
        );
    }
}

/// A minimum load acts on thermal plants alone.
fn minimum_of_others(dataset: &Dataset, problems: &mut Problems) {
    for row in dataset.rows::<Technologies>().filter(|row| row.min_load() > 0.0 && row.kind() != Kind::Thermal) {
        let message = format!("{} is {} and has a min_load of {}", row.technology(), row.kind(), row.min_load());
        problems.push(
            Problem::at(row.place(Technologies::min_load), message)
                .hint("thermal plants alone have a minimum load: nothing changes")
                .warning(),
        );
    }
}

/// Builds that are committed in the last year given are committed in every year after it.
fn endless_commitments(dataset: &Dataset, problems: &mut Problems) {
    let mut last: BTreeMap<[&str; 2], InputRow<'_, CommittedBuilds>> = BTreeMap::new();
    for row in dataset.rows::<CommittedBuilds>() {
        let latest = last.entry([row.technology(), row.region()]).or_insert(row);
        if row.year() > latest.year() {
            *latest = row;
        }
    }
    for row in last.into_values().filter(|row| row.gw_per_year() > 0.0) {
        let message = format!(
            "{} in {} ends at {} GW a year in {}: the same is committed in every year after it",
            row.technology(),
            row.region(),
            row.gw_per_year(),
            row.year()
        );
        problems.push(
            Problem::at(row.place(CommittedBuilds::gw_per_year), message)
                .hint("values are flat outside their years: end the series with a 0 row")
                .warning(),
        );
    }
}
