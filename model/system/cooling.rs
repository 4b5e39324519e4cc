//! Cooling systems: performance by region, equipment supply, water.

use crate::sets::{Chain, Cooling as CoolingIndex, List, Map, Region, Year};
use crate::units::{Gigawatts, LitresPerKilowattHour, MillionCubicMetres, MillionUsdPerGigawatt};

/// One cooling system.
#[derive(Debug, Clone)]
pub struct CoolingKind {
    /// Name for people.
    pub name: String,
    /// Whether it can cool liquid-only accelerators.
    pub liquid: bool,
    /// Cost on top of the shell.
    pub capex: MillionUsdPerGigawatt,
    /// Limited supply chains that it draws on.
    pub chains: Vec<Chain>,
}

/// All cooling.
#[derive(Debug, Clone)]
pub struct Cooling {
    /// `[c]`
    pub kinds: List<CoolingIndex, CoolingKind>,
    /// Facility power over IT power, `[c, r]`.
    pub pue: Map<(CoolingIndex, Region), f64>,
    /// The same on peak days, `[c, r]`.
    pub pue_peak: Map<(CoolingIndex, Region), f64>,
    /// Water per unit of IT energy, `[c, r]`.
    pub wue: Map<(CoolingIndex, Region), LitresPerKilowattHour>,
    /// Equipment delivered in the period, `[i, y]`.
    pub supply: Map<(Chain, Year), Gigawatts>,
    /// Water that may be consumed, `[r]` of `[y]`; none: no limit.
    pub water: List<Region, Option<List<Year, MillionCubicMetres>>>,
}

impl Cooling {
    /// Cooling systems that draw on a supply chain.
    pub fn drawing_on(&self, chain: Chain) -> impl Iterator<Item = CoolingIndex> + '_ {
        CoolingIndex::all(self.kinds.len()).filter(move |&c| self.kinds[c].chains.contains(&chain))
    }
}
