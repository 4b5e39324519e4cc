//! What a table of a dataset may hold, as values: for checks, adjusts and the change list, which work on any table.
//!
//! The tables themselves are declared in [`tables`](super::tables).

use std::ops::RangeInclusive;

use Range::{Any, AtLeastOne, Fraction, NotNegative, Positive, PositiveFraction, UpToOne, WholePositive, ZeroOrOne};

use super::cells::CellType;
use super::tables::{COMMON, LoadProfile, TABLES};
use super::typed::Declared;
use crate::units::Unit;

/// The smallest size that an amount other than 0 can have: what is smaller is left of rounding, and products of a few such
/// numbers are none any more.
pub const LEAST: f64 = 1e-20;
/// The largest size of an amount in a unit that the dataset defines.
const MOST: f64 = 1e15;
/// The largest factor on something.
const MOST_FACTOR: f64 = 1e3;

/// What a number does not fit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Misfit {
    /// What is expected, in words.
    pub expected: String,
    /// The slip that it is likely to be.
    pub hint: Option<&'static str>,
}

/// Calendar years that input may name.
pub const YEARS: RangeInclusive<i32> = 1900..=2200;

/// Numbers that a column accepts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Range {
    /// Any finite number.
    Any,
    /// 0 or more.
    NotNegative,
    /// More than 0.
    Positive,
    /// 0 to 1.
    Fraction,
    /// More than 0, up to 1: something is divided by it.
    PositiveFraction,
    /// A share that may be negative: -1 to 1.
    UpToOne,
    /// A factor on something: 1 or more.
    AtLeastOne,
    /// 0 or 1.
    ZeroOrOne,
    /// 1, 2, 3 ...
    WholePositive,
}

impl Range {
    /// That the number is in the range, and one that an amount can have: 0, or in size from [`LEAST`] to `most`.
    ///
    /// # Errors
    /// What is expected instead.
    pub fn check(self, value: f64, most: impl FnOnce() -> f64) -> Result<(), Misfit> {
        let most = || if self == AtLeastOne { most().min(MOST_FACTOR) } else { most() };
        // Looked up for large numbers alone: no amount has a smaller bound than a factor.
        let most = if value.abs() > MOST_FACTOR { most() } else { MOST_FACTOR };
        let (expected, hint) = if !value.is_finite() || !self.holds(value) {
            (self.expected().to_owned(), self.hint(value))
        } else if value.abs() > most {
            (format!("at most {most}"), Some("nothing is that large; for \"no limit\" leave the row out"))
        } else if value != 0.0 && value.abs() < LEAST {
            (format!("0, or at least {LEAST:e}"), Some("nothing is that small; for \"nothing\" write 0"))
        } else {
            return Ok(());
        };
        Err(Misfit { expected, hint })
    }

    /// Whether the number is in the range.
    fn holds(self, value: f64) -> bool {
        match self {
            Any => true,
            NotNegative => value >= 0.0,
            Positive => value > 0.0,
            Fraction => (0.0..=1.0).contains(&value),
            PositiveFraction => value > 0.0 && value <= 1.0,
            UpToOne => (-1.0..=1.0).contains(&value),
            AtLeastOne => value >= 1.0,
            ZeroOrOne => value == 0.0 || value == 1.0,
            WholePositive => value >= 1.0 && value.fract() == 0.0,
        }
    }

    /// The range in words.
    #[must_use]
    pub fn expected(self) -> &'static str {
        match self {
            Any => "a number",
            NotNegative => "a number that is not negative",
            Positive => "a number above 0",
            Fraction => "a fraction from 0 to 1",
            PositiveFraction => "a fraction above 0, at most 1",
            UpToOne => "a fraction from -1 to 1",
            AtLeastOne => "a factor, at least 1",
            ZeroOrOne => "0 or 1",
            WholePositive => "a whole number, at least 1",
        }
    }

    /// The slip of unit that a number outside the range is likely to be.
    #[must_use]
    fn hint(self, value: f64) -> Option<&'static str> {
        match self {
            _ if !value.is_finite() => {
                Some("NaN and infinite numbers are not accepted; for \"no limit\" leave the row out")
            }
            Fraction | PositiveFraction | UpToOne if value.abs() > 1.0 => Some("write a fraction: 5 % is 0.05"),
            AtLeastOne if (0.0..1.0).contains(&value) => Some("write a factor: 20 % more is 1.2"),
            _ => None,
        }
    }
}

/// What the cells of a column hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CellKind {
    /// A name that this table defines.
    Definition,
    /// A name that the given table defines.
    Reference(&'static str),
    /// The same, or the word `all`.
    ReferenceOrAll(&'static str),
    /// A name of another kind, checked across tables.
    Free,
    /// The same, or empty.
    FreeOrNone,
    /// Names separated by `;`, maybe none.
    List,
    /// Text for people; must not be empty.
    Text,
    /// Text for people; may be empty.
    Optional,
    /// A key of `sources.csv`, or empty.
    Source,
    /// One of the given words.
    OneOf(&'static [&'static str]),
    /// A calendar year.
    Year,
    /// An hour of the day, 0 to 23.
    Hour,
    /// A whole number, at least the given one.
    Whole(i32),
    /// 0 or 1.
    Flag,
    /// A number.
    Number(Range),
    /// A number, or an empty cell.
    NumberOr(Range, EmptyAs),
}

impl CellKind {
    /// What its numbers may be.
    #[must_use]
    pub const fn range(self) -> Range {
        match self {
            Self::Number(range) | Self::NumberOr(range, _) => range,
            _ => Any,
        }
    }
}

/// What an empty cell of a number column counts as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EmptyAs {
    /// 0.
    Zero,
    /// No value (NaN in the column).
    Nothing,
}

/// One column.
#[derive(Debug, Clone, Copy)]
pub struct Column {
    /// Header.
    pub name: &'static str,
    /// What its cells hold.
    pub cell: CellKind,
    /// Part of the row's key.
    pub key: bool,
    /// What `low` and `high` of the row are about.
    pub main: bool,
    /// What it means.
    pub meaning: &'static str,
    /// Above this a slip of unit is likely.
    pub usual: f64,
    /// Its unit, where its name does not end with it; `{unit}` stands for the one that a cell names.
    pub unit: &'static str,
    /// Whether the table can do without it; every cell is then as if empty.
    pub maybe: bool,
}

impl Column {
    pub(super) const fn of<C: CellType>(name: &'static str, meaning: &'static str, unit: &'static str) -> Self {
        Self { name, cell: C::KIND, key: C::KEY, main: C::MAIN, meaning, usual: C::USUAL, unit, maybe: C::MAYBE }
    }
}

impl Column {
    /// The largest size of its numbers.
    #[must_use]
    pub fn most(&self) -> f64 {
        match self.cell {
            CellKind::Year => Unit::CalendarYear.most(),
            _ if self.unit.contains("{unit}") => MOST,
            _ => Unit::of_input(self.name).map_or(MOST, Unit::most),
        }
    }

    /// That a cell of it may hold the number.
    ///
    /// # Errors
    /// What is expected instead.
    pub fn check(&self, value: f64) -> Result<(), Misfit> {
        let (fits, expected) = match self.cell {
            CellKind::Whole(least) => (value.fract() == 0.0 && value >= f64::from(least), whole_from(least)),
            CellKind::Flag => (value == 0.0 || value == 1.0, "0 or 1".to_owned()),
            _ => (true, String::new()),
        };
        if fits { self.cell.range().check(value, || self.most()) } else { Err(Misfit { expected, hint: None }) }
    }
}

/// A whole number in words.
#[must_use]
pub fn whole_from(least: i32) -> String {
    format!("a whole number, at least {least}")
}

/// When a table may be missing or empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Presence {
    /// The file must be there and hold rows.
    Required,
    /// The file must be there; a header alone is enough.
    HeaderAlone,
    /// The file may be absent; a header alone is enough.
    Optional,
    /// For reports only: the file may be absent.
    Report,
}

/// One table.
#[derive(Debug)]
pub struct Schema {
    /// File stem.
    pub name: &'static str,
    /// What it holds.
    pub about: &'static str,
    /// Columns of its own, keys first.
    pub columns: &'static [Column],
    /// Whether it may be absent or empty.
    pub presence: Presence,
}

impl Schema {
    /// The column of that name, the common optional ones (`low`, `high`, `source`, `note`) included.
    #[must_use]
    pub fn column(&self, name: &str) -> Option<&'static Column> {
        self.columns.iter().chain(COMMON).find(|c| c.name == name)
    }

    /// Names of all columns that the table may have.
    pub fn names(&self) -> impl Iterator<Item = &'static str> {
        self.columns.iter().chain(COMMON.iter().filter(|c| !self.own(c.name))).map(|c| c.name)
    }

    /// Whether the table itself lists the column (and so requires it).
    #[must_use]
    pub fn own(&self, name: &str) -> bool {
        self.columns.iter().any(|c| c.name == name)
    }

    /// The key column with the calendar year, if its rows are given by year.
    #[must_use]
    pub fn year(&self) -> Option<&'static str> {
        self.columns.iter().find(|c| c.key && c.cell == CellKind::Year).map(|c| c.name)
    }

    /// Whether its rows are given by calendar year.
    #[must_use]
    pub fn by_year(&self) -> bool {
        self.year().is_some()
    }
}

/// The column that `low` and `high` of a row are about.
#[must_use]
pub fn main_column(name: &str) -> Option<&'static str> {
    table(name)?.columns.iter().find(|c| c.main).map(|c| c.name)
}

/// Tables of shapes: their rows have no range of their own, since the doubt belongs to the level that they scale.
#[must_use]
pub fn is_shape(table: &str) -> bool {
    table == LoadProfile::NAME
}

/// The table of that name.
#[must_use]
pub fn table(name: &str) -> Option<&'static Schema> {
    TABLES.iter().find(|t| t.name == name)
}
