//! Policy: support that answers growth, and what support buys.
//!
//! Support S[y] is money without fee: the row of own cash of the table of capital, in the years of P(y), and S[y] more.
//!
//! ```text
//! want[y]  min(policy.ceiling, policy.reaction max(0, policy.threshold - growth_with[y]) / 100 gdp(mid(y))) for y >= policy.first_year, else 0
//! gap      max over y of |want - S|; at most policy.tolerance: it has converged
//! step     policy.damping at first, halved whenever the gap rose; S += step (want - S), from S = 0
//! ```
//!
//! Growth is at central parameters; the twin without AI does not change. Why it should converge: a dollar of support raises
//! investment of its period by at most a dollar and growth by less, since some of it is imported, so that the support wanted
//! falls by less than it was raised; what is pulled forward lowers growth of later years only. Where optima tie a step can
//! be missed. The certificate is the last gap, and that every solve is certified.

use super::draws::Values;
use super::flows::Flows;
use super::growth::{gdp, growth, investment};
use super::names::{Kind, Parameter, Tier};
use super::parameters::Parameters;
use super::tables::{GdpItem, PolicyRow, SupportRow};
use crate::error::Result;
use crate::experiment::variant::{Difference, Variant};
use crate::input::document::Located;
use crate::input::tables::Capital;
use crate::input::typed::Declared;
use crate::load::Loaded;
use crate::parallel;
use crate::program::Family;
use crate::results::Results;
use crate::run::run;
use crate::scenario::adjust::{Adjust, Amount, Change};
use crate::solve::Options;

/// Support in every year, billion USD a year, of which is asked what it buys.
pub const STEPS: [f64; 6] = [0.0, 25.0, 50.0, 100.0, 200.0, 400.0];

/// How the outer iteration ended.
#[derive(Debug, Clone, PartialEq)]
pub struct Answered {
    /// All iterations.
    pub rows: Vec<PolicyRow>,
    /// The last gap, billion USD a year.
    pub gap: f64,
    /// Whether it is small enough.
    pub converged: bool,
}

/// A scenario, its twin's tables and the parameters: what every support is asked of.
#[derive(Debug, Clone, Copy)]
pub struct Asked<'a> {
    /// The scenario.
    pub loaded: &'a Loaded,
    /// Tables of its twin without AI.
    pub without: &'a Results,
    /// The parameters.
    pub parameters: &'a Parameters,
}

impl Asked<'_> {
    fn value(&self, parameter: Parameter) -> f64 {
        Values::central(self.parameters).all(parameter, self.first())
    }

    fn first(&self) -> i32 {
        self.loaded.scenario.horizon.years.first().copied().unwrap_or_default()
    }

    /// Whether support can reach a model year.
    fn reaches(&self, year: i32) -> bool {
        f64::from(year) >= self.value(Parameter::PolicyFirstYear)
    }

    /// Solves the scenario with support by model year.
    ///
    /// # Errors
    /// If there is no certified optimum, or no row of own cash.
    pub fn solve(&self, support: &[f64]) -> Result<(Flows, Results)> {
        let periods = self.loaded.system.time.periods.iter();
        let adjusts = periods.zip(support).filter(|(_, support)| **support != 0.0);
        let adjusts: Vec<Adjust> = adjusts.map(|(period, support)| self.supported(period, *support)).collect();
        let loaded = Variant(vec![Difference::Adjusts(adjusts)]).load(&self.loaded.base())?;
        let results = run(&loaded, &Options::default())?.results;
        Ok((Flows::new(&self.loaded.system.time, &results, self.without), results))
    }

    /// The adjust that adds support in the years of a period.
    fn supported(&self, period: &[i32], support: f64) -> Adjust {
        let (place, column) = (&self.loaded.scenario.dataset_place, (Capital::NAME, Capital::busd.name));
        let adjust = Adjust::whole(place, column, Change::Add(Amount::Given(support)), "support");
        let located = |value: &str| Located { value: value.to_owned(), place: adjust.place.clone() };
        let ends = period.first().zip(period.last()).map(|(first, last)| (f64::from(*first), f64::from(*last)));
        let only = vec![(located(Capital::tier.name), vec![located(Tier::OwnCash.name())])];
        Adjust { only, years: ends, ..adjust }
    }

    /// Growth with AI of each model year, % a year; none of the first if nothing says what came before.
    fn growth(&self, flows: &Flows) -> Vec<Option<f64>> {
        let amounts = growth(flows, &Values::central(self.parameters));
        let of = |year: &i32| {
            let mut found = amounts.iter().filter(|((at, item, _), _)| at == year && *item == GdpItem::GrowthWith);
            found.next().map(|(_, growth)| *growth)
        };
        flows.years.iter().map(of).collect()
    }

    /// Support that growth calls for in each model year.
    fn wanted(&self, flows: &Flows, growth: &[Option<f64>]) -> Vec<f64> {
        let values = Values::central(self.parameters);
        let of = |(y, year): (usize, &i32)| {
            let all = |parameter| values.all(parameter, *year);
            let Some(growth) = growth[y].filter(|_| self.reaches(*year)) else { return 0.0 };
            let short = (all(Parameter::PolicyThreshold) - growth).max(0.0);
            let support = all(Parameter::PolicyReaction) * short / 100.0 * gdp(&values, flows.mid[y]);
            support.min(all(Parameter::PolicyCeiling))
        };
        flows.years.iter().enumerate().map(of).collect()
    }

    /// Lets support answer growth until both agree, or no more solves are allowed; `done` is told of every solve.
    ///
    /// # Errors
    /// If a solve has no certified optimum.
    pub fn answered(&self, done: &dyn Fn()) -> Result<Answered> {
        let years = self.loaded.scenario.horizon.years.len();
        let (mut support, mut step) = (vec![0.0; years], self.value(Parameter::PolicyDamping));
        let mut answered = Answered { rows: vec![], gap: f64::INFINITY, converged: false };
        for iteration in 0..self.value(Parameter::PolicyIterations) as i32 {
            let (flows, results) = self.solve(&support)?;
            done();
            let growth = self.growth(&flows);
            let wanted = self.wanted(&flows, &growth);
            let gap = wanted.iter().zip(&support).map(|(want, have)| (want - have).abs()).fold(0.0, f64::max);
            let values = Values::central(self.parameters);
            answered.rows.extend(results.summary.iter().enumerate().map(|(y, row)| PolicyRow {
                scenario: self.loaded.scenario.name.clone(),
                iteration,
                year: row.year,
                support_busd_per_year: support[y],
                growth_pct: growth[y],
                wanted_busd_per_year: wanted[y],
                gap_busd: gap,
                compute_mh100e: row.compute_mh100e,
                capex_busd_per_year: investment(&flows, &values, y).iter().sum(),
            }));
            let rose = gap > answered.gap;
            answered.gap = gap;
            if gap <= self.value(Parameter::PolicyTolerance) {
                answered.converged = true;
                break;
            }
            if rose {
                step /= 2.0;
            }
            support.iter_mut().zip(wanted).for_each(|(have, want)| *have += step * (want - *have));
        }
        Ok(answered)
    }

    /// What more support buys, step by step, on so many threads; `done` is told of every solve.
    ///
    /// # Errors
    /// If a solve has no certified optimum.
    pub fn bought(&self, threads: usize, done: &(dyn Fn() + Sync)) -> Result<Vec<SupportRow>> {
        let years = &self.loaded.scenario.horizon.years;
        let solve = |support: &f64| {
            let by_year: Vec<f64> = years.iter().map(|year| if self.reaches(*year) { *support } else { 0.0 }).collect();
            let solved = self.solve(&by_year);
            done();
            solved
        };
        let solved: Vec<(Flows, Results)> = crate::error::all(parallel::map(threads, &STEPS, solve)?)?;
        let mut rows = vec![];
        for (support, (flows, results)) in STEPS.iter().zip(&solved) {
            let gained = |of: &dyn Fn(&Flows, &Results, usize) -> f64| {
                let spans = || flows.span.iter().zip(years);
                let paid: f64 = spans().filter(|(_, year)| self.reaches(**year)).map(|(span, _)| support * span).sum();
                let more = |y: usize| of(flows, results, y) - of(&solved[0].0, &solved[0].1, y);
                let gain: f64 = flows.span.iter().enumerate().map(|(y, span)| span * more(y)).sum();
                (paid > 0.0).then(|| gain / paid)
            };
            let compute_per_busd = gained(&|_, results, y| results.summary[y].compute_mh100e);
            let gdp_per_busd = gained(&|flows, _, y| self.demand(flows, y));
            rows.extend(results.summary.iter().enumerate().map(|(y, row)| SupportRow {
                scenario: self.loaded.scenario.name.clone(),
                support_busd_per_year: *support,
                year: row.year,
                compute_mh100e: row.compute_mh100e,
                ai_rated_gw: row.ai_rated_gw,
                raised_busd_per_year: flows.with.raised[y],
                gdp_busd_per_year: self.demand(flows, y),
                compute_per_busd,
                gdp_per_busd,
                first_bottleneck: row.first_bottleneck,
            }));
        }
        Ok(rows)
    }

    /// What AI investment adds to demand at home, billion USD a year.
    fn demand(&self, flows: &Flows, y: usize) -> f64 {
        let (values, year) = (Values::central(self.parameters), flows.years[y]);
        let invested = investment(flows, &values, y);
        let home = Kind::ALL
            .iter()
            .zip(invested)
            .map(|(kind, spent)| spent - values.of(Parameter::ImportShare, kind.name(), year) * spent);
        values.all(Parameter::Multiplier, year) * home.sum::<f64>()
    }
}

/// Where support stops buying: the last step before its marginal gain of compute falls below a tenth of the first step's, and
/// the family with the largest rent of that step's last year; none if it never falls that low.
#[must_use]
pub fn stop(rows: &[SupportRow]) -> Option<(f64, Family)> {
    const TENTH: f64 = 0.1;
    let last_of = |support: f64| rows.iter().rfind(|row| row.support_busd_per_year == support);
    let gain = |support: f64| last_of(support).and_then(|row| row.compute_per_busd).unwrap_or(0.0) * support;
    let marginal = |pair: &[f64]| (gain(pair[1]) - gain(pair[0])) / (pair[1] - pair[0]);
    let first = marginal(&STEPS[..2]);
    let pair = STEPS.windows(2).find(|pair| marginal(pair) < TENTH * first)?;
    Some((pair[0], last_of(pair[0])?.first_bottleneck))
}
