//! Demand for compute: tiers, each with a size and a price.

use crate::sets::{DemandTier, Map, Year};
use crate::units::{MillionH100e, UsdPerH100eHour};

/// All demand tiers.
#[derive(Debug, Clone)]
pub struct Demand {
    /// Size, `[j, y]`.
    pub size: Map<(DemandTier, Year), MillionH100e>,
    /// Price of an hour of one H100-equivalent, `[j, y]`.
    pub price: Map<(DemandTier, Year), UsdPerH100eHour>,
}
