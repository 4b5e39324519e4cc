//! What `explain --ceilings` says: the rule of the smallest ceiling, and why the optimum differs from it.

use super::super::document::{Block, Table};
use crate::experiment::explain::ceilings::table::agrees;
use crate::experiment::explain::tables::CeilingRow;
use crate::named::word_or_empty;
use crate::tell::number::cell;
use crate::tell::share::per_cent;
use crate::tell::statement::Statement;

/// The table, and what is said of it; nothing if the ceilings were not asked for.
pub fn ceilings(rows: &[CeilingRow]) -> [Vec<Block>; 2] {
    if rows.is_empty() {
        return [vec![], vec![]];
    }
    let caption = "Four separate ceilings on compute, each as if all else were unlimited, MH100e; the popular rule calls the smallest\n\
         the bottleneck. Beside them what re-solves give if only the limits of the smallest hold, if demand holds too, and all:";
    let agree = rows.iter().filter(|row| agrees(row)).count();
    let mut lines = vec![format!(
        "The rule and the gain from ten per cent more (first) name the same limit in {agree} of {} years.",
        rows.len()
    )];
    let sentences = last_of_runs(rows).filter_map(|row| Statement::Ceiling(row).sentence());
    lines.extend(sentences.map(|sentence| format!("  {sentence}")));
    if last_of_runs(rows).any(goes_up) {
        lines.push(
            "  Below zero: a step goes up. A ceiling counts accelerators at their mean, while a re-solve buys the best, and as\n  \
             many as it likes where chips are lifted; and where later ones may be had, it buys fewer early ones."
                .to_owned(),
        );
    }
    [vec![Block::Table(Table { caption: caption.to_owned(), ..table(rows) })], vec![Block::Lines(lines)]]
}

/// Whether some step from the ceiling to the optimum goes up.
fn goes_up(row: &CeilingRow) -> bool {
    const NOTHING: f64 = 5e-4;
    let steps = [row.smallest_mh100e, row.only_mh100e, row.only_and_demand_mh100e, Some(row.optimum_mh100e)];
    let least = NOTHING * row.smallest_mh100e.unwrap_or_default();
    steps.windows(2).any(|pair| matches!((pair[0], pair[1]), (Some(from), Some(to)) if to - from > least))
}

fn table(rows: &[CeilingRow]) -> Table {
    const WORDS: [usize; 2] = [5, 10];
    let header = [
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
    ];
    let maybe = |value: Option<f64>| value.map_or("none".to_owned(), cell);
    let cells = |row: &CeilingRow| {
        vec![
            row.year.to_string(),
            maybe(row.chips_mh100e),
            maybe(row.power_mh100e),
            maybe(row.data_centres_mh100e),
            maybe(row.capital_mh100e),
            word_or_empty(row.smallest).to_owned(),
            maybe(row.only_mh100e),
            maybe(row.only_and_demand_mh100e),
            cell(row.optimum_mh100e),
            row.optimum_share.map_or(String::new(), per_cent),
            word_or_empty(row.first).to_owned(),
        ]
    };
    Table::plain(header, |column| WORDS.contains(&column), rows.iter().map(cells))
}

/// The last year of each run of years in which the same ceiling is smallest.
fn last_of_runs(rows: &[CeilingRow]) -> impl Iterator<Item = &CeilingRow> {
    let ends = |i: usize| rows.get(i + 1).is_none_or(|next| next.smallest != rows[i].smallest);
    rows.iter().enumerate().filter(move |(i, _)| ends(*i)).map(|(_, row)| row)
}
