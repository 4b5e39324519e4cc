//! Families of limits and the rules that belong to them.

use crate::named::{words, written};
use crate::units::{Unit, listed};

words! {
    /// Who owns a limit. Bottlenecks are reported by family.
    Family {
        /// Accelerators and their components.
        Chips, "chips";
        /// Sites and shells.
        Siting, "siting";
        /// Cooling equipment and water.
        Cooling, "cooling";
        /// Large-load connections and links.
        Grid, "grid";
        /// Power plants, fuels, emissions, firm capacity, flexibility.
        Power, "power";
        /// Copper, transformers, nuclear fuel and the like.
        Materials, "materials";
        /// Money.
        Capital, "capital";
        /// Demand for compute.
        Demand, "demand";
    }
}

macro_rules! rules {
    ($($(#[$doc:meta])* $rule:ident, $family:ident, $name:literal, $unit:literal, $limit:literal;)*) => {
        /// A kind of row.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Rule {
            $($(#[$doc])* $rule,)*
        }

        impl Rule {
            /// All rules, in the order of the formulation.
            pub const ALL: &'static [Self] = &[$(Self::$rule,)*];

            /// The family that it is reported under.
            #[must_use]
            pub const fn family(self) -> Family {
                match self { $(Self::$rule => Family::$family,)* }
            }

            /// Name, as in the formulation.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$rule => $name,)* }
            }

            /// Unit of its sides.
            #[must_use]
            pub const fn unit(self) -> &'static str {
                match self { $(Self::$rule => const { listed($unit) },)* }
            }

            /// Whether it states a limited supply that its family owns.
            #[must_use]
            pub const fn is_limit(self) -> bool {
                match self { $(Self::$rule => $limit,)* }
            }
        }
    };
}

rules! {
    /// Accelerators bought, at most those supplied.
    ChipsSupply, Chips, "chips.supply", "thousand", true;
    /// Components used, at most those supplied.
    ChipsComponent, Chips, "chips.component", "component units", true;
    /// Accelerators powered, at most those in service.
    ChipsFleet, Chips, "chips.fleet", "thousand", false;
    /// Accelerators of the period, at most those ordered in time.
    ChipsOrder, Chips, "chips.order", "thousand", true;
    /// Accelerators of a period that is over, as many as were bought.
    ChipsRealised, Chips, "chips.realised", "thousand", false;
    /// IT load of air-cooled halls, at most that of accelerators that air can cool.
    ChipsAirCooled, Chips, "chips.air_cooled", "GW", false;
    /// Rated IT load of accelerators and of halls agree.
    ChipsRated, Chips, "chips.rated", "GW", false;
    /// Rated IT load, at most the shells.
    SitingHosting, Siting, "siting.hosting", "GW", false;
    /// Halls of the period, as many as shells.
    SitingHalls, Siting, "siting.halls", "GW", false;
    /// Shells of a class to date, at most what its sites hold.
    SitingPotential, Siting, "siting.potential", "GW", true;
    /// Shells to date, at most the region's ceiling.
    SitingCeiling, Siting, "siting.ceiling", "GW", true;
    /// Shells of the period, at most the pace of the sites.
    SitingRate, Siting, "siting.rate", "GW", true;
    /// Shells of the period, at most those ordered in time.
    SitingOrder, Siting, "siting.order", "GW", true;
    /// Shells and halls of a period that is over, as many as were built.
    SitingRealised, Siting, "siting.realised", "GW", false;
    /// Enough of all shells near users.
    SitingLatency, Siting, "siting.latency", "GW", false;
    /// Cooling equipment, at most what is delivered.
    CoolingSupply, Cooling, "cooling.supply", "GW", true;
    /// Water, at most what may be consumed.
    CoolingWater, Cooling, "cooling.water", "million m3", true;
    /// Facility load on ordinary and on peak days.
    CoolingFacility, Cooling, "cooling.facility", "GW", false;
    /// Load contracted, at most connections.
    GridConnection, Grid, "grid.connection", "GW", false;
    /// Stock of connections.
    GridConnected, Grid, "grid.connected", "GW", false;
    /// New connections, at most the pace of the grid operators.
    GridConnectionRate, Grid, "grid.connection_rate", "GW", true;
    /// Connections and lines of the period, at most those ordered in time.
    GridOrder, Grid, "grid.order", "GW", true;
    /// Connections and lines of a period that is over, as many as were built.
    GridRealised, Grid, "grid.realised", "GW", false;
    /// Stock of lines.
    GridLines, Grid, "grid.lines", "GW", false;
    /// Flow in both directions together, at most the lines.
    GridTransfer, Grid, "grid.transfer", "GW", false;
    /// New lines, at most the pace of building them.
    GridLineRate, Grid, "grid.line_rate", "GW", true;
    /// Firm capacity lent, at most a share of the lines.
    GridLend, Grid, "grid.lend", "GW", false;
    /// Campus load is met.
    PowerCampus, Power, "power.campus", "GW", false;
    /// Load is met.
    PowerBalance, Power, "power.balance", "GW", false;
    /// Stock of plants.
    PowerCapacity, Power, "power.capacity", "GW", false;
    /// Output, at most what is available.
    PowerOutput, Power, "power.output", "GW", false;
    /// Plant running on a day, at most the capacity.
    PowerRunning, Power, "power.running", "GW", false;
    /// Output, at least the minimum of what runs.
    PowerMinimum, Power, "power.minimum", "GW", false;
    /// State of charge goes on from slice to slice.
    PowerStorage, Power, "power.storage", "GWh", false;
    /// Charging and discharging together, at most the capacity.
    PowerStoragePower, Power, "power.storage_power", "GW", false;
    /// State of charge, at most what the storage holds.
    PowerStorageEnergy, Power, "power.storage_energy", "GWh", false;
    /// Plants built, at most what can be delivered.
    PowerBuildLimit, Power, "power.build_limit", "GW", true;
    /// Plants of the period, at most those ordered in time or committed.
    PowerOrder, Power, "power.order", "GW", true;
    /// Plants of a period that is over, as many as were built.
    PowerRealised, Power, "power.realised", "GW", false;
    /// Plants built, at least what is under construction.
    PowerCommitted, Power, "power.committed", "GW", false;
    /// Firm capacity covers peak and margin.
    PowerAdequacy, Power, "power.adequacy", "GW", false;
    /// Peak load that needs firm capacity.
    PowerFirm, Power, "power.firm", "GW", false;
    /// Missing margin of a tier, at most its width.
    PowerTolerance, Power, "power.tolerance", "GW", false;
    /// Firm AI load, at most what new plants of its region cover for each share of it that they must.
    PowerOwnCapacity, Power, "power.own_capacity", "GW", false;
    /// Clean energy, at least the target.
    PowerClean, Power, "power.clean", "GWh", false;
    /// Fuel burnt, at most the limit.
    PowerFuel, Power, "power.fuel", "TBtu", true;
    /// Carbon dioxide, at most the cap.
    PowerEmissions, Power, "power.emissions", "Mt", true;
    /// Load curtailed, at most what is flexible.
    FlexDepth, Power, "power.flex_depth", "GW", false;
    /// Energy curtailed in a year, at most a share.
    FlexEnergy, Power, "power.flex_energy", "GWh", false;
    /// Load contracted off at the peak, at most what is flexible.
    FlexPeak, Power, "power.flex_peak", "GW", false;
    /// Material needed, at most what is bought.
    MaterialsSupply, Materials, "materials.supply", "material units", false;
    /// Material of a tier, at most what it supplies.
    MaterialsTier, Materials, "materials.tier", "material units", true;
    /// Money spent, at most what is raised.
    CapitalBudget, Capital, "capital.budget", "million USD", false;
    /// Money of a tier, at most what it holds.
    CapitalTier, Capital, "capital.tier", "million USD", true;
    /// Value of compute less all costs, at least so much.
    CapitalPlan, Capital, "capital.plan", "million USD", false;
    /// Compute sold, at most what is powered.
    DemandCompute, Demand, "demand.compute", "MH100e", false;
    /// Compute sold in a tier, at most its size.
    DemandTier, Demand, "demand.tier", "MH100e", true;
}

written!(Rule);

impl Rule {
    /// Rules that what is bought and built was ordered in time.
    pub const ORDERS: [Self; 4] = [Self::ChipsOrder, Self::SitingOrder, Self::GridOrder, Self::PowerOrder];

    /// Its name without that of its family.
    #[must_use]
    pub fn own_name(self) -> &'static str {
        self.name().split_once('.').map_or(self.name(), |(_, own)| own)
    }

    /// What it limits, in a few words.
    #[must_use]
    pub fn title(self) -> String {
        match self {
            Self::ChipsSupply => "supply of chips",
            Self::ChipsComponent => "chip components",
            Self::SitingPotential => "sites by class",
            Self::SitingCeiling => "total sites",
            Self::SitingRate => "pace of shell building",
            Self::ChipsOrder => "chips ordered in time",
            Self::SitingOrder => "shells ordered in time",
            Self::GridOrder => "connections and lines ordered in time",
            Self::PowerOrder => "plants ordered in time",
            Self::CoolingSupply => "cooling equipment",
            Self::CoolingWater => "water",
            Self::GridConnectionRate => "pace of grid connections",
            Self::GridLineRate => "pace of line building",
            Self::PowerBuildLimit => "pace of plant building",
            Self::PowerCommitted => "committed plants",
            Self::PowerFuel => "fuel",
            Self::PowerEmissions => "cap on emissions",
            Self::MaterialsTier => "materials",
            Self::CapitalTier => "capital",
            Self::CapitalBudget => "capital budget",
            Self::CapitalPlan => "worth of the plan",
            Self::DemandTier => "demand",
            other => return other.own_name().replace('_', " "),
        }
        .to_owned()
    }

    /// Whether the limit is an annual flow or a standing stock, so that a unit more of it is worth
    /// something every year; otherwise it is bought once.
    #[must_use]
    pub const fn is_yearly(self) -> bool {
        !matches!(
            self,
            Self::ChipsSupply
                | Self::ChipsComponent
                | Self::ChipsOrder
                | Self::SitingOrder
                | Self::GridOrder
                | Self::PowerOrder
                | Self::ChipsRealised
                | Self::SitingRealised
                | Self::GridRealised
                | Self::PowerRealised
                | Self::SitingPotential
                | Self::SitingCeiling
                | Self::SitingRate
                | Self::CoolingSupply
                | Self::GridConnectionRate
                | Self::GridLineRate
                | Self::PowerBuildLimit
                | Self::PowerCommitted
                | Self::MaterialsSupply
                | Self::MaterialsTier
                | Self::CapitalBudget
                | Self::CapitalTier
        )
    }

    /// Unit of the price of one more unit: million USD per unit, in the words of the field.
    #[must_use]
    pub fn price_unit(self, unit: &str) -> String {
        let price = Unit::price(unit);
        let flow = matches!(self, Self::CoolingWater | Self::PowerFuel | Self::PowerEmissions | Self::PowerClean);
        if self.is_yearly() && !flow { format!("{price}-yr") } else { price }
    }
}
