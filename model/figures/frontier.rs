//! `frontier`: which of two axes compute follows, over a grid of both, and where that changes.

use super::colour::{Colour, INK, OTHER, PALETTE, TRACK, WHITE, blend, ink_on};
use super::crossing::deepest;
use super::families::colour;
use super::figure::{Figure, Panel, Tip};
use super::frontier_map::{Map, difference};
use super::mark::{Datum, Ends, Kind, Mark, Value};
use super::sweep_words::{origin, subject};
use crate::experiment::sweep::record::Finished;
use crate::experiment::sweep::tables::{FlipLineRow, FrontierRow, Leader};
use crate::tell::number::figures;

/// Cells of a grid, and the line on which both are equal; nothing unless two axes are known to move compute somewhere.
#[must_use]
pub fn figure(sweep: &Finished, rows: &[FrontierRow], line: &[FlipLineRow]) -> Option<Figure> {
    let map = Map::of(sweep, rows, line)?;
    let unknown = if map.has_unknown() {
        " –: the scenario or one beside it has no certified optimum, or a level is 0."
    } else {
        ""
    };
    Some(Figure {
        name: "frontier",
        title: map.title(),
        subtitle: SUBTITLE.to_owned(),
        notes: format!("{NOTES}{unknown}"),
        origin: origin(sweep),
        panels: vec![map.panel()],
        across: 1,
        empty: "",
    })
}

const SUBTITLE: &str =
    "Per cent of compute that 1% more of one of the two brings beyond what 1% more of the other brings";

const NOTES: &str = "Compute follows what it has the larger elasticity to: per cent of mean compute over the horizon per per cent of a level, between \
     neighbouring points of the grid. Numbers: the larger elasticity less the smaller. Line: where both are equal, interpolated. Levels stand side by \
     side, not to scale.";

/// Colours of two axes: those of their families where one is dark and the other light.
fn ends(names: [&str; 2]) -> [Colour; 2] {
    let other = |one: Colour| if ink_on(one) == WHITE { PALETTE[1] } else { PALETTE[0] };
    match names.map(|name| Some(colour(name)).filter(|colour| *colour != OTHER)) {
        [Some(one), Some(two)] if ink_on(one) != ink_on(two) => [one, two],
        [Some(one), _] => [one, other(one)],
        [None, Some(two)] => [other(two), two],
        [None, None] => [PALETTE[0], PALETTE[1]],
    }
}

impl Map<'_> {
    /// Colour of a share, from 1, all from the first axis, to -1, all from the second.
    fn shade(&self, share: f64) -> Colour {
        const PALEST: f64 = 0.1;
        let end = ends(self.names)[usize::from(share < 0.0)];
        blend(WHITE, end, PALEST + (1.0 - PALEST) * share.abs().min(1.0))
    }

    fn panel(&self) -> Panel {
        let (mut cells, mut tips) = (vec![], vec![]);
        for (row, points) in self.points.iter().enumerate() {
            for (column, &point) in points.iter().enumerate() {
                let (words, colour) = self.cell(point);
                cells.push(Datum::at(column, row).colour(colour.unwrap_or(TRACK)).label(words, false));
                tips.push(Tip::at(column, row, self.said(column, row), self.told(point, colour)));
            }
        }
        let pieces = self.line.iter().filter_map(|[from, to]| {
            let ((x, y), (x2, y2)) = (self.place(*from)?, self.place(*to)?);
            Some(Datum::at(x, y).to_x(x2).to_y(y2).of("equal"))
        });
        let regions = [0, 1].into_iter().filter_map(|index| {
            let (column, row) = deepest(&self.points, |point| self.leads(*point, index))?;
            let words = format!("Compute follows {}", subject(self.sweep, self.names[index]));
            Some(Datum::at(column, row).of(&words).label(&words, true))
        });
        let today = self.base[0].zip(self.base[1]).and_then(|base| self.place(base));
        let today = today.map(|(x, y)| Datum::at(x, y).colour(INK).label(format!("Today ({})", self.sweep.base), true));
        let is_cell = self.base_level(0).is_some() && self.base_level(1).is_some();
        let point = if is_cell { Kind::Frame } else { Kind::Dot };
        let [more, less] = self.key();
        let marks = vec![
            Mark::new(Kind::Rect, cells),
            more,
            Mark::new(Kind::Rule, pieces.collect()).ends(Ends::Key),
            less,
            Mark::new(point, today.into_iter().collect()).ends(Ends::Near),
            Mark::new(Kind::Text, regions.collect()).ends(Ends::Near),
        ];
        Panel::new(self.scale(0), self.scale(1), marks).tips(tips)
    }

    /// What stands in a cell, and its colour; none where nothing is known.
    fn cell(&self, point: Option<&FrontierRow>) -> (String, Option<Colour>) {
        match point.map(|row| (&row.leader, difference(row))) {
            None | Some((Leader::Unknown, _) | (_, None)) => ("–".to_owned(), None),
            Some((Leader::Tie | Leader::Neither, _)) => ("0".to_owned(), Some(WHITE)),
            Some((_, Some(apart))) => (format!("{:.2}", apart.abs()), Some(self.shade(apart / self.most))),
        }
    }

    /// What colours mean, before and after the line on which both are equal.
    fn key(&self) -> [Mark; 2] {
        const HALF: f64 = 0.5;
        let by = |share: f64| {
            let more = if share == 1.0 && self.most >= 1.0 { " and more" } else { "" };
            format!("{:.2}{more}", share * self.most)
        };
        let from =
            |index: usize, share| format!("More from {}, by {}", subject(self.sweep, self.names[index]), by(share));
        let entry = |words: String, colour| Datum::anywhere().of(words).colour(colour);
        let first = vec![entry(from(0, 1.0), self.shade(1.0)), entry(by(HALF), self.shade(HALF))];
        let mut second = vec![entry(from(1, HALF), self.shade(-HALF)), entry(by(1.0), self.shade(-1.0))];
        second.extend(self.has_unknown().then(|| entry("not known".to_owned(), TRACK)));
        [first, second].map(|entries| Mark::new(Kind::Rect, entries).ends(Ends::Key))
    }

    /// What is told of a point: which of the two compute follows, how closely each, and what the scenario brings.
    fn told(&self, point: Option<&FrontierRow>, colour: Option<Colour>) -> Vec<Value> {
        let Some(row) = point else { return vec![Value::of("Certified optimum", "none", None)] };
        let leader = match &row.leader {
            Leader::Unknown => "not known".to_owned(),
            Leader::Tie => "both alike".to_owned(),
            Leader::Neither => "neither".to_owned(),
            Leader::Axis(leader) => subject(self.sweep, leader),
        };
        let brings = |axis: &str, elasticity: Option<f64>| {
            let share = elasticity.map_or_else(
                || "not known".to_owned(),
                |share| format!("{share:+.2}% compute").replace('-', "−").replace("+0.00", "0.00"),
            );
            Value::of(format!("1% more {}", subject(self.sweep, axis)), share, None)
        };
        let mut values = vec![
            Value::of("Compute follows", leader, colour),
            brings(&row.axis_1, row.compute_elasticity_1),
            brings(&row.axis_2, row.compute_elasticity_2),
            Value::of("Mean compute over the horizon", format!("{} MH100e", figures(row.compute_mh100e)), None),
            Value::of("Mean AI load over the horizon", format!("{} GW", figures(row.load_gw)), None),
        ];
        values.extend(row.narrow.map(|word| Value::of("Verdict over the horizon", word.name(), None)));
        values
    }
}
