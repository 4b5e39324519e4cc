//! `power_build`: power plants and storage commissioned, by group of technologies.

use super::colour::{Colour, OTHER, PALETTE};
use super::figure::{Figure, Panel, Tip, provenance};
use super::mark::{At, Colours, Datum, Ends, Kind, Mark, Stack};
use super::scale::Scale;
use super::stack::{Layer, totals};
use super::supply::periods;
use crate::results::plants::PlantGroup;
use crate::results::tables::{CapacityRow, Location};
use crate::results::{Labels, Results};
use crate::tell::names::list;
use crate::tell::number::number;
use crate::tell::share::part;
use crate::tell::years::span;

/// Groups from the bottom up, none for onsite power: name, colour.
pub const GROUPS: [(Option<PlantGroup>, &str, Colour); 8] = [
    (Some(PlantGroup::Solar), "Solar", PALETTE[1]),
    (Some(PlantGroup::Wind), "Wind", PALETTE[2]),
    (Some(PlantGroup::Storage), "Storage", PALETTE[3]),
    (Some(PlantGroup::Gas), "Gas", PALETTE[4]),
    (None, "Onsite power", PALETTE[7]),
    (Some(PlantGroup::Nuclear), "Nuclear", PALETTE[6]),
    (Some(PlantGroup::Other), "Other", OTHER),
    (Some(PlantGroup::Coal), "Coal kept or new", (70, 74, 80)),
];

/// The group of a technology.
#[must_use]
pub fn group(labels: &Labels, row: &CapacityRow) -> usize {
    let group = (row.location == Location::Grid).then(|| labels.plant_group(&row.technology));
    GROUPS.iter().position(|(other, ..)| *other == group).unwrap_or_default()
}

/// Columns of what is commissioned in every period; nothing without model years.
#[must_use]
pub fn figure(results: &Results) -> Option<Figure> {
    let periods = periods(&results.years);
    if periods.is_empty() {
        return None;
    }
    let layers = layers(results, &periods);
    let names: Vec<String> = periods.iter().map(|&(from, to)| span(from, to)).collect();
    let places: Vec<At> = names.iter().map(At::from).collect();
    let built = Mark::layers(Kind::Rect, &places, &layers, "").ends(Ends::Name).stacked(Stack {
        unit: "GW a year".to_owned(),
        total: Some("All".to_owned()),
        colours: Colours::Own,
    });
    let all = totals(&layers, periods.len()).into_iter().zip(&names);
    let all = all.map(|(total, name)| Datum::at(name, total).label(number(total), true)).collect();
    let tips = names.iter().map(|name| Tip::across(name, name, vec![])).collect();
    let marks = vec![built, Mark::new(Kind::Text, all)];
    let panel = Panel::new(Scale::bars(names), Scale::amount("GW a year"), marks).tips(tips);
    Some(Figure {
        name: "power_build",
        title: title(&layers, &periods),
        subtitle: "Power plants and storage commissioned, gigawatts per year of the period".to_owned(),
        notes: "Capacity of storage is its power. Plants under construction are included, and coal kept past its planned retirement counts as \
                built; retirements are not subtracted. Onsite power stands at the data centre, whatever its fuel."
            .to_owned(),
        origin: provenance(&results.labels),
        panels: if layers.is_empty() { vec![] } else { vec![panel] },
        across: 1,
        empty: "The model commissions no power plant and no storage.",
    })
}

/// Groups with anything built, GW per year by period.
fn layers(results: &Results, periods: &[(i32, i32)]) -> Vec<Layer> {
    let empty = |&(_, name, colour): &(Option<PlantGroup>, &str, Colour)| Layer {
        name: name.to_owned(),
        values: vec![0.0; periods.len()],
        colour,
    };
    let mut layers: Vec<Layer> = GROUPS.iter().map(empty).collect();
    for row in &results.capacity {
        if let Some(period) = periods.iter().position(|&(_, year)| year == row.year) {
            let (from, to) = periods[period];
            layers[group(&results.labels, row)].values[period] += row.built_gw / f64::from(to - from + 1);
        }
    }
    layers.retain(|layer| layer.peak() > 0.0);
    layers
}

/// The groups that make most of it, and when most is built.
fn title(layers: &[Layer], periods: &[(i32, i32)]) -> String {
    const MOST: usize = 3;
    const MAIN: f64 = 0.6;
    let years = |index: usize| f64::from(periods[index].1 - periods[index].0 + 1);
    let built = |layer: &Layer| layer.values.iter().enumerate().map(|(i, value)| value * years(i)).sum::<f64>();
    let all: f64 = layers.iter().map(built).sum();
    let (Some(first), Some(last)) = (periods.first(), periods.last()) else { return String::new() };
    if all <= 0.0 {
        return format!("No power capacity is built in {}", span(first.0, last.1));
    }
    let mut order: Vec<&Layer> = layers.iter().collect();
    order.sort_by(|a, b| built(b).total_cmp(&built(a)));
    let share = |count: usize| order[..count].iter().map(|layer| built(layer)).sum::<f64>() / all;
    let count = (1..=MOST.min(order.len())).find(|&count| share(count) >= MAIN).unwrap_or(MOST.min(order.len()));
    let names: Vec<String> = order[..count].iter().map(|layer| layer.name.to_lowercase()).collect();
    let verb = if count == 1 { "is" } else { "are" };
    let start = format!(
        "{} {verb} {} of the power built in {}",
        crate::tell::names::capital(&list(&names)),
        part(share(count)),
        span(first.0, last.1)
    );
    let totals = totals(layers, periods.len());
    let peak = (0..totals.len()).max_by(|&a, &b| totals[a].total_cmp(&totals[b]).then(b.cmp(&a))).unwrap_or(0);
    let (from, to) = periods[peak];
    match periods.len() {
        1 => format!("{start}, {} GW in all", number(all)),
        _ => format!("{start}, which peaks at {} GW a year in {}", number(totals[peak]), span(from, to)),
    }
}

#[cfg(test)]
mod tests {
    use super::super::colour::INK;
    use super::*;

    #[test]
    fn the_title_weighs_periods_by_their_years() {
        let layer = |name: &str, values: &[f64]| Layer { name: name.to_owned(), values: values.to_vec(), colour: INK };
        let layers = [layer("Solar", &[10.0, 1.0]), layer("Gas", &[0.0, 9.0])];
        let expected = "Gas is 72% of the power built in 2025–2029, which peaks at 10 GW a year in 2025";
        assert_eq!(title(&layers, &[(2025, 2025), (2026, 2029)]), expected);
    }
}
