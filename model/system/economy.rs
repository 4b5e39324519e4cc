//! Money and rules: capital tiers, rates of return, firm capacity, flexibility.

use crate::sets::{CapitalTier, CurveTier, List, Map, Region, Season, Year};
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
    /// Years of service over which the fee of capital is paid; none: at once.
    pub money_years: Option<i32>,
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

/// A season in which firm capacity must cover the peak of a region.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SeasonKind {
    /// Its peak over that of the year.
    pub load_share: f64,
    /// Target reserve margin.
    pub reserve_margin: f64,
    /// Share of the prices of tiers that is paid in it.
    pub weight: f64,
}

/// A tier of the demand for firm capacity.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CurveTierKind {
    /// How wide it is, share of peak.
    pub share: f64,
    /// Paid for what is missing of it.
    pub price: MillionUsdPerGigawatt,
}

/// Firm capacity.
#[derive(Debug, Clone)]
pub struct Adequacy {
    /// Seasons that a region has, `[r, h]`.
    pub seasons: Map<(Region, Season), Option<SeasonKind>>,
    /// How far beyond the target capacity has a worth by the region's own demand for it, share of peak, `[r]`; none where it
    /// states none.
    pub above: List<Region, Option<f64>>,
    /// Tiers that a region has, from there down, `[r, k]`.
    pub tiers: Map<(Region, CurveTier), Option<CurveTierKind>>,
    /// Paid for capacity below the minimum.
    pub penalty: MillionUsdPerGigawatt,
    /// Share of a link that may be lent.
    pub lend_fraction: f64,
    /// Value of lost load.
    pub lost_load: UsdPerMegawattHour,
}

impl Adequacy {
    /// The seasons of a region.
    pub fn seasons_of(&self, r: Region) -> impl Iterator<Item = (Season, SeasonKind)> + '_ {
        Season::all(self.seasons.dim().1).filter_map(move |h| Some((h, self.seasons[(r, h)]?)))
    }

    /// The tiers of a region.
    pub fn tiers_of(&self, r: Region) -> impl Iterator<Item = (CurveTier, CurveTierKind)> + '_ {
        CurveTier::all(self.tiers.dim().1).filter_map(move |k| Some((k, self.tiers[(r, k)]?)))
    }

    /// How far beyond the target capacity has a worth, share of peak.
    #[must_use]
    pub fn beyond_target(&self, r: Region) -> f64 {
        self.above[r].unwrap_or(0.0)
    }

    /// Firm capacity over peak beyond which more has no worth.
    #[must_use]
    pub fn top(&self, r: Region, season: SeasonKind) -> f64 {
        1.0 + season.reserve_margin + self.beyond_target(r)
    }

    /// The least firm capacity over peak that is accepted.
    #[must_use]
    pub fn least(&self, r: Region, season: SeasonKind) -> f64 {
        self.top(r, season) - self.tiers_of(r).map(|(_, tier)| tier.share).sum::<f64>()
    }

    /// The highest price of a region's tiers.
    #[must_use]
    pub fn dearest(&self, r: Region) -> MillionUsdPerGigawatt {
        MillionUsdPerGigawatt(self.tiers_of(r).map(|(_, tier)| tier.price.value()).fold(0.0, f64::max))
    }
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
