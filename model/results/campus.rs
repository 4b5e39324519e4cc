//! `buildout` and `fleet`: shells and accelerators.

use super::tables::{BuildoutRow, FleetRow};
use super::view::{View, tidy};
use crate::constraints::chips::gigawatts_per_thousand;
use crate::sets::{Accelerator, Region, Year};
use crate::system::Life;
use crate::units::{ThousandUnits, compute};

/// Shells by region, year, site class and cooling; rows of nothing are left out.
#[must_use]
pub fn buildout(view: &View<'_>) -> Vec<BuildoutRow> {
    let sets = &view.system.sets;
    let mut rows = vec![];
    for r in sets.regions() {
        for y in view.system.time.shown() {
            for k in sets.site_classes() {
                for c in sets.cooling() {
                    let built = |b: Year| view.shell(r, k, c, b);
                    let to_date = tidy(Year::all(y.0 + 1).map(built).sum());
                    if to_date > 0.0 {
                        rows.push(BuildoutRow {
                            scenario: view.system.scenario.clone(),
                            region: view.region(r),
                            year: view.calendar(y),
                            site_class: sets.site_classes[k].clone(),
                            cooling: sets.cooling[c].clone(),
                            shell_gw: tidy(built(y)),
                            shell_to_date_gw: to_date,
                        });
                    }
                }
            }
        }
    }
    rows
}

/// Accelerators by region, year and generation; rows of nothing are left out.
#[must_use]
pub fn fleet(view: &View<'_>) -> Vec<FleetRow> {
    let mut rows = vec![];
    for r in view.system.sets.regions() {
        for y in view.system.time.shown() {
            for a in view.system.sets.accelerators() {
                let row = fleet_row(view, a, r, y);
                if row.in_service_thousand > 0.0 || row.bought_thousand > 0.0 {
                    rows.push(row);
                }
            }
        }
    }
    rows
}

/// Accelerators in service, average of the year, thousand.
#[must_use]
pub fn in_service(view: &View<'_>, a: Accelerator, r: Region, y: Year) -> f64 {
    let kind = &view.system.chips.kinds[a];
    let life = Life::Years(kind.lifetime);
    let existing = view.system.chips.existing[(a, r)].value();
    let age = view.calendar(y) - kind.first_year;
    existing * life.service(age) + view.in_service(y, life, |b| view.program.variables.buy[(a, r, b)])
}

fn fleet_row(view: &View<'_>, a: Accelerator, r: Region, y: Year) -> FleetRow {
    let kind = &view.system.chips.kinds[a];
    let variables = &view.program.variables;
    let in_service = in_service(view, a, r, y);
    let powered = view.value(variables.powered[(a, r, y)]);
    FleetRow {
        scenario: view.system.scenario.clone(),
        region: view.region(r),
        year: view.calendar(y),
        accelerator: view.system.sets.accelerators[a].clone(),
        bought_thousand: tidy(view.value(variables.buy[(a, r, y)])),
        in_service_thousand: tidy(in_service),
        powered_thousand: tidy(powered),
        idle_thousand: tidy((in_service - powered).max(0.0)),
        rated_gw: tidy(powered * gigawatts_per_thousand(kind.power)),
        compute_mh100e: tidy(compute(ThousandUnits(powered), kind.h100e).value()),
    }
}
