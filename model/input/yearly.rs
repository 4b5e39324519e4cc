//! A table by year with one row for every calendar year: values between the rows given are linear, outside they are flat, as
//! the model reads them. A change of the rows after some year then leaves the values up to that year as they are.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;
use std::sync::Arc;

use super::dataset::Dataset;
use super::schema::CellKind;
use super::table::{Cells, InputTable, Origin};

/// A row of a completed table: the last row given up to its year (else the first), the next one, and how far between them.
struct Between {
    row: usize,
    next: usize,
    share: f64,
    year: f64,
}

impl Dataset {
    /// Completes a table by year to one row for every calendar year and series, from the first to the last of its rows and
    /// of the given years; a table without years stays as it is.
    pub fn complete_years(&mut self, table: &str, years: (i32, i32)) {
        if let Some(table) = self.table_mut(table) {
            *table = table.by_calendar_year(years);
        }
    }
}

impl Dataset {
    /// Takes the mean of a table of several datasets by weights, where they give it the same rows; texts stay.
    pub fn average(&mut self, table: &str, of: &[Self], weights: &[f64]) {
        let tables: Vec<&InputTable> = of.iter().map(|dataset| dataset.table(table)).collect();
        if let Some(own) = self.table_mut(table).filter(|own| tables.iter().all(|other| other.len() == own.len())) {
            own.average(&tables, weights);
        }
    }
}

impl InputTable {
    /// Takes the mean of the numbers of several tables with its rows by weights; whole numbers and flags stay.
    fn average(&mut self, of: &[&Self], weights: &[f64]) {
        for (column, cells) in &mut self.columns {
            let (Cells::Number(numbers), false) = (cells, matches!(column.cell, CellKind::Whole(_) | CellKind::Flag))
            else {
                continue;
            };
            let others: Vec<&[f64]> = of.iter().map(|table| table.number(column.name)).collect();
            for (row, number) in numbers.iter_mut().enumerate() {
                *number = others.iter().zip(weights).map(|(other, weight)| other[row] * weight).sum();
            }
        }
    }

    /// The same with one row for every calendar year and series, from the first to the last of its rows and of the given
    /// years; series in the order in which they first stand.
    #[must_use]
    fn by_calendar_year(&self, (first, last): (i32, i32)) -> Self {
        let (Some(year), false) = (self.schema.year(), self.is_empty()) else { return self.clone() };
        let years = self.years();
        let first = years.iter().copied().fold(f64::from(first), f64::min).floor() as i32;
        let last = years.iter().copied().fold(f64::from(last), f64::max).ceil() as i32;
        let rows: Vec<Between> = self.series().iter().flat_map(|series| between(series, years, first..=last)).collect();
        let cells = |name: &str, cell: CellKind, cells: &Cells| match cells {
            Cells::Text(texts) => Cells::Text(rows.iter().map(|at| texts[at.row].clone()).collect()),
            Cells::Number(_) if name == year => Cells::Number(rows.iter().map(|at| at.year).collect()),
            Cells::Number(numbers) if matches!(cell, CellKind::Whole(_) | CellKind::Flag) => {
                Cells::Number(rows.iter().map(|at| numbers[at.row]).collect())
            }
            Cells::Number(numbers) => Cells::Number(rows.iter().map(|at| at.value(numbers)).collect()),
        };
        let columns = self.columns.iter().map(|(column, old)| (*column, cells(column.name, column.cell, old)));
        let origin = Origin {
            file: self.origin.file.clone(),
            text: self.origin.text.clone(),
            starts: rows.iter().map(|at| self.origin.starts[at.row]).collect(),
            positions: self.origin.positions.clone(),
        };
        Self { origin: Arc::new(origin), rows: rows.len(), columns: columns.collect(), ..self.clone() }
    }

    /// The rows of each series, ascending in year; series in the order in which they first stand.
    fn series(&self) -> Vec<Vec<usize>> {
        let (mut places, mut series): (BTreeMap<String, usize>, Vec<Vec<usize>>) = (BTreeMap::new(), vec![]);
        for row in 0..self.len() {
            let at = *places.entry(self.key_without_year(row)).or_insert(series.len());
            if at == series.len() {
                series.push(vec![]);
            }
            series[at].push(row);
        }
        let years = self.years();
        for rows in &mut series {
            rows.sort_by(|a, b| years[*a].total_cmp(&years[*b]));
        }
        series
    }
}

impl Between {
    fn value(&self, numbers: &[f64]) -> f64 {
        let (before, after) = (numbers[self.row], numbers[self.next]);
        if self.share == 0.0 { before } else { before + (after - before) * self.share }
    }
}

/// The rows of one series for some calendar years.
fn between(series: &[usize], years: &[f64], wanted: RangeInclusive<i32>) -> Vec<Between> {
    let at = |year: i32| {
        let year = f64::from(year);
        let later = series.partition_point(|&row| years[row] <= year);
        let row = series[later.saturating_sub(1)];
        let next = series[later.min(series.len() - 1)];
        let inside = later > 0 && later < series.len();
        let share = if inside { (year - years[row]) / (years[next] - years[row]) } else { 0.0 };
        Between { row, next, share, year }
    };
    wanted.map(at).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Problems;
    use crate::input::schema::table;

    #[test]
    fn a_completed_table_has_the_values_of_the_model_in_every_calendar_year() {
        let text = "accelerator,year,thousand,low,note\na,2026,10,5,first\nb,2027,1,,\na,2028,30,,second\n";
        let mut problems = Problems::default();
        let schema = table("accelerator_supply").expect("a table of the schema");
        let read = InputTable::read(schema, "accelerator_supply.csv", text.as_bytes(), &mut problems);
        assert!(problems.0.is_empty(), "{problems:?}");
        let whole = read.by_calendar_year((2025, 2029));
        let rows: Vec<(String, String)> =
            (0..whole.len()).map(|row| (whole.key(row), whole.cell(row, "thousand"))).collect();
        let expected = [
            ("a, 2025", "10"),
            ("a, 2026", "10"),
            ("a, 2027", "20"),
            ("a, 2028", "30"),
            ("a, 2029", "30"),
            ("b, 2025", "1"),
            ("b, 2026", "1"),
            ("b, 2027", "1"),
            ("b, 2028", "1"),
            ("b, 2029", "1"),
        ];
        let expected = expected.map(|(key, value)| (key.to_owned(), value.to_owned()));
        assert_eq!(rows, expected);
        assert_eq!(whole.text("note")[..4], ["first", "first", "first", "second"]);
        assert_eq!([whole.number("low")[0], whole.number("low")[1]], [5.0, 5.0]);
        assert!(whole.number("low")[2].is_nan(), "between a row with an end and one without there is none");
        assert_eq!(whole.place(2, "thousand").line_and_column(), (2, 8));
    }
}
