//! Results -> pictures: the chart catalogue.
//!
//! Every chart is laid out once as a [`scene::Scene`] of marks in pixels and painted by one function
//! on two backends, so that SVG and PNG cannot differ. A chart sums and orders what the tables
//! say; it computes nothing else. What has nothing to show is left out, or says so in words.

mod ai_load;
mod axis;
mod capital;
mod fleet;
mod font;
mod frame;
mod outlook;
mod paint;
mod place;
mod power_build;
mod scene;
mod stack;
mod style;
mod supplies;
mod supply;
mod what_binds;
mod where_built;
mod words;

use scene::Scene;

use crate::error::Result;
use crate::results::Results;

/// A chart as bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drawing {
    /// Name, for the file.
    pub name: &'static str,
    /// What it states.
    pub title: String,
    /// As SVG, texts as texts.
    pub svg: String,
    /// As PNG, 2000 pixels wide.
    pub png: Vec<u8>,
}

type Chart = (&'static str, fn(&Results) -> Option<Scene>);

/// All charts of a run, in the catalogue's order.
const CHARTS: &[Chart] = &[
    ("ai_load", ai_load::draw),
    ("what_binds", what_binds::draw),
    ("where_built", where_built::draw),
    ("power_build", power_build::draw),
    ("supplies", supplies::draw),
    ("fleet", fleet::draw),
    ("capital", capital::draw),
];

/// Draws all charts that have something to say.
///
/// # Errors
/// If a backend fails.
pub fn draw_all(results: &Results) -> Result<Vec<Drawing>> {
    scenes(results).into_iter().map(|(name, scene)| drawing(name, scene)).collect()
}

fn scenes(results: &Results) -> Vec<(&'static str, Scene)> {
    CHARTS.iter().filter_map(|(name, draw)| Some((*name, draw(results)?))).collect()
}

fn drawing(name: &'static str, scene: Scene) -> Result<Drawing> {
    let (svg, png) = (paint::svg(&scene)?, paint::png(&scene)?);
    Ok(Drawing { name, title: scene.title, svg, png })
}

#[cfg(test)]
mod sample;
#[cfg(test)]
mod tests;
