//! Cooling systems: performance by region, equipment supply, water.

use ndarray::{Array1, Array2};

use crate::sets::{Chain, Cooling as CoolingIndex};
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
    pub kinds: Vec<CoolingKind>,
    /// Facility power over IT power, `[c, r]`.
    pub pue: Array2<f64>,
    /// The same on peak days, `[c, r]`.
    pub pue_peak: Array2<f64>,
    /// Water per unit of IT energy, `[c, r]`.
    pub wue: Array2<LitresPerKilowattHour>,
    /// Equipment delivered in the period, `[i, y]`.
    pub supply: Array2<Gigawatts>,
    /// Water that may be consumed, `[r]` of `[y]`; none: no limit.
    pub water: Vec<Option<Array1<MillionCubicMetres>>>,
}

impl Cooling {
    /// Cooling systems that draw on a supply chain.
    pub fn drawing_on(&self, chain: Chain) -> impl Iterator<Item = CoolingIndex> + '_ {
        CoolingIndex::all(self.kinds.len()).filter(move |c| self.kinds[c.0].chains.contains(&chain))
    }
}
