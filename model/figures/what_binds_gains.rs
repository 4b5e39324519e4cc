//! `what_binds_gains`: what 10% more of each family's limits brings, as a heat map over the years.

use super::axis::inside;
use super::families::{ENERGY, name, noun, verb};
use super::font::{Anchor, Weight, width};
use super::frame::{Heading, frame_around, message, shrunk};
use super::scene::{Area, Scene, Text, Value};
use super::style::{Colour, LABEL, MUTED, SMALL, TRACK, WIDTH, ink_on, shade};
use super::told::{billions, share, told};
use super::words::{NOTHING, capital, gain, list, number, percent, rise, span};
use crate::experiment::explain::Explanation;
use crate::experiment::explain::tables::BottleneckRow;
use crate::program::Family;
use crate::results::derived::runs;
use crate::results::{Labels, Results};

/// Height of a row, and of the gap before energy as a whole.
const ROW: f64 = 98.0;
const APART: f64 = 40.0;
/// For names of columns in two lines.
const ABOVE: f64 = 16.0;
/// Between cells.
const GAP: f64 = 6.0;

/// Draws it; nothing without gains.
#[must_use]
pub fn draw(results: &Results, explanation: &Explanation) -> Option<Scene> {
    let table = Table::of(&explanation.bottlenecks);
    if table.rows.is_empty() {
        return None;
    }
    let heading = Heading {
        title: title(&table),
        subtitle: "Gain of the year's compute from 10% more of a family's limits; below, its share of scarcity rents"
            .to_owned(),
        notes: NOTES.to_owned(),
    };
    if !table.gains_anything() {
        return Some(message(&results.labels, heading, "10% more of any one family's limits brings nothing."));
    }
    let groups = if table.rows.iter().any(|row| row.family == ENERGY) { APART } else { 0.0 };
    let height = groups + table.rows.len() as f64 * ROW;
    let (mut scene, area) = frame_around(&results.labels, heading, ABOVE + height);
    table.draw(&mut scene, Area { top: area.top + ABOVE, ..area }, &results.labels);
    Some(scene)
}

const NOTES: &str = "Gains are differences between full re-solves of the model, with more of the limits up to the year. Horizon: gain of the objective, discounted, from 10% more in \
     all years. The largest of each column among the single families is in bold. Energy is power and grid raised together. Demand has no \
     share of rents, and over the horizon it is not ranked: larger demand always raises the objective, by better prices if by nothing else.";

/// What a family brings.
#[derive(Debug, Clone, PartialEq)]
struct Row<'a> {
    family: String,
    /// Gain and share of rents by year, last over the horizon.
    cells: Vec<Cell<'a>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Default)]
struct Cell<'a> {
    gain: Option<f64>,
    rent: f64,
    /// What it is drawn from.
    row: Option<&'a BottleneckRow>,
}

/// Families by years and the horizon.
#[derive(Debug, Clone, PartialEq)]
struct Table<'a> {
    years: Vec<i32>,
    horizon: bool,
    /// Single families, the largest gains first; then energy as a whole.
    rows: Vec<Row<'a>>,
}

impl<'a> Table<'a> {
    fn of(all: &'a [BottleneckRow]) -> Self {
        let known = || all.iter().filter(|row| row.region.is_empty());
        let mut years: Vec<i32> =
            known().filter(|row| row.gain_compute_share.is_some()).filter_map(|r| r.year).collect();
        years.sort_unstable();
        years.dedup();
        let horizon = known().any(|row| row.year.is_none() && row.gain_objective_share.is_some());
        let cell = |family: &str, year: Option<i32>| {
            let row = known().find(|row| row.family.name() == family && row.year == year);
            let gain =
                |row: &BottleneckRow| if year.is_some() { row.gain_compute_share } else { row.gain_objective_share };
            row.map_or(Cell::default(), |row| Cell { gain: gain(row), rent: row.rent_share, row: Some(row) })
        };
        let row = |family: &str| {
            let columns = years.iter().map(|&year| Some(year)).chain(horizon.then_some(None));
            Row { family: family.to_owned(), cells: columns.map(|year| cell(family, year)).collect() }
        };
        let has_gain = |row: &Row| row.cells.iter().any(|cell| cell.gain.is_some());
        let mut rows: Vec<Row> = Family::ALL.iter().map(|family| row(family.name())).filter(has_gain).collect();
        let sum = |row: &Row| row.cells.iter().filter_map(|cell| cell.gain).sum::<f64>();
        rows.sort_by(|a, b| sum(b).total_cmp(&sum(a)));
        rows.extend(Some(row(ENERGY)).filter(has_gain));
        Self { years, horizon, rows }
    }

    fn gains(&self) -> impl Iterator<Item = f64> + '_ {
        self.rows.iter().flat_map(|row| &row.cells).filter_map(|cell| cell.gain)
    }

    fn gains_anything(&self) -> bool {
        self.gains().any(|gain| gain.abs() >= NOTHING)
    }

    /// More demand always raises the objective, if only by better prices: over the horizon that is no bottleneck.
    fn is_price_alone(&self, family: &str, column: usize) -> bool {
        family == Family::Demand.name() && column >= self.years.len()
    }

    /// The single family with the largest gain in a column.
    fn leader(&self, column: usize) -> Option<(&str, f64)> {
        let gains = self.rows.iter().filter(|row| row.family != ENERGY && !self.is_price_alone(&row.family, column));
        let gains = gains.filter_map(|row| Some((row.family.as_str(), row.cells[column].gain?)));
        gains.filter(|(_, gain)| *gain >= NOTHING).max_by(|a, b| a.1.total_cmp(&b.1))
    }

    fn draw(&self, scene: &mut Scene, mut area: Area, labels: &Labels) {
        let names = self.rows.iter().map(|row| width(&name(&row.family), LABEL, Weight::Bold)).fold(0.0, f64::max);
        area.left += names + 4.0 * GAP;
        let apart = if self.horizon && !self.years.is_empty() { APART } else { 0.0 };
        let columns = self.years.len() + usize::from(self.horizon);
        let step = ((area.width() - apart) / columns as f64).min(WIDTH / 4.0);
        let left =
            |column: usize| area.left + column as f64 * step + if column == self.years.len() { apart } else { 0.0 };
        for column in 0..columns {
            let words = self.years.get(column).map_or_else(|| horizon_in(step - GAP), |year| vec![year.to_string()]);
            let size = shrunk(&words, SMALL, Weight::Regular, step - GAP);
            for (i, word) in words.iter().rev().enumerate() {
                let text = Text::new(word).size(size).colour(MUTED).anchor(Anchor::Middle);
                scene.text(text.at(left(column) + step / 2.0, area.top - SMALL * (0.65 + 1.15 * i as f64)));
            }
        }
        let gains: Vec<String> = self.gains().map(gain).collect();
        let size = shrunk(&gains, LABEL, Weight::Bold, step - 4.0 * GAP);
        let mut top = area.top;
        for row in &self.rows {
            if row.family == ENERGY {
                top += APART;
            }
            let label = Text::new(name(&row.family)).bold().anchor(Anchor::End);
            scene.text(label.centred(area.left - 3.0 * GAP, top + ROW / 2.0));
            for (column, cell) in row.cells.iter().enumerate() {
                let half = GAP / 2.0;
                let x = left(column);
                let field = Area { left: x + half, right: x + step - half, top: top + half, bottom: top + ROW - half };
                let leads = self.leader(column).is_some_and(|(family, _)| family == row.family);
                let counts = !self.is_price_alone(&row.family, column);
                draw_cell(scene, field, (*cell, &row.family), (size, leads, counts));
                let when = self.years.get(column).map_or("horizon".to_owned(), ToString::to_string);
                scene.hint(field, format!("{}, {when}", name(&row.family)), values(cell, labels));
            }
            top += ROW;
        }
    }
}

/// Name of the last column, in one line where there is room.
fn horizon_in(room: f64) -> Vec<String> {
    let lines = ["Horizon,", "objective"].map(str::to_owned);
    let line = lines.join(" ");
    if width(&line, SMALL, Weight::Regular) <= room { vec![line] } else { lines.to_vec() }
}

/// What a cell tells: the gain of all three measures, what it is by prices, and what comes next.
fn values(cell: &Cell<'_>, labels: &Labels) -> Vec<Value> {
    let Some(row) = cell.row else { return vec![] };
    let is_demand = row.family == Family::Demand.into();
    let gains = [
        ("Compute", row.gain_compute_share),
        ("Objective", row.gain_objective_share),
        ("AI load", row.gain_load_share),
    ];
    let mut values: Vec<Value> = gains.into_iter().filter_map(|(of, gain)| Some(told(of, share(gain?)))).collect();
    if !is_demand {
        values.push(told("Share of scarcity rents", percent(row.rent_share)));
    }
    let rent = if is_demand { "Surplus of buyers" } else { "Scarcity rent" };
    values.push(told(rent, billions(row.rent_musd, labels)));
    values.extend(row.elasticity.map(|elasticity| told("Elasticity, from 1% more", number(elasticity))));
    values.extend(row.next.map(|next| told("Next on the ladder", name(next.name()))));
    values
}

/// Gain above, share of rents below.
fn draw_cell(
    scene: &mut Scene,
    field: Area,
    (cell, family): (Cell<'_>, &str),
    (size, leads, counts): (f64, bool, bool),
) {
    /// More than the whole of the rise no family can bring.
    const MOST: f64 = 0.1;
    const SPLIT: f64 = 0.58;
    /// Em of the second figure over that of others.
    const SECOND: f64 = 0.85;
    let value = cell.gain.unwrap_or(0.0);
    let colour: Colour = if counts && value >= NOTHING { shade((value / MOST).min(1.0).sqrt()) } else { TRACK };
    let ink = if counts && value.abs() >= NOTHING { ink_on(colour) } else { MUTED };
    scene.rectangle(field, colour);
    let words = Text::new(gain(value)).size(size).colour(ink);
    let words = if leads { words.bold() } else { words };
    if family == Family::Demand.name() {
        inside(scene, &field, words);
        return;
    }
    let middle = field.top + field.height() * SPLIT;
    inside(scene, &Area { bottom: middle, top: field.top + 6.0, ..field }, words);
    let second = |words: String, em: f64| Text::new(words).size(em).colour(if colour == TRACK { MUTED } else { ink });
    let lower = Area { top: middle, bottom: field.bottom - 2.0, ..field };
    if !inside(scene, &lower, second(format!("rent {}", percent(cell.rent)), SMALL * SECOND)) {
        inside(scene, &lower, second(percent(cell.rent), (SMALL * SECOND).min(size * SECOND)));
    }
}

/// Whose limits bring most, year after year.
fn title(table: &Table<'_>) -> String {
    let years = table.years.iter().enumerate();
    let leaders: Vec<(i32, &str)> = years.filter_map(|(i, &year)| Some((year, table.leader(i)?.0))).collect();
    let more = |family: &str| format!("more {}", noun(family));
    match runs(leaders.iter().copied()).as_slice() {
        [] => horizon(table),
        [(family, from, to)] => {
            let when = match (from == to, leaders.len() == table.years.len()) {
                (true, _) => format!("in {from}"),
                (_, true) => format!("in every year, {}", span(*from, *to)),
                _ => format!("in the years in which any does, {}", span(*from, *to)),
            };
            format!("More {} {} the most compute {when}", noun(family), verb(family, "bring"))
        }
        [(one, _, to), (other, from, _)] => {
            format!(
                "More {} {} the most compute until {to}, {} from {from}",
                noun(one),
                verb(one, "bring"),
                more(other)
            )
        }
        several => {
            let mut names: Vec<String> = vec![];
            for (family, ..) in several {
                if !names.contains(&noun(family)) {
                    names.push(noun(family));
                }
            }
            capital(&format!("{} take turns in bringing the most compute", list(&names)))
        }
    }
}

/// What leads over the horizon, where no year has a leader.
fn horizon(table: &Table<'_>) -> String {
    match table.leader(table.years.len()).filter(|_| table.horizon) {
        Some((family, value)) => {
            format!("Over the horizon 10% more {} {} {} more value", noun(family), verb(family, "bring"), rise(value))
        }
        None => "10% more of any one family's limits brings no more compute".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(years: &[i32], rows: &[(&str, &[f64])]) -> Table<'static> {
        let cell = |&gain: &f64| Cell { gain: Some(gain), rent: 0.1, row: None };
        let row = |(family, gains): &(&str, &[f64])| Row {
            family: (*family).to_owned(),
            cells: gains.iter().map(cell).collect(),
        };
        let horizon = rows[0].1.len() > years.len();
        Table { years: years.to_vec(), horizon, rows: rows.iter().map(row).collect() }
    }

    #[test]
    fn the_title_tells_when_the_lead_changes() {
        let table = table(&[2028, 2029], &[("chips", &[0.03, 0.01]), ("capital", &[0.02, 0.02])]);
        assert_eq!(title(&table), "More chips bring the most compute until 2028, more capital from 2029");
    }

    #[test]
    fn the_title_names_one_family_that_always_leads() {
        let always = table(&[2028, 2029], &[("power", &[0.03, 0.01]), ("energy", &[0.2, 0.2])]);
        assert_eq!(title(&always), "More power brings the most compute in every year, 2028–2029");
        let once = table(&[2028, 2029], &[("siting", &[0.0, 0.01])]);
        assert_eq!(title(&once), "More sites bring the most compute in 2029");
    }

    #[test]
    fn the_title_falls_back_on_the_horizon_and_on_nothing() {
        let late = table(&[2028], &[("chips", &[0.0, 0.013])]);
        assert_eq!(title(&late), "Over the horizon 10% more chips bring 1.3% more value");
        let none = table(&[2028], &[("chips", &[0.0, 0.0])]);
        assert_eq!(title(&none), "10% more of any one family's limits brings no more compute");
    }

    #[test]
    fn the_title_lists_those_that_take_turns() {
        let turns = table(&[2028, 2029, 2030], &[("chips", &[0.1, 0.0, 0.1]), ("grid", &[0.0, 0.1, 0.0])]);
        assert_eq!(title(&turns), "Chips and grid capacity take turns in bringing the most compute");
    }
}
