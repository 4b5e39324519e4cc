//! The row of every output table: its fields are the CSV header.

use serde::{Deserialize, Serialize};

use super::composition::Part;
use super::duality::{Kind as Term, Source};
use crate::named::words;
pub use crate::program::{Account, Family, Rule};
pub use crate::system::power::{Kind, Location};

/// A flat row struct of an output table.
pub trait Row: Serialize {
    /// What the table says.
    const ABOUT: &'static str;
    /// Name, meaning and Rust type of every column.
    const COLUMNS: &'static [(&'static str, &'static str, &'static str)];
    /// The CSV header.
    const HEADER: &'static [&'static str];
    /// Columns that together name a row; none where nothing does.
    const KEY: &'static [&'static str];
}

/// A flat row struct whose fields, with their meanings, are the header of a table; in brackets those that name a row.
macro_rules! row {
    ($(#[doc = $about:literal])+ $name:ident $([$($key:ident),+])? {
        $($(#[doc = $meaning:literal])+ $(#[serde($($how:tt)+)])? $field:ident: $kind:ty,)*
    }) => {
        $(#[doc = $about])+
        #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
        pub struct $name {
            $($(#[doc = $meaning])+ $(#[serde($($how)+)])? pub $field: $kind,)*
        }

        impl $crate::results::tables::Row for $name {
            const ABOUT: &'static str = concat!($($about),+);
            const COLUMNS: &'static [(&'static str, &'static str, &'static str)] =
                &[$((stringify!($field), concat!($($meaning),+), stringify!($kind)),)*];
            const HEADER: &'static [&'static str] = &[$(stringify!($field),)*];
            const KEY: &'static [&'static str] = &[$($(stringify!($key),)+)?];
        }

        // What names a row is among its fields.
        const _: &[usize] = &[$($(std::mem::offset_of!($name, $key),)+)?];
    };
}
pub(crate) use row;

words! {
    /// What flows in a time slice.
    Flow {
        /// Output of a plant.
        Generation, "generation";
        /// Into storage.
        Charging, "charging";
        /// Out of storage.
        Discharging, "discharging";
        /// From another region.
        Inflow, "inflow";
        /// To another region.
        Outflow, "outflow";
        /// Load other than AI.
        BaseLoad, "base load";
        /// Base load that is not served.
        Unserved, "unserved";
        /// From the grid to campuses.
        CampusDraw, "campus draw";
        /// What AI would draw without curtailment.
        FacilityLoad, "facility load";
        /// What of it is curtailed.
        Curtailment, "curtailment";
    }
}

words! {
    /// What of the grid a row is about.
    Asset {
        /// Connections of a region.
        Connection, "connection";
        /// A link between regions.
        Link, "link";
    }
}

words! {
    /// What a price of a limit is.
    Validity {
        /// One number, on both sides of the limit.
        Range, "range";
        /// A unit less and a unit more are worth different sums.
        Interval, "interval";
        /// Holds on one side; the other was not solved for.
        OneSided, "one-sided";
    }
}

words! {
    /// What a material went into.
    UsedIn {
        /// Everything.
        All, "all";
        /// Accelerators.
        Accelerators, "accelerators";
        /// Shells and cooling.
        Shells, "shells and cooling";
        /// Power plants and storage.
        Plants, "plants";
        /// Connections.
        Connections, "connections";
        /// Lines between regions.
        Lines, "lines";
    }
}

words! {
    /// What a reader must know before any other number of a run.
    Caution {
        /// Base load that is not served, TWh.
        Unserved, "energy not served";
        /// Firm capacity below the target, GW.
        Missing, "firm capacity missing";
        /// A price of firm capacity that is what the scenario charges for missing it, USD/kW-yr.
        Penalty, "capacity price is a penalty of the scenario";
        /// Energy destroyed for money: storage that charges and discharges at once, links used both ways, TWh lost.
        Burned, "energy burned";
        /// A limit of AI's supplies that the scenario closes: what it is in the dataset.
        Closed, "limit closed by the scenario";
        /// Years that the first period holds beyond the first model year.
        Early, "first period begins at the base year";
        /// Calendar years in a period.
        Wide, "model year stands for several years";
        /// A published figure that the run lies outside of.
        Outlook, "outside published figures";
    }
}

row! {
    /// What must be known before any other number of the run is used.
    CautionRow [scenario, caution, region, year, item] {
        /// Scenario.
        scenario: String,
        /// What.
        caution: Caution,
        /// Region; empty for the whole country.
        region: String,
        /// Model year.
        year: i32,
        /// What it is about: a technology, a link, a limit, a quantity; empty if nothing.
        item: String,
        /// Unit of the amount.
        unit: String,
        /// How much.
        amount: f64,
        /// What it is held against, as the published range of a quantity: its low end.
        low: Option<f64>,
        /// Its high end.
        high: Option<f64>,
    }
}

row! {
    /// What of the limits of AI's supplies is not used.
    LeftOverRow [scenario, year, family, item] {
        /// Scenario.
        scenario: String,
        /// Model year.
        year: i32,
        /// Family.
        family: Family,
        /// Accelerator; empty for all of the family.
        item: String,
        /// Unit of the amounts: GW of rated IT load of accelerators, GW of shells and of connections, billion USD.
        unit: String,
        /// On offer in the period.
        offered: f64,
        /// Used of it.
        used: f64,
        /// Not used over on offer; empty if nothing is on offer.
        left_share: Option<f64>,
    }
}

words! {
    /// Why an assumption is listed.
    Leaning {
        /// The scenario changed it.
        Changed, "changed";
        /// It is among the limits with the largest rents.
        Influential, "influential";
    }
}

row! {
    /// One model year at a glance.
    SummaryRow [scenario, year] {
        /// Scenario.
        scenario: String,
        /// Model year.
        year: i32,
        /// Rated IT load powered, average of the year.
        ai_rated_gw: f64,
        /// Rated IT load of accelerators standing at the year's end.
        ai_rated_year_end_gw: f64,
        /// Average IT load.
        ai_average_it_gw: f64,
        /// Average facility load of the year, before curtailment.
        ai_facility_gw: f64,
        /// Facility load on peak days.
        ai_peak_gw: f64,
        /// Facility energy, before curtailment.
        ai_energy_twh: f64,
        /// Energy of all data centres, those without AI as in the latest figure of the dataset; empty where the dataset does not say what the others use.
        datacentre_energy_twh: Option<f64>,
        /// Compute powered.
        compute_mh100e: f64,
        /// Accelerators bought, per year of the period.
        accelerators_bought_thousand_per_year: f64,
        /// Spent on accelerators, per year of the period.
        capex_accelerators_busd_per_year: f64,
        /// Spent on shells and cooling.
        capex_shells_busd_per_year: f64,
        /// Spent on connections.
        capex_connections_busd_per_year: f64,
        /// Spent on onsite power.
        capex_onsite_power_busd_per_year: f64,
        /// Spent on grid plants and storage.
        capex_grid_power_busd_per_year: f64,
        /// Spent on lines between regions.
        capex_lines_busd_per_year: f64,
        /// Annuities of the accelerators, shells, cooling, connections and onsite power that serve in the year: does not swing with the width of periods, as cash does.
        ai_capital_recovery_busd: f64,
        /// Power and grid rents over all rents of supply of the year.
        energy_rent_share: f64,
        /// Chips rents over all rents of supply of the year.
        chips_rent_share: f64,
        /// Emissions of all generation.
        co2_mt: f64,
        /// Family with the largest rent.
        first_bottleneck: Family,
        /// Family with the second largest rent.
        #[serde(with = "crate::named::or_empty")]
        second_bottleneck: Option<Family>,
    }
}

row! {
    /// Shells commissioned.
    BuildoutRow [scenario, region, year, site_class, cooling] {
        /// Scenario.
        scenario: String,
        /// Region.
        region: String,
        /// Model year.
        year: i32,
        /// Site class.
        site_class: String,
        /// Cooling system.
        cooling: String,
        /// Commissioned in the period.
        shell_gw: f64,
        /// Commissioned to date.
        shell_to_date_gw: f64,
    }
}

row! {
    /// Accelerators of one generation.
    FleetRow [scenario, region, year, accelerator] {
        /// Scenario.
        scenario: String,
        /// Region.
        region: String,
        /// Model year.
        year: i32,
        /// Accelerator.
        accelerator: String,
        /// Bought in the period.
        bought_thousand: f64,
        /// In service, average of the year.
        in_service_thousand: f64,
        /// Powered.
        powered_thousand: f64,
        /// In service and not powered.
        idle_thousand: f64,
        /// Rated IT load powered.
        rated_gw: f64,
        /// Compute powered.
        compute_mh100e: f64,
    }
}

row! {
    /// Power plants and storage.
    CapacityRow [scenario, region, year, technology] {
        /// Scenario.
        scenario: String,
        /// Region.
        region: String,
        /// Model year.
        year: i32,
        /// Technology.
        technology: String,
        /// `grid` or `onsite`.
        location: Location,
        /// `thermal`, `variable` or `storage`.
        kind: Kind,
        /// Fuel; empty where there is none.
        fuel: String,
        /// In service, average of the year.
        capacity_gw: f64,
        /// Standing at the year's end.
        capacity_year_end_gw: f64,
        /// Existing plants' part of it.
        existing_gw: f64,
        /// Commissioned in the period.
        built_gw: f64,
        /// Of which committed before.
        committed_gw: f64,
        /// Accredited as firm; of grid plants in the season in which they count least.
        firm_gw: f64,
        /// Generated, or discharged.
        generation_twh: f64,
    }
}

row! {
    /// What flows in one time slice.
    DispatchRow [scenario, region, year, slice, flow, item] {
        /// Scenario.
        scenario: String,
        /// Region.
        region: String,
        /// Model year.
        year: i32,
        /// Time slice: day and first hour.
        slice: String,
        /// Hours of the year that it stands for.
        hours_h: f64,
        /// `generation`, `charging`, `discharging`, `inflow`, `outflow`, `base load`, `unserved`, `campus draw`, `facility load` or `curtailment`.
        flow: Flow,
        /// Technology or link; empty where there is none.
        item: String,
        /// Power.
        power_gw: f64,
    }
}

row! {
    /// Connections and links.
    GridRow [scenario, name, year, asset] {
        /// Scenario.
        scenario: String,
        /// Region of a connection, name of a link.
        name: String,
        /// Model year.
        year: i32,
        /// `connection` or `link`.
        asset: Asset,
        /// In service, average of the year.
        capacity_gw: f64,
        /// Commissioned in the period.
        built_gw: f64,
        /// Most that could be.
        build_limit_gw: f64,
        /// Highest use: load contracted, or flow either way.
        used_gw: f64,
        /// Capacity not used at that moment.
        headroom_gw: f64,
        /// Firm capacity lent forward, in the season in which it is most.
        lent_forward_gw: f64,
        /// Firm capacity lent backward, in the season in which it is most.
        lent_backward_gw: f64,
        /// Sent forward; for a connection drawn.
        sent_forward_twh: f64,
        /// Sent backward.
        sent_backward_twh: f64,
    }
}

row! {
    /// Prices of a region, hour by hour and for the year.
    PriceRow [scenario, region, year, slice] {
        /// Scenario.
        scenario: String,
        /// Region.
        region: String,
        /// Model year.
        year: i32,
        /// Time slice, or `all`.
        slice: String,
        /// Hours of the year that it stands for.
        hours_h: f64,
        /// Base load and campus draw.
        load_gw: f64,
        /// Energy price; of `all`, the mean weighted by load.
        energy_price_usd_per_mwh: f64,
        /// Price of firm capacity, the sum over seasons; in rows of `all`.
        capacity_price_usd_per_kw_yr: Option<f64>,
        /// Price of connections in service; in rows of `all`.
        connection_price_usd_per_kw_yr: Option<f64>,
        /// Firm capacity below the target margin, in the season in which most is missing: what the tolerance lets go, and what the base system lacks on its own; in rows of `all`.
        missing_capacity_gw: Option<f64>,
    }
}

row! {
    /// One limit and its price; then, where a dataset or scenario states them, seasons of firm capacity, clean targets and capacity that large loads bring: limit is what is needed, used what is there, slack what is there beyond the need, price the worth of needing one unit less.
    ShadowPriceRow [scenario, region, year, rule, item] {
        /// Scenario.
        scenario: String,
        /// Region; empty for a national limit.
        region: String,
        /// Model year.
        year: i32,
        /// Family that owns the limit.
        family: Family,
        /// Rule of the formulation.
        rule: Rule,
        /// What is limited.
        item: String,
        /// Unit of limit, used and slack.
        unit: String,
        /// The limit.
        limit: f64,
        /// Used of it.
        used: f64,
        /// Not used.
        slack: f64,
        /// Worth of one more unit, in money of the year.
        price: f64,
        /// Unit of the price.
        price_unit: String,
        /// Price times limit (less what was committed), discounted.
        rent_musd: f64,
        /// Whether the limit binds.
        binding: bool,
        /// Smallest limit, all else unchanged, down to which the price holds; empty where the limit does not bind.
        valid_from: Option<f64>,
        /// Largest limit up to which the price holds.
        valid_to: Option<f64>,
        /// Worth of one unit less, from a re-solve: the upper end of the interval of prices where the optimum is degenerate. Only `explain` fills it; empty where there is no less, as of a build limit that equals its commitments.
        price_of_less: Option<f64>,
        /// Worth of one unit more, from a re-solve: the lower end of the interval.
        price_of_more: Option<f64>,
        /// What the price is: `range` (one number, on both sides of the limit), `interval` (degenerate: a unit less and a unit more are worth different sums; limits that are used up and have no price, too), `one-sided` (holds on one side; the other was not solved for); empty where the limit does not bind.
        #[serde(with = "crate::named::or_empty")]
        validity: Option<Validity>,
    }
}

row! {
    /// What a gigawatt of rated IT load that is powered costs, which is what its compute earns, by region and year: the year's average, in money of the year.
    PoweredGigawattRow [scenario, region, year, family, part] {
        /// Scenario.
        scenario: String,
        /// Region.
        region: String,
        /// Model year.
        year: i32,
        /// Family that the money goes to.
        family: Family,
        /// What it pays for: `cost` (capital and operation), `rent` (scarcity: what it pays above cost); for power `energy` and `firm capacity`, whose prices hold both.
        part: Part,
        /// Price; all parts of a region and year add up to what the compute of a gigawatt earns.
        price_usd_per_kw_yr: f64,
    }
}

row! {
    /// The optimum as a sum: what every right-hand side and bound is worth at its shadow price. Rents and costs add up to the objective (strong duality).
    DualityRow [scenario, kind, family, rule] {
        /// Scenario.
        scenario: String,
        /// What the row is: `limit` (scarcity rent of a supply that a family owns), `commitment` (builds that are under way), `existing` (what stands already), `obligation` (other load and its margins: a cost), `fixed cost` (what no decision changes).
        kind: Term,
        /// Family that the rule is reported under.
        family: Family,
        /// Rule of the formulation, or the column whose bound it is.
        rule: Source,
        /// Shadow price times right-hand side, discounted.
        value_musd: f64,
    }
}

row! {
    /// Use of a material.
    MaterialRow [scenario, year, material, used_in] {
        /// Scenario.
        scenario: String,
        /// Model year.
        year: i32,
        /// Material.
        material: String,
        /// Its unit.
        unit: String,
        /// What it went into: `accelerators`, `shells and cooling`, `plants`, `connections`, `lines`; or `all`.
        used_in: UsedIn,
        /// Used in the period, in the material's unit.
        used_units: f64,
        /// Supplied by all tiers in the period; in rows of `all`.
        available_units: Option<f64>,
        /// Price of the material, premium over what capex holds; in rows of `all`.
        price_musd_per_unit: Option<f64>,
    }
}

row! {
    /// Use of a tier of money.
    CapitalRow [scenario, year, tier] {
        /// Scenario.
        scenario: String,
        /// Model year.
        year: i32,
        /// Tier, or `all`.
        tier: String,
        /// Raised, per year of the period.
        raised_busd_per_year: f64,
        /// Available, per year of the period.
        available_busd_per_year: f64,
        /// Fee as a share of the amount.
        fee_fraction: Option<f64>,
        /// Needed by AI, per year of the period; in the row of `all`.
        needed_busd_per_year: Option<f64>,
    }
}

row! {
    /// Water of a region.
    WaterRow [scenario, region, year] {
        /// Scenario.
        scenario: String,
        /// Region.
        region: String,
        /// Model year.
        year: i32,
        /// Consumed by cooling.
        used_million_m3: f64,
        /// May be consumed; empty where there is no limit.
        available_million_m3: Option<f64>,
    }
}

row! {
    /// Rent of a family.
    RentRow [scenario, year, family] {
        /// Scenario.
        scenario: String,
        /// Model year.
        year: i32,
        /// Family.
        family: Family,
        /// Rent, discounted.
        rent_musd: f64,
        /// Over the rents of all families of supply in the year; of demand 0, or 1 where there are no others.
        rent_share: f64,
    }
}

row! {
    /// Money earned or spent for one purpose over the horizon.
    AccountRow [scenario, account] {
        /// Scenario.
        scenario: String,
        /// What for.
        account: Account,
        /// Discounted; costs are negative.
        value_musd: f64,
    }
}

row! {
    /// One input that a scenario changed, or that the result leans on.
    AssumptionRow [scenario, kind, table, key, column] {
        /// Scenario.
        scenario: String,
        /// `changed` by the scenario, or `influential`: among the ten limits with the largest rents.
        kind: Leaning,
        /// Table.
        table: String,
        /// Key of the row.
        key: String,
        /// Column.
        column: String,
        /// Value in the data; empty where it was not changed.
        old: Option<f64>,
        /// Value in this run; empty where there are several.
        new: Option<f64>,
        /// Reason, or rent in million USD.
        why: String,
        /// Sources of the new value where the scenario cites any, otherwise of the value in the data.
        source: String,
    }
}

row! {
    /// A published figure to hold the run against.
    OutlookRow {
        /// Quantity with its unit at the end.
        quantity: String,
        /// Calendar year.
        year: i32,
        /// Low end.
        low: Option<f64>,
        /// Central figure.
        central: Option<f64>,
        /// High end.
        high: Option<f64>,
        /// Key of the source.
        source: String,
        /// Publisher of the source.
        publisher: String,
    }
}
