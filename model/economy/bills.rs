//! Household bills: what AI changes of what households pay for power.
//!
//! W and O mark the runs with and without AI. E, C: prices of energy and firm capacity, no more than their caps; B energy of
//! everyone else, D drawn by AI, K contracted by AI, both of W. mwh is use of a household a month.
//!
//! ```text
//! energy        market.energy (E[W] - E[O]) mwh
//! capacity      market.capacity (C[W] - C[O]) / (8.76 household.load_factor) (1 - tariff.capacity) mwh
//! network       ((network.rate B + (1 - tariff.network) network.reinforcement network.charge_rate K) / (B + network.large_load_ratio D) - network.rate) mwh
//! bill_without  (rate + market.energy (E[O] - E[W,y0]) + market.capacity (C[O] - C[W,y0]) / (8.76 household.load_factor)) mwh
//! ```
//!
//! y0 is the first model year: today's bill holds today's AI. Total is the sum of the first three, `bill_with` the
//! bill without and the total; burdens are shares of income. `market.*` is the part of a change of marginal prices that reaches
//! households; `tariff.*` who pays: 0 socialised, 1 the large load. The network term may be negative: flat new load helps to
//! pay for wires that stand already.
//!
//! *Not modelled*: prices are marginal, and a price of firm capacity may be a step between nothing and near that of missing
//! capacity, in one year or the next where optima tie. Where no administered market lets a price reach bills, the cap does
//! not either. Quote the whole country and means over years before single regions.

use super::draws::Values;
use super::flows::{Flows, Side, TWH_PER_GW};
use super::names::{ALL, Parameter, Quintile};
use super::tables::BillItem;

/// What an amount of the table is: region by position, the whole country after the last; fifth, or all.
pub type Key = (usize, Option<Quintile>, i32, BillItem);

/// A region in a year: per MWh of a household, and what all other load pays more.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Regional {
    /// Energy, USD/MWh.
    pub energy: f64,
    /// Firm capacity, USD/MWh.
    pub capacity: f64,
    /// Wires, USD/MWh.
    pub network: f64,
    /// All without AI, USD/MWh.
    pub without: f64,
    /// What all other load pays more for energy at market prices, billion USD a year.
    pub energy_cost: f64,
    /// The same for firm capacity.
    pub capacity_cost: f64,
    /// Households, thousand.
    pub households: f64,
    /// Use of a mean household, MWh a month.
    pub mwh: f64,
}

impl Regional {
    /// A region in a model year.
    #[must_use]
    pub fn of(flows: &Flows, values: &Values<'_>, r: usize, y: usize) -> Self {
        let (region, year) = (flows.regions[r].as_str(), flows.years[y]);
        let (here, all) = (|parameter| values.of(parameter, region, year), |parameter| values.all(parameter, year));
        let energy =
            |side: &Side, y: usize| capped(values, (Parameter::EnergyCap, region), (flows.years[y], side.energy[r][y]));
        let capacity = |side: &Side, y: usize| {
            capped(values, (Parameter::CapacityCap, region), (flows.years[y], side.capacity[r][y]))
        };
        let (with, without) = (&flows.with, &flows.without);
        let per_mwh = here(Parameter::MarketCapacity) / (TWH_PER_GW * all(Parameter::HouseholdLoadFactor));
        let dearer = [energy(with, y) - energy(without, y), capacity(with, y) - capacity(without, y)];
        let before = [energy(without, y) - energy(with, 0), capacity(without, y) - capacity(with, 0)];
        let others = flows.others(r, y);
        let rate = all(Parameter::NetworkRate);
        let wires = all(Parameter::NetworkReinforcement) * all(Parameter::NetworkChargeRate) * with.contracted[r][y];
        let paid = rate * others + (1.0 - all(Parameter::TariffNetwork)) * wires;
        let over = others + all(Parameter::NetworkLargeLoadRatio) * with.drawn[r][y];
        Self {
            energy: here(Parameter::MarketEnergy) * dearer[0],
            capacity: per_mwh * dearer[1] * (1.0 - all(Parameter::TariffCapacity)),
            network: if over > 0.0 { paid / over - rate } else { 0.0 },
            without: here(Parameter::Rate) + here(Parameter::MarketEnergy) * before[0] + per_mwh * before[1],
            energy_cost: dearer[0] * others / 1000.0,
            capacity_cost: dearer[1] * others / (TWH_PER_GW * all(Parameter::SystemLoadFactor)) / 1000.0,
            households: here(Parameter::Households),
            mwh: here(Parameter::Kwh) / 1000.0,
        }
    }

    /// Energy, capacity, network, total, bill without and with AI, USD a month of a household.
    fn bill(&self, weight: f64) -> [f64; 6] {
        let total = self.energy + self.capacity + self.network;
        let mwh = self.mwh * weight;
        [self.energy, self.capacity, self.network, total, self.without, self.without + total].map(|rate| rate * mwh)
    }
}

/// A price that is no more than its cap: that of the region, else that of all, else none.
fn capped(values: &Values<'_>, (cap, region): (Parameter, &str), (year, price): (i32, f64)) -> f64 {
    let cap = values.find(cap, region, year).or_else(|| values.find(cap, ALL, year));
    cap.map_or(price, |cap| price.min(cap))
}

/// Weight of a fifth's bill; of all, their plain mean.
fn weight(values: &Values<'_>, quintile: Option<Quintile>, year: i32) -> f64 {
    let of = |quintile: &Quintile| values.of(Parameter::QuintileBill, quintile.name(), year);
    let fifths = values.parameters().quintiles();
    quintile.map_or_else(|| fifths.iter().map(of).sum::<f64>() / fifths.len() as f64, |quintile| of(&quintile))
}

/// The regions of a year.
#[must_use]
pub fn regions(flows: &Flows, values: &Values<'_>, y: usize) -> Vec<Regional> {
    (0..flows.regions.len()).map(|r| Regional::of(flows, values, r, y)).collect()
}

/// Mean of the country, by households.
fn country(regions: &[Regional], weight: f64) -> [f64; 6] {
    let households: f64 = regions.iter().map(|region| region.households).sum();
    let mut mean = [0.0; 6];
    for region in regions.iter().filter(|_| households > 0.0) {
        let bill = region.bill(weight);
        mean.iter_mut().zip(bill).for_each(|(mean, part)| *mean += part * region.households / households);
    }
    mean
}

/// What AI adds to the bill of a fifth in the country, USD a month.
#[must_use]
pub fn total_of_country(regions: &[Regional], values: &Values<'_>, quintile: Quintile, year: i32) -> f64 {
    country(regions, weight(values, Some(quintile), year))[3]
}

/// All amounts of the table, by region, fifth and model year.
#[must_use]
pub fn bills(flows: &Flows, values: &Values<'_>) -> Vec<(Key, f64)> {
    const PARTS: [BillItem; 6] = [
        BillItem::Energy,
        BillItem::Capacity,
        BillItem::Network,
        BillItem::Total,
        BillItem::BillWithout,
        BillItem::BillWith,
    ];
    const PER_CENT_OF_YEAR: f64 = 1200.0;
    let years: Vec<Vec<Regional>> = (0..flows.years.len()).map(|y| regions(flows, values, y)).collect();
    let fifths: Vec<Option<Quintile>> =
        std::iter::once(None).chain(values.parameters().quintiles().into_iter().map(Some)).collect();
    let mut rows = vec![];
    for r in 0..=flows.regions.len() {
        for &fifth in &fifths {
            for (&year, regions) in flows.years.iter().zip(&years) {
                let weight = weight(values, fifth, year);
                let bill = regions.get(r).map_or_else(|| country(regions, weight), |region| region.bill(weight));
                let mut say = |item, value| rows.push(((r, fifth, year, item), value));
                PARTS.into_iter().zip(bill).for_each(|(item, value)| say(item, value));
                let [.., total, _, with] = bill;
                if let Some(fifth) = fifth {
                    let income = values.of(Parameter::QuintileIncome, fifth.name(), year);
                    say(BillItem::BurdenWith, PER_CENT_OF_YEAR * with / income);
                    say(BillItem::BurdenChange, PER_CENT_OF_YEAR * total / income);
                    continue;
                }
                let cost = |region: &Regional| region.capacity_cost;
                say(BillItem::CapacityCost, regions.get(r).map_or_else(|| regions.iter().map(cost).sum(), cost));
                if r == flows.regions.len() {
                    let households: f64 = regions.iter().map(|region| region.households).sum();
                    say(BillItem::CostHouseholds, total * 12.0 * households / 1e6);
                }
            }
        }
    }
    rows
}
