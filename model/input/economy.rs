//! `capital`, `demand`, `flexibility`, and the scenario's own numbers.

use super::group::Ground;
use super::settings::{Setting, Settings};
use super::tables;
use crate::sets::CapitalTier;
use crate::system::{Capital, Compute, Demand, Finance, Flexibility};
use crate::units::{MillionUsd, MillionUsdPerGigawatt, UsdPerMegawattHour};

/// Reads the demand for compute.
#[must_use]
pub fn demand(ground: &Ground<'_>) -> Demand {
    let tiers = &ground.sets.demand_tiers;
    Demand {
        size: ground.levels(&ground.series(&[tables::Demand::tier], tables::Demand::mh100e), tiers),
        price: ground.levels(&ground.series(&[tables::Demand::tier], tables::Demand::usd_per_h100e_hour), tiers),
    }
}

/// Reads the tiers of capital.
#[must_use]
pub fn capital(ground: &Ground<'_>) -> Capital {
    let tiers = &ground.sets.capital_tiers;
    let amount =
        ground.rates::<CapitalTier, f64>(&ground.series(&[tables::Capital::tier], tables::Capital::busd), tiers);
    Capital {
        amount: amount.mapv(MillionUsd::from_billions).into(),
        fee: ground.levels(&ground.series(&[tables::Capital::tier], tables::Capital::fee), tiers),
    }
}

/// Reads what AI load can give up.
#[must_use]
pub fn flexibility(ground: &Ground<'_>, settings: &Settings) -> Flexibility {
    let depth = ground.series(&[], tables::Flexibility::depth);
    Flexibility {
        depth: ground.time.years.iter().map(|&year| depth.at(&[], year)).collect(),
        energy_share: settings.of(&Setting::FLEXIBILITY_ENERGY_SHARE),
        cost: UsdPerMegawattHour(settings.of(&Setting::FLEXIBILITY_COST)),
        peak_cost: MillionUsdPerGigawatt(settings.of(&Setting::FLEXIBILITY_PEAK_COST)),
    }
}

/// How accelerators are run.
#[must_use]
pub fn compute(settings: &Settings) -> Compute {
    Compute {
        power_utilisation: settings.of(&Setting::POWER_UTILISATION),
        billable_fraction: settings.of(&Setting::BILLABLE_FRACTION),
        opex_fraction: settings.of(&Setting::OPEX_FRACTION),
        contract_factor: settings.of(&Setting::CONTRACT_FACTOR),
    }
}

/// Rates of return.
#[must_use]
pub fn finance(settings: &Settings) -> Finance {
    Finance {
        accelerators: settings.of(&Setting::WACC_ACCELERATORS),
        datacenters: settings.of(&Setting::WACC_DATACENTERS),
        power: settings.of(&Setting::WACC_POWER),
        money_years: Some(settings.of(&Setting::MONEY_YEARS) as i32).filter(|years| *years > 0),
    }
}
