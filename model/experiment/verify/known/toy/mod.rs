//! The toy, two regions and two model years: who limits what, and what that is worth, from the story of its numbers.
//!
//! 2026: *chips* limit; the south has halls, connections and gas to spare. 2028: *sites in town* limit the south,
//! *connections* the north; chips, money and copper are to be had, the last two at the price of their dear tiers.
//! Gas turbines cover the south's peak. So with a payment p(i, L) per year, D the discounted years of a period, and w the
//! share of the year in which what is built in its period serves (1/2 in 2026, 3/4 in 2028):
//!
//! - compute is worth what the last tier pays: price x 8760 x billable hours
//! - firm capacity in the south: the gas turbine's payment and operation over its ELCC
//! - energy: gas in the south, the river in the north
//! - a thousand chips of 2026: what they earn in both years less power, firm capacity and their own price
//! - a GW of land in town, w: what the chips on a GW earn, less chips, shell, copper, fees and running
//! - a GW of connection, w over contract factor and facility load: the same in the north, less its own cost
//! - a GW of line: gas and gas turbines saved, less river power and its own cost
//! - the whole: everything sold less everything bought, which must also be the sum of what every limit and every
//!   obligation is worth (strong duality)

mod whole;

use super::{Expectation, THOUSAND, capacity_price, energy_price, fixed, outside, payment, running, with_margin};
use crate::error::Result;
use crate::program::{Item, Key, Rule};
use crate::sets::{
    Accelerator, CapitalTier, Cooling, DemandTier, Link, Material, Region, SiteClass, Technology, Year, position,
};
use crate::system::System;

/// The only material, and the first tier of money.
const COPPER: Material = Material(0);
const OWN: CapitalTier = CapitalTier(0);
const Y1: Year = Year(0);
const Y2: Year = Year(1);
const HOURS: f64 = 8760.0;

/// The toy's numbers by the names of the story.
struct Toy<'a> {
    system: &'a System,
    north: Region,
    south: Region,
    alpha: Accelerator,
    beta: Accelerator,
    air: Cooling,
    liquid: Cooling,
    metro: SiteClass,
    campus: SiteClass,
    hydro: Technology,
    gas: Technology,
    /// Hours of ordinary and of peak days.
    hours: [f64; 2],
    /// Discounted years of the two periods, and a single payment in the second year.
    discount: [f64; 2],
    paid: f64,
    /// Share of 2028 in which what is bought in its period serves.
    most: f64,
}

/// What the answer must be.
pub fn expect(system: &System) -> Result<Vec<Expectation>> {
    let toy = Toy::new(system)?;
    let mut expectations = toy.chips_and_sites();
    expectations.extend(toy.power());
    expectations.extend(toy.whole());
    Ok(expectations)
}

impl<'a> Toy<'a> {
    fn new(system: &'a System) -> Result<Self> {
        let sets = &system.sets;
        let find = |codes: &[String], code: &str| {
            position(codes, code).ok_or_else(|| outside(system, &format!("there is no {code}")))
        };
        let hours =
            |peak: bool| system.time.slices.iter().filter(|s| s.peak == peak).map(|s| s.weight.value()).sum::<f64>();
        let (years, periods) = (&system.time.years, &system.time.periods);
        if years.len() != 2 {
            return Err(outside(system, "there are not two model years"));
        }
        // The rate from the factor of the last year, everything else from the rate.
        let rate = system.time.payment[1].powf(-1.0 / f64::from(years[1] - years[0])) - 1.0;
        let factor = |year: &i32| (1.0 + rate).powi(years[0] - year);
        let second = &periods[1];
        Ok(Self {
            system,
            north: Region(find(&sets.regions, "north")?),
            south: Region(find(&sets.regions, "south")?),
            alpha: Accelerator(find(&sets.accelerators, "alpha")?),
            beta: Accelerator(find(&sets.accelerators, "beta")?),
            air: Cooling(find(&sets.cooling, "air")?),
            liquid: Cooling(find(&sets.cooling, "liquid")?),
            metro: SiteClass(find(&sets.site_classes, "metro")?),
            campus: SiteClass(find(&sets.site_classes, "campus")?),
            hydro: Technology(find(&sets.technologies, "hydro")?),
            gas: Technology(find(&sets.technologies, "gas")?),
            hours: [hours(false), hours(true)],
            discount: [1.0, second.iter().map(factor).sum()],
            paid: factor(&years[1]),
            most: (second.len() as f64 - 0.5) / second.len() as f64,
        })
    }

    /// Million USD a year for a MH100e sold in the last tier.
    fn sold(&self, y: Year) -> f64 {
        self.sold_in(DemandTier(self.system.sets.demand_tiers.len() - 1), y)
    }

    fn sold_in(&self, j: DemandTier, y: Year) -> f64 {
        self.system.demand.price[(j, y)].value() * HOURS * self.system.compute.billable_fraction
    }

    /// Facility load per GW of rated IT on ordinary and on peak days.
    fn facility(&self, c: Cooling, r: Region) -> [f64; 2] {
        let cooling = &self.system.cooling;
        [&cooling.pue, &cooling.pue_peak].map(|pue| self.system.compute.power_utilisation * pue[(c, r)])
    }

    /// Million USD of energy for so many GW on ordinary and on peak days.
    fn energy(&self, gigawatts: [f64; 2], price: f64) -> f64 {
        price * (gigawatts[0] * self.hours[0] + gigawatts[1] * self.hours[1]) / THOUSAND
    }

    fn river(&self) -> f64 {
        running(self.system, self.hydro, self.north, Y1)
    }

    fn gas(&self) -> f64 {
        running(self.system, self.gas, self.south, Y1)
    }

    fn firm(&self) -> f64 {
        fixed(self.system, self.gas, Y1) / self.system.power.elcc[(self.gas, self.south)]
    }

    fn with_margin(&self) -> f64 {
        with_margin(self.system, self.south)
    }

    /// Yearly payment and operation per unit of a chip's price.
    fn chip(&self, a: Accelerator) -> f64 {
        payment(self.system.finance.accelerators, self.system.chips.kinds[a].lifetime)
            + self.system.compute.opex_fraction
    }

    fn price(&self, a: Accelerator, y: Year) -> f64 {
        self.system.chips.price[(a, y)].value()
    }

    /// Thousand betas on a GW.
    fn betas(&self) -> f64 {
        THOUSAND / self.system.chips.kinds[self.beta].power.value()
    }

    fn per_gigawatt(&self, a: Accelerator) -> f64 {
        let kind = &self.system.chips.kinds[a];
        kind.h100e / kind.power.value()
    }

    /// Capex of a GW of liquid-cooled shell, and its yearly payment per unit.
    fn capex(&self, k: SiteClass) -> f64 {
        self.system.sites.classes[k].capex.value() + self.system.cooling.kinds[self.liquid].capex.value()
    }

    fn shell(&self, k: SiteClass) -> f64 {
        payment(self.system.finance.datacenters, self.system.sites.classes[k].lifetime)
    }

    /// The last tier's fee of money and price of copper.
    fn dear_fee(&self) -> f64 {
        self.system.capital.fee[(CapitalTier(self.system.sets.capital_tiers.len() - 1), Y2)]
    }

    fn dear_copper(&self) -> f64 {
        self.system.materials.tiers.last().map_or(0.0, |tier| tier.price[1])
    }

    /// What a GW of betas earns in 2028 after chips, shell, copper and fees: in all, discounted.
    fn beta_gigawatt(&self, k: SiteClass, running: f64) -> f64 {
        let chips = self.betas() * self.price(self.beta, Y2);
        let capex = self.capex(k);
        let yearly = self.per_gigawatt(self.beta) * self.sold(Y2)
            - chips * self.chip(self.beta)
            - capex * self.shell(k)
            - running;
        let copper = self.system.materials.shell[(COPPER, k)];
        let once = (self.dear_fee() * (chips + capex) + self.dear_copper() * copper) / self.most;
        self.discount[1] * yearly - self.paid * once
    }

    fn chips_and_sites(&self) -> Vec<Expectation> {
        let (system, most) = (self.system, self.most);
        let air = self.facility(self.air, self.south);
        let needs = self.energy(air, self.gas()) + self.with_margin() * air[1] * self.firm();
        let yearly = |y: Year| self.per_gigawatt(self.alpha) * self.sold(y) - needs;
        let served = 0.5 * self.discount[0];
        let own_fee = system.capital.fee[(OWN, Y1)];
        let alpha = system.chips.kinds[self.alpha].power.value() / THOUSAND
            * (served * yearly(Y1) + self.discount[1] * yearly(Y2))
            - self.price(self.alpha, Y1) * (self.chip(self.alpha) * (served + self.discount[1]) + own_fee);
        let liquid = self.facility(self.liquid, self.south);
        let running = self.energy(liquid, self.gas()) + self.with_margin() * liquid[1] * self.firm();
        let land = most * self.beta_gigawatt(self.metro, running) / self.paid;
        let key = |item, r, y| Key::regional(item, r, y);
        let of_alpha = Key::national(Item::Accelerator(self.alpha), Y1);
        let of_land = key(Item::SiteClass(self.metro), self.south, Y2);
        let of_connection = key(Item::None, self.north, Y2);
        let read = |rule, key| move |view: &super::View<'_>| view.price(rule, key);
        let compute = |y: Year| {
            let check = (format!("value of compute in {}", system.time.years[y]), "million USD/MH100e-yr");
            let row = read(Rule::DemandCompute, Key::national(Item::None, y));
            // The row lets compute be sold, so its limit, what is powered, is worth what compute sells for.
            Expectation::new(check, "what the last tier of demand pays", self.sold(y), row)
        };
        let chips = "rent of the limit of 2026: what a thousand chips earn in both years less all that they need";
        let sites = "rent of the limit in the south: what the chips on a GW earn less all that they need";
        let grid = "rent of the limit in the north: what the chips on it earn less its own cost";
        vec![
            compute(Y1),
            compute(Y2),
            Expectation::new(
                ("rent of a thousand chips", "million USD/thousand"),
                chips,
                alpha,
                read(Rule::ChipsSupply, of_alpha),
            ),
            Expectation::new(("rent of land in town", "USD/kW"), sites, land, read(Rule::SitingPotential, of_land)),
            Expectation::new(
                ("price of a connection", "USD/kW"),
                grid,
                self.connection() / self.paid,
                read(Rule::GridConnectionRate, of_connection),
            ),
        ]
    }

    /// What a GW more of connections is worth in the north, discounted.
    fn connection(&self) -> f64 {
        let (system, most) = (self.system, self.most);
        let facility = self.facility(self.liquid, self.north);
        let contracted = system.compute.contract_factor * facility[0].max(facility[1]);
        let of_load = most / contracted * self.beta_gigawatt(self.campus, self.energy(facility, self.river()));
        let connection = &system.grid.connections[self.north];
        let yearly = payment(system.finance.power, connection.lifetime) * connection.capex.value();
        let copper = system.materials.connection[0];
        let once = self.dear_fee() * connection.capex.value() + self.dear_copper() * copper;
        of_load - most * self.discount[1] * yearly - self.paid * once
    }

    fn power(&self) -> Vec<Expectation> {
        let (system, most) = (self.system, self.most);
        let line = &system.grid.links[0];
        let arrives = 1.0 - line.loss;
        let saved =
            self.energy([1.0, 1.0], arrives * self.gas() - self.river()) + system.adequacy.lend_fraction * self.firm();
        let yearly = saved - payment(system.finance.power, line.lifetime) * line.capex.value();
        let copper = self.dear_copper() * system.materials.link[(COPPER, Link(0))];
        let worth = (most * self.discount[1] * yearly - self.paid * copper) / self.paid;
        let (south, of_line) = (self.south, Key::national(Item::Link(Link(0)), Y2));
        let mut expectations = vec![
            Expectation::new(
                ("worth of one more GW of line", "USD/kW"),
                "gas and gas turbines saved less river power and its own cost",
                worth,
                move |view| view.price(Rule::GridLineRate, of_line),
            ),
            Expectation::new(
                ("capacity price in the south", "USD/kW-yr"),
                "yearly cost of a gas turbine over its ELCC",
                self.firm(),
                move |view| capacity_price(view, south, Y2),
            ),
        ];
        for (r, name, price) in [
            (self.north, "north: the river's running cost", self.river()),
            (self.south, "south: that of gas", self.gas()),
        ] {
            for s in system.time.slices() {
                let day = &system.sets.days[system.time.slices[s].day];
                let check = (format!("energy price, {}, {day}", system.sets.regions[r]), "USD/MWh");
                expectations.push(Expectation::new(check, name, price, move |view| energy_price(view, r, Y2, s)));
            }
        }
        expectations
    }
}
