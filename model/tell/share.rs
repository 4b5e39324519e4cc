//! Shares, gains and errors as percentages.

use super::number::{grouped, number};

/// A share as a percentage; what is little but not nothing stays visible.
#[must_use]
pub fn percent(share: f64) -> String {
    let percent = share * 100.0;
    match percent {
        _ if percent == 0.0 => "0%".to_owned(),
        _ if percent < 0.5 => "<1%".to_owned(),
        _ if percent > 99.5 && percent < 99.95 => ">99%".to_owned(),
        _ => format!("{}%", grouped(&format!("{percent:.0}"))),
    }
}

/// Gains smaller than this are none.
pub const NOTHING: f64 = 5e-5;

/// A gain as a percentage with its sign; a dash for none.
#[must_use]
pub fn gain(share: f64) -> String {
    let sign = if share < 0.0 { "−" } else { "+" };
    if share.abs() < NOTHING { "–".to_owned() } else { format!("{sign}{}", rise(share)) }
}

/// The size of a gain as a percentage, within a sentence.
#[must_use]
pub fn rise(share: f64) -> String {
    let percent = (share * 100.0).abs();
    let decimals = match percent {
        _ if percent < 0.5 * NOTHING * 100.0 => 0,
        _ if percent >= 9.95 => 0,
        _ if percent >= 0.095 => 1,
        _ => 2,
    };
    format!("{}%", grouped(&format!("{percent:.decimals$}")))
}

/// A share as part of a sentence: "all" or a percentage.
#[must_use]
pub fn part(share: f64) -> String {
    const ALL: f64 = 0.9995;
    if share >= ALL { "all".to_owned() } else { percent(share) }
}

/// A share in whole per cent, as sentences and screens write it.
#[must_use]
pub fn per_cent(share: f64) -> String {
    format!("{:.0} %", share * 100.0)
}

/// An error in whole per cent with its sign; what is little has none.
#[must_use]
pub fn error(share: f64) -> String {
    match (share * 100.0).round() {
        0.0 => "0 %".to_owned(),
        percent => format!("{percent:+.0} %"),
    }
}

/// From the lowest to the highest of shares, in whole per cent.
#[must_use]
pub fn range(low: f64, high: f64) -> String {
    format!("{:.0} to {}", low * 100.0, per_cent(high))
}

/// A part of a whole within a sentence: "35 %", "1.4 %".
#[must_use]
pub fn part_of(share: f64) -> String {
    const LITTLE: f64 = 5e-4;
    if share.abs() < LITTLE { "0 %".to_owned() } else { format!("{} %", number(share * 100.0)) }
}

/// A gain in words: "1.4 %", "0.04 %", "less than 0.01 %".
#[must_use]
pub fn gain_in_words(share: f64) -> String {
    if share.abs() < NOTHING { "less than 0.01 %".to_owned() } else { format!("{} %", number(share * 100.0)) }
}

/// A gain in a table of a memo; a dash for less than 0.01 %.
#[must_use]
pub fn gain_cell(share: f64) -> String {
    if share.abs() < NOTHING { "–".to_owned() } else { gain_in_words(share) }
}

/// A gain in per cent in a cell of a screen, whose heading says so.
#[must_use]
pub fn gain_digits(share: f64) -> String {
    const TENTHS: f64 = 9.995;
    const HUNDREDTHS: f64 = 0.095;
    const NONE: f64 = 5e-4;
    match share * 100.0 {
        gain if gain.abs() < NONE => "0".to_owned(),
        gain if gain.abs() < HUNDREDTHS => format!("{gain:+.3}"),
        gain if gain.abs() < TENTHS => format!("{gain:+.2}"),
        gain => format!("{gain:+.1}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_keep_what_is_little() {
        assert_eq!([0.0, 0.001, 0.5, 0.997, 1.0, 1.2].map(percent), ["0%", "<1%", "50%", ">99%", "100%", "120%"]);
    }

    #[test]
    fn gains_have_signs() {
        let read = [0.0, 1e-9, 0.0003, 0.0312, 0.104, -0.002, 12.0].map(gain);
        assert_eq!(read, ["–", "–", "+0.03%", "+3.1%", "+10%", "−0.2%", "+1,200%"]);
    }

    #[test]
    fn what_is_little_has_no_sign() {
        assert_eq!([0.004, -0.004, 0.053, -1.2].map(error), ["0 %", "0 %", "+5 %", "-120 %"]);
        assert_eq!([1e-7, 0.000_43, -0.0312, 0.1234].map(gain_digits), ["0", "+0.043", "-3.12", "+12.3"]);
        assert_eq!([0.0001, 0.014, 0.353].map(part_of), ["0 %", "1.4 %", "35 %"]);
    }
}
