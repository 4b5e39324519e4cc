//! `powered_gigawatt`: what a gigawatt of rated IT load that is powered costs, and to whom that goes.
//!
//! What is powered earns what it costs: its columns are basic, and so of reduced cost 0. With p the price of a row
//! (gain of the objective per unit of its right-hand side, over D(y)), `h_a` MH100e and `kw_a` GW per thousand
//! accelerators, and `u` the average draw:
//!
//! ```text
//! on[a,r,y]       h_a p(demand.compute) = p(chips.fleet[a]) - kw_a p(chips.rated) - kw_a p(chips.air_cooled), the last if a is not liquid_only
//! rated[r,c,y]    -p(chips.rated) = p(siting.hosting[c]) + wue_c u 8.76 p(cooling.water) + p(chips.air_cooled), the last if c is not liquid
//!                                 - u pue_c p(cooling.facility[ordinary]) - u pue_peak_c p(cooling.facility[peak])
//! facility[r,y,d] -p(cooling.facility[d]) = sum over slices s of d of ( -p(power.campus[s]) - depth p(power.flex_depth[s])
//!                                 - energy_share w_s p(power.flex_energy) ), and for the peak - p(power.firm) - depth p(power.flex_peak)
//! draw[r,y,s]     -p(power.campus[s]) = -p(power.balance[s]) + contract_factor p(grid.connection[s]), where anything is drawn
//! connected[r,y]  p(grid.connected) = sum_s p(grid.connection[s])
//! ```
//!
//! The table is about the average gigawatt of a region and year: accelerators in the proportion in which
//! they are powered, cooling systems in that in which they host. Over it the terms of `chips.air_cooled` cancel: where the
//! row has a price, halls cooled by air hold exactly the accelerators that air can cool. So what
//! compute earns is the sum of
//!
//! - accelerators in service, halls in service and connections in service, each at the price of its stock, which
//!   [`composition`](super::composition) splits into cost, rent, capital and materials;
//! - water: `cooling`, `rent`;
//! - power, `energy`: what a campus pays per slice beside its connection, less what it gets back for what can be curtailed.
//!   Where nothing is drawn, the price of the campus is that of its own plants, and all of it is energy;
//! - power, `firm capacity`: at the peak, less what it gets back for load contracted off.
//!
//! Prices of energy and firm capacity hold fuel, plants, scarcity and other families' prices (materials, lines), not told
//! apart here. The rent of siting can be negative where `siting.latency` pays for shells near users.
//!
//! The parts add up whatever the vertex. Where an optimum is degenerate its prices, and with them the split, are not unique.
//!
//! The prices of stocks can jump from year to year: halls that stand idle in one year are free in it, and the years in
//! which they are full pay for all of their life. What they take in one year more, accelerators take less. Over the years in
//! which an investment serves the sum is fixed by what it costs; a single year says when it is scarce, not what it costs.

use super::composition::{Investments, Part, Service, Split};
use super::tables::PoweredGigawattRow;
use super::view::{View, tidy};
use crate::constraints::chips::gigawatts_per_thousand;
use crate::program::{Family, Item, Key, Rule};
use crate::sets::{Accelerator, Cooling, Region, SiteLife, Year};
use crate::system::Life;
use crate::units::{HOURS_PER_YEAR, ThousandUnits, compute as compute_of};

/// Least rated load of a region that has a price, GW: a kilowatt.
const LEAST: f64 = 1e-6;

/// Flows that are no more than the solver's noise, GW.
const NOTHING: f64 = 1e-9;

/// What the average gigawatt of a region and year pays, USD/kW-yr in money of the year.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Gigawatt {
    /// For its accelerators.
    pub accelerators: Split,
    /// For everything that they stand on.
    pub load: Split,
}

/// Parts by region and year; regions without load, and parts of nothing, are left out.
#[must_use]
pub fn powered_gigawatt(view: &View<'_>) -> Vec<PoweredGigawattRow> {
    let investments = Investments::new(view);
    let mut rows = vec![];
    for r in view.system.sets.regions() {
        for y in view.system.time.shown() {
            let Some(Gigawatt { accelerators, load }) = gigawatt(view, &investments, r, y) else { continue };
            let mut all = accelerators;
            all.add_all(&load, 1.0);
            let parts = all.parts().map(|(family, part, price)| PoweredGigawattRow {
                scenario: view.system.scenario.clone(),
                region: view.region(r),
                year: view.calendar(y),
                family,
                part,
                price_usd_per_kw_yr: tidy(price),
            });
            rows.extend(parts.filter(|row| row.price_usd_per_kw_yr != 0.0));
        }
    }
    rows
}

/// The average gigawatt of a region and year; none where there is no load to speak of.
#[must_use]
pub fn gigawatt(view: &View<'_>, investments: &Investments<'_>, r: Region, y: Year) -> Option<Gigawatt> {
    let rated = &view.program.variables.rated;
    let load: f64 = view.system.sets.cooling().map(|c| view.value(rated[(r, c, y)])).sum();
    if load < LEAST {
        return None;
    }
    let mut gigawatt = Gigawatt::default();
    for a in view.system.sets.accelerators() {
        let thousand = view.value(view.program.variables.powered[(a, r, y)]) / load;
        let price = view.price(Rule::ChipsFleet, Key::regional(Item::Accelerator(a), r, y));
        gigawatt.accelerators.add_all(&investments.shares(&fleet(view, a, r, y)), thousand * price);
    }
    for c in view.system.sets.cooling() {
        let hosted = view.value(rated[(r, c, y)]) / load;
        let price = view.price(Rule::SitingHosting, Key::regional(Item::Cooling(c), r, y));
        gigawatt.load.add_all(&investments.shares(&halls(view, c, r, y)), hosted * price);
        let water = (view.system.cooling.wue[(c, r)] * HOURS_PER_YEAR).value();
        let price = view.price(Rule::CoolingWater, Key::regional(Item::None, r, y));
        let used = hosted * view.system.compute.power_utilisation * water;
        gigawatt.load.add(Family::Cooling, Part::Rent, used * price);
    }
    let connection = power(view, r, y, load, &mut gigawatt.load);
    gigawatt.load.add_all(&investments.shares(&connections(view, r, y)), connection);
    Some(gigawatt)
}

/// Accelerators in service.
fn fleet(view: &View<'_>, a: Accelerator, r: Region, y: Year) -> Service {
    let kind = &view.system.chips.kinds[a];
    let life = Life::Years(kind.lifetime);
    let age = view.calendar(y) - kind.first_year;
    let existing = view.system.chips.existing[(a, r)].value() * life.service(age);
    Service::existing(Family::Chips, existing).and(view, y, life, |built| view.program.variables.buy[(a, r, built)])
}

/// Halls in service under a cooling system.
fn halls(view: &View<'_>, c: Cooling, r: Region, y: Year) -> Service {
    let existing = Service::existing(Family::Siting, view.system.sites.existing[(c, r)].value());
    let hall = &view.program.variables.hall;
    SiteLife::all(hall.dim().1)
        .fold(existing, |service, n| service.and(view, y, Life::Endless, |built| hall[(r, n, c, built)]))
}

/// Connections in service.
fn connections(view: &View<'_>, r: Region, y: Year) -> Service {
    let existing = view.system.grid.connections[r].existing.value();
    Service::existing(Family::Grid, existing)
        .and(view, y, Life::Endless, |built| view.program.variables.connect[(r, built)])
}

/// Adds energy and firm capacity; gives what goes to the connection.
fn power(view: &View<'_>, r: Region, y: Year, load: f64, paid: &mut Split) -> f64 {
    let (system, variables) = (view.system, &view.program.variables);
    let depth = system.flexibility.depth[y];
    let gross = |peak: bool| view.value(variables.facility[(r, y, peak)]) / load;
    let regional = |rule| view.price(rule, Key::regional(Item::None, r, y));
    let curtailable = system.flexibility.energy_share * regional(Rule::FlexEnergy);
    let mut to_connection = 0.0;
    for s in system.time.slices() {
        let slice = &system.time.slices[s];
        let hourly = |rule| view.price(rule, Key::hourly(Item::None, r, y, s));
        let drawn = view.value(variables.draw[(r, y, s)]) > NOTHING;
        let connection = if drawn { system.compute.contract_factor * hourly(Rule::GridConnection) } else { 0.0 };
        let given_back = depth * hourly(Rule::FlexDepth) + slice.weight.value() * curtailable;
        let energy = -hourly(Rule::PowerCampus) - connection - given_back;
        paid.add(Family::Power, Part::Energy, gross(slice.peak) * energy);
        to_connection += gross(slice.peak) * connection;
    }
    let firm = -regional(Rule::PowerFirm) - depth * regional(Rule::FlexPeak);
    paid.add(Family::Power, Part::FirmCapacity, gross(true) * firm);
    to_connection
}

/// What the compute of the average gigawatt earns, USD/kW-yr: what all its parts add up to.
#[must_use]
pub fn earned(view: &View<'_>, r: Region, y: Year) -> f64 {
    let price = view.price(Rule::DemandCompute, Key::national(Item::None, y));
    let (mut compute, mut load) = (0.0, 0.0);
    for a in view.system.sets.accelerators() {
        let kind = &view.system.chips.kinds[a];
        let powered = view.value(view.program.variables.powered[(a, r, y)]);
        compute += compute_of(ThousandUnits(powered), kind.h100e).value();
        load += powered * gigawatts_per_thousand(kind.power);
    }
    if load > 0.0 { price * compute / load } else { 0.0 }
}
