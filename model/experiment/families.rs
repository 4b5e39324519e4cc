//! Sets of families, and the groups that gains are reported for.

use crate::program::Family;

/// Lifting makes limits so many times as large, as the formulation says.
pub const LIFTED: f64 = 1000.0;

/// A set of families.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Families(u8);

impl Families {
    /// All eight.
    pub const ALL: Self = Self(u8::MAX);
    /// Power and grid: energy in the narrow sense.
    pub const ENERGY: Self = Self::of(&[Family::Power, Family::Grid]);
    /// Power, grid, cooling, materials and siting: energy in the broad sense.
    pub const ENERGY_BROAD: Self =
        Self::of(&[Family::Power, Family::Grid, Family::Cooling, Family::Materials, Family::Siting]);

    /// The set of some families.
    #[must_use]
    pub const fn of(families: &[Family]) -> Self {
        let (mut set, mut next) = (0, 0);
        while next < families.len() {
            set |= 1 << families[next] as u8;
            next += 1;
        }
        Self(set)
    }

    /// Whether a family is in it.
    #[must_use]
    pub const fn holds(self, family: Family) -> bool {
        self.0 & (1 << family as u8) != 0
    }

    /// With those of another set.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Those that are in another set as well.
    #[must_use]
    pub const fn both(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// Without those of another set.
    #[must_use]
    pub const fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// Its members, in the order of the formulation.
    pub fn members(self) -> impl Iterator<Item = Family> {
        Family::ALL.into_iter().filter(move |family| self.holds(*family))
    }
}

/// A set of families with a name: what gains and verdicts speak of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Group {
    /// Name in tables.
    pub name: &'static str,
    /// Title for people.
    pub title: &'static str,
    /// Whose limits move.
    pub families: Families,
}

impl Group {
    /// The eight families, then energy in its two readings.
    #[must_use]
    pub fn all() -> Vec<Self> {
        let mut groups: Vec<Self> = Family::ALL.into_iter().map(Self::alone).collect();
        groups.push(Self { name: "energy", title: "Energy (power and grid)", families: Families::ENERGY });
        let title = "Energy in the broad sense (with cooling, materials and siting)";
        groups.push(Self { name: "energy_broad", title, families: Families::ENERGY_BROAD });
        groups
    }

    /// Those whose members are all among some families.
    #[must_use]
    pub fn within(families: Families) -> Vec<Self> {
        let whole = |group: &Self| group.families.without(families) == Families::default();
        Self::all().into_iter().filter(whole).collect()
    }

    /// The group of one family.
    #[must_use]
    pub const fn alone(family: Family) -> Self {
        let title = match family {
            Family::Chips => "Chips",
            Family::Siting => "Siting",
            Family::Cooling => "Cooling",
            Family::Grid => "Grid",
            Family::Power => "Power",
            Family::Materials => "Materials",
            Family::Capital => "Capital",
            Family::Demand => "Demand",
        };
        Self { name: family.name(), title, families: Families::of(&[family]) }
    }

    /// The group of a name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::all().into_iter().find(|group| group.name == name)
    }

    /// Whether it is one family.
    #[must_use]
    pub fn is_family(&self) -> bool {
        self.families.members().count() == 1
    }
}
