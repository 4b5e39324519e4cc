//! What the columns of input tables hold, as types: what a cell may be, how it is kept, as what a row gives it.

use std::marker::PhantomData;

use super::check::list;
use super::schema::{CellKind, EmptyAs, Range};
use super::table::Kept;
use super::typed::Declared;
use crate::named::{Words, named};

/// What a column holds.
pub trait CellType {
    /// What a cell may be.
    const KIND: CellKind;
    /// Whether the column is part of the row's key.
    const KEY: bool = false;
    /// Whether `low` and `high` of the row are about it.
    const MAIN: bool = false;
    /// Whether the table can do without the column.
    const MAYBE: bool = false;
    /// Above this a slip of unit is likely.
    const USUAL: f64 = f64::INFINITY;
    /// How its cells are kept.
    type Kept: Kept;
    /// As what a row gives a cell.
    type Value<'a>;

    /// A cell as a row gives it.
    fn value(kept: &Self::Kept) -> Self::Value<'_>;

    /// What a row gives where the file lacks the column, as it may if the column may stand in any table.
    ///
    /// # Panics
    /// If it is a column that the table must have: a table without it has no rows.
    #[must_use]
    fn missing<'a>() -> Self::Value<'a> {
        unreachable!("a table that lacks a column has no rows")
    }
}

/// Numbers, by range.
pub trait Ranged {
    /// The range.
    const RANGE: Range;
}

/// Part of the row's key.
pub struct Key<C>(PhantomData<C>);

impl<C: CellType> CellType for Key<C> {
    const KIND: CellKind = C::KIND;
    const KEY: bool = true;
    const MAYBE: bool = C::MAYBE;
    type Kept = C::Kept;
    type Value<'a> = C::Value<'a>;

    fn value(kept: &C::Kept) -> C::Value<'_> {
        C::value(kept)
    }

    fn missing<'a>() -> C::Value<'a> {
        C::missing()
    }
}

/// The column that `low` and `high` of the row are about.
pub struct Main<C>(PhantomData<C>);

impl<C: CellType> CellType for Main<C> {
    const KIND: CellKind = C::KIND;
    const MAIN: bool = true;
    const USUAL: f64 = C::USUAL;
    type Kept = C::Kept;
    type Value<'a> = C::Value<'a>;

    fn value(kept: &C::Kept) -> C::Value<'_> {
        C::value(kept)
    }

    fn missing<'a>() -> C::Value<'a> {
        C::missing()
    }
}

/// A number that is not usually above `MOST`: more is warned of.
pub struct Usual<C, const MOST: i32>(PhantomData<C>);

impl<C: CellType, const MOST: i32> CellType for Usual<C, MOST> {
    const KIND: CellKind = C::KIND;
    const USUAL: f64 = MOST as f64;
    type Kept = C::Kept;
    type Value<'a> = C::Value<'a>;

    fn value(kept: &C::Kept) -> C::Value<'_> {
        C::value(kept)
    }
}

/// A column that the table can do without: every cell is then as if empty.
pub struct Maybe<C>(PhantomData<C>);

impl<C: CellType> CellType for Maybe<C> {
    const KIND: CellKind = C::KIND;
    const MAYBE: bool = true;
    type Kept = C::Kept;
    type Value<'a> = C::Value<'a>;

    fn value(kept: &C::Kept) -> C::Value<'_> {
        C::value(kept)
    }

    fn missing<'a>() -> C::Value<'a> {
        C::missing()
    }
}

macro_rules! texts {
    ($($(#[$doc:meta])* $name:ident $(<$of:ident>)?, $kind:expr;)*) => {$(
        $(#[$doc])*
        pub struct $name $(<$of>(PhantomData<$of>))?;

        impl $(<$of: Declared>)? CellType for $name $(<$of>)? {
            const KIND: CellKind = $kind;
            type Kept = String;
            type Value<'a> = &'a str;

            fn value(kept: &String) -> &str {
                kept
            }

            fn missing<'a>() -> &'a str {
                ""
            }
        }
    )*};
}

texts! {
    /// A name that the table defines.
    Definition, CellKind::Definition;
    /// A name that another table defines.
    Reference<T>, CellKind::Reference(T::NAME);
    /// The same, or the word `all`.
    ReferenceOrAll<T>, CellKind::ReferenceOrAll(T::NAME);
    /// A name of another kind, checked across tables.
    Free, CellKind::Free;
    /// The same, or empty.
    FreeOrNone, CellKind::FreeOrNone;
    /// Text for people; must not be empty.
    Text, CellKind::Text;
    /// Text that may be empty.
    Optional, CellKind::Optional;
    /// A key of `sources.csv`, or empty.
    SourceKey, CellKind::Source;
}

/// Names separated by `;`, maybe none.
pub struct List;

impl CellType for List {
    const KIND: CellKind = CellKind::List;
    type Kept = String;
    type Value<'a> = Vec<&'a str>;

    fn value(kept: &String) -> Vec<&str> {
        list(kept).collect()
    }
}

/// One of the words of `W`.
pub struct OneOf<W>(PhantomData<W>);

impl<W: Words> CellType for OneOf<W> {
    const KIND: CellKind = CellKind::OneOf(W::WORDS);
    type Kept = String;
    type Value<'a> = W;

    fn value(kept: &String) -> W {
        named(kept).expect("a cell was checked to hold one of the words")
    }
}

macro_rules! numbers {
    ($($(#[$doc:meta])* $name:ident, $kind:expr, $value:ty, $of:expr;)*) => {$(
        $(#[$doc])*
        pub struct $name;

        impl CellType for $name {
            const KIND: CellKind = $kind;
            type Kept = f64;
            type Value<'a> = $value;

            fn value(kept: &f64) -> $value {
                let of: fn(f64) -> $value = $of;
                of(*kept)
            }
        }
    )*};
}

numbers! {
    /// A calendar year; a delay may have moved it by a part of one.
    Year, CellKind::Year, f64, |year| year;
    /// An hour of the day, 0 to 23.
    Hour, CellKind::Hour, usize, |hour| hour as usize;
    /// 0 or 1.
    Flag, CellKind::Flag, bool, |flag| flag != 0.0;
    /// Any number.
    Number, CellKind::Number(Range::Any), f64, |number| number;
    /// 0 or more.
    NotNegative, CellKind::Number(Range::NotNegative), f64, |number| number;
    /// More than 0.
    Positive, CellKind::Number(Range::Positive), f64, |number| number;
    /// 0 to 1.
    Fraction, CellKind::Number(Range::Fraction), f64, |number| number;
    /// A share that may be negative: 1 or less.
    UpToOne, CellKind::Number(Range::UpToOne), f64, |number| number;
    /// A factor on something: 1 or more.
    AtLeastOne, CellKind::Number(Range::AtLeastOne), f64, |number| number;
}

impl Ranged for Number {
    const RANGE: Range = Range::Any;
}

impl Ranged for NotNegative {
    const RANGE: Range = Range::NotNegative;
}

impl Ranged for Positive {
    const RANGE: Range = Range::Positive;
}

impl Ranged for Fraction {
    const RANGE: Range = Range::Fraction;
}

impl Ranged for Flag {
    const RANGE: Range = Range::ZeroOrOne;
}

/// A whole number, at least `LEAST`.
pub struct Whole<const LEAST: i32>;

impl<const LEAST: i32> CellType for Whole<LEAST> {
    const KIND: CellKind = CellKind::Whole(LEAST);
    type Kept = f64;
    type Value<'a> = i32;

    fn value(kept: &f64) -> i32 {
        *kept as i32
    }
}

/// A number; an empty cell is 0.
pub struct OrZero<R>(PhantomData<R>);

impl<R: Ranged> CellType for OrZero<R> {
    const KIND: CellKind = CellKind::NumberOr(R::RANGE, EmptyAs::Zero);
    type Kept = f64;
    type Value<'a> = f64;

    fn value(kept: &f64) -> f64 {
        *kept
    }

    fn missing<'a>() -> Self::Value<'a> {
        0.0
    }
}

/// A number; an empty cell is no value.
pub struct OrNone<R>(PhantomData<R>);

impl<R: Ranged> CellType for OrNone<R> {
    const KIND: CellKind = CellKind::NumberOr(R::RANGE, EmptyAs::Nothing);
    type Kept = f64;
    type Value<'a> = Option<f64>;

    fn value(kept: &f64) -> Option<f64> {
        Some(*kept).filter(|number| !number.is_nan())
    }

    fn missing<'a>() -> Self::Value<'a> {
        None
    }
}
