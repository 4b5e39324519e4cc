//! Published outlooks in pixels.

use super::axis::Scale;
use super::callouts::{self, Callout};
use super::outlook::{Figure, Outlook};
use super::place::Board;
use super::scene::{Area, Mark, Scene, Stroke};
use super::style::{FAINT, INK, MUTED, WHITE};

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
    callouts::write(scene, &outlooks.iter().map(|one| callout(one, scales)).collect::<Vec<_>>(), board);
}

/// Writes publisher and figure near the last point.
pub fn name(
    scene: &mut Scene,
    (outlook, all): (&Outlook, &[Outlook]),
    scales: (&Scale, &Scale),
    board: &mut Board,
) -> u8 {
    let all: Vec<Callout> = all.iter().map(|one| callout(one, scales)).collect();
    callouts::write_one(scene, (&callout(outlook, scales), &all), board)
}

fn callout(outlook: &Outlook, (years, heights): (&Scale, &Scale)) -> Callout {
    let row = |point: &Figure| {
        let x = years.at(f64::from(point.year));
        Area { left: x, right: x, top: heights.at(point.high), bottom: heights.at(point.low) }
    };
    Callout { rows: outlook.points.iter().map(row).collect(), lines: outlook.says() }
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
