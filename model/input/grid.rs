//! `connections`, `connection_rate`, `links`.

use super::group::Ground;
use super::tables::{ConnectionRate, Connections, Links};
use crate::sets::{Region, position};
use crate::system::Grid;
use crate::system::grid::{Connection, LinkKind};
use crate::units::{Gigawatts, MillionUsdPerGigawatt};

/// Reads the grid of a dataset.
#[must_use]
pub fn read(ground: &Ground<'_>) -> Grid {
    let rate = ground.series(&[ConnectionRate::region], ConnectionRate::gw_per_year);
    Grid {
        connections: connections(ground).into(),
        connection_rate: ground.rates(&rate, &ground.sets.regions),
        links: links(ground).into(),
    }
}

fn connections(ground: &Ground<'_>) -> Vec<Connection> {
    let row_of = |region: &String| ground.dataset.rows::<Connections>().find(|row| row.region() == region);
    ground
        .sets
        .regions
        .iter()
        .filter_map(row_of)
        .map(|row| Connection {
            existing: Gigawatts(row.existing_gw()),
            capex: MillionUsdPerGigawatt(row.capex_usd_per_kw()),
            lifetime: row.lifetime_years(),
            lead: row.lead_years(),
        })
        .collect()
}

fn links(ground: &Ground<'_>) -> Vec<LinkKind> {
    let region = |name: &str| Region(position(&ground.sets.regions, name).expect("links were checked to join regions"));
    let periods = &ground.time.periods;
    ground
        .dataset
        .rows::<Links>()
        .map(|row| LinkKind {
            from: region(row.from()),
            to: region(row.to()),
            capacity: Gigawatts(row.capacity_gw()),
            loss: row.loss(),
            capex: MillionUsdPerGigawatt(row.capex_usd_per_kw()),
            lifetime: row.lifetime_years(),
            first_year: row.first_year(),
            rate: periods.iter().map(|period| Gigawatts(row.max_gw_per_year() * period.len() as f64)).collect(),
            lead: row.lead_years(),
        })
        .collect()
}
