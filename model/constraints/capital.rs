//! Capital: what AI spends in a period must be raised from tiers of money.
//!
//! ```text
//! capital.budget [y]    sum_r spent[r,y] <= sum_j money[j,y]
//! capital.tier   [j,y]  money[j,y] <= 1000 busd[j](P(y))
//! spent[r,y] = sum_a price[a](y) buy[a,r,y] + sum_k capex_k shell[r,k,y] + sum_{n,c} capex_c hall[r,n,c,y]
//!              + capex_r connect[r,y] + sum_{onsite g} capex[g](y) build[g,r,y]
//! ```
//!
//! Million USD. `busd` of `capital.csv`, without rows there is no budget; `price` of `accelerator_prices.csv`; `capex`
//! of `site_classes.csv`, `cooling.csv`, `connections.csv` and, gross of the investment credit, `technology_costs.csv`.
//! Grid plants and lines are financed by utilities.
//!
//! Shadow prices: USD per USD. Not modelled: interest on what was raised (the annuities carry it), money left over.
//! Sources: `platformonomics`, `capex_2026`, `capex_2027`, `financing`.

use crate::program::{Expression, Formulation, Item, Key, Quantity, Rule, Variables};
use crate::sets::{CapitalTier, Region, Year};
use crate::system::System;

/// Declares the money of a year.
pub fn declare(program: &mut Formulation<'_>, y: Year) {
    let system = program.system;
    for j in CapitalTier::all(system.sets.capital_tiers.len()) {
        let key = Key::national(Item::CapitalTier(j), y);
        program.variables.money[(j, y)] = program.variables.free(Quantity::Money, key);
    }
}

/// Writes the budget and the tiers of money.
pub fn add(program: &mut Formulation<'_>) {
    let system = program.system;
    let tiers = CapitalTier::all(system.sets.capital_tiers.len());
    if tiers.len() == 0 {
        return;
    }
    for y in system.time.years() {
        let spent = system.sets.regions().map(|r| spent(system, &program.variables, r, y)).sum();
        let mut raised = Expression::default();
        for j in tiers.clone() {
            let money = program.variables.money[(j, y)];
            raised.add(money, 1.0);
            let key = Key::national(Item::CapitalTier(j), y);
            let amount = system.capital.amount[(j, y)].value();
            program.rows.limit(Rule::CapitalTier, key, Expression::term(money, 1.0), amount);
        }
        program.rows.at_most(Rule::CapitalBudget, Key::national(Item::None, y), spent, raised);
    }
}

/// What AI spends in a region in a period, million USD.
#[must_use]
pub fn spent(system: &System, variables: &Variables, r: Region, y: Year) -> Expression {
    let connection = &system.grid.connections[r];
    let mut spent = Expression::term(variables.connect[(r, y)], connection.capex.value());
    for a in system.sets.accelerators() {
        spent.add(variables.buy[(a, r, y)], system.chips.price[(a, y)].value());
    }
    for k in system.sets.site_classes() {
        spent.add(variables.shell[(r, k, y)], system.sites.classes[k].capex.value());
    }
    for c in system.sets.cooling() {
        let capex = system.cooling.kinds[c].capex.value();
        variables.halls(r, c, y).for_each(|hall| spent.add(hall, capex));
    }
    for g in system.sets.technologies().filter(|&g| system.power.kinds[g].is_onsite()) {
        spent.add(variables.build[(g, r, y)], system.power.capex[(g, y)].value());
    }
    spent
}
