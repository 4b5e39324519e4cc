//! Published outlooks of AI's facility load, drawn behind and beside a model's own.

use super::axis::Scale;
use super::font::Weight;
use super::frame::wrap;
use super::place::Board;
use super::scene::{Area, Mark, Point, Scene, Stroke, Text};
use super::style::{CAPTION, FAINT, INK, MUTED, WHITE};
use super::words::{alike, number};
use crate::results::tables::OutlookRow;

/// Endings of the quantities that state facility load of AI, and what to call them.
const FACILITY: [(&str, &str); 2] =
    [("ai_facility_nameplate_gw", "facility nameplate"), ("ai_power_gw", "power capacity")];

/// What one publisher says of one quantity.
#[derive(Debug, Clone, PartialEq)]
pub struct Outlook {
    /// Who says it.
    pub publisher: String,
    /// What it is called there; empty where that is said elsewhere.
    pub quantity: &'static str,
    /// Unit of its figures.
    pub unit: &'static str,
    /// Year, low, central, high.
    pub points: Vec<Figure>,
}

/// A figure of a year.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Figure {
    /// Year.
    pub year: i32,
    /// Low end, or the central figure.
    pub low: f64,
    /// Central figure, if there is one.
    pub central: Option<f64>,
    /// High end, or the central figure.
    pub high: f64,
}

impl Outlook {
    /// The highest figure.
    #[must_use]
    pub fn high(&self) -> f64 {
        self.points.iter().map(|point| point.high).fold(0.0, f64::max)
    }

    /// Whether it gives ranges over several years.
    fn is_band(&self) -> bool {
        self.points.len() > 1 && self.points.iter().any(|point| point.high > point.low)
    }

    /// Who says it, in short: of "authors; institute" the institute.
    #[must_use]
    pub fn by(&self) -> &str {
        self.publisher.rsplit("; ").next().unwrap_or(&self.publisher)
    }

    /// What it says of the first year and the last, line by line.
    fn says(&self) -> Vec<String> {
        let mut lines = vec![self.quantity.to_owned()];
        match self.points.as_slice() {
            [] => {}
            [only] => lines.push(only.says(self.unit)),
            [first, .., last] => lines.extend([first.says(self.unit), last.says(self.unit)]),
        }
        lines.retain(|line| !line.is_empty());
        lines
    }
}

impl Figure {
    /// The figure, or the ends of its range.
    pub fn amount(&self, unit: &str) -> String {
        let unit = if unit == "%" { unit.to_owned() } else { format!(" {unit}") };
        let [low, high] = alike([self.low, self.high]);
        if self.high > self.low { format!("{low}–{high}{unit}") } else { format!("{}{unit}", number(self.high)) }
    }

    fn says(&self, unit: &str) -> String {
        format!("{} in {}", self.amount(unit), self.year)
    }
}

/// Outlooks within the years that can be held against facility load, each with its figures in order.
#[must_use]
pub fn comparable(rows: &[OutlookRow], first: i32, last: i32) -> Vec<Outlook> {
    let mut outlooks: Vec<Outlook> = vec![];
    for row in rows.iter().filter(|row| (first..=last).contains(&row.year)) {
        let Some((_, quantity)) = FACILITY.iter().find(|(ending, _)| ends_as_own(&row.quantity, ending)) else {
            continue;
        };
        let Some(point) = figure(row) else { continue };
        let publisher = if row.publisher.is_empty() { &row.source } else { &row.publisher };
        match outlooks.iter_mut().find(|o| (&o.publisher, o.quantity) == (publisher, *quantity)) {
            Some(outlook) => outlook.points.push(point),
            None => outlooks.push(Outlook { publisher: publisher.clone(), quantity, unit: "GW", points: vec![point] }),
        }
    }
    for outlook in &mut outlooks {
        outlook.points.sort_by_key(|point| point.year);
    }
    outlooks
}

/// Whether a quantity is of the dataset's own place: `us_ai_power_gw`, not `global_ai_power_gw`.
fn ends_as_own(quantity: &str, ending: &str) -> bool {
    let place = quantity.strip_suffix(ending);
    place.is_some_and(|place| (place.is_empty() || place.ends_with('_')) && !matches!(place, "global_" | "world_"))
}

fn figure(row: &OutlookRow) -> Option<Figure> {
    let any = row.central.or(row.low).or(row.high)?;
    let (low, high) = (row.low.unwrap_or(any), row.high.unwrap_or(any));
    Some(Figure { year: row.year, low: low.min(any), central: row.central, high: high.max(any) })
}

/// Draws the ranges of outlooks over several years, to be covered by the model's own load.
pub fn bands(scene: &mut Scene, outlooks: &[Outlook], (years, heights): (&Scale, &Scale)) {
    const PALE: f64 = 0.28;
    let at = |year: i32, value: f64| (years.at(f64::from(year)), heights.at(value));
    for outlook in outlooks.iter().filter(|outlook| outlook.is_band()) {
        let upper = outlook.points.iter().map(|point| at(point.year, point.high));
        let lower = outlook.points.iter().rev().map(|point| at(point.year, point.low));
        let points = upper.chain(lower).collect();
        scene.marks.push(Mark::Polygon(points, FAINT, PALE));
        let central = outlook.points.iter().filter_map(|point| Some(at(point.year, point.central?)));
        scene.dashed(&Stroke { points: central.collect(), colour: MUTED, width: 2.0 });
    }
}

/// Draws central figures, ranges and names in front of the model's own load.
pub fn marks(scene: &mut Scene, outlooks: &[Outlook], scales: (&Scale, &Scale), board: &mut Board) {
    unnamed(scene, outlooks, scales, board);
    let mut order: Vec<&Outlook> = outlooks.iter().collect();
    // The lowest first: it has the model's own load beneath it and so the least room.
    order.sort_by(|a, b| a.high().total_cmp(&b.high()));
    let attempt = |order: &[&Outlook]| {
        let (mut scene, mut board) = (scene.clone(), board.clone());
        let faults: u8 = order.iter().map(|one| name(&mut scene, (one, outlooks), scales, &mut board)).sum();
        (faults, scene, board)
    };
    let rising = attempt(&order);
    order.reverse();
    let falling = attempt(&order);
    let best = if falling.0 < rising.0 { falling } else { rising };
    (*scene, *board) = (best.1, best.2);
}

/// Draws central figures and ranges alone.
pub fn unnamed(scene: &mut Scene, outlooks: &[Outlook], scales: (&Scale, &Scale), board: &mut Board) {
    for outlook in outlooks {
        keep_off_band(outlook, scales, board);
        marks_of(scene, outlook, scales, board);
    }
}

/// Keeps names off the range between two years.
fn keep_off_band(outlook: &Outlook, (years, heights): (&Scale, &Scale), board: &mut Board) {
    const SLICES: u8 = 24;
    for pair in outlook.points.windows(2).filter(|_| outlook.is_band()) {
        let between = |share: f64, from: f64, to: f64| from + (to - from) * share;
        let x = |share: f64| years.at(between(share, f64::from(pair[0].year), f64::from(pair[1].year)));
        for slice in 0..SLICES {
            let (from, to) = (f64::from(slice) / f64::from(SLICES), f64::from(slice + 1) / f64::from(SLICES));
            board.take(Area {
                left: x(from),
                right: x(to),
                top: heights.at(between(to, pair[0].high, pair[1].high)),
                bottom: heights.at(between(from, pair[0].low, pair[1].low)),
            });
        }
    }
}

fn marks_of(scene: &mut Scene, outlook: &Outlook, (years, heights): (&Scale, &Scale), board: &mut Board) {
    const CAP: f64 = 12.0;
    const DOT: f64 = 9.0;
    let central: Vec<(f64, f64)> = outlook
        .points
        .iter()
        .filter_map(|point| Some((years.at(f64::from(point.year)), heights.at(point.central?))))
        .collect();
    for point in &outlook.points {
        let x = years.at(f64::from(point.year));
        let (low, high) = (heights.at(point.low), heights.at(point.high));
        if point.high > point.low {
            scene.line(vec![(x, low), (x, high)], WHITE, 9.0);
            scene.line(vec![(x, low), (x, high)], INK, 4.0);
            for end in [low, high] {
                scene.line(vec![(x - CAP, end), (x + CAP, end)], INK, 4.0);
            }
        }
        board.take(Area { left: x - CAP, right: x + CAP, top: high - CAP, bottom: low + CAP });
    }
    for centre in central {
        scene.dot(centre, DOT + 3.0, WHITE);
        scene.dot(centre, DOT, INK);
    }
}

/// Writes publisher and figure near the last point, where there is room, with a leader; if it can be, so that
/// neither place nor leader leads to a figure of another. Tells how far it failed: 0 if it did not.
pub fn name(
    scene: &mut Scene,
    (outlook, all): (&Outlook, &[Outlook]),
    (years, heights): (&Scale, &Scale),
    board: &mut Board,
) -> u8 {
    const AIR: f64 = 8.0;
    const WIDEST: f64 = 400.0;
    const LINE: f64 = 1.18;
    const UNNAMED: u8 = 3;
    /// Around a figure.
    const MARK: f64 = 14.0;
    /// Without a leader: how many times as far others' figures must be.
    const CLEAR: f64 = 1.6;
    let Some(last) = outlook.points.last() else { return 0 };
    let mut lines = wrap(outlook.by(), CAPTION, Weight::Bold, WIDEST);
    let names = lines.len();
    lines.extend(outlook.says());
    let texts = lines.into_iter().enumerate().map(|(i, line)| {
        let text = Text::new(line).size(CAPTION).colour(MUTED);
        if i < names { text.bold() } else { text }
    });
    let texts: Vec<Text> = texts.collect();
    let width = texts.iter().map(Text::width).fold(0.0, f64::max);
    let size = (width, CAPTION * LINE * texts.len() as f64);
    let mark = field(last, (years, heights));
    let others = all.iter().filter(|other| *other != outlook).flat_map(|other| &other.points);
    let others: Vec<Area> = others.map(|point| field(point, (years, heights))).collect();
    let words =
        scene.marks.iter().filter_map(|mark| if let Mark::Text(text) = mark { Some(text.area()) } else { None });
    let taken: Vec<Area> = others.iter().map(|other| other.grown(MARK)).chain(words).collect();
    // Best where neither place nor leader leads to another figure, worst where a leader runs across one or across words.
    let misleads = |place: &Area| match leader(&mark, place) {
        Some(line) => 2 * u8::from(crosses(line, &taken)),
        None => u8::from(others.iter().any(|other| gap(other, place) < CLEAR * gap(&mark, place))),
    };
    let mut places = around(&mark, size);
    places.sort_by_cached_key(&misleads);
    let Some(chosen) = board.choose(places.iter().map(|place| place.grown(AIR))) else { return UNNAMED };
    let place = places[chosen];
    if let Some((from, to)) = leader(&mark, &place) {
        scene.line(vec![from, to], MUTED, 2.0);
    }
    scene.rectangle(place.grown(AIR / 2.0), WHITE);
    for (i, text) in texts.into_iter().enumerate() {
        scene.text(text.at(place.left, place.top + CAPTION * (0.9 + LINE * i as f64)));
    }
    misleads(&place)
}

/// What a figure fills, from its high end to its low one.
fn field(point: &Figure, (years, heights): (&Scale, &Scale)) -> Area {
    let x = years.at(f64::from(point.year));
    Area { left: x, right: x, top: heights.at(point.high), bottom: heights.at(point.low) }
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

#[cfg(test)]
mod tests {
    use super::*;

    fn row(quantity: &str, year: i32, low: Option<f64>, central: Option<f64>) -> OutlookRow {
        OutlookRow {
            quantity: quantity.to_owned(),
            year,
            low,
            central,
            high: None,
            source: "source".to_owned(),
            publisher: "Publisher".to_owned(),
        }
    }

    #[test]
    fn only_facility_load_of_ai_here_is_compared() {
        let rows = [
            row("us_ai_power_gw", 2030, None, Some(50.0)),
            row("us_ai_power_gw", 2026, Some(4.0), Some(5.0)),
            row("us_ai_power_gw", 2040, None, Some(90.0)),
            row("global_ai_power_gw", 2030, None, Some(150.0)),
            row("us_ai_incremental_power_gw", 2030, None, Some(100.0)),
            row("us_dc_power_gw", 2030, None, Some(83.0)),
            row("us_ai_power_gw", 2029, None, None),
        ];
        let outlooks = comparable(&rows, 2025, 2035);
        assert_eq!(outlooks.len(), 1);
        let years: Vec<i32> = outlooks[0].points.iter().map(|point| point.year).collect();
        assert_eq!(years, [2026, 2030]);
        assert_eq!((outlooks[0].points[0].low, outlooks[0].points[0].high), (4.0, 5.0));
    }
}
