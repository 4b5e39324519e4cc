//! Data-centre shells: site classes, how much of each a region can hold, and how fast.

use std::collections::BTreeSet;

use ndarray::{Array1, Array2, Array3};

use crate::sets::SiteClass;
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
}

impl Sites {
    /// The lives of site classes, ascending.
    #[must_use]
    pub fn lives(&self) -> Vec<i32> {
        self.classes.iter().map(|class| class.lifetime).collect::<BTreeSet<_>>().into_iter().collect()
    }

    /// The position of a class's life among them.
    #[must_use]
    pub fn life(&self, k: SiteClass) -> usize {
        let own = self.classes[k.0].lifetime;
        self.lives().into_iter().filter(|life| *life < own).count()
    }
}

/// All sites.
#[derive(Debug, Clone)]
pub struct Sites {
    /// `[k]`
    pub classes: Vec<SiteClassKind>,
    /// First calendar year of the site, `[k, r]`; none: no such site.
    pub first_year: Array2<Option<i32>>,
    /// Shells to date at most, `[k, r, y]`.
    pub potential: Array3<Gigawatts>,
    /// Shells of the period at most, `[k, r, y]`.
    pub rate: Array3<Gigawatts>,
    /// Shells of all classes to date at most, `[r]` of `[y]`; none: no ceiling.
    pub ceiling: Vec<Option<Array1<Gigawatts>>>,
    /// Existing shells, `[c, r]`.
    pub existing: Array2<Gigawatts>,
    /// Least share of low-latency shells, `[y]`.
    pub low_latency_share: Array1<f64>,
}
