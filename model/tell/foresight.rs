//! How a scenario was planned that looks ahead year by year: what it believed, what waited for what, what foresight is worth.

use super::names::{capital, list};
use super::number::{figures, number};
use crate::run::rolling::tables::{Foreseen, ForesightRow, WaitingRow, Worth};
use crate::scenario::foresight::Foresight;

/// Less than this is nothing to speak of, GW.
const LITTLE: f64 = 0.05;

/// The sentences, in order; none where all years are planned at once.
#[must_use]
pub fn sentences(foresight: &Foresight, foreseen: &Foreseen) -> Vec<String> {
    let Some(said) = planned(foresight) else { return vec![] };
    [Some(said), waiting(&foreseen.waiting), price(&foreseen.foresight), Some(UNIQUE.to_owned())]
        .into_iter()
        .flatten()
        .collect()
}

/// What must be known of every rolling result.
const UNIQUE: &str = "Where a plan has several optima its orders are one of them: the result is reproducible, not unique. Prices of a \
                      year are those of its own plan.";

fn planned(foresight: &Foresight) -> Option<String> {
    let rolling = foresight.rolling.as_ref()?;
    let start = rolling.start.as_ref().map_or_else(
        || "In the first year all within its limits can be had".to_owned(),
        |start| format!("What the first year needs was ordered in {}", start.value),
    );
    let beliefs: Vec<String> =
        foresight.beliefs.iter().map(|belief| format!("{}: {}", belief.why(), belief.in_words())).collect();
    let believed = match beliefs.len() {
        0 => "Nothing is believed that does not come".to_owned(),
        _ => format!("Believed: {}", beliefs.join("; ")),
    };
    Some(format!(
        "Planned year by year, with {} calendar years in sight after each; what takes time must be ordered before. {start}. \
         {believed}.",
        rolling.window_years
    ))
}

/// How many accelerators waited, and for what.
fn waiting(rows: &[WaitingRow]) -> Option<String> {
    let idle: Vec<&WaitingRow> = rows.iter().filter(|row| row.accelerators_idle_gw >= LITTLE).collect();
    if idle.is_empty() {
        return Some("No accelerators wait: all in service are powered.".to_owned());
    }
    let amounts: Vec<String> =
        idle.iter().map(|row| format!("{} GW in {}", figures(row.accelerators_idle_gw), row.year)).collect();
    let most = idle.iter().max_by(|a, b| a.accelerators_idle_gw.total_cmp(&b.accelerators_idle_gw))?;
    let missing = most.price_usd_per_kw.map_or(String::new(), |price| {
        format!(
            " In {} the dearest missing thing was {}: one GW more was worth {} USD/kW beyond its own cost.",
            most.year,
            most.waits_for,
            number(price)
        )
    });
    Some(format!("Accelerators in service and not powered: {}.{missing}", list(&amounts)))
}

/// What perfect foresight would have brought.
fn price(rows: &[ForesightRow]) -> Option<String> {
    const ALMOST_NOTHING: f64 = 0.005;
    let objective = rows.iter().find(|row| row.quantity == Worth::Objective)?;
    let loads: Vec<&ForesightRow> = rows.iter().filter(|row| row.quantity == Worth::Load).collect();
    let worst = loads.iter().max_by(|a, b| a.lost.abs().total_cmp(&b.lost.abs()))?;
    let last = loads.last()?;
    let instead = |row: &ForesightRow| {
        format!("{} GW instead of {} in {}", figures(row.perfect), figures(row.realised), row.year.unwrap_or_default())
    };
    let years = if worst.year == last.year { instead(worst) } else { format!("{}, {}", instead(worst), instead(last)) };
    let size = if objective.lost.abs() < ALMOST_NOTHING * objective.perfect.abs() {
        "almost nothing of the objective".to_owned()
    } else {
        format!("{} million USD of the objective", number(objective.lost))
    };
    Some(format!(
        "{}: AI load would be {years}.",
        capital(&format!("the price of foresight, against one plan of the same tables, is {size}"))
    ))
}
