//! Financing conditions: what each state of markets does to the tiers of capital, year by year.
//!
//! A rule, no theory of markets: yearly, so that what passes within a year cancels inside it. Of a regime: V volatility,
//! T trend, U buybacks, L liquidity, R rate; x' is the regime's less that of `base`, which `capital.csv` stands for.
//!
//! ```text
//! lever(V)  min(vol_leverage_max, vol_target / V)
//! flow      vol_assets (lever(V) / lever(V base) - 1) + cta_assets cta_beta T' + buybacks (U / U base - 1) + liquidity_share L'
//! price     max(-0.9, flow_multiplier x flow / market_value)
//! ig, hy    spread_ig V', spread_hy V';   rate = 100 rate_pass R' - liquidity_yield L' / 100;   w = U / U base
//!
//! tier               size (at least 0)                                                        add to the fee
//! bonds              1 - size_spread ig / 100 + size_liquidity L' / 100                       fee_years (ig + rate) / 10000
//! payouts            1 + size_payout (w - 1)                                                  fee_years (-earnings_yield price + rate / 10000)
//! private_credit     1 - size_spread hy / 100 + size_liquidity L' / 100                       fee_years (hy + rate) / 10000
//! equity_and_public  1 + size_price price                                                     as payouts
//! displaced          (1 + size_payout (w - 1)) (1 + size_price price)                         as payouts
//! ```
//!
//! Own cash, and tiers of other names, stay as they are. With coefficients at `low` or `high` all are at that end but the
//! value of the market, which is at the other: the larger it is, the less a flow moves it.

use super::draws::SplitMix;
use super::names::{ALL, Parameter, Regime, Tier};
use super::parameters::{End, Parameters};

/// What a state of markets does to a tier of capital.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Effect {
    /// Times the money of the tier.
    pub size: f64,
    /// Added to its fee, as a share of the amount.
    pub fee: f64,
}

/// Flows into equity that a state of markets brings, against the long-run mean, billion USD a year.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Flow {
    /// Of funds that aim at a volatility.
    pub volatility_targets: f64,
    /// Of funds that follow trends.
    pub trend_followers: f64,
    /// Of firms that buy back their shares.
    pub buybacks: f64,
    /// Of what the Treasury adds.
    pub liquidity: f64,
}

impl Flow {
    /// All together.
    #[must_use]
    pub fn sum(self) -> f64 {
        self.volatility_targets + self.trend_followers + self.buybacks + self.liquidity
    }
}

/// A state of markets in a calendar year, with coefficients at an end of their ranges.
#[derive(Debug, Clone, Copy)]
pub struct Conditions<'a> {
    parameters: &'a Parameters,
    regime: Regime,
    end: End,
    year: i32,
}

impl<'a> Conditions<'a> {
    /// The state of markets of a year.
    #[must_use]
    pub const fn new(parameters: &'a Parameters, regime: Regime, end: End, year: i32) -> Self {
        Self { parameters, regime, end, year }
    }

    fn of(&self, parameter: Parameter, name: &str) -> f64 {
        self.parameters.at(parameter, name, self.year).at(self.end)
    }

    fn coefficient(&self, parameter: Parameter) -> f64 {
        self.of(parameter, ALL)
    }

    /// A quantity of the regime, and of the long-run mean.
    fn state(&self, parameter: Parameter) -> (f64, f64) {
        let at = |regime: Regime| self.parameters.at(parameter, regime.name(), self.year).value;
        (at(self.regime), at(Regime::Base))
    }

    /// How far a quantity of the regime lies from the long-run mean.
    fn off(&self, parameter: Parameter) -> f64 {
        let (own, base) = self.state(parameter);
        own - base
    }

    /// Buybacks over those of the long-run mean.
    fn buybacks(&self) -> f64 {
        let (own, base) = self.state(Parameter::RegimeBuybacks);
        own / base
    }

    /// Flows into equity.
    #[must_use]
    pub fn flow(&self) -> Flow {
        let (most, target) = (self.coefficient(Parameter::VolLeverageMax), self.coefficient(Parameter::VolTarget));
        let lever = |volatility: f64| most.min(target / volatility);
        let (own, base) = self.state(Parameter::RegimeVolatility);
        Flow {
            volatility_targets: self.coefficient(Parameter::VolAssets) * (lever(own) / lever(base) - 1.0),
            trend_followers: self.coefficient(Parameter::CtaAssets)
                * self.coefficient(Parameter::CtaBeta)
                * self.off(Parameter::RegimeTrend),
            buybacks: self.coefficient(Parameter::Buybacks) * (self.buybacks() - 1.0),
            liquidity: self.coefficient(Parameter::LiquidityShare) * self.off(Parameter::RegimeLiquidity),
        }
    }

    /// Relative change of the value of equity.
    #[must_use]
    pub fn price(&self) -> f64 {
        const MOST_LOST: f64 = -0.9;
        let value = self.parameters.at(Parameter::MarketValue, ALL, self.year).at(self.end.other());
        (self.coefficient(Parameter::FlowMultiplier) * self.flow().sum() / value).max(MOST_LOST)
    }

    /// What it does to a tier.
    #[must_use]
    pub fn effect(&self, tier: Tier) -> Effect {
        const POINTS: f64 = 10_000.0;
        let volatility = self.off(Parameter::RegimeVolatility);
        let liquidity = self.off(Parameter::RegimeLiquidity) / 100.0;
        let rate = 100.0 * self.coefficient(Parameter::RatePass) * self.off(Parameter::RegimeRate)
            - self.coefficient(Parameter::LiquidityYield) * liquidity;
        let years = self.coefficient(Parameter::FeeYears);
        let size_of = |parameter| self.of(parameter, tier.name());
        let paid_out = || 1.0 + size_of(Parameter::SizePayout) * (self.buybacks() - 1.0);
        let valued = || 1.0 + size_of(Parameter::SizePrice) * self.price();
        let lent = |spread: Parameter| {
            let spread = self.coefficient(spread) * volatility;
            let size =
                1.0 - size_of(Parameter::SizeSpread) * spread / 100.0 + size_of(Parameter::SizeLiquidity) * liquidity;
            (size, years * (spread + rate) / POINTS)
        };
        let dearer = || years * (-self.coefficient(Parameter::EarningsYield) * self.price() + rate / POINTS);
        let (size, fee) = match tier {
            Tier::OwnCash => (1.0, 0.0),
            Tier::Bonds => lent(Parameter::SpreadIg),
            Tier::PrivateCredit => lent(Parameter::SpreadHy),
            Tier::Payouts => (paid_out(), dearer()),
            Tier::EquityAndPublic => (valued(), dearer()),
            Tier::Displaced => (paid_out() * valued(), dearer()),
        };
        Effect { size: size.max(0.0), fee }
    }
}

/// States of markets drawn by the odds of the table, from a year to another: markets were calm before.
#[must_use]
pub fn drawn(parameters: &Parameters, seed: u64, years: std::ops::RangeInclusive<i32>) -> Vec<Regime> {
    let (mut stream, mut last) = (SplitMix::new(seed), Regime::Calm);
    let next = |year: i32| {
        let (u, odds) = (stream.uniform(), last.odds());
        let mut sum = 0.0;
        let below = |regime: &Regime| {
            sum += parameters.at(odds, regime.name(), year).value;
            u < sum
        };
        last = Regime::DRAWN.into_iter().find(below).unwrap_or(Regime::Wave);
        last
    };
    years.map(next).collect()
}

/// What a change of the odds of a quarter point of the policy rate moves a fee by: as a share of the amount.
#[must_use]
pub fn odds_of_a_cut(parameters: &Parameters, (before, after): (f64, f64), year: i32) -> f64 {
    const QUARTER_POINT: f64 = 0.0025;
    let at = |parameter| parameters.at(parameter, ALL, year).value;
    at(Parameter::FeeYears) * at(Parameter::RatePass) * (before - after).abs() * QUARTER_POINT
}
