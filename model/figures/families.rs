//! Families of limits: their order and one colour for each, the same in all charts; words are those of [`tell`](crate::tell).

use super::colour::{Colour, OTHER, PALETTE};
use crate::program::Family;
pub use crate::tell::family::{ENERGY, ENERGY_BROAD, name, noun, verb};

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
}
