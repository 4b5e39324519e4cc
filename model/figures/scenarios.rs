//! `scenarios`: AI load, compute, the capital of AI and energy prices of all scenarios over the years, one line each.

use super::compare_words::{Shown, is_almost_nothing, more};
use super::figure::{Figure, Panel, Size, Tip};
use super::mark::{Datum, Ends, Kind, Mark};
use super::scale::{Amount, Scale};
use crate::experiment::compare::differences::apart;
use crate::tell::names::list;
use crate::tell::number::{figures, number};

/// Annuities: cash by year swings with the widths of model years.
const CAPITAL: &str = "ai_capital_recovery";

/// Quantity, name, unit.
const PANELS: [(&str, &str, &str); 4] = [
    ("ai_load", "AI load", "GW rated"),
    ("compute", "Compute", "MH100e"),
    (CAPITAL, "AI capital", "billion USD a year"),
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
            "AI capital is annuities of the accelerators, shells, connections and onsite power that serve in the year. \
             Lines that lie on each other differ by less than can be seen; comparison.csv holds the numbers.{}",
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

/// How far AI load and the capital of AI lie apart.
fn title(shown: &Shown<'_>, years: &[i32]) -> String {
    if shown.comparison.scenarios.len() == 2 { of_two(shown, years) } else { of_many(shown, years) }
}

fn of_two(shown: &Shown<'_>, years: &[i32]) -> String {
    let [a, b] = [0, 1].map(|at| shown.comparison.scenarios[at].as_str());
    let largest = |quantity: &str| {
        let all = years.iter().filter_map(|year| Some((*year, shown.difference(1, *year, quantity)?)));
        all.filter(|(_, d)| *d != 0.0).max_by(|x, y| x.1.abs().total_cmp(&y.1.abs()).then(y.0.cmp(&x.0)))
    };
    let little = |quantity: &str| {
        let amount = |year: &i32| shown.value(0, *year, quantity).zip(shown.difference(1, *year, quantity));
        years.iter().filter_map(amount).all(|(first, difference)| is_almost_nothing(difference, first))
    };
    let costs = |(year, d): (i32, f64)| {
        (year, format!("{} billion USD {}", number(d.abs()), if d > 0.0 { "more" } else { "less" }))
    };
    let capital = largest(CAPITAL).filter(|_| !little(CAPITAL)).map(costs);
    match (largest("ai_load"), capital) {
        (Some(_), None) if little("ai_load") => {
            format!(
                "{b} changes almost nothing: AI load and its capital are within half a per cent of {a} in every year"
            )
        }
        (Some(_), Some((year, words))) if little("ai_load") => {
            format!(
                "AI load of {b} is within half a per cent of {a} in every year; its capital costs {words} in {year}"
            )
        }
        (Some((year, load)), capital) => {
            let start = format!("{b} powers {} than {a} in {year}", more(load, "GW", "AI load"));
            match capital {
                Some((same, words)) if same == year => format!("{start}; its capital costs {words} that year"),
                Some((other, words)) => format!("{start}; its capital costs {words} in {other}"),
                None => start,
            }
        }
        (None, Some((year, words))) => {
            format!("AI load is the same in {a} and {b}, whose capital costs {words} in {year}")
        }
        (None, None) => match PANELS.iter().filter(|panel| largest(panel.0).is_some()).map(|panel| panel.1).next() {
            Some(name) => format!("AI load is the same in {a} and {b}; {} is not", inside(name)),
            None => format!("{a} and {b} do not differ in AI load, compute, AI capital or energy price"),
        },
    }
}

/// The name of a panel within a sentence.
fn inside(name: &str) -> String {
    let (first, rest) = name.split_at(1);
    if rest.starts_with(char::is_uppercase) { name.to_owned() } else { first.to_lowercase() + rest }
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
    if is_almost_nothing(high.1 - low.1, low.1) || figures(low.1) == figures(high.1) {
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
