//! The rows of the tables that `explain` adds; their fields are the CSV header.
//!
//! A gain is what raising limits brings: of the objective over the horizon, of compute (MH100e) and of AI
//! load (GW rated), each over what it is without. Over the horizon compute and load are means over calendar years.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::lever_groups::worth::Move;
use super::{ceilings, lever_groups, relax};
use crate::experiment::families::Group;
use crate::experiment::outcome::Measure;
use crate::named::{named, words};
use crate::program::{Family, Quantity};
use crate::results::tables::{Validity, row};

words! {
    /// Who leads of two.
    Lead [
        /// One of them.
        Group(Group);
    ] {
        /// Neither gains.
        None, "none";
        /// There is no solution: commitments, say, need more of a material than is left.
        Infeasible, "infeasible";
    }
}

/// The two that are compared, written as in `chips/energy`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pair(pub [Group; 2]);

impl fmt::Display for Pair {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.0[0], self.0[1])
    }
}

impl Serialize for Pair {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Pair {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let pair = text.split_once('/').and_then(|(one, other)| Some(Self([named(one)?, named(other)?])));
        pair.ok_or_else(|| serde::de::Error::custom(format!("no pair: \"{text}\"")))
    }
}

/// Families lifted so far, in order, written joined by +.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lifted(pub Vec<Family>);

impl Serialize for Lifted {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0.iter().map(|family| family.name()).collect::<Vec<_>>().join("+"))
    }
}

impl<'de> Deserialize<'de> for Lifted {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let names = text.split('+').filter(|name| !name.is_empty());
        let families = names.map(named).collect::<Option<_>>();
        families.map(Self).ok_or_else(|| serde::de::Error::custom(format!("no families: \"{text}\"")))
    }
}

impl LadderRow {
    /// Name of the leader in the table.
    #[must_use]
    pub fn leader_name(&self) -> &'static str {
        self.leader.map_or("none", Family::name)
    }
}

impl RelaxRow {
    /// The family or group that was relaxed; none if it was a lever.
    #[must_use]
    pub fn group(&self) -> Option<Group> {
        named(&self.name).filter(|_| self.kind == relax::Kind::Family)
    }
}

row! {
    /// What a family of limits is worth: over the horizon (year empty), in a year, and in a region (rent alone, by use).
    BottleneckRow [scenario, region, year, family] {
        /// Scenario.
        scenario: String,
        /// Region; empty for the whole country. Rents of national limits are shared out to regions by use.
        region: String,
        /// Model year; empty for the horizon.
        year: Option<i32>,
        /// Family; `energy` is power and grid together, `energy_broad` also cooling, materials and siting.
        family: Group,
        /// Scarcity rent, discounted.
        rent_musd: f64,
        /// Rent over the rents of all supply of the region and year; 0 for demand, whose rent is the buyers' surplus.
        rent_share: f64,
        /// Per cent of compute (objective over the horizon) per per cent of the family's limits of all years, from a rise by 1 %.
        elasticity: Option<f64>,
        /// Gain of the objective over the worth of the compute sold, if the limits of all years rise by 10 %; in a year's row the limits up to that year.
        gain_objective_share: Option<f64>,
        /// Gain of compute, of the year or over the horizon.
        gain_compute_share: Option<f64>,
        /// Gain of AI load, of the year or over the horizon.
        gain_load_share: Option<f64>,
        /// Shapley share of the objective that the stated step brings, all families together; over the horizon only.
        shapley_share: Option<f64>,
        /// Place by gain (of the objective over the horizon, of compute in a year; in a region by rent).
        rank: Option<i32>,
        /// Family that leads on the ladder once this one and those above it are lifted; empty in a region, and in a year in which nothing then gains.
        #[serde(with = "crate::named::or_empty")]
        next: Option<Family>,
    }
}

row! {
    /// What a re-solve with raised limits brings.
    RelaxRow [scenario, kind, name, mode, step, year] {
        /// Scenario.
        scenario: String,
        /// `family`, or `lever` of the dataset.
        kind: relax::Kind,
        /// Its name.
        name: String,
        /// Its title.
        title: String,
        /// `one`: its limits alone rise; `all but one`: those of all other families.
        mode: relax::Mode,
        /// By how much: `1 %`, `10 %`, `lifted` (1000 times).
        step: relax::Step,
        /// Model year; empty for the horizon.
        year: Option<i32>,
        /// Change of the objective; over the horizon only.
        objective_musd: Option<f64>,
        /// Gain of the objective over the worth of the compute sold.
        gain_objective_share: Option<f64>,
        /// Change of compute.
        compute_mh100e: f64,
        /// Gain of compute.
        gain_compute_share: f64,
        /// Change of AI load, rated.
        load_gw: f64,
        /// Gain of AI load.
        gain_load_share: f64,
    }
}

row! {
    /// How the value of raising all families together is shared among them, exact over all coalitions.
    ShapleyRow [scenario, step, family] {
        /// Scenario.
        scenario: String,
        /// The step, as in `25 %` or `lifted`.
        step: String,
        /// Family.
        family: Family,
        /// Shapley value, of the objective.
        objective_musd: f64,
        /// The same over the value of all families together.
        objective_share: f64,
        /// Shapley value, of mean compute.
        compute_mh100e: f64,
        /// The same over that of all together.
        compute_share: f64,
        /// Shapley value, of mean AI load.
        load_gw: f64,
        /// The same over that of all together.
        load_share: f64,
    }
}

row! {
    /// What binds next: at each rung the family with the largest gain is found and lifted, until more supply brings nothing.
    LadderRow [scenario, rung, region, year] {
        /// Scenario.
        scenario: String,
        /// Rung, from 0: nothing lifted.
        rung: i32,
        /// Families lifted so far, in order, joined by +.
        lifted: Lifted,
        /// Region; empty for the whole country.
        region: String,
        /// Model year; empty for the horizon.
        year: Option<i32>,
        /// Family that leads: by gain of the objective over the horizon, of compute in a year, by rent in a region; `demand` over the horizon if more of no supply brings anything, else `none`.
        #[serde(with = "crate::named::or_none")]
        leader: Option<Family>,
        /// Gain of the leader from a rise by 10 % (of the limits of all years); empty in a region.
        gain_share: Option<f64>,
        /// Rent of the leader over the rents of all supply in the region; empty elsewhere.
        rent_share: Option<f64>,
        /// Compute at this rung, of the year or mean.
        compute_mh100e: Option<f64>,
        /// AI load at this rung, of the year, region or mean.
        load_gw: Option<f64>,
    }
}

row! {
    /// Where the larger of two gains changes hands as a lever moves.
    FlipRow [scenario, lever, pair, measure] {
        /// Scenario.
        scenario: String,
        /// Lever of the dataset.
        lever: String,
        /// Its title.
        title: String,
        /// The two families (or groups) compared, as in `chips/energy`.
        pair: Pair,
        /// What the gains from a rise by 10 % are of: `objective`, `compute` or `load`.
        measure: Measure,
        /// Unit of the strengths; `x` is a factor.
        unit: String,
        /// Strength in the scenario.
        strength: f64,
        /// Low end of the lever's range.
        low: f64,
        /// High end.
        high: f64,
        /// Who leads at the scenario's strength; `none` if neither gains.
        leader: Lead,
        /// Who leads at the low end; `infeasible` if there is no solution.
        leader_at_low: Lead,
        /// Who leads at the high end; `infeasible` if there is no solution.
        leader_at_high: Lead,
        /// Strength at which the lead changes hands, to half a hundredth of the range; empty if none was found. If it changes several times, one of them.
        flip: Option<f64>,
        /// Whether the flip lies within the lever's range; levers that scale limits of the two are followed to a tenth and ten times their strength.
        within_range: bool,
        /// Who leads beyond it.
        #[serde(with = "crate::named::or_empty")]
        leader_beyond: Option<Lead>,
        /// What the lever moves, in its own unit, at the scenario's strength.
        quantity: Option<f64>,
        /// The same at the flip.
        quantity_at_flip: Option<f64>,
        /// Unit of the quantities, with the year that they are of.
        quantity_unit: String,
    }
}

row! {
    /// Four separate ceilings on compute in service, each as if all else were unlimited, beside the optimum; `explain --ceilings` fills it.
    CeilingRow {
        /// Scenario.
        scenario: String,
        /// Model year.
        year: i32,
        /// Compute of all accelerators on sale so far that still serve.
        chips_mh100e: Option<f64>,
        /// Compute that connections, onsite plants and firm capacity can carry, the smaller of `delivered_gw` and `firm_gw` at the mean; empty if unlimited.
        power_mh100e: Option<f64>,
        /// Compute that halls can hold, `halls_gw` at the mean; empty if unlimited.
        data_centres_mh100e: Option<f64>,
        /// Compute that the money of all tiers so far buys, all in; empty without a budget.
        capital_mh100e: Option<f64>,
        /// Which of the four is the smallest: what the rule calls the bottleneck.
        #[serde(with = "crate::named::or_empty")]
        smallest: Option<ceilings::Kind>,
        /// The smallest.
        smallest_mh100e: Option<f64>,
        /// Compute in the optimum.
        optimum_mh100e: f64,
        /// Optimum over the smallest ceiling. Above 1 only where a ceiling turns gigawatts or dollars into compute at a mean and the optimum buys better, or uses halls again that money pays for in the ceiling.
        optimum_share: Option<f64>,
        /// Family that brings most compute of the year if raised by 10 %, as in the verdict.
        #[serde(with = "crate::named::or_empty")]
        first: Option<Family>,
        /// Optimum if only the limits of the smallest ceiling's families hold (power: also grid; data centres: siting and cooling) and all others, demand too, are lifted.
        only_mh100e: Option<f64>,
        /// The same with demand as it is.
        only_and_demand_mh100e: Option<f64>,
        /// Rated IT that connections and onsite plants can feed; empty if unlimited.
        delivered_gw: Option<f64>,
        /// Rated IT that firm capacity can cover at the peak; empty if unlimited.
        firm_gw: Option<f64>,
        /// Rated IT that halls can hold; empty if unlimited.
        halls_gw: Option<f64>,
        /// Mean compute per GW of rated IT of everything on sale so far that still serves.
        mean_mh100e_per_gw: f64,
    }
}

row! {
    /// What more of each theme is worth: a theme is a lever of the dataset, or one name in its lists; limits of one step, in all years that the lever touches. Themes that hold each other (`part_of`) must not be added up.
    ThemeRow {
        /// Scenario.
        scenario: String,
        /// `limit`: a lever that multiplies limits of supply; `part`: those of one name in its lists; `lever`: a lever that does something else, moved to an end of its range.
        kind: lever_groups::Kind,
        /// Its name, as in `nuclear`, `nuclear/nuclear_smr`.
        theme: String,
        /// Its title.
        title: String,
        /// Themes whose limits hold all of this one's, joined by +.
        part_of: String,
        /// `1 %`, `10 %`: rise of its limits; `low`, `high`: end of the lever's range.
        step: Move,
        /// Whether the lever's own range reaches that far; always for its ends.
        within_range: bool,
        /// Unit of amounts; of a lever, that of its strength.
        unit: String,
        /// What is counted, as the formulation names it: `build` (plants), `shell`, `hall`, `connect`, `line`, `buy` (accelerators, by their compute), `mat`, `money`, `rated`. Empty for levers, and where the theme's limits count several things: then there are no amounts.
        #[serde(with = "crate::named::or_empty")]
        things: Option<Quantity>,
        /// Most of it that the theme's limits alone would allow over the horizon, before the step; limits inside each other count once.
        admitted_units: Option<f64>,
        /// Share of that which is bought.
        used_share: Option<f64>,
        /// Rise of what is allowed; of a lever, how far its strength moves.
        rise_units: Option<f64>,
        /// Rise of what is bought, over the horizon; 0 where the same comes earlier. One of several optima where they tie.
        used_rise_units: Option<f64>,
        /// Change of the objective, discounted; empty where there is no solution.
        value_musd: Option<f64>,
        /// Rise in GW: of accelerators, their rated IT load; empty of what is not counted in GW.
        rise_gw: Option<f64>,
        /// Value per GW of rise.
        value_musd_per_gw: Option<f64>,
        /// Value per unit of rise.
        value_musd_per_unit: Option<f64>,
        /// Value per unit that is bought more; empty where hardly more is bought.
        value_used_musd_per_unit: Option<f64>,
        /// Change of what the things under its limits cost within the horizon: annuities, premiums, fees, discounted; not their running, nor what goes with them.
        cost_musd: Option<f64>,
        /// What is spent on things of which more is bought in a year, in annuities; what they take the place of is not taken off, and premiums and fees do not count.
        added_cost_musd: Option<f64>,
        /// Value before that spending, over it: (value + added cost) / added cost. Empty where hardly anything is spent more, as on materials and money, which have a premium and a fee and no price.
        gross_value_musd_per_musd: Option<f64>,
        /// Change of compute, mean over calendar years.
        compute_mh100e: Option<f64>,
        /// Change of AI load, rated, mean over calendar years.
        load_gw: Option<f64>,
        /// Place by value among rises by this step; of levers, among their better ends. Empty where nothing is gained.
        rank: Option<i32>,
        /// Place by gross value per cost, of those that have one.
        rank_per_cost: Option<i32>,
        /// Place by value per GW of rise, of those that have one.
        rank_per_gw: Option<i32>,
        /// Thing of which one more unit is worth most by shadow prices, all limits of the theme over it set aside; in the row of 10 %.
        best_item: String,
        /// Its region; those alike joined by +, empty where they are many or it has none.
        best_region: String,
        /// The year in which it would be bought.
        best_year: Option<i32>,
        /// What that unit is worth beyond its own cost, in money of that year.
        best_price: Option<f64>,
        /// What a little more of it brings when solved again; the price where ranging says that it holds.
        best_price_of_more: Option<f64>,
        /// Unit of the two.
        best_price_unit: String,
        /// `range`: the price holds; `interval`: it is one of several, and the price of more is what counts.
        #[serde(with = "crate::named::or_empty")]
        best_validity: Option<Validity>,
    }
}
