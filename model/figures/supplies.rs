//! `supplies`: use against supply of materials, components, cooling equipment, plants and water.
//!
//! A bullet per supply and year: the track is the supply, the bar what is used of it.

use super::colour::{ALARM, Colour, INK, MUTED, PALETTE, TRACK};
use super::figure::{Figure, Panel, Tip, provenance};
use super::mark::{Datum, Kind, Mark, Value};
use super::scale::{Amount, Scale};
use super::supply::{self, Cell, Supply};
use crate::results::Results;
use crate::tell::names::{capital, list, within};
use crate::tell::number::number;
use crate::tell::share::percent;
use crate::tell::years::span;

/// From here on a supply counts as used in full.
const FULL: f64 = 0.9995;

/// Bullets of supplies by period; nothing where no supply is limited.
#[must_use]
pub fn figure(results: &Results) -> Option<Figure> {
    let periods = shown(&results.years);
    let supplies = supply::all(results, &periods);
    if supplies.is_empty() {
        return None;
    }
    let panel = |(period, &(from, to)): (usize, &(i32, i32))| panel(&supplies, period, &span(from, to));
    Some(Figure {
        name: "supplies",
        title: title(&supplies),
        subtitle: "Use over supply, per year of the period".to_owned(),
        notes: "Bold: used in full. Limits on plants: those that hold everywhere, and that several technologies share or that bind in some year. Water: regions with a \
                limit together; a single one may run out before."
            .to_owned(),
        origin: provenance(&results.labels),
        panels: periods.iter().enumerate().map(panel).collect(),
        across: periods.len(),
        empty: "",
    })
}

/// All supplies in a period, section by section.
fn panel(supplies: &[Supply], period: usize, years: &str) -> Panel {
    let (mut bars, mut words, mut tips) = (vec![], vec![], vec![]);
    for (row, supply) in supplies.iter().enumerate() {
        let Some(cell) = &supply.cells[period] else {
            words.push(Datum::at(0.0, row).colour(MUTED).label("–", false));
            continue;
        };
        let (share, colour) = (cell.share(), colour(cell.share()));
        bars.extend([Datum::at(1.0, row).colour(TRACK), Datum::at(share.min(1.0), row).colour(colour)]);
        let is_full = share >= FULL;
        words.push(Datum::at(0.0, row).colour(if is_full { colour } else { INK }).label(percent(share), is_full));
        words.push(Datum::at(1.0, row).colour(MUTED).label(amount(supply, cell), false));
        tips.push(Tip::beside(row, format!("{}, {years}", supply.name), told(cell, &supply.unit)));
    }
    let is_first = |row: &usize| *row == 0 || supplies[*row].section != supplies[row - 1].section;
    let sections = (0..supplies.len()).filter(is_first).map(|row| (row, supplies[row].section.to_owned())).collect();
    let names = Scale::bullets(supplies.iter().map(|supply| supply.name.clone()).collect()).parted(sections);
    let marks = vec![Mark::new(Kind::Rect, bars), Mark::new(Kind::Text, words)];
    Panel { title: years.to_owned(), ..Panel::new(Scale::Amount(Amount::share()), names, marks).tips(tips) }
}

/// A few of the periods: where the model leaves its first year, the middle, the last.
fn shown(years: &[i32]) -> Vec<(i32, i32)> {
    const FEW: usize = 3;
    let periods = supply::periods(years);
    if periods.len() <= FEW {
        return periods;
    }
    let (from, to) = (periods[1], periods[periods.len() - 1]);
    let middle = f64::from(from.1 + to.1) / 2.0;
    let away = |period: &&(i32, i32)| (f64::from(period.1) - middle).abs();
    let between = periods[2..periods.len() - 1].iter().min_by(|a, b| away(a).total_cmp(&away(b)));
    [Some(&from), between, Some(&to)].into_iter().flatten().copied().collect()
}

/// Which supplies are used in full; if none, how near the tightest comes.
fn title(supplies: &[Supply]) -> String {
    const NAMED: usize = 3;
    let peak = |supply: &Supply| supply.shares().fold(0.0, f64::max);
    let years = |supply: &Supply| supply.shares().filter(|share| *share >= FULL).count();
    let mut order: Vec<&Supply> = supplies.iter().filter(|supply| years(supply) > 0).collect();
    order.sort_by_key(|supply| std::cmp::Reverse(years(supply)));
    let full: Vec<String> = order.iter().map(|supply| within(&supply.name)).collect();
    match full.len() {
        0 => {
            let tightest = supplies.iter().max_by(|a, b| peak(a).total_cmp(&peak(b)));
            tightest.map_or(String::new(), |supply| {
                format!(
                    "No supply is used in full; the tightest is {}, at {}",
                    within(&supply.name),
                    percent(peak(supply))
                )
            })
        }
        1 => capital(&format!("{} alone is used in full; the others shown last", full[0])),
        count if count <= NAMED => capital(&format!("{} are used in full; the others shown last", list(&full))),
        count => {
            let rest = format!("{} more of {} supplies", count - NAMED + 1, supplies.len());
            let mut names = full[..NAMED - 1].to_vec();
            names.push(rest);
            capital(&format!("{} are used in full in some year shown", list(&names)))
        }
    }
}

/// What is used of how much: in thousands where whole numbers of some period are too long for a line.
fn amount(supply: &Supply, cell: &Cell) -> String {
    const THOUSAND: f64 = 1000.0;
    const MANY: f64 = 1e4;
    const LONG: usize = 26;
    let words = |cell: &Cell, per: f64, word: &str| {
        format!("{} of {}{word} {}", number(cell.used / per), number(cell.limit / per), supply.unit)
    };
    let cells = || supply.cells.iter().flatten();
    let is_long = cells().any(|cell| words(cell, 1.0, "").chars().count() > LONG);
    let are_many = cells().all(|cell| cell.limit >= MANY);
    if is_long && are_many { words(cell, THOUSAND, " thousand") } else { words(cell, 1.0, "") }
}

/// Colour of the bar of a share.
fn colour(share: f64) -> Colour {
    if share >= FULL { ALARM } else { PALETTE[0] }
}

/// What is told of use and supply in a period.
fn told(cell: &Cell, unit: &str) -> Vec<Value> {
    let amount = |value: f64| format!("{} {unit} a year", number(value));
    vec![
        Value::of("Used", amount(cell.used), Some(colour(cell.share()))),
        Value::of("Supply", amount(cell.limit), Some(TRACK)),
        Value::of("Use over supply", percent(cell.share()), None),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn supply(name: &str, used: f64) -> Supply {
        let cells = vec![Some(Cell { used, limit: 10.0 })];
        Supply { section: "Materials", name: name.to_owned(), unit: "kt".to_owned(), cells }
    }

    #[test]
    fn the_title_names_what_is_used_in_full() {
        let supplies = [supply("Copper", 10.0), supply("Steel", 4.0)];
        assert_eq!(title(&supplies), "Copper alone is used in full; the others shown last");
    }

    #[test]
    fn the_title_counts_what_it_cannot_name() {
        let supplies = ["A", "B", "C", "D", "E"].map(|name| supply(name, if name == "E" { 1.0 } else { 10.0 }));
        assert_eq!(title(&supplies), "A, B and 2 more of 5 supplies are used in full in some year shown");
    }

    #[test]
    fn the_title_names_the_tightest_where_all_last() {
        let supplies = [supply("Copper", 2.0), supply("Steel", 4.0)];
        assert_eq!(title(&supplies), "No supply is used in full; the tightest is steel, at 40%");
    }

    #[test]
    fn amounts_that_are_too_long_are_in_thousands() {
        let cell = |used: f64, limit: f64| Cell { used, limit };
        let of = |cells: &[Cell], unit: &str| {
            let cells = cells.iter().copied().map(Some).collect();
            Supply { section: "Chip components", name: "HBM".to_owned(), unit: unit.to_owned(), cells }
        };
        let several = [cell(733_912.0, 863_500.0), cell(2_277_123.0, 3_553_333.0)];
        assert_eq!(amount(&of(&several, "wafers"), &several[0]), "734 of 864 thousand wafers");
        assert_eq!(amount(&of(&several[..1], "wafers"), &several[0]), "733,912 of 863,500 wafers");
        assert_eq!(amount(&supply("Copper", 4.0), &cell(4.0, 10.0)), "4.0 of 10 kt");
    }

    #[test]
    fn a_few_years_stand_for_all() {
        let years = [2025, 2026, 2027, 2028, 2029, 2030, 2032, 2035];
        assert_eq!(shown(&years), [(2026, 2026), (2030, 2030), (2033, 2035)]);
        assert_eq!(shown(&[2025]), [(2025, 2025)]);
        assert_eq!(shown(&[2025, 2026, 2027, 2030]).len(), 3);
    }
}
