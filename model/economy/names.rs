//! What the account's parameters are called, and what each is given for: kinds of spending, regions, fifths of households,
//! tiers of capital, states of markets.

use crate::input::schema::Range;
use crate::named::{Words, words};

/// The name of a series of which there is one alone.
pub const ALL: &str = "all";

words! {
    /// A kind of AI investment.
    Kind {
        /// Accelerator packages.
        Chips, "chips";
        /// The rest of the price of systems: servers and networking.
        Servers, "servers";
        /// Shells with their cooling.
        Shells, "shells";
        /// Power plants and storage, on site and on the grid.
        Power, "power";
        /// Connections and lines.
        Grid, "grid";
    }
}

words! {
    /// Spending of the year before the first period, as the tables of a run count it.
    Prior {
        /// Accelerators with their systems.
        Accelerators, "accelerators";
        /// Shells with their cooling.
        Shells, "shells";
        /// Power plants and storage.
        Power, "power";
        /// Connections and lines.
        Grid, "grid";
    }
}

words! {
    /// A fifth of households by income, the lowest first.
    Quintile {
        /// The lowest.
        Q1, "q1";
        /// The second.
        Q2, "q2";
        /// The middle.
        Q3, "q3";
        /// The fourth.
        Q4, "q4";
        /// The highest.
        Q5, "q5";
    }
}

words! {
    /// A state of markets in a calendar year.
    Regime {
        /// The long-run mean, which the table of capital stands for.
        Base, "base";
        /// Little moves.
        Calm, "calm";
        /// Volatility is high, buybacks fall.
        Stress, "stress";
        /// Bills in place of bonds, cash balances drawn down, rates cut.
        Wave, "wave";
    }
}

impl Regime {
    /// Those that a path is drawn from, in the order of the odds.
    pub const DRAWN: [Self; 3] = [Self::Calm, Self::Stress, Self::Wave];

    /// The odds of what comes after it; those of calm for the long-run mean.
    #[must_use]
    pub const fn odds(self) -> Parameter {
        match self {
            Self::Base | Self::Calm => Parameter::TransitionCalm,
            Self::Stress => Parameter::TransitionStress,
            Self::Wave => Parameter::TransitionWave,
        }
    }
}

words! {
    /// A tier of capital that markets move, but for own cash.
    Tier {
        /// Own cash.
        OwnCash, "own_cash";
        /// Bonds.
        Bonds, "bonds";
        /// What would be paid out.
        Payouts, "payouts";
        /// Private credit.
        PrivateCredit, "private_credit";
        /// Equity and public money.
        EquityAndPublic, "equity_and_public";
        /// What is displaced elsewhere.
        Displaced, "displaced";
    }
}

/// What a parameter is given for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Given {
    /// Once.
    Once,
    /// For each of some words.
    For(&'static [&'static str]),
    /// For each of some words, or not at all.
    Perhaps(&'static [&'static str]),
    /// For every region.
    Regions,
    /// For some regions, for all others, or not at all.
    SomeRegions,
    /// For every fifth of households.
    Quintiles,
}

/// Parameters with their words, what they are given for, what they may be, and their unit.
macro_rules! parameters {
    ($($(#[doc = $doc:literal])+ $member:ident, $word:literal, $given:expr, $range:ident, $unit:literal;)+) => {
        words! {
            /// A parameter of the account.
            Parameter { $($(#[doc = $doc])+ $member, $word;)+ }
        }

        impl Parameter {
            /// What it is given for.
            #[must_use]
            pub const fn given(self) -> Given {
                use Given::{For, Once, Perhaps, Quintiles, Regions, SomeRegions};
                match self { $(Self::$member => $given,)+ }
            }

            /// What its value and the ends of its range may be.
            #[must_use]
            pub const fn range(self) -> Range {
                match self { $(Self::$member => Range::$range,)+ }
            }

            /// Its unit; USD stands for the money of the dataset.
            #[must_use]
            pub const fn unit(self) -> &'static str {
                match self { $(Self::$member => $unit,)+ }
            }
        }
    };
}

parameters! {
    /// GDP, with its year.
    GdpLevel, "gdp.level", Once, Positive, "bn USD";
    /// Growth of GDP as forecast.
    HeadlineGrowth, "headline.growth", Once, Any, "% a year";
    /// AI investment already in it, net of imports.
    HeadlineEmbedded, "headline.embedded", Once, Any, "pp";
    /// Spending of the year before the first period.
    Prior, "prior", Perhaps(Prior::WORDS), Any, "bn USD a year";
    /// Accelerator packages in the price of systems.
    SplitChips, "split.chips", Once, Fraction, "fraction";
    /// Imported share.
    ImportShare, "import.share", For(Kind::WORDS), Fraction, "fraction";
    /// Price against that of GDP.
    PriceTrend, "price.trend", For(Kind::WORDS), Any, "% a year";
    /// Demand per dollar of domestic spending.
    Multiplier, "multiplier", Once, Any, "ratio";
    /// Of value added of compute, what is counted as GDP beyond what it displaces.
    ServicesCounted, "services.counted", Once, Fraction, "fraction";
    /// Inputs of compute other than power, of revenue.
    AiIntermediate, "ai.intermediate", Once, Fraction, "fraction";
    /// Labour's part of value added of compute.
    AiCompensation, "ai.compensation", Once, Fraction, "fraction";
    /// Spread of quarterly growth.
    RecessionSigma, "recession.sigma", Once, Positive, "pp annualised";
    /// How much likelier a negative quarter is after one.
    RecessionPersistence, "recession.persistence", Once, Fraction, "fraction";
    /// Growth below which an economy stalls.
    RecessionFloor, "recession.floor", Once, Any, "% a year";
    /// Households.
    Households, "households", Regions, Positive, "thousand";
    /// Use of a household.
    Kwh, "kwh", Regions, NotNegative, "kWh a month";
    /// What a household pays.
    Rate, "rate", Regions, NotNegative, "USD/MWh";
    /// Of a change of the price of energy, what reaches households.
    MarketEnergy, "market.energy", Regions, Fraction, "fraction";
    /// The same of the price of firm capacity.
    MarketCapacity, "market.capacity", Regions, Fraction, "fraction";
    /// The price of energy that no bill exceeds.
    EnergyCap, "energy.cap", SomeRegions, NotNegative, "USD/MWh";
    /// The price of firm capacity that no bill exceeds.
    CapacityCap, "capacity.cap", SomeRegions, NotNegative, "USD/kW-yr";
    /// Load factor of households.
    HouseholdLoadFactor, "household.load_factor", Once, PositiveFraction, "fraction";
    /// Load factor of all other load.
    SystemLoadFactor, "system.load_factor", Once, PositiveFraction, "fraction";
    /// Of the capacity cost that AI causes, what AI pays.
    TariffCapacity, "tariff.capacity", Once, Fraction, "fraction";
    /// Of the wires that AI causes, what AI pays.
    TariffNetwork, "tariff.network", Once, Fraction, "fraction";
    /// Wires beyond the connection.
    NetworkReinforcement, "network.reinforcement", Once, NotNegative, "USD/kW";
    /// Yearly charge of wires.
    NetworkChargeRate, "network.charge_rate", Once, Fraction, "fraction a year";
    /// What wires cost households.
    NetworkRate, "network.rate", Once, NotNegative, "USD/MWh";
    /// What large load pays for wires over the mean.
    NetworkLargeLoadRatio, "network.large_load_ratio", Once, NotNegative, "ratio";
    /// Bill of a fifth over the mean.
    QuintileBill, "quintile.bill", Quintiles, NotNegative, "ratio to mean";
    /// Income of a fifth.
    QuintileIncome, "quintile.income", Quintiles, Positive, "USD a year";
    /// Its share of equity.
    QuintileEquity, "quintile.equity", Quintiles, Fraction, "fraction";
    /// Its share of wages.
    QuintileWages, "quintile.wages", Quintiles, Fraction, "fraction";
    /// Its share of wages displaced.
    QuintileDisplaced, "quintile.displaced", Quintiles, Fraction, "fraction";
    /// Labour share of the rest of the economy.
    LabourRestShare, "labour.rest_share", Once, Fraction, "fraction";
    /// Jobs that run data centres.
    LabourOperation, "labour.operation", Once, NotNegative, "FTE/MW";
    /// Jobs that build them.
    LabourConstruction, "labour.construction", Once, NotNegative, "job-years/MW";
    /// Their pay.
    LabourPay, "labour.pay", Once, NotNegative, "thousand USD";
    /// Wages displaced per dollar of compute.
    LabourDisplaced, "labour.displaced", Once, NotNegative, "USD/USD";
    /// Pay of a job displaced.
    LabourDisplacedPay, "labour.displaced_pay", Once, Positive, "thousand USD";
    /// Employment in construction.
    LabourConstructionStock, "labour.construction_stock", Once, Positive, "thousand";
    /// Private fixed investment.
    CapitalInvestment, "capital.investment", Once, Positive, "bn USD a year";
    /// Of the rents of AI, what accrues at home.
    CapitalDomestic, "capital.domestic", Once, Fraction, "fraction";
    /// Target of volatility-control funds.
    VolTarget, "financing.vol_target", Once, Positive, "vol points";
    /// Their most leverage.
    VolLeverageMax, "financing.vol_leverage_max", Once, Positive, "ratio";
    /// Their assets.
    VolAssets, "financing.vol_assets", Once, NotNegative, "bn USD";
    /// Assets of trend followers.
    CtaAssets, "financing.cta_assets", Once, NotNegative, "bn USD";
    /// Their equity exposure at full trend.
    CtaBeta, "financing.cta_beta", Once, Any, "ratio";
    /// Buybacks of a normal year.
    Buybacks, "financing.buybacks", Once, NotNegative, "bn USD a year";
    /// Value of equity.
    MarketValue, "financing.market_value", Once, Positive, "bn USD";
    /// What a dollar of flow moves.
    FlowMultiplier, "financing.flow_multiplier", Once, NotNegative, "USD/USD";
    /// Of a liquidity impulse, what buys equity.
    LiquidityShare, "financing.liquidity_share", Once, Fraction, "fraction";
    /// Investment-grade spread by volatility.
    SpreadIg, "financing.spread_ig", Once, Any, "bp/vol point";
    /// High-yield spread by volatility.
    SpreadHy, "financing.spread_hy", Once, Any, "bp/vol point";
    /// Yield by liquidity.
    LiquidityYield, "financing.liquidity_yield", Once, Any, "bp per 100 bn USD";
    /// Of the policy rate, what reaches yields.
    RatePass, "financing.rate_pass", Once, Fraction, "fraction";
    /// Issuance lost to spreads.
    SizeSpread, "financing.size_spread", For(&["bonds", "private_credit"]), NotNegative, "1 per 100 bp";
    /// Issuance by the value of equity.
    SizePrice, "financing.size_price", For(&["equity_and_public", "displaced"]), NotNegative, "ratio";
    /// What follows payouts.
    SizePayout, "financing.size_payout", For(&["payouts", "displaced"]), NotNegative, "ratio";
    /// Room that liquidity makes.
    SizeLiquidity, "financing.size_liquidity", For(&["bonds", "private_credit"]), NotNegative, "1 per 100 bn";
    /// Required return by the fall of value.
    EarningsYield, "financing.earnings_yield", Once, Fraction, "fraction";
    /// Mean time that a dollar is outstanding.
    FeeYears, "financing.fee_years", Once, NotNegative, "years";
    /// Volatility.
    RegimeVolatility, "regime.volatility", For(Regime::WORDS), Positive, "vol points";
    /// Trend of equity.
    RegimeTrend, "regime.trend", For(Regime::WORDS), Any, "-1 to 1";
    /// Buybacks over normal.
    RegimeBuybacks, "regime.buybacks", For(Regime::WORDS), NotNegative, "ratio to normal";
    /// Liquidity.
    RegimeLiquidity, "regime.liquidity", For(Regime::WORDS), Any, "bn USD a year";
    /// Policy rate.
    RegimeRate, "regime.rate", For(Regime::WORDS), Any, "pp";
    /// Odds after a calm year.
    TransitionCalm, "transition.calm", For(&["calm", "stress", "wave"]), Fraction, "probability";
    /// Odds after a year of stress.
    TransitionStress, "transition.stress", For(&["calm", "stress", "wave"]), Fraction, "probability";
    /// Odds after a wave.
    TransitionWave, "transition.wave", For(&["calm", "stress", "wave"]), Fraction, "probability";
    /// Growth below which support is wanted.
    PolicyThreshold, "policy.threshold", Once, Any, "% a year";
    /// Support per dollar of GDP missing.
    PolicyReaction, "policy.reaction", Once, NotNegative, "USD/USD";
    /// Most support.
    PolicyCeiling, "policy.ceiling", Once, NotNegative, "bn USD a year";
    /// First step of the iteration.
    PolicyDamping, "policy.damping", Once, PositiveFraction, "fraction";
    /// First year of support.
    PolicyFirstYear, "policy.first_year", Once, WholePositive, "year";
    /// Most solves.
    PolicyIterations, "policy.iterations", Once, WholePositive, "count";
    /// Gap at which it has converged.
    PolicyTolerance, "policy.tolerance", Once, NotNegative, "bn USD a year";
    /// E1.
    ClaimEnergyRatio, "claim.energy_ratio", Once, NotNegative, "ratio";
    /// E2.
    ClaimPartShare, "claim.part_share", Once, Fraction, "fraction";
    /// E3.
    ClaimExpansion, "claim.expansion", Once, Fraction, "fraction";
    /// E4.
    ClaimThemeRank, "claim.theme_rank", Once, Positive, "rank";
    /// M1, growth.
    ClaimMarkedly, "claim.markedly", Once, Any, "pp";
    /// M1, recession.
    ClaimRecession, "claim.recession", Once, Fraction, "probability";
    /// M2.
    ClaimSupportYield, "claim.support_yield", Once, Any, "USD/USD";
    /// M3.
    ClaimLabourShare, "claim.labour_share", Once, Any, "pp";
    /// I1, bill.
    ClaimBill, "claim.bill", Once, Any, "USD a month";
    /// I1, burden.
    ClaimBurden, "claim.burden", Once, Any, "pp";
    /// I2.
    ClaimContact, "claim.contact", Once, Fraction, "fraction";
    /// F1.
    ClaimSwing, "claim.swing", Once, Fraction, "fraction";
    /// F2.
    ClaimWave, "claim.wave", Once, Any, "fraction";
}

impl Parameter {
    /// Whether its series are drawn where they have a range: what markets, policy and verdicts rest on is not.
    #[must_use]
    pub fn is_drawn(self) -> bool {
        const FIXED: [&str; 5] = ["financing.", "regime.", "transition.", "policy.", "claim."];
        !FIXED.iter().any(|start| self.name().starts_with(start))
    }
}
