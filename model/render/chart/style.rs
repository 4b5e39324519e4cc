//! One look for all charts: sizes and margins in pixels.

pub use crate::figures::colour::*;

/// Width of every chart, pixels.
pub const WIDTH: f64 = 2000.0;
/// Height of most charts, pixels.
pub const HEIGHT: f64 = 1250.0;
/// Left and right of everything.
pub const MARGIN: f64 = 80.0;
/// Above the title and below the caption.
pub const EDGE: f64 = 60.0;

/// Em of titles, pixels.
pub const TITLE: f64 = 54.0;
/// Em of subtitles.
pub const SUBTITLE: f64 = 34.0;
/// Em of labels within the chart.
pub const LABEL: f64 = 28.0;
/// Em of axis labels and lesser notes.
pub const SMALL: f64 = 25.0;
/// Em of captions.
pub const CAPTION: f64 = 23.0;
/// Line height over em.
pub const LEADING: f64 = 1.28;
/// Height of a capital letter over em: texts are centred by it.
pub const CAPITAL: f64 = 0.727;
