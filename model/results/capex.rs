//! Capital: what is spent in a period, and what recovers what was spent before.
//!
//! Cash of a model year is the mean over its period, and swings with the width of periods: what is built early for a wide
//! period ahead is spent in the one before. Capital recovery does not: annuities, each over the share of the year in which what
//! was bought serves, as the objective charges them.

use super::view::{View, tidy};
use crate::program::Column;
use crate::sets::{SiteLife, Year};
use crate::system::Life;
use crate::system::time::annuity;
use crate::units::{MillionUsd, billions};

/// Kinds of capital, in the order of [`Capex`].
const KINDS: usize = 6;

/// Something bought in a period.
struct Purchase {
    kind: usize,
    /// Million USD.
    cost: f64,
    /// Rate and life of the annuity that recovers it, net of credits.
    recovered: f64,
    rate: f64,
    life: i32,
}

/// Capital spent in a period, billion USD per year.
pub struct Capex {
    /// Accelerators.
    pub accelerators: f64,
    /// Shells with their cooling.
    pub shells: f64,
    /// Connections.
    pub connections: f64,
    /// Power on campuses.
    pub onsite_power: f64,
    /// Plants and storage on the grid.
    pub grid_power: f64,
    /// Lines between regions.
    pub lines: f64,
}

impl Capex {
    /// Of a period.
    #[must_use]
    pub fn of(view: &View<'_>, y: Year) -> Self {
        let mut sums = [0.0; KINDS];
        for bought in purchases(view, y) {
            sums[bought.kind] += bought.cost;
        }
        let years = view.period_years(y);
        let [accelerators, shells, connections, onsite_power, grid_power, lines] =
            sums.map(|sum| tidy(billions(MillionUsd(sum)) / years));
        Self { accelerators, shells, connections, onsite_power, grid_power, lines }
    }
}

/// What recovers the capital of AI that serves in a year (accelerators, shells and cooling, connections, onsite power), billion
/// USD.
#[must_use]
pub fn recovery_of_ai(view: &View<'_>, y: Year) -> f64 {
    const OF_AI: usize = 4;
    let time = &view.system.time;
    let charge = |built: Year| {
        let of_ai = purchases(view, built).into_iter().filter(|bought| bought.kind < OF_AI);
        of_ai
            .map(|bought| {
                let serves = time.in_service(built, y, Life::Years(bought.life));
                serves * annuity(bought.rate, bought.life) * bought.recovered
            })
            .sum::<f64>()
    };
    tidy(billions(MillionUsd(Year::all(y.0 + 1).map(charge).sum())))
}

fn purchases(view: &View<'_>, y: Year) -> Vec<Purchase> {
    let (system, variables, finance) = (view.system, &view.program.variables, &view.system.finance);
    let mut all = vec![];
    let mut buy = |kind: usize, column: Option<Column>, (cost, credit): (f64, f64), (rate, life): (f64, i32)| {
        let cost = view.value(column) * cost;
        if cost > 0.0 {
            all.push(Purchase { kind, cost, recovered: cost * (1.0 - credit), rate, life });
        }
    };
    for r in system.sets.regions() {
        for a in system.sets.accelerators() {
            let terms = (finance.accelerators, system.chips.kinds[a].lifetime);
            buy(0, variables.buy[(a, r, y)], (system.chips.price[(a, y)].value(), 0.0), terms);
        }
        for k in system.sets.site_classes() {
            let class = &system.sites.classes[k];
            buy(1, variables.shell[(r, k, y)], (class.capex.value(), 0.0), (finance.datacenters, class.lifetime));
        }
        for c in system.sets.cooling() {
            for (n, life) in system.sites.lives().into_iter().enumerate() {
                let capex = system.cooling.kinds[c].capex.value();
                buy(1, variables.hall[(r, SiteLife(n), c, y)], (capex, 0.0), (finance.datacenters, life));
            }
        }
        let connection = &system.grid.connections[r];
        let terms = (finance.power, connection.lifetime);
        buy(2, variables.connect[(r, y)], (connection.capex.value(), 0.0), terms);
        for g in system.sets.technologies() {
            let kind = if system.power.kinds[g].is_onsite() { 3 } else { 4 };
            let terms = (finance.power, system.power.kinds[g].lifetime);
            let cost = (system.power.capex[(g, y)].value(), system.power.investment_credit[(g, y)]);
            buy(kind, variables.build[(g, r, y)], cost, terms);
        }
    }
    for l in system.sets.links() {
        let link = &system.grid.links[l];
        buy(5, variables.line[(l, y)], (link.capex.value(), 0.0), (finance.power, link.lifetime));
    }
    all
}
