//! What charts tell of published figures and of the model beside them.

use super::backcast_marks::{MODEL, error};
use super::colour::INK;
use super::mark::Value;
use crate::experiment::backcast::tables::{HistoryRow, Position, PositionRow, Role};
use crate::tell::number::figures;

/// Ends and centre of a published figure.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Figure {
    low: Option<f64>,
    central: Option<f64>,
    high: Option<f64>,
}

impl Figure {
    /// The figure in words: its centre, then its range.
    fn said(self, (unit, factor): (&str, f64)) -> String {
        let written = |value: f64| figures(value * factor);
        let range = match (self.low, self.high) {
            (None, None) => None,
            (Some(low), Some(high)) if low == high => Some(written(low)),
            (Some(low), Some(high)) => Some(format!("{}–{}", written(low), written(high))),
            (Some(low), None) => Some(format!("from {}", written(low))),
            (None, Some(high)) => Some(format!("up to {}", written(high))),
        };
        match (self.central.map(written), range) {
            (Some(central), Some(range)) => format!("{} (range {range})", with_unit(&central, unit)),
            (Some(only), None) | (None, Some(only)) => with_unit(&only, unit),
            (None, None) => "–".to_owned(),
        }
    }
}

/// Written beside its number; per cent without a space.
fn with_unit(number: &str, unit: &str) -> String {
    if unit == "%" { format!("{number}%") } else { format!("{number} {unit}") }
}

/// Unit that a quantity is shown in, and what its numbers are multiplied with for that.
#[must_use]
pub fn shown(unit: &str) -> (&str, f64) {
    const PERCENT: f64 = 100.0;
    if unit == "share" { ("%", PERCENT) } else { (unit, 1.0) }
}

/// The model's number.
#[must_use]
pub fn model(name: &str, value: f64, (unit, factor): (&str, f64)) -> Value {
    Value::of(name, with_unit(&figures(value * factor), unit), Some(MODEL))
}

/// What happened, as one publisher has it, and how the model stands to it.
#[must_use]
pub fn history(row: &HistoryRow) -> Vec<Value> {
    let figure = Figure { low: row.published_low, central: row.published_central, high: row.published_high };
    let mut values = vec![Value::of(by(&row.publisher, &row.source), figure.said(shown(&row.unit)), Some(INK))];
    let off = row.relative_error_fraction.map(error);
    let position = if row.position == Position::NoRange { None } else { Some(format!("{} the range", row.position)) };
    let stands: Vec<String> = off.into_iter().chain(position).collect();
    if !stands.is_empty() {
        values.push(Value::of("Model against the figure", stands.join(", "), None));
    }
    if row.role == Role::Input {
        values.push(Value::of("Given to the scenario", "yes: agreement proves nothing", None));
    }
    values
}

/// What one publisher expects, and how the model stands to it.
#[must_use]
pub fn outlook(row: &PositionRow) -> Value {
    let figure = Figure { low: row.published_low, central: row.published_central, high: row.published_high };
    let off = row.relative_error_fraction.map_or(String::new(), |share| format!(", {}", error(share)));
    let words = format!("{}; model {}{off}", figure.said(shown(&row.unit)), row.position);
    Value::of(by(&row.publisher, &row.source), words, Some(INK))
}

/// Who published a figure; the key of the source where that is not known.
fn by<'a>(publisher: &'a str, source: &'a str) -> &'a str {
    if publisher.is_empty() { source } else { publisher }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_said_with_their_ranges_and_units() {
        let figure = |low, central, high| Figure { low, central, high };
        let gw = ("GW", 1.0);
        assert_eq!(figure(Some(34.0), Some(44.2), Some(51.0)).said(gw), "44.2 GW (range 34.0–51.0)");
        assert_eq!(figure(Some(325.0), None, Some(580.0)).said(("TWh", 1.0)), "325–580 TWh");
        assert_eq!(figure(None, None, Some(51.0)).said(gw), "up to 51.0 GW");
        assert_eq!(figure(None, Some(0.045), None).said(shown("share")), "4.50%");
        assert_eq!(figure(None, None, None).said(gw), "–");
    }
}
