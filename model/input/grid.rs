//! `connections`, `connection_rate`, `links`.

use super::group::{Ground, wholes};
use crate::sets::{Region, position};
use crate::system::Grid;
use crate::system::grid::{Connection, LinkKind};
use crate::units::{Gigawatts, MillionUsdPerGigawatt};

/// Reads the grid of a dataset.
#[must_use]
pub fn read(ground: &Ground<'_>) -> Grid {
    let rate = ground.series("connection_rate", &["region"], "gw_per_year");
    Grid {
        connections: connections(ground).into(),
        connection_rate: ground.rates(&rate, &ground.sets.regions),
        links: links(ground).into(),
    }
}

fn connections(ground: &Ground<'_>) -> Vec<Connection> {
    let table = ground.table("connections");
    let lifetimes = wholes(table, "lifetime_years");
    let row_of = |region: &String| position(table.text("region"), region);
    ground
        .sets
        .regions
        .iter()
        .filter_map(row_of)
        .map(|row| Connection {
            existing: Gigawatts(table.number("existing_gw")[row]),
            capex: MillionUsdPerGigawatt(table.number("capex_usd_per_kw")[row]),
            lifetime: lifetimes[row],
        })
        .collect()
}

fn links(ground: &Ground<'_>) -> Vec<LinkKind> {
    let table = ground.table("links");
    let (lifetimes, first_years) = (wholes(table, "lifetime_years"), wholes(table, "first_year"));
    let region = |column: &str, row: usize| {
        Region(position(&ground.sets.regions, &table.text(column)[row]).expect("links were checked to join regions"))
    };
    (0..table.len())
        .map(|row| LinkKind {
            from: region("from", row),
            to: region("to", row),
            capacity: Gigawatts(table.number("capacity_gw")[row]),
            loss: table.number("loss")[row],
            capex: MillionUsdPerGigawatt(table.number("capex_usd_per_kw")[row]),
            lifetime: lifetimes[row],
            first_year: first_years[row],
            rate: ground
                .time
                .periods
                .iter()
                .map(|period| Gigawatts(table.number("max_gw_per_year")[row] * period.len() as f64))
                .collect(),
        })
        .collect()
}
