//! Growth: what AI investment and its services add to GDP.
//!
//! Kinds k: chips = `split.chips` of accelerators, servers the rest, shells, power, grid. I[k,y] is investment with AI less
//! that without; grid plants are built without AI too, so only the difference counts, and it may be negative. gdp(t) is
//! `gdp.level` at its year, grown by `headline.growth` (at value) of each calendar year, backwards too, linear between.
//! y- is the model year before y, m = mid(y) - mid(y-), last[k] = I[k,y-], base = gdp(mid(y-)); of the first, with b the year
//! before its period, last is the series `prior` of b, m = mid(y) - b, base = gdp(b).
//!
//! ```text
//! value_added       VA = revenue (1 - ai.intermediate) - power bill
//! level_share       100 (multiplier (investment - imports) + services.counted VA) / gdp(mid(y))
//! gross[k]          100 (I (1 + price.trend / 100)^-m - last) / (m base)
//! net[k]            (1 - import.share) gross
//! contribution      of investment: multiplier x net of all; of services: 100 services.counted (VA[y] - VA[y-]) / ((y - y-) gdp(y-))
//! growth_without    headline.growth - headline.embedded
//! growth_with       growth_without + contribution of all
//! growth_stopped    growth_without - 100 multiplier sum over k of (1 - import.share) last / base
//! ```
//!
//! `gross` is what the press quotes: each kind in prices of its own, imports not taken off. `net` is the convention of the
//! national accounts. Without: an economy in which AI investment never grew. Stopped: one in which it falls to nothing in
//! that period.
//!
//! A technical recession is two negative quarters in a row inside a calendar year. Quarterly growth, annualised, is logistic
//! around the year's growth g with deviation sigma: s = sigma sqrt(3) / pi, p = 1 / (1 + exp(g / s)). After a negative quarter
//! the next is negative with p + rho (1 - p), after another with p (1 - rho), so that p stays the share of negative quarters.
//! Read differences, not levels.
//!
//! *Not modelled*: what prices, rates and expectations make of it; the rest of the economy is the published headline less
//! what published estimates find of AI in it. Halls and chips of a year follow from the next year's needs, so that a single
//! year can jump by half a point either way: means over several years can be quoted.

use super::draws::Values;
use super::flows::Flows;
use super::names::{ALL, Kind, Parameter, Prior};
use super::tables::{GdpItem, GdpKind};

/// What an amount of the table is.
pub type Key = (i32, GdpItem, GdpKind);

/// GDP at a point in time, billion USD.
#[must_use]
pub fn gdp(values: &Values<'_>, time: f64) -> f64 {
    let whole = time.floor();
    let below = gdp_of(values, whole as i32);
    if time > whole { below + (time - whole) * (gdp_of(values, whole as i32 + 1) - below) } else { below }
}

fn gdp_of(values: &Values<'_>, year: i32) -> f64 {
    let parameters = values.parameters();
    let known =
        parameters.find(Parameter::GdpLevel, ALL).and_then(|level| level.years.first().copied()).unwrap_or(year);
    let growth = |year| 1.0 + parameters.at(Parameter::HeadlineGrowth, ALL, year).value / 100.0;
    let mut level = values.all(Parameter::GdpLevel, known);
    (known + 1..=year).for_each(|year| level *= growth(year));
    (year + 1..=known).rev().for_each(|year| level /= growth(year));
    level
}

/// Value added of compute in a model year, billion USD.
#[must_use]
pub fn value_added(flows: &Flows, values: &Values<'_>, y: usize) -> f64 {
    let intermediate = values.all(Parameter::AiIntermediate, flows.years[y]);
    flows.with.revenue[y] * (1.0 - intermediate) - flows.with.power[y]
}

/// AI investment of a model year by kind, billion USD a year.
#[must_use]
pub fn investment(flows: &Flows, values: &Values<'_>, y: usize) -> [f64; 5] {
    let (with, without) = (flows.with.capex[y], flows.without.capex[y]);
    let spent: [f64; 4] = std::array::from_fn(|kind| with[kind] - without[kind]);
    by_kind(spent, values.all(Parameter::SplitChips, flows.years[y]))
}

/// Accelerators split into chips and servers.
fn by_kind([accelerators, shells, power, grid]: [f64; 4], chips: f64) -> [f64; 5] {
    [chips * accelerators, (1.0 - chips) * accelerators, shells, power, grid]
}

/// What came before a model year: its investment by kind, how long ago, and GDP then.
struct Before {
    investment: [f64; 5],
    years: f64,
    gdp: f64,
}

impl Before {
    fn of(flows: &Flows, values: &Values<'_>, y: usize) -> Option<Self> {
        if let Some(last) = y.checked_sub(1) {
            let investment = investment(flows, values, last);
            let (years, gdp) = (flows.mid[y] - flows.mid[last], gdp(values, flows.mid[last]));
            return Some(Self { investment, years, gdp });
        }
        let before = flows.before;
        let given = |prior: Prior| {
            let series = values.parameters().find(Parameter::Prior, prior.name())?;
            series.years.contains(&before).then(|| values.of(Parameter::Prior, prior.name(), before))
        };
        let [accelerators, shells, power, grid] = Prior::ALL.map(given);
        let spent = [accelerators?, shells?, power?, grid?];
        Some(Self {
            investment: by_kind(spent, values.all(Parameter::SplitChips, before)),
            years: flows.mid[y] - f64::from(before),
            gdp: gdp(values, f64::from(before)),
        })
    }
}

/// Chance of a technical recession in a year of growth `g`, % a year.
#[must_use]
pub fn recession(g: f64, sigma: f64, rho: f64) -> f64 {
    const QUARTERS_LEFT: usize = 3;
    let scale = sigma * 3f64.sqrt() / std::f64::consts::PI;
    let p = 1.0 / (1.0 + (g / scale).exp());
    let (mut grew, mut fell) = (1.0 - p, p);
    for _ in 0..QUARTERS_LEFT {
        (grew, fell) = (grew * (1.0 - p * (1.0 - rho)) + fell * (1.0 - p - rho * (1.0 - p)), grew * p * (1.0 - rho));
    }
    1.0 - grew - fell
}

/// All amounts of the table, by model year.
#[must_use]
pub fn growth(flows: &Flows, values: &Values<'_>) -> Vec<(Key, f64)> {
    (0..flows.years.len()).flat_map(|y| year(flows, values, y)).collect()
}

const KINDS: [GdpKind; 5] = [GdpKind::Chips, GdpKind::Servers, GdpKind::Shells, GdpKind::Power, GdpKind::Grid];

fn year(flows: &Flows, values: &Values<'_>, y: usize) -> Vec<(Key, f64)> {
    let year = flows.years[y];
    let all = |parameter| values.all(parameter, year);
    let imported = Kind::ALL.map(|kind| values.of(Parameter::ImportShare, kind.name(), year));
    let invested = investment(flows, values, y);
    let (multiplier, counted) = (all(Parameter::Multiplier), all(Parameter::ServicesCounted));
    let (spent, imports) = (invested.iter().sum::<f64>(), dot(imported, invested));
    let (size, added) = (gdp(values, flows.mid[y]), value_added(flows, values, y));
    let mut rows = vec![];
    let mut say = |item, kind, value| rows.push(((year, item, kind), value));
    KINDS.into_iter().zip(invested).for_each(|(kind, value)| say(GdpItem::Investment, kind, value));
    say(GdpItem::Investment, GdpKind::All, spent);
    say(GdpItem::Imports, GdpKind::All, imports);
    say(GdpItem::ImportShare, GdpKind::All, if spent > 0.0 { imports / spent } else { 0.0 });
    say(GdpItem::Gdp, GdpKind::All, size);
    say(GdpItem::ValueAdded, GdpKind::Compute, added);
    let level = multiplier * (spent - imports) + counted * added;
    say(GdpItem::LevelShare, GdpKind::All, 100.0 * level / size);
    let services = y.checked_sub(1).map_or(0.0, |last| {
        let then = flows.years[last];
        let more = added - value_added(flows, values, last);
        100.0 * counted * more / (f64::from(year - then) * gdp(values, f64::from(then)))
    });
    let without = all(Parameter::HeadlineGrowth) - all(Parameter::HeadlineEmbedded);
    let mut growths = vec![(GdpKind::Without, without)];
    if let Some(before) = Before::of(flows, values, y) {
        let trend = Kind::ALL.map(|kind| 1.0 + values.of(Parameter::PriceTrend, kind.name(), year) / 100.0);
        let gross: [f64; 5] = std::array::from_fn(|k| {
            let real = invested[k] * trend[k].powf(-before.years);
            100.0 * (real - before.investment[k]) / (before.years * before.gdp)
        });
        let net: [f64; 5] = std::array::from_fn(|k| (1.0 - imported[k]) * gross[k]);
        for (item, values) in [(GdpItem::Gross, gross), (GdpItem::Net, net)] {
            KINDS.into_iter().zip(values).for_each(|(kind, value)| say(item, kind, value));
            say(item, GdpKind::All, values.iter().sum());
        }
        let invested = multiplier * net.iter().sum::<f64>();
        say(GdpItem::Contribution, GdpKind::Investment, invested);
        say(GdpItem::Contribution, GdpKind::Services, services);
        say(GdpItem::Contribution, GdpKind::All, invested + services);
        let lost = before.investment.iter().sum::<f64>() - dot(imported, before.investment);
        growths.insert(0, (GdpKind::With, without + invested + services));
        growths.push((GdpKind::Stopped, without - 100.0 * multiplier * lost / before.gdp));
    } else {
        say(GdpItem::Contribution, GdpKind::Services, services);
    }
    let (sigma, rho) = (all(Parameter::RecessionSigma), all(Parameter::RecessionPersistence));
    for &(kind, growth) in &growths {
        say(GdpItem::growth(kind), GdpKind::All, growth);
    }
    for &(kind, growth) in &growths {
        say(GdpItem::Recession, kind, recession(growth, sigma, rho));
    }
    for (kind, growth) in growths {
        say(GdpItem::BelowFloor, kind, f64::from(growth < all(Parameter::RecessionFloor)));
    }
    rows
}

fn dot(one: [f64; 5], other: [f64; 5]) -> f64 {
    one.iter().zip(other).map(|(a, b)| a * b).sum()
}

#[cfg(test)]
mod tests {
    use super::recession;

    #[test]
    fn a_recession_has_the_chance_that_is_known() {
        assert!((recession(1.8, 2.23, 0.35) - 0.182_315_030_000_754_05).abs() < 1e-15);
    }
}
