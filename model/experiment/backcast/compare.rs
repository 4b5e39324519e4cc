//! One published figure against one number of the model.

use super::quantities::{Driver, Found, Measure, Quantity, Role, find};
use super::ran::Ran;
use super::tables::{Position, Role as Proof};
use crate::results::tables::OutlookRow;
use crate::results::view::tidy;

/// A published figure with the model's number beside it.
#[derive(Debug, Clone)]
pub struct Compared<'a> {
    /// What was published.
    pub published: &'a OutlookRow,
    /// What it is; none if it cannot be compared.
    pub quantity: Option<&'static Quantity>,
    /// Region; empty for the whole dataset.
    pub region: String,
    /// What the model says.
    pub model: Option<f64>,
    /// Why there is no number of the model.
    pub reason: String,
}

/// Looks a published figure up in the results.
#[must_use]
pub fn compare<'a>(ran: &Ran<'_>, published: &'a OutlookRow) -> Compared<'a> {
    let regions: Vec<&str> = ran.results.labels.regions.iter().map(|region| region.code.as_str()).collect();
    let year = published.year;
    let (quantity, region) = match find(&published.quantity, &regions) {
        Found::Not(reason) => {
            return Compared { published, quantity: None, region: String::new(), model: None, reason };
        }
        Found::Whole(quantity) => (quantity, String::new()),
        Found::Region(quantity, region) => (quantity, region),
    };
    let model = measured(ran, quantity, &region, year);
    let scenario = &ran.results.labels.scenario;
    let reason = match model {
        Some(_) => String::new(),
        None if !ran.results.years.contains(&year) => format!("{year} is no model year of {scenario}."),
        None => format!("{scenario} does not say it of {year}. {}", quantity.definition),
    };
    Compared { published, quantity: Some(quantity), region, model, reason }
}

/// The model's number of a quantity, region and year.
#[must_use]
pub fn measured(ran: &Ran<'_>, quantity: &Quantity, region: &str, year: i32) -> Option<f64> {
    ran.position(year)?;
    let number = match quantity.measure {
        Measure::Whole(measure) => measure(ran, year),
        Measure::Region(measure) => measure(ran, region, year),
        Measure::Nothing => None,
    };
    number.map(tidy)
}

impl Compared<'_> {
    /// Unit of the quantity; empty if it is not known.
    #[must_use]
    pub fn unit(&self) -> String {
        self.quantity.map_or(String::new(), |quantity| quantity.unit.to_owned())
    }

    /// Model less central figure, and that over the central figure.
    #[must_use]
    pub fn errors(&self) -> (Option<f64>, Option<f64>) {
        let error = self.model.zip(self.published.central).map(|(model, central)| model - central);
        let relative = error.zip(self.published.central.filter(|central| *central != 0.0));
        (error, relative.map(|(error, central)| error / central.abs()))
    }

    /// Lowest and highest published figure; a missing end is the central figure or the other end.
    #[must_use]
    pub fn ends(&self) -> Option<(f64, f64)> {
        let row = self.published;
        let given: Vec<f64> = [row.low, row.central, row.high].into_iter().flatten().collect();
        let low = given.iter().copied().reduce(f64::min)?;
        Some((low, given.into_iter().fold(low, f64::max)))
    }

    /// What agreement proves: `test`, `input` or `not compared`.
    #[must_use]
    pub fn role(&self, ran: &Ran<'_>) -> Proof {
        let (Some(quantity), Some(model)) = (self.quantity, self.model) else { return Proof::NotCompared };
        match quantity.role {
            Role::Test => Proof::Test,
            Role::Input => Proof::Input,
            Role::Part(part) => {
                let given = part(ran, self.published.year).unwrap_or(0.0);
                if given > 0.0 && given >= model / 2.0 { Proof::Input } else { Proof::Test }
            }
        }
    }

    /// What the model's number is, how others differ, in which money.
    #[must_use]
    pub fn definition(&self, ran: &Ran<'_>) -> String {
        let (Some(quantity), Some(model)) = (self.quantity, self.model) else { return self.reason.clone() };
        let mut parts = vec![quantity.definition.to_owned(), quantity.differs.to_owned()];
        if let Role::Part(part) = quantity.role {
            let given = amount(part(ran, self.published.year).unwrap_or(0.0), quantity.unit);
            let of = amount(model, quantity.unit);
            parts.push(match quantity.driver {
                Driver::Plants(_) => format!("{given} of {of} were committed in the data."),
                _ => format!("{given} of {of} are other data centres, which the dataset gives."),
            });
        }
        if quantity.unit.contains("USD") {
            let money = &ran.results.labels.currency;
            parts.push(format!("Model in {money}; published in dollars of its own time, not converted."));
        }
        parts.retain(|part| !part.is_empty());
        parts.join(" ")
    }
}

/// A number in words; a share as a percentage.
#[must_use]
pub fn amount(value: f64, unit: &str) -> String {
    const WHOLE: f64 = 99.95;
    const PERCENT: f64 = 100.0;
    match unit {
        "share" => format!("{:.1} %", value * PERCENT),
        _ if value.abs() >= WHOLE => format!("{value:.0} {unit}"),
        _ => format!("{value:.1} {unit}"),
    }
}

/// Where a number lies: `inside`, `above`, `below`.
#[must_use]
pub fn position(model: f64, (low, high): (f64, f64)) -> Position {
    const NOISE: f64 = 1e-9;
    let noise = NOISE * low.abs().max(high.abs());
    match model {
        _ if model < low - noise => Position::Below,
        _ if model > high + noise => Position::Above,
        _ => Position::Inside,
    }
}
