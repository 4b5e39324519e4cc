//! `power_difference`: by how much the power plants and storage that are built differ, by group of technologies.

use super::compare_words::{Row, Shown, ends, is_almost_nothing, more};
use super::figure::Figure;
use super::power_build::{GROUPS, group};
use crate::results::plants::PlantGroup;
use crate::tell::names::list;

/// Bars of what every scenario builds more or less of; nothing without two scenarios and a year that both have.
#[must_use]
pub fn figure(shown: &Shown<'_>) -> Option<Figure> {
    let last = *shown.years().last()?;
    if shown.others().is_empty() {
        return None;
    }
    let rows = rows(shown, last);
    let mut panel = shown.bars("", &rows, "GW");
    panel.marks.push(shown.key());
    Some(Figure {
        name: "power_difference",
        title: title(shown, &rows, last),
        subtitle: format!("Power plants and storage commissioned up to {last}, difference to {}, GW", shown.first()),
        notes: format!("{NOTES}{}", shown.left_out()),
        origin: shown.origin(),
        panels: if rows.is_empty() { vec![] } else { vec![panel] },
        across: 1,
        empty: "The same power plants and the same storage are built.",
    })
}

const NOTES: &str = "Capacity of storage is its power. Plants under construction are included; retirements are not subtracted. Where several mixes are worth the same, the solver picks one: small shifts between technologies need not mean anything.";

/// What every scenario builds up to a year, GW: groups of which any builds more or less.
fn rows(shown: &Shown<'_>, last: i32) -> Vec<Row> {
    const NOTHING: f64 = 5e-4;
    let mut rows: Vec<Row> = GROUPS
        .iter()
        .map(|(group, name, _)| Row {
            name: (*name).to_owned(),
            within: group.map_or("onsite power", PlantGroup::name).to_owned(),
            amounts: vec![Some(0.0); shown.results.len()],
        })
        .collect();
    for (at, results) in shown.results.iter().enumerate() {
        for row in results.capacity.iter().filter(|row| row.year <= last) {
            let amount = &mut rows[group(&results.labels, row)].amounts[at];
            *amount = amount.map(|built| built + row.built_gw);
        }
    }
    rows.retain(|row| row.differences().any(|(_, d)| d.abs() >= NOTHING));
    rows
}

/// The group that differs most in each direction.
fn title(shown: &Shown<'_>, rows: &[Row], last: i32) -> String {
    let names = &shown.comparison.scenarios;
    let moved = |at: usize| rows.iter().filter_map(|row| row.difference(at)).map(f64::abs).sum::<f64>();
    let drawn = shown.others().into_iter().map(|one| one.at);
    let most = drawn.max_by(|a, b| moved(*a).total_cmp(&moved(*b)).then(b.cmp(a)));
    let Some(most) = most.filter(|at| moved(*at) > 0.0) else {
        return format!("The same power is built in {}", list(names));
    };
    let built: f64 = rows.iter().filter_map(|row| row.amounts[0]).sum();
    if is_almost_nothing(moved(most), built) {
        return format!("Almost the same power is built by {last} in {}", list(names));
    }
    let [less, risen] = ends(rows, most);
    let parts: Vec<String> = [risen, less].into_iter().flatten().map(|(row, d)| more(d, "GW", &row.within)).collect();
    let said = format!("{} builds {} than {} by {last}", names[most], list(&parts), shown.first());
    if names.len() > 2 { format!("{said}, the largest change of all") } else { said }
}
