//! What the account's parameters are called, and what each is given for: kinds of spending, regions, fifths of households,
//! tiers of capital, states of markets.

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

/// Parameters with their words and what they are given for.
macro_rules! parameters {
    ($($(#[doc = $doc:literal])+ $member:ident, $word:literal, $given:expr;)+) => {
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
        }
    };
}

parameters! {
    /// GDP, with its year.
    GdpLevel, "gdp.level", Once;
    /// Growth of GDP as forecast.
    HeadlineGrowth, "headline.growth", Once;
    /// AI investment already in it, net of imports.
    HeadlineEmbedded, "headline.embedded", Once;
    /// Spending of the year before the first period.
    Prior, "prior", Perhaps(Prior::WORDS);
    /// Accelerator packages in the price of systems.
    SplitChips, "split.chips", Once;
    /// Imported share.
    ImportShare, "import.share", For(Kind::WORDS);
    /// Price against that of GDP.
    PriceTrend, "price.trend", For(Kind::WORDS);
    /// Demand per dollar of domestic spending.
    Multiplier, "multiplier", Once;
    /// Of value added of compute, what is counted as GDP beyond what it displaces.
    ServicesCounted, "services.counted", Once;
    /// Inputs of compute other than power, of revenue.
    AiIntermediate, "ai.intermediate", Once;
    /// Labour's part of value added of compute.
    AiCompensation, "ai.compensation", Once;
    /// Spread of quarterly growth.
    RecessionSigma, "recession.sigma", Once;
    /// How much likelier a negative quarter is after one.
    RecessionPersistence, "recession.persistence", Once;
    /// Growth below which an economy stalls.
    RecessionFloor, "recession.floor", Once;
    /// Households.
    Households, "households", Regions;
    /// Use of a household.
    Kwh, "kwh", Regions;
    /// What a household pays.
    Rate, "rate", Regions;
    /// Of a change of the price of energy, what reaches households.
    MarketEnergy, "market.energy", Regions;
    /// The same of the price of firm capacity.
    MarketCapacity, "market.capacity", Regions;
    /// The price of energy that no bill exceeds.
    EnergyCap, "energy.cap", SomeRegions;
    /// The price of firm capacity that no bill exceeds.
    CapacityCap, "capacity.cap", SomeRegions;
    /// Load factor of households.
    HouseholdLoadFactor, "household.load_factor", Once;
    /// Load factor of all other load.
    SystemLoadFactor, "system.load_factor", Once;
    /// Of the capacity cost that AI causes, what AI pays.
    TariffCapacity, "tariff.capacity", Once;
    /// Of the wires that AI causes, what AI pays.
    TariffNetwork, "tariff.network", Once;
    /// Wires beyond the connection.
    NetworkReinforcement, "network.reinforcement", Once;
    /// Yearly charge of wires.
    NetworkChargeRate, "network.charge_rate", Once;
    /// What wires cost households.
    NetworkRate, "network.rate", Once;
    /// What large load pays for wires over the mean.
    NetworkLargeLoadRatio, "network.large_load_ratio", Once;
    /// Bill of a fifth over the mean.
    QuintileBill, "quintile.bill", Quintiles;
    /// Income of a fifth.
    QuintileIncome, "quintile.income", Quintiles;
    /// Its share of equity.
    QuintileEquity, "quintile.equity", Quintiles;
    /// Its share of wages.
    QuintileWages, "quintile.wages", Quintiles;
    /// Its share of wages displaced.
    QuintileDisplaced, "quintile.displaced", Quintiles;
    /// Labour share of the rest of the economy.
    LabourRestShare, "labour.rest_share", Once;
    /// Jobs that run data centres.
    LabourOperation, "labour.operation", Once;
    /// Jobs that build them.
    LabourConstruction, "labour.construction", Once;
    /// Their pay.
    LabourPay, "labour.pay", Once;
    /// Wages displaced per dollar of compute.
    LabourDisplaced, "labour.displaced", Once;
    /// Pay of a job displaced.
    LabourDisplacedPay, "labour.displaced_pay", Once;
    /// Employment in construction.
    LabourConstructionStock, "labour.construction_stock", Once;
    /// Private fixed investment.
    CapitalInvestment, "capital.investment", Once;
    /// Of the rents of AI, what accrues at home.
    CapitalDomestic, "capital.domestic", Once;
    /// Target of volatility-control funds.
    VolTarget, "financing.vol_target", Once;
    /// Their most leverage.
    VolLeverageMax, "financing.vol_leverage_max", Once;
    /// Their assets.
    VolAssets, "financing.vol_assets", Once;
    /// Assets of trend followers.
    CtaAssets, "financing.cta_assets", Once;
    /// Their equity exposure at full trend.
    CtaBeta, "financing.cta_beta", Once;
    /// Buybacks of a normal year.
    Buybacks, "financing.buybacks", Once;
    /// Value of equity.
    MarketValue, "financing.market_value", Once;
    /// What a dollar of flow moves.
    FlowMultiplier, "financing.flow_multiplier", Once;
    /// Of a liquidity impulse, what buys equity.
    LiquidityShare, "financing.liquidity_share", Once;
    /// Investment-grade spread by volatility.
    SpreadIg, "financing.spread_ig", Once;
    /// High-yield spread by volatility.
    SpreadHy, "financing.spread_hy", Once;
    /// Yield by liquidity.
    LiquidityYield, "financing.liquidity_yield", Once;
    /// Of the policy rate, what reaches yields.
    RatePass, "financing.rate_pass", Once;
    /// Issuance lost to spreads.
    SizeSpread, "financing.size_spread", For(&["bonds", "private_credit"]);
    /// Issuance by the value of equity.
    SizePrice, "financing.size_price", For(&["equity_and_public", "displaced"]);
    /// What follows payouts.
    SizePayout, "financing.size_payout", For(&["payouts", "displaced"]);
    /// Room that liquidity makes.
    SizeLiquidity, "financing.size_liquidity", For(&["bonds", "private_credit"]);
    /// Required return by the fall of value.
    EarningsYield, "financing.earnings_yield", Once;
    /// Mean time that a dollar is outstanding.
    FeeYears, "financing.fee_years", Once;
    /// Volatility.
    RegimeVolatility, "regime.volatility", For(Regime::WORDS);
    /// Trend of equity.
    RegimeTrend, "regime.trend", For(Regime::WORDS);
    /// Buybacks over normal.
    RegimeBuybacks, "regime.buybacks", For(Regime::WORDS);
    /// Liquidity.
    RegimeLiquidity, "regime.liquidity", For(Regime::WORDS);
    /// Policy rate.
    RegimeRate, "regime.rate", For(Regime::WORDS);
    /// Odds after a calm year.
    TransitionCalm, "transition.calm", For(&["calm", "stress", "wave"]);
    /// Odds after a year of stress.
    TransitionStress, "transition.stress", For(&["calm", "stress", "wave"]);
    /// Odds after a wave.
    TransitionWave, "transition.wave", For(&["calm", "stress", "wave"]);
    /// Growth below which support is wanted.
    PolicyThreshold, "policy.threshold", Once;
    /// Support per dollar of GDP missing.
    PolicyReaction, "policy.reaction", Once;
    /// Most support.
    PolicyCeiling, "policy.ceiling", Once;
    /// First step of the iteration.
    PolicyDamping, "policy.damping", Once;
    /// First year of support.
    PolicyFirstYear, "policy.first_year", Once;
    /// Most solves.
    PolicyIterations, "policy.iterations", Once;
    /// Gap at which it has converged.
    PolicyTolerance, "policy.tolerance", Once;
    /// E1.
    ClaimEnergyRatio, "claim.energy_ratio", Once;
    /// E2.
    ClaimPartShare, "claim.part_share", Once;
    /// E3.
    ClaimExpansion, "claim.expansion", Once;
    /// E4.
    ClaimThemeRank, "claim.theme_rank", Once;
    /// M1, growth.
    ClaimMarkedly, "claim.markedly", Once;
    /// M1, recession.
    ClaimRecession, "claim.recession", Once;
    /// M2.
    ClaimSupportYield, "claim.support_yield", Once;
    /// M3.
    ClaimLabourShare, "claim.labour_share", Once;
    /// I1, bill.
    ClaimBill, "claim.bill", Once;
    /// I1, burden.
    ClaimBurden, "claim.burden", Once;
    /// I2.
    ClaimContact, "claim.contact", Once;
    /// F1.
    ClaimSwing, "claim.swing", Once;
    /// F2.
    ClaimWave, "claim.wave", Once;
}

impl Parameter {
    /// Whether its series are drawn where they have a range: what markets, policy and verdicts rest on is not.
    #[must_use]
    pub fn is_drawn(self) -> bool {
        const FIXED: [&str; 5] = ["financing.", "regime.", "transition.", "policy.", "claim."];
        !FIXED.iter().any(|start| self.name().starts_with(start))
    }
}
