//! The same chart of several scenarios side by side: one scale for amounts, one colour and one place for every name.
//!
//! A chart of one scenario is aligned with itself alone: its palette and its scales are set here too.

use super::beside::{joined, place};
use super::colour::{OTHER, kind, shade};
use super::figure::{Figure, Panel, Tip};
use super::mark::{At, Colours, Datum, Kind, Mark};
use super::scale::{Amount, Scale};
use crate::tell::number::number;

/// Lowest and highest amount.
type Span = (f64, f64);

/// Gives figures of one name their colours, order and spans.
pub fn align(figures: &mut [Figure]) {
    let panels = figures.iter().map(|figure| figure.panels.len()).max().unwrap_or(0);
    for panel in 0..panels {
        let mut same: Vec<&mut Panel> = figures.iter_mut().filter_map(|figure| figure.panels.get_mut(panel)).collect();
        order_names(&mut same);
        let marks = same.iter().map(|panel| panel.marks.len()).max().unwrap_or(0);
        for mark in 0..marks {
            colour(same.iter_mut().filter_map(|panel| panel.marks.get_mut(mark)).collect());
            strengthen(&mut same, mark);
        }
    }
    let all = || figures.iter().flat_map(|figure| &figure.panels).flat_map(spans);
    let span = |amount: &Amount, own: (f64, f64)| match amount.shared {
        "" => own,
        name => all().filter(|(other, _)| other.shared == name).fold(own, |sum, (_, span)| wider(sum, span)),
    };
    let found: Vec<Vec<[Option<Span>; 2]>> = figures
        .iter()
        .map(|figure| {
            let of =
                |scale: &Scale, own| if let Scale::Amount(amount) = scale { Some(span(amount, own)) } else { None };
            let both = |panel: &Panel| [of(&panel.x, extent(panel, true)), of(&panel.y, extent(panel, false))];
            figure.panels.iter().map(both).collect()
        })
        .collect();
    for (panel, spans) in figures.iter_mut().flat_map(|figure| &mut figure.panels).zip(found.into_iter().flatten()) {
        for (scale, span) in [&mut panel.x, &mut panel.y].into_iter().zip(spans) {
            if let Scale::Amount(amount) = scale {
                amount.span = span;
            }
        }
    }
}

fn wider(one: (f64, f64), other: (f64, f64)) -> (f64, f64) {
    (one.0.min(other.0), one.1.max(other.1))
}

/// Scales of amounts of a panel with what they must hold.
fn spans(panel: &Panel) -> Vec<(&Amount, (f64, f64))> {
    let mut spans = vec![];
    for (scale, is_x) in [(&panel.x, true), (&panel.y, false)] {
        if let Scale::Amount(amount) = scale {
            spans.push((amount, extent(panel, is_x)));
        }
    }
    spans
}

/// Least and most that a panel draws on a side.
fn extent(panel: &Panel, is_x: bool) -> (f64, f64) {
    let Scale::Amount(amount) = (if is_x { &panel.x } else { &panel.y }) else { return (0.0, 0.0) };
    let around = (amount.origin.min(amount.reach), amount.origin.max(amount.reach));
    panel.marks.iter().fold(around, |span, mark| {
        let ends = |datum: &Datum| {
            let ends = if is_x { [&datum.x, &datum.x2] } else { [&datum.y, &datum.y2] };
            ends.map(|end| end.as_ref().and_then(At::amount)).into_iter().flatten().collect::<Vec<f64>>()
        };
        let amounts: Vec<f64> = match mark.stack {
            Some(_) if !is_x => totals(mark).iter().flat_map(|(at, _)| reach(mark, at)).collect(),
            _ => mark.data.iter().flat_map(ends).collect(),
        };
        amounts.into_iter().fold(span, |span, amount| wider(span, (amount, amount)))
    })
}

/// How far a stack reaches below nothing and above it at a place.
fn reach(mark: &Mark, at: &At) -> [f64; 2] {
    let there = mark.data.iter().filter(|datum| datum.x.as_ref() == Some(at));
    let amounts = there.filter_map(|datum| datum.y.as_ref()?.amount());
    amounts.fold([0.0, 0.0], |[low, high], amount| [low + amount.min(0.0), high + amount.max(0.0)])
}

/// Places of a stack and the sum at each.
#[must_use]
pub fn totals(mark: &Mark) -> Vec<(At, f64)> {
    let mut sums: Vec<(At, f64)> = vec![];
    for datum in &mark.data {
        let (Some(x), Some(value)) = (&datum.x, datum.y.as_ref().and_then(At::amount)) else { continue };
        match sums.iter_mut().find(|(other, _)| other == x) {
            Some((_, sum)) => *sum += value,
            None => sums.push((x.clone(), value)),
        }
    }
    sums
}

/// Names of bands that all panels have, in the order of the first; those in parts keep their own. What is told of rows is
/// told in their order.
fn order_names(panels: &mut [&mut Panel]) {
    if panels.len() < 2 {
        return;
    }
    for is_x in [true, false] {
        let lists: Vec<Vec<String>> = panels
            .iter()
            .filter_map(|panel| match if is_x { &panel.x } else { &panel.y } {
                Scale::Band(band) if band.parts.is_empty() => Some(band.names.clone()),
                _ => None,
            })
            .collect();
        let order = joined(lists.iter().map(|names| names.iter().map(String::as_str).collect()));
        for panel in panels.iter_mut() {
            if let Scale::Band(band) = if is_x { &mut panel.x } else { &mut panel.y }
                && band.parts.is_empty()
            {
                band.names.sort_by_key(|name| place(&order, name));
            }
            if !is_x {
                let row = |tip: &Tip| if let Some(At::Name(name)) = &tip.y { place(&order, name) } else { 0 };
                panel.tips.sort_by_key(row);
            }
        }
    }
}

/// Gives the series of stacks the colours and the order of all, and joins what is small in all of them.
fn colour(mut marks: Vec<&mut Mark>) {
    let Some(colours) = marks.first().and_then(|mark| mark.stack.as_ref()).map(|stack| stack.colours) else { return };
    let names: Vec<Vec<String>> =
        marks.iter().map(|mark| mark.series().into_iter().map(str::to_owned).collect()).collect();
    let order = joined(names.iter().map(|names| names.iter().map(String::as_str).collect()));
    let small = if let Colours::Kinds(most, _) = colours { small(&marks, &order, most) } else { vec![] };
    for mark in &mut marks {
        mark.data.sort_by_key(|datum| place(&order, &datum.series));
        for datum in &mut mark.data {
            let index = place(&order, &datum.series);
            datum.colour = match colours {
                Colours::Own => datum.colour,
                Colours::Kinds(..) => kind(index),
                Colours::Shades(spare) if spare == datum.series => datum.colour,
                Colours::Shades(spare) => {
                    let tiers: Vec<&str> = order.iter().copied().filter(|name| *name != spare).collect();
                    shade(1.0 - FADING * place(&tiers, &datum.series) as f64 / (tiers.len().max(2) - 1) as f64)
                }
            };
        }
        if let Colours::Kinds(_, rest) = colours {
            join(mark, &small.iter().map(|&index| order[index]).collect::<Vec<_>>(), rest);
        }
    }
}

/// Gives rows whose colour tells an amount that colour, and what is told there.
fn strengthen(panels: &mut [&mut Panel], mark: usize) {
    const LEAST: f64 = 0.1;
    let data = panels.iter().filter_map(|panel| panel.marks.get(mark)).flat_map(|mark| &mark.data);
    let most = data.filter_map(|datum| datum.strength).fold(0.0, f64::max);
    for panel in panels.iter_mut() {
        let Some(mark) = panel.marks.get_mut(mark) else { continue };
        for datum in &mut mark.data {
            let Some(amount) = datum.strength else { continue };
            let before = std::mem::replace(&mut datum.colour, shade(LEAST + (1.0 - LEAST) * amount / most));
            let there = panel.tips.iter_mut().filter(|tip| tip.x == datum.x && tip.y == datum.y);
            for value in there.flat_map(|tip| &mut tip.values).filter(|value| value.colour == Some(before)) {
                value.colour = Some(datum.colour);
            }
        }
    }
}

/// How much of its strength the last of some shades has lost.
const FADING: f64 = 0.75;

/// Which series have the lowest peaks where there are more than can be told apart.
fn small(marks: &[&mut Mark], order: &[&str], most: usize) -> Vec<usize> {
    if order.len() <= most {
        return vec![];
    }
    let value = |datum: &Datum| datum.y.as_ref().and_then(At::amount).unwrap_or(0.0);
    let peak = |name: &str| marks.iter().flat_map(|mark| mark.of(name)).map(value).fold(0.0, f64::max);
    let peaks: Vec<f64> = order.iter().map(|name| peak(name)).collect();
    let mut ranked: Vec<usize> = (0..order.len()).collect();
    ranked.sort_by(|&a, &b| peaks[b].total_cmp(&peaks[a]));
    let mut small = ranked.split_off(most - 1);
    small.sort_unstable();
    small
}

/// Puts one series in place of several, last.
fn join(mark: &mut Mark, names: &[&str], rest: &str) {
    let (small, mut kept): (Vec<Datum>, Vec<Datum>) =
        mark.data.drain(..).partition(|datum| names.contains(&datum.series.as_str()));
    let of = Mark { data: small, ..Mark::new(Kind::Area, vec![]) };
    let name = format!("{rest} ({})", of.series().len());
    for (x, sum) in totals(&of) {
        let datum = of.data.iter().find(|datum| datum.x.as_ref() == Some(&x));
        let label = datum.map_or(String::new(), |datum| relabelled(datum, sum));
        kept.push(Datum { x: Some(x), ..Datum::beside(sum) }.of(&name).colour(OTHER).label(label, false));
    }
    mark.data = kept;
}

/// The words of a row with another amount.
fn relabelled(datum: &Datum, amount: f64) -> String {
    let before = datum.y.as_ref().and_then(At::amount).map_or(String::new(), number);
    datum.label.replacen(&before, &number(amount), 1)
}

#[cfg(test)]
mod tests {
    use super::super::figure::provenance;
    use super::*;
    use crate::results::Labels;

    #[test]
    fn rows_of_scenarios_side_by_side_are_told_in_the_order_in_which_they_lie() {
        let of = |rows: [&str; 2]| {
            let tips = rows.iter().map(|row| Tip::at("2030", *row, *row, vec![])).collect();
            let names = Scale::cells(rows.map(str::to_owned).to_vec());
            let panel = Panel::new(Scale::cells(vec!["2030".to_owned()]), names, vec![]).tips(tips);
            let (title, subtitle, notes) = (String::new(), String::new(), String::new());
            let origin = provenance(&Labels::default());
            Figure { name: "", title, subtitle, notes, origin, panels: vec![panel], across: 1, empty: "" }
        };
        let mut figures = [of(["Chips", "Power"]), of(["Power", "Chips"])];
        align(&mut figures);
        for figure in &figures {
            let told: Vec<&str> = figure.panels[0].tips.iter().map(|tip| tip.heading.as_str()).collect();
            assert_eq!(told, ["Chips", "Power"]);
        }
    }
}
