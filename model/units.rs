//! Units as types, and the products among them that make sense.
//!
//! Inside the program: power GW, energy GWh, accelerators thousand units, compute million
//! H100-equivalents, water million m3, money million USD. A CSV header's suffix names the unit of a
//! column; it is converted to one of these types once, when a table becomes part of the
//! [`System`](crate::system::System), and nowhere else.

use std::ops::{Add, Mul, Sub};

const THOUSAND: f64 = 1e3;

/// Hours in a year of 365 days: what the slice weights sum to.
pub const HOURS_PER_YEAR: Hours = Hours(8760.0);

macro_rules! units {
    ($($unit:ident: $symbol:literal, $words:literal, $price:literal, [$($output:literal),*], [$($input:literal),*];)*) => {
        /// A unit, as columns end with it and as people read it.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Unit {
            $(#[doc = concat!($words, ".")] $unit,)*
        }

        impl Unit {
            /// All units.
            pub const ALL: &'static [Self] = &[$(Self::$unit,)*];

            /// As written in tables and charts.
            #[must_use]
            pub const fn symbol(self) -> &'static str {
                match self { $(Self::$unit => $symbol,)* }
            }

            /// In words, as of a column of the dataset.
            #[must_use]
            pub const fn words(self) -> &'static str {
                match self { $(Self::$unit => $words,)* }
            }

            /// Unit of the price of one more, in the words of the field; empty where it has none of its own.
            const fn own_price(self) -> &'static str {
                match self { $(Self::$unit => $price,)* }
            }

            /// How names of columns of results end that are in it.
            const fn output_ends(self) -> &'static [&'static str] {
                match self { $(Self::$unit => &[$($output),*],)* }
            }

            /// How names of columns of datasets end that are in it.
            const fn input_ends(self) -> &'static [&'static str] {
                match self { $(Self::$unit => &[$($input),*],)* }
            }
        }
    };
}

units! {
    // symbol, words, price of one more, ends of columns of results, ends of columns of datasets
    Gigawatts: "GW", "GW", "USD/kW", ["gw"], ["gw"];
    GigawattsPerYear: "GW/year", "GW a year", "", [], ["gw_per_year"];
    Kilowatts: "kW", "kW per accelerator", "", [], ["kw"];
    GigawattHours: "GWh", "GWh", "", [], [];
    TerawattHours: "TWh", "TWh", "", ["twh"], [];
    TrillionBtu: "TBtu", "TBtu a year", "USD/MMBtu", [], ["tbtu"];
    Hours: "h", "hours", "", ["h"], ["hours"];
    Days: "days", "days a year", "", [], ["days"];
    Years: "years", "years", "", [], ["years"];
    CalendarYear: "year", "calendar year", "", [], ["first_year"];
    Thousand: "thousand", "thousand accelerators", "", ["thousand"], ["thousand"];
    ThousandPerYear: "thousand/year", "thousand accelerators a year", "", ["thousand_per_year"], [];
    H100e: "H100e", "H100e per accelerator", "", [], ["h100e"];
    MillionH100e: "MH100e", "million H100e", "", ["mh100e"], ["mh100e"];
    MillionH100ePerYear: "MH100e/year", "MH100e a year", "", [], [];
    ComponentUnits: "component units", "component units", "", [], [];
    MaterialUnits: "material units", "material units", "", [], [];
    OfTheMaterial: "unit of the material", "unit of the material", "", ["units"], [];
    MillionCubicMetres: "million m3", "million m3 a year", "USD/m3", ["million_m3"], ["million_m3"];
    LitresPerKilowattHour: "L/kWh", "litres per kWh", "", [], ["l_per_kwh"];
    Megatonnes: "Mt", "Mt", "USD/t", ["mt"], [];
    TonnesPerMmbtu: "t/MMBtu", "t per MMBtu", "", [], ["t_per_mmbtu"];
    MmbtuPerMegawattHour: "MMBtu/MWh", "MMBtu per MWh", "", [], ["mmbtu_per_mwh"];
    MillionUsd: "million USD", "million USD", "USD/USD", ["musd"], [];
    BillionUsdPerYear: "billion USD/year", "billion USD a year", "", ["busd_per_year"], ["busd"];
    BillionUsd: "billion USD", "billion USD", "", ["busd"], [];
    BillionUsdInShort: "bn USD a year", "bn USD a year", "", [], [];
    UsdPerKilowatt: "USD/kW", "USD per kW", "", [], ["usd_per_kw"];
    UsdPerKilowattYear: "USD/kW-yr", "USD per kW and year", "", ["usd_per_kw_yr"], ["usd_per_kw_year"];
    UsdPerMegawattDay: "USD/MW-day", "USD per MW and day", "", [], [];
    UsdPerMegawattHour: "USD/MWh", "USD per MWh", "", ["usd_per_mwh"], ["usd_per_mwh"];
    UsdPerMmbtu: "USD/MMBtu", "USD per MMBtu", "", [], ["usd_per_mmbtu"];
    UsdPerTonne: "USD/t", "USD per t", "", [], [];
    UsdPerHour: "USD/h", "USD per hour", "", [], [];
    UsdPerH100eHour: "USD/H100e-h", "USD per H100e hour", "", [], ["usd_per_h100e_hour"];
    MillionUsdOfTheMaterial: "million USD per unit of the material", "million USD per unit of the material", "",
        ["musd_per_unit"], [];
    Share: "share", "fraction", "", ["fraction", "share"],
        ["share", "availability", "elcc", "efficiency", "credit", "loss", "depth", "fee"];
    ShareOfPeak: "share of the peak", "fraction of the peak", "", [], ["reserve_margin"];
    OfYearlyPeak: "of the yearly peak", "of the yearly peak", "", [], ["pu"];
}

impl Unit {
    /// The unit of a column of a dataset, by the end of its name.
    #[must_use]
    pub fn of_input(column: &str) -> Option<Self> {
        Self::by_end(column, Self::input_ends)
    }

    /// The unit of a column of results, by the end of its name; the name is more than its unit.
    #[must_use]
    pub fn of_output(column: &str) -> Option<Self> {
        Self::by_end(column, Self::output_ends).filter(|unit| !unit.output_ends().contains(&column))
    }

    /// An amount that nothing in this unit exceeds, by orders of magnitude; where all is taken that there is, some write 1e9.
    #[must_use]
    pub const fn most(self) -> f64 {
        match self {
            Self::Share | Self::ShareOfPeak | Self::OfYearlyPeak | Self::Days | Self::TonnesPerMmbtu => 1e3,
            Self::Kilowatts
            | Self::Hours
            | Self::Years
            | Self::CalendarYear
            | Self::LitresPerKilowattHour
            | Self::MmbtuPerMegawattHour => 1e6,
            _ => 1e9,
        }
    }

    /// The unit of that symbol.
    #[must_use]
    pub fn of_symbol(symbol: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|unit| unit.symbol() == symbol)
    }

    /// The unit with the longest end that the name has after an underscore, or is.
    fn by_end(column: &str, ends: fn(Self) -> &'static [&'static str]) -> Option<Self> {
        let fits = |end: &str| column.strip_suffix(end).is_some_and(|rest| rest.is_empty() || rest.ends_with('_'));
        let length = |unit: Self| ends(unit).iter().filter(|end| fits(end)).map(|end| end.len()).max();
        Self::ALL
            .iter()
            .filter_map(|&unit| Some((length(unit)?, unit)))
            .max_by_key(|(length, _)| *length)
            .map(|(_, u)| u)
    }

    /// The unit of the price of one more of a unit with this symbol, which may be a material's own: million USD per
    /// unit, in the words of the field.
    #[must_use]
    pub fn price(symbol: &str) -> String {
        let own = Self::of_symbol(symbol).map_or("", Self::own_price);
        if own.is_empty() { format!("million USD/{symbol}") } else { own.to_owned() }
    }
}

/// The same text, if it is the symbol or the words of a unit: a constant of another spelling does not compile.
///
/// # Panics
/// If it is neither.
#[must_use]
pub const fn listed(text: &'static str) -> &'static str {
    let mut place = 0;
    while place < Unit::ALL.len() {
        let unit = Unit::ALL[place];
        if same(text, unit.symbol()) || same(text, unit.words()) {
            return text;
        }
        place += 1;
    }
    panic!("no unit of the list is spelled like this")
}

const fn same(one: &str, other: &str) -> bool {
    let (one, other) = (one.as_bytes(), other.as_bytes());
    if one.len() != other.len() {
        return false;
    }
    let mut place = 0;
    while place < one.len() {
        if one[place] != other[place] {
            return false;
        }
        place += 1;
    }
    true
}

macro_rules! unit {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Default)]
        pub struct $name(pub f64);

        impl $name {
            /// The bare number, in this unit.
            #[must_use]
            pub const fn value(self) -> f64 {
                self.0
            }
        }

        impl From<f64> for $name {
            fn from(value: f64) -> Self {
                Self(value)
            }
        }

        impl Add for $name {
            type Output = Self;
            fn add(self, other: Self) -> Self {
                Self(self.0 + other.0)
            }
        }

        impl Sub for $name {
            type Output = Self;
            fn sub(self, other: Self) -> Self {
                Self(self.0 - other.0)
            }
        }

        impl Mul<f64> for $name {
            type Output = Self;
            fn mul(self, factor: f64) -> Self {
                Self(self.0 * factor)
            }
        }
    )*};
}

unit! {
    /// Power or capacity.
    Gigawatts;
    /// Time.
    Hours;
    /// Accelerators, in thousands.
    ThousandUnits;
    /// Compute, in million H100-equivalents.
    MillionH100e;
    /// Power of one accelerator, all in.
    KilowattsPerUnit;
    /// Money, in millions of the dataset's currency.
    MillionUsd;
    /// Cost of capacity; the same number as USD per kW.
    MillionUsdPerGigawatt;
    /// Cost of a thousand accelerators.
    MillionUsdPerThousand;
    /// Price of energy, or cost per unit of it.
    UsdPerMegawattHour;
    /// Price of fuel.
    UsdPerMmbtu;
    /// Fuel needed per unit of electricity.
    MmbtuPerMegawattHour;
    /// Carbon in fuel.
    TonnesPerMmbtu;
    /// Carbon in electricity.
    TonnesPerMegawattHour;
    /// Price of carbon.
    UsdPerTonne;
    /// Price of compute.
    UsdPerH100eHour;
    /// Value of a million H100-equivalents, sold all year.
    MillionUsdPerMillionH100e;
    /// Fuel energy.
    TrillionBtu;
    /// Carbon dioxide.
    Megatonnes;
    /// Water.
    MillionCubicMetres;
    /// Water per unit of IT energy.
    LitresPerKilowattHour;
}

impl MillionUsdPerThousand {
    /// From a price per accelerator in USD.
    #[must_use]
    pub fn from_usd_per_unit(usd: f64) -> Self {
        Self(usd / THOUSAND)
    }
}

impl MillionUsd {
    /// From billions of USD.
    #[must_use]
    pub fn from_billions(busd: f64) -> Self {
        Self(busd * THOUSAND)
    }
}

impl Mul<UsdPerMmbtu> for MmbtuPerMegawattHour {
    type Output = UsdPerMegawattHour;
    fn mul(self, price: UsdPerMmbtu) -> UsdPerMegawattHour {
        UsdPerMegawattHour(self.0 * price.0)
    }
}

impl Mul<TonnesPerMmbtu> for MmbtuPerMegawattHour {
    type Output = TonnesPerMegawattHour;
    fn mul(self, carbon: TonnesPerMmbtu) -> TonnesPerMegawattHour {
        TonnesPerMegawattHour(self.0 * carbon.0)
    }
}

impl Mul<UsdPerTonne> for TonnesPerMegawattHour {
    type Output = UsdPerMegawattHour;
    fn mul(self, price: UsdPerTonne) -> UsdPerMegawattHour {
        UsdPerMegawattHour(self.0 * price.0)
    }
}

/// USD/MWh over hours is USD/MW; a thousandth of it is million USD per GW.
impl Mul<Hours> for UsdPerMegawattHour {
    type Output = MillionUsdPerGigawatt;
    fn mul(self, hours: Hours) -> MillionUsdPerGigawatt {
        MillionUsdPerGigawatt(self.0 * hours.0 / THOUSAND)
    }
}

/// MMBtu/MWh over hours is MMBtu/MW; a thousandth of it is TBtu per GW.
impl Mul<Hours> for MmbtuPerMegawattHour {
    type Output = TrillionBtu;
    fn mul(self, hours: Hours) -> TrillionBtu {
        TrillionBtu(self.0 * hours.0 / THOUSAND)
    }
}

/// t/MWh over hours is t/MW, or kt per GW; a thousandth of it is Mt per GW.
impl Mul<Hours> for TonnesPerMegawattHour {
    type Output = Megatonnes;
    fn mul(self, hours: Hours) -> Megatonnes {
        Megatonnes(self.0 * hours.0 / THOUSAND)
    }
}

/// 1 GWh at 1 L/kWh is a thousandth of a million m3.
impl Mul<Hours> for LitresPerKilowattHour {
    type Output = MillionCubicMetres;
    fn mul(self, hours: Hours) -> MillionCubicMetres {
        MillionCubicMetres(self.0 * hours.0 / THOUSAND)
    }
}

impl Mul<Hours> for UsdPerH100eHour {
    type Output = MillionUsdPerMillionH100e;
    fn mul(self, hours: Hours) -> MillionUsdPerMillionH100e {
        MillionUsdPerMillionH100e(self.0 * hours.0)
    }
}

/// kW per accelerator times thousand accelerators is MW; a thousandth of it is GW.
impl Mul<ThousandUnits> for KilowattsPerUnit {
    type Output = Gigawatts;
    fn mul(self, units: ThousandUnits) -> Gigawatts {
        Gigawatts(self.0 * units.0 / THOUSAND)
    }
}

/// Energy in TWh of a power held for some hours.
#[must_use]
pub fn terawatt_hours(power: Gigawatts, time: Hours) -> f64 {
    power.0 * time.0 / THOUSAND
}

/// Compute of thousand accelerators, each worth `h100e` H100s.
#[must_use]
pub fn compute(units: ThousandUnits, h100e: f64) -> MillionH100e {
    MillionH100e(units.0 * h100e / THOUSAND)
}

/// Billions of USD, for tables that people read.
#[must_use]
pub fn billions(money: MillionUsd) -> f64 {
    money.0 / THOUSAND
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn no_two_units_share_a_symbol_or_an_end() {
        let symbols: BTreeSet<&str> = Unit::ALL.iter().map(|unit| unit.symbol()).collect();
        assert_eq!(symbols.len(), Unit::ALL.len());
        for ends in [Unit::input_ends, Unit::output_ends] {
            let all: Vec<&str> = Unit::ALL.iter().flat_map(|&unit| ends(unit)).copied().collect();
            assert_eq!(all.iter().collect::<BTreeSet<_>>().len(), all.len());
        }
    }

    #[test]
    fn the_longest_end_of_a_name_says_its_unit() {
        assert_eq!(Unit::of_input("capex_usd_per_kw"), Some(Unit::UsdPerKilowatt));
        assert_eq!(Unit::of_input("max_gw_per_year"), Some(Unit::GigawattsPerYear));
        assert_eq!(Unit::of_input("pu"), Some(Unit::OfYearlyPeak));
        assert_eq!(Unit::of_output("ai_energy_twh"), Some(Unit::TerawattHours));
        assert_eq!(Unit::of_output("share"), None, "a name is more than its unit");
        assert_eq!(Unit::of_output("rank_per_gw"), Some(Unit::Gigawatts));
    }

    #[test]
    fn a_material_of_its_own_unit_is_priced_per_unit_of_it() {
        assert_eq!([Unit::price("GW"), Unit::price("kt")], ["USD/kW", "million USD/kt"]);
    }

    #[test]
    fn a_gigawatt_at_30_usd_per_mwh_all_year_costs_263_million() {
        let cost = UsdPerMegawattHour(30.0) * HOURS_PER_YEAR;
        assert!((cost.value() - 262.8).abs() < 1e-9);
    }

    #[test]
    fn a_thousand_accelerators_of_two_kilowatts_draw_two_megawatts() {
        assert_eq!(KilowattsPerUnit(2.0) * ThousandUnits(1.0), Gigawatts(0.002));
    }

    #[test]
    fn a_gas_plant_of_heat_rate_7_emits_0_37_tonnes_per_mwh() {
        let rate = MmbtuPerMegawattHour(7.0) * TonnesPerMmbtu(0.053);
        assert!((rate.value() - 0.371).abs() < 1e-12);
        assert!(((rate * Hours(1000.0)).value() - 0.371).abs() < 1e-12);
    }
}
