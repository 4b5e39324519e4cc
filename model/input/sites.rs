//! `site_classes`, `sites`, `site_ceilings`, `existing_shells`, `latency`.

use ndarray::{Array2, Array3};

use super::group::Ground;
use super::tables::{self, ExistingShells, Latency, SiteCeilings, SiteClasses};
use crate::sets::position;
use crate::system::Sites;
use crate::system::sites::SiteClassKind;
use crate::units::{Gigawatts, MillionUsdPerGigawatt};

/// Reads the sites of a dataset.
#[must_use]
pub fn read(ground: &Ground<'_>) -> Sites {
    let (classes, regions) = (&ground.sets.site_classes, &ground.sets.regions);
    let keys = [tables::Sites::site_class, tables::Sites::region];
    let potential = ground.series(&keys, tables::Sites::max_gw);
    let rate = ground.series(&keys, tables::Sites::gw_per_year);
    let ceiling = ground.series(&[SiteCeilings::region], SiteCeilings::max_gw);
    let share = ground.series(&[], Latency::share);
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
        existing: ground.matrix(
            (ExistingShells::cooling, &ground.sets.cooling),
            (ExistingShells::region, regions),
            ExistingShells::gw,
        ),
        low_latency_share: time.years.iter().map(|&year| share.at(&[], year)).collect(),
    }
}

fn kinds(ground: &Ground<'_>) -> Vec<SiteClassKind> {
    ground
        .dataset
        .rows::<SiteClasses>()
        .map(|row| SiteClassKind {
            name: row.name().to_owned(),
            capex: MillionUsdPerGigawatt(row.capex_usd_per_kw()),
            lifetime: row.lifetime_years(),
            low_latency: row.low_latency(),
            lead: row.lead_years(),
        })
        .collect()
}

fn first_years(ground: &Ground<'_>) -> Array2<Option<i32>> {
    let (classes, regions) = (&ground.sets.site_classes, &ground.sets.regions);
    let mut years = Array2::from_elem((classes.len(), regions.len()), None);
    for row in ground.dataset.rows::<tables::Sites>() {
        if let Some(place) = position(classes, row.site_class()).zip(position(regions, row.region())) {
            years[place] = Some(row.first_year());
        }
    }
    years
}
