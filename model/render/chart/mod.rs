//! Figures -> pixels: one compiler lays a [`Figure`] out as a [`scene::Scene`] of marks in pixels, one function paints
//! it on two backends, so that SVG and PNG cannot differ.
//!
//! What is drawn where follows from the scales of a panel: [`side`] turns places into pixels, [`guides`] draws what
//! stands along the sides, [`draw`] the marks, [`ends`] what stands right of them, [`callouts`] what is said near them,
//! [`panels`] puts panels in their places. [`vega_lite`] says the same value in another grammar.

pub mod axis;
mod callouts;
mod cells;
mod draw;
mod ends;
mod fading;
pub mod font;
pub mod frame;
mod guides;
pub mod hatch;
mod legend;
mod levels;
pub mod paint;
mod panels;
pub mod place;
pub mod scene;
mod side;
pub mod style;
pub mod theme;
mod tiles;
pub mod vega_lite;

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
