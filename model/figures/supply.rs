//! What is limited everywhere at once, and how much of it is used.

use crate::program::Rule;
use crate::results::tables::{ShadowPriceRow, UsedIn};
use crate::results::{Results, TechnologyLabel};
use crate::tell::names::{short, spoken};

/// Used and limit of a year.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Cell {
    /// Used, per year.
    pub used: f64,
    /// Limit, per year.
    pub limit: f64,
}

impl Cell {
    /// Used over limit; 0 where nothing is supplied.
    #[must_use]
    pub fn share(&self) -> f64 {
        if self.limit > 0.0 { self.used / self.limit } else { 0.0 }
    }
}

/// One supply over the years shown.
#[derive(Debug, Clone, PartialEq)]
pub struct Supply {
    /// What it belongs to.
    pub section: &'static str,
    /// Name.
    pub name: String,
    /// Unit of use and limit.
    pub unit: String,
    /// By year shown; none where nothing is supplied.
    pub cells: Vec<Option<Cell>>,
}

impl Supply {
    /// Used over limit by year.
    pub fn shares(&self) -> impl Iterator<Item = f64> + '_ {
        self.cells.iter().flatten().map(Cell::share)
    }
}

/// First and last calendar year of every period.
#[must_use]
pub fn periods(years: &[i32]) -> Vec<(i32, i32)> {
    let before = years.first().map(|first| first - 1).into_iter().chain(years.iter().copied());
    before.zip(years).map(|(before, &year)| (before + 1, year)).collect()
}

/// All limited supplies, section by section.
#[must_use]
pub fn all(results: &Results, shown: &[(i32, i32)]) -> Vec<Supply> {
    let mut supplies = materials(results, shown);
    supplies.extend(of_rule(results, shown, (Rule::ChipsComponent, "Chip components")));
    supplies.extend(of_rule(results, shown, (Rule::CoolingSupply, "Cooling equipment")));
    supplies.extend(plants(results, shown));
    supplies.extend(water(results, shown));
    supplies.retain(|supply| supply.cells.iter().any(Option::is_some));
    supplies
}

fn per_year((from, to): (i32, i32), value: f64) -> f64 {
    value / f64::from(to - from + 1)
}

fn cell(period: (i32, i32), used: f64, limit: f64) -> Option<Cell> {
    (limit > 0.0).then(|| Cell { used: per_year(period, used), limit: per_year(period, limit) })
}

fn materials(results: &Results, shown: &[(i32, i32)]) -> Vec<Supply> {
    let whole = || results.materials.iter().filter(|row| row.used_in == UsedIn::All);
    let mut supplies: Vec<Supply> = vec![];
    for row in whole() {
        let name = short(&row.material);
        if supplies.iter().any(|supply| supply.name == name) {
            continue;
        }
        let of = |&period: &(i32, i32)| {
            let found = whole().find(|other| other.material == row.material && other.year == period.1)?;
            cell(period, found.used_units, found.available_units?)
        };
        let unit = row.unit.clone();
        supplies.push(Supply { section: "Materials", name, unit, cells: shown.iter().map(of).collect() });
    }
    supplies
}

/// Limits of a rule that hold in all regions together.
fn national(results: &Results, rule: Rule) -> impl Iterator<Item = &ShadowPriceRow> {
    results.shadow_prices.iter().filter(move |row| row.rule == rule && row.region.is_empty())
}

fn items(results: &Results, rule: Rule) -> Vec<&str> {
    let mut items: Vec<&str> = vec![];
    for row in national(results, rule) {
        if !items.contains(&row.item.as_str()) {
            items.push(&row.item);
        }
    }
    items
}

/// A limit over the years shown.
fn cells(results: &Results, shown: &[(i32, i32)], rule: Rule, item: &str) -> Vec<Option<Cell>> {
    let of = |&period: &(i32, i32)| {
        let row = national(results, rule).find(|row| row.item == item && row.year == period.1)?;
        cell(period, row.used, row.limit)
    };
    shown.iter().map(of).collect()
}

fn of_rule(results: &Results, shown: &[(i32, i32)], (rule, section): (Rule, &'static str)) -> Vec<Supply> {
    let unit =
        |item: &str| national(results, rule).find(|row| row.item == item).map_or(String::new(), |row| row.unit.clone());
    let supply =
        |item: &str| Supply { section, name: short(item), unit: unit(item), cells: cells(results, shown, rule, item) };
    items(results, rule).into_iter().map(supply).collect()
}

/// Limits on building plants, the largest rents first: all of those that several technologies share, like slots
/// for turbines, and of the others those that bind in some year. The first year is where the model starts from,
/// and does not count unless it is the only one.
fn plants(results: &Results, shown: &[(i32, i32)]) -> Vec<Supply> {
    const MOST: usize = 7;
    let rule = Rule::PowerBuildLimit;
    let start = results.years.get(1).or(results.years.first()).copied().unwrap_or_default();
    let all = items(results, rule);
    let ending = common_ending(&all);
    let rows = |item: &str| {
        let item = item.to_owned();
        national(results, rule).filter(move |row| row.item == item && row.year >= start)
    };
    let is_shared = |item: &str| technology(results, item, &ending).is_none();
    let binds = |item: &str| rows(item).any(|row| row.binding && row.limit > 0.0);
    let mut chosen: Vec<&str> = all.iter().copied().filter(|item| is_shared(item) || binds(item)).collect();
    let rent = |item: &str| rows(item).map(|row| row.rent_musd).sum::<f64>();
    chosen.sort_by(|a, b| rent(b).total_cmp(&rent(a)));
    chosen.truncate(MOST);
    let supply = |item: &str| Supply {
        section: "Power plants",
        name: plant(results, item, &ending),
        unit: "GW".to_owned(),
        cells: cells(results, shown, rule, item),
    };
    chosen.into_iter().map(supply).collect()
}

/// `_us`, if all names end in it.
fn common_ending(items: &[&str]) -> String {
    let ending = |item: &str| item.rfind('_').map(|at| item[at..].to_owned());
    let first = items.first().and_then(|item| ending(item));
    first.filter(|first| items.len() > 1 && items.iter().all(|item| item.ends_with(first))).unwrap_or_default()
}

/// The technology that a limit is named after.
fn technology<'a>(results: &'a Results, item: &str, ending: &str) -> Option<&'a TechnologyLabel> {
    let code = item.strip_suffix(ending).unwrap_or(item);
    results.labels.technologies.iter().find(|technology| technology.code == code)
}

/// The name of the technology that a limit is named after, else the limit's own.
fn plant(results: &Results, item: &str, ending: &str) -> String {
    let named = technology(results, item, ending).map(|technology| technology.name.clone());
    named.filter(|name| !name.is_empty()).unwrap_or_else(|| spoken(item.strip_suffix(ending).unwrap_or(item)))
}

/// Water of the regions that have a limit.
fn water(results: &Results, shown: &[(i32, i32)]) -> Option<Supply> {
    let of = |&(_, year): &(i32, i32)| {
        let rows = results.water.iter().filter(|row| row.year == year);
        let limited = rows.filter_map(|row| Some((row.used_million_m3, row.available_million_m3?)));
        let (used, limit) = limited.fold((0.0, 0.0), |sum, row| (sum.0 + row.0, sum.1 + row.1));
        (limit > 0.0).then_some(Cell { used, limit })
    };
    let cells: Vec<Option<Cell>> = shown.iter().map(of).collect();
    let supply =
        Supply { section: "Water", name: "Water for cooling".to_owned(), unit: "million m³".to_owned(), cells };
    supply.cells.iter().any(Option::is_some).then_some(supply)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_reach_back_to_the_year_before() {
        assert_eq!(periods(&[2025, 2026, 2030]), [(2025, 2025), (2026, 2026), (2027, 2030)]);
        assert!(periods(&[]).is_empty());
    }

    #[test]
    fn an_ending_is_cut_off_only_where_all_share_it() {
        assert_eq!(common_ending(&["solar_us", "wind_us"]), "_us");
        assert_eq!(common_ending(&["solar_us", "wind_eu"]), "");
        assert_eq!(common_ending(&["solar_us"]), "");
        assert_eq!(common_ending(&[]), "");
    }
}
