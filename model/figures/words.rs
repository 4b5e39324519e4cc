//! Numbers and names as people write them.

use crate::program::Rule;
use crate::results::Labels;

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

/// The money of the dataset.
#[must_use]
pub fn currency(labels: &Labels) -> &str {
    if labels.currency.is_empty() { "units of the dataset's currency" } else { &labels.currency }
}

/// A step of the analysis as charts write it: `25 %` as "25%".
#[must_use]
pub fn step(step: &str) -> String {
    step.replace(" %", "%")
}

/// A share as part of a sentence: "all" or a percentage.
#[must_use]
pub fn part(share: f64) -> String {
    const ALL: f64 = 0.9995;
    if share >= ALL { "all".to_owned() } else { percent(share) }
}

/// "a", "a and b", "a, b and c".
#[must_use]
pub fn list<S: AsRef<str>>(items: &[S]) -> String {
    match items {
        [] => String::new(),
        [one] => one.as_ref().to_owned(),
        [start @ .., last] => {
            let start: Vec<&str> = start.iter().map(AsRef::as_ref).collect();
            format!("{} and {}", start.join(", "), last.as_ref())
        }
    }
}

/// With a capital at the start.
#[must_use]
pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}

/// A name within a sentence: no capital at the start, unless it is an abbreviation.
#[must_use]
pub fn within(name: &str) -> String {
    let mut letters = name.chars();
    match (letters.next(), letters.next()) {
        (Some(first), Some(second)) if second.is_lowercase() && SPELT.iter().all(|(_, spelt)| *spelt != name) => {
            first.to_lowercase().chain(name.chars().skip(1)).collect()
        }
        _ => name.to_owned(),
    }
}

/// Abbreviations that can be spoken, as those who use them spell them.
const SPELT: [(&str, &str); 2] = [("cowos", "CoWoS"), ("haleu", "HALEU")];

/// A code as words, those that cannot be spoken taken for abbreviations: `hbm` as "HBM".
#[must_use]
pub fn short(code: &str) -> String {
    const SHORT: usize = 3;
    const VOWELS: [char; 5] = ['a', 'e', 'i', 'o', 'y'];
    if let Some((_, spelt)) = SPELT.iter().find(|(other, _)| *other == code) {
        return (*spelt).to_owned();
    }
    let is_short = |word: &str| word.len() <= SHORT && !word.contains(VOWELS);
    let word = |word: &str| if is_short(word) { word.to_uppercase() } else { word.to_owned() };
    capital(&code.split('_').map(word).collect::<Vec<_>>().join(" "))
}

/// A code as words: `rubin_ultra` as "Rubin ultra".
#[must_use]
pub fn spoken(code: &str) -> String {
    capital(&code.replace('_', " "))
}

/// Name of a region; its code where the dataset gives no name.
#[must_use]
pub fn region<'a>(labels: &'a Labels, code: &'a str) -> &'a str {
    let named = labels.regions.iter().find(|region| region.code == code).map(|region| region.name.as_str());
    named.filter(|name| !name.is_empty()).unwrap_or(code)
}

/// The shorter of an accelerator's name and its code in words.
#[must_use]
pub fn accelerator(labels: &Labels, code: &str) -> String {
    let spoken = spoken(code);
    match labels.accelerators.iter().find(|(other, _)| other == code) {
        Some((_, name)) if !name.is_empty() && name.chars().count() <= spoken.chars().count() => name.clone(),
        _ => spoken,
    }
}

/// What a rule of the formulation limits, in a few words.
#[must_use]
pub fn rule(rule: Rule) -> String {
    match rule {
        Rule::ChipsSupply => "supply of chips",
        Rule::ChipsComponent => "chip components",
        Rule::SitingPotential => "sites by class",
        Rule::SitingCeiling => "total sites",
        Rule::SitingRate => "pace of shell building",
        Rule::CoolingSupply => "cooling equipment",
        Rule::CoolingWater => "water",
        Rule::GridConnectionRate => "pace of grid connections",
        Rule::GridLineRate => "pace of line building",
        Rule::PowerBuildLimit => "pace of plant building",
        Rule::PowerFuel => "fuel",
        Rule::PowerEmissions => "cap on emissions",
        Rule::MaterialsTier => "materials",
        Rule::CapitalTier => "capital",
        Rule::DemandTier => "demand",
        other => return spoken(other.own_name()).to_lowercase(),
    }
    .to_owned()
}

/// Years as a span: "2025", "2025–2030".
#[must_use]
pub fn span(first: i32, last: i32) -> String {
    if first == last { first.to_string() } else { format!("{first}–{last}") }
}

/// Years, neighbours in the model's list joined to spans.
#[must_use]
pub fn years(chosen: &[i32], all: &[i32]) -> String {
    let mut spans: Vec<(usize, usize)> = vec![];
    for position in chosen.iter().filter_map(|year| all.iter().position(|other| other == year)) {
        match spans.last_mut() {
            Some((_, last)) if *last + 1 == position => *last = position,
            _ => spans.push((position, position)),
        }
    }
    list(&spans.iter().map(|&(from, to)| span(all[from], all[to])).collect::<Vec<_>>())
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
    fn shares_keep_what_is_little() {
        assert_eq!([0.0, 0.001, 0.5, 0.997, 1.0, 1.2].map(percent), ["0%", "<1%", "50%", ">99%", "100%", "120%"]);
    }

    #[test]
    fn gains_have_signs() {
        let read = [0.0, 1e-9, 0.0003, 0.0312, 0.104, -0.002, 12.0].map(gain);
        assert_eq!(read, ["–", "–", "+0.03%", "+3.1%", "+10%", "−0.2%", "+1,200%"]);
    }

    #[test]
    fn years_join_to_spans() {
        let all = [2025, 2026, 2028, 2030];
        assert_eq!(years(&[2025, 2026, 2030], &all), "2025–2026 and 2030");
        assert_eq!(years(&all, &all), "2025–2030");
    }

    #[test]
    fn codes_are_spoken_or_spelt() {
        assert_eq!(["hbm", "cdu_45c", "dry", "rare_earths"].map(short), ["HBM", "CDU 45C", "Dry", "Rare earths"]);
        assert_eq!(["cowos", "haleu"].map(short).map(|name| within(&name)), ["CoWoS", "HALEU"]);
        assert_eq!(["Onshore wind", "HBM", "A"].map(within), ["onshore wind", "HBM", "A"]);
    }

    #[test]
    fn lists_end_in_and() {
        assert_eq!(list(&["a", "b", "c"]), "a, b and c");
        assert_eq!(list::<&str>(&[]), "");
    }
}
