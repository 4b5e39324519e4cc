//! Capital: what AI spends in a period must be raised from tiers of money.
//!
//! ```text
//! capital.budget [y]    price x buy + (shell + cooling capex) x shell + onsite capex x build
//!                       + connection capex x connect <= sum_j money[j,y]
//! capital.tier   [j,y]  money[j,y] <= 1000 x busd[j](P(y))
//! ```
//!
//! Million USD. Onsite capex is gross of the investment credit; grid plants and lines are financed by utilities.
//! `busd` of `capital.csv`; without rows there is no budget.
//!
//! Shadow prices: USD per USD. Not modelled: interest on what was raised (the annuities carry it), money left over.

use crate::program::{Expression, Item, Key, Rows, Rule, Variables};
use crate::sets::{CapitalTier, Region, Year};
use crate::system::System;

/// Writes the budget and the tiers of money.
pub fn add(system: &System, variables: &Variables, rows: &mut Rows) {
    let tiers = CapitalTier::all(system.sets.capital_tiers.len());
    if tiers.len() == 0 {
        return;
    }
    for y in system.time.years() {
        let spent = system.sets.regions().map(|r| spent(system, variables, r, y)).sum();
        let mut raised = Expression::default();
        for j in tiers.clone() {
            let money = variables.money[[j.0, y.0]];
            raised.add(money, 1.0);
            let key = Key::national(Item::CapitalTier(j), y);
            let amount = system.capital.amount[[j.0, y.0]].value();
            rows.limit(Rule::CapitalTier, key, Expression::term(money, 1.0), amount);
        }
        rows.at_most(Rule::CapitalBudget, Key::national(Item::None, y), spent, raised);
    }
}

/// What AI spends in a region in a period, million USD.
#[must_use]
pub fn spent(system: &System, variables: &Variables, r: Region, y: Year) -> Expression {
    let connection = &system.grid.connections[r.0];
    let mut spent = Expression::term(variables.connect[[r.0, y.0]], connection.capex.value());
    for a in system.sets.accelerators() {
        spent.add(variables.buy[[a.0, r.0, y.0]], system.chips.price[[a.0, y.0]].value());
    }
    for k in system.sets.site_classes() {
        spent.add(variables.shell[[r.0, k.0, y.0]], system.sites.classes[k.0].capex.value());
    }
    for c in system.sets.cooling() {
        for n in 0..variables.hall.dim().1 {
            spent.add(variables.hall[[r.0, n, c.0, y.0]], system.cooling.kinds[c.0].capex.value());
        }
    }
    for g in system.sets.technologies().filter(|g| system.power.kinds[g.0].is_onsite()) {
        spent.add(variables.build[[g.0, r.0, y.0]], system.power.capex[[g.0, y.0]].value());
    }
    spent
}
