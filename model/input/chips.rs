//! `accelerators`, their prices, supply and fleet; `components`.

use super::group::Ground;
use super::tables::{
    AcceleratorPrices, AcceleratorSupply, Accelerators, ComponentSupply, ComponentUse, Components, ExistingFleet,
};
use crate::sets::{Accelerator, Component, Map};
use crate::system::chips::{AcceleratorKind, Chips, ComponentKind};
use crate::units::{KilowattsPerUnit, MillionUsdPerThousand};

/// Reads the chips of a dataset.
#[must_use]
pub fn read(ground: &Ground<'_>) -> Chips {
    let accelerators = &ground.sets.accelerators;
    let prices = ground.series(&[AcceleratorPrices::accelerator], AcceleratorPrices::usd_per_unit);
    let supply = ground.series(&[AcceleratorSupply::accelerator], AcceleratorSupply::thousand);
    Chips {
        kinds: kinds(ground).into(),
        supply: ground.rates(&supply, accelerators),
        price: ground
            .levels::<Accelerator, f64>(&prices, accelerators)
            .mapv(MillionUsdPerThousand::from_usd_per_unit)
            .into(),
        existing: ground.matrix(
            (ExistingFleet::accelerator, accelerators),
            (ExistingFleet::region, &ground.sets.regions),
            ExistingFleet::thousand,
        ),
        components: components(ground).into(),
    }
}

fn kinds(ground: &Ground<'_>) -> Vec<AcceleratorKind> {
    ground
        .dataset
        .rows::<Accelerators>()
        .map(|row| AcceleratorKind {
            name: row.name().to_owned(),
            first_year: row.first_year(),
            power: KilowattsPerUnit(row.kw()),
            h100e: row.h100e(),
            lifetime: row.lifetime_years(),
            liquid_only: row.liquid_only(),
            lead: row.lead_years(),
        })
        .collect()
}

fn components(ground: &Ground<'_>) -> Vec<ComponentKind> {
    let supply = ground.series(&[ComponentSupply::component], ComponentSupply::quantity);
    let codes = &ground.sets.components;
    let accelerators = (ComponentUse::accelerator, &*ground.sets.accelerators);
    let uses: Map<(Component, Accelerator), f64> =
        ground.matrix((ComponentUse::component, codes), accelerators, ComponentUse::per_thousand);
    ground
        .dataset
        .rows::<Components>()
        .map(|row| ComponentKind {
            unit: row.unit().to_owned(),
            per_thousand: uses.row(row.index).to_owned().into(),
            supply: ground.rate_of(&supply, &[row.component()]),
        })
        .collect()
}
