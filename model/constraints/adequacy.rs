//! Firm capacity covers the peak and a margin in every season, or a price is paid for what is missing.
//!
//! ```text
//! power.adequacy     [r,y,h]    sum_{grid g} elcc[g,r,h] cap[g,r,y] + sum_{l, way to r} lend[l,+/-,y,h] - sum_{l, way from r} lend[l,+/-,y,h]
//!                               + sum_k short[r,y,h,k] + gap[r,y,h] >= (1 + margin[r,h] + above[r]) peak[r,y,h]
//! power.firm         [r,y]      firm[r,y] >= facility[r,y,peak] - flex[r,y] - sum_{onsite g} elcc[g,r] cap[g,r,y]
//! power.tolerance    [r,y,h,k]  short[r,y,h,k] <= share[r,k] peak[r,y,h]
//! power.own_capacity [r,y]      own_capacity firm[r,y] <= sum_{grid g} (min_h elcc[g,r,h]) sum_y' w(y',y,L_g) build[g,r,y']
//! {bound}            [r,y,h]    gap[r,y,h] <= max(0, (1 + margin[r,h] + above[r] - sum_k share[r,k]) load_share[r,h] peak_gw[r](y)
//!                                             - sum_{grid g} elcc[g,r,h] existing[g,r](y))
//! peak[r,y,h] = load_share[r,h] peak_gw[r](y) + firm[r,y]
//! ```
//!
//! All in GW. A season h has its `load_share`, `margin` and weight from `seasons.csv`; a region without rows there has one, the
//! year, with its `reserve_margin` of `regions.csv`. `elcc` of `elcc.csv`, that of the season or else that without one, or of
//! `technologies.csv`; `peak_gw` of `load.csv`, `existing` of `existing_capacity.csv`. A tier k of the demand for firm capacity
//! has its `share` and price from `capacity_curve.csv`: from `above` (of the scenario) beyond the target down to the least that is
//! accepted. A region without rows there has one tier, the scenario's tolerance at its price, and `above` is 0. A tier's price
//! is paid by the weight of the season; `gap` costs the scenario's penalty, far above the worth of AI load. `own_capacity` of the
//! scenario: the share of firm AI load that new plants of its region must cover.
//!
//! Shadow price of adequacy: the capacity price of the season, USD/kW-yr after discounting; a plant that is firm in all seasons
//! earns their sum.
//! Not modelled: loss-of-load probability, ELCC that falls as more is built, markets that span regions.
//! Sources: `pjm_elcc`, `elcc_generic`, `reserve_margins`, `tie_benefits`; the form is GenX's `cap_reserve_margin`.

use super::stocks::{capacity, facility, in_service};
use crate::program::{Expression, Formulation, Item, Key, Quantity, Rule};
use crate::sets::{Direction, Region, Season, Year};
use crate::system::economy::SeasonKind;
use crate::system::{Life, System};

/// A region, a model year, one of the region's seasons.
type Place = (Region, Year, (Season, SeasonKind));

/// Declares what a region's campuses need in firm capacity in a year, and what its base system lacks.
pub fn declare(program: &mut Formulation<'_>, r: Region, y: Year) {
    let (system, variables) = (program.system, &mut program.variables);
    variables.firm[(r, y)] = variables.free(Quantity::Firm, Key::regional(Item::None, r, y));
    for (h, season) in system.adequacy.seasons_of(r) {
        for (k, _) in system.adequacy.tiers_of(r).filter(|(_, tier)| tier.share > 0.0) {
            let key = Key::regional(Item::SeasonTier(h, k), r, y);
            variables.short[(r, y, h, k)] = variables.free(Quantity::Short, key);
        }
        let gap = gap_bound(system, (r, y, (h, season)));
        if gap > 0.0 {
            variables.gap[(r, y, h)] = variables.bounded(Quantity::Gap, Key::regional(Item::Season(h), r, y), gap);
        }
    }
}

/// How far the base system alone may fall below its minimum margin.
fn gap_bound(system: &System, (r, y, (h, season)): Place) -> f64 {
    let power = &system.power;
    let existing: f64 = system
        .sets
        .technologies()
        .filter(|&g| !power.kinds[g].is_onsite())
        .map(|g| power.seasonal_elcc[(g, r, h)] * power.existing[(g, r, y)].value())
        .sum();
    (system.adequacy.least(r, season) * system.base_peak(r, y, season).value() - existing).max(0.0)
}

/// Writes the rows of firm capacity.
pub fn add(program: &mut Formulation<'_>) {
    let system = program.system;
    for y in system.time.years() {
        for r in system.sets.regions() {
            for season in system.adequacy.seasons_of(r) {
                margin(program, (r, y, season));
            }
            firm(program, r, y);
            for season in system.adequacy.seasons_of(r) {
                tolerance(program, (r, y, season));
            }
            own_capacity(program, r, y);
        }
    }
}

/// Load to be covered: the base peak of the season and the firm part of data centres.
fn covered(program: &Formulation<'_>, (r, y, (_, season)): Place) -> Expression {
    let mut load = Expression::term(program.variables.firm[(r, y)], 1.0);
    load.constant = program.system.base_peak(r, y, season).value();
    load
}

fn margin(program: &mut Formulation<'_>, place: Place) {
    let (system, (r, y, (h, season))) = (program.system, place);
    let power = &system.power;
    let grid = system.sets.technologies().filter(|&g| !power.kinds[g].is_onsite());
    let mut supply: Expression = grid.map(|g| capacity(program, g, r, y) * power.seasonal_elcc[(g, r, h)]).sum();
    for (k, _) in system.adequacy.tiers_of(r) {
        supply.add(program.variables.short[(r, y, h, k)], 1.0);
    }
    supply.add(program.variables.gap[(r, y, h)], 1.0);
    for l in system.sets.links() {
        for way in Direction::BOTH {
            let lend = program.variables.lend[(l, way, y, h)];
            if system.grid.links[l].target(way) == r {
                supply.add(lend, 1.0);
            }
            if system.grid.links[l].source(way) == r {
                supply.add(lend, -1.0);
            }
        }
    }
    let target = covered(program, place) * system.adequacy.top(r, season);
    program.rows.at_least(Rule::PowerAdequacy, Key::regional(Item::Season(h), r, y), supply, target);
}

fn firm(program: &mut Formulation<'_>, r: Region, y: Year) {
    let Some(firm) = program.variables.firm[(r, y)] else { return };
    let power = &program.system.power;
    let mut need = facility(program, r, y, true);
    need.add(program.variables.flex[(r, y)], -1.0);
    let onsite = program.system.sets.technologies().filter(|&g| power.kinds[g].is_onsite());
    need -= onsite.map(|g| capacity(program, g, r, y) * power.elcc[(g, r)]).sum();
    program.rows.at_least(Rule::PowerFirm, Key::regional(Item::None, r, y), firm.into(), need);
}

fn tolerance(program: &mut Formulation<'_>, place: Place) {
    let (system, (r, y, (h, _))) = (program.system, place);
    for (k, tier) in system.adequacy.tiers_of(r) {
        let Some(short) = program.variables.short[(r, y, h, k)] else { continue };
        let width = covered(program, place) * tier.share;
        program.rows.at_most(Rule::PowerTolerance, Key::regional(Item::SeasonTier(h, k), r, y), short.into(), width);
    }
}

fn own_capacity(program: &mut Formulation<'_>, r: Region, y: Year) {
    let system = program.system;
    if system.own_capacity <= 0.0 {
        return;
    }
    let mut own = Expression::default();
    for g in system.sets.technologies().filter(|&g| !system.power.kinds[g].is_onsite()) {
        let life = Life::Years(system.power.kinds[g].lifetime);
        let new = in_service(program, y, life, |built| program.variables.build[(g, r, built)]);
        own += new * system.least_elcc(g, r);
    }
    let covered = Expression::term(program.variables.firm[(r, y)], system.own_capacity);
    program.rows.at_most(Rule::PowerOwnCapacity, Key::regional(Item::None, r, y), covered, own);
}
