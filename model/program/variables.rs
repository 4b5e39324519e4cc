//! The columns of the program: what each decides, and where it stands.
//!
//! One list names them all; each family declares its own, beside its rows. No column is made that could not be
//! used: an accelerator before its first year, a plant that no limit lets anyone build, a slice without sun. All
//! columns are at least 0.

use ndarray::{Array, Array3};

use super::expression::Column;
use super::rows::Key;
use crate::named::written;
use crate::sets::{
    Accelerator, CapitalTier, Cooling, CurveTier, Day, DemandTier, Direction, Link, Map, MaterialTier, Region, Season,
    SiteClass, SiteLife, Technology, TimeSlice, Year,
};
use crate::system::{Extent, System};

macro_rules! columns {
    ($($(#[$doc:meta])* $quantity:ident, $field:ident[$($set:ty),*], $name:literal, $unit:literal;)*) => {
        /// What a column decides.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Quantity {
            $($(#[$doc])* $quantity,)*
        }

        impl Quantity {
            /// All of them, in order.
            pub const ALL: &'static [Self] = &[$(Self::$quantity,)*];

            /// Name, as in the formulation.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$quantity => $name,)* }
            }

            /// The sets that it is indexed by, in order.
            #[must_use]
            pub const fn indices(self) -> &'static [&'static str] {
                match self { $(Self::$quantity => &[$(stringify!($set)),*],)* }
            }

            /// Unit.
            #[must_use]
            pub const fn unit(self) -> &'static str {
                match self { $(Self::$quantity => $unit,)* }
            }
        }

        /// All columns by their indices; `None` where a variable does not exist.
        #[derive(Debug, Clone)]
        #[allow(unused_parens)] // of what has one index
        pub struct Variables {
            /// In order.
            pub info: Vec<ColumnInfo>,
            /// Who is dispatched for whom.
            pub leader: Map<(Technology, Region, Year), Technology>,
            $($(#[$doc])* pub $field: Map<($($set),*), Option<Column>>,)*
        }

        impl Variables {
            /// No columns yet; every technology leads itself.
            #[must_use]
            pub fn none(system: &System) -> Self {
                let shape = [Technology::extent(system), Region::extent(system), Year::extent(system)];
                Self {
                    info: vec![],
                    leader: Array3::from_shape_fn(shape, |(g, _, _)| Technology(g)).into(),
                    $($field: Array::default([$(<$set>::extent(system)),*]).into(),)*
                }
            }
        }
    };
}

written!(Quantity);

columns! {
    /// Accelerators installed in the period.
    Buy, buy[Accelerator, Region, Year], "buy", "thousand";
    /// Accelerators powered, under any cooling.
    Powered, powered[Accelerator, Region, Year], "on", "thousand";
    /// Rated IT load under a cooling system.
    Rated, rated[Region, Cooling, Year], "rated", "GW";
    /// Facility load, at the ordinary (false) or the peak (true) PUE.
    Facility, facility[Region, Year, bool], "facility", "GW";
    /// Compute sold.
    Sold, sold[DemandTier, Year], "q", "MH100e";
    /// Shell commissioned in the period.
    Shell, shell[Region, SiteClass, Year], "shell", "GW";
    /// Halls of the period under a cooling system, in shells of a life.
    Hall, hall[Region, SiteLife, Cooling, Year], "hall", "GW";
    /// Connection energised in the period.
    Connect, connect[Region, Year], "connect", "GW";
    /// Connections in service.
    Connected, connected[Region, Year], "connected", "GW";
    /// Plant commissioned in the period.
    Build, build[Technology, Region, Year], "build", "GW";
    /// Plant in service, where it can be built.
    Capacity, capacity[Technology, Region, Year], "cap", "GW";
    /// Money raised in the period.
    Money, money[CapitalTier, Year], "money", "million USD";
    /// Dispatch.
    Generation, generation[Technology, Region, Year, TimeSlice], "gen", "GW";
    /// Charging.
    Charge, charge[Technology, Region, Year, TimeSlice], "charge", "GW";
    /// Discharging.
    Discharge, discharge[Technology, Region, Year, TimeSlice], "discharge", "GW";
    /// State of charge at the end of the slice.
    Stored, stored[Technology, Region, Year, TimeSlice], "soc", "GWh";
    /// Campus draw from the grid.
    Draw, draw[Region, Year, TimeSlice], "draw", "GW";
    /// Load curtailed.
    Curtail, curtail[Region, Year, TimeSlice], "curtail", "GW";
    /// Load contracted off at the peak.
    Flex, flex[Region, Year], "flex", "GW";
    /// Peak load that needs firm capacity.
    Firm, firm[Region, Year], "firm", "GW";
    /// Base load not served.
    Unserved, unserved[Region, Year, TimeSlice], "unserved", "GW";
    /// Firm capacity below the top of the demand for it, in a tier.
    Short, short[Region, Year, Season, CurveTier], "short", "GW";
    /// Firm capacity below the minimum margin.
    Gap, gap[Region, Year, Season], "gap", "GW";
    /// Plant kept running on a day, where it cannot go below a part of that.
    Running, running[Technology, Region, Year, Day], "running", "GW";
    /// Clean energy that is missing and paid for.
    Alternative, alternative[Region, Year], "alternative", "GWh";
    /// Power sent along a link.
    Flow, flow[Link, Direction, Year, TimeSlice], "flow", "GW";
    /// Firm capacity lent along a link.
    Lend, lend[Link, Direction, Year, Season], "lend", "GW";
    /// Link expansion of the period.
    Line, line[Link, Year], "line", "GW";
    /// Link capacity in service, where it can be expanded.
    Lines, lines[Link, Year], "lines", "GW";
    /// What a plan is worth less than the best of its branch, at most.
    Regret, regret[Year], "regret", "million USD";
    /// Material bought from a tier.
    Material, material[MaterialTier, Year], "mat", "material units";
}

/// What a column is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ColumnInfo {
    /// What it decides.
    pub quantity: Quantity,
    /// About what, where and when.
    pub key: Key,
    /// Upper bound; infinite if there is none. The lower bound is 0.
    pub upper: f64,
}

impl Variables {
    /// Number of columns.
    #[must_use]
    pub fn len(&self) -> usize {
        self.info.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.info.is_empty()
    }

    /// Makes a column between 0 and an upper bound.
    pub fn bounded(&mut self, quantity: Quantity, key: Key, upper: f64) -> Option<Column> {
        let column = Column(self.info.len());
        self.info.push(ColumnInfo { quantity, key, upper });
        Some(column)
    }

    /// Makes a column of at least 0.
    pub fn free(&mut self, quantity: Quantity, key: Key) -> Option<Column> {
        self.bounded(quantity, key, f64::INFINITY)
    }

    /// Whether any data-centre load can stand in a region in a year.
    #[must_use]
    pub fn hosts_load(&self, region: Region, year: Year) -> bool {
        self.facility[(region, year, false)].is_some()
    }

    /// Halls of a period under a cooling system, over all lives.
    pub fn halls(&self, region: Region, cooling: Cooling, year: Year) -> impl Iterator<Item = Column> + '_ {
        SiteLife::all(self.hall.dim().1).filter_map(move |n| self.hall[(region, n, cooling, year)])
    }
}
