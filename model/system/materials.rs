//! Materials: what each asset needs, and tiers of supply.

use ndarray::{Array1, Array2};

use crate::sets::Material;

/// A tier of supply.
#[derive(Debug, Clone)]
pub struct TierKind {
    /// Material that it supplies.
    pub material: Material,
    /// Name.
    pub name: String,
    /// Quantity of the period, `[y]`.
    pub quantity: Array1<f64>,
    /// Premium in million USD per unit, `[y]`.
    pub price: Array1<f64>,
}

/// All materials. Intensities are per thousand accelerators and per GW of anything else.
#[derive(Debug, Clone)]
pub struct Materials {
    /// Names for people, `[m]`.
    pub names: Vec<String>,
    /// Units, `[m]`.
    pub units: Vec<String>,
    /// `[m, a]`
    pub accelerator: Array2<f64>,
    /// `[m, k]`
    pub shell: Array2<f64>,
    /// `[m, c]`
    pub cooling: Array2<f64>,
    /// `[m, g]`
    pub technology: Array2<f64>,
    /// `[m]`
    pub connection: Array1<f64>,
    /// `[m, l]`
    pub link: Array2<f64>,
    /// Tiers of all materials; a material without tiers has no limit.
    pub tiers: Vec<TierKind>,
}
