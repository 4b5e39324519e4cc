//! Accelerators: no more are bought than are supplied, none is powered that is not in service, and
//! each stands under a cooling system that can take it.
//!
//! ```text
//! chips.supply     [a,y]    sum_r buy[a,r,y]                  <= supply[a](P(y))
//! chips.component  [i,y]    sum_{a,r} use[a,i] buy[a,r,y]      <= supply[i](P(y))
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
//! Sources: `epoch_chip_counts`, `epoch_hardware`, `supply_path`, `cowos`, `hbm`, `us_ai_stock_2024`.

use super::stocks::in_service;
use crate::program::{Expression, Formulation, Item, Key, Quantity, Rule};
use crate::sets::{Accelerator, Component, Region, Year};
use crate::system::Life;
use crate::units::{KilowattsPerUnit, ThousandUnits};

/// Declares accelerators bought and powered, from their first year on.
pub fn declare(program: &mut Formulation<'_>) {
    let system = program.system;
    for a in system.sets.accelerators() {
        let first_year = system.chips.kinds[a].first_year;
        for y in system.time.years().filter(|&y| system.time.calendar(y) >= first_year) {
            for r in system.sets.regions() {
                let key = Key::regional(Item::Accelerator(a), r, y);
                program.variables.buy[(a, r, y)] = program.variables.free(Quantity::Buy, key);
                if in_fleet(program, a, r, y).can_be_positive() {
                    program.variables.powered[(a, r, y)] = program.variables.free(Quantity::Powered, key);
                }
            }
        }
    }
}

/// Writes the rows of accelerators.
pub fn add(program: &mut Formulation<'_>) {
    let system = program.system;
    for y in system.time.years() {
        for a in system.sets.accelerators() {
            supply(program, a, y);
        }
        for i in Component::all(system.sets.components.len()) {
            component(program, i, y);
        }
        for r in system.sets.regions() {
            for a in system.sets.accelerators() {
                fleet(program, a, r, y);
            }
            cooling_match(program, r, y);
        }
    }
}

fn bought(program: &Formulation<'_>, a: Accelerator, y: Year) -> Expression {
    let mut bought = Expression::default();
    for r in program.system.sets.regions() {
        bought.add(program.variables.buy[(a, r, y)], 1.0);
    }
    bought
}

fn supply(program: &mut Formulation<'_>, a: Accelerator, y: Year) {
    let key = Key::national(Item::Accelerator(a), y);
    let limit = program.system.chips.supply[(a, y)].value();
    program.rows.limit(Rule::ChipsSupply, key, bought(program, a, y), limit);
}

fn component(program: &mut Formulation<'_>, i: Component, y: Year) {
    let system = program.system;
    let component = &system.chips.components[i];
    let Some(supply) = &component.supply else { return };
    let used = system.sets.accelerators().map(|a| bought(program, a, y) * component.per_thousand[a]).sum();
    program.rows.limit(Rule::ChipsComponent, Key::national(Item::Component(i), y), used, supply[y]);
}

/// Accelerators in service.
fn in_fleet(program: &Formulation<'_>, a: Accelerator, r: Region, y: Year) -> Expression {
    let system = program.system;
    let kind = &system.chips.kinds[a];
    let life = Life::Years(kind.lifetime);
    let mut fleet = in_service(program, y, life, |built| program.variables.buy[(a, r, built)]);
    fleet.constant = system.chips.existing[(a, r)].value() * life.service(system.time.calendar(y) - kind.first_year);
    fleet
}

fn fleet(program: &mut Formulation<'_>, a: Accelerator, r: Region, y: Year) {
    let Some(powered) = program.variables.powered[(a, r, y)] else { return };
    let key = Key::regional(Item::Accelerator(a), r, y);
    program.rows.at_most(Rule::ChipsFleet, key, powered.into(), in_fleet(program, a, r, y));
}

fn cooling_match(program: &mut Formulation<'_>, r: Region, y: Year) {
    let system = program.system;
    let load = |which: &dyn Fn(bool) -> bool| {
        let mut load = Expression::default();
        for a in system.sets.accelerators().filter(|&a| which(system.chips.kinds[a].liquid_only)) {
            let per_thousand = gigawatts_per_thousand(system.chips.kinds[a].power);
            load.add(program.variables.powered[(a, r, y)], per_thousand);
        }
        load
    };
    let hosted = |which: &dyn Fn(bool) -> bool| {
        let mut hosted = Expression::default();
        for c in system.sets.cooling().filter(|&c| which(system.cooling.kinds[c].liquid)) {
            hosted.add(program.variables.rated[(r, c, y)], 1.0);
        }
        hosted
    };
    let key = Key::regional(Item::None, r, y);
    program.rows.identity(Rule::ChipsRated, key, hosted(&|_| true), load(&|_| true));
    program.rows.at_most(Rule::ChipsAirCooled, key, hosted(&|liquid| !liquid), load(&|liquid_only| !liquid_only));
}

/// Rated IT load of a thousand accelerators, GW.
#[must_use]
pub fn gigawatts_per_thousand(power: KilowattsPerUnit) -> f64 {
    (power * ThousandUnits(1.0)).value()
}
