//! `economy_bills`: what AI adds to household bills, region by region, and what that is of the income of each fifth in the region
//! with the largest rise.

use super::colour::PALETTE;
use super::figure::{Figure, Panel, Size, Tip, provenance};
use super::mark::{At, Colours, Datum, Ends, Kind, Mark, Stack};
use super::scale::{Amount, Scale};
use super::stack::Layer;
use crate::economy::account::{Account, COUNTRY, focus};
use crate::economy::names::ALL;
use crate::economy::tables::{BillItem, BillRow};
use crate::results::Labels;
use crate::tell::names::region;
use crate::tell::number::figures;

/// Parts of a bill, from the bottom up.
const PARTS: [(BillItem, &str); 3] =
    [(BillItem::Energy, "Energy"), (BillItem::Capacity, "Capacity"), (BillItem::Network, "Network")];

/// A panel for each region, then the fifths; nothing without bills.
#[must_use]
pub fn figure(labels: &Labels, account: &Account) -> Option<Figure> {
    const ACROSS: usize = 3;
    let mut years: Vec<i32> = account.gdp.iter().map(|row| row.year).collect();
    years.dedup();
    let year = focus(&years);
    let mut codes: Vec<&str> = labels.regions.iter().map(|region| region.code.as_str()).collect();
    codes.push(COUNTRY);
    let total = |code: &str| find(account, (code, ALL, year), BillItem::Total).map_or(0.0, |row| row.central);
    let worst = *codes[..codes.len() - 1].iter().max_by(|a, b| total(a).total_cmp(&total(b)))?;
    let mut panels: Vec<Panel> = codes.iter().map(|code| of_region(labels, account, (code, &years))).collect();
    panels.push(fifths(labels, account, (worst, year)));
    Some(Figure {
        name: "economy_bills",
        title: title(labels, account, (worst, year))?,
        subtitle: "What AI adds to the mean household bill, USD a month".to_owned(),
        notes: "Prices are marginal and, of firm capacity, may step from nothing to the price of missing capacity: quote the whole country \
                and means over years before single regions. Bills hold no more of a price than its cap."
            .to_owned(),
        origin: provenance(labels),
        panels,
        across: ACROSS,
        empty: "",
    })
}

fn find<'a>(account: &'a Account, (code, fifth, year): (&str, &str, i32), item: BillItem) -> Option<&'a BillRow> {
    let mut rows = account.bills.iter().filter(|row| row.year == year && row.item == item);
    rows.find(|row| row.region == code && row.quintile == fifth)
}

fn name<'a>(labels: &'a Labels, code: &'a str) -> &'a str {
    if code == COUNTRY { "All regions" } else { region(labels, code) }
}

fn of_region(labels: &Labels, account: &Account, (code, years): (&str, &[i32])) -> Panel {
    let names: Vec<String> = years.iter().map(|year| format!("’{:02}", year % 100)).collect();
    let places: Vec<At> = names.iter().map(At::from).collect();
    let value = |year: &i32, item| find(account, (code, ALL, *year), item).map_or(0.0, |row| row.central);
    let layer = |(at, (item, part)): (usize, &(BillItem, &str))| Layer {
        name: (*part).to_owned(),
        values: years.iter().map(|year| value(year, *item)).collect(),
        colour: PALETTE[at],
    };
    let layers: Vec<Layer> = PARTS.iter().enumerate().map(layer).collect();
    let stack = Stack { unit: "USD a month".to_owned(), total: Some("Total".to_owned()), colours: Colours::Own };
    let mut columns = Mark::layers(Kind::Rect, &places, &layers, "").stacked(stack);
    columns.data.iter_mut().for_each(|datum| datum.label.clear());
    let first = labels.regions.first().is_some_and(|region| region.code == code);
    let columns = if first { columns.ends(Ends::Key) } else { columns };
    let tip = |(short, year): (&String, &i32)| Tip::across(short, format!("{}, {year}", name(labels, code)), vec![]);
    let tips = names.iter().zip(years).map(tip).collect();
    let scale = Scale::Amount(Amount::new("USD a month").shared("bills"));
    let panel = Panel::new(Scale::bars(names), scale, vec![columns]).tips(tips);
    Panel { title: name(labels, code).to_owned(), size: Size::Low, ..panel }
}

/// What the total is of the income of each fifth.
fn fifths(labels: &Labels, account: &Account, (code, year): (&str, i32)) -> Panel {
    let rows = account.bills.iter().filter(|row| row.region == code && row.year == year);
    let rows: Vec<&BillRow> = rows.filter(|row| row.item == BillItem::BurdenChange).collect();
    let names: Vec<String> = rows.iter().map(|row| row.quintile.clone()).collect();
    let bars = rows.iter().map(|row| Datum::at(&row.quintile, row.central).colour(PALETTE[4]));
    let whiskers = rows.iter().map(|row| Datum::at(&row.quintile, row.low).to_y(row.high));
    let marks = vec![Mark::new(Kind::Rect, bars.collect()), Mark::new(Kind::Rule, whiskers.collect())];
    let title = format!("{}, {year}, by fifth", name(labels, code));
    Panel { title, size: Size::Low, ..Panel::new(Scale::bars(names), Scale::amount("points of income"), marks) }
}

fn title(labels: &Labels, account: &Account, (worst, year): (&str, i32)) -> Option<String> {
    let most = find(account, (worst, ALL, year), BillItem::Total)?;
    let country = find(account, (COUNTRY, ALL, year), BillItem::Total)?;
    Some(format!(
        "In {year} AI adds {} USD a month to the mean household bill, most in {}: {} USD",
        figures(country.central),
        region(labels, worst),
        figures(most.central)
    ))
}
