//! `economy_growth`: what AI adds to growth by year, by kind of investment net of imports and by services, beside what the press
//! counts; and growth with AI, without, and if AI investment stops.

use super::colour::{FAINT, INK, MUTED, PALETTE};
use super::figure::{Figure, Panel, Size, Tip, provenance};
use super::mark::{At, Colours, Datum, Ends, Kind, Mark, Stack, Value};
use super::scale::Scale;
use super::stack::Layer;
use crate::economy::account::{Account, near};
use crate::economy::tables::{GdpItem, GdpKind, GdpRow};
use crate::results::Labels;
use crate::tell::number::figures;
use crate::tell::years::span;

/// Kinds from the bottom up.
const KINDS: [(GdpKind, &str); 5] = [
    (GdpKind::Chips, "Chips"),
    (GdpKind::Servers, "Servers"),
    (GdpKind::Shells, "Shells"),
    (GdpKind::Power, "Power"),
    (GdpKind::Grid, "Grid"),
];

/// Cases of growth.
const CASES: [(GdpItem, &str); 3] = [
    (GdpItem::GrowthWith, "With AI"),
    (GdpItem::GrowthWithout, "Without"),
    (GdpItem::GrowthStopped, "If AI investment stops"),
];

/// Columns of contributions over lines of growth; nothing without a year that has a contribution.
#[must_use]
pub fn figure(labels: &Labels, account: &Account) -> Option<Figure> {
    let total = |year: i32| find(account, year, GdpItem::Contribution, GdpKind::All);
    let mut years: Vec<i32> = account.gdp.iter().map(|row| row.year).filter(|year| total(*year).is_some()).collect();
    years.dedup();
    years.first()?;
    Some(Figure {
        name: "economy_growth",
        title: title(account, &years)?,
        subtitle: "Contribution of AI to growth of GDP by year, percentage points".to_owned(),
        notes: "Columns: investment net of imports, times what it draws along, and services. Lines on them: 5 to 95 % of the draws of the \
                account's parameters. Diamonds: growth of investment as the press counts it, in prices of its own, imports not taken off. \
                Dots: published figures, net. Single years jump; quote means."
            .to_owned(),
        origin: provenance(labels),
        panels: vec![contributions(account, &years), growths(account, &years)],
        across: 1,
        empty: "",
    })
}

fn find(account: &Account, year: i32, item: GdpItem, kind: GdpKind) -> Option<&GdpRow> {
    account.gdp.iter().find(|row| (row.year, row.item, row.kind) == (year, item, kind))
}

fn central(account: &Account, year: i32, item: GdpItem, kind: GdpKind) -> f64 {
    find(account, year, item, kind).map_or(0.0, |row| row.central)
}

fn contributions(account: &Account, years: &[i32]) -> Panel {
    let names: Vec<String> = years.iter().map(i32::to_string).collect();
    let places: Vec<At> = names.iter().map(At::from).collect();
    // What a dollar at home draws along is the same for all kinds of a year.
    let drawn = |year: i32| {
        let net = central(account, year, GdpItem::Net, GdpKind::All);
        if net == 0.0 { 0.0 } else { central(account, year, GdpItem::Contribution, GdpKind::Investment) / net }
    };
    let of_kind = |(at, (kind, name)): (usize, &(GdpKind, &str))| Layer {
        name: (*name).to_owned(),
        values: years.iter().map(|year| drawn(*year) * central(account, *year, GdpItem::Net, *kind)).collect(),
        colour: PALETTE[at],
    };
    let services = Layer {
        name: "Services".to_owned(),
        values: years.iter().map(|y| central(account, *y, GdpItem::Contribution, GdpKind::Services)).collect(),
        colour: PALETTE[KINDS.len()],
    };
    let mut layers: Vec<Layer> = KINDS.iter().enumerate().map(of_kind).chain([services]).collect();
    layers.retain(|layer| layer.values.iter().any(|value| *value != 0.0));
    let mut columns = Mark::layers(Kind::Rect, &places, &layers, "").ends(Ends::Key).stacked(Stack {
        unit: "points".to_owned(),
        total: Some("All".to_owned()),
        colours: Colours::Own,
    });
    // Whiskers and diamonds stand where the words would.
    columns.data.iter_mut().for_each(|datum| datum.label.clear());
    let rows = || {
        years
            .iter()
            .zip(&names)
            .filter_map(|(year, name)| find(account, *year, GdpItem::Contribution, GdpKind::All).map(|row| (name, row)))
    };
    let whiskers = rows().map(|(name, row)| Datum::at(name, row.low).to_y(row.high).colour(INK)).collect();
    let gross = years.iter().zip(&names).filter_map(|(year, name)| {
        let row = find(account, *year, GdpItem::Gross, GdpKind::All)?;
        Some(Datum::at(name, row.central).of("As the press counts").colour(MUTED))
    });
    let published = account.economy_check.iter().filter(|row| row.quantity == "gdp.net_all").filter_map(|row| {
        let name = names.iter().find(|name| **name == row.year.to_string())?;
        Some(Datum::at(name, row.published_central).of("Published, net").colour(INK))
    });
    let tip = |(year, name): (&i32, &String)| {
        let gross = find(account, *year, GdpItem::Gross, GdpKind::All);
        let values =
            gross.map(|row| Value::of("As the press counts", format!("{} points", figures(row.central)), None));
        Tip::across(name, name, values.into_iter().collect())
    };
    let tips = years.iter().zip(&names).map(tip).collect();
    let marks = vec![
        columns,
        Mark::new(Kind::Rule, whiskers),
        Mark::new(Kind::Diamond, gross.collect()).ends(Ends::Key),
        Mark::new(Kind::Dot, published.collect()).ends(Ends::Key),
    ];
    let panel = Panel::new(Scale::bars(names), Scale::amount("points"), marks).tips(tips);
    Panel { title: "What AI adds".to_owned(), ..panel }
}

fn growths(account: &Account, years: &[i32]) -> Panel {
    let line = |&(item, name): &(GdpItem, &'static str)| {
        let row = move |&year: &i32| {
            let growth = find(account, year, item, GdpKind::All)?.central;
            let colour = if item == GdpItem::GrowthStopped { FAINT } else { INK };
            Some(Datum::at(year, growth).of(name).colour(colour).label(format!("{} %", figures(growth)), false))
        };
        let kind = if item == GdpItem::GrowthWith { Kind::Line } else { Kind::Dashed };
        Mark::new(kind, years.iter().filter_map(row).collect()).ends(Ends::Label)
    };
    let tip = |year: &i32| {
        let value = |(item, name): &(GdpItem, &str)| {
            let row = find(account, *year, *item, GdpKind::All)?;
            Some(Value::of(*name, format!("{} %", figures(row.central)), None))
        };
        Tip::across(*year, year.to_string(), CASES.iter().filter_map(value).collect())
    };
    let marks = CASES.iter().map(line).collect();
    let panel = Panel::new(Scale::Time(years.to_vec()), Scale::amount("% a year"), marks);
    Panel { title: "Growth of GDP".to_owned(), size: Size::Medium, ..panel.tips(years.iter().map(tip).collect()) }
}

/// What is added in the near future, and how much of what the press counts is left of investment.
fn title(account: &Account, years: &[i32]) -> Option<String> {
    let near = near(years);
    let mean = |item, kind| near.iter().map(|y| central(account, *y, item, kind)).sum::<f64>() / near.len() as f64;
    let added = mean(GdpItem::Contribution, GdpKind::All);
    let [gross, net] = [GdpItem::Gross, GdpItem::Net].map(|item| mean(item, GdpKind::All));
    let when = span(*near.first()?, *near.last()?);
    let left = if gross > 0.0 && net > 0.0 {
        format!("; of {} that the press counts, {} are left after imports", figures(gross), figures(net))
    } else {
        String::new()
    };
    Some(format!("AI adds {} points a year to growth in {when}{left}", figures(added)))
}
