//! A battery between cheap nights and dear days: worth building when what comes out is worth more than what goes in.
//!
//! One region, no AI, no margin, one model year, every day alike: by night a cheap plant (`c_1` USD/MWh) has power to
//! spare, by day a dear one (`c_2`) runs too. A battery of 1 GW holds d GWh, of which sqrt(eta) comes out and for which
//! d / sqrt(eta) goes in, once a day. Small enough to leave both plants running, it earns in a year of 365 days
//!
//! ```text
//! B = days x d x (sqrt(eta) (c_2 - vom) - c_1 / sqrt(eta)) / 1000, million USD per GW
//! ```
//!
//! or nothing if that is below 0. It is built as fast as allowed if B is above its yearly cost F, else not at all; what is
//! built serves half of the first year and pays for that half.

use super::{Expectation, FIRST_SHARE, ONLY, THOUSAND, energy, energy_price, fixed, hours, outside, running};
use crate::error::Result;
use crate::program::{Item, Key, Rule};
use crate::sets::{BuildLimit, Region, Technology};
use crate::system::System;

const PLATE: Region = Region(0);

/// What the answer must be.
pub fn expect(system: &System) -> Result<Vec<Expectation>> {
    let power = &system.power;
    let [cheap, dear, battery] = technologies(system)?;
    let kind = &power.kinds[battery];
    let (duration, one_way) = (kind.duration.value(), kind.round_trip_efficiency.sqrt());
    let (bottom, top) = (running(system, cheap, PLATE, ONLY), running(system, dear, PLATE, ONLY));
    let days: f64 = system.time.slices().map(|s| hours(system, s)).sum::<f64>() / HOURS_PER_DAY;
    let once = one_way * (top - kind.variable_cost.value()) - bottom / one_way;
    let earned = (days * duration * once / THOUSAND).max(0.0);
    let worth = earned - fixed(system, battery, ONLY);
    let limit = BuildLimit(0);
    let built = if worth > 0.0 { power.limits[limit].rate[ONLY].value() } else { 0.0 };
    let stands = FIRST_SHARE * built;
    let (cheap_cap, at) = (power.existing[(cheap, PLATE, ONLY)].value(), (battery, PLATE, ONLY));
    let room = |of: &dyn Fn(f64) -> f64| {
        let loads = system.time.slices().take(system.time.slices_per_day()).map(|s| power.load(PLATE, ONLY, s).value());
        loads.map(|load| system.time.block.value() * of(load).clamp(0.0, stands)).sum::<f64>()
    };
    let (by_night, by_day) = (room(&|load| cheap_cap - load), room(&|load| load - cheap_cap));
    if by_night < duration / one_way * stands || by_day < duration * one_way * stands {
        return Err(outside(system, "the battery is not small beside both plants"));
    }
    let mut expectations = vec![
        Expectation::new(
            ("battery built", "GW"),
            if worth > 0.0 { "earns more than it costs: as much as allowed" } else { "earns less than it costs: none" },
            built,
            move |view| view.value(view.program.variables.build[at]),
        ),
        Expectation::new(
            ("energy discharged", "GWh"),
            "once a day all that it holds, less the losses on the way out",
            days * duration * one_way * stands,
            move |view| energy(view, |s| view.program.variables.discharge[(battery, PLATE, ONLY, s)]),
        ),
        Expectation::new(
            ("energy charged", "GWh"),
            "what comes out over the round-trip efficiency",
            days * duration / one_way * stands,
            move |view| energy(view, |s| view.program.variables.charge[(battery, PLATE, ONLY, s)]),
        ),
        Expectation::new(
            ("worth of one more GW of battery", "USD/kW"),
            "what it earns in half a year less what it costs, and never below 0",
            FIRST_SHARE * worth.max(0.0),
            move |view| view.price(Rule::PowerBuildLimit, Key::national(Item::BuildLimit(limit), ONLY)),
        ),
    ];
    for s in system.time.slices() {
        let load = power.load(PLATE, ONLY, s).value();
        let (states, price) =
            if load < cheap_cap { ("the cheap plant has room", bottom) } else { ("the dear plant runs", top) };
        let hour = system.time.slices[s].block as f64 * system.time.block.value();
        let check = (format!("energy price from hour {hour}"), "USD/MWh");
        expectations.push(Expectation::new(check, states, price, move |view| energy_price(view, PLATE, ONLY, s)));
    }
    Ok(expectations)
}

const HOURS_PER_DAY: f64 = 24.0;

/// The cheap plant, the dear one, the battery.
fn technologies(system: &System) -> Result<[Technology; 3]> {
    let kinds = &system.power.kinds;
    let (stores, mut plants): (Vec<_>, Vec<_>) = system.sets.technologies().partition(|g| kinds[*g].is_storage());
    let cost = |g: &Technology| running(system, *g, PLATE, ONLY);
    plants.sort_by(|a, b| cost(a).total_cmp(&cost(b)));
    match (plants.as_slice(), stores.as_slice()) {
        ([cheap, dear], [battery]) => Ok([*cheap, *dear, *battery]),
        _ => Err(outside(system, "there are not two plants and one battery")),
    }
}
