//! The checked numbers that the optimiser may read: immutable, typed, of one scenario.
//!
//! Arrays are indexed in the order of their names' letters in the formulation: `[a, y]` is
//! accelerator by model year, `[g, r, s]` technology by region by time slice.

pub mod chips;
pub mod cooling;
pub mod demand;
pub mod economy;
pub mod grid;
pub mod materials;
pub mod power;
pub mod sites;
pub mod time;

pub use chips::Chips;
pub use cooling::Cooling;
pub use demand::Demand;
pub use economy::{Adequacy, Capital, Compute, Finance, Flexibility};
pub use grid::Grid;
pub use materials::Materials;
pub use power::Power;
pub use sites::Sites;
pub use time::{Life, Time};

use crate::sets::{
    Accelerator, CapitalTier, Cooling as CoolingIndex, CurveTier, Day, DemandTier, Direction, Link, List, MaterialTier,
    Region, Season, Sets, SiteClass, SiteLife, Technology, TimeSlice, Year,
};
use crate::units::{Gigawatts, Megatonnes, UsdPerTonne};

/// Everything that the program is made from.
#[derive(Debug, Clone)]
pub struct System {
    /// Scenario it stands for.
    pub scenario: String,
    /// Names and order of all sets.
    pub sets: Sets,
    /// Years, periods, slices, discounting.
    pub time: Time,
    /// Accelerators and their components.
    pub chips: Chips,
    /// Data-centre shells and where they may stand.
    pub sites: Sites,
    /// Cooling systems, their equipment and water.
    pub cooling: Cooling,
    /// Large-load connections and links between regions.
    pub grid: Grid,
    /// Power plants, storage, fuels, base load.
    pub power: Power,
    /// Materials that all of it needs.
    pub materials: Materials,
    /// Money that can be raised.
    pub capital: Capital,
    /// What compute sells for.
    pub demand: Demand,
    /// How accelerators are run.
    pub compute: Compute,
    /// Rates of return.
    pub finance: Finance,
    /// Firm capacity rules.
    pub adequacy: Adequacy,
    /// Flexible AI load.
    pub flexibility: Flexibility,
    /// Mt CO2 allowed, by model year; none without a cap.
    pub emissions_cap: List<Year, Option<Megatonnes>>,
    /// USD per t CO2, `[y]`.
    pub carbon_price: List<Year, UsdPerTonne>,
    /// Share of firm AI load that new plants of its region must cover.
    pub own_capacity: f64,
}

impl System {
    /// Peak load other than AI of a region in a season.
    #[must_use]
    pub fn base_peak(&self, r: Region, y: Year, season: economy::SeasonKind) -> Gigawatts {
        self.power.peak_load[(r, y)] * season.load_share
    }

    /// The least firm share of a technology's capacity over the seasons of a region.
    #[must_use]
    pub fn least_elcc(&self, g: Technology, r: Region) -> f64 {
        self.adequacy.seasons_of(r).map(|(h, _)| self.power.seasonal_elcc[(g, r, h)]).fold(f64::INFINITY, f64::min)
    }
}

/// A set, or what takes few values, whose members a system can count.
pub trait Extent {
    /// How many members it has.
    fn extent(system: &System) -> usize;
}

macro_rules! extents {
    ($($set:ty: |$system:ident| $count:expr;)*) => {$(
        impl Extent for $set {
            fn extent($system: &System) -> usize {
                $count
            }
        }
    )*};
}

extents! {
    Region: |system| system.sets.regions.len();
    Year: |system| system.time.years.len();
    TimeSlice: |system| system.time.slices.len();
    Technology: |system| system.sets.technologies.len();
    Accelerator: |system| system.sets.accelerators.len();
    CoolingIndex: |system| system.sets.cooling.len();
    SiteClass: |system| system.sets.site_classes.len();
    SiteLife: |system| system.sites.lives().len();
    Link: |system| system.sets.links.len();
    MaterialTier: |system| system.materials.tiers.len();
    CapitalTier: |system| system.sets.capital_tiers.len();
    DemandTier: |system| system.sets.demand_tiers.len();
    Day: |system| system.sets.days.len();
    Season: |system| system.sets.seasons.len();
    CurveTier: |system| system.sets.curve_tiers.len();
    Direction: |_system| Direction::BOTH.len();
    bool: |_system| [false, true].len();
}
