//! `materials`, `material_intensity`, `material_supply`.

use ndarray::Array2;

use super::group::Ground;
use super::series::names_in_order;
use crate::sets::{List, Material, Year, position};
use crate::system::Materials;
use crate::system::materials::TierKind;

/// Reads the materials of a dataset.
#[must_use]
pub fn read(ground: &Ground<'_>) -> Materials {
    let table = ground.table("materials");
    let sets = ground.sets;
    Materials {
        names: table.text("name").to_vec().into(),
        units: table.text("unit").to_vec().into(),
        accelerator: intensity(ground, "accelerator", &sets.accelerators).into(),
        shell: intensity(ground, "shell", &sets.site_classes).into(),
        cooling: intensity(ground, "cooling", &sets.cooling).into(),
        technology: intensity(ground, "technology", &sets.technologies).into(),
        connection: intensity(ground, "connection", &["all".to_owned()]).column(0).to_owned().into(),
        link: intensity(ground, "link", &sets.links).into(),
        tiers: tiers(ground).into(),
    }
}

/// Need of each asset for each material, `[m, asset]`; rows for `all` and for a name add up.
fn intensity(ground: &Ground<'_>, kind: &str, assets: &[String]) -> Array2<f64> {
    let table = ground.table("material_intensity");
    let mut need = Array2::zeros((ground.sets.materials.len(), assets.len()));
    for (row, &amount) in table.number("per_unit").iter().enumerate() {
        let Some(m) = position(&ground.sets.materials, &table.text("material")[row]) else { continue };
        if table.text("asset_kind")[row] != kind {
            continue;
        }
        let asset = &table.text("asset")[row];
        for (i, name) in assets.iter().enumerate() {
            if asset == "all" || asset == name {
                need[[m, i]] += amount;
            }
        }
    }
    need
}

fn tiers(ground: &Ground<'_>) -> Vec<TierKind> {
    let table = ground.table("material_supply");
    let quantity = ground.series("material_supply", &["material", "tier"], "quantity");
    let price = ground.series("material_supply", &["material", "tier"], "usd_per_unit");
    let mut tiers = vec![];
    for (m, material) in ground.sets.materials.iter().enumerate() {
        for name in names_in_order(table, "tier") {
            let key = [material.as_str(), name.as_str()];
            let found: Option<(List<Year, f64>, List<Year, f64>)> =
                ground.rate_of(&quantity, &key).zip(ground.level_of(&price, &key));
            if let Some((quantity, price)) = found {
                tiers.push(TierKind { material: Material(m), name, quantity, price });
            }
        }
    }
    tiers
}
