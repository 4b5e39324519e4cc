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
mod alternatives;
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
mod economy_bills;
mod economy_growth;
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
mod lever_swings;
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

pub use mark::Value;

use align::align;
use figure::Figure;

use crate::economy::account::Account;
use crate::experiment::alternatives::Alternatives;
use crate::experiment::backcast::Backcast;
use crate::experiment::compare::Comparison;
use crate::experiment::explain::Explanation;
use crate::experiment::sweep::findings::Findings;
use crate::experiment::sweep::record::Finished;
use crate::results::{Labels, Results};

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
    ("lever_swings", lever_swings::figure),
    ("flips", flips::figure),
    ("ceilings", ceilings::figure),
];

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

/// The charts of a run that have something to say.
#[must_use]
pub fn of_run(results: &Results) -> Vec<Figure> {
    side_by_side(&[results]).into_iter().flatten().collect()
}

/// The charts of several runs to be looked at side by side, scenario by scenario: charts of a name share their scale, and
/// the colours and the order of what they show.
#[must_use]
pub fn side_by_side(all: &[&Results]) -> Vec<Vec<Figure>> {
    let mut figures: Vec<Vec<Figure>> = all.iter().map(|_| vec![]).collect();
    for (_, chart) in CHARTS {
        for (own, figure) in figures.iter_mut().zip(beside_others(all, *chart)) {
            own.extend(figure);
        }
    }
    figures
}

/// A chart of every scenario, in the scales, colours and order of all; none where it has nothing to show.
fn beside_others(all: &[&Results], chart: OfRun) -> Vec<Option<Figure>> {
    let drawn: Vec<Option<Figure>> = all.iter().map(|results| chart(results, all[0])).collect();
    let shown: Vec<bool> = drawn.iter().map(Option::is_some).collect();
    let mut figures: Vec<Figure> = drawn.into_iter().flatten().collect();
    align(&mut figures);
    let mut figures = figures.into_iter();
    shown.into_iter().map(|is_shown| if is_shown { figures.next() } else { None }).collect()
}

/// The chart of a run of that name, alone.
pub(crate) fn figure_of(name: &str, results: &Results) -> Option<Figure> {
    let (_, chart) = CHARTS.iter().find(|(other, _)| *other == name)?;
    alone([chart(results, results)]).pop()
}

/// The charts of what the analysis of a run found that have something to say.
#[must_use]
pub fn of_explanation(results: &Results, explanation: &Explanation) -> Vec<Figure> {
    alone(EXPLAINED.iter().map(|(_, chart)| chart(results, explanation)))
}

/// The charts of a finished sweep that have something to say.
#[must_use]
pub fn of_sweep(sweep: &Finished, findings: &Findings) -> Vec<Figure> {
    alone([
        frontier::figure(sweep, &findings.frontier, &findings.flip_line),
        fan::figure(sweep, &findings.fan, &findings.probabilities),
        heat_amount::ai_load(sweep),
        heat_amount::compute(sweep),
        heat_verdict::figure(sweep),
        sensitivity::figure(sweep, &findings.sensitivity),
        swings::figure(sweep, &findings.swings),
    ])
}

/// The charts of a comparison with published figures that have something to say: the labels of the scenario of the past,
/// and those of the scenario that is held against outlooks.
#[must_use]
pub fn of_backcast((past, future): (&Labels, &Labels), backcast: &Backcast) -> Vec<Figure> {
    alone([
        backcast_history::figure(past, &backcast.history),
        backcast_prices::figure(past, &backcast.history),
        backcast_outlooks::figure(future, &backcast.outlooks, &backcast.lines),
    ])
}

/// The charts of an account of the economy that have something to say.
#[must_use]
pub fn of_account(labels: &Labels, account: &Account) -> Vec<Figure> {
    alone([economy_growth::figure(labels, account), economy_bills::figure(labels, account)])
}

/// The charts of plans near the best that have something to say.
#[must_use]
pub fn of_alternatives(labels: &Labels, found: &Alternatives) -> Vec<Figure> {
    alone([alternatives::figure(labels, found)])
}

/// The charts of scenarios side by side that have something to say.
#[must_use]
pub fn of_comparison(comparison: &Comparison, results: &[&Results]) -> Vec<Figure> {
    let shown = compare_words::Shown { comparison, results };
    alone([scenarios::figure(&shown), scenario_differences::figure(&shown), scenario_power::figure(&shown)])
}

/// Figures that stand alone, each with its own colours and spans.
fn alone(figures: impl IntoIterator<Item = Option<Figure>>) -> Vec<Figure> {
    let mut figures: Vec<Figure> = figures.into_iter().flatten().collect();
    for figure in &mut figures {
        align(std::slice::from_mut(figure));
    }
    figures
}

#[cfg(test)]
pub(crate) mod sample;
#[cfg(test)]
pub(crate) mod sample_backcast;
#[cfg(test)]
pub(crate) mod sample_comparison;
#[cfg(test)]
pub(crate) mod sample_explanation;
#[cfg(test)]
pub(crate) mod sample_sweep;
