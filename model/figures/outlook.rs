//! Published outlooks of AI's facility load, drawn behind and beside a model's own.

use super::colour::{FAINT, MUTED};
use super::mark::{Datum, Ends, Kind, Mark};
use crate::results::tables::OutlookRow;
use crate::tell::number::{alike, number};

/// Endings of the quantities that state facility load of AI, and what to call them.
const FACILITY: [(&str, &str); 2] =
    [("ai_facility_nameplate_gw", "facility nameplate"), ("ai_power_gw", "power capacity")];

/// What one publisher says of one quantity.
#[derive(Debug, Clone, PartialEq)]
pub struct Outlook {
    /// Who says it.
    pub publisher: String,
    /// What it is called there; empty where that is said elsewhere.
    pub quantity: &'static str,
    /// Unit of its figures.
    pub unit: &'static str,
    /// Year, low, central, high.
    pub points: Vec<Figure>,
}

/// A figure of a year.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Figure {
    /// Year.
    pub year: i32,
    /// Low end, or the central figure.
    pub low: f64,
    /// Central figure, if there is one.
    pub central: Option<f64>,
    /// High end, or the central figure.
    pub high: f64,
}

impl Outlook {
    /// Whether it gives ranges over several years.
    #[must_use]
    pub fn is_band(&self) -> bool {
        self.points.len() > 1 && self.points.iter().any(|point| point.high > point.low)
    }

    /// Who says it, in short: of "authors; institute" the institute.
    #[must_use]
    pub fn by(&self) -> &str {
        self.publisher.rsplit("; ").next().unwrap_or(&self.publisher)
    }

    /// Who says it, and what of the first year and the last, line by line.
    #[must_use]
    pub fn says(&self) -> Vec<String> {
        let mut lines = vec![self.by().to_owned(), self.quantity.to_owned()];
        match self.points.as_slice() {
            [] => {}
            [only] => lines.push(only.says(self.unit)),
            [first, .., last] => lines.extend([first.says(self.unit), last.says(self.unit)]),
        }
        lines.retain(|line| !line.is_empty());
        lines
    }

    fn series(&self) -> String {
        let between = if self.quantity.is_empty() { "" } else { ", " };
        format!("{}{between}{}", self.publisher, self.quantity)
    }

    fn range(&self, point: &Figure) -> Datum {
        Datum::at(point.year, point.low).to_y(point.high).of(self.series())
    }

    fn central(&self, point: &Figure) -> Option<Datum> {
        Some(Datum::at(point.year, point.central?).of(self.series()))
    }
}

impl Figure {
    /// The figure, or the ends of its range.
    pub fn amount(&self, unit: &str) -> String {
        let unit = if unit == "%" { unit.to_owned() } else { format!(" {unit}") };
        let [low, high] = alike([self.low, self.high]);
        if self.high > self.low { format!("{low}–{high}{unit}") } else { format!("{}{unit}", number(self.high)) }
    }

    fn says(&self, unit: &str) -> String {
        format!("{} in {}", self.amount(unit), self.year)
    }
}

/// Outlooks within the years that can be held against facility load, each with its figures in order.
#[must_use]
pub fn comparable(rows: &[OutlookRow], first: i32, last: i32) -> Vec<Outlook> {
    let mut outlooks: Vec<Outlook> = vec![];
    for row in rows.iter().filter(|row| (first..=last).contains(&row.year)) {
        let Some((_, quantity)) = FACILITY.iter().find(|(ending, _)| ends_as_own(&row.quantity, ending)) else {
            continue;
        };
        let Some(point) = figure(row) else { continue };
        let publisher = if row.publisher.is_empty() { &row.source } else { &row.publisher };
        match outlooks.iter_mut().find(|o| (&o.publisher, o.quantity) == (publisher, *quantity)) {
            Some(outlook) => outlook.points.push(point),
            None => outlooks.push(Outlook { publisher: publisher.clone(), quantity, unit: "GW", points: vec![point] }),
        }
    }
    for outlook in &mut outlooks {
        outlook.points.sort_by_key(|point| point.year);
    }
    outlooks
}

/// Whether a quantity is of the dataset's own place: `us_ai_power_gw`, not `global_ai_power_gw`.
fn ends_as_own(quantity: &str, ending: &str) -> bool {
    let place = quantity.strip_suffix(ending);
    place.is_some_and(|place| (place.is_empty() || place.ends_with('_')) && !matches!(place, "global_" | "world_"))
}

fn figure(row: &OutlookRow) -> Option<Figure> {
    let any = row.central.or(row.low).or(row.high)?;
    let (low, high) = (row.low.unwrap_or(any), row.high.unwrap_or(any));
    Some(Figure { year: row.year, low: low.min(any), central: row.central, high: high.max(any) })
}

/// Ranges over several years with their central figures, to be covered by the model's own load.
#[must_use]
pub fn behind(outlooks: &[Outlook]) -> [Mark; 2] {
    let several = || outlooks.iter().filter(|outlook| outlook.is_band());
    let range = |outlook: &Outlook, point: &Figure| outlook.range(point).colour(FAINT);
    let central = |outlook: &Outlook, point: &Figure| Some(outlook.central(point)?.colour(MUTED));
    let ranges = several().flat_map(|one| one.points.iter().map(move |point| range(one, point)));
    let centres = several().flat_map(|one| one.points.iter().filter_map(move |point| central(one, point)));
    [Mark::new(Kind::Area, ranges.collect()), Mark::new(Kind::Dashed, centres.collect())]
}

/// Ranges and central figures in front of the model's own load, each publisher named near its last.
#[must_use]
pub fn before(outlooks: &[Outlook]) -> [Mark; 2] {
    let range = |outlook: &Outlook, point: &Figure| outlook.range(point).label(outlook.says().join("\n"), false);
    let ranges = outlooks.iter().flat_map(|one| one.points.iter().map(move |point| range(one, point)));
    let centres = outlooks.iter().flat_map(|one| one.points.iter().filter_map(|point| one.central(point)));
    [Mark::new(Kind::Rule, ranges.collect()).ends(Ends::Near), Mark::new(Kind::Dot, centres.collect())]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(quantity: &str, year: i32, low: Option<f64>, central: Option<f64>) -> OutlookRow {
        OutlookRow {
            quantity: quantity.to_owned(),
            year,
            low,
            central,
            high: None,
            source: "source".to_owned(),
            publisher: "Publisher".to_owned(),
        }
    }

    #[test]
    fn only_facility_load_of_ai_here_is_compared() {
        let rows = [
            row("us_ai_power_gw", 2030, None, Some(50.0)),
            row("us_ai_power_gw", 2026, Some(4.0), Some(5.0)),
            row("us_ai_power_gw", 2040, None, Some(90.0)),
            row("global_ai_power_gw", 2030, None, Some(150.0)),
            row("us_ai_incremental_power_gw", 2030, None, Some(100.0)),
            row("us_dc_power_gw", 2030, None, Some(83.0)),
            row("us_ai_power_gw", 2029, None, None),
        ];
        let outlooks = comparable(&rows, 2025, 2035);
        assert_eq!(outlooks.len(), 1);
        let years: Vec<i32> = outlooks[0].points.iter().map(|point| point.year).collect();
        assert_eq!(years, [2026, 2030]);
        assert_eq!((outlooks[0].points[0].low, outlooks[0].points[0].high), (4.0, 5.0));
    }
}
