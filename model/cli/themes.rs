//! What `explain` says of themes: what ten per cent more of each brings, per unit and per dollar, and where a unit is worth most.

use std::fmt::Write as _;

use comfy_table::{CellAlignment, Table, presets};

use super::explained::figure;
use crate::experiment::explain::lever_groups::Kind;
use crate::experiment::explain::lever_groups::worth::Move;
use crate::experiment::explain::relax::Step;
use crate::experiment::explain::tables::ThemeRow;

/// Most themes shown.
const SHOWN: usize = 20;

/// Appends it; nothing without themes.
pub fn themes(text: &mut String, rows: &[ThemeRow]) {
    let mut raised: Vec<&ThemeRow> = rows.iter().filter(|row| row.step == Move::Rise(Step::Ten)).collect();
    if raised.is_empty() {
        return;
    }
    raised.sort_by(|a, b| b.value_musd.unwrap_or(0.0).total_cmp(&a.value_musd.unwrap_or(0.0)));
    let (gaining, idle): (Vec<&ThemeRow>, Vec<&ThemeRow>) = raised.into_iter().partition(|row| row.rank.is_some());
    let mut table = Table::new();
    table.load_preset(presets::NOTHING);
    let heading = [
        "ten per cent more of ...\nis worth",
        "billion\nUSD",
        "million USD\nper unit",
        "unit",
        "of it\nused",
        "USD per USD\nof its cost",
        "most valuable unit",
    ];
    table.set_header(heading);
    for row in gaining.iter().take(SHOWN) {
        table.add_row(cells(row));
    }
    for column in [1, 2, 4, 5] {
        if let Some(column) = table.column_mut(column) {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    let _ = writeln!(text, "{table}");
    if gaining.len() > SHOWN {
        let _ = writeln!(text, "  and {} more in themes.csv", gaining.len() - SHOWN);
    }
    if !idle.is_empty() {
        let names: Vec<&str> = idle.iter().map(|row| row.theme.as_str()).collect();
        let _ = writeln!(text, "Ten per cent more of these is worth nothing: {}.", names.join(", "));
    }
    ends(text, rows);
    text.push_str("Themes hold each other (part_of in themes.csv) and must not be added up. USD per USD counts the cost of the theme's own things alone.\n\n");
}

fn cells(row: &ThemeRow) -> [String; 7] {
    let number = |value: Option<f64>| value.map_or(String::new(), figure);
    let best = [row.best_item.clone(), row.best_region.clone(), row.best_year.map_or(String::new(), |y| y.to_string())];
    let best: Vec<String> = best.into_iter().filter(|word| !word.is_empty()).collect();
    let beyond = if row.within_range { "" } else { " (beyond its range)" };
    [
        format!("{}{}{beyond}", if row.kind == Kind::Part { "  " } else { "" }, row.title),
        number(row.value_musd.map(|value| value / 1000.0)),
        number(row.value_musd_per_unit),
        row.unit.clone(),
        row.used_share.map_or(String::new(), |share| format!("{:.0} %", share * 100.0)),
        number(row.gross_value_musd_per_musd),
        best.join(" "),
    ]
}

/// Levers at the ends of their ranges, the better of the two.
fn ends(text: &mut String, rows: &[ThemeRow]) {
    let mut better: Vec<&ThemeRow> = rows.iter().filter(|row| row.kind == Kind::Lever && row.rank.is_some()).collect();
    better.sort_by_key(|row| row.rank);
    let said = |row: &&ThemeRow| {
        let value = row.value_musd.unwrap_or(0.0) / 1000.0;
        format!("{} {} billion ({} end)", row.title, figure(value), row.step)
    };
    if !better.is_empty() {
        let words: Vec<String> = better.iter().map(said).collect();
        let _ = writeln!(text, "Other levers at the better end of their range: {}.", words.join(", "));
    }
    let known = |row: &&ThemeRow| better.iter().all(|other| other.theme != row.theme);
    let costly =
        rows.iter().filter(|row| row.kind == Kind::Lever && row.value_musd < Some(0.0) && row.value_musd.is_some());
    let costly: Vec<String> = costly
        .filter(known)
        .map(|row| {
            let cost = 0.0 - row.value_musd_per_unit.unwrap_or(0.0) / 1000.0;
            format!("{} {} billion per {}", row.title, figure(cost), row.unit.trim_end_matches('s'))
        })
        .collect();
    if !costly.is_empty() {
        let _ = writeln!(text, "Levers that can only do harm cost: {}.", costly.join(", "));
    }
}
