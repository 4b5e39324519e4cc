//! Solution -> Results: flat rows, one struct per output table, ready to be written or drawn.
//!
//! Nothing here reads files, clocks or the environment; the same solution gives the same rows.

mod campus;
mod capex;
pub mod catalogue;
pub mod cautions;
pub mod composition;
pub mod derived;
pub mod duality;
mod energy;
pub mod left_over;
pub mod limits;
pub mod load;
pub mod plants;
pub mod powered_gigawatt;
pub mod rents;
mod summary;
mod supplies;
pub mod tables;
pub mod view;

use catalogue::tables;
use plants::PlantGroup;
use tables::{
    AccountRow, AssumptionRow, BuildoutRow, CapacityRow, CapitalRow, CautionRow, DispatchRow, DualityRow, FleetRow,
    GridRow, LeftOverRow, MaterialRow, OutlookRow, PoweredGigawattRow, PriceRow, RentRow, ShadowPriceRow, SummaryRow,
    WaterRow,
};
use view::View;

use crate::program::Program;
use crate::solve::Solution;
use crate::system::System;

/// A technology as charts need it.
#[derive(Debug, Clone, PartialEq)]
pub struct TechnologyLabel {
    /// Code in the tables.
    pub code: String,
    /// Name for people.
    pub name: String,
    /// Fuel; empty where there is none.
    pub fuel: String,
    /// Group as outlooks and statistics count it.
    pub group: PlantGroup,
}

/// A region as charts need it.
#[derive(Debug, Clone, PartialEq)]
pub struct RegionLabel {
    /// Code in the tables.
    pub code: String,
    /// Name for people.
    pub name: String,
    /// Position on a map, 0 (left) to 1 (right).
    pub x: f64,
    /// Position on a map, 0 (top) to 1 (bottom).
    pub y: f64,
}

/// What stands beside the tables: names and published figures.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Labels {
    /// Scenario.
    pub scenario: String,
    /// Its title.
    pub scenario_title: String,
    /// The dataset's title.
    pub dataset_title: String,
    /// Currency and its year.
    pub currency: String,
    /// Regions, in order.
    pub regions: Vec<RegionLabel>,
    /// Technologies, in order: code and name.
    pub technologies: Vec<TechnologyLabel>,
    /// Accelerators, in order: code and name.
    pub accelerators: Vec<(String, String)>,
    /// Published figures to hold the run against.
    pub outlooks: Vec<OutlookRow>,
    /// Energy of data centres other than AI, TWh a year, if the dataset says it.
    pub other_datacentre_twh: Option<f64>,
}

impl Labels {
    /// The group of a technology.
    #[must_use]
    pub fn plant_group(&self, technology: &str) -> PlantGroup {
        let known = self.technologies.iter().find(|label| label.code == technology);
        known.map_or(PlantGroup::Other, |label| label.group)
    }
}

tables! {
    /// All tables of a run.
    #[derive(Debug, Clone, PartialEq)]
    Results {
        /// One row per year.
        summary: SummaryRow,
        /// What must be known before any other number is used.
        cautions: CautionRow,
        /// What of the limits of AI's supplies is not used.
        left_over: LeftOverRow,
        /// Shells.
        buildout: BuildoutRow,
        /// Accelerators.
        fleet: FleetRow,
        /// Plants and storage.
        capacity: CapacityRow,
        /// Flows by time slice.
        dispatch: DispatchRow,
        /// Connections and links.
        grid: GridRow,
        /// Prices of energy, capacity, connections.
        prices: PriceRow,
        /// Limits.
        shadow_prices: ShadowPriceRow,
        /// Materials.
        materials: MaterialRow,
        /// Money.
        capital: CapitalRow,
        /// Water.
        water: WaterRow,
        /// Rents by family and year.
        rents: RentRow,
        /// The objective by account.
        accounts: AccountRow,
        /// The objective by right-hand side.
        duality: DualityRow,
        /// What a powered gigawatt costs.
        powered_gigawatt: PoweredGigawattRow,
        /// Inputs that were changed, and the limits that the results lean on.
        assumptions: AssumptionRow,
    } and {
        /// Names and published figures.
        labels: Labels,
        /// Model years.
        years: Vec<i32>,
    }
}

/// Makes all tables of a solution, but for assumptions: they are no part of it.
#[must_use]
pub fn tabulate(system: &System, program: &Program, solution: &Solution, labels: Labels) -> Results {
    let view = View::new(system, program, solution);
    let shadow_prices = limits::shadow_prices(&view);
    let rents = limits::rents(&view, &shadow_prices);
    let capacity = energy::capacity(&view);
    let prices = energy::prices(&view);
    let summary = summary::summary(&view, &rents, labels.other_datacentre_twh);
    let mut cautions = cautions::cautions(&view);
    cautions.extend(cautions::outlooks(&summary, &labels.outlooks));
    let capital = supplies::capital(&view);
    Results {
        years: system.time.shown_years().to_vec(),
        left_over: left_over::left_over(&view),
        buildout: campus::buildout(&view),
        fleet: campus::fleet(&view),
        dispatch: energy::dispatch(&view),
        grid: energy::grid(&view),
        materials: supplies::materials(&view),
        water: supplies::water(&view),
        accounts: limits::accounts(&view),
        duality: duality::duality(&view),
        powered_gigawatt: powered_gigawatt::powered_gigawatt(&view),
        assumptions: vec![],
        summary,
        cautions,
        prices,
        shadow_prices,
        rents,
        capacity,
        capital,
        labels,
    }
}

/// What a sweep keeps of a solution.
#[derive(Debug, Clone, PartialEq)]
pub struct Brief {
    /// One row per year.
    pub summary: Vec<SummaryRow>,
    /// Rents by family and year.
    pub rents: Vec<RentRow>,
}

/// The years at a glance, and the rents, without the other tables.
#[must_use]
pub fn brief(system: &System, program: &Program, solution: &Solution) -> Brief {
    let view = View::new(system, program, solution);
    let rents = limits::rents(&view, &limits::shadow_prices(&view));
    Brief { summary: summary::summary(&view, &rents, None), rents }
}
