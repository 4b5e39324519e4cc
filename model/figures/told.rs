//! What the charts of an explanation tell those who point at them: gains, changes, money.

use super::colour::Colour;
use super::compare_words::signed;
use super::mark::Value;
use crate::experiment::explain::relax::{Mode, Step};
use crate::experiment::explain::tables::RelaxRow;
use crate::results::Labels;
use crate::tell::names::{currency, step};
use crate::tell::number::number;
use crate::tell::share::{NOTHING, gain};

/// Millions in a billion.
const BILLION: f64 = 1e3;

/// A value without a mark of its own.
#[must_use]
pub fn told(name: &str, value: impl Into<String>) -> Value {
    Value::of(name, value, None)
}

/// A value beside its mark.
#[must_use]
pub fn marked(name: &str, value: impl Into<String>, colour: Colour) -> Value {
    Value::of(name, value, Some(colour))
}

/// A gain as a percentage; in words where it is none.
#[must_use]
pub fn share(share: f64) -> String {
    if share.abs() < NOTHING { "nothing".to_owned() } else { gain(share) }
}

/// A gain as a percentage, and the change that it is, with its unit.
#[must_use]
pub fn gained(of: f64, change: f64, unit: &str) -> String {
    if of.abs() < NOTHING { share(of) } else { format!("{} ({})", gain(of), changed(change, unit)) }
}

/// A change with its sign and unit.
#[must_use]
pub fn changed(change: f64, unit: &str) -> String {
    format!("{} {unit}", signed(change))
}

/// Money over the horizon, of which the tables have millions.
#[must_use]
pub fn billions(musd: f64, labels: &Labels) -> String {
    format!("{} {}", number(musd / BILLION), unit_of_money(labels))
}

/// Unit of money over the horizon.
#[must_use]
pub fn unit_of_money(labels: &Labels) -> String {
    format!("billion {}, discounted", currency(labels))
}

/// Gains of a re-solve by all three measures, each beside its mark.
#[must_use]
pub fn gains(row: &RelaxRow, [compute, objective, load]: [Colour; 3], labels: &Labels) -> Vec<Value> {
    let of_objective = row.gain_objective_share.zip(row.objective_musd);
    let of_objective = of_objective.map(|(gain, musd)| gained(gain, musd / BILLION, &unit_of_money(labels)));
    let mut values = vec![marked("Compute", gained(row.gain_compute_share, row.compute_mh100e, "MH100e"), compute)];
    values.extend(of_objective.map(|said| marked("Objective", said, objective)));
    values.push(marked("AI load", gained(row.gain_load_share, row.load_gw, "GW"), load));
    values
}

/// What another step brings, of the same limits or of all others.
#[must_use]
pub fn of_step(row: &RelaxRow) -> Value {
    let of = match (row.mode, row.step) {
        (Mode::One, Step::Lifted) => "Compute if it is lifted".to_owned(),
        (Mode::One, by) => format!("Compute, {} more of it", step(by.name())),
        (Mode::AllButOne, Step::Lifted) => "Compute if all else is lifted".to_owned(),
        (Mode::AllButOne, by) => format!("Compute, {} more of all else", step(by.name())),
    };
    told(&of, share(row.gain_compute_share))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gains_tell_the_change_that_they_are() {
        assert_eq!(gained(0.031, 1.62, "MH100e"), "+3.1% (+1.6 MH100e)");
        assert_eq!(gained(-0.004, -0.31, "GW"), "−0.4% (−0.3 GW)");
        assert_eq!(gained(0.0, 1e-7, "GW"), "nothing");
    }

    #[test]
    fn money_has_its_unit() {
        let labels = Labels { currency: "USD 2024".to_owned(), ..Labels::default() };
        assert_eq!(billions(31_400.0, &labels), "31 billion USD 2024, discounted");
        assert_eq!(billions(-310.0, &Labels::default()), "−0.3 billion units of the dataset's currency, discounted");
    }
}
