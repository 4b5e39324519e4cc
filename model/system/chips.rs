//! Accelerators: what each is, how many can be bought, at what price, from which components.

use crate::sets::{Accelerator, Component, List, Map, Region, Year};
use crate::units::{KilowattsPerUnit, MillionUsdPerThousand, ThousandUnits};

/// One accelerator generation.
#[derive(Debug, Clone)]
pub struct AcceleratorKind {
    /// Name for people.
    pub name: String,
    /// First calendar year in which it can be bought.
    pub first_year: i32,
    /// Power of one, all in.
    pub power: KilowattsPerUnit,
    /// H100-equivalents of one.
    pub h100e: f64,
    /// Service life, years.
    pub lifetime: i32,
    /// Whether it needs liquid cooling.
    pub liquid_only: bool,
    /// From order to service, years.
    pub lead: f64,
}

/// A component and what limits it.
#[derive(Debug, Clone)]
pub struct ComponentKind {
    /// Unit of the quantities.
    pub unit: String,
    /// Quantity per thousand accelerators, `[a]`.
    pub per_thousand: List<Accelerator, f64>,
    /// Quantity supplied in each period, `[y]`; none: no limit.
    pub supply: Option<List<Year, f64>>,
}

/// All accelerators.
#[derive(Debug, Clone)]
pub struct Chips {
    /// `[a]`
    pub kinds: List<Accelerator, AcceleratorKind>,
    /// Supply of a period, `[a, y]`.
    pub supply: Map<(Accelerator, Year), ThousandUnits>,
    /// Price in the model year, `[a, y]`.
    pub price: Map<(Accelerator, Year), MillionUsdPerThousand>,
    /// Bought in the accelerator's first year, `[a, r]`.
    pub existing: Map<(Accelerator, Region), ThousandUnits>,
    /// `[i]`
    pub components: List<Component, ComponentKind>,
}
