//! `summary`: one model year at a glance.

use super::capex::{Capex, recovery_of_ai};
use super::derived::ranked_rents;
use super::load::{powered_compute, rated};
use super::tables::{RentRow, SummaryRow};
use super::view::{View, tidy};
use crate::constraints::chips::gigawatts_per_thousand;
use crate::program::Family;
use crate::sets::Year;
use crate::system::Life;
use crate::units::{Gigawatts, HOURS_PER_YEAR, Hours, terawatt_hours};

/// One row per model year.
#[must_use]
pub fn summary(view: &View<'_>, rents: &[RentRow], other_datacentres: Option<f64>) -> Vec<SummaryRow> {
    view.system.time.shown().map(|y| row(view, rents, other_datacentres, y)).collect()
}

fn row(view: &View<'_>, rents: &[RentRow], other_datacentres: Option<f64>, y: Year) -> SummaryRow {
    let year = view.calendar(y);
    let regions = || view.system.sets.regions();
    let peak: f64 = regions().map(|r| view.value(view.program.variables.facility[(r, y, true)])).sum();
    let rated = regions().map(|r| rated(view.system, view.program, view.solution, r, y)).sum::<f64>();
    let energy = energy(view, y);
    let capex = Capex::of(view, y);
    let share = |family: Family| {
        rents.iter().find(|row| row.year == year && row.family == family).map_or(0.0, |row| row.rent_share)
    };
    let mut order = ranked_rents(rents, year).into_iter().map(|row| row.family);
    SummaryRow {
        scenario: view.system.scenario.clone(),
        year,
        ai_rated_gw: tidy(rated),
        ai_rated_year_end_gw: tidy(standing(view, y)),
        ai_average_it_gw: tidy(rated * view.system.compute.power_utilisation),
        ai_facility_gw: tidy(average_power(energy)),
        ai_peak_gw: tidy(peak),
        ai_energy_twh: tidy(energy),
        datacentre_energy_twh: other_datacentres.map(|other| tidy(energy + other)),
        compute_mh100e: tidy(powered_compute(view.system, view.program, view.solution, y)),
        accelerators_bought_thousand_per_year: tidy(bought(view, y) / view.period_years(y)),
        capex_accelerators_busd_per_year: capex.accelerators,
        capex_shells_busd_per_year: capex.shells,
        capex_connections_busd_per_year: capex.connections,
        capex_onsite_power_busd_per_year: capex.onsite_power,
        capex_grid_power_busd_per_year: capex.grid_power,
        capex_lines_busd_per_year: capex.lines,
        ai_capital_recovery_busd: recovery_of_ai(view, y),
        energy_rent_share: tidy(share(Family::Power) + share(Family::Grid)),
        chips_rent_share: share(Family::Chips),
        co2_mt: tidy(emissions(view, y)),
        first_bottleneck: order.next().unwrap_or(Family::Demand),
        second_bottleneck: order.next(),
    }
}

/// Rated IT load of the accelerators that stand at the year's end, GW.
fn standing(view: &View<'_>, y: Year) -> f64 {
    let mut sum = 0.0;
    for a in view.system.sets.accelerators() {
        let kind = &view.system.chips.kinds[a];
        let age = view.calendar(y) - kind.first_year;
        for r in view.system.sets.regions() {
            let bought = view.at_year_end(y, Life::Years(kind.lifetime), |b| view.program.variables.buy[(a, r, b)]);
            let existing = view.system.chips.existing[(a, r)].value();
            let still = if (0..kind.lifetime).contains(&age) { existing } else { 0.0 };
            sum += (bought + still) * gigawatts_per_thousand(kind.power);
        }
    }
    sum
}

/// Facility energy of AI before curtailment, TWh.
fn energy(view: &View<'_>, y: Year) -> f64 {
    let mut sum = 0.0;
    for slice in &view.system.time.slices {
        for r in view.system.sets.regions() {
            let gross = view.value(view.program.variables.facility[(r, y, slice.peak)]);
            sum += terawatt_hours(Gigawatts(gross), slice.weight);
        }
    }
    sum
}

/// The power that, held all year, gives an energy of so many TWh, GW.
fn average_power(energy: f64) -> f64 {
    energy / terawatt_hours(Gigawatts(1.0), HOURS_PER_YEAR)
}

fn bought(view: &View<'_>, y: Year) -> f64 {
    let buy = &view.program.variables.buy;
    view.system
        .sets
        .accelerators()
        .flat_map(|a| view.system.sets.regions().map(move |r| (a, r)))
        .map(|(a, r)| view.value(buy[(a, r, y)]))
        .sum()
}

fn emissions(view: &View<'_>, y: Year) -> f64 {
    let mut sum = 0.0;
    for g in view.system.sets.technologies() {
        let rate = view.system.power.emission_rate(g);
        for r in view.system.sets.regions() {
            for s in view.system.time.slices() {
                let output = view.output(g, r, y, s);
                sum += (rate * view.system.time.slices[s].weight).value() * output;
            }
        }
    }
    sum
}

/// Energy of a power held for some hours, TWh.
#[must_use]
pub fn twh(power: f64, hours: Hours) -> f64 {
    terawatt_hours(Gigawatts(power), hours)
}
