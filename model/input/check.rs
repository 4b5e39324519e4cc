//! What can only be checked with more than one row or table in view: completeness, and numbers that belong together.

use std::collections::{BTreeMap, BTreeSet};

use super::adequacy::weights_of_seasons;
use super::dataset::Dataset;
use super::power_builds::names;
use super::series::names_in_order;
use super::silence::silences;
use super::slips::slips;
use super::table::InputTable;
use super::tables::{
    AcceleratorPrices, Accelerators, Availability, BuildLimits, Connections, Cooling, CoolingPerformance, Days,
    ExistingCapacity, FuelPrices, Links, Load, LoadProfile, Regions, Sites, Technologies, TechnologyCosts,
};
use crate::error::{Problem, Problems};
use crate::system::power::Kind;

/// Everything that the model needs is there, and numbers that belong together agree.
pub fn completeness(dataset: &Dataset, problems: &mut Problems) {
    days_of_the_year(dataset, problems);
    storage(dataset, problems);
    fuels_burnt(dataset, problems);
    let limit = [BuildLimits::scope, BuildLimits::name, BuildLimits::region].map(|column| column.name);
    constant_within(dataset.of::<BuildLimits>(), &[BuildLimits::limit.name], &limit, problems);
    first_year_of_sites(dataset, problems);
    weights_of_seasons(dataset, problems);
    links(dataset, problems);
    complete_keys(dataset, problems);
    fuel_prices(dataset, problems);
    slips(dataset, problems);
    silences(dataset, problems);
}

/// What adjusts may have broken: the checks of [`completeness`] on numbers alone.
pub fn adjusted(dataset: &Dataset, problems: &mut Problems) {
    days_of_the_year(dataset, problems);
    storage(dataset, problems);
    fuels_burnt(dataset, problems);
    first_year_of_sites(dataset, problems);
    weights_of_seasons(dataset, problems);
}

/// The names of a cell that holds several, separated by `;`.
pub fn list(cell: &str) -> impl Iterator<Item = &str> {
    cell.split(';').map(str::trim).filter(|name| !name.is_empty())
}

fn days_of_the_year(dataset: &Dataset, problems: &mut Problems) {
    const DAYS: f64 = 365.0;
    const ROUNDING: f64 = 0.01;
    let sum: f64 = dataset.column(Days::days).iter().sum();
    if let Some(first) = dataset.rows::<Days>().next().filter(|_| (sum - DAYS).abs() > ROUNDING) {
        problems.push(
            Problem::at(first.place(Days::days), format!("days sum to {sum}; expected {DAYS}"))
                .hint("each row says how many days of the year its day stands for"),
        );
    }
}

fn storage(dataset: &Dataset, problems: &mut Problems) {
    for row in dataset.rows::<Technologies>().filter(|row| row.kind() == Kind::Storage) {
        for (column, value) in [
            (Technologies::duration_hours, row.duration_hours()),
            (Technologies::round_trip_efficiency, row.round_trip_efficiency()),
        ] {
            if value.is_none_or(|value| value <= 0.0) {
                let message = format!("{} is storage and needs {} above 0", row.technology(), column.name);
                problems.push(Problem::at(row.place(column), message));
            }
        }
    }
}

/// A fuel and a heat rate come together: without the rate the plant burns nothing, without the fuel for nothing.
fn fuels_burnt(dataset: &Dataset, problems: &mut Problems) {
    let column = Technologies::heat_rate_mmbtu_per_mwh;
    for row in dataset.rows::<Technologies>() {
        let (fuel, rate, technology) = (row.fuel(), row.heat_rate_mmbtu_per_mwh(), row.technology());
        let (place, message, hint) = match (fuel.is_empty(), rate > 0.0) {
            (false, false) => (
                row.place(column),
                format!("{technology} burns {fuel} and needs {} above 0", column.name),
                "MMBtu of fuel, higher heating value, per MWh of electricity",
            ),
            (true, true) => (
                row.place(Technologies::fuel),
                format!("{technology} has a heat rate of {rate} MMBtu/MWh, but no fuel"),
                "name the fuel, or leave the heat rate empty: without a fuel power is free and clean",
            ),
            _ => continue,
        };
        problems.push(Problem::at(place, message).hint(hint));
    }
}

fn first_year_of_sites(dataset: &Dataset, problems: &mut Problems) {
    let keys = [Sites::site_class, Sites::region].map(|key| key.name);
    constant_within(dataset.of::<Sites>(), &keys, &[Sites::first_year.name], problems);
}

/// Within one key, the given cells must be the same in every row.
fn constant_within(table: &InputTable, keys: &[&str], columns: &[&str], problems: &mut Problems) {
    let mut first: BTreeMap<Vec<String>, usize> = BTreeMap::new();
    for row in 0..table.len() {
        let key: Vec<String> = keys.iter().map(|key| table.cell(row, key)).collect();
        let &mut earlier = first.entry(key.clone()).or_insert(row);
        for column in columns {
            let (here, there) = (table.cell(row, column), table.cell(earlier, column));
            if here != there {
                let message =
                    format!("{column} is \"{here}\", but \"{there}\" in an earlier row of {}", key.join(", "));
                problems.push(
                    Problem::at(table.place(row, column), message)
                        .hint(format!("{column} must be the same in all rows of a {}", keys.join(" and "))),
                );
            }
        }
    }
}

fn links(dataset: &Dataset, problems: &mut Problems) {
    for row in dataset.rows::<Links>().filter(|row| row.from() == row.to()) {
        let message = format!("link {} joins a region to itself", row.link());
        problems.push(Problem::at(row.place(Links::to), message));
    }
}

/// Tables in which every key must have rows.
fn complete_keys(dataset: &Dataset, problems: &mut Problems) {
    let regions = dataset.column(Regions::region);
    let days = dataset.column(Days::day);
    let hours: Vec<String> = (0..24).map(|h| h.to_string()).collect();
    let mut need = |table: &InputTable, keys: &[(&str, &[String])]| missing_keys(table, keys, problems);
    need(dataset.of::<Load>(), &[(Load::region.name, regions)]);
    need(dataset.of::<Connections>(), &[(Connections::region.name, regions)]);
    need(
        dataset.of::<LoadProfile>(),
        &[(LoadProfile::region.name, regions), (LoadProfile::day.name, days), (LoadProfile::hour.name, &hours)],
    );
    need(
        dataset.of::<CoolingPerformance>(),
        &[
            (CoolingPerformance::cooling.name, dataset.column(Cooling::cooling)),
            (CoolingPerformance::region.name, regions),
        ],
    );
    need(
        dataset.of::<TechnologyCosts>(),
        &[(TechnologyCosts::technology.name, dataset.column(Technologies::technology))],
    );
    need(
        dataset.of::<AcceleratorPrices>(),
        &[(AcceleratorPrices::accelerator.name, dataset.column(Accelerators::accelerator))],
    );
    whole_days(dataset, problems);
}

fn whole_days(dataset: &Dataset, problems: &mut Problems) {
    let mut given: BTreeMap<[&str; 3], BTreeSet<usize>> = BTreeMap::new();
    for row in dataset.rows::<Availability>() {
        given.entry([row.technology(), row.region(), row.day()]).or_default().insert(row.hour());
    }
    let header = dataset.of::<Availability>();
    for (key, found) in given.iter().filter(|(_, found)| found.len() < 24) {
        problems.push(
            Problem::at(header.header_place(), format!("{} has {} of 24 hours", key.join(", "), found.len()))
                .hint("a day in availability replaces the technology's own value and gives all 24 hours"),
        );
    }
}

fn missing_keys(table: &InputTable, keys: &[(&str, &[String])], problems: &mut Problems) {
    const SHOWN: usize = 5;
    let lists: Vec<Vec<String>> = keys.iter().map(|(_, names)| names_in_order(names)).collect();
    let cells = |row: usize| -> Vec<String> { keys.iter().map(|(column, _)| table.cell(row, column)).collect() };
    let is_wanted = |key: &Vec<String>| key.iter().zip(&lists).all(|(cell, names)| names.contains(cell));
    let given: BTreeSet<Vec<String>> = (0..table.len()).map(cells).filter(is_wanted).collect();
    // By number, the last name fastest: there may be more keys than could be held.
    let key = |mut number: usize| -> Vec<String> {
        let mut parts = vec![];
        for names in lists.iter().rev() {
            parts.push(names[number % names.len()].clone());
            number /= names.len();
        }
        parts.reverse();
        parts
    };
    let all: usize = lists.iter().map(Vec::len).product();
    let missing = all - given.len();
    if missing > 0 && !table.is_empty() {
        let more = if missing > SHOWN { format!("; and {} more", missing - SHOWN) } else { String::new() };
        let listed = (0..all).map(key).filter(|key| !given.contains(key)).take(SHOWN).map(|key| key.join(", "));
        let listed = listed.collect::<Vec<_>>().join("; ");
        problems.push(Problem::at(table.header_place(), format!("no rows for {listed}{more}")).hint(format!(
            "{} must be complete: one or more rows for every {}",
            table.schema.name,
            keys.iter().map(|(column, _)| *column).collect::<Vec<_>>().join(" x ")
        )));
    }
}

/// A price wherever a technology that burns the fuel stands or may be built.
fn fuel_prices(dataset: &Dataset, problems: &mut Problems) {
    let priced: BTreeSet<(&str, &str)> =
        dataset.rows::<FuelPrices>().map(|price| (price.fuel(), price.region())).collect();
    for technology in dataset.rows::<Technologies>() {
        let fuel = technology.fuel();
        if fuel.is_empty() || priced.contains(&(fuel, "all")) {
            continue;
        }
        let stands = |region: &str| {
            let here = [technology.technology(), region];
            dataset.rows::<ExistingCapacity>().any(|row| [row.technology(), row.region()] == here && row.gw() > 0.0)
        };
        let may_be_built = |region: &str| {
            let here = |place: &str| place == "all" || place == region;
            dataset.rows::<BuildLimits>().any(|limit| names(limit, technology) && here(limit.region()))
        };
        for region in dataset.column(Regions::region) {
            if !priced.contains(&(fuel, region.as_str())) && (stands(region) || may_be_built(region)) {
                let message = format!("no price of {fuel} in {region}, where {} burns it", technology.technology());
                problems.push(
                    Problem::at(dataset.of::<FuelPrices>().header_place(), message)
                        .hint(format!("add rows for {fuel}, {region} or for {fuel}, all")),
                );
            }
        }
    }
}
