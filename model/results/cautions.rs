//! `cautions`: what must be known before any other number of a run is used.
//!
//! An optimum is certified whatever it says: blackouts, missing margins, penalties that pass for prices, energy that is made to
//! be burned. None of it is an error; all of it is said first.

use super::energy::{SeasonOfFirmness, seasons};
use super::limits::{region, stated_limits, unit};
use super::summary::twh;
use super::tables::{Caution, CautionRow, OutlookRow, SummaryRow};
use super::view::{View, tidy};
use crate::program::Column;
use crate::program::rows::item_name;
use crate::sets::{Direction, Region, TimeSlice, Year};
use crate::system::System;
use crate::units::Unit;

/// Less than this is none, GW or TWh.
const NOTHING: f64 = 1e-6;

/// All cautions that the solution itself gives, in the order of their kinds.
#[must_use]
pub fn cautions(view: &View<'_>) -> Vec<CautionRow> {
    let mut rows = vec![];
    for r in view.system.sets.regions() {
        for y in view.system.time.shown() {
            let lost = energy(view, |s| view.value(view.program.variables.unserved[(r, y, s)]));
            rows.extend(amount(view, (Caution::Unserved, Some(r), y), ("", Unit::TerawattHours), lost));
            rows.extend(burned_in_storage(view, r, y));
            rows.extend(capacity(view, r, y));
        }
    }
    for y in view.system.time.shown() {
        rows.extend(burned_on_links(view, y));
        rows.extend(periods(view, y));
    }
    rows.sort_by(|a, b| (a.caution, &a.region, a.year).cmp(&(b.caution, &b.region, b.year)));
    rows
}

type About = (Caution, Option<Region>, Year);

fn amount(view: &View<'_>, (caution, r, y): About, (item, unit): (&str, Unit), amount: f64) -> Option<CautionRow> {
    (amount > NOTHING).then(|| CautionRow {
        scenario: view.system.scenario.clone(),
        caution,
        region: r.map_or(String::new(), |r| view.region(r)),
        year: view.calendar(y),
        item: item.to_owned(),
        unit: unit.symbol().to_owned(),
        amount: tidy(amount),
        low: None,
        high: None,
    })
}

/// Energy of a year, TWh, from the power of each slice.
fn energy(view: &View<'_>, power: impl Fn(TimeSlice) -> f64) -> f64 {
    view.system.time.slices().map(|s| twh(power(s), view.system.time.slices[s].weight)).sum()
}

/// Firm capacity that is missing in the season in which most is, and prices of it that are the scenario's own.
fn capacity(view: &View<'_>, r: Region, y: Year) -> Vec<CautionRow> {
    let of = |caution, unit, size| amount(view, (caution, Some(r), y), ("", unit), size);
    let missing = seasons(view, r, y).map(|season| season.missing).fold(0.0, f64::max);
    // Where a margin is missed, what the scenario charges for it stands behind the price; where a region states its demand
    // for capacity, that does, and only below its end the scenario's penalty.
    let adequacy = &view.system.adequacy;
    let dearest = adequacy.dearest(r).value();
    let is_penalty = |season: &SeasonOfFirmness| {
        let side = if adequacy.above[r].is_some() { 1.0 + NOTHING } else { 1.0 - NOTHING };
        season.missing > NOTHING && season.price >= season.weight * dearest * side
    };
    let price = seasons(view, r, y).any(|season| is_penalty(&season));
    let price = price.then(|| seasons(view, r, y).map(|season| season.price).sum());
    let missing = of(Caution::Missing, Unit::Gigawatts, missing);
    missing.into_iter().chain(price.and_then(|price| of(Caution::Penalty, Unit::UsdPerKilowattYear, price))).collect()
}

/// What is lost because storage runs both ways at once.
fn burned_in_storage(view: &View<'_>, r: Region, y: Year) -> Vec<CautionRow> {
    let (system, variables) = (view.system, &view.program.variables);
    let storage = system.sets.technologies().filter(|&g| system.power.kinds[g].is_storage());
    storage
        .filter_map(|g| {
            let lost = 1.0 - system.power.kinds[g].round_trip_efficiency;
            let both = |s| of_both(view, [variables.charge[(g, r, y, s)], variables.discharge[(g, r, y, s)]]);
            let burned = energy(view, |s| lost * both(s));
            let item = (system.sets.technologies[g].as_str(), Unit::TerawattHours);
            amount(view, (Caution::Burned, Some(r), y), item, burned)
        })
        .collect()
}

/// What is lost because links run both ways at once.
fn burned_on_links(view: &View<'_>, y: Year) -> Vec<CautionRow> {
    let (system, variables) = (view.system, &view.program.variables);
    let burned = |l| {
        let link = &system.grid.links[l];
        let both = |s| of_both(view, Direction::BOTH.map(|way| variables.flow[(l, way, y, s)]));
        let lost = energy(view, |s| 2.0 * link.loss * both(s));
        amount(view, (Caution::Burned, Some(link.from), y), (&system.sets.links[l], Unit::TerawattHours), lost)
    };
    system.sets.links().filter_map(burned).collect()
}

/// The smaller of two powers.
fn of_both(view: &View<'_>, columns: [Option<Column>; 2]) -> f64 {
    let [one, other] = columns.map(|column| view.value(column));
    one.min(other)
}

/// Periods that hold more than their model year.
fn periods(view: &View<'_>, y: Year) -> Option<CautionRow> {
    let years = view.period_years(y);
    let caution = if y == Year(0) { Caution::Early } else { Caution::Wide };
    amount(view, (caution, None, y), ("", Unit::Years), if years > 1.0 { years } else { 0.0 })
}

/// The limits that a scenario closes: 0 in it, more in its dataset as shipped.
#[must_use]
pub fn closed(view: &View<'_>, open: &System) -> Vec<CautionRow> {
    let open = stated_limits(open);
    let rows = view.program.shown_limits(view.system).filter(|(_, row)| row.limit <= 0.0);
    rows.filter_map(|(_, row)| {
        let was = open.get(&(row.rule, row.key))?;
        let name = [row.rule.name().to_owned(), item_name(row.key.item, view.system)];
        let about = (Caution::Closed, region(view, row), row.key.year);
        let caution = amount(view, about, (name.join(" ").trim_end(), Unit::Gigawatts), *was)?;
        Some(CautionRow { unit: unit(view.system, row), ..caution })
    })
    .collect()
}

/// Published figures for what the run finds, by year: the lowest and the highest of all publishers beside the run's own.
#[must_use]
pub fn outlooks(summary: &[SummaryRow], outlooks: &[OutlookRow]) -> Vec<CautionRow> {
    type Own = fn(&SummaryRow) -> Option<f64>;
    const QUANTITIES: [(&str, Unit, Own); 2] = [
        ("dc_energy_twh", Unit::TerawattHours, |row| row.datacentre_energy_twh),
        ("ai_facility_nameplate_gw", Unit::Gigawatts, SummaryRow::facility_nameplate_gw),
    ];
    let mut rows = vec![];
    for (quantity, unit, own) in QUANTITIES {
        for of_year in summary {
            let published =
                || outlooks.iter().filter(|row| row.year == of_year.year && row.quantity.ends_with(quantity));
            let low = published().filter_map(|row| row.low.or(row.central)).reduce(f64::min);
            let high = published().filter_map(|row| row.high.or(row.central)).reduce(f64::max);
            let (Some(amount), Some(low), Some(high)) = (own(of_year), low, high) else { continue };
            rows.push(CautionRow {
                scenario: of_year.scenario.clone(),
                caution: Caution::Outlook,
                region: String::new(),
                year: of_year.year,
                item: quantity.to_owned(),
                unit: unit.symbol().to_owned(),
                amount: tidy(amount),
                low: Some(low),
                high: Some(high),
            });
        }
    }
    rows
}
