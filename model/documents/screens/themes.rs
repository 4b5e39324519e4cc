//! What `explain` says of themes: what ten per cent more of each brings, per unit and per dollar, and where a unit is worth most.

use super::super::document::{Block, Table};
use crate::experiment::explain::lever_groups::Kind;
use crate::experiment::explain::lever_groups::worth::Move;
use crate::experiment::explain::relax::Step;
use crate::experiment::explain::tables::ThemeRow;
use crate::tell::number::{cell, maybe};
use crate::tell::share::per_cent;

/// Most themes shown.
const SHOWN: usize = 20;

/// Millions in a billion.
const BILLION: f64 = 1e3;

/// The table and what is said of it; nothing without themes.
pub fn themes(rows: &[ThemeRow]) -> Vec<Block> {
    const WORDS: [usize; 3] = [0, 3, 6];
    let mut raised: Vec<&ThemeRow> = rows.iter().filter(|row| row.step == Move::Rise(Step::Ten)).collect();
    if raised.is_empty() {
        return vec![];
    }
    raised.sort_by(|a, b| b.value_musd.unwrap_or(0.0).total_cmp(&a.value_musd.unwrap_or(0.0)));
    let (gaining, idle): (Vec<&ThemeRow>, Vec<&ThemeRow>) = raised.into_iter().partition(|row| row.rank.is_some());
    let header = [
        "ten per cent more of ...\nis worth",
        "billion\nUSD",
        "million USD\nper unit",
        "unit",
        "of it\nused",
        "USD per USD\nof its cost",
        "most valuable unit",
    ];
    let cells = gaining.iter().take(SHOWN).map(|row| cells(row));
    let table = Table::plain(header, |column| WORDS.contains(&column), cells);
    let mut lines = vec![];
    if gaining.len() > SHOWN {
        lines.push(format!("  and {} more in themes.csv", gaining.len() - SHOWN));
    }
    if !idle.is_empty() {
        let names: Vec<&str> = idle.iter().map(|row| row.theme.as_str()).collect();
        lines.push(format!("Ten per cent more of these is worth nothing: {}.", names.join(", ")));
    }
    lines.extend(ends(rows));
    lines.push(
        "Themes hold each other (part_of in themes.csv) and must not be added up. USD per USD counts the cost of the theme's own things alone.".to_owned(),
    );
    vec![Block::Table(table), Block::Lines(lines)]
}

fn cells(row: &ThemeRow) -> Vec<String> {
    let best = [row.best_item.clone(), row.best_region.clone(), row.best_year.map_or(String::new(), |y| y.to_string())];
    let best: Vec<String> = best.into_iter().filter(|word| !word.is_empty()).collect();
    let beyond = if row.within_range { "" } else { " (beyond its range)" };
    vec![
        format!("{}{}{beyond}", if row.kind == Kind::Part { "  " } else { "" }, row.title),
        maybe(row.value_musd.map(|value| value / BILLION)),
        maybe(row.value_musd_per_unit),
        row.unit.clone(),
        row.used_share.map_or(String::new(), per_cent),
        maybe(row.gross_value_musd_per_musd),
        best.join(" "),
    ]
}

/// Levers at the ends of their ranges, the better of the two.
fn ends(rows: &[ThemeRow]) -> Vec<String> {
    let mut lines = vec![];
    let mut better: Vec<&ThemeRow> = rows.iter().filter(|row| row.kind == Kind::Lever && row.rank.is_some()).collect();
    better.sort_by_key(|row| row.rank);
    let said = |row: &&ThemeRow| {
        format!("{} {} billion ({} end)", row.title, cell(row.value_musd.unwrap_or(0.0) / BILLION), row.step)
    };
    if !better.is_empty() {
        let words: Vec<String> = better.iter().map(said).collect();
        lines.push(format!("Other levers at the better end of their range: {}.", words.join(", ")));
    }
    let known = |row: &&ThemeRow| better.iter().all(|other| other.theme != row.theme);
    let costly = rows.iter().filter(|row| row.kind == Kind::Lever && row.value_musd.is_some_and(|value| value < 0.0));
    let costly: Vec<String> = costly
        .filter(known)
        .map(|row| {
            let cost = 0.0 - row.value_musd_per_unit.unwrap_or(0.0) / BILLION;
            format!("{} {} billion per {}", row.title, cell(cost), row.unit.trim_end_matches('s'))
        })
        .collect();
    if !costly.is_empty() {
        lines.push(format!("Levers that can only do harm cost: {}.", costly.join(", ")));
    }
    lines
}
