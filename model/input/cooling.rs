//! `cooling`, its performance and supply; `water`.

use super::check::list;
use super::group::Ground;
use crate::sets::{Chain, position};
use crate::system::Cooling;
use crate::system::cooling::CoolingKind;
use crate::units::MillionUsdPerGigawatt;

/// Reads the cooling systems of a dataset.
#[must_use]
pub fn read(ground: &Ground<'_>) -> Cooling {
    let regions = &ground.sets.regions;
    let supply = ground.series("cooling_supply", &["supply"], "gw_per_year");
    let water = ground.series("water", &["region"], "million_m3");
    let rows = ("cooling", &*ground.sets.cooling);
    let columns = ("region", &**regions);
    Cooling {
        kinds: kinds(ground).into(),
        pue: ground.matrix("cooling_performance", rows, columns, "pue"),
        pue_peak: ground.matrix("cooling_performance", rows, columns, "pue_peak"),
        wue: ground.matrix("cooling_performance", rows, columns, "wue_l_per_kwh"),
        supply: ground.rates(&supply, &ground.sets.chains),
        water: regions.iter().map(|region| ground.level_of(&water, &[region])).collect(),
    }
}

fn kinds(ground: &Ground<'_>) -> Vec<CoolingKind> {
    let table = ground.table("cooling");
    (0..table.len())
        .map(|row| CoolingKind {
            name: table.text("name")[row].clone(),
            liquid: table.number("liquid")[row] != 0.0,
            capex: MillionUsdPerGigawatt(table.number("capex_usd_per_kw")[row]),
            chains: list(&table.text("supplies")[row])
                .filter_map(|chain| position(&ground.sets.chains, chain).map(Chain))
                .collect(),
        })
        .collect()
}
