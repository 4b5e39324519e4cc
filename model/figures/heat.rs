//! `sweep_ai_load`, `sweep_compute`, `sweep_verdict`: what comes out at every point of a grid of two axes, or of three, as
//! cells.

use super::colour::{Colour, OTHER, TRACK};
use super::families::{colour, noun};
use super::figure::{Figure, Panel, Tip};
use super::heat_points::Points;
use super::mark::{Datum, Ends, Kind, Mark, Value};
use super::sweep_words::{family, origin};
use crate::experiment::explain::verdict::Bound;
use crate::experiment::sweep::record::{Finished, Record, Verdicts};
use crate::tell::number::figures;

/// A chart of the panels of all layers; `key` heads the colours that follow it.
#[must_use]
pub fn chart(
    sweep: &Finished,
    name: &'static str,
    mut panels: Vec<Panel>,
    key: (&str, Vec<(String, Colour)>),
) -> Figure {
    const ROW: usize = 3;
    let heading = Mark::new(Kind::Text, vec![Datum::anywhere().of(key.0)]);
    let colours = key.1.into_iter().map(|(words, colour)| Datum::anywhere().of(words).colour(colour)).collect();
    let across = if panels.len() == ROW + 1 { 2 } else { panels.len().min(ROW) };
    if let Some(first) = panels.first_mut() {
        first.marks.extend([heading, Mark::new(Kind::Rect, colours)].map(|mark| mark.ends(Ends::Key)));
    }
    let (title, subtitle, notes) = (String::new(), String::new(), String::new());
    Figure { name, title, subtitle, notes, origin: origin(sweep), panels, across, empty: "" }
}

/// How a record is drawn, if there is one, and what is told of it.
pub type Cell<'a> = dyn Fn(Option<&Record>) -> (Datum, Vec<Value>) + 'a;

/// Cells of one layer of a grid: each row and what is told of it by its record; named by its layer if it has no name.
#[must_use]
pub fn panel(points: &Points<'_>, (layer, name): (usize, &str), cell: &Cell<'_>) -> Panel {
    let (mut cells, mut tips) = (vec![], vec![]);
    let (title, said) =
        if name.is_empty() { (points.name(layer), points.said(layer)) } else { (name.to_owned(), name.to_owned()) };
    for (column, row, levels, record) in points.cells(layer) {
        let (datum, told) = cell(record);
        let heading = if said.is_empty() { levels } else { format!("{said}, {levels}") };
        tips.push(Tip::at(column, row, heading, told));
        cells.push(Datum { x: Some(column.into()), y: Some(row.into()), ..datum });
    }
    let base = points.base_cell(layer).map(|(column, row)| Datum::at(column, row));
    let [x, y] = points.scales();
    let marks = vec![Mark::new(Kind::Rect, cells), Mark::new(Kind::Frame, base.into_iter().collect())];
    Panel { title, ..Panel::new(x, y, marks).tips(tips) }
}

/// A cell of which nothing is known.
#[must_use]
pub fn empty() -> Datum {
    Datum::anywhere().colour(TRACK).label("–", false).short("–")
}

/// What is told of a point: AI load, compute and the largest rent of a year, and the verdicts.
#[must_use]
pub fn told(sweep: &Finished, record: Option<&Record>, year: usize) -> Vec<Value> {
    let Some((found, of_year)) =
        record.and_then(|record| record.found.as_ref()).and_then(|found| Some((found, found.years.get(year)?)))
    else {
        let status = record.map_or("not solved", |record| record.status.name());
        return vec![Value::of("Certified optimum", format!("none: {status}"), None)];
    };
    let when = sweep.years[year];
    let mut values = vec![
        Value::of(format!("AI load {when}"), format!("{} GW", figures(of_year.ai_it_gw)), None),
        Value::of(format!("Compute {when}"), format!("{} MH100e", figures(of_year.compute_mh100e)), None),
    ];
    let first = of_year.first.name();
    values.push(Value::of(format!("First by rent {when}"), noun(first), Some(colour(first))));
    let verdicts = [("Verdict over the horizon", found.narrow), ("Verdict, broad reading of energy", found.broad)];
    let verdict = |(name, word): (&str, Option<Bound>)| Some(Value::of(name, word?.name(), Some(hue(&family(word?)))));
    values.extend(verdicts.into_iter().filter_map(verdict));
    values
}

/// What a verdict is, and where it comes from.
#[must_use]
pub fn verdict_note(verdicts: Verdicts) -> &'static str {
    match verdicts {
        Verdicts::ReSolved => {
            "Verdict: which 10% more raises the objective most, energy being power and grid; mixed: two raise it nearly alike."
        }
        Verdicts::Prices => {
            "Verdict by shadow prices, a hint: which 10% more would raise the objective most at today's prices, energy being power and grid; mixed: two nearly alike."
        }
    }
}

/// Colour of a verdict.
#[must_use]
pub fn hue(word: &str) -> Colour {
    if word == Bound::Mixed.name() { OTHER } else { colour(word) }
}
