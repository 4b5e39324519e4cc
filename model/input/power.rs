//! `technologies` and all tables about them; fuels; `load` and `load_profile`.

use ndarray::{Array2, Array3};

use super::group::{Ground, wholes};
use super::power_builds;
use crate::error::Problems;
use crate::named::named;
use crate::sets::{Fuel, Region, position};
use crate::system::Power;
use crate::system::power::{FuelLimitKind, Kind, Location, TechnologyKind};
use crate::units::{Gigawatts, Hours, MmbtuPerMegawattHour, TonnesPerMmbtu, UsdPerMegawattHour, UsdPerMmbtu};

/// Reads the power system of a dataset.
pub fn read(ground: &Ground<'_>, problems: &mut Problems) -> Power {
    let technologies = &ground.sets.technologies;
    let costs = |column: &str| ground.series("technology_costs", &["technology"], column);
    let peaks = ground.series("load", &["region"], "peak_gw");
    let kinds = kinds(ground);
    let limits = power_builds::limits(ground);
    let buildable = power_builds::buildable(ground, &kinds, &limits);
    let commitments = power_builds::commitments(ground, &kinds, &buildable, problems);
    Power {
        capex: ground.levels(&costs("capex_usd_per_kw"), technologies),
        investment_credit: ground.levels(&costs("investment_credit"), technologies),
        fixed_cost: ground.levels(&costs("fom_usd_per_kw_year"), technologies),
        production_credit: ground.levels(&costs("production_credit_usd_per_mwh"), technologies),
        existing: existing(ground).into(),
        availability: availability(ground).into(),
        elcc: elcc(ground).into(),
        buildable: buildable.into(),
        limits: limits.into(),
        commitments,
        carbon: carbon(ground).into(),
        fuel_price: fuel_prices(ground).into(),
        fuel_limits: fuel_limits(ground),
        peak_load: ground.levels(&peaks, &ground.sets.regions),
        load_profile: load_profile(ground).into(),
        kinds: kinds.into(),
    }
}

fn kinds(ground: &Ground<'_>) -> Vec<TechnologyKind> {
    let table = ground.table("technologies");
    let (first_years, lifetimes) = (wholes(table, "first_year"), wholes(table, "lifetime_years"));
    let storage_value = |column: &str, row: usize| {
        let value = table.number(column)[row];
        if value.is_nan() { 0.0 } else { value }
    };
    (0..table.len())
        .map(|row| TechnologyKind {
            name: table.text("name")[row].clone(),
            location: named(&table.text("location")[row]).unwrap_or(Location::Grid),
            kind: named(&table.text("kind")[row]).unwrap_or(Kind::Thermal),
            fuel: position(&ground.sets.fuels, &table.text("fuel")[row]).map(Fuel),
            heat_rate: MmbtuPerMegawattHour(table.number("heat_rate_mmbtu_per_mwh")[row]),
            variable_cost: UsdPerMegawattHour(table.number("vom_usd_per_mwh")[row]),
            lifetime: lifetimes[row],
            first_year: first_years[row],
            duration: Hours(storage_value("duration_hours", row)),
            round_trip_efficiency: storage_value("round_trip_efficiency", row),
        })
        .collect()
}

fn existing(ground: &Ground<'_>) -> Array3<Gigawatts> {
    let series = ground.series("existing_capacity", &["technology", "region"], "gw");
    let (technologies, regions, years) = (&ground.sets.technologies, &ground.sets.regions, &ground.time.years);
    Array3::from_shape_fn((technologies.len(), regions.len(), years.len()), |(g, r, y)| {
        Gigawatts(series.at(&[&technologies[g], &regions[r]], years[y]))
    })
}

/// The technology's own availability, replaced day by day where `availability.csv` has the day.
fn availability(ground: &Ground<'_>) -> Array3<f64> {
    let own = ground.table("technologies").number("availability");
    let table = ground.table("availability");
    let (technologies, regions, days) = (&ground.sets.technologies, &ground.sets.regions, &ground.sets.days);
    let mut hourly: Vec<Array3<f64>> =
        own.iter().map(|&value| Array3::from_elem((regions.len(), days.len(), 24), value)).collect();
    for (row, hour) in wholes(table, "hour").into_iter().enumerate() {
        let technology = position(technologies, &table.text("technology")[row]);
        let region = position(regions, &table.text("region")[row]);
        let day = position(days, &table.text("day")[row]);
        if let (Some(g), Some(r), Some(d)) = (technology, region, day) {
            hourly[g][[r, d, hour as usize]] = table.number("value")[row];
        }
    }
    let means: Vec<Array2<f64>> = hourly.iter().map(|values| ground.block_means(values)).collect();
    Array3::from_shape_fn((technologies.len(), regions.len(), ground.time.slices.len()), |(g, r, s)| means[g][[r, s]])
}

fn load_profile(ground: &Ground<'_>) -> Array2<f64> {
    let table = ground.table("load_profile");
    let (regions, days) = (&ground.sets.regions, &ground.sets.days);
    let mut hourly = Array3::zeros((regions.len(), days.len(), 24));
    for (row, hour) in wholes(table, "hour").into_iter().enumerate() {
        let region = position(regions, &table.text("region")[row]);
        if let Some((r, d)) = region.zip(position(days, &table.text("day")[row])) {
            hourly[[r, d, hour as usize]] = table.number("pu")[row];
        }
    }
    ground.block_means(&hourly)
}

fn elcc(ground: &Ground<'_>) -> Array2<f64> {
    let own = ground.table("technologies").number("elcc");
    let (technologies, regions) = (&ground.sets.technologies, &ground.sets.regions);
    let mut elcc = Array2::from_shape_fn((technologies.len(), regions.len()), |(g, _)| own[g]);
    let table = ground.table("elcc");
    for (row, &value) in table.number("elcc").iter().enumerate() {
        let technology = position(technologies, &table.text("technology")[row]);
        if let Some(place) = technology.zip(position(regions, &table.text("region")[row])) {
            elcc[place] = value;
        }
    }
    elcc
}

fn carbon(ground: &Ground<'_>) -> Vec<TonnesPerMmbtu> {
    ground.table("fuels").number("co2_t_per_mmbtu").iter().map(|&t| TonnesPerMmbtu(t)).collect()
}

/// A region's own series replaces the one for all, whole and for all years.
fn fuel_prices(ground: &Ground<'_>) -> Array3<UsdPerMmbtu> {
    let series = ground.series("fuel_prices", &["fuel", "region"], "usd_per_mmbtu");
    let (fuels, regions, years) = (&ground.sets.fuels, &ground.sets.regions, &ground.time.years);
    Array3::from_shape_fn((fuels.len(), regions.len(), years.len()), |(f, r, y)| {
        let own = series.find(&[&fuels[f], &regions[r]]);
        UsdPerMmbtu(own.or_else(|| series.find(&[&fuels[f], "all"])).map_or(0.0, |s| s.at(years[y])))
    })
}

fn fuel_limits(ground: &Ground<'_>) -> Vec<FuelLimitKind> {
    let series = ground.series("fuel_limits", &["fuel", "region"], "tbtu");
    let mut limits = vec![];
    for (f, fuel) in ground.sets.fuels.iter().enumerate() {
        for (r, region) in ground.sets.regions.iter().enumerate() {
            if let Some(amount) = ground.level_of(&series, &[fuel, region]) {
                limits.push(FuelLimitKind { fuel: Fuel(f), region: Region(r), amount });
            }
        }
    }
    limits
}
