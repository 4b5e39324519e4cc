//! `capacity`, `dispatch`, `grid`, `prices`: the power system.

use super::summary::twh;
use super::tables::{Asset, CapacityRow, DispatchRow, Flow, GridRow, PriceRow};
use super::view::{View, tidy};
use crate::program::rows::slice_name;
use crate::program::{Column, Item, Key, Rule};
use crate::sets::{Direction, Link, Region, Season, Technology, TimeSlice, Year};
use crate::system::Life;

/// Plants and storage by region, year and technology; rows of nothing are left out.
#[must_use]
pub fn capacity(view: &View<'_>) -> Vec<CapacityRow> {
    let mut rows = vec![];
    for r in view.system.sets.regions() {
        for y in view.system.time.shown() {
            for g in view.system.sets.technologies() {
                let row = capacity_row(view, g, r, y);
                if row.capacity_gw > 0.0 || row.built_gw > 0.0 {
                    rows.push(row);
                }
            }
        }
    }
    rows
}

fn capacity_row(view: &View<'_>, g: Technology, r: Region, y: Year) -> CapacityRow {
    let (system, variables) = (view.system, &view.program.variables);
    let kind = &system.power.kinds[g];
    let existing = system.power.existing[(g, r, y)].value();
    let standing = view.at_year_end(y, Life::Years(kind.lifetime), |b| variables.build[(g, r, b)]);
    let capacity = view.capacity(g, r, y);
    let output = |s: TimeSlice| {
        let power = view.output(g, r, y, s) + view.value(variables.discharge[(g, r, y, s)]);
        twh(power, system.time.slices[s].weight)
    };
    let committed = system.power.commitments.iter().filter(|c| (c.technology, c.region) == (g, r));
    CapacityRow {
        scenario: system.scenario.clone(),
        region: view.region(r),
        year: view.calendar(y),
        technology: system.sets.technologies[g].clone(),
        location: kind.location,
        kind: kind.kind,
        fuel: kind.fuel.map_or(String::new(), |f| system.sets.fuels[f].clone()),
        capacity_gw: tidy(capacity),
        capacity_year_end_gw: tidy(existing + standing),
        existing_gw: tidy(existing),
        built_gw: tidy(view.value(variables.build[(g, r, y)])),
        committed_gw: tidy(committed.map(|c| c.amount[y].value()).sum()),
        firm_gw: tidy(capacity * if kind.is_onsite() { system.power.elcc[(g, r)] } else { system.least_elcc(g, r) }),
        generation_twh: tidy(system.time.slices().map(output).sum()),
    }
}

/// Every flow of every region and time slice; flows of nothing are left out.
#[must_use]
pub fn dispatch(view: &View<'_>) -> Vec<DispatchRow> {
    let mut rows = vec![];
    for r in view.system.sets.regions() {
        for y in view.system.time.shown() {
            for s in view.system.time.slices() {
                dispatch_slice(view, r, y, s, &mut rows);
            }
        }
    }
    rows
}

fn dispatch_slice(view: &View<'_>, r: Region, y: Year, s: TimeSlice, rows: &mut Vec<DispatchRow>) {
    let (system, variables) = (view.system, &view.program.variables);
    let slice = &system.time.slices[s];
    let mut push = |flow: Flow, item: &str, power: f64| {
        let power = tidy(power);
        if power != 0.0 {
            rows.push(DispatchRow {
                scenario: system.scenario.clone(),
                region: view.region(r),
                year: view.calendar(y),
                slice: slice_name(s, system),
                hours_h: tidy(slice.weight.value()),
                flow,
                item: item.to_owned(),
                power_gw: power,
            });
        }
    };
    for g in system.sets.technologies() {
        let (at, name) = ((g, r, y, s), &system.sets.technologies[g]);
        push(Flow::Generation, name, view.output(g, r, y, s));
        push(Flow::Discharging, name, view.value(variables.discharge[at]));
        push(Flow::Charging, name, view.value(variables.charge[at]));
    }
    for l in system.sets.links() {
        let link = &system.grid.links[l];
        for way in Direction::BOTH {
            let flow = view.value(variables.flow[(l, way, y, s)]);
            if link.target(way) == r {
                push(Flow::Inflow, &system.sets.links[l], flow * (1.0 - link.loss));
            }
            if link.source(way) == r {
                push(Flow::Outflow, &system.sets.links[l], flow);
            }
        }
    }
    let at = (r, y, s);
    push(Flow::BaseLoad, "", system.power.load(r, y, s).value());
    push(Flow::Unserved, "", view.value(variables.unserved[at]));
    push(Flow::CampusDraw, "", view.value(variables.draw[at]));
    push(Flow::FacilityLoad, "", view.value(variables.facility[(r, y, slice.peak)]));
    push(Flow::Curtailment, "", view.value(variables.curtail[at]));
}

/// Connections, then links.
#[must_use]
pub fn grid(view: &View<'_>) -> Vec<GridRow> {
    let mut rows = vec![];
    for r in view.system.sets.regions() {
        rows.extend(view.system.time.shown().map(|y| connection_row(view, r, y)));
    }
    for l in view.system.sets.links() {
        rows.extend(view.system.time.shown().map(|y| link_row(view, l, y)));
    }
    rows
}

/// Energy and highest power of a flow over the slices of a year.
fn energy_and_peak(view: &View<'_>, column: impl Fn(TimeSlice) -> Option<Column>) -> (f64, f64) {
    view.system.time.slices().fold((0.0, 0.0), |(energy, peak), s| {
        let power = view.value(column(s));
        (energy + twh(power, view.system.time.slices[s].weight), f64::max(peak, power))
    })
}

fn connection_row(view: &View<'_>, r: Region, y: Year) -> GridRow {
    let (system, variables) = (view.system, &view.program.variables);
    let existing = system.grid.connections[r].existing.value();
    let capacity = variables.connected[(r, y)].map_or(existing, |c| view.value(Some(c)));
    let (energy, peak) = energy_and_peak(view, |s| variables.draw[(r, y, s)]);
    let used = peak * system.compute.contract_factor;
    GridRow {
        scenario: system.scenario.clone(),
        name: view.region(r),
        year: view.calendar(y),
        asset: Asset::Connection,
        capacity_gw: tidy(capacity),
        built_gw: tidy(view.value(variables.connect[(r, y)])),
        build_limit_gw: tidy(system.grid.connection_rate[(r, y)].value()),
        used_gw: tidy(used),
        headroom_gw: tidy(capacity - used),
        lent_forward_gw: 0.0,
        lent_backward_gw: 0.0,
        sent_forward_twh: tidy(energy),
        sent_backward_twh: 0.0,
    }
}

fn link_row(view: &View<'_>, l: Link, y: Year) -> GridRow {
    let (system, variables) = (view.system, &view.program.variables);
    let link = &system.grid.links[l];
    let capacity = variables.lines[(l, y)].map_or(link.capacity.value(), |c| view.value(Some(c)));
    let [forward, backward] = Direction::BOTH.map(|way| energy_and_peak(view, |s| variables.flow[(l, way, y, s)]));
    let lent = |way, h| view.value(variables.lend[(l, way, y, h)]);
    let most = |way| Season::all(system.sets.seasons.len()).map(|h| lent(way, h)).fold(0.0, f64::max);
    let [lent_forward, lent_backward] = Direction::BOTH.map(|way| tidy(most(way)));
    let used = f64::max(forward.1, backward.1);
    let open = system.time.calendar(y) >= link.first_year;
    GridRow {
        scenario: system.scenario.clone(),
        name: system.sets.links[l].clone(),
        year: view.calendar(y),
        asset: Asset::Link,
        capacity_gw: tidy(capacity),
        built_gw: tidy(view.value(variables.line[(l, y)])),
        build_limit_gw: if open { tidy(link.rate[y].value()) } else { 0.0 },
        used_gw: tidy(used),
        headroom_gw: tidy(capacity - used),
        lent_forward_gw: lent_forward,
        lent_backward_gw: lent_backward,
        sent_forward_twh: tidy(forward.0),
        sent_backward_twh: tidy(backward.0),
    }
}

/// Prices by region and year: first a row for the year, then one per time slice.
#[must_use]
pub fn prices(view: &View<'_>) -> Vec<PriceRow> {
    let mut rows = vec![];
    for r in view.system.sets.regions() {
        for y in view.system.time.shown() {
            let slices: Vec<PriceRow> = view.system.time.slices().map(|s| price_row(view, r, y, s)).collect();
            rows.push(year_of_prices(view, r, y, &slices));
            rows.extend(slices);
        }
    }
    rows
}

fn price_row(view: &View<'_>, r: Region, y: Year, s: TimeSlice) -> PriceRow {
    let weight = view.system.time.slices[s].weight.value();
    let load = view.system.power.load(r, y, s).value() + view.value(view.program.variables.draw[(r, y, s)]);
    // The balance reads supply = load + draw: a GW more of load costs what the price says.
    let cost = -view.price(Rule::PowerBalance, Key::hourly(Item::None, r, y, s));
    PriceRow {
        scenario: view.system.scenario.clone(),
        region: view.region(r),
        year: view.calendar(y),
        slice: slice_name(s, view.system),
        hours_h: tidy(weight),
        load_gw: tidy(load),
        energy_price_usd_per_mwh: tidy(usd_per_mwh(cost, weight)),
        capacity_price_usd_per_kw_yr: None,
        connection_price_usd_per_kw_yr: None,
        missing_capacity_gw: None,
    }
}

/// Million USD per GW over some hours as USD per MWh.
fn usd_per_mwh(musd_per_gw: f64, hours: f64) -> f64 {
    const KILOWATTS_PER_MEGAWATT: f64 = 1e3;
    musd_per_gw * KILOWATTS_PER_MEGAWATT / hours
}

fn year_of_prices(view: &View<'_>, r: Region, y: Year, slices: &[PriceRow]) -> PriceRow {
    let hours: f64 = slices.iter().map(|row| row.hours_h).sum();
    let energy: f64 = slices.iter().map(|row| row.hours_h * row.load_gw).sum();
    let worth: f64 = slices.iter().map(|row| row.hours_h * row.load_gw * row.energy_price_usd_per_mwh).sum();
    let connection: f64 =
        view.system.time.slices().map(|s| view.price(Rule::GridConnection, Key::hourly(Item::None, r, y, s))).sum();
    PriceRow {
        scenario: view.system.scenario.clone(),
        region: view.region(r),
        year: view.calendar(y),
        slice: PriceRow::YEAR.to_owned(),
        hours_h: tidy(hours),
        load_gw: tidy(if hours > 0.0 { energy / hours } else { 0.0 }),
        energy_price_usd_per_mwh: tidy(if energy > 0.0 { worth / energy } else { 0.0 }),
        capacity_price_usd_per_kw_yr: Some(tidy(seasons(view, r, y).map(|season| season.price).sum())),
        connection_price_usd_per_kw_yr: Some(tidy(connection)),
        missing_capacity_gw: Some(tidy(seasons(view, r, y).map(|season| season.missing).fold(0.0, f64::max))),
    }
}

/// Firm capacity of a season.
pub(super) struct SeasonOfFirmness {
    /// What a GW of it earns, USD/kW-yr.
    pub price: f64,
    /// Share of the prices of tiers that is paid in it.
    pub weight: f64,
    /// Below the target margin, GW: what is tolerated, and what the base system brings with it. What the curve would
    /// pay for beyond the target is not missing.
    pub missing: f64,
}

/// Firm capacity of a region and year by season. A plant that is firm in all of them earns the sum of their prices.
pub(super) fn seasons<'a>(view: &'a View<'_>, r: Region, y: Year) -> impl Iterator<Item = SeasonOfFirmness> + 'a {
    let (adequacy, variables) = (&view.system.adequacy, &view.program.variables);
    let firm = view.value(variables.firm[(r, y)]);
    adequacy.seasons_of(r).map(move |(h, season)| {
        let short: f64 = adequacy.tiers_of(r).map(|(k, _)| view.value(variables.short[(r, y, h, k)])).sum();
        let below_top = short + view.value(variables.gap[(r, y, h)]);
        let beyond_target = adequacy.beyond_target(r) * (view.system.base_peak(r, y, season).value() + firm);
        SeasonOfFirmness {
            price: -view.price(Rule::PowerAdequacy, Key::regional(Item::Season(h), r, y)),
            weight: season.weight,
            missing: below_top - beyond_target,
        }
    })
}
