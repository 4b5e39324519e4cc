//! Money and rules: capital tiers, rates of return, firm capacity, flexibility.

use crate::sets::{CapitalTier, List, Map, Region, Year};
use crate::units::{MillionUsd, MillionUsdPerGigawatt, UsdPerMegawattHour};

/// Tiers of money for AI; none: no budget.
#[derive(Debug, Clone)]
pub struct Capital {
    /// Money of the period, `[j, y]`.
    pub amount: Map<(CapitalTier, Year), MillionUsd>,
    /// Fee as a share of the amount, `[j, y]`.
    pub fee: Map<(CapitalTier, Year), f64>,
}

/// Rates of return.
#[derive(Debug, Clone, Copy)]
pub struct Finance {
    /// On accelerators.
    pub accelerators: f64,
    /// On shells and cooling.
    pub datacenters: f64,
    /// On power plants, connections and lines.
    pub power: f64,
}

/// How accelerators are run.
#[derive(Debug, Clone, Copy)]
pub struct Compute {
    /// Average draw over rated power.
    pub power_utilisation: f64,
    /// Share of hours that is sold.
    pub billable_fraction: f64,
    /// Yearly operation over accelerator capex.
    pub opex_fraction: f64,
    /// GW of connection contracted per GW drawn.
    pub contract_factor: f64,
}

/// Firm capacity.
#[derive(Debug, Clone)]
pub struct Adequacy {
    /// Target reserve margin, `[r]`.
    pub reserve_margin: List<Region, f64>,
    /// How far below the target the system may go, share of peak.
    pub tolerance: f64,
    /// Paid for capacity below the target.
    pub price: MillionUsdPerGigawatt,
    /// Paid for capacity below the minimum.
    pub penalty: MillionUsdPerGigawatt,
    /// Share of a link that may be lent.
    pub lend_fraction: f64,
    /// Value of lost load.
    pub lost_load: UsdPerMegawattHour,
}

/// Flexible AI load.
#[derive(Debug, Clone)]
pub struct Flexibility {
    /// Share of AI load that can be contracted, `[y]`.
    pub depth: List<Year, f64>,
    /// Share of yearly AI energy that may be curtailed.
    pub energy_share: f64,
    /// Paid for curtailed energy.
    pub cost: UsdPerMegawattHour,
    /// Paid for load contracted off at the peak.
    pub peak_cost: MillionUsdPerGigawatt,
}
