//! CSV and TOML files as checked tables; then, table group by table group, the
//! [`System`].

pub mod check;
mod chips;
mod cooling;
pub mod dataset;
pub mod document;
mod economy;
pub mod folder;
mod grid;
mod group;
mod materials;
mod power;
mod power_builds;
mod reader;
pub mod references;
pub mod schema;
pub mod series;
mod sites;
pub mod table;

pub use dataset::Dataset;
pub use folder::Folder;
use group::Ground;
use series::names_in_order;

use crate::error::Problems;
use crate::scenario::settings::{Horizon, Settings};
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
    let days = dataset.table("days");
    let weights: Vec<(f64, bool)> =
        days.number("days").iter().zip(days.number("peak")).map(|(&d, &p)| (d, p != 0.0)).collect();
    let discount_rate = settings.get("finance.discount_rate");
    let time = Time::new(&horizon.years, horizon.block_hours, &weights, discount_rate);
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
        adequacy: economy::adequacy(&ground, settings),
        flexibility: economy::flexibility(&ground, settings),
        emissions_cap: time.years.iter().map(|y| settings.emissions_cap.get(y).map(|&cap| Megatonnes(cap))).collect(),
        carbon_price: UsdPerTonne(settings.get("policy.carbon_price")),
        sets,
        time,
    }
}

fn sets(dataset: &Dataset) -> Sets {
    let codes = |table: &str, column: &str| names_in_order(dataset.table(table), column);
    Sets {
        regions: codes("regions", "region").into(),
        days: codes("days", "day"),
        technologies: codes("technologies", "technology").into(),
        accelerators: codes("accelerators", "accelerator").into(),
        components: codes("components", "component").into(),
        cooling: codes("cooling", "cooling").into(),
        chains: codes("cooling_supply", "supply").into(),
        site_classes: codes("site_classes", "site_class").into(),
        links: codes("links", "link").into(),
        build_limits: codes("build_limits", "limit").into(),
        fuels: codes("fuels", "fuel").into(),
        materials: codes("materials", "material").into(),
        capital_tiers: codes("capital", "tier").into(),
        demand_tiers: codes("demand", "tier").into(),
    }
}
