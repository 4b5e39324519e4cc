//! Years as spans, and what is said of several of them.

use super::names::list;
use crate::results::derived::runs;

/// Years as a span: "2025", "2025–2030".
#[must_use]
pub fn span(first: i32, last: i32) -> String {
    if first == last { first.to_string() } else { format!("{first}–{last}") }
}

/// Years, neighbours in the model's list joined to spans.
#[must_use]
pub fn years(chosen: &[i32], all: &[i32]) -> String {
    let mut spans: Vec<(usize, usize)> = vec![];
    for position in chosen.iter().filter_map(|year| all.iter().position(|other| other == year)) {
        match spans.last_mut() {
            Some((_, last)) if *last + 1 == position => *last = position,
            _ => spans.push((position, position)),
        }
    }
    list(&spans.iter().map(|&(from, to)| span(all[from], all[to])).collect::<Vec<_>>())
}

/// Words year by year, those that stay the same in one span: "chips 2025-2029, capital 2030".
#[must_use]
pub fn in_turn<'a>(by_year: impl Iterator<Item = (i32, &'a str)>) -> String {
    let said = runs(by_year).into_iter().map(|(word, from, to)| format!("{word} {}", span(from, to).replace('–', "-")));
    said.collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_join_to_spans() {
        let all = [2025, 2026, 2028, 2030];
        assert_eq!(years(&[2025, 2026, 2030], &all), "2025–2026 and 2030");
        assert_eq!(years(&all, &all), "2025–2030");
    }

    #[test]
    fn words_are_said_once_for_years_in_a_row() {
        assert_eq!(
            in_turn([(2025, "chips"), (2026, "chips"), (2028, "power")].into_iter()),
            "chips 2025-2026, power 2028"
        );
    }
}
