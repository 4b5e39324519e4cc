//! Linear expressions over columns.

use std::ops::{AddAssign, Mul, Neg, SubAssign};

/// A column of the program, by its position.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Column(pub usize);

/// A sum of columns with factors, and a constant.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Expression {
    /// Column and factor; a column may stand more than once.
    pub terms: Vec<(Column, f64)>,
    /// The constant.
    pub constant: f64,
}

impl Expression {
    /// A constant alone.
    #[must_use]
    pub fn constant(constant: f64) -> Self {
        Self { terms: vec![], constant }
    }

    /// One column with a factor; nothing if there is no such column.
    #[must_use]
    pub fn term(column: impl Into<Option<Column>>, factor: f64) -> Self {
        let mut expression = Self::default();
        expression.add(column, factor);
        expression
    }

    /// Whether it can be above 0: it has a column, or its constant is.
    #[must_use]
    pub fn can_be_positive(&self) -> bool {
        !self.terms.is_empty() || self.constant > 0.0
    }

    /// Adds a column with a factor; nothing if there is no such column.
    pub fn add(&mut self, column: impl Into<Option<Column>>, factor: f64) {
        if let Some(column) = column.into()
            && factor != 0.0
        {
            self.terms.push((column, factor));
        }
    }
}

impl From<Column> for Expression {
    fn from(column: Column) -> Self {
        Self::term(column, 1.0)
    }
}

impl AddAssign for Expression {
    fn add_assign(&mut self, other: Self) {
        self.terms.extend(other.terms);
        self.constant += other.constant;
    }
}

impl SubAssign for Expression {
    fn sub_assign(&mut self, other: Self) {
        *self += -other;
    }
}

impl Mul<f64> for Expression {
    type Output = Self;
    fn mul(mut self, factor: f64) -> Self {
        if factor == 0.0 {
            return Self::default();
        }
        self.terms.iter_mut().for_each(|(_, f)| *f *= factor);
        self.constant *= factor;
        self
    }
}

impl Neg for Expression {
    type Output = Self;
    fn neg(self) -> Self {
        self * -1.0
    }
}

impl std::iter::Sum for Expression {
    fn sum<I: Iterator<Item = Self>>(parts: I) -> Self {
        parts.fold(Self::default(), |mut sum, part| {
            sum += part;
            sum
        })
    }
}
