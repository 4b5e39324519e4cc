//! Materials: what each asset needs, and tiers of supply.

use crate::sets::{Accelerator, Cooling, Link, List, Map, Material, MaterialTier, SiteClass, Technology, Year};

/// A tier of supply.
#[derive(Debug, Clone)]
pub struct TierKind {
    /// Material that it supplies.
    pub material: Material,
    /// Name.
    pub name: String,
    /// Quantity of the period, `[y]`.
    pub quantity: List<Year, f64>,
    /// Premium in million USD per unit, `[y]`.
    pub price: List<Year, f64>,
}

/// All materials. Intensities are per thousand accelerators and per GW of anything else.
#[derive(Debug, Clone)]
pub struct Materials {
    /// Names for people, `[m]`.
    pub names: List<Material, String>,
    /// Units, `[m]`.
    pub units: List<Material, String>,
    /// `[m, a]`
    pub accelerator: Map<(Material, Accelerator), f64>,
    /// `[m, k]`
    pub shell: Map<(Material, SiteClass), f64>,
    /// `[m, c]`
    pub cooling: Map<(Material, Cooling), f64>,
    /// `[m, g]`
    pub technology: Map<(Material, Technology), f64>,
    /// `[m]`
    pub connection: List<Material, f64>,
    /// `[m, l]`
    pub link: Map<(Material, Link), f64>,
    /// Tiers of all materials; a material without tiers has no limit.
    pub tiers: List<MaterialTier, TierKind>,
}
