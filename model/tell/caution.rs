//! What a reader must know first: cautions of a run as lines, the grave ones marked.

use super::names::{list, region};
use super::number::{figures, number};
use super::years::span;
use crate::experiment::sweep::standing::Standing;
use crate::program::Rule;
use crate::results::Results;
use crate::results::derived::runs;
use crate::results::tables::{Caution, CautionRow};
use crate::units::Unit;

/// One line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Whether it changes what the other numbers mean: red on a screen that has colours, "!" on any.
    pub grave: bool,
    /// What it says.
    pub text: String,
}

/// All lines of a run, the grave ones first; empty if there is nothing to say.
#[must_use]
pub fn lines(results: &Results) -> Vec<Line> {
    let of = |caution| results.cautions.iter().filter(|row| row.caution == caution).collect::<Vec<_>>();
    let with_rows = Caution::ALL.into_iter().map(|caution| (caution, of(caution))).filter(|(_, rows)| !rows.is_empty());
    let mut lines: Vec<Line> = with_rows.flat_map(|(caution, rows)| said(results, caution, &rows)).collect();
    lines.sort_by_key(|line| !line.grave);
    lines
}

/// Where the run stands among random samples of its own scenario; that it is not known, where none were drawn.
#[must_use]
pub fn standing(standing: Option<&Standing>) -> Line {
    let Some(found) = standing else {
        let text = "Where this stands inside the ranges of its own data is not known here: a sweep of random samples tells (gridbound list sweeps).";
        return Line { grave: false, text: text.to_owned() };
    };
    let [own, low, median, high] = [found.load_gw, found.low_gw, found.median_gw, found.high_gw].map(figures);
    Line {
        grave: found.is_at_the_edge(),
        text: format!(
            "Inside its own uncertainty: AI load of {} is {own} GW; {} samples over the ranges of the data (sweep {}) have a median of {median} GW, nine in ten lie from {low} to {high}.",
            found.year, found.samples, found.sweep
        ),
    }
}

fn said(results: &Results, caution: Caution, rows: &[&CautionRow]) -> Vec<Line> {
    let (grave, text) = match caution {
        Caution::Unserved => (
            true,
            format!(
                "Load is not served: {}. The lights go out; prices there are the scenario's value of lost load, and what more of a limit is worth holds it, too.",
                by_year(results, rows, "TWh")
            ),
        ),
        Caution::Missing => (
            true,
            format!("Firm capacity is missing (the reserve margin is not met): {}.", by_year(results, rows, "GW")),
        ),
        Caution::Penalty => (
            true,
            format!(
                "Capacity prices that are what the scenario charges for missing capacity, not market prices: {}.",
                highest(results, rows)
            ),
        ),
        Caution::Burned => (
            true,
            format!(
                "Energy is burned for money, by storage or links that run both ways at once: {}. Output, credits and capacity factors there are too high.",
                by_year(results, rows, "TWh")
            ),
        ),
        Caution::Closed => (true, format!("Closed by the scenario: {}.", closed(rows))),
        Caution::Early => (
            false,
            format!(
                "The first model year, {}, holds all that is bought and built from {} on.",
                rows[0].year,
                rows[0].year - rows[0].amount as i32 + 1
            ),
        ),
        Caution::Wide => (
            false,
            format!(
                "Uneven model years: {}. Spending per year and what is first in such years turn with that choice.",
                wide(rows)
            ),
        ),
        Caution::Outlook => return outlooks(rows),
    };
    vec![Line { grave, text }]
}

/// Amounts by year, with the regions that have most of them.
fn by_year(results: &Results, rows: &[&CautionRow], unit: &str) -> String {
    const REGIONS: usize = 2;
    let mut years: Vec<i32> = rows.iter().map(|row| row.year).collect();
    years.sort_unstable();
    years.dedup();
    let of_year = |year: &i32| {
        let mut of: Vec<&&CautionRow> = rows.iter().filter(|row| row.year == *year).collect();
        of.sort_by(|a, b| b.amount.total_cmp(&a.amount));
        let sum: f64 = of.iter().map(|row| row.amount).sum();
        let mut names: Vec<&str> = of.iter().take(REGIONS).map(|row| region(&results.labels, &row.region)).collect();
        names.dedup();
        let more = if of.len() > REGIONS { " and elsewhere" } else { "" };
        format!("{} {unit} in {year} ({}{more})", number(sum), names.join(", "))
    };
    list(&years.iter().map(of_year).collect::<Vec<_>>())
}

/// The highest price and where it stands.
fn highest(results: &Results, rows: &[&CautionRow]) -> String {
    let Some(top) = rows.iter().max_by(|a, b| a.amount.total_cmp(&b.amount)) else { return String::new() };
    let more = match rows.len() - 1 {
        0 => String::new(),
        1 => ", and one more".to_owned(),
        more => format!(", and {more} more"),
    };
    format!("{} USD/kW-yr in {}, {}{more}", number(top.amount), region(&results.labels, &top.region), top.year)
}

/// Which limits are closed, and when.
fn closed(rows: &[&CautionRow]) -> String {
    let mut rules: Vec<(&str, Vec<i32>)> = vec![];
    for row in rows {
        let rule = row.item.split(' ').next().unwrap_or_default();
        match rules.iter_mut().find(|(known, _)| *known == rule) {
            Some((_, years)) => years.push(row.year),
            None => rules.push((rule, vec![row.year])),
        }
    }
    let said = rules.into_iter().map(|(rule, mut years)| {
        years.sort_unstable();
        years.dedup();
        let name = crate::named::named(rule).map_or_else(|| rule.to_owned(), Rule::title);
        let spans = runs(years.iter().map(|year| (*year, ())));
        format!("{name} ({})", spans.into_iter().map(|((), from, to)| span(from, to)).collect::<Vec<_>>().join(", "))
    });
    list(&said.collect::<Vec<_>>())
}

fn wide(rows: &[&CautionRow]) -> String {
    list(&rows.iter().map(|row| format!("{} stands for {:.0} years", row.year, row.amount)).collect::<Vec<_>>())
}

/// Where the run stands among published figures, of each quantity in the last year that has several; grave outside of them.
fn outlooks(rows: &[&CautionRow]) -> Vec<Line> {
    let mut last: Vec<(&CautionRow, f64, f64)> = vec![];
    for row in rows {
        let (Some(low), Some(high)) = (row.low, row.high) else { continue };
        last.retain(|(known, ..)| known.item != row.item || high <= low);
        if high > low || last.iter().all(|(known, ..)| known.item != row.item) {
            last.push((row, low, high));
        }
    }
    last.into_iter().map(|(row, low, high)| outlook(row, low, high)).collect()
}

fn outlook(row: &CautionRow, low: f64, high: f64) -> Line {
    let quantity =
        if row.unit == Unit::TerawattHours.symbol() { "all data centres use" } else { "AI facilities can draw" };
    let place = match row.amount {
        own if own > high => "above all of them",
        own if own < low => "below all of them",
        _ => "among them",
    };
    let [low_said, high_said] = [low, high].map(number);
    Line {
        grave: !(low..=high).contains(&row.amount),
        text: format!(
            "Against published figures: {quantity} {} {} in {}, published are {low_said} to {high_said}: {place}.",
            number(row.amount),
            row.unit,
            row.year,
        ),
    }
}
