//! What the investor or the legislator can do: what one more unit of each thing is worth, and what each lever moves.

use super::cite::{Notes, say};
use super::document::{Block, Table, Words, text};
use super::phrase::gain;
use super::{Audience, Material};
use crate::analysis::tables::RelaxRow;
use crate::export::charts::words::{capital, grouped, number, rule, within};
use crate::results::tables::ShadowPriceRow;

/// Rows shown of each table.
const SHOWN: usize = 14;

/// A limit that binds, at its dearest: one per rule and item.
struct Theme<'a> {
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
    let (levers, limits) = (levers(material, notes), limits(material, notes));
    match material.audience {
        Audience::Investor => blocks.extend(limits.into_iter().chain(levers)),
        Audience::Policy => blocks.extend(levers.into_iter().chain(limits)),
    }
    blocks
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
    let mut pattern = format!("**What to do.** Ten per cent more of one lever earns most at “{}” ({{}} over the horizon)", within(&first.title));
    if let Some((title, figure)) = runner_up {
        pattern.push_str(&format!(", then “{title}” ({{}})"));
        pieces.push(figure);
    }
    pattern.push('.');
    Some(say(&pattern, pieces))
}

fn cell(row: &RelaxRow) -> String {
    format!("relax.csv: objective_musd, lever {}, 10 %", row.name)
}

fn billions(musd: f64) -> String {
    const THOUSAND: f64 = 1000.0;
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
        vec![
            text(row.title.clone()),
            vec![value],
            text(gain(row.gain_compute_share)),
            text(gain(row.gain_load_share)),
        ]
    });
    let table = Table {
        caption: "Ten per cent more of single levers, all years, each re-solved: discounted value, mean compute, mean AI load"
            .to_owned(),
        header: ["Lever", "Value", "Compute", "AI load"].map(str::to_owned).to_vec(),
        rows: cells.collect(),
        words: vec![true, false, false, false],
    };
    vec![
        Block::Paragraph(text(
            "Value counts all buyers and sellers of power and compute together, after the costs in the data; it is not the profit of \
             one firm, and what it would cost to obtain the ten per cent is not in it.",
        )),
        Block::Table(table),
    ]
}

fn limits(material: &Material<'_>, notes: &mut Notes) -> Vec<Block> {
    let themes = themes(material);
    if themes.is_empty() {
        return vec![];
    }
    let cells = themes.iter().take(SHOWN).map(|theme| {
        let row = theme.row;
        let place = if row.region.is_empty() { "all".to_owned() } else { row.region.clone() };
        let price = format!("{} {}", grouped(&format!("{:.0}", row.price)), row.price_unit);
        let cell = format!("shadow_prices.csv: price, {} {} {} {}", row.rule, row.item, row.region, row.year);
        let years: Vec<String> = theme.years.iter().map(ToString::to_string).collect();
        vec![
            text(format!("{}: {}", capital(&rule(&row.rule)), row.item.replace('_', " "))),
            text(place),
            vec![notes.figure(price, cell, "")],
            text(row.year.to_string()),
            text(years.join(", ")),
        ]
    });
    let table = Table {
        caption: "What one more unit of a limit is worth where and when it is worth most, after its own costs".to_owned(),
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
fn themes<'a>(material: &Material<'a>) -> Vec<Theme<'a>> {
    let mut themes: Vec<(f64, Theme<'a>)> = vec![];
    let rows = material.results.shadow_prices.iter();
    for row in rows.filter(|row| row.binding && row.family != "demand" && row.family != "chips" && row.family != "capital") {
        let same = |theme: &Theme<'_>| {
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
            None => themes.push((row.rent_musd, Theme { row, years: vec![row.year] })),
        }
    }
    themes.sort_by(|a, b| b.0.total_cmp(&a.0));
    themes.into_iter().map(|(_, theme)| theme).collect()
}
