//! Large-load connections and links between regions.

use crate::sets::{Direction, Link, List, Map, Region, Year};
use crate::units::{Gigawatts, MillionUsdPerGigawatt};

/// Connections of one region.
#[derive(Debug, Clone)]
pub struct Connection {
    /// Contracted already.
    pub existing: Gigawatts,
    /// Cost of a new one.
    pub capex: MillionUsdPerGigawatt,
    /// Life over which it is charged, years.
    pub lifetime: i32,
    /// From order to service, years.
    pub lead: f64,
}

/// One link.
#[derive(Debug, Clone)]
pub struct LinkKind {
    /// Where its forward direction starts.
    pub from: Region,
    /// Where it ends.
    pub to: Region,
    /// Transfer capacity today.
    pub capacity: Gigawatts,
    /// Share lost on the way.
    pub loss: f64,
    /// Cost of expansion.
    pub capex: MillionUsdPerGigawatt,
    /// Life over which it is charged, years.
    pub lifetime: i32,
    /// First calendar year of expansion.
    pub first_year: i32,
    /// Expansion of each period at most, `[y]`.
    pub rate: List<Year, Gigawatts>,
    /// From order to service, years.
    pub lead: f64,
}

impl LinkKind {
    /// Region that power leaves in a direction.
    #[must_use]
    pub fn source(&self, direction: Direction) -> Region {
        match direction {
            Direction::Forward => self.from,
            Direction::Backward => self.to,
        }
    }

    /// Region that power reaches in a direction.
    #[must_use]
    pub fn target(&self, direction: Direction) -> Region {
        match direction {
            Direction::Forward => self.to,
            Direction::Backward => self.from,
        }
    }
}

/// Connections and links.
#[derive(Debug, Clone)]
pub struct Grid {
    /// `[r]`
    pub connections: List<Region, Connection>,
    /// New connections of the period at most, `[r, y]`.
    pub connection_rate: Map<(Region, Year), Gigawatts>,
    /// `[l]`
    pub links: List<Link, LinkKind>,
}
