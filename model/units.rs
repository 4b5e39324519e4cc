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

macro_rules! unit {
    ($($(#[$doc:meta])* $name:ident, $symbol:literal;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Default)]
        pub struct $name(pub f64);

        impl $name {
            /// Symbol of the unit as written in tables and charts.
            pub const SYMBOL: &'static str = $symbol;

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
    Gigawatts, "GW";
    /// Time.
    Hours, "h";
    /// Accelerators, in thousands.
    ThousandUnits, "thousand";
    /// Compute, in million H100-equivalents.
    MillionH100e, "MH100e";
    /// Power of one accelerator, all in.
    KilowattsPerUnit, "kW";
    /// Money, in millions of the dataset's currency.
    MillionUsd, "million USD";
    /// Cost of capacity; the same number as USD per kW.
    MillionUsdPerGigawatt, "USD/kW";
    /// Cost of a thousand accelerators.
    MillionUsdPerThousand, "million USD/thousand";
    /// Price of energy, or cost per unit of it.
    UsdPerMegawattHour, "USD/MWh";
    /// Price of fuel.
    UsdPerMmbtu, "USD/MMBtu";
    /// Fuel needed per unit of electricity.
    MmbtuPerMegawattHour, "MMBtu/MWh";
    /// Carbon in fuel.
    TonnesPerMmbtu, "t/MMBtu";
    /// Carbon in electricity.
    TonnesPerMegawattHour, "t/MWh";
    /// Price of carbon.
    UsdPerTonne, "USD/t";
    /// Price of compute.
    UsdPerH100eHour, "USD/H100e-h";
    /// Value of a million H100-equivalents, sold all year.
    MillionUsdPerMillionH100e, "million USD/MH100e";
    /// Fuel energy.
    TrillionBtu, "TBtu";
    /// Carbon dioxide.
    Megatonnes, "Mt";
    /// Water.
    MillionCubicMetres, "million m3";
    /// Water per unit of IT energy.
    LitresPerKilowattHour, "L/kWh";
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
    use super::*;

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
