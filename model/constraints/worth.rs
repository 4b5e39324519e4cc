//! The objective: discounted value of compute less all costs.
//!
//! ```text
//! maximise  sum_y D(y) [ sum_j 8760 x billable x price[j](y) x q[j,y]
//!                        - annuities - fixed and variable operation - flexibility - unserved - missing capacity ]
//!           - sum_y (1 + rho)^-(y - y_first) [ material premiums + fees of outside money ]
//! ```
//!
//! An asset bought in period y' at cost C pays w(y',y,L) x CRF(i,L) x C in year y: exactly for what it serves.
//! Shells, connections and lines are charged over their life, then stand on for free. Fixed operation is
//! that of the year, of existing plants too (a constant). D(y) sums the discount factors of the period; single payments
//! take the factor of y itself. Rates, lives and prices are those of the tables and the scenario. Million USD.

use crate::program::{Account, Column, Objective, Variables};
use crate::sets::{CapitalTier, DemandTier, MaterialTier, Region, Technology, Year};
use crate::system::time::annuity;
use crate::system::{Life, System};
use crate::units::{HOURS_PER_YEAR, UsdPerMegawattHour};

/// Writes the objective.
pub fn add(system: &System, variables: &Variables, objective: &mut Objective) {
    let mut worth = Worth { system, variables, objective };
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
    years.map(|now| time.discount[now.0] * time.in_service(built, now, Life::Years(life))).sum()
}

struct Worth<'a> {
    system: &'a System,
    variables: &'a Variables,
    objective: &'a mut Objective,
}

impl Worth<'_> {
    fn yearly(&mut self, y: Year, column: Option<Column>, account: Account, amount: f64) {
        self.objective.cost(column, account, self.system.time.discount[y.0] * amount);
    }

    fn sales(&mut self, y: Year) {
        for j in DemandTier::all(self.system.sets.demand_tiers.len()) {
            let price = self.system.demand.price[[j.0, y.0]] * HOURS_PER_YEAR;
            let earned = price.value() * self.system.compute.billable_fraction;
            self.yearly(y, self.variables.sold[[j.0, y.0]], Account::Compute, -earned);
        }
    }

    fn payments(&mut self, y: Year) {
        let factor = self.system.time.payment[y.0];
        for j in MaterialTier::all(self.system.materials.tiers.len()) {
            let price = self.system.materials.tiers[j.0].price[y.0];
            self.objective.cost(self.variables.material[[j.0, y.0]], Account::Materials, factor * price);
        }
        for j in CapitalTier::all(self.system.sets.capital_tiers.len()) {
            let fee = self.system.capital.fee[[j.0, y.0]];
            self.objective.cost(self.variables.money[[j.0, y.0]], Account::CapitalFees, factor * fee);
        }
    }

    fn accelerators(&mut self, r: Region, y: Year) {
        let system = self.system;
        for a in system.sets.accelerators() {
            let life = system.chips.kinds[a.0].lifetime;
            let price = system.chips.price[[a.0, y.0]].value();
            let buy = self.variables.buy[[a.0, r.0, y.0]];
            let capital = price * charges(system, y, system.finance.accelerators, life);
            self.objective.cost(buy, Account::Accelerators, capital);
            let operation = system.compute.opex_fraction * price * service(system, y, life);
            self.objective.cost(buy, Account::AcceleratorOperation, operation);
        }
    }

    fn shells(&mut self, r: Region, y: Year) {
        let system = self.system;
        for k in system.sets.site_classes() {
            let class = &system.sites.classes[k.0];
            let charges = charges(system, y, system.finance.datacenters, class.lifetime);
            let shell = self.variables.shell[[r.0, k.0, y.0]];
            self.objective.cost(shell, Account::Shells, class.capex.value() * charges);
        }
        for (n, life) in system.sites.lives().into_iter().enumerate() {
            let charges = charges(system, y, system.finance.datacenters, life);
            for c in system.sets.cooling() {
                let hall = self.variables.hall[[r.0, n, c.0, y.0]];
                let capex = system.cooling.kinds[c.0].capex;
                self.objective.cost(hall, Account::Shells, capex.value() * charges);
            }
        }
    }

    fn connections(&mut self, r: Region, y: Year) {
        let connection = &self.system.grid.connections[r.0];
        let charges = charges(self.system, y, self.system.finance.power, connection.lifetime);
        let connect = self.variables.connect[[r.0, y.0]];
        self.objective.cost(connect, Account::Connections, connection.capex.value() * charges);
    }

    fn lines(&mut self, y: Year) {
        for l in self.system.sets.links() {
            let link = &self.system.grid.links[l.0];
            let charges = charges(self.system, y, self.system.finance.power, link.lifetime);
            let line = self.variables.line[[l.0, y.0]];
            self.objective.cost(line, Account::Lines, link.capex.value() * charges);
        }
    }

    fn plant(&mut self, g: Technology, r: Region, y: Year) {
        let system = self.system;
        let power = &system.power;
        let net = power.capex[[g.0, y.0]].value() * (1.0 - power.investment_credit[[g.0, y.0]]);
        let charges = charges(system, y, system.finance.power, power.kinds[g.0].lifetime);
        self.objective.cost(self.variables.build[[g.0, r.0, y.0]], Account::Plants, net * charges);
        let fixed = power.fixed_cost[[g.0, y.0]].value();
        if let Some(capacity) = self.variables.capacity[[g.0, r.0, y.0]] {
            self.yearly(y, Some(capacity), Account::FixedOperation, fixed);
        } else {
            let existing = power.existing[[g.0, r.0, y.0]].value();
            self.objective.constant -= system.time.discount[y.0] * fixed * existing;
        }
    }

    fn dispatch(&mut self, g: Technology, r: Region, y: Year) {
        let system = self.system;
        let cost = running_cost(system, g, r, y);
        let storage_cost = system.power.kinds[g.0].variable_cost;
        for s in system.time.slices() {
            let weight = system.time.slices[s.0].weight;
            let at = [g.0, r.0, y.0, s.0];
            self.yearly(y, self.variables.generation[at], Account::Generation, (cost * weight).value());
            self.yearly(y, self.variables.discharge[at], Account::Generation, (storage_cost * weight).value());
        }
    }

    fn rules(&mut self, r: Region, y: Year) {
        let system = self.system;
        let (flexibility, adequacy) = (&system.flexibility, &system.adequacy);
        let at = [r.0, y.0];
        self.yearly(y, self.variables.flex[at], Account::Flexibility, flexibility.peak_cost.value());
        self.yearly(y, self.variables.short[at], Account::Adequacy, adequacy.price.value());
        self.yearly(y, self.variables.gap[at], Account::Adequacy, adequacy.penalty.value());
        for s in system.time.slices() {
            let weight = system.time.slices[s.0].weight;
            let at = [r.0, y.0, s.0];
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
    let kind = &system.power.kinds[g.0];
    let fuel = kind.fuel.map_or(UsdPerMegawattHour(0.0), |f| kind.heat_rate * system.power.fuel_price[[f.0, r.0, y.0]]);
    let carbon = system.power.emission_rate(g) * system.carbon_price;
    kind.variable_cost + fuel + carbon - system.power.production_credit[[g.0, y.0]]
}
