//! `cooling`, its performance and supply; `water`.

use super::group::Ground;
use super::tables::{self, CoolingPerformance, CoolingSupply, Water};
use crate::sets::{Chain, position};
use crate::system::Cooling;
use crate::system::cooling::CoolingKind;
use crate::units::MillionUsdPerGigawatt;

/// Reads the cooling systems of a dataset.
#[must_use]
pub fn read(ground: &Ground<'_>) -> Cooling {
    let regions = &ground.sets.regions;
    let supply = ground.series(&[CoolingSupply::supply], CoolingSupply::gw_per_year);
    let water = ground.series(&[Water::region], Water::million_m3);
    let rows = (CoolingPerformance::cooling, &*ground.sets.cooling);
    let columns = (CoolingPerformance::region, &**regions);
    Cooling {
        kinds: kinds(ground).into(),
        pue: ground.matrix(rows, columns, CoolingPerformance::pue),
        pue_peak: ground.matrix(rows, columns, CoolingPerformance::pue_peak),
        wue: ground.matrix(rows, columns, CoolingPerformance::wue_l_per_kwh),
        supply: ground.rates(&supply, &ground.sets.chains),
        water: regions.iter().map(|region| ground.level_of(&water, &[region])).collect(),
    }
}

fn kinds(ground: &Ground<'_>) -> Vec<CoolingKind> {
    let chain = |name| position(&ground.sets.chains, name).map(Chain);
    ground
        .dataset
        .rows::<tables::Cooling>()
        .map(|row| CoolingKind {
            name: row.name().to_owned(),
            liquid: row.liquid(),
            capex: MillionUsdPerGigawatt(row.capex_usd_per_kw()),
            chains: row.supplies().into_iter().filter_map(chain).collect(),
        })
        .collect()
}
