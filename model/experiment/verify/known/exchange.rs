//! Two regions and a line: prices separate when it is full, and it is worth building when it costs less than its rent.
//!
//! Cheap power (`c_n` USD/MWh) in the region `from`, dear power (`c_s`) in `to`, both in plenty; a line of T GW
//! that loses a share l. No AI, no margin, one model year. Where the load of `to` is below (1 - l) T the line has room:
//!
//! ```text
//! flow = load / (1 - l),  price_to = c_n / (1 - l),  the line earns nothing
//! ```
//!
//! else it is full, dear plants fill the rest, and each GW of it earns the difference:
//!
//! ```text
//! flow = T,  price_to = c_s,  rent = sum over full slices of hours x ((1 - l) c_s - c_n) / 1000, million USD per GW
//! ```
//!
//! A GW that is built pays its yearly payment A and stands for half of the first year, so it is worth rent - A times
//! that half: it is built as fast as allowed if rent > A (here without changing where the line is full), else not at all.

use super::{Expectation, FIRST_SHARE, ONLY, THOUSAND, energy, energy_price, hours, outside, payment, running};
use crate::error::Result;
use crate::program::{Item, Key, Rule};
use crate::results::view::View;
use crate::sets::{Direction, Link, Region, TimeSlice};
use crate::system::System;
use crate::system::grid::LinkKind;

const LINE: Link = Link(0);

/// What the answer must be.
pub fn expect(system: &System) -> Result<Vec<Expectation>> {
    let line = system.grid.links.first().ok_or_else(|| outside(system, "there is no line"))?;
    let arrives = 1.0 - line.loss;
    let (cheap, dear) = (cost(system, line.from)?, cost(system, line.to)?);
    let payment = payment(system.finance.power, line.lifetime) * line.capex.value();
    let full = |lines: f64| {
        let slices = system.time.slices();
        slices.filter(|&s| system.power.load(line.to, ONLY, s).value() > arrives * lines).collect::<Vec<_>>()
    };
    let congested = full(line.capacity.value());
    let earned = |s: &TimeSlice| hours(system, *s) * (arrives * dear - cheap) / THOUSAND;
    let rent: f64 = congested.iter().map(earned).sum();
    let worth = rent - payment;
    let built = if worth > 0.0 { line.rate[ONLY].value() } else { 0.0 };
    let lines = line.capacity.value() + FIRST_SHARE * built;
    if full(lines) != congested {
        return Err(outside(system, "the expansion changes where the line is full"));
    }
    let flow: f64 = system
        .time
        .slices()
        .map(|s| hours(system, s) * (system.power.load(line.to, ONLY, s).value() / arrives).min(lines))
        .sum();
    let mut expectations = prices(system, line, &congested, (cheap, dear));
    let key = Key::national(Item::Link(LINE), ONLY);
    expectations.extend([
        Expectation::new(
            ("power sent", "GWh"),
            "all of the load where the line has room, the line where it is full",
            flow,
            |view| energy(view, |s| view.program.variables.flow[(LINE, Direction::Forward, ONLY, s)]),
        ),
        Expectation::new(
            ("congestion rent", "million USD"),
            "the difference of prices, less losses, on all that the full line sends",
            rent * lines,
            congestion,
        ),
        Expectation::new(
            ("line built", "GW"),
            if worth > 0.0 { "rent above the yearly payment: as much as allowed" } else { "rent below it: none" },
            built,
            |view| view.value(view.program.variables.line[(LINE, ONLY)]),
        ),
        Expectation::new(
            ("worth of one more GW of line", "USD/kW"),
            "rent less payment for half a year, and never below 0",
            FIRST_SHARE * worth.max(0.0),
            move |view| view.price(Rule::GridLineRate, key),
        ),
    ]);
    Ok(expectations)
}

/// Running cost of the only plants of a region.
fn cost(system: &System, r: Region) -> Result<f64> {
    let mut stand = system.sets.technologies().filter(|&g| system.power.existing[(g, r, ONLY)].value() > 0.0);
    match (stand.next(), stand.next()) {
        (Some(g), None) => Ok(running(system, g, r, ONLY)),
        _ => Err(outside(system, "a region has not exactly one plant")),
    }
}

fn prices(system: &System, line: &LinkKind, congested: &[TimeSlice], (cheap, dear): (f64, f64)) -> Vec<Expectation> {
    let (from, to, arrives) = (line.from, line.to, 1.0 - line.loss);
    let of = |s: TimeSlice| {
        let day = system.sets.days[system.time.slices[s].day].clone();
        let (states, price) = if congested.contains(&s) {
            ("the line is full: running cost of the dear plant", dear)
        } else {
            ("the line has room: running cost of the cheap plant, losses included", cheap / arrives)
        };
        [
            Expectation::new(
                (format!("energy price where power is cheap, {day}"), "USD/MWh"),
                "running cost of the cheap plant",
                cheap,
                move |view| energy_price(view, from, ONLY, s),
            ),
            Expectation::new(
                (format!("energy price where it is dear, {day}"), "USD/MWh"),
                states,
                price,
                move |view| energy_price(view, to, ONLY, s),
            ),
        ]
    };
    system.time.slices().flat_map(of).collect()
}

/// What the limits of the flow earn in the model's answer, million USD.
fn congestion(view: &View<'_>) -> f64 {
    let of = |s: TimeSlice| {
        let key = Key { slice: Some(s), ..Key::national(Item::Link(LINE), ONLY) };
        let flow = view.program.variables.flow[(LINE, Direction::Forward, ONLY, s)];
        view.price(Rule::GridTransfer, key) * view.value(flow)
    };
    view.system.time.slices().map(of).sum()
}
