//! The line on which the elasticities of compute to the two axes of a grid are equal, cell by cell.
//!
//! Every scenario has a side: the axis that compute follows. A tie takes the side of its neighbours, those behind other
//! ties included; between neighbours of both sides it counts with the first axis, so that the line passes through it.

use std::collections::{BTreeMap, BTreeSet};

use super::frontier::{Grid, Leader, Node};
use crate::experiment::sweep::tables::FlipLineRow;
use crate::results::view::tidy;

/// Where the line crosses a side of a cell.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Crossing {
    /// Levels of the two axes.
    pub(super) at: [f64; 2],
    /// The end of the side where compute follows the first axis, and that where it follows the second.
    pub(super) between: [Node; 2],
}

/// A side of a cell: the node where it starts, and the axis along which it leads to the next node.
pub(super) type Side = (Node, usize);

/// The pieces of the line, by cell; then the crossings that no piece reaches, as pieces without length.
pub(super) fn pieces(grid: &Grid<'_>) -> Vec<FlipLineRow> {
    let line = Line::of(grid);
    let joined: Vec<[Crossing; 2]> = grid.nodes().flat_map(|corner| line.within(corner)).collect();
    // Where the line passes through a scenario, several sides cross it there; pieces between them have no length.
    let mut pieces: Vec<[Crossing; 2]> = joined.into_iter().filter(|[start, end]| start.at != end.at).collect();
    for crossing in line.crossings.values() {
        if !pieces.iter().flatten().any(|end| end.at == crossing.at) {
            pieces.push([*crossing; 2]);
        }
    }
    pieces.into_iter().filter_map(|piece| row(grid, piece)).collect()
}

/// The line with what it is found from.
pub(super) struct Line<'a> {
    grid: &'a Grid<'a>,
    /// By scenario that has a side: elasticity to the first axis less that to the second.
    differences: BTreeMap<Node, f64>,
    /// By side that the line crosses: where.
    pub(super) crossings: BTreeMap<Side, Crossing>,
}

impl<'a> Line<'a> {
    /// The line of a grid.
    pub(super) fn of(grid: &'a Grid<'a>) -> Self {
        let differences = differences(grid);
        let sides = differences.keys().flat_map(|&start| [(start, 0), (start, 1)]);
        let crossings = sides.filter_map(|side| Some((side, crossing(grid, &differences, side)?))).collect();
        Self { grid, differences, crossings }
    }

    /// Whether compute is seen to follow the first axis on one hand of a crossing and the second on the other, along its
    /// side: a tie there counts only with what lies behind it.
    pub(super) fn changes_hands(&self, (start, axis): Side) -> bool {
        let Some(crossing) = self.crossings.get(&(start, axis)) else { return false };
        let mut node = Some(crossing.between[0]);
        while let Some(tie) = node.filter(|node| self.differences.get(node) == Some(&0.0)) {
            node = if tie[axis] <= start[axis] { Grid::previous(tie, axis) } else { self.grid.next(tie, axis) };
        }
        node.and_then(|node| self.differences.get(&node)).is_some_and(|difference| *difference > 0.0)
    }

    /// What the line joins within a cell, which is named by its corner of lowest levels; nothing unless all four
    /// corners have a side.
    fn within(&self, corner: Node) -> Vec<[Crossing; 2]> {
        let neighbours = self.grid.next(corner, 0).zip(self.grid.next(corner, 1));
        let Some((right, above)) = neighbours else { return vec![] };
        let corners = [corner, right, above, [right[0], above[1]]];
        let known: Vec<f64> = corners.iter().filter_map(|node| self.differences.get(node).copied()).collect();
        if known.len() < corners.len() {
            return vec![];
        }
        let around = [(corner, 0), (right, 1), (above, 0), (corner, 1)];
        let crossed: Vec<Crossing> = around.iter().filter_map(|side| self.crossings.get(side).copied()).collect();
        match crossed[..] {
            [start, end] => vec![[start, end]],
            // Corners of the same side lie across from each other. The middle of the cell tells which of them hang together.
            [low, far, high, near] if is_first(known.iter().sum()) == is_first(known[0]) => {
                vec![[low, far], [high, near]]
            }
            [low, far, high, near] => vec![[low, near], [high, far]],
            _ => vec![],
        }
    }
}

/// Where the line crosses a side, if both ends have a side of their own and these differ.
fn crossing(grid: &Grid<'_>, differences: &BTreeMap<Node, f64>, (start, axis): Side) -> Option<Crossing> {
    let end = grid.next(start, axis)?;
    let (at_start, at_end) = (*differences.get(&start)?, *differences.get(&end)?);
    let mut at = grid.at(start);
    at[axis] += at_start / (at_start - at_end) * (grid.at(end)[axis] - at[axis]);
    let between = if is_first(at_start) { [start, end] } else { [end, start] };
    (is_first(at_start) != is_first(at_end)).then_some(Crossing { at, between })
}

/// Whether a difference of elasticities is on the side of the first axis.
fn is_first(difference: f64) -> bool {
    difference >= 0.0
}

/// Differences of elasticities of all scenarios that have a side; a trace below 0 for ties on the second's side.
fn differences(grid: &Grid<'_>) -> BTreeMap<Node, f64> {
    let led = grid.nodes().filter(|node| !matches!(grid.leader(*node), None | Some(Leader::Neither)));
    let mut differences: BTreeMap<Node, f64> = led.filter_map(|node| Some((node, grid.difference(node)?))).collect();
    let ties: Vec<Node> = differences.iter().filter(|(_, d)| **d == 0.0).map(|(node, _)| *node).collect();
    let seconds: Vec<Node> = ties.into_iter().filter(|tie| only_second(grid, &differences, *tie)).collect();
    for node in seconds {
        differences.insert(node, -f64::MIN_POSITIVE);
    }
    differences
}

/// Whether compute follows the second axis at all neighbours of a tie and of the ties that it hangs together with.
fn only_second(grid: &Grid<'_>, differences: &BTreeMap<Node, f64>, tie: Node) -> bool {
    let (mut seen, mut open, mut second) = (BTreeSet::from([tie]), vec![tie], false);
    while let Some(node) = open.pop() {
        let around = [0, 1].into_iter().flat_map(|axis| [Grid::previous(node, axis), grid.next(node, axis)]);
        for neighbour in around.flatten() {
            match differences.get(&neighbour) {
                Some(0.0) if seen.insert(neighbour) => open.push(neighbour),
                Some(difference) if *difference > 0.0 => return false,
                Some(difference) if *difference < 0.0 => second = true,
                _ => {}
            }
        }
    }
    second
}

fn row(grid: &Grid<'_>, [start, end]: [Crossing; 2]) -> Option<FlipLineRow> {
    let [axis_1, axis_2] = grid.names().map(str::to_owned);
    Some(FlipLineRow {
        axis_1,
        axis_2,
        start_level_1: tidy(start.at[0]),
        start_level_2: tidy(start.at[1]),
        end_level_1: tidy(end.at[0]),
        end_level_2: tidy(end.at[1]),
        start_scenario_1: grid.scenario(start.between[0])?,
        start_scenario_2: grid.scenario(start.between[1])?,
        end_scenario_1: grid.scenario(end.between[0])?,
        end_scenario_2: grid.scenario(end.between[1])?,
    })
}
