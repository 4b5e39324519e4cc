//! Accelerators: no more are bought than are supplied, none is powered that is not in service, and
//! each stands under a cooling system that can take it.
//!
//! ```text
//! chips.supply     [a,y]    sum_r buy[a,r,y]                  <= supply[a,P(y)]
//! chips.component  [i,y]    sum_{a,r} use[a,i] buy[a,r,y]      <= supply[i,P(y)]
//! chips.fleet      [a,r,y]  on[a,r,y] <= existing[a,r] f(y - first_year_a) + sum_y' w(y',y,L_a) buy[a,r,y']
//! chips.rated      [r,y]    sum_c rated[r,c,y] = sum_a kw_a on[a,r,y] / 1000
//! chips.air_cooled [r,y]    sum_{c not liquid} rated[r,c,y] <= sum_{a not liquid_only} kw_a on[a,r,y] / 1000
//! ```
//!
//! `supply` thousand of `accelerator_supply.csv` and the component's unit of `component_supply.csv`;
//! `use` of `component_use.csv`; `existing` thousand of `existing_fleet.csv`, bought in the
//! accelerator's first year; `kw_a`, `first_year_a`, `L_a` of `accelerators.csv`; `f` and `w` the
//! in-service shares of [`Life::service`] and [`Time::in_service`](crate::system::Time::in_service).
//!
//! The formulation powers accelerators by cooling system, `on[a,c,r,y]`, liquid-only ones under liquid
//! systems alone. Neither power nor compute depends on c, so only the load under each system
//! matters. Such loads can be shared out among accelerators exactly if they sum to the load of all
//! accelerators and the air-cooled part does not exceed that of accelerators which air can cool:
//! the last two rows. The optimum is the same with a fifth of the columns.
//!
//! Shadow prices: million USD per thousand accelerators (supply, fleet), per unit of a component.
//! Not modelled: repair, resale, moves between regions.

use super::stocks::in_service;
use crate::program::{Expression, Item, Key, Rows, Rule, Variables};
use crate::sets::{Accelerator, Component, Region, Year};
use crate::system::{Life, System};
use crate::units::{KilowattsPerUnit, ThousandUnits};

/// Writes the rows of accelerators.
pub fn add(system: &System, variables: &Variables, rows: &mut Rows) {
    for y in system.time.years() {
        for a in system.sets.accelerators() {
            supply(system, variables, rows, a, y);
        }
        for i in Component::all(system.sets.components.len()) {
            component(system, variables, rows, i, y);
        }
        for r in system.sets.regions() {
            for a in system.sets.accelerators() {
                fleet(system, variables, rows, a, r, y);
            }
            cooling_match(system, variables, rows, r, y);
        }
    }
}

fn bought(system: &System, variables: &Variables, a: Accelerator, y: Year) -> Expression {
    let mut bought = Expression::default();
    for r in system.sets.regions() {
        bought.add(variables.buy[[a.0, r.0, y.0]], 1.0);
    }
    bought
}

fn supply(system: &System, variables: &Variables, rows: &mut Rows, a: Accelerator, y: Year) {
    let key = Key::national(Item::Accelerator(a), y);
    let limit = system.chips.supply[[a.0, y.0]].value();
    rows.limit(Rule::ChipsSupply, key, bought(system, variables, a, y), limit);
}

fn component(system: &System, variables: &Variables, rows: &mut Rows, i: Component, y: Year) {
    let component = &system.chips.components[i.0];
    let Some(supply) = &component.supply else { return };
    let used = system.sets.accelerators().map(|a| bought(system, variables, a, y) * component.per_thousand[a.0]).sum();
    rows.limit(Rule::ChipsComponent, Key::national(Item::Component(i), y), used, supply[y.0]);
}

fn fleet(system: &System, variables: &Variables, rows: &mut Rows, a: Accelerator, r: Region, y: Year) {
    let Some(powered) = variables.powered[[a.0, r.0, y.0]] else { return };
    let kind = &system.chips.kinds[a.0];
    let life = Life::Years(kind.lifetime);
    let mut fleet = in_service(system, y, life, |built| variables.buy[[a.0, r.0, built.0]]);
    let age = system.time.calendar(y) - kind.first_year;
    fleet.constant = system.chips.existing[[a.0, r.0]].value() * life.service(age);
    let key = Key::regional(Item::Accelerator(a), r, y);
    rows.at_most(Rule::ChipsFleet, key, powered.into(), fleet);
}

fn cooling_match(system: &System, variables: &Variables, rows: &mut Rows, r: Region, y: Year) {
    let load = |which: &dyn Fn(bool) -> bool| {
        let mut load = Expression::default();
        for a in system.sets.accelerators().filter(|a| which(system.chips.kinds[a.0].liquid_only)) {
            let per_thousand = gigawatts_per_thousand(system.chips.kinds[a.0].power);
            load.add(variables.powered[[a.0, r.0, y.0]], per_thousand);
        }
        load
    };
    let hosted = |which: &dyn Fn(bool) -> bool| {
        let mut hosted = Expression::default();
        for c in system.sets.cooling().filter(|c| which(system.cooling.kinds[c.0].liquid)) {
            hosted.add(variables.rated[[r.0, c.0, y.0]], 1.0);
        }
        hosted
    };
    let key = Key::regional(Item::None, r, y);
    rows.identity(Rule::ChipsRated, key, hosted(&|_| true), load(&|_| true));
    rows.at_most(Rule::ChipsAirCooled, key, hosted(&|liquid| !liquid), load(&|liquid_only| !liquid_only));
}

/// Rated IT load of a thousand accelerators, GW.
#[must_use]
pub fn gigawatts_per_thousand(power: KilowattsPerUnit) -> f64 {
    (power * ThousandUnits(1.0)).value()
}
