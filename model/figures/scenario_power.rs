//! `power_difference`: by how much the power plants and storage that are built differ, by group of technologies.

use super::compare_words::{Shown, more};
use super::figure::{Figure, Tip};
use super::power_build::{GROUPS, group};
use super::words::list;
use crate::experiment::compare::differences::apart;
use crate::results::plants::PlantGroup;

/// Bars of what every scenario builds more or less of; nothing without two scenarios and a year that both have.
#[must_use]
pub fn figure(shown: &Shown<'_>) -> Option<Figure> {
    let last = *shown.years().last()?;
    if shown.others().is_empty() {
        return None;
    }
    let built: Vec<Vec<f64>> = (0..shown.results.len()).map(|at| built(shown, at, last)).collect();
    let found = found(&built);
    let rows: Vec<_> = found
        .iter()
        .map(|(group, values)| (GROUPS[*group].1.to_owned(), values.iter().copied().map(Some).collect()))
        .collect();
    let tip = |&(group, _): &(usize, Vec<f64>)| {
        let amounts: Vec<_> = built.iter().map(|of| Some(of[group])).collect();
        let name = GROUPS[group].1;
        Tip::beside(name, name, shown.told(&amounts, "GW"))
    };
    let mut panel = shown.bars(&rows).tips(found.iter().map(tip).collect());
    panel.marks.push(shown.key());
    Some(Figure {
        name: "power_difference",
        title: title(shown, &found, last),
        subtitle: format!("Power plants and storage commissioned up to {last}, difference to {}, GW", shown.first()),
        notes: format!("{NOTES}{}", shown.left_out()),
        origin: shown.origin(),
        panels: if found.is_empty() { vec![] } else { vec![panel] },
        across: 1,
        empty: "The same power plants and the same storage are built.",
    })
}

const NOTES: &str = "Capacity of storage is its power. Plants under construction are included; retirements are not subtracted. Where several mixes are worth the same, the solver picks one: small shifts between technologies need not mean anything.";

/// What a scenario builds up to a year by group, GW.
fn built(shown: &Shown<'_>, at: usize, last: i32) -> Vec<f64> {
    let mut sums = vec![0.0; GROUPS.len()];
    for row in shown.results[at].capacity.iter().filter(|row| row.year <= last) {
        sums[group(&shown.results[at].labels, row)] += row.built_gw;
    }
    sums
}

/// Groups that any scenario builds more or less of, with the difference of every scenario but the first, GW.
fn found(built: &[Vec<f64>]) -> Vec<(usize, Vec<f64>)> {
    const NOTHING: f64 = 5e-4;
    let Some((first, others)) = built.split_first() else { return vec![] };
    let row = |g: usize| (g, others.iter().map(|of| apart(first[g], of[g])).collect::<Vec<f64>>());
    (0..GROUPS.len()).map(row).filter(|(_, values)| values.iter().any(|value| value.abs() >= NOTHING)).collect()
}

/// The group that differs most in each direction.
fn title(shown: &Shown<'_>, found: &[(usize, Vec<f64>)], last: i32) -> String {
    let names = &shown.comparison.scenarios;
    let of = |scenario: usize| -> Vec<(usize, f64)> {
        found.iter().map(|(group, values)| (*group, values[scenario])).filter(|(_, d)| *d != 0.0).collect()
    };
    let moved = |scenario: usize| of(scenario).iter().map(|(_, d)| d.abs()).sum::<f64>();
    let drawn = shown.others().into_iter().map(|one| one.at - 1);
    let most = drawn.max_by(|a, b| moved(*a).total_cmp(&moved(*b)).then(b.cmp(a)));
    let Some(most) = most.filter(|scenario| moved(*scenario) > 0.0) else {
        return format!("The same power is built in {}", list(names));
    };
    let all = of(most);
    let up = all.iter().filter(|(_, d)| *d > 0.0).max_by(|x, y| x.1.total_cmp(&y.1));
    let down = all.iter().filter(|(_, d)| *d < 0.0).min_by(|x, y| x.1.total_cmp(&y.1));
    let name = |group: usize| GROUPS[group].0.map_or("onsite power", PlantGroup::name);
    let parts: Vec<String> = [up, down].into_iter().flatten().map(|(g, d)| more(*d, "GW", name(*g))).collect();
    let said = format!("{} builds {} than {} by {last}", names[most + 1], list(&parts), shown.first());
    if names.len() > 2 { format!("{said}, the largest change of all") } else { said }
}
