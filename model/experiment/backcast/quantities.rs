//! The quantities that can be held against published figures: what each is of the results, and how others differ.
//!
//! Names are those of `calibration.csv` without their place: `us_ai_power_gw` is `ai_power_gw` of the whole dataset.

use super::measure;
use super::ran::Ran;
use crate::results::plants::PlantGroup;
use crate::units::listed;

/// What of the results a quantity is.
#[derive(Debug, Clone, Copy)]
pub enum Measure {
    /// A number of the whole dataset and a year; none if the year has none.
    Whole(fn(&Ran<'_>, i32) -> Option<f64>),
    /// A number of a region and a year.
    Region(fn(&Ran<'_>, &str, i32) -> Option<f64>),
    /// Nothing that could be compared.
    Nothing,
}

/// What agreement proves in a scenario of years that are past.
#[derive(Debug, Clone, Copy)]
pub enum Role {
    /// Something.
    Test,
    /// Nothing: the scenario is given it.
    Input,
    /// Nothing where at least half of it, by this measure, is given by the dataset.
    Part(fn(&Ran<'_>, i32) -> Option<f64>),
}

/// What drives a quantity.
#[derive(Debug, Clone, Copy)]
pub enum Driver {
    /// AI, and besides it this part that does not depend on AI.
    Ai(fn(&Ran<'_>, i32) -> Option<f64>),
    /// Plants, of which this part was committed before.
    Plants(fn(&Ran<'_>, i32) -> Option<f64>),
    /// A region's supply and load.
    Region,
    /// Something else.
    Other,
}

/// A quantity that is known.
#[derive(Debug, Clone, Copy)]
pub struct Quantity {
    /// Name without its place.
    pub name: &'static str,
    /// Name for people.
    pub title: &'static str,
    /// Unit.
    pub unit: &'static str,
    /// What of the results it is.
    pub measure: Measure,
    /// What agreement proves.
    pub role: Role,
    /// What drives it.
    pub driver: Driver,
    /// What the model's number is; or why there is none to compare.
    pub definition: &'static str,
    /// How published numbers differ from it.
    pub differs: &'static str,
}

/// A name of `calibration.csv`, understood.
#[derive(Debug, Clone)]
pub enum Found {
    /// A known quantity of the whole dataset.
    Whole(&'static Quantity),
    /// A known quantity of a region, by its code.
    Region(&'static Quantity, String),
    /// Nothing that can be compared, and why.
    Not(String),
}

const POWER: &str = "GW";
const PRICES: &str =
    "Load-weighted mean of the model's energy prices, which are marginal costs under perfect foresight.";
const ADDED: &str =
    "Commissioned in the year, on the grid and onsite (onsite power of any fuel counts under its fuel).";
const OTHERS: &str =
    "Other data centres count at their average power (their energy over 8,760 hours), which is below their capacity.";
const HEADROOM: &str = "Load that the system as it stands could take if new load is curtailed. The model adds load together with plants, lines and connections and stops at chips, sites or money, so no load of the model is the load that fits; ai_peak_gw of summary.csv is what it connects.";

/// Name without its place, and name for people.
type Named = (&'static str, &'static str);

const fn whole((name, title): Named, unit: &'static str, measure: fn(&Ran<'_>, i32) -> Option<f64>) -> Quantity {
    let (measure, role, driver) = (Measure::Whole(measure), Role::Test, Driver::Other);
    Quantity { name, title, unit: listed(unit), measure, role, driver, definition: "", differs: "" }
}

const fn region((name, title): Named, unit: &'static str, measure: fn(&Ran<'_>, &str, i32) -> Option<f64>) -> Quantity {
    let (measure, role, driver) = (Measure::Region(measure), Role::Test, Driver::Region);
    Quantity { name, title, unit: listed(unit), measure, role, driver, definition: "", differs: "" }
}

const fn nothing((name, title): Named, unit: &'static str) -> Quantity {
    let (measure, role, driver) = (Measure::Nothing, Role::Test, Driver::Other);
    Quantity { name, title, unit: listed(unit), measure, role, driver, definition: "", differs: "" }
}

impl Quantity {
    const fn input(self) -> Self {
        Self { role: Role::Input, ..self }
    }

    const fn ai(self, other: fn(&Ran<'_>, i32) -> Option<f64>) -> Self {
        Self { driver: Driver::Ai(other), ..self }
    }

    /// Driven by AI beside other data centres, which the dataset gives.
    const fn beside(self, other: fn(&Ran<'_>, i32) -> Option<f64>) -> Self {
        Self { role: Role::Part(other), driver: Driver::Ai(other), ..self }
    }

    const fn plants(self, committed: fn(&Ran<'_>, i32) -> Option<f64>) -> Self {
        Self { role: Role::Part(committed), driver: Driver::Plants(committed), ..self }
    }

    const fn says(self, definition: &'static str, differs: &'static str) -> Self {
        Self { definition, differs, ..self }
    }
}

/// No part that does not depend on AI.
fn alone(ran: &Ran<'_>, year: i32) -> Option<f64> {
    ran.summary(year).map(|_| 0.0)
}

/// All quantities.
pub const QUANTITIES: &[Quantity] = &[
    whole(("ai_accelerators_added_it_gw", "Accelerators added, IT load"), "GW a year", measure::accelerators_added_it)
        .input()
        .ai(alone)
        .says("Rated IT load of accelerators bought in the year, at the power per unit of accelerators.csv.", ""),
    whole(("ai_accelerators_added_mh100e", "Accelerators added, compute"), "MH100e a year", measure::accelerators_added_compute)
        .input()
        .ai(alone)
        .says("Compute of accelerators bought in the year, at the H100-equivalents of accelerators.csv.", ""),
    whole(("ai_stock_it_gw", "Accelerators standing, IT load"), POWER, measure::stock_it)
        .input()
        .ai(alone)
        .says("Rated IT load of accelerators standing at the year's end, powered or not.", ""),
    whole(("ai_stock_mh100e", "Accelerators standing, compute"), "MH100e", measure::stock_compute)
        .input()
        .ai(alone)
        .says("Compute of accelerators standing at the year's end, powered or not.", ""),
    whole(("ai_power_gw", "AI facility power"), POWER, measure::ai_power).ai(alone).says(
        "Facility power of powered AI at nameplate, average of the year: rated IT load times facility over IT load on peak days. Chips of past years are given; whether they are powered is the model's.",
        "Published figures may count capacity at the year's end or power drawn.",
    ),
    whole(("ai_facility_nameplate_gw", "AI facility nameplate"), POWER, measure::ai_facility_nameplate).input().ai(alone).says(
        "Facility power at nameplate of all accelerators standing at the year's end: rated IT load times facility over IT load on peak days. Chips of past years are given; only the facility's part is the model's.",
        "",
    ),
    whole(("ai_energy_twh", "AI energy"), "TWh", measure::ai_energy)
        .ai(alone)
        .says("Facility energy of AI in the year, before curtailment. Chips of past years are given; whether they are powered is the model's.", ""),
    whole(("dc_energy_twh", "Data-centre energy"), "TWh", measure::dc_energy).beside(measure::other_energy).says(
        "Facility energy of AI and that of other data centres, which is the one figure of the dataset (other_datacentre_energy_twh) in all years.",
        "Published figures let other data centres change, and differ in what they call a data centre.",
    ),
    whole(("dc_power_gw", "Data-centre power"), POWER, measure::dc_power).beside(measure::other_power).says(
        "Peak facility load of AI and average power of other data centres.",
        "Other data centres' average power is their energy over 8,760 hours; published figures are capacity or peak demand of all data centres.",
    ),
    whole(("dc_grid_power_gw", "Data-centre power from the grid"), POWER, measure::dc_grid_power).beside(measure::other_power).says(
        "Largest draw of AI from the grid, all regions together, and average power of other data centres; onsite power is left out.",
        OTHERS,
    ),
    whole(("dc_capacity_in_service_gw", "Data-centre capacity in service"), POWER, measure::dc_capacity).beside(measure::other_power).says(
        "Facility power of powered AI at nameplate, average of the year, and average power of other data centres.",
        OTHERS,
    ),
    whole(("dc_share_of_generation", "Data centres' share of generation"), "share", measure::dc_share).beside(measure::other_share).says(
        "Energy of AI and other data centres over generation of all plants, onsite ones included.",
        "Published shares may be of consumption, which is smaller by losses.",
    ),
    whole(("dc_load_growth_5y_gw", "Data-centre load growth in five years"), POWER, measure::growth_of_five_years).ai(measure::before_five_years).says(
        "Growth of the peak facility load of AI over five years; other data centres do not grow in the dataset.",
        "Published figures count all data centres, as utilities forecast them.",
    ),
    whole(("ai_incremental_power_gw", "Growth of AI facility power"), POWER, measure::incremental_power).ai(measure::at_first).says(
        "Facility power of powered AI at nameplate less that of the scenario's first model year.",
        "Publishers count from a year of their own.",
    ),
    whole(("large_load_committed_gw", "Large loads committed"), POWER, measure::connections).ai(alone).says(
        "Grid connections of AI in service, average of the year, existing ones included.",
        "Published figures are commitments of utilities to large loads of any kind, built or not.",
    ),
    whole(("ai_capex_busd", "Spending on AI"), "bn USD a year", measure::capex)
        .input()
        .ai(alone)
        .says("Spent on accelerators, shells and cooling, connections and onsite power of AI; chips and their prices are given.", ""),
    whole(("gas_added_gw", "Gas plants added"), "GW a year", |ran, year| measure::built(ran, PlantGroup::Gas, year))
        .plants(|ran, year| measure::committed(ran, PlantGroup::Gas, year))
        .says(ADDED, "Statistics may leave out small or islanded onsite plants."),
    whole(("solar_added_gw", "Solar added"), "GW a year", |ran, year| measure::built(ran, PlantGroup::Solar, year))
        .plants(|ran, year| measure::committed(ran, PlantGroup::Solar, year))
        .says(ADDED, ""),
    whole(("wind_added_gw", "Wind added"), "GW a year", |ran, year| measure::built(ran, PlantGroup::Wind, year))
        .plants(|ran, year| measure::committed(ran, PlantGroup::Wind, year))
        .says(ADDED, ""),
    whole(("battery_added_gw", "Batteries added"), "GW a year", |ran, year| measure::built(ran, PlantGroup::Storage, year))
        .plants(|ran, year| measure::committed(ran, PlantGroup::Storage, year))
        .says("Storage of any kind commissioned in the year.", ""),
    whole(("nuclear_added_gw", "Nuclear added"), "GW a year", |ran, year| measure::built(ran, PlantGroup::Nuclear, year))
        .plants(|ran, year| measure::committed(ran, PlantGroup::Nuclear, year))
        .says("Reactors commissioned in the year, restarts and uprates included.", ""),
    region(("wholesale_usd_per_mwh", "Wholesale price"), "USD/MWh", measure::energy_price)
        .says(PRICES, "Published means are of single hubs or of whole markets, and hold congestion and scarcity within the region."),
    region(("capacity_price_usd_per_mw_day", "Capacity price"), "USD/MW-day", measure::capacity_price).says(
        "Price of firm capacity of the calendar year, accredited.",
        "Published prices are of the delivery year that starts in that calendar year, set by auctions years ahead, with caps and floors.",
    ),
    whole(("h100_rental_usd_per_hour", "Price of an H100 hour"), "USD/h", measure::compute_price).input().says(
        "What the cheapest tier of demand that is served pays for an hour of an H100-equivalent; the scenario is given the demand curve, whose level rests on rental prices.",
        "Published prices are of whole machines rented, idle hours included.",
    ),
    nothing(("curtailment_headroom_gw_0p25", "Room at 0.25% curtailment"), POWER).says(HEADROOM, ""),
    nothing(("curtailment_headroom_gw_0p5", "Room at 0.5% curtailment"), POWER).says(HEADROOM, ""),
    nothing(("curtailment_headroom_gw_1p0", "Room at 1% curtailment"), POWER).says(HEADROOM, ""),
    nothing(("other_datacentre_energy_twh", "Energy of other data centres"), "TWh").says("An input: data centres without AI are no part of the model.", ""),
];

/// The quantity that a name of `calibration.csv` speaks of, whatever its place.
#[must_use]
pub fn known(name: &str) -> Option<&'static Quantity> {
    QUANTITIES.iter().find(|quantity| match quantity.measure {
        Measure::Region(_) => placed(name, quantity.name).is_some(),
        Measure::Whole(_) | Measure::Nothing => is_whole(name, quantity.name),
    })
}

/// Understands a name of `calibration.csv`; regions are those of the dataset.
#[must_use]
pub fn find(name: &str, regions: &[&str]) -> Found {
    if name.split('_').any(|word| matches!(word, "global" | "world" | "worldwide")) {
        return Found::Not("Worldwide; the model has only the dataset's own place.".to_owned());
    }
    let Some(quantity) = known(name) else {
        return Found::Not("Not a quantity that is known; data/README.md lists those that are.".to_owned());
    };
    match quantity.measure {
        Measure::Region(_) => regional(quantity, placed(name, quantity.name).unwrap_or_default(), regions),
        Measure::Whole(_) => Found::Whole(quantity),
        Measure::Nothing => Found::Not(quantity.definition.to_owned()),
    }
}

/// Whether a name is a quantity's, alone or after one word for the place.
fn is_whole(name: &str, quantity: &str) -> bool {
    let place = name.strip_suffix(quantity);
    place.is_some_and(|place| place.is_empty() || place.find('_') == Some(place.len() - 1) && place.len() > 1)
}

/// The region before or after a quantity's name.
fn placed<'a>(name: &'a str, quantity: &str) -> Option<&'a str> {
    let after = name.strip_prefix(quantity).and_then(|rest| rest.strip_prefix('_'));
    after.or_else(|| name.strip_suffix(quantity).and_then(|rest| rest.strip_suffix('_')))
}

fn regional(quantity: &'static Quantity, place: &str, regions: &[&str]) -> Found {
    match regions.iter().find(|code| code.eq_ignore_ascii_case(place)) {
        Some(code) => Found::Region(quantity, (*code).to_owned()),
        None => Found::Not(format!("The dataset has no region {place}.")),
    }
}
