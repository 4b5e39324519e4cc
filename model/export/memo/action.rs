//! What the investor or the legislator can do: what one more unit of each thing is worth, and what each lever moves.

use std::fmt::Write;

use super::cite::{Notes, say};
use super::document::{Block, Table, Words, text};
use super::phrase::gain;
use super::{Audience, Material};
use crate::analysis::tables::{RelaxRow, ThemeRow};
use crate::export::charts::words::{capital, grouped, number, rule, within};
use crate::results::tables::ShadowPriceRow;

/// Rows shown of each table.
const SHOWN: usize = 14;
/// Rows shown of the table of themes.
const SHOWN_THEMES: usize = 24;
/// Million in a billion.
const THOUSAND: f64 = 1000.0;

/// What value means here.
const VALUE: &str = "Value is discounted and counts all buyers and sellers of compute and power together, after the costs in the data; it is \
                     not the profit of one firm, and what it would cost to obtain more of a limit is not in it. Themes overlap: a row \
                     that holds another must not be added to it.";

/// A limit that binds, at its dearest: one per rule and item.
struct Dearest<'a> {
    row: &'a ShadowPriceRow,
    years: Vec<i32>,
}

/// The section.
pub fn blocks(material: &Material<'_>, notes: &mut Notes) -> Vec<Block> {
    let heading = match material.audience {
        Audience::Investor => "Where money earns the most",
        Audience::Policy => "What policy can move",
    };
    let mut blocks = vec![Block::Heading(1, heading.to_owned())];
    blocks.push(Block::Paragraph(text(VALUE)));
    match material.audience {
        Audience::Investor => {
            blocks.extend(themes(material, notes));
            blocks.extend(material.chart("themes"));
            blocks.extend(limits(material, notes));
        }
        Audience::Policy => {
            blocks.extend(ends(material, notes));
            blocks.extend(levers(material, notes));
            blocks.extend(material.chart("themes"));
            blocks.extend(limits(material, notes));
        }
    }
    blocks
}

/// Themes by what ten per cent more of each is worth, per GW and per dollar.
fn themes(material: &Material<'_>, notes: &mut Notes) -> Option<Block> {
    let mut rows: Vec<&ThemeRow> = material
        .explanation
        .themes
        .iter()
        .filter(|row| row.kind != "lever" && row.step == "10 %" && row.value_musd.is_some())
        .collect();
    rows.sort_by_key(|row| row.rank.unwrap_or(i32::MAX));
    if rows.is_empty() {
        return None;
    }
    let optional = |value: Option<f64>| text(value.map_or("–".to_owned(), number));
    let cells = rows.iter().take(SHOWN_THEMES).map(|row| {
        let cell = format!("themes.csv: value_musd, {}, 10 %", row.theme);
        let place: Vec<String> =
            [row.best_region.clone(), row.best_year.map_or(String::new(), |year| year.to_string())]
                .into_iter()
                .filter(|part| !part.is_empty())
                .collect();
        let best =
            row.best_price_of_more.or(row.best_price).filter(|price| *price > 0.0).map(|price| {
                format!("{} {}, {}", grouped(&format!("{price:.0}")), row.best_price_unit, place.join(" "))
            });
        vec![
            text(row.title.clone()),
            vec![notes.figure(number(row.value_musd.unwrap_or_default() / THOUSAND), cell, "")],
            optional(row.value_musd_per_gw),
            optional(row.gross_value_musd_per_musd),
            optional(row.used_share.map(|share| share * 100.0)),
            text(best.unwrap_or_default()),
        ]
    });
    Some(Block::Table(Table {
        caption: "Ten per cent more of each theme, all years, each re-solved: which money earns the most".to_owned(),
        header: [
            "Theme",
            "Value, bn USD",
            "M USD per GW",
            "USD per USD spent",
            "Used, %",
            "Most valuable unit: worth, where, when",
        ]
        .map(str::to_owned)
        .to_vec(),
        rows: cells.collect(),
        words: vec![true, false, false, false, false, true],
    }))
}

/// Levers that are no limits, at the ends of their ranges.
fn ends(material: &Material<'_>, notes: &mut Notes) -> Option<Block> {
    let rows = material.explanation.themes.iter().filter(|row| row.kind == "lever" && row.value_musd.is_some());
    let cells: Vec<Vec<Words>> = rows
        .map(|row| {
            let cell = format!("themes.csv: value_musd, {}, {} end", row.theme, row.step);
            let value = notes.figure(number(row.value_musd.unwrap_or_default() / THOUSAND), cell, "");
            let moves = row.rise_units.map_or(String::new(), |rise| format!("{} {}", number(rise), row.unit));
            vec![
                text(row.title.clone()),
                text(format!("{} end", row.step)),
                text(moves),
                vec![value],
                text(row.load_gw.map_or(String::new(), number)),
            ]
        })
        .collect();
    if cells.is_empty() {
        return None;
    }
    Some(Block::Table(Table {
        caption: "Levers moved to the ends of their ranges, each re-solved; some are chance rather than choice"
            .to_owned(),
        header: ["Lever", "To its", "That is by", "Value, bn USD", "AI load, GW mean"].map(str::to_owned).to_vec(),
        rows: cells,
        words: vec![true, true, true, false, false],
    }))
}

/// The best thing to do, in a sentence.
pub fn best(material: &Material<'_>, notes: &mut Notes) -> Option<Words> {
    let rows = ranked(material);
    let first = rows.first()?;
    let value = first.objective_musd?;
    let figure = notes.figure(billions(value), cell(first), "");
    let runner_up = rows.get(1).map(|row| {
        let figure = notes.figure(billions(row.objective_musd.unwrap_or_default()), cell(row), "");
        (within(&row.title), figure)
    });
    let mut pieces = vec![figure];
    let mut pattern = format!(
        "**What to do.** Ten per cent more of one lever earns most at “{}” ({{}} over the horizon)",
        within(&first.title)
    );
    if let Some((title, figure)) = runner_up {
        let _ = write!(pattern, ", then “{title}” ({{}})");
        pieces.push(figure);
    }
    pattern.push('.');
    Some(say(&pattern, pieces))
}

fn cell(row: &RelaxRow) -> String {
    format!("relax.csv: objective_musd, lever {}, 10 %", row.name)
}

fn billions(musd: f64) -> String {
    format!("{} billion USD", number(musd / THOUSAND))
}

/// Levers by what ten per cent more of them brings over the horizon.
fn ranked<'a>(material: &Material<'a>) -> Vec<&'a RelaxRow> {
    let mut rows: Vec<&RelaxRow> = material
        .explanation
        .relax
        .iter()
        .filter(|row| row.kind == "lever" && row.year.is_none() && row.step == "10 %")
        .collect();
    rows.sort_by(|a, b| b.objective_musd.unwrap_or(0.0).total_cmp(&a.objective_musd.unwrap_or(0.0)));
    rows
}

fn levers(material: &Material<'_>, notes: &mut Notes) -> Vec<Block> {
    let rows = ranked(material);
    if rows.is_empty() {
        return vec![];
    }
    let cells = rows.iter().take(SHOWN).map(|row| {
        let value = notes.figure(billions(row.objective_musd.unwrap_or_default()), cell(row), "");
        vec![text(row.title.clone()), vec![value], text(gain(row.gain_compute_share)), text(gain(row.gain_load_share))]
    });
    let table = Table {
        caption: "Ten per cent more of single levers, all years, each re-solved: discounted value, mean compute, mean AI load"
            .to_owned(),
        header: ["Lever", "Value", "Compute", "AI load"].map(str::to_owned).to_vec(),
        rows: cells.collect(),
        words: vec![true, false, false, false],
    };
    vec![Block::Table(table)]
}

fn limits(material: &Material<'_>, notes: &mut Notes) -> Vec<Block> {
    let themes = dearest(material);
    if themes.is_empty() {
        return vec![];
    }
    let cells = themes.iter().take(SHOWN).map(|theme| {
        let row = theme.row;
        let place = if row.region.is_empty() { "all".to_owned() } else { row.region.clone() };
        let price = format!("{} {}", grouped(&format!("{:.0}", row.price)), row.price_unit);
        let cell = format!("shadow_prices.csv: price, {} {} {} {}", row.rule, row.item, row.region, row.year);
        let years: Vec<String> = theme.years.iter().map(ToString::to_string).collect();
        let item = row.item.replace(['_', ':'], " ");
        let name = capital(&rule(&row.rule));
        vec![
            text(if item.is_empty() { name } else { format!("{name}: {item}") }),
            text(place),
            vec![notes.figure(price, cell, "")],
            text(row.year.to_string()),
            text(years.join(", ")),
        ]
    });
    let table = Table {
        caption: "What one more unit of a limit is worth where and when it is worth most, after its own costs"
            .to_owned(),
        header: ["Limit", "Where", "Worth of one more", "In", "Binds in"].map(str::to_owned).to_vec(),
        rows: cells.collect(),
        words: vec![true, true, false, true, true],
    };
    vec![
        Block::Paragraph(text(
            "A price is what one more unit would earn beyond its own cost, in money of its year. Where two limits bind together their \
             prices are not unique; shadow_prices.csv says which hold over a range.",
        )),
        Block::Table(table),
    ]
}

/// Binding limits that money or rules can move, the largest rents first; of each the year of the highest price.
fn dearest<'a>(material: &Material<'a>) -> Vec<Dearest<'a>> {
    let mut themes: Vec<(f64, Dearest<'a>)> = vec![];
    let rows = material.results.shadow_prices.iter();
    for row in
        rows.filter(|row| row.binding && row.family != "demand" && row.family != "chips" && row.family != "capital")
    {
        let same = |theme: &Dearest<'_>| {
            (&theme.row.rule, &theme.row.item, &theme.row.region) == (&row.rule, &row.item, &row.region)
        };
        match themes.iter_mut().find(|(_, theme)| same(theme)) {
            Some((rent, theme)) => {
                *rent += row.rent_musd;
                theme.years.push(row.year);
                if row.price > theme.row.price {
                    theme.row = row;
                }
            }
            None => themes.push((row.rent_musd, Dearest { row, years: vec![row.year] })),
        }
    }
    themes.sort_by(|a, b| b.0.total_cmp(&a.0));
    themes.into_iter().map(|(_, theme)| theme).collect()
}
