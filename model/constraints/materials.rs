//! Materials: everything that is built needs them, and tiers of supply give them at rising prices.
//!
//! ```text
//! materials.supply [m,y]  sum over assets of intensity x what is bought in period y <= sum_j mat[m,j,y]
//! materials.tier   [m,j,y] mat[m,j,y] <= quantity[m,j](P(y))
//! ```
//!
//! Units of the material. `intensity` of `material_intensity.csv`: per thousand accelerators, per GW of shells (by
//! site class and by cooling system), plants, connections and lines. `quantity` of `material_supply.csv`. A material without
//! supply rows has no limit.
//!
//! Shadow prices: million USD per unit of material. Not modelled: recycling, stocks from year to year.

use crate::program::{Expression, Item, Key, Rows, Rule, Variables};
use crate::sets::{Material, MaterialTier, Region, Year};
use crate::system::System;

/// Writes the rows of materials.
pub fn add(system: &System, variables: &Variables, rows: &mut Rows) {
    let tiers = MaterialTier::all(system.materials.tiers.len());
    for y in system.time.years() {
        for m in Material::all(system.sets.materials.len()) {
            let mut of_material = tiers.clone().filter(|j| system.materials.tiers[j.0].material == m).peekable();
            if of_material.peek().is_none() {
                continue;
            }
            let need = system.sets.regions().map(|r| need(system, variables, m, r, y)).sum::<Expression>();
            let mut all = need;
            for l in system.sets.links() {
                all.add(variables.line[[l.0, y.0]], system.materials.link[[m.0, l.0]]);
            }
            let mut supply = Expression::default();
            for j in of_material {
                let bought = variables.material[[j.0, y.0]];
                supply.add(bought, 1.0);
                let key = Key::national(Item::MaterialTier(j), y);
                let quantity = system.materials.tiers[j.0].quantity[y.0];
                rows.limit(Rule::MaterialsTier, key, Expression::term(bought, 1.0), quantity);
            }
            rows.at_most(Rule::MaterialsSupply, Key::national(Item::Material(m), y), all, supply);
        }
    }
}

/// What one region's builds of a period need.
fn need(system: &System, variables: &Variables, m: Material, r: Region, y: Year) -> Expression {
    let materials = &system.materials;
    let mut need = Expression::term(variables.connect[[r.0, y.0]], materials.connection[m.0]);
    for a in system.sets.accelerators() {
        need.add(variables.buy[[a.0, r.0, y.0]], materials.accelerator[[m.0, a.0]]);
    }
    for k in system.sets.site_classes() {
        need.add(variables.shell[[r.0, k.0, y.0]], materials.shell[[m.0, k.0]]);
    }
    for c in system.sets.cooling() {
        for n in 0..variables.hall.dim().1 {
            need.add(variables.hall[[r.0, n, c.0, y.0]], materials.cooling[[m.0, c.0]]);
        }
    }
    for g in system.sets.technologies() {
        need.add(variables.build[[g.0, r.0, y.0]], materials.technology[[m.0, g.0]]);
    }
    need
}
