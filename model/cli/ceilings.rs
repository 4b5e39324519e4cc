//! What `explain --ceilings` says: the rule of the smallest ceiling, and why the optimum differs from it.

use std::fmt::Write as _;

use comfy_table::{CellAlignment, Table, presets};

use crate::experiment::explain::ceilings::table::agrees;
use crate::experiment::explain::tables::CeilingRow;
use crate::named::word_or_empty;

/// Adds the section; nothing if the ceilings were not asked for.
pub fn ceilings(text: &mut String, rows: &[CeilingRow]) {
    if rows.is_empty() {
        return;
    }
    let _ = writeln!(
        text,
        "Four separate ceilings on compute, each as if all else were unlimited, MH100e; the popular rule calls the smallest\n\
         the bottleneck. Beside them what re-solves give if only the limits of the smallest hold, if demand holds too, and all:"
    );
    let _ = writeln!(text, "{}\n", table(rows));
    let agree = rows.iter().filter(|row| agrees(row)).count();
    let _ = writeln!(
        text,
        "The rule and the gain from ten per cent more (first) name the same limit in {agree} of {} years.",
        rows.len()
    );
    for row in last_of_runs(rows) {
        why(text, row);
    }
    if last_of_runs(rows).any(goes_up) {
        text.push_str(
            "  Below zero: a step goes up. A ceiling counts accelerators at their mean, while a re-solve buys the best, and as\n  \
             many as it likes where chips are lifted; and where later ones may be had, it buys fewer early ones.\n",
        );
    }
    text.push('\n');
}

/// Whether some step from the ceiling to the optimum goes up.
fn goes_up(row: &CeilingRow) -> bool {
    const NOTHING: f64 = 5e-4;
    let steps = [row.smallest_mh100e, row.only_mh100e, row.only_and_demand_mh100e, Some(row.optimum_mh100e)];
    let least = NOTHING * row.smallest_mh100e.unwrap_or_default();
    steps.windows(2).any(|pair| matches!((pair[0], pair[1]), (Some(from), Some(to)) if to - from > least))
}

fn figure(value: f64) -> String {
    match value.abs() {
        v if v >= 100.0 => format!("{value:.0}"),
        v if v >= 10.0 => format!("{value:.1}"),
        _ => format!("{value:.2}"),
    }
}

fn table(rows: &[CeilingRow]) -> Table {
    let mut table = Table::new();
    table.load_preset(presets::NOTHING);
    table.set_header([
        "",
        "\nchips",
        "\npower",
        "data\ncentres",
        "\ncapital",
        "\nsmallest",
        "only\nthese",
        "and\ndemand",
        "all:\noptimum",
        "of the\nsmallest",
        "\nfirst",
    ]);
    let maybe = |value: Option<f64>| value.map_or("none".to_owned(), figure);
    for row in rows {
        table.add_row([
            row.year.to_string(),
            maybe(row.chips_mh100e),
            maybe(row.power_mh100e),
            maybe(row.data_centres_mh100e),
            maybe(row.capital_mh100e),
            word_or_empty(row.smallest).to_owned(),
            maybe(row.only_mh100e),
            maybe(row.only_and_demand_mh100e),
            figure(row.optimum_mh100e),
            row.optimum_share.map_or(String::new(), |share| format!("{:.0} %", share * 100.0)),
            word_or_empty(row.first).to_owned(),
        ]);
    }
    for (column, cells) in table.column_iter_mut().enumerate() {
        if ![5, 10].contains(&column) {
            cells.set_cell_alignment(CellAlignment::Right);
        }
    }
    table
}

/// The last year of each run of years in which the same ceiling is smallest.
fn last_of_runs(rows: &[CeilingRow]) -> impl Iterator<Item = &CeilingRow> {
    let ends = |i: usize| rows.get(i + 1).is_none_or(|next| next.smallest != rows[i].smallest);
    rows.iter().enumerate().filter(move |(i, _)| ends(*i)).map(|(_, row)| row)
}

/// From the ceiling down to the optimum, in per cent of the ceiling.
fn why(text: &mut String, row: &CeilingRow) {
    let (Some(ceiling), Some(only), Some(demand)) = (row.smallest_mh100e, row.only_mh100e, row.only_and_demand_mh100e)
    else {
        return;
    };
    if ceiling <= 0.0 {
        return;
    }
    let share = |from: f64, to: f64| match 100.0 * (from - to) / ceiling {
        share if share.abs() < 0.05 => "0 %".to_owned(),
        share => format!("{share:.1} %"),
    };
    let _ = writeln!(
        text,
        "  {} ({}): the optimum is {} {} the ceiling; from the ceiling down, {} by what is worth buying, prices, lives and means; {} by demand;\n  \
         {} by the other limits, timing and regions.",
        row.year,
        word_or_empty(row.smallest),
        share(ceiling.max(row.optimum_mh100e), ceiling.min(row.optimum_mh100e)),
        if row.optimum_mh100e > ceiling { "above" } else { "below" },
        share(ceiling, only),
        share(only, demand),
        share(demand, row.optimum_mh100e),
    );
}
