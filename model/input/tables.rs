//! The tables of a dataset, each declared once: what its columns are called, hold, mean and may be.
//!
//! Readers ask a row for a column by its method, a table for a column by its constant. Checks, adjusts, ranges, hints
//! and the list in `data/README.md` go through [`TABLES`], which is made of the same declarations.

use super::cells::{
    AtLeastOne, CellType, Definition, Flag, Fraction, Free, FreeOrNone, Hour, Key, List, Main, Maybe, NotNegative,
    Number, OneOf, Optional, OrNone, OrZero, Positive, Reference, ReferenceOrAll, SourceKey, Text, UpToOne, Usual,
    Whole, Year,
};
use super::schema::{CellKind, Column, Presence, Schema};
use super::typed::{Declared, InputRow, TypedColumn};
use crate::named::words;
use crate::system::power::{Kind, Location};

/// Columns as constants of the struct that declares them.
macro_rules! columns {
    ($table:ident { $($(#[doc = $meaning:literal])* $column:ident: $cell:ty,)* }) => {
        #[allow(non_upper_case_globals)] // named as in the file
        impl $table {
            $(
                #[doc = concat!("`", stringify!($column), "`:", $($meaning),*)]
                pub const $column: TypedColumn<Self, <$cell as CellType>::Kept> =
                    TypedColumn::new(stringify!($column));
            )*
        }
    };
}

/// Structs that declare tables, with a constant and a method of the row for each column, and the list of them all.
macro_rules! tables {
    ($(
        $(#[doc = $about:literal])+
        $table:ident, $name:literal, $presence:ident {
            $($(#[doc = $meaning:literal])* $column:ident: $cell:ty $(as $unit:literal)?,)*
        }
    )*) => {
        $(
            $(#[doc = $about])+
            #[derive(Debug, Clone, Copy)]
            pub struct $table;

            impl Declared for $table {
                const NAME: &'static str = $name;
                const BY_YEAR: bool =
                    false $(|| (<$cell>::KEY && matches!(<$cell>::KIND, CellKind::Year)))*;
            }

            columns! { $table { $($(#[doc = $meaning])* $column: $cell,)* } }

            impl<'a> InputRow<'a, $table> {
                $(
                    #[doc = concat!("`", stringify!($column), "`:", $($meaning),*)]
                    #[must_use]
                    pub fn $column(&self) -> <$cell as CellType>::Value<'a> {
                        self.cell::<$cell>(stringify!($column))
                    }
                )*
            }
        )*

        /// All tables of a dataset.
        pub static TABLES: &[Schema] = &[$(Schema {
            name: $name,
            about: concat!($($about),+),
            columns: &[$(Column::of::<$cell>(stringify!($column), concat!($($meaning),*), concat!($($unit)?)),)*],
            presence: Presence::$presence,
        },)*];
    };
}

words! {
    /// How a figure came about.
    Quality {
        /// It was read.
        Published, "published";
        /// It was computed from figures that were read.
        Derived, "derived";
        /// It is a judgement.
        Estimate, "estimate";
    }
}

words! {
    /// What a build limit names.
    Scope {
        /// A technology.
        Technology, "technology";
        /// A build group.
        Group, "group";
    }
}

words! {
    /// What needs a material.
    AssetKind {
        /// Accelerators.
        Accelerator, "accelerator";
        /// Shells.
        Shell, "shell";
        /// Cooling systems.
        Cooling, "cooling";
        /// Plants and storage.
        Technology, "technology";
        /// Connections.
        Connection, "connection";
        /// Lines between regions.
        Link, "link";
    }
}

/// Columns that may stand in any table.
#[derive(Debug, Clone, Copy)]
pub struct Common;

columns! { Common {
    /// Low end of the main column.
    low: OrNone<Number>,
    /// High end of the main column.
    high: OrNone<Number>,
    /// What the row rests on.
    source: SourceKey,
    /// Remark.
    note: Optional,
} }

/// The same, as every table knows them.
pub const COMMON: &[Column] = &[
    Column::of::<OrNone<Number>>(Common::low.name, "", ""),
    Column::of::<OrNone<Number>>(Common::high.name, "", ""),
    Column::of::<SourceKey>(Common::source.name, "", ""),
    Column::of::<Optional>(Common::note.name, "", ""),
];

tables! {
    /// Everything that a number may rest on.
    Sources, "sources", Required {
        source: Key<Definition>,
        title: Text,
        publisher: Text,
        /// When it was published.
        year: Text,
        /// Where in it.
        locator: Text,
        /// Address.
        url_or_doi: Optional,
        /// How it came about.
        quality: OneOf<Quality>,
    }

    /// Regions of load and supply.
    Regions, "regions", Required {
        region: Key<Definition>,
        name: Text,
        /// Fraction of the peak, on the basis of accredited capacity; may be negative.
        reserve_margin: Main<UpToOne>,
        /// Place on the map, from the left.
        x: Fraction,
        /// Place on the map, from the bottom.
        y: Fraction,
    }

    /// Days that stand for a year.
    Days, "days", Required {
        day: Key<Definition>,
        name: Text,
        season: Text,
        /// Days of the year that it stands for.
        days: Main<Positive>,
        /// Whether it is a peak day.
        peak: Flag,
    }

    /// Yearly peaks of the load without AI.
    Load, "load", Required {
        region: Key<Reference<Regions>>,
        year: Key<Year>,
        /// Peak without AI.
        peak_gw: Main<NotNegative>,
    }

    /// Shape of the load without AI.
    LoadProfile, "load_profile", Required {
        region: Key<Reference<Regions>>,
        day: Key<Reference<Days>>,
        hour: Key<Hour>,
        /// Of the yearly peak.
        pu: Main<Fraction>,
    }

    /// Kinds of power plants and storage.
    Technologies, "technologies", Required {
        technology: Key<Definition>,
        name: Text,
        /// Where it stands.
        location: OneOf<Location>,
        /// What it can do.
        kind: OneOf<Kind>,
        /// Groups that build limits may name.
        build_groups: List,
        /// Fuel that it burns, if any.
        fuel: Optional,
        /// Fuel per unit of electricity, higher heating value.
        heat_rate_mmbtu_per_mwh: Usual<OrZero<NotNegative>, 100>,
        /// Variable cost without fuel.
        vom_usd_per_mwh: OrZero<NotNegative>,
        lifetime_years: Whole<1>,
        /// Year in which it is first built.
        first_year: Whole<0>,
        /// Fraction of capacity that can run.
        availability: Main<Fraction>,
        /// Fraction of capacity that counts as firm.
        elcc: Fraction,
        /// Hours at full power; storage must have them.
        duration_hours: OrNone<Positive>,
        /// Given back of what is taken in; storage must have it.
        round_trip_efficiency: OrNone<Fraction>,
        /// Whether its energy counts towards clean targets.
        clean: Maybe<OrZero<Flag>>,
        /// Fraction of what runs on a day that it cannot go below; thermal plants alone.
        min_load: Maybe<OrZero<Fraction>>,
        /// From order to service.
        lead_years: Maybe<OrZero<NotNegative>>,
    }

    /// What plants cost.
    TechnologyCosts, "technology_costs", Required {
        technology: Key<Reference<Technologies>>,
        year: Key<Year>,
        /// Cost of building it.
        capex_usd_per_kw: Main<NotNegative>,
        /// Fixed cost.
        fom_usd_per_kw_year: NotNegative,
        /// Part of the cost that the state returns.
        investment_credit: Fraction,
        /// Paid by the state for what is generated.
        production_credit_usd_per_mwh: NotNegative,
    }

    /// Hours of a day whose availability replaces the technology's own.
    Availability, "availability", HeaderAlone {
        technology: Key<Reference<Technologies>>,
        region: Key<Reference<Regions>>,
        day: Key<Reference<Days>>,
        hour: Key<Hour>,
        /// Fraction of capacity that can run; 24 hours per day given.
        value: Main<Fraction> as "fraction",
    }

    /// Regions in which a capacity credit replaces the technology's own.
    Elcc, "elcc", HeaderAlone {
        technology: Key<Reference<Technologies>>,
        region: Key<Reference<Regions>>,
        /// Season in which it holds; empty: all that no other row names.
        season: Key<Maybe<FreeOrNone>>,
        /// Fraction of capacity that counts as firm.
        elcc: Main<Fraction>,
    }

    /// Seasons in which firm capacity must cover a peak; a region without rows has one, the year.
    Seasons, "seasons", Optional {
        region: Key<ReferenceOrAll<Regions>>,
        season: Key<Free>,
        /// Peak of the season, fraction of that of the year.
        load_share: Main<Fraction>,
        /// Fraction of the peak, on the basis of accredited capacity; may be negative.
        reserve_margin: Main<UpToOne>,
        /// Share of the price of missing capacity that is paid in the season.
        weight: Fraction,
    }

    /// Demand for firm capacity: tiers from the top of the curve down to the least that is accepted.
    CapacityCurve, "capacity_curve", Optional {
        region: Key<ReferenceOrAll<Regions>>,
        tier: Key<Free>,
        /// How wide the tier is, fraction of the peak.
        share: Main<Fraction>,
        /// Paid for what is missing of it.
        usd_per_kw_year: NotNegative,
    }

    /// Shares of clean energy that a region must reach.
    CleanTargets, "clean_targets", Optional {
        region: Key<Reference<Regions>>,
        year: Key<Year>,
        /// Fraction of the base load.
        share: Main<Fraction>,
        /// Paid for what is missing of it.
        usd_per_mwh: NotNegative,
    }

    /// Plants that stand, while they do.
    ExistingCapacity, "existing_capacity", Required {
        technology: Key<Reference<Technologies>>,
        region: Key<Reference<Regions>>,
        year: Key<Year>,
        /// Capacity.
        gw: Main<NotNegative>,
    }

    /// How much may be built; what no limit names cannot be.
    BuildLimits, "build_limits", Required {
        limit: Key<Free>,
        year: Key<Year>,
        /// What it names.
        scope: OneOf<Scope>,
        /// The technology, or the group.
        name: Free,
        /// Where it holds.
        region: ReferenceOrAll<Regions>,
        /// Commissioned at most.
        gw_per_year: Main<NotNegative>,
    }

    /// What is being built.
    CommittedBuilds, "committed_builds", HeaderAlone {
        technology: Key<Reference<Technologies>>,
        region: Key<Reference<Regions>>,
        year: Key<Year>,
        /// Commissioned.
        gw_per_year: Main<NotNegative>,
    }

    /// Fuels.
    Fuels, "fuels", Required {
        fuel: Key<Definition>,
        /// Carbon dioxide of burning it.
        co2_t_per_mmbtu: Main<NotNegative>,
    }

    /// Prices of fuels; a region's own series replaces the one for all.
    FuelPrices, "fuel_prices", Required {
        fuel: Key<Reference<Fuels>>,
        region: Key<ReferenceOrAll<Regions>>,
        year: Key<Year>,
        usd_per_mmbtu: Main<NotNegative>,
    }

    /// How much of a fuel a region may burn.
    FuelLimits, "fuel_limits", HeaderAlone {
        fuel: Key<Reference<Fuels>>,
        region: Key<Reference<Regions>>,
        year: Key<Year>,
        /// Burnt at most.
        tbtu: Main<NotNegative>,
    }

    /// Lines between regions.
    Links, "links", HeaderAlone {
        link: Key<Definition>,
        /// Region at one end.
        from: Reference<Regions>,
        /// Region at the other.
        to: Reference<Regions>,
        /// Capacity at the start.
        capacity_gw: Main<NotNegative>,
        /// Lost on the way.
        loss: Fraction,
        /// Cost of building it.
        capex_usd_per_kw: NotNegative,
        lifetime_years: Whole<1>,
        /// Year in which it is first widened.
        first_year: Whole<0>,
        /// Added at most.
        max_gw_per_year: NotNegative,
        /// From order to service.
        lead_years: Maybe<OrZero<NotNegative>>,
    }

    /// Connections of data centres to the grid.
    Connections, "connections", Required {
        region: Key<Reference<Regions>>,
        /// In service at the start.
        existing_gw: Main<NotNegative>,
        /// Cost of building it.
        capex_usd_per_kw: NotNegative,
        lifetime_years: Whole<1>,
        /// From order to service.
        lead_years: Maybe<OrZero<NotNegative>>,
    }

    /// How fast connections may be added.
    ConnectionRate, "connection_rate", Required {
        region: Key<Reference<Regions>>,
        year: Key<Year>,
        /// Added at most.
        gw_per_year: Main<NotNegative>,
    }

    /// Generations of accelerators.
    Accelerators, "accelerators", Required {
        accelerator: Key<Definition>,
        name: Text,
        /// Year in which it is first sold.
        first_year: Whole<0>,
        /// Power of one, all in.
        kw: Main<Usual<Positive, 50>>,
        /// Compute of one.
        h100e: NotNegative,
        lifetime_years: Whole<1>,
        /// Whether air cannot cool it.
        liquid_only: Flag,
        /// From order to service.
        lead_years: Maybe<OrZero<NotNegative>>,
    }

    /// What accelerators cost.
    AcceleratorPrices, "accelerator_prices", Required {
        accelerator: Key<Reference<Accelerators>>,
        year: Key<Year>,
        /// Price of one.
        usd_per_unit: Main<NotNegative> as "USD per accelerator",
    }

    /// How many accelerators may be bought.
    AcceleratorSupply, "accelerator_supply", Required {
        accelerator: Key<Reference<Accelerators>>,
        year: Key<Year>,
        /// Bought at most.
        thousand: Main<NotNegative> as "thousand accelerators a year",
    }

    /// Parts that limit how many accelerators can be made.
    Components, "components", HeaderAlone {
        component: Key<Definition>,
        /// What it is counted in.
        unit: Text,
    }

    /// How many parts are made.
    ComponentSupply, "component_supply", HeaderAlone {
        component: Key<Reference<Components>>,
        year: Key<Year>,
        /// Delivered at most.
        quantity: Main<NotNegative> as "{unit} a year",
    }

    /// How many parts an accelerator needs.
    ComponentUse, "component_use", HeaderAlone {
        accelerator: Key<Reference<Accelerators>>,
        component: Key<Reference<Components>>,
        /// Needed by a thousand accelerators.
        per_thousand: Main<NotNegative> as "{unit} per thousand accelerators",
    }

    /// Accelerators that stand at the start.
    ExistingFleet, "existing_fleet", HeaderAlone {
        accelerator: Key<Reference<Accelerators>>,
        region: Key<Reference<Regions>>,
        /// Accelerators.
        thousand: Main<NotNegative>,
    }

    /// Cooling systems.
    Cooling, "cooling", Required {
        cooling: Key<Definition>,
        name: Text,
        /// Whether it is liquid.
        liquid: Flag,
        /// Cost of building it.
        capex_usd_per_kw: Main<NotNegative>,
        /// Supply chains that it draws on.
        supplies: List,
    }

    /// What cooling takes, by climate.
    CoolingPerformance, "cooling_performance", Required {
        cooling: Key<Reference<Cooling>>,
        region: Key<Reference<Regions>>,
        /// Power of the facility over that of IT, mean of the year.
        pue: Main<AtLeastOne>,
        /// The same on peak days.
        pue_peak: AtLeastOne,
        /// Water consumed per unit of IT energy.
        wue_l_per_kwh: NotNegative,
    }

    /// How fast supply chains of cooling deliver.
    CoolingSupply, "cooling_supply", Required {
        supply: Key<Free>,
        year: Key<Year>,
        /// Delivered at most, in IT load.
        gw_per_year: Main<NotNegative>,
    }

    /// Water that cooling may consume.
    Water, "water", Required {
        region: Key<Reference<Regions>>,
        year: Key<Year>,
        /// Consumed at most.
        million_m3: Main<NotNegative>,
    }

    /// Shells that stand at the start.
    ExistingShells, "existing_shells", Required {
        cooling: Key<Reference<Cooling>>,
        region: Key<Reference<Regions>>,
        /// IT load that they hold.
        gw: Main<NotNegative>,
    }

    /// Classes of sites.
    SiteClasses, "site_classes", Required {
        site_class: Key<Definition>,
        name: Text,
        /// Cost of building it.
        capex_usd_per_kw: Main<NotNegative>,
        lifetime_years: Whole<1>,
        /// Whether it is close to users.
        low_latency: Flag,
        /// From order to service.
        lead_years: Maybe<OrZero<NotNegative>>,
    }

    /// Where shells may stand.
    Sites, "sites", Required {
        site_class: Key<Reference<SiteClasses>>,
        region: Key<Reference<Regions>>,
        year: Key<Year>,
        /// IT load to date at most.
        max_gw: Main<NotNegative>,
        /// IT load commissioned at most.
        gw_per_year: NotNegative,
        /// Year in which it is first built on; one per site.
        first_year: Whole<0>,
    }

    /// What all classes of a region may hold together.
    SiteCeilings, "site_ceilings", HeaderAlone {
        region: Key<Reference<Regions>>,
        year: Key<Year>,
        /// IT load to date at most.
        max_gw: Main<NotNegative>,
    }

    /// Materials that limit what is built.
    Materials, "materials", Required {
        material: Key<Definition>,
        name: Text,
        /// What it is counted in.
        unit: Text,
    }

    /// What an asset needs of a material.
    MaterialIntensity, "material_intensity", Required {
        asset_kind: Key<OneOf<AssetKind>>,
        /// One of them, or `all`; rows add up.
        asset: Key<Free>,
        material: Key<Reference<Materials>>,
        /// Needed per thousand accelerators, or per GW of anything else.
        per_unit: Main<NotNegative> as "{unit} per GW",
    }

    /// Tiers of supply of a material.
    MaterialSupply, "material_supply", Required {
        material: Key<Reference<Materials>>,
        tier: Key<Free>,
        year: Key<Year>,
        /// Delivered at most.
        quantity: Main<NotNegative> as "{unit} a year",
        /// Price in million USD.
        usd_per_unit: NotNegative as "USD million per {unit}",
    }

    /// Tiers of capital.
    Capital, "capital", HeaderAlone {
        tier: Key<Free>,
        year: Key<Year>,
        /// Raised at most.
        busd: Main<NotNegative>,
        /// Paid once.
        fee: Fraction,
    }

    /// What AI load can give up.
    Flexibility, "flexibility", Required {
        year: Key<Year>,
        /// Of AI load at any time.
        depth: Main<Fraction>,
    }

    /// Tiers of the demand for compute.
    Demand, "demand", Required {
        tier: Key<Free>,
        year: Key<Year>,
        /// Compute bought at most.
        mh100e: Main<NotNegative>,
        /// Paid for an hour of an H100.
        usd_per_h100e_hour: NotNegative,
    }

    /// What must stand close to its users.
    Latency, "latency", Required {
        year: Key<Year>,
        /// Of all shells in low-latency sites.
        share: Main<Fraction>,
    }

    /// Published figures that results are held against.
    Calibration, "calibration", Report {
        /// Name with its unit at the end.
        quantity: Key<Free>,
        year: Key<Year>,
        low: OrNone<Number>,
        /// Central figure.
        central: Main<OrNone<Number>> as "unit at the end of the quantity's name",
        high: OrNone<Number>,
        source: Key<SourceKey>,
        note: Optional,
    }

    /// Names of technologies in the IAMC table.
    Iamc, "iamc", Report {
        technology: Key<Reference<Technologies>>,
        /// Its name there, as in `Gas\|Combined Cycle`.
        category: Text,
        /// Whether what is built of it adds no plants but keeps some that stand.
        kept: Maybe<OrZero<Flag>>,
    }

    /// Figures of the size of the economy.
    Gdp, "gdp", Report {
        quantity: Key<Free>,
        period: Key<Free>,
        unit: Text,
        low: OrNone<Number>,
        /// Central figure.
        value: Main<OrNone<Number>> as "{unit}",
        high: OrNone<Number>,
        source: SourceKey,
        note: Optional,
    }

    /// Figures of households.
    Households, "households", Report {
        quantity: Key<Free>,
        period: Key<Free>,
        unit: Text,
        low: OrNone<Number>,
        /// Central figure.
        value: Main<OrNone<Number>> as "{unit}",
        high: OrNone<Number>,
        source: SourceKey,
        note: Optional,
    }

    /// Figures of work.
    Labour, "labour", Report {
        quantity: Key<Free>,
        period: Key<Free>,
        unit: Text,
        low: OrNone<Number>,
        /// Central figure.
        value: Main<OrNone<Number>> as "{unit}",
        high: OrNone<Number>,
        source: SourceKey,
        note: Optional,
    }

    /// What customers pay for electricity.
    ElectricityRates, "electricity_rates", Report {
        /// Region or state.
        region: Key<Free>,
        customer: Key<Free>,
        year: Key<Year>,
        usd_per_mwh: Main<Number>,
        low: OrNone<Number>,
        high: OrNone<Number>,
        source: SourceKey,
    }

    /// Parameters of the account of the economy: a row without a year is a constant, rows with years are linear between and flat outside.
    EconomyParameters, "economy/parameters", Report {
        /// What it is, as in `import.share`.
        parameter: Key<Free>,
        /// Of what: a kind of spending, a region, a fifth of households, a tier, a state of markets; or `all`.
        name: Key<Free>,
        year: Key<OrNone<Number>>,
        unit: Text,
        low: OrNone<Number>,
        value: Main<Number> as "{unit}",
        high: OrNone<Number>,
        source: SourceKey,
        note: Optional,
    }

    /// Published figures that the account of the economy is held against.
    EconomyPublished, "economy/published", Report {
        /// Table and item, as in `gdp.gross_all`.
        quantity: Key<Free>,
        year: Key<Year>,
        /// Region, or `US`; empty for what has none.
        region: Key<Optional>,
        low: Number,
        central: Main<Number> as "{unit}",
        high: Number,
        unit: Text,
        source: SourceKey,
        note: Optional,
    }
}
