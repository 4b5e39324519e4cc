//! What the results say of the quantities that others publish.
//!
//! All amounts are those of the results' tables; what the tables do not hold of an accelerator (power, compute, life)
//! and of a tier of demand (price) comes from the system that was solved.

use std::collections::BTreeMap;

use super::ran::Ran;
use crate::constraints::chips::gigawatts_per_thousand;
use crate::results::plants::PlantGroup;
use crate::results::tables::{Asset, Flow, GridRow, Rule, SummaryRow};
use crate::sets::DemandTier;
use crate::system::chips::AcceleratorKind;
use crate::system::power::Kind;
use crate::units::{Gigawatts, HOURS_PER_YEAR, ThousandUnits, compute, terawatt_hours};

/// Amounts that are no more than the solver's noise.
const NOTHING: f64 = 1e-9;

/// Compute of a thousand, MH100e.
fn compute_of(kind: &AcceleratorKind) -> f64 {
    compute(ThousandUnits(1.0), kind.h100e).value()
}

/// The power that, held all year, gives a TWh, GW.
fn average_power(energy: f64) -> f64 {
    energy / terawatt_hours(Gigawatts(1.0), HOURS_PER_YEAR)
}

/// Rated IT load of accelerators bought in a year, GW.
#[must_use]
pub fn accelerators_added_it(ran: &Ran<'_>, year: i32) -> Option<f64> {
    ran.added(year, |kind| gigawatts_per_thousand(kind.power))
}

/// Compute of accelerators bought in a year, MH100e.
#[must_use]
pub fn accelerators_added_compute(ran: &Ran<'_>, year: i32) -> Option<f64> {
    ran.added(year, compute_of)
}

/// Rated IT load of accelerators that stand at a year's end, GW.
#[must_use]
pub fn stock_it(ran: &Ran<'_>, year: i32) -> Option<f64> {
    ran.summary(year).map(|row| row.ai_rated_year_end_gw)
}

/// Compute of accelerators that stand at a year's end, MH100e.
#[must_use]
pub fn stock_compute(ran: &Ran<'_>, year: i32) -> Option<f64> {
    ran.stock(year, compute_of)
}

/// Facility power of powered AI at nameplate, average of a year, GW.
#[must_use]
pub fn ai_power(ran: &Ran<'_>, year: i32) -> Option<f64> {
    ran.summary(year)?.facility_nameplate_gw()
}

/// Facility power of all AI that stands at a year's end, at nameplate, GW.
#[must_use]
pub fn ai_facility_nameplate(ran: &Ran<'_>, year: i32) -> Option<f64> {
    ran.summary(year)?.facility_nameplate_year_end_gw()
}

/// Facility energy of AI, TWh.
#[must_use]
pub fn ai_energy(ran: &Ran<'_>, year: i32) -> Option<f64> {
    ran.summary(year).map(|row| row.ai_energy_twh)
}

/// Energy of all data centres, TWh.
#[must_use]
pub fn dc_energy(ran: &Ran<'_>, year: i32) -> Option<f64> {
    ran.summary(year)?.datacentre_energy_twh
}

/// Energy of data centres other than AI, TWh.
#[must_use]
pub fn other_energy(ran: &Ran<'_>, year: i32) -> Option<f64> {
    Some(dc_energy(ran, year)? - ai_energy(ran, year)?)
}

/// Average power of data centres other than AI, GW.
#[must_use]
pub fn other_power(ran: &Ran<'_>, year: i32) -> Option<f64> {
    other_energy(ran, year).map(average_power)
}

/// Peak load of AI and average power of the other data centres, GW.
#[must_use]
pub fn dc_power(ran: &Ran<'_>, year: i32) -> Option<f64> {
    Some(ran.summary(year)?.ai_peak_gw + other_power(ran, year)?)
}

/// The largest draw of AI from the grid, all regions together, and average power of the other data centres, GW.
#[must_use]
pub fn dc_grid_power(ran: &Ran<'_>, year: i32) -> Option<f64> {
    let mut draw: BTreeMap<&str, f64> = BTreeMap::new();
    for row in ran.results.dispatch.iter().filter(|row| row.year == year && row.flow == Flow::CampusDraw) {
        *draw.entry(&row.slice).or_default() += row.power_gw;
    }
    Some(draw.into_values().fold(0.0, f64::max) + other_power(ran, year)?)
}

/// Facility power of powered AI at nameplate and average power of the other data centres, GW.
#[must_use]
pub fn dc_capacity(ran: &Ran<'_>, year: i32) -> Option<f64> {
    Some(ai_power(ran, year)? + other_power(ran, year)?)
}

/// What plants generate in a year, wherever they stand, TWh.
fn generation(ran: &Ran<'_>, year: i32) -> Option<f64> {
    let rows = ran.results.capacity.iter().filter(|row| row.year == year && row.kind != Kind::Storage);
    let sum: f64 = rows.map(|row| row.generation_twh).sum();
    (sum > NOTHING).then_some(sum)
}

/// Energy of all data centres over generation.
#[must_use]
pub fn dc_share(ran: &Ran<'_>, year: i32) -> Option<f64> {
    Some(dc_energy(ran, year)? / generation(ran, year)?)
}

/// Energy of data centres other than AI over generation.
#[must_use]
pub fn other_share(ran: &Ran<'_>, year: i32) -> Option<f64> {
    Some(other_energy(ran, year)? / generation(ran, year)?)
}

/// Peak load of AI five years before, taken away, GW.
#[must_use]
pub fn before_five_years(ran: &Ran<'_>, year: i32) -> Option<f64> {
    const YEARS: i32 = 5;
    ran.summary(year - YEARS).map(|row| -row.ai_peak_gw)
}

/// Growth of the peak load of AI over five years, GW.
#[must_use]
pub fn growth_of_five_years(ran: &Ran<'_>, year: i32) -> Option<f64> {
    Some(ran.summary(year)?.ai_peak_gw + before_five_years(ran, year)?)
}

/// Facility power of AI in the first model year, taken away, GW.
#[must_use]
pub fn at_first(ran: &Ran<'_>, _: i32) -> Option<f64> {
    ai_power(ran, *ran.results.years.first()?).map(|power| -power)
}

/// Facility power of AI at nameplate over that of the first model year, GW.
#[must_use]
pub fn incremental_power(ran: &Ran<'_>, year: i32) -> Option<f64> {
    Some(ai_power(ran, year)? + at_first(ran, year)?)
}

/// Connections of AI in service, GW.
#[must_use]
pub fn connections(ran: &Ran<'_>, year: i32) -> Option<f64> {
    ran.position(year)?;
    let rows = ran.results.grid.iter().filter(|row| row.year == year && row.asset == Asset::Connection);
    Some(rows.map(|row| row.capacity_gw).sum())
}

/// Spent on AI: accelerators, shells and cooling, connections, onsite power, billion USD a year.
#[must_use]
pub fn capex(ran: &Ran<'_>, year: i32) -> Option<f64> {
    ran.summary(year).map(SummaryRow::ai_capex_busd_per_year)
}

/// Plants of a group built in a year, GW.
#[must_use]
pub fn built(ran: &Ran<'_>, group: PlantGroup, year: i32) -> Option<f64> {
    ran.plants(group, year, |row| row.built_gw)
}

/// The part of it that was committed before, GW.
#[must_use]
pub fn committed(ran: &Ran<'_>, group: PlantGroup, year: i32) -> Option<f64> {
    ran.plants(group, year, |row| row.committed_gw.min(row.built_gw))
}

/// Price of energy in a region, weighted by load, USD/MWh.
#[must_use]
pub fn energy_price(ran: &Ran<'_>, region: &str, year: i32) -> Option<f64> {
    ran.prices(region, year).map(|row| row.energy_price_usd_per_mwh)
}

/// Price of firm capacity in a region, USD/MW-day.
#[must_use]
pub fn capacity_price(ran: &Ran<'_>, region: &str, year: i32) -> Option<f64> {
    const KILOWATTS_PER_MEGAWATT: f64 = 1e3;
    const HOURS_PER_DAY: f64 = 24.0;
    let price = ran.prices(region, year)?.capacity_price_usd_per_kw_yr?;
    Some(price * KILOWATTS_PER_MEGAWATT * HOURS_PER_DAY / HOURS_PER_YEAR.value())
}

/// Average load of a region and how much of it AI draws, GW.
#[must_use]
pub fn load_and_draw(ran: &Ran<'_>, region: &str, year: i32) -> Option<(f64, f64)> {
    let load = ran.prices(region, year)?.load_gw;
    let connection = |row: &&GridRow| row.year == year && row.asset == Asset::Connection && row.name == region;
    let drawn = ran.results.grid.iter().find(connection)?.sent_forward_twh;
    Some((load, average_power(drawn)))
}

/// Price of compute: what the cheapest tier of demand that is served pays, USD per H100-equivalent and hour.
#[must_use]
pub fn compute_price(ran: &Ran<'_>, year: i32) -> Option<f64> {
    let y = ran.position(year)?;
    let served = ran
        .results
        .shadow_prices
        .iter()
        .filter(|row| row.year == year && row.rule == Rule::DemandTier && row.used > NOTHING);
    let tier = |name: &str| ran.system.sets.demand_tiers.iter().position(|tier| tier == name).map(DemandTier);
    served.filter_map(|row| Some(ran.system.demand.price[(tier(&row.item)?, y)].value())).min_by(f64::total_cmp)
}
