//! `backcast_outlooks`: published outlooks of data centres and AI against a scenario's own line.

use super::axis::{EndLabel, Scale, calendar, end_labels, end_width, heights_between};
use super::backcast_marks::MODEL;
use super::backcast_told as told;
use super::font::Weight;
use super::frame::{Heading, fit, frame_around};
use super::outlook::{Figure, Outlook};
use super::outlook_drawn::{bands, marks, name, unnamed};
use super::place::Board;
use super::scene::{Area, Point, Scene, Stroke, Text, Value};
use super::stack;
use super::style::{LABEL, MUTED, SMALL, WHITE};
use super::words::within;
use crate::experiment::backcast::quantities::{Driver, Quantity, known};
use crate::experiment::backcast::tables::{LineRow, Position, PositionRow};
use crate::results::Labels;

/// Panels in a row below the first, space between them, heights of data, and of the words above and below.
const ROW: usize = 3;
const APART: f64 = 70.0;
const FIRST: f64 = 560.0;
const HIGH: f64 = 540.0;
const ABOVE: f64 = 130.0;
const BELOW: f64 = 90.0;
/// Of the first panel below the words of the chart.
const LOWER: f64 = 100.0;

/// Outlooks of one quantity, and the scenario's line.
struct Panel<'a> {
    quantity: &'static Quantity,
    rows: Vec<&'a PositionRow>,
    line: Vec<(i32, f64)>,
    unit: &'static str,
}

/// Draws it; nothing without outlooks of what AI drives.
#[must_use]
pub fn draw(labels: &Labels, rows: &[PositionRow], lines: &[LineRow]) -> Option<Scene> {
    let panels = panels(rows, lines);
    let first = panels.first()?;
    let heading = Heading {
        title: title(labels, first),
        subtitle: format!("Published outlooks and the scenario {}, by quantity", labels.scenario),
        notes: "Thick line: the model, in the definition that outlooks.csv gives beside the publishers'. Dots are central figures, bars and \
                bands ranges. Publishers differ in what they count."
            .to_owned(),
    };
    let more = (panels.len() - 1).div_ceil(ROW) as f64;
    let (mut scene, area) = frame_around(labels, heading, LOWER + FIRST + more * (BELOW + ABOVE + HIGH));
    let top = area.top + LOWER;
    draw_panel(&mut scene, Area { top, bottom: top + FIRST, ..area }, (labels, first));
    let wide = (area.width() - APART * (ROW as f64 - 1.0)) / ROW as f64;
    for (i, panel) in panels[1..].iter().enumerate() {
        let left = area.left + (i % ROW) as f64 * (wide + APART);
        let top = top + FIRST + BELOW + (i / ROW) as f64 * (ABOVE + HIGH + BELOW) + ABOVE;
        draw_panel(&mut scene, Area { left, right: left + wide, top, bottom: top + HIGH }, (labels, panel));
    }
    Some(scene)
}

/// Quantities that AI drives, the one with most outlooks first.
fn panels<'a>(rows: &'a [PositionRow], lines: &[LineRow]) -> Vec<Panel<'a>> {
    let mut panels: Vec<Panel<'a>> = vec![];
    for row in rows.iter().filter(|row| row.model.is_some()) {
        let Some(quantity) = known(&row.quantity).filter(|known| matches!(known.driver, Driver::Ai(_))) else {
            continue;
        };
        if let Some(panel) = panels.iter_mut().find(|panel| panel.quantity.name == quantity.name) {
            panel.rows.push(row);
            continue;
        }
        let line = lines.iter().filter(|line| line.quantity == row.quantity);
        panels.push(Panel {
            quantity,
            rows: vec![row],
            line: line.map(|line| (line.year, line.model)).collect(),
            unit: told::shown(quantity.unit).0,
        });
    }
    for panel in &mut panels {
        let last = panel.rows.iter().map(|row| row.year).max().unwrap_or(i32::MAX);
        panel.line.retain(|(year, _)| *year <= last);
        for (_, value) in &mut panel.line {
            *value *= told::shown(panel.quantity.unit).1;
        }
    }
    panels.sort_by_key(|panel| std::cmp::Reverse(panel.rows.len()));
    panels
}

/// What each publisher says.
fn outlooks(panel: &Panel<'_>) -> Vec<Outlook> {
    let mut outlooks: Vec<Outlook> = vec![];
    for row in &panel.rows {
        let given: Vec<f64> = [row.published_low, row.published_central, row.published_high]
            .into_iter()
            .flatten()
            .map(|value| value * told::shown(panel.quantity.unit).1)
            .collect();
        let Some(low) = given.iter().copied().reduce(f64::min) else { continue };
        let point = Figure {
            year: row.year,
            low,
            central: row.published_central.map(|value| value * told::shown(panel.quantity.unit).1),
            high: given.iter().copied().fold(low, f64::max),
        };
        let publisher = if row.publisher.is_empty() { &row.source } else { &row.publisher };
        match outlooks.iter_mut().find(|outlook| outlook.publisher == *publisher) {
            Some(outlook) => outlook.points.push(point),
            None => outlooks.push(Outlook {
                publisher: publisher.clone(),
                quantity: "",
                unit: panel.unit,
                points: vec![point],
            }),
        }
    }
    for outlook in &mut outlooks {
        outlook.points.sort_by_key(|point| point.year);
    }
    outlooks
}

fn draw_panel(scene: &mut Scene, mut area: Area, (labels, panel): (&Labels, &Panel<'_>)) {
    const AIR: f64 = 1.08;
    const SIDE: f64 = 26.0;
    const WIDE: f64 = 1000.0;
    let outlooks = outlooks(panel);
    let title = fit(panel.quantity.title, LABEL, Weight::Bold, area.width());
    scene.text(Text::new(title).bold().at(area.left, area.top - 96.0));
    let says = fit(&says(labels, panel), SMALL, Weight::Regular, area.width());
    scene.text(Text::new(says).size(SMALL).colour(MUTED).at(area.left, area.top - 60.0));
    let is_wide = area.width() > WIDE;
    if is_wide {
        area.right -= end_width(&ends(labels, (panel, &outlooks), &Scale { domain: (0.0, 1.0), range: (0.0, 1.0) }));
    }
    let line = panel.line.iter().map(|(_, value)| *value);
    let high = outlooks.iter().map(Outlook::high).chain(line.clone()).fold(0.0, f64::max);
    let heights = heights_between(scene, &mut area, (line.fold(0.0, f64::min), high * AIR), panel.unit);
    let inner = Area { left: area.left + SIDE, right: area.right - SIDE, ..area };
    let across = calendar(scene, &inner, &panel.years());
    let mut board = Board::new(Area { top: area.top - LABEL, ..area });
    let scales = (&across, &heights);
    series(scene, &outlooks, scales, &mut board);
    let points: Vec<Point> =
        panel.line.iter().map(|&(year, value)| (across.at(f64::from(year)), heights.at(value))).collect();
    keep_off(&mut board, &points);
    if is_wide {
        unnamed(scene, &outlooks, scales, &mut board);
        let labels = ends(labels, (panel, &outlooks), &heights);
        end_labels(scene, &Area { right: inner.right + DOT, ..area }, labels);
        let earlier = outlooks.iter().filter(|outlook| !panel.is_at_end(outlook));
        for outlook in earlier {
            name(scene, (outlook, &outlooks), scales, &mut board);
        }
    } else {
        marks(scene, &outlooks, scales, &mut board);
    }
    model(scene, &points);
    panel.tell(scene, &area, (labels, &across));
}

/// Size of the dots of the model's line.
const DOT: f64 = 9.0;

/// Draws the model's line.
fn model(scene: &mut Scene, points: &[Point]) {
    const LINE: f64 = 7.0;
    scene.line(points.to_vec(), MODEL, LINE);
    for &point in points {
        scene.dot(point, DOT + 2.0, WHITE);
        scene.dot(point, DOT, MODEL);
    }
}

/// Draws bands, and what joins the figures of a publisher.
fn series(scene: &mut Scene, outlooks: &[Outlook], (across, heights): (&Scale, &Scale), board: &mut Board) {
    bands(scene, outlooks, (across, heights));
    for outlook in outlooks.iter().filter(|outlook| outlook.points.len() > 1) {
        let at = |p: &Figure| (across.at(f64::from(p.year)), heights.at(p.central.unwrap_or(p.high)));
        let points: Vec<Point> = outlook.points.iter().map(at).collect();
        keep_off(board, &points);
        scene.dashed(&Stroke { points, colour: MUTED, width: 2.0 });
    }
}

impl Panel<'_> {
    /// Tells the line and all outlooks of every year.
    fn tell(&self, scene: &mut Scene, area: &Area, (labels, across): (&Labels, &Scale)) {
        let years = self.years();
        let values = |year: &i32| -> Vec<Value> {
            let line = self.line.iter().find(|(other, _)| other == year);
            let line = line.map(|(_, value)| told::model(&labels.scenario, *value, (self.unit, 1.0)));
            let of_year = self.rows.iter().filter(|row| row.year == *year);
            line.into_iter().chain(of_year.map(|row| told::outlook(row))).collect()
        };
        let told: Vec<Vec<Value>> = years.iter().map(values).collect();
        let names: Vec<String> = years.iter().map(|year| format!("{}, {year}", self.quantity.title)).collect();
        let across: Vec<f64> = years.iter().map(|year| across.at(f64::from(*year))).collect();
        stack::hints(scene, area, (&names, &across), &told);
    }

    /// Years of the line and of the outlooks.
    fn years(&self) -> Vec<i32> {
        let mut years: Vec<i32> =
            self.line.iter().map(|(year, _)| *year).chain(self.rows.iter().map(|row| row.year)).collect();
        years.sort_unstable();
        years.dedup();
        years
    }

    /// Whether an outlook reaches the last year.
    fn is_at_end(&self, outlook: &Outlook) -> bool {
        outlook.points.last().map(|point| point.year) == self.years().last().copied()
    }
}

/// The first of several names of a publisher.
fn first_name(publisher: &str) -> &str {
    publisher.split(" / ").next().unwrap_or(publisher)
}

/// Names of the line, and of the outlooks that reach the last year, at the right end.
fn ends(labels: &Labels, (panel, outlooks): (&Panel<'_>, &[Outlook]), heights: &Scale) -> Vec<EndLabel> {
    let label = |name: &str, figure: &Figure, bold: bool| EndLabel {
        y: heights.at(figure.central.unwrap_or(figure.high)),
        name: name.to_owned(),
        value: figure.amount(panel.unit),
        colour: bold.then_some(MODEL),
        bold,
        leads: true,
    };
    let at_end = outlooks.iter().filter(|outlook| panel.is_at_end(outlook));
    let mut all: Vec<EndLabel> =
        at_end.filter_map(|outlook| Some(label(first_name(outlook.by()), outlook.points.last()?, false))).collect();
    let last = panel.line.last().filter(|(year, _)| Some(year) == panel.years().last());
    all.extend(last.map(|&(year, value)| {
        let figure = Figure { year, low: value, central: Some(value), high: value };
        label(&labels.scenario, &figure, true)
    }));
    all
}

/// Keeps names off a line.
fn keep_off(board: &mut Board, points: &[Point]) {
    const SLICES: u8 = 16;
    const AIR: f64 = 8.0;
    for pair in points.windows(2) {
        let at = |slice: u8| {
            let scale =
                |from: f64, to: f64| Scale { domain: (0.0, f64::from(SLICES)), range: (from, to) }.at(f64::from(slice));
            (scale(pair[0].0, pair[1].0), scale(pair[0].1, pair[1].1))
        };
        for slice in 0..SLICES {
            let (from, to) = (at(slice), at(slice + 1));
            let area = Area { left: from.0, right: to.0, top: from.1.min(to.1), bottom: from.1.max(to.1) };
            board.take(area.grown(AIR));
        }
    }
}

/// What the line is at its end, and how many outlooks it lies above: "baseline 827 TWh in 2030, above 6, inside 1".
fn says(labels: &Labels, panel: &Panel<'_>) -> String {
    let Some(&(year, value)) = panel.line.last() else { return String::new() };
    let figure = Figure { year, low: value, central: Some(value), high: value };
    let count = |position: Position| panel.rows.iter().filter(|row| row.position == position).count();
    let counts = [Position::Above, Position::Inside, Position::Below].map(|position| (position, count(position)));
    let said: Vec<String> =
        counts.iter().filter(|(_, n)| *n > 0).map(|(position, n)| format!("{position} {n}")).collect();
    format!("{} {} in {year}; {}", labels.scenario, figure.amount(panel.unit), said.join(", "))
}

/// Where the line lies among the outlooks of the year that most speak of.
fn title(labels: &Labels, panel: &Panel<'_>) -> String {
    let count = |year: i32| panel.rows.iter().filter(|row| row.year == year).count();
    let Some(year) = panel.rows.iter().map(|row| row.year).max_by_key(|&year| (count(year), year)) else {
        return String::new();
    };
    let of_year: Vec<&&PositionRow> = panel.rows.iter().filter(|row| row.year == year).collect();
    let held = |position: Position| of_year.iter().filter(|row| row.position == position).count();
    let (position, most) = [Position::Above, Position::Inside, Position::Below]
        .map(|p| (p, held(p)))
        .into_iter()
        .max_by_key(|(_, n)| *n)
        .unwrap_or((Position::Inside, 0));
    let all = of_year.len();
    let of = match (most, all) {
        (1, 1) => "the one published outlook".to_owned(),
        (most, all) if most == all => format!("all {all} published outlooks"),
        _ => format!("{most} of {all} published outlooks"),
    };
    let quantity = within(panel.quantity.title);
    let value = panel.line.iter().find(|(other, _)| *other == year).map(|&(year, value)| {
        let figure = Figure { year, low: value, central: Some(value), high: value };
        format!("At {} ", figure.amount(panel.unit))
    });
    let start = value.map_or("The".to_owned(), |at| format!("{at}the"));
    format!("{start} scenario {} lies {position} {of} of {quantity} in {year}", labels.scenario)
}
