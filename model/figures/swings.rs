//! `swings`: how far each axis alone moves what comes out, as a tornado, and where the verdict changes.

use super::colour::{Colour, PALETTE};
use super::figure::{Figure, Panel, Tip};
use super::heat::verdict_note;
use super::mark::{Datum, Kind, Mark, Value};
use super::scale::{Amount, Scale};
use super::sweep_words::{level_said, origin, quoted, title};
use crate::experiment::explain::verdict::Bound;
use crate::experiment::sweep::findings::measure::Measure;
use crate::experiment::sweep::record::{Finished, Verdicts};
use crate::experiment::sweep::tables::SwingRow;
use crate::named::word_or_empty;
use crate::tell::number::figures;
use crate::tell::share::{gain, rise};

/// Most axes shown.
const MOST: usize = 15;
/// What is drawn, the first that there is: code in the table, name in words, unit.
const OUTPUTS: [(Measure, &str, &str); 2] =
    [(Measure::MeanCompute, "compute", "MH100e"), (Measure::MeanLoad, "AI load", "GW")];

/// Draws it; nothing without an axis that moves anything.
#[must_use]
pub fn figure(sweep: &Finished, rows: &[SwingRow]) -> Option<Figure> {
    let swings = |code: Measure| -> Vec<&SwingRow> {
        let mut swings: Vec<&SwingRow> = rows.iter().filter(|row| row.output == code && moves(row)).collect();
        swings.sort_by(|a, b| (b.highest - b.lowest).total_cmp(&(a.highest - a.lowest)));
        swings
    };
    let found = OUTPUTS.iter().map(|&(code, name, unit)| ((name, unit), swings(code)));
    let ((name, unit), swings) = found.into_iter().find(|(_, swings)| !swings.is_empty())?;
    let first = swings.first()?;
    let shown = || swings.iter().take(MOST).copied().enumerate();
    let ends = shown().flat_map(|(i, row)| bar(i, row)).collect();
    let verdicts = shown().map(|(i, row)| Datum::beside(i).of("Verdict").label(verdict(row), row.narrow_changes));
    let marks = vec![
        Mark::new(Kind::Rect, ends),
        Mark::new(Kind::Text, verdicts.collect()),
        Mark::new(Kind::Rule, vec![Datum::across(first.base)]),
    ];
    let x = Scale::Amount(Amount::around(first.base, [format!("least, {unit}"), "most".to_owned()]));
    let names = shown().map(|(_, row)| title(sweep, &row.axis)).collect();
    let tips = shown().map(|(i, row)| Tip::beside(i, title(sweep, &row.axis), told(row, unit))).collect();
    Some(Figure {
        name: "swings",
        title: heading_title(sweep, &swings, name),
        subtitle: format!(
            "Mean {name} over the horizon at the levels of each input that bring least and most, {unit}; base scenario {}",
            figures(first.base)
        ),
        notes: notes(sweep.verdicts, &swings),
        origin: origin(sweep),
        panels: vec![Panel::new(x, Scale::bars(names), marks).tips(tips)],
        across: 1,
        empty: "",
    })
}

/// What is told of an axis: what both ends bring, at which level, under which verdict.
fn told(row: &SwingRow, unit: &str) -> Vec<Value> {
    let verdict = |word: Option<Bound>| word.map_or(String::new(), |word| format!(", {word}"));
    let end = |name: &str, (value, share): (f64, Option<f64>), (level, word): (&str, Option<Bound>), colour| {
        if value == row.base {
            return Value::of(name, "as in the base scenario", Some(colour));
        }
        let share = share.map_or(String::new(), |share| format!(" ({})", gain(share)));
        let words = format!("{} {unit}{share}{}", figures(value), verdict(word));
        Value::of(format!("{name}, at {}", level_said(level, &row.unit)), words, Some(colour))
    };
    let (lowest, highest) = ((row.lowest, row.lowest_share), (row.highest, row.highest_share));
    let mut values = vec![
        end("Least", lowest, (&row.level_at_lowest, row.narrow_at_lowest), PALETTE[3]),
        Value::of("Base scenario", format!("{} {unit}{}", figures(row.base), verdict(row.narrow)), None),
        end("Most", highest, (&row.level_at_highest, row.narrow_at_highest), PALETTE[0]),
    ];
    if row.left_out > 0 {
        values.push(Value::of("Levels without a certified optimum", row.left_out.to_string(), None));
    }
    values
}

/// Whether an axis moves anything beyond the last digits of a solver.
fn moves(row: &SwingRow) -> bool {
    const NOTHING: f64 = 1e-6;
    row.highest - row.lowest > NOTHING * row.base.abs()
}

fn notes(verdicts: Verdicts, swings: &[&SwingRow]) -> String {
    let more = match swings.len().saturating_sub(MOST) {
        0 => String::new(),
        1 => " 1 further input, with a smaller effect, is not shown.".to_owned(),
        several => format!(" {several} further inputs, with smaller effects, are not shown."),
    };
    let lost = swings.iter().take(MOST).filter(|row| row.left_out > 0).count();
    let lost = match lost {
        0 => String::new(),
        1 => " One input has levels without a certified optimum: its ends may lie further out.".to_owned(),
        several => {
            format!(" {several} inputs have levels without a certified optimum: their ends may lie further out.")
        }
    };
    format!("{NOTES} {}{more}{lost}", verdict_note(verdicts))
}

const NOTES: &str = "All other inputs are as in the base scenario. Beside each end stands the level that brings it; the verdict is in \
     bold where a level of the input changes it.";

/// Both ends of an axis.
fn bar(place: usize, row: &SwingRow) -> Vec<Datum> {
    let end = |(to, level, word): (f64, &str, Option<Bound>), colour: Colour| {
        let said = if to == row.base { String::new() } else { level_said(level, &row.unit) };
        Datum::at(to, place).colour(colour).label(said, word != row.narrow && word.is_some())
    };
    vec![
        end((row.lowest, &row.level_at_lowest, row.narrow_at_lowest), PALETTE[3]),
        end((row.highest, &row.level_at_highest, row.narrow_at_highest), PALETTE[0]),
    ]
}

/// What binds in the base scenario, and where that changes.
fn verdict(row: &SwingRow) -> String {
    if !row.narrow_changes {
        return word_or_empty(row.narrow).to_owned();
    }
    let ends = [(row.narrow_at_lowest, &row.level_at_lowest), (row.narrow_at_highest, &row.level_at_highest)];
    let changed =
        ends.into_iter().filter(|(word, _)| *word != row.narrow).filter_map(|(word, level)| Some((word?, level)));
    let said: Vec<String> =
        changed.map(|(word, level)| format!("{word} at {}", level_said(level, &row.unit))).collect();
    if said.is_empty() { "changes in between".to_owned() } else { said.join(", ") }
}

/// What moves it most, and how many change the verdict.
fn heading_title(sweep: &Finished, swings: &[&SwingRow], name: &str) -> String {
    let Some(first) = swings.first() else { return String::new() };
    let moves = match (first.lowest_share, first.highest_share) {
        (Some(0.0), Some(high)) => format!("most, by up to {}", gain(high)),
        (Some(low), Some(0.0)) => format!("most, by up to {}", gain(low)),
        (Some(low), Some(high)) => format!("most, by −{} to +{}", rise(low), rise(high)),
        _ => "most".to_owned(),
    };
    let changes = match swings.iter().filter(|row| row.narrow_changes).count() {
        0 => "no input alone changes the verdict".to_owned(),
        1 => "one input alone changes the verdict".to_owned(),
        several => format!("{several} of {} inputs alone change the verdict", swings.len()),
    };
    format!("{} moves {name} {moves}; {changes}", quoted(sweep, &first.axis))
}

#[cfg(test)]
mod tests {
    use super::super::sample_sweep;
    use super::*;
    use crate::experiment::sweep::record::Mode;

    fn rows(count: usize) -> (Finished, Vec<SwingRow>) {
        let mut sweep = sample_sweep::sweep(Mode::OneAtATime, vec![]);
        sweep.axes = sample_sweep::axes(count);
        let rows = sample_sweep::swings(&sweep.axes, 1.0);
        (sweep, rows)
    }

    #[test]
    fn the_title_names_the_widest_swing_and_counts_verdicts() {
        let (sweep, mut rows) = rows(5);
        let expected = "“Accelerator supply” moves compute most, by −40% to +30%; one input alone changes the verdict";
        assert_eq!(figure(&sweep, &rows).unwrap().title, expected);
        for row in &mut rows {
            row.highest_share = Some(0.0);
        }
        assert!(
            figure(&sweep, &rows).unwrap().title.starts_with("“Accelerator supply” moves compute most, by up to −40%;")
        );
    }

    #[test]
    fn a_changed_verdict_says_at_which_level() {
        let (_, mut rows) = rows(3);
        assert_eq!(verdict(&rows[0]), "chip-bound");
        assert_eq!(verdict(&rows[2]), "energy-bound at ×0.5");
        rows[2].narrow_at_lowest = Some(Bound::Chips);
        assert_eq!(verdict(&rows[2]), "changes in between");
    }
}
