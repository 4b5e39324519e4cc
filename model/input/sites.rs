//! `site_classes`, `sites`, `site_ceilings`, `existing_shells`, `latency`.

use ndarray::{Array2, Array3};

use super::group::{Ground, wholes};
use crate::sets::position;
use crate::system::Sites;
use crate::system::sites::SiteClassKind;
use crate::units::{Gigawatts, MillionUsdPerGigawatt};

/// Reads the sites of a dataset.
#[must_use]
pub fn read(ground: &Ground<'_>) -> Sites {
    let (classes, regions) = (&ground.sets.site_classes, &ground.sets.regions);
    let potential = ground.series("sites", &["site_class", "region"], "max_gw");
    let rate = ground.series("sites", &["site_class", "region"], "gw_per_year");
    let ceiling = ground.series("site_ceilings", &["region"], "max_gw");
    let share = ground.series("latency", &[], "share");
    let time = ground.time;
    let shape = (classes.len(), regions.len(), time.years.len());
    Sites {
        classes: kinds(ground).into(),
        first_year: first_years(ground).into(),
        potential: Array3::from_shape_fn(shape, |(k, r, y)| {
            Gigawatts(potential.at(&[&classes[k], &regions[r]], time.years[y]))
        })
        .into(),
        rate: Array3::from_shape_fn(shape, |(k, r, y)| {
            Gigawatts(rate.over(&[&classes[k], &regions[r]], &time.periods[y]))
        })
        .into(),
        ceiling: regions.iter().map(|region| ground.level_of(&ceiling, &[region])).collect(),
        existing: ground.matrix("existing_shells", ("cooling", &ground.sets.cooling), ("region", regions), "gw"),
        low_latency_share: time.years.iter().map(|&year| share.at(&[], year)).collect(),
    }
}

fn kinds(ground: &Ground<'_>) -> Vec<SiteClassKind> {
    let table = ground.table("site_classes");
    let lifetimes = wholes(table, "lifetime_years");
    (0..table.len())
        .map(|row| SiteClassKind {
            name: table.text("name")[row].clone(),
            capex: MillionUsdPerGigawatt(table.number("capex_usd_per_kw")[row]),
            lifetime: lifetimes[row],
            low_latency: table.number("low_latency")[row] != 0.0,
        })
        .collect()
}

fn first_years(ground: &Ground<'_>) -> Array2<Option<i32>> {
    let table = ground.table("sites");
    let (classes, regions) = (&ground.sets.site_classes, &ground.sets.regions);
    let mut years = Array2::from_elem((classes.len(), regions.len()), None);
    for (row, year) in wholes(table, "first_year").into_iter().enumerate() {
        let class = position(classes, &table.text("site_class")[row]);
        let region = position(regions, &table.text("region")[row]);
        if let Some(place) = class.zip(region) {
            years[place] = Some(year);
        }
    }
    years
}
