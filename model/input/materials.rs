//! `materials`, `material_intensity`, `material_supply`.

use ndarray::Array2;

use super::group::Ground;
use super::series::names_in_order;
use super::tables::{self, AssetKind, MaterialIntensity, MaterialSupply};
use crate::sets::{List, Material, Year, position};
use crate::system::Materials;
use crate::system::materials::TierKind;

/// Reads the materials of a dataset.
#[must_use]
pub fn read(ground: &Ground<'_>) -> Materials {
    let (data, all) = (ground.dataset, ["all".to_owned()]);
    let sets = ground.sets;
    Materials {
        names: data.column(tables::Materials::name).to_vec().into(),
        units: data.column(tables::Materials::unit).to_vec().into(),
        accelerator: intensity(ground, AssetKind::Accelerator, &sets.accelerators).into(),
        shell: intensity(ground, AssetKind::Shell, &sets.site_classes).into(),
        cooling: intensity(ground, AssetKind::Cooling, &sets.cooling).into(),
        technology: intensity(ground, AssetKind::Technology, &sets.technologies).into(),
        connection: intensity(ground, AssetKind::Connection, &all).column(0).to_owned().into(),
        link: intensity(ground, AssetKind::Link, &sets.links).into(),
        tiers: tiers(ground).into(),
    }
}

/// Need of each asset for each material, `[m, asset]`; rows for `all` and for a name add up.
fn intensity(ground: &Ground<'_>, kind: AssetKind, assets: &[String]) -> Array2<f64> {
    let mut need = Array2::zeros((ground.sets.materials.len(), assets.len()));
    for row in ground.dataset.rows::<MaterialIntensity>().filter(|row| row.asset_kind() == kind) {
        let Some(m) = position(&ground.sets.materials, row.material()) else { continue };
        for (i, name) in assets.iter().enumerate() {
            if row.asset() == "all" || row.asset() == name {
                need[[m, i]] += row.per_unit();
            }
        }
    }
    need
}

fn tiers(ground: &Ground<'_>) -> Vec<TierKind> {
    let keys = [MaterialSupply::material, MaterialSupply::tier];
    let quantity = ground.series(&keys, MaterialSupply::quantity);
    let price = ground.series(&keys, MaterialSupply::usd_per_unit);
    let mut tiers = vec![];
    for (m, material) in ground.sets.materials.iter().enumerate() {
        for name in names_in_order(ground.dataset.column(MaterialSupply::tier)) {
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
