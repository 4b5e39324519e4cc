//! `by_year`: what every scenario of a sweep brings in each year.

use serde::{Deserialize, Serialize};

use super::record::{Finished, OfYear, Record};
use crate::program::Family;
use crate::results::tables::row;

row! {
    /// A scenario's years, one row each; scenarios without an optimum have none.
    ByYearRow [scenario, year] {
        /// Number of the scenario.
        scenario: usize,
        /// Model year.
        year: i32,
        /// Rated AI IT load powered, average of the year.
        ai_it_gw: f64,
        /// Compute powered, average of the year.
        compute_mh100e: f64,
        /// Electricity of AI.
        energy_twh: f64,
        /// Capital that AI spends: accelerators, shells, connections, onsite plants.
        capex_busd_per_year: f64,
        /// Supply family with the largest rent, a hint at what binds; demand where none has one.
        first: Family,
        /// Rents of the year's limits of chips, discounted.
        rent_chips_musd: f64,
        /// Rents of the year's limits of siting, discounted.
        rent_siting_musd: f64,
        /// Rents of the year's limits of cooling, discounted.
        rent_cooling_musd: f64,
        /// Rents of the year's limits of grid, discounted.
        rent_grid_musd: f64,
        /// Rents of the year's limits of power, discounted.
        rent_power_musd: f64,
        /// Rents of the year's limits of materials, discounted.
        rent_materials_musd: f64,
        /// Rents of the year's limits of capital, discounted.
        rent_capital_musd: f64,
        /// Rents of demand, discounted: what buyers would pay beyond the price.
        rent_demand_musd: f64,
    }
}

/// The years of all scenarios.
#[must_use]
pub fn by_year(sweep: &Finished) -> Vec<ByYearRow> {
    let years = |record: &Record| {
        let found = record.found.iter().flat_map(|found| &found.years);
        let scenario = record.scenario;
        found.zip(&sweep.years).map(|(of_year, &year)| row(scenario, year, of_year)).collect::<Vec<_>>()
    };
    sweep.records.iter().flat_map(years).collect()
}

fn row(scenario: usize, year: i32, of_year: &OfYear) -> ByYearRow {
    let rent = |family: Family| of_year.rents_musd[family as usize];
    ByYearRow {
        scenario,
        year,
        ai_it_gw: of_year.ai_it_gw,
        compute_mh100e: of_year.compute_mh100e,
        energy_twh: of_year.energy_twh,
        capex_busd_per_year: of_year.capex_busd_per_year,
        first: of_year.first,
        rent_chips_musd: rent(Family::Chips),
        rent_siting_musd: rent(Family::Siting),
        rent_cooling_musd: rent(Family::Cooling),
        rent_grid_musd: rent(Family::Grid),
        rent_power_musd: rent(Family::Power),
        rent_materials_musd: rent(Family::Materials),
        rent_capital_musd: rent(Family::Capital),
        rent_demand_musd: rent(Family::Demand),
    }
}
