//! `left_over`: what of the limits of AI's supplies is not used, in one unit for each family.
//!
//! A limit that is scarce in part says less than it seems to: the newest accelerators can be sold out while older ones lie
//! unsold. Accelerators are counted by the rated IT load of what is on offer, shells by the rates of all site classes together
//! (ceilings of regions and what sites can hold in all may be smaller), connections by the pace of all regions, money by
//! all tiers.

use super::tables::{Family, LeftOverRow};
use super::view::{View, tidy};
use crate::constraints::chips::gigawatts_per_thousand;
use crate::program::{Item, Rule};
use crate::sets::Year;
use crate::units::{MillionUsd, Unit, billions};

/// All families with such a unit, by year; accelerators by generation, too.
#[must_use]
pub fn left_over(view: &View<'_>) -> Vec<LeftOverRow> {
    view.system.time.shown().flat_map(|y| of_year(view, y)).collect()
}

fn of_year(view: &View<'_>, y: Year) -> Vec<LeftOverRow> {
    let row = |family: Family, item: String, unit: Unit, [offered, used]: [f64; 2]| LeftOverRow {
        scenario: view.system.scenario.clone(),
        year: view.calendar(y),
        family,
        item,
        unit: unit.symbol().to_owned(),
        offered: tidy(offered),
        used: tidy(used),
        left_share: (offered > 0.0).then(|| tidy((1.0 - used / offered).max(0.0))),
    };
    let mut of_chips = vec![];
    let mut chips = [0.0; 2];
    for (item, amounts) in limits(view, Rule::ChipsSupply, y) {
        let Item::Accelerator(a) = item else { continue };
        let gigawatts = gigawatts_per_thousand(view.system.chips.kinds[a].power);
        let amounts = amounts.map(|thousand| thousand * gigawatts);
        chips = sum(chips, amounts);
        if amounts[0] > 0.0 {
            let name = view.system.sets.accelerators[a].clone();
            of_chips.push(row(Family::Chips, name, Unit::Gigawatts, amounts));
        }
    }
    let total = |rule: Rule| limits(view, rule, y).into_iter().fold([0.0; 2], |all, (_, amounts)| sum(all, amounts));
    let money = total(Rule::CapitalTier).map(|money| billions(MillionUsd(money)));
    let all = |family, unit, amounts| row(family, String::new(), unit, amounts);
    let mut rows = vec![all(Family::Chips, Unit::Gigawatts, chips)];
    rows.extend(of_chips);
    rows.push(all(Family::Siting, Unit::Gigawatts, total(Rule::SitingRate)));
    rows.push(all(Family::Grid, Unit::Gigawatts, total(Rule::GridConnectionRate)));
    if !view.system.sets.capital_tiers.is_empty() {
        rows.push(all(Family::Capital, Unit::BillionUsd, money));
    }
    rows
}

/// Limit and what is used of it, of every row of a rule in a year.
fn limits(view: &View<'_>, rule: Rule, y: Year) -> Vec<(Item, [f64; 2])> {
    let rows = view.program.rows.rows.iter().enumerate();
    let of = rows.filter(|(_, row)| row.rule == rule && row.key.year == y);
    of.map(|(index, row)| (row.key.item, [row.limit, view.activity(index)])).collect()
}

fn sum(a: [f64; 2], b: [f64; 2]) -> [f64; 2] {
    [a[0] + b[0], a[1] + b[1]]
}
