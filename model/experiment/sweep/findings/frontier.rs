//! The frontier of a grid over two axes: which of them compute follows, and where that changes.
//!
//! An elasticity is the slope of the logarithm of compute over the logarithm of an axis's level,
//!
//! ```text
//! e1[i,j] = (ln C[i+1,j] - ln C[i-1,j]) / (ln x[i+1] - ln x[i-1])
//! ```
//!
//! between the neighbours on the grid; at the edge between the scenario itself and its one neighbour. Compute follows
//! the axis with the larger elasticity. The flip line is where `e1 - e2` is 0, found cell by cell: on a side
//! whose two ends differ in sign by linear interpolation in the levels, and two such points of a cell make a
//! piece of the line. Where more of neither axis brings compute the two are equal as well, but nothing changes hands: such
//! scenarios, and those without an optimum, end the line.

use std::collections::BTreeMap;

use super::measure::{Measure, optimal};
use crate::experiment::sweep::record::{Finished, Found, Record};
use crate::experiment::sweep::tables::{self, FlipLineRow, FrontierRow};
use crate::results::view::tidy;
use crate::scenario::sweep::Mode;

/// Elasticities that differ by less are equal, and one that is not above it is none.
pub const NOISE: f64 = 1e-9;

/// Column and row of a scenario on the grid: its place among the levels of the first and of the second axis.
pub(super) type Node = [usize; 2];

/// Which axis compute follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Leader {
    /// One of the two.
    Axis(usize),
    /// Both alike.
    Tie,
    /// More of neither brings compute.
    Neither,
}

/// The scenarios of a grid over two numeric axes.
pub(super) struct Grid<'a> {
    finished: &'a Finished,
    /// By axis: levels, rising.
    pub(super) levels: [Vec<f64>; 2],
    /// Scenarios with an optimum.
    nodes: BTreeMap<Node, (&'a Record, &'a Found)>,
}

/// What each scenario of a grid over exactly two numeric axes brings, in the sweep's order; empty for other sweeps.
#[must_use]
pub fn frontier(finished: &Finished) -> Vec<FrontierRow> {
    let Some(grid) = Grid::of(finished) else { return vec![] };
    let mut rows: Vec<FrontierRow> = grid.nodes.keys().map(|node| grid.row(*node)).collect();
    rows.sort_by_key(|row| row.scenario);
    rows
}

/// The line on which compute follows both axes alike, in pieces of at most one cell each, by cell; empty for
/// anything but a grid over exactly two numeric axes.
#[must_use]
pub fn flip_line(finished: &Finished) -> Vec<FlipLineRow> {
    Grid::of(finished).map_or(vec![], |grid| super::flip_line::pieces(&grid))
}

impl<'a> Grid<'a> {
    /// The grid of a sweep, if it is one over exactly two numeric axes.
    pub(super) fn of(finished: &'a Finished) -> Option<Self> {
        if finished.mode != Mode::Grid || finished.axes.len() != 2 {
            return None;
        }
        let place = |record: &Record| -> Option<[f64; 2]> {
            Some([record.levels.first()?.number()?, record.levels.get(1)?.number()?])
        };
        let places: Vec<[f64; 2]> = finished.records.iter().map(place).collect::<Option<_>>()?;
        let levels = [0, 1].map(|axis| {
            let mut levels: Vec<f64> = places.iter().map(|place| place[axis]).collect();
            levels.sort_by(f64::total_cmp);
            levels.dedup();
            levels
        });
        let node = |place: [f64; 2]| [0, 1].map(|axis| levels[axis].partition_point(|level| *level < place[axis]));
        let mut nodes = BTreeMap::new();
        for (record, found) in optimal(finished) {
            nodes.entry(node(place(record)?)).or_insert((record, found));
        }
        Some(Self { finished, levels, nodes })
    }

    /// Names of the axes.
    pub(super) fn names(&self) -> [&'a str; 2] {
        [0, 1].map(|axis| self.finished.axes[axis].name.as_str())
    }

    /// Levels of a node.
    pub(super) fn at(&self, node: Node) -> [f64; 2] {
        [0, 1].map(|axis| self.levels[axis][node[axis]])
    }

    /// Number of a node's scenario; none if it has no optimum.
    pub(super) fn scenario(&self, node: Node) -> Option<usize> {
        self.nodes.get(&node).map(|(record, _)| record.scenario)
    }

    /// The node where the base scenario stands on the grid; none if it is not on it.
    pub(super) fn base(&self) -> Option<Node> {
        let place = |axis: usize| {
            let base = self.finished.axes[axis].base.number()?;
            self.levels[axis].iter().position(|level| (level - base).abs() <= NOISE * base.abs())
        };
        Some([place(0)?, place(1)?])
    }

    /// The node next to another along an axis, if the grid has one.
    pub(super) fn next(&self, node: Node, axis: usize) -> Option<Node> {
        let mut next = node;
        next[axis] += 1;
        (next[axis] < self.levels[axis].len()).then_some(next)
    }

    /// The node before another along an axis, if the grid has one.
    pub(super) fn previous(node: Node, axis: usize) -> Option<Node> {
        let mut previous = node;
        previous[axis] = previous[axis].checked_sub(1)?;
        Some(previous)
    }

    /// All scenarios with an optimum.
    pub(super) fn nodes(&self) -> impl Iterator<Item = Node> + '_ {
        self.nodes.keys().copied()
    }

    /// Per cent of a measure per per cent of an axis's level; none where a logarithm or a neighbour is missing.
    pub(super) fn elasticity(&self, node: Node, axis: usize, measure: Measure) -> Option<f64> {
        let (below, above) = (Self::previous(node, axis), self.next(node, axis));
        let (below, above) = (below.unwrap_or(node), above.unwrap_or(node));
        let place = |node: Node| {
            let (_, found) = self.nodes.get(&node)?;
            Some((logarithm(self.at(node)[axis])?, logarithm(measure.of(self.finished, found)?)?))
        };
        place(node)?;
        let ((x, y), (x_above, y_above)) = (place(below)?, place(above)?);
        (above != below).then(|| (y_above - y) / (x_above - x))
    }

    /// Elasticity of compute to the first axis less that to the second; 0 if that is noise, none if one is unknown.
    pub(super) fn difference(&self, node: Node) -> Option<f64> {
        let [first, second] = self.elasticities(node);
        let difference = first? - second?;
        Some(if difference.abs() <= NOISE { 0.0 } else { difference })
    }

    /// Which axis compute follows; none if an elasticity is unknown.
    pub(super) fn leader(&self, node: Node) -> Option<Leader> {
        let difference = self.difference(node)?;
        let most = self.elasticities(node).into_iter().flatten().fold(f64::NEG_INFINITY, f64::max);
        Some(match difference {
            _ if most <= NOISE => Leader::Neither,
            0.0 => Leader::Tie,
            more if more > 0.0 => Leader::Axis(0),
            _ => Leader::Axis(1),
        })
    }

    fn elasticities(&self, node: Node) -> [Option<f64>; 2] {
        [0, 1].map(|axis| self.elasticity(node, axis, Measure::MeanCompute))
    }

    fn row(&self, node: Node) -> FrontierRow {
        let (record, found) = self.nodes[&node];
        let (axes, amount) = (&self.finished.axes, |measure: Measure| tidy(measure.amount(self.finished, found)));
        let elasticity = |axis, measure| self.elasticity(node, axis, measure).map(tidy);
        let [level_1, level_2] = self.at(node);
        FrontierRow {
            scenario: record.scenario,
            axis_1: axes[0].name.clone(),
            axis_2: axes[1].name.clone(),
            unit_1: axes[0].unit.clone(),
            unit_2: axes[1].unit.clone(),
            level_1,
            level_2,
            compute_mh100e: amount(Measure::MeanCompute),
            load_gw: amount(Measure::MeanLoad),
            objective_musd: amount(Measure::Objective),
            compute_elasticity_1: elasticity(0, Measure::MeanCompute),
            compute_elasticity_2: elasticity(1, Measure::MeanCompute),
            objective_elasticity_1: elasticity(0, Measure::Objective),
            objective_elasticity_2: elasticity(1, Measure::Objective),
            leader: match self.leader(node) {
                Some(Leader::Axis(axis)) => tables::Leader::Axis(axes[axis].name.clone()),
                Some(Leader::Tie) => tables::Leader::Tie,
                Some(Leader::Neither) => tables::Leader::Neither,
                None => tables::Leader::Unknown,
            },
            narrow: found.narrow,
        }
    }
}

/// Natural logarithm; none of what has none.
fn logarithm(value: f64) -> Option<f64> {
    (value > 0.0).then(|| value.ln())
}
