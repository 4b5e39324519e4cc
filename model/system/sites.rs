//! Data-centre shells: site classes, how much of each a region can hold, and how fast.

use std::collections::BTreeSet;

use crate::sets::{Cooling, List, Map, Region, SiteClass, SiteLife, Year};
use crate::units::{Gigawatts, MillionUsdPerGigawatt};

/// One class of sites.
#[derive(Debug, Clone)]
pub struct SiteClassKind {
    /// Name for people.
    pub name: String,
    /// Cost of a shell without its cooling.
    pub capex: MillionUsdPerGigawatt,
    /// Life over which it is charged, years.
    pub lifetime: i32,
    /// Whether it is near enough to users.
    pub low_latency: bool,
    /// From order to service, years.
    pub lead: f64,
}

impl Sites {
    /// The lives of site classes, ascending.
    #[must_use]
    pub fn lives(&self) -> Vec<i32> {
        self.classes.iter().map(|class| class.lifetime).collect::<BTreeSet<_>>().into_iter().collect()
    }

    /// The position of a class's life among them.
    #[must_use]
    pub fn life(&self, k: SiteClass) -> SiteLife {
        let own = self.classes[k].lifetime;
        SiteLife(self.lives().into_iter().filter(|life| *life < own).count())
    }
}

/// All sites.
#[derive(Debug, Clone)]
pub struct Sites {
    /// `[k]`
    pub classes: List<SiteClass, SiteClassKind>,
    /// First calendar year of the site, `[k, r]`; none: no such site.
    pub first_year: Map<(SiteClass, Region), Option<i32>>,
    /// Shells to date at most, `[k, r, y]`.
    pub potential: Map<(SiteClass, Region, Year), Gigawatts>,
    /// Shells of the period at most, `[k, r, y]`.
    pub rate: Map<(SiteClass, Region, Year), Gigawatts>,
    /// Shells of all classes to date at most, `[r]` of `[y]`; none: no ceiling.
    pub ceiling: List<Region, Option<List<Year, Gigawatts>>>,
    /// Existing shells, `[c, r]`.
    pub existing: Map<(Cooling, Region), Gigawatts>,
    /// Least share of low-latency shells, `[y]`.
    pub low_latency_share: List<Year, f64>,
}
