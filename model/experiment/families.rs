//! Sets of families, and the groups that gains are reported for.

use std::cmp::Ordering;

use crate::named::written;
use crate::program::{Family, Rule};

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

    /// The columns that state their limits, with their tables.
    #[must_use]
    pub fn columns(self) -> Vec<(&'static str, &'static str)> {
        let owned = LIMIT_COLUMNS.iter().filter(|(.., rule)| self.holds(rule.family()));
        owned.map(|(table, column, _)| (*table, *column)).collect()
    }

    /// Its members, in the order of the formulation.
    pub fn members(self) -> impl Iterator<Item = Family> {
        Family::ALL.into_iter().filter(move |family| self.holds(*family))
    }
}

/// The rules that own limits, with the table and the column that state them. Limits of emissions are the scenario's.
pub const LIMIT_COLUMNS: [(&str, &str, Rule); 14] = [
    ("accelerator_supply", "thousand", Rule::ChipsSupply),
    ("component_supply", "quantity", Rule::ChipsComponent),
    ("sites", "max_gw", Rule::SitingPotential),
    ("sites", "gw_per_year", Rule::SitingRate),
    ("site_ceilings", "max_gw", Rule::SitingCeiling),
    ("cooling_supply", "gw_per_year", Rule::CoolingSupply),
    ("water", "million_m3", Rule::CoolingWater),
    ("connection_rate", "gw_per_year", Rule::GridConnectionRate),
    ("links", "max_gw_per_year", Rule::GridLineRate),
    ("build_limits", "gw_per_year", Rule::PowerBuildLimit),
    ("fuel_limits", "tbtu", Rule::PowerFuel),
    ("material_supply", "quantity", Rule::MaterialsTier),
    ("capital", "busd", Rule::CapitalTier),
    ("demand", "mh100e", Rule::DemandTier),
];

/// The rule whose right-hand side a column states.
#[must_use]
pub fn rule(table: &str, column: &str) -> Option<Rule> {
    let known = LIMIT_COLUMNS.iter().find(|(of_table, of_column, _)| *of_table == table && *of_column == column);
    known.map(|(.., rule)| *rule)
}

/// The family whose limit a column states.
#[must_use]
pub fn owner(table: &str, column: &str) -> Option<Family> {
    rule(table, column).map(Rule::family)
}

/// A family, or energy in one of its readings: what gains and verdicts speak of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Group {
    /// One family.
    Family(Family),
    /// Power and grid.
    Energy,
    /// Power, grid, cooling, materials and siting.
    EnergyBroad,
}

written!(Group);

/// By name, the order of what is written by group.
impl Ord for Group {
    fn cmp(&self, other: &Self) -> Ordering {
        self.name().cmp(other.name())
    }
}

impl PartialOrd for Group {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl From<Family> for Group {
    fn from(family: Family) -> Self {
        Self::Family(family)
    }
}

impl Group {
    /// The eight families, then energy in its two readings.
    pub const ALL: [Self; 10] = [
        Self::Family(Family::Chips),
        Self::Family(Family::Siting),
        Self::Family(Family::Cooling),
        Self::Family(Family::Grid),
        Self::Family(Family::Power),
        Self::Family(Family::Materials),
        Self::Family(Family::Capital),
        Self::Family(Family::Demand),
        Self::Energy,
        Self::EnergyBroad,
    ];

    /// Those whose members are all among some families.
    #[must_use]
    pub fn within(families: Families) -> Vec<Self> {
        let whole = |group: &Self| group.families().without(families) == Families::default();
        Self::ALL.into_iter().filter(whole).collect()
    }

    /// Name in tables.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Family(family) => family.name(),
            Self::Energy => "energy",
            Self::EnergyBroad => "energy_broad",
        }
    }

    /// Title for people.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Family(Family::Chips) => "Chips",
            Self::Family(Family::Siting) => "Siting",
            Self::Family(Family::Cooling) => "Cooling",
            Self::Family(Family::Grid) => "Grid",
            Self::Family(Family::Power) => "Power",
            Self::Family(Family::Materials) => "Materials",
            Self::Family(Family::Capital) => "Capital",
            Self::Family(Family::Demand) => "Demand",
            Self::Energy => "Energy (power and grid)",
            Self::EnergyBroad => "Energy in the broad sense (with cooling, materials and siting)",
        }
    }

    /// Whose limits move.
    #[must_use]
    pub const fn families(self) -> Families {
        match self {
            Self::Family(family) => Families::of(&[family]),
            Self::Energy => Families::ENERGY,
            Self::EnergyBroad => Families::ENERGY_BROAD,
        }
    }

    /// The family that it is, if it is one.
    #[must_use]
    pub const fn family(self) -> Option<Family> {
        match self {
            Self::Family(family) => Some(family),
            Self::Energy | Self::EnergyBroad => None,
        }
    }

    /// Whether it is one family.
    #[must_use]
    pub const fn is_family(self) -> bool {
        self.family().is_some()
    }
}
