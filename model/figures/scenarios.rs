//! `scenarios`: AI load, compute, spending and energy prices of all scenarios over the years, one line each.

use super::compare_words::{Shown, more};
use super::figure::{Figure, Panel, Size, Tip};
use super::mark::{Datum, Ends, Kind, Mark};
use super::scale::{Amount, Scale};
use crate::experiment::compare::differences::apart;
use crate::tell::names::list;
use crate::tell::number::{figures, number};

/// Quantity, name, unit.
const PANELS: [(&str, &str, &str); 4] = [
    ("ai_load", "AI load", "GW rated"),
    ("compute", "Compute", "MH100e"),
    ("ai_capex", "AI spending", "billion USD a year"),
    ("energy_price", "Energy price, mean over load", "USD/MWh"),
];

/// Lines of every quantity; nothing without two scenarios and a year that both have.
#[must_use]
pub fn figure(shown: &Shown<'_>) -> Option<Figure> {
    let years = shown.years();
    if shown.others().is_empty() || years.is_empty() {
        return None;
    }
    Some(Figure {
        name: "scenarios",
        title: title(shown, &years),
        subtitle: format!("Headline quantities by model year; {} is the thickest line", shown.first()),
        notes: format!(
            "AI spending is capital for accelerators, shells, connections and onsite power. Lines that lie on \
             each other differ by less than can be seen; comparison.csv holds the numbers.{}",
            shown.left_out()
        ),
        origin: shown.origin(),
        panels: PANELS.map(|quantity| panel(shown, &years, quantity)).to_vec(),
        across: 2,
        empty: "",
    })
}

/// Lines of all scenarios, with what every year tells.
fn panel(shown: &Shown<'_>, years: &[i32], (quantity, name, unit): (&str, &str, &str)) -> Panel {
    let (mut lines, mut tips) = (vec![], vec![]);
    for (i, one) in shown.drawn().iter().enumerate() {
        let values = years.iter().filter_map(|&year| Some((year, shown.value(one.at, year, quantity)?)));
        let row = |(year, value)| Datum::at(year, value).of(&one.name).colour(one.colour).label(figures(value), i == 0);
        lines.extend(values.map(row));
    }
    for &year in years {
        let told = shown.told(&shown.values(year, quantity), unit);
        tips.push(Tip::across(year, format!("{name}, {year}"), told));
    }
    let marks = vec![Mark::new(Kind::Line, lines.clone()).ends(Ends::Label), Mark::new(Kind::Dot, lines)];
    let panel = Panel::new(Scale::Time(years.to_vec()), Scale::Amount(Amount::new(unit)), marks).tips(tips);
    Panel { title: name.to_owned(), size: Size::Medium, ..panel }
}

/// How far AI load and spending lie apart.
fn title(shown: &Shown<'_>, years: &[i32]) -> String {
    if shown.comparison.scenarios.len() == 2 { of_two(shown, years) } else { of_many(shown, years) }
}

fn of_two(shown: &Shown<'_>, years: &[i32]) -> String {
    let [a, b] = [0, 1].map(|at| shown.comparison.scenarios[at].as_str());
    let largest = |quantity: &str| {
        let all = years.iter().filter_map(|year| Some((*year, shown.difference(1, *year, quantity)?)));
        all.filter(|(_, d)| *d != 0.0).max_by(|x, y| x.1.abs().total_cmp(&y.1.abs()).then(y.0.cmp(&x.0)))
    };
    let spends = |(year, d): (i32, f64)| {
        let size = format!("{} billion USD", number(d.abs()));
        (year, format!("spends {size} {}", if d > 0.0 { "more" } else { "less" }))
    };
    match (largest("ai_load"), largest("ai_capex").map(spends)) {
        (Some((year, load)), capex) => {
            let start = format!("{b} powers {} than {a} in {year}", more(load, "GW", "AI load"));
            match capex {
                Some((same, words)) if same == year => format!("{start} and {words} that year"),
                Some((other, words)) => format!("{start}; it {words} in {other}"),
                None => start,
            }
        }
        (None, Some((year, words))) => format!("AI load is the same in {a} and {b}, which {words} in {year}"),
        (None, None) => match PANELS.iter().filter(|panel| largest(panel.0).is_some()).map(|panel| panel.1).next() {
            Some(name) => format!("AI load and spending are the same in {a} and {b}; {} is not", name.to_lowercase()),
            None => format!("{a} and {b} do not differ in AI load, compute, spending or energy price"),
        },
    }
}

fn of_many(shown: &Shown<'_>, years: &[i32]) -> String {
    let names = &shown.comparison.scenarios;
    let Some(&last) = years.last() else { return String::new() };
    let loads: Vec<(usize, f64)> =
        (0..names.len()).filter_map(|at| Some((at, shown.value(at, last, "ai_load")?))).collect();
    // Of those that are equal, the one that is named first.
    let low = loads.iter().copied().reduce(|low, one| if apart(low.1, one.1) < 0.0 { one } else { low });
    let high = loads.iter().copied().reduce(|high, one| if apart(high.1, one.1) > 0.0 { one } else { high });
    let (Some(low), Some(high)) = (low, high) else { return String::new() };
    if apart(low.1, high.1) == 0.0 {
        return format!("AI load in {last} is {} GW in {}", number(low.1), list(names));
    }
    if figures(low.1) == figures(high.1) {
        let (names, apart) = (list(names), number(high.1 - low.1));
        return format!("AI load in {last} is {} GW in {names}, which lie {apart} GW apart", number(high.1));
    }
    let said = |(at, load): (usize, f64)| format!("{} GW ({})", number(load), names[at]);
    let start = format!("AI load in {last} runs from {} to {}", said(low), said(high));
    let first = loads.iter().find(|(at, _)| *at == 0).filter(|(at, _)| ![low.0, high.0].contains(at));
    match first {
        Some((_, load)) => format!("{start}; it is {} GW in {}", number(*load), names[0]),
        None => start,
    }
}
