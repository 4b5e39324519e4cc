//! Which tables a value holds: each is named once, beside its rows, in the order in which they are written.

use super::tables::Row;
use crate::error::Result;

/// A table that is written, without its rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Listed {
    /// Name, for files and sheets.
    pub name: &'static str,
    /// What it says.
    pub about: &'static str,
    /// Name, meaning and Rust type of every column.
    pub columns: &'static [(&'static str, &'static str, &'static str)],
    /// Columns that together name a row; none where nothing does.
    pub key: &'static [&'static str],
}

impl Listed {
    /// The table of some rows under a name.
    #[must_use]
    pub const fn new<T: Row>(name: &'static str) -> Self {
        Self { name, about: T::ABOUT, columns: T::COLUMNS, key: T::KEY }
    }
}

/// Something to be done with every table.
pub trait TableVisitor {
    /// Called once per table with its name and rows.
    ///
    /// # Errors
    /// Whatever the visitor runs into.
    fn visit<T: Row>(&mut self, name: &'static str, rows: &[T]) -> Result<()>;
}

/// What holds tables.
pub trait Tables {
    /// All of them, in the order in which they are written.
    const TABLES: &'static [Listed];

    /// Shows each to a visitor, in that order.
    ///
    /// # Errors
    /// The visitor's.
    fn each(&self, visitor: &mut impl TableVisitor) -> Result<()>;
}

/// A struct of tables, each a field that is listed nowhere else; and of what stands beside them.
macro_rules! tables {
    ($(#[$of_struct:meta])* $name:ident {
        $($(#[$of_table:meta])* $table:ident $(as $file:ident)?: $row:ty,)*
    } $(and { $($(#[$of_other:meta])* $other:ident: $kind:ty,)* })?) => {
        $(#[$of_struct])*
        pub struct $name {
            $($(#[$of_table])* pub $table: Vec<$row>,)*
            $($($(#[$of_other])* pub $other: $kind,)*)?
        }

        $crate::results::catalogue::listed! { $name { $($table $(as $file)?: $row,)* } }
    };
}

/// The tables among the fields of a struct, in the order in which they are written.
macro_rules! listed {
    ($name:ident { $($table:ident $(as $file:ident)?: $row:ty,)* }) => {
        impl $crate::results::catalogue::Tables for $name {
            const TABLES: &'static [$crate::results::catalogue::Listed] = &[
                $($crate::results::catalogue::Listed::new::<$row>(
                    $crate::results::catalogue::name!($table $($file)?),
                ),)*
            ];

            fn each(
                &self,
                visitor: &mut impl $crate::results::catalogue::TableVisitor,
            ) -> $crate::error::Result<()> {
                $(visitor.visit($crate::results::catalogue::name!($table $($file)?), &self.$table)?;)*
                Ok(())
            }
        }
    };
}

/// Name of a table: that of its field unless another is given.
macro_rules! name {
    ($field:ident) => {
        stringify!($field)
    };
    ($field:ident $file:ident) => {
        stringify!($file)
    };
}

pub(crate) use {listed, name, tables};
