//! Marks: what is drawn for every row of data, and what its channels say.
//!
//! Few kinds are enough. Where a mark lies follows from the scales of its panel: a [`Kind::Rect`] between two names is a
//! cell, between a name and an amount a bar, over years a column. Where its words stand follows from that.

use super::colour::{Colour, INK};
use super::stack::Layer;
use crate::tell::number::number;

/// A place on a scale: an amount (years are amounts), or a name of a band.
#[derive(Debug, Clone, PartialEq)]
pub enum At {
    /// An amount, or a year; on a band, the middle of the n-th name.
    Amount(f64),
    /// A name.
    Name(String),
}

impl From<f64> for At {
    fn from(amount: f64) -> Self {
        Self::Amount(amount)
    }
}

impl From<i32> for At {
    fn from(year: i32) -> Self {
        Self::Amount(f64::from(year))
    }
}

impl From<usize> for At {
    fn from(row: usize) -> Self {
        Self::Amount(row as f64)
    }
}

impl From<&str> for At {
    fn from(name: &str) -> Self {
        Self::Name(name.to_owned())
    }
}

impl From<&String> for At {
    fn from(name: &String) -> Self {
        Self::Name(name.clone())
    }
}

impl At {
    /// The amount, if it is one.
    #[must_use]
    pub fn amount(&self) -> Option<f64> {
        if let Self::Amount(amount) = self { Some(*amount) } else { None }
    }
}

/// A row of data: where it lies, how it looks, what stands beside it.
#[derive(Debug, Clone, PartialEq)]
pub struct Datum {
    /// Across; none for all of the panel, or for words beside it.
    pub x: Option<At>,
    /// Where it ends across; none if it ends where it starts, or starts at the origin of an amount.
    pub x2: Option<At>,
    /// Upwards; none for all of the panel.
    pub y: Option<At>,
    /// Where it ends upwards, as for `x2`.
    pub y2: Option<At>,
    /// What it is one of: its layer, its line, its column of words.
    pub series: String,
    /// Colour.
    pub colour: Colour,
    /// What its colour tells, from light to dark as shares of the most that the mark holds in any scenario; nothing has
    /// its own colour.
    pub strength: Option<f64>,
    /// Whether it is filled with stripes of its colour.
    pub striped: bool,
    /// What is said in it or beside it.
    pub label: String,
    /// The same in fewer letters, for cells in which that has no room.
    pub short: String,
    /// Whether that is in bold.
    pub bold: bool,
    /// What is said below it, in smaller letters.
    pub note: String,
}

impl Datum {
    /// At a place.
    #[must_use]
    pub fn at(x: impl Into<At>, y: impl Into<At>) -> Self {
        Self { x: Some(x.into()), y: Some(y.into()), ..Self::anywhere() }
    }

    /// At a place across, over all of the panel's height.
    #[must_use]
    pub fn across(x: impl Into<At>) -> Self {
        Self { x: Some(x.into()), ..Self::anywhere() }
    }

    /// At a height, over all of the panel's width; of words, beside it.
    #[must_use]
    pub fn beside(y: impl Into<At>) -> Self {
        Self { y: Some(y.into()), ..Self::anywhere() }
    }

    /// Nowhere yet: all of the panel, or a name in a key.
    #[must_use]
    pub fn anywhere() -> Self {
        Self {
            x: None,
            x2: None,
            y: None,
            y2: None,
            series: String::new(),
            colour: INK,
            strength: None,
            striped: false,
            label: String::new(),
            short: String::new(),
            bold: false,
            note: String::new(),
        }
    }

    /// Up to another place across.
    #[must_use]
    pub fn to_x(mut self, x: impl Into<At>) -> Self {
        self.x2 = Some(x.into());
        self
    }

    /// Up to another height.
    #[must_use]
    pub fn to_y(mut self, y: impl Into<At>) -> Self {
        self.y2 = Some(y.into());
        self
    }

    /// As one of a series.
    #[must_use]
    pub fn of(mut self, series: impl Into<String>) -> Self {
        self.series = series.into();
        self
    }

    /// In a colour.
    #[must_use]
    pub fn colour(mut self, colour: Colour) -> Self {
        self.colour = colour;
        self
    }

    /// Filled with stripes, or not.
    #[must_use]
    pub fn striped(mut self, striped: bool) -> Self {
        self.striped = striped;
        self
    }

    /// In a colour that tells an amount.
    #[must_use]
    pub fn strength(mut self, amount: f64) -> Self {
        self.strength = (amount > 0.0).then_some(amount);
        self
    }

    /// With words, in bold or not.
    #[must_use]
    pub fn label(mut self, words: impl Into<String>, bold: bool) -> Self {
        (self.label, self.bold) = (words.into(), bold);
        self
    }

    /// With fewer letters, where those have no room.
    #[must_use]
    pub fn short(mut self, words: impl Into<String>) -> Self {
        self.short = words.into();
        self
    }

    /// With more words, below those.
    #[must_use]
    pub fn note(mut self, words: impl Into<String>) -> Self {
        self.note = words.into();
        self
    }
}

/// How rows are drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Bars, columns, cells. Words stand in the middle of what is stacked or a cell where they fit, else at the end.
    Rect,
    /// Areas from year to year, one per series. Stacked, those that end early are named in them or above; else they are
    /// the ranges from `y` to `y2`, pale unless they are bold.
    Area,
    /// Lines from place to place, one per series; thick if they are bold.
    Line,
    /// The same, dashed; thin, unless they are bold.
    Dashed,
    /// Straight lines: across all of the panel or the room of a name, the whiskers of a range, or, with both
    /// ends, pieces of a line.
    Rule,
    /// The rim of a cell that stands out.
    Frame,
    /// Points; white ones have a rim.
    Dot,
    /// The same, of another shape and a little larger.
    Diamond,
    /// Words: above a place, or right of the panel in columns that are headed by their series, and by the mark of that
    /// name if there is one. There, figures are aligned at the right, and a colour other than ink stands before its words.
    Text,
}

/// Where every series is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Ends {
    /// Nowhere.
    #[default]
    Nothing,
    /// At its right end.
    Name,
    /// The same, with what is said at its last row.
    Label,
    /// Nothing; what is said at its last row stands near that, where there is room, line by line, the first in bold.
    Near,
    /// In a key above the panel, beside its mark; series without a name are not.
    Key,
}

/// How series lie on each other, and share their colours with the same chart of other scenarios.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stack {
    /// Unit of the amounts, as told.
    pub unit: String,
    /// Name of their sum, told after them; none if it is not told.
    pub total: Option<String>,
    /// Where the colours come from.
    pub colours: Colours,
}

/// Where the colours of the series of a stack come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Colours {
    /// From the rows.
    Own,
    /// From the palette in the order of series. At most so many are shown, the small ones joined under a name.
    Kinds(usize, &'static str),
    /// From strong to faint in the order of series; the last, of this name, is what is spare and keeps its own.
    Shades(&'static str),
}

/// Rows drawn in one way.
#[derive(Debug, Clone, PartialEq)]
pub struct Mark {
    /// How.
    pub kind: Kind,
    /// What; the first is painted first and, in a stack, lies at the bottom.
    pub data: Vec<Datum>,
    /// Whether amounts upwards lie on each other.
    pub stack: Option<Stack>,
    /// What stands at the right end.
    pub ends: Ends,
    /// Whether the bars of its series share the room of a name, beside each other.
    pub abreast: bool,
}

impl Mark {
    /// Rows, not stacked.
    #[must_use]
    pub fn new(kind: Kind, data: Vec<Datum>) -> Self {
        Self { kind, data, stack: None, ends: Ends::Nothing, abreast: false }
    }

    /// With something at the right end of every series.
    #[must_use]
    pub fn ends(mut self, ends: Ends) -> Self {
        self.ends = ends;
        self
    }

    /// With series beside each other.
    #[must_use]
    pub fn abreast(mut self) -> Self {
        self.abreast = true;
        self
    }

    /// With rows that lie on each other.
    #[must_use]
    pub fn stacked(mut self, stack: Stack) -> Self {
        self.stack = Some(stack);
        self
    }

    /// Layers over years or names, each row with its amount as words.
    #[must_use]
    pub fn layers(kind: Kind, places: &[At], layers: &[Layer], unit: &str) -> Self {
        let said = |value: f64| format!("{}{unit}", number(value));
        let rows = |layer: &Layer| {
            let row = |(at, &value): (&At, &f64)| {
                Datum::at(at.clone(), value).of(&layer.name).colour(layer.colour).label(said(value), false)
            };
            places.iter().zip(&layer.values).map(row).collect::<Vec<_>>()
        };
        Self::new(kind, layers.iter().flat_map(rows).collect())
    }

    /// Its rows as layers over the places that it has.
    #[must_use]
    pub fn as_layers(&self) -> Vec<Layer> {
        let places: Vec<At> = super::align::totals(self).into_iter().map(|(at, _)| at).collect();
        let value = |name: &str, place: &At| {
            let there = self.of(name).filter(|datum| datum.x.as_ref() == Some(place));
            there.filter_map(|datum| datum.y.as_ref()?.amount()).sum()
        };
        let layer = |name: &str| Layer {
            name: name.to_owned(),
            values: places.iter().map(|place| value(name, place)).collect(),
            colour: self.of(name).next().map_or(INK, |datum| datum.colour),
        };
        self.series().into_iter().map(layer).collect()
    }

    /// Names of its series, in order.
    #[must_use]
    pub fn series(&self) -> Vec<&str> {
        let mut names: Vec<&str> = vec![];
        for datum in &self.data {
            if !names.contains(&datum.series.as_str()) {
                names.push(&datum.series);
            }
        }
        names
    }

    /// Rows of a series.
    pub fn of<'a>(&'a self, series: &'a str) -> impl Iterator<Item = &'a Datum> {
        self.data.iter().filter(move |datum| datum.series == series)
    }
}

/// A value behind a mark.
#[derive(Debug, Clone, PartialEq)]
pub struct Value {
    /// What it is the value of.
    pub name: String,
    /// Number with its unit.
    pub value: String,
    /// Colour of its mark; none if it has none of its own.
    pub colour: Option<Colour>,
}

impl Value {
    /// A value with the colour of its mark.
    #[must_use]
    pub fn of(name: impl Into<String>, value: impl Into<String>, colour: Option<Colour>) -> Self {
        Self { name: name.into(), value: value.into(), colour }
    }
}
