//! The rows of the account's tables, and the words in them.

use serde::{Deserialize, Serialize};

use super::names::Regime;
use crate::named::words;
use crate::program::Family;
use crate::results::tables::row;

words! {
    /// What an amount of the account is in.
    Measure {
        /// Money of a year.
        BusdPerYear, "bn USD a year";
        /// Money.
        Busd, "bn USD";
        /// A share, of 1.
        Fraction, "fraction";
        /// Percentage points.
        Points, "pp";
        /// A share of GDP.
        OfGdp, "% of GDP";
        /// A growth rate.
        PerYear, "% a year";
        /// A share of income.
        OfIncome, "% of income";
        /// A chance.
        Probability, "probability";
        /// How many of the draws.
        OfDraws, "share of draws";
        /// Of a household.
        UsdPerMonth, "USD a month";
        /// Of a household.
        UsdPerYear, "USD a year";
        /// Jobs, in thousands.
        Thousand, "thousand";
        /// Jobs for money spent.
        JobsPerMusd, "job-years/M USD";
        /// One over another.
        Ratio, "ratio";
    }
}

words! {
    /// What an amount of the table of growth is.
    GdpItem {
        /// AI investment.
        Investment, "investment";
        /// What of it is imported.
        Imports, "imports";
        /// The same over it.
        ImportShare, "import_share";
        /// GDP.
        Gdp, "gdp";
        /// Value added of compute.
        ValueAdded, "value_added";
        /// AI's part of the level of GDP.
        LevelShare, "level_share";
        /// Growth of investment, over GDP.
        Gross, "gross";
        /// The same less imports.
        Net, "net";
        /// What is added to growth.
        Contribution, "contribution";
        /// Growth without it.
        GrowthWithout, "growth_without";
        /// Growth with it.
        GrowthWith, "growth_with";
        /// Growth if AI investment falls to nothing in the period.
        GrowthStopped, "growth_stopped";
        /// Chance of a technical recession in a year.
        Recession, "recession";
        /// Share of draws below stall speed.
        BelowFloor, "below_floor";
    }
}

impl GdpItem {
    /// The item of growth of a case.
    #[must_use]
    pub const fn growth(case: GdpKind) -> Self {
        match case {
            GdpKind::With => Self::GrowthWith,
            GdpKind::Stopped => Self::GrowthStopped,
            _ => Self::GrowthWithout,
        }
    }

    /// What it is in.
    #[must_use]
    pub const fn measure(self) -> Measure {
        match self {
            Self::Investment | Self::Imports | Self::ValueAdded => Measure::BusdPerYear,
            Self::ImportShare => Measure::Fraction,
            Self::Gdp => Measure::Busd,
            Self::LevelShare => Measure::OfGdp,
            Self::Gross | Self::Net | Self::Contribution => Measure::Points,
            Self::GrowthWithout | Self::GrowthWith | Self::GrowthStopped => Measure::PerYear,
            Self::Recession => Measure::Probability,
            Self::BelowFloor => Measure::OfDraws,
        }
    }
}

words! {
    /// Of what an amount of the table of growth is.
    GdpKind {
        /// Accelerator packages.
        Chips, "chips";
        /// The rest of systems.
        Servers, "servers";
        /// Shells with their cooling.
        Shells, "shells";
        /// Power plants and storage.
        Power, "power";
        /// Connections and lines.
        Grid, "grid";
        /// Everything.
        All, "all";
        /// Compute sold.
        Compute, "compute";
        /// All investment.
        Investment, "investment";
        /// Services of AI.
        Services, "services";
        /// With AI.
        With, "with";
        /// Without.
        Without, "without";
        /// AI investment falls to nothing.
        Stopped, "stopped";
    }
}

words! {
    /// What an amount of the table of bills is.
    BillItem {
        /// Energy.
        Energy, "energy";
        /// Firm capacity.
        Capacity, "capacity";
        /// Wires.
        Network, "network";
        /// The three together.
        Total, "total";
        /// The bill without AI.
        BillWithout, "bill_without";
        /// The bill with AI.
        BillWith, "bill_with";
        /// The bill with AI over income.
        BurdenWith, "burden_with";
        /// What AI adds to it.
        BurdenChange, "burden_change";
        /// What all other load pays more for firm capacity.
        CapacityCost, "capacity_cost";
        /// What all households pay more.
        CostHouseholds, "cost_households";
    }
}

impl BillItem {
    /// What it is in.
    #[must_use]
    pub const fn measure(self) -> Measure {
        match self {
            Self::BurdenWith => Measure::OfIncome,
            Self::BurdenChange => Measure::Points,
            Self::CapacityCost | Self::CostHouseholds => Measure::BusdPerYear,
            _ => Measure::UsdPerMonth,
        }
    }
}

words! {
    /// What an amount of the table of two economies is.
    TwoItem {
        /// Compute sold.
        Revenue, "revenue";
        /// What goes to power.
        PowerBill, "power_bill";
        /// What goes to rents.
        Rents, "rents";
        /// Value added of AI.
        ValueAddedAi, "value_added_ai";
        /// Value added of the rest.
        ValueAddedRest, "value_added_rest";
        /// Labour's part in AI.
        LabourShareAi, "labour_share_ai";
        /// Labour's part in the rest.
        LabourShareRest, "labour_share_rest";
        /// What AI changes of labour's part in all.
        LabourShareChange, "labour_share_change";
        /// Jobs that run data centres.
        JobsOperation, "jobs_operation";
        /// Jobs that build them.
        JobsConstruction, "jobs_construction";
        /// Jobs for money spent.
        JobsPerMusd, "jobs_per_musd";
        /// Wages displaced.
        DisplacedWages, "displaced_wages";
        /// Jobs displaced.
        DisplacedJobs, "displaced_jobs";
        /// From labour to capital.
        Transfer, "transfer";
        /// What the power system costs more over the horizon.
        SystemCostAdded, "system_cost_added";
        /// What AI pays of it.
        SystemCostPaid, "system_cost_paid";
        /// Paid over added.
        SystemCostCover, "system_cost_cover";
    }
}

impl TwoItem {
    /// What it is in.
    #[must_use]
    pub const fn measure(self) -> Measure {
        match self {
            Self::LabourShareAi | Self::LabourShareRest => Measure::Fraction,
            Self::LabourShareChange => Measure::Points,
            Self::JobsOperation | Self::JobsConstruction | Self::DisplacedJobs => Measure::Thousand,
            Self::JobsPerMusd => Measure::JobsPerMusd,
            Self::SystemCostAdded | Self::SystemCostPaid => Measure::Busd,
            Self::SystemCostCover => Measure::Ratio,
            _ => Measure::BusdPerYear,
        }
    }
}

words! {
    /// Where the two economies touch.
    Touch {
        /// AI's part of electricity.
        Electricity, "touch.electricity";
        /// What others pay more for power, as if everybody bought at market prices.
        PowerCost, "touch.power_cost";
        /// AI's part of investment.
        Capital, "touch.capital";
        /// AI's part of employment in construction.
        Construction, "touch.construction";
    }
}

impl Touch {
    /// What it is in.
    #[must_use]
    pub const fn measure(self) -> Measure {
        if matches!(self, Self::PowerCost) { Measure::BusdPerYear } else { Measure::Fraction }
    }
}

words! {
    /// What an amount of the table of fifths is.
    QuintileItem {
        /// Of power bills.
        Bill, "bill";
        /// Of labour.
        Labour, "labour";
        /// Of capital.
        Capital, "capital";
        /// All together.
        Net, "net";
        /// The same over income.
        NetShare, "net_share";
        /// Bills and labour over income.
        WithoutCapitalShare, "without_capital_share";
    }
}

impl QuintileItem {
    /// What it is in.
    #[must_use]
    pub const fn measure(self) -> Measure {
        if matches!(self, Self::NetShare | Self::WithoutCapitalShare) { Measure::OfIncome } else { Measure::UsdPerYear }
    }
}

words! {
    /// How a figure of the account lies to a published one.
    Agreement {
        /// The central value lies within the published range.
        Inside, "inside";
        /// The ranges meet.
        Overlap, "overlap";
        /// It lies above.
        Above, "above";
        /// It lies below.
        Below, "below";
    }
}

words! {
    /// A claim of the argument about AI and the economy.
    Claim {
        /// Energy holds AI more than chips do.
        E1, "E1";
        /// Energy is more than power.
        E2, "E2";
        /// Without more energy AI cannot grow.
        E3, "E3";
        /// Nuclear, gas and grid are what to invest in.
        E4, "E4";
        /// AI holds up growth, and a recession follows without it.
        M1, "M1";
        /// Policy supports it because support works.
        M2, "M2";
        /// Income moves from labour to capital.
        M3, "M3";
        /// Households pay, and not all alike.
        I1, "I1";
        /// Two economies that hardly touch.
        I2, "I2";
        /// Money is moved by flows.
        F1, "F1";
        /// A wave of liquidity carries AI.
        F2, "F2";
        /// Miners become data centres.
        C1, "C1";
    }
}

words! {
    /// A part of a claim.
    ClaimPart {
        /// Energy against chips.
        Chips, "chips";
        /// Power.
        Power, "power";
        /// Grid.
        Grid, "grid";
        /// Cooling and water.
        Cooling, "cooling";
        /// Materials.
        Materials, "materials";
        /// Sites.
        Siting, "siting";
        /// AI load with energy frozen.
        Frozen, "load";
        /// Rank by value.
        Value, "value";
        /// Rank by value per cost.
        Cost, "cost";
        /// Contribution to growth.
        Growth, "growth";
        /// Contribution of investment alone.
        Investment, "investment";
        /// Recession without AI.
        Recession, "recession";
        /// Recession if AI investment stops.
        Stop, "stop";
        /// Smallest contribution of any year.
        Lasting, "lasting";
        /// GDP per dollar of support.
        Yield, "yield";
        /// Labour's share of income.
        LabourShare, "labour share";
        /// Jobs displaced less jobs made.
        Jobs, "jobs";
        /// Bill of the most exposed region.
        Bill, "bill";
        /// Burden of the lowest fifth.
        Burden, "burden";
        /// The highest fifth against the lowest.
        KShape, "K-shape";
        /// Supplies of which AI takes much.
        Contacts, "contacts";
        /// AI load over paths of markets.
        Swing, "swing";
        /// Compute gained by cheap money.
        Wave, "compute";
        /// Halls on converted mines.
        Sites, "sites";
    }
}

words! {
    /// What is found of a part of a claim.
    Verdict {
        /// Low, central and high all bear it out.
        Supported, "supported";
        /// None does.
        Contradicted, "contradicted";
        /// Some do.
        Mixed, "mixed";
        /// The model cannot say.
        Outside, "outside";
    }
}

row! {
    /// Claims about AI and the economy, each part with its number, range, threshold and what flips it.
    ClaimRow [claim, part] {
        /// Claim.
        claim: Claim,
        /// Part of it.
        part: String,
        /// What is found.
        verdict: Verdict,
        /// The number.
        number: f64,
        /// Low end of its range; empty where it has none.
        low: Option<f64>,
        /// High end.
        high: Option<f64>,
        /// Unit of the amounts.
        unit: String,
        /// What it is held against.
        threshold: Option<f64>,
        /// What alone would change the central number's side; empty where nothing is asked.
        flips: String,
        /// The finding in a sentence.
        statement: String,
    }
}

row! {
    /// What AI does to growth: investment, what of it is imported, what is added to GDP and to its growth, with the range of the account's parameters.
    GdpRow [scenario, year, item, kind] {
        /// Scenario.
        scenario: String,
        /// Model year.
        year: i32,
        /// What.
        item: GdpItem,
        /// Of what: a kind of investment, `all`, or a case.
        kind: GdpKind,
        /// Unit of the amounts.
        unit: Measure,
        /// 5 % quantile of the draws.
        low: f64,
        /// All parameters at their value.
        central: f64,
        /// 95 % quantile of the draws.
        high: f64,
    }
}

row! {
    /// What AI does to household bills, by region and fifth of income, with the range of the account's parameters.
    BillRow [scenario, region, quintile, year, item] {
        /// Scenario.
        scenario: String,
        /// Region, or `US`: all regions, by households.
        region: String,
        /// Fifth of households by income from `q1`, the lowest; or `all`.
        quintile: String,
        /// Model year.
        year: i32,
        /// What.
        item: BillItem,
        /// Unit of the amounts.
        unit: Measure,
        /// 5 % quantile of the draws.
        low: f64,
        /// All parameters at their value.
        central: f64,
        /// 95 % quantile of the draws.
        high: f64,
    }
}

row! {
    /// Who earns in AI and in the rest of the economy, and where the two touch, with the range of the account's parameters.
    TwoEconomiesRow [scenario, year, item] {
        /// Scenario.
        scenario: String,
        /// Model year; empty over the horizon, discounted.
        year: Option<i32>,
        /// What; `touch.` and a supply: AI's part of it, with `_cost` what others pay more.
        item: String,
        /// Unit of the amounts.
        unit: Measure,
        /// 5 % quantile of the draws.
        low: f64,
        /// All parameters at their value.
        central: f64,
        /// 95 % quantile of the draws.
        high: f64,
    }
}

row! {
    /// What each fifth of households is left with, of bills, labour and capital, with the range of the account's parameters.
    QuintileRow [scenario, quintile, year, item] {
        /// Scenario.
        scenario: String,
        /// Fifth of households by income from `q1`, the lowest.
        quintile: String,
        /// Model year.
        year: i32,
        /// What.
        item: QuintileItem,
        /// Unit of the amounts.
        unit: Measure,
        /// 5 % quantile of the draws.
        low: f64,
        /// All parameters at their value.
        central: f64,
        /// 95 % quantile of the draws.
        high: f64,
    }
}

row! {
    /// What the states of markets of a scenario make of each tier of capital.
    FinancingRow [scenario, year, tier] {
        /// Scenario.
        scenario: String,
        /// Calendar year.
        year: i32,
        /// State of markets.
        regime: Regime,
        /// Tier.
        tier: String,
        /// Times the money of the tier.
        size_factor: f64,
        /// Available.
        available_busd_per_year: f64,
        /// Fee as a share of the amount.
        fee_fraction: f64,
    }
}

row! {
    /// How support that answers growth and the growth that it brings come to agree, iteration by iteration.
    PolicyRow [scenario, iteration, year] {
        /// Scenario.
        scenario: String,
        /// Iteration, from 0: no support.
        iteration: i32,
        /// Model year.
        year: i32,
        /// Support: money without fee.
        support_busd_per_year: f64,
        /// Growth with AI, % a year; empty where nothing says what came before.
        growth_pct: Option<f64>,
        /// Support that this growth calls for.
        wanted_busd_per_year: f64,
        /// Largest difference of the two in any year.
        gap_busd: f64,
        /// Compute powered.
        compute_mh100e: f64,
        /// AI investment.
        capex_busd_per_year: f64,
    }
}

row! {
    /// What more support buys, and where it stops buying.
    SupportRow [scenario, support_busd_per_year, year] {
        /// Scenario.
        scenario: String,
        /// Support in every year from the first that it can reach.
        support_busd_per_year: f64,
        /// Model year.
        year: i32,
        /// Compute powered.
        compute_mh100e: f64,
        /// Rated IT load powered.
        ai_rated_gw: f64,
        /// Money raised.
        raised_busd_per_year: f64,
        /// What AI investment adds to demand at home.
        gdp_busd_per_year: f64,
        /// Compute-years bought per billion USD, over the horizon; empty without support.
        compute_per_busd: Option<f64>,
        /// GDP per USD, over the horizon; empty without support.
        gdp_per_busd: Option<f64>,
        /// Family with the largest rent.
        first_bottleneck: Family,
    }
}

row! {
    /// Figures of the account beside published ones.
    EconomyCheckRow [scenario, quantity, year, region, source] {
        /// Scenario.
        scenario: String,
        /// Table and item.
        quantity: String,
        /// Year.
        year: i32,
        /// Region; empty for what has none.
        region: String,
        /// Unit of the amounts.
        unit: String,
        /// 5 % quantile of the draws.
        low: f64,
        /// All parameters at their value.
        central: f64,
        /// 95 % quantile of the draws.
        high: f64,
        /// Low end of the published range.
        published_low: f64,
        /// Published central figure.
        published_central: f64,
        /// High end.
        published_high: f64,
        /// `inside`: the central value lies in the published range; `overlap`: the ranges meet; else `above` or `below`.
        agreement: Agreement,
        /// Source of the published figure.
        source: String,
    }
}
