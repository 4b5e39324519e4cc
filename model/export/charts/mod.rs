//! Results -> pictures: the chart catalogue.
//!
//! Every chart is laid out once as a [`scene::Scene`] of marks in pixels and painted by one function
//! on two backends, so that SVG and PNG cannot differ. A chart sums and orders what the tables
//! say; it computes nothing else. What has nothing to show is left out, or says so in words.

mod ai_load;
mod axis;
mod capital;
mod families;
mod fleet;
mod flip;
mod flips;
mod font;
mod frame;
mod gigawatt;
mod hatch;
mod ladder;
mod outlook;
mod paint;
mod place;
mod power_build;
mod powered_gigawatt;
mod relax_one;
mod scene;
mod shapley;
mod stack;
mod style;
mod supplies;
mod supply;
mod what_binds;
mod what_binds_gains;
mod where_built;
mod words;

use scene::Scene;

use crate::analysis::Explanation;
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
    ("powered_gigawatt", powered_gigawatt::draw),
    ("where_built", where_built::draw),
    ("power_build", power_build::draw),
    ("supplies", supplies::draw),
    ("fleet", fleet::draw),
    ("capital", capital::draw),
];

type Explained = (&'static str, fn(&Results, &Explanation) -> Option<Scene>);

/// All charts of an explanation.
const EXPLAINED: &[Explained] = &[
    ("what_binds_gains", what_binds_gains::draw),
    ("relax_one", relax_one::draw),
    ("shapley", shapley::draw),
    ("ladder", ladder::draw),
    ("flips", flips::draw),
];

/// Draws all charts of a run that have something to say.
///
/// # Errors
/// If a backend fails.
pub fn draw_all(results: &Results) -> Result<Vec<Drawing>> {
    scenes(results).into_iter().map(|(name, scene)| drawing(name, scene)).collect()
}

/// Draws all charts of what the analysis of a run found that have something to say.
///
/// # Errors
/// If a backend fails.
pub fn draw_explanation(results: &Results, explanation: &Explanation) -> Result<Vec<Drawing>> {
    explained(results, explanation).into_iter().map(|(name, scene)| drawing(name, scene)).collect()
}

fn explained(results: &Results, explanation: &Explanation) -> Vec<(&'static str, Scene)> {
    EXPLAINED.iter().filter_map(|(name, draw)| Some((*name, draw(results, explanation)?))).collect()
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
mod sample_explanation;
#[cfg(test)]
mod tests;
