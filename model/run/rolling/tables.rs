//! What rolling foresight adds to the tables of a run: orders, what waits for what, the price of foresight, the proof of steps.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Investment, Order, Rolled, Solve};
use crate::constraints::chips::gigawatts_per_thousand;
use crate::named::words;
use crate::program::rows::item_name;
use crate::program::{Family, Item, Quantity, Rule};
use crate::results::Results;
use crate::results::catalogue::tables;
use crate::results::load::{powered_compute, rated};
use crate::results::tables::{Asset, ShadowPriceRow, row};
use crate::results::view::{View, tidy};
use crate::scenario::foresight::Who;
use crate::sets::{SiteLife, Year};
use crate::solve::Known;
use crate::system::{Life, System};
use crate::units::Unit;

/// Less than this is none, GW or thousand accelerators.
const NOTHING: f64 = 1e-6;

words! {
    /// What is ordered.
    Kind {
        /// Accelerators.
        Buy, "buy";
        /// Shells.
        Shell, "shell";
        /// Connections.
        Connect, "connect";
        /// Lines between regions.
        Line, "line";
        /// Plants and storage.
        Build, "build";
    }
}

words! {
    /// What perfect foresight brings more of.
    Worth {
        /// Value less cost.
        Objective, "objective";
        /// AI load.
        Load, "ai_rated_gw";
        /// Compute.
        Compute, "compute_mh100e";
    }
}

row! {
    /// What was ordered in each step for later years, and what came of it; a row for every order that stands in a step. Under rolling foresight alone.
    OrderRow [scenario, step, kind, item, region, year] {
        /// Scenario.
        scenario: String,
        /// Year in which it is ordered, or ordered still.
        step: i32,
        /// What is ordered: `buy` (accelerators), `shell`, `connect` (connections), `line`, `build` (plants and storage).
        kind: Kind,
        /// Accelerator, site class, link or technology; empty for connections.
        item: String,
        /// Region; empty for lines.
        region: String,
        /// Model year that it is for.
        year: i32,
        /// Unit of the amounts.
        unit: String,
        /// Ordered.
        ordered: f64,
        /// Came into service in that year.
        realised: f64,
        /// Ordered and given up.
        cancelled: f64,
    }
}

row! {
    /// What stands idle and what it waits for, by year. Under rolling foresight alone.
    WaitingRow [scenario, year] {
        /// Scenario.
        scenario: String,
        /// Model year.
        year: i32,
        /// Accelerators in service and not powered, average of the year, rated IT load.
        accelerators_idle_gw: f64,
        /// Accelerators on offer in the period and not bought, rated IT load.
        accelerators_unsold_gw: f64,
        /// Halls in service without accelerators that run, average of the year, rated IT load.
        shells_idle_gw: f64,
        /// Connections in service beyond the highest load contracted.
        connections_idle_gw: f64,
        /// Firm capacity beyond what has a worth, in the season in which least is.
        firm_idle_gw: f64,
        /// The limit counted in GW with the highest price in the year's own step; empty if none has one.
        waits_for: String,
        /// Its price: what one more unit of it would have been worth, beyond its own cost.
        price_usd_per_kw: Option<f64>,
    }
}

row! {
    /// The price of foresight: what the perfect plan of the same tables brings more than the rolling one. Under rolling foresight alone.
    ForesightRow [scenario, quantity, year] {
        /// Scenario.
        scenario: String,
        /// `objective`, `ai_rated_gw` (AI load, average of the year) or `compute_mh100e`.
        quantity: Worth,
        /// Model year; empty for the objective, which is of all years.
        year: Option<i32>,
        /// Unit of the amounts.
        unit: String,
        /// With perfect foresight.
        perfect: f64,
        /// As it came.
        realised: f64,
        /// Lost for want of foresight.
        lost: f64,
    }
}

row! {
    /// The proof of every step. Under rolling foresight alone.
    StepRow [scenario, step, view] {
        /// Scenario.
        scenario: String,
        /// Year of the step.
        step: i32,
        /// Whose tables it sees: `planners` (orders; all where nobody sees others), `buyers` (what is realised).
        view: Who,
        /// First model year that it decides.
        first_year: i32,
        /// Last model year that it sees.
        last_year: i32,
        /// Algorithm.
        algorithm: String,
        /// Iterations of it.
        iterations: usize,
        /// Difference of value and bound over the objective.
        relative_gap: f64,
        /// Largest relative violation of a row or bound.
        primal_residual: f64,
        /// Largest relative violation of a price's sign.
        dual_residual: f64,
        /// Sum of price times slack over the objective.
        complementarity: f64,
    }
}

tables! {
    /// What rolling foresight adds.
    #[derive(Debug, Clone, PartialEq)]
    Foreseen {
        /// Orders by step.
        orders: OrderRow,
        /// What waits for what.
        waiting: WaitingRow,
        /// What perfect foresight would bring.
        foresight: ForesightRow,
        /// The proof of steps.
        steps: StepRow,
    }
}

impl Kind {
    /// What an investment of a program is; none of what is no order of its own.
    #[must_use]
    pub const fn of(quantity: Quantity) -> Option<Self> {
        match quantity {
            Quantity::Buy => Some(Self::Buy),
            Quantity::Shell => Some(Self::Shell),
            Quantity::Connect => Some(Self::Connect),
            Quantity::Line => Some(Self::Line),
            Quantity::Build => Some(Self::Build),
            _ => None,
        }
    }
}

impl Foreseen {
    /// The tables of a sequence, beside those of its evaluation and the perfect plan.
    #[must_use]
    pub fn new(system: &System, rolled: &Rolled, results: &Results, perfect: Known<'_>) -> Self {
        let view = View::new(system, &rolled.program, &rolled.priced);
        Self {
            orders: orders(&view, &rolled.orders),
            waiting: system.time.shown().map(|y| waiting(&view, results, y)).collect(),
            foresight: foresight(system, Known { program: &rolled.program, solution: &rolled.solution }, perfect),
            steps: rolled.solves.iter().map(|solve| step(system, solve)).collect(),
        }
    }
}

fn orders(view: &View<'_>, orders: &[Order]) -> Vec<OrderRow> {
    let info = view.program.variables.info.iter().zip(&view.solution.values);
    let realised: BTreeMap<Investment, f64> = info.map(|(info, value)| ((info.quantity, info.key), *value)).collect();
    let shown =
        orders.iter().filter(|order| order.amount > NOTHING && order.of.1.year.0 < view.system.time.before_tail);
    let row = |order: &Order| {
        let (quantity, key) = order.of;
        let realised = realised.get(&order.of).copied().unwrap_or(0.0);
        Some(OrderRow {
            scenario: view.system.scenario.clone(),
            step: order.step,
            kind: Kind::of(quantity)?,
            item: item_name(key.item, view.system),
            region: key.region.map_or(String::new(), |r| view.region(r)),
            year: view.calendar(key.year),
            unit: quantity.unit().to_owned(),
            ordered: tidy(order.amount),
            realised: tidy(realised),
            cancelled: if order.amount - realised > NOTHING { tidy(order.amount - realised) } else { 0.0 },
        })
    };
    let mut rows: Vec<OrderRow> = shown.filter_map(row).collect();
    let key = |row: &OrderRow| (row.step, row.kind, row.item.clone(), row.region.clone(), row.year);
    rows.sort_by_key(key);
    rows
}

fn waiting(view: &View<'_>, results: &Results, y: Year) -> WaitingRow {
    let (system, year) = (view.system, view.calendar(y));
    let of_unit = |code: &str| {
        let kinds = system.sets.accelerators.iter().zip(&system.chips.kinds);
        kinds.filter(|(known, _)| *known == code).map(|(_, kind)| gigawatts_per_thousand(kind.power)).sum::<f64>()
    };
    let fleet = results.fleet.iter().filter(|row| row.year == year);
    let idle: f64 = fleet.map(|row| row.idle_thousand * of_unit(&row.accelerator)).sum();
    let chips = |family: Family, item: &str| family == Family::Chips && item.is_empty();
    let left = results.left_over.iter().filter(|row| row.year == year && chips(row.family, &row.item));
    let grid = results.grid.iter().filter(|row| row.year == year && row.asset == Asset::Connection);
    let dearest = dearest(results, year);
    WaitingRow {
        scenario: system.scenario.clone(),
        year,
        accelerators_idle_gw: tidy(idle),
        accelerators_unsold_gw: tidy(left.map(|row| (row.offered - row.used).max(0.0)).sum()),
        shells_idle_gw: tidy(halls_idle(view, y)),
        connections_idle_gw: tidy(grid.map(|row| row.headroom_gw.max(0.0)).sum()),
        firm_idle_gw: tidy(firm_idle(view, y)),
        waits_for: dearest.map_or(String::new(), in_words),
        price_usd_per_kw: dearest.map(|row| row.price),
    }
}

/// The limit counted in GW whose price is highest.
fn dearest(results: &Results, year: i32) -> Option<&ShadowPriceRow> {
    // What can be had of nowhere is not waited for; what was not ordered is.
    let can_be = |row: &ShadowPriceRow| row.limit > 0.0 || Rule::ORDERS.contains(&row.rule);
    let priced = |row: &&ShadowPriceRow| row.year == year && row.price > 0.0 && can_be(row);
    let in_gigawatts = results.shadow_prices.iter().filter(|row| row.unit == Unit::Gigawatts.symbol());
    in_gigawatts.filter(priced).max_by(|a, b| a.price.total_cmp(&b.price))
}

fn in_words(row: &ShadowPriceRow) -> String {
    let parts = [row.rule.title(), row.item.clone(), row.region.clone()];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}

/// Halls in service less the load that they host.
fn halls_idle(view: &View<'_>, y: Year) -> f64 {
    let (system, variables) = (view.system, &view.program.variables);
    let mut idle = 0.0;
    for r in system.sets.regions() {
        for c in system.sets.cooling() {
            let built = |n: SiteLife| view.in_service(y, Life::Endless, |b| variables.hall[(r, n, c, b)]);
            let halls: f64 = SiteLife::all(variables.hall.dim().1).map(built).sum();
            let stock = system.sites.existing[(c, r)].value() + halls;
            idle += (stock - view.value(variables.rated[(r, c, y)])).max(0.0);
        }
    }
    idle
}

/// Firm capacity of all regions beyond the top of their demand for it, each in the season in which least is.
fn firm_idle(view: &View<'_>, y: Year) -> f64 {
    let mut least: BTreeMap<_, f64> = BTreeMap::new();
    let rows = view.program.rows.rows.iter().enumerate();
    for (index, row) in rows.filter(|(_, row)| row.rule == Rule::PowerAdequacy && row.key.year == y) {
        if let (Some(r), Item::Season(_)) = (row.key.region, row.key.item) {
            let beyond = (view.activity(index) - row.limit).max(0.0);
            let known = least.entry(r).or_insert(f64::INFINITY);
            *known = known.min(beyond);
        }
    }
    least.values().sum()
}

fn foresight(system: &System, realised: Known<'_>, perfect: Known<'_>) -> Vec<ForesightRow> {
    let row = |quantity: Worth, year: Option<Year>, unit: Unit, of: &dyn Fn(Known<'_>) -> f64| {
        let (perfect, realised) = (of(perfect), of(realised));
        ForesightRow {
            scenario: system.scenario.clone(),
            quantity,
            year: year.map(|y| system.time.calendar(y)),
            unit: unit.symbol().to_owned(),
            perfect: tidy(perfect),
            realised: tidy(realised),
            lost: tidy(perfect - realised),
        }
    };
    let load = |y: Year| {
        move |known: Known<'_>| {
            let regions = system.sets.regions();
            regions.map(|r| rated(system, known.program, known.solution, r, y)).sum::<f64>()
        }
    };
    let compute = |y: Year| move |known: Known<'_>| powered_compute(system, known.program, known.solution, y);
    let objective = |known: Known<'_>| known.solution.residuals.objective;
    let mut rows = vec![row(Worth::Objective, None, Unit::MillionUsd, &objective)];
    rows.extend(system.time.shown().map(|y| row(Worth::Load, Some(y), Unit::Gigawatts, &load(y))));
    rows.extend(system.time.shown().map(|y| row(Worth::Compute, Some(y), Unit::MillionH100e, &compute(y))));
    rows
}

fn step(system: &System, solve: &Solve) -> StepRow {
    let residuals = &solve.residuals;
    StepRow {
        scenario: system.scenario.clone(),
        step: solve.step,
        view: solve.view,
        first_year: solve.years.0,
        last_year: solve.years.1,
        algorithm: solve.algorithm.to_owned(),
        iterations: usize::try_from(solve.iterations).unwrap_or_default(),
        relative_gap: residuals.gap,
        primal_residual: residuals.primal,
        dual_residual: residuals.dual,
        complementarity: residuals.complementarity,
    }
}
