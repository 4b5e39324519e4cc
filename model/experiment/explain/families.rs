//! Sets of families, the groups that gains are reported for, and factors on their limits.

use crate::program::rows::Item;
use crate::program::{Family, Program, Row, Rule};
use crate::sets::Year;
use crate::system::System;

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
        groups.push(Self::energy());
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

    /// Energy in the narrow sense.
    #[must_use]
    pub const fn energy() -> Self {
        Self { name: "energy", title: "Energy (power and grid)", families: Families::ENERGY }
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

/// How many times as large the limits of each family are.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Factors([f64; Family::ALL.len()]);

impl Factors {
    /// Limits as they are.
    pub const NEUTRAL: Self = Self([1.0; Family::ALL.len()]);

    /// With the limits of some families times a factor.
    #[must_use]
    pub fn times(mut self, families: Families, factor: f64) -> Self {
        families.members().for_each(|family| self.0[family as usize] *= factor);
        self
    }

    /// A program whose limits up to a model year are raised.
    #[must_use]
    pub fn raise(&self, system: &System, program: &Program, until: Year) -> Program {
        let mut raised = program.clone();
        for row in raised.rows.rows.iter_mut().filter(|row| row.rule.is_limit() && row.key.year <= until) {
            row.limit = self.limit(system, row);
        }
        raised
    }

    /// The right-hand side of a limit when it is raised. Factors act on the limit as the data give it: what is
    /// committed under a build limit stays, and the limit is never below it.
    #[must_use]
    pub fn limit(&self, system: &System, row: &Row) -> f64 {
        let factor = self.0[row.rule.family() as usize];
        match (row.rule, row.key.item) {
            (Rule::PowerBuildLimit, Item::BuildLimit(limit)) => {
                let limit = &system.power.limits[limit.0];
                let (rate, committed) = (limit.rate[row.key.year.0], limit.committed[row.key.year.0]);
                (rate.value() * factor).max(committed.value())
            }
            _ => row.limit * factor,
        }
    }
}
