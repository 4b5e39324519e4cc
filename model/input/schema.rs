//! Every table of a dataset: its columns, what a cell may hold, and what may be left empty.
//!
//! This file is the data schema. Readers, checks, adjusts and the change list all work from it, so
//! that a table is described once.

use Cell::{
    Definition, Flag, Free, Hour, List, Number, OneOf, Optional, Reference, ReferenceOrAll, Source, Text, Whole, Year,
};
use Range::{Any, Fraction, NotNegative, Positive};

/// Numbers that a column accepts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Range {
    /// Any finite number.
    Any,
    /// 0 or more.
    NotNegative,
    /// More than 0.
    Positive,
    /// 0 to 1.
    Fraction,
}

impl Range {
    /// Whether the number is in the range.
    #[must_use]
    pub fn holds(self, value: f64) -> bool {
        value.is_finite()
            && match self {
                Any => true,
                NotNegative => value >= 0.0,
                Positive => value > 0.0,
                Fraction => (0.0..=1.0).contains(&value),
            }
    }

    /// The range in words.
    #[must_use]
    pub fn expected(self) -> &'static str {
        match self {
            Any => "a number",
            NotNegative => "a number that is not negative",
            Positive => "a number above 0",
            Fraction => "a fraction from 0 to 1",
        }
    }
}

/// What the cells of a column hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cell {
    /// A name that this table defines.
    Definition,
    /// A name that the given table defines.
    Reference(&'static str),
    /// The same, or the word `all`.
    ReferenceOrAll(&'static str),
    /// A name of another kind, checked across tables.
    Free,
    /// Names separated by `;`, maybe none.
    List,
    /// Text for people; must not be empty.
    Text,
    /// Text for people; may be empty.
    Optional,
    /// A key of `sources.csv`, or empty.
    Source,
    /// One of the given words.
    OneOf(&'static [&'static str]),
    /// A calendar year.
    Year,
    /// An hour of the day, 0 to 23.
    Hour,
    /// A whole number, at least the given one.
    Whole(i32),
    /// 0 or 1.
    Flag,
    /// A number.
    Number(Range),
    /// A number, or an empty cell.
    NumberOr(Range, EmptyAs),
}

/// What an empty cell of a number column counts as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EmptyAs {
    /// 0.
    Zero,
    /// No value (NaN in the column).
    Nothing,
}

/// One column.
#[derive(Debug, Clone, Copy)]
pub struct Column {
    /// Header.
    pub name: &'static str,
    /// What its cells hold.
    pub cell: Cell,
    /// Part of the row's key.
    pub key: bool,
}

/// When a table may be missing or empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Presence {
    /// The file must be there and hold rows.
    Required,
    /// The file must be there; a header alone is enough.
    HeaderAlone,
    /// For reports only: the file may be absent.
    Report,
}

/// One table.
#[derive(Debug)]
pub struct Schema {
    /// File stem.
    pub name: &'static str,
    /// Columns of its own, keys first.
    pub columns: &'static [Column],
    /// Whether it may be absent or empty.
    pub presence: Presence,
}

impl Schema {
    /// The column of that name, the common optional ones (`low`, `high`, `source`, `note`) included.
    #[must_use]
    pub fn column(&self, name: &str) -> Option<&'static Column> {
        self.columns.iter().chain(COMMON).find(|c| c.name == name)
    }

    /// Names of all columns that the table may have.
    pub fn names(&self) -> impl Iterator<Item = &'static str> {
        self.columns.iter().chain(COMMON.iter().filter(|c| !self.own(c.name))).map(|c| c.name)
    }

    /// Whether the table itself lists the column (and so requires it).
    #[must_use]
    pub fn own(&self, name: &str) -> bool {
        self.columns.iter().any(|c| c.name == name)
    }

    /// Whether its rows are given by calendar year.
    #[must_use]
    pub fn by_year(&self) -> bool {
        self.columns.iter().any(|c| c.cell == Year && c.key)
    }
}

/// The column that `low` and `high` of a row are about.
#[must_use]
pub fn main_column(table: &str) -> Option<&'static str> {
    Some(match table {
        "regions" => "reserve_margin",
        "days" => "days",
        "load" => "peak_gw",
        "load_profile" => "pu",
        "technologies" => "availability",
        "elcc" => "elcc",
        "existing_capacity" | "existing_shells" => "gw",
        "build_limits" | "committed_builds" | "connection_rate" | "cooling_supply" => "gw_per_year",
        "fuels" => "co2_t_per_mmbtu",
        "fuel_prices" => "usd_per_mmbtu",
        "fuel_limits" => "tbtu",
        "links" => "capacity_gw",
        "connections" => "existing_gw",
        "accelerators" => "kw",
        "accelerator_prices" => "usd_per_unit",
        "accelerator_supply" | "existing_fleet" => "thousand",
        "component_supply" | "material_supply" => "quantity",
        "component_use" => "per_thousand",
        "cooling" | "site_classes" | "technology_costs" => "capex_usd_per_kw",
        "cooling_performance" => "pue",
        "water" => "million_m3",
        "sites" | "site_ceilings" => "max_gw",
        "material_intensity" => "per_unit",
        "capital" => "busd",
        "flexibility" => "depth",
        "demand" => "mh100e",
        "latency" => "share",
        "electricity_rates" => "usd_per_mwh",
        "calibration" => "central",
        "availability" | "gdp" | "households" | "labour" => "value",
        _ => return None,
    })
}

/// Tables of shapes: their rows have no range of their own, since the doubt belongs to the level that they scale.
/// Gives the column with that level.
#[must_use]
pub fn shape(table: &str) -> Option<&'static str> {
    (table == "load_profile").then_some("load.peak_gw")
}

/// The table of that name.
#[must_use]
pub fn table(name: &str) -> Option<&'static Schema> {
    TABLES.iter().find(|t| t.name == name)
}

const fn key(name: &'static str, cell: Cell) -> Column {
    Column { name, cell, key: true }
}

const fn value(name: &'static str, cell: Cell) -> Column {
    Column { name, cell, key: false }
}

const fn number_or_zero(range: Range) -> Cell {
    Cell::NumberOr(range, EmptyAs::Zero)
}

const fn number_or_none(range: Range) -> Cell {
    Cell::NumberOr(range, EmptyAs::Nothing)
}

/// Columns that may stand in any table.
pub const COMMON: &[Column] = &[
    value("low", number_or_none(Any)),
    value("high", number_or_none(Any)),
    value("source", Source),
    value("note", Optional),
];

const fn required(name: &'static str, columns: &'static [Column]) -> Schema {
    Schema { name, columns, presence: Presence::Required }
}

const fn header_alone(name: &'static str, columns: &'static [Column]) -> Schema {
    Schema { name, columns, presence: Presence::HeaderAlone }
}

const fn report(name: &'static str, columns: &'static [Column]) -> Schema {
    Schema { name, columns, presence: Presence::Report }
}

const REGION: Column = key("region", Reference("regions"));
const YEAR: Column = key("year", Year);

/// A report table of single figures, one per row.
const FIGURES: &[Column] = &[
    key("quantity", Free),
    key("period", Free),
    value("unit", Text),
    value("low", number_or_none(Any)),
    value("value", number_or_none(Any)),
    value("high", number_or_none(Any)),
    value("source", Source),
    value("note", Optional),
];

/// All tables of a dataset.
pub static TABLES: &[Schema] = &[
    required(
        "sources",
        &[
            key("source", Definition),
            value("title", Text),
            value("publisher", Text),
            value("year", Text),
            value("locator", Text),
            value("url_or_doi", Optional),
            value("quality", OneOf(&["published", "derived", "estimate"])),
        ],
    ),
    required(
        "regions",
        &[
            key("region", Definition),
            value("name", Text),
            value("reserve_margin", Number(Any)),
            value("x", Number(Fraction)),
            value("y", Number(Fraction)),
        ],
    ),
    required(
        "days",
        &[
            key("day", Definition),
            value("name", Text),
            value("season", Text),
            value("days", Number(Positive)),
            value("peak", Flag),
        ],
    ),
    required("load", &[REGION, YEAR, value("peak_gw", Number(NotNegative))]),
    required(
        "load_profile",
        &[REGION, key("day", Reference("days")), key("hour", Hour), value("pu", Number(NotNegative))],
    ),
    required(
        "technologies",
        &[
            key("technology", Definition),
            value("name", Text),
            value("location", OneOf(&["grid", "onsite"])),
            value("kind", OneOf(&["thermal", "variable", "storage"])),
            value("build_groups", List),
            value("fuel", Cell::Optional),
            value("heat_rate_mmbtu_per_mwh", number_or_zero(NotNegative)),
            value("vom_usd_per_mwh", number_or_zero(NotNegative)),
            value("lifetime_years", Whole(1)),
            value("first_year", Whole(0)),
            value("availability", Number(Fraction)),
            value("elcc", Number(Fraction)),
            value("duration_hours", number_or_none(Positive)),
            value("round_trip_efficiency", number_or_none(Fraction)),
        ],
    ),
    required(
        "technology_costs",
        &[
            key("technology", Reference("technologies")),
            YEAR,
            value("capex_usd_per_kw", Number(NotNegative)),
            value("fom_usd_per_kw_year", Number(NotNegative)),
            value("investment_credit", Number(Fraction)),
            value("production_credit_usd_per_mwh", Number(NotNegative)),
        ],
    ),
    header_alone(
        "availability",
        &[
            key("technology", Reference("technologies")),
            REGION,
            key("day", Reference("days")),
            key("hour", Hour),
            value("value", Number(Fraction)),
        ],
    ),
    header_alone("elcc", &[key("technology", Reference("technologies")), REGION, value("elcc", Number(Fraction))]),
    required(
        "existing_capacity",
        &[key("technology", Reference("technologies")), REGION, YEAR, value("gw", Number(NotNegative))],
    ),
    required(
        "build_limits",
        &[
            key("limit", Free),
            YEAR,
            value("scope", OneOf(&["technology", "group"])),
            value("name", Free),
            value("region", ReferenceOrAll("regions")),
            value("gw_per_year", Number(NotNegative)),
        ],
    ),
    header_alone(
        "committed_builds",
        &[key("technology", Reference("technologies")), REGION, YEAR, value("gw_per_year", Number(NotNegative))],
    ),
    required("fuels", &[key("fuel", Definition), value("co2_t_per_mmbtu", Number(NotNegative))]),
    required(
        "fuel_prices",
        &[
            key("fuel", Reference("fuels")),
            key("region", ReferenceOrAll("regions")),
            YEAR,
            value("usd_per_mmbtu", Number(NotNegative)),
        ],
    ),
    header_alone("fuel_limits", &[key("fuel", Reference("fuels")), REGION, YEAR, value("tbtu", Number(NotNegative))]),
    header_alone(
        "links",
        &[
            key("link", Definition),
            value("from", Reference("regions")),
            value("to", Reference("regions")),
            value("capacity_gw", Number(NotNegative)),
            value("loss", Number(Fraction)),
            value("capex_usd_per_kw", Number(NotNegative)),
            value("lifetime_years", Whole(1)),
            value("first_year", Whole(0)),
            value("max_gw_per_year", Number(NotNegative)),
        ],
    ),
    required(
        "connections",
        &[
            REGION,
            value("existing_gw", Number(NotNegative)),
            value("capex_usd_per_kw", Number(NotNegative)),
            value("lifetime_years", Whole(1)),
        ],
    ),
    required("connection_rate", &[REGION, YEAR, value("gw_per_year", Number(NotNegative))]),
    required(
        "accelerators",
        &[
            key("accelerator", Definition),
            value("name", Text),
            value("first_year", Whole(0)),
            value("kw", Number(Positive)),
            value("h100e", Number(NotNegative)),
            value("lifetime_years", Whole(1)),
            value("liquid_only", Flag),
        ],
    ),
    required(
        "accelerator_prices",
        &[key("accelerator", Reference("accelerators")), YEAR, value("usd_per_unit", Number(NotNegative))],
    ),
    required(
        "accelerator_supply",
        &[key("accelerator", Reference("accelerators")), YEAR, value("thousand", Number(NotNegative))],
    ),
    header_alone("components", &[key("component", Definition), value("unit", Text)]),
    header_alone(
        "component_supply",
        &[key("component", Reference("components")), YEAR, value("quantity", Number(NotNegative))],
    ),
    header_alone(
        "component_use",
        &[
            key("accelerator", Reference("accelerators")),
            key("component", Reference("components")),
            value("per_thousand", Number(NotNegative)),
        ],
    ),
    header_alone(
        "existing_fleet",
        &[key("accelerator", Reference("accelerators")), REGION, value("thousand", Number(NotNegative))],
    ),
    required(
        "cooling",
        &[
            key("cooling", Definition),
            value("name", Text),
            value("liquid", Flag),
            value("capex_usd_per_kw", Number(NotNegative)),
            value("supplies", List),
        ],
    ),
    required(
        "cooling_performance",
        &[
            key("cooling", Reference("cooling")),
            REGION,
            value("pue", Number(NotNegative)),
            value("pue_peak", Number(NotNegative)),
            value("wue_l_per_kwh", Number(NotNegative)),
        ],
    ),
    required("cooling_supply", &[key("supply", Free), YEAR, value("gw_per_year", Number(NotNegative))]),
    required("water", &[REGION, YEAR, value("million_m3", Number(NotNegative))]),
    required("existing_shells", &[key("cooling", Reference("cooling")), REGION, value("gw", Number(NotNegative))]),
    required(
        "site_classes",
        &[
            key("site_class", Definition),
            value("name", Text),
            value("capex_usd_per_kw", Number(NotNegative)),
            value("lifetime_years", Whole(1)),
            value("low_latency", Flag),
        ],
    ),
    required(
        "sites",
        &[
            key("site_class", Reference("site_classes")),
            REGION,
            YEAR,
            value("max_gw", Number(NotNegative)),
            value("gw_per_year", Number(NotNegative)),
            value("first_year", Whole(0)),
        ],
    ),
    header_alone("site_ceilings", &[REGION, YEAR, value("max_gw", Number(NotNegative))]),
    required("materials", &[key("material", Definition), value("name", Text), value("unit", Text)]),
    required(
        "material_intensity",
        &[
            key("asset_kind", OneOf(&["accelerator", "shell", "cooling", "technology", "connection", "link"])),
            key("asset", Free),
            key("material", Reference("materials")),
            value("per_unit", Number(NotNegative)),
        ],
    ),
    required(
        "material_supply",
        &[
            key("material", Reference("materials")),
            key("tier", Free),
            YEAR,
            value("quantity", Number(NotNegative)),
            value("usd_per_unit", Number(NotNegative)),
        ],
    ),
    header_alone(
        "capital",
        &[key("tier", Free), YEAR, value("busd", Number(NotNegative)), value("fee", Number(Fraction))],
    ),
    required("flexibility", &[YEAR, value("depth", Number(Fraction))]),
    required(
        "demand",
        &[
            key("tier", Free),
            YEAR,
            value("mh100e", Number(NotNegative)),
            value("usd_per_h100e_hour", Number(NotNegative)),
        ],
    ),
    required("latency", &[YEAR, value("share", Number(Fraction))]),
    report(
        "calibration",
        &[
            key("quantity", Free),
            key("year", Year),
            value("low", number_or_none(Any)),
            value("central", number_or_none(Any)),
            value("high", number_or_none(Any)),
            key("source", Source),
            value("note", Optional),
        ],
    ),
    report("iamc", &[key("technology", Reference("technologies")), value("category", Text)]),
    report("gdp", FIGURES),
    report("households", FIGURES),
    report("labour", FIGURES),
    report(
        "electricity_rates",
        &[
            key("region", Free),
            key("customer", Free),
            key("year", Year),
            value("usd_per_mwh", Number(Any)),
            value("low", number_or_none(Any)),
            value("high", number_or_none(Any)),
            value("source", Source),
        ],
    ),
];
