//! `supplies`: use against supply of materials, components, cooling equipment, plants and water.
//!
//! A bullet per supply and year: the track is the supply, the bar what is used of it.

use super::font::{Anchor, Weight, width};
use super::frame::{Heading, fit, frame_around, shrunk, wrap};
use super::scene::{Area, Scene, Text, Value};
use super::style::{ALARM, Colour, GRID, LABEL, MUTED, PALETTE, SMALL, TRACK};
use super::words::{capital, list, number, percent, span, within};
use crate::results::Results;

use super::supply::{self, Cell, Supply};

/// Height of a row.
const ROW: f64 = 78.0;
/// Height of the name of a section.
const SECTION: f64 = 64.0;
/// From here on a supply counts as used in full.
const FULL: f64 = 0.9995;

/// Draws it; nothing where no supply is limited.
#[must_use]
pub fn draw(results: &Results, _: &[&Results]) -> Option<Scene> {
    let years = shown(&results.years);
    let supplies = supply::all(results, &years);
    if supplies.is_empty() {
        return None;
    }
    let sections = 1 + supplies.windows(2).filter(|pair| pair[0].section != pair[1].section).count();
    let height = supplies.len() as f64 * ROW + sections as f64 * SECTION;
    let heading = Heading {
        title: title(&supplies),
        subtitle: "Use over supply, per year of the period".to_owned(),
        notes: "Bold: used in full. Limits on plants: those that hold everywhere, and that several technologies share or that bind in some year. Water: regions with a \
                limit together; a single one may run out before."
            .to_owned(),
    };
    let (mut scene, area) = frame_around(&results.labels, heading, height);
    let table = Table::new(area, &supplies, years.len());
    table.headings(&mut scene, &years);
    let mut y = area.top + LABEL;
    let mut section = "";
    for supply in &supplies {
        if supply.section != section {
            section = supply.section;
            table.section(&mut scene, section, y);
            y += SECTION;
        }
        table.row(&mut scene, supply, y);
        table.hints(&mut scene, supply, (&years, y));
        y += ROW;
    }
    Some(scene)
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

/// What is used of how much, for every year: in thousands where whole numbers are too long for a line.
fn amounts(supply: &Supply, room: f64) -> Vec<String> {
    const THOUSAND: f64 = 1000.0;
    const MANY: f64 = 1e4;
    let words = |per: f64, word: &str| -> Vec<String> {
        let cell =
            |cell: &Cell| format!("{} of {}{word} {}", number(cell.used / per), number(cell.limit / per), supply.unit);
        supply.cells.iter().map(|found| found.as_ref().map_or(String::new(), cell)).collect()
    };
    let whole = words(1.0, "");
    let are_many = supply.cells.iter().flatten().all(|cell| cell.limit >= MANY);
    let fit = whole.iter().all(|text| width(text, SMALL, Weight::Regular) <= room);
    if fit || !are_many { whole } else { words(THOUSAND, " thousand") }
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

/// Columns of the table.
struct Table {
    area: Area,
    names: f64,
    step: f64,
}

impl Table {
    const GAP: f64 = 56.0;

    fn new(area: Area, supplies: &[Supply], years: usize) -> Self {
        const WIDEST_NAME: f64 = 420.0;
        const WIDEST_BAR: f64 = 760.0;
        let longest = supplies.iter().map(|supply| width(&supply.name, LABEL, Weight::Regular)).fold(0.0, f64::max);
        let names = longest.min(WIDEST_NAME);
        let step = (area.width() - names) / years as f64;
        Self { area, names, step: step.min(WIDEST_BAR) }
    }

    fn column(&self, index: usize) -> (f64, f64) {
        let left = self.area.left + self.names + Self::GAP + index as f64 * self.step;
        (left, left + self.step - Self::GAP)
    }

    fn headings(&self, scene: &mut Scene, years: &[(i32, i32)]) {
        for (i, &(from, to)) in years.iter().enumerate() {
            scene.text(Text::new(span(from, to)).bold().at(self.column(i).0, self.area.top));
        }
    }

    fn section(&self, scene: &mut Scene, name: &str, y: f64) {
        scene.line(vec![(self.area.left, y), (self.area.right, y)], GRID, 2.0);
        scene.text(Text::new(name).size(SMALL).bold().colour(MUTED).at(self.area.left, y + SECTION * 0.62));
    }

    /// A name on one line or, where it is too long, on two.
    fn name(&self, scene: &mut Scene, name: &str, middle: f64) {
        const LINES: usize = 2;
        let (size, lines) = if width(name, LABEL, Weight::Regular) <= self.names {
            (LABEL, vec![name.to_owned()])
        } else {
            let mut lines = wrap(name, SMALL, Weight::Regular, self.names);
            if lines.len() > LINES {
                let rest = lines.split_off(LINES - 1).join(" ");
                lines.push(fit(&rest, SMALL, Weight::Regular, self.names));
            }
            (SMALL, lines)
        };
        let step = size * 1.2;
        let first = middle - step * (lines.len() - 1) as f64 / 2.0;
        for (i, line) in lines.into_iter().enumerate() {
            scene.text(Text::new(line).size(size).centred(self.area.left, first + step * i as f64));
        }
    }

    fn hints(&self, scene: &mut Scene, supply: &Supply, (years, y): (&[(i32, i32)], f64)) {
        for (i, (cell, &(from, to))) in supply.cells.iter().zip(years).enumerate() {
            let (left, right) = self.column(i);
            let area = Area { left, right, top: y, bottom: y + ROW };
            let told = cell.as_ref().map_or(vec![], |cell| told(cell, &supply.unit));
            scene.hint(area, format!("{}, {}", supply.name, span(from, to)), told);
        }
    }

    fn row(&self, scene: &mut Scene, supply: &Supply, y: f64) {
        const BAR: f64 = 16.0;
        const FULLEST: &str = "100%";
        self.name(scene, &supply.name, y + ROW * 0.45);
        let room = self.step - Self::GAP - width(FULLEST, SMALL, Weight::Bold) - SMALL;
        let amounts = amounts(supply, room);
        let size = shrunk(&amounts, SMALL, Weight::Regular, room);
        for (i, cell) in supply.cells.iter().enumerate() {
            let (left, right) = self.column(i);
            let top = y + ROW * 0.5;
            let track = Area { left, right, top, bottom: top + BAR };
            let Some(cell) = cell else {
                scene.text(Text::new("–").size(SMALL).colour(MUTED).at(left, y + ROW * 0.36));
                continue;
            };
            scene.rectangle(track, TRACK);
            let share = cell.share();
            let full = share >= FULL;
            let colour = colour(share);
            let bar = Area { right: left + (right - left) * share.min(1.0), ..track };
            if share > 0.0 {
                scene.rectangle(bar, colour);
            }
            let share = Text::new(percent(share)).size(SMALL);
            let share = if full { share.bold().colour(colour) } else { share };
            scene.text(share.at(left, y + ROW * 0.36));
            let used = Text::new(&amounts[i]).size(size).colour(MUTED);
            scene.text(used.anchor(Anchor::End).at(right, y + ROW * 0.36));
        }
    }
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
        let cells = vec![Some(Cell { used: 2_277_123.0, limit: 3_553_333.0 }), None];
        let wafers = Supply { section: "Chip components", name: "HBM".to_owned(), unit: "wafers".to_owned(), cells };
        assert_eq!(amounts(&wafers, 500.0), ["2,277,123 of 3,553,333 wafers", ""]);
        assert_eq!(amounts(&wafers, 300.0), ["2,277 of 3,553 thousand wafers", ""]);
        assert_eq!(amounts(&supply("Copper", 4.0), 10.0), ["4.0 of 10 kt"]);
    }

    #[test]
    fn a_few_years_stand_for_all() {
        let years = [2025, 2026, 2027, 2028, 2029, 2030, 2032, 2035];
        assert_eq!(shown(&years), [(2026, 2026), (2030, 2030), (2033, 2035)]);
        assert_eq!(shown(&[2025]), [(2025, 2025)]);
        assert_eq!(shown(&[2025, 2026, 2027, 2030]).len(), 3);
    }
}
