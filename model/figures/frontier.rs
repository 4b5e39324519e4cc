//! `frontier`: which of two axes compute follows, over a grid of both, and where that changes.

use super::cells::{Cell, Grid, frame_cell, room};
use super::crossing;
use super::font::{Anchor, Weight};
use super::frame::{HANGING, Heading, RISING, fit, frame_from};
use super::frontier_map::{Leader, Map};
use super::key::Key;
use super::place::Board;
use super::scene::{Area, Point, Scene, Text, Value};
use super::style::{Colour, INK, LEADING, MARGIN, PALETTE, SMALL, WHITE, WIDTH, blend, ink_on};
use super::sweep_words::{origin, subject};
use super::words::figures;
use crate::experiment::sweep::record::Finished;
use crate::experiment::sweep::tables;
use crate::experiment::sweep::tables::{FlipLineRow, FrontierRow};

/// Width of the key, and between it and the cells.
const KEY: f64 = 290.0;
const APART: f64 = 56.0;
/// Widest and highest cell, its height over its width, and the height of all.
const CELL: (f64, f64) = (280.0, 170.0);
const FLAT: f64 = 0.64;
const TALLEST: f64 = 1150.0;
const KEY_TALLEST: f64 = 640.0;

/// Draws it; nothing unless two axes are known to move compute somewhere.
#[must_use]
pub fn draw(sweep: &Finished, rows: &[FrontierRow], line: &[FlipLineRow]) -> Option<Scene> {
    let map = Map::of(sweep, rows, line)?;
    let heading = Heading { title: map.title(), subtitle: SUBTITLE.to_owned(), notes: map.notes() };
    let sides = [map.side(0), map.side(1)];
    let wide = WIDTH - 2.0 * MARGIN - KEY - APART;
    let (left, ..) = room((&sides[0], &sides[1]), wide);
    let across = ((wide - left) / map.levels[0].len() as f64).min(CELL.0);
    let upward = (across * FLAT).min(CELL.1).min(TALLEST / map.levels[1].len() as f64);
    let (width, height) = (across * map.levels[0].len() as f64, upward * map.levels[1].len() as f64);
    let (_, above, below) = room((&sides[0], &sides[1]), width);
    let data = above + height.max(KEY_TALLEST / 2.0) + below - RISING - HANGING;
    let (mut scene, area) = frame_from(&origin(sweep), heading, data);
    let area = Area { left: area.left + left, top: area.top + above - RISING, ..area };
    let area = Area { right: area.left + width, bottom: area.top + height, ..area };
    let grid = Grid::draw(&mut scene, area, (&sides[0], &sides[1]));
    map.draw(&mut scene, &grid);
    let left = area.right + APART;
    let bottom = area.top + height.clamp(KEY_TALLEST / 2.0, KEY_TALLEST);
    map.key().draw(&mut scene, Area { left, right: left + KEY, top: area.top, bottom }, |share| {
        map.shade(2.0 * share - 1.0)
    });
    Some(scene)
}

impl Map<'_> {
    fn shade(&self, share: f64) -> Colour {
        const PALEST: f64 = 0.1;
        let end = ends(self.names)[usize::from(share < 0.0)];
        blend(WHITE, end, PALEST + (1.0 - PALEST) * share.abs().min(1.0))
    }

    fn cells(&self) -> Vec<Vec<Cell>> {
        const NEITHER: Colour = WHITE;
        let cell = |(upward, across): (usize, usize), (leader, apart): (Leader, Option<f64>)| {
            let (colour, word) = match (leader, apart) {
                (Leader::Unknown, _) | (_, None) => return Cell::empty(self.told((across, upward), None)),
                (Leader::Tie | Leader::Neither, _) => (NEITHER, "0".to_owned()),
                (_, Some(apart)) => (self.shade(apart / self.most), format!("{:.2}", apart.abs())),
            };
            Cell { colour: Some(colour), words: vec![word], told: self.told((across, upward), Some(colour)) }
        };
        let row = |(upward, row): (usize, &Vec<(Leader, Option<f64>)>)| {
            row.iter().enumerate().map(|(across, &point)| cell((upward, across), point)).collect()
        };
        self.points.iter().enumerate().map(row).collect()
    }

    /// What is told of a point: which of the two compute follows, how closely each, and what the scenario brings.
    fn told(&self, at: (usize, usize), colour: Option<Colour>) -> Vec<Value> {
        let Some(row) = self.row(at) else { return vec![Value::of("Certified optimum", "none", None)] };
        let name = |name: &str| subject(self.sweep, name);
        let leader = match &row.leader {
            tables::Leader::Unknown => "not known".to_owned(),
            tables::Leader::Tie => "both alike".to_owned(),
            tables::Leader::Neither => "neither".to_owned(),
            tables::Leader::Axis(leader) => name(leader),
        };
        let brings = |axis: &str, elasticity: Option<f64>| {
            let share = elasticity.map_or_else(
                || "not known".to_owned(),
                |share| format!("{share:+.2}% compute").replace('-', "−").replace("+0.00", "0.00"),
            );
            Value::of(format!("1% more {}", name(axis)), share, None)
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

    fn draw(&self, scene: &mut Scene, grid: &Grid) {
        let cells = self.cells();
        grid.fill(scene, &cells);
        let mut board = Board::new(grid.area);
        self.draw_line(scene, grid, &mut board);
        self.draw_base(scene, grid, &mut board);
        for leader in [Leader::First, Leader::Second] {
            self.draw_region(scene, grid, (leader, &cells), &mut board);
        }
        grid.write(scene, &cells, &mut board);
        if let Some(cell) = self.base_cell(grid) {
            frame_cell(scene, &cell);
        }
        grid.hints(scene, &cells, ("", [&self.side(0), &self.side(1)]));
    }

    /// The cell of today's point, if it stands at a level of both axes.
    fn base_cell(&self, grid: &Grid) -> Option<Area> {
        let (across, upward) = self.side(0).base.zip(self.side(1).base)?;
        Some(grid.cell(across, upward))
    }

    /// Where both are equal.
    fn draw_line(&self, scene: &mut Scene, grid: &Grid, board: &mut Board) {
        const THICK: f64 = 6.0;
        const AROUND: f64 = 13.0;
        const STEP: f64 = 6.0;
        let pixel = |at: (f64, f64)| self.place(at).map(|place| grid.point(place));
        let pieces: Vec<[Point; 2]> =
            self.line.iter().filter_map(|[from, to]| Some([pixel(*from)?, pixel(*to)?])).collect();
        for (width, colour) in [(AROUND, WHITE), (THICK, INK)] {
            for &[from, to] in &pieces {
                scene.line(vec![from, to], colour, width);
                for end in [from, to] {
                    scene.dot(end, width / 2.0, colour);
                }
            }
        }
        for [from, to] in pieces {
            let steps = ((to.0 - from.0).hypot(to.1 - from.1) / STEP).ceil().max(1.0);
            for step in 0..=steps as usize {
                let share = step as f64 / steps;
                let (x, y) = (from.0 + (to.0 - from.0) * share, from.1 + (to.1 - from.1) * share);
                board.take(Area { left: x, right: x, top: y, bottom: y }.grown(AROUND / 2.0));
            }
        }
    }

    /// Today's point: a ring where it lies between levels, and its name beside it. A cell is framed when all else is drawn.
    fn draw_base(&self, scene: &mut Scene, grid: &Grid, board: &mut Board) {
        const RING: f64 = 13.0;
        const AIR: f64 = 9.0;
        let Some(place) = self.base[0].zip(self.base[1]).and_then(|base| self.place(base)) else { return };
        let (x, y) = grid.point(place);
        let cell = self.base_cell(grid);
        let marked = cell.unwrap_or_else(|| Area { left: x, right: x, top: y, bottom: y }.grown(RING));
        if cell.is_none() {
            scene.dot((x, y), RING, INK);
            scene.dot((x, y), RING / 2.0, WHITE);
            board.take(marked);
        }
        let words = fit(&format!("Today ({})", self.sweep.base), SMALL, Weight::Bold, grid.area.width() / 2.0);
        let text = Text::new(words).size(SMALL).bold();
        let beside = [
            text.clone().centred(marked.right + 2.0 * AIR, y),
            text.clone().anchor(Anchor::End).centred(marked.left - 2.0 * AIR, y),
            text.clone().anchor(Anchor::Middle).centred(x, marked.top - SMALL - AIR),
            text.anchor(Anchor::Middle).centred(x, marked.bottom + SMALL + AIR),
        ];
        if let Some(chosen) = board.choose(beside.iter().map(|text| text.area().grown(AIR))) {
            let plate = beside[chosen].area().grown(AIR);
            scene.rectangle(plate, WHITE);
            scene.text(beside[chosen].clone());
        }
    }

    /// Name of who leads, across cells in the midst of where it does.
    fn draw_region(&self, scene: &mut Scene, grid: &Grid, (leader, cells): (Leader, &[Vec<Cell>]), board: &mut Board) {
        const AIR: f64 = 12.0;
        let name = self.names[usize::from(leader == Leader::Second)];
        let words = format!("Compute follows {}", subject(self.sweep, name));
        let text = Text::new(words).bold().anchor(Anchor::Middle);
        let span = ((text.width() + 2.0 * AIR) / (grid.area.width() / grid.count.0 as f64)).ceil() as usize;
        let base = self.side(0).base.zip(self.side(1).base);
        let holds_base = |&(column, row): &(usize, usize)| {
            base.is_some_and(|(across, upward)| row == upward && (column..column + span).contains(&across))
        };
        let mut spots = crossing::spots(&self.points, span, |point| point.0 == leader);
        spots.retain(|spot| !holds_base(spot));
        let area = |&(column, row): &(usize, usize)| {
            let (from, to) = (grid.cell(column, row), grid.cell(column + span - 1, row));
            let lower = (text.size * LEADING - from.height()).max(0.0) / 2.0;
            Area { right: to.right, top: from.top - lower, bottom: from.bottom + lower, ..from }
        };
        let Some(chosen) = board.choose(spots.iter().map(area)) else { return };
        let spot = spots[chosen];
        let colours: Vec<Colour> = (0..span).filter_map(|i| cells[spot.1][spot.0 + i].colour).collect();
        let Some(&colour) = colours.get(colours.len() / 2) else { return };
        let area = area(&spot);
        scene.rectangle(area, colour);
        let (x, y) = area.centre();
        scene.text(text.colour(ink_on(colour)).centred(x, y));
    }

    fn key(&self) -> Key {
        const HALF: f64 = 0.5;
        let more = if self.most >= 1.0 { " and more" } else { "" };
        let side = |share: f64| format!("{:.2}", share * self.most);
        let is_unknown = self.count(Leader::Unknown) > 0;
        Key {
            above: format!("More from {}, by", subject(self.sweep, self.names[0])),
            below: format!("More from {}, by", subject(self.sweep, self.names[1])),
            ticks: vec![
                (1.0, format!("{}{more}", side(1.0))),
                (1.0 - HALF / 2.0, side(HALF)),
                (HALF, "equal".to_owned()),
                (HALF / 2.0, side(HALF)),
                (0.0, format!("{}{more}", side(1.0))),
            ],
            line: Some(HALF),
            empty: is_unknown.then(|| "not known".to_owned()),
        }
    }

    fn notes(&self) -> String {
        let unknown = if self.count(Leader::Unknown) > 0 {
            " –: the scenario or one beside it has no certified optimum, or a level is 0."
        } else {
            ""
        };
        format!("{NOTES}{unknown}")
    }
}

const SUBTITLE: &str =
    "Per cent of compute that 1% more of one of the two brings beyond what 1% more of the other brings";

const NOTES: &str = "Compute follows what it has the larger elasticity to: per cent of mean compute over the horizon per per cent of a level, between \
     neighbouring points of the grid. Numbers: the larger elasticity less the smaller. Line: where both are equal, interpolated. Levels stand side by \
     side, not to scale.";

/// Navy and amber: chips are navy and energy is amber in all charts.
fn ends(names: [&str; 2]) -> [Colour; 2] {
    const AMBER: [&str; 3] = ["energy", "power", "grid"];
    let (navy, amber) = (PALETTE[0], PALETTE[1]);
    if names[1] == "chips" || AMBER.contains(&names[0]) { [amber, navy] } else { [navy, amber] }
}
