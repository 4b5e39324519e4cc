//! What binds over the horizon at every point of a grid.

use super::colour::TRACK;
use super::families::{noun, verb};
use super::figure::Figure;
use super::heat::{chart, empty, hue, panel, told, verdict_note};
use super::heat_points::Points;
use super::mark::Datum;
use super::sweep_words::family;
use crate::experiment::explain::verdict::Bound;
use crate::experiment::sweep::record::{Finished, Record};
use crate::tell::names::capital;

/// Cells of verdicts, and at how many points each stands; nothing without any.
#[must_use]
pub fn figure(sweep: &Finished) -> Option<Figure> {
    let points = Points::of(sweep)?;
    let (counts, of) = (counts(sweep), sweep.records.len());
    let last = sweep.years.len().saturating_sub(1);
    let cell = |record: Option<&Record>| {
        let found = record.and_then(|record| record.found.as_ref()).and_then(|found| found.narrow);
        let filled = |word: String| {
            let short: String = capital(&word).chars().take(2).collect();
            Datum::anywhere().colour(hue(&word)).label(capital(&word), false).short(short)
        };
        (found.map(family).map_or_else(empty, filled), told(sweep, record, last))
    };
    let panels = (0..points.layers()).map(|layer| panel(&points, (layer, ""), &cell)).collect();
    let base = points.base().and_then(|found| found.narrow).map(family);
    let known: usize = counts.iter().map(|(_, count)| count).sum();
    let mut words: Vec<_> =
        counts.iter().map(|(word, count)| (format!("{} {count}", capital(word)), hue(word))).collect();
    if of > known {
        words.push((format!("No verdict {}", of - known), TRACK));
    }
    (known > 0).then(|| Figure {
        title: title(&counts, of, base.as_deref()),
        subtitle: format!("Verdict over the horizon at every point of the grid{}", points.by()),
        notes: format!("{} {}", verdict_note(sweep.verdicts), points.notes()),
        ..chart(sweep, "sweep_verdict", panels, ("Points", words))
    })
}

/// How many scenarios have which verdict, the most frequent first.
fn counts(sweep: &Finished) -> Vec<(String, usize)> {
    let mut counts: Vec<(String, usize)> = vec![];
    let found = sweep.records.iter().filter_map(|record| record.found.as_ref());
    for word in found.filter_map(|found| found.narrow).map(family) {
        match counts.iter_mut().find(|(other, _)| *other == word) {
            Some((_, count)) => *count += 1,
            None => counts.push((word, 1)),
        }
    }
    counts.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
    counts
}

/// Who binds at how many points, and in the base scenario.
fn title(counts: &[(String, usize)], of: usize, base: Option<&str>) -> String {
    let binds = |word: &str| match word {
        _ if word == Bound::Mixed.name() => "the verdict is mixed".to_owned(),
        family => format!("{} {}", noun(family), verb(family, "bind")),
    };
    let Some((first, most)) = counts.first() else { return String::new() };
    if *most == of {
        return capital(&format!("{} at all {of} points of the grid", binds(first)));
    }
    let here = |word: &str| if base == Some(word) { " and in the base scenario" } else { "" };
    let start = format!("{} at {most} of {of} points of the grid{}", binds(first), here(first));
    let next = counts.get(1).map(|(word, count)| format!(", {} at {count}{}", binds(word), here(word)));
    capital(&format!("{start}{}", next.unwrap_or_default()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_verdict_title_counts_points() {
        let counts = [("chips".to_owned(), 85), ("energy".to_owned(), 28)];
        let expected = "Chips bind at 85 of 121 points of the grid and in the base scenario, energy binds at 28";
        assert_eq!(title(&counts, 121, Some("chips")), expected);
        let expected = "Chips bind at 85 of 121 points of the grid, energy binds at 28 and in the base scenario";
        assert_eq!(title(&counts, 121, Some("energy")), expected);
        assert_eq!(title(&counts[..1], 85, None), "Chips bind at all 85 points of the grid");
        let mixed = [("mixed".to_owned(), 3)];
        assert_eq!(title(&mixed, 4, None), "The verdict is mixed at 3 of 4 points of the grid");
    }
}
