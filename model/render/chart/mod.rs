//! Figures -> pixels: one compiler lays a [`Figure`] out as a [`scene::Scene`] of marks in pixels, one function paints
//! it on two backends, so that SVG and PNG cannot differ.
//!
//! What is drawn where follows from the scales of a panel: [`side`] turns places into pixels, [`guides`] draws what
//! stands along the sides, [`draw`] the marks, [`ends`] what stands right of them, [`callouts`] what is said near them,
//! [`panels`] puts panels in their places. [`vega_lite`] says the same value in another grammar.

mod areas;
mod axis;
mod callouts;
mod cells;
mod draw;
mod drawing;
mod ends;
mod fading;
mod font;
mod frame;
mod guides;
mod hatch;
mod legend;
mod levels;
mod paint;
mod panels;
mod place;
mod scene;
mod side;
mod style;
mod theme;
mod tiles;
mod vega_lite;

pub use drawing::{
    Drawing, Picture, draw_account, draw_all, draw_alternatives, draw_backcast, draw_comparison, draw_explanation,
    draw_named, draw_side_by_side, draw_sweep,
};
pub use scene::{Area, Hint};
pub use theme::Theme;

use crate::figures::figure::Figure;
use frame::{Heading, message_from};
use scene::Scene;

/// Lays a figure out.
#[must_use]
pub fn compile(figure: &Figure) -> Scene {
    let heading =
        Heading { title: figure.title.clone(), subtitle: figure.subtitle.clone(), notes: figure.notes.clone() };
    if figure.panels.is_empty() {
        return message_from(&figure.origin, heading, figure.empty);
    }
    panels::draw(figure, heading)
}

#[cfg(test)]
mod tests;
#[cfg(test)]
mod tests_explained;
#[cfg(test)]
mod tests_others;
#[cfg(test)]
mod tests_run;
