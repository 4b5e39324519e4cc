//! Numbers as people read them: one rule for words and labels, one for numbers side by side, one for cells of a screen.

/// A number for a label: about three figures, thousands apart.
#[must_use]
pub fn number(value: f64) -> String {
    let size = value.abs();
    let decimals = match size {
        _ if size >= 9.95 || size == 0.0 => 0,
        _ if size >= 0.095 => 1,
        _ if size >= 0.0095 => 2,
        _ => 3,
    };
    let written = grouped(&format!("{value:.decimals$}"));
    if written.trim_start_matches('-').chars().all(|c| matches!(c, '0' | '.')) {
        return if size == 0.0 { "0".to_owned() } else { "<0.001".to_owned() };
    }
    written.replace('-', "−")
}

/// A number with three figures, for values that may lie near one another.
#[must_use]
pub fn figures(value: f64) -> String {
    const WHOLE: f64 = 99.95;
    const TENTHS: f64 = 9.995;
    const LITTLE: f64 = 0.095;
    match value.abs() {
        size if !(LITTLE..WHOLE).contains(&size) => number(value),
        size if size >= TENTHS => format!("{value:.1}").replace('-', "−"),
        _ => format!("{value:.2}").replace('-', "−"),
    }
}

/// Numbers that are read side by side, all with the decimals of the largest.
#[must_use]
pub fn alike<const N: usize>(values: [f64; N]) -> [String; N] {
    const WHOLE: f64 = 9.95;
    let largest = values.iter().copied().map(f64::abs).fold(0.0, f64::max);
    values.map(|value| {
        let vanishes = value != 0.0 && value.abs() < 0.5;
        if largest >= WHOLE && !vanishes { grouped(&format!("{value:.0}")) } else { number(value) }
    })
}

/// Digits with commas between thousands.
#[must_use]
pub fn grouped(digits: &str) -> String {
    const GROUP: usize = 3;
    let (whole, fraction) = digits.split_once('.').map_or((digits, None), |(w, f)| (w, Some(f)));
    let (sign, whole) = whole.strip_prefix('-').map_or(("", whole), |rest| ("-", rest));
    let mut out = sign.to_owned();
    for (i, digit) in whole.chars().enumerate() {
        if i > 0 && (whole.len() - i).is_multiple_of(GROUP) {
            out.push(',');
        }
        out.push(digit);
    }
    fraction.map_or(out.clone(), |fraction| format!("{out}.{fraction}"))
}

/// A number in a cell of a screen: three figures, at most three decimals, digits and points alone.
#[must_use]
pub fn cell(value: f64) -> String {
    const WHOLE: f64 = 99.95;
    const TENTHS: f64 = 9.995;
    const HUNDREDTHS: f64 = 0.9995;
    const NOTHING: f64 = 5e-4;
    let decimals = match value.abs() {
        size if size >= WHOLE => 0,
        size if size >= TENTHS => 1,
        size if size >= HUNDREDTHS => 2,
        size if size >= NOTHING => 3,
        0.0 => return "0".to_owned(),
        _ => return "~0".to_owned(),
    };
    format!("{value:.decimals$}")
}

/// A cell; empty if there is no number.
#[must_use]
pub fn maybe(value: Option<f64>) -> String {
    value.map_or(String::new(), cell)
}

/// A cell of a change: with its sign.
#[must_use]
pub fn change(value: f64) -> String {
    let sign = if value >= 5e-4 { "+" } else { "" };
    format!("{sign}{}", cell(value))
}

/// A change within a sentence or a table of a memo: with its sign, `=` for none.
#[must_use]
pub fn difference(value: f64) -> String {
    match value {
        0.0 => "=".to_owned(),
        more if more > 0.0 => format!("+{}", number(more)),
        less => number(less),
    }
}

/// Money of an objective and its parts, in whole millions.
#[must_use]
pub fn millions(value: f64) -> String {
    format!("{value:.0} million")
}

/// The same, thousands apart, as memos write it.
#[must_use]
pub fn millions_apart(value: f64) -> String {
    format!("{} million", grouped(&format!("{value:.0}")).replace('-', "−"))
}

/// How many there are.
#[must_use]
pub fn count(number: usize) -> String {
    grouped(&number.to_string())
}

/// A number with its unit, if it has one.
#[must_use]
pub fn with_unit(number: &str, unit: &str) -> String {
    format!("{number} {unit}").trim_end().to_owned()
}

/// A strength as it is written: up to two places.
#[must_use]
pub fn strength(value: f64) -> String {
    grouped(format!("{value:.2}").trim_end_matches('0').trim_end_matches('.')).replace('-', "−")
}

/// A strength with up to two places, with more if only they tell it from another.
#[must_use]
pub fn strength_beside(value: f64, other: f64) -> String {
    const PLACES: usize = 6;
    let other = strength(other);
    let apart = |said: &String| said.trim_end_matches('0').trim_end_matches('.') != other;
    let more = (3..=PLACES).map(|places| format!("{value:.places$}").replace('-', "−")).find(apart);
    let said = strength(value);
    more.filter(|_| said == other).unwrap_or(said)
}

/// A residual or another number of which the size is all that counts, with one figure.
#[must_use]
pub fn size(value: f64) -> String {
    format!("{value:.0e}")
}

/// A number that another is at most, with one figure.
#[must_use]
pub fn bound(value: f64) -> String {
    let (near, step) = (size(value), 10_f64.powf(value.log10().floor()));
    if near.parse().is_ok_and(|near: f64| near >= value) { near } else { size(value + 0.5 * step) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_well() {
        let read = [0.0, 0.00012, 0.004, 0.05, 1.24, 9.96, 178.26, 46471.0, -3.2, 1e6].map(number);
        assert_eq!(read, ["0", "<0.001", "0.004", "0.05", "1.2", "10", "178", "46,471", "−3.2", "1,000,000"]);
    }

    #[test]
    fn near_numbers_are_told_apart() {
        let read = [0.0, 0.004, 0.56, -6.92, 44.68, 178.26, 1431.2].map(figures);
        assert_eq!(read, ["0", "0.004", "0.56", "−6.92", "44.7", "178", "1,431"]);
    }

    #[test]
    fn cells_have_three_figures() {
        let read = [0.0, 1e-5, 0.0453, 0.333, -6.921, 92.86, 249.8, 1243.9].map(cell);
        assert_eq!(read, ["0", "~0", "0.045", "0.333", "-6.92", "92.9", "250", "1244"]);
    }

    #[test]
    fn changes_have_signs_unless_they_are_none() {
        assert_eq!([0.0, 1e-5, 0.0312, -12.34].map(change), ["0", "~0", "+0.031", "-12.3"]);
    }

    #[test]
    fn a_strength_is_told_from_where_it_stands() {
        assert_eq!([1.0, 0.333, -1.2].map(strength), ["1", "0.33", "−1.2"]);
        assert_eq!(strength_beside(1.0004, 1.0), "1.0004");
        assert_eq!(strength_beside(0.5, 1.0), "0.5");
    }

    #[test]
    fn a_bound_is_never_below_its_number() {
        for (value, said) in
            [(4.17e-16, "5e-16"), (4e-16, "4e-16"), (4.6e-16, "5e-16"), (9.2e-16, "1e-15"), (0.0, "0e0")]
        {
            assert_eq!(bound(value), said);
        }
    }
}
