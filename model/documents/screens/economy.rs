//! What `economy` says: growth, bills, fifths of households, work, and how all that lies to published figures.

use std::path::Path;

use serde_json::{Value, json};

use super::super::document::{Block, Document, Table, text};
use super::{Written, files};
use crate::economy::account::{Account, COUNTRY};
use crate::economy::names::ALL;
use crate::economy::tables::{BillItem, GdpItem, GdpKind};
use crate::load::Loaded;
use crate::run::Run;
use crate::tell::economy::{LIMITS, between, sentences};
use crate::tell::number::cell;

/// The screen.
#[must_use]
pub fn screen(loaded: &Loaded, account: &Account, written: Written<'_>) -> Document {
    let mut screen = Document::titled(format!("{}: {}", loaded.scenario.name, loaded.scenario.title));
    screen.part(sentences(account).into_iter().map(|sentence| Block::Paragraph(text(sentence))));
    screen.part([Block::Table(years(account))]);
    screen.part([Block::Table(published(account))]);
    screen.part([Block::Paragraph(text(LIMITS))]);
    screen.part([Block::Lines(files(written))]);
    screen
}

/// The same as data, with the proof of both runs.
#[must_use]
pub fn data(account: &Account, [with, without]: [&Run; 2], folder: &Path) -> Value {
    json!({
        "gdp": account.gdp,
        "bills": account.bills,
        "two_economies": account.two_economies,
        "quintiles": account.quintiles,
        "financing": account.financing,
        "economy_check": account.economy_check,
        "certificate": with.certificate,
        "certificate_without": without.certificate,
        "outputs": folder,
    })
}

/// Growth and the bill of the country by year, with ranges.
fn years(account: &Account) -> Table {
    let header = [
        "year",
        "AI adds, points",
        "range",
        "growth with AI, %",
        "without",
        "if it stops",
        "bill, USD a month",
        "range",
    ];
    let mut years: Vec<i32> = account.gdp.iter().map(|row| row.year).collect();
    years.dedup();
    let growth = |year: i32, item: GdpItem, kind: GdpKind| {
        account.gdp.iter().find(|row| (row.year, row.item, row.kind) == (year, item, kind))
    };
    let cells = |year: &i32| {
        let added = growth(*year, GdpItem::Contribution, GdpKind::All);
        let case = |item| growth(*year, item, GdpKind::All).map_or(String::new(), |row| cell(row.central));
        let bill = account.bills.iter().find(|row| {
            (row.year, row.item) == (*year, BillItem::Total) && row.region == COUNTRY && row.quintile == ALL
        });
        let range = |ends: Option<(f64, f64)>| ends.map_or(String::new(), |(low, high)| between(low, high));
        vec![
            year.to_string(),
            added.map_or(String::new(), |row| cell(row.central)),
            range(added.map(|row| (row.low, row.high))),
            case(GdpItem::GrowthWith),
            case(GdpItem::GrowthWithout),
            case(GdpItem::GrowthStopped),
            bill.map_or(String::new(), |row| cell(row.central)),
            range(bill.map(|row| (row.low, row.high))),
        ]
    };
    Table::plain(header, |column| column == 0, years.iter().map(cells))
}

fn published(account: &Account) -> Table {
    let header = ["quantity", "year", "region", "unit", "account", "range", "published", "agreement", "source"];
    let rows = account.economy_check.iter().map(|row| {
        vec![
            row.quantity.clone(),
            row.year.to_string(),
            row.region.clone(),
            row.unit.clone(),
            cell(row.central),
            between(row.low, row.high),
            between(row.published_low, row.published_high),
            row.agreement.to_string(),
            row.source.clone(),
        ]
    });
    Table::plain(header, |column| !(4..7).contains(&column), rows)
}
