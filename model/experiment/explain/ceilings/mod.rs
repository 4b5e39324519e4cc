//! Four separate ceilings on compute, the smallest of which a popular rule calls the bottleneck.
//!
//! The rule draws one curve each for chips, power, data centres and capital, as if all else were unlimited, and
//! reads off the lowest. Here it is made from the same numbers as the program, so that the two can be held against each
//! other. In model year y, with `w(y',y,L)` the share of y in which what was bought in period y' serves
//! ([`Time::in_service`](crate::system::Time::in_service)), `h_a` MH100e and `kw_a` GW per thousand, `u` the average draw:
//!
//! ```text
//! mean(y)    = compute / load of everything ever on sale that still serves      MH100e per GW
//!            = (sum_a h_a fleet_a) / (sum_a kw_a fleet_a),
//!   fleet_a  = existing_a f(age) + sum_y' w(y',y,L_a) supply[a,y']
//!
//! chips      = sum_a h_a existing_a f(age) + sum_y' most[y'],
//!   most[y'] = the least of what supply allows and what each component alone allows, the accelerators with most
//!              compute per unit of it first
//!
//! power      = mean(y) x the smaller of delivered and firm, GW of rated IT
//!   delivered= ( sum_r connected_r / (contract_factor u pue_r) + onsite / (u pue_r) ) / (1 - energy_share)
//!   connected= existing + sum_y' w(y',y,inf) gw_per_year[y']
//!   firm     = ( (surplus + built) / (1 + margin - tolerance) + onsite elcc ) / ( u pue_peak (1 - depth) )
//!   surplus  = sum_r max(0, sum_g elcc existing - (1 + margin_r - tolerance) peak_r)
//!   built    = sum_y' the most that build limits allow of elcc x w(y',y,L_g)
//!
//! data       = mean(y) x ( existing shells + sum_y' w(y',y,inf) halls[y'] )
//! centres      halls: as early as rates, potentials and ceilings of regions and supply chains of cooling allow
//!
//! capital    = sum_a h_a existing_a f(age) + sum_y' w(y') money[y'] / price[y']
//!   price    = million USD per MH100e of the mix on sale in y': accelerators, and for each GW of them
//!              the cheapest shell, cooling and connection
//! ```
//!
//! `pue` is that of a region's best cooling system, `margin` and `pue_peak` of `firm` the lowest of any region; `tolerance`
//! ends where the demand for firm capacity does, and of seasons the one counts in which least is covered. With build limits that overlap, [`at_most`](packing::at_most) gives a bound from above.
//!
//! What the rule leaves out, all of it: who buys at what price; where things stand (all regions are summed, though chips
//! in one cannot use a connection in another); lines between regions; when (each year is looked at alone, as if all that
//! could have been built by then had been); energy and fuel; water, liquid cooling and low latency; materials; fees and
//! the cost of money; what the other three leave of the fourth. Chips in compute, and halls, connections and firm capacity in
//! gigawatts, err towards more: no optimum passes them. Two things err the other way. Gigawatts and dollars become compute at
//! a mean, and where load or money is scarce the optimum can do better by buying the best accelerators alone. And money
//! pays for a new hall and connection with each accelerator, though some stand already or stand empty again.

pub mod packing;
pub mod power;
pub mod table;

use packing::{Limit, at_most};

use crate::constraints::chips::gigawatts_per_thousand;
use crate::experiment::families::Families;
use crate::named::words;
use crate::program::Family;
use crate::sets::{Accelerator, Chain, SiteClass, Year};
use crate::system::{Life, System};
use crate::units::{ThousandUnits, compute};

words! {
    /// What one of the four curves is about.
    Kind {
        /// Accelerators on sale and their components.
        Chips, "chips";
        /// Connections, onsite power, firm capacity.
        Power, "power";
        /// Sites and cooling equipment.
        DataCentres, "data centres";
        /// Money.
        Capital, "capital";
    }
}

impl Kind {
    /// Families of limits that it stands for.
    #[must_use]
    pub const fn families(self) -> Families {
        match self {
            Self::Chips => Families::of(&[Family::Chips]),
            Self::Power => Families::ENERGY,
            Self::DataCentres => Families::of(&[Family::Siting, Family::Cooling]),
            Self::Capital => Families::of(&[Family::Capital]),
        }
    }
}

/// The ceilings of a model year.
#[derive(Debug, Clone, PartialEq)]
pub struct Ceilings {
    /// Compute of all accelerators on sale so far, MH100e.
    pub chips: f64,
    /// Compute that power can carry, MH100e.
    pub power: f64,
    /// Compute that data centres can hold, MH100e.
    pub data_centres: f64,
    /// Compute that money can buy, MH100e; none without a budget.
    pub capital: Option<f64>,
    /// Load that connections and onsite plants can carry, GW of rated IT.
    pub delivered: f64,
    /// Load that firm capacity can carry, GW of rated IT.
    pub firm: f64,
    /// Load that halls can hold, GW of rated IT.
    pub halls: f64,
    /// Mean compute of a gigawatt of everything on sale so far that serves, MH100e per GW.
    pub mean: f64,
}

impl Ceilings {
    /// Those of a model year.
    #[must_use]
    pub fn of(system: &System, now: Year) -> Self {
        let fleet = Fleet::on_sale(system, now);
        let (delivered, firm) = (power::delivered(system, now), power::firm(system, now));
        let halls = halls(system, now);
        Self {
            chips: chips(system, now),
            power: fleet.mean() * f64::min(delivered, firm),
            data_centres: fleet.mean() * halls,
            capital: capital(system, now),
            delivered,
            firm,
            halls,
            mean: fleet.mean(),
        }
    }

    /// A ceiling, MH100e; none if that kind has no limit.
    #[must_use]
    pub fn get(&self, kind: Kind) -> Option<f64> {
        let value = match kind {
            Kind::Chips => Some(self.chips),
            Kind::Power => Some(self.power),
            Kind::DataCentres => Some(self.data_centres),
            Kind::Capital => self.capital,
        };
        value.filter(|value| value.is_finite())
    }

    /// The smallest and what it is about; none if nothing has a limit.
    #[must_use]
    pub fn smallest(&self) -> Option<(Kind, f64)> {
        let known = Kind::ALL.into_iter().filter_map(|kind| Some((kind, self.get(kind)?)));
        known.min_by(|a, b| a.1.total_cmp(&b.1))
    }
}

/// Compute and load of some accelerators.
#[derive(Debug, Clone, Copy, Default)]
struct Fleet {
    compute: f64,
    load: f64,
}

impl Fleet {
    /// Everything ever on sale that serves in a year, all of it bought.
    fn on_sale(system: &System, now: Year) -> Self {
        let mut fleet = Self::existing(system, now);
        for a in system.sets.accelerators() {
            for built in Year::all(now.0 + 1) {
                let serving = in_service(system, a, (built, now));
                fleet.add(system, a, on_sale(system, a, built) * serving);
            }
        }
        fleet
    }

    /// What existed and serves in a year.
    fn existing(system: &System, now: Year) -> Self {
        let mut fleet = Self::default();
        for a in system.sets.accelerators() {
            let kind = &system.chips.kinds[a];
            let serving = Life::Years(kind.lifetime).service(system.time.calendar(now) - kind.first_year);
            let existing: f64 = system.sets.regions().map(|r| system.chips.existing[(a, r)].value()).sum();
            fleet.add(system, a, existing * serving);
        }
        fleet
    }

    fn add(&mut self, system: &System, a: Accelerator, thousand: f64) {
        self.compute += compute(ThousandUnits(thousand), system.chips.kinds[a].h100e).value();
        self.load += gigawatts_per_thousand(system.chips.kinds[a].power) * thousand;
    }

    /// MH100e per GW; 0 where there is nothing.
    fn mean(self) -> f64 {
        if self.load > 0.0 { self.compute / self.load } else { 0.0 }
    }
}

/// Accelerators sold in a period, thousand; none before the first year.
fn on_sale(system: &System, a: Accelerator, built: Year) -> f64 {
    let sold = system.time.calendar(built) >= system.chips.kinds[a].first_year;
    if sold { system.chips.supply[(a, built)].value() } else { 0.0 }
}

/// The share of a year in which accelerators bought in a period serve.
fn in_service(system: &System, a: Accelerator, (built, now): (Year, Year)) -> f64 {
    system.time.in_service(built, now, Life::Years(system.chips.kinds[a].lifetime))
}

/// Compute of all accelerators on sale so far that serve, within the limits of components.
fn chips(system: &System, now: Year) -> f64 {
    let bought = Year::all(now.0 + 1).map(|built| most_compute(system, (built, now)));
    Fleet::existing(system, now).compute + bought.sum::<f64>()
}

/// The most compute in a year from what a period sells: the least of what each limit allows.
fn most_compute(system: &System, (built, now): (Year, Year)) -> f64 {
    let sold: Vec<(Accelerator, f64, f64)> = system
        .sets
        .accelerators()
        .map(|a| {
            let worth = compute(ThousandUnits(1.0), system.chips.kinds[a].h100e).value();
            (a, on_sale(system, a, built), worth * in_service(system, a, (built, now)))
        })
        .collect();
    let all: f64 = sold.iter().map(|(_, supply, worth)| supply * worth).sum();
    let limited = system.chips.components.iter().filter_map(|component| {
        let mut left = component.supply.as_ref()?[built];
        let use_of = |a: Accelerator| component.per_thousand[a];
        let mut order = sold.clone();
        // The most compute per unit of the component first; what needs none of it comes before all.
        order.sort_by(|(a, _, x), (b, _, y)| (y * use_of(*a)).total_cmp(&(x * use_of(*b))));
        let mut sum = 0.0;
        for (a, supply, worth) in order {
            let need = use_of(a);
            let amount = if need > 0.0 { supply.min(left / need) } else { supply };
            left = (left - amount * need).max(0.0);
            sum += amount * worth;
        }
        Some(sum)
    });
    limited.fold(all, f64::min)
}

/// Halls in service if all were built as early as regions and cooling allow, GW of rated IT.
fn halls(system: &System, now: Year) -> f64 {
    let existing: f64 = system.sites.existing.iter().map(|gw| gw.value()).sum();
    let mut by_region = vec![0.0; system.sets.regions.len()];
    let mut by_class = vec![vec![0.0; system.sets.site_classes.len()]; system.sets.regions.len()];
    let (mut to_date, mut serving) = (0.0, existing);
    for built in Year::all(now.0 + 1) {
        for r in system.sets.regions() {
            let open = |k: &SiteClass| {
                let first = system.sites.first_year[(*k, r)];
                first.is_some_and(|first| system.time.calendar(built) >= first)
            };
            for k in system.sets.site_classes().filter(open) {
                let more = by_class[r.0][k.0] + system.sites.rate[(k, r, built)].value();
                let room = system.sites.potential[(k, r, built)].value();
                by_class[r.0][k.0] = more.min(room).max(by_class[r.0][k.0]);
            }
            let all: f64 = by_class[r.0].iter().sum();
            let ceiling = system.sites.ceiling[r].as_ref().map_or(f64::INFINITY, |ceiling| ceiling[built].value());
            by_region[r.0] = all.min(ceiling).max(by_region[r.0]);
        }
        let room: f64 = by_region.iter().sum();
        let more = f64::min(room, to_date + cooled(system, built));
        serving += (more - to_date) * system.time.in_service(built, now, Life::Endless);
        to_date = more;
    }
    serving
}

/// The most halls that cooling equipment of a period allows, GW.
fn cooled(system: &System, built: Year) -> f64 {
    let limit = |i: Chain| Limit {
        amount: system.cooling.supply[(i, built)].value(),
        members: system.cooling.drawing_on(i).map(|c| c.0).collect(),
    };
    let limits: Vec<Limit> = Chain::all(system.sets.chains.len()).map(limit).collect();
    at_most(&limits, &vec![1.0; system.sets.cooling().len()])
}

/// Compute that the money of all periods so far buys, existing accelerators included; none without a budget.
fn capital(system: &System, now: Year) -> Option<f64> {
    if system.sets.capital_tiers.is_empty() {
        return None;
    }
    let bought = Year::all(now.0 + 1).map(|built| {
        let money: f64 = system.capital.amount.column(built.0).iter().map(|money| money.value()).sum();
        let mix = mix(system, (built, now));
        if mix.serving > 0.0 { money * mix.serving / mix.price } else { 0.0 }
    });
    Some(Fleet::existing(system, now).compute + bought.sum::<f64>())
}

/// What a period sells, accelerators in the proportion of their supply.
struct Mix {
    /// Million USD per MH100e, with shell, cooling and connection.
    price: f64,
    /// Share of it that serves in the year looked at.
    serving: f64,
}

fn mix(system: &System, (built, now): (Year, Year)) -> Mix {
    let (mut fleet, mut cost, mut serving) = (Fleet::default(), 0.0, 0.0);
    for a in system.sets.accelerators() {
        let supply = on_sale(system, a, built);
        let before = fleet.compute;
        fleet.add(system, a, supply);
        cost += supply * system.chips.price[(a, built)].value();
        serving += (fleet.compute - before) * in_service(system, a, (built, now));
    }
    if fleet.compute <= 0.0 {
        return Mix { price: f64::INFINITY, serving: 0.0 };
    }
    let all_in = cost + fleet.load * halls_and_connection(system);
    Mix { price: all_in / fleet.compute, serving: serving / fleet.compute }
}

/// The cheapest shell, cooling system and connection for a GW of rated IT, million USD.
fn halls_and_connection(system: &System) -> f64 {
    let least = |costs: &mut dyn Iterator<Item = f64>| {
        let least = costs.fold(f64::INFINITY, f64::min);
        if least.is_finite() { least } else { 0.0 }
    };
    let shell = least(&mut system.sites.classes.iter().map(|class| class.capex.value()));
    let cooling = least(&mut system.cooling.kinds.iter().map(|kind| kind.capex.value()));
    let connection = least(&mut system.sets.regions().map(|r| {
        let per_rated = system.compute.contract_factor * power::facility(system, r);
        system.grid.connections[r].capex.value() * per_rated
    }));
    shell + cooling + connection
}
