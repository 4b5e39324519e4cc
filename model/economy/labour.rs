//! Two economies: who earns in AI and in the rest, where the two touch, and what each fifth of households is left with.
//!
//! ```text
//! operation, construction  labour.operation x more facility load, labour.construction x more shells a year, thousand jobs
//! compensation             ai.compensation VA + operation labour.pay / 1000;   built = construction labour.pay / 1000
//! displaced                labour.displaced x revenue
//! share, s0                compensation / VA (0 if VA is not > 0), labour.rest_share
//! labour_share_change      -100 (s0 - share) VA / gdp(y)
//! transfer                 displaced + (s0 - share) VA - built
//! bill, labour, capital    of a fifth: -12 total; (compensation + built) wages - displaced x its share; capital.domestic rents x equity
//! ```
//!
//! Who pays for the power system, over the horizon: what it costs more with AI, and what AI pays for power and connections.
//! AI pays marginal prices and costs are convex, so that the cover is at least 1 but for rounding: a property of such prices,
//! no finding. The rest of what others pay more is a transfer to owners of plants that stand.
//!
//! The composition effect in `labour_share_change` is arithmetic once the value of compute is granted; displacement is
//! behaviour and hardly known.

use super::bills::{Regional, regions, total_of_country};
use super::draws::Values;
use super::flows::{Flows, Shared, TWH_PER_GW};
use super::growth::{gdp, investment, value_added};
use super::names::{Parameter, Quintile};
use super::tables::{QuintileItem, Touch, TwoItem};

/// What an amount of the table of two economies is: year, none over the horizon.
pub type Key = (Option<i32>, Of);

/// An item, or the contact in a material by its position.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Of {
    /// An item.
    Item(TwoItem),
    /// AI's part of a shared supply, or what it costs others.
    Touch(Touch),
    /// AI's part of a material.
    Material(usize),
    /// What others pay more for a material.
    MaterialCost(usize),
}

/// Work and pay of a year.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Work {
    /// Jobs that run data centres, thousand.
    pub operation: f64,
    /// Jobs that build them, thousand.
    pub construction: f64,
    /// Paid to labour in AI, billion USD.
    pub compensation: f64,
    /// Paid for building, billion USD.
    pub built: f64,
    /// Wages displaced, billion USD.
    pub displaced: f64,
    /// Value added of AI, billion USD.
    pub added: f64,
    /// Labour's part of it.
    pub share: f64,
}

impl Work {
    /// That of a model year.
    #[must_use]
    pub fn of(flows: &Flows, values: &Values<'_>, y: usize) -> Self {
        let all = |parameter| values.all(parameter, flows.years[y]);
        let added = value_added(flows, values, y);
        let operation = all(Parameter::LabourOperation) * (flows.with.facility[y] - flows.without.facility[y]);
        let construction = all(Parameter::LabourConstruction) * (flows.with.shells[y] - flows.without.shells[y]);
        let pay = all(Parameter::LabourPay) / 1000.0;
        let compensation = all(Parameter::AiCompensation) * added + operation * pay;
        Self {
            operation,
            construction,
            compensation,
            built: construction * pay,
            displaced: all(Parameter::LabourDisplaced) * flows.with.revenue[y],
            added,
            share: if added > 0.0 { compensation / added } else { 0.0 },
        }
    }
}

/// All amounts of the table of two economies: by model year, then over the horizon.
#[must_use]
pub fn two_economies(flows: &Flows, values: &Values<'_>) -> Vec<(Key, f64)> {
    let mut rows: Vec<(Key, f64)> = vec![];
    for (y, &year) in flows.years.iter().enumerate() {
        let mut say = |of: Of, value: f64| rows.push(((Some(year), of), value));
        for (item, value) in incomes(flows, values, y) {
            say(Of::Item(item), value);
        }
        for (touch, value) in touches(flows, values, y) {
            say(Of::Touch(touch), value);
        }
        for (at, shared) in flows.with.materials.iter().enumerate() {
            let rest = shared.all[y] - shared.used[y];
            say(Of::Material(at), part(shared, y));
            say(Of::MaterialCost(at), shared.price[y] * rest / 1000.0 / flows.span[y]);
        }
    }
    let [system, connections] = [0, 1].map(|of| (flows.without.system_cost[of] - flows.with.system_cost[of]) / 1000.0);
    let paid: f64 = flows.discount.iter().zip(&flows.with.power).map(|(weight, paid)| weight * paid).sum();
    let cover = if system > 0.0 { (paid + connections) / system } else { 0.0 };
    let horizon = [
        (TwoItem::SystemCostAdded, system),
        (TwoItem::SystemCostPaid, paid + connections),
        (TwoItem::SystemCostCover, cover),
    ];
    rows.extend(horizon.map(|(item, value)| ((None, Of::Item(item)), value)));
    rows
}

fn part(shared: &Shared, y: usize) -> f64 {
    if shared.all[y] > 0.0 { shared.used[y] / shared.all[y] } else { 0.0 }
}

fn incomes(flows: &Flows, values: &Values<'_>, y: usize) -> [(TwoItem, f64); 14] {
    let year = flows.years[y];
    let all = |parameter| values.all(parameter, year);
    let (work, size) = (Work::of(flows, values, y), gdp(values, f64::from(year)));
    let rest = all(Parameter::LabourRestShare);
    let shift = (rest - work.share) * work.added;
    let invested: f64 = investment(flows, values, y).iter().sum();
    let jobs = work.operation + work.construction;
    [
        (TwoItem::Revenue, flows.with.revenue[y]),
        (TwoItem::PowerBill, flows.with.power[y]),
        (TwoItem::Rents, flows.with.rent[y]),
        (TwoItem::ValueAddedAi, work.added),
        (TwoItem::ValueAddedRest, size - work.added),
        (TwoItem::LabourShareAi, work.share),
        (TwoItem::LabourShareRest, rest),
        (TwoItem::LabourShareChange, -100.0 * shift / size),
        (TwoItem::JobsOperation, work.operation),
        (TwoItem::JobsConstruction, work.construction),
        (TwoItem::JobsPerMusd, if invested > 0.0 { jobs / invested } else { 0.0 }),
        (TwoItem::DisplacedWages, work.displaced),
        (TwoItem::DisplacedJobs, 1000.0 * work.displaced / all(Parameter::LabourDisplacedPay)),
        (TwoItem::Transfer, work.displaced + shift - work.built),
    ]
}

fn touches(flows: &Flows, values: &Values<'_>, y: usize) -> [(Touch, f64); 4] {
    let year = flows.years[y];
    let sum = |of: &[Vec<f64>]| of.iter().map(|by_year| by_year[y]).sum::<f64>();
    let used = TWH_PER_GW * sum(&flows.with.load);
    let cost: f64 = regions(flows, values, y).iter().map(|r: &Regional| r.energy_cost + r.capacity_cost).sum();
    let construction = Work::of(flows, values, y).construction;
    let raised = flows.with.raised[y] - flows.without.raised[y];
    [
        (Touch::Electricity, if used > 0.0 { sum(&flows.with.drawn) / used } else { 0.0 }),
        (Touch::PowerCost, cost),
        (Touch::Capital, raised / values.all(Parameter::CapitalInvestment, year)),
        (Touch::Construction, construction / values.all(Parameter::LabourConstructionStock, year)),
    ]
}

/// All amounts of the table of fifths, by model year.
#[must_use]
pub fn quintiles(flows: &Flows, values: &Values<'_>) -> Vec<((Quintile, i32, QuintileItem), f64)> {
    let fifths = values.parameters().quintiles();
    let mut rows = vec![];
    for (y, &year) in flows.years.iter().enumerate() {
        let (regions, work) = (regions(flows, values, y), Work::of(flows, values, y));
        let households = 1000.0 * regions.iter().map(|region| region.households).sum::<f64>() / fifths.len() as f64;
        let each = |busd: f64| if households > 0.0 { busd * 1e9 / households } else { 0.0 };
        for &fifth in &fifths {
            let of = |parameter| values.of(parameter, fifth.name(), year);
            let bill = -12.0 * total_of_country(&regions, values, fifth, year);
            let earned = (work.compensation + work.built) * of(Parameter::QuintileWages);
            let labour = each(earned - work.displaced * of(Parameter::QuintileDisplaced));
            let owned = values.all(Parameter::CapitalDomestic, year) * flows.with.rent[y];
            let capital = each(owned * of(Parameter::QuintileEquity));
            let (net, income) = (bill + labour + capital, of(Parameter::QuintileIncome));
            let items = [
                (QuintileItem::Bill, bill),
                (QuintileItem::Labour, labour),
                (QuintileItem::Capital, capital),
                (QuintileItem::Net, net),
                (QuintileItem::NetShare, 100.0 * net / income),
                (QuintileItem::WithoutCapitalShare, 100.0 * (bill + labour) / income),
            ];
            rows.extend(items.map(|(item, value)| ((fifth, year, item), value)));
        }
    }
    rows
}
