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

use crate::program::{Expression, Item, Key, Rows, Rule, Variables};
use crate::sets::DemandTier;
use crate::system::System;
use crate::units::{ThousandUnits, compute};

/// Writes the rows of demand.
pub fn add(system: &System, variables: &Variables, rows: &mut Rows) {
    for y in system.time.years() {
        let mut sold = Expression::default();
        for j in DemandTier::all(system.sets.demand_tiers.len()) {
            let tier = variables.sold[[j.0, y.0]];
            sold.add(tier, 1.0);
            let key = Key::national(Item::DemandTier(j), y);
            let size = system.demand.size[[j.0, y.0]].value();
            rows.limit(Rule::DemandTier, key, Expression::term(tier, 1.0), size);
        }
        let mut powered = Expression::default();
        for a in system.sets.accelerators() {
            let per_thousand = compute(ThousandUnits(1.0), system.chips.kinds[a.0].h100e).value();
            for r in system.sets.regions() {
                powered.add(variables.powered[[a.0, r.0, y.0]], per_thousand);
            }
        }
        rows.at_most(Rule::DemandCompute, Key::national(Item::None, y), sold, powered);
    }
}
