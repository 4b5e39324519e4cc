//! Families of limits in words: the one table of their names and nouns, and the verbs that go with these.

use super::names::spoken;

/// Power and grid together.
pub const ENERGY: &str = "energy";
/// Power and grid with cooling, materials and siting.
pub const ENERGY_BROAD: &str = "energy_broad";

/// Name beside a row.
#[must_use]
pub fn name(family: &str) -> String {
    match family {
        ENERGY => "Energy (power and grid)".to_owned(),
        ENERGY_BROAD => "Energy, broad reading".to_owned(),
        other => spoken(other),
    }
}

/// What there is more or less of, within a sentence.
#[must_use]
pub fn noun(family: &str) -> String {
    match family {
        "siting" => "sites".to_owned(),
        "grid" => "grid capacity".to_owned(),
        ENERGY_BROAD => "energy in the broad reading".to_owned(),
        other => other.replace('_', " "),
    }
}

/// A verb after the noun: "chips bring", "power brings".
#[must_use]
pub fn verb(family: &str, verb: &str) -> String {
    const PLURAL: [&str; 3] = ["chips", "siting", "materials"];
    if PLURAL.contains(&family) { verb.to_owned() } else { format!("{verb}s") }
}

/// What there is ten per cent more of.
#[must_use]
pub fn more_of(family: &str) -> String {
    if family == ENERGY { "power and grid together".to_owned() } else { noun(family) }
}

/// A family with its verb.
#[must_use]
pub fn does(family: &str, word: &str) -> String {
    format!("{} {}", noun(family), verb(family, word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nouns_and_verbs_agree() {
        let said = ["chips", "siting", "grid", "power", ENERGY].map(|f| format!("{} {}", noun(f), verb(f, "bring")));
        assert_eq!(said, ["chips bring", "sites bring", "grid capacity brings", "power brings", "energy brings"]);
    }
}
