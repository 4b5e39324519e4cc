//! Stocks as expressions: what stands, from what exists and what was built.
//!
//! A stock in year y is what exists plus, for each period y' up to y, the builds of y' times the
//! share w(y', y, L) of y in which they serve.

use crate::program::{Column, Expression, Variables};
use crate::sets::{Cooling, Link, Region, SiteClass, Technology, Year};
use crate::system::{Life, System};

/// What was built up to a year, each period by its in-service share.
pub fn in_service(system: &System, now: Year, life: Life, built: impl Fn(Year) -> Option<Column>) -> Expression {
    let mut stock = Expression::default();
    for y in Year::all(now.0 + 1) {
        stock.add(built(y), system.time.in_service(y, now, life));
    }
    stock
}

/// Capacity of a technology, GW: its column where it can be built, else what exists.
#[must_use]
pub fn capacity(system: &System, variables: &Variables, g: Technology, r: Region, y: Year) -> Expression {
    match variables.capacity[[g.0, r.0, y.0]] {
        Some(column) => column.into(),
        None => Expression::constant(system.power.existing[[g.0, r.0, y.0]].value()),
    }
}

/// Connections of a region, GW contracted.
#[must_use]
pub fn connected(system: &System, variables: &Variables, r: Region, y: Year) -> Expression {
    match variables.connected[[r.0, y.0]] {
        Some(column) => column.into(),
        None => Expression::constant(system.grid.connections[r.0].existing.value()),
    }
}

/// Capacity of a link, GW.
#[must_use]
pub fn lines(system: &System, variables: &Variables, l: Link, y: Year) -> Expression {
    match variables.lines[[l.0, y.0]] {
        Some(column) => column.into(),
        None => Expression::constant(system.grid.links[l.0].capacity.value()),
    }
}

/// Halls under a cooling system in service, GW of rated IT.
#[must_use]
pub fn halls(system: &System, variables: &Variables, r: Region, c: Cooling, y: Year) -> Expression {
    let mut stock = Expression::constant(system.sites.existing[[c.0, r.0]].value());
    for n in 0..variables.hall.dim().1 {
        stock += in_service(system, y, Life::Endless, |built| variables.hall[[r.0, n, c.0, built.0]]);
    }
    stock
}

/// Shells of a site class and period, GW of rated IT.
#[must_use]
pub fn shells_built(variables: &Variables, r: Region, k: SiteClass, y: Year) -> Expression {
    Expression::term(variables.shell[[r.0, k.0, y.0]], 1.0)
}

/// The same, summed over all periods to date and counted in full.
#[must_use]
pub fn shells_to_date(variables: &Variables, r: Region, k: SiteClass, y: Year) -> Expression {
    Year::all(y.0 + 1).map(|built| shells_built(variables, r, k, built)).sum()
}

/// Facility load of a region, GW: at the peak PUE or the ordinary one.
#[must_use]
pub fn facility(variables: &Variables, r: Region, y: Year, peak: bool) -> Expression {
    Expression::term(variables.facility[[r.0, y.0, usize::from(peak)]], 1.0)
}
