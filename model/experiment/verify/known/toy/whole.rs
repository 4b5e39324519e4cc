//! The toy's optimum as a whole: everything sold less everything bought, and what limits are worth in all.

use super::{COPPER, OWN, Toy, Y1, Y2};
use crate::experiment::verify::known::{Expectation, THOUSAND, fixed, objective, payment};
use crate::results::duality::{duality, total};
use crate::sets::{DemandTier, Link, Region, Technology, TimeSlice, Year};

/// The optimum as a whole: what is built, sold and spent.
impl Toy<'_> {
    pub(super) fn whole(&self) -> Vec<Expectation> {
        let optimum = self.value() - self.ai() - self.plants() - self.generation() - self.once();
        vec![
            Expectation::new(
                ("objective", "million USD"),
                "everything sold less everything bought",
                optimum,
                objective,
            ),
            Expectation::new(
                ("sum of what limits are worth", "million USD"),
                "every right-hand side times its price adds up to the objective",
                optimum,
                |view| total(&duality(view)),
            ),
        ]
    }

    /// GW of rated alphas in both years: half of the old fleet is left in its last year.
    fn alphas(&self) -> [f64; 2] {
        let chips = &self.system.chips;
        let gigawatts = chips.kinds[self.alpha].power.value() / THOUSAND;
        let (old, new) = (chips.existing[(self.alpha, self.south)], chips.supply[(self.alpha, Y1)]);
        [gigawatts * (old.value() + 0.5 * new.value()), gigawatts * (0.5 * old.value() + new.value())]
    }

    /// GW of rated betas in 2028, north and south.
    fn beta_load(&self) -> [f64; 2] {
        let facility = self.facility(self.liquid, self.north);
        let contracted = self.system.compute.contract_factor * facility[0].max(facility[1]);
        let connected = self.system.grid.connection_rate[(self.north, Y2)].value();
        let land = self.system.sites.potential[(self.metro, self.south, Y2)].value();
        [connected * self.most / contracted, land * self.most]
    }

    fn value(&self) -> f64 {
        let (alphas, betas) = (self.alphas(), self.beta_load());
        let of_alphas = self.per_gigawatt(self.alpha);
        let powered =
            [alphas[0] * of_alphas, alphas[1] * of_alphas + (betas[0] + betas[1]) * self.per_gigawatt(self.beta)];
        let urgent = DemandTier(0);
        [Y1, Y2]
            .map(|y| {
                let first = self.system.demand.size[(urgent, y)].value();
                self.discount[y.0] * (self.sold_in(urgent, y) * first + self.sold(y) * (powered[y.0] - first))
            })
            .iter()
            .sum()
    }

    /// Spent on AI in both periods.
    fn spent(&self) -> [f64; 2] {
        let [north, south] = self.beta_load();
        let chips = self.system.chips.supply[(self.alpha, Y1)].value() * self.price(self.alpha, Y1);
        let betas = (north + south) * self.betas() / self.most * self.price(self.beta, Y2);
        let shells = (north * self.capex(self.campus) + south * self.capex(self.metro)) / self.most;
        [chips, betas + shells + self.connected() * self.system.grid.connections[self.north].capex.value()]
    }

    fn connected(&self) -> f64 {
        self.system.grid.connection_rate[(self.north, Y2)].value()
    }

    /// Payments for chips, shells, connections.
    fn ai(&self) -> f64 {
        let [north, south] = self.beta_load();
        let of_alpha = self.spent()[0] * self.chip(self.alpha) * (0.5 * self.discount[0] + self.discount[1]);
        let betas = (north + south) * self.betas() * self.price(self.beta, Y2) * self.chip(self.beta);
        let shells = north * self.capex(self.campus) * self.shell(self.campus)
            + south * self.capex(self.metro) * self.shell(self.metro);
        let connection = &self.system.grid.connections[self.north];
        let yearly = payment(self.system.finance.power, connection.lifetime) * connection.capex.value();
        of_alpha + self.discount[1] * (betas + shells + self.connected() * self.most * yearly)
    }

    /// GW of line in both years.
    fn lines(&self) -> [f64; 2] {
        let line = &self.system.grid.links[0];
        let old = line.capacity.value();
        [old, old + self.most * line.rate[1].value()]
    }

    /// GW of gas that cover the south's peak with its margin, less what the north lends.
    fn gas_capacity(&self) -> [f64; 2] {
        let (alphas, [_, south]) = (self.alphas(), self.beta_load());
        let air = self.facility(self.air, self.south)[1];
        let ai = [air * alphas[0], air * alphas[1] + self.facility(self.liquid, self.south)[1] * south];
        let power = &self.system.power;
        [0, 1].map(|y| {
            let peak = power.peak_load[(self.south, Year(y))].value() + ai[y];
            let lent = self.system.adequacy.lend_fraction * self.lines()[y];
            (self.with_margin() * peak - lent) / power.elcc[(self.gas, self.south)]
        })
    }

    /// Payments for plants and lines, and their operation.
    fn plants(&self) -> f64 {
        let (power, line) = (&self.system.power, &self.system.grid.links[0]);
        let operation = |g: Technology| power.fixed_cost[(g, Y1)].value();
        let capacity = self.gas_capacity();
        let old = power.existing[(self.gas, self.south, Y1)].value();
        let yearly = fixed(self.system, self.gas, Y1) - operation(self.gas);
        let line =
            self.most * line.rate[1].value() * payment(self.system.finance.power, line.lifetime) * line.capex.value();
        let river = operation(self.hydro) * power.existing[(self.hydro, self.north, Y1)].value();
        let of_year = |y: usize| yearly * (capacity[y] - old) + operation(self.gas) * capacity[y] + river;
        self.discount[0] * of_year(0) + self.discount[1] * (of_year(1) + line)
    }

    /// Energy of both regions: the river line is always full.
    fn generation(&self) -> f64 {
        let (alphas, [north, south]) = (self.alphas(), self.beta_load());
        let (air, liquid) = (self.facility(self.air, self.south), self.facility(self.liquid, self.south));
        let arrives = 1.0 - self.system.grid.links[0].loss;
        let of_year = |y: Year| {
            let lines = self.lines()[y.0];
            let on =
                |day: usize| if y == Y2 { [north, south].map(|gigawatts| gigawatts * liquid[day]) } else { [0.0; 2] };
            let base = |r: Region, day: usize| {
                let mut slices = self.system.time.slices();
                let slice = slices.find(|s| usize::from(self.system.time.slices[*s].peak) == day);
                self.system.power.load(r, y, slice.unwrap_or(TimeSlice(0))).value()
            };
            let river = [0, 1].map(|day| base(self.north, day) + on(day)[0] + lines);
            let gas = [0, 1].map(|day| base(self.south, day) + air[day] * alphas[y.0] + on(day)[1] - arrives * lines);
            self.energy(river, self.river()) + self.energy(gas, self.gas())
        };
        self.discount[0] * of_year(Y1) + self.discount[1] * of_year(Y2)
    }

    /// What is paid once: copper and fees, the cheap tiers first.
    fn once(&self) -> f64 {
        let (materials, capital) = (&self.system.materials, &self.system.capital);
        let [north, south] = self.beta_load();
        let shells = north / self.most * materials.shell[(COPPER, self.campus)]
            + south / self.most * materials.shell[(COPPER, self.metro)];
        let copper = shells
            + materials.connection[0] * self.connected()
            + materials.link[(COPPER, Link(0))] * self.system.grid.links[0].rate[1].value();
        let home = &materials.tiers[0];
        let copper = home.price[1] * home.quantity[1] + self.dear_copper() * (copper - home.quantity[1]);
        let ([first, second], own) = (self.spent(), capital.amount[(OWN, Y2)].value());
        let fees = capital.fee[(OWN, Y2)] * own + self.dear_fee() * (second - own);
        capital.fee[(OWN, Y1)] * first + self.paid * (copper + fees)
    }
}
