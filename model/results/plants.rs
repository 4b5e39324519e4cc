//! Groups of power technologies, as outlooks and statistics count them.

use crate::named::{named, words};
use crate::system::power::Kind;

words! {
    /// A group of plants, wherever they stand.
    PlantGroup {
        /// Power from the sun.
        Solar, "solar";
        /// Power from wind, on land and at sea.
        Wind, "wind";
        /// Storage of any kind.
        Storage, "storage";
        /// Burns gas.
        Gas, "gas";
        /// Splits atoms.
        Nuclear, "nuclear";
        /// Burns coal.
        Coal, "coal";
        /// Anything else.
        Other, "other";
    }
}

impl PlantGroup {
    /// That of a technology, by what it can do and its category in the dataset's `iamc.csv`, as in `Gas|Combined Cycle`.
    #[must_use]
    pub fn of(kind: Kind, category: &str) -> Self {
        let source = category.split('|').next().unwrap_or_default().to_lowercase();
        if kind == Kind::Storage { Self::Storage } else { named(&source).unwrap_or(Self::Other) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_level_of_its_category_groups_a_plant_that_is_no_storage() {
        let of = |category| PlantGroup::of(Kind::Thermal, category);
        assert_eq!(of("Gas|Combined Cycle"), PlantGroup::Gas);
        assert_eq!(of("Nuclear|Small Modular Reactors"), PlantGroup::Nuclear);
        assert_eq!([of("Hydro"), of("")], [PlantGroup::Other; 2]);
        assert_eq!(PlantGroup::of(Kind::Storage, "Pumped Hydro"), PlantGroup::Storage);
    }
}
