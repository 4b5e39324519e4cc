//! What a lever moves: whose limits, and how much of what in its own unit.

use crate::experiment::families::{Families, owner};
use crate::experiment::variant::Variant;
use crate::input::Dataset;
use crate::input::InputTable;
use crate::input::series::{Series, names_in_order};
use crate::input::tables::{AcceleratorSupply, Accelerators, BuildLimits, Components, Materials, Scope};
use crate::input::typed::Declared;
use crate::load::Loaded;
use crate::scenario::adjust::{Adjust, Amount, Change};
use crate::scenario::lever::Lever;
use crate::units::Unit;

/// The "table" of a scenario's own numbers.
const SCENARIO: &str = "scenario";

/// Whether all that a lever does is to multiply limits that some of these families own.
#[must_use]
pub fn scales_limits(lever: &Lever, families: Families) -> bool {
    lever.adjusts.iter().all(|adjust| {
        matches!(adjust.change, Change::Multiply(Amount::Strength))
            && adjust.column.as_ref().is_some_and(|column| {
                owner(&adjust.table.value, &column.value).is_some_and(|family| families.holds(family))
            })
    })
}

/// What a lever moves at a strength, in its own unit and in a calendar year: the sum of the limits that its first
/// adjust touches, the mean of other numbers, the months of a delay. None where the rows cannot be added up
/// (several units, limits on the same plants), and for numbers of the scenario itself.
#[must_use]
pub fn quantity(loaded: &Loaded, lever: &Lever, strength: f64, year: i32) -> Option<(f64, String)> {
    const MONTHS: f64 = 12.0;
    let adjust = lever.adjusts.first()?;
    if matches!(adjust.change, Change::Delay(Amount::Strength)) {
        return Some((strength * MONTHS, "months".to_owned()));
    }
    let column = &adjust.column.as_ref()?.value;
    if adjust.table.value == SCENARIO {
        return None;
    }
    let dataset = Variant::lever(lever, strength).load(&loaded.base()).ok()?.adjusted;
    let table = dataset.table(&adjust.table.value);
    if table.is_empty() || !table.has(column) {
        return None;
    }
    if overlap(&dataset, table, &adjust.rows_of_all_years(table)) {
        return None;
    }
    let unit = unit(&dataset, table, adjust, column)?;
    let values = values(&dataset, table, adjust, column, year);
    let sum: f64 = values.iter().sum();
    let value = if owner(table.schema.name, column).is_some() { sum } else { sum / values.len().max(1) as f64 };
    Some((value, if table.schema.by_year() { format!("{unit} in {year}") } else { unit }))
}

/// Whether build limits of different kinds, which count the same plants more than once, are among the rows: their
/// sum means nothing.
fn overlap(dataset: &Dataset, table: &InputTable, rows: &[usize]) -> bool {
    if table.schema.name != BuildLimits::NAME {
        return false;
    }
    let limits: Vec<_> = dataset.rows::<BuildLimits>().collect();
    let kind = |row: usize| {
        let limit = limits[row];
        (limit.scope(), if limit.scope() == Scope::Group { limit.name() } else { "" }, limit.region() == "all")
    };
    rows.windows(2).any(|pair| kind(pair[0]) != kind(pair[1]))
}

/// The value of each series that the adjust is about, at a year.
fn values(dataset: &Dataset, table: &InputTable, adjust: &Adjust, column: &str, year: i32) -> Vec<f64> {
    let rows = adjust.rows_of_all_years(table);
    let number = |row: usize| table.number(column)[row] * weight(dataset, table, row);
    if !table.schema.by_year() {
        return rows.into_iter().map(number).filter(|v| v.is_finite()).collect();
    }
    let mut series: Vec<(String, Vec<(f64, f64)>)> = vec![];
    for row in rows {
        let (key, point) = (table.key_without_year(row), (table.years()[row], number(row)));
        match series.iter_mut().find(|(known, _)| *known == key) {
            Some((_, points)) => points.push(point),
            None => series.push((key, vec![point])),
        }
    }
    series.into_iter().map(|(_, points)| Series::new(points).at(year)).collect()
}

/// Accelerators of different make are added up by their compute.
fn weight(dataset: &Dataset, table: &InputTable, row: usize) -> f64 {
    if table.schema.name != AcceleratorSupply::NAME {
        return 1.0;
    }
    let name = &dataset.column(AcceleratorSupply::accelerator)[row];
    let kind = dataset.rows::<Accelerators>().find(|kind| kind.accelerator() == name);
    kind.map_or(f64::NAN, |kind| kind.h100e() / 1000.0)
}

/// The unit of the quantity; none if the rows have several.
fn unit(dataset: &Dataset, table: &InputTable, adjust: &Adjust, column: &str) -> Option<String> {
    let words = match (table.schema.name, column) {
        ("accelerator_supply", _) => Unit::MillionH100ePerYear.words(),
        ("material_supply", "quantity") => {
            return Some(format!(
                "{} a year",
                own_unit(dataset, table, adjust, Materials::NAME, Materials::material.name)?
            ));
        }
        ("component_supply", _) => {
            return Some(format!(
                "{} a year",
                own_unit(dataset, table, adjust, Components::NAME, Components::component.name)?
            ));
        }
        (_, "mh100e") => Unit::MillionH100e.symbol(),
        (
            _,
            "gw_per_year" | "max_gw_per_year" | "max_gw" | "capacity_gw" | "peak_gw" | "million_m3" | "tbtu" | "busd",
        ) => Unit::of_input(column)?.words(),
        (_, "usd_per_mmbtu") => return Some(format!("{}, mean", Unit::UsdPerMmbtu.symbol())),
        (_, "usd_per_h100e_hour" | "kw" | "h100e") => {
            return Some(format!("{}, mean", Unit::of_input(column)?.words()));
        }
        _ => return Some(format!("{}, mean", column.replace('_', " "))),
    };
    Some(words.to_owned())
}

/// The unit that a table gives for the one material or component that the rows are about.
fn own_unit(dataset: &Dataset, table: &InputTable, adjust: &Adjust, kinds: &str, column: &str) -> Option<String> {
    let rows = adjust.rows_of_all_years(table);
    let kinds = dataset.table(kinds);
    let names = names_in_order(table.text(column));
    let mut meant = names.iter().filter(|name| rows.iter().any(|&row| table.text(column)[row] == **name));
    let (name, None) = (meant.next()?, meant.next()) else { return None };
    let kind = kinds.text(column).iter().position(|kind| kind == name)?;
    Some(kinds.text(Materials::unit.name)[kind].clone())
}
