//! How much constant load fits under an existing peak if a small share of its energy may be curtailed.
//!
//! The question of Duke University's study "Rethinking Load Growth" (2025). One region whose plants, K GW in all, stand
//! and cannot be added to; chips, halls and connections are ample, all AI load may be curtailed at any time,
//! but only a share x of its energy over the year. AI is worth more than it costs and other load more than AI, so AI
//! takes all that fits: the largest L with
//!
//! ```text
//! sum over slices of w_s max(0, load_s + L - K) <= x L 8760
//! ```
//!
//! The left side less the right is convex in L and not above 0 at L = 0, so it crosses 0 once. With slices in
//! falling order of load, if just the first n of them are curtailed,
//!
//! ```text
//! L = sum over the first n of w_s (K - load_s) / (sum over the first n of w_s - x 8760)
//! ```
//!
//! and n is that for which `load_n >= K - L >= load_n+1`.

use super::{Expectation, ONLY, energy, hours, outside};
use crate::error::Result;
use crate::sets::{Accelerator, Cooling, Region};
use crate::system::System;

const PLATE: Region = Region(0);

/// What the answer must be.
pub fn expect(system: &System) -> Result<Vec<Expectation>> {
    let power = &system.power;
    let capacity: f64 = system.sets.technologies().map(|g| power.existing[(g, PLATE, ONLY)].value()).sum();
    let mut levels: Vec<(f64, f64)> =
        system.time.slices().map(|s| (power.load(PLATE, ONLY, s).value(), hours(system, s))).collect();
    levels.sort_by(|a, b| b.0.total_cmp(&a.0));
    let share = system.flexibility.energy_share;
    let load = largest(&levels, capacity, share).ok_or_else(|| outside(system, "nothing fits under the peak"))?;
    let year: f64 = levels.iter().map(|(_, hours)| hours).sum();
    let percent = 100.0 * share;
    // Rated IT load: facility load over PUE and utilisation.
    let rated = load / system.cooling.pue[(Cooling(0), PLATE)] / system.compute.power_utilisation;
    let kilowatts = system.chips.kinds[Accelerator(0)].power.value();
    Ok(vec![
        Expectation::new(
            ("AI facility load", "GW"),
            format!("largest constant load under {capacity} GW with at most {percent} % of its energy curtailed"),
            load,
            |view| view.value(view.program.variables.facility[(PLATE, ONLY, false)]),
        ),
        Expectation::new(
            ("energy curtailed", "GWh"),
            format!("all of the {percent} % is used"),
            share * load * year,
            |view| energy(view, |s| view.program.variables.curtail[(PLATE, ONLY, s)]),
        ),
        Expectation::new(("other load cut", "GWh"), "AI gives way first", 0.0, |view| {
            energy(view, |s| view.program.variables.unserved[(PLATE, ONLY, s)])
        }),
        Expectation::new(
            ("accelerators powered", "thousand"),
            "facility load over PUE, utilisation and power of one",
            rated / kilowatts * super::THOUSAND,
            |view| view.value(view.program.variables.powered[(Accelerator(0), PLATE, ONLY)]),
        ),
    ])
}

/// The largest load that fits, from load levels in falling order with their hours.
fn largest(levels: &[(f64, f64)], capacity: f64, share: f64) -> Option<f64> {
    let allowed = share * levels.iter().map(|(_, hours)| hours).sum::<f64>();
    let (mut curtailed, mut room) = (0.0, 0.0);
    for (n, &(level, hours)) in levels.iter().enumerate() {
        curtailed += hours;
        room += hours * (capacity - level);
        let load = room / (curtailed - allowed);
        let next = levels.get(n + 1).map_or(f64::NEG_INFINITY, |next| next.0);
        if curtailed > allowed && load >= capacity - level && load <= capacity - next {
            return Some(load);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::largest;

    #[test]
    fn a_load_grows_with_the_share_of_it_that_may_be_curtailed() {
        assert_eq!(largest(&[(8.0, 1.0), (4.0, 9.0)], 10.0, 0.0), Some(2.0));
        // One hour of ten at the peak; a tenth of the energy may go: L - 2 <= L in the first hour, always; in the
        // other nine it fits up to 6, and with all ten over, 10 L - 56 <= L: L = 56 / 9.
        assert_eq!(largest(&[(8.0, 1.0), (4.0, 9.0)], 10.0, 0.1), Some(56.0 / 9.0));
        // A twentieth: L - 2 <= L / 2 gives 4, below the 6 at which the other hours would be over.
        assert_eq!(largest(&[(8.0, 1.0), (4.0, 9.0)], 10.0, 0.05), Some(4.0));
    }
}
