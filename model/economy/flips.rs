//! What alone changes on which side of a threshold a central number lies.

use super::draws::Values;
use super::names::ALL;
use super::parameters::{End, Parameters};

/// Where the central number changes side as one series moves alone to an end of its range.
#[must_use]
pub fn flips(parameters: &Parameters, holds: impl Fn(&Values<'_>) -> bool) -> Vec<String> {
    const HALVINGS: usize = 30;
    let central = holds(&Values::central(parameters));
    let mut found = vec![];
    for (parameter, name, series) in parameters.all() {
        if !(series.has_range && parameter.is_drawn()) {
            continue;
        }
        for end in [End::Low, End::High] {
            let changes = |share: f64| holds(&Values::moved(parameters, series, (end, share))) != central;
            if !changes(1.0) {
                continue;
            }
            let (mut stays, mut changed) = (0.0, 1.0);
            for _ in 0..HALVINGS {
                let half = f64::midpoint(stays, changed);
                if changes(half) { changed = half } else { stays = half }
            }
            let of = if name == ALL { String::new() } else { format!(" {name}") };
            let range = series.at(series.years.first().copied().unwrap_or_default());
            let value = range.value + changed * (range.at(end) - range.value);
            let at = if series.years.len() > 1 { String::new() } else { format!(" at {}", digits(value)) };
            let way = (100.0 * changed).round();
            found.push(format!("{parameter}{of}{at} ({way} % of the way to its {})", end.name()));
        }
    }
    found
}

/// A number with three significant digits.
#[must_use]
pub fn digits(value: f64) -> String {
    let rounded: f64 = format!("{value:.2e}").parse().unwrap_or(value);
    rounded.to_string()
}
