//! What the account reads from the tables of two certified runs: with AI, and its twin without.

use crate::program::Account;
use crate::results::Results;
use crate::results::composition::Part;
use crate::results::tables::{Asset, Family, UsedIn};
use crate::system::Time;

/// What AI shares a material with.
#[derive(Debug, Clone, PartialEq)]
pub struct Shared {
    /// Material.
    pub material: String,
    /// Used by accelerators, halls and connections, in the material's unit, `[y]`.
    pub used: Vec<f64>,
    /// Used by all, `[y]`.
    pub all: Vec<f64>,
    /// Price, million USD per unit, `[y]`.
    pub price: Vec<f64>,
}

/// What is read from one run; arrays over model years, and over regions where `[r][y]` is said.
#[derive(Debug, Clone, PartialEq)]
pub struct Side {
    /// Spent on accelerators, shells, power, and connections with lines, billion USD a year, `[y]`.
    pub capex: Vec<[f64; 4]>,
    /// Facility load of AI, GW.
    pub facility: Vec<f64>,
    /// Price of energy, USD/MWh, `[r][y]`.
    pub energy: Vec<Vec<f64>>,
    /// Price of firm capacity, USD/kW-yr, `[r][y]`.
    pub capacity: Vec<Vec<f64>>,
    /// Load, GW, `[r][y]`.
    pub load: Vec<Vec<f64>>,
    /// Drawn through connections, TWh, `[r][y]`.
    pub drawn: Vec<Vec<f64>>,
    /// Connections contracted, GW, `[r][y]`.
    pub contracted: Vec<Vec<f64>>,
    /// Revenue of compute, billion USD a year.
    pub revenue: Vec<f64>,
    /// Paid for power, billion USD a year.
    pub power: Vec<f64>,
    /// Rents, billion USD a year.
    pub rent: Vec<f64>,
    /// Shells commissioned, GW a year.
    pub shells: Vec<f64>,
    /// Money raised, billion USD a year.
    pub raised: Vec<f64>,
    /// Materials.
    pub materials: Vec<Shared>,
    /// What the power system costs, and of it connections, million USD over the horizon, discounted.
    pub system_cost: [f64; 2],
}

/// Two runs, the axis of their years, and their regions.
#[derive(Debug, Clone, PartialEq)]
pub struct Flows {
    /// Model years.
    pub years: Vec<i32>,
    /// Years of each period.
    pub span: Vec<f64>,
    /// Mean year of each period.
    pub mid: Vec<f64>,
    /// The year before the first period.
    pub before: i32,
    /// Weight of a yearly value of each period.
    pub discount: Vec<f64>,
    /// Regions.
    pub regions: Vec<String>,
    /// With AI.
    pub with: Side,
    /// Without.
    pub without: Side,
}

impl Flows {
    /// From the tables of both runs.
    #[must_use]
    pub fn new(time: &Time, with: &Results, without: &Results) -> Self {
        let span: Vec<f64> = time.periods.iter().map(|period| period.len() as f64).collect();
        let mean = |period: &Vec<i32>| period.iter().map(|&year| f64::from(year)).sum::<f64>() / period.len() as f64;
        let first = time.periods.iter().flatten().min().copied().unwrap_or_default();
        Self {
            years: time.years.to_vec(),
            mid: time.periods.iter().map(mean).collect(),
            before: first - 1,
            discount: time.discount.to_vec(),
            regions: with.labels.regions.iter().map(|region| region.code.clone()).collect(),
            with: Side::new(with, &span),
            without: Side::new(without, &span),
            span,
        }
    }

    /// Energy of everyone else, TWh.
    #[must_use]
    pub fn others(&self, region: usize, year: usize) -> f64 {
        TWH_PER_GW * self.with.load[region][year] - self.with.drawn[region][year]
    }
}

/// Energy of a gigawatt all year.
pub const TWH_PER_GW: f64 = 8.76;

impl Side {
    fn new(results: &Results, span: &[f64]) -> Self {
        let years = &results.years;
        let at = |year: i32| years.iter().position(|y| *y == year);
        let regions = &results.labels.regions;
        let region = |code: &str| regions.iter().position(|r| r.code == code);
        let by_year = || vec![0.0; years.len()];
        let by_both = || vec![by_year(); regions.len()];
        let mut side = Self {
            capex: vec![[0.0; 4]; years.len()],
            facility: by_year(),
            energy: by_both(),
            capacity: by_both(),
            load: by_both(),
            drawn: by_both(),
            contracted: by_both(),
            revenue: by_year(),
            power: by_year(),
            rent: by_year(),
            shells: by_year(),
            raised: by_year(),
            materials: vec![],
            system_cost: system_cost(results),
        };
        for row in &results.summary {
            let Some(y) = at(row.year) else { continue };
            side.capex[y] = [
                row.capex_accelerators_busd_per_year,
                row.capex_shells_busd_per_year,
                row.capex_onsite_power_busd_per_year + row.capex_grid_power_busd_per_year,
                row.capex_connections_busd_per_year + row.capex_lines_busd_per_year,
            ];
            side.facility[y] = row.ai_facility_gw;
        }
        for row in results.prices.iter().filter(|row| row.slice == "all") {
            let Some((r, y)) = region(&row.region).zip(at(row.year)) else { continue };
            side.energy[r][y] = row.energy_price_usd_per_mwh;
            side.capacity[r][y] = row.capacity_price_usd_per_kw_yr.unwrap_or(0.0);
            side.load[r][y] = row.load_gw;
        }
        for row in results.grid.iter().filter(|row| row.asset == Asset::Connection) {
            let Some((r, y)) = region(&row.name).zip(at(row.year)) else { continue };
            side.drawn[r][y] = row.sent_forward_twh;
            side.contracted[r][y] = row.used_gw;
        }
        for row in &results.buildout {
            let Some(y) = at(row.year) else { continue };
            side.shells[y] += row.shell_gw / span[y];
        }
        for row in results.capital.iter().filter(|row| row.tier == "all") {
            let Some(y) = at(row.year) else { continue };
            side.raised[y] = row.raised_busd_per_year;
        }
        side.read_compute(results);
        side.read_materials(results);
        side
    }

    /// Revenue of compute, and of it what goes to power and to rents.
    fn read_compute(&mut self, results: &Results) {
        const MILLION_PER_BILLION: f64 = 1000.0;
        let years = &results.years;
        let rated = |region: &str, year: i32| -> f64 {
            let here = results.fleet.iter().filter(|row| row.region == region && row.year == year);
            here.map(|row| row.rated_gw).sum()
        };
        let mut known: Option<(&str, i32, f64)> = None;
        for row in &results.powered_gigawatt {
            let Some(y) = years.iter().position(|year| *year == row.year) else { continue };
            let rated = match known {
                Some((region, year, rated)) if region == row.region && year == row.year => rated,
                _ => rated(&row.region, row.year),
            };
            known = Some((&row.region, row.year, rated));
            let paid = row.price_usd_per_kw_yr * rated / MILLION_PER_BILLION;
            self.revenue[y] += paid;
            if row.family == Family::Power {
                self.power[y] += paid;
            }
            if row.part == Part::Rent {
                self.rent[y] += paid;
            }
        }
    }

    fn read_materials(&mut self, results: &Results) {
        let none = || vec![0.0; results.years.len()];
        for row in &results.materials {
            let Some(y) = results.years.iter().position(|year| *year == row.year) else { continue };
            let at = self.materials.iter().position(|shared| shared.material == row.material).unwrap_or_else(|| {
                let material = row.material.clone();
                self.materials.push(Shared { material, used: none(), all: none(), price: none() });
                self.materials.len() - 1
            });
            let shared = &mut self.materials[at];
            match row.used_in {
                UsedIn::Accelerators | UsedIn::Shells | UsedIn::Connections => shared.used[y] += row.used_units,
                UsedIn::Plants | UsedIn::Lines => {}
                UsedIn::All => {
                    shared.all[y] = row.used_units;
                    shared.price[y] = row.price_musd_per_unit.unwrap_or(0.0);
                }
            }
        }
    }
}

/// What the power system costs, and of it connections: values of accounts, costs negative.
fn system_cost(results: &Results) -> [f64; 2] {
    let sum = |of: fn(Account) -> bool| -> f64 {
        results.accounts.iter().filter(|row| of(row.account)).map(|row| row.value_musd).sum()
    };
    [sum(is_of_system), sum(|account| account == Account::Connections)]
}

/// Whether an account is one of the power system; curtailment is AI's own cost.
fn is_of_system(account: Account) -> bool {
    !matches!(
        account,
        Account::Compute
            | Account::Accelerators
            | Account::AcceleratorOperation
            | Account::Shells
            | Account::Flexibility
            | Account::Materials
            | Account::CapitalFees
    )
}
