//! What a scenario costs or brings against the first, in the few quantities that decide.
//!
//! Cash by year is none of them: it swings with the widths of model years.

use serde::Serialize;

use super::Comparison;
use super::tables::ComparisonRow;
use crate::results::derived::foremost;
use crate::results::view::tidy;

/// What is looked at, in the order in which it is said.
const QUANTITIES: [&str; 4] = [AI_LOAD, COMPUTE, "ai_capital_recovery", "co2"];
/// AI load, rated.
pub const AI_LOAD: &str = "ai_load";
/// Compute that is powered.
const COMPUTE: &str = "compute";
/// A change of less than this share of what the first scenario has is almost none.
pub const ALMOST_NOTHING: f64 = 0.005;

/// What a scenario changes.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Effects {
    /// Scenario.
    pub scenario: String,
    /// Quantity by quantity.
    pub effects: Vec<Effect>,
    /// Region by region, in the year in which AI load changes most; the largest loss first. Empty where it does not change.
    pub regions: Vec<RegionChange>,
}

/// What it changes of one quantity.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Effect {
    /// Quantity, as in `comparison.csv`.
    pub quantity: String,
    /// Its unit.
    pub unit: String,
    /// Model years that both scenarios have.
    pub years: Vec<Change>,
}

/// The change of a year.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Change {
    /// Model year.
    pub year: i32,
    /// Amount in the scenario.
    pub value: f64,
    /// Amount less that of the first.
    pub difference: f64,
    /// Difference over the size of the first; empty where that is 0.
    pub relative: Option<f64>,
}

/// The change of AI load in a region.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RegionChange {
    /// Region.
    pub region: String,
    /// Rated AI load less that of the first scenario, GW.
    pub difference_gw: f64,
}

impl Change {
    /// Its size as a share; from nothing to something is all.
    fn share(&self) -> f64 {
        self.relative.map_or(if self.difference == 0.0 { 0.0 } else { 1.0 }, f64::abs)
    }

    /// Whether it is too small to be spoken of.
    #[must_use]
    pub fn is_almost_nothing(&self) -> bool {
        self.share() < ALMOST_NOTHING
    }
}

impl Effect {
    /// The change largest in amount.
    #[must_use]
    pub fn largest(&self) -> Option<&Change> {
        largest(self.years.iter(), |change| change.difference.abs())
    }

    /// The change largest as a share, among those that are at least half the largest in amount.
    #[must_use]
    pub fn foremost(&self) -> Option<&Change> {
        foremost(&self.years, |change| change.difference.abs(), Change::share)
    }

    /// The largest change that goes the other way than the foremost; none where that is almost nothing.
    #[must_use]
    pub fn opposite(&self) -> Option<&Change> {
        let foremost = self.foremost()?.difference;
        let other = self.years.iter().filter(|change| change.difference * foremost < 0.0);
        largest(other, |change| change.difference.abs()).filter(|change| !change.is_almost_nothing())
    }

    /// Whether no year changes by more than half a per cent.
    #[must_use]
    pub fn is_almost_nothing(&self) -> bool {
        self.years.iter().all(Change::is_almost_nothing)
    }
}

/// The first of the largest.
fn largest<'a>(changes: impl Iterator<Item = &'a Change>, of: impl Fn(&Change) -> f64) -> Option<&'a Change> {
    changes.reduce(|best, next| if of(next) > of(best) { next } else { best })
}

impl Effects {
    /// What is changed of a quantity.
    #[must_use]
    pub fn of(&self, quantity: &str) -> Option<&Effect> {
        self.effects.iter().find(|effect| effect.quantity == quantity)
    }

    /// Whether AI load or compute changes by more than half a per cent in a year.
    #[must_use]
    pub fn moves_ai(&self) -> bool {
        [AI_LOAD, COMPUTE].iter().any(|quantity| self.of(quantity).is_some_and(|effect| !effect.is_almost_nothing()))
    }

    /// Whether nothing of it changes by more than half a per cent in any year.
    #[must_use]
    pub fn is_almost_nothing(&self) -> bool {
        self.effects.iter().all(Effect::is_almost_nothing)
    }
}

/// What every scenario but the first changes.
#[must_use]
pub fn effects(comparison: &Comparison) -> Vec<Effects> {
    comparison.scenarios.iter().skip(1).map(|scenario| of_scenario(comparison, scenario)).collect()
}

fn of_scenario(comparison: &Comparison, scenario: &str) -> Effects {
    let effect = |quantity: &str| {
        let of = |row: &&ComparisonRow| row.scenario == scenario && row.quantity == quantity;
        let rows = comparison.headline.iter().filter(of);
        Effect {
            quantity: quantity.to_owned(),
            unit: rows.clone().next().map_or(String::new(), |row| row.unit.clone()),
            years: rows.filter_map(change).collect(),
        }
    };
    let effects: Vec<Effect> = QUANTITIES.into_iter().map(effect).collect();
    let load = effects.iter().find(|effect| effect.quantity == AI_LOAD && !effect.is_almost_nothing());
    let year = load.and_then(Effect::largest).map(|change| change.year);
    let regions = year.map_or(vec![], |year| regions(comparison, scenario, year));
    Effects { scenario: scenario.to_owned(), effects, regions }
}

fn change(row: &ComparisonRow) -> Option<Change> {
    Some(Change { year: row.year?, value: row.value?, difference: row.difference?, relative: row.relative })
}

/// Differences of the rated load of all accelerators, by region.
fn regions(comparison: &Comparison, scenario: &str, year: i32) -> Vec<RegionChange> {
    let mut found: Vec<RegionChange> = vec![];
    let rows = comparison.differences.iter().filter(|row| row.scenario_b == scenario && row.year == Some(year));
    for row in rows.filter(|row| row.table == "fleet" && row.column == "rated_gw") {
        let region = row.key.split(", ").next().unwrap_or_default();
        let difference = row.difference.unwrap_or_default();
        match found.iter_mut().find(|known| known.region == region) {
            Some(known) => known.difference_gw = tidy(known.difference_gw + difference),
            None => found.push(RegionChange { region: region.to_owned(), difference_gw: difference }),
        }
    }
    found.sort_by(|a, b| a.difference_gw.total_cmp(&b.difference_gw));
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn effect(years: &[(i32, f64, f64)]) -> Effect {
        let change = |&(year, old, new): &(i32, f64, f64)| Change {
            year,
            value: new,
            difference: new - old,
            relative: (old != 0.0).then(|| (new - old) / old),
        };
        Effect { quantity: AI_LOAD.to_owned(), unit: String::new(), years: years.iter().map(change).collect() }
    }

    #[test]
    fn a_year_of_little_load_does_not_speak_for_all() {
        let delayed = effect(&[(2025, 0.01, 0.0), (2028, 53.0, 32.0), (2030, 93.0, 65.0), (2035, 178.0, 180.0)]);
        assert_eq!(delayed.foremost().map(|change| change.year), Some(2028));
        assert_eq!(delayed.largest().map(|change| change.year), Some(2030));
        assert_eq!(delayed.opposite().map(|change| change.year), Some(2035));
    }

    #[test]
    fn half_a_per_cent_is_the_least_that_is_something() {
        assert!(effect(&[(2030, 100.0, 100.4), (2035, 200.0, 199.1)]).is_almost_nothing());
        assert!(!effect(&[(2030, 100.0, 100.6)]).is_almost_nothing());
        assert!(!effect(&[(2030, 0.0, 0.1)]).is_almost_nothing());
        assert!(effect(&[(2030, 0.0, 0.0)]).is_almost_nothing());
    }
}
