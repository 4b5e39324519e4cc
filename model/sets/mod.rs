//! Who is who: small copyable indices, the names and order behind them, and arrays over them.

pub mod arrays;

pub use arrays::{List, Map, Member, Place};

macro_rules! index {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub usize);

        impl $name {
            /// The first `count` members, in order.
            pub fn all(count: usize) -> impl DoubleEndedIterator<Item = Self> + ExactSizeIterator + Clone {
                (0..count).map(Self)
            }
        }

        impl Member for $name {
            fn position(self) -> usize {
                self.0
            }
        }
    )*};
}

index! {
    /// A region.
    Region;
    /// A model year, by its position in the horizon.
    Year;
    /// A time slice: one block of hours of one representative day.
    TimeSlice;
    /// A power technology.
    Technology;
    /// An accelerator generation.
    Accelerator;
    /// A component of accelerators.
    Component;
    /// A cooling system.
    Cooling;
    /// A supply chain of cooling equipment.
    Chain;
    /// A site class.
    SiteClass;
    /// A life of site classes, by its position among their lives.
    SiteLife;
    /// A link between two regions.
    Link;
    /// A build limit.
    BuildLimit;
    /// A series of committed builds.
    Commitment;
    /// A fuel.
    Fuel;
    /// A yearly limit on a fuel in a region.
    FuelLimit;
    /// A material.
    Material;
    /// A supply tier of a material, numbered over all materials.
    MaterialTier;
    /// A tier of capital.
    CapitalTier;
    /// A tier of compute demand.
    DemandTier;
    /// A representative day.
    Day;
    /// A season of firm capacity.
    Season;
    /// A tier of the demand for firm capacity.
    CurveTier;
}

/// The two ways along a link.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Direction {
    /// From its `from` region to its `to` region.
    Forward,
    /// The other way.
    Backward,
}

impl Direction {
    /// Both ways, forward first.
    pub const BOTH: [Self; 2] = [Self::Forward, Self::Backward];
}

impl Member for Direction {
    fn position(self) -> usize {
        match self {
            Self::Forward => 0,
            Self::Backward => 1,
        }
    }
}

/// Codes of all set members, in the order of the tables.
#[derive(Debug, Clone, Default)]
pub struct Sets {
    /// Regions.
    pub regions: List<Region, String>,
    /// Representative days.
    pub days: Vec<String>,
    /// Technologies.
    pub technologies: List<Technology, String>,
    /// Accelerators.
    pub accelerators: List<Accelerator, String>,
    /// Components.
    pub components: List<Component, String>,
    /// Cooling systems.
    pub cooling: List<Cooling, String>,
    /// Supply chains of cooling equipment with a limit.
    pub chains: List<Chain, String>,
    /// Site classes.
    pub site_classes: List<SiteClass, String>,
    /// Links.
    pub links: List<Link, String>,
    /// Build limits.
    pub build_limits: List<BuildLimit, String>,
    /// Fuels.
    pub fuels: List<Fuel, String>,
    /// Materials.
    pub materials: List<Material, String>,
    /// Capital tiers.
    pub capital_tiers: List<CapitalTier, String>,
    /// Demand tiers.
    pub demand_tiers: List<DemandTier, String>,
    /// Seasons of firm capacity; the one of regions that state none, the year, is without a name and comes first.
    pub seasons: List<Season, String>,
    /// Tiers of the demand for firm capacity; that of regions that state none is without a name and comes first.
    pub curve_tiers: List<CurveTier, String>,
}

impl Sets {
    /// All regions.
    #[must_use]
    pub fn regions(&self) -> impl DoubleEndedIterator<Item = Region> + ExactSizeIterator + Clone + use<> {
        Region::all(self.regions.len())
    }

    /// All technologies.
    #[must_use]
    pub fn technologies(&self) -> impl ExactSizeIterator<Item = Technology> + Clone + use<> {
        Technology::all(self.technologies.len())
    }

    /// All accelerators.
    #[must_use]
    pub fn accelerators(&self) -> impl ExactSizeIterator<Item = Accelerator> + Clone + use<> {
        Accelerator::all(self.accelerators.len())
    }

    /// All cooling systems.
    #[must_use]
    pub fn cooling(&self) -> impl ExactSizeIterator<Item = Cooling> + Clone + use<> {
        Cooling::all(self.cooling.len())
    }

    /// All site classes.
    #[must_use]
    pub fn site_classes(&self) -> impl ExactSizeIterator<Item = SiteClass> + Clone + use<> {
        SiteClass::all(self.site_classes.len())
    }

    /// All links.
    #[must_use]
    pub fn links(&self) -> impl ExactSizeIterator<Item = Link> + Clone + use<> {
        Link::all(self.links.len())
    }
}

/// The position of a code in a list of codes.
#[must_use]
pub fn position(codes: &[String], code: &str) -> Option<usize> {
    codes.iter().position(|c| c == code)
}
