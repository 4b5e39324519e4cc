//! Why the model lies where it does: composed from results, in a few sentences.

use super::compare::{Compared, amount, position};
use super::measure::load_and_draw;
use super::quantities::{Driver, Quantity};
use super::ran::Ran;
use super::tables::Position;
use crate::results::derived::ranked_rents;

/// Shares smaller than this are not worth a word.
const LITTLE: f64 = 0.05;
/// More than this is all.
const ALL: f64 = 0.9995;

/// What in the results puts the model there; or why there is no comparison.
#[must_use]
pub fn why(ran: &Ran<'_>, compared: &Compared<'_>) -> String {
    let (Some(quantity), Some(model), Some(ends)) = (compared.quantity, compared.model, compared.ends()) else {
        return compared.reason.clone();
    };
    let year = compared.published.year;
    let mut parts = match quantity.driver {
        Driver::Ai(other) => {
            let other = other(ran, year).unwrap_or(0.0);
            let share = if other > 0.0 { ai(model - other, model, quantity.unit) } else { String::new() };
            vec![share, binds(ran, year), chips(ran, (quantity, year), (model, other)), room((model, other), ends)]
        }
        Driver::Plants(_) => vec![],
        Driver::Region => vec![region(ran, compared)],
        Driver::Other => vec![binds(ran, year)],
    };
    parts.push(differs(quantity));
    parts.retain(|part| !part.is_empty());
    parts.join(" ")
}

/// How much of a quantity is AI.
fn ai(part: f64, all: f64, unit: &str) -> String {
    format!("AI is {} of {}.", amount(part, unit), amount(all, unit))
}

/// The families with the largest rents of a year.
fn binds(ran: &Ran<'_>, year: i32) -> String {
    const FAMILIES: usize = 2;
    let rents = ranked_rents(&ran.results.rents, year);
    let parts = rents.iter().filter(|row| row.rent_share >= LITTLE).take(FAMILIES);
    let parts: Vec<String> = parts.map(|row| format!("{} {}", row.family, percent(row.rent_share))).collect();
    if parts.is_empty() {
        return format!("No supply has a rent in {year}: demand is the limit.");
    }
    format!("Rents of supply in {year}: {}.", parts.join(", "))
}

/// How much of the accelerators on offer is bought, and where all of them would put the quantity.
fn chips(ran: &Ran<'_>, (quantity, year): (&Quantity, i32), (model, other): (f64, f64)) -> String {
    let Some(chips) = ran.chips(year).filter(|chips| chips.offered > 0.0 && chips.bought > 0.0) else {
        return String::new();
    };
    let bought = chips.bought / chips.offered;
    let stands = format!("Accelerators standing at the end of {year}: {:.1} GW rated", chips.bought);
    if bought > ALL {
        return format!("{stands}, all that was on offer.");
    }
    let all = amount(other + (model - other) / bought, quantity.unit);
    let offered = chips.offered;
    format!(
        "{stands}, {} of the {offered:.1} GW on offer; all of them, used alike, would make it {all}.",
        percent(bought)
    )
}

/// What AI would have to be for the model to be inside.
fn room((model, other): (f64, f64), (low, high): (f64, f64)) -> String {
    let ai = model - other;
    let end = match position(model, (low, high)) {
        Position::Above => high,
        Position::Below => low,
        _ => return String::new(),
    };
    match end - other {
        _ if ai <= 0.0 => String::new(),
        room if room <= 0.0 => "No AI at all would fit below the figure beside the other data centres.".to_owned(),
        room if model > high => format!("AI at {} of the model's would be inside.", percent(room / ai)),
        room => format!("AI at {:.1} times the model's would be inside.", room / ai),
    }
}

/// How much of a region's load AI is.
fn region(ran: &Ran<'_>, compared: &Compared<'_>) -> String {
    let Some((load, draw)) = load_and_draw(ran, &compared.region, compared.published.year) else {
        return String::new();
    };
    format!("AI draws {draw:.1} of {load:.1} GW of average load in {}.", compared.region)
}

fn differs(quantity: &Quantity) -> String {
    quantity.differs.to_owned()
}

fn percent(share: f64) -> String {
    format!("{:.0} %", share * 100.0)
}
