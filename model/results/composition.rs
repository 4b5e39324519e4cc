//! What the price of a stock is made of: cost, rent, capital, materials.
//!
//! An investment v (accelerators, halls or connections bought in one period) that is made earns what it costs. Its
//! column is basic, so
//!
//! ```text
//! sum_y w(v,y) p(stock[y]) = cost_v + rents_v + p(capital.budget) capex_v + sum_m p(materials.supply[m]) intensity_v[m]
//! ```
//!
//! with `w` the share of y in which it serves, cost the annuities and operation of the objective, and rents the
//! prices of the limits that it stands under; a hall also pays the shell that it is in, which is spent in the same way. The right-hand side, over its own sum, is how a unit of v's earnings is
//! spent. The stock of a year is made of several vintages and of what existed before them; a year's
//! price is spent as the vintages in service spend theirs, each weighted by how much of it serves. What existed has
//! no cost left, so its part is rent of its family; so is a price without any vintage.
//!
//! Money and materials come in tiers of rising cost, and the dearest that is used sets the price: what a
//! unit costs there is cost, and what the price is above it, because that tier is full as well, is rent.

use std::collections::BTreeMap;

use super::view::View;
use crate::named::words;
use crate::program::{Column, Family, Item, Key, Quantity, Rule};
use crate::sets::{CapitalTier, Material, MaterialTier, Year};
use crate::system::Life;

/// Amounts that are no more than the solver's noise.
const NOTHING: f64 = 1e-9;

words! {
    /// What money is paid for.
    Part {
        /// Capital and operation.
        Cost, "cost";
        /// Scarcity.
        Rent, "rent";
        /// Energy, at prices that hold both.
        Energy, "energy";
        /// Firm capacity, at a price that holds both.
        FirmCapacity, "firm capacity";
    }
}

/// A sum of money by who gets it and what for.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Split(BTreeMap<(Family, Part), f64>);

impl Split {
    /// Adds to one part.
    pub fn add(&mut self, family: Family, part: Part, amount: f64) {
        *self.0.entry((family, part)).or_default() += amount;
    }

    /// Adds all parts of another, times a factor.
    pub fn add_all(&mut self, other: &Self, factor: f64) {
        for (&(family, part), &amount) in &other.0 {
            self.add(family, part, factor * amount);
        }
    }

    /// The sum of all parts.
    #[must_use]
    pub fn total(&self) -> f64 {
        self.0.values().sum()
    }

    /// The parts, families in the order of the formulation.
    pub fn parts(&self) -> impl Iterator<Item = (Family, Part, f64)> + '_ {
        self.0.iter().map(|(&(family, part), &amount)| (family, part, amount))
    }
}

/// What serves in a year: what existed, and what was built in each period.
#[derive(Debug)]
pub struct Service {
    /// Family of what existed.
    pub family: Family,
    /// How much of what existed serves.
    pub existing: f64,
    /// Columns of builds, with how much of each serves.
    pub built: Vec<(Column, f64)>,
}

impl Service {
    /// A stock without builds.
    #[must_use]
    pub fn existing(family: Family, existing: f64) -> Self {
        Self { family, existing, built: vec![] }
    }

    /// Adds all that was built up to a year.
    #[must_use]
    pub fn and(mut self, view: &View<'_>, now: Year, life: Life, built: impl Fn(Year) -> Option<Column>) -> Self {
        for y in Year::all(now.0 + 1) {
            let serving = view.value(built(y)) * view.system.time.in_service(y, now, life);
            self.built.extend(built(y).filter(|_| serving > NOTHING).map(|column| (column, serving)));
        }
        self
    }
}

/// Rows and costs of every investment.
#[derive(Debug)]
pub struct Investments<'a> {
    view: &'a View<'a>,
    /// Rows and coefficients of each column that is built and stays.
    rows: BTreeMap<Column, Vec<(usize, f64)>>,
    /// What a unit of each column earns in the objective.
    earned: Vec<f64>,
}

impl<'a> Investments<'a> {
    /// Looks at all rows once.
    #[must_use]
    pub fn new(view: &'a View<'a>) -> Self {
        let program = view.program;
        let is_built = |column: Column| {
            let quantity = program.variables.info[column.0].quantity;
            matches!(quantity, Quantity::Buy | Quantity::Shell | Quantity::Hall | Quantity::Connect)
        };
        let mut rows: BTreeMap<Column, Vec<(usize, f64)>> = BTreeMap::new();
        for row in 0..program.rows.len() {
            for (column, factor) in program.rows.coefficients(row).filter(|(column, _)| is_built(*column)) {
                rows.entry(column).or_default().push((row, factor));
            }
        }
        Self { view, rows, earned: program.objective.coefficients(program.variables.len()) }
    }

    /// The shares into which the price of a stock falls; they sum to 1.
    #[must_use]
    pub fn shares(&self, service: &Service) -> Split {
        let mut shares = Split::default();
        let all: f64 = service.existing + service.built.iter().map(|(_, serving)| serving).sum::<f64>();
        let mut left = 1.0;
        for &(column, serving) in &service.built {
            let outlay = self.outlay(column);
            // An investment whose stock is worth nothing in all years is spent on nothing.
            if outlay.total() > NOTHING {
                shares.add_all(&outlay, serving / all / outlay.total());
                left -= serving / all;
            }
        }
        shares.add(service.family, Part::Rent, left);
        shares
    }

    /// What a unit of an investment is spent on, discounted.
    fn outlay(&self, column: Column) -> Split {
        let mut outlay = self.cost(column);
        let rows = self.rows.get(&column).map_or(&[][..], Vec::as_slice);
        for &(row, factor) in rows {
            let paid = self.view.solution.prices[row] * factor;
            let (rule, key) = (self.view.program.rows.rows[row].rule, self.view.program.rows.rows[row].key);
            match rule {
                // A hall pays its shell, which is what a shell earns.
                Rule::SitingHalls if self.is_hall(column) => outlay.add_all(&self.shells(key), 1.0),
                // The stock that it adds to: what it earns, not what it is spent on.
                Rule::ChipsFleet | Rule::SitingHosting | Rule::SitingHalls | Rule::GridConnected => {}
                Rule::CapitalBudget | Rule::MaterialsSupply => {
                    let scarce = self.scarcity(rule, key);
                    outlay.add(rule.family(), Part::Cost, paid * (1.0 - scarce));
                    outlay.add(rule.family(), Part::Rent, paid * scarce);
                }
                _ => outlay.add(rule.family(), Part::Rent, paid),
            }
        }
        outlay
    }

    fn is_hall(&self, column: Column) -> bool {
        self.view.program.variables.info[column.0].quantity == Quantity::Hall
    }

    /// What a unit of the shells of a region, life and period is spent on: the mean of the classes built.
    fn shells(&self, key: Key) -> Split {
        let mut spent = Split::default();
        let Some(region) = key.region else { return spent };
        let shells = self
            .view
            .system
            .sets
            .site_classes()
            .filter(|&k| key.item == Item::Life(self.view.system.sites.classes[k].lifetime));
        let built: Vec<(Column, f64)> = shells
            .filter_map(|k| self.view.program.variables.shell[(region, k, key.year)])
            .map(|column| (column, self.view.value(Some(column))))
            .filter(|(_, built)| *built > NOTHING)
            .collect();
        let all: f64 = built.iter().map(|(_, built)| built).sum();
        for (column, built) in built {
            spent.add_all(&self.outlay(column), built / all);
        }
        spent
    }

    /// Annuities and operation of a unit.
    fn cost(&self, column: Column) -> Split {
        let mut cost = Split::default();
        let spent = -self.earned[column.0];
        match self.view.program.variables.info[column.0].key.item {
            Item::SiteClass(_) => cost.add(Family::Siting, Part::Cost, spent),
            Item::Hall(..) => cost.add(Family::Cooling, Part::Cost, spent),
            Item::Accelerator(_) => cost.add(Family::Chips, Part::Cost, spent),
            _ => cost.add(Family::Grid, Part::Cost, spent),
        }
        cost
    }

    /// The share of the price of money or of a material that is scarcity: the price of the dearest tier in use.
    fn scarcity(&self, rule: Rule, key: Key) -> f64 {
        let price = self.view.price(rule, key);
        let tiers = match key.item {
            Item::Material(m) => self.material_tiers(m, key.year),
            _ => self.money_tiers(key.year),
        };
        let rent = tiers.into_iter().fold(price, f64::min);
        if price > 0.0 { rent / price } else { 0.0 }
    }

    /// Prices of the tiers of a material that are used.
    fn material_tiers(&self, m: Material, y: Year) -> Vec<f64> {
        let (view, tiers) = (self.view, &self.view.system.materials.tiers);
        MaterialTier::all(tiers.len())
            .filter(|&j| tiers[j].material == m && view.value(view.program.variables.material[(j, y)]) > NOTHING)
            .map(|j| view.price(Rule::MaterialsTier, Key::national(Item::MaterialTier(j), y)))
            .collect()
    }

    /// Prices of the tiers of money that are used.
    fn money_tiers(&self, y: Year) -> Vec<f64> {
        let view = self.view;
        CapitalTier::all(view.system.sets.capital_tiers.len())
            .filter(|&j| view.value(view.program.variables.money[(j, y)]) > NOTHING)
            .map(|j| view.price(Rule::CapitalTier, Key::national(Item::CapitalTier(j), y)))
            .collect()
    }
}
