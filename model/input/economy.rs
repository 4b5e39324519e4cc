//! `capital`, `demand`, `flexibility`, reserve margins, and the scenario's own numbers.

use super::group::Ground;
use crate::scenario::settings::Settings;
use crate::sets::CapitalTier;
use crate::system::{Adequacy, Capital, Compute, Demand, Finance, Flexibility};
use crate::units::{MillionUsd, MillionUsdPerGigawatt, UsdPerMegawattHour};

/// Reads the demand for compute.
#[must_use]
pub fn demand(ground: &Ground<'_>) -> Demand {
    let tiers = &ground.sets.demand_tiers;
    Demand {
        size: ground.levels(&ground.series("demand", &["tier"], "mh100e"), tiers),
        price: ground.levels(&ground.series("demand", &["tier"], "usd_per_h100e_hour"), tiers),
    }
}

/// Reads the tiers of capital.
#[must_use]
pub fn capital(ground: &Ground<'_>) -> Capital {
    let tiers = &ground.sets.capital_tiers;
    let amount = ground.rates::<CapitalTier, f64>(&ground.series("capital", &["tier"], "busd"), tiers);
    Capital {
        amount: amount.mapv(MillionUsd::from_billions).into(),
        fee: ground.levels(&ground.series("capital", &["tier"], "fee"), tiers),
    }
}

/// Reads what AI load can give up.
#[must_use]
pub fn flexibility(ground: &Ground<'_>, settings: &Settings) -> Flexibility {
    let depth = ground.series("flexibility", &[], "depth");
    Flexibility {
        depth: ground.time.years.iter().map(|&year| depth.at(&[], year)).collect(),
        energy_share: settings.get("flexibility.energy_share"),
        cost: UsdPerMegawattHour(settings.get("flexibility.cost")),
        peak_cost: MillionUsdPerGigawatt(settings.get("flexibility.peak_cost")),
    }
}

/// Reads the rules of firm capacity.
#[must_use]
pub fn adequacy(ground: &Ground<'_>, settings: &Settings) -> Adequacy {
    Adequacy {
        reserve_margin: ground.table("regions").number("reserve_margin").to_vec().into(),
        tolerance: settings.get("adequacy.tolerance"),
        price: MillionUsdPerGigawatt(settings.get("adequacy.price")),
        penalty: MillionUsdPerGigawatt(settings.get("adequacy.penalty")),
        lend_fraction: settings.get("adequacy.lend_fraction"),
        lost_load: UsdPerMegawattHour(settings.get("adequacy.voll")),
    }
}

/// How accelerators are run.
#[must_use]
pub fn compute(settings: &Settings) -> Compute {
    Compute {
        power_utilisation: settings.get("compute.power_utilisation"),
        billable_fraction: settings.get("compute.billable_fraction"),
        opex_fraction: settings.get("compute.opex_fraction"),
        contract_factor: settings.get("compute.contract_factor"),
    }
}

/// Rates of return.
#[must_use]
pub fn finance(settings: &Settings) -> Finance {
    Finance {
        accelerators: settings.get("finance.wacc_accelerators"),
        datacenters: settings.get("finance.wacc_datacenters"),
        power: settings.get("finance.wacc_power"),
    }
}
