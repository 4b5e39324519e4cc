//! What is said of series near their last rows, where there is room, each with a line to what it names.

use super::draw::{cell, ends, whisker};
use super::font::Weight;
use super::frame::wrap;
use super::panels::Placed;
use super::place::Board;
use super::scene::{Area, Mark, Point, Scene, Text};
use super::style::{CAPTION, LABEL, MUTED, WHITE};
use crate::figures::align::totals;
use crate::figures::figure::Size;
use crate::figures::mark::{Datum, Ends, Kind};

/// A series and what is said of it.
#[derive(Debug, Clone, PartialEq)]
struct Callout {
    /// What its rows fill; the last is what the words stand near.
    rows: Vec<Area>,
    /// Line by line, the first in bold.
    lines: Vec<String>,
}

/// Around a row, and a line.
const MARK: f64 = 12.0;
const AIR: f64 = 8.0;

/// Writes near their last rows what is said of series, off all that a panel draws.
pub fn draw(scene: &mut Scene, placed: &Placed<'_>) {
    let mut callouts = vec![];
    for mark in placed.panel.marks.iter().filter(|mark| mark.ends == Ends::Near) {
        for series in mark.series() {
            let field = |datum: &Datum| {
                if mark.kind == Kind::Frame {
                    return cell(placed, datum);
                }
                let ((left, bottom), (right, top)) = ends(placed, datum)?;
                Some(Area { left, right, top: top.min(bottom), bottom: bottom.max(top) })
            };
            let rows = mark.of(series).filter_map(field).collect();
            let lines = mark.of(series).last().map_or("", |datum| &datum.label).lines().map(str::to_owned).collect();
            callouts.push(Callout { rows, lines });
        }
    }
    if !callouts.is_empty() {
        let mut board = board(scene, placed, &callouts);
        write(scene, &callouts, &mut board);
    }
}

/// The space that straight lines from a place to another leave free in a panel; beside the unit above a medium one there
/// is room for a line.
#[must_use]
pub fn between_lines(placed: &Placed<'_>) -> Board {
    let above = if placed.panel.size == Size::Medium { LABEL } else { 0.0 };
    let mut board = Board::new(Area { top: placed.plot.top - above, ..placed.plot });
    let rules = placed.panel.marks.iter().filter(|mark| mark.kind == Kind::Rule).flat_map(|mark| &mark.data);
    for (from, to) in rules.filter_map(|datum| whisker(placed, datum)) {
        keep_off(&mut board, &[from, to].map(|(x, y)| (x, y - AIR, y + AIR)));
    }
    board
}

/// The space that the marks of a panel and the words on it leave free.
fn board(scene: &Scene, placed: &Placed<'_>, callouts: &[Callout]) -> Board {
    let mut board = between_lines(placed);
    for mark in &placed.panel.marks {
        let base = placed.plot.bottom;
        if mark.stack.is_some() {
            let tops = totals(mark).into_iter().map(|(at, sum)| (placed.x.at(&at), placed.y.pixels.at(sum)));
            keep_off(&mut board, &tops.map(|(x, top)| (x, top - AIR, base)).collect::<Vec<_>>());
        } else if matches!(mark.kind, Kind::Area | Kind::Line | Kind::Dashed) {
            let air = if mark.kind == Kind::Area { 0.0 } else { AIR };
            for series in mark.series() {
                let rows = mark.of(series).filter_map(|datum| ends(placed, datum));
                let rows = rows.map(|(from, to)| (from.0, from.1.min(to.1) - air, from.1.max(to.1) + air));
                keep_off(&mut board, &rows.collect::<Vec<_>>());
            }
        }
    }
    let points = placed.panel.marks.iter().filter(|mark| matches!(mark.kind, Kind::Dot | Kind::Rule));
    for ((left, bottom), (right, top)) in points.flat_map(|mark| &mark.data).filter_map(|datum| ends(placed, datum)) {
        board.take(Area { left, right, top: top.min(bottom), bottom: bottom.max(top) }.grown(MARK));
    }
    for row in callouts.iter().flat_map(|callout| &callout.rows) {
        board.take(row.grown(MARK));
    }
    for mark in &scene.marks {
        if let Mark::Text(text) = mark {
            board.take(text.area());
        }
    }
    board
}

/// Keeps words off what lies between two outlines: position, upper and lower end.
fn keep_off(board: &mut Board, rows: &[(f64, f64, f64)]) {
    const SLICES: u8 = 40;
    for pair in rows.windows(2) {
        let at = |slice: u8| {
            let share = f64::from(slice) / f64::from(SLICES);
            let between = |from: f64, to: f64| from + (to - from) * share;
            (between(pair[0].0, pair[1].0), between(pair[0].1, pair[1].1), between(pair[0].2, pair[1].2))
        };
        for slice in 0..SLICES {
            let (from, to) = (at(slice), at(slice + 1));
            board.take(Area {
                left: from.0.min(to.0),
                right: from.0.max(to.0),
                top: from.1.min(to.1),
                bottom: from.2.max(to.2),
            });
        }
    }
}

/// Writes all in the order that fails least: the lowest first, which has most drawn beneath it, or the highest.
fn write(scene: &mut Scene, callouts: &[Callout], board: &mut Board) {
    let high = |callout: &Callout| callout.rows.iter().map(|row| row.top).fold(f64::INFINITY, f64::min);
    let mut order: Vec<&Callout> = callouts.iter().collect();
    order.sort_by(|a, b| high(b).total_cmp(&high(a)));
    let attempt = |order: &[&Callout]| {
        let (mut scene, mut board) = (scene.clone(), board.clone());
        let faults: u8 = order.iter().map(|one| write_one(&mut scene, (one, callouts), &mut board)).sum();
        (faults, scene, board)
    };
    let rising = attempt(&order);
    order.reverse();
    let falling = attempt(&order);
    let best = if falling.0 < rising.0 { falling } else { rising };
    (*scene, *board) = (best.1, best.2);
}

/// Writes what is said of a series near its last row, where there is room, with a leader; if it can be, so that neither
/// place nor leader leads to a row of another. Tells how far it failed: 0 if it did not.
fn write_one(scene: &mut Scene, (callout, all): (&Callout, &[Callout]), board: &mut Board) -> u8 {
    const AIR: f64 = 8.0;
    const LINE: f64 = 1.18;
    const UNNAMED: u8 = 3;
    /// Without a leader: how many times as far others' rows must be.
    const CLEAR: f64 = 1.6;
    let Some(mark) = callout.rows.last() else { return 0 };
    let texts = callout.texts();
    let width = texts.iter().map(Text::width).fold(0.0, f64::max);
    let size = (width, CAPTION * LINE * texts.len() as f64);
    let others = || all.iter().filter(|other| *other != callout).flat_map(|other| &other.rows);
    let words =
        scene.marks.iter().filter_map(|mark| if let Mark::Text(text) = mark { Some(text.area()) } else { None });
    let taken: Vec<Area> = others().map(|other| other.grown(MARK)).chain(words).collect();
    // Best where neither place nor leader leads to another row, worst where a leader runs across one or across words.
    let misleads = |place: &Area| match leader(mark, place) {
        Some(line) => 2 * u8::from(crosses(line, &taken)),
        None => u8::from(others().any(|other| gap(other, place) < CLEAR * gap(mark, place))),
    };
    let mut places = around(mark, size);
    places.sort_by_cached_key(&misleads);
    let Some(chosen) = board.choose(places.iter().map(|place| place.grown(AIR))) else { return UNNAMED };
    let place = places[chosen];
    if let Some((from, to)) = leader(mark, &place) {
        scene.line(vec![from, to], MUTED, 2.0);
    }
    scene.rectangle(place.grown(AIR / 2.0), WHITE);
    for (i, text) in texts.into_iter().enumerate() {
        scene.text(text.at(place.left, place.top + CAPTION * (0.9 + LINE * i as f64)));
    }
    misleads(&place)
}

impl Callout {
    fn texts(&self) -> Vec<Text> {
        const WIDEST: f64 = 400.0;
        let mut texts = vec![];
        for (i, line) in self.lines.iter().enumerate() {
            if i == 0 {
                let lines = wrap(line, CAPTION, Weight::Bold, WIDEST).into_iter();
                texts.extend(lines.map(|line| Text::new(line).bold()));
            } else {
                texts.push(Text::new(line));
            }
        }
        texts.into_iter().map(|text| text.size(CAPTION).colour(MUTED)).collect()
    }
}

/// Places for a label of a size around a figure, the nearest first; above or below rather than aside.
fn around(mark: &Area, (width, height): (f64, f64)) -> Vec<Area> {
    const STEP: f64 = 18.0;
    const STEPS: i32 = 45;
    const AWAY: f64 = 30.0;
    let (x, y) = mark.centre();
    let mut places = vec![];
    for across in -STEPS..=STEPS {
        for down in -STEPS..=STEPS {
            let (left, top) = (x + f64::from(across) * STEP - width / 2.0, y + f64::from(down) * STEP - height / 2.0);
            let place = Area { left, top, right: left + width, bottom: top + height };
            let aside = (x - x.clamp(place.left, place.right)).abs();
            if gap(mark, &place) >= AWAY {
                places.push((gap(mark, &place) + aside, place));
            }
        }
    }
    places.sort_by(|a, b| a.0.total_cmp(&b.0));
    places.into_iter().map(|(_, place)| place).collect()
}

/// How far a label is from a figure.
fn gap(mark: &Area, place: &Area) -> f64 {
    let aside = (place.left - mark.right).max(mark.left - place.right).max(0.0);
    let above = (place.top - mark.bottom).max(mark.top - place.bottom).max(0.0);
    aside.hypot(above)
}

/// The line from a figure to the near side of a label; none if they are not apart.
fn leader(mark: &Area, place: &Area) -> Option<(Point, Point)> {
    const NEAR: f64 = 60.0;
    const AIR: f64 = 8.0;
    let from = (mark.left, place.centre().1.clamp(mark.top, mark.bottom));
    let to = (from.0.clamp(place.left - AIR, place.right + AIR), from.1.clamp(place.top - AIR, place.bottom + AIR));
    ((to.0 - from.0).hypot(to.1 - from.1) > NEAR).then_some((from, to))
}

/// Whether a line runs across any of some areas.
fn crosses((from, to): (Point, Point), areas: &[Area]) -> bool {
    const STEPS: u8 = 24;
    (1..=STEPS).any(|step| {
        let share = f64::from(step) / f64::from(STEPS);
        let (x, y) = (from.0 + (to.0 - from.0) * share, from.1 + (to.1 - from.1) * share);
        areas.iter().any(|area| area.holds(&Area { left: x, right: x, top: y, bottom: y }))
    })
}
