//! Figures -> pictures: what a file of a chart holds.

use super::compile;
use super::paint;
use super::scene::Hint;
#[cfg(test)]
use super::scene::Scene;
use super::theme::Theme;
use super::vega_lite::vega_lite;
use crate::economy::account::Account;
use crate::error::Result;
use crate::experiment::alternatives::Alternatives;
use crate::experiment::backcast::Backcast;
use crate::experiment::compare::Comparison;
use crate::experiment::explain::Explanation;
use crate::experiment::sweep::findings::Findings;
use crate::experiment::sweep::record::Finished;
use crate::figures;
use crate::figures::figure::Figure;
use crate::results::{Labels, Results};

/// A chart as bytes.
#[derive(Debug, Clone, PartialEq)]
pub struct Drawing {
    /// Name, for the file.
    pub name: &'static str,
    /// What it states.
    pub title: String,
    /// As SVG, texts as texts.
    pub svg: String,
    /// As PNG, 2000 pixels wide.
    pub png: Vec<u8>,
    /// The values behind its marks, where to point at them.
    pub hints: Vec<Hint>,
}

fn drawing(figure: &Figure) -> Result<Drawing> {
    let scene = compile(figure);
    let (svg, png) = (paint::svg(&scene)?, paint::png(&scene, 1.0)?);
    Ok(Drawing { name: figure.name, title: scene.title, svg, png, hints: scene.hints })
}

fn drawings(figures: &[Figure]) -> Result<Vec<Drawing>> {
    figures.iter().map(drawing).collect()
}

/// Figures by their names, laid out.
#[cfg(test)]
pub(super) fn scenes(figures: Vec<Figure>) -> Vec<(&'static str, Scene)> {
    figures.into_iter().map(|figure| (figure.name, compile(&figure))).collect()
}

/// Draws all charts of a run that have something to say.
///
/// # Errors
/// If a backend fails.
pub fn draw_all(results: &Results) -> Result<Vec<Drawing>> {
    drawings(&figures::of_run(results))
}

/// Draws all charts of several runs to be looked at side by side, scenario by scenario: charts of a name share their
/// scale, and the colours and the order of what they show.
///
/// # Errors
/// If a backend fails.
pub fn draw_side_by_side(results: &[&Results]) -> Result<Vec<Vec<Drawing>>> {
    figures::side_by_side(results).iter().map(|figures| drawings(figures)).collect()
}

/// What a file of a chart holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Picture {
    /// Texts as texts, of any size.
    Svg,
    /// Pixels, so many from left to right.
    Png(u32),
    /// The figure in the grammar of Vega-Lite, in the colours of light paper.
    VegaLite,
}

/// Draws figures, each as a picture of every kind asked for: names of files and what is in them, in the figures' order.
///
/// # Errors
/// If a backend fails.
pub fn pictures(figures: &[Figure], theme: Theme, kinds: &[Picture]) -> Result<Vec<(String, Vec<u8>)>> {
    let mut files = vec![];
    for figure in figures {
        let (name, suffix, scene) = (figure.name, theme.suffix(), theme.of(compile(figure)));
        for kind in kinds {
            files.push(match kind {
                Picture::Svg => (format!("{name}{suffix}.svg"), paint::svg(&scene)?.into_bytes()),
                Picture::Png(width) => {
                    (format!("{name}{suffix}.png"), paint::png(&scene, f64::from(*width) / scene.width)?)
                }
                Picture::VegaLite => (format!("{name}.vl.json"), format!("{:#}\n", vega_lite(figure)).into_bytes()),
            });
        }
    }
    Ok(files)
}

/// Draws the charts of a run and of what its analysis found that are named and have something to say, as [`pictures`].
///
/// # Errors
/// If a backend fails.
pub fn draw_named(
    (results, explanation): (&Results, Option<&Explanation>),
    names: &[&str],
    theme: Theme,
    kinds: &[Picture],
) -> Result<Vec<(String, Vec<u8>)>> {
    let explained = explanation.map_or(vec![], |explanation| figures::of_explanation(results, explanation));
    let all = figures::of_run(results).into_iter().chain(explained);
    pictures(&all.filter(|figure| names.contains(&figure.name)).collect::<Vec<_>>(), theme, kinds)
}

/// Draws all charts of what the analysis of a run found that have something to say.
///
/// # Errors
/// If a backend fails.
pub fn draw_explanation(results: &Results, explanation: &Explanation) -> Result<Vec<Drawing>> {
    drawings(&figures::of_explanation(results, explanation))
}

/// Draws all charts of a finished sweep that have something to say.
///
/// # Errors
/// If a backend fails.
pub fn draw_sweep(sweep: &Finished, findings: &Findings) -> Result<Vec<Drawing>> {
    drawings(&figures::of_sweep(sweep, findings))
}

/// Draws all charts of a comparison with published figures that have something to say: the labels of the scenario of
/// the past, and those of the scenario that is held against outlooks.
///
/// # Errors
/// If a backend fails.
pub fn draw_backcast(labels: (&Labels, &Labels), backcast: &Backcast) -> Result<Vec<Drawing>> {
    drawings(&figures::of_backcast(labels, backcast))
}

/// Draws all charts of an account of the economy that have something to say.
///
/// # Errors
/// If a backend fails.
pub fn draw_account(labels: &Labels, account: &Account) -> Result<Vec<Drawing>> {
    drawings(&figures::of_account(labels, account))
}

/// Draws all charts of plans near the best that have something to say.
///
/// # Errors
/// If a backend fails.
pub fn draw_alternatives(labels: &Labels, found: &Alternatives) -> Result<Vec<Drawing>> {
    drawings(&figures::of_alternatives(labels, found))
}

/// Draws all charts of scenarios side by side that have something to say.
///
/// # Errors
/// If a backend fails.
pub fn draw_comparison(comparison: &Comparison, results: &[&Results]) -> Result<Vec<Drawing>> {
    drawings(&figures::of_comparison(comparison, results))
}
