//! Grids of cells side by side, over the same axes, with one key.

use super::cells::{Cell, Grid, Side, frame_cell, room};
use super::font::Weight;
use super::frame::{HANGING, Heading, RISING, fit, frame_from};
use super::key::Key;
use super::place::Board;
use super::scene::{Area, Scene, Text};
use super::style::{Colour, LABEL, MARGIN, SMALL, TRACK, WIDTH, shade};
use super::sweep_words::origin;
use crate::experiment::sweep::record::Finished;

/// Width of the key, and between panels.
const KEY: f64 = 200.0;
const APART: f64 = 48.0;
/// Height of a panel's name.
const NAME: f64 = 50.0;
/// Widest and highest cell, its height over its width, and the height of all cells of a column of panels.
const CELL: (f64, f64) = (280.0, 150.0);
const FLAT: f64 = 0.64;
const TALLEST: f64 = 1050.0;
/// Least and largest height of the key.
const KEYS: (f64, f64) = (300.0, 560.0);
/// Panels in a row.
const ROW: usize = 3;

/// One grid of a chart.
pub struct Panel {
    /// Name; empty for a single one.
    pub name: String,
    /// What it is about, said before its cells; empty for a single one.
    pub said: String,
    /// By row, from below.
    pub cells: Vec<Vec<Cell>>,
    /// Whether the base scenario may stand in it.
    pub is_base: bool,
}

/// What stands beside the panels.
pub enum Legend {
    /// Colours by amount.
    Scale(Key),
    /// Colours of words, and how many points have none.
    Words {
        /// Colour, word, number of points.
        words: Vec<(Colour, String, usize)>,
        /// Points without a word.
        unknown: usize,
    },
}

/// A chart of panels.
pub struct Chart<'a> {
    /// What it is about.
    pub sweep: &'a Finished,
    /// Words around it.
    pub heading: Heading,
    /// Axes of all panels: across, upwards.
    pub sides: [Side; 2],
    /// At least one.
    pub panels: Vec<Panel>,
    /// Beside them.
    pub legend: Legend,
}

impl Chart<'_> {
    /// Draws it.
    #[must_use]
    pub fn draw(&self) -> Scene {
        let layout = Layout::of(self);
        let (mut scene, area) =
            frame_from(&origin(self.sweep), self.heading.clone(), layout.height() - RISING - HANGING);
        let corner = (area.left, area.top - RISING);
        for (i, panel) in self.panels.iter().enumerate() {
            self.panel(&mut scene, &layout, (panel, layout.panel(corner, i)), i);
        }
        let last = layout.panel(corner, layout.columns - 1);
        let (left, top) = (last.right + APART, last.top);
        let bottom = top + layout.high.clamp(KEYS.0, KEYS.1);
        match &self.legend {
            Legend::Scale(key) => key.draw(&mut scene, Area { left, right: left + KEY, top, bottom }, shade),
            Legend::Words { words, unknown } => draw_words(&mut scene, (left, top), words, *unknown),
        }
        scene
    }

    fn panel(&self, scene: &mut Scene, layout: &Layout, (panel, place): (&Panel, Area), index: usize) {
        let [across, upward] = &self.sides;
        let is_lowest = index + layout.columns >= self.panels.len();
        let title = if is_lowest { across.title.clone() } else { String::new() };
        let across = Side { title, ..across.clone() };
        let levels = if index.is_multiple_of(layout.columns) {
            upward.levels.clone()
        } else {
            vec![String::new(); upward.levels.len()]
        };
        let grid = Grid::draw(scene, place, (&across, &Side { title: String::new(), levels, ..upward.clone() }));
        if index == 0 {
            let above = if panel.name.is_empty() { 0.0 } else { NAME };
            grid.title_upward(scene, &upward.title, (place.left - layout.left, above));
        }
        let name = fit(&panel.name, LABEL, Weight::Bold, place.width());
        if !name.is_empty() {
            scene.text(Text::new(name).bold().at(place.left, place.top - LABEL * 0.6));
        }
        grid.fill(scene, &panel.cells);
        grid.write(scene, &panel.cells, &mut Board::new(place));
        grid.hints(scene, &panel.cells, (&panel.said, [&across, upward]));
        if let (Some(across), Some(upward), true) = (across.base, upward.base, panel.is_base) {
            frame_cell(scene, &grid.cell(across, upward));
        }
    }
}

fn draw_words(scene: &mut Scene, (left, top): (f64, f64), words: &[(Colour, String, usize)], unknown: usize) {
    const BOX: f64 = 34.0;
    const STEP: f64 = 50.0;
    const AIR: f64 = 14.0;
    scene.text(Text::new("Points").size(SMALL).bold().at(left, top + SMALL));
    let mut y = top + STEP;
    let none = (TRACK, "No verdict".to_owned(), unknown);
    for (colour, word, count) in words.iter().chain((unknown > 0).then_some(&none)) {
        let field = Area { left, right: left + BOX, top: y, bottom: y + BOX };
        scene.rectangle(field, *colour);
        let words = fit(&format!("{word} {count}"), SMALL, Weight::Regular, KEY - BOX - AIR);
        scene.text(Text::new(words).size(SMALL).centred(field.right + AIR, field.centre().1));
        y += STEP;
    }
}

/// Where panels stand.
struct Layout {
    columns: usize,
    rows: usize,
    /// Room left of the first panel, above the first row of them, above each of the others, below each.
    left: f64,
    first: f64,
    above: f64,
    below: f64,
    /// Size of the cells of a panel.
    wide: f64,
    high: f64,
}

impl Layout {
    fn of(chart: &Chart) -> Self {
        let count = chart.panels.len();
        let columns = if count == ROW + 1 { 2 } else { count.min(ROW) };
        let rows = count.div_ceil(columns);
        let space = WIDTH - 2.0 * MARGIN - KEY - APART;
        let [across, upward] = &chart.sides;
        let (left, ..) = room((across, upward), space);
        let each = (space - left - (columns - 1) as f64 * APART) / columns as f64;
        let step = (each / across.levels.len() as f64).min(CELL.0);
        let tallest = TALLEST / rows as f64 / upward.levels.len() as f64;
        let cell = (step * FLAT).min(CELL.1).min(tallest);
        let (wide, high) = (step * across.levels.len() as f64, cell * upward.levels.len() as f64);
        let (_, title, below) = room((across, upward), wide);
        let above = if chart.panels.iter().any(|panel| !panel.name.is_empty()) { NAME } else { 0.0 };
        Self { columns, rows, left, first: title + above, above, below, wide, high }
    }

    fn height(&self) -> f64 {
        let rows = self.rows as f64;
        let high = if self.rows == 1 { self.high.max(KEYS.0) } else { self.high };
        self.first + rows * (high + self.below) + (rows - 1.0) * self.above
    }

    /// Cells of a panel.
    fn panel(&self, (left, top): (f64, f64), index: usize) -> Area {
        let (column, row) = (index % self.columns, index / self.columns);
        let left = left + self.left + column as f64 * (self.wide + APART);
        let top = top + self.first + row as f64 * (self.above + self.high + self.below);
        Area { left, right: left + self.wide, top, bottom: top + self.high }
    }
}
