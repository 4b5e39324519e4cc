//! Values by calendar year: linear between the years given, flat outside them.

use std::collections::BTreeMap;

use super::dataset::Dataset;
use super::typed::{Declared, TypedColumn};

/// A value for every point of the year axis.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Series {
    /// (year, value), ascending in year.
    points: Vec<(f64, f64)>,
    shift: Shift,
}

/// How a series comes sooner or later: after a year it has the values that it would have so many years on.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Shift {
    /// The last calendar year that stays as it is.
    pub after: i32,
    /// How many years on; below 0: years back.
    pub years: i32,
}

impl Series {
    /// From points in any order.
    #[must_use]
    pub fn new(mut points: Vec<(f64, f64)>) -> Self {
        points.sort_by(|a, b| a.0.total_cmp(&b.0));
        Self { points, shift: Shift::default() }
    }

    /// The same series, sooner or later.
    #[must_use]
    pub fn shifted(self, shift: Shift) -> Self {
        Self { shift, ..self }
    }

    /// The value at a year: a *level*. 0 if the series has no points.
    #[must_use]
    pub fn at(&self, year: i32) -> f64 {
        let year = f64::from(if year > self.shift.after { year + self.shift.years } else { year });
        let after = self.points.partition_point(|p| p.0 < year);
        match (after.checked_sub(1).map(|i| self.points[i]), self.points.get(after)) {
            (_, Some(&(y, value))) if y <= year => value,
            (Some((y0, v0)), Some(&(y1, v1))) => v0 + (v1 - v0) * (year - y0) / (y1 - y0),
            (Some((_, last)), None) => last,
            (None, Some(&(_, first))) => first,
            (None, None) => 0.0,
        }
    }

    /// The sum of the yearly values over a period: a *rate*.
    #[must_use]
    pub fn over(&self, period: &[i32]) -> f64 {
        period.iter().map(|&year| self.at(year)).sum()
    }
}

/// The series of a table, one per key; `keys` are the key columns other than `year`.
#[derive(Debug, Clone, Default)]
pub struct SeriesBy {
    series: BTreeMap<Vec<String>, Series>,
}

impl SeriesBy {
    /// Groups the rows of a table by the given key columns. A table without years is an error of the compiler.
    #[must_use]
    pub fn read<T: Declared>(dataset: &Dataset, keys: &[TypedColumn<T, String>], column: TypedColumn<T, f64>) -> Self {
        const { assert!(T::BY_YEAR, "a series needs the column year") };
        let mut points: BTreeMap<Vec<String>, Vec<(f64, f64)>> = BTreeMap::new();
        let texts: Vec<&[String]> = keys.iter().map(|&key| dataset.column(key)).collect();
        let years = dataset.of::<T>().years();
        for (row, (&year, &value)) in years.iter().zip(dataset.column(column)).enumerate() {
            let key = texts.iter().map(|cells| cells[row].clone()).collect();
            points.entry(key).or_default().push((year, value));
        }
        let shift = dataset.shift_of(T::NAME, column.name);
        Self { series: points.into_iter().map(|(key, p)| (key, Series::new(p).shifted(shift))).collect() }
    }

    /// The series of a key, if the table has rows for it.
    #[must_use]
    pub fn find(&self, key: &[&str]) -> Option<&Series> {
        let key: Vec<String> = key.iter().map(|&k| k.to_owned()).collect();
        self.series.get(&key)
    }

    /// The level at a year; 0 for a key without rows.
    #[must_use]
    pub fn at(&self, key: &[&str], year: i32) -> f64 {
        self.find(key).map_or(0.0, |s| s.at(year))
    }

    /// The sum over a period; 0 for a key without rows.
    #[must_use]
    pub fn over(&self, key: &[&str], period: &[i32]) -> f64 {
        self.find(key).map_or(0.0, |s| s.over(period))
    }
}

/// Names of a text column in the order in which they first stand in it.
#[must_use]
pub fn names_in_order(cells: &[String]) -> Vec<String> {
    let mut names: Vec<String> = vec![];
    for name in cells {
        if !names.contains(name) {
            names.push(name.clone());
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ramp() -> Series {
        Series::new(vec![(2030.0, 30.0), (2026.0, 10.0)])
    }

    #[test]
    fn between_two_years_a_value_is_linear() {
        assert_eq!(ramp().at(2027), 15.0);
    }

    #[test]
    fn outside_its_years_a_value_is_flat() {
        assert_eq!(ramp().at(2020), 10.0);
        assert_eq!(ramp().at(2040), 30.0);
    }

    #[test]
    fn a_rate_sums_over_the_calendar_years_of_the_period() {
        // 2027, 2028, 2029: 15 + 20 + 25
        assert_eq!(ramp().over(&[2027, 2028, 2029]), 60.0);
    }

    #[test]
    fn the_axis_is_real_so_half_a_year_of_delay_moves_a_ramp_by_half_a_step() {
        let late = Series::new(vec![(2026.5, 10.0), (2030.5, 30.0)]);
        assert_eq!(late.at(2027), 12.5);
    }

    #[test]
    fn a_series_that_comes_later_repeats_the_year_before() {
        let later = ramp().shifted(Shift { after: 2026, years: -1 });
        assert_eq!([2025, 2026, 2027, 2028, 2031].map(|year| later.at(year)), [10.0, 10.0, 10.0, 15.0, 30.0]);
        let sooner = ramp().shifted(Shift { after: 2027, years: 1 });
        assert_eq!([2027, 2028, 2029].map(|year| sooner.at(year)), [15.0, 25.0, 30.0]);
    }

    #[test]
    fn no_rows_means_nothing() {
        assert_eq!(Series::default().at(2030), 0.0);
    }
}
