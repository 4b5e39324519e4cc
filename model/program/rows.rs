//! The row ledger: every row knows its rule, its key and both of its sides.

use std::fmt;

use super::expression::{Column, Expression};
use super::family::Rule;
use crate::sets::{
    Accelerator, BuildLimit, CapitalTier, Chain, Component, Cooling, CurveTier, Day, DemandTier, Direction, Fuel, Link,
    Material, MaterialTier, Region, Season, Sets, SiteClass, Technology, TimeSlice, Year,
};
use crate::system::System;

/// What a row or column is about, beside region, year and slice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Item {
    /// Nothing else.
    None,
    /// An accelerator.
    Accelerator(Accelerator),
    /// A component.
    Component(Component),
    /// A site class.
    SiteClass(SiteClass),
    /// A cooling system.
    Cooling(Cooling),
    /// Site classes of a life, years.
    Life(i32),
    /// A cooling system in site classes of a life, years.
    Hall(Cooling, i32),
    /// A supply chain of cooling equipment.
    Chain(Chain),
    /// A link.
    Link(Link),
    /// A link, one way.
    Way(Link, Direction),
    /// A link, one way, in a season.
    SeasonWay(Link, Direction, Season),
    /// A technology.
    Technology(Technology),
    /// A technology on a day.
    TechnologyDay(Technology, Day),
    /// A season.
    Season(Season),
    /// A tier of the demand for firm capacity in a season.
    SeasonTier(Season, CurveTier),
    /// A build limit.
    BuildLimit(BuildLimit),
    /// A fuel.
    Fuel(Fuel),
    /// A material.
    Material(Material),
    /// A tier of a material.
    MaterialTier(MaterialTier),
    /// A tier of capital.
    CapitalTier(CapitalTier),
    /// A tier of demand.
    DemandTier(DemandTier),
    /// Ordinary days (false) or peak days (true).
    PeakDay(bool),
}

/// Item, region, year and slice of a row or column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key {
    /// What it is about.
    pub item: Item,
    /// Where, if it is regional.
    pub region: Option<Region>,
    /// When.
    pub year: Year,
    /// In which slice, if it is hourly.
    pub slice: Option<TimeSlice>,
}

impl Key {
    /// A key of the whole country.
    #[must_use]
    pub const fn national(item: Item, year: Year) -> Self {
        Self { item, region: None, year, slice: None }
    }

    /// A key of one region.
    #[must_use]
    pub const fn regional(item: Item, region: Region, year: Year) -> Self {
        Self { item, region: Some(region), year, slice: None }
    }

    /// A key of one region and slice.
    #[must_use]
    pub const fn hourly(item: Item, region: Region, year: Year, slice: TimeSlice) -> Self {
        Self { item, region: Some(region), year, slice: Some(slice) }
    }

    /// The names of the key's parts: item, region, year, slice; those that it has.
    #[must_use]
    pub fn parts(&self, system: &System) -> Vec<String> {
        let sets = &system.sets;
        let mut parts = vec![];
        let item = item_name(self.item, system);
        if !item.is_empty() {
            parts.push(item);
        }
        parts.extend(self.region.map(|r| sets.regions[r].clone()));
        parts.push(system.time.calendar(self.year).to_string());
        parts.extend(self.slice.map(|s| slice_name(s, system)));
        parts
    }
}

/// The name of an item; empty where there is none.
#[must_use]
pub fn item_name(item: Item, system: &System) -> String {
    let sets: &Sets = &system.sets;
    match item {
        Item::None => String::new(),
        Item::Accelerator(a) => sets.accelerators[a].clone(),
        Item::Component(i) => sets.components[i].clone(),
        Item::SiteClass(k) => sets.site_classes[k].clone(),
        Item::Cooling(c) => sets.cooling[c].clone(),
        Item::Life(life) => format!("{life} years"),
        Item::Hall(c, life) => format!("{}+{life}", sets.cooling[c]),
        Item::Chain(i) => sets.chains[i].clone(),
        Item::Link(l) => sets.links[l].clone(),
        Item::Way(l, Direction::Forward) => format!("{}+", sets.links[l]),
        Item::Way(l, Direction::Backward) => format!("{}-", sets.links[l]),
        Item::SeasonWay(l, way, h) => joined(&item_name(Item::Way(l, way), system), &sets.seasons[h]),
        Item::Technology(g) => sets.technologies[g].clone(),
        Item::TechnologyDay(g, d) => joined(&sets.technologies[g], &sets.days[d.0]),
        Item::Season(h) => sets.seasons[h].clone(),
        Item::SeasonTier(h, k) => joined(&sets.seasons[h], &sets.curve_tiers[k]),
        Item::BuildLimit(b) => sets.build_limits[b].clone(),
        Item::Fuel(f) => sets.fuels[f].clone(),
        Item::Material(m) => sets.materials[m].clone(),
        Item::MaterialTier(j) => {
            let tier = &system.materials.tiers[j];
            format!("{}:{}", sets.materials[tier.material], tier.name)
        }
        Item::CapitalTier(j) => sets.capital_tiers[j].clone(),
        Item::DemandTier(j) => sets.demand_tiers[j].clone(),
        Item::PeakDay(peak) => if peak { "peak" } else { "ordinary" }.to_owned(),
    }
}

/// Two names as one; a part that has no name is left out.
fn joined(first: &str, second: &str) -> String {
    [first, second].into_iter().filter(|name| !name.is_empty()).collect::<Vec<_>>().join(":")
}

/// The name of a slice: its day and first hour, `summer_h08`.
#[must_use]
pub fn slice_name(slice: TimeSlice, system: &System) -> String {
    let s = &system.time.slices[slice];
    let hour = s.block * system.time.block.value() as usize;
    format!("{}_h{hour:02}", system.sets.days[s.day])
}

/// Which way a row holds its expression.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sense {
    /// At most the right-hand side.
    AtMost,
    /// At least the right-hand side.
    AtLeast,
    /// Exactly the right-hand side.
    Equal,
}

impl fmt::Display for Sense {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::AtMost => "<=",
            Self::AtLeast => ">=",
            Self::Equal => "=",
        })
    }
}

/// One row.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// What it says.
    pub rule: Rule,
    /// About what, where and when.
    pub key: Key,
    /// Which way.
    pub sense: Sense,
    /// Right-hand side, in the rule's unit.
    pub limit: f64,
}

/// All rows with their coefficients, row by row.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Rows {
    /// Who they are.
    pub rows: Vec<Row>,
    /// Where each row's coefficients start, and where the last one's end.
    pub starts: Vec<usize>,
    /// Columns of the coefficients, ascending within a row.
    pub columns: Vec<Column>,
    /// The coefficients.
    pub values: Vec<f64>,
}

impl Rows {
    /// No rows yet.
    #[must_use]
    pub fn new() -> Self {
        Self { starts: vec![0], ..Self::default() }
    }

    /// Number of rows.
    #[must_use]
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Coefficients of a row.
    pub fn coefficients(&self, row: usize) -> impl Iterator<Item = (Column, f64)> + '_ {
        let range = self.starts[row]..self.starts[row + 1];
        self.columns[range.clone()].iter().copied().zip(self.values[range].iter().copied())
    }

    /// What is used of a scarce supply, at most the limit.
    pub fn limit(&mut self, rule: Rule, key: Key, used: Expression, limit: f64) {
        debug_assert!(rule.is_limit(), "{} owns no limit", rule.name());
        self.push(rule, key, used, Sense::AtMost, Expression::constant(limit));
    }

    /// `left` at most `right`.
    pub fn at_most(&mut self, rule: Rule, key: Key, left: Expression, right: Expression) {
        self.push(rule, key, left, Sense::AtMost, right);
    }

    /// `left` at least `right`.
    pub fn at_least(&mut self, rule: Rule, key: Key, left: Expression, right: Expression) {
        self.push(rule, key, left, Sense::AtLeast, right);
    }

    /// `left` equals `right`.
    pub fn identity(&mut self, rule: Rule, key: Key, left: Expression, right: Expression) {
        self.push(rule, key, left, Sense::Equal, right);
    }

    /// Writes a row with all columns on the left and all constants on the right. A row without
    /// columns is left out if it holds; if not it stays, and the program is infeasible because of it.
    fn push(&mut self, rule: Rule, key: Key, left: Expression, sense: Sense, right: Expression) {
        let mut all = left;
        all -= right;
        all.terms.sort_by_key(|(column, _)| *column);
        let start = self.values.len();
        for (column, factor) in all.terms {
            if self.values.len() > start && self.columns.last() == Some(&column) {
                if let Some(value) = self.values.last_mut() {
                    *value += factor;
                }
            } else {
                self.columns.push(column);
                self.values.push(factor);
            }
        }
        self.drop_zeros(start);
        let limit = 0.0 - all.constant;
        let holds = match sense {
            Sense::AtMost => limit >= 0.0,
            Sense::AtLeast => limit <= 0.0,
            Sense::Equal => limit == 0.0,
        };
        if self.values.len() == start && holds && !rule.is_limit() {
            return;
        }
        self.rows.push(Row { rule, key, sense, limit });
        self.starts.push(self.values.len());
    }
}

impl Rows {
    /// Keeps the rows that are wanted.
    pub fn retain(&mut self, wanted: impl Fn(&Row) -> bool) {
        let mut kept = Self::new();
        for (index, row) in self.rows.iter().enumerate().filter(|(_, row)| wanted(row)) {
            kept.rows.push(row.clone());
            kept.columns.extend(self.coefficients(index).map(|(column, _)| column));
            kept.values.extend(self.coefficients(index).map(|(_, value)| value));
            kept.starts.push(kept.values.len());
        }
        *self = kept;
    }

    /// Drops coefficients from `start` on that cancelled out.
    fn drop_zeros(&mut self, start: usize) {
        let kept: Vec<(Column, f64)> = self.columns[start..]
            .iter()
            .copied()
            .zip(self.values[start..].iter().copied())
            .filter(|(_, value)| *value != 0.0)
            .collect();
        self.columns.truncate(start);
        self.values.truncate(start);
        self.columns.extend(kept.iter().map(|(column, _)| *column));
        self.values.extend(kept.iter().map(|(_, value)| *value));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: Key = Key::national(Item::None, Year(0));

    #[test]
    fn constants_move_right_and_columns_merge() {
        let mut rows = Rows::new();
        let mut left = Expression::term(Column(3), 2.0);
        left += Expression::term(Column(1), 1.0);
        left.constant = 4.0;
        let mut right = Expression::term(Column(3), 5.0);
        right.constant = 10.0;
        rows.at_most(Rule::PowerFirm, KEY, left, right);
        assert_eq!(rows.coefficients(0).collect::<Vec<_>>(), [(Column(1), 1.0), (Column(3), -3.0)]);
        assert_eq!(rows.rows[0].limit, 6.0);
    }

    #[test]
    fn what_cancels_out_is_no_coefficient() {
        let mut rows = Rows::new();
        let mut left = Expression::term(Column(2), 1.0);
        left += Expression::term(Column(4), 3.0);
        rows.identity(Rule::PowerStorage, KEY, left, Expression::term(Column(2), 1.0));
        assert_eq!(rows.coefficients(0).collect::<Vec<_>>(), [(Column(4), 3.0)]);
    }

    #[test]
    fn an_empty_row_stays_only_if_it_cannot_hold() {
        let mut rows = Rows::new();
        rows.at_most(Rule::PowerFirm, KEY, Expression::default(), Expression::constant(1.0));
        assert!(rows.is_empty());
        rows.at_least(Rule::PowerFirm, KEY, Expression::default(), Expression::constant(1.0));
        assert_eq!(rows.len(), 1);
    }
}
