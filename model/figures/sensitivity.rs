//! `sensitivity`: which axes matter most over random samples, as a tornado of partial rank correlations.

use super::colour::{Colour, FAINT, INK, PALETTE};
use super::figure::{Figure, Panel, Tip};
use super::mark::{Datum, Kind, Mark, Value};
use super::scale::{Amount, Scale};
use super::sweep_words::{origin, quoted, title};
use crate::experiment::sweep::findings::measure::Measure;
use crate::experiment::sweep::record::Finished;
use crate::experiment::sweep::tables::SensitivityRow;

/// Most axes shown.
const MOST: usize = 10;
/// What is drawn, the first that there is: code in the table, name in words.
const OUTPUTS: [(Measure, &str); 3] = [
    (Measure::MeanCompute, "mean compute"),
    (Measure::LastLoad, "AI load in the last year"),
    (Measure::MeanLoad, "mean AI load"),
];

/// Bars of coefficients with their intervals, between the least and the most that they can be; nothing without one.
#[must_use]
pub fn figure(sweep: &Finished, rows: &[SensitivityRow]) -> Option<Figure> {
    let (output, axes) =
        OUTPUTS.iter().map(|&(code, name)| (name, axes(rows, code))).find(|(_, axes)| !axes.is_empty())?;
    let samples = axes.first()?.row.samples;
    let shown = || axes.iter().take(MOST).enumerate();
    let bars = shown().map(|(i, axis)| Datum::at(axis.prcc, i).colour(hue(axis.prcc)));
    let interval = |(i, axis): (usize, &Axis)| {
        let (low, high) = axis.row.prcc_low.zip(axis.row.prcc_high)?;
        Some(Datum::at(low, i).to_x(high))
    };
    let said = shown().map(|(i, axis)| Datum::beside(i).of("Coefficient").label(signed(axis.prcc), axis.is_sure()));
    let ends = [(-1.0, FAINT), (0.0, INK), (1.0, FAINT)].map(|(end, colour)| Datum::across(end).colour(colour));
    let marks = vec![
        Mark::new(Kind::Rect, bars.collect()),
        Mark::new(Kind::Text, said.collect()),
        Mark::new(Kind::Rule, ends.into_iter().chain(shown().filter_map(interval)).collect()),
    ];
    let x = Amount::around(0.0, [format!("{output} falls with more of the input"), "rises with it".to_owned()]);
    let name = |axis: &Axis| title(sweep, &axis.row.axis);
    let tips = shown().map(|(i, axis)| Tip::beside(i, name(axis), told(axis, rows))).collect();
    let names = Scale::bars(shown().map(|(_, axis)| name(axis)).collect());
    Some(Figure {
        name: "sensitivity",
        title: heading_title(sweep, &axes, output),
        subtitle: format!("Partial rank correlation of each input with {output}, over {samples} random samples"),
        notes: notes(axes.len()),
        origin: origin(sweep),
        panels: vec![Panel::new(Scale::Amount(x), names, marks).tips(tips)],
        across: 1,
        empty: "",
    })
}

/// What is told of an axis: its coefficients with all outputs that have a name, each with its interval.
fn told(axis: &Axis, rows: &[SensitivityRow]) -> Vec<Value> {
    let coefficient = |(code, name): &(Measure, &str)| {
        let row = rows.iter().find(|row| row.output == *code && row.axis == axis.row.axis)?;
        let prcc = row.prcc?;
        let interval = row.prcc_low.zip(row.prcc_high);
        let interval = interval.map_or(String::new(), |(low, high)| format!(" ({} to {})", signed(low), signed(high)));
        Some(Value::of(format!("With {name}"), format!("{}{interval}", signed(prcc)), Some(hue(prcc))))
    };
    OUTPUTS.iter().filter_map(coefficient).collect()
}

/// Colour of a coefficient.
fn hue(prcc: f64) -> Colour {
    if prcc < 0.0 { PALETTE[1] } else { PALETTE[2] }
}

fn notes(count: usize) -> String {
    let left_out = match count.saturating_sub(MOST) {
        0 => String::new(),
        1 => " 1 further input, with a smaller coefficient, is not shown.".to_owned(),
        several => format!(" {several} further inputs, with smaller coefficients, are not shown."),
    };
    format!("{NOTES}{left_out}")
}

const NOTES: &str = "Partial rank correlation: how steadily the output rises (+1) or falls (−1) with an input while the other inputs are held, under the stated \
     ranges; it says nothing about how much. Whiskers: 95% interval.";

/// One axis with a coefficient.
struct Axis<'a> {
    row: &'a SensitivityRow,
    prcc: f64,
}

/// Axes of an output with a coefficient, the largest first.
fn axes(rows: &[SensitivityRow], output: Measure) -> Vec<Axis<'_>> {
    let mut axes: Vec<Axis<'_>> =
        rows.iter().filter(|row| row.output == output).filter_map(|row| Some(Axis { row, prcc: row.prcc? })).collect();
    axes.sort_by(|a, b| b.prcc.abs().total_cmp(&a.prcc.abs()));
    axes
}

impl Axis<'_> {
    fn is_sure(&self) -> bool {
        let (low, high) = (self.row.prcc_low.unwrap_or(-1.0), self.row.prcc_high.unwrap_or(1.0));
        low > 0.0 || high < 0.0
    }
}

fn signed(value: f64) -> String {
    let sign = if value < 0.0 { "−" } else { "+" };
    format!("{sign}{:.2}", value.abs())
}

/// The two that matter most.
fn heading_title(sweep: &Finished, axes: &[Axis], output: &str) -> String {
    let said = |axis: &Axis| format!("{} ({})", quoted(sweep, &axis.row.axis), signed(axis.prcc));
    match axes.iter().filter(|axis| axis.is_sure()).take(2).collect::<Vec<_>>().as_slice() {
        [] => format!("No input moves {output} more than chance may"),
        [one] => format!("{} alone moves {output} more than chance may", said(one)),
        [one, other, ..] => format!("{} moves {output} most steadily, then {}", said(one), said(other)),
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample_sweep;
    use super::*;
    use crate::experiment::sweep::record::Mode;

    fn title_of(count: usize, scale: f64) -> String {
        let mut sweep = sample_sweep::sweep(Mode::LatinHypercube, vec![]);
        sweep.axes = sample_sweep::axes(count);
        let rows = sample_sweep::sensitivity(&sweep.axes, scale);
        figure(&sweep, &rows).unwrap().title
    }

    #[test]
    fn the_title_names_inputs_that_chance_cannot_explain() {
        let expected =
            "“Accelerator supply” (+0.92) moves mean compute most steadily, then “Gas turbine build” (−0.68)";
        assert_eq!(title_of(3, 1.0), expected);
        assert_eq!(title_of(3, 0.08), "“Accelerator supply” (+0.07) alone moves mean compute more than chance may");
        assert_eq!(title_of(3, 0.01), "No input moves mean compute more than chance may");
    }

    #[test]
    fn inputs_without_a_coefficient_are_left_out_and_the_rest_counted() {
        let axes = sample_sweep::axes(13);
        let rows = sample_sweep::sensitivity(&axes, 1.0);
        let known = super::axes(&rows, Measure::LastLoad);
        assert_eq!(known.len(), 12);
        assert!(known.windows(2).all(|pair| pair[0].prcc.abs() >= pair[1].prcc.abs()));
        assert!(notes(known.len()).ends_with("2 further inputs, with smaller coefficients, are not shown."));
    }
}
