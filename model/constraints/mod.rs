//! The constraint families, one file each, with their maths.
//!
//! Every file says: what the rows state in one sentence; the algebra; symbols with units and the
//! table they come from; what a shadow price means; what is not modelled; sources. It declares the columns that its
//! rows are about, then writes its rows; [`formulate`] calls all in turn.
//!
//! Shared by all heads: w(y',y,L) the share of y in which serves what was built in y' and lasts L years, P(y) the calendar
//! years of a period. What stands in braces is said in words. Sources are rows of `sources.csv`.
//!
//! Three stocks are columns of their own, each tied to its builds by one identity row: plant
//! capacity, connections and lines. So is the facility load of a region. Writing them out in every
//! row that uses them gives the same optimum with several times as many coefficients.

pub mod adequacy;
pub mod builds;
pub mod campus;
pub mod capital;
pub mod chips;
pub mod cooling;
pub mod demand;
pub mod dispatch;
pub mod flexibility;
pub mod fuels;
pub mod grid;
pub mod materials;
pub mod orders;
pub mod plans;
pub mod siting;
pub mod stocks;
pub mod storage;
pub mod worth;

use crate::program::{Formulation, Program};
use crate::sets::{Region, TimeSlice, Year};
use crate::system::System;

/// Region, year and time slice.
type Slot = (Region, Year, TimeSlice);

/// Writes the program of a system: the table of contents of the model.
#[must_use]
pub fn formulate(system: &System) -> Program {
    let mut program = Formulation::new(system);
    declare(&mut program);
    chips::add(&mut program);
    siting::add(&mut program);
    cooling::add(&mut program);
    grid::add(&mut program);
    campus::add(&mut program);
    dispatch::add(&mut program);
    storage::add(&mut program);
    builds::add(&mut program);
    adequacy::add(&mut program);
    fuels::add(&mut program);
    flexibility::add(&mut program);
    materials::add(&mut program);
    capital::add(&mut program);
    demand::add(&mut program);
    worth::add(&mut program);
    program.finish()
}

/// Declares all columns. What stands in one loop takes turns, region by region, year by year or slice by slice, so
/// that columns of one place are neighbours.
fn declare(program: &mut Formulation<'_>) {
    let system = program.system;
    let places = || system.sets.regions().flat_map(|r| system.time.years().map(move |y| (r, y)));
    chips::declare(program);
    demand::declare(program);
    for (r, y) in places() {
        siting::declare(program, r, y);
        cooling::declare(program, r, y);
    }
    grid::declare(program);
    builds::declare(program);
    for y in system.time.years() {
        capital::declare(program, y);
        materials::declare(program, y);
    }
    for (r, y) in places() {
        flexibility::declare(program, r, y);
        adequacy::declare(program, r, y);
        dispatch::declare_clean(program, r, y);
        for s in system.time.slices() {
            campus::declare_slice(program, (r, y, s));
            flexibility::declare_slice(program, (r, y, s));
            dispatch::declare_slice(program, (r, y, s));
        }
    }
    for (r, y) in places() {
        storage::declare(program, r, y);
        dispatch::declare(program, r, y);
    }
}
