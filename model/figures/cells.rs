//! A grid of cells over two axes whose levels stand side by side, however far apart they are.

use super::font::{Anchor, Weight, width};
use super::frame::{fit, shrunk, wrap};
use super::place::Board;
use super::scene::{Area, Point, Scene, Text, Value};
use super::style::{Colour, INK, LABEL, LEADING, MUTED, SMALL, TRACK, WHITE, ink_on};

/// Between cells.
const GAP: f64 = 3.0;
/// Between cells and the levels beside them.
const AIR: f64 = 14.0;
/// Widest level of the upward axis.
const LEVEL: f64 = 300.0;
/// Lines of an axis's title.
const LINES: usize = 2;
/// Part of a cell that words may fill.
const FILLED: f64 = 0.84;
/// Least em of words in cells.
const LEAST: f64 = 17.0;
/// Least em of a level, and the most of a cell's height that it takes.
const LEVELS: (f64, f64) = (20.0, 0.75);

/// One axis: what it turns, and its levels in words, the first at the left or at the bottom.
#[derive(Debug, Clone, PartialEq)]
pub struct Side {
    /// Title with its unit.
    pub title: String,
    /// Levels.
    pub levels: Vec<String>,
    /// Levels with what they are levels of.
    pub said: Vec<String>,
    /// Which of them is the base scenario's.
    pub base: Option<usize>,
}

/// What stands in a cell.
#[derive(Debug, Clone, PartialEq)]
pub struct Cell {
    /// Its colour; none where nothing was found.
    pub colour: Option<Colour>,
    /// What it says, in the longest form first: the first that fits is written.
    pub words: Vec<String>,
    /// What is told of it.
    pub told: Vec<Value>,
}

impl Cell {
    /// One of which nothing is known.
    #[must_use]
    pub fn empty(told: Vec<Value>) -> Self {
        Self { colour: None, words: vec!["–".to_owned()], told }
    }
}

/// Two axes in place.
#[derive(Debug, Clone, PartialEq)]
pub struct Grid {
    /// What the cells fill.
    pub area: Area,
    /// Cells across and upwards.
    pub count: (usize, usize),
}

/// Pixels that the axes of a grid need: left of it, above it, below it.
#[must_use]
pub fn room((across, upward): (&Side, &Side), wide: f64) -> (f64, f64, f64) {
    let levels = upward.levels.iter().map(|level| width(level, SMALL, Weight::Bold)).fold(0.0, f64::max);
    let below = lines(&across.title, wide).len() as f64 * SMALL * LEADING;
    let above = lines(&upward.title, wide).len() as f64 * SMALL * LEADING;
    (levels.min(LEVEL) + AIR, above + AIR, SMALL + 2.0 * AIR + below)
}

/// A title in at most two lines.
fn lines(title: &str, room: f64) -> Vec<String> {
    let mut lines = wrap(title, SMALL, Weight::Regular, room);
    if lines.len() > LINES {
        let rest = lines.split_off(LINES - 1).join(" ");
        lines.push(fit(&rest, SMALL, Weight::Regular, room));
    }
    lines
}

/// A level beside the cells; the base scenario's is in bold.
fn named(words: String, size: f64, is_base: bool) -> Text {
    let text = Text::new(words).size(size);
    if is_base { text.bold().colour(INK) } else { text.colour(MUTED) }
}

impl Grid {
    /// Draws the axes around an area, which is what the cells are to fill.
    #[must_use]
    pub fn draw(scene: &mut Scene, area: Area, (across, upward): (&Side, &Side)) -> Self {
        let grid = Self { area, count: (across.levels.len(), upward.levels.len()) };
        grid.levels_across(scene, across);
        grid.levels_upward(scene, upward);
        grid.title_upward(scene, &upward.title, (area.left - room((across, upward), area.width()).0, 0.0));
        for (i, line) in lines(&across.title, area.width()).into_iter().enumerate() {
            let baseline = area.bottom + SMALL * (2.0 + LEADING * i as f64) + 2.0 * AIR;
            let text = Text::new(line).size(SMALL).colour(MUTED).anchor(Anchor::Middle);
            scene.text(text.at(area.centre().0, baseline));
        }
        grid
    }

    /// Draws the title of the upward axis so far above the cells, from a position on.
    pub fn title_upward(&self, scene: &mut Scene, title: &str, (left, above): (f64, f64)) {
        for (i, line) in lines(title, self.area.width()).iter().rev().enumerate() {
            let baseline = self.area.top - above - AIR - i as f64 * SMALL * LEADING;
            scene.text(Text::new(line).size(SMALL).colour(MUTED).at(left, baseline));
        }
    }

    /// Levels below the cells; only every second, third and so on where they would touch, the base scenario's among them.
    fn levels_across(&self, scene: &mut Scene, side: &Side) {
        let wide = self.cell(0, 0).width();
        let size = shrunk(&side.levels, SMALL, Weight::Bold, wide).max(LEVELS.0);
        let text = |(i, level): (usize, &String)| {
            let words = fit(level, size, Weight::Bold, wide.max(LEVEL / LINES as f64));
            let text = named(words, size, side.base == Some(i)).anchor(Anchor::Middle);
            text.at(self.cell(i, 0).centre().0, self.area.bottom + AIR + SMALL)
        };
        let texts: Vec<Text> = side.levels.iter().enumerate().map(text).collect();
        let kept = |stride: usize| texts.iter().skip(side.base.unwrap_or(0) % stride).step_by(stride);
        let every = |stride: &usize| {
            let areas: Vec<Area> = kept(*stride).map(Text::area).collect();
            areas.windows(2).all(|pair| pair[0].right + AIR / 2.0 <= pair[1].left)
        };
        let stride = (1..=texts.len()).find(every).unwrap_or(1);
        for text in kept(stride) {
            scene.text(text.clone());
        }
    }

    /// Levels left of the cells.
    fn levels_upward(&self, scene: &mut Scene, side: &Side) {
        let size = SMALL.min(LEVELS.1 * self.cell(0, 0).height());
        for (i, level) in side.levels.iter().enumerate().filter(|(_, level)| !level.is_empty()) {
            let text = named(fit(level, size, Weight::Bold, LEVEL), size, side.base == Some(i));
            let text = text.anchor(Anchor::End);
            scene.text(text.centred(self.area.left - AIR, self.cell(0, i).centre().1));
        }
    }

    /// The cell at a level of each axis.
    #[must_use]
    pub fn cell(&self, across: usize, upward: usize) -> Area {
        let (wide, high) = (self.area.width() / self.count.0 as f64, self.area.height() / self.count.1 as f64);
        let (left, bottom) = (self.area.left + across as f64 * wide, self.area.bottom - upward as f64 * high);
        Area { left, right: left + wide, top: bottom - high, bottom }.grown(-GAP / 2.0)
    }

    /// The point at a place of each axis, counted in cells: 0 is the middle of the first, 0.5 its end.
    #[must_use]
    pub fn point(&self, (across, upward): (f64, f64)) -> Point {
        let (wide, high) = (self.area.width() / self.count.0 as f64, self.area.height() / self.count.1 as f64);
        (self.area.left + (across + 0.5) * wide, self.area.bottom - (upward + 0.5) * high)
    }

    /// Fills the cells, by row from below.
    pub fn fill(&self, scene: &mut Scene, cells: &[Vec<Cell>]) {
        for (row, cells) in cells.iter().enumerate() {
            for (column, cell) in cells.iter().enumerate() {
                scene.rectangle(self.cell(column, row), cell.colour.unwrap_or(TRACK));
            }
        }
    }

    /// Tells what the cells hold, the upper rows first; what stands above the panel comes first.
    pub fn hints(&self, scene: &mut Scene, cells: &[Vec<Cell>], (panel, sides): (&str, [&Side; 2])) {
        let at = |side: &Side, level: usize| side.said.get(level).cloned();
        for (row, cells) in cells.iter().enumerate().rev() {
            for (column, cell) in cells.iter().enumerate() {
                let panel = (!panel.is_empty()).then(|| panel.to_owned());
                let parts: Vec<String> =
                    panel.into_iter().chain(at(sides[0], column)).chain(at(sides[1], row)).collect();
                scene.hint(self.cell(column, row), parts.join(", "), cell.told.clone());
            }
        }
    }

    /// Writes into the cells, all in one size, wherever the board leaves room; the form is the longest that fits all.
    pub fn write(&self, scene: &mut Scene, cells: &[Vec<Cell>], board: &mut Board) {
        let all = || cells.iter().flatten();
        let forms = all().map(|cell| cell.words.len()).max().unwrap_or(0);
        let inner = self.cell(0, 0).grown(-GAP);
        let word = |cell: &Cell, form: usize| cell.words.get(form).or(cell.words.last()).cloned().unwrap_or_default();
        let size = |form: usize| {
            let words: Vec<String> = all().map(|cell| word(cell, form)).collect();
            shrunk(&words, LABEL, Weight::Regular, FILLED * inner.width()).min(FILLED * inner.height())
        };
        let Some(form) = (0..forms).find(|&form| size(form) >= LEAST) else { return };
        for (row, cells) in cells.iter().enumerate() {
            for (column, cell) in cells.iter().enumerate() {
                let colour = cell.colour.map_or(MUTED, ink_on);
                let text = Text::new(word(cell, form)).size(size(form)).colour(colour).anchor(Anchor::Middle);
                let (x, y) = self.cell(column, row).centre();
                let text = text.centred(x, y);
                if board.choose([text.area()]).is_some() {
                    scene.text(text);
                }
            }
        }
    }
}

/// A frame around the cell of the base scenario.
pub fn frame_cell(scene: &mut Scene, cell: &Area) {
    for (around, width, colour) in [(1.0, 9.0, WHITE), (2.0, 5.0, INK)] {
        let Area { left, right, top, bottom } = cell.grown(around);
        let corner = width / 2.0;
        scene.line(vec![(left - corner, top), (right + corner, top)], colour, width);
        scene.line(vec![(left - corner, bottom), (right + corner, bottom)], colour, width);
        scene.line(vec![(left, top), (left, bottom)], colour, width);
        scene.line(vec![(right, top), (right, bottom)], colour, width);
    }
}
