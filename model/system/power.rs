//! Power plants and storage, what may be built, fuels, and the load other than AI.

use crate::named::words;
use crate::sets::{BuildLimit, Fuel, List, Map, Region, Season, Technology, TimeSlice, Year};
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
    /// Whether its energy counts towards clean targets.
    pub clean: bool,
    /// Share of what runs on a day that it cannot go below; 0 where it is not thermal.
    pub min_load: f64,
    /// From order to service, years.
    pub lead: f64,
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
    pub rate: List<Year, Gigawatts>,
    /// Already committed under it, `[y]`, summed over the period.
    pub committed: List<Year, Gigawatts>,
}

impl BuildLimitKind {
    /// What may be built under it in a period: never less than is committed.
    #[must_use]
    pub fn at(&self, year: Year) -> Gigawatts {
        Gigawatts(self.rate[year].value().max(self.committed[year].value()))
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
    pub amount: List<Year, Gigawatts>,
}

/// A yearly limit on a fuel in a region.
#[derive(Debug, Clone)]
pub struct FuelLimitKind {
    /// The fuel.
    pub fuel: Fuel,
    /// The region.
    pub region: Region,
    /// Limit, `[y]`.
    pub amount: List<Year, TrillionBtu>,
}

/// The clean energy that a region must reach in a year.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CleanTarget {
    /// Share of the base load.
    pub share: f64,
    /// Paid for what is missing of it.
    pub alternative: UsdPerMegawattHour,
}

/// All of the power system.
#[derive(Debug, Clone)]
pub struct Power {
    /// `[g]`
    pub kinds: List<Technology, TechnologyKind>,
    /// Overnight cost in the model year, `[g, y]`.
    pub capex: Map<(Technology, Year), MillionUsdPerGigawatt>,
    /// Share of it paid by the investment credit, `[g, y]`.
    pub investment_credit: Map<(Technology, Year), f64>,
    /// Fixed operation and maintenance per year, `[g, y]`.
    pub fixed_cost: Map<(Technology, Year), MillionUsdPerGigawatt>,
    /// Credit per unit of output, `[g, y]`.
    pub production_credit: Map<(Technology, Year), UsdPerMegawattHour>,
    /// Existing capacity, `[g, r, y]`.
    pub existing: Map<(Technology, Region, Year), Gigawatts>,
    /// Output over capacity at most, `[g, r, s]`.
    pub availability: Map<(Technology, Region, TimeSlice), f64>,
    /// Firm share of capacity where no season is asked for, `[g, r]`.
    pub elcc: Map<(Technology, Region), f64>,
    /// Firm share of capacity in a season, `[g, r, h]`.
    pub seasonal_elcc: Map<(Technology, Region, Season), f64>,
    /// Targets of clean energy, `[r]` of `[y]`; none: no target.
    pub clean_targets: List<Region, Option<List<Year, CleanTarget>>>,
    /// Whether it can be built at all, `[g, r, y]`.
    pub buildable: Map<(Technology, Region, Year), bool>,
    /// `[b]`
    pub limits: List<BuildLimit, BuildLimitKind>,
    /// Builds under way.
    pub commitments: Vec<CommitmentKind>,
    /// Carbon of each fuel, `[f]`.
    pub carbon: List<Fuel, TonnesPerMmbtu>,
    /// `[f, r, y]`
    pub fuel_price: Map<(Fuel, Region, Year), UsdPerMmbtu>,
    /// Fuel limits.
    pub fuel_limits: Vec<FuelLimitKind>,
    /// Peak load other than AI, `[r, y]`.
    pub peak_load: Map<(Region, Year), Gigawatts>,
    /// Load over peak, `[r, s]`.
    pub load_profile: Map<(Region, TimeSlice), f64>,
}

impl Power {
    /// Load other than AI in a time slice.
    #[must_use]
    pub fn load(&self, region: Region, year: Year, slice: TimeSlice) -> Gigawatts {
        self.peak_load[(region, year)] * self.load_profile[(region, slice)]
    }

    /// Carbon per unit of output.
    #[must_use]
    pub fn emission_rate(&self, technology: Technology) -> TonnesPerMegawattHour {
        let kind = &self.kinds[technology];
        kind.fuel.map_or(TonnesPerMegawattHour(0.0), |fuel| kind.heat_rate * self.carbon[fuel])
    }

    /// Whether a technology can be built in a region in some year up to the given one.
    #[must_use]
    pub fn buildable_by(&self, technology: Technology, region: Region, year: Year) -> bool {
        Year::all(year.0 + 1).any(|y| self.buildable[(technology, region, y)])
    }
}
