//! What the investor or the legislator can do: what one more unit of each thing is worth, and what each lever moves.

use std::fmt::Write;

use super::cite::{Notes, plain, say};
use super::document::{Block, Table, Words, text};
use super::phrase::gain_cell;
use super::{Audience, Material};
use crate::experiment::explain::lever_groups;
use crate::experiment::explain::lever_groups::worth::Move;
use crate::experiment::explain::relax::{Kind, Mode, Step};
use crate::experiment::explain::tables::{RelaxRow, ThemeRow};
use crate::experiment::families::Group;
use crate::program::Family;
use crate::results::tables::ShadowPriceRow;
use crate::tell::family::noun;
use crate::tell::names::{capital, list, region, short, within};
use crate::tell::number::number;
use crate::tell::years::years;

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

/// What the columns of the table of themes mean.
const COLUMNS: &str = "Per GW: value over the gigawatts by which the limits rise. Per unit of money: value before what is spent on the \
                       things bought more, over that spending, in annuities. Used: what is bought of all that the limits allow. A \
                       dash: not counted in that unit. The note in a row is on all its numbers.";

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
            if let Some(table) = themes(material, notes) {
                blocks.extend([Block::Paragraph(text(COLUMNS)), table]);
            }
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
        .filter(|row| {
            row.kind != lever_groups::Kind::Lever && row.step == Move::Rise(Step::Ten) && row.value_musd.is_some()
        })
        .collect();
    rows.sort_by_key(|row| row.rank.unwrap_or(i32::MAX));
    if rows.is_empty() {
        return None;
    }
    let optional = |value: Option<f64>| text(value.map_or("–".to_owned(), number));
    let cells = rows.iter().take(SHOWN_THEMES).map(|row| {
        let cell = format!(
            "themes.csv, {}, 10 %: value_musd, value_musd_per_gw, gross_value_musd_per_musd, used_share, {}",
            row.theme,
            if row.best_price_of_more.is_some() { "best_price_of_more" } else { "best_price" },
        );
        vec![
            text(row.title.clone()),
            vec![notes.figure(number(row.value_musd.unwrap_or_default() / THOUSAND), cell, "")],
            optional(row.value_musd_per_gw),
            optional(row.gross_value_musd_per_musd),
            optional(row.used_share.map(|share| share * 100.0)),
            text(best_unit(material, row).unwrap_or("–".to_owned())),
        ]
    });
    let (money, unit) = money(material);
    let header = [
        "Theme",
        &format!("Value, billion {money}"),
        &format!("Per GW, million {unit}"),
        &format!("Per {unit} spent, {unit}"),
        "Used, %",
        "Most valuable unit: worth, where, when",
    ];
    Some(Block::Table(Table {
        caption: "Ten per cent more of each theme, all years, each re-solved: which money earns the most".to_owned(),
        header: header.map(str::to_owned).to_vec(),
        rows: cells.collect(),
        words: vec![true, false, false, false, false, true],
    }))
}

/// What one more of the best unit of a theme is worth, where and when.
fn best_unit(material: &Material<'_>, row: &ThemeRow) -> Option<String> {
    let price = row.best_price_of_more.or(row.best_price).filter(|price| *price > 0.0)?;
    let names: Vec<&str> = row
        .best_region
        .split('+')
        .filter(|code| !code.is_empty())
        .map(|code| region(&material.results.labels, code))
        .collect();
    let year = row.best_year.map_or(String::new(), |year| year.to_string());
    let parts = [format!("{} {}", number(price), row.best_price_unit), list(&names), year];
    Some(parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", "))
}

/// The dataset's money, and its unit without the year: "USD 2024", "USD".
fn money<'a>(material: &Material<'a>) -> (&'a str, &'a str) {
    let money = material.results.labels.currency.as_str();
    (money, money.split(' ').next().unwrap_or(money))
}

/// Levers that are no limits, at the ends of their ranges.
fn ends(material: &Material<'_>, notes: &mut Notes) -> Option<Block> {
    let rows = material
        .explanation
        .themes
        .iter()
        .filter(|row| row.kind == lever_groups::Kind::Lever && row.value_musd.is_some());
    let cells: Vec<Vec<Words>> = rows
        .map(|row| {
            let cell = format!("themes.csv, {}, {}: value_musd, rise_units, load_gw", row.theme, row.step);
            let value = notes.figure(number(row.value_musd.unwrap_or_default() / THOUSAND), cell, "");
            let way = if row.step == Move::Low { "down by" } else { "up by" };
            let moves = row.rise_units.map_or(String::new(), |rise| format!("{way} {} {}", number(rise), row.unit));
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
    let value = format!("Change of value, billion {}", money(material).0);
    let header = ["Lever", "To its", "Moved", &value, "Change of mean AI load, GW"];
    Some(Block::Table(Table {
        caption: "Levers moved to the ends of their ranges, each re-solved; some are chance rather than choice"
            .to_owned(),
        header: header.map(str::to_owned).to_vec(),
        rows: cells,
        words: vec![true, true, true, false, false],
    }))
}

/// The families of which more is worth most, and the lever on a part of one, in a sentence.
pub fn best(material: &Material<'_>, notes: &mut Notes) -> Option<Words> {
    const FAMILIES: usize = 2;
    let gains = |row: &&&RelaxRow| row.objective_musd.is_some_and(|value| value > 0.0);
    let (families, levers) = (ranked(material, Kind::Family), ranked(material, Kind::Lever));
    let families: Vec<&RelaxRow> = families.iter().filter(gains).take(FAMILIES).copied().collect();
    families.first()?;
    let mut pieces = vec![];
    let mut figure = |row: &RelaxRow| {
        let value = number(row.objective_musd.unwrap_or_default() / THOUSAND);
        pieces.push(notes.figure(format!("{value} billion {}", money(material).0), cell(row), ""));
    };
    let mut parts: Vec<String> = vec![];
    for row in families {
        figure(row);
        parts.push(format!("{} {{}}", noun(&row.name)));
    }
    let mut pattern = format!(
        "**What is worth most.** Discounted value over the horizon that ten per cent more brings: {}",
        list(&parts)
    );
    if let Some(row) = levers.iter().find(gains) {
        figure(row);
        let _ = write!(pattern, "; of levers on a part of a family “{}” brings most, {{}}", plain(&within(&row.title)));
    }
    pattern.push('.');
    Some(say(&pattern, pieces))
}

fn cell(row: &RelaxRow) -> String {
    format!("relax.csv, {} {}, {}, 10 %: objective_musd", row.kind, row.name, row.mode)
}

/// Families of supply, or levers on a part of one, by what ten per cent more of them brings over the horizon.
fn ranked<'a>(material: &Material<'a>, kind: Kind) -> Vec<&'a RelaxRow> {
    let supply = |row: &&RelaxRow| {
        kind != Kind::Family || row.group().and_then(Group::family).is_some_and(|family| family != Family::Demand)
    };
    let mut rows: Vec<&RelaxRow> = material
        .explanation
        .relax
        .iter()
        .filter(|row| row.kind == kind && row.mode == Mode::One && row.year.is_none() && row.step == Step::Ten)
        .filter(supply)
        .collect();
    rows.sort_by(|a, b| b.objective_musd.unwrap_or(0.0).total_cmp(&a.objective_musd.unwrap_or(0.0)));
    rows
}

fn levers(material: &Material<'_>, notes: &mut Notes) -> Vec<Block> {
    let rows = ranked(material, Kind::Lever);
    if rows.is_empty() {
        return vec![];
    }
    let cells = rows.iter().take(SHOWN).map(|row| {
        let cell = format!("{}, gain_compute_share, gain_load_share", cell(row));
        let value = notes.figure(number(row.objective_musd.unwrap_or_default() / THOUSAND), cell, "");
        vec![
            text(row.title.clone()),
            vec![value],
            text(gain_cell(row.gain_compute_share)),
            text(gain_cell(row.gain_load_share)),
        ]
    });
    let value = format!("Value, billion {}", money(material).0);
    let table = Table {
        caption: "Ten per cent more of single levers on a part of a family, all years, each re-solved: discounted value, mean compute, \
                  mean AI load. A dash is less than 0.005 %"
            .to_owned(),
        header: ["Lever", &value, "Compute", "AI load"].map(str::to_owned).to_vec(),
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
        let place = match row.region.as_str() {
            "" => "all regions".to_owned(),
            code => region(&material.results.labels, code).to_owned(),
        };
        let column = if row.price_of_more.is_some() { "price_of_more" } else { "price" };
        let keys = [row.rule.name(), &row.item, &row.region];
        let keys: Vec<&str> = keys.into_iter().filter(|key| !key.is_empty()).collect();
        let cell = format!("shadow_prices.csv: {column}, {}, {}", keys.join(", "), row.year);
        let price = format!("{} {}", number(worth(row)), row.price_unit);
        let item: Vec<String> = row.item.split(':').map(|part| within(&short(part))).collect();
        let item = item.join(", ");
        let name = capital(&row.rule.title());
        vec![
            text(if item.is_empty() { name } else { format!("{name}: {item}") }),
            text(place),
            vec![notes.figure(price, cell, "")],
            text(row.year.to_string()),
            text(years(&theme.years, &material.results.years)),
        ]
    });
    let table = Table {
        caption: "What one more unit of a limit of power, grid, sites, cooling or materials is worth in the year in which it is worth \
                  most; the largest rents first"
            .to_owned(),
        header: ["Limit", "Where", "Worth of one more", "In", "Binds in"].map(str::to_owned).to_vec(),
        rows: cells.collect(),
        words: vec![true, true, false, true, true],
    };
    vec![
        Block::Paragraph(text(
            "A price is what one more unit would earn beyond its own cost, in money of its year. Where two limits bind together one \
             unit less and one more are worth different sums, and what stands here is the worth of one more, as far as the \
             analysis found it.",
        )),
        Block::Table(table),
    ]
}

/// What one more unit is worth: as a re-solve found it, else the price.
fn worth(row: &ShadowPriceRow) -> f64 {
    row.price_of_more.unwrap_or(row.price)
}

/// Binding limits that money or rules can move, the largest rents first; of each the year of the highest price.
fn dearest<'a>(material: &Material<'a>) -> Vec<Dearest<'a>> {
    let mut themes: Vec<(f64, Dearest<'a>)> = vec![];
    let rows = material.results.shadow_prices.iter();
    for row in rows.filter(|row| row.binding && !matches!(row.family, Family::Demand | Family::Chips | Family::Capital))
    {
        let same = |theme: &Dearest<'_>| {
            (&theme.row.rule, &theme.row.item, &theme.row.region) == (&row.rule, &row.item, &row.region)
        };
        match themes.iter_mut().find(|(_, theme)| same(theme)) {
            Some((rent, theme)) => {
                *rent += row.rent_musd;
                theme.years.push(row.year);
                if worth(row) > worth(theme.row) {
                    theme.row = row;
                }
            }
            None => themes.push((row.rent_musd, Dearest { row, years: vec![row.year] })),
        }
    }
    themes.sort_by(|a, b| b.0.total_cmp(&a.0));
    themes.into_iter().map(|(_, theme)| theme).collect()
}
