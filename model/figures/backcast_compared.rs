//! Published outlooks of a quantity beside a scenario's line.

use super::backcast_told::shown;
use super::outlook::{Figure, Outlook};
use crate::experiment::backcast::quantities::{Driver, Quantity, known};
use crate::experiment::backcast::tables::{LineRow, PositionRow};

/// Outlooks of one quantity, and the scenario's line.
pub struct Compared<'a> {
    /// What they are of.
    pub quantity: &'static Quantity,
    /// Published figures.
    pub rows: Vec<&'a PositionRow>,
    /// The scenario's, by year, in the unit that is shown.
    pub line: Vec<(i32, f64)>,
}

/// Quantities that AI drives, the one with most outlooks first.
#[must_use]
pub fn all<'a>(rows: &'a [PositionRow], lines: &[LineRow]) -> Vec<Compared<'a>> {
    let mut all: Vec<Compared<'a>> = vec![];
    for row in rows.iter().filter(|row| row.model.is_some()) {
        let Some(quantity) = known(&row.quantity).filter(|known| matches!(known.driver, Driver::Ai(_))) else {
            continue;
        };
        if let Some(compared) = all.iter_mut().find(|compared| compared.quantity.name == quantity.name) {
            compared.rows.push(row);
            continue;
        }
        let line = lines.iter().filter(|line| line.quantity == row.quantity);
        let line = line.map(|line| (line.year, line.model * shown(quantity.unit).1)).collect();
        all.push(Compared { quantity, rows: vec![row], line });
    }
    for compared in &mut all {
        let last = compared.rows.iter().map(|row| row.year).max().unwrap_or(i32::MAX);
        compared.line.retain(|(year, _)| *year <= last);
    }
    all.sort_by_key(|compared| std::cmp::Reverse(compared.rows.len()));
    all
}

impl Compared<'_> {
    /// Unit that is shown.
    #[must_use]
    pub fn unit(&self) -> &'static str {
        shown(self.quantity.unit).0
    }

    /// Years of the line and of the outlooks.
    #[must_use]
    pub fn years(&self) -> Vec<i32> {
        let mut years: Vec<i32> =
            self.line.iter().map(|(year, _)| *year).chain(self.rows.iter().map(|row| row.year)).collect();
        years.sort_unstable();
        years.dedup();
        years
    }

    /// The line in a year.
    #[must_use]
    pub fn at(&self, year: i32) -> Option<Figure> {
        let &(year, value) = self.line.iter().find(|(other, _)| *other == year)?;
        Some(Figure { year, low: value, central: Some(value), high: value })
    }

    /// The end of the line.
    #[must_use]
    pub fn last(&self) -> Option<Figure> {
        self.at(self.line.last()?.0)
    }

    /// What each publisher says.
    #[must_use]
    pub fn outlooks(&self) -> Vec<Outlook> {
        let mut outlooks: Vec<Outlook> = vec![];
        let factor = shown(self.quantity.unit).1;
        for row in &self.rows {
            let given =
                [row.published_low, row.published_central, row.published_high].map(|value| Some(value? * factor));
            let Some(low) = given.into_iter().flatten().reduce(f64::min) else { continue };
            let high = given.into_iter().flatten().fold(low, f64::max);
            let point = Figure { year: row.year, low, central: given[1], high };
            let publisher = if row.publisher.is_empty() { &row.source } else { &row.publisher };
            match outlooks.iter_mut().find(|outlook| outlook.publisher == *publisher) {
                Some(outlook) => outlook.points.push(point),
                None => outlooks.push(Outlook {
                    publisher: publisher.clone(),
                    quantity: "",
                    unit: self.unit(),
                    points: vec![point],
                }),
            }
        }
        for outlook in &mut outlooks {
            outlook.points.sort_by_key(|point| point.year);
        }
        outlooks
    }
}
