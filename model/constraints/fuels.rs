//! Fuel and carbon: no more is burnt or emitted in a year than is allowed.
//!
//! ```text
//! power.fuel      [f,r,y]  sum_{g burning f} sum_s heat_rate_g w_s gen[g,r,y,s] / 1000 <= tbtu[f,r](y)
//! power.emissions [y]      sum_{g,r,s} co2_g w_s gen[g,r,y,s] / 10^6                  <= emissions_cap(y)
//! ```
//!
//! `heat_rate` MMBtu/MWh of `technologies.csv`, `tbtu` of `fuel_limits.csv` where it has rows, `co2_g` t/MWh from
//! `fuels.csv`, `emissions_cap` in Mt for the model years that the scenario names, `w_s` the slice's hours. Onsite plants
//! count.
//!
//! Shadow prices: USD/MMBtu (million USD per TBtu) and USD/t (million USD per Mt).
//! Not modelled: pipelines, storage of fuel, trade in allowances.
//! Sources: `eia_heat_rates`, `emission_factors`.

use crate::program::{Expression, Formulation, Item, Key, Rule, Variables};
use crate::sets::{Region, Technology, Year};
use crate::system::System;
use crate::units::Hours;

/// Writes the limits on fuel and carbon.
pub fn add(program: &mut Formulation<'_>) {
    let system = program.system;
    for y in system.time.years() {
        for limit in &system.power.fuel_limits {
            let mut burnt = Expression::default();
            for g in system.sets.technologies() {
                let kind = &system.power.kinds[g];
                if kind.fuel == Some(limit.fuel) {
                    burnt +=
                        per_output(system, &program.variables, (g, limit.region, y), |w| (kind.heat_rate * w).value());
                }
            }
            let key = Key::regional(Item::Fuel(limit.fuel), limit.region, y);
            program.rows.limit(Rule::PowerFuel, key, burnt, limit.amount[y].value());
        }
        if let Some(cap) = system.emissions_cap[y] {
            let emitted = emitted(system, &program.variables, y);
            program.rows.limit(Rule::PowerEmissions, Key::national(Item::None, y), emitted, cap.value());
        }
    }
}

/// Carbon dioxide of all generation of a year, Mt.
#[must_use]
pub fn emitted(system: &System, variables: &Variables, y: Year) -> Expression {
    let mut emitted = Expression::default();
    for g in system.sets.technologies() {
        let rate = system.power.emission_rate(g);
        for r in system.sets.regions() {
            emitted += per_output(system, variables, (g, r, y), |w| (rate * w).value());
        }
    }
    emitted
}

/// Dispatch of a technology over all slices, each times a factor of its hours.
fn per_output(
    system: &System,
    variables: &Variables,
    (g, r, y): (Technology, Region, Year),
    factor: impl Fn(Hours) -> f64,
) -> Expression {
    let mut sum = Expression::default();
    for s in system.time.slices() {
        sum.add(variables.generation[(g, r, y, s)], factor(system.time.slices[s].weight));
    }
    sum
}
