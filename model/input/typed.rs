//! Tables by the struct that declares them: rows with a method, columns with a constant for each column.
//!
//! ```
//! # use gridbound::input::{Dataset, tables::Connections};
//! # fn read(dataset: &Dataset) {
//! for row in dataset.rows::<Connections>() {
//!     let (region, capex) = (row.region(), row.capex_usd_per_kw());
//! }
//! let capex: &[f64] = dataset.column(Connections::capex_usd_per_kw);
//! # }
//! ```
//!
//! A column that the table does not have is an error of the compiler:
//!
//! ```compile_fail,E0599
//! # use gridbound::input::{Dataset, tables::Connections};
//! # fn read(dataset: &Dataset) {
//! for row in dataset.rows::<Connections>() {
//!     let capex = row.capex_usd_per_gw();
//! }
//! # }
//! ```

use std::marker::PhantomData;

use super::cells::CellType;
use super::table::{InputTable, Kept};
use crate::error::Place;

/// The struct that declares a table.
pub trait Declared: Copy + 'static {
    /// File stem.
    const NAME: &'static str;
    /// Whether its rows are given by calendar year.
    const BY_YEAR: bool;
}

/// A column of the table that `T` declares, whose cells are kept as `K`.
#[derive(Debug)]
pub struct TypedColumn<T, K> {
    /// Header.
    pub name: &'static str,
    of: PhantomData<(T, K)>,
}

impl<T, K> Clone for TypedColumn<T, K> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T, K> Copy for TypedColumn<T, K> {}

impl<T, K> TypedColumn<T, K> {
    /// The column of that name; only a declaration makes one.
    pub(super) const fn new(name: &'static str) -> Self {
        Self { name, of: PhantomData }
    }
}

/// A row of the table that `T` declares.
#[derive(Debug, Clone, Copy)]
pub struct InputRow<'a, T> {
    table: &'a InputTable,
    /// Which row it is, from 0.
    pub index: usize,
    of: PhantomData<T>,
}

impl<'a, T: Declared> InputRow<'a, T> {
    /// Where one of its cells stands in the file.
    #[must_use]
    pub fn place<K>(&self, column: TypedColumn<T, K>) -> Place {
        self.table.place(self.index, column.name)
    }

    /// A cell; only a declaration names the column and what it holds.
    pub(super) fn cell<C: CellType>(&self, column: &str) -> C::Value<'a> {
        C::Kept::cells(self.table, column).get(self.index).map_or_else(C::missing, C::value)
    }
}

impl InputTable {
    /// The rows of the table that `T` declares; none if it is another table.
    pub(super) fn rows<T: Declared>(&self) -> impl Iterator<Item = InputRow<'_, T>> + Clone {
        (0..self.len()).map(|index| InputRow { table: self, index, of: PhantomData })
    }
}
