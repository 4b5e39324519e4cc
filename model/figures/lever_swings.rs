//! `lever_swings`: AI load lost and won as each lever moves over its range, as a tornado.

use super::colour::{Colour, PALETTE};
use super::figure::{Figure, Panel, Tip, provenance};
use super::flip::said;
use super::mark::{Datum, Kind, Mark, Value};
use super::scale::{Amount, Scale};
use crate::experiment::explain::Explanation;
use crate::experiment::explain::flips::LeverSwingRow;
use crate::results::Results;
use crate::tell::levers::{Swing, signed, swings};
use crate::tell::share::gain;

/// Most levers shown.
const MOST: usize = 15;
/// Colours of the low and of the high end.
const COLOURS: [Colour; 2] = [PALETTE[3], PALETTE[0]];

/// A bar to either side for each lever that moves AI load; nothing where levers were not followed.
#[must_use]
pub fn figure(results: &Results, explanation: &Explanation) -> Option<Figure> {
    let all = swings(&explanation.swings);
    let moving: Vec<&Swing<'_>> = all.iter().filter(|swing| !swing.is_almost_nothing()).collect();
    let first = all.first()?;
    let shown = || moving.iter().take(MOST).enumerate();
    let bars = shown().flat_map(|(place, swing)| bars(place, swing)).collect();
    let words =
        shown().map(|(place, swing)| Datum::beside(place).of("Most in").label(swing.foremost_in_words(), false));
    let marks = vec![
        Mark::new(Kind::Rect, bars),
        Mark::new(Kind::Text, words.collect()),
        Mark::new(Kind::Rule, vec![Datum::across(0.0)]),
    ];
    let names = shown().map(|(_, swing)| swing.ends[0].title.clone()).collect();
    let tips = shown().map(|(place, swing)| Tip::beside(place, &swing.ends[0].title, told(swing))).collect();
    let x = Scale::Amount(Amount::around(0.0, ["GW lost".to_owned(), "GW won".to_owned()]));
    Some(Figure {
        name: "lever_swings",
        title: match moving.first() {
            Some(most) => format!("AI load depends most on {}", title(most)),
            None => format!("No lever alone changes AI load by half a per cent, not even {}", title(first)),
        },
        subtitle: "Change of mean AI load at the ends of each lever's range, all else unchanged, GW".to_owned(),
        notes: format!("{NOTES}{}", more(all.len() - shown().count(), moving.len() - shown().count())),
        origin: provenance(&results.labels),
        panels: if moving.is_empty() { vec![] } else { vec![Panel::new(x, Scale::bars(names), marks).tips(tips)] },
        across: 1,
        empty: "Each lever, over its range, changes AI load by less than half a per cent in every year.",
    })
}

const NOTES: &str = "Differences between full re-solves of the model; means over the horizon. Beside each end stands the strength of the lever there. Most in: the year with the largest share lost or won, among those with at least half the largest amount.";

fn title(swing: &Swing<'_>) -> String {
    format!("“{}”", swing.ends[0].title)
}

/// How many levers are not shown, and how many of them move AI load.
fn more(left_out: usize, moving: usize) -> String {
    match left_out {
        0 => String::new(),
        _ if moving == 0 => {
            format!(" {left_out} further levers change AI load by less than half a per cent in every year.")
        }
        _ => format!(" {left_out} further levers are not shown; they change mean AI load less."),
    }
}

fn bars(place: usize, swing: &Swing<'_>) -> Vec<Datum> {
    let end = |(row, colour): (&LeverSwingRow, Colour)| {
        let load = row.load_gw?;
        let label =
            if row.strength_at_end == row.strength { String::new() } else { said(row.strength_at_end, &row.unit) };
        Some(Datum::at(load, place).colour(colour).label(label, false))
    };
    swing.ends.into_iter().zip(COLOURS).filter_map(end).collect()
}

fn told(swing: &Swing<'_>) -> Vec<Value> {
    let end = |(row, colour): (&LeverSwingRow, Colour)| {
        let words = match (row.load_gw, row.gain_load_share) {
            (Some(load), Some(share)) => format!("{} GW ({})", signed(load), gain(share)),
            _ => "no solution".to_owned(),
        };
        Value::of(format!("At {}", said(row.strength_at_end, &row.unit)), words, Some(colour))
    };
    let mut values: Vec<Value> = swing.ends.into_iter().zip(COLOURS).map(end).collect();
    values.push(Value::of("Most in", swing.foremost_in_words(), None));
    values
}
