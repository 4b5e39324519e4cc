//! The objective: discounted value of compute less all costs.
//!
//! ```text
//! maximise  sum_y D(y) [ sum_j 8760 billable_fraction price[j](y) q[j,y] - {annuities} - {fixed operation}
//!                        - sum_{g,r,s} w_s (c[g,r](y) gen[g,r,y,s] + vom_g discharge[g,r,y,s])
//!                        - sum_{r,s} w_s (cost curtail[r,y,s] + voll unserved[r,y,s])
//!                        - sum_r (peak_cost flex[r,y] + sum_{h,k} weight[r,h] tier[r,k] short[r,y,h,k] + sum_h penalty gap[r,y,h]
//!                                 + missing[r](y) alternative[r,y]) ]
//!           - sum_y d(y) sum_j usd_per_unit[j](y) mat[j,y] - sum_{j,y} m(y) fee[j](y) money[j,y]
//! c[g,r](y) = heat_rate_g fuel[g,r](y) + vom_g + co2_g carbon_price(y) - credit[g](y)
//! m(y) = d(y), {with money_years M:} sum_y' D(y') w(y,y',M) / M
//! ```
//!
//! `price` of `demand.csv`; `heat_rate`, `vom` of `technologies.csv`, `fuel` of `fuel_prices.csv`, `co2` of `fuels.csv`,
//! `credit` of `technology_costs.csv`; `usd_per_unit` of `material_supply.csv`, `fee` of `capital.csv`; `billable_fraction`,
//! `cost` and `peak_cost` of flexibility, `voll` and the `penalty` of adequacy, `carbon_price` and `money_years` of the
//! scenario; `weight` of `seasons.csv`, the price of a `tier` of `capacity_curve.csv`, that of `missing` clean energy of
//! `clean_targets.csv`. Million USD.
//!
//! Annuities: an asset bought in period y' at cost C pays w(y',y,L) x CRF(i,L) x C in year y: exactly for what it serves.
//! Shells, connections and lines are charged over their life, then stand on for free. Fixed operation is
//! that of the year, of existing plants too (a constant). D(y) sums the discount factors of the period; single payments
//! take the factor of y itself, d(y). The fee of money is one payment, or equal parts over its years of service.
//!
//! Sources: `nrel_atb2024`, `financing`, `obbba`, `gas_prices`, `demand_tiers`, `rental_index`.

use crate::program::{Account, Column, Formulation, Objective, Variables};
use crate::sets::{CapitalTier, DemandTier, MaterialTier, Region, SiteLife, Technology, Year};
use crate::system::time::annuity;
use crate::system::{Life, System};
use crate::units::{HOURS_PER_YEAR, Hours, UsdPerMegawattHour};

/// Writes the objective.
pub fn add(program: &mut Formulation<'_>) {
    let system = program.system;
    let mut worth = Worth { system, variables: &program.variables, objective: &mut program.objective };
    for y in system.time.years() {
        worth.sales(y);
        worth.payments(y);
        for r in system.sets.regions() {
            worth.accelerators(r, y);
            worth.shells(r, y);
            worth.connections(r, y);
            worth.rules(r, y);
            for g in system.sets.technologies() {
                worth.plant(g, r, y);
                worth.dispatch(g, r, y);
            }
        }
        worth.lines(y);
    }
}

/// Discounted charges of 1 million USD of capital bought in a period.
#[must_use]
pub fn charges(system: &System, built: Year, rate: f64, life: i32) -> f64 {
    annuity(rate, life) * service(system, built, life)
}

/// Discounted years of service of what is bought in a period.
fn service(system: &System, built: Year, life: i32) -> f64 {
    let time = &system.time;
    let years = time.years().skip(built.0);
    years.map(|now| time.discount[now] * time.in_service(built, now, Life::Years(life))).sum()
}

/// What a million USD of fees on the money of a period counts for in the objective.
#[must_use]
pub fn fee_weight(system: &System, y: Year) -> f64 {
    let over = |years: i32| service(system, y, years) / f64::from(years);
    system.finance.money_years.map_or(system.time.payment[y], over)
}

struct Worth<'a> {
    system: &'a System,
    variables: &'a Variables,
    objective: &'a mut Objective,
}

impl Worth<'_> {
    fn yearly(&mut self, y: Year, column: Option<Column>, account: Account, amount: f64) {
        self.objective.cost(column, account, self.system.time.discount[y] * amount);
    }

    fn sales(&mut self, y: Year) {
        for j in DemandTier::all(self.system.sets.demand_tiers.len()) {
            let price = self.system.demand.price[(j, y)] * HOURS_PER_YEAR;
            let earned = price.value() * self.system.compute.billable_fraction;
            self.yearly(y, self.variables.sold[(j, y)], Account::Compute, -earned);
        }
    }

    fn payments(&mut self, y: Year) {
        let factor = self.system.time.payment[y];
        for j in MaterialTier::all(self.system.materials.tiers.len()) {
            let price = self.system.materials.tiers[j].price[y];
            self.objective.cost(self.variables.material[(j, y)], Account::Materials, factor * price);
        }
        for j in CapitalTier::all(self.system.sets.capital_tiers.len()) {
            let fee = self.system.capital.fee[(j, y)];
            self.objective.cost(self.variables.money[(j, y)], Account::CapitalFees, fee_weight(self.system, y) * fee);
        }
    }

    fn accelerators(&mut self, r: Region, y: Year) {
        let system = self.system;
        for a in system.sets.accelerators() {
            let life = system.chips.kinds[a].lifetime;
            let price = system.chips.price[(a, y)].value();
            let buy = self.variables.buy[(a, r, y)];
            let capital = price * charges(system, y, system.finance.accelerators, life);
            self.objective.cost(buy, Account::Accelerators, capital);
            let operation = system.compute.opex_fraction * price * service(system, y, life);
            self.objective.cost(buy, Account::AcceleratorOperation, operation);
        }
    }

    fn shells(&mut self, r: Region, y: Year) {
        let system = self.system;
        for k in system.sets.site_classes() {
            let class = &system.sites.classes[k];
            let charges = charges(system, y, system.finance.datacenters, class.lifetime);
            let shell = self.variables.shell[(r, k, y)];
            self.objective.cost(shell, Account::Shells, class.capex.value() * charges);
        }
        for (n, life) in system.sites.lives().into_iter().enumerate() {
            let charges = charges(system, y, system.finance.datacenters, life);
            for c in system.sets.cooling() {
                let hall = self.variables.hall[(r, SiteLife(n), c, y)];
                let capex = system.cooling.kinds[c].capex;
                self.objective.cost(hall, Account::Shells, capex.value() * charges);
            }
        }
    }

    fn connections(&mut self, r: Region, y: Year) {
        let connection = &self.system.grid.connections[r];
        let charges = charges(self.system, y, self.system.finance.power, connection.lifetime);
        let connect = self.variables.connect[(r, y)];
        self.objective.cost(connect, Account::Connections, connection.capex.value() * charges);
    }

    fn lines(&mut self, y: Year) {
        for l in self.system.sets.links() {
            let link = &self.system.grid.links[l];
            let charges = charges(self.system, y, self.system.finance.power, link.lifetime);
            let line = self.variables.line[(l, y)];
            self.objective.cost(line, Account::Lines, link.capex.value() * charges);
        }
    }

    fn plant(&mut self, g: Technology, r: Region, y: Year) {
        let system = self.system;
        let power = &system.power;
        let net = power.capex[(g, y)].value() * (1.0 - power.investment_credit[(g, y)]);
        let charges = charges(system, y, system.finance.power, power.kinds[g].lifetime);
        self.objective.cost(self.variables.build[(g, r, y)], Account::Plants, net * charges);
        let fixed = power.fixed_cost[(g, y)].value();
        if let Some(capacity) = self.variables.capacity[(g, r, y)] {
            self.yearly(y, Some(capacity), Account::FixedOperation, fixed);
        } else {
            let existing = power.existing[(g, r, y)].value();
            self.objective.constant -= system.time.discount[y] * fixed * existing;
        }
    }

    fn dispatch(&mut self, g: Technology, r: Region, y: Year) {
        let system = self.system;
        let cost = running_cost(system, g, r, y);
        let storage_cost = system.power.kinds[g].variable_cost;
        for s in system.time.slices() {
            let weight = system.time.slices[s].weight;
            let at = (g, r, y, s);
            self.yearly(y, self.variables.generation[at], Account::Generation, (cost * weight).value());
            self.yearly(y, self.variables.discharge[at], Account::Generation, (storage_cost * weight).value());
        }
    }

    fn rules(&mut self, r: Region, y: Year) {
        let system = self.system;
        let (flexibility, adequacy) = (&system.flexibility, &system.adequacy);
        let at = (r, y);
        self.yearly(y, self.variables.flex[at], Account::Flexibility, flexibility.peak_cost.value());
        for (h, season) in adequacy.seasons_of(r) {
            for (k, tier) in adequacy.tiers_of(r) {
                let price = season.weight * tier.price.value();
                self.yearly(y, self.variables.short[(r, y, h, k)], Account::Adequacy, price);
            }
            self.yearly(y, self.variables.gap[(r, y, h)], Account::Adequacy, adequacy.penalty.value());
        }
        if let Some(targets) = &system.power.clean_targets[r] {
            let price = (targets[y].alternative * Hours(1.0)).value();
            self.yearly(y, self.variables.alternative[at], Account::Clean, price);
        }
        for s in system.time.slices() {
            let weight = system.time.slices[s].weight;
            let at = (r, y, s);
            let curtailed = flexibility.cost * weight;
            self.yearly(y, self.variables.curtail[at], Account::Flexibility, curtailed.value());
            let lost = adequacy.lost_load * weight;
            self.yearly(y, self.variables.unserved[at], Account::Unserved, lost.value());
        }
    }
}

/// Fuel, variable operation and carbon less the production credit, per MWh.
#[must_use]
pub fn running_cost(system: &System, g: Technology, r: Region, y: Year) -> UsdPerMegawattHour {
    let kind = &system.power.kinds[g];
    let fuel = kind.fuel.map_or(UsdPerMegawattHour(0.0), |f| kind.heat_rate * system.power.fuel_price[(f, r, y)]);
    let carbon = system.power.emission_rate(g) * system.carbon_price[y];
    kind.variable_cost + fuel + carbon - system.power.production_credit[(g, y)]
}
