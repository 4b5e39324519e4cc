//! Names as people write them: codes, rules, regions, accelerators, lists.

use crate::results::Labels;

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

/// A step of the analysis as charts write it: `25 %` as "25%".
#[must_use]
pub fn step(step: &str) -> String {
    step.replace(" %", "%")
}

/// The money of the dataset.
#[must_use]
pub fn currency(labels: &Labels) -> &str {
    if labels.currency.is_empty() { "units of the dataset's currency" } else { &labels.currency }
}

#[cfg(test)]
mod tests {
    use super::*;

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
