//! AI load and compute of a solution, read from its columns alone.

use crate::program::Program;
use crate::sets::{Region, Year};
use crate::solve::Solution;
use crate::system::System;
use crate::units::{ThousandUnits, compute};

/// Rated IT load powered in a region, average of the year, GW.
#[must_use]
pub fn rated(system: &System, program: &Program, solution: &Solution, r: Region, y: Year) -> f64 {
    system.sets.cooling().map(|c| solution.value(program.variables.rated[(r, c, y)])).sum()
}

/// Compute powered, average of the year, MH100e.
#[must_use]
pub fn powered_compute(system: &System, program: &Program, solution: &Solution, y: Year) -> f64 {
    let mut sum = 0.0;
    for a in system.sets.accelerators() {
        for r in system.sets.regions() {
            let powered = solution.value(program.variables.powered[(a, r, y)]);
            sum += compute(ThousandUnits(powered), system.chips.kinds[a].h100e).value();
        }
    }
    sum
}
