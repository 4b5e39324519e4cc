//! `scenarios`: AI load, compute, spending and energy prices of all scenarios over the years, one line each.

use super::axis::{EndLabel, Scale, calendar, end_labels, end_width, heights};
use super::compare_words::{Drawn, Shown, fit_middle, more};
use super::frame::{Heading, frame_from};
use super::scene::{Area, Point, Scene, Text, Value};
use super::stack;
use super::style::{LABEL, WHITE};
use super::words::{figures, list, number};
use crate::experiment::compare::differences::apart;

/// Quantity, name, unit.
const PANELS: [(&str, &str, &str); 4] = [
    ("ai_load", "AI load", "GW rated"),
    ("compute", "Compute", "MH100e"),
    ("ai_capex", "AI spending", "billion USD a year"),
    ("energy_price", "Energy price, mean over load", "USD/MWh"),
];
/// Size of a panel, and what is between them.
const HIGH: f64 = 400.0;
const BETWEEN: f64 = 190.0;
const BESIDE: f64 = 70.0;
/// From the top of a panel to the baseline of its name; above the first panels, for their names.
const NAME: f64 = 58.0;
const ABOVE: f64 = 40.0;
/// Widest name of a scenario.
const WIDEST: f64 = 320.0;

/// Draws it; nothing without two scenarios and a year that both have.
#[must_use]
pub fn draw(shown: &Shown<'_>) -> Option<Scene> {
    let drawn = shown.drawn();
    let years = shown.years();
    if drawn.len() < 2 || years.is_empty() {
        return None;
    }
    let heading = Heading {
        title: title(shown, &years),
        subtitle: format!("Headline quantities by model year; {} is the thickest line", shown.first()),
        notes: format!(
            "AI spending is capital for accelerators, shells, connections and onsite power. Lines that lie on \
             each other differ by less than can be seen; comparison.csv holds the numbers.{}",
            shown.left_out()
        ),
    };
    let (mut scene, area) = frame_from(&shown.origin(), heading, ABOVE + 2.0 * HIGH + BETWEEN);
    let wide = (area.width() - BESIDE) / 2.0;
    for (i, panel) in PANELS.into_iter().enumerate() {
        let left = area.left + (i % 2) as f64 * (wide + BESIDE);
        let top = area.top + ABOVE + (i / 2) as f64 * (HIGH + BETWEEN);
        let place = Area { left, right: left + wide, top, bottom: top + HIGH };
        draw_panel(&mut scene, place, (shown, &drawn, &years), panel);
    }
    Some(scene)
}

fn draw_panel(
    scene: &mut Scene,
    mut area: Area,
    (shown, drawn, years): (&Shown<'_>, &[Drawn], &[i32]),
    (quantity, name, unit): (&str, &str, &str),
) {
    const AIR: f64 = 1.05;
    const FIRST: f64 = 12.0;
    const OTHERS: f64 = 5.0;
    const DOT: f64 = 7.0;
    let values = |one: &Drawn| -> Vec<(i32, f64)> {
        years.iter().filter_map(|year| Some((*year, shown.value(one.at, *year, quantity)?))).collect()
    };
    let high = drawn.iter().flat_map(values).map(|(_, value)| value).fold(0.0, f64::max);
    scene.text(Text::new(name).bold().at(area.left, area.top - NAME));
    let flat = Scale { domain: (0.0, 1.0), range: (0.0, 1.0) };
    let labels = |scale: &Scale| -> Vec<EndLabel> {
        drawn.iter().filter_map(|one| Some(label(one, values(one).last()?.1, scale))).collect()
    };
    area.right -= end_width(&labels(&flat));
    let scale = heights(scene, &mut area, high * AIR, unit);
    let timeline = calendar(scene, &area, years);
    for (i, one) in drawn.iter().enumerate() {
        let at = |(year, value): (i32, f64)| (timeline.at(f64::from(year)), scale.at(value));
        let points: Vec<Point> = values(one).into_iter().map(at).collect();
        scene.line(points.clone(), one.colour, if i == 0 { FIRST } else { OTHERS });
        for point in points {
            scene.dot(point, if i == 0 { DOT + 2.0 } else { DOT }, WHITE);
            scene.dot(point, if i == 0 { DOT } else { DOT - 2.0 }, one.colour);
        }
    }
    end_labels(scene, &area, labels(&scale));
    let across: Vec<f64> = years.iter().map(|year| timeline.at(f64::from(*year))).collect();
    let amounts = |year: i32| -> Vec<Option<f64>> {
        (0..shown.comparison.scenarios.len()).map(|at| shown.value(at, year, quantity)).collect()
    };
    let told: Vec<Vec<Value>> = years.iter().map(|year| shown.told(&amounts(*year), unit)).collect();
    let names: Vec<String> = years.iter().map(|year| format!("{name}, {year}")).collect();
    stack::hints(scene, &area, (&names, &across), &told);
}

fn label(one: &Drawn, value: f64, scale: &Scale) -> EndLabel {
    EndLabel {
        y: scale.at(value),
        name: fit_middle(&one.name, LABEL, WIDEST),
        value: figures(value),
        colour: Some(one.colour),
        bold: false,
        leads: true,
    }
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
