//! Families of limits: one name, noun and colour for each, the same in all charts.

use super::colour::{Colour, OTHER, PALETTE};
use super::words::spoken;
use crate::experiment::families::Group;
use crate::named::named;
use crate::program::Family;

/// Power and grid together.
pub const ENERGY: &str = Group::Energy.name();
/// Power and grid with cooling, materials and siting.
pub const ENERGY_BROAD: &str = Group::EnergyBroad.name();

/// In the order of [`Family::ALL`], in which neighbours differ in grey; grid and power are both warm.
const COLOURS: [Colour; 8] =
    [PALETTE[0], PALETTE[8], PALETTE[3], PALETTE[4], PALETTE[1], PALETTE[2], PALETTE[6], PALETTE[7]];

/// Its place in the order of the formulation; groups and what is unknown come after.
#[must_use]
pub fn place(family: &str) -> usize {
    Family::ALL.iter().position(|other| other.name() == family).unwrap_or(Family::ALL.len())
}

/// Its colour; energy as a whole has that of power.
#[must_use]
pub fn colour(family: &str) -> Colour {
    let family = if is_energy(family) { Family::Power.name() } else { family };
    COLOURS.get(place(family)).copied().unwrap_or(OTHER)
}

/// Whether it is one of the groups that hold several families.
#[must_use]
pub fn is_energy(family: &str) -> bool {
    family == ENERGY || family == ENERGY_BROAD
}

/// Whether it is one of the eight.
#[must_use]
pub fn is_single(family: &str) -> bool {
    place(family) < Family::ALL.len()
}

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

#[cfg(test)]
mod tests {
    use super::super::colour::lightness;
    use super::*;

    #[test]
    fn neighbours_differ_in_grey() {
        for pair in COLOURS.windows(2) {
            assert!((lightness(pair[0]) - lightness(pair[1])).abs() > 15.0, "{pair:?}");
        }
        assert!((lightness(colour("chips")) - lightness(colour(ENERGY))).abs() > 40.0);
    }

    #[test]
    fn nouns_and_verbs_agree() {
        let said = ["chips", "siting", "grid", "power", ENERGY].map(|f| format!("{} {}", noun(f), verb(f, "bring")));
        assert_eq!(said, ["chips bring", "sites bring", "grid capacity brings", "power brings", "energy brings"]);
    }
}
