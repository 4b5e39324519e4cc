//! `accelerators`, their prices, supply and fleet; `components`.

use super::group::{Ground, wholes};
use crate::sets::{Accelerator, Component, Map};
use crate::system::chips::{AcceleratorKind, Chips, ComponentKind};
use crate::units::{KilowattsPerUnit, MillionUsdPerThousand};

/// Reads the chips of a dataset.
#[must_use]
pub fn read(ground: &Ground<'_>) -> Chips {
    let accelerators = &ground.sets.accelerators;
    let prices = ground.series("accelerator_prices", &["accelerator"], "usd_per_unit");
    let supply = ground.series("accelerator_supply", &["accelerator"], "thousand");
    Chips {
        kinds: kinds(ground).into(),
        supply: ground.rates(&supply, accelerators),
        price: ground
            .levels::<Accelerator, f64>(&prices, accelerators)
            .mapv(MillionUsdPerThousand::from_usd_per_unit)
            .into(),
        existing: ground.matrix(
            "existing_fleet",
            ("accelerator", accelerators),
            ("region", &ground.sets.regions),
            "thousand",
        ),
        components: components(ground).into(),
    }
}

fn kinds(ground: &Ground<'_>) -> Vec<AcceleratorKind> {
    let table = ground.table("accelerators");
    let (first_years, lifetimes) = (wholes(table, "first_year"), wholes(table, "lifetime_years"));
    (0..table.len())
        .map(|row| AcceleratorKind {
            name: table.text("name")[row].clone(),
            first_year: first_years[row],
            power: KilowattsPerUnit(table.number("kw")[row]),
            h100e: table.number("h100e")[row],
            lifetime: lifetimes[row],
            liquid_only: table.number("liquid_only")[row] != 0.0,
        })
        .collect()
}

fn components(ground: &Ground<'_>) -> Vec<ComponentKind> {
    let table = ground.table("components");
    let supply = ground.series("component_supply", &["component"], "quantity");
    let codes = &ground.sets.components;
    let accelerators = &ground.sets.accelerators;
    let uses: Map<(Component, Accelerator), f64> =
        ground.matrix("component_use", ("component", codes), ("accelerator", accelerators), "per_thousand");
    (0..table.len())
        .map(|row| ComponentKind {
            unit: table.text("unit")[row].clone(),
            per_thousand: uses.row(row).to_owned().into(),
            supply: ground.rate_of(&supply, &[&codes[row]]),
        })
        .collect()
}
