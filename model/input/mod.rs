//! CSV and TOML files as checked tables; then, table group by table group, the
//! [`System`].

mod adequacy;
pub mod cells;
pub mod check;
mod chips;
mod cooling;
pub mod dataset;
pub mod document;
pub mod documentation;
mod economy;
pub mod folder;
mod grid;
mod group;
pub mod late;
mod materials;
mod never;
mod power;
mod power_builds;
mod reader;
pub mod references;
pub mod schema;
pub mod series;
pub mod settings;
mod silence;
mod sites;
pub mod size;
mod slips;
mod syntax;
pub mod table;
pub mod tables;
pub mod typed;
mod yearly;

pub use dataset::Dataset;
pub use folder::Folder;
use group::Ground;
use series::names_in_order;
use settings::{Horizon, Setting, Settings};
pub use table::InputTable;
use tables::{
    Accelerators, BuildLimits, CapacityCurve, Capital, Components, Cooling, CoolingSupply, Days, Demand, Fuels, Links,
    Materials, Regions, Seasons, SiteClasses, Technologies,
};
use typed::{Declared, TypedColumn};

use crate::error::Problems;
use crate::sets::Sets;
use crate::system::{System, Time};
use crate::units::{Megatonnes, UsdPerTonne};

/// Makes the system of a scenario from its adjusted tables and numbers.
pub fn system(
    scenario: &str,
    dataset: &Dataset,
    horizon: &Horizon,
    settings: &Settings,
    problems: &mut Problems,
) -> System {
    let sets = sets(dataset);
    let weights: Vec<(f64, bool)> = dataset.rows::<Days>().map(|day| (day.days(), day.peak())).collect();
    let discount_rate = settings.of(&Setting::DISCOUNT_RATE);
    let years = (dataset.about.base_year as i32, horizon.solved());
    let time =
        Time::new((years.0, &years.1), horizon.block_hours, &weights, discount_rate).with_tail(horizon.years.len());
    let ground = Ground { dataset, sets: &sets, time: &time };
    System {
        scenario: scenario.to_owned(),
        chips: chips::read(&ground),
        sites: sites::read(&ground),
        cooling: cooling::read(&ground),
        grid: grid::read(&ground),
        power: power::read(&ground, problems),
        materials: materials::read(&ground),
        capital: economy::capital(&ground),
        demand: economy::demand(&ground),
        compute: economy::compute(settings),
        finance: economy::finance(settings),
        adequacy: adequacy::read(&ground, settings, problems),
        flexibility: economy::flexibility(&ground, settings),
        emissions_cap: time.years.iter().map(|y| settings.emissions_cap.get(y).map(|&cap| Megatonnes(cap))).collect(),
        carbon_price: time.years.iter().map(|&year| UsdPerTonne(settings.carbon_price_in(year))).collect(),
        own_capacity: settings.of(&Setting::OWN_CAPACITY),
        sets,
        time,
    }
}

fn sets(dataset: &Dataset) -> Sets {
    fn codes<T: Declared>(dataset: &Dataset, column: TypedColumn<T, String>) -> Vec<String> {
        names_in_order(dataset.column(column))
    }
    Sets {
        regions: codes(dataset, Regions::region).into(),
        days: codes(dataset, Days::day),
        technologies: codes(dataset, Technologies::technology).into(),
        accelerators: codes(dataset, Accelerators::accelerator).into(),
        components: codes(dataset, Components::component).into(),
        cooling: codes(dataset, Cooling::cooling).into(),
        chains: codes(dataset, CoolingSupply::supply).into(),
        site_classes: codes(dataset, SiteClasses::site_class).into(),
        links: codes(dataset, Links::link).into(),
        build_limits: codes(dataset, BuildLimits::limit).into(),
        fuels: codes(dataset, Fuels::fuel).into(),
        materials: codes(dataset, Materials::material).into(),
        capital_tiers: codes(dataset, Capital::tier).into(),
        demand_tiers: codes(dataset, Demand::tier).into(),
        seasons: adequacy::named(dataset, Seasons::region, Seasons::season).into(),
        curve_tiers: adequacy::named(dataset, CapacityCurve::region, CapacityCurve::tier).into(),
    }
}
