//! Stocks as expressions: what stands, from what exists and what was built.
//!
//! A stock in year y is what exists plus, for each period y' up to y, the builds of y' times the
//! share w(y', y, L) of y in which they serve.

use crate::program::{Column, Expression, Formulation};
use crate::sets::{Cooling, Link, Region, SiteClass, Technology, Year};
use crate::system::Life;

/// What was built up to a year, each period by its in-service share.
pub fn in_service(
    program: &Formulation<'_>,
    now: Year,
    life: Life,
    built: impl Fn(Year) -> Option<Column>,
) -> Expression {
    let mut stock = Expression::default();
    for y in Year::all(now.0 + 1) {
        stock.add(built(y), program.system.time.in_service(y, now, life));
    }
    stock
}

/// Whether any of a technology stands or can be built by a year.
#[must_use]
pub fn stands(program: &Formulation<'_>, g: Technology, r: Region, y: Year) -> bool {
    program.variables.capacity[(g, r, y)].is_some() || program.system.power.existing[(g, r, y)].value() > 0.0
}

/// Capacity of a technology, GW: its column where it can be built, else what exists.
#[must_use]
pub fn capacity(program: &Formulation<'_>, g: Technology, r: Region, y: Year) -> Expression {
    match program.variables.capacity[(g, r, y)] {
        Some(column) => column.into(),
        None => Expression::constant(program.system.power.existing[(g, r, y)].value()),
    }
}

/// Connections of a region, GW contracted.
#[must_use]
pub fn connected(program: &Formulation<'_>, r: Region, y: Year) -> Expression {
    match program.variables.connected[(r, y)] {
        Some(column) => column.into(),
        None => Expression::constant(program.system.grid.connections[r].existing.value()),
    }
}

/// Capacity of a link, GW.
#[must_use]
pub fn lines(program: &Formulation<'_>, l: Link, y: Year) -> Expression {
    let system = program.system;
    match program.variables.lines[(l, y)] {
        Some(column) => column.into(),
        None => Expression::constant(system.grid.links[l].capacity.value()),
    }
}

/// Halls under a cooling system in service, GW of rated IT.
#[must_use]
pub fn halls(program: &Formulation<'_>, r: Region, c: Cooling, y: Year) -> Expression {
    let mut stock = Expression::constant(program.system.sites.existing[(c, r)].value());
    for built in Year::all(y.0 + 1) {
        let share = program.system.time.in_service(built, y, Life::Endless);
        program.variables.halls(r, c, built).for_each(|hall| stock.add(hall, share));
    }
    stock
}

/// Shells of a site class and period, GW of rated IT.
#[must_use]
pub fn shells_built(program: &Formulation<'_>, r: Region, k: SiteClass, y: Year) -> Expression {
    Expression::term(program.variables.shell[(r, k, y)], 1.0)
}

/// The same, summed over all periods to date and counted in full.
#[must_use]
pub fn shells_to_date(program: &Formulation<'_>, r: Region, k: SiteClass, y: Year) -> Expression {
    Year::all(y.0 + 1).map(|built| shells_built(program, r, k, built)).sum()
}

/// Facility load of a region, GW: at the peak PUE or the ordinary one.
#[must_use]
pub fn facility(program: &Formulation<'_>, r: Region, y: Year, peak: bool) -> Expression {
    Expression::term(program.variables.facility[(r, y, peak)], 1.0)
}
