//! Panels in their places: how much room each needs, and what is told where.

use super::callouts;
use super::draw;
use super::ends;
use super::font::Weight;
use super::frame::{Heading, fit, frame_from, framed};
use super::guides;
use super::legend;
use super::levels;
use super::scene::{Area, Scene, Text};
use super::side::{Side, room_aside};
use super::style::{HEIGHT, MARGIN, MUTED, SMALL, WIDTH};
use super::tiles;
use crate::figures::figure::{Figure, Panel, Size};
use crate::figures::mark::{Ends, Kind};
use crate::figures::scale::{Band, Room, Scale};

/// Height of a bar's row; with words below words; of one among many with names in one line; of a cell's.
const BAR: f64 = 66.0;
const NOTED: f64 = 82.0;
const SLIM: f64 = 52.0;
const MANY: usize = 12;
const CELL: f64 = 104.0;
/// Of several bars beside each other: what parts them from other rows; height of one, less with each of them, at least.
const BETWEEN: f64 = 30.0;
const BAR_OF: [f64; 3] = [38.0, 4.0, 23.0];
/// Height of a strip, and how much of it its name takes.
const STRIP: f64 = 190.0;
const NAMED: f64 = 80.0;
/// Height of a name and a unit above a panel that is not the first, and of what stands below one that is not the last.
const ABOVE: f64 = 110.0;
/// Height of a name above rows.
const HEADED: f64 = 40.0;
const BELOW: f64 = 60.0;
/// Height of what is said above a group of panels; of a medium one, and what words near its rows add; of a low one; of a
/// full one above small ones; of a small one, what is above it, it and what is below it; of a row of thin bars.
const GROUP: f64 = 135.0;
const MEDIUM: f64 = 400.0;
const NEAR: f64 = 140.0;
const LOW: f64 = 250.0;
const FULL: f64 = 660.0;
const SMALL_ROW: [f64; 3] = [80.0, 228.0, 68.0];
const BULLET: f64 = 76.0;
/// Between panels side by side.
const APART: f64 = 48.0;
/// Part of the height that stays free above amounts: more where totals stand there, or words in a low panel.
const HEADS: (f64, f64, f64) = (0.04, 0.08, 0.16);

/// A panel with its place.
pub struct Placed<'a> {
    /// What it shows.
    pub panel: &'a Panel,
    /// All of its room.
    pub whole: Area,
    /// The part that marks fill.
    pub plot: Area,
    /// Across.
    pub x: Side<'a>,
    /// Upwards.
    pub y: Side<'a>,
    /// Whether names and values stand left of it.
    pub is_first: bool,
}

/// Draws all panels of a figure within its frame.
#[must_use]
pub fn draw(figure: &Figure, heading: Heading) -> Scene {
    let mut blocks = blocks(figure);
    let open = || blocks.iter().flat_map(|block| &block.heights).filter(|height| height.is_none()).count();
    let known: f64 = blocks.iter().map(|block| block.above + block.heights.iter().flatten().sum::<f64>()).sum();
    let (mut scene, area) = match (open(), blocks.len()) {
        (0, _) => frame_from(&figure.origin, heading, known),
        (1, 1) => framed(&figure.origin, heading, HEIGHT),
        (open, _) => frame_from(&figure.origin, heading, known + FULL * open as f64),
    };
    let rest = (area.height() - known) / open().max(1) as f64;
    let mut top = area.top;
    for block in &mut blocks {
        let heights: Vec<f64> = block.heights.iter().map(|height| height.unwrap_or(rest)).collect();
        block.draw(&mut scene, Area { top, ..area }, &heights);
        top += block.above + heights.iter().sum::<f64>();
    }
    scene
}

/// Panels in rows of as many: small ones apart from the others.
struct Block<'a> {
    panels: &'a [Panel],
    columns: usize,
    /// Of what is said above it.
    above: f64,
    /// Of rows; none for those that share what is left.
    heights: Vec<Option<f64>>,
}

fn blocks(figure: &Figure) -> Vec<Block<'_>> {
    let is_small = |panel: &Panel| panel.size == Size::Small;
    let of = |panels: &'_ [Panel]| {
        let most = if is_small(&panels[0]) { figure.across } else { panels.len() };
        let columns = figure.across.max(1).min(most.max(1));
        let is_below = is_one_of_several(&panels[0]) && !std::ptr::eq(panels.as_ptr(), figure.panels.as_ptr());
        let above = if is_below { BELOW } else { 0.0 } + if panels[0].group.is_empty() { 0.0 } else { GROUP };
        (columns, above, panels.chunks(columns).map(|row| height(row, columns)).collect())
    };
    let runs =
        figure.panels.chunk_by(|a, b| is_small(a) == is_small(b) && is_one_of_several(a) == is_one_of_several(b));
    let block = |panels| {
        let (columns, above, heights) = of(panels);
        Block { panels, columns, above, heights }
    };
    runs.map(block).collect()
}

impl Block<'_> {
    fn draw(&self, scene: &mut Scene, mut area: Area, heights: &[f64]) {
        let columns = self.columns;
        let group = Text::new(&self.panels[0].group).bold().at(area.left, area.top + self.above * 0.8);
        scene.text(group);
        area.top += self.above;
        // Names and values of sides that all have stand left of the first alone.
        let one = self.panels[0].size == Size::Small
            || columns > 1 && self.panels.iter().all(|panel| panel.y.is_names() && panel.y == self.panels[0].y);
        let room = if one { self.panels.iter().map(guides::left).fold(0.0, f64::max) } else { 0.0 };
        area.left += room;
        let wide = (area.width() - (columns - 1) as f64 * APART) / columns as f64;
        let mut placed = vec![];
        for (row, (panels, height)) in self.panels.chunks(columns).zip(heights).enumerate() {
            let top = area.top + heights[..row].iter().sum::<f64>();
            for (index, panel) in panels.iter().enumerate() {
                let left = area.left + index as f64 * (wide + APART);
                let whole = Area { left, right: left + wide, top, bottom: top + height };
                let column: Vec<&Panel> = self.panels.iter().skip(index).step_by(columns).collect();
                placed.push(place(panel, whole, (&column, panels), one.then_some(index == 0)));
            }
        }
        self.fill(scene, &placed);
    }

    fn fill(&self, scene: &mut Scene, placed: &[Placed<'_>]) {
        let columns = self.columns;
        for (index, one) in placed.iter().enumerate() {
            let below = placed.get(index + columns).filter(|below| below.panel.x == one.panel.x);
            guides::draw(scene, one, below.is_none() || is_one_of_several(one.panel));
            draw::marks(scene, one);
            ends::draw(scene, one);
            callouts::draw(scene, one);
            legend::draw(scene, one);
            name(scene, one);
        }
        for (index, row) in placed.chunks(columns).enumerate() {
            let start = scene.hints.len();
            for (column, one) in row.iter().enumerate() {
                let below = placed.iter().skip((index + 1) * columns + column).step_by(columns);
                let below = below.take_while(|below| below.panel.tips.is_empty()).last().unwrap_or(one);
                tell(scene, one, below.plot.bottom);
            }
            if row.iter().any(|one| !one.is_first) {
                scene.hints[start..].sort_by(|a, b| a.area.top.total_cmp(&b.area.top));
            }
        }
    }
}

/// Height that panels of a row need; none if they take what is left.
fn height(row: &[Panel], columns: usize) -> Option<f64> {
    let rest = (columns - 1) as f64 * APART + row.iter().map(guides::left).fold(0.0, f64::max);
    let wide = (WIDTH - 2.0 * MARGIN - rest) / columns as f64;
    let of = |panel: &Panel| match (&panel.y, panel.size) {
        (Scale::Band(band), _) => Some(step(panel, band, wide) * band.length() + above(row) + guides::below(panel)),
        (_, Size::Medium) => Some(above(row) + MEDIUM + near(panel) + BELOW),
        (_, Size::Low) => Some(above(row) + LOW + BELOW),
        (_, Size::Strip) => Some(STRIP),
        (_, Size::Small) => Some(SMALL_ROW.iter().sum()),
        (_, Size::Full) => None,
    };
    row.iter().map(of).try_fold(0.0, |most: f64, height| Some(most.max(height?)))
}

/// Height of a name's room beside marks of a width.
fn step(panel: &Panel, band: &Band, wide: f64) -> f64 {
    let has_notes = panel.marks.iter().flat_map(|mark| &mark.data).any(|datum| !datum.note.is_empty());
    let beside = panel.marks.iter().filter(|mark| mark.abreast).map(|mark| mark.series().len()).max().unwrap_or(1);
    match band.room {
        Room::Cell => CELL,
        Room::Bar if beside > 1 => BETWEEN + beside as f64 * (BAR_OF[0] - BAR_OF[1] * beside as f64).max(BAR_OF[2]),
        Room::Bar if has_notes => NOTED,
        Room::Bar if band.names.len() > MANY && guides::is_slim(band) => SLIM,
        Room::Bar => BAR,
        Room::Bullet => BULLET,
        Room::Level => levels::high(panel, wide),
        Room::Tile => tiles::size(panel).map_or(CELL, |(_, high)| high),
    }
}

/// Height that words near their rows need beyond that.
fn near(panel: &Panel) -> f64 {
    if panel.marks.iter().any(|mark| mark.ends == Ends::Near) { NEAR } else { 0.0 }
}

/// Whether a panel stands in a row among others, with values and years of its own.
fn is_one_of_several(panel: &Panel) -> bool {
    matches!(panel.size, Size::Medium | Size::Low)
}

/// Height above the marks of panels of full size side by side.
fn above(row: &[Panel]) -> f64 {
    row.iter().map(above_one).fold(f64::NEG_INFINITY, f64::max)
}

fn above_one(panel: &Panel) -> f64 {
    let name = match (&panel.y, panel.title.as_str()) {
        (_, "") => 0.0,
        (Scale::Band(_), _) => HEADED,
        _ => ABOVE,
    };
    guides::above(panel) + legend::above(panel) + name + below_name(panel)
}

/// Height of what is said below the name of a panel.
fn below_name(panel: &Panel) -> f64 {
    if panel.subtitle.is_empty() { 0.0 } else { SMALL * 1.25 }
}

/// Where a panel lies in its room; all of a column have the same room for what stands left and right of them, all of a
/// row for what stands above. `first` tells whether it is the one that has the names and values of all, for which there
/// is room already.
fn place<'a>(panel: &'a Panel, whole: Area, (column, row): (&[&Panel], &[Panel]), first: Option<bool>) -> Placed<'a> {
    let most = |room: fn(&Panel) -> f64| column.iter().map(|panel| room(panel)).fold(0.0, f64::max);
    let above = match panel.size {
        Size::Strip => NAMED,
        Size::Small => SMALL_ROW[0],
        Size::Full | Size::Medium | Size::Low => above(row),
    };
    let below = if panel.size == Size::Small {
        SMALL_ROW[2]
    } else if is_one_of_several(panel) || column.len() > 1 && stands_apart(panel) {
        BELOW
    } else {
        0.0
    };
    let top = whole.top + above;
    let left = whole.left + if first.is_none() { most(guides::left) } else { 0.0 };
    let mut plot = Area { left, right: whole.right - most(ends::right), top, bottom: top };
    plot.bottom = match &panel.y {
        Scale::Band(band) => top + step(panel, band, plot.width()) * band.length(),
        _ => whole.bottom - below,
    };
    if let (Some((wide, _)), Scale::Band(band)) = (tiles::size(panel), &panel.x) {
        let (middle, half) = (plot.centre().0, wide * band.names.len() as f64 / 2.0);
        (plot.left, plot.right) = (middle - half, middle + half);
    }
    let air = if let Scale::Time(_) = panel.x { (most(room_aside), 0.0) } else { guides::air(panel) };
    let x = Side::across(&panel.x, &plot, air);
    let y = Side::upward(&panel.y, &plot, head(panel));
    Placed { panel, whole, plot, x, y, is_first: first.unwrap_or(true) }
}

/// Part of the height that stays free above amounts.
#[must_use]
pub fn head(panel: &Panel) -> f64 {
    match panel.size {
        Size::Strip => 0.3,
        Size::Full if panel.marks.iter().any(|mark| mark.kind == Kind::Text && mark.ends == Ends::Nothing) => HEADS.1,
        Size::Small => HEADS.1,
        Size::Low => HEADS.2,
        Size::Full | Size::Medium => HEADS.0,
    }
}

/// Whether it has a name and years of its own.
fn stands_apart(panel: &Panel) -> bool {
    panel.size == Size::Full && !panel.title.is_empty()
}

fn name(scene: &mut Scene, placed: &Placed<'_>) {
    if !placed.panel.title.is_empty() {
        // Above a unit, or above names and values.
        let (over, before) = match (&placed.panel.y, placed.panel.size) {
            (Scale::Band(_), _) if levels::are(placed.panel) => (0.0, 0.0),
            (Scale::Band(_), _) => (guides::above(placed.panel), 0.0),
            (Scale::Amount(amount), Size::Full | Size::Medium | Size::Low) if !amount.unit.is_empty() => {
                (SMALL * 1.7, placed.plot.left - placed.whole.left)
            }
            _ => (0.0, 0.0),
        };
        let room = placed.plot.width() + before;
        let title = Text::new(fit(&placed.panel.title, SMALL, Weight::Bold, room)).size(SMALL).bold();
        let (left, y) = (placed.plot.left - before, placed.plot.top - over - SMALL * 0.6);
        scene.text(title.at(left, y - below_name(placed.panel)));
        let more = fit(&placed.panel.subtitle, SMALL, Weight::Regular, room);
        scene.text(Text::new(more).size(SMALL).colour(MUTED).at(left, y));
    }
}

/// Tells what there is to tell, of columns down to a height.
fn tell(scene: &mut Scene, placed: &Placed<'_>, bottom: f64) {
    let Placed { panel, whole, plot, x, y, .. } = placed;
    for tip in &panel.tips {
        let area = match (&tip.x, &tip.y) {
            (Some(at), None) => {
                let (left, right) = x.room(at);
                Area { left, top: plot.top, right, bottom }
            }
            (None, Some(at)) => {
                let (top, bottom) = y.room(at);
                Area { left: whole.left, top, right: whole.right, bottom }
            }
            (Some(across), Some(at)) => {
                let ((left, right), (top, bottom)) = (x.room(across), y.room(at));
                Area { left, top, right, bottom }
            }
            (None, None) => *plot,
        };
        scene.hint(area, &tip.heading, panel.told(tip));
    }
}
