//! Things that can never be had under any scenario that only scales what stands in the tables.

use super::dataset::Dataset;
use super::power_builds::names;
use super::series::SeriesBy;
use super::tables::{
    AcceleratorSupply, Accelerators, BuildLimits, Cooling, ExistingCapacity, ExistingFleet, Latency, Links,
    SiteClasses, Sites, Technologies,
};
use crate::error::{Place, Problem, Problems};

/// Things that can never be had.
pub fn never(dataset: &Dataset, problems: &mut Problems) {
    let mut warn = |place: Place, message: String, hint: &str| {
        problems.push(Problem::at(place, message).hint(hint).warning());
    };
    let on_sale: Vec<bool> =
        dataset.rows::<Accelerators>().map(|row| is_on_sale(dataset, row.accelerator(), row.first_year())).collect();
    // Where none is on sale, that is what the dataset is about.
    for row in dataset.rows::<Accelerators>().filter(|_| on_sale.contains(&true)) {
        if !on_sale[row.index] && !is_owned(dataset, row.accelerator()) {
            let message = format!("{} is never on sale and nobody has one", row.accelerator());
            let hint = "accelerator_supply has no row above 0 from its first_year on, existing_fleet none at all";
            warn(row.place(Accelerators::accelerator), message, hint);
        }
    }
    let is_cooled = dataset.rows::<Cooling>().any(|cooling| cooling.liquid());
    for row in dataset.rows::<Accelerators>().filter(|row| row.liquid_only() && !is_cooled) {
        let message = format!("{} needs liquid cooling, and no row of cooling is liquid", row.accelerator());
        warn(row.place(Accelerators::liquid_only), message, "it can never stand anywhere");
    }
    for row in dataset.rows::<Technologies>() {
        let stands = || {
            let mut existing = dataset.rows::<ExistingCapacity>();
            existing.any(|existing| existing.technology() == row.technology() && existing.gw() > 0.0)
        };
        if !dataset.rows::<BuildLimits>().any(|limit| names(limit, row)) && !stands() {
            let message = format!("{} does not stand anywhere and can never be built", row.technology());
            warn(row.place(Technologies::technology), message, "no row of build_limits names it or its groups");
        }
    }
    for row in dataset.rows::<SiteClasses>() {
        if !dataset.rows::<Sites>().any(|site| site.site_class() == row.site_class()) {
            let message = format!("there is no site of class {}", row.site_class());
            warn(row.place(SiteClasses::site_class), message, "sites has no row for it");
        }
    }
    for row in dataset.rows::<Links>().filter(|row| row.capacity_gw() <= 0.0 && row.max_gw_per_year() <= 0.0) {
        let message = format!("link {} carries nothing and can never be widened", row.link());
        warn(row.place(Links::capacity_gw), message, "capacity_gw and max_gw_per_year are 0");
    }
    let is_close = dataset.rows::<SiteClasses>().any(|class| class.low_latency());
    if let Some(row) = dataset.rows::<Latency>().find(|row| row.share() > 0.0 && !is_close) {
        let message = format!("{} of all shells must be close to users, and no site class is", row.share());
        warn(row.place(Latency::share), message, "set low_latency of a site class to 1");
    }
}

/// Whether any may be bought in its first year or later.
fn is_on_sale(dataset: &Dataset, accelerator: &str, first_year: i32) -> bool {
    let supply = SeriesBy::read(dataset, &[AcceleratorSupply::accelerator], AcceleratorSupply::thousand);
    let years = dataset.rows::<AcceleratorSupply>().filter(|row| row.accelerator() == accelerator);
    let last = years.map(|row| row.year() as i32).max().unwrap_or(first_year).max(first_year);
    (first_year..=last).any(|year| supply.at(&[accelerator], year) > 0.0)
}

fn is_owned(dataset: &Dataset, accelerator: &str) -> bool {
    dataset.rows::<ExistingFleet>().any(|row| row.accelerator() == accelerator && row.thousand() > 0.0)
}
