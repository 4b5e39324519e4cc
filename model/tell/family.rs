//! Families of limits in words: the one table of their names and nouns, and the verbs that go with these.

use super::names::spoken;
use crate::experiment::families::Group;
use crate::named::named;
use crate::program::Family;

/// Power and grid together.
pub const ENERGY: &str = Group::Energy.name();
/// Power and grid with cooling, materials and siting.
pub const ENERGY_BROAD: &str = Group::EnergyBroad.name();

/// Name beside a row.
#[must_use]
pub fn name(family: &str) -> String {
    match named(family) {
        Some(Group::Energy) => Group::Energy.title().to_owned(),
        Some(Group::EnergyBroad) => "Energy, broad reading".to_owned(),
        _ => spoken(family),
    }
}

/// What there is more or less of, within a sentence.
#[must_use]
pub fn noun(family: &str) -> String {
    match named(family) {
        Some(Group::Family(Family::Siting)) => "sites".to_owned(),
        Some(Group::Family(Family::Grid)) => "grid capacity".to_owned(),
        Some(Group::EnergyBroad) => "energy in the broad reading".to_owned(),
        _ => family.replace('_', " "),
    }
}

/// A verb after the noun: "chips bring", "power brings".
#[must_use]
pub fn verb(family: &str, verb: &str) -> String {
    const PLURAL: [Family; 3] = [Family::Chips, Family::Siting, Family::Materials];
    if named(family).is_some_and(|family| PLURAL.contains(&family)) { verb.to_owned() } else { format!("{verb}s") }
}

/// What there is ten per cent more of.
#[must_use]
pub fn more_of(family: Group) -> String {
    if family == Group::Energy { "power and grid together".to_owned() } else { noun(family.name()) }
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
