//! `what_binds`: rent of each family of supply limits over the years, as a heat map of shares.
//!
//! Demand is left out: its rent is the buyers' surplus, no bottleneck of supply.

use super::colour::{Colour, TRACK, shade};
use super::figure::{Figure, Panel, Tip, provenance};
use super::mark::{Datum, Kind, Mark, Value};
use super::scale::Scale;
use crate::program::Family;
use crate::results::Results;
use crate::results::derived::runs;
use crate::tell::names::{capital, currency, list};
use crate::tell::number::number;
use crate::tell::share::percent;
use crate::tell::years::span;

/// Cells of families by year, the largest of each year in bold; nothing without rents.
#[must_use]
pub fn figure(results: &Results) -> Option<Figure> {
    if results.years.is_empty() || results.rents.is_empty() {
        return None;
    }
    let rows = rows(results);
    let (mut cells, mut tips) = (vec![], vec![]);
    for row in &rows {
        for (i, (year, &share)) in results.years.iter().map(ToString::to_string).zip(&row.shares).enumerate() {
            let is_first = share > 0.0 && rows.iter().all(|other| other.shares[i] <= share);
            let words = if share > 0.0 { percent(share) } else { "–".to_owned() };
            cells.push(Datum::at(&year, &row.name).colour(colour(share)).label(words, is_first));
            let heading = format!("{}, {year}", row.name);
            tips.push(Tip::at(&year, &row.name, heading, row.told(i, currency(&results.labels))));
        }
    }
    let years = results.years.iter().map(ToString::to_string).collect();
    let names = rows.iter().map(|row| row.name.clone()).collect();
    let panel = Panel::new(Scale::cells(years), Scale::cells(names), vec![Mark::new(Kind::Rect, cells)]).tips(tips);
    Some(Figure {
        name: "what_binds",
        title: title(&results.years, &rows),
        subtitle: "Scarcity rent of each family of supply limits, share of the rents of all of them in the year"
            .to_owned(),
        notes: NOTES.to_owned(),
        origin: provenance(&results.labels),
        panels: if rows.is_empty() { vec![] } else { vec![panel] },
        across: 1,
        empty: "No limit on supply has a price in any year.",
    })
}

fn colour(share: f64) -> Colour {
    if share > 0.0 { shade(share.sqrt()) } else { TRACK }
}

/// A family, its rents in millions and its share of the year's rents, year by year.
struct Row {
    name: String,
    rents: Vec<f64>,
    shares: Vec<f64>,
}

impl Row {
    /// What is told of a year.
    fn told(&self, year: usize, currency: &str) -> Vec<Value> {
        let share = self.shares[year];
        let rent = format!("{} million {currency}, discounted", number(self.rents[year]));
        vec![
            Value::of("Share of all rents of supply", percent(share), Some(colour(share))),
            Value::of("Scarcity rent", rent, None),
        ]
    }
}

/// Families of supply with any rent, the largest over all years first; then the others.
fn rows(results: &Results) -> Vec<Row> {
    let rent = |family: Family, year: i32| -> f64 {
        let rows = results.rents.iter().filter(|row| row.year == year && row.family == family);
        rows.map(|row| row.rent_musd.max(0.0)).sum()
    };
    let supply = || Family::ALL.into_iter().filter(|family| *family != Family::Demand);
    let all = |year: i32| supply().map(|family| rent(family, year)).sum::<f64>();
    if results.years.iter().all(|&year| all(year) <= 0.0) {
        return vec![];
    }
    let share = |family: Family, year: i32| if all(year) > 0.0 { rent(family, year) / all(year) } else { 0.0 };
    let mut rows: Vec<Row> = supply()
        .map(|family| Row {
            name: capital(family.name()),
            rents: results.years.iter().map(|&year| rent(family, year)).collect(),
            shares: results.years.iter().map(|&year| share(family, year)).collect(),
        })
        .collect();
    rows.sort_by(|a, b| b.shares.iter().sum::<f64>().total_cmp(&a.shares.iter().sum()));
    rows
}

const NOTES: &str = "Rent: worth of one more unit of a limit times the limit. The largest of each year is in bold. Buyers' surplus, \
     the rent of demand, is left out. Rents are a first hint: where several limits bind at once, only re-solving with one \
     of them relaxed tells what more of it would bring.";

/// The families with the largest rent, one after the other.
fn title(years: &[i32], rows: &[Row]) -> String {
    let leaders = years.iter().enumerate().filter_map(|(i, &year)| Some((year, first(rows, i)?.name.as_str())));
    match runs(leaders).as_slice() {
        [] => "No limit on supply holds AI back".to_owned(),
        [(name, from, to)] if from == to => format!("{} in {from}", holds(name)),
        [(name, from, to)] => {
            let every = if (0..years.len()).all(|i| first(rows, i).is_some()) {
                "every year"
            } else {
                "the years that have one"
            };
            format!("{} in {every}, {}{}", holds(name), span(*from, *to), second(rows, name))
        }
        [(one, _, to), (other, from, _)] => {
            format!("{} until {to}, {} from {from}", holds(one), other.to_lowercase())
        }
        several => {
            let mut names: Vec<String> = vec![];
            for (name, ..) in several {
                if !names.contains(&name.to_lowercase()) {
                    names.push(name.to_lowercase());
                }
            }
            capital(&format!("{} take turns in holding the largest scarcity rent", list(&names)))
        }
    }
}

/// The row with the largest share of a year, if any has one.
fn first(rows: &[Row], year: usize) -> Option<&Row> {
    let largest = rows.iter().max_by(|a, b| a.shares[year].total_cmp(&b.shares[year]))?;
    (largest.shares[year] > 0.0).then_some(largest)
}

/// The family that comes next over all years, if it matters.
fn second(rows: &[Row], first: &str) -> String {
    const MATTERS: f64 = 0.05;
    let mean = |row: &&Row| row.shares.iter().sum::<f64>() / row.shares.len() as f64;
    let next = rows.iter().filter(|row| row.name != first).max_by(|a, b| mean(a).total_cmp(&mean(b)));
    next.filter(|row| mean(row) >= MATTERS).map_or(String::new(), |row| format!("; {} next", row.name.to_lowercase()))
}

/// "Chips hold", "Power holds".
fn holds(name: &str) -> String {
    const PLURAL: [&str; 2] = ["Chips", "Materials"];
    format!("{name} {} the largest scarcity rent", if PLURAL.contains(&name) { "hold" } else { "holds" })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(name: &str, shares: &[f64]) -> Row {
        Row { name: name.to_owned(), rents: vec![], shares: shares.to_vec() }
    }

    #[test]
    fn the_title_names_one_family_that_always_leads() {
        let rows = [row("Chips", &[0.9, 0.8]), row("Capital", &[0.1, 0.2])];
        let expected = "Chips hold the largest scarcity rent in every year, 2025–2030; capital next";
        assert_eq!(title(&[2025, 2030], &rows), expected);
    }

    #[test]
    fn the_title_tells_when_the_lead_changes() {
        let rows = [row("Power", &[0.9, 0.2]), row("Chips", &[0.1, 0.8])];
        assert_eq!(title(&[2025, 2030], &rows), "Power holds the largest scarcity rent until 2025, chips from 2030");
    }

    #[test]
    fn the_title_does_not_speak_of_years_without_rents() {
        let expected = "Capital holds the largest scarcity rent in the years that have one, 2026–2028";
        assert_eq!(title(&[2026, 2028, 2032], &[row("Capital", &[1.0, 1.0, 0.0])]), expected);
    }

    #[test]
    fn the_title_says_that_nothing_binds() {
        assert_eq!(title(&[2025], &[row("Power", &[0.0])]), "No limit on supply holds AI back");
    }
}
