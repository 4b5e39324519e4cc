//! Materials: everything that is built needs them, and tiers of supply give them at rising prices.
//!
//! ```text
//! materials.supply [m,y]  sum_r need[m,r,y] + sum_l intensity[m,l] line[l,y] <= sum_{j of m} mat[j,y]
//! materials.tier   [j,y]  mat[j,y] <= quantity[j](P(y))
//! need[m,r,y] = intensity[m] connect[r,y] + sum_a intensity[m,a] buy[a,r,y] + sum_k intensity[m,k] shell[r,k,y]
//!               + sum_{n,c} intensity[m,c] hall[r,n,c,y] + sum_g intensity[m,g] build[g,r,y]
//! ```
//!
//! Units of the material. `intensity` of `material_intensity.csv`: per thousand accelerators, per GW of shells (by
//! site class and by cooling system), plants, connections and lines. `quantity` of `material_supply.csv`, whose tiers j
//! are numbered over all materials. A material without supply rows has no limit.
//!
//! Shadow prices: million USD per unit of material. Not modelled: recycling, stocks from year to year.
//! Sources: `copper_intensity`, `copper_budget`, `transformers`, `haleu`.

use crate::program::{Expression, Formulation, Item, Key, Quantity, Rule, Variables};
use crate::sets::{Material, MaterialTier, Region, Year};
use crate::system::System;

/// Declares the materials of a year.
pub fn declare(program: &mut Formulation<'_>, y: Year) {
    let tiers = &program.system.materials.tiers;
    for j in MaterialTier::all(tiers.len()) {
        let key = Key::national(Item::MaterialTier(j), y);
        program.variables.material[(j, y)] = program.variables.free(Quantity::Material, key);
    }
}

/// Writes the rows of materials.
pub fn add(program: &mut Formulation<'_>) {
    let system = program.system;
    let tiers = MaterialTier::all(system.materials.tiers.len());
    for y in system.time.years() {
        for m in Material::all(system.sets.materials.len()) {
            let mut of_material = tiers.clone().filter(|&j| system.materials.tiers[j].material == m).peekable();
            if of_material.peek().is_none() {
                continue;
            }
            let all = needed(system, &program.variables, m, y);
            let mut supply = Expression::default();
            for j in of_material {
                let bought = program.variables.material[(j, y)];
                supply.add(bought, 1.0);
                let key = Key::national(Item::MaterialTier(j), y);
                let quantity = system.materials.tiers[j].quantity[y];
                program.rows.limit(Rule::MaterialsTier, key, Expression::term(bought, 1.0), quantity);
            }
            program.rows.at_most(Rule::MaterialsSupply, Key::national(Item::Material(m), y), all, supply);
        }
    }
}

/// What all builds of a period need of a material, in its unit.
#[must_use]
pub fn needed(system: &System, variables: &Variables, m: Material, y: Year) -> Expression {
    let mut all = system.sets.regions().map(|r| need(system, variables, m, r, y)).sum::<Expression>();
    for l in system.sets.links() {
        all.add(variables.line[(l, y)], system.materials.link[(m, l)]);
    }
    all
}

/// What one region's builds of a period need.
fn need(system: &System, variables: &Variables, m: Material, r: Region, y: Year) -> Expression {
    let materials = &system.materials;
    let mut need = Expression::term(variables.connect[(r, y)], materials.connection[m]);
    for a in system.sets.accelerators() {
        need.add(variables.buy[(a, r, y)], materials.accelerator[(m, a)]);
    }
    for k in system.sets.site_classes() {
        need.add(variables.shell[(r, k, y)], materials.shell[(m, k)]);
    }
    for c in system.sets.cooling() {
        let intensity = materials.cooling[(m, c)];
        variables.halls(r, c, y).for_each(|hall| need.add(hall, intensity));
    }
    for g in system.sets.technologies() {
        need.add(variables.build[(g, r, y)], materials.technology[(m, g)]);
    }
    need
}
