//! Rules that decide one at a time: seasons, the demand for firm capacity, minimum load, own capacity, clean energy, fees over
//! years, a carbon price by year, a tail.
//!
//! One region, one model year, every day alike: night, noon and evening. The sun has power at noon alone, the steady plant
//! comes next, gas turbines serve the rest of the evening. Turbines can be built at F USD/kW-yr, half of it in
//! the first year, since what is built serves half of it.
//!
//! - Seasons: turbines cover the season that needs most of them; its capacity price is F over their ELCC in it, that of the
//!   other 0.
//! - Tail: with D(y') the discounted years of the period after it, what is built serves half of the first year and all of
//!   the tail, and is paid for both by the first: its price is F (1/2 + D) / (1/2 ELCC).
//! - Capacity curve: seasons alike. Tiers that pay less than F / ELCC stay open, whole; turbines cover the rest.
//! - Minimum load: what of the steady plant serves the evening runs at noon with a share m of it, the sun serves the rest of
//!   noon, and power is worth nothing then.
//! - Own capacity: turbines of (share x firm AI load) / ELCC, and a GW less of that is worth F / ELCC.
//! - Clean target: target less the sun's energy is paid for.
//! - Fees: of a fee in M equal parts the half year that is seen pays 1 / (2 M).
//! - Carbon: halfway between two years, half of the way between their prices.

use super::{
    Expectation, FIRST_SHARE, ONLY, THOUSAND, energy, energy_price, fixed, hours, objective, outside, payment, running,
    spent,
};
use crate::error::Result;
use crate::program::{Account, Item, Key, Rule};
use crate::results::view::View;
use crate::sets::{Accelerator, CapitalTier, Cooling, DemandTier, Region, Season, Technology, TimeSlice, Year};
use crate::system::System;
use crate::units::UsdPerTonne;

const PLATE: Region = Region(0);
const STEADY: Technology = Technology(0);
const TURBINE: Technology = Technology(1);
const SUN: Technology = Technology(2);
const NIGHT: TimeSlice = TimeSlice(0);
const NOON: TimeSlice = TimeSlice(1);
const EVENING: TimeSlice = TimeSlice(2);
const SUMMER: Season = Season(0);
const WINTER: Season = Season(1);

/// The plants in a year.
struct Plants<'a> {
    system: &'a System,
    /// USD/kW-yr of a turbine.
    yearly: f64,
    /// Million USD of plants that stand, per year.
    standing: f64,
}

impl<'a> Plants<'a> {
    fn of(system: &'a System) -> Result<Self> {
        let in_order = system.sets.technologies.iter().map(String::as_str).eq(["steady", "turbine", "sun"]);
        if !in_order || system.time.slices.len() != 3 {
            return Err(outside(system, "there are other plants or slices"));
        }
        let standing = system
            .sets
            .technologies()
            .map(|g| system.power.existing[(g, PLATE, ONLY)].value() * system.power.fixed_cost[(g, ONLY)].value());
        Ok(Self { system, yearly: fixed(system, TURBINE, ONLY), standing: standing.sum() })
    }

    fn exists(&self, g: Technology) -> f64 {
        self.system.power.existing[(g, PLATE, ONLY)].value()
    }

    fn running(&self, g: Technology) -> f64 {
        running(self.system, g, PLATE, ONLY)
    }

    /// What serves a slice with so much AI: sun first, then the steady plant, then turbines.
    fn served(&self, s: TimeSlice, more: f64) -> [(Technology, f64); 3] {
        let mut left = self.system.power.load(PLATE, ONLY, s).value() + more;
        [SUN, STEADY, TURBINE].map(|g| {
            let available = self.exists(g) * self.system.power.availability[(g, PLATE, s)];
            let output = if g == TURBINE { left } else { left.min(available) };
            left -= output;
            (g, output)
        })
    }

    /// Million USD a year of running all that.
    fn dispatch(&self, more: f64) -> f64 {
        let of = |s: TimeSlice| {
            let cost = |(g, output): (Technology, f64)| output * self.running(g);
            self.served(s, more).map(cost).iter().sum::<f64>() * hours(self.system, s) / THOUSAND
        };
        [NIGHT, NOON, EVENING].into_iter().map(of).sum()
    }

    fn elcc(&self, g: Technology, h: Season) -> f64 {
        self.system.power.seasonal_elcc[(g, PLATE, h)]
    }
}

fn season_price(view: &View<'_>, h: Season) -> f64 {
    -view.price(Rule::PowerAdequacy, Key::regional(Item::Season(h), PLATE, ONLY))
}

fn objective_of(cost: f64) -> Expectation {
    Expectation::new(("objective", "million USD"), "less all costs", -cost, objective)
}

/// Turbines in service and built.
fn built(plants: &Plants<'_>, capacity: f64, states: &'static str) -> [Expectation; 2] {
    let more = (capacity - plants.exists(TURBINE)) / FIRST_SHARE;
    [
        Expectation::new(("gas turbine, GW in service", "GW"), states, capacity, |view| {
            view.capacity(TURBINE, PLATE, ONLY)
        }),
        Expectation::new(
            ("gas turbine, GW built", "GW"),
            "twice what is missing: what is built in the first year serves half of it",
            more,
            |view| view.value(view.program.variables.build[(TURBINE, PLATE, ONLY)]),
        ),
    ]
}

/// Turbines that a season needs, GW.
fn needed(plants: &Plants<'_>, h: Season) -> f64 {
    let system = plants.system;
    let season = system.adequacy.seasons[(PLATE, h)];
    let target = season.map_or(0.0, |s| (1.0 + s.reserve_margin) * s.load_share);
    let peak = system.power.peak_load[(PLATE, ONLY)].value();
    (target * peak - plants.elcc(STEADY, h) * plants.exists(STEADY)) / plants.elcc(TURBINE, h)
}

/// Seasons, and the same with a tail.
pub fn seasons(system: &System) -> Result<Vec<Expectation>> {
    let plants = Plants::of(system)?;
    let [summer, winter] = [SUMMER, WINTER].map(|h| needed(&plants, h));
    if winter <= summer.max(plants.exists(TURBINE)) {
        return Err(outside(system, "winter does not decide"));
    }
    let tail: f64 = Year::all(system.time.years.len()).skip(1).map(|y| system.time.discount[y]).sum();
    let years = FIRST_SHARE + tail;
    let more = winter - plants.exists(TURBINE);
    let price = plants.yearly * years / (FIRST_SHARE * plants.elcc(TURBINE, WINTER));
    let mut expectations = vec![
        Expectation::new(
            ("capacity price of winter", "USD/kW-yr"),
            "what a turbine costs in all years that it serves, over its firm part in this one",
            price,
            |view| season_price(view, WINTER),
        ),
        Expectation::new(("capacity price of summer", "USD/kW-yr"), "there is more than summer needs", 0.0, |view| {
            season_price(view, SUMMER)
        }),
        objective_of(
            (1.0 + tail) * (plants.dispatch(0.0) + plants.standing) + plants.yearly * more / FIRST_SHARE * years,
        ),
    ];
    expectations.extend(built(&plants, winter, "as many as winter needs"));
    Ok(expectations)
}

/// The demand for firm capacity.
pub fn curve(system: &System) -> Result<Vec<Expectation>> {
    let plants = Plants::of(system)?;
    let price = plants.yearly / plants.elcc(TURBINE, SUMMER);
    let peak = system.power.peak_load[(PLATE, ONLY)].value();
    let season = system.adequacy.seasons[(PLATE, SUMMER)].ok_or_else(|| outside(system, "there is no summer"))?;
    let cheap = || system.adequacy.tiers_of(PLATE).filter(|(_, tier)| tier.price.value() < price);
    let open: f64 = cheap().map(|(_, tier)| tier.share * peak).sum();
    let paid: f64 = cheap().map(|(_, tier)| tier.share * peak * tier.price.value()).sum();
    let top = (1.0 + season.reserve_margin + system.adequacy.beyond_target(PLATE)) * peak;
    let capacity = (top - open - plants.elcc(STEADY, SUMMER) * plants.exists(STEADY)) / plants.elcc(TURBINE, SUMMER);
    let more = capacity - plants.exists(TURBINE);
    if more < 0.0 || needed(&plants, SUMMER) != needed(&plants, WINTER) {
        return Err(outside(system, "turbines are many, or seasons differ"));
    }
    let mut expectations = vec![
        Expectation::new(
            ("capacity price of the year", "USD/kW-yr"),
            "the sum of the seasons' prices: what a turbine costs over its firm part",
            price,
            |view| season_price(view, SUMMER) + season_price(view, WINTER),
        ),
        Expectation::new(
            ("below the top of the curve", "GW"),
            "the tiers that pay less than a turbine costs",
            open,
            |view| {
                let tiers = view.system.adequacy.tiers_of(PLATE);
                tiers.map(|(k, _)| view.value(view.program.variables.short[(PLATE, ONLY, SUMMER, k)])).sum()
            },
        ),
        Expectation::new(
            ("paid for it", "million USD"),
            "the tiers' prices, in each season by its weight",
            paid,
            |view| spent(view, Account::Adequacy),
        ),
        objective_of(plants.dispatch(0.0) + plants.standing + plants.yearly * more + paid),
    ];
    expectations.extend(built(&plants, capacity, "up to the tier that pays less than one costs"));
    Ok(expectations)
}

/// Minimum load by day.
pub fn minimum(system: &System) -> Result<Vec<Expectation>> {
    let plants = Plants::of(system)?;
    let least = system.power.kinds[STEADY].min_load * plants.exists(STEADY);
    let noon = system.power.load(PLATE, ONLY, NOON).value();
    let sun = plants.exists(SUN) * system.power.availability[(SUN, PLATE, NOON)];
    let [night, evening] = [NIGHT, EVENING].map(|s| system.power.load(PLATE, ONLY, s).value());
    let dearer = (plants.running(TURBINE) - plants.running(STEADY)) * hours(system, EVENING);
    let kept = system.power.kinds[STEADY].min_load * plants.running(STEADY) * hours(system, NOON);
    if sun < noon - least || night < least || evening < plants.exists(STEADY) || kept > dearer {
        return Err(outside(system, "the minimum does not bind at noon alone"));
    }
    let at = |g| (g, PLATE, ONLY, NOON);
    // At noon nothing runs but the minimum and the sun.
    let by_merit = plants.served(NOON, 0.0).map(|(g, output)| output * plants.running(g)).iter().sum::<f64>();
    let forced = least * plants.running(STEADY) + (noon - least) * plants.running(SUN) - by_merit;
    let prices = [(NIGHT, "night", STEADY), (NOON, "noon", SUN), (EVENING, "the evening", TURBINE)];
    let mut expectations: Vec<Expectation> = prices
        .into_iter()
        .map(|(s, name, g)| {
            let check = (format!("energy price of {name}"), "USD/MWh");
            Expectation::new(check, "running cost of what serves one GW more", plants.running(g), move |view| {
                energy_price(view, PLATE, ONLY, s)
            })
        })
        .collect();
    expectations.extend([
        Expectation::new(
            ("steady plant at noon", "GW"),
            "the minimum of what is kept for the evening",
            least,
            move |view| view.value(view.program.variables.generation[at(STEADY)]),
        ),
        Expectation::new(("sun at noon", "GW"), "what the minimum leaves of the load", noon - least, move |view| {
            view.value(view.program.variables.generation[at(SUN)])
        }),
        objective_of(plants.dispatch(0.0) + plants.standing + forced * hours(system, NOON) / THOUSAND),
    ]);
    Ok(expectations)
}

/// Large loads bring their own capacity.
pub fn own(system: &System) -> Result<Vec<Expectation>> {
    let plants = Plants::of(system)?;
    let thousand: f64 = system.chips.existing[(Accelerator(0), PLATE)].value();
    let (load, worth) = ai(system, thousand);
    let elcc = plants.elcc(TURBINE, SUMMER).min(plants.elcc(TURBINE, WINTER));
    let more = system.own_capacity * load / elcc;
    let mut expectations = vec![
        facility(load),
        Expectation::new(
            ("a GW less that must be covered", "USD/kW-yr"),
            "what a turbine costs over its firm part",
            plants.yearly / elcc,
            |view| view.price(Rule::PowerOwnCapacity, Key::regional(Item::None, PLATE, ONLY)),
        ),
        objective_of(plants.dispatch(load) + plants.standing + plants.yearly * more - worth),
    ];
    expectations.extend(built(&plants, plants.exists(TURBINE) + more, "new ones for a share of the firm AI load"));
    Ok(expectations)
}

/// Facility load, GW, and worth of compute, million USD a year, of accelerators in service.
fn ai(system: &System, thousand: f64) -> (f64, f64) {
    let kind = &system.chips.kinds[Accelerator(0)];
    let rated = thousand * kind.power.value() / THOUSAND;
    let load = rated * system.compute.power_utilisation * system.cooling.pue[(Cooling(0), PLATE)];
    let year: f64 = system.time.slices().map(|s| hours(system, s)).sum();
    let price = system.demand.price[(DemandTier(0), ONLY)].value();
    (load, thousand * kind.h100e / THOUSAND * price * year * system.compute.billable_fraction)
}

fn facility(load: f64) -> Expectation {
    Expectation::new(("AI facility load", "GW"), "all accelerators run", load, |view| {
        view.value(view.program.variables.facility[(PLATE, ONLY, true)])
    })
}

/// Clean energy.
pub fn clean(system: &System) -> Result<Vec<Expectation>> {
    let plants = Plants::of(system)?;
    let target = system.power.clean_targets[PLATE].as_ref().ok_or_else(|| outside(system, "there is no target"))?[ONLY];
    let slices = [NIGHT, NOON, EVENING];
    let load: f64 = slices.iter().map(|&s| hours(system, s) * system.power.load(PLATE, ONLY, s).value()).sum();
    let sun: f64 = slices.iter().map(|&s| hours(system, s) * plants.served(s, 0.0)[0].1).sum();
    let missing = target.share * load - sun;
    let price = target.alternative.value();
    if missing <= 0.0 || price <= 0.0 {
        return Err(outside(system, "the sun is enough"));
    }
    let paid = missing * price / THOUSAND;
    Ok(vec![
        Expectation::new(("clean energy missing", "GWh"), "the target less the sun", missing, |view| {
            view.value(view.program.variables.alternative[(PLATE, ONLY)])
        }),
        Expectation::new(("energy of the sun", "GWh"), "all that it has", sun, |view| {
            energy(view, |s| view.program.variables.generation[(SUN, PLATE, ONLY, s)])
        }),
        Expectation::new(("a MWh less of the target", "USD/MWh"), "what is paid for a missing one", price, |view| {
            -view.price(Rule::PowerClean, Key::regional(Item::None, PLATE, ONLY)) * THOUSAND
        }),
        Expectation::new(("paid for it", "million USD"), "each missing MWh at its price", paid, |view| {
            spent(view, Account::Clean)
        }),
        objective_of(plants.dispatch(0.0) + plants.standing + paid),
    ])
}

/// Fees over years.
pub fn fees(system: &System) -> Result<Vec<Expectation>> {
    const UNIT: Accelerator = Accelerator(0);
    let plants = Plants::of(system)?;
    let years = system.finance.money_years.ok_or_else(|| outside(system, "fees are paid at once"))?;
    let bought = system.chips.supply[(UNIT, ONLY)].value();
    let (load, worth) = ai(system, FIRST_SHARE * bought);
    let money = bought * system.chips.price[(UNIT, ONLY)].value();
    let fee = system.capital.fee[(CapitalTier(0), ONLY)];
    let part = FIRST_SHARE / f64::from(years) * fee;
    let yearly = payment(system.finance.accelerators, system.chips.kinds[UNIT].lifetime);
    let capital = FIRST_SHARE * money * (yearly + system.compute.opex_fraction);
    Ok(vec![
        facility(load),
        Expectation::new(("money raised", "million USD"), "the price of all on offer", money, |view| {
            view.value(view.program.variables.money[(CapitalTier(0), ONLY)])
        }),
        Expectation::new(
            ("fees paid", "million USD"),
            "half of the first of the equal parts: the half year that is seen",
            part * money,
            |view| spent(view, Account::CapitalFees),
        ),
        Expectation::new(("a dollar of money", "USD per USD"), "the part of its fee that is paid", part, |view| {
            view.price(Rule::CapitalBudget, Key::national(Item::None, ONLY))
        }),
        objective_of(plants.dispatch(load) + plants.standing + capital + part * money - worth),
    ])
}

/// The carbon price of the scenario in 2030, USD/t: half of the way from 0 in 2028 to 100 in 2032.
const HALFWAY: f64 = 50.0;

/// A carbon price by year.
pub fn carbon(system: &System) -> Result<Vec<Expectation>> {
    let mut priced = system.clone();
    priced.carbon_price = vec![UsdPerTonne(HALFWAY)].into();
    let plants = Plants::of(&priced)?;
    let gas = plants.served(EVENING, 0.0)[2].1;
    let prices = [(NIGHT, "night", STEADY), (EVENING, "the evening", TURBINE)];
    let mut expectations: Vec<Expectation> = prices
        .into_iter()
        .map(|(s, name, g)| {
            let check = (format!("energy price of {name}"), "USD/MWh");
            Expectation::new(check, "fuel, carbon and operation", plants.running(g), move |view| {
                energy_price(view, PLATE, ONLY, s)
            })
        })
        .collect();
    expectations.extend([
        Expectation::new(("gas in the evening", "GW"), "what the steady plant leaves", gas, |view| {
            view.value(view.program.variables.generation[(TURBINE, PLATE, ONLY, EVENING)])
        }),
        objective_of(plants.dispatch(0.0) + plants.standing),
    ]);
    Ok(expectations)
}
