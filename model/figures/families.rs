//! Families of limits: one name, noun and colour for each, the same in all charts.

use super::colour::{Colour, OTHER, PALETTE};
use super::words::spoken;
use crate::program::Family;

/// Power and grid together.
pub const ENERGY: &str = "energy";
/// Power and grid with cooling, materials and siting.
pub const ENERGY_BROAD: &str = "energy_broad";

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

/// Who leads from year to year, years with the same leader joined: name, first and last year.
#[must_use]
pub fn runs<'a>(leaders: impl IntoIterator<Item = (i32, &'a str)>) -> Vec<(&'a str, i32, i32)> {
    let mut runs: Vec<(&str, i32, i32)> = vec![];
    for (year, leader) in leaders {
        match runs.last_mut() {
            Some((name, _, to)) if *name == leader => *to = year,
            _ => runs.push((leader, year, year)),
        }
    }
    runs
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

    #[test]
    fn years_with_one_leader_are_joined() {
        let runs = runs([(2025, "chips"), (2026, "chips"), (2028, "power"), (2030, "chips")]);
        assert_eq!(runs, [("chips", 2025, 2026), ("power", 2028, 2028), ("chips", 2030, 2030)]);
    }
}
