//! `technologies` and all tables about them; fuels; `load` and `load_profile`.

use ndarray::{Array2, Array3};

use super::adequacy;
use super::group::Ground;
use super::power_builds;
use super::tables::{
    Availability, CleanTargets, ExistingCapacity, FuelLimits, FuelPrices, Fuels, Load, LoadProfile, Technologies,
    TechnologyCosts,
};
use super::typed::TypedColumn;
use crate::error::Problems;
use crate::sets::{Fuel, List, Region, Year, position};
use crate::system::Power;
use crate::system::power::{CleanTarget, FuelLimitKind, Kind, TechnologyKind};
use crate::units::{Gigawatts, Hours, MmbtuPerMegawattHour, TonnesPerMmbtu, UsdPerMegawattHour, UsdPerMmbtu};

/// Reads the power system of a dataset.
pub fn read(ground: &Ground<'_>, problems: &mut Problems) -> Power {
    let technologies = &ground.sets.technologies;
    let costs = |column: TypedColumn<TechnologyCosts, f64>| ground.series(&[TechnologyCosts::technology], column);
    let peaks = ground.series(&[Load::region], Load::peak_gw);
    let kinds = kinds(ground);
    let (elcc, seasonal_elcc) = adequacy::elcc(ground);
    let limits = power_builds::limits(ground);
    let buildable = power_builds::buildable(ground, &kinds, &limits);
    let commitments = power_builds::commitments(ground, &kinds, &buildable, problems);
    Power {
        capex: ground.levels(&costs(TechnologyCosts::capex_usd_per_kw), technologies),
        investment_credit: ground.levels(&costs(TechnologyCosts::investment_credit), technologies),
        fixed_cost: ground.levels(&costs(TechnologyCosts::fom_usd_per_kw_year), technologies),
        production_credit: ground.levels(&costs(TechnologyCosts::production_credit_usd_per_mwh), technologies),
        existing: existing(ground).into(),
        availability: availability(ground).into(),
        elcc: elcc.into(),
        seasonal_elcc: seasonal_elcc.into(),
        clean_targets: clean_targets(ground),
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
    ground
        .dataset
        .rows::<Technologies>()
        .map(|row| TechnologyKind {
            name: row.name().to_owned(),
            location: row.location(),
            kind: row.kind(),
            fuel: position(&ground.sets.fuels, row.fuel()).map(Fuel),
            heat_rate: MmbtuPerMegawattHour(row.heat_rate_mmbtu_per_mwh()),
            variable_cost: UsdPerMegawattHour(row.vom_usd_per_mwh()),
            lifetime: row.lifetime_years(),
            first_year: row.first_year(),
            duration: Hours(row.duration_hours().unwrap_or_default()),
            round_trip_efficiency: row.round_trip_efficiency().unwrap_or_default(),
            clean: row.clean() > 0.0,
            min_load: if row.kind() == Kind::Thermal { row.min_load() } else { 0.0 },
            lead: row.lead_years(),
        })
        .collect()
}

fn existing(ground: &Ground<'_>) -> Array3<Gigawatts> {
    let series = ground.series(&[ExistingCapacity::technology, ExistingCapacity::region], ExistingCapacity::gw);
    let (technologies, regions, years) = (&ground.sets.technologies, &ground.sets.regions, &ground.time.years);
    Array3::from_shape_fn((technologies.len(), regions.len(), years.len()), |(g, r, y)| {
        Gigawatts(series.at(&[&technologies[g], &regions[r]], years[y]))
    })
}

/// The technology's own availability, replaced day by day where `availability.csv` has the day.
fn availability(ground: &Ground<'_>) -> Array3<f64> {
    let own = ground.dataset.column(Technologies::availability);
    let (technologies, regions, days) = (&ground.sets.technologies, &ground.sets.regions, &ground.sets.days);
    let mut hourly: Vec<Array3<f64>> =
        own.iter().map(|&value| Array3::from_elem((regions.len(), days.len(), 24), value)).collect();
    for row in ground.dataset.rows::<Availability>() {
        let technology = position(technologies, row.technology());
        let region = position(regions, row.region());
        if let (Some(g), Some(r), Some(d)) = (technology, region, position(days, row.day())) {
            hourly[g][[r, d, row.hour()]] = row.value();
        }
    }
    let means: Vec<Array2<f64>> = hourly.iter().map(|values| ground.block_means(values)).collect();
    Array3::from_shape_fn((technologies.len(), regions.len(), ground.time.slices.len()), |(g, r, s)| means[g][[r, s]])
}

fn load_profile(ground: &Ground<'_>) -> Array2<f64> {
    let (regions, days) = (&ground.sets.regions, &ground.sets.days);
    let mut hourly = Array3::zeros((regions.len(), days.len(), 24));
    for row in ground.dataset.rows::<LoadProfile>() {
        if let Some((r, d)) = position(regions, row.region()).zip(position(days, row.day())) {
            hourly[[r, d, row.hour()]] = row.pu();
        }
    }
    ground.block_means(&hourly)
}

/// Targets of regions that have rows, `[r]` of `[y]`.
fn clean_targets(ground: &Ground<'_>) -> List<Region, Option<List<Year, CleanTarget>>> {
    let shares = ground.series(&[CleanTargets::region], CleanTargets::share);
    let prices = ground.series(&[CleanTargets::region], CleanTargets::usd_per_mwh);
    let target = |region: &String, year: i32| CleanTarget {
        share: shares.at(&[region], year),
        alternative: UsdPerMegawattHour(prices.at(&[region], year)),
    };
    let of_region = |region: &String| {
        shares.find(&[region])?;
        Some(ground.time.years.iter().map(|&year| target(region, year)).collect())
    };
    ground.sets.regions.iter().map(of_region).collect()
}

fn carbon(ground: &Ground<'_>) -> Vec<TonnesPerMmbtu> {
    ground.dataset.rows::<Fuels>().map(|fuel| TonnesPerMmbtu(fuel.co2_t_per_mmbtu())).collect()
}

/// A region's own series replaces the one for all, whole and for all years.
fn fuel_prices(ground: &Ground<'_>) -> Array3<UsdPerMmbtu> {
    let series = ground.series(&[FuelPrices::fuel, FuelPrices::region], FuelPrices::usd_per_mmbtu);
    let (fuels, regions, years) = (&ground.sets.fuels, &ground.sets.regions, &ground.time.years);
    Array3::from_shape_fn((fuels.len(), regions.len(), years.len()), |(f, r, y)| {
        let own = series.find(&[&fuels[f], &regions[r]]);
        UsdPerMmbtu(own.or_else(|| series.find(&[&fuels[f], "all"])).map_or(0.0, |s| s.at(years[y])))
    })
}

fn fuel_limits(ground: &Ground<'_>) -> Vec<FuelLimitKind> {
    let series = ground.series(&[FuelLimits::fuel, FuelLimits::region], FuelLimits::tbtu);
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
