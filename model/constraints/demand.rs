//! Demand: compute is sold in tiers of falling price, and no more than is powered.
//!
//! ```text
//! demand.compute [y]    sum_j q[j,y] <= sum_{a,r} h100e_a on[a,r,y] / 1000
//! demand.tier    [j,y]  q[j,y]       <= mh100e[j](y)
//! ```
//!
//! Million H100-equivalents. `mh100e` of `demand.csv`, `h100e` of `accelerators.csv`.
//!
//! Shadow prices: million USD per MH100e and year. Not modelled: training against inference, regions of demand.
//! Sources: `demand_tiers`, `rental_index`, `epoch_us_share`.

use crate::program::{Expression, Formulation, Item, Key, Quantity, Rule};
use crate::sets::DemandTier;
use crate::units::{ThousandUnits, compute};

/// Declares compute sold.
pub fn declare(program: &mut Formulation<'_>) {
    let system = program.system;
    for y in system.time.years() {
        for j in DemandTier::all(system.sets.demand_tiers.len()) {
            let key = Key::national(Item::DemandTier(j), y);
            program.variables.sold[(j, y)] = program.variables.free(Quantity::Sold, key);
        }
    }
}

/// Writes the rows of demand.
pub fn add(program: &mut Formulation<'_>) {
    let system = program.system;
    for y in system.time.years() {
        let mut sold = Expression::default();
        for j in DemandTier::all(system.sets.demand_tiers.len()) {
            let tier = program.variables.sold[(j, y)];
            sold.add(tier, 1.0);
            let key = Key::national(Item::DemandTier(j), y);
            let size = system.demand.size[(j, y)].value();
            program.rows.limit(Rule::DemandTier, key, Expression::term(tier, 1.0), size);
        }
        let mut powered = Expression::default();
        for a in system.sets.accelerators() {
            let per_thousand = compute(ThousandUnits(1.0), system.chips.kinds[a].h100e).value();
            for r in system.sets.regions() {
                powered.add(program.variables.powered[(a, r, y)], per_thousand);
            }
        }
        program.rows.at_most(Rule::DemandCompute, Key::national(Item::None, y), sold, powered);
    }
}
