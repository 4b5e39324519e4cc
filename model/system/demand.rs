//! Demand for compute: tiers, each with a size and a price.

use ndarray::Array2;

use crate::units::{MillionH100e, UsdPerH100eHour};

/// All demand tiers.
#[derive(Debug, Clone)]
pub struct Demand {
    /// Size, `[j, y]`.
    pub size: Array2<MillionH100e>,
    /// Price of an hour of one H100-equivalent, `[j, y]`.
    pub price: Array2<UsdPerH100eHour>,
}
