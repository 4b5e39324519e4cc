//! `ai_load`: rated IT load by region, with published outlooks of facility load to hold it against.
//!
//! Outlooks speak of facilities: IT load with cooling and losses. So they are held against a dashed
//! line, the model's facility nameplate, not the areas.

use super::colour::INK;
use super::figure::{Figure, Panel, Tip, provenance};
use super::mark::{At, Colours, Datum, Ends, Kind, Mark, Stack, Value};
use super::outlook::{self, Outlook};
use super::scale::Scale;
use super::stack::{Layer, totals};
use crate::results::Results;
use crate::tell::names::{list, region};
use crate::tell::number::{alike, number};
use crate::tell::share::{part, percent};

/// Most layers that can be told apart.
const LAYERS: usize = 9;

/// Areas of regions, and what is published before and behind them; nothing without model years.
#[must_use]
pub fn figure(results: &Results) -> Option<Figure> {
    results.years.first()?;
    let (layers, outlooks) = (regions(results), outlooks(results));
    let title =
        if layers.is_empty() { "No AI load runs in any year".to_owned() } else { title(&results.years, &layers) };
    Some(Figure {
        name: "ai_load",
        title,
        subtitle: "Rated IT load of powered AI accelerators by region, average of the year, gigawatts".to_owned(),
        notes: if outlooks.is_empty() { String::new() } else { NOTES.to_owned() },
        origin: provenance(&results.labels),
        panels: if layers.is_empty() { vec![] } else { vec![panel(results, &layers, &outlooks)] },
        across: 1,
        empty: "The model powers no accelerators under these inputs.",
    })
}

const NOTES: &str = "Dashed line and published outlooks are facility load at nameplate: IT load with cooling and losses of peak days. Hold outlooks \
     against that line, not against the areas, which are IT load. Dots are central figures, bars and bands their ranges.";

fn panel(results: &Results, layers: &[Layer], outlooks: &[Outlook]) -> Panel {
    let years = &results.years;
    let places: Vec<At> = years.iter().map(|&year| At::from(year)).collect();
    let load = Mark::layers(Kind::Area, &places, layers, " GW").ends(Ends::Label).stacked(Stack {
        unit: "GW".to_owned(),
        total: Some("All IT load".to_owned()),
        colours: Colours::Kinds(LAYERS, "Other regions"),
    });
    let line = |name: &'static str| {
        move |(&year, gw): (&i32, f64)| Datum::at(year, gw).of(name).label(format!("{} GW", number(gw)), true)
    };
    let facility = if outlooks.is_empty() { vec![] } else { facility(results) };
    let all = Mark::new(Kind::Text, years.iter().zip(totals(layers, years.len())).map(line("All IT load")).collect());
    let nameplate =
        Mark::new(Kind::Dashed, years.iter().zip(facility.iter().copied()).map(line("Facility nameplate")).collect());
    let told = |gw: &f64| Value::of("Facility nameplate", format!("{} GW", number(*gw)), None);
    let tip = |(i, &year): (usize, &i32)| {
        Tip::across(year, year.to_string(), facility.get(i).map(told).into_iter().collect())
    };
    let [ranges, centres] = outlook::behind(outlooks);
    let [whiskers, dots] = outlook::before(outlooks);
    let lines = [nameplate.ends(Ends::Label), all.ends(Ends::Label)];
    let marks = [ranges, centres, load].into_iter().chain(lines).chain([whiskers, dots]).collect();
    Panel::new(Scale::Time(years.clone()), Scale::amount("GW"), marks).tips(years.iter().enumerate().map(tip).collect())
}

/// What is published about the years of a run.
fn outlooks(results: &Results) -> Vec<Outlook> {
    let years = results.years.first().zip(results.years.last());
    years.map_or(vec![], |(&first, &last)| outlook::comparable(&results.labels.outlooks, first, last))
}

/// Every region with any load, that with the largest in the last year first.
fn regions(results: &Results) -> Vec<Layer> {
    let mut layers: Vec<Layer> = vec![];
    for row in &results.fleet {
        let name = region(&results.labels, &row.region);
        let Some(year) = results.years.iter().position(|&year| year == row.year) else { continue };
        if !layers.iter().any(|layer| layer.name == name) {
            let values = vec![0.0; results.years.len()];
            layers.push(Layer { name: name.to_owned(), values, colour: INK });
        }
        if let Some(layer) = layers.iter_mut().find(|layer| layer.name == name) {
            layer.values[year] += row.rated_gw;
        }
    }
    layers.retain(|layer| layer.peak() > 0.0);
    layers.sort_by(|a, b| b.last().total_cmp(&a.last()).then(b.peak().total_cmp(&a.peak())));
    layers
}

/// Facility nameplate by year.
fn facility(results: &Results) -> Vec<f64> {
    results.summary.iter().map(|row| row.facility_nameplate_gw().unwrap_or_default()).collect()
}

/// Growth, and where most of the last year's load stands.
fn title(years: &[i32], layers: &[Layer]) -> String {
    let total = totals(layers, years.len());
    let (from, to) = (total.first().copied().unwrap_or(0.0), total.last().copied().unwrap_or(0.0));
    let last = years.last().copied().unwrap_or_default();
    let [start, end] = alike([from, to]);
    let moves = match years {
        [_] => format!("AI load is {} GW in {last}", number(to)),
        _ if start == end => format!("AI load in {last} is what it was, {end} GW"),
        _ if from < to => format!("AI load grows from {start} to {end} GW by {last}"),
        _ => format!("AI load falls from {start} to {end} GW by {last}"),
    };
    format!("{moves}{}", concentration(layers, to))
}

/// The fewest regions, at most three, that hold half of the load.
fn concentration(layers: &[Layer], total: f64) -> String {
    const MOST: usize = 3;
    const HALF: f64 = 0.5;
    if total <= 0.0 {
        return String::new();
    }
    let names: Vec<&str> = layers.iter().map(|layer| layer.name.as_str()).collect();
    let held = |count: usize| layers[..count].iter().map(Layer::last).sum::<f64>() / total;
    match (layers.len(), (1..=MOST.min(layers.len())).find(|&count| held(count) >= HALF)) {
        (1, _) => format!(", all of it in {}", names[0]),
        (_, Some(count)) => format!(", {} of it in {}", part(held(count)), list(&names[..count])),
        _ => format!(", {} of it in {}, the largest of its regions", percent(held(1)), names[0]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn layer(name: &str, values: &[f64]) -> Layer {
        Layer { name: name.to_owned(), values: values.to_vec(), colour: INK }
    }

    #[test]
    fn the_title_tells_growth_and_place() {
        let layers = [layer("North", &[4.0, 60.0]), layer("South", &[5.0, 33.0])];
        assert_eq!(title(&[2025, 2030], &layers), "AI load grows from 9 to 93 GW by 2030, 65% of it in North");
    }

    #[test]
    fn the_title_tells_decline() {
        let layers = [layer("North", &[60.0, 4.0])];
        assert_eq!(title(&[2025, 2030], &layers), "AI load falls from 60 to 4 GW by 2030, all of it in North");
    }

    #[test]
    fn the_title_of_one_year_tells_no_change() {
        let layers = [layer("A", &[4.0]), layer("B", &[3.0]), layer("C", &[3.0])];
        assert_eq!(title(&[2026], &layers), "AI load is 10 GW in 2026, 70% of it in A and B");
    }
}
