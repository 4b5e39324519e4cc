//! Power plants and storage, what may be built, fuels, and the load other than AI.

use ndarray::{Array1, Array2, Array3};

use crate::named::words;
use crate::sets::{Fuel, Region, Technology, TimeSlice, Year};
use crate::units::{
    Gigawatts, Hours, MillionUsdPerGigawatt, MmbtuPerMegawattHour, TonnesPerMegawattHour, TonnesPerMmbtu, TrillionBtu,
    UsdPerMegawattHour, UsdPerMmbtu,
};

words! {
    /// Where a plant stands.
    Location {
        /// On the grid.
        Grid, "grid";
        /// On a data-centre campus.
        Onsite, "onsite";
    }
}

words! {
    /// What a plant can do.
    Kind {
        /// Burns or splits something when told to.
        Thermal, "thermal";
        /// Follows sun, wind or water.
        Variable, "variable";
        /// Takes power in and gives it back.
        Storage, "storage";
    }
}

/// One technology.
#[derive(Debug, Clone)]
pub struct TechnologyKind {
    /// Name for people.
    pub name: String,
    /// Where it stands.
    pub location: Location,
    /// What it can do.
    pub kind: Kind,
    /// What it burns.
    pub fuel: Option<Fuel>,
    /// Fuel per unit of electricity.
    pub heat_rate: MmbtuPerMegawattHour,
    /// Variable operation and maintenance.
    pub variable_cost: UsdPerMegawattHour,
    /// Service life, years.
    pub lifetime: i32,
    /// First calendar year in which it can be built.
    pub first_year: i32,
    /// Hours of storage at full power; 0 where it is no storage.
    pub duration: Hours,
    /// Energy out over energy in; 0 where it is no storage.
    pub round_trip_efficiency: f64,
}

impl TechnologyKind {
    /// Whether it is storage.
    #[must_use]
    pub fn is_storage(&self) -> bool {
        self.kind == Kind::Storage
    }

    /// Whether it stands on a campus.
    #[must_use]
    pub fn is_onsite(&self) -> bool {
        self.location == Location::Onsite
    }
}

/// A limit on what may be built.
#[derive(Debug, Clone)]
pub struct BuildLimitKind {
    /// What counts towards it.
    pub members: Vec<(Technology, Region)>,
    /// From the table, `[y]`, summed over the period.
    pub rate: Array1<Gigawatts>,
    /// Already committed under it, `[y]`, summed over the period.
    pub committed: Array1<Gigawatts>,
}

impl BuildLimitKind {
    /// What may be built under it in a period: never less than is committed.
    #[must_use]
    pub fn at(&self, year: Year) -> Gigawatts {
        Gigawatts(self.rate[year.0].value().max(self.committed[year.0].value()))
    }
}

/// Builds that are under way.
#[derive(Debug, Clone)]
pub struct CommitmentKind {
    /// What is being built.
    pub technology: Technology,
    /// Where.
    pub region: Region,
    /// In each period, `[y]`.
    pub amount: Array1<Gigawatts>,
}

/// A yearly limit on a fuel in a region.
#[derive(Debug, Clone)]
pub struct FuelLimitKind {
    /// The fuel.
    pub fuel: Fuel,
    /// The region.
    pub region: Region,
    /// Limit, `[y]`.
    pub amount: Array1<TrillionBtu>,
}

/// All of the power system.
#[derive(Debug, Clone)]
pub struct Power {
    /// `[g]`
    pub kinds: Vec<TechnologyKind>,
    /// Overnight cost in the model year, `[g, y]`.
    pub capex: Array2<MillionUsdPerGigawatt>,
    /// Share of it paid by the investment credit, `[g, y]`.
    pub investment_credit: Array2<f64>,
    /// Fixed operation and maintenance per year, `[g, y]`.
    pub fixed_cost: Array2<MillionUsdPerGigawatt>,
    /// Credit per unit of output, `[g, y]`.
    pub production_credit: Array2<UsdPerMegawattHour>,
    /// Existing capacity, `[g, r, y]`.
    pub existing: Array3<Gigawatts>,
    /// Output over capacity at most, `[g, r, s]`.
    pub availability: Array3<f64>,
    /// Firm share of capacity, `[g, r]`.
    pub elcc: Array2<f64>,
    /// Whether it can be built at all, `[g, r, y]`.
    pub buildable: Array3<bool>,
    /// `[b]`
    pub limits: Vec<BuildLimitKind>,
    /// Builds under way.
    pub commitments: Vec<CommitmentKind>,
    /// Carbon of each fuel, `[f]`.
    pub carbon: Vec<TonnesPerMmbtu>,
    /// `[f, r, y]`
    pub fuel_price: Array3<UsdPerMmbtu>,
    /// Fuel limits.
    pub fuel_limits: Vec<FuelLimitKind>,
    /// Peak load other than AI, `[r, y]`.
    pub peak_load: Array2<Gigawatts>,
    /// Load over peak, `[r, s]`.
    pub load_profile: Array2<f64>,
}

impl Power {
    /// Load other than AI in a time slice.
    #[must_use]
    pub fn load(&self, region: Region, year: Year, slice: TimeSlice) -> Gigawatts {
        self.peak_load[[region.0, year.0]] * self.load_profile[[region.0, slice.0]]
    }

    /// Carbon per unit of output.
    #[must_use]
    pub fn emission_rate(&self, technology: Technology) -> TonnesPerMegawattHour {
        let kind = &self.kinds[technology.0];
        kind.fuel.map_or(TonnesPerMegawattHour(0.0), |fuel| kind.heat_rate * self.carbon[fuel.0])
    }

    /// Whether a technology can be built in a region in some year up to the given one.
    #[must_use]
    pub fn buildable_by(&self, technology: Technology, region: Region, year: Year) -> bool {
        (0..=year.0).any(|y| self.buildable[[technology.0, region.0, y]])
    }
}
