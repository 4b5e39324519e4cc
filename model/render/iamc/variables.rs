//! Which quantity of ours is which variable of the IAMC's long table: the one place that says so.
//!
//! Names in braces are columns of the table that a variable is read from; `{category}` is the category of the row's
//! technology in the dataset's `iamc.csv`, `{currency}` the dataset's currency, as in `USD_2024`.

/// What a value is multiplied with.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Times {
    /// A fixed factor.
    Factor(f64),
    /// One over the years of the period: what was bought in a period, per year.
    PerYear,
    /// The hours of the time slice, and a factor.
    Hours(f64),
}

/// How regions and the whole country go together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Across {
    /// Regions add up to the country.
    Sum,
    /// The country is the mean of the regions, weighted by load.
    Mean,
    /// Regions alone.
    Regions,
    /// The country alone.
    Country,
}

/// A variable, or a family of them where the name has braces.
#[derive(Debug, Clone, Copy)]
pub struct Variable {
    /// Name.
    pub name: &'static str,
    /// Unit.
    pub unit: &'static str,
    /// Table and column that it is read from.
    pub from: (&'static str, &'static str),
    /// Cells that a row must hold: column, and text; with `!` in front the text that it must not hold.
    pub only: &'static [(&'static str, &'static str)],
    /// Whether technologies count whose builds keep plants that stand; all do if it is not said.
    pub kept: Option<bool>,
    /// What values are multiplied with.
    pub times: Times,
    /// Regions and country.
    pub across: Across,
    /// Variable up to which all levels above are sums of those below; empty if there are none.
    pub sum_to: &'static str,
    /// What it is.
    pub definition: &'static str,
}

const ONE: Times = Times::Factor(1.0);
/// EJ in a TWh.
const EJ: f64 = 0.0036;
/// Per MWh to per GJ.
const PER_GJ: Times = Times::Factor(1.0 / 3.6);
const PLANTS: &[(&str, &str)] = &[("kind", "!storage")];
const STORAGE: &[(&str, &str)] = &[("kind", "storage")];
const CONNECTIONS: &[(&str, &str)] = &[("asset", "connection")];
const YEARLY: &[(&str, &str)] = &[("slice", "all")];
const SUPPLY: &str = "Investment|Energy Supply|Electricity";
const AI: &str = "Investment|Data Centres|AI";
const MONEY: &str = "billion {currency}/yr";
const PER_KW: &str = "{currency}/kW/yr";

/// Filled in by those below.
const BLANK: Variable = Variable {
    name: "",
    unit: "",
    from: ("", ""),
    only: &[],
    kept: None,
    times: ONE,
    across: Across::Sum,
    sum_to: "",
    definition: "",
};

/// Ours, of the country alone, read from `summary`.
const COUNTRY: Variable = Variable { across: Across::Country, ..BLANK };

/// Variables of the IAMC's databases that may be followed by a source of electricity.
const OF_SOURCES: [&str; 3] =
    ["Capacity|Electricity", "Capacity Additions|Electricity", "Secondary Energy|Electricity"];

/// Sources of electricity that have a name there.
const SOURCES: [&str; 16] = [
    "Biomass",
    "Coal",
    "Gas",
    "Geothermal",
    "Hydro",
    "Hydrogen",
    "Nuclear",
    "Ocean",
    "Oil",
    "Other",
    "Solar",
    "Solar|CSP",
    "Solar|PV",
    "Wind",
    "Wind|Offshore",
    "Wind|Onshore",
];

/// Other variables of these databases.
const OTHERS: [&str; 4] = [
    "Price|Secondary Energy|Electricity",
    "Emissions|CO2|Energy|Supply|Electricity",
    "Investment|Energy Supply|Electricity",
    "Investment|Energy Supply|Electricity|Transmission and Distribution",
];

/// Whether a name is one of the IAMC's; the others follow its pattern and are ours.
#[must_use]
pub fn is_common(name: &str) -> bool {
    let source = |base: &&str| name.strip_prefix(*base).and_then(|rest| rest.strip_prefix('|'));
    OTHERS.contains(&name)
        || OF_SOURCES.contains(&name)
        || OF_SOURCES.iter().filter_map(source).any(|source| SOURCES.contains(&source))
}

/// All variables.
#[rustfmt::skip]
pub const VARIABLES: &[Variable] = &[
    Variable { name: "Capacity|Electricity|{category}", unit: "GW", from: ("capacity", "capacity_gw"), only: PLANTS, sum_to: "Capacity|Electricity", definition: "Power plants in service, average of the year, storage left out; onsite plants of data centres included", ..BLANK },
    Variable { name: "Capacity Additions|Electricity|{category}", unit: "GW/yr", from: ("capacity", "built_gw"), only: PLANTS, kept: Some(false), times: Times::PerYear, sum_to: "Capacity Additions|Electricity", definition: "Power plants commissioned, per year of the period that ends with the year, storage left out; plants restarted and uprated count, those kept past their planned retirement do not", ..BLANK },
    Variable { name: "Capacity Retained|Electricity|{category}", unit: "GW/yr", from: ("capacity", "built_gw"), only: PLANTS, kept: Some(true), times: Times::PerYear, sum_to: "Capacity Retained|Electricity", definition: "Power plants kept past their planned retirement, per year of the period that ends with the year", ..BLANK },
    Variable { name: "Secondary Energy|Electricity|{category}", unit: "EJ/yr", from: ("capacity", "generation_twh"), only: PLANTS, times: Times::Factor(EJ), sum_to: "Secondary Energy|Electricity", definition: "Electricity generated; what storage discharges is left out", ..BLANK },
    Variable { name: "Price|Secondary Energy|Electricity", unit: "{currency}/GJ", from: ("prices", "energy_price_usd_per_mwh"), only: YEARLY, times: PER_GJ, across: Across::Mean, definition: "Wholesale price of energy, mean weighted by load; capacity is priced apart. In money of the dataset's year, not of 2010", ..BLANK },
    Variable { name: "Emissions|CO2|Energy|Supply|Electricity", unit: "Mt CO2/yr", from: ("summary", "co2_mt"), across: Across::Country, definition: "Carbon dioxide of all generation, onsite included", ..BLANK },
    Variable { name: "Investment|Energy Supply|Electricity|Plants and Storage|Grid", unit: MONEY, from: ("summary", "capex_grid_power_busd_per_year"), sum_to: SUPPLY, across: Across::Country, definition: "Spent on plants and storage of the grid, per year of the period", ..BLANK },
    Variable { name: "Investment|Energy Supply|Electricity|Plants and Storage|Onsite", unit: MONEY, from: ("summary", "capex_onsite_power_busd_per_year"), sum_to: SUPPLY, across: Across::Country, definition: "Spent by data centres on their own plants, per year of the period", ..BLANK },
    Variable { name: "Investment|Energy Supply|Electricity|Transmission and Distribution|Lines Between Regions", unit: MONEY, from: ("summary", "capex_lines_busd_per_year"), sum_to: SUPPLY, across: Across::Country, definition: "Spent on lines between regions, per year of the period", ..BLANK },
    Variable { name: "Investment|Energy Supply|Electricity|Transmission and Distribution|Connections of Data Centres", unit: MONEY, from: ("summary", "capex_connections_busd_per_year"), sum_to: SUPPLY, across: Across::Country, definition: "Spent on connections of AI data centres, per year of the period", ..BLANK },
    Variable { name: "Capacity|Electricity Storage|{category}", unit: "GW", from: ("capacity", "capacity_gw"), only: STORAGE, sum_to: "Capacity|Electricity Storage", definition: "Power of storage in service, average of the year", ..BLANK },
    Variable { name: "Capacity Additions|Electricity Storage|{category}", unit: "GW/yr", from: ("capacity", "built_gw"), only: STORAGE, times: Times::PerYear, sum_to: "Capacity Additions|Electricity Storage", definition: "Power of storage commissioned, per year of the period", ..BLANK },
    Variable { name: "Price|Capacity|Electricity", unit: PER_KW, from: ("prices", "capacity_price_usd_per_kw_yr"), only: YEARLY, across: Across::Regions, definition: "Price of firm capacity, the sum over seasons", ..BLANK },
    Variable { name: "Price|Connections|Electricity", unit: PER_KW, from: ("prices", "connection_price_usd_per_kw_yr"), only: YEARLY, across: Across::Regions, definition: "Price of connections of data centres in service", ..BLANK },
    Variable { name: "Data Centres|AI|Load|Rated", unit: "GW", from: ("fleet", "rated_gw"), definition: "Rated IT load powered, average of the year", ..BLANK },
    Variable { name: "Data Centres|AI|Load|Rated at Year End", unit: "GW", from: ("summary", "ai_rated_year_end_gw"), definition: "Rated IT load of accelerators standing at the year's end", ..COUNTRY },
    Variable { name: "Data Centres|AI|Load|Average IT", unit: "GW", from: ("summary", "ai_average_it_gw"), definition: "IT load, average of the year", ..COUNTRY },
    Variable { name: "Data Centres|AI|Load|Average Facility", unit: "GW", from: ("summary", "ai_facility_gw"), definition: "IT load with cooling and losses, average of the year, before curtailment", ..COUNTRY },
    Variable { name: "Data Centres|AI|Load|Peak", unit: "GW", from: ("summary", "ai_peak_gw"), definition: "Facility load on peak days", ..COUNTRY },
    Variable { name: "Data Centres|AI|Electricity", unit: "EJ/yr", from: ("dispatch", "power_gw"), only: &[("flow", "facility load")], times: Times::Hours(EJ / 1e3), definition: "Electricity of AI data centres, cooling and losses included, before curtailment", ..BLANK },
    Variable { name: "Data Centres|AI|Grid Draw", unit: "EJ/yr", from: ("grid", "sent_forward_twh"), only: CONNECTIONS, times: Times::Factor(EJ), definition: "Electricity that AI data centres draw from the grid", ..BLANK },
    Variable { name: "Data Centres|Electricity", unit: "EJ/yr", from: ("summary", "datacentre_energy_twh"), times: Times::Factor(EJ), definition: "Electricity of all data centres, those without AI as in the latest figure of the dataset", ..COUNTRY },
    Variable { name: "Capacity|Data Centres|AI|Connections", unit: "GW", from: ("grid", "capacity_gw"), only: CONNECTIONS, definition: "Connections in service, average of the year", ..BLANK },
    Variable { name: "Capacity Additions|Data Centres|AI|Connections", unit: "GW/yr", from: ("grid", "built_gw"), only: CONNECTIONS, times: Times::PerYear, definition: "Connections commissioned, per year of the period", ..BLANK },
    Variable { name: "Capacity Additions|Data Centres|AI|Shells|{site_class}", unit: "GW/yr", from: ("buildout", "shell_gw"), times: Times::PerYear, sum_to: "Capacity Additions|Data Centres|AI|Shells", definition: "Shells commissioned by site class, per year of the period", ..BLANK },
    Variable { name: "Water Consumption|Data Centres|AI", unit: "km3/yr", from: ("water", "used_million_m3"), times: Times::Factor(1e-3), definition: "Water consumed by cooling", ..BLANK },
    Variable { name: "Compute|AI", unit: "MH100e", from: ("fleet", "compute_mh100e"), definition: "Compute powered, average of the year, in million H100-equivalents", ..BLANK },
    Variable { name: "Accelerators|In Service|Powered", unit: "thousand", from: ("fleet", "powered_thousand"), sum_to: "Accelerators|In Service", definition: "Accelerators in service and powered, average of the year", ..BLANK },
    Variable { name: "Accelerators|In Service|Idle", unit: "thousand", from: ("fleet", "idle_thousand"), sum_to: "Accelerators|In Service", definition: "Accelerators in service without power, average of the year", ..BLANK },
    Variable { name: "Accelerators|Additions|{accelerator}", unit: "thousand/yr", from: ("fleet", "bought_thousand"), times: Times::PerYear, sum_to: "Accelerators|Additions", definition: "Accelerators bought, per year of the period", ..BLANK },
    Variable { name: "Investment|Data Centres|AI|Accelerators", unit: MONEY, from: ("summary", "capex_accelerators_busd_per_year"), sum_to: AI, definition: "Spent on accelerators, per year of the period", ..COUNTRY },
    Variable { name: "Investment|Data Centres|AI|Shells and Cooling", unit: MONEY, from: ("summary", "capex_shells_busd_per_year"), sum_to: AI, definition: "Spent on shells and cooling, per year of the period", ..COUNTRY },
    Variable { name: "Price|Powered Capacity|Data Centres|AI|{family}|{part}", unit: PER_KW, from: ("powered_gigawatt", "price_usd_per_kw_yr"), across: Across::Regions, sum_to: "Price|Powered Capacity|Data Centres|AI", definition: "What rated IT load that is powered costs in a year, by the family that the money goes to and what for", ..BLANK },
    Variable { name: "Scarcity Rent|{family}", unit: "million {currency}", from: ("rents", "rent_musd"), only: &[("family", "!demand")], sum_to: "Scarcity Rent", across: Across::Country, definition: "Rent of the year's limits of a family of supply, discounted", ..BLANK },
    Variable { name: "Material Use|{material}", unit: "{unit}/yr", from: ("materials", "used_units"), only: &[("used_in", "all")], times: Times::PerYear, across: Across::Country, definition: "Material used, per year of the period", ..BLANK },
];
