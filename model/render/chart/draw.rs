//! Marks in place.

use super::areas::{across, areas, edges};
use super::axis::inside;
use super::cells;
use super::fading::Names;
use super::font::{Anchor, Weight};
use super::frame::shrunk;
use super::hatch::{inside_stripes, stripes};
use super::levels;
use super::panels::Placed;
use super::scene::{Area, Point, Scene, Stroke, Text};
use super::side::aside;
use super::style::{Colour, INK, LABEL, MUTED, SMALL, TRACK, WHITE, ink_on};
use super::tiles;
use crate::figures::figure::Size;
use crate::figures::mark::{At, Datum, Ends, Kind, Mark};
use crate::figures::scale::{Room, Scale};

/// Thickness of lines and whiskers, of thick lines, of what parts whiskers from what is behind them, of thin lines, of
/// rules; half the width of the ends of a whisker; radius of a point.
const LINE: f64 = 4.0;
const THICK: f64 = 10.0;
const HALO: f64 = 9.0;
const THIN: f64 = 2.0;
const RULE: f64 = 3.0;
const CAP: f64 = 9.0;
const DOT: f64 = 9.0;
/// Half the width and height of a diamond with its rim: a dot on it hides only its middle.
const DIAMOND: f64 = 17.0;
/// Thickness of a rim.
const RIM: f64 = 3.5;

/// Draws all marks of a panel.
pub fn marks(scene: &mut Scene, placed: &Placed<'_>) {
    for mark in &placed.panel.marks {
        match mark.kind {
            Kind::Rect if mark.stack.is_some() => columns(scene, placed, mark),
            Kind::Rect => rectangles(scene, placed, mark),
            Kind::Area if mark.stack.is_none() => ranges(scene, placed, mark),
            Kind::Area => stack(scene, placed, mark),
            Kind::Line | Kind::Dashed => lines(scene, placed, mark),
            Kind::Frame => mark.data.iter().for_each(|datum| frame(scene, placed, datum)),
            Kind::Rule => {
                mark.data.iter().for_each(|datum| halo(scene, placed, datum));
                mark.data.iter().for_each(|datum| rule(scene, placed, datum));
            }
            Kind::Dot | Kind::Diamond => dots(scene, placed, mark),
            Kind::Text if mark.ends != Ends::Nothing => {}
            Kind::Text if is_room(&placed.panel.y, Room::Bullet) => bullets(scene, placed, mark),
            Kind::Text => words(scene, placed, mark),
        }
    }
}

/// Rows of a mark with the amounts between which they lie, on each other if they are stacked.
pub fn stacked(mark: &Mark) -> Vec<(&Datum, f64, f64)> {
    let mut bases: Vec<(&At, (f64, f64))> = vec![];
    let mut rows = vec![];
    for datum in &mark.data {
        let (Some(x), Some(value)) = (&datum.x, datum.y.as_ref().and_then(At::amount)) else { continue };
        if mark.stack.is_none() {
            let to = datum.y2.as_ref().and_then(At::amount);
            rows.push((datum, to.map_or(0.0, |to| value.min(to)), to.map_or(value, |to| value.max(to))));
            continue;
        }
        if !bases.iter().any(|(at, _)| *at == x) {
            bases.push((x, (0.0, 0.0)));
        }
        if let Some((_, base)) = bases.iter_mut().find(|(at, _)| *at == x) {
            let base = if value < 0.0 { &mut base.0 } else { &mut base.1 };
            rows.push((datum, base.min(*base + value), base.max(*base + value)));
            *base += value;
        }
    }
    rows
}

/// Stacked columns with their words where there is room.
fn columns(scene: &mut Scene, placed: &Placed<'_>, mark: &Mark) {
    const LEAST: f64 = 0.5;
    for (datum, low, high) in stacked(mark).into_iter().filter(|(_, low, high)| high > low) {
        let Some(x) = &datum.x else { continue };
        let (left, right) = placed.x.reach((x, None), true);
        let area = Area { left, right, top: placed.y.pixels.at(high), bottom: placed.y.pixels.at(low) };
        if area.height() < LEAST {
            continue;
        }
        fill(scene, area, datum);
        scene.line(vec![(area.left, area.top), (area.right, area.top)], WHITE, 2.0);
        let text = Text::new(&datum.label).size(SMALL);
        if datum.striped && !datum.label.is_empty() {
            inside_stripes(scene, &area, text, datum.colour);
        } else if !datum.label.is_empty() && datum.colour != TRACK {
            inside(scene, &area, text.colour(ink_on(datum.colour)));
        }
    }
}

/// Fills an area with the colour of a row, or with stripes of it.
pub fn fill(scene: &mut Scene, area: Area, datum: &Datum) {
    if datum.striped { stripes(scene, area, datum.colour) } else { scene.rectangle(area, datum.colour) }
}

/// Bars, columns and cells that stand alone.
fn rectangles(scene: &mut Scene, placed: &Placed<'_>, mark: &Mark) {
    let is_amount = |scale: &Scale| matches!(scale, Scale::Amount(_));
    let mut end = f64::NEG_INFINITY;
    let sizes = cells::sizes(placed, mark);
    let series = if mark.abreast { mark.series() } else { vec![] };
    for datum in &mark.data {
        let (Some(x), Some(y)) = (&datum.x, &datum.y) else { continue };
        let (across, upward) =
            (placed.x.reach((x, datum.x2.as_ref()), true), placed.y.reach((y, datum.y2.as_ref()), false));
        let (left, right) = (across.0.min(across.1), across.0.max(across.1));
        let area = Area { left, right, top: upward.0.min(upward.1), bottom: upward.0.max(upward.1) };
        let among = series.iter().position(|name| *name == datum.series);
        let area = among.map_or(area, |index| beside(&area, (index, series.len()), placed.y.is_band()));
        if is_room(&placed.panel.x, Room::Tile) {
            tiles::draw(scene, datum, area);
            continue;
        }
        if area.width() >= 1.0 && area.height() > 0.0 {
            scene.rectangle(area, datum.colour);
        }
        if datum.label.is_empty() || is_room(&placed.panel.x, Room::Level) {
            continue;
        }
        let text = Text::new(&datum.label);
        let text = if datum.bold { text.bold() } else { text };
        if placed.x.is_band() && placed.y.is_band() {
            cells::words(scene, &area, datum, (text, sizes));
        } else if is_amount(&placed.panel.x) {
            let size = if series.len() > 1 { SMALL.min(area.height()) } else { SMALL };
            beside_bar(scene, text.size(size), (across, area.centre().1));
        } else if is_amount(&placed.panel.y) {
            let text = text.size(SMALL).anchor(Anchor::Middle);
            let half = text.width() / 2.0;
            let middle = area.centre().0.clamp(placed.plot.left + half, placed.plot.right - half);
            let text = text.at(middle, area.top - LABEL * 0.3);
            if text.area().left > end {
                end = text.area().right + SMALL * 0.3;
                scene.text(text);
            }
        }
    }
    if is_room(&placed.panel.x, Room::Level) {
        levels::words(scene, placed, mark);
    }
}

/// The room of a row between two names.
pub fn cell(placed: &Placed<'_>, datum: &Datum) -> Option<Area> {
    let (left, right) = placed.x.reach((datum.x.as_ref()?, None), true);
    let (top, bottom) = placed.y.reach((datum.y.as_ref()?, None), false);
    Some(Area { left, top, right, bottom })
}

/// A rim around a cell.
fn frame(scene: &mut Scene, placed: &Placed<'_>, datum: &Datum) {
    let Some(cell) = cell(placed, datum) else { return };
    for (around, width, colour) in [(1.0, 9.0, WHITE), (2.0, 5.0, datum.colour)] {
        let Area { left, right, top, bottom } = cell.grown(around);
        let corner = width / 2.0;
        for y in [top, bottom] {
            scene.line(vec![(left - corner, y), (right + corner, y)], colour, width);
        }
        for x in [left, right] {
            scene.line(vec![(x, top), (x, bottom)], colour, width);
        }
    }
}

/// The n-th of so many parts of the room of a bar, below each other or side by side.
fn beside(area: &Area, (index, count): (usize, usize), is_below: bool) -> Area {
    const AIR: f64 = 1.5;
    if is_below {
        let part = area.row(index, area.height() / count as f64);
        return Area { top: part.top + AIR, bottom: part.bottom - AIR, ..part };
    }
    let wide = area.width() / count as f64;
    let left = area.left + index as f64 * wide;
    Area { left: left + AIR, right: left + wide - AIR, ..*area }
}

/// Words at the end of a bar, on the side to which it goes.
fn beside_bar(scene: &mut Scene, text: Text, ((from, to), y): ((f64, f64), f64)) {
    const AIR: f64 = 16.0;
    let text = if text.weight == Weight::Bold { text } else { text.colour(MUTED) };
    let text = if to < from { text.anchor(Anchor::End).centred(to - AIR, y) } else { text.centred(to + AIR, y) };
    scene.rectangle(text.area(), WHITE);
    scene.text(text);
}

/// Areas on each other, over years, with the names of those that fade.
fn stack(scene: &mut Scene, placed: &Placed<'_>, mark: &Mark) {
    let Scale::Time(years) = &placed.panel.x else { return };
    let layers = mark.as_layers();
    let edges = edges(&layers, years.len(), &placed.y.pixels);
    let across = across(years, &placed.x.pixels);
    areas(scene, &layers, &edges, &across);
    let totals = crate::figures::stack::totals(&layers, years.len());
    let tops: Vec<f64> = totals.into_iter().map(|value| placed.y.pixels.at(value)).collect();
    Names { layers: &layers, edges: &edges, across: &across, tops: &tops }.draw(scene, placed.plot);
}

fn point(placed: &Placed<'_>, datum: &Datum) -> Option<Point> {
    Some((placed.x.at(datum.x.as_ref()?) + aside(placed.panel, &datum.series), placed.y.at(datum.y.as_ref()?)))
}

/// Where a row starts and ends.
pub fn ends(placed: &Placed<'_>, datum: &Datum) -> Option<(Point, Point)> {
    let (x, y) = point(placed, datum)?;
    let shift = aside(placed.panel, &datum.series);
    let to_x = datum.x2.as_ref().map_or(x, |at| placed.x.at(at) + shift);
    Some(((x, y), (to_x, datum.y2.as_ref().map_or(y, |at| placed.y.at(at)))))
}

/// Areas between the ends of rows.
fn ranges(scene: &mut Scene, placed: &Placed<'_>, mark: &Mark) {
    const PALE: f64 = 0.28;
    for series in mark.series() {
        let Some(datum) = mark.of(series).next() else { continue };
        let rows: Vec<(Point, Point)> = mark.of(series).filter_map(|datum| ends(placed, datum)).collect();
        let outline = over_years(placed, rows.iter().map(|(_, to)| *to).collect()).into_iter();
        let lower = over_years(placed, rows.iter().map(|(from, _)| *from).collect());
        let outline = outline.chain(lower.into_iter().rev()).collect();
        let opacity = if datum.bold { 1.0 } else { PALE };
        scene.marks.push(super::scene::Mark::Polygon(outline, datum.colour, opacity));
    }
}

/// Points from year to year; those of a single year from its one side to the other.
fn over_years(placed: &Placed<'_>, points: Vec<Point>) -> Vec<Point> {
    match (&placed.panel.x, points.as_slice()) {
        (Scale::Time(years), [(_, y)]) if years.len() == 1 => {
            across(years, &placed.x.pixels).into_iter().map(|x| (x, *y)).collect()
        }
        _ => points,
    }
}

fn lines(scene: &mut Scene, placed: &Placed<'_>, mark: &Mark) {
    for series in mark.series() {
        let Some(datum) = mark.of(series).next() else { continue };
        let points = over_years(placed, mark.of(series).filter_map(|datum| point(placed, datum)).collect());
        let width = match (mark.kind, datum.bold) {
            (Kind::Dashed, false) => THIN,
            (Kind::Line, true) => THICK,
            _ => LINE,
        };
        let stroke = Stroke { points, colour: datum.colour, width };
        if mark.kind == Kind::Dashed { scene.dashed(&stroke) } else { scene.line(stroke.points, stroke.colour, width) }
    }
}

/// Where a line from a place to another starts and ends.
pub fn whisker(placed: &Placed<'_>, datum: &Datum) -> Option<(Point, Point)> {
    (datum.x2.is_some() || datum.y2.is_some()).then(|| ends(placed, datum))?.filter(|(from, to)| from != to)
}

/// What parts it from what is behind it.
fn halo(scene: &mut Scene, placed: &Placed<'_>, datum: &Datum) {
    if let Some((from, to)) = whisker(placed, datum) {
        scene.line(vec![from, to], WHITE, HALO);
    }
}

/// A line over all of the panel, the whiskers of a range, or a piece of a line.
fn rule(scene: &mut Scene, placed: &Placed<'_>, datum: &Datum) {
    let plot = &placed.plot;
    match (&datum.x, &datum.y) {
        (Some(x), None) => {
            let x = placed.x.at(x);
            scene.line(vec![(x, plot.top), (x, plot.bottom)], datum.colour, RULE);
        }
        (None, Some(y)) => {
            let y = placed.y.at(y);
            scene.line(vec![(plot.left, y), (plot.right, y)], datum.colour, RULE);
        }
        (Some(x), Some(y)) if placed.y.is_band() && datum.x2.is_none() && datum.y2.is_none() => {
            notch(scene, (placed.x.at(x), placed.y.at(y)), (placed.y.step() / 2.0 - CAP, datum.colour));
        }
        (Some(x), Some(y)) if placed.x.is_band() && datum.x2.is_none() && datum.y2.is_none() => {
            let (y, (left, right)) = (placed.y.at(y), placed.x.reach((x, None), true));
            line_apart(scene, [(left, y), (right, y)], datum.colour);
        }
        (Some(_), Some(_)) => {
            let Some((from, to)) = whisker(placed, datum) else { return };
            scene.line(vec![from, to], datum.colour, LINE);
            let (wide, high) = if datum.x2.is_some() { (0.0, CAP) } else { (CAP, 0.0) };
            let is_piece = datum.x2.is_some() && datum.y2.is_some();
            for (x, y) in [from, to] {
                if is_piece {
                    scene.dot((x, y), LINE / 2.0, datum.colour);
                    continue;
                }
                scene.line(vec![(x - wide, y - high), (x + wide, y + high)], datum.colour, LINE);
            }
        }
        (None, None) => {}
    }
}

fn dots(scene: &mut Scene, placed: &Placed<'_>, mark: &Mark) {
    for (datum, centre) in mark.data.iter().filter_map(|datum| Some((datum, point(placed, datum)?))) {
        dot(scene, mark.kind, centre, datum.colour);
    }
}

/// A point.
pub fn dot(scene: &mut Scene, kind: Kind, (x, y): Point, colour: Colour) {
    if kind == Kind::Diamond {
        let corners = |half: f64| vec![(x, y - half), (x + half, y), (x, y + half), (x - half, y)];
        scene.polygon(corners(DIAMOND), INK);
        scene.polygon(corners(DIAMOND - RIM), colour);
    } else {
        let (rim, thick) = if colour == WHITE { (INK, RIM) } else { (WHITE, 2.0) };
        scene.dot((x, y), DOT + thick, rim);
        scene.dot((x, y), DOT, colour);
    }
}

/// A short line upwards that stands out from what it crosses.
pub fn notch(scene: &mut Scene, (x, y): Point, (half, colour): (f64, Colour)) {
    line_apart(scene, [(x, y - half), (x, y + half)], colour);
}

fn line_apart(scene: &mut Scene, ends: [Point; 2], colour: Colour) {
    for (width, colour) in [(RULE * 4.0, WHITE), (RULE * 2.0, colour)] {
        scene.line(ends.to_vec(), colour, width);
    }
}

/// Words above places, as large as those at one height leave each other room; on a plate as wide as the column below
/// them, unless they stand within it.
fn words(scene: &mut Scene, placed: &Placed<'_>, mark: &Mark) {
    const AIR: f64 = 8.0;
    let labels: Vec<&str> = mark.data.iter().map(|datum| datum.label.as_str()).collect();
    let places: Vec<(&Datum, Point)> =
        mark.data.iter().filter_map(|datum| Some((datum, point(placed, datum)?))).collect();
    let room = if placed.x.is_band() { placed.x.step() } else { f64::INFINITY };
    let beside = places.iter().flat_map(|(_, one)| {
        let level = places.iter().filter(|(_, other)| other.1 == one.1 && other.0 > one.0);
        level.map(|(_, other)| other.0 - one.0)
    });
    let most = if placed.panel.size == Size::Low { SMALL } else { LABEL };
    let size = shrunk(&labels, most, Weight::Bold, beside.fold(room, f64::min) - AIR);
    for (datum, (x, y)) in places {
        let text =
            Text::new(&datum.label).size(size).colour(datum.colour).anchor(Anchor::Middle).at(x, y - LABEL * 0.45);
        let text = if datum.bold { text.bold() } else { text };
        let area = text.area().grown(2.0);
        let high = height(placed, datum);
        let column = datum.x.as_ref().filter(|_| high > 0.0);
        let (left, right) = column.map_or((x, x), |at| placed.x.reach((at, None), true));
        if placed.y.pixels.at(high) > area.top {
            scene.rectangle(Area { left: left.min(area.left), right: right.max(area.right), ..area }, WHITE);
        }
        scene.text(text);
    }
}

fn is_room(scale: &Scale, room: Room) -> bool {
    matches!(scale, Scale::Band(band) if band.room == room)
}

/// Words above thin bars, those of a row on one line: at the start from the left, at the end from the right.
fn bullets(scene: &mut Scene, placed: &Placed<'_>, mark: &Mark) {
    const ABOVE: f64 = 11.0;
    let weighted = |text: Text, datum: &Datum| if datum.bold { text.bold() } else { text };
    for datum in &mark.data {
        let Some((x, y)) = point(placed, datum) else { continue };
        let row = mark.data.iter().filter(|other| other.y == datum.y);
        let wide: f64 = row.map(|other| weighted(Text::new(&other.label).size(SMALL), other).width()).sum();
        let size = SMALL * ((placed.plot.width() - 2.0 * SMALL) / wide).min(1.0);
        let anchor = if x > placed.plot.centre().0 { Anchor::End } else { Anchor::Start };
        scene.text(weighted(
            Text::new(&datum.label).size(size).colour(datum.colour).anchor(anchor).at(x, y - ABOVE),
            datum,
        ));
    }
}

/// The amount up to which stacks reach where a row lies.
fn height(placed: &Placed<'_>, at: &Datum) -> f64 {
    let stacks = placed.panel.marks.iter().filter(|mark| mark.stack.is_some());
    stacks.flat_map(stacked).filter(|(datum, ..)| datum.x == at.x).map(|(.., high)| high).fold(0.0, f64::max)
}
