//! Bars to both sides of a line, one per axis of a sweep, the widest on top.

use super::axis::{Scale, tick_names, ticks};
use super::font::{Anchor, Weight, width};
use super::frame::{fit, wrap};
use super::scene::{Area, Scene, Text, Value};
use super::style::{Colour, FAINT, GRID, INK, LABEL, LEADING, MUTED, SMALL, WHITE};

/// Height of a bar's row.
pub const ROW: f64 = 66.0;
/// Space above the first row, for the scale and the headings.
pub const ABOVE: f64 = 44.0;
/// Widest name.
const NAME: f64 = 560.0;
/// Between columns.
const GAP: f64 = 24.0;
/// Half of the height of a bar.
const HALF: f64 = 18.0;
/// Lines of a name.
const LINES: usize = 2;

/// A piece of a bar: from where to where, its colour, what stands at its end.
#[derive(Debug, Clone, PartialEq)]
pub struct Piece {
    /// Start, on the line in the middle.
    pub from: f64,
    /// End.
    pub to: f64,
    /// Colour.
    pub colour: Colour,
    /// What is said at its end.
    pub said: String,
    /// Whether that is in bold.
    pub bold: bool,
}

/// One row.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// Name.
    pub name: String,
    /// Its bar.
    pub pieces: Vec<Piece>,
    /// An interval, drawn as a whisker.
    pub interval: Option<(f64, f64)>,
    /// What stands at the right end.
    pub said: String,
    /// Whether that matters more than in other rows.
    pub bold: bool,
}

impl Row {
    fn reach(&self) -> impl Iterator<Item = f64> + '_ {
        let pieces = self.pieces.iter().flat_map(|piece| [piece.from, piece.to]);
        pieces.chain(self.interval.iter().flat_map(|(low, high)| [*low, *high]))
    }
}

/// All rows and what is around them.
#[derive(Debug, Clone, PartialEq)]
pub struct Tornado {
    /// Rows, the first on top.
    pub rows: Vec<Row>,
    /// Value of the line in the middle.
    pub middle: f64,
    /// Ends of the scale that it has at least.
    pub least: (f64, f64),
    /// Over the scale, left and right of the line in the middle.
    pub sides: [String; 2],
    /// Over what stands at the right end.
    pub heading: String,
}

impl Tornado {
    /// Height that it needs.
    #[must_use]
    pub fn height(&self) -> f64 {
        ABOVE + self.rows.len() as f64 * ROW
    }

    /// Draws it into an area.
    pub fn draw(&self, scene: &mut Scene, area: Area) {
        let names = self.rows.iter().flat_map(|row| lines(&row.name));
        let names = names.map(|name| width(&name, LABEL, Weight::Regular)).fold(0.0, f64::max);
        let said = self.rows.iter().map(|row| (&row.said, row.bold)).chain([(&self.heading, true)]);
        let said = said.map(|(words, _)| width(words, LABEL, Weight::Bold)).fold(0.0, f64::max).min(NAME);
        let plot = Area {
            left: area.left + names + GAP,
            right: area.right - said - GAP,
            top: area.top + ABOVE,
            bottom: area.bottom,
        };
        let scale = self.scale(&plot);
        self.draw_scale(scene, &plot, &scale);
        scene.text(Text::new(&self.heading).size(SMALL).bold().at(plot.right + GAP, area.top));
        for (i, row) in self.rows.iter().enumerate() {
            let y = plot.top + (i as f64 + 0.5) * ROW;
            draw_name(scene, &row.name, (plot.left - GAP, y));
            draw_bar(scene, row, &scale, y);
            let words = fit(&row.said, LABEL, if row.bold { Weight::Bold } else { Weight::Regular }, said);
            let text = Text::new(words).colour(if row.bold { INK } else { MUTED });
            let text = if row.bold { text.bold() } else { text };
            scene.text(text.centred(plot.right + GAP, y));
        }
        let x = scale.at(self.middle);
        scene.line(vec![(x, plot.top), (x, plot.bottom)], INK, 3.0);
    }

    /// Tells the values of every row, over its whole width.
    pub fn hints(&self, scene: &mut Scene, area: Area, told: &[Vec<Value>]) {
        let rows = Area { top: area.top + ABOVE, ..area };
        for (i, (row, values)) in self.rows.iter().zip(told).enumerate() {
            scene.hint(rows.row(i, ROW), row.name.clone(), values.clone());
        }
    }

    /// Room at both ends for what is said there.
    fn scale(&self, plot: &Area) -> Scale {
        let reach = || self.rows.iter().flat_map(Row::reach).chain([self.middle]);
        let low = reach().fold(self.least.0, f64::min);
        let high = reach().fold(self.least.1, f64::max);
        let ends = self.rows.iter().flat_map(|row| &row.pieces);
        let said = ends.map(|piece| width(&piece.said, SMALL, Weight::Bold)).fold(0.0, f64::max) + GAP;
        let span = if high > low { high - low } else { 1.0 };
        let per_pixel = span / (plot.width() - 2.0 * said);
        Scale { domain: (low - said * per_pixel, low + span + said * per_pixel), range: (plot.left, plot.right) }
    }

    fn draw_scale(&self, scene: &mut Scene, plot: &Area, scale: &Scale) {
        const COUNT: f64 = 7.0;
        let (low, high) = scale.domain;
        let step = ticks(high - low, COUNT).get(1).copied().unwrap_or(1.0);
        let within = (low / step).ceil() as i64..=(high / step).floor() as i64;
        let ticks: Vec<f64> = within.map(|tick| tick as f64 * step).collect();
        let names = tick_names(&ticks);
        let mut end = f64::NEG_INFINITY;
        for (tick, name) in ticks.iter().zip(names) {
            let x = scale.at(*tick);
            let colour = if *tick == 0.0 { FAINT } else { GRID };
            scene.line(vec![(x, plot.top), (x, plot.bottom)], colour, 2.0);
            let text = Text::new(name).size(SMALL).colour(MUTED).anchor(Anchor::Middle).at(x, plot.top - SMALL * 0.5);
            if text.area().left > end + GAP {
                end = text.area().right;
                scene.text(text);
            }
        }
        let [left, right] = &self.sides;
        let (x, y) = (scale.at(self.middle), plot.top - SMALL * 1.8);
        let left = fit(left, SMALL, Weight::Regular, x - GAP / 2.0 - plot.left);
        scene.text(Text::new(left).size(SMALL).colour(MUTED).anchor(Anchor::End).at(x - GAP / 2.0, y));
        let right = fit(right, SMALL, Weight::Regular, plot.right - GAP / 2.0 - x);
        scene.text(Text::new(right).size(SMALL).colour(MUTED).at(x + GAP / 2.0, y));
    }
}

/// A name in at most two lines.
fn lines(name: &str) -> Vec<String> {
    let mut lines = wrap(name, LABEL, Weight::Regular, NAME);
    if lines.len() > LINES {
        let rest = lines.split_off(LINES - 1).join(" ");
        lines.push(fit(&rest, LABEL, Weight::Regular, NAME));
    }
    lines
}

fn draw_name(scene: &mut Scene, name: &str, (right, y): (f64, f64)) {
    let lines = lines(name);
    let step = LABEL * (LEADING - 0.18);
    let first = y - (lines.len().max(1) - 1) as f64 * step / 2.0;
    for (i, line) in lines.into_iter().enumerate() {
        scene.text(Text::new(line).anchor(Anchor::End).centred(right, first + i as f64 * step));
    }
}

fn draw_bar(scene: &mut Scene, row: &Row, scale: &Scale, y: f64) {
    const AIR: f64 = 10.0;
    const CAP: f64 = 9.0;
    const THIN: f64 = 4.0;
    for piece in &row.pieces {
        let (from, to) = (scale.at(piece.from), scale.at(piece.to));
        let bar = Area { left: from.min(to), right: from.max(to), top: y - HALF, bottom: y + HALF };
        if bar.width() >= 1.0 {
            scene.rectangle(bar, piece.colour);
        }
        if piece.said.is_empty() {
            continue;
        }
        let text = Text::new(&piece.said).size(SMALL);
        let text = if piece.bold { text.bold() } else { text.colour(MUTED) };
        let is_left = piece.to < piece.from;
        let text = if is_left { text.anchor(Anchor::End) } else { text };
        let text = text.centred(if is_left { to - AIR } else { to + AIR }, y);
        scene.rectangle(text.area(), WHITE);
        scene.text(text);
    }
    if let Some((low, high)) = row.interval {
        let (from, to) = (scale.at(low), scale.at(high));
        scene.line(vec![(from, y), (to, y)], INK, THIN);
        for x in [from, to] {
            scene.line(vec![(x, y - CAP), (x, y + CAP)], INK, THIN);
        }
    }
}
