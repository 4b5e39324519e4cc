//! Screening curve: which plants to build for a load that lasts.
//!
//! One region, no AI, one model year, plants with a fixed cost F (million USD per GW and year) and a running cost c
//! (USD/MWh), of which a share a is always available. Load levels in falling order are `L_1 > L_2 > ... > L_n` with
//! hours `h_k`; the block of load between `L_k` and `L_k+1` lasts `H_k = h_1 + ... + h_k` hours. Nothing but cost
//! limits what is built, so each block is served by whatever is cheapest for its hours:
//!
//! ```text
//! V(k) = min over plants of F/a + c H_k / 1000, and over not serving it: VOLL H_k / 1000
//! ```
//!
//! - capacity of a plant: the blocks that it serves, over a; built: that over 1/2, the share of its year in which
//!   what is built in the first period serves
//! - cost of the whole: sum over k of `(L_k - L_k+1) V(k)`
//! - energy price of slice k: one more GW there alone makes its block one slice longer, `(V(k) - V(k-1)) 1000 / h_k`
//!
//! **With a reserve margin** that binds, a GW of load-serving capacity also earns e/a times the capacity price, e its
//! ELCC: F is replaced by F - e price. What is built beyond the load serves no hour, so the cheapest firm capacity sets
//! the price: the least F/e of all plants. That much of it is added as the margin still lacks, and the cost of the
//! whole grows by F for each GW of it.

use super::{
    Expectation, FIRST_SHARE, ONLY, THOUSAND, capacity_price, energy, energy_price, fixed, hours, objective, outside,
    running, spent, with_margin,
};
use crate::error::Result;
use crate::program::Account;
use crate::sets::{Region, Technology, TimeSlice};
use crate::system::System;

const PLATE: Region = Region(0);

/// A way to meet a GW of load, or not to.
struct Way {
    /// None: the load is not served.
    plant: Option<Technology>,
    /// Million USD per GW served and year.
    fixed: f64,
    /// Firm GW per GW served.
    firm: f64,
    /// GW of capacity per GW served.
    capacity: f64,
    /// USD/MWh.
    running: f64,
}

/// The load in falling order: slice, GW, hours.
type Levels = Vec<(TimeSlice, f64, f64)>;

/// What each block is served by, and what that costs.
struct Plan {
    /// By block: its GW, its hours, the way that serves it, million USD per GW.
    blocks: Vec<(f64, f64, usize, f64)>,
    capacity_price: f64,
}

/// What the answer must be.
pub fn expect(system: &System) -> Result<Vec<Expectation>> {
    let (ways, levels) = (ways(system), levels(system));
    let target = with_margin(system, PLATE) * system.power.peak_load[(PLATE, ONLY)].value();
    let firm = |plan: &Plan| plan.blocks.iter().map(|(size, _, way, _)| size * ways[*way].firm).sum::<f64>();
    let mut plan = plan(&ways, &levels, 0.0);
    let mut extra = (0, 0.0);
    if firm(&plan) < target {
        let per_firm = |way: &Way| way.fixed / way.firm;
        let plants = ways.iter().enumerate().filter(|(_, way)| way.plant.is_some());
        let cheapest = plants.min_by(|a, b| per_firm(a.1).total_cmp(&per_firm(b.1)));
        let (cheapest, way) = cheapest.ok_or_else(|| outside(system, "there is no plant"))?;
        plan = self::plan(&ways, &levels, per_firm(way));
        extra = (cheapest, (target - firm(&plan)) / way.firm);
        if extra.1 < 0.0 {
            return Err(outside(system, "the margin binds in part"));
        }
    }
    let mut expectations = plants(system, (&ways, &plan), extra);
    expectations.extend(costs(&ways, &plan, extra));
    expectations.extend(prices(&plan, &levels));
    Ok(expectations)
}

fn ways(system: &System) -> Vec<Way> {
    let power = &system.power;
    let plants = system.sets.technologies().map(|g| {
        let available = power.availability[(g, PLATE, TimeSlice(0))];
        Way {
            plant: Some(g),
            fixed: fixed(system, g, ONLY) / available,
            firm: power.elcc[(g, PLATE)] / available,
            capacity: 1.0 / available,
            running: running(system, g, PLATE, ONLY),
        }
    });
    let lost = system.adequacy.lost_load.value();
    plants.chain([Way { plant: None, fixed: 0.0, firm: 0.0, capacity: 0.0, running: lost }]).collect()
}

fn levels(system: &System) -> Levels {
    let slices = system.time.slices();
    let mut levels: Levels = slices.map(|s| (s, system.power.load(PLATE, ONLY, s).value(), hours(system, s))).collect();
    levels.sort_by(|a, b| b.1.total_cmp(&a.1));
    levels
}

/// The cheapest way for each block where firm capacity has this price.
fn plan(ways: &[Way], levels: &Levels, capacity_price: f64) -> Plan {
    let mut lasts = 0.0;
    let block = |(k, &(_, load, hours)): (usize, &(TimeSlice, f64, f64))| {
        lasts += hours;
        let cost = |way: &Way| way.fixed - capacity_price * way.firm + way.running * lasts / THOUSAND;
        let cheapest = (0..ways.len()).min_by(|a, b| cost(&ways[*a]).total_cmp(&cost(&ways[*b]))).unwrap_or(0);
        (load - levels.get(k + 1).map_or(0.0, |next| next.1), lasts, cheapest, cost(&ways[cheapest]))
    };
    Plan { blocks: levels.iter().enumerate().map(block).collect(), capacity_price }
}

/// GW served by each way, what stands beyond the load included.
fn served(ways: &[Way], plan: &Plan, extra: (usize, f64)) -> Vec<f64> {
    let mut served = vec![0.0; ways.len()];
    plan.blocks.iter().for_each(|(size, _, way, _)| served[*way] += size);
    served[extra.0] += extra.1;
    served
}

fn plants(system: &System, (ways, plan): (&[Way], &Plan), extra: (usize, f64)) -> Vec<Expectation> {
    let served = served(ways, plan, extra);
    let of = ways.iter().zip(served).filter_map(|(way, served)| Some((way.plant?, way.capacity * served)));
    of.flat_map(|(g, capacity)| {
        let at = (g, PLATE, ONLY);
        let name = |what: &str| format!("{}, {what}", system.power.kinds[g].name.to_lowercase());
        [
            Expectation::new(
                (name("GW in service"), "GW"),
                "the blocks of load for whose hours it is the cheapest way",
                capacity,
                move |view| view.value(view.program.variables.capacity[at]),
            ),
            Expectation::new(
                (name("GW built"), "GW"),
                "twice the capacity: what is built in the first year serves half of it",
                capacity / FIRST_SHARE,
                move |view| view.value(view.program.variables.build[at]),
            ),
        ]
    })
    .collect()
}

fn costs(ways: &[Way], plan: &Plan, extra: (usize, f64)) -> Vec<Expectation> {
    let run = |plants: bool| {
        let blocks = plan.blocks.iter().filter(move |(_, _, way, _)| ways[*way].plant.is_some() == plants);
        blocks.map(|(size, hours, way, _)| size * hours * ways[*way].running / THOUSAND).sum::<f64>()
    };
    let unserved = plan.blocks.iter().filter(|(_, _, way, _)| ways[*way].plant.is_none());
    let unserved: f64 = unserved.map(|(size, hours, _, _)| size * hours).sum();
    let served = served(ways, plan, extra);
    let standing: f64 = ways.iter().zip(served).map(|(way, served)| way.fixed * served).sum();
    vec![
        Expectation::new(
            ("dispatch cost", "million USD"),
            "every block's hours at the running cost of its plant",
            run(true),
            |view| spent(view, Account::Generation),
        ),
        Expectation::new(
            ("unserved energy", "GWh"),
            "blocks so short that VOLL is cheaper than any plant",
            unserved,
            |view| energy(view, |s| view.program.variables.unserved[(PLATE, ONLY, s)]),
        ),
        Expectation::new(
            ("objective", "million USD"),
            "less the least cost of every block",
            -(standing + run(true) + run(false)),
            objective,
        ),
        Expectation::new(
            ("capacity price", "USD/kW-yr"),
            "yearly cost of the cheapest firm capacity over its ELCC; 0 where no margin binds",
            plan.capacity_price,
            |view| capacity_price(view, PLATE, ONLY),
        ),
    ]
}

fn prices(plan: &Plan, levels: &Levels) -> Vec<Expectation> {
    let mut before = 0.0;
    let mut price = |k: usize, hours: f64| {
        let worth = plan.blocks[k].3;
        (worth - std::mem::replace(&mut before, worth)) * THOUSAND / hours
    };
    let slices = levels.iter().enumerate();
    slices
        .map(|(k, &(s, load, hours))| {
            Expectation::new(
                (format!("energy price at {load:.2} GW"), "USD/MWh"),
                "cost of a block of these hours less that of one that is a slice shorter",
                price(k, hours),
                move |view| energy_price(view, PLATE, ONLY, s),
            )
        })
        .collect()
}
