//! Results -> figures: the chart catalogue.
//!
//! A chart is a value, a [`Figure`](figure::Figure): the finding as its title, and panels of marks over two scales. It
//! knows no pixels. It sums and orders what the tables say and computes nothing else; what has nothing to show is left
//! out, or says so in words. From the one value come the picture, what the page tells a pointer, the table under it, the
//! native chart of the workbook, and `--format vega-lite`.
//!
//! # How a chart is written
//!
//! One file with one function, `figure(results) -> Option<Figure>`, of one scenario alone, and one line in the catalogue
//! below. `power_build` (columns), `what_binds` (cells), `themes` and `swings` (bars to both sides), `fleet` (areas with
//! a strip below), `where_built` (tiles), `supplies` (panels side by side), `powered_gigawatt` (small ones below a large
//! one), `ai_load` (words where there is room), `heat` (grids of levels), `backcast_history` (many low panels),
//! `scenario_differences` (bars beside each other) show how:
//!
//! 1. **Rows.** Sum the tables into plain rows of the chart's own.
//! 2. **Scales.** A panel has one across and one upwards: [`Scale::Time`](scale::Scale::Time) of calendar years,
//!    [`Scale::Amount`](scale::Scale::Amount), or [`Scale::Band`](scale::Scale::Band) of names with room for bars, thin
//!    bars with words above them, cells, levels of a grid or tiles, in parts if they are `parted`. A row says which
//!    name it belongs to by its words, or by its number where words may be the same twice (in a chart of which the
//!    names are not reordered: see `align`). An amount knows where bars start (`origin`), how far it reaches at least,
//!    and with which scales it shares its span (`shared`); the span itself is found.
//! 3. **Marks.** A [`Mark`](mark::Mark) is a kind and rows, [`Datum`](mark::Datum), with channels `x`, `x2`, `y`, `y2`,
//!    `series`, `colour`, `strength` (an amount that is told by the colour, as a share of the most in any scenario),
//!    `striped`, `label`, `note`, `bold`. A missing end starts at the origin or takes the room of the name or year, a
//!    missing side means all of the panel. So one `Rect` is a bar, a column or a cell, by its scales. `Text` without an
//!    `x` is a column of words right of the rows, headed by its series. Marks are painted in their order.
//! 4. **Stacks.** [`Mark::layers`](mark::Mark::layers) turns layers into rows; `stacked` puts them on each other, names
//!    the unit and the sum that are told, and says where colours come from. What is below nothing goes down;
//!    `abreast` puts the bars of series beside each other instead. `ends`
//!    names series at the right, in a key above, or near their last rows.
//! 5. **Tips.** A [`Tip`](figure::Tip) tells values of a column, a row or a cell: heading, names, values, colours. The
//!    parts of a stack and their sum are told by themselves, before the values of the tip.
//! 6. **Words.** Title, subtitle, notes, where the numbers come from, and what is said instead of no panels at all.
//!
//! What a chart does *not* do: measure, place, wrap, choose ticks, look at other scenarios. Colours, order and spans that
//! scenarios share side by side are given by [`align`](align::align) to all figures of a name at once.
//!
//! The compiler is `render::chart`; a mark or scale that many charts need is added there, not in a chart.

mod ai_load;
pub mod align;
mod backcast_compared;
mod backcast_history;
mod backcast_marks;
mod backcast_outlooks;
mod backcast_prices;
mod backcast_told;
mod beside;
mod capital;
mod ceilings;
pub mod colour;
mod compare_words;
mod crossing;
pub(crate) mod families;
mod fan;
pub mod figure;
mod fleet;
mod flip;
mod flips;
mod frontier;
mod frontier_map;
mod frontier_title;
mod gigawatt;
mod heat;
mod heat_amount;
mod heat_points;
mod heat_verdict;
mod ladder;
mod map;
pub mod mark;
mod outlook;
mod power_build;
mod powered_gigawatt;
mod relax_one;
pub mod scale;
mod scenario_differences;
mod scenario_power;
mod scenarios;
mod sensitivity;
mod shapley;
pub(crate) mod stack;
mod supplies;
pub(crate) mod supply;
mod sweep_words;
mod swings;
mod themes;
mod told;
mod what_binds;
mod what_binds_gains;
mod where_built;
pub(crate) mod words;

use super::render::chart::vega_lite::vega_lite;
use super::render::chart::{axis, compile, paint, scene, style, theme};
pub use mark::Value;
use scene::Scene;
pub use scene::{Area, Hint};
pub use theme::Theme;

use align::align;
use figure::Figure;

use crate::error::Result;
use crate::experiment::backcast::Backcast;
use crate::experiment::compare::Comparison;
use crate::experiment::explain::Explanation;
use crate::experiment::sweep::findings::Findings;
use crate::experiment::sweep::record::Finished;
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

/// Its results, and those of the first of all scenarios that it is drawn side by side with: itself, if it stands alone.
type OfRun = fn(&Results, &Results) -> Option<Figure>;

/// All charts of a run, in the catalogue's order.
const CHARTS: &[(&str, OfRun)] = &[
    ("ai_load", |own, _| ai_load::figure(own)),
    ("what_binds", |own, _| what_binds::figure(own)),
    ("powered_gigawatt", powered_gigawatt::figure),
    ("where_built", |own, _| where_built::figure(own)),
    ("power_build", |own, _| power_build::figure(own)),
    ("supplies", |own, _| supplies::figure(own)),
    ("fleet", |own, _| fleet::figure(own)),
    ("capital", |own, _| capital::figure(own)),
];

type OfExplanation = fn(&Results, &Explanation) -> Option<Figure>;

/// All charts of an explanation.
const EXPLAINED: &[(&str, OfExplanation)] = &[
    ("what_binds_gains", what_binds_gains::figure),
    ("relax_one", relax_one::figure),
    ("shapley", shapley::figure),
    ("ladder", ladder::figure),
    ("themes", themes::figure),
    ("flips", flips::figure),
    ("ceilings", ceilings::figure),
];

/// Draws all charts of a run that have something to say.
///
/// # Errors
/// If a backend fails.
pub fn draw_all(results: &Results) -> Result<Vec<Drawing>> {
    drawings(made(results))
}

/// Draws all charts of several runs to be looked at side by side, scenario by scenario: charts of a name share their
/// scale, and the colours and the order of what they show.
///
/// # Errors
/// If a backend fails.
pub fn draw_side_by_side(results: &[&Results]) -> Result<Vec<Vec<Drawing>>> {
    made_side_by_side(results).into_iter().map(drawings).collect()
}

fn drawings(charts: Vec<Laid>) -> Result<Vec<Drawing>> {
    charts.into_iter().map(|(name, _, scene)| drawing(name, scene)).collect()
}

/// Names of the charts of a run, in the catalogue's order.
#[must_use]
pub fn names() -> Vec<&'static str> {
    CHARTS.iter().map(|(name, _)| *name).collect()
}

/// Names of the charts that an explanation adds.
#[must_use]
pub fn names_of_explanation() -> Vec<&'static str> {
    EXPLAINED.iter().map(|(name, _)| *name).collect()
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

/// Draws the charts of a run and of what its analysis found that are named and have something to say, each as a picture
/// of every kind asked for: names of files and what is in them, in the catalogue's order.
///
/// # Errors
/// If a backend fails.
pub fn draw_named(
    (results, explanation): (&Results, Option<&Explanation>),
    names: &[&str],
    theme: Theme,
    pictures: &[Picture],
) -> Result<Vec<(String, Vec<u8>)>> {
    let explained = explanation.map_or(vec![], |explanation| made_of_explanation(results, explanation));
    let mut files = vec![];
    for (name, figure, scene) in made(results).into_iter().chain(explained).filter(|(name, ..)| names.contains(name)) {
        let scene = theme.of(scene);
        let suffix = theme.suffix();
        for picture in pictures {
            files.push(match picture {
                Picture::Svg => (format!("{name}{suffix}.svg"), paint::svg(&scene)?.into_bytes()),
                Picture::Png(width) => {
                    let bytes = paint::png(&scene, f64::from(*width) / scene.width)?;
                    (format!("{name}{suffix}.png"), bytes)
                }
                Picture::VegaLite => (format!("{name}.vl.json"), format!("{:#}\n", vega_lite(&figure)).into_bytes()),
            });
        }
    }
    Ok(files)
}

/// Draws all charts of what the analysis of a run found that have something to say.
///
/// # Errors
/// If a backend fails.
pub fn draw_explanation(results: &Results, explanation: &Explanation) -> Result<Vec<Drawing>> {
    drawings(made_of_explanation(results, explanation))
}

/// Draws all charts of a finished sweep that have something to say.
///
/// # Errors
/// If a backend fails.
pub fn draw_sweep(sweep: &Finished, findings: &Findings) -> Result<Vec<Drawing>> {
    swept(sweep, findings).into_iter().map(|(name, scene)| drawing(name, scene)).collect()
}

/// Draws all charts of a comparison with published figures that have something to say: the labels of the scenario of
/// the past, and those of the scenario that is held against outlooks.
///
/// # Errors
/// If a backend fails.
pub fn draw_backcast((past, future): (&Labels, &Labels), backcast: &Backcast) -> Result<Vec<Drawing>> {
    backcast_scenes((past, future), backcast).into_iter().map(|(name, scene)| drawing(name, scene)).collect()
}

fn backcast_scenes((past, future): (&Labels, &Labels), backcast: &Backcast) -> Vec<(&'static str, Scene)> {
    let charts = [
        backcast_history::figure(past, &backcast.history),
        backcast_prices::figure(past, &backcast.history),
        backcast_outlooks::figure(future, &backcast.outlooks, &backcast.lines),
    ];
    charts.into_iter().flatten().map(|figure| (figure.name, alone(figure))).collect()
}

/// Draws all charts of scenarios side by side that have something to say.
///
/// # Errors
/// If a backend fails.
pub fn draw_comparison(comparison: &Comparison, results: &[&Results]) -> Result<Vec<Drawing>> {
    compared(comparison, results).into_iter().map(|(name, scene)| drawing(name, scene)).collect()
}

fn compared(comparison: &Comparison, results: &[&Results]) -> Vec<(&'static str, Scene)> {
    let shown = compare_words::Shown { comparison, results };
    let charts = [
        ("scenarios", scenarios::figure(&shown).map(alone)),
        ("differences", scenario_differences::figure(&shown).map(alone)),
        ("power_difference", scenario_power::figure(&shown).map(alone)),
    ];
    charts.into_iter().filter_map(|(name, scene)| Some((name, scene?))).collect()
}

fn swept(sweep: &Finished, findings: &Findings) -> Vec<(&'static str, Scene)> {
    let charts = [
        ("frontier", frontier::figure(sweep, &findings.frontier, &findings.flip_line).map(alone)),
        ("uncertainty_fan", fan::figure(sweep, &findings.fan, &findings.probabilities).map(alone)),
        ("sweep_ai_load", heat_amount::ai_load(sweep).map(alone)),
        ("sweep_compute", heat_amount::compute(sweep).map(alone)),
        ("sweep_verdict", heat_verdict::figure(sweep).map(alone)),
        ("sensitivity", sensitivity::figure(sweep, &findings.sensitivity).map(alone)),
        ("swings", swings::figure(sweep, &findings.swings).map(alone)),
    ];
    charts.into_iter().filter_map(|(name, scene)| Some((name, scene?))).collect()
}

/// A chart: its name, its figure, and that laid out.
type Laid = (&'static str, Figure, Scene);

#[cfg(test)]
pub(crate) fn explained(results: &Results, explanation: &Explanation) -> Vec<(&'static str, Scene)> {
    made_of_explanation(results, explanation).into_iter().map(|(name, _, scene)| (name, scene)).collect()
}

fn made_of_explanation(results: &Results, explanation: &Explanation) -> Vec<Laid> {
    let laid = |(name, chart): &(&'static str, OfExplanation)| Some(laid(name, aligned(chart(results, explanation)?)));
    EXPLAINED.iter().filter_map(laid).collect()
}

#[cfg(test)]
pub(crate) fn scenes(results: &Results) -> Vec<(&'static str, Scene)> {
    made(results).into_iter().map(|(name, _, scene)| (name, scene)).collect()
}

/// The figure of a chart of a run, alone.
pub(crate) fn figure_of(name: &str, results: &Results) -> Option<Figure> {
    let (_, chart) = CHARTS.iter().find(|(other, _)| *other == name)?;
    chart(results, results).map(aligned)
}

fn made(results: &Results) -> Vec<Laid> {
    made_side_by_side(&[results]).into_iter().flatten().collect()
}

/// The charts of every scenario.
fn made_side_by_side(all: &[&Results]) -> Vec<Vec<Laid>> {
    let mut made: Vec<Vec<Laid>> = all.iter().map(|_| vec![]).collect();
    for (name, chart) in CHARTS {
        for (own, figure) in made.iter_mut().zip(side_by_side(all, *chart)) {
            own.extend(figure.map(|figure| laid(name, figure)));
        }
    }
    made
}

fn laid(name: &'static str, figure: Figure) -> Laid {
    let scene = compile(&figure);
    (name, figure, scene)
}

/// A chart of every scenario, in the scales, colours and order of all; none where it has nothing to show.
fn side_by_side(all: &[&Results], chart: OfRun) -> Vec<Option<Figure>> {
    let drawn: Vec<Option<Figure>> = all.iter().map(|results| chart(results, all[0])).collect();
    let shown: Vec<bool> = drawn.iter().map(Option::is_some).collect();
    let mut figures: Vec<Figure> = drawn.into_iter().flatten().collect();
    align(&mut figures);
    let mut figures = figures.into_iter();
    shown.into_iter().map(|is_shown| if is_shown { figures.next() } else { None }).collect()
}

/// A figure that stands alone, with its colours and spans.
fn aligned(mut figure: Figure) -> Figure {
    align(std::slice::from_mut(&mut figure));
    figure
}

/// A figure that stands alone, laid out.
fn alone(figure: Figure) -> Scene {
    compile(&aligned(figure))
}

fn drawing(name: &'static str, scene: Scene) -> Result<Drawing> {
    let (svg, png) = (paint::svg(&scene)?, paint::png(&scene, 1.0)?);
    Ok(Drawing { name, title: scene.title, svg, png, hints: scene.hints })
}

#[cfg(test)]
pub(crate) mod sample;
#[cfg(test)]
mod sample_backcast;
#[cfg(test)]
mod sample_comparison;
#[cfg(test)]
pub(crate) mod sample_explanation;
#[cfg(test)]
mod sample_sweep;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod tests_explained;
#[cfg(test)]
mod tests_others;
#[cfg(test)]
mod tests_run;
