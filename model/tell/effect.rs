//! What a scenario costs or brings against another, in sentences.

use super::names::{capital, list, region};
use super::number::{figures, with_unit};
use super::share::part_of;
use crate::experiment::compare::effects::{AI_LOAD, Change, Effect, Effects, RegionChange};
use crate::results::Labels;

/// What quantities are called within a sentence.
const NAMES: [(&str, &str); 4] = [
    (AI_LOAD, "AI load"),
    ("compute", "compute"),
    ("ai_capital_recovery", "annuities of AI's capital"),
    ("co2", "CO2 of all plants"),
];

/// The sentence that must be read: `titles` are those of the first scenario and of the one that changes it.
#[must_use]
pub fn lead(effects: &Effects, [first, own]: [&str; 2]) -> String {
    if effects.effects.iter().all(|effect| effect.years.is_empty()) {
        return format!("{own} and {first} have no model year in common.");
    }
    if effects.is_almost_nothing() {
        let all = effects.effects.iter().flat_map(|effect| &effect.years).all(|change| change.difference == 0.0);
        let (word, how) =
            if all { ("nothing", "are the same") } else { ("almost nothing", "move by less than half a per cent") };
        let names: Vec<&str> = NAMES.iter().map(|(_, name)| *name).collect();
        return format!("{own} changes {word} against {first}: {} {how} in every year.", list(&names));
    }
    let load = effects.of(AI_LOAD).filter(|effect| !effect.is_almost_nothing());
    let Some((effect, change)) = load.and_then(|effect| Some((effect, effect.foremost()?))) else {
        return format!("{own} leaves AI load within half a per cent of {first} in every year.");
    };
    let verb = if change.difference < 0.0 { "costs" } else { "brings" };
    let more = if change.difference < 0.0 { "of" } else { "more" };
    let start = match change.relative {
        Some(share) => {
            format!("{own} {verb} {} {more} AI load in {} against {first}: ", part_of(share.abs()), change.year)
        }
        None => format!("{own} {verb} AI load in {} where {first} has none: ", change.year),
    };
    format!("{start}{}.{}", instead(change, &effect.unit), beside(effect, change))
}

/// What else changes, a line each: the other quantities, and where.
#[must_use]
pub fn details(effects: &Effects, labels: &Labels) -> Vec<String> {
    if effects.is_almost_nothing() {
        return vec![];
    }
    let others = effects.effects.iter().filter(|effect| effect.quantity != AI_LOAD);
    others.filter_map(detail).chain(whereabouts(effects, labels)).collect()
}

fn detail(effect: &Effect) -> Option<String> {
    let change = effect.foremost()?;
    let name = NAMES.iter().find(|(quantity, _)| *quantity == effect.quantity).map_or("", |(_, name)| *name);
    if effect.is_almost_nothing() {
        return Some(format!("{}: almost unchanged.", capital(name)));
    }
    let share = change.relative.map_or(String::new(), |share| format!("{} ", part_of(share.abs())));
    let said = format!("{share}{} in {} ({})", way(change), change.year, instead(change, &effect.unit));
    Some(format!("{}: {said}.{}", capital(name), beside(effect, change)))
}

/// Both amounts: "32.4 instead of 53.1 GW".
fn instead(change: &Change, unit: &str) -> String {
    let [own, first] = [change.value, change.value - change.difference].map(figures);
    with_unit(&format!("{own} instead of {first}"), unit)
}

const fn way(change: &Change) -> &'static str {
    if change.difference < 0.0 { "less" } else { "more" }
}

/// The year of the largest amount, if it is another, and the largest change the other way.
fn beside(effect: &Effect, told: &Change) -> String {
    let amount = |change: &Change| {
        let share = change.relative.map_or(String::new(), |share| format!(" ({})", part_of(share.abs())));
        format!("{} {}{share}", with_unit(&figures(change.difference.abs()), &effect.unit), way(change))
    };
    let largest = effect.largest().filter(|change| change.year != told.year);
    let largest = largest.map(|change| format!(" The largest amount is in {}: {}.", change.year, amount(change)));
    let other = effect.opposite().map(|change| format!(" The other way in {}: {}.", change.year, amount(change)));
    [largest, other].into_iter().flatten().collect()
}

/// Regions that lose and gain most.
fn whereabouts(effects: &Effects, labels: &Labels) -> Option<String> {
    const MOST: usize = 3;
    let year = effects.of(AI_LOAD)?.largest()?.year;
    let named = |change: &RegionChange| {
        format!("{} {} GW", region(labels, &change.region), figures(change.difference_gw.abs()))
    };
    let spoken = |change: &&RegionChange| change.difference_gw.abs() >= LEAST;
    let lost = effects.regions.iter().filter(spoken).filter(|change| change.difference_gw < 0.0);
    let won = effects.regions.iter().rev().filter(spoken).filter(|change| change.difference_gw > 0.0);
    let lost: Vec<String> = lost.take(MOST).map(named).collect();
    let won: Vec<String> = won.take(MOST).map(named).collect();
    let said = |words: &str, of: &[String]| (!of.is_empty()).then(|| format!("{words} {}", list(of)));
    let both: Vec<String> = [said("most lost in", &lost), said("most won in", &won)].into_iter().flatten().collect();
    (!both.is_empty()).then(|| format!("Where, in {year}: {}.", both.join("; ")))
}

/// A region that moves by less, GW, is not named: three figures would say nothing of it.
const LEAST: f64 = 5e-4;

#[cfg(test)]
mod tests {
    use super::*;

    fn effect(quantity: &str, unit: &str, years: &[(i32, f64, f64)]) -> Effect {
        let change = |&(year, old, new): &(i32, f64, f64)| Change {
            year,
            value: new,
            difference: new - old,
            relative: (old != 0.0).then(|| (new - old) / old),
        };
        Effect { quantity: quantity.to_owned(), unit: unit.to_owned(), years: years.iter().map(change).collect() }
    }

    fn effects(load: &[(i32, f64, f64)], co2: &[(i32, f64, f64)]) -> Effects {
        let effects = vec![effect(AI_LOAD, "GW rated", load), effect("co2", "Mt", co2)];
        let moved = [("south", -3.0), ("east", -0.0001), ("north", 1.25)];
        let regions = moved.map(|(region, difference_gw)| RegionChange { region: region.to_owned(), difference_gw });
        Effects { scenario: "b".to_owned(), effects, regions: regions.to_vec() }
    }

    #[test]
    fn the_first_sentence_says_what_it_costs_and_when() {
        let titles = ["“A”", "“B”"];
        let lead = |load: &[(i32, f64, f64)]| lead(&effects(load, &[]), titles);
        assert_eq!(
            lead(&[(2028, 50.0, 30.0), (2030, 90.0, 60.0), (2035, 170.0, 180.0)]),
            "“B” costs 40 % of AI load in 2028 against “A”: 30.0 instead of 50.0 GW rated. The largest amount is in 2030: \
             30.0 GW rated less (33 %). The other way in 2035: 10.0 GW rated more (5.9 %)."
        );
        assert_eq!(
            lead(&[(2030, 90.0, 99.0)]),
            "“B” brings 10 % more AI load in 2030 against “A”: 99.0 instead of 90.0 GW rated."
        );
        assert_eq!(
            lead(&[(2030, 0.0, 2.0)]),
            "“B” brings AI load in 2030 where “A” has none: 2.00 instead of 0 GW rated."
        );
        assert_eq!(lead(&[]), "“B” and “A” have no model year in common.");
        let little = effects(&[(2030, 90.0, 90.1)], &[(2030, 100.0, 80.0)]);
        assert_eq!(self::lead(&little, titles), "“B” leaves AI load within half a per cent of “A” in every year.");
    }

    #[test]
    fn details_name_the_other_quantities_and_the_regions_that_move() {
        let found = effects(&[(2030, 90.0, 60.0)], &[(2028, 100.0, 100.2), (2030, 100.0, 80.0)]);
        assert_eq!(
            details(&found, &Labels::default()),
            [
                "CO2 of all plants: 20 % less in 2030 (80.0 instead of 100 Mt).",
                "Where, in 2030: most lost in south 3.00 GW; most won in north 1.25 GW."
            ]
        );
        let none = effects(&[(2030, 90.0, 90.1)], &[(2030, 100.0, 100.0)]);
        assert!(details(&none, &Labels::default()).is_empty());
    }
}
