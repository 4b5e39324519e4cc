//! `what_binds_gains`: what 10% more of each family's limits brings, as a heat map over the years.

use super::colour::{Colour, TRACK, shade};
use super::families::{ENERGY, name, noun, verb};
use super::figure::{Figure, Panel, Tip, provenance};
use super::mark::{Datum, Kind, Mark, Value};
use super::scale::Scale;
use super::told::{billions, share, told};
use crate::experiment::explain::Explanation;
use crate::experiment::explain::tables::BottleneckRow;
use crate::program::Family;
use crate::results::derived::runs;
use crate::results::{Labels, Results};
use crate::tell::names::{capital, list};
use crate::tell::number::number;
use crate::tell::share::{NOTHING, gain, percent, rise};
use crate::tell::years::span;

/// Cells of families by year and over the horizon; nothing without gains.
#[must_use]
pub fn figure(results: &Results, explanation: &Explanation) -> Option<Figure> {
    let table = Table::of(&explanation.bottlenecks);
    if table.rows.is_empty() {
        return None;
    }
    Some(Figure {
        name: "what_binds_gains",
        title: title(&table),
        subtitle: "Gain of the year's compute from 10% more of a family's limits; below, its share of scarcity rents"
            .to_owned(),
        notes: NOTES.to_owned(),
        origin: provenance(&results.labels),
        panels: if table.gains_anything() { vec![table.panel(&results.labels)] } else { vec![] },
        across: 1,
        empty: "10% more of any one family's limits brings nothing.",
    })
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

    fn panel(&self, labels: &Labels) -> Panel {
        let (mut cells, mut tips) = (vec![], vec![]);
        for (place, row) in self.rows.iter().enumerate() {
            for (column, cell) in row.cells.iter().enumerate() {
                let leads = self.leader(column).is_some_and(|(family, _)| family == row.family);
                let is_drawn = !self.is_price_alone(&row.family, column);
                let words = gain(cell.gain.unwrap_or(0.0));
                let rent = format!("rent {}", percent(cell.rent));
                let rent = if row.family == Family::Demand.name() { String::new() } else { rent };
                cells.push(Datum::at(column, place).colour(cell.colour(is_drawn)).label(words, leads).note(rent));
                let when = self.years.get(column).map_or("horizon".to_owned(), ToString::to_string);
                tips.push(Tip::at(column, place, format!("{}, {when}", name(&row.family)), values(cell, labels)));
            }
        }
        let years = self.years.iter().map(ToString::to_string);
        let columns = years.chain(self.horizon.then(|| "Horizon, objective".to_owned())).collect();
        let names = self.rows.iter().map(|row| name(&row.family)).collect();
        let apart = |place: usize| if place > 0 { vec![(place, String::new())] } else { vec![] };
        let energy = self.rows.iter().position(|row| row.family == ENERGY).map_or(vec![], apart);
        let columns = Scale::cells(columns).parted(if self.horizon { apart(self.years.len()) } else { vec![] });
        Panel::new(columns, Scale::cells(names).parted(energy), vec![Mark::new(Kind::Rect, cells)]).tips(tips)
    }
}

impl Cell<'_> {
    fn colour(&self, is_drawn: bool) -> Colour {
        /// More than the whole of the rise no family can bring.
        const MOST: f64 = 0.1;
        let gain = self.gain.filter(|gain| is_drawn && *gain >= NOTHING);
        gain.map_or(TRACK, |gain| shade((gain / MOST).min(1.0).sqrt()))
    }
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
