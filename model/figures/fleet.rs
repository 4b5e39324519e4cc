//! `fleet`: rated IT load by generation of accelerators, and the share of chips that stand idle.

use super::colour::{ALARM, INK};
use super::figure::{Figure, Panel, Size, Tip, provenance};
use super::mark::{At, Colours, Datum, Ends, Kind, Mark, Stack, Value};
use super::scale::{Amount, Scale};
use super::stack::Layer;
use crate::results::Results;
use crate::tell::names::{accelerator, capital, list};
use crate::tell::number::number;
use crate::tell::share::{part, percent};
use crate::tell::years::years;

/// Most generations told apart.
const LAYERS: usize = 16;

/// Areas of generations, and a strip of what stands idle; nothing without years or accelerators.
#[must_use]
pub fn figure(results: &Results) -> Option<Figure> {
    if results.years.is_empty() || results.fleet.is_empty() {
        return None;
    }
    let (layers, idle) = (generations(results), idle(results));
    let places: Vec<At> = results.years.iter().map(|&year| At::from(year)).collect();
    let powered = Mark::layers(Kind::Area, &places, &layers, " GW").ends(Ends::Label).stacked(Stack {
        unit: "GW".to_owned(),
        total: Some("All".to_owned()),
        colours: Colours::Kinds(LAYERS, "Other generations"),
    });
    let tips = results.years.iter().zip(&idle).map(|(&year, &idle)| Tip::across(year, year.to_string(), told(idle)));
    let time = || Scale::Time(results.years.clone());
    let load = Panel::new(time(), Scale::amount("GW"), vec![powered]).tips(tips.collect());
    Some(Figure {
        name: "fleet",
        title: title(&results.years, &layers, &idle),
        subtitle: "Rated IT load of powered accelerators by generation, average of the year, gigawatts".to_owned(),
        notes: "Idle: in service, average of the year, but without power; share of all accelerators in service, whatever their size.".to_owned(),
        origin: provenance(&results.labels),
        panels: if layers.is_empty() { vec![] } else { vec![load, strip(&results.years, &idle)] },
        across: 1,
        empty: "No accelerator is powered in any year.",
    })
}

/// Idle chips below the stack, or a sentence where there are none.
fn strip(years: &[i32], idle: &[(f64, f64)]) -> Panel {
    const LOW: f64 = 0.1;
    let some: Vec<_> = years.iter().zip(idle).filter(|(_, idle)| idle.0 > 0.0).collect();
    let bar = |&(&year, &(share, thousand)): &(&i32, &(f64, f64))| {
        let more = if some.len() == 1 { format!(" ({} thousand)", number(thousand)) } else { String::new() };
        Datum::at(year, share).colour(ALARM).label(format!("{}{more}", percent(share)), false)
    };
    let title = if some.is_empty() {
        "No accelerator in service stands idle in any year"
    } else {
        "Idle accelerators, share of those in service"
    };
    let bars = Mark::new(Kind::Rect, some.iter().map(bar).collect());
    let shares = Scale::Amount(Amount::new("").reach(LOW).shared("idle"));
    Panel { title: title.to_owned(), size: Size::Strip, ..Panel::new(Scale::Time(years.to_vec()), shares, vec![bars]) }
}

/// What is told of a year beside the load: what stands idle.
fn told((share, thousand): (f64, f64)) -> Vec<Value> {
    let colour = (share > 0.0).then_some(ALARM);
    vec![
        Value::of("Idle, share of accelerators in service", percent(share), colour),
        Value::of("Idle accelerators", format!("{} thousand", number(thousand)), None),
    ]
}

/// Generations that are powered, the oldest first.
fn generations(results: &Results) -> Vec<Layer> {
    let mut codes: Vec<(usize, usize, &str)> = vec![];
    for row in &results.fleet {
        let order = results.labels.accelerators.iter().position(|(code, _)| *code == row.accelerator);
        let year = results.years.iter().position(|&year| year == row.year).unwrap_or(0);
        let entry = (year, order.unwrap_or(usize::MAX), row.accelerator.as_str());
        match codes.iter_mut().find(|(.., code)| *code == row.accelerator) {
            Some(known) => known.0 = known.0.min(year),
            None => codes.push(entry),
        }
    }
    codes.sort_unstable();
    let of = |code: &str, year: i32| -> f64 {
        let rows = results.fleet.iter().filter(|row| row.accelerator == code && row.year == year);
        rows.map(|row| row.rated_gw).sum()
    };
    codes
        .iter()
        .map(|(.., code)| Layer {
            name: accelerator(&results.labels, code),
            values: results.years.iter().map(|&year| of(code, year)).collect(),
            colour: INK,
        })
        .filter(|layer| layer.peak() > 0.0)
        .collect()
}

/// Idle share and thousands of idle accelerators by year.
fn idle(results: &Results) -> Vec<(f64, f64)> {
    let of = |year: i32| {
        let rows = results.fleet.iter().filter(|row| row.year == year);
        rows.fold((0.0, 0.0), |(idle, all), row| (idle + row.idle_thousand, all + row.in_service_thousand))
    };
    let share = |(idle, all): (f64, f64)| if all > 0.0 { (idle / all, idle) } else { (0.0, 0.0) };
    results.years.iter().map(|&year| share(of(year))).collect()
}

/// Less than this share of the chips is not worth a word.
const NOTABLE: f64 = 0.005;

/// Which generations carry the last year, and whether chips wait for power.
fn title(all: &[i32], layers: &[Layer], idle: &[(f64, f64)]) -> String {
    const MOST: usize = 2;
    let last = all.last().copied().unwrap_or_default();
    let total: f64 = layers.iter().map(Layer::last).sum();
    let waiting: Vec<i32> = all.iter().zip(idle).filter(|(_, idle)| idle.0 >= NOTABLE).map(|(&year, _)| year).collect();
    let wait = match waiting.as_slice() {
        [] => "hardly a chip ever waits for power".to_owned(),
        some => {
            let most = idle.iter().map(|idle| idle.0).fold(0.0, f64::max);
            let upto = if some.len() > 1 { "up to " } else { "" };
            format!("{upto}{} of chips stand idle in {}", percent(most), years(some, all))
        }
    };
    if total <= 0.0 {
        return format!("No accelerator runs in {last}; {wait}");
    }
    let mut order: Vec<&Layer> = layers.iter().filter(|layer| layer.last() > 0.0).collect();
    order.sort_by(|a, b| b.last().total_cmp(&a.last()));
    order.truncate(MOST);
    let names: Vec<&str> = order.iter().map(|layer| layer.name.as_str()).collect();
    let share = order.iter().map(|layer| layer.last()).sum::<f64>() / total;
    let verb = if order.len() == 1 { "carries" } else { "carry" };
    capital(&format!("{} {verb} {} of AI load in {last}; {wait}", list(&names), part(share)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn layer(name: &str, values: &[f64]) -> Layer {
        Layer { name: name.to_owned(), values: values.to_vec(), colour: INK }
    }

    #[test]
    fn the_title_tells_who_carries_the_load_and_who_waits() {
        let layers = [layer("Old", &[5.0, 1.0]), layer("New", &[0.0, 8.0]), layer("Other", &[0.0, 1.0])];
        let idle = [(0.0, 0.0), (0.04, 3.0)];
        let expected = "New and Old carry 90% of AI load in 2030; 4% of chips stand idle in 2030";
        assert_eq!(title(&[2025, 2030], &layers, &idle), expected);
    }

    #[test]
    fn the_title_says_that_none_waits() {
        let expected = "New carries all of AI load in 2030; hardly a chip ever waits for power";
        assert_eq!(title(&[2030], &[layer("New", &[8.0])], &[(0.0, 0.0)]), expected);
    }
}
