//! What every table group's reader works with: the tables, the sets, the time axis.

use ndarray::{Array2, Array3};

use super::dataset::Dataset;
use super::series::SeriesBy;
use super::typed::{Declared, TypedColumn};
use crate::sets::{List, Map, Member, Sets, Year, position};
use crate::system::Time;

/// The ground on which the groups are read.
#[derive(Debug, Clone, Copy)]
pub struct Ground<'a> {
    /// The tables, after adjusts.
    pub dataset: &'a Dataset,
    /// Names and order.
    pub sets: &'a Sets,
    /// Years, periods, slices.
    pub time: &'a Time,
}

impl Ground<'_> {
    /// The series of a table by its text keys.
    #[must_use]
    pub fn series<T: Declared>(&self, keys: &[TypedColumn<T, String>], column: TypedColumn<T, f64>) -> SeriesBy {
        SeriesBy::read(self.dataset, keys, column)
    }

    /// Levels at the model years, `[code, y]`; 0 for a code without rows.
    pub fn levels<M: Member, T: From<f64>>(&self, series: &SeriesBy, codes: &[String]) -> Map<(M, Year), T> {
        Array2::from_shape_fn((codes.len(), self.time.years.len()), |(i, y)| {
            T::from(series.at(&[&codes[i]], self.time.years[y]))
        })
        .into()
    }

    /// Sums over the periods, `[code, y]`; 0 for a code without rows.
    pub fn rates<M: Member, T: From<f64>>(&self, series: &SeriesBy, codes: &[String]) -> Map<(M, Year), T> {
        Array2::from_shape_fn((codes.len(), self.time.years.len()), |(i, y)| {
            T::from(series.over(&[&codes[i]], &self.time.periods[y]))
        })
        .into()
    }

    /// Levels of one key, `[y]`; none for a key without rows.
    pub fn level_of<T: From<f64>>(&self, series: &SeriesBy, key: &[&str]) -> Option<List<Year, T>> {
        series.find(key).map(|s| self.time.years.iter().map(|&year| T::from(s.at(year))).collect())
    }

    /// Sums over the periods of one key, `[y]`; none for a key without rows.
    pub fn rate_of<T: From<f64>>(&self, series: &SeriesBy, key: &[&str]) -> Option<List<Year, T>> {
        series.find(key).map(|s| self.time.periods.iter().map(|period| T::from(s.over(period))).collect())
    }

    /// A table without years whose two keys are codes, `[first, second]`; 0 where there is no row.
    pub fn matrix<T: Declared, M: Member, N: Member, U: From<f64> + Clone>(
        &self,
        (first, firsts): (TypedColumn<T, String>, &[String]),
        (second, seconds): (TypedColumn<T, String>, &[String]),
        column: TypedColumn<T, f64>,
    ) -> Map<(M, N), U> {
        let mut matrix = Array2::from_elem((firsts.len(), seconds.len()), U::from(0.0));
        let keys = self.dataset.column(first).iter().zip(self.dataset.column(second));
        for ((first, second), &value) in keys.zip(self.dataset.column(column)) {
            if let Some(place) = position(firsts, first).zip(position(seconds, second)) {
                matrix[place] = U::from(value);
            }
        }
        matrix.into()
    }

    /// Hourly values by region and day averaged over each slice's block, `[r, s]`.
    ///
    /// `hourly` is `[r, d, hour]`.
    #[must_use]
    pub fn block_means(&self, hourly: &Array3<f64>) -> Array2<f64> {
        let hours = self.time.block.value() as usize;
        Array2::from_shape_fn((hourly.dim().0, self.time.slices.len()), |(r, s)| {
            let slice = self.time.slices[s];
            let first = slice.block * hours;
            (first..first + hours).map(|hour| hourly[[r, slice.day, hour]]).sum::<f64>() / hours as f64
        })
    }
}
